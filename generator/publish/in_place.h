/* Publishing where folders cannot be exchanged: file by file, each whole at any instant, the site as a whole not. */
#ifndef GLOSSA_PUBLISH_IN_PLACE_H
#define GLOSSA_PUBLISH_IN_PLACE_H

#include "base/arena.h"
#include "base/str.h"

/* Makes the folder `output` hold what `staging` holds, both descriptors: what pages need first, then pages, and last
 * what no longer belongs is deleted (but `spared`, a name in output, or NULL). Files that are equal stay untouched.
 * False with errno and the path of the file. */
bool in_place(struct arena *arena, int staging, int output, const char *spared, struct str *failed);

#endif
