#include <stdlib.h>

#include "base/arena.h"
#include "export/handbook.h"
#include "model/view_path.h"

/* ---- order ---- */

static int by_name(const void *left, const void *right)
{
	return str_compare((*(const struct field *const *)left)->name, (*(const struct field *const *)right)->name);
}

/* Fields in the order of the alphabet. */
static const struct field **fields_by_name(struct arena *arena, const struct field *fields, size_t count)
{
	const struct field **sorted = arena_array(arena, const struct field *, count);

	for (size_t i = 0; i < count; i++)
		sorted[i] = &fields[i];
	if (count)
		qsort(sorted, count, sizeof(const struct field *), by_name);
	return sorted;
}

/* ---- values ---- */

static void put_record(struct handbook_writing *w, const struct entry *entry, const struct field *fields, size_t count,
	const struct value *map);

static void put_time(struct handbook_writing *w, struct str text)
{
	struct json_stream *json = &w->json;
	struct period period = {0};
	struct export_days days = {STR(""), STR("")};

	if (edtf_period(text, &period))
		days = export_days(&w->e->scratch, &period);
	json_open(json, '{');
	json_key(json, STR("approximate"));
	json_bool(json, period.from.approximate || period.to.approximate);
	json_member(json, STR("edtf"), text);
	json_key(json, STR("from"));
	json_text_or_null(json, days.from);
	json_key(json, STR("to"));
	json_text_or_null(json, days.to);
	json_key(json, STR("uncertain"));
	json_bool(json, period.from.uncertain || period.to.uncertain);
	json_close(json, '}');
}

/* A map of known parts, in the order of the alphabet. */
static void put_parts(struct handbook_writing *w, const struct value *map, const char *const *names, size_t count)
{
	json_open(&w->json, '{');
	for (size_t i = 0; i < count; i++) {
		const struct value *part = value_get(map, str_from(names[i]));

		if (!part || part->kind == VALUE_NULL)
			continue;
		json_key(&w->json, str_from(names[i]));
		json_tree(&w->json, part);
	}
	json_close(&w->json, '}');
}

/* False when there is nothing to say: a reference to a draft. */
static bool put_one(
	struct handbook_writing *w, const struct entry *entry, const struct field *field, const struct value *value)
{
	static const char *const PLACE[] = {"lat", "lon", "name", "role"};
	static const char *const QUANTITY[] = {"qualifier", "unit", "value"};
	const struct entry *target;

	switch (field->kind) {
	case FIELD_REF:
		target = entry_ref_target(entry, field, value);
		if (target)
			json_text(&w->json, target->id);
		return target != NULL;
	case FIELD_DATE:
	case FIELD_PERIOD: put_time(w, value_scalar(&w->e->scratch, value)); break;
	case FIELD_PLACE: put_parts(w, value, PLACE, COUNT_OF(PLACE)); break;
	case FIELD_QUANTITY: put_parts(w, value, QUANTITY, COUNT_OF(QUANTITY)); break;
	case FIELD_RECORD: put_record(w, entry, field->fields, field->field_count, value); break;
	default: json_tree(&w->json, value);
	}
	return true;
}

static bool leads_somewhere(const struct entry *entry, const struct field *field, const struct value *value)
{
	return field->kind != FIELD_REF || entry_ref_target(entry, field, value);
}

static void put_value(
	struct handbook_writing *w, const struct entry *entry, const struct field *field, const struct value *value)
{
	const struct value *const *items;
	size_t count = value_items(value, &items);

	if (value->kind != VALUE_LIST) {
		if (!leads_somewhere(entry, field, value))
			return;
		json_key(&w->json, field->name);
		put_one(w, entry, field, value);
		return;
	}
	json_key(&w->json, field->name);
	json_open(&w->json, '[');
	for (size_t i = 0; i < count; i++)
		if (items[i]->kind != VALUE_NULL)
			put_one(w, entry, field, items[i]);
	json_close(&w->json, ']');
}

/* The inverse of another field: who refers to the entry by it, each once. */
static void put_inverse(struct handbook_writing *w, const struct entry *entry, const struct field *field)
{
	struct edges edges = site_edges_to(w->e->site, entry);
	bool any = false;

	for (size_t i = 0; i < edges.count; i++) {
		const struct edge *edge = &edges.items[i];

		if (edge->field->inverse != field && edge->field != field->inverse)
			continue;
		if (i && edge[-1].from == edge->from && edge[-1].field == edge->field)
			continue;
		if (!any) {
			json_key(&w->json, field->name);
			json_open(&w->json, '[');
		}
		any = true;
		json_text(&w->json, w->e->site->entries[edge->from].id);
	}
	if (any)
		json_close(&w->json, ']');
}

static void put_record(struct handbook_writing *w, const struct entry *entry, const struct field *fields, size_t count,
	const struct value *map)
{
	const struct field **sorted = fields_by_name(&w->e->scratch, fields, count);

	json_open(&w->json, '{');
	for (size_t i = 0; i < count; i++) {
		const struct value *value = value_get(map, sorted[i]->name);

		if (sorted[i]->computed)
			put_inverse(w, entry, sorted[i]);
		else if (value && value->kind != VALUE_NULL)
			put_value(w, entry, sorted[i], value);
	}
	json_close(&w->json, '}');
}

void put_fields(struct handbook_writing *w, const struct entry *entry)
{
	const struct type *type = entry->type;

	put_record(w, entry, type ? type->fields : NULL, type ? type->field_count : 0, entry->front);
}

/* ---- fields as they are declared ---- */

static void put_field_declared(struct json_stream *json, const struct field *field)
{
	json_open(json, '{');
	if (field->choice_count) {
		json_key(json, STR("choices"));
		json_open(json, '[');
		for (size_t i = 0; i < field->choice_count; i++)
			json_text(json, field->choices[i]);
		json_close(json, ']');
	}
	json_key(json, STR("computed"));
	json_bool(json, field->computed);
	if (field->kind == FIELD_RECORD) {
		json_key(json, STR("fields"));
		put_field_list(json, field->fields, field->field_count);
	}
	json_member_if(json, STR("inverse"), field->inverse ? field->inverse->name : STR(""));
	json_member(json, STR("kind"), str_from(field_kind_name(field->kind)));
	json_member(json, STR("label"), field->label);
	json_key(json, STR("many"));
	json_bool(json, field->many || field->kind == FIELD_TAGS);
	json_member_if(json, STR("means"), field->means);
	json_member(json, STR("name"), field->name);
	json_key(json, STR("required"));
	json_bool(json, field->required);
	if (field->to_count) {
		json_key(json, STR("to"));
		json_open(json, '[');
		for (size_t i = 0; i < field->to_count; i++)
			json_text(json, field->to[i]->name);
		json_close(json, ']');
	}
	json_close(json, '}');
}

void put_field_list(struct json_stream *json, const struct field *fields, size_t count)
{
	json_open(json, '[');
	for (size_t i = 0; i < count; i++)
		put_field_declared(json, &fields[i]);
	json_close(json, ']');
}

/* ---- what their values may be ---- */

static const char *const VALUE_SCHEMAS[] = {
	[FIELD_TEXT] = "{\"type\":\"string\"}",
	[FIELD_MARKDOWN] = "{\"type\":\"string\"}",
	[FIELD_NUMBER] = "{\"type\":\"number\"}",
	[FIELD_BOOLEAN] = "{\"type\":\"boolean\"}",
	[FIELD_URL] = "{\"type\":\"string\",\"format\":\"uri\"}",
	[FIELD_TAGS] = "{\"type\":\"string\"}",
	[FIELD_PLACE] = "{\"$ref\":\"#/$defs/place\"}",
	[FIELD_REF] = "{\"$ref\":\"#/$defs/entry-id\"}",
	[FIELD_QUANTITY] = "{\"$ref\":\"#/$defs/quantity\"}",
	[FIELD_DATE] = "{\"$ref\":\"#/$defs/time\"}",
	[FIELD_PERIOD] = "{\"$ref\":\"#/$defs/time\"}",
};

static void put_map_schema(
	struct json_stream *json, const struct config *config, const struct field *fields, size_t count);

static void put_one_schema(struct json_stream *json, const struct config *config, const struct field *field)
{
	if (field->kind == FIELD_RECORD) {
		put_map_schema(json, config, field->fields, field->field_count);
	} else if (field->kind == FIELD_CHOICE) {
		json_open(json, '{');
		json_key(json, STR("enum"));
		json_open(json, '[');
		for (size_t i = 0; i < field->choice_count; i++)
			json_text(json, field->choices[i]);
		json_close(json, ']');
		json_close(json, '}');
	} else {
		json_raw(json, str_from(VALUE_SCHEMAS[field->kind]));
	}
}

static void put_field_schema(struct json_stream *json, const struct config *config, const struct field *field)
{
	bool list = field->many || field->computed || field->kind == FIELD_TAGS;

	if (list) {
		json_open(json, '{');
		json_member(json, STR("type"), STR("array"));
		json_key(json, STR("items"));
	}
	put_one_schema(json, config, field);
	if (list)
		json_close(json, '}');
}

/* A handbook may let what is missing pass; and what refers to a draft is left out. */
static bool is_sure(const struct config *config, const struct field *field)
{
	return field->required && !field->computed && field->kind != FIELD_REF &&
	       config->rules[DIAG_FIELD_REQUIRED] == SEVERITY_ERROR;
}

static void put_map_schema(
	struct json_stream *json, const struct config *config, const struct field *fields, size_t count)
{
	json_open(json, '{');
	json_member(json, STR("type"), STR("object"));
	json_key(json, STR("properties"));
	json_open(json, '{');
	for (size_t i = 0; i < count; i++) {
		json_key(json, fields[i].name);
		put_field_schema(json, config, &fields[i]);
	}
	json_close(json, '}');
	json_key(json, STR("required"));
	json_open(json, '[');
	for (size_t i = 0; i < count; i++)
		if (is_sure(config, &fields[i]))
			json_text(json, fields[i].name);
	json_close(json, ']');
	json_key(json, STR("additionalProperties"));
	json_bool(json, false);
	json_close(json, '}');
}

void put_fields_schema(struct json_stream *json, const struct config *config, const struct type *type)
{
	put_map_schema(json, config, type ? type->fields : NULL, type ? type->field_count : 0);
}
