#include "link/group.h"

#include <stddef.h>

#include "tap.h"

struct item {
	uint32_t group, value;
};

static int by_value(const void *left, const void *right)
{
	const struct item *a = left, *b = right;

	return (a->value > b->value) - (a->value < b->value);
}

int main(void)
{
	static const struct item items[] = {{2, 9}, {0, 4}, {2, 1}, {2, 5}, {0, 3}, {4, 7}};
	static const struct item wanted[] = {{0, 3}, {0, 4}, {2, 1}, {2, 5}, {2, 9}, {4, 7}};
	struct grouping grouping = {sizeof(struct item), offsetof(struct item, group), 5, by_value};
	struct arena arena = {0};

	const struct item *sorted = group_items(&arena, items, COUNT_OF(items), &grouping);
	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		ok(sorted[i].group == wanted[i].group && sorted[i].value == wanted[i].value, "item %zu", i);
	ok(group_items(&arena, NULL, 0, &grouping) != NULL, "no items");
	grouping.groups = 0;
	ok(group_items(&arena, NULL, 0, &grouping) != NULL, "no groups");
	arena_release(&arena);
	return done_testing();
}
