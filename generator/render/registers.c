/* Two registers of the handbook: the people in it, under their family names, with what they wrote; and what its
 * abbreviations stand for. Someone who has an entry and wrote sources is one person when both names are the same. */
#include "render/letters.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fold.h"
#include "render/body.h"

struct line {
	struct str text, key; /* "Lewis, David" */
	const struct entry
		*entry;              /* of the person, or of what an abbreviation means; NULL for an author without an entry */
	const struct work *work; /* something they wrote; NULL for the line of an entry */
	uint32_t order;          /* among equals */
};

struct lines {
	struct line *items;
	size_t count, capacity;
};

static void add_line(struct making *m, struct lines *lines, struct line line)
{
	line.key = fold_sort_key_copy(m->arena, line.text);
	line.order = (uint32_t)lines->count;
	lines->items = arena_grow(m->arena, lines->items, lines->count, &lines->capacity, sizeof(line));
	lines->items[lines->count++] = line;
}

static int by_key(const void *left, const void *right)
{
	const struct line *a = left, *b = right;
	int order = str_compare(a->key, b->key);

	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static void sort(struct lines *lines)
{
	if (lines->count > 1)
		qsort(lines->items, lines->count, sizeof(*lines->items), by_key);
}

/* ---- people ---- */

static struct str front_text(const struct entry *entry, struct str means)
{
	const struct field *field = entry->type ? schema_meaning(entry->type, means) : NULL;
	const struct value *value = field ? value_get(entry->front, field->name) : NULL;

	return value && value->kind == VALUE_TEXT ? value->text : STR("");
}

static struct str full_name(struct making *m, struct str family, struct str given)
{
	return given.len ? str_format(m->arena, "%.*s, %.*s", STR_ARG(family), STR_ARG(given)) : family;
}

/* Entries first: they lead their group of equal names. */
static void collect_people(struct making *m, struct lines *lines)
{
	for (size_t i = 0; i < m->site->entry_count; i++) {
		const struct entry *entry = &m->site->entries[i];
		struct str family = front_text(entry, STR("schema:familyName"));

		if (family.len)
			add_line(m, lines,
				(struct line){
					.text = full_name(m, family, front_text(entry, STR("schema:givenName"))), .entry = entry});
	}
	for (size_t i = 0; i < m->render->works.count; i++) {
		const struct work *work = &m->render->works.items[i];

		for (size_t j = 0; j < work->author_count; j++)
			if (work->authors[j].given.len) /* an organisation has none */
				add_line(m, lines,
					(struct line){.text = full_name(m, work->authors[j].family, work->authors[j].given), .work = work});
	}
}

static const struct value *work_item(struct making *m, const struct work *work, bool last)
{
	struct value *item = making_map(m, SHAPE_ITEM);

	shape_set(item, ITEM_TEXT, making_text(m, work_label(m, work)));
	shape_set(item, ITEM_URL, making_text(m, making_entry_url(m, work->entry, STR(""))));
	shape_set(item, ITEM_SIGLUM, making_text(m, caption_of(m->render, work->entry)->siglum));
	shape_set(item, ITEM_LAST, making_bool(last));
	return item;
}

static struct value *headword(struct making *m, const struct line *line)
{
	struct value *map = making_map(m, SHAPE_HEADWORD);
	const struct entry *entry = line->entry;

	shape_set(map, HEADWORD_TEXT, making_text(m, line->text));
	if (!entry)
		return map;
	shape_set(map, HEADWORD_URL, making_text(m, making_entry_url(m, entry, STR(""))));
	shape_set(map, HEADWORD_FOREIGN, making_text(m, making_foreign(m, entry)));
	shape_set(map, HEADWORD_SUMMARY, making_text(m, m->render->summaries[entry->index]));
	shape_set(map, HEADWORD_SIGLUM, making_text(m, caption_of(m->render, entry)->siglum));
	return map;
}

void fill_people(struct making *m, struct value *index)
{
	struct sections sections = sections_begin(m, SECTION_HEADWORDS);
	struct lines lines = {0};
	size_t people = 0;

	collect_people(m, &lines);
	sort(&lines);
	for (size_t i = 0, end; i < lines.count; i = end, people++) {
		const struct line *first = &lines.items[i];
		struct value *map = headword(m, first), *works = value_list(m->arena);

		for (end = i + 1; end < lines.count && str_equal(lines.items[end].key, first->key); end++)
			if (lines.items[end].entry && lines.items[end].entry != first->entry)
				break; /* two people of one name */
		for (size_t j = i; j < end; j++)
			if (lines.items[j].work)
				value_push(m->arena, works, work_item(m, lines.items[j].work, j + 1 == end));
		shape_set(map, HEADWORD_ITEMS, works);
		shape_set(map, HEADWORD_HAS_ITEMS, making_bool(works->list.count));
		sections_add(&sections, first->key, map);
	}
	sections_end(&sections, index);
	shape_set(index, INDEX_COUNT, making_count(m, people));
}

/* ---- abbreviations ---- */

void fill_abbreviations(struct making *m, struct value *index)
{
	struct sections sections = sections_begin(m, SECTION_HEADWORDS);
	struct lines lines = {0};

	for (size_t i = 0; i < m->site->entry_count; i++) {
		const struct entry *entry = &m->site->entries[i];

		for (size_t j = 0; j < entry->form_count; j++)
			if (entry->forms[j].acronym && !entry->forms[j].title)
				add_line(m, &lines, (struct line){.text = entry->forms[j].text, .entry = entry});
	}
	sort(&lines);
	for (size_t i = 0; i < lines.count; i++) {
		struct value *map = headword(m, &lines.items[i]);

		shape_set(map, HEADWORD_SEE, making_text(m, lines.items[i].entry->title));
		sections_add(&sections, lines.items[i].key, map);
	}
	sections_end(&sections, index);
	shape_set(index, INDEX_COUNT, making_count(m, lines.count));
}
