#include "link/anchors.h"

#include <stdlib.h>

#include "base/die.h"

/* Stand for whatever has an id and no label, and for an id that `anchors:` keeps. */
static const struct anchor UNLABELLED = {0}, OLD = {0};

static void add(struct anchor_table *table, struct str id, const struct anchor *anchor, bool suggested)
{
	if (id.len == 0 || map_has(&table->by_id, id))
		return;
	map_set(&table->by_id, id, (void *)(uintptr_t)anchor);
	if (suggested)
		suggest_add(&table->candidates, id, anchor);
}

static struct anchor_table *table_of(struct anchor_tables *tables, const struct entry *entry)
{
	struct anchor_table *table = tables->by_entry[entry->index];

	if (table)
		return table;
	table = must_zalloc(1, sizeof(*table));
	tables->by_entry[entry->index] = table;
	for (size_t i = 0; i < entry->body.anchor_count; i++)
		add(table, entry->body.anchors[i].id, &entry->body.anchors[i], true);
	for (size_t i = 0; i < entry->body.heading_count; i++)
		add(table, entry->body.headings[i].id, &UNLABELLED, true);
	for (size_t i = 0; i < entry->body.paragraph_count; i++)
		add(table, entry->body.paragraphs[i], &UNLABELLED, false);
	for (size_t i = 0; i < entry->anchor_count; i++)
		add(table, entry->anchors[i].from, &OLD, false);
	return table;
}

void anchor_tables_init(struct anchor_tables *tables, struct arena *arena, size_t entry_count)
{
	*tables = (struct anchor_tables){
		.by_entry = arena_array(arena, struct anchor_table *, entry_count),
		.entry_count = entry_count,
	};
}

void anchor_tables_release(struct anchor_tables *tables)
{
	for (size_t i = 0; i < tables->entry_count; i++) {
		struct anchor_table *table = tables->by_entry[i];

		if (!table)
			continue;
		map_release(&table->by_id);
		suggester_release(&table->candidates);
		free(table);
	}
	*tables = (struct anchor_tables){0};
}

bool anchor_find(struct anchor_tables *tables, const struct entry *entry, struct str id, const struct anchor **anchor)
{
	const struct anchor_table *table = table_of(tables, entry);
	const struct anchor *found = map_get(&table->by_id, id);
	bool known = found != NULL;

	for (size_t i = 0; found == &OLD && i < entry->anchor_count; i++)
		if (str_equal(entry->anchors[i].from, id))
			found = map_get(&table->by_id, entry->anchors[i].to);
	*anchor = found == &UNLABELLED || found == &OLD ? NULL : found;
	return known;
}

bool anchor_lives(struct anchor_tables *tables, const struct entry *entry, struct str id)
{
	const struct anchor *found = map_get(&table_of(tables, entry)->by_id, id);

	return found && found != &OLD;
}

struct str anchor_suggest(struct anchor_tables *tables, const struct entry *entry, struct str id)
{
	struct anchor_table *table = table_of(tables, entry);

	table->candidates.spent = tables->spent;
	const struct candidate *near = suggest_near(&table->candidates, id, NULL, NULL);
	tables->spent = table->candidates.spent;
	return near ? near->text : STR("");
}
