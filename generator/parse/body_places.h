/* Where in its file a piece of a body stands. */
#ifndef GLOSSA_PARSE_BODY_PLACES_H
#define GLOSSA_PARSE_BODY_PLACES_H

#include "base/diag.h"

struct writer;

struct cursor {
	size_t at; /* in the source */
	struct place place;
};

/* Where `needle` stands in the source from line `line` on, after what was looked up last; the line alone if nowhere. */
struct place find_place(struct writer *w, struct str needle, uint32_t line);
/* The column of a text of this line, after those that were looked up before it; 0 when it is not written like that. */
uint32_t find_column(struct writer *w, struct str text, uint32_t line);

#endif
