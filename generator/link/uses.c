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

void use_add_cited(struct use_list *list, struct sighting sighting, const struct str *locator)
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

/* Entries in the order that their types are declared in, which is how important they are to readers. */
struct ranks {
	uint32_t *of_entry; /* the rank of an entry */
	uint32_t *entry_at; /* the entry of a rank */
};

static size_t type_rank(const struct site *site, const struct entry *entry)
{
	return entry->type ? entry->type->index : site->config->schema.type_count;
}

static struct ranks rank_entries(struct arena *arena, const struct site *site)
{
	size_t types = site->config->schema.type_count + 1;
	struct ranks ranks = {
		arena_array(arena, uint32_t, site->entry_count), arena_array(arena, uint32_t, site->entry_count)};
	uint32_t *next = arena_array(arena, uint32_t, types + 1);

	for (size_t i = 0; i < site->entry_count; i++)
		next[type_rank(site, &site->entries[i]) + 1]++;
	for (size_t type = 1; type <= types; type++)
		next[type] += next[type - 1];
	for (size_t i = 0; i < site->entry_count; i++) {
		uint32_t rank = next[type_rank(site, &site->entries[i])]++;

		ranks.of_entry[i] = rank;
		ranks.entry_at[rank] = (uint32_t)i;
	}
	return ranks;
}

/* `sighting` names its entry by rank. */
static void keep(struct use *uses, size_t *count, const struct sighting *sighting, const struct ranks *ranks,
	const struct str *locator)
{
	const struct use *last = *count ? &uses[*count - 1] : NULL;
	uint32_t by = ranks->entry_at[sighting->by];

	if (last && last->of == sighting->of && last->by == by && last->sentence == sighting->sentence &&
		(!locator || str_equal(*last->locator, *locator)))
		return;
	uses[(*count)++] = (struct use){sighting->of, by, sighting->sentence, locator};
}

/* What both kinds of uses are sorted with. */
struct sorting {
	struct arena arena; /* given back when they are sorted */
	size_t entry_count;
	struct ranks ranks;
};

static void sort_mentions(struct sorting *sorting, const struct use_list *list, struct use *uses, size_t *count)
{
	struct grouping grouping = {sizeof(struct sighting), offsetof(struct sighting, of), sorting->entry_count, by_place};
	const struct sighting *sorted = group_items(&sorting->arena, list->items, list->count, &grouping);

	for (size_t i = 0; i < list->count; i++)
		keep(uses, count, &sorted[i], &sorting->ranks, NULL);
}

static void sort_citations(struct sorting *sorting, const struct use_list *list, struct use *uses, size_t *count)
{
	struct grouping grouping = {sizeof(struct citation_use), offsetof(struct citation_use, sighting.of),
		sorting->entry_count, by_place_and_sequence};
	struct citation_use *numbered = arena_array(&sorting->arena, struct citation_use, list->count);

	for (size_t i = 0; i < list->count; i++)
		numbered[i] = (struct citation_use){list->items[i], (uint32_t)i};
	const struct citation_use *sorted = group_items(&sorting->arena, numbered, list->count, &grouping);
	for (size_t i = 0; i < list->count; i++)
		keep(uses, count, &sorted[i].sighting, &sorting->ranks, list->locators[sorted[i].sequence]);
}

struct use *uses_sorted(struct arena *arena, struct use_list *list, const struct site *site, size_t *count)
{
	struct use *uses = arena_array(arena, struct use, list->count);
	struct sorting sorting = {.entry_count = site->entry_count};

	*count = 0;
	sorting.ranks = rank_entries(&sorting.arena, site);
	for (size_t i = 0; i < list->count; i++)
		list->items[i].by = sorting.ranks.of_entry[list->items[i].by];
	if (list->locators)
		sort_citations(&sorting, list, uses, count);
	else
		sort_mentions(&sorting, list, uses, count);
	arena_release(&sorting.arena);
	free(list->items);
	free(list->locators);
	*list = (struct use_list){0};
	return uses;
}
