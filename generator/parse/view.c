/* The keys of a view stand in one table, each with the function that reads it. Paths are checked against the types of
 * `of`, which is therefore read first; a path is good when one of the types has it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "parse/fields.h"
#include "parse/view_reading.h"

static const struct view_path TITLE = {.text = STR_INIT("title"), .steps = {STR_INIT("title")}, .count = 1};
static const struct view_path SUMMARY = {.text = STR_INIT("summary"), .steps = {STR_INIT("summary")}, .count = 1};
static const struct view_path SOURCES = {.text = STR_INIT("sources"), .steps = {STR_INIT("sources")}, .count = 1};

enum { MOST_SETS = 8, MOST_COLUMNS = 200 }; /* the style sheet knows sets by number */

/* ---- what is shown, and of what ---- */

static void read_show(struct reading *r, const struct value *value)
{
	struct str text = view_text(r, value);
	struct near near = near_to(text);

	if (!text.len) {
		r->view->broken = true;
		return;
	}
	for (int i = 0; i < VIEW_KINDS; i++) {
		if (str_equal(text, str_from(view_kind_name((enum view_kind)i)))) {
			r->view->kind = (enum view_kind)i;
			return;
		}
		near_try(&near, str_from(view_kind_name((enum view_kind)i)));
	}
	r->view->broken = true;
	diag_add_span(r->diags, DIAG_VIEW_VALUE, r->path, value->place, (uint32_t)utf8_count(text),
		"no kind of view is named \"%.*s\"%.*s", STR_ARG(text), STR_ARG(diag_did_you_mean(r->arena, near.best)));
}

static void read_of(struct reading *r, const struct value *value)
{
	const struct schema *schema = &r->config->schema;

	r->view->of = arena_array(r->arena, const struct type *, count_of(value));
	for (size_t i = 0; i < count_of(value); i++) {
		const struct value *item = item_of(value, i);
		struct str name = view_text(r, item);
		const struct type *type = schema_type(schema, name);
		struct near near = near_to(name);

		if (type)
			r->view->of[r->view->of_count++] = type;
		if (type || !name.len)
			continue;
		for (size_t at = 0; at < schema->type_count; at++)
			near_try(&near, schema->types[at].name);
		diag_add_span(r->diags, DIAG_VIEW_VALUE, r->path, item->place, (uint32_t)utf8_count(name),
			"site.yaml declares no type \"%.*s\"%.*s", STR_ARG(name), STR_ARG(diag_did_you_mean(r->arena, near.best)));
	}
}

static void read_each(struct reading *r, const struct value *value)
{
	struct view_path *each = &r->view->each;

	if (!view_read_path(r, value, each))
		return;
	const struct field *field = view_field(r, each);
	if (each->count == 1 && field->kind == FIELD_RECORD)
		return;
	view_wrong(r, value->place, each->text, "`each` names a field whose values are records");
	each->count = 0;
}

/* ---- sort, columns and the rest ---- */

static void read_sort(struct reading *r, const struct value *value)
{
	struct view *view = r->view;

	view->orders = arena_array(r->arena, struct view_order, count_of(value));
	for (size_t i = 0; i < count_of(value); i++) {
		const struct value *item = item_of(value, i);
		struct str text = view_text(r, item);
		struct view_order order = {.descending = str_starts(text, STR("-"))};
		struct place place = item->place;

		place.column += order.descending;
		if (text.len && view_read_path_text(r, str_from_index(text, order.descending), place, &order.path))
			view->orders[view->order_count++] = order;
	}
}

static void add_column(struct reading *r, struct view_column column)
{
	struct view *view = r->view;

	if (view->column_count == MOST_COLUMNS) {
		view_wrong(r, column.path.place, column.path.text, "a view has at most 200 columns");
		return;
	}
	view->columns = arena_grow(r->arena, view->columns, view->column_count, &r->column_capacity, sizeof(column));
	view->columns[view->column_count++] = column;
}

/* Where a column says who says so: a field of sources, or of records that name one. */
static void read_source(struct reading *r, const struct value *value, struct view_path *path)
{
	if (!view_read_path(r, value, path))
		return;
	const struct field *field = view_field(r, path);
	bool good = names_sources(field) || str_equal(field->name, STR("sources"));

	for (size_t i = 0; i < field->field_count; i++)
		good |= names_sources(&field->fields[i]);
	if (good)
		return;
	view_wrong(r, value->place, path->text, "`source` names a field of sources, or of records that name a source");
	path->count = 0;
}

static void report_column_key(struct reading *r, const struct member *member)
{
	static const struct str KEYS[] = {STR_INIT("field"), STR_INIT("label"), STR_INIT("source")};
	struct near near = near_to(member->key);

	for (size_t i = 0; i < COUNT_OF(KEYS); i++)
		if (str_equal(member->key, KEYS[i]))
			return;
	for (size_t i = 0; i < COUNT_OF(KEYS); i++)
		near_try(&near, KEYS[i]);
	diag_add_span(r->diags, DIAG_VIEW_KEY, r->path, member->place, (uint32_t)utf8_count(member->key),
		"a column has a field, a label and a source, no \"%.*s\"%.*s", STR_ARG(member->key),
		STR_ARG(diag_did_you_mean(r->arena, near.best)));
}

/* `title`, or {field: title, label: Case, source: by}. */
static void read_column(struct reading *r, const struct value *item, size_t set)
{
	struct view_column column = {.label = STR(""), .set = set};
	const struct value *field = item, *label = NULL, *source = NULL;

	if (item->kind == VALUE_MAP) {
		for (size_t i = 0; i < item->map.count; i++)
			report_column_key(r, &item->map.members[i]);
		field = value_get(item, STR("field"));
		label = value_get(item, STR("label"));
		source = value_get(item, STR("source"));
		if (!field) {
			view_wrong(r, item->place, STR(""), "a column needs its field: {field: title, label: Case}");
			return;
		}
	}
	if (is_text(label))
		column.label = label->text;
	else if (label)
		view_wrong(r, label->place, STR(""), "a label is a text");
	if (source)
		read_source(r, source, &column.source);
	if (view_read_path(r, field, &column.path))
		add_column(r, column);
}

static void read_columns(struct reading *r, const struct value *value)
{
	for (size_t i = 0; i < count_of(value); i++)
		read_column(r, item_of(value, i), 0);
}

/* Labels, each with the columns that come and go with it. */
static void read_sets(struct reading *r, const struct value *value)
{
	struct view *view = r->view;

	if (value->kind != VALUE_MAP || value->map.count > MOST_SETS) {
		view_wrong(r, value->place, STR(""),
			"`sets` is a mapping of at most eight labels to columns: Roles: [russian_role, chinese_role]");
		return;
	}
	if (!view->column_count) /* what a row goes by is always shown */
		add_column(r, (struct view_column){.path = TITLE, .label = STR("")});
	view->sets = arena_array(r->arena, struct str, value->map.count + 1);
	for (size_t i = 0; i < value->map.count; i++) {
		const struct member *member = &value->map.members[i];

		view->sets[view->set_count++] = member->key;
		for (size_t at = 0; at < count_of(member->value); at++)
			read_column(r, item_of(member->value, at), view->set_count);
	}
}

static void read_edges(struct reading *r, const struct value *value)
{
	struct view *view = r->view;

	view->edges = arena_array(r->arena, struct view_path, count_of(value));
	for (size_t i = 0; i < count_of(value); i++)
		if (view_read_path(r, item_of(value, i), &view->edges[view->edge_count]))
			view->edge_count++;
}

static void read_group(struct reading *r, const struct value *value)
{
	view_read_path(r, value, &r->view->group);
}

static void read_down(struct reading *r, const struct value *value)
{
	view_read_path(r, value, &r->view->down);
}

static void read_across(struct reading *r, const struct value *value)
{
	view_read_path(r, value, &r->view->across);
}

/* A path whose field has to be of one of two kinds. */
static void read_kind(struct reading *r, const struct value *value, struct view_path *path, enum field_kind kind,
	enum field_kind other, const char *why)
{
	if (!view_read_path(r, value, path))
		return;
	const struct field *field = view_field(r, path);
	if (field->kind == kind || field->kind == other)
		return;
	view_wrong(r, value->place, path->text, why);
	path->count = 0;
}

static void read_date(struct reading *r, const struct value *value)
{
	read_kind(r, value, &r->view->date, FIELD_DATE, FIELD_PERIOD, "`date` names a field of dates or periods");
}

static void read_at(struct reading *r, const struct value *value)
{
	read_kind(r, value, &r->view->at, FIELD_PLACE, FIELD_PLACE, "`place` names a field of places");
}

static void read_value(struct reading *r, const struct value *value)
{
	read_kind(
		r, value, &r->view->value, FIELD_QUANTITY, FIELD_NUMBER, "`value` names a field of numbers or quantities");
}

static void read_limit(struct reading *r, const struct value *value)
{
	uint64_t limit;

	if (is_text(value) && str_number(value->text, 100000, &limit) && limit)
		r->view->limit = (uint32_t)limit;
	else
		view_wrong(
			r, value->place, is_text(value) ? value->text : STR(""), "`limit` is a whole number from 1 to 100000");
}

static void read_id(struct reading *r, const struct value *value)
{
	struct str text = view_text(r, value);

	if (text.len && anchor_name(text))
		r->view->id = text;
	else if (text.len)
		view_wrong(r, value->place, text, "an id is made of letters, digits, \"-\", \"_\", \".\" and \":\"");
}

static void read_caption(struct reading *r, const struct value *value)
{
	r->view->caption = view_text(r, value);
}

static void read_note(struct reading *r, const struct value *value)
{
	r->view->note = view_text(r, value);
}

static void read_around(struct reading *r, const struct value *value)
{
	r->view->around = view_text(r, value);
	r->view->around_place = value->place;
}

static void read_land(struct reading *r, const struct value *value)
{
	r->view->land = view_text(r, value);
	r->view->land_place = value->place;
}

static void read_area(struct reading *r, const struct value *value)
{
	static const double MOST[4] = {180, 90, 180, 90};
	double *area = r->view->area;
	bool good = value->kind == VALUE_LIST && value->list.count == 4;

	for (size_t i = 0; good && i < 4; i++) {
		struct str text = is_text(value->list.items[i]) ? value->list.items[i]->text : STR("");
		char number[16] = "", *end = number;

		if (text.len < sizeof(number))
			memcpy(number, text.data, text.len);
		area[i] = strtod(number, &end);
		good = number[0] && !*end && area[i] >= -MOST[i] && area[i] <= MOST[i];
	}
	if (good && area[0] > area[2] && area[0] - area[2] > 60) /* across 180° */
		area[2] += 360;
	r->view->has_area = good && area[0] < area[2] && area[2] - area[0] <= 360 && area[1] < area[3];
	if (!r->view->has_area)
		view_wrong(r, value->place, STR(""), "`area` is [west, south, east, north] in degrees");
}

static const struct key {
	struct str name;
	unsigned kinds; /* bits of enum view_kind; 0 is all */
	void (*read)(struct reading *r, const struct value *value);
} KEYS[] = {
	/* in the order in which they are read: paths need `of`, and `each` */
	{STR_INIT("show"), 0, read_show},
	{STR_INIT("of"), 0, read_of},
	{STR_INIT("each"), 0, read_each},
	{STR_INIT("where"), 0, view_read_where},
	{STR_INIT("sort"), 0, read_sort},
	{STR_INIT("group"), 0, read_group},
	{STR_INIT("limit"), 0, read_limit},
	{STR_INIT("columns"), 0, read_columns},
	{STR_INIT("sets"), 1u << VIEW_TABLE | 1u << VIEW_MATRIX, read_sets},
	{STR_INIT("caption"), 0, read_caption},
	{STR_INIT("note"), 0, read_note},
	{STR_INIT("id"), 0, read_id},
	{STR_INIT("down"), 1u << VIEW_MATRIX, read_down},
	{STR_INIT("across"), 1u << VIEW_MATRIX, read_across},
	{STR_INIT("date"), 1u << VIEW_TIMELINE, read_date},
	{STR_INIT("place"), 1u << VIEW_MAP, read_at},
	{STR_INIT("land"), 1u << VIEW_MAP, read_land},
	{STR_INIT("area"), 1u << VIEW_MAP, read_area},
	{STR_INIT("edges"), 1u << VIEW_GRAPH, read_edges},
	{STR_INIT("around"), 1u << VIEW_GRAPH, read_around},
	{STR_INIT("value"), 1u << VIEW_BARS, read_value},
};

static void report_key(struct reading *r, const struct member *member)
{
	struct near near = near_to(member->key);

	for (size_t i = 0; i < COUNT_OF(KEYS); i++)
		near_try(&near, KEYS[i].name);
	diag_add_span(r->diags, DIAG_VIEW_KEY, r->path, member->place, (uint32_t)utf8_count(member->key),
		"a view has no key \"%.*s\"%.*s", STR_ARG(member->key), STR_ARG(diag_did_you_mean(r->arena, near.best)));
}

static void check_keys(struct reading *r, const struct value *root)
{
	for (size_t i = 0; i < root->map.count; i++) {
		const struct key *key = NULL;

		for (size_t at = 0; at < COUNT_OF(KEYS) && !key; at++)
			if (str_equal(KEYS[at].name, root->map.members[i].key))
				key = &KEYS[at];
		if (!key)
			report_key(r, &root->map.members[i]);
		else if (key->kinds && !r->view->broken && !(key->kinds & 1u << r->view->kind))
			diag_add_span(r->diags, DIAG_VIEW_KEY, r->path, root->map.members[i].place, (uint32_t)key->name.len,
				"`%.*s` says nothing to a %s", STR_ARG(key->name), view_kind_name(r->view->kind));
	}
}

/* What a kind cannot do without is looked for among the fields of its type when it is not given. */
static void choose_path(
	struct reading *r, struct view_path *path, enum field_kind kind, enum field_kind other, const char *why)
{
	if (path->count)
		return;
	for (size_t i = 0; i < r->view->of_count; i++) {
		const struct type *type = r->view->of[i];
		const struct field *each = r->view->each.count ? schema_field(type, r->view->each.steps[0]) : NULL;
		const struct field *fields = each ? each->fields : type->fields;

		for (size_t at = 0; at < (each ? each->field_count : type->field_count); at++)
			if (fields[at].kind == kind || fields[at].kind == other) {
				*path = (struct view_path){.text = fields[at].name, .steps = {fields[at].name}, .count = 1};
				return;
			}
	}
	r->view->broken = true;
	view_wrong(r, r->view->place, STR(""), why);
}

static void default_columns(struct reading *r)
{
	struct view *view = r->view;
	const struct view_path *paths[4];
	size_t count = 0;

	if (view->kind == VIEW_TIMELINE)
		paths[count++] = &view->date;
	paths[count++] = &TITLE;
	if (view->kind == VIEW_LIST || view->kind == VIEW_INDEX)
		paths[count++] = &SUMMARY;
	if (view->kind == VIEW_BARS) {
		paths[count++] = &view->value;
		paths[count++] = &SOURCES;
	}
	for (size_t i = 0; i < count; i++)
		add_column(r, (struct view_column){.path = *paths[i], .label = STR("")});
}

static void complete(struct reading *r)
{
	struct view *view = r->view;

	switch (view->kind) {
	case VIEW_TIMELINE:
		choose_path(r, &view->date, FIELD_PERIOD, FIELD_DATE, "a timeline needs a field of dates: `date: period`");
		break;
	case VIEW_MAP:
		choose_path(r, &view->at, FIELD_PLACE, FIELD_PLACE, "a map needs a field of places: `place: places`");
		break;
	case VIEW_BARS:
		choose_path(r, &view->value, FIELD_QUANTITY, FIELD_NUMBER, "bars need a field of numbers: `value: quantity`");
		break;
	case VIEW_MATRIX:
		if (!view->down.count != !view->across.count) {
			view->broken = true;
			view_wrong(r, view->place, STR(""), "a matrix has both `down` and `across`, or `columns`");
		}
		break;
	default: break;
	}
	if (!view->column_count)
		default_columns(r);
}

void parse_view(struct arena *arena, struct view *view, const struct config *config, const struct yaml_source *source,
	struct diags *diags)
{
	struct reading r = {arena, view, config, source->path, diags, 0, 0};
	size_t told = diags->count;
	const struct value *root = yaml_parse(arena, source, diags);

	view->place = (struct place){source->first_line, 1};
	view->broken = root->broken;
	if (root->kind != VALUE_MAP || view->broken) {
		if (!view->broken)
			view_wrong(&r, view->place, STR(""), "a view is a mapping: `show: list`, `of: term` …");
		view->broken = true;
		return;
	}
	if (!value_get(root, STR("show")) || !value_get(root, STR("of"))) {
		view_wrong(&r, view->place, STR(""), "a view needs `show` and `of`: show: list, of: term");
		view->broken = true;
	}
	for (size_t i = 0; i < COUNT_OF(KEYS); i++) {
		const struct value *value = value_get(root, KEYS[i].name);

		if (value && value->kind != VALUE_NULL)
			KEYS[i].read(&r, value);
	}
	check_keys(&r, root);
	view->doubtful = diags->count > told;
	view->broken |= !view->of_count;
	if (!view->broken)
		complete(&r);
}
