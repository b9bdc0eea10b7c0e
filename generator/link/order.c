#include "link/order.h"

#include <stdlib.h>

#include "base/die.h"

struct rank {
	struct str id, path;
	struct place place; /* two records of one file may have one id */
	size_t index;
};

static int by_id(const void *left, const void *right)
{
	const struct rank *a = left, *b = right;
	int order = str_compare(a->id, b->id);

	if (order == 0)
		order = str_compare(a->path, b->path);
	if (order == 0)
		order = (a->place.line > b->place.line) - (a->place.line < b->place.line);
	return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* Moves each entry once, ring by ring: entries are large, and a second array of them would double their memory. */
static void arrange(struct entry *entries, struct rank *ranks, size_t count)
{
	for (size_t start = 0; start < count; start++) {
		struct entry held = entries[start];
		size_t at = start;

		if (ranks[start].index == start)
			continue;
		while (ranks[at].index != start) {
			size_t next = ranks[at].index;

			entries[at] = entries[next];
			ranks[at].index = at;
			at = next;
		}
		entries[at] = held;
		ranks[at].index = at;
	}
}

static void sort_entries(struct site *site)
{
	struct rank *ranks = must_alloc(site->entry_count * sizeof(*ranks));

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		ranks[i] = (struct rank){entry->id, entry->path, entry->place, i};
	}
	qsort(ranks, site->entry_count, sizeof(*ranks), by_id);
	arrange(site->entries, ranks, site->entry_count);
	free(ranks);
}

void order_entries(struct site *site, struct diags *diags)
{
	sort_entries(site);
	map_release(&site->by_id);
	for (size_t i = 0; i < site->entry_count; i++) {
		struct entry *entry = &site->entries[i];
		const struct entry *first = map_get(&site->by_id, entry->id);

		entry->index = i;
		if (!first) {
			map_set(&site->by_id, entry->id, entry);
			continue;
		}
		diag_add(diags, DIAG_ENTRY_DUPLICATE, entry->path, entry->place,
			"the id \"%.*s\" is taken by %.*s:%u; rename one of the two", STR_ARG(entry->id), STR_ARG(first->path),
			first->place.line ? first->place.line : 1);
	}
}
