#include "link/group.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

static uint32_t key_of(const char *item, const struct grouping *grouping)
{
	uint32_t key;

	memcpy(&key, item + grouping->key_offset, sizeof(key));
	return key;
}

/* Most groups come in order already, and qsort's call alone would cost more than the look. */
static void sort_group(char *items, size_t count, const struct grouping *grouping)
{
	for (size_t i = 1; i < count; i++) {
		if (grouping->compare(items + (i - 1) * grouping->item_size, items + i * grouping->item_size) > 0) {
			qsort(items, count, grouping->item_size, grouping->compare);
			return;
		}
	}
}

void *group_items(struct arena *arena, const void *items, size_t count, const struct grouping *grouping)
{
	const size_t size = grouping->item_size;
	const char *from = items;
	char *sorted = arena_alloc_array(arena, count, size);
	size_t *end = must_zalloc(grouping->groups + 1, sizeof(*end)); /* of each group; its begin while it is filled */

	for (size_t i = 0; i < count; i++)
		end[key_of(from + i * size, grouping) + 1]++;
	for (size_t i = 1; i <= grouping->groups; i++)
		end[i] += end[i - 1];
	for (size_t i = 0; i < count; i++)
		memcpy(sorted + end[key_of(from + i * size, grouping)]++ * size, from + i * size, size);
	for (size_t i = 0, begin = 0; i < grouping->groups; begin = end[i++])
		sort_group(sorted + begin * size, end[i] - begin, grouping);
	free(end);
	return sorted;
}
