/* Sorting of what belongs to entries: linear in the number of items, since each names its entry's index. */
#ifndef GLOSSA_LINK_GROUP_H
#define GLOSSA_LINK_GROUP_H

#include "base/arena.h"

#include <stdint.h>

struct grouping {
	size_t item_size;
	size_t key_offset;                          /* of the uint32_t in each item that names its group */
	size_t groups;                              /* every key is smaller */
	int (*compare)(const void *, const void *); /* inside a group; a total order */
};

/* A sorted copy of the items; never NULL. */
void *group_items(struct arena *arena, const void *items, size_t count, const struct grouping *grouping);

#endif
