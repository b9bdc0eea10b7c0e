/* The rows of a view as data. CSV is as RFC 4180 has it, in UTF-8 without a mark at its beginning, since programs take
 * that for a part of the first name; JSON holds the same rows. Dates stand as they were written (EDTF), quantities in
 * parts, sources as they are cited: lewis-2022, table 1. A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it. Graphs are GraphML too, maps GeoJSON. */
#include "base/arena.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "model/data_files.h"
#include "render/parts.h"
#include "render/view.h"

struct str view_data_stem(
	struct arena *arena, const struct site *site, const struct entry *entry, const struct view *view)
{
	if (!(site->config->outputs & OUTPUT_DATA) || entry->record || !view->result.group_count)
		return STR("");
	if (view == entry->body.views && !data_file_stem(entry->id))
		return str_format(arena, "data/%.*s", STR_ARG(entry->id));
	struct str name = str_format(arena, "%.*s/%.*s", STR_ARG(entry->id), STR_ARG(view->id));
	/* a page of that name may have a view of its own */
	return str_format(arena, "data/%.*s%s", STR_ARG(name), map_get(&site->by_id, name) ? "-view" : "");
}

static void push_text(struct making *m, struct value *row, struct str text)
{
	value_push(m->arena, row, value_text(m->arena, text));
}

/* All items of a cell: "a; b". */
static struct str cell_text(struct making *m, const struct value *items)
{
	struct buf out = {0};

	for (size_t i = 0; i < items->list.count; i++) {
		if (i)
			buf_put(&out, STR("; "));
		buf_put(&out, items->list.items[i]->map.members[ITEM_TEXT].value->text);
	}
	struct str text = str_copy(m->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

/* ---- columns ---- */

enum part { PART_TEXT, PART_NUMBER, PART_UNIT, PART_QUALIFIER, PART_SOURCE };

/* A column of the data: a column of the view, or what else is known about it. */
struct data_column {
	struct str name;
	size_t column;
	enum part part;
	bool used;
};

struct data {
	struct showing showing;
	struct data_column *columns;
	size_t count;
};

static bool is_known(const struct view *view, size_t column)
{
	for (size_t i = 0; i < column; i++)
		if (str_equal(view->columns[i].path.text, view->columns[column].path.text))
			return true;
	return false;
}

static void add_column(struct data *d, size_t column, enum part part, const char *suffix)
{
	struct arena *arena = d->showing.m->arena;
	struct str name = str_join(arena, d->showing.view->columns[column].path.text, str_from(suffix));

	d->columns[d->count++] = (struct data_column){name, column, part, part == PART_TEXT || part == PART_NUMBER};
}

static struct data data_columns(struct making *m, const struct view *view)
{
	struct data d = {.showing = {m, view, NULL}};

	d.columns = arena_array(m->arena, struct data_column, 4 * view->column_count + 1);
	for (size_t i = 0; i < view->column_count; i++) {
		const struct field *field = view_column_field(view, &view->columns[i]);

		if (is_known(view, i))
			continue;
		if (field && field->kind == FIELD_QUANTITY && !field->many) {
			add_column(&d, i, PART_NUMBER, "");
			add_column(&d, i, PART_UNIT, ".unit");
			add_column(&d, i, PART_QUALIFIER, ".qualifier");
		} else {
			add_column(&d, i, PART_TEXT, "");
		}
		add_column(&d, i, PART_SOURCE, ".source");
	}
	return d;
}

static bool has_column(const struct data *d, struct str name)
{
	for (size_t i = 0; i < d->count; i++)
		if (str_equal(d->columns[i].name, name))
			return true;
	return false;
}

/* ---- cells ---- */

static struct str cited_as(struct making *m, const struct entry *source, struct str locator)
{
	const struct work *work = work_of(&m->render->works, source);
	struct str key = work ? work->key : source->id;

	return locator.len ? str_format(m->arena, "%.*s, %.*s", STR_ARG(key), STR_ARG(locator)) : key;
}

static struct str machine_text(const struct showing *s, const struct view_value *value)
{
	struct making *m = s->m;
	struct str locator;
	const struct entry *source = view_value_source(value, &locator);

	if (value->title)
		return value->owner->title;
	if (value->target)
		return source == value->target ? cited_as(m, source, locator) : value->target->title;
	if (value->value && value->field->kind == FIELD_RECORD) {
		struct value *items = value_list(m->arena);

		field_items(m, value->owner, value->field, value->value, items);
		return cell_text(m, items);
	}
	return view_value_text(m->arena, value);
}

/* "a; b" */
static void put_more(struct buf *out, struct str text)
{
	if (out->len && text.len)
		buf_put(out, STR("; "));
	buf_put(out, text);
}

static struct str source_text(const struct data *d, const struct view_row *row, size_t number)
{
	const struct view_column *column = &d->showing.view->columns[number];
	struct view_values values = view_row_values(
		&d->showing, row, column->source.count ? &column->source : &column->path);
	struct buf out = {0};
	struct str locator, last = STR("");

	for (size_t i = 0; i < values.count; i++) {
		const struct entry *source = view_value_source(&values.items[i], &locator);
		struct str text = source ? cited_as(d->showing.m, source, locator) : STR("");

		if ((source != values.items[i].target || column->source.count) && !str_equal(text, last))
			put_more(&out, text);
		last = text;
	}
	struct str text = str_copy(d->showing.m->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static const struct value *part_of(const struct data *d, const struct view_row *row, const struct data_column *column)
{
	static const struct str NAMES[] = {
		[PART_NUMBER] = STR_INIT("value"), [PART_UNIT] = STR_INIT("unit"), [PART_QUALIFIER] = STR_INIT("qualifier")};
	struct making *m = d->showing.m;
	struct buf out = {0};

	if (column->part == PART_SOURCE)
		return value_text(m->arena, source_text(d, row, column->column));
	struct view_values values = view_row_values(&d->showing, row, &d->showing.view->columns[column->column].path);
	for (size_t i = 0; i < values.count; i++) {
		const struct value *value = values.items[i].value;

		if (column->part != PART_TEXT)
			value = value && value->kind == VALUE_MAP ? value_get(value, NAMES[column->part]) : NULL;
		if (value && value->kind == VALUE_NUMBER && values.count == 1)
			return value;
		if (column->part == PART_TEXT)
			put_more(&out, machine_text(&d->showing, &values.items[i]));
		else if (value)
			put_more(&out, value_scalar(m->arena, value));
	}
	struct str text = str_copy(m->arena, buf_str(&out));
	buf_release(&out);
	return value_text(m->arena, text);
}

static void push_cells(struct data *d, struct value *line, const struct view_row *row)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct value *value = part_of(d, row, &d->columns[i]);

		d->columns[i].used |= value->kind != VALUE_TEXT || value->text.len;
		value_push(d->showing.m->arena, line, value);
	}
}

static void push_columns(const struct data *d, struct value *line)
{
	for (size_t i = 0; i < d->count; i++)
		push_text(d->showing.m, line, d->columns[i].name);
}

/* Parts that no row has are left out; the view's columns begin at `from`. */
static void drop_unused(const struct data *d, struct value *rows, size_t from)
{
	for (size_t i = 0; i < rows->list.count; i++) {
		struct value *line = (struct value *)rows->list.items[i]; /* made here */
		size_t kept = from;

		for (size_t at = 0; at < d->count; at++)
			if (d->columns[at].used)
				line->list.items[kept++] = line->list.items[from + at];
		line->list.count = kept;
	}
}

/* ---- rows ---- */

static struct value *new_row(struct making *m, struct value *rows)
{
	struct value *row = value_list(m->arena);

	value_push(m->arena, rows, row);
	return row;
}

static void push_names(struct making *m, struct value *row, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		push_text(m, row, str_from(names[i]));
}

static void graph_rows(struct making *m, const struct view *view, struct value *rows)
{
	static const char *const NAMES[] = {"group", "from", "relation", "to", "from_title", "to_title"};

	push_names(m, new_row(m, rows), NAMES, COUNT_OF(NAMES));
	for (size_t i = 0; i < view->result.drawing_count; i++)
		for (size_t at = 0; at < view->result.drawings[i].edge_count; at++) {
			const struct view_edge *edge = &view->result.drawings[i].edges[at];
			struct value *row = new_row(m, rows);

			push_text(m, row, view->result.drawings[i].title);
			push_text(m, row, edge->from->id);
			push_text(m, row, edge->field->name);
			push_text(m, row, edge->to->id);
			push_text(m, row, edge->from->title);
			push_text(m, row, edge->to->title);
		}
}

static void map_rows(struct making *m, const struct view *view, struct value *rows)
{
	static const char *const NAMES[] = {"place", "lat", "lon", "role", "id"};
	struct data d = data_columns(m, view);
	struct value *row = new_row(m, rows);

	push_names(m, row, NAMES, COUNT_OF(NAMES));
	push_columns(&d, row);
	for (size_t i = 0; i < view->result.spot_count; i++) {
		const struct view_spot *spot = &view->result.spots[i];
		const struct value *role = value_get(spot->place, STR("role")), *none = value_text(m->arena, STR(""));

		row = new_row(m, rows);
		push_text(m, row, spot->name);
		value_push(m->arena, row, spot->has_point ? value_number(m->arena, spot->lat) : none);
		value_push(m->arena, row, spot->has_point ? value_number(m->arena, spot->lon) : none);
		push_text(m, row, role ? value_scalar(m->arena, role) : STR(""));
		push_text(m, row, spot->row->entry->id);
		push_cells(&d, row, spot->row);
	}
	drop_unused(&d, rows, COUNT_OF(NAMES));
}

static struct str across_text(const struct showing *s, const struct view_row *row)
{
	struct view_values values = view_row_values(s, row, &s->view->across);
	struct buf out = {0};

	for (size_t i = 0; i < values.count; i++)
		put_more(&out, machine_text(s, &values.items[i]));
	struct str text = str_copy(s->m->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static void column_rows(struct making *m, const struct view *view, struct value *rows)
{
	const struct view_path *group = view->down.count ? &view->down : &view->group;
	size_t from = 1 + (group->count > 0) + (view->across.count > 0);
	struct data d = data_columns(m, view);
	struct value *row = new_row(m, rows);

	push_text(m, row, STR("id"));
	if (group->count)
		push_text(m, row, has_column(&d, group->text) ? STR("group") : group->text);
	if (view->across.count)
		push_text(m, row, has_column(&d, view->across.text) ? STR("across") : view->across.text);
	push_columns(&d, row);
	for (size_t i = 0; i < view->result.group_count; i++)
		for (size_t at = 0; at < view->result.groups[i].count; at++) {
			const struct view_row *of = &view->result.groups[i].rows[at];

			row = new_row(m, rows);
			push_text(m, row, of->entry->id);
			if (group->count)
				push_text(m, row, view->result.groups[i].title);
			if (view->across.count)
				push_text(m, row, across_text(&d.showing, of));
			push_cells(&d, row, of);
		}
	drop_unused(&d, rows, from);
}

/* The first row holds the names. */
static const struct value *data_rows(struct making *m, const struct view *view)
{
	struct value *rows = value_list(m->arena);

	switch (view->kind) {
	case VIEW_GRAPH: graph_rows(m, view, rows); break;
	case VIEW_MAP: map_rows(m, view, rows); break;
	default: column_rows(m, view, rows); break;
	}
	return rows;
}

void view_csv(struct making *m, struct buf *out, const struct view *view)
{
	const struct value *rows = data_rows(m, view);

	for (size_t i = 0; i < rows->list.count; i++) {
		const struct value *row = rows->list.items[i];

		for (size_t at = 0; at < row->list.count; at++) {
			const struct value *cell = row->list.items[at];

			if (at)
				buf_char(out, ',');
			if (cell->kind == VALUE_NUMBER)
				buf_put(out, value_scalar(m->arena, cell));
			else
				csv_cell(out, cell->text);
		}
		buf_put(out, STR("\r\n"));
	}
}

void view_json(struct making *m, struct buf *out, const struct view *view)
{
	const struct value *rows = data_rows(m, view);
	const struct value *names = rows->list.items[0];
	struct value *list = value_list(m->arena);

	for (size_t i = 1; i < rows->list.count; i++) {
		struct value *map = value_map(m->arena);

		for (size_t at = 0; at < names->list.count; at++) {
			const struct value *cell = rows->list.items[i]->list.items[at];

			if (cell->kind == VALUE_TEXT && !cell->text.len)
				cell = value_null(m->arena); /* not coded */
			if (!value_get(map, names->list.items[at]->text))
				value_set(m->arena, map, names->list.items[at]->text, cell);
		}
		value_push(m->arena, list, map);
	}
	json_write(out, list, 1);
	buf_char(out, '\n');
}
