/* Everything that is dated, by date: entries by the field that dates them, and their records. The whole list is sorted
 * before it is written; a row costs a few words of memory. */
#include <stdlib.h>

#include "base/arena.h"
#include "export/exporting.h"
#include "formats/csv.h"
#include "model/dated.h"
#include "model/naming.h"

struct row {
	const struct entry *entry;
	const struct value *value;
	struct period period;
	struct str path, title;
	int64_t first, last;
	size_t order; /* as found */
};

struct gathering {
	struct arena arena;
	struct row *rows;
	size_t count, capacity;
	struct map paths;
};

static int by_date(const void *left, const void *right)
{
	const struct row *a = left, *b = right;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* There are few paths and many rows. */
static struct str keep_path(struct gathering *g, struct str path)
{
	const struct str *kept = map_get(&g->paths, path);

	if (kept)
		return *kept;
	struct str *copy = arena_new(&g->arena, struct str);
	*copy = str_copy(&g->arena, path);
	map_set(&g->paths, *copy, copy);
	return *copy;
}

static bool gather(void *context, const struct found *found)
{
	struct gathering *g = context;
	struct row row = {.entry = found->entry, .value = found->value, .title = found_title(found), .order = g->count};

	if (found->value->kind != VALUE_TEXT || !edtf_period(found->value->text, &row.period))
		return true;
	row.first = edtf_first_day(&row.period.from);
	row.last = edtf_last_day(&row.period.to);
	row.path = keep_path(g, found->path);
	g->rows = grow(g->rows, g->count, &g->capacity, sizeof(row));
	g->rows[g->count++] = row;
	return true;
}

/* "Paris; Geneva" */
static bool add_place(void *context, const struct found *found)
{
	struct buf *out = context;
	const struct value *name = value_get(found->value, STR("name"));

	if (name && name->kind == VALUE_TEXT) {
		buf_put(out, out->len ? STR("; ") : STR(""));
		buf_put(out, name->text);
	}
	return true;
}

static struct str certainty(const struct period *period)
{
	bool approximate = period->from.approximate || period->to.approximate;
	bool uncertain = period->from.uncertain || period->to.uncertain;

	if (approximate && uncertain)
		return STR("approximate, uncertain");
	return approximate ? STR("approximate") : uncertain ? STR("uncertain") : STR("");
}

static void put_row(struct exporting *e, const struct row *row)
{
	struct export_days days = export_days(&e->scratch, &row->period);
	struct buf places = {0};

	entry_places(row->entry, add_place, &places);
	const struct str cells[] = {days.from, days.to, row->value->text, certainty(&row->period), row->title,
		row->entry->type->name, row->path, row->entry->id, row->entry->title, buf_str(&places),
		entry_summary(row->entry), export_full_url(e, row->entry->address)};
	csv_row(&e->out, cells, COUNT_OF(cells));
	buf_release(&places);
}

void export_events(struct exporting *e)
{
	static const struct str NAMES[] = {STR_INIT("from"), STR_INIT("to"), STR_INIT("date"), STR_INIT("certainty"),
		STR_INIT("title"), STR_INIT("type"), STR_INIT("field"), STR_INIT("entry"), STR_INIT("entry_title"),
		STR_INIT("places"), STR_INIT("summary"), STR_INIT("url")};
	struct gathering g = {0};
	bool on = true;

	csv_row(&e->out, NAMES, COUNT_OF(NAMES));
	for (size_t i = 0; i < e->site->entry_count; i++)
		entry_dated(&e->site->entries[i], gather, &g);
	if (g.count)
		qsort(g.rows, g.count, sizeof(*g.rows), by_date);
	for (size_t i = 0; i < g.count && on; i++) {
		put_row(e, &g.rows[i]);
		on = export_piece(e);
	}
	free(g.rows);
	map_release(&g.paths);
	arena_release(&g.arena);
}
