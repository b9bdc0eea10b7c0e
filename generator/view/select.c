/* Which rows a view has, in which order, under which headings. Each key of a sort is made once for each row, so that
 * comparing is cheap. */
#include <stdlib.h>

#include "base/fold.h"
#include "model/edtf.h"
#include "view/computing.h"

enum { MOST_VALUES = 5000000 }; /* about a second */

/* The field that `each` names, for an entry. */
static const struct field *each_field(const struct computing *c, const struct entry *entry)
{
	return c->view->each.count && entry->type ? schema_field(entry->type, c->view->each.steps[0]) : NULL;
}

static struct view_values look(
	const struct computing *c, struct arena *arena, const struct view_row *row, const struct view_path *path)
{
	struct effort *effort = c->effort;
	struct view_values values = {0};

	if (!effort->exhausted)
		values = view_values(arena, c->site, row->entry, each_field(c, row->entry), row->record, path);
	effort->values += values.count + 1;
	effort->exhausted |= values.too_many || effort->values > MOST_VALUES;
	return values;
}

static struct view_values row_values(
	const struct computing *c, const struct view_row *row, const struct view_path *path)
{
	return look(c, c->arena, row, path);
}

struct view_values row_values_now(const struct computing *c, const struct view_row *row, const struct view_path *path)
{
	return look(c, c->scratch, row, path);
}

/* A record goes by its first text, or by the first entry that it names. */
struct str row_title(const struct computing *c, const struct view_row *row)
{
	const struct field *each = each_field(c, row->entry);

	for (size_t i = 0; row->record && each && i < each->field_count; i++) {
		const struct value *value = value_get(row->record, each->fields[i].name);
		struct view_value item = {.owner = row->entry, .field = &each->fields[i], .value = value};

		if (!value || value_is_empty(value) || value->kind == VALUE_LIST)
			continue;
		if (each->fields[i].kind == FIELD_REF)
			item.target = entry_ref_target(row->entry, &each->fields[i], value);
		if (each->fields[i].kind == FIELD_TEXT || item.target)
			return view_value_text(c->arena, &item);
	}
	return row->entry->title;
}

/* ---- keys ---- */

enum key_kind { KEY_NUMBER, KEY_TEXT, KEY_NONE }; /* what has no value comes last */

struct key {
	enum key_kind kind;
	double number;
	struct str text;
};

static struct key number_key(double number)
{
	return (struct key){.kind = KEY_NUMBER, .number = number};
}

static struct key choice_key(const struct field *field, struct str text)
{
	for (size_t i = 0; i < field->choice_count; i++)
		if (str_equal(field->choices[i], text))
			return number_key((double)i);
	return number_key((double)field->choice_count);
}

static struct key key_of(struct arena *arena, const struct view_value *value)
{
	struct period period;
	struct str text = view_value_text(arena, value);

	switch (value->field->kind) {
	case FIELD_NUMBER:
	case FIELD_QUANTITY: return number_key(number_of(value->value));
	case FIELD_BOOLEAN: return number_key(value->value && value->value->kind == VALUE_BOOL && value->value->boolean);
	case FIELD_CHOICE: return choice_key(value->field, text);
	case FIELD_DATE:
	case FIELD_PERIOD:
		if (edtf_period(text, &period)) {
			if (period.from.precision == DATE_NONE)
				return number_key((double)edtf_last_day(&period.to));
			return number_key((double)edtf_first_day(&period.from) + (period.interval ? 0.5 : 0));
		}
		break;
	default: break;
	}
	return (struct key){.kind = KEY_TEXT, .text = fold_sort_key_copy(arena, text)};
}

static int compare_keys(const struct key *a, const struct key *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->kind == KEY_NUMBER)
		return (a->number > b->number) - (a->number < b->number);
	return a->kind == KEY_TEXT ? str_compare_natural(a->text, b->text) : 0;
}

/* ---- rows ---- */

struct rows {
	struct view_row *items;
	size_t count, capacity;
};

static void add_row(const struct computing *c, struct rows *rows, struct view_row row)
{
	if (!row_passes(c, &row))
		return;
	rows->items = arena_grow(c->scratch, rows->items, rows->count, &rows->capacity, sizeof(row));
	rows->items[rows->count++] = row;
}

static void add_entry(const struct computing *c, struct rows *rows, const struct entry *entry)
{
	const struct field *each = each_field(c, entry);
	const struct value *records = each ? value_get(entry->front, each->name) : NULL;

	if (!c->view->each.count) {
		add_row(c, rows, (struct view_row){.entry = entry});
		return;
	}
	if (records && records->kind == VALUE_MAP)
		add_row(c, rows, (struct view_row){.entry = entry, .record = records});
	for (size_t i = 0; records && records->kind == VALUE_LIST && i < records->list.count; i++)
		if (records->list.items[i]->kind == VALUE_MAP)
			add_row(c, rows, (struct view_row){.entry = entry, .record = records->list.items[i]});
}

static struct rows find_rows(const struct computing *c)
{
	struct rows rows = {0};

	for (size_t i = 0; i < c->site->entry_count; i++) {
		const struct entry *entry = &c->site->entries[i];
		bool of = false;

		for (size_t at = 0; at < c->view->of_count; at++)
			of |= entry->type == c->view->of[at];
		if (of && !entry->type_index)
			add_entry(c, &rows, entry);
	}
	return rows;
}

/* ---- order ---- */

struct sorted {
	struct view_row row;
	const struct view_order *orders;
	const struct key *keys;
	size_t key_count, place;
};

static int compare_rows(const void *left, const void *right)
{
	const struct sorted *a = left, *b = right;

	for (size_t i = 0; i < a->key_count; i++) {
		int order = compare_keys(&a->keys[i], &b->keys[i]);

		if (order && a->orders[i].descending && a->keys[i].kind != KEY_NONE && b->keys[i].kind != KEY_NONE)
			order = -order;
		if (order)
			return order;
	}
	return (a->place > b->place) - (a->place < b->place);
}

static void sort_rows(const struct computing *c, struct rows *rows)
{
	const struct view_order by_title = {.path = {.steps = {STR("title")}, .count = 1}};
	const struct view_order by_date = {.path = c->view->date};
	const struct view_order *orders = c->view->orders;
	size_t count = c->view->order_count;
	struct sorted *sorted = arena_array(c->scratch, struct sorted, rows->count + 1);

	if (!count && !c->view->each.count) {
		orders = c->view->kind == VIEW_TIMELINE ? &by_date : &by_title;
		count = 1;
	}
	for (size_t i = 0; i < rows->count; i++) {
		struct key *keys = arena_array(c->scratch, struct key, count + 1);

		for (size_t at = 0; at < count; at++) {
			struct view_values values = row_values_now(c, &rows->items[i], &orders[at].path);

			keys[at] = values.count ? key_of(c->scratch, &values.items[0]) : (struct key){.kind = KEY_NONE};
		}
		sorted[i] = (struct sorted){rows->items[i], orders, keys, count, i};
	}
	qsort(sorted, rows->count, sizeof(*sorted), compare_rows);
	for (size_t i = 0; i < rows->count; i++)
		rows->items[i] = sorted[i].row;
}

/* ---- groups ---- */

struct member_of {
	struct key key;
	struct str title;
	const struct entry *entry;
	const struct view_row *row;
	size_t place;
};

static int compare_members(const void *left, const void *right)
{
	const struct member_of *a = left, *b = right;
	int order = compare_keys(&a->key, &b->key);

	if (!order)
		order = str_compare(a->title, b->title);
	return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Records stand in an order that their author chose: headings taken from their texts keep it, unless the view sorts. */
static bool keeps_order(const struct computing *c, const struct view_value *value)
{
	return c->view->each.count && !c->view->order_count && value->field->kind == FIELD_TEXT && !value->title;
}

static struct key first_use(struct map *firsts, struct str title, size_t place)
{
	uintptr_t first = (uintptr_t)map_get(firsts, title);

	if (!first)
		map_set(firsts, title, (void *)(first = place + 1));
	return number_key((double)first);
}

static struct member_of *find_members(
	const struct computing *c, const struct view_path *path, const struct view_row *rows, size_t count, size_t *found)
{
	struct member_of *members = NULL;
	struct map firsts = {0};
	size_t capacity = 0;

	*found = 0;
	for (size_t i = 0; i < count; i++) {
		struct view_values values = row_values(c, &rows[i], path);

		for (size_t at = 0; at < values.count || at == 0; at++) {
			struct member_of member = {.key = {.kind = KEY_NONE}, .title = STR(""), .row = &rows[i], .place = i};

			if (values.count) {
				member.key = key_of(c->scratch, &values.items[at]);
				member.title = view_value_text(c->arena, &values.items[at]);
				if (values.items[at].value)
					member.title = field_choice_words(values.items[at].field, member.title);
				if (keeps_order(c, &values.items[at]))
					member.key = first_use(&firsts, member.title, i);
				member.entry = values.items[at].title ? values.items[at].owner : values.items[at].target;
			}
			members = arena_grow(c->scratch, members, *found, &capacity, sizeof(member));
			members[(*found)++] = member;
		}
	}
	map_release(&firsts);
	if (*found)
		qsort(members, *found, sizeof(*members), compare_members);
	return members;
}

struct view_group *view_groups(
	struct computing *c, const struct view_path *path, struct view_row *rows, size_t count, size_t *group_count)
{
	size_t found, first = 0, made = 0;
	struct view_group *groups = arena_new(c->arena, struct view_group);

	*group_count = count > 0;
	groups[0] = (struct view_group){.title = STR(""), .rows = rows, .count = count};
	if (!path->count)
		return groups;
	struct member_of *members = find_members(c, path, rows, count, &found);
	struct view_row *all = arena_array(c->arena, struct view_row, found + 1);
	groups = arena_array(c->arena, struct view_group, found + 1);
	for (size_t i = 0; i < found; i++) {
		if (!i || !str_equal(members[i].title, members[first].title) || members[i].entry != members[first].entry) {
			first = i;
			groups[made++] = (struct view_group){.title = members[i].title, .entry = members[i].entry, .rows = &all[i]};
		} else if (groups[made - 1].rows[groups[made - 1].count - 1].index == members[i].row->index) {
			continue; /* the same value twice */
		}
		groups[made - 1].rows[groups[made - 1].count++] = *members[i].row;
	}
	*group_count = made;
	return groups;
}

struct view_row *all_rows(struct computing *c)
{
	const struct view_result *result = &c->view->result;
	struct view_row *all = arena_array(c->arena, struct view_row, result->count + 1);

	for (size_t i = 0; i < result->group_count; i++)
		for (size_t at = 0; at < result->groups[i].count; at++)
			all[result->groups[i].rows[at].index] = result->groups[i].rows[at];
	return all;
}

/* Columns are shown by render/, which has nobody to tell: those that lead through others are tried here. */
static void try_columns(const struct computing *c, const struct view_row *rows, size_t count)
{
	for (size_t i = 0; i < c->view->column_count; i++) {
		const struct view_column *column = &c->view->columns[i];

		for (size_t at = 0; at < count && !c->effort->exhausted; at++) {
			if (column->path.count > 1)
				row_values_now(c, &rows[at], &column->path);
			if (column->source.count > 1)
				row_values_now(c, &rows[at], &column->source);
		}
	}
}

void view_select(struct computing *c)
{
	struct view_result *result = &c->view->result;
	struct view_row *kept;

	check_conditions(c);
	struct rows rows = find_rows(c);
	sort_rows(c, &rows);
	if (c->view->limit && rows.count > c->view->limit)
		rows.count = c->view->limit;
	kept = arena_array(c->arena, struct view_row, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		kept[i] = rows.items[i];
		kept[i].index = i;
	}
	try_columns(c, kept, rows.count);
	result->count = rows.count;
	result->groups = view_groups(
		c, c->view->down.count ? &c->view->down : &c->view->group, kept, rows.count, &result->group_count);
}
