/* An index from A to Z: each entry under its title, and under each other form that readers may look for. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/fold.h"
#include "render/parts.h"
#include "render/view.h"

struct headword {
	struct str key, text;
	const struct view_row *row;
	bool form;
};

static int compare_headwords(const void *left, const void *right)
{
	const struct headword *a = left, *b = right;
	int order = str_compare(a->key, b->key);

	if (!order)
		order = str_compare(a->text, b->text);
	if (!order)
		order = (int)a->form - (int)b->form;
	return order ? order : (a->row->index > b->row->index) - (a->row->index < b->row->index);
}

static size_t count_headwords(const struct view_group *group)
{
	size_t count = 0;

	for (size_t i = 0; i < group->count; i++)
		count += 1 + group->rows[i].entry->form_count;
	return count;
}

/* Forms that fold to the title say nothing new. */
static size_t headwords(const struct showing *s, const struct view_row *row, struct headword *words)
{
	struct making *m = s->m;
	const struct entry *entry = row->entry;
	struct str title = view_row_title(s, row), key = fold_sort_key_copy(m->arena, title);
	struct map known = {0};
	size_t count = 0;

	words[count++] = (struct headword){key, title, row, false};
	map_set(&known, key, words);
	for (size_t i = 0; !row->record && i < entry->form_count; i++) {
		struct str form = fold_sort_key_copy(m->arena, entry->forms[i].text);

		if (map_get(&known, form))
			continue;
		map_set(&known, form, words);
		words[count++] = (struct headword){form, entry->forms[i].text, row, true};
	}
	map_release(&known);
	return count;
}

static const struct value *headword_row(struct making *m, const struct headword *word)
{
	struct value *map = making_map(m, SHAPE_VIEW_ROW);
	const struct entry *entry = word->row->entry;

	shape_set(map, VIEW_ROW_TITLE, making_text(m, word->text));
	shape_set(map, VIEW_ROW_URL, making_text(m, making_entry_url(m, entry, STR(""))));
	shape_set(map, VIEW_ROW_FOREIGN, making_text(m, making_foreign(m, entry)));
	shape_set(map, VIEW_ROW_SIGLUM, making_text(m, caption_of(m->render, entry)->siglum));
	if (word->form)
		shape_set(map, VIEW_ROW_SEE, making_text(m, entry->title));
	else
		shape_set(map, VIEW_ROW_SUMMARY, making_text(m, m->render->summaries[entry->index]));
	return map;
}

static struct value *open_letter(
	struct making *m, struct str id, struct str title, struct value *groups, struct value *links)
{
	struct value *group = making_map(m, SHAPE_VIEW_GROUP), *link = making_map(m, SHAPE_LINK),
				 *rows = value_list(m->arena);

	shape_set(group, VIEW_GROUP_TITLE, making_text(m, title));
	shape_set(group, VIEW_GROUP_ID, making_text(m, id));
	shape_set(group, VIEW_GROUP_ROWS, rows);
	value_push(m->arena, groups, group);
	shape_set(link, LINK_TITLE, making_text(m, title));
	shape_set(link, LINK_URL, making_text(m, str_join(m->arena, STR("#"), id)));
	value_push(m->arena, links, link);
	return rows;
}

void view_letters(const struct showing *s, struct value *map)
{
	struct making *m = s->m;
	const struct view *view = s->view;
	const struct view_group *all = &view->result.groups[0];
	struct value *groups = value_list(m->arena), *links = value_list(m->arena), *rows = NULL;
	struct str open = STR("");
	size_t count = 0;

	if (!view->result.group_count)
		return;
	struct headword *words = arena_array(m->arena, struct headword, count_headwords(all) + 1);
	for (size_t i = 0; i < all->count; i++)
		count += headwords(s, &all->rows[i], words + count);
	qsort(words, count, sizeof(*words), compare_headwords);
	for (size_t i = 0; i < count; i++) {
		struct letter letter = letter_of(m, words[i].key);

		if (!rows || !str_equal(letter.id, open)) {
			open = letter.id;
			rows = open_letter(m, str_format(m->arena, "%.*s-%.*s", STR_ARG(view->id), STR_ARG(letter.id)),
				letter.title, groups, links);
		}
		value_push(m->arena, rows, headword_row(m, &words[i]));
	}
	shape_set(map, VIEW_GROUPS, groups);
	shape_set(map, VIEW_LETTERS, links);
	shape_set(map, VIEW_HAS_LETTERS, making_bool(links->list.count > 1));
}
