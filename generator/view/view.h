/* Fills the result of every view of one entry: what it shows, in which order, and for drawings where. Reads the linked
 * site, writes that entry's views alone, so that entries can be done in parallel. Numbers and positions only: words,
 * dates and addresses are render/'s. */
#ifndef GLOSSA_VIEW_VIEW_H
#define GLOSSA_VIEW_VIEW_H

#include "model/view.h"

void views_compute(const struct site *site, struct entry *entry, struct diags *diags);

/* The entry among those that it relates to, for its own page; NULL where there are too few to be worth a drawing. Made
 * when the page is, so that nobody keeps ten thousand of them. */
const struct view_drawing *view_neighbours(
	struct arena *arena, struct arena *scratch, const struct site *site, const struct entry *entry);

#endif
