/* Rows and cells of a view. What is drawn is in view_drawing.c, what is downloaded in view_data.c. */
#include "render/view.h"

#include "base/arena.h"
#include "base/fold.h"
#include "render/parts.h"

static struct str text_in(const struct value *value)
{
	return value && value->kind == VALUE_TEXT ? value->text : STR("");
}

static const struct field *each_of(const struct view *view, const struct entry *entry)
{
	return view->each.count && entry->type ? schema_field(entry->type, view->each.steps[0]) : NULL;
}

/* ---- cells ---- */

static const struct value *title_item(struct making *m, const struct entry *entry)
{
	struct value *item = making_map(m, SHAPE_ITEM);

	shape_set(item, ITEM_TEXT, making_text(m, entry->title));
	shape_set(item, ITEM_URL, making_text(m, making_entry_url(m, entry, STR(""))));
	shape_set(item, ITEM_SIGLUM, making_text(m, caption_of(m->render, entry)->siglum));
	shape_set(item, ITEM_FOREIGN, making_text(m, making_foreign(m, entry)));
	return item;
}

static void add_items(struct making *m, const struct view_value *value, struct value *list)
{
	if (value->title)
		value_push(m->arena, list, title_item(m, value->owner));
	else if (value->target)
		value_push(m->arena, list, entry_item(m, value->target));
	else if (value->value)
		field_items(m, value->owner, value->field, value->value, list);
}

struct value *view_items(
	struct making *m, const struct view *view, const struct view_row *row, const struct view_path *path)
{
	struct value *list = value_list(m->arena);
	struct view_values values = view_values(
		m->arena, m->site, row->entry, each_of(view, row->entry), row->record, path);

	for (size_t i = 0; i < values.count; i++)
		add_items(m, &values.items[i], list);
	if (list->list.count) /* made here, and frozen only when the page is */
		shape_set((struct value *)list->list.items[list->list.count - 1], ITEM_LAST, making_bool(true));
	return list;
}

static struct str first_text(const struct value *items)
{
	return items->list.count ? text_in(items->list.items[0]->map.members[ITEM_TEXT].value) : STR("");
}

/* By convention a text that begins with the word says so: "none reported", "disputed: …". The words are words.yaml's. */
static bool begins_with(const struct making *m, struct str text, struct str key)
{
	struct str word = text_in(value_get(m->language->words, key));

	return word.len && text.len >= word.len && str_equal_ascii_case(str_slice(text, 0, word.len), word) &&
	       (text.len == word.len || !fold_is_word((unsigned char)text.data[word.len]));
}

/* What a script sorts by where the text would mislead: days, numbers. */
static struct str sort_text(struct making *m, const struct view_value *value)
{
	struct period period;
	const struct value *number = value->value;

	switch (value->field->kind) {
	case FIELD_DATE:
	case FIELD_PERIOD:
		if (!edtf_period(text_in(value->value), &period))
			return STR("");
		return str_format(m->arena, "%lld", (long long)edtf_first_day(&period.from));
	case FIELD_QUANTITY:
		number = value_get(number, STR("value"));
		return number ? value_scalar(m->arena, number) : STR("");
	default: return STR("");
	}
}

static const struct field *column_field(const struct view *view, const struct view_column *column)
{
	const struct field *field = NULL;

	for (size_t i = 0; i < view->of_count && !field; i++)
		field = view_path_field(view->of[i], &view->each, &column->path);
	return field;
}

static bool is_number(const struct field *field)
{
	return field && (field->kind == FIELD_NUMBER || field->kind == FIELD_QUANTITY);
}

static struct str own_label(struct making *m, struct str name)
{
	struct str word = text_in(value_get(m->language->words, str_join(m->arena, STR("field_"), name)));

	return word.len ? word : name;
}

static struct str column_label(struct making *m, const struct view *view, const struct view_column *column)
{
	const struct field *field = column_field(view, column);

	if (column->label.len)
		return column->label;
	if (!field)
		return column->path.text;
	return field->label.len ? field->label : own_label(m, column->path.steps[column->path.count - 1]);
}

struct value *view_column_values(struct making *m, const struct view *view)
{
	struct value *list = value_list(m->arena);

	for (size_t i = 0; i < view->column_count; i++) {
		struct value *column = making_map(m, SHAPE_COLUMN);

		shape_set(column, COLUMN_NAME, making_text(m, view->columns[i].path.text));
		shape_set(column, COLUMN_LABEL, making_text(m, column_label(m, view, &view->columns[i])));
		value_push(m->arena, list, column);
	}
	return list;
}

static const struct value *cell_value(
	struct making *m, const struct view *view, const struct view_row *row, size_t number)
{
	const struct view_column *column = &view->columns[number];
	struct view_values values = view_values(
		m->arena, m->site, row->entry, each_of(view, row->entry), row->record, &column->path);
	struct value *items = view_items(m, view, row, &column->path), *cell = making_map(m, SHAPE_VIEW_CELL);
	struct str text = first_text(items);

	shape_set(cell, VIEW_CELL_VALUES, items);
	shape_set(cell, VIEW_CELL_LABEL, making_text(m, column_label(m, view, column)));
	if (values.count)
		shape_set(cell, VIEW_CELL_SORT, making_text(m, sort_text(m, &values.items[0])));
	shape_set(cell, VIEW_CELL_IS_HEAD, making_bool(number == 0));
	shape_set(cell, VIEW_CELL_IS_NUMBER, making_bool(is_number(column_field(view, column))));
	shape_set(cell, VIEW_CELL_IS_EMPTY, making_bool(!items->list.count));
	shape_set(cell, VIEW_CELL_IS_ABSENT, making_bool(begins_with(m, text, STR("says_none"))));
	shape_set(cell, VIEW_CELL_IS_DISPUTED, making_bool(begins_with(m, text, STR("says_disputed"))));
	return cell;
}

struct value *view_cells(struct making *m, const struct view *view, const struct view_row *row)
{
	struct value *list = making_list(m, view->column_count);

	for (size_t i = 0; i < view->column_count; i++)
		list_add(list, cell_value(m, view, row, i));
	return list;
}

/* ---- rows and groups ---- */

/* What a record goes by is in its first column. */
struct str view_row_title(struct making *m, const struct view *view, const struct view_row *row)
{
	struct str title = row->record ? first_text(view_items(m, view, row, &view->columns[0].path)) : STR("");

	return title.len ? title : row->entry->title;
}

static struct value *row_value(struct making *m, const struct view *view, const struct view_row *row)
{
	struct value *map = making_map(m, SHAPE_VIEW_ROW);
	const struct entry *entry = row->entry;

	shape_set(map, VIEW_ROW_TITLE, making_text(m, view_row_title(m, view, row)));
	shape_set(map, VIEW_ROW_URL, making_text(m, making_entry_url(m, entry, STR(""))));
	shape_set(map, VIEW_ROW_SIGLUM, making_text(m, caption_of(m->render, entry)->siglum));
	shape_set(map, VIEW_ROW_FOREIGN, making_text(m, making_foreign(m, entry)));
	shape_set(map, VIEW_ROW_SUMMARY, making_text(m, m->render->summaries[entry->index]));
	shape_set(map, VIEW_ROW_CELLS, view_cells(m, view, row));
	shape_set(map, VIEW_ROW_SHARE, value_number(m->arena, (double)(long)(row->share * 10 + 0.5) / 10));
	shape_set(map, VIEW_ROW_MEASURED, making_bool(row->measured));
	return map;
}

static struct value *row_values(struct making *m, const struct view *view, const struct view_row *rows, size_t count)
{
	struct value *list = making_list(m, count);

	for (size_t i = 0; i < count; i++)
		list_add(list, row_value(m, view, &rows[i]));
	return list;
}

static struct value *group_value(struct making *m, const struct view *view, size_t number)
{
	const struct view_result *result = &view->result;
	const struct view_group *group = &result->groups[number];
	struct value *map = making_map(m, SHAPE_VIEW_GROUP), *crosses = making_list(m, result->across_count);

	shape_set(map, VIEW_GROUP_TITLE, making_text(m, group->title));
	if (group->entry)
		shape_set(map, VIEW_GROUP_URL, making_text(m, making_entry_url(m, group->entry, STR(""))));
	shape_set(map, VIEW_GROUP_COUNT, making_count(m, group->count));
	if (!result->across_count)
		shape_set(map, VIEW_GROUP_ROWS, row_values(m, view, group->rows, group->count));
	for (size_t i = 0; i < result->across_count; i++) {
		const struct view_cross *cross = &result->crosses[number * result->across_count + i];
		struct value *cell = making_map(m, SHAPE_CROSS);

		shape_set(cell, CROSS_ROWS, row_values(m, view, cross->rows, cross->count));
		shape_set(cell, CROSS_HAS_ROWS, making_bool(cross->count));
		list_add(crosses, cell);
	}
	shape_set(map, VIEW_GROUP_CROSSES, crosses);
	return map;
}

static void fill_groups(struct making *m, struct value *map, const struct view *view)
{
	const struct view_result *result = &view->result;
	struct value *groups = making_list(m, result->group_count), *columns = view_column_values(m, view);

	for (size_t i = 0; i < result->group_count; i++)
		list_add(groups, group_value(m, view, i));
	if (result->across_count) {
		columns = making_list(m, result->across_count);
		for (size_t i = 0; i < result->across_count; i++) {
			struct value *column = making_map(m, SHAPE_COLUMN);

			shape_set(column, COLUMN_LABEL, making_text(m, result->across[i].title));
			list_add(columns, column);
		}
	}
	shape_set(map, VIEW_GROUPS, groups);
	shape_set(map, VIEW_COLUMNS, columns);
	shape_set(map, VIEW_COLUMN_COUNT, making_count(m, columns->list.count));
	shape_set(map, VIEW_IS_CROSSED, making_bool(result->across_count));
	shape_set(map, VIEW_IS_GROUPED, making_bool(view->group.count));
}

/* ---- the whole ---- */

static bool is_listed(const struct entry *entry, const struct view *view)
{
	for (size_t i = 0; i < view->of_count; i++)
		if (!view->of[i]->file.len || !str_equal(view->of[i]->page, entry->id))
			return false;
	return true;
}

static void set_texts(
	struct making *m, struct value *map, const struct entry *entry, const struct view *view, struct str stem)
{
	shape_set(map, VIEW_KIND, making_text(m, str_from(view_kind_name(view->kind))));
	shape_set(map, VIEW_ID, making_text(m, view->id));
	shape_set(map, VIEW_CAPTION, making_text(m, view->caption));
	shape_set(map, VIEW_LABEL, making_text(m, view->label));
	shape_set(map, VIEW_NOTE, making_text(m, view->note));
	shape_set(map, VIEW_IS_MATRIX, making_bool(view->kind == VIEW_MATRIX));
	shape_set(map, VIEW_LISTED, making_bool(is_listed(entry, view)));
	shape_set(map, VIEW_COUNT, making_count(m, view->result.count));
	if (!stem.len)
		return;
	shape_set(map, VIEW_CSV, making_text(m, making_url(m, str_join(m->arena, stem, STR(".csv")))));
	shape_set(map, VIEW_JSON, making_text(m, making_url(m, str_join(m->arena, stem, STR(".json")))));
}

/* `stem` is the address of its rows, without ".csv". */
static const struct value *view_value(
	struct making *m, const struct entry *entry, const struct view *view, struct str stem)
{
	struct value *map = making_map(m, SHAPE_VIEW), *drawings = making_list(m, view->result.drawing_count);

	set_texts(m, map, entry, view, stem);
	if (view->kind == VIEW_INDEX)
		view_letters(m, map, view);
	else if (view->kind != VIEW_GRAPH && view->kind != VIEW_MAP)
		fill_groups(m, map, view);
	for (size_t i = 0; i < view->result.drawing_count; i++)
		list_add(drawings, view_drawing(m, view, i));
	shape_set(map, VIEW_DRAWINGS, drawings);
	if (view->kind == VIEW_MAP)
		shape_set(map, VIEW_SPOTS, view_spots(m, view));
	return map;
}

void view_html(struct making *m, struct buf *out, const struct entry *entry, const struct view *view)
{
	struct value *top = making_map(m, SHAPE_TOP);
	const struct value *stack = top;
	struct view shown = *view;
	struct str name = str_join(m->arena, STR("views/"), str_from(view_kind_name(view->kind)));
	const struct template *template = map_get(&m->render->templates->by_name, name);

	if (!template || !view->result.group_count)
		return;
	if (m->whole) /* among all entries on one page each id says whose it is */
		shown.id = str_join(m->arena, m->prefix, view->id);
	shape_set(top, TOP_SITE, m->frame->site);
	shape_set(top, TOP_WORD, m->language->words);
	shape_set(top, TOP_ASSET, m->frame->assets);
	struct str stem = view_data_stem(m->arena, m->site, entry, view);
	shape_set(top, TOP_VIEW, view_value(m, entry, &shown, stem));
	template_render(m->arena, m->render->templates, template, &stack, 1, out, &m->worker->diags);
}
