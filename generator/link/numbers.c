#include <stdlib.h>

#include "base/die.h"
#include "formats/value.h"
#include "link/linker.h"

/* By type, number and id. */
static int by_number(const void *left, const void *right)
{
	const struct entry *a = *(const struct entry *const *)left, *b = *(const struct entry *const *)right;

	if (a->type != b->type)
		return a->type->index < b->type->index ? -1 : 1;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

void link_numbers(struct linker *linker)
{
	const struct site *site = linker->site;
	const struct entry **numbered = must_alloc(site->entry_count * sizeof(struct entry *));
	size_t count = 0;

	for (size_t i = 0; i < site->entry_count; i++)
		if (site->entries[i].number && site->entries[i].type)
			numbered[count++] = &site->entries[i];
	uint32_t *highest = must_zalloc(site->config->schema.type_count, sizeof(*highest));
	for (size_t i = 0; i < count; i++)
		if (numbered[i]->number > highest[numbered[i]->type->index])
			highest[numbered[i]->type->index] = numbered[i]->number;
	qsort(numbered, count, sizeof(*numbered), by_number);
	for (size_t i = 1; i < count; i++) {
		const struct entry *entry = numbered[i], *first = numbered[i - 1];
		const struct value *number = value_get(entry->front, STR("number"));

		if (first->type == entry->type && first->number == entry->number)
			diag_add(linker->diags, DIAG_NUMBER_DUPLICATE, entry->path, number ? number->place : entry->place,
				"%.*s has the number %u already; give the newer of the two the next free one, %u", STR_ARG(first->path),
				entry->number, highest[entry->type->index] + 1);
	}
	free(highest);
	free(numbered);
}
