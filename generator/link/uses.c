#include "link/uses.h"

#include <stddef.h>
#include <stdlib.h>

#include "link/group.h"

/* A sighting and where its locator stands, which also keeps the order of the text. */
struct citation_use {
	struct sighting sighting;
	uint32_t sequence;
};

void use_add(struct use_list *list, struct sighting sighting)
{
	list->items = grow(list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = sighting;
}

void use_add_cited(struct use_list *list, struct sighting sighting, struct str locator)
{
	list->locators = grow(list->locators, list->count, &list->locator_capacity, sizeof(*list->locators));
	list->locators[list->count] = locator;
	use_add(list, sighting);
}

static int by_place(const void *left, const void *right)
{
	const struct sighting *a = left, *b = right;

	if (a->by != b->by)
		return a->by < b->by ? -1 : 1;
	return (a->sentence > b->sentence) - (a->sentence < b->sentence);
}

static int by_place_and_sequence(const void *left, const void *right)
{
	const struct citation_use *a = left, *b = right;
	int order = by_place(&a->sighting, &b->sighting);

	return order ? order : (a->sequence > b->sequence) - (a->sequence < b->sequence);
}

static void keep(struct use *uses, size_t *count, const struct sighting *sighting, struct str locator)
{
	const struct use *last = *count ? &uses[*count - 1] : NULL;

	if (last && last->of == sighting->of && last->by == sighting->by && last->sentence == sighting->sentence &&
		str_equal(last->locator, locator))
		return;
	uses[(*count)++] = (struct use){sighting->of, sighting->by, sighting->sentence, locator};
}

static void sort_mentions(
	struct arena *scratch, const struct use_list *list, size_t entry_count, struct use *uses, size_t *count)
{
	struct grouping grouping = {sizeof(struct sighting), offsetof(struct sighting, of), entry_count, by_place};
	const struct sighting *sorted = group_items(scratch, list->items, list->count, &grouping);

	for (size_t i = 0; i < list->count; i++)
		keep(uses, count, &sorted[i], STR(""));
}

static void sort_citations(
	struct arena *scratch, const struct use_list *list, size_t entry_count, struct use *uses, size_t *count)
{
	struct grouping grouping = {
		sizeof(struct citation_use), offsetof(struct citation_use, sighting.of), entry_count, by_place_and_sequence};
	struct citation_use *numbered = arena_array(scratch, struct citation_use, list->count);

	for (size_t i = 0; i < list->count; i++)
		numbered[i] = (struct citation_use){list->items[i], (uint32_t)i};
	const struct citation_use *sorted = group_items(scratch, numbered, list->count, &grouping);
	for (size_t i = 0; i < list->count; i++)
		keep(uses, count, &sorted[i].sighting, list->locators[sorted[i].sequence]);
}

struct use *uses_sorted(struct arena *arena, struct use_list *list, size_t entry_count, size_t *count)
{
	struct use *uses = arena_array(arena, struct use, list->count);
	struct arena scratch = {0};

	*count = 0;
	if (list->locators)
		sort_citations(&scratch, list, entry_count, uses, count);
	else
		sort_mentions(&scratch, list, entry_count, uses, count);
	arena_release(&scratch);
	free(list->items);
	free(list->locators);
	*list = (struct use_list){0};
	return uses;
}
