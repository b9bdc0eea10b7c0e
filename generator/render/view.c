/* Rows and cells of a view. Sources of cells are in view_notes.c, what is drawn in view_drawing.c, what is downloaded
 * in view_data.c. */
#include "render/view.h"

#include "base/arena.h"
#include "base/fold.h"
#include "render/body.h"
#include "render/decades.h"
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

/* Made here, and frozen only when the page is. */
static struct value *last_item(struct value *list)
{
	return list->list.count ? (struct value *)list->list.items[list->list.count - 1] : NULL;
}

static void add_note(const struct showing *s, struct value *item, const struct entry *source, struct str locator)
{
	struct str sign = item ? view_note(s, source, locator) : STR("");
	struct value *link, *notes;

	if (!sign.len)
		return;
	link = making_map(s->m, SHAPE_LINK);
	shape_set(link, LINK_TITLE, making_text(s->m, sign));
	shape_set(link, LINK_URL, making_text(s->m, view_note_url(s, sign)));
	notes = (struct value *)item->map.members[ITEM_NOTES].value; /* made here, or the shape's empty one */
	if (!notes->list.count) {
		notes = value_list(s->m->arena);
		shape_set(item, ITEM_NOTES, notes);
		shape_set(item, ITEM_HAS_NOTES, making_bool(true));
	}
	value_push(s->m->arena, notes, link);
}

/* What stands in a record says who says so, unless it is the source itself: then it says where. A row that is a record
 * says it once, behind its first column. */
static void add_source(
	const struct showing *s, const struct view_row *row, const struct view_value *value, struct value *item)
{
	struct str locator;
	const struct entry *source = view_value_source(value, &locator);

	if (!source || !item)
		return;
	if (source != value->target)
		add_note(s, value->record && value->record == row->record ? NULL : item, source, locator);
	else if (locator.len)
		shape_set(item, ITEM_TEXT,
			making_text(
				s->m, str_format(s->m->arena, "%.*s, %.*s", STR_ARG(text_in(item->map.members[ITEM_TEXT].value)),
						  STR_ARG(locator_text(s->m, locator)))));
}

struct view_values view_row_values(const struct showing *s, const struct view_row *row, const struct view_path *path)
{
	return view_values(s->m->arena, s->m->site, row->entry, each_of(s->view, row->entry), row->record, path);
}

/* The items of one path, as in an infobox. */
static struct value *view_items(const struct showing *s, const struct view_row *row, const struct view_path *path)
{
	struct value *list = value_list(s->m->arena), *last;
	struct view_values values = view_row_values(s, row, path);

	for (size_t i = 0; i < values.count; i++) {
		size_t before = list->list.count;

		add_items(s->m, &values.items[i], list);
		last = list->list.count > before ? last_item(list) : NULL;
		add_source(s, row, &values.items[i], last);
	}
	last = last_item(list);
	if (last)
		shape_set(last, ITEM_LAST, making_bool(true));
	return list;
}

/* The source of a whole cell: of a row that is a record behind its first column, else where the column says. */
static void add_cell_source(const struct showing *s, const struct view_row *row, size_t number, struct value *items)
{
	const struct view_column *column = &s->view->columns[number];
	struct view_values values = {0};
	struct str locator;

	if (column->source.count) {
		values = view_row_values(s, row, &column->source);
	} else if (number == 0 && row->record && !view_shows_source(s->view)) {
		struct view_value *of_row = arena_new(s->m->arena, struct view_value);

		*of_row = (struct view_value){.owner = row->entry, .field = each_of(s->view, row->entry), .value = row->record};
		values = (struct view_values){.items = of_row, .count = 1};
	}
	for (size_t i = 0; i < values.count && items->list.count; i++)
		add_note(s, last_item(items), view_value_source(&values.items[i], &locator), locator);
}

static struct str first_text(const struct value *items)
{
	return items->list.count ? text_in(items->list.items[0]->map.members[ITEM_TEXT].value) : STR("");
}

/* By convention a text that begins with such a word says so: "none reported", "disputed: …". The words are
 * words.yaml's, parted by "|". */
static bool begins_with(const struct making *m, struct str text, struct str key)
{
	struct str words = text_in(value_get(m->language->words, key)), word;

	while (str_split(&words, '|', &word))
		if (word.len && text.len >= word.len && str_equal_ascii_case(str_slice(text, 0, word.len), word) &&
			(text.len == word.len || !fold_is_word((unsigned char)text.data[word.len])))
			return true;
	return false;
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
		return str_format(m->arena, "%lld",
			(long long)(period.from.precision == DATE_NONE ? edtf_last_day(&period.to) : edtf_first_day(&period.from)));
	case FIELD_QUANTITY:
		number = value_get(number, STR("value"));
		return number ? value_scalar(m->arena, number) : STR("");
	case FIELD_NUMBER: return number ? value_scalar(m->arena, number) : STR("");
	default: return STR("");
	}
}

const struct field *view_column_field(const struct view *view, const struct view_column *column)
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

/* What a row goes by: in a table its first cell; beside the places of a map its entry. */
static bool is_head(const struct view *view, size_t number)
{
	return view->kind == VIEW_MAP ? str_equal(view->columns[number].path.text, STR("title")) : number == 0;
}

static struct str own_label(struct making *m, struct str name)
{
	struct str word = text_in(value_get(m->language->words, str_join(m->arena, STR("field_"), name)));

	return word.len ? word : name;
}

static struct str column_label(const struct showing *s, const struct view_column *column)
{
	const struct field *field = view_column_field(s->view, column);

	if (column->label.len)
		return column->label;
	if (!field)
		return column->path.text;
	return field->label.len ? field->label : own_label(s->m, column->path.steps[column->path.count - 1]);
}

static const struct value *set_text(const struct showing *s, const struct view_column *column)
{
	return making_text(s->m, column->set ? str_format(s->m->arena, "%zu", column->set) : STR(""));
}

static struct value *view_column_values(const struct showing *s)
{
	struct value *list = value_list(s->m->arena);

	for (size_t i = 0; i < s->view->column_count; i++) {
		struct value *column = making_map(s->m, SHAPE_COLUMN);

		shape_set(column, COLUMN_NAME, making_text(s->m, s->view->columns[i].path.text));
		shape_set(column, COLUMN_LABEL, making_text(s->m, column_label(s, &s->view->columns[i])));
		shape_set(column, COLUMN_SET, set_text(s, &s->view->columns[i]));
		shape_set(column, COLUMN_IS_NUMBER, making_bool(is_number(view_column_field(s->view, &s->view->columns[i]))));
		shape_set(column, COLUMN_IS_HEAD, making_bool(is_head(s->view, i)));
		value_push(s->m->arena, list, column);
	}
	return list;
}

static const struct value *cell_value(const struct showing *s, const struct view_row *row, size_t number)
{
	const struct view_column *column = &s->view->columns[number];
	struct view_values values = view_row_values(s, row, &column->path);
	struct value *items = view_items(s, row, &column->path), *cell = making_map(s->m, SHAPE_VIEW_CELL);
	struct str text = first_text(items);

	add_cell_source(s, row, number, items);
	shape_set(cell, VIEW_CELL_VALUES, items);
	shape_set(cell, VIEW_CELL_LABEL, making_text(s->m, column_label(s, column)));
	shape_set(cell, VIEW_CELL_SET, set_text(s, column));
	if (values.count)
		shape_set(cell, VIEW_CELL_SORT, making_text(s->m, sort_text(s->m, &values.items[0])));
	shape_set(cell, VIEW_CELL_IS_HEAD, making_bool(is_head(s->view, number)));
	shape_set(cell, VIEW_CELL_IS_NUMBER, making_bool(is_number(view_column_field(s->view, column))));
	shape_set(cell, VIEW_CELL_IS_EMPTY, making_bool(!items->list.count));
	shape_set(cell, VIEW_CELL_IS_ABSENT, making_bool(begins_with(s->m, text, STR("says_none"))));
	shape_set(cell, VIEW_CELL_IS_DISPUTED, making_bool(begins_with(s->m, text, STR("says_disputed"))));
	return cell;
}

struct value *view_cells(const struct showing *s, const struct view_row *row)
{
	struct value *list = making_list(s->m, s->view->column_count);

	for (size_t i = 0; i < s->view->column_count; i++)
		list_add(list, cell_value(s, row, i));
	return list;
}

/* ---- rows and groups ---- */

/* What a record goes by is in its first column. */
struct str view_row_title(const struct showing *s, const struct view_row *row)
{
	const struct showing unasked = {s->m, s->view, NULL};
	struct str title = row->record ? first_text(view_items(&unasked, row, &s->view->columns[0].path)) : STR("");

	return title.len ? title : row->entry->title;
}

static struct value *row_value(const struct showing *s, const struct view_row *row)
{
	struct making *m = s->m;
	struct value *map = making_map(m, SHAPE_VIEW_ROW);
	const struct entry *entry = row->entry;

	shape_set(map, VIEW_ROW_TITLE, making_text(m, view_row_title(s, row)));
	shape_set(map, VIEW_ROW_URL, making_text(m, making_entry_url(m, entry, STR(""))));
	shape_set(map, VIEW_ROW_SIGLUM, making_text(m, caption_of(m->render, entry)->siglum));
	shape_set(map, VIEW_ROW_FOREIGN, making_text(m, making_foreign(m, entry)));
	shape_set(map, VIEW_ROW_SUMMARY, making_text(m, m->render->summaries[entry->index]));
	shape_set(map, VIEW_ROW_CELLS, view_cells(s, row));
	shape_set(map, VIEW_ROW_SHARE, view_tenth(m, row->share));
	shape_set(map, VIEW_ROW_START, view_tenth(m, row->start));
	shape_set(map, VIEW_ROW_ZERO, view_tenth(m, row->below ? row->start + row->share : row->start));
	shape_set(map, VIEW_ROW_BELOW, making_bool(row->below));
	shape_set(map, VIEW_ROW_MEASURED, making_bool(row->measured));
	if (row->anchor)
		shape_set(map, VIEW_ROW_ID, making_text(m, view_row_anchor(m->arena, s->view, row)));
	return map;
}

static struct value *row_values(const struct showing *s, const struct view_row *rows, size_t count)
{
	struct value *list = making_list(s->m, count);

	for (size_t i = 0; i < count; i++)
		list_add(list, row_value(s, &rows[i]));
	return list;
}

/* Groups after the first have a number in their anchors. */
static const struct value *row_decades(const struct showing *s, size_t number, const struct value *rows)
{
	const struct view_group *group = &s->view->result.groups[number];
	struct arena *arena = s->m->arena;
	struct str id = number ? str_format(arena, "%.*s-%zu", STR_ARG(s->view->id), number + 1) : s->view->id;
	int32_t *decades = arena_array(arena, int32_t, group->count);

	for (size_t i = 0; i < group->count; i++) {
		struct view_values values = view_row_values(s, &group->rows[i], &s->view->date);

		decades[i] = decade_of(values.count ? values.items[0].value : NULL);
	}
	return decades_value(s->m, rows, decades, DECADE_ROWS, id);
}

static struct value *group_value(const struct showing *s, size_t number)
{
	struct making *m = s->m;
	const struct view_result *result = &s->view->result;
	const struct view_group *group = &result->groups[number];
	struct value *map = making_map(m, SHAPE_VIEW_GROUP), *crosses = making_list(m, result->across_count);

	shape_set(map, VIEW_GROUP_TITLE, making_text(m, group->title));
	if (group->entry)
		shape_set(map, VIEW_GROUP_URL, making_text(m, making_entry_url(m, group->entry, STR(""))));
	shape_set(map, VIEW_GROUP_COUNT, making_count(m, group->count));
	if (!result->across_count) {
		struct value *rows = row_values(s, group->rows, group->count);

		shape_set(map, VIEW_GROUP_ROWS, rows);
		if (s->view->kind == VIEW_TIMELINE)
			shape_set(map, VIEW_GROUP_DECADES, row_decades(s, number, rows));
	}
	for (size_t i = 0; i < result->across_count; i++) {
		const struct view_cross *cross = &result->crosses[number * result->across_count + i];
		struct value *cell = making_map(m, SHAPE_CROSS);

		shape_set(cell, CROSS_ROWS, row_values(s, cross->rows, cross->count));
		shape_set(cell, CROSS_HAS_ROWS, making_bool(cross->count));
		list_add(crosses, cell);
	}
	shape_set(map, VIEW_GROUP_CROSSES, crosses);
	return map;
}

static void fill_groups(const struct showing *s, struct value *map)
{
	struct making *m = s->m;
	const struct view_result *result = &s->view->result;
	struct value *groups = making_list(m, result->group_count), *columns = view_column_values(s);

	for (size_t i = 0; i < result->group_count; i++)
		list_add(groups, group_value(s, i));
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
	shape_set(map, VIEW_IS_GROUPED, making_bool(s->view->group.count));
}

/* Sets of columns, of which the first is shown at first. */
static void fill_sets(const struct showing *s, struct value *map)
{
	struct value *list = making_list(s->m, s->view->set_count);

	for (size_t i = 0; i < s->view->set_count; i++) {
		struct value *set = making_map(s->m, SHAPE_VIEW_SET);
		struct str id = str_format(s->m->arena, "%.*s-set-%zu", STR_ARG(s->view->id), i + 1);

		shape_set(set, VIEW_SET_ID, making_text(s->m, id));
		shape_set(set, VIEW_SET_NUMBER, making_count(s->m, i + 1));
		shape_set(set, VIEW_SET_LABEL, making_text(s->m, s->view->sets[i]));
		shape_set(set, VIEW_SET_CHOSEN, making_bool(i == 0));
		list_add(list, set);
	}
	shape_set(map, VIEW_SETS, list);
	shape_set(map, VIEW_HAS_SETS, making_bool(list->list.count));
}

/* ---- the whole ---- */

static const struct value *data_url(struct making *m, struct str stem, struct str extension)
{
	return making_text(m, making_url(m, str_join(m->arena, stem, extension)));
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
	shape_set(map, VIEW_LISTED, making_bool(view_is_listed(view, entry)));
	shape_set(map, VIEW_COUNT, making_count(m, view->result.count));
	if (!stem.len)
		return;
	shape_set(map, VIEW_CSV, data_url(m, stem, STR(".csv")));
	shape_set(map, VIEW_JSON, data_url(m, stem, STR(".json")));
	if (view->kind == VIEW_GRAPH)
		shape_set(map, VIEW_GRAPHML, data_url(m, stem, STR(".graphml")));
	if (view->kind == VIEW_MAP)
		shape_set(map, VIEW_GEOJSON, data_url(m, stem, STR(".geojson")));
}

static bool has_roles(const struct view *view)
{
	for (size_t i = 0; i < view->result.spot_count; i++)
		if (!value_is_empty(value_get(view->result.spots[i].place, STR("role"))))
			return true;
	return false;
}

/* `stem` is the address of its rows, without ".csv". */
static const struct value *view_value(
	struct making *m, const struct entry *entry, const struct view *view, struct str stem)
{
	struct view_notes notes = {0};
	const struct showing s = {m, view, &notes};
	struct value *map = making_map(m, SHAPE_VIEW), *drawings = making_list(m, view->result.drawing_count);

	set_texts(m, map, entry, view, stem);
	fill_sets(&s, map);
	if (view->kind == VIEW_INDEX)
		view_letters(&s, map);
	else if (view->kind != VIEW_GRAPH && view->kind != VIEW_MAP)
		fill_groups(&s, map);
	for (size_t i = 0; i < view->result.drawing_count; i++)
		list_add(drawings, view_drawing(&s, i));
	shape_set(map, VIEW_DRAWINGS, drawings);
	if (view->kind == VIEW_MAP) {
		shape_set(map, VIEW_SPOTS, view_spots(&s));
		shape_set(map, VIEW_COLUMNS, view_column_values(&s));
		shape_set(map, VIEW_HAS_ROLES, making_bool(has_roles(view)));
	}
	shape_set(map, VIEW_SOURCES, view_note_values(&s));
	shape_set(map, VIEW_HAS_SOURCES, making_bool(notes.count));
	map_release(&notes.known);
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
