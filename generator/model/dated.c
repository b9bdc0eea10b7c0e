#include "model/dated.h"

#include "base/buf.h"

enum { WANTED_DATES = 1u << FIELD_DATE | 1u << FIELD_PERIOD, WANTED_PLACES = 1u << FIELD_PLACE };

const struct field *type_dating_field(const struct type *type)
{
	static const struct str MEANS[] = {STR_INIT("schema:temporalCoverage"), STR_INIT("schema:startDate")};
	static const enum field_kind KINDS[] = {FIELD_PERIOD, FIELD_DATE};

	for (size_t i = 0; i < COUNT_OF(MEANS); i++) {
		const struct field *field = schema_meaning(type, MEANS[i]);

		if (field && 1u << field->kind & WANTED_DATES)
			return field;
	}
	for (size_t kind = 0; kind < COUNT_OF(KINDS); kind++)
		for (size_t i = 0; i < type->field_count; i++)
			if (type->fields[i].kind == KINDS[kind])
				return &type->fields[i];
	return NULL;
}

struct search {
	const struct entry *entry;
	unsigned wanted;            /* bits of enum field_kind */
	const struct field *dating; /* the only field at the top that counts; NULL: all do */
	found_visit *visit;
	void *context;
	struct buf path;
	size_t number;
};

static bool in_records(struct search *search, const struct field *fields, size_t count, const struct field *within,
	const struct value *map);

static bool in_value(struct search *search, const struct field *field, const struct field *within,
	const struct value *record, const struct value *value)
{
	bool on = true;

	if (!value || value->kind == VALUE_NULL)
		return true;
	if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->list.count && on; i++)
			on = in_value(search, field, within, record, value->list.items[i]);
		return on;
	}
	if (field->kind == FIELD_RECORD)
		return in_records(search, field->fields, field->field_count, field, value);
	struct found found = {search->entry, field, value, record, within, buf_str(&search->path), ++search->number};
	return search->visit(search->context, &found);
}

static bool in_records(struct search *search, const struct field *fields, size_t count, const struct field *within,
	const struct value *map)
{
	size_t above = search->path.len;
	bool on = true;

	for (size_t i = 0; i < count && on; i++) {
		bool wanted = 1u << fields[i].kind & search->wanted &&
		              (within || !search->dating || &fields[i] == search->dating);

		if (!wanted && fields[i].kind != FIELD_RECORD)
			continue;
		buf_put(&search->path, above ? STR(".") : STR(""));
		buf_put(&search->path, fields[i].name);
		on = in_value(search, &fields[i], within, within ? map : NULL, value_get(map, fields[i].name));
		search->path.len = above;
	}
	return on;
}

static bool find(struct search *search)
{
	const struct type *type = search->entry->type;
	bool on = in_records(search, type->fields, type->field_count, NULL, search->entry->front);

	buf_release(&search->path);
	return on;
}

bool entry_dated(const struct entry *entry, found_visit *visit, void *context)
{
	struct search search = {.entry = entry, .wanted = WANTED_DATES, .visit = visit, .context = context};

	if (!entry->type || entry->type->role == ROLE_BIBLIOGRAPHY)
		return true;
	search.dating = type_dating_field(entry->type);
	return find(&search);
}

bool entry_places(const struct entry *entry, found_visit *visit, void *context)
{
	struct search search = {.entry = entry, .wanted = WANTED_PLACES, .visit = visit, .context = context};

	return !entry->type || find(&search);
}

static bool end_at_first(void *context, const struct found *found)
{
	(void)context;
	(void)found;
	return false;
}

bool site_has_dated(const struct site *site)
{
	for (size_t i = 0; i < site->entry_count; i++)
		if (!entry_dated(&site->entries[i], end_at_first, NULL))
			return true;
	return false;
}

bool site_has_places(const struct site *site)
{
	for (size_t i = 0; i < site->entry_count; i++)
		if (!entry_places(&site->entries[i], end_at_first, NULL))
			return true;
	return false;
}

struct str found_title(const struct found *found)
{
	for (size_t i = 0; found->record && i < found->within->field_count; i++) {
		const struct field *field = &found->within->fields[i];
		const struct value *value = value_get(found->record, field->name);

		if ((field->kind == FIELD_TEXT || field->kind == FIELD_MARKDOWN) && value && value->kind == VALUE_TEXT)
			return value->text;
	}
	return found->entry->title;
}
