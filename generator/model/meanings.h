/* What `means:` can say: the words of SKOS and of the Citation Style Language, and any of schema.org's. */
#ifndef GLOSSA_MODEL_MEANINGS_H
#define GLOSSA_MODEL_MEANINGS_H

#include "model/schema.h"

enum meaning_fit {
	MEANING_FITS,
	MEANING_UNKNOWN, /* *best: what was probably meant, or "" */
	MEANING_KIND,    /* a field of this kind cannot mean it */
};

/* Whether a field of some kind can mean `means`. */
enum meaning_fit meaning_check(struct str means, enum field_kind kind, struct str *best);

/* What the Citation Style Language takes for a variable: people, a date, or words. */
enum csl_kind { CSL_WORDS, CSL_NAMES, CSL_DATE };
/* Of "csl:author"; what is not CSL's counts as words. */
enum csl_kind meaning_csl_kind(struct str means);

#endif
