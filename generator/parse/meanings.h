/* What `means:` can say: the words of SKOS and of the Citation Style Language, and any of schema.org's. */
#ifndef GLOSSA_PARSE_MEANINGS_H
#define GLOSSA_PARSE_MEANINGS_H

#include "model/schema.h"

enum meaning_fit {
	MEANING_FITS,
	MEANING_UNKNOWN, /* *best: what was probably meant, or "" */
	MEANING_KIND,    /* a field of this kind cannot mean it */
};

/* Whether a field of some kind can mean `means`. */
enum meaning_fit meaning_check(struct str means, enum field_kind kind, struct str *best);

#endif
