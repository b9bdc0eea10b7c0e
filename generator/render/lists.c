/* What pages list: a type's index, tags, the glossary from A to Z, the bibliography. Short lists stand as they are,
 * long ones under letters. */
#include "render/letters.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fold.h"
#include "render/body.h"

enum { LONG_INDEX = 60 }; /* entries that a reader looks through without letters */

static void set_items(struct value *index, const struct value *items)
{
	shape_set(index, INDEX_ITEMS, items);
	shape_set(index, INDEX_HAS_ITEMS, making_bool(items->list.count));
}

/* ---- the index of a type ---- */

/* A source also with its authors, by whom it is placed. */
static const struct value *listed_card(struct making *m, const struct entry *entry)
{
	const struct work *work = work_of(&m->render->works, entry);

	if (!work)
		return making_card(m, entry);
	struct value *card = value_map_copy(m->arena, making_card(m, entry));
	shape_set(card, CARD_AUTHOR_YEAR, making_text(m, work_label(m, work)));
	return card;
}

static void fill_type(struct making *m, struct value *index, const struct type *type)
{
	const struct type_order *order = &m->render->orders[type->index];
	bool by_title = type->role == ROLE_GLOSSARY || (type->role == ROLE_NONE && !type->letter.len);

	shape_set(index, INDEX_TYPE, making_type(m, type));
	shape_set(index, INDEX_COUNT, making_count(m, order->count));
	if (by_title && order->count > LONG_INDEX) {
		struct sections sections = sections_begin(m, SECTION_ITEMS);
		struct buf key = {0};

		for (size_t i = 0; i < order->count; i++) {
			buf_reset(&key);
			fold_sort_key(&key, order->items[i]->title);
			sections_add(&sections, buf_str(&key), making_card(m, order->items[i]));
		}
		buf_release(&key);
		sections_end(&sections, index);
		return;
	}
	struct value *items = making_list(m, order->count);
	for (size_t i = 0; i < order->count; i++)
		list_add(items, listed_card(m, order->items[i]));
	set_items(index, items);
}

/* ---- tags ---- */

static void fill_tags(struct making *m, struct value *index)
{
	const struct site *site = m->site;
	struct value *tags = making_list(m, site->tag_count);

	for (size_t i = 0; i < site->tag_count; i++) {
		struct value *tag = making_map(m, SHAPE_TAG);

		shape_set(tag, TAG_NAME, making_text(m, site->tags[i].name));
		shape_set(tag, TAG_URL, making_text(m, making_url(m, m->render->tag_addresses[i])));
		shape_set(tag, TAG_COUNT, making_count(m, site->tags[i].entry_count));
		list_add(tags, tag);
	}
	shape_set(index, INDEX_TAGS, tags);
	shape_set(index, INDEX_COUNT, making_count(m, site->tag_count));
}

struct placed {
	const struct entry *entry;
	size_t type, position;
};

static int by_place(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	if (a->position != b->position)
		return a->position < b->position ? -1 : 1;
	return (a->entry->index > b->entry->index) - (a->entry->index < b->entry->index);
}

/* The entries of a tag, by type; pages of no type come last, under no heading. */
static void fill_tag(struct making *m, struct value *index, const struct tag *tag)
{
	const struct schema *schema = &m->site->config->schema;
	struct placed *placed = arena_array(m->arena, struct placed, tag->entry_count);
	struct sections sections = sections_begin(m, SECTION_ITEMS);

	for (size_t i = 0; i < tag->entry_count; i++) {
		const struct entry *entry = tag->entries[i];

		placed[i] = (struct placed){
			entry, entry->type ? entry->type->index : schema->type_count, m->render->position[entry->index]};
	}
	qsort(placed, tag->entry_count, sizeof(*placed), by_place);
	for (size_t i = 0; i < tag->entry_count; i++) {
		const struct type *type = placed[i].entry->type;

		if (i == 0 || placed[i].type != placed[i - 1].type)
			sections_open(&sections, type ? type->label_many : m->language->phrases[PHRASE_OTHER_LETTERS],
				str_join(m->arena, STR("type-"), type ? type->name : STR("")));
		value_push(m->arena, sections.items, listed_card(m, placed[i].entry));
	}
	sections_end(&sections, index);
	shape_set(index, INDEX_COUNT, making_count(m, tag->entry_count));
}

/* ---- glossary ---- */

struct headword {
	const struct entry *entry;
	struct str text, key, lang; /* lang: "" for the title, which is in the entry's */
	bool title;
};

struct headwords {
	struct headword *items;
	size_t count, capacity;
};

static int by_key(const void *left, const void *right)
{
	const struct headword *a = left, *b = right;
	int order = str_compare(a->key, b->key);

	if (order == 0)
		order = b->title - a->title;
	return order ? order : (a->entry->index > b->entry->index) - (a->entry->index < b->entry->index);
}

static const struct value *headword_value(struct making *m, const struct headword *headword)
{
	const struct entry *entry = headword->entry;
	struct value *map = making_map(m, SHAPE_HEADWORD);

	shape_set(map, HEADWORD_TEXT, making_text(m, headword->text));
	shape_set(map, HEADWORD_URL, making_text(m, making_entry_url(m, entry, STR(""))));
	shape_set(map, HEADWORD_FOREIGN, making_text(m, making_foreign(m, entry)));
	shape_set(map, HEADWORD_SIGLUM, making_text(m, caption_of(m->render, entry)->siglum));
	if (headword->title)
		shape_set(map, HEADWORD_SUMMARY, making_text(m, m->render->summaries[entry->index]));
	else
		shape_set(map, HEADWORD_SEE, making_text(m, entry->title));
	shape_set(map, HEADWORD_TEXT_FOREIGN, making_text(m, making_foreign_tag(m, headword->lang)));
	return map;
}

static void add_headword(struct making *m, struct headwords *words, struct headword word)
{
	word.key = fold_sort_key_copy(m->arena, word.text);
	words->items = arena_grow(m->arena, words->items, words->count, &words->capacity, sizeof(*words->items));
	words->items[words->count++] = word;
}

static void collect(struct making *m, struct headwords *words, const struct entry *entry)
{
	struct labels names = {0};

	add_headword(m, words, (struct headword){.entry = entry, .text = entry->title, .title = true});
	if (has_labels(entry)) {
		names = labels_of(m->arena, m->render->search_table, entry, m->site->config->lang);
		names = labels_beside_title(m->arena, &names);
	}
	for (size_t i = 0; i < names.count; i++)
		add_headword(
			m, words, (struct headword){.entry = entry, .text = names.items[i].text, .lang = names.items[i].lang});
}

/* The glossary has the terms, the search page and the print edition everything. */
static bool has_headword(const struct making *m, const struct entry *entry)
{
	return m->page->kind == KIND_SEARCH || m->page->kind == KIND_PRINT ||
	       (entry->type && entry->type->role == ROLE_GLOSSARY && !entry->type_index);
}

static void fill_headwords(struct making *m, struct value *index)
{
	const struct site *site = m->site;
	struct sections sections = sections_begin(m, SECTION_HEADWORDS);
	struct headwords words = {0};
	size_t terms = 0;

	for (size_t i = 0; i < site->entry_count; i++) {
		if (!has_headword(m, &site->entries[i]))
			continue;
		collect(m, &words, &site->entries[i]);
		terms++;
	}
	if (words.count)
		qsort(words.items, words.count, sizeof(*words.items), by_key);
	for (size_t i = 0; i < words.count; i++)
		sections_add(&sections, words.items[i].key, headword_value(m, &words.items[i]));
	sections_end(&sections, index);
	shape_set(index, INDEX_COUNT, making_count(m, terms));
}

/* ---- bibliography ---- */

static const struct value *work_card(struct making *m, const struct work *work)
{
	struct value *card = value_map_copy(m->arena, making_card(m, work->entry));

	shape_set(card, CARD_REFERENCE, making_text(m, work->html));
	shape_set(card, CARD_COINS, making_text(m, coins(m, work)));
	shape_set(card, CARD_KEY, making_text(m, work->key));
	return card;
}

static void fill_bibliography(struct making *m, struct value *index)
{
	const struct works *works = &m->render->works;
	struct sections sections = sections_begin(m, SECTION_ITEMS);
	struct value *items = making_list(m, works->count);
	struct buf key = {0};

	for (size_t i = 0; i < works->count; i++) {
		const struct work *work = &works->items[i];

		if (works->count <= LONG_INDEX) {
			list_add(items, work_card(m, work));
			continue;
		}
		buf_reset(&key);
		fold_sort_key(&key, work->author_count ? work->authors[0].family : work->entry->title);
		sections_add(&sections, buf_str(&key), work_card(m, work));
	}
	buf_release(&key);
	set_items(index, items);
	sections_end(&sections, index);
	shape_set(index, INDEX_COUNT, making_count(m, works->count));
}

/* The parts of the book, and the names at its end. */
static void fill_print(struct making *m, struct value *index)
{
	fill_headwords(m, index);
	shape_set(index, INDEX_NAMES, index->map.members[INDEX_SECTIONS].value);
	whole_fill(m, index);
}

/* ---- a page that is not there ---- */

enum { MOST_RENAMED = 100, MOST_ADDRESSES = 1000 };

/* What may have been meant: what has moved, and, where that is no long list, all that there is. */
static void fill_missing(struct making *m, struct value *index)
{
	const struct site *site = m->site;
	struct value *renamed = value_list(m->arena), *items = value_list(m->arena);

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		for (size_t j = 0; j < entry->alias_count && renamed->list.count < MOST_RENAMED; j++) {
			struct value *map = making_map(m, SHAPE_HEADWORD);

			if (entry->aliases[j].anchor.len) /* its page is not missing */
				continue;
			shape_set(map, HEADWORD_TEXT, making_text(m, entry->aliases[j].address));
			shape_set(map, HEADWORD_URL, making_text(m, making_entry_url(m, entry, STR(""))));
			shape_set(map, HEADWORD_SEE, making_text(m, entry->title));
			shape_set(map, HEADWORD_FOREIGN, making_text(m, making_foreign(m, entry)));
			value_push(m->arena, renamed, map);
		}
		if (!entry->record && site->entry_count <= MOST_ADDRESSES)
			value_push(m->arena, items, making_card(m, entry));
	}
	shape_set(index, INDEX_RENAMED, renamed);
	shape_set(index, INDEX_HAS_RENAMED, making_bool(renamed->list.count));
	set_items(index, items);
}

const struct value *index_value(struct making *m)
{
	struct value *index = making_map(m, SHAPE_INDEX);

	switch (m->page->kind) {
	case KIND_PRINT: fill_print(m, index); break;
	case KIND_INDEX: fill_type(m, index, m->page->type); break;
	case KIND_TAGS: fill_tags(m, index); break;
	case KIND_TAG: fill_tag(m, index, m->page->tag); break;
	case KIND_GLOSSARY:
	case KIND_SEARCH: fill_headwords(m, index); break;
	case KIND_BIBLIOGRAPHY: fill_bibliography(m, index); break;
	case KIND_PEOPLE: fill_people(m, index); break;
	case KIND_ABBREVIATIONS: fill_abbreviations(m, index); break;
	case KIND_CHANGES: fill_changes(m, index); break;
	case KIND_HOME: fill_newest(m, index); break;
	case KIND_NOT_FOUND: fill_missing(m, index); break;
	default: return NULL;
	}
	return index;
}
