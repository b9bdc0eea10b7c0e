#include "parse/schema_fields.h"

#include "model/meanings.h"
#include "parse/fields.h"

enum { MOST_CHARACTERS = 1000000 };

void schema_complain(const struct settings *settings, struct place place, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	struct str message = str_vformat(&settings->diags->text, format, arguments);
	va_end(arguments);
	diag_add(settings->diags, DIAG_SITE_TYPE, settings->path, place, "%.*s", STR_ARG(message));
}

/* ---- labels ---- */

/* "Use of force" for use_of_force. */
struct str label_from_name(struct arena *arena, struct str name)
{
	char *label = arena_bytes(arena, name.len);

	for (size_t i = 0; i < name.len; i++)
		label[i] = name.data[i] == '_' ? ' ' : name.data[i];
	if (name.len && label[0] >= 'a' && label[0] <= 'z')
		label[0] = (char)(label[0] - 'a' + 'A');
	return (struct str){label, name.len};
}

static const struct setting_key LABEL_KEYS[] = {
	{STR_INIT("one"), setting_text, offsetof(struct schema_label, one)},
	{STR_INIT("many"), setting_text, offsetof(struct schema_label, many)},
};

struct schema_label read_schema_label(const struct settings *settings, const struct member *member)
{
	struct schema_label label = {0};

	if (member->value->kind == VALUE_MAP)
		settings_read(settings, member, "a label", LABEL_KEYS, COUNT_OF(LABEL_KEYS), &label);
	else
		setting_text(settings, member, &label.one);
	return label;
}

/* ---- keys of a field ---- */

static void read_field_label(const struct settings *settings, const struct member *member, void *target)
{
	*(struct str *)target = read_schema_label(settings, member).one;
}

static void read_max(const struct settings *settings, const struct member *member, void *target)
{
	uint64_t most = 0;

	if (setting_number(settings, member, 1, MOST_CHARACTERS, &most))
		*(uint32_t *)target = (uint32_t)most;
}

/* {en: English, ru: Russian}: what is written, and what readers see. */
static void read_choice_map(const struct settings *settings, const struct member *member, struct field *field)
{
	size_t count = member->value->map.count;

	field->choices = arena_array(settings->arena, struct str, count);
	field->choice_words = arena_array(settings->arena, struct str, count);
	for (size_t i = 0; i < count; i++) {
		const struct member *choice = &member->value->map.members[i];

		field->choice_words[field->choice_count] = choice->key;
		setting_text(settings, choice, &field->choice_words[field->choice_count]);
		field->choices[field->choice_count++] = choice->key;
	}
}

static void read_choices(const struct settings *settings, const struct member *member, void *target)
{
	struct field *field = target;
	const struct value *const *items;
	size_t count = setting_items(member, &items);
	struct map seen = {0};

	if (member->value->kind == VALUE_MAP) {
		read_choice_map(settings, member, field);
		return;
	}
	field->choices = arena_array(settings->arena, struct str, count);
	for (size_t i = 0; i < count; i++) {
		struct str choice;

		if (!setting_item_text(settings, member, items[i], &choice))
			continue;
		if (map_set(&seen, choice, field))
			diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, items[i]->place,
				"the choice \"%.*s\" stands here twice", STR_ARG(diag_shown(&settings->diags->text, choice)));
		else
			field->choices[field->choice_count++] = choice;
	}
	map_release(&seen);
}

/* Read once the kind is known, by read_field. */
static void read_later(const struct settings *settings, const struct member *member, void *target)
{
	(void)settings, (void)member, (void)target;
}

static const struct setting_key FIELD_KEYS[] = {
	{STR_INIT("type"), read_later, 0},
	{STR_INIT("required"), setting_boolean, offsetof(struct field, required)},
	{STR_INIT("many"), setting_boolean, offsetof(struct field, many)},
	{STR_INIT("hidden"), setting_boolean, offsetof(struct field, hidden)},
	{STR_INIT("label"), read_field_label, offsetof(struct field, label)},
	{STR_INIT("means"), setting_text, offsetof(struct field, means)},
	{STR_INIT("max"), read_max, offsetof(struct field, max)},
	{STR_INIT("of"), read_choices, 0},
	{STR_INIT("to"), read_later, 0},
	{STR_INIT("inverse"), read_later, 0},
	{STR_INIT("symmetric"), setting_boolean, offsetof(struct field, symmetric)},
	{STR_INIT("acyclic"), setting_boolean, offsetof(struct field, acyclic)},
	{STR_INIT("fields"), read_later, 0},
};

/* Keys that belong to fields of certain kinds only, and whether those need them. */
struct kind_key {
	struct str name;
	enum field_kind kinds[2];
	bool needed;
};

static const struct kind_key KIND_KEYS[] = {
	{STR_INIT("of"), {FIELD_CHOICE, FIELD_CHOICE}, true},
	{STR_INIT("to"), {FIELD_REF, FIELD_REF}, true},
	{STR_INIT("fields"), {FIELD_RECORD, FIELD_RECORD}, true},
	{STR_INIT("max"), {FIELD_TEXT, FIELD_MARKDOWN}, false},
	{STR_INIT("inverse"), {FIELD_REF, FIELD_REF}, false},
	{STR_INIT("symmetric"), {FIELD_REF, FIELD_REF}, false},
	{STR_INIT("acyclic"), {FIELD_REF, FIELD_REF}, false},
};

static void check_kind_keys(const struct settings *settings, const struct field *field, const struct value *value)
{
	const char *kind = field_kind_name(field->kind);

	for (size_t i = 0; i < COUNT_OF(KIND_KEYS); i++) {
		const struct kind_key *key = &KIND_KEYS[i];
		const struct member *member = value_member(value, key->name);
		bool fits = field->kind == key->kinds[0] || field->kind == key->kinds[1];

		if (member && !fits)
			schema_complain(
				settings, member->place, "\"%.*s\" has no use in a field of the type %s", STR_ARG(key->name), kind);
		else if (fits && key->needed && (!member || value_blank(member->value)))
			schema_complain(settings, field->place, "the field \"%.*s\" of the type %s needs `%.*s`",
				STR_ARG(field->name), kind, STR_ARG(key->name));
	}
}

static bool read_kind(const struct settings *settings, struct field *field, const struct member *member)
{
	struct str names[FIELD_PERIOD + 1];
	size_t kind;

	for (size_t i = 0; i < COUNT_OF(names); i++)
		names[i] = str_from(field_kind_name((enum field_kind)i));
	if (!setting_choice(settings, member, names, COUNT_OF(names), &kind))
		return false;
	field->kind = (enum field_kind)kind;
	return true;
}

static void check_meaning(const struct settings *settings, const struct field *field, const struct value *value)
{
	const struct member *member = value_member(value, STR("means"));
	struct str best;

	if (field->means.len == 0)
		return;
	switch (meaning_check(field->means, field->kind, &best)) {
	case MEANING_FITS: break;
	case MEANING_KIND:
		schema_complain(settings, member->value->place, "a field of the type %s cannot mean \"%.*s\"",
			field_kind_name(field->kind), STR_ARG(field->means));
		break;
	case MEANING_UNKNOWN:
		diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, member->value->place,
			"\"means\" takes a word of skos:, csl: or schema:, not \"%.*s\"%.*s",
			STR_ARG(diag_shown(&settings->diags->text, field->means)),
			STR_ARG(diag_did_you_mean(&settings->diags->text, best)));
	}
}

/* What `to`, `inverse` and `fields` say, once it is known that they may stand here. */
static void read_kind_keys(const struct settings *settings, struct field *field, const struct value *value)
{
	struct schema_reader *reader = settings->context;
	const struct member *to = value_member(value, STR("to")), *inverse = value_member(value, STR("inverse"));
	const struct member *fields = value_member(value, STR("fields"));

	if (field->kind == FIELD_RECORD && fields)
		read_schema_fields(settings, fields, &field->fields, &field->field_count, 0);
	if (field->kind != FIELD_REF || !to)
		return;
	if (inverse && (setting_empty(inverse->value) || !setting_is(settings, inverse, VALUE_TEXT)))
		inverse = NULL;
	reader->pending = grow(reader->pending, reader->pending_count, &reader->pending_capacity, sizeof(*reader->pending));
	reader->pending[reader->pending_count++] = (struct pending_ref){reader->owner, field, to, inverse};
}

/* {type: text, …}, or only the type. False when it cannot become a field. */
static bool read_field(const struct settings *settings, const struct member *member, struct field *field)
{
	const struct member *type = member;

	*field = (struct field){.name = member->key, .place = member->place};
	if (!setting_name(settings, member->key, member->place))
		return false;
	if (member->value->kind != VALUE_TEXT) {
		settings_read(settings, member, "a field", FIELD_KEYS, COUNT_OF(FIELD_KEYS), field);
		if (member->value->kind != VALUE_MAP)
			return false;
		type = value_member(member->value, STR("type"));
	}
	if (!type || setting_empty(type->value)) {
		schema_complain(settings, member->place, "the field \"%.*s\" has no `type`", STR_ARG(field->name));
		return false;
	}
	if (!read_kind(settings, field, type))
		return false;
	check_kind_keys(settings, field, member->value);
	check_meaning(settings, field, member->value);
	if (field->label.len == 0)
		field->label = label_from_name(settings->arena, field->name);
	read_kind_keys(settings, field, member->value);
	return true;
}

/* Recursion is bounded by the depth that YAML may have. */
void read_schema_fields(
	const struct settings *settings, const struct member *member, struct field **fields, size_t *count, size_t room)
{
	if (!setting_is(settings, member, VALUE_MAP))
		return;
	*fields = arena_array(settings->arena, struct field, member->value->map.count + room);
	for (size_t i = 0; i < member->value->map.count; i++)
		*count += read_field(settings, &member->value->map.members[i], &(*fields)[*count]);
}
