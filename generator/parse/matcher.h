/* Finds the forms of all terms in a text: leftmost, then longest, at word boundaries. Built once, read by all workers. */
#ifndef GLOSSA_PARSE_MATCHER_H
#define GLOSSA_PARSE_MATCHER_H

#include "base/buf.h"
#include "model/site.h"

struct matcher;

struct match {
	uint32_t from, to; /* in the text */
	uint32_t form;     /* index into the forms the matcher was built from */
};

struct match_list {
	struct match *items;
	size_t count, capacity;
	struct buf folded; /* scratch */
};

/* Borrows the forms. */
struct matcher *matcher_build(struct arena *arena, const struct site_form *forms, size_t count);
/* Appends the matches in `text` to the list. */
void matcher_find(const struct matcher *matcher, struct str text, struct match_list *list);
void match_list_release(struct match_list *list);

#endif
