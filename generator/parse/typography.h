/* Quotes, dashes and ellipses as a language sets them, and HTML escaping in the same pass. */
#ifndef GLOSSA_PARSE_TYPOGRAPHY_H
#define GLOSSA_PARSE_TYPOGRAPHY_H

#include "base/buf.h"

struct quotes {
	const char *open, *close;               /* for " */
	const char *single_open, *single_close; /* for ' */
};

/* By language tag ("de-AT"); English ones where the language is not listed. */
const struct quotes *quotes_for(struct str lang);

/* Appends text[from..to) escaped; with quotes (may be NULL) set as its surroundings in `text` ask for. */
void typeset(struct buf *out, struct str text, size_t from, size_t to, const struct quotes *quotes);
/* The whole text as plain text: set, not escaped; the text itself where nothing is to be set. */
struct str typeset_plain(struct arena *arena, struct str text, const struct quotes *quotes);

#endif
