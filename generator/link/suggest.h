/* "Did you mean" over many candidates, with a bound on the work that many mistakes can cause: when the budget is
 * spent, mistakes are still reported, but without a suggestion. */
#ifndef GLOSSA_LINK_SUGGEST_H
#define GLOSSA_LINK_SUGGEST_H

#include "base/str.h"

struct candidate {
	struct str text;
	uint64_t letters; /* which letters and digits there are: tells most strangers apart at once */
	const void *owner;
};

struct suggester {
	struct candidate *items;
	size_t count, capacity;
	size_t spent;
};

/* Texts are borrowed. */
void suggest_add(struct suggester *suggester, struct str text, const void *owner);
/* Whether a candidate of this owner may be suggested. */
typedef bool suggest_filter(const void *context, const void *owner);
/* The candidate nearest to `word`, or NULL; `filter` may be NULL. */
const struct candidate *suggest_near(
	struct suggester *suggester, struct str word, suggest_filter *filter, const void *context);
void suggester_release(struct suggester *suggester);

#endif
