#include "parse/records.h"

#include "base/near.h"
#include "base/path.h"
#include "formats/yaml.h"
#include "parse/fields.h"
#include "parse/front_matter.h"

static const struct str CONTENT = STR_INIT("content/");

static struct str below_content(struct str path)
{
	return str_starts(path, CONTENT) ? str_from_index(path, CONTENT.len) : path;
}

const struct type *record_type(const struct schema *schema, struct str path)
{
	struct str file = below_content(path);

	for (size_t i = 0; i < schema->type_count; i++)
		if (schema->types[i].file.len && str_equal(schema->types[i].file, file))
			return &schema->types[i];
	return NULL;
}

static void unknown_file(struct str path, const struct config *config, struct diags *diags)
{
	struct near near = near_to(below_content(path));

	for (size_t i = 0; i < config->schema.type_count; i++)
		near_try(&near, config->schema.types[i].file);
	diag_add(diags, DIAG_ENTRY_TYPE, path, (struct place){1, 1}, "no type has the records of %.*s as its `file`%.*s",
		STR_ARG(path), STR_ARG(diag_did_you_mean(&diags->text, near.best)));
}

/* The id within the file; "" when there is none that can be used. */
static struct str read_id(struct arena *arena, const struct entry *entry, const struct value *record,
	const struct map *seen, struct diags *diags)
{
	static const struct field ID = {.name = STR_INIT("id"), .kind = FIELD_TEXT};
	struct checker checker = {.arena = arena, .path = entry->path, .diags = diags};
	const struct member *member = value_member(record, STR("id"));

	if (member_missing(member)) {
		diag_add(diags, DIAG_FIELD_REQUIRED, entry->path, member ? member->place : record->place,
			"\"id\" is %s; every record needs one", member ? "empty" : "missing");
		return STR("");
	}
	const struct value *id = check_field(&checker, &ID, member->value);
	if (id->kind != VALUE_TEXT)
		return STR("");
	const struct entry *first = map_get(seen, id->text);
	if (first) {
		diag_add(diags, DIAG_ENTRY_DUPLICATE, entry->path, id->place, "the id \"%.*s\" stands in line %u already",
			STR_ARG(diag_shown(&diags->text, id->text)), first->place.line);
		return STR("");
	}
	if (anchor_name(id->text))
		return id->text;
	diag_add(diags, DIAG_ANCHOR_INVALID, entry->path, id->place,
		"\"%.*s\" is no id; write letters, digits and hyphens, as in e041",
		STR_ARG(diag_shown(&diags->text, id->text)));
	return STR("");
}

/* False when it has no id. */
static bool read_record(struct arena *arena, struct entry *entry, const struct value *record,
	const struct config *config, const struct map *seen, struct diags *diags)
{
	if (record->kind != VALUE_MAP) {
		if (record->kind != VALUE_NULL)
			diag_add(diags, DIAG_FIELD_TYPE, entry->path, record->place, "a record is a map of fields, not a %s",
				value_kind_name(record->kind));
		return false;
	}
	entry->place = record->place;
	entry->anchor = read_id(arena, entry, record, seen, diags);
	entry->id = str_format(
		arena, "%.*s/%.*s", STR_ARG(path_without_extension(entry->type->file)), STR_ARG(entry->anchor));
	entry->address = str_format(arena, "%.*s.html#%.*s", STR_ARG(entry->type->page), STR_ARG(entry->anchor));
	entry_fill(entry, arena, record, false, config, diags);
	return entry->anchor.len > 0;
}

struct record_list parse_records(
	struct arena *arena, struct source *source, const struct config *config, struct diags *diags)
{
	struct record_list records = {0};
	struct str path = str_copy(arena, source->path);
	const struct type *type = record_type(&config->schema, path);
	struct map seen = {0};

	if (!type) {
		unknown_file(path, config, diags);
		return records;
	}
	struct yaml_source yaml = {.text = source->bytes, .path = path, .first_line = 1};
	const struct value *root = yaml_parse(arena, &yaml, diags);
	if (root->kind != VALUE_LIST) {
		if (root->kind != VALUE_NULL)
			diag_add(diags, DIAG_FIELD_TYPE, path, root->place,
				"a file of records is a list, each item with an `id`; this is a %s", value_kind_name(root->kind));
		return records;
	}
	records.items = arena_array(arena, struct entry, root->list.count);
	for (size_t i = 0; i < root->list.count; i++) {
		struct entry *entry = &records.items[records.count];

		*entry = (struct entry){.type = type, .source = source, .path = path, .record = true};
		if (!read_record(arena, entry, root->list.items[i], config, &seen, diags))
			continue;
		map_set(&seen, entry->anchor, entry);
		records.count++;
	}
	map_release(&seen);
	return records;
}
