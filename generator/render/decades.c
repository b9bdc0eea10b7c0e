/* A long list in the order of dates has a heading for each decade. One that is short, or so sparse that its headings would
 * be as many as its items, has none; nor one in which a decade would come twice, or that reaches before the common era,
 * where nobody counts in decades. */
#include "render/decades.h"

#include "base/arena.h"

enum { FEWEST = 12, UNDATED = INT32_MAX };

const struct field *order_field(const struct type *type)
{
	for (size_t i = 0; i < type->field_count; i++)
		if ((type->fields[i].kind == FIELD_PERIOD || type->fields[i].kind == FIELD_DATE) && !type->fields[i].many)
			return &type->fields[i];
	return NULL;
}

int32_t decade_of(const struct value *value)
{
	struct period period;

	if (!value || value->kind != VALUE_TEXT || !edtf_period(value->text, &period))
		return UNDATED;
	const struct date *date = period.from.precision == DATE_NONE ? &period.to : &period.from;
	if (date->precision == DATE_NONE)
		return UNDATED;
	return date->year < 0 ? -1 : date->year - date->year % 10;
}

static size_t run_of(const int32_t *decades, size_t at, size_t count)
{
	size_t end = at;

	while (end < count && decades[end] == decades[at])
		end++;
	return end - at;
}

static bool are_divided(const int32_t *decades, size_t count)
{
	size_t runs = 0;

	for (size_t at = 0; at < count; at += run_of(decades, at, count)) {
		if (decades[at] < 0 || ++runs * 2 > count)
			return false;
		for (size_t i = 0; i < at; i += run_of(decades, i, count))
			if (decades[i] == decades[at])
				return false;
	}
	return count >= FEWEST && runs > 1;
}

static struct value *decade_value(struct making *m, int32_t decade, struct str id)
{
	struct value *map = making_map(m, SHAPE_DECADE);
	const struct date date = {.year = decade, .precision = DATE_DECADE};
	struct buf *title = &m->worker->text;

	id = decade == UNDATED ? str_join(m->arena, id, STR("-undated"))
	                       : str_format(m->arena, "%.*s-%d", STR_ARG(id), (int)decade);
	buf_reset(title);
	if (decade != UNDATED)
		date_text(title, m->language, &date);
	shape_set(map, DECADE_TITLE, making_text(m, str_copy(m->arena, buf_str(title))));
	shape_set(map, DECADE_ID, making_text(m, id));
	shape_set(map, DECADE_URL, making_text(m, str_join(m->arena, STR("#"), id)));
	return map;
}

const struct value *decades_value(
	struct making *m, const struct value *items, const int32_t *decades, unsigned member, struct str id)
{
	struct value *list = value_list(m->arena);
	size_t count = items->list.count, run;

	if (!are_divided(decades, count))
		return list;
	for (size_t at = 0; at < count; at += run) {
		struct value *map = decade_value(m, decades[at], id), *members;

		run = run_of(decades, at, count);
		members = making_list(m, run);
		for (size_t i = 0; i < run; i++)
			list_add(members, items->list.items[at + i]);
		shape_set(map, member, members);
		value_push(m->arena, list, map);
	}
	return list;
}
