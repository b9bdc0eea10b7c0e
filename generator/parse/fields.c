#include "parse/fields.h"

#include <math.h>

#include "base/fold.h"
#include "base/near.h"
#include "base/utf8.h"

enum { MOST_LISTED = 12 }; /* choices named in a message */

static const struct value NOTHING = {.kind = VALUE_NULL};

/* ---- texts of a certain form ---- */

bool web_address(struct str text)
{
	struct str rest;

	if (str_starts(text, STR("https://")))
		rest = str_from_index(text, 8);
	else if (str_starts(text, STR("http://")))
		rest = str_from_index(text, 7);
	else
		return false;
	for (size_t i = 0; i < rest.len; i++) {
		unsigned char c = (unsigned char)rest.data[i];

		if (c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`' ||
			c == '{' || c == '}')
			return false;
	}
	return rest.len > 0 && rest.data[0] != '/' && rest.data[0] != '?' && rest.data[0] != '#' && rest.data[0] != ':';
}

static bool ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool language_tag(struct str text)
{
	struct str rest = text, piece;
	bool first = true;

	while (str_split(&rest, '-', &piece)) {
		if (piece.len < (first ? 2 : 1) || piece.len > 8)
			return false;
		for (size_t i = 0; i < piece.len; i++)
			if (!ascii_letter(piece.data[i]) && (first || !ascii_digit(piece.data[i])))
				return false;
		first = false;
	}
	return !first;
}

bool anchor_name(struct str text)
{
	uint32_t code_point;

	for (size_t at = 0; at < text.len;) {
		size_t length = utf8_decode(text, at, &code_point);
		bool mark = code_point == '-' || code_point == '_' || code_point == '.' || code_point == ':';

		if (!fold_is_word(code_point) && !(mark && at > 0))
			return false;
		at += length;
	}
	return text.len > 0;
}

bool template_name(struct str text)
{
	struct str rest = text, piece;

	while (str_split(&rest, '/', &piece))
		if (piece.len == 0 || piece.data[0] == '.' || str_find_char(piece, '\\', 0) < piece.len)
			return false;
	return str_ends(text, STR(".html")) && text.len > 5;
}

bool value_blank(const struct value *value)
{
	switch (value ? value->kind : VALUE_NULL) {
	case VALUE_NULL: return true;
	case VALUE_TEXT: return str_trim(value->text).len == 0;
	case VALUE_LIST: return value->list.count == 0;
	case VALUE_MAP: return value->map.count == 0;
	default: return false;
	}
}

bool member_missing(const struct member *member)
{
	return !member || (member->value->kind != VALUE_NULL && value_blank(member->value));
}

/* ---- one value ---- */

/* What a field of each kind takes. */
static const char *const TAKES[] = {
	[FIELD_TEXT] = "a text",
	[FIELD_MARKDOWN] = "a text",
	[FIELD_NUMBER] = "a number",
	[FIELD_BOOLEAN] = "true or false",
	[FIELD_CHOICE] = "one of its choices",
	[FIELD_URL] = "an address",
	[FIELD_TAGS] = "texts",
	[FIELD_PLACE] = "a place",
	[FIELD_REF] = "a name",
	[FIELD_RECORD] = "a map of fields",
	[FIELD_QUANTITY] = "a quantity",
	[FIELD_DATE] = "a date",
	[FIELD_PERIOD] = "a date or period",
};

static struct str shown(struct checker *checker, struct str text)
{
	return diag_shown(&checker->diags->text, text);
}

/* Whether the value is a text; says so if not. */
static bool is_text(struct checker *checker, const struct field *field, const struct value *value)
{
	if (value->kind == VALUE_TEXT)
		return true;
	diag_add(checker->diags, DIAG_FIELD_TYPE, checker->path, value->place, "\"%.*s\" takes %s, not a %s",
		STR_ARG(field->name), TAKES[field->kind], value_kind_name(value->kind));
	return false;
}

static const struct value *typed(const struct value *from, struct value *value)
{
	value->place = from->place;
	return value;
}

static const struct value *trimmed(struct checker *checker, const struct value *value)
{
	struct str text = str_trim(value->text);

	return text.len == value->text.len ? value : typed(value, value_text(checker->arena, text));
}

static const struct value *check_text(struct checker *checker, const struct field *field, const struct value *value)
{
	if (!is_text(checker, field, value))
		return &NOTHING;
	size_t length = field->max ? utf8_count(str_trim(value->text)) : 0;
	if (length > field->max)
		diag_add_span(checker->diags, DIAG_FIELD_LENGTH, checker->path, value->place, (uint32_t)length,
			"\"%.*s\" has %zu characters; at most %u are allowed", STR_ARG(field->name), length, field->max);
	return field->kind == FIELD_MARKDOWN ? value : trimmed(checker, value);
}

static const struct value *check_number(struct checker *checker, const struct field *field, const struct value *value)
{
	struct value *number = value_text(checker->arena, value->kind == VALUE_TEXT ? str_trim(value->text) : STR(""));

	number->plain = true; /* so that YAML's rules for plain scalars apply, also to "12" */
	number->place = value->place;
	if (value->kind == VALUE_TEXT)
		value_resolve(checker->arena, number);
	if (number->kind == VALUE_NUMBER && isfinite(number->number))
		return number;
	if (is_text(checker, field, value))
		diag_add(checker->diags, DIAG_FIELD_TYPE, checker->path, value->place, "\"%.*s\" takes a number, not \"%.*s\"",
			STR_ARG(field->name), STR_ARG(shown(checker, value->text)));
	return &NOTHING;
}

static const struct value *check_boolean(struct checker *checker, const struct field *field, const struct value *value)
{
	if (!is_text(checker, field, value))
		return &NOTHING;
	bool yes = str_equal(value->text, STR("true"));
	if (yes || str_equal(value->text, STR("false")))
		return typed(value, value_bool(checker->arena, yes));
	diag_add(checker->diags, DIAG_FIELD_TYPE, checker->path, value->place, "\"%.*s\" takes true or false, not \"%.*s\"",
		STR_ARG(field->name), STR_ARG(shown(checker, value->text)));
	return &NOTHING;
}

/* "; did you mean "MENA"?", or the choices when none is near. */
static struct str choice_hint(struct arena *arena, const struct field *field, struct str best)
{
	struct str list = STR("; write ");

	if (best.len)
		return diag_did_you_mean(arena, best);
	if (field->choice_count > MOST_LISTED)
		return STR("");
	for (size_t i = 0; i < field->choice_count; i++)
		list = str_format(arena, "%.*s%s%.*s", STR_ARG(list),
			i == 0                        ? ""
			: i + 1 < field->choice_count ? ", "
										  : " or ",
			STR_ARG(field->choices[i]));
	return list;
}

static const struct value *check_choice(struct checker *checker, const struct field *field, const struct value *value)
{
	if (!is_text(checker, field, value))
		return &NOTHING;
	struct str text = str_trim(value->text);
	for (size_t i = 0; i < field->choice_count; i++)
		if (str_equal(field->choices[i], text))
			return trimmed(checker, value);
	struct near near = near_to(text);
	for (size_t i = 0; i < field->choice_count; i++)
		near_try(&near, field->choices[i]);
	diag_add_span(checker->diags, DIAG_FIELD_CHOICE, checker->path, value->place, (uint32_t)utf8_count(text),
		"\"%.*s\" is no choice for \"%.*s\"%.*s", STR_ARG(shown(checker, text)), STR_ARG(field->name),
		STR_ARG(choice_hint(&checker->diags->text, field, near.best)));
	return &NOTHING;
}

static const struct value *check_url(struct checker *checker, const struct field *field, const struct value *value)
{
	if (!is_text(checker, field, value))
		return &NOTHING;
	if (web_address(str_trim(value->text)))
		return trimmed(checker, value);
	diag_add(checker->diags, DIAG_FIELD_TYPE, checker->path, value->place,
		"\"%.*s\" takes an address that begins with https:// or http://, not \"%.*s\"", STR_ARG(field->name),
		STR_ARG(shown(checker, value->text)));
	return &NOTHING;
}

static const struct value *check_ref(struct checker *checker, const struct field *field, const struct value *value)
{
	if (!is_text(checker, field, value))
		return &NOTHING;
	struct str name = str_trim(value->text);
	if (str_starts(name, STR("[["))) {
		diag_add(checker->diags, DIAG_FIELD_TYPE, checker->path, value->place, "\"%.*s\" takes a name without brackets",
			STR_ARG(field->name));
		return &NOTHING;
	}
	checker->refs = grow(checker->refs, checker->ref_count, &checker->ref_capacity, sizeof(*checker->refs));
	checker->refs[checker->ref_count++] = (struct field_ref){.field = field, .name = name, .place = value->place};
	return trimmed(checker, value);
}

/* ---- dates ---- */

/* A period written with a dash, or in words: how to write it. */
static const char *date_hint(const struct field *field, struct str text)
{
	struct period period;

	if (field->kind == FIELD_DATE && edtf_period(text, &period))
		return "; this is a period, but one date is wanted";
	if (field->kind == FIELD_PERIOD)
		return "; write 2015-09-30, 2015-09, 2015, 1988~, 18XX, 1994/1996 or 2015/..";
	return "; write 2015-09-30, 2015-09, 2015, 1988~, 18XX or 2021-23";
}

static const struct value *check_date(struct checker *checker, const struct field *field, const struct value *value)
{
	struct period period;

	if (!is_text(checker, field, value))
		return &NOTHING;
	struct str text = str_trim(value->text);
	bool read = field->kind == FIELD_DATE ? edtf_date(text, &period.from) : edtf_period(text, &period);
	if (!read) {
		diag_add_span(checker->diags, DIAG_FIELD_DATE, checker->path, value->place, (uint32_t)utf8_count(text),
			"\"%.*s\" is no date%s", STR_ARG(shown(checker, text)), date_hint(field, text));
		return &NOTHING;
	}
	if (field->kind == FIELD_PERIOD && period.interval && period.from.precision != DATE_NONE &&
		period.to.precision != DATE_NONE && edtf_last_day(&period.to) < edtf_first_day(&period.from)) {
		diag_add_span(checker->diags, DIAG_FIELD_RANGE, checker->path, value->place, (uint32_t)utf8_count(text),
			"the period \"%.*s\" ends before it begins", STR_ARG(text));
		return &NOTHING;
	}
	return trimmed(checker, value);
}

/* ---- records, and what is made like them ---- */

static const struct field *field_named(const struct field *fields, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(fields[i].name, name))
			return &fields[i];
	return NULL;
}

static void unknown_field(struct checker *checker, const struct field *record, const struct member *member)
{
	struct near near = near_to(member->key);

	for (size_t i = 0; i < record->field_count; i++)
		near_try(&near, record->fields[i].name);
	diag_add_span(checker->diags, DIAG_FIELD_UNKNOWN, checker->path, member->place, (uint32_t)utf8_count(member->key),
		"\"%.*s\" has no field \"%.*s\"%.*s", STR_ARG(record->name), STR_ARG(shown(checker, member->key)),
		STR_ARG(diag_did_you_mean(&checker->diags->text, near.best)));
}

/* Recursion ends where the schema's does, and that nests no deeper than YAML may. */
static const struct value *check_record(struct checker *checker, const struct field *field, const struct value *value)
{
	if (value->kind != VALUE_MAP) {
		diag_add(checker->diags, DIAG_FIELD_TYPE, checker->path, value->place, "\"%.*s\" takes %s, not a %s",
			STR_ARG(field->name), TAKES[field->kind], value_kind_name(value->kind));
		return &NOTHING;
	}
	for (size_t i = 0; i < value->map.count; i++) {
		struct member *member = &value->map.members[i];
		const struct field *inner = field_named(field->fields, field->field_count, member->key);

		if (inner && !value_blank(member->value))
			member->value = check_field(checker, inner, member->value);
		else if (!inner)
			unknown_field(checker, field, member);
	}
	for (size_t i = 0; i < field->field_count; i++) {
		const struct member *member = field->fields[i].required ? value_member(value, field->fields[i].name) : NULL;

		if (field->fields[i].required && member_missing(member))
			diag_add(checker->diags, DIAG_FIELD_REQUIRED, checker->path, member ? member->place : value->place,
				"\"%.*s\" is %s; \"%.*s\" needs it", STR_ARG(field->fields[i].name), member ? "empty" : "missing",
				STR_ARG(field->name));
	}
	return value;
}

/* A scalar where a map could stand: the map with that as its first field. */
static const struct value *as_record(struct checker *checker, const struct field *fields, const struct value *value)
{
	if (value->kind != VALUE_TEXT)
		return value;
	struct value *map = value_map(checker->arena);
	value_set(checker->arena, map, fields[0].name, value);
	return typed(value, map);
}

static void check_degrees(
	struct checker *checker, const struct value *place, struct str key, const char *name, double most)
{
	const struct value *degrees = value_get(place, key);

	if (degrees && degrees->kind == VALUE_NUMBER && fabs(degrees->number) > most)
		diag_add(checker->diags, DIAG_FIELD_RANGE, checker->path, degrees->place,
			"a %s lies between -%g and %g, not at %.8g", name, most, most, degrees->number);
}

static const struct value *check_place(struct checker *checker, const struct field *field, const struct value *value)
{
	static const struct field FIELDS[] = {
		{.name = STR_INIT("name"), .kind = FIELD_TEXT, .required = true},
		{.name = STR_INIT("lat"), .kind = FIELD_NUMBER},
		{.name = STR_INIT("lon"), .kind = FIELD_NUMBER},
		{.name = STR_INIT("role"), .kind = FIELD_TEXT},
	};
	struct field record = {
		.name = field->name, .kind = field->kind, .fields = (struct field *)FIELDS, .field_count = COUNT_OF(FIELDS)};
	const struct value *place = check_record(checker, &record, as_record(checker, FIELDS, value));

	if (place == &NOTHING)
		return place;
	check_degrees(checker, place, STR("lat"), "latitude", 90);
	check_degrees(checker, place, STR("lon"), "longitude", 180);
	bool lat = value_get(place, STR("lat")), lon = value_get(place, STR("lon"));
	if (lat != lon)
		diag_add(checker->diags, DIAG_FIELD_REQUIRED, checker->path, place->place,
			"a place has `lat` and `lon`, or neither; \"%s\" is missing", lat ? "lon" : "lat");
	return place;
}

static const struct value *check_quantity(struct checker *checker, const struct field *field, const struct value *value)
{
	static const struct str QUALIFIERS[] = {
		STR_INIT("exact"), STR_INIT("about"), STR_INIT("at-least"), STR_INIT("at-most")};
	static const struct field FIELDS[] = {
		{.name = STR_INIT("value"), .kind = FIELD_NUMBER, .required = true},
		{.name = STR_INIT("unit"), .kind = FIELD_TEXT},
		{.name = STR_INIT("qualifier"), .kind = FIELD_CHOICE, .choices = (struct str *)QUALIFIERS, .choice_count = 4},
	};
	struct field record = {
		.name = field->name, .kind = field->kind, .fields = (struct field *)FIELDS, .field_count = COUNT_OF(FIELDS)};

	return check_record(checker, &record, as_record(checker, FIELDS, value));
}

/* ---- fields ---- */

typedef const struct value *check_kind(struct checker *checker, const struct field *field, const struct value *value);

static check_kind *const CHECKS[] = {
	[FIELD_TEXT] = check_text,
	[FIELD_MARKDOWN] = check_text,
	[FIELD_NUMBER] = check_number,
	[FIELD_BOOLEAN] = check_boolean,
	[FIELD_CHOICE] = check_choice,
	[FIELD_URL] = check_url,
	[FIELD_TAGS] = check_text,
	[FIELD_PLACE] = check_place,
	[FIELD_REF] = check_ref,
	[FIELD_RECORD] = check_record,
	[FIELD_QUANTITY] = check_quantity,
	[FIELD_DATE] = check_date,
	[FIELD_PERIOD] = check_date,
};

/* Checks each item; those that do not fit are left out. */
static const struct value *check_list(struct checker *checker, const struct field *field, const struct value *value)
{
	struct value *list = NULL;

	for (size_t i = 0; i < value->list.count; i++) {
		const struct value *item = value->list.items[i], *checked = &NOTHING;

		if (value_blank(item) && item->kind != VALUE_NULL)
			diag_add(checker->diags, DIAG_FIELD_TYPE, checker->path, item->place,
				"\"%.*s\" has an empty item; delete it", STR_ARG(field->name));
		else if (item->kind != VALUE_NULL)
			checked = CHECKS[field->kind](checker, field, item);
		if (checked == &NOTHING && !list) { /* a second list, of what came before */
			list = value_list(checker->arena);
			for (size_t j = 0; j < i; j++)
				value_push(checker->arena, list, value->list.items[j]);
		}
		if (checked != &NOTHING && list)
			value_push(checker->arena, list, checked);
		value->list.items[i] = checked;
	}
	if (!list)
		return value;
	return list->list.count ? typed(value, list) : &NOTHING;
}

const struct value *check_field(struct checker *checker, const struct field *field, const struct value *value)
{
	bool many = field->many || field->kind == FIELD_TAGS;

	if (value_blank(value))
		return &NOTHING;
	if (many && value->kind == VALUE_LIST)
		return check_list(checker, field, value);
	if (value->kind == VALUE_LIST) {
		diag_add(checker->diags, DIAG_FIELD_TYPE, checker->path, value->place, "\"%.*s\" takes one value, not a list",
			STR_ARG(field->name));
		return &NOTHING;
	}
	const struct value *checked = CHECKS[field->kind](checker, field, value);
	if (!many || checked == &NOTHING)
		return checked;
	struct value *list = value_list(checker->arena);
	value_push(checker->arena, list, checked);
	return typed(value, list);
}
