/* The history of an entry on its page, and what is new in the handbook: entries by their last change, those of one commit
 * together, under days. */
#include "render/letters.h"

#include "base/arena.h"
#include "model/naming.h"

enum {
	MOST_LISTED = 500, /* entries on the page of changes */
	NEWEST = 5,        /* changes on the home page */
	NEWEST_ENTRIES = 6,
	MOST_OF_CHANGE = 30, /* entries that one change names there */
};

static struct value *change_value(struct making *m, const struct change *change, const struct date *date)
{
	struct value *map = making_map(m, SHAPE_CHANGE);

	shape_set(map, CHANGE_DATE, day_value(m, date));
	if (!change)
		return map;
	shape_set(map, CHANGE_MESSAGE, making_text(m, change->message));
	shape_set(map, CHANGE_AUTHOR, making_text(m, change->author));
	shape_set(map, CHANGE_COMMIT, making_text(m, commit_short(change->commit)));
	shape_set(map, CHANGE_URL, making_text(m, repository_commit(m, change->commit)));
	return map;
}

/* ---- of an entry ---- */

static struct str listed_authors(struct making *m, const struct file_history *file)
{
	struct buf *out = &m->worker->text;

	buf_reset(out);
	for (size_t i = 0; i < file->author_count; i++) {
		if (i)
			buf_put(out, m->language->phrases[PHRASE_COMMA]);
		buf_put(out, file->authors[i]);
	}
	return str_copy(m->arena, buf_str(out));
}

const struct value *history_value(struct making *m, const struct entry *entry)
{
	const struct file_history *file = entry->history;
	size_t most = m->site->config->history.changes;

	if (!file)
		return value_null(m->arena);
	struct value *map = making_map(m, SHAPE_HISTORY);
	size_t shown = file->count < most ? file->count : most;
	struct value *changes = making_list(m, shown);
	struct str newest = file->changes[0]->commit;
	for (size_t i = 0; i < shown; i++) {
		struct date day = date_of_seconds(file->changes[i]->seconds);

		list_add(changes, change_value(m, file->changes[i], &day));
	}
	shape_set(map, HISTORY_COMMIT, making_text(m, commit_short(newest)));
	shape_set(map, HISTORY_URL, making_text(m, repository_commit(m, newest)));
	shape_set(map, HISTORY_CREATED, day_value(m, &entry->created));
	shape_set(map, HISTORY_AUTHORS, making_text(m, listed_authors(m, file)));
	shape_set(map, HISTORY_COUNT, making_count(m, file->total));
	shape_set(map, HISTORY_CHANGES, changes);
	shape_set(map, HISTORY_HAS_CHANGES, making_bool(shown));
	if (shown && shown < file->total)
		shape_set(map, HISTORY_MORE_URL, making_text(m, repository_changes(m, entry, newest)));
	shape_set(map, HISTORY_CHANGED_SINCE, making_bool(entry_changed_since(entry)));
	return map;
}

/* ---- of the handbook ---- */

/* Items that one commit changed last stand together; so do those of one day of which no commit is known. */
static size_t end_of_group(const struct news *news, size_t first)
{
	const struct news_item *item = &news->items[first];
	size_t end = first + 1;

	while (end < news->count && news->items[end].change == item->change && news->items[end].seconds == item->seconds)
		end++;
	return end;
}

static struct value *group_value(struct making *m, size_t first, size_t end, size_t most)
{
	const struct news *news = &m->render->news;
	struct date day = date_of_seconds(news->items[first].seconds);
	struct value *map = change_value(m, news->items[first].change, &day), *entries = making_list(m, end - first);

	for (size_t i = first; i < end && i - first < most; i++)
		list_add(entries, making_card(m, news->items[i].entry));
	shape_set(map, CHANGE_ENTRIES, entries);
	if (end - first > most)
		shape_set(map, CHANGE_MORE, making_count(m, end - first - most));
	return map;
}

void fill_newest(struct making *m, struct value *index)
{
	const struct news *news = &m->render->news;
	struct value *changes = making_list(m, NEWEST);

	for (size_t i = 0; i < news->count && changes->list.count < NEWEST; i = end_of_group(news, i))
		list_add(changes, group_value(m, i, end_of_group(news, i), NEWEST_ENTRIES));
	shape_set(index, INDEX_CHANGES, changes);
	shape_set(index, INDEX_HAS_CHANGES, making_bool(changes->list.count));
}

static void open_day(struct sections *sections, const struct date *day, struct value **changes)
{
	struct making *m = sections->m;
	struct buf *out = &m->worker->text;

	buf_reset(out);
	date_text(out, m->language, day);
	struct str title = str_copy(m->arena, buf_str(out));
	sections_open(sections, title, str_join(m->arena, STR("day-"), date_machine(m->arena, day)));
	*changes = value_list(m->arena);
	shape_set(sections->section, SECTION_CHANGES, *changes);
}

void fill_changes(struct making *m, struct value *index)
{
	const struct news *news = &m->render->news;
	struct sections sections = sections_begin(m, SECTION_ITEMS);
	struct value *changes = NULL;
	int64_t day = 0;

	for (size_t i = 0, end; i < news->count && i < MOST_LISTED; i = end) {
		struct date date = date_of_seconds(news->items[i].seconds);
		int64_t own = edtf_first_day(&date);

		end = end_of_group(news, i);
		if (!changes || own != day)
			open_day(&sections, &date, &changes);
		day = own;
		value_push(m->arena, changes, group_value(m, i, end, MOST_OF_CHANGE));
	}
	sections_end(&sections, index);
	shape_set(index, INDEX_COUNT, making_count(m, news->count));
	shape_set(index, INDEX_HAS_CHANGES, making_bool(changes));
}
