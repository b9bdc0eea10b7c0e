#define _POSIX_C_SOURCE 200809L /* gmtime_r */
#include "command/new_text.h"

#include <string.h>
#include <time.h>

#include "base/fold.h"
#include "formats/escape.h"

enum { INDENT = 2 };

static const char DRAFT_HINT[] = "delete this line when the entry is ready";

static bool is_written(const struct field *field)
{
	return !field->computed && !str_equal(field->name, STR("title")) && !str_equal(field->name, STR("number")) &&
	       !str_equal(field->name, STR("draft"));
}

static void put_choices(struct buf *out, const struct field *field)
{
	for (size_t i = 0; i < field->choice_count; i++)
		buf_printf(out, "%s%.*s", i ? ", " : "", STR_ARG(field->choices[i]));
}

static void put_targets(struct buf *out, const struct field *field)
{
	for (size_t i = 0; i < field->to_count; i++)
		buf_printf(out, "%s%.*s", i ? " or " : "", STR_ARG(field->to[i]->name));
}

static void put_fields(struct buf *out, const struct field *field)
{
	buf_char(out, '{');
	for (size_t i = 0; i < field->field_count; i++)
		buf_printf(out, "%s%.*s", i ? ", " : "", STR_ARG(field->fields[i].name));
	buf_char(out, '}');
}

/* What belongs into a field, for the comment behind it. */
static void put_hint(struct buf *out, const struct field *field)
{
	switch (field->kind) {
	case FIELD_CHOICE: put_choices(out, field); break;
	case FIELD_REF: put_targets(out, field); break;
	case FIELD_DATE: buf_put(out, STR("2015, 2015-09, 2015-09-30, 1988~")); break;
	case FIELD_PERIOD: buf_put(out, STR("2015, 2015-09/.., 1992/1997")); break;
	case FIELD_QUANTITY: buf_put(out, STR("{value, unit, qualifier}")); break;
	case FIELD_PLACE: buf_put(out, STR("{name, lat, lon, role}")); break;
	case FIELD_BOOLEAN: buf_put(out, STR("true, false")); break;
	case FIELD_RECORD: put_fields(out, field); break;
	default: buf_printf(out, "%s", field_kind_name(field->kind)); break;
	}
	if (field->max)
		buf_printf(out, ", at most %u characters", field->max);
	if (field->many && field->kind != FIELD_TAGS)
		buf_put(out, STR("; a list"));
}

static int this_year(void)
{
	time_t now = time(NULL);
	struct tm date;

	return gmtime_r(&now, &date) ? date.tm_year + 1900 : 2000;
}

/* Some entry that a reference may lead to, so that the new one is valid from the start. */
static struct str some_target(const struct site *site, const struct field *field)
{
	for (size_t i = 0; i < site->entry_count; i++)
		for (size_t type = 0; type < field->to_count; type++)
			if (site->entries[i].type == field->to[type] && !site->entries[i].type_index)
				return site->entries[i].id;
	return STR("…");
}

static void put_placeholder(struct buf *out, const struct field *field, const struct site *site)
{
	switch (field->kind) {
	case FIELD_CHOICE: escape_yaml(out, field->choice_count ? field->choices[0] : STR("…")); break;
	case FIELD_REF: escape_yaml(out, some_target(site, field)); break;
	case FIELD_DATE:
	case FIELD_PERIOD: buf_printf(out, "%d", this_year()); break;
	case FIELD_NUMBER:
	case FIELD_QUANTITY: buf_char(out, '0'); break;
	case FIELD_BOOLEAN: buf_put(out, STR("false")); break;
	case FIELD_URL: buf_put(out, STR("https://example.org/")); break;
	default: buf_put(out, STR("…")); break;
	}
}

static void put_required(
	struct buf *out, const struct field *fields, size_t count, size_t depth, const struct site *site);

/* A record: what it requires itself, or its first field, below its key. */
static void put_record(struct buf *out, const struct field *field, size_t depth, const struct site *site)
{
	size_t inner = depth + INDENT;

	buf_put(out, STR(" # required\n"));
	size_t start = out->len;
	put_required(out, field->fields, field->field_count, inner, site);
	if (out->len == start && field->field_count) {
		struct field first = field->fields[0];

		first.required = true;
		put_required(out, &first, 1, inner, site);
	}
	if (field->many && out->len > start + inner) /* "    name: …" becomes "  - name: …" */
		memcpy(out->data + start + depth, "- ", INDENT);
}

static void put_required(
	struct buf *out, const struct field *fields, size_t count, size_t depth, const struct site *site)
{
	for (size_t i = 0; i < count; i++) {
		const struct field *field = &fields[i];

		if (!field->required || !is_written(field))
			continue;
		buf_printf(out, "%*s%.*s:", (int)depth, "", STR_ARG(field->name));
		if (field->kind == FIELD_RECORD) {
			put_record(out, field, depth, site);
			continue;
		}
		bool list = field->many || field->kind == FIELD_TAGS;
		buf_put(out, list ? STR(" [") : STR(" "));
		put_placeholder(out, field, site);
		buf_put(out, list ? STR("] # required: ") : STR(" # required: "));
		put_hint(out, field);
		buf_char(out, '\n');
	}
}

static void put_optional(struct buf *out, const struct type *type, size_t depth)
{
	for (size_t i = 0; type && i < type->field_count; i++) {
		const struct field *field = &type->fields[i];

		if (field->required || !is_written(field))
			continue;
		buf_printf(out, "%*s# %.*s:%s # ", (int)depth, "", STR_ARG(field->name),
			field->many || field->kind == FIELD_TAGS ? " []" : "");
		put_hint(out, field);
		buf_char(out, '\n');
	}
}

/* Numbers are permanent: those of drafts count, and no gap is filled. */
static uint32_t next_number(const struct site *site, const struct type *type)
{
	uint32_t highest = 0;

	for (size_t i = 0; i < site->entry_count; i++)
		if (site->entries[i].type == type && site->entries[i].number > highest)
			highest = site->entries[i].number;
	return highest + 1;
}

static bool has_numbers(const struct site *site, const struct type *type)
{
	const struct field *number = schema_field(type, STR("number"));

	return type->letter.len || next_number(site, type) > 1 || (number && number->required);
}

void new_entry_text(struct buf *out, const struct site *site, const struct type *type, struct str title)
{
	buf_put(out, STR("---\ntitle: "));
	escape_yaml(out, title);
	buf_char(out, '\n');
	if (type && has_numbers(site, type))
		buf_printf(out, "number: %u\n", next_number(site, type));
	buf_printf(out, "draft: true # %s\n", DRAFT_HINT);
	if (type)
		put_required(out, type->fields, type->field_count, 0, site);
	put_optional(out, type, 0);
	buf_put(out, STR("---\n\n"));
}

/* ---- records ---- */

void new_record_text(
	struct buf *out, const struct site *site, const struct type *type, struct str id, struct str title, size_t indent)
{
	size_t depth = indent + INDENT;

	buf_printf(out, "%*s- id: %.*s\n%*stitle: ", (int)indent, "", STR_ARG(id), (int)depth, "");
	escape_yaml(out, title);
	buf_printf(out, "\n%*sdraft: true # %s\n", (int)depth, "", DRAFT_HINT);
	put_required(out, type->fields, type->field_count, depth, site);
	put_optional(out, type, depth);
}

/* The letters before the digits that an id ends in; all of it where there are none. */
static size_t letters_of(struct str id)
{
	size_t at = id.len;

	while (at > 0 && id.data[at - 1] >= '0' && id.data[at - 1] <= '9')
		at--;
	return at;
}

/* False when the type's records are not numbered, all in the same way. */
static bool next_in_row(struct arena *arena, const struct site *site, const struct type *type, struct str *id)
{
	struct str letters = {0};
	uint64_t highest = 0, number;
	size_t width = 0;

	for (size_t i = 0; i < site->entry_count; i++) {
		struct str other = site->entries[i].anchor;

		if (site->entries[i].type != type || !site->entries[i].record)
			continue;
		size_t at = letters_of(other);
		if (letters.data && !str_equal(letters, str_slice(other, 0, at)))
			return false;
		letters = str_slice(other, 0, at);
		if (at == 0 || !str_number(str_from_index(other, at), UINT32_MAX, &number))
			return false;
		width = other.len - at > width ? other.len - at : width;
		highest = number > highest ? number : highest;
	}
	*id = str_format(arena, "%.*s%0*ju", STR_ARG(letters), (int)width, (uintmax_t)highest + 1);
	return width > 0;
}

static bool has_id(const struct site *site, const struct type *type, struct str id)
{
	bool has = false;

	for (size_t i = 0; i < site->entry_count && !has; i++)
		has = site->entries[i].type == type && str_equal(site->entries[i].anchor, id);
	return has;
}

struct str new_record_id(struct arena *arena, const struct site *site, const struct type *type, struct str title)
{
	struct str id, slug = fold_slug_copy(arena, title);

	if (next_in_row(arena, site, type, &id))
		return id;
	id = slug;
	for (unsigned number = 2; slug.len && has_id(site, type, id); number++)
		id = str_format(arena, "%.*s-%u", STR_ARG(slug), number);
	return id;
}
