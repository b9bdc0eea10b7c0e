/* The anchors of pages that links with a #fragment lead to: headings, figures, tables, paragraphs and old ids. A page's
 * table is made when the first such link asks, so that the work stays linear. */
#ifndef GLOSSA_LINK_ANCHORS_H
#define GLOSSA_LINK_ANCHORS_H

#include "base/map.h"
#include "link/suggest.h"
#include "model/entry.h"

struct anchor_table {
	struct map by_id; /* of struct anchor; paragraphs and old ids have one that only marks them as such */
	struct suggester candidates;
};

struct anchor_tables {
	struct anchor_table **by_entry; /* by index; NULL until asked for */
	size_t entry_count;
	size_t spent; /* of the suggesters' budget, by all tables */
};

void anchor_tables_init(struct anchor_tables *tables, struct arena *arena, size_t entry_count);
void anchor_tables_release(struct anchor_tables *tables);

/* Whether the page has this id. *anchor becomes what stands there; NULL for a paragraph. */
bool anchor_find(struct anchor_tables *tables, const struct entry *entry, struct str id, const struct anchor **anchor);
/* Whether something on the page has the id now: one that is kept only by `anchors:` does not count. */
bool anchor_lives(struct anchor_tables *tables, const struct entry *entry, struct str id);
/* The id that was probably meant, or "". */
struct str anchor_suggest(struct anchor_tables *tables, const struct entry *entry, struct str id);

#endif
