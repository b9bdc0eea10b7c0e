/* The rows of a view as data: CSV and JSON. Both are written from one list of lists of texts. */
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
	return str_format(arena, "data/%.*s/%.*s", STR_ARG(entry->id), STR_ARG(view->id));
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

static void push_cells(struct making *m, struct value *row, const struct view *view, const struct view_row *of)
{
	for (size_t i = 0; i < view->column_count; i++)
		push_text(m, row, cell_text(m, view_items(m, view, of, &view->columns[i].path)));
}

static void push_columns(struct making *m, struct value *row, const struct view *view)
{
	const struct value *columns = view_column_values(m, view);

	for (size_t i = 0; i < columns->list.count; i++)
		value_push(m->arena, row, columns->list.items[i]->map.members[COLUMN_NAME].value);
}

static struct value *new_row(struct making *m, struct value *rows)
{
	struct value *row = value_list(m->arena);

	value_push(m->arena, rows, row);
	return row;
}

static void graph_rows(struct making *m, const struct view *view, struct value *rows)
{
	static const char *const NAMES[] = {"group", "from", "relation", "to"};
	struct value *row = new_row(m, rows);

	for (size_t i = 0; i < COUNT_OF(NAMES); i++)
		push_text(m, row, str_from(NAMES[i]));
	for (size_t i = 0; i < view->result.drawing_count; i++)
		for (size_t at = 0; at < view->result.drawings[i].edge_count; at++) {
			const struct view_edge *edge = &view->result.drawings[i].edges[at];

			row = new_row(m, rows);
			push_text(m, row, view->result.drawings[i].title);
			push_text(m, row, edge->from->id);
			push_text(m, row, edge->field->name);
			push_text(m, row, edge->to->id);
		}
}

static void map_rows(struct making *m, const struct view *view, struct value *rows)
{
	static const char *const NAMES[] = {"place", "lat", "lon", "role", "id"};
	struct value *row = new_row(m, rows);

	for (size_t i = 0; i < COUNT_OF(NAMES); i++)
		push_text(m, row, str_from(NAMES[i]));
	push_columns(m, row, view);
	for (size_t i = 0; i < view->result.spot_count; i++) {
		const struct view_spot *spot = &view->result.spots[i];
		const struct value *role = value_get(spot->place, STR("role"));

		row = new_row(m, rows);
		push_text(m, row, spot->name);
		value_push(m->arena, row, value_number(m->arena, spot->lat));
		value_push(m->arena, row, value_number(m->arena, spot->lon));
		push_text(m, row, role ? value_scalar(m->arena, role) : STR(""));
		push_text(m, row, spot->row->entry->id);
		push_cells(m, row, view, spot->row);
	}
}

static void column_rows(struct making *m, const struct view *view, struct value *rows)
{
	const struct view_path *group = view->down.count ? &view->down : &view->group;
	struct value *row = new_row(m, rows);

	push_text(m, row, STR("id"));
	if (group->count)
		push_text(m, row, group->text);
	if (view->across.count)
		push_text(m, row, view->across.text);
	push_columns(m, row, view);
	for (size_t i = 0; i < view->result.group_count; i++)
		for (size_t at = 0; at < view->result.groups[i].count; at++) {
			const struct view_row *of = &view->result.groups[i].rows[at];

			row = new_row(m, rows);
			push_text(m, row, of->entry->id);
			if (group->count)
				push_text(m, row, view->result.groups[i].title);
			if (view->across.count)
				push_text(m, row, cell_text(m, view_items(m, view, of, &view->across)));
			push_cells(m, row, view, of);
		}
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

		for (size_t at = 0; at < names->list.count; at++)
			if (!value_get(map, names->list.items[at]->text))
				value_set(m->arena, map, names->list.items[at]->text, rows->list.items[i]->list.items[at]);
		value_push(m->arena, list, map);
	}
	json_write(out, list, 1);
	buf_char(out, '\n');
}
