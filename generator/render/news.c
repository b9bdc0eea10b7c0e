#include "render/news.h"

#include <stdlib.h>

#include "base/arena.h"

enum { DAY = 24 * 60 * 60, DAYS_TO_1970 = 719468 };

static bool same_day(const struct date *a, const struct date *b)
{
	return a->precision == DATE_DAY && a->year == b->year && a->month == b->month && a->day == b->day;
}

/* The front matter's date wins; a change tells more of it where it was made on that day. False without any date. */
static bool find_item(const struct entry *entry, struct news_item *item)
{
	const struct file_history *file = entry->history;
	const struct change *change = file ? file->latest : NULL;

	if (entry->record || !entry->title.len || entry->updated.precision == DATE_NONE)
		return false;
	struct date last = date_of_seconds(file ? file->last_second : 0);
	bool own = !file || !same_day(&entry->updated, &last);
	if (!own && !change)
		return false; /* slips were mended, nothing else */
	*item = (struct news_item){.entry = entry, .change = own ? NULL : change};
	item->seconds = own ? (edtf_first_day(&entry->updated) - DAYS_TO_1970) * DAY : change->seconds;
	return entry->updated.year >= 0;
}

static int by_time(const void *left, const void *right)
{
	const struct news_item *a = left, *b = right;

	if (a->seconds != b->seconds)
		return a->seconds > b->seconds ? -1 : 1;
	if (a->change && b->change && a->change->number != b->change->number)
		return a->change->number < b->change->number ? -1 : 1;
	if (!a->change != !b->change)
		return a->change ? -1 : 1;
	return (a->entry->index > b->entry->index) - (a->entry->index < b->entry->index);
}

void news_init(struct arena *arena, struct news *news, const struct site *site)
{
	news->items = arena_array(arena, struct news_item, site->entry_count);
	for (size_t i = 0; i < site->entry_count; i++)
		news->count += find_item(&site->entries[i], &news->items[news->count]);
	qsort(news->items, news->count, sizeof(*news->items), by_time);
}
