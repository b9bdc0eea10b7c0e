#include "model/people.h"

#include "base/arena.h"
#include "model/view_path.h"

static struct str member_text(const struct value *map, struct str key)
{
	const struct value *value = value_get(map, key);

	return value && value->kind == VALUE_TEXT ? str_trim(value->text) : STR("");
}

/* A record's part goes by its usual name or by what site.yaml says it means. */
static struct str part(const struct field *field, const struct value *record, struct str means, struct str name)
{
	for (size_t i = 0; i < field->field_count; i++)
		if (str_equal(field->fields[i].means, means))
			return member_text(record, field->fields[i].name);
	return member_text(record, name);
}

static struct person person_of_text(struct str text)
{
	size_t comma = str_find_char(text, ',', 0);

	/* "Family, Given"; without a comma nobody can tell Jane Smith from the United Nations */
	if (comma == text.len)
		return (struct person){.family = text};
	return (struct person){str_trim(str_slice(text, 0, comma)), str_trim(str_from_index(text, comma + 1))};
}

static struct person person_of_record(const struct field *field, const struct value *record)
{
	struct person person = {
		part(field, record, STR("csl:family"), STR("family")), part(field, record, STR("csl:given"), STR("given"))};

	if (!person.family.len)
		person.family = part(field, record, STR("csl:literal"), STR("name"));
	if (!person.family.len)
		person.family = member_text(record, STR("literal"));
	if (!person.family.len) {
		person.family = person.given;
		person.given = STR("");
	}
	return person;
}

static struct person person_of(const struct entry *entry, const struct field *field, const struct value *value)
{
	const struct entry *target = field->kind == FIELD_REF ? entry_ref_target(entry, field, value) : NULL;

	if (target)
		return person_of_text(target->title);
	if (value->kind == VALUE_MAP)
		return person_of_record(field, value);
	return value->kind == VALUE_TEXT ? person_of_text(str_trim(value->text)) : (struct person){0};
}

size_t people_of(struct arena *arena, const struct field *field, const struct entry *entry, struct person **people)
{
	const struct value *value = field ? value_get(entry->front, field->name) : NULL;
	size_t most = !value ? 0 : value->kind == VALUE_LIST ? value->list.count : 1, count = 0;

	*people = arena_array(arena, struct person, most);
	for (size_t i = 0; i < most; i++) {
		struct person person = person_of(entry, field, value->kind == VALUE_LIST ? value->list.items[i] : value);

		if (person.family.len)
			(*people)[count++] = person;
	}
	return count;
}
