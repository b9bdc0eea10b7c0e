/* Licences by the names that people write. */
#ifndef GLOSSA_MODEL_LICENCE_H
#define GLOSSA_MODEL_LICENCE_H

#include "base/str.h"

/* The address of a licence: itself when it is one, that of a Creative Commons licence however it is written ("CC BY 4.0",
 * "cc-by-sa-4.0", "CC0"); "" for one that is not known. */
struct str licence_url(struct arena *arena, struct str licence);

#endif
