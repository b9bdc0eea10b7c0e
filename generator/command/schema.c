/* How it works: the schema is a tree of values, written as JSON. For site.yaml it follows the table of keys; for a type
 * it follows the fields that site.yaml declares, and the keys that every entry may have. YAML has more than one way to
 * write most things, and glossa takes all scalars as text; the schema must not refuse what glossa takes. */
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "command/building.h"
#include "command/command.h"
#include "command/keys.h"
#include "formats/json.h"
#include "parse/reserved.h"

enum { INDENT = 2, KEY_PATH_SIZE = 128 };

static struct value *text(struct arena *arena, const char *terminated)
{
	return value_text(arena, str_from(terminated));
}

static void set_text(struct arena *arena, struct value *map, const char *key, const char *terminated)
{
	value_set(arena, map, str_from(key), text(arena, terminated));
}

/* The words of "a|b|c" as a list. */
static struct value *words(struct arena *arena, const char *of)
{
	struct value *list = value_list(arena);
	struct str rest = str_from(of), word;

	while (str_split(&rest, '|', &word))
		value_push(arena, list, value_text(arena, word));
	return list;
}

/* ---- from the table of keys ---- */

static struct value *schema_of_keys(struct arena *arena, const struct key_help *keys, const char *above);

static struct value *types_of(struct arena *arena, unsigned shape)
{
	struct value *types = value_list(arena);

	if (shape & KEY_TEXT)
		value_push(arena, types, text(arena, "string"));
	if (shape & (KEY_TEXT | KEY_NUMBER)) /* `edition: 2024` is text to glossa */
		value_push(arena, types, text(arena, "number"));
	if (shape & KEY_BOOLEAN)
		value_push(arena, types, text(arena, "boolean"));
	if (shape & KEY_MAP)
		value_push(arena, types, text(arena, "object"));
	if (shape & KEY_LIST)
		value_push(arena, types, text(arena, "array"));
	return types;
}

static bool is_child(const char *path, const char *above)
{
	size_t len = strlen(above);

	return strncmp(path, above, len) == 0 && (len == 0 || path[len] == '.') && !strchr(path + len + (len > 0), '.');
}

/* What the map of a key may hold: nothing else than the keys below it, if there are any. */
static void add_members(struct arena *arena, struct value *schema, const struct key_help *keys, const char *above)
{
	struct value *properties = value_map(arena);
	size_t begin = strlen(above) + (*above != '\0');
	bool any = false;

	for (const struct key_help *key = keys; key->path; key++) {
		if (!is_child(key->path, above))
			continue;
		if (strcmp(key->path + begin, "*") == 0) {
			value_set(arena, schema, STR("additionalProperties"), schema_of_keys(arena, keys, key->path));
			return;
		}
		value_set(arena, properties, str_from(key->path + begin), schema_of_keys(arena, keys, key->path));
		any = true;
	}
	if (!any)
		return;
	value_set(arena, schema, STR("properties"), properties);
	value_set(arena, schema, STR("additionalProperties"), value_bool(arena, false));
}

/* A record's fields are written like a type's. */
static void refer_to_fields(struct arena *arena, struct value *schema)
{
	struct value *field = value_map(arena);

	set_text(arena, field, "$ref", "#/properties/types/additionalProperties/properties/fields/additionalProperties");
	value_set(arena, schema, STR("additionalProperties"), field);
}

/* Of the value behind the key `path`, or of the whole file for "". */
static struct value *schema_of_keys(struct arena *arena, const struct key_help *keys, const char *path)
{
	const struct key_help *key = *path ? key_help(keys, path) : NULL;
	struct value *schema = value_map(arena);
	unsigned shape = key ? key->shape : KEY_MAP;
	bool choice = key && key->of && shape == KEY_TEXT;

	if (key)
		set_text(arena, schema, "description", key->help);
	if (choice)
		value_set(arena, schema, STR("enum"), words(arena, key->of));
	else
		value_set(arena, schema, STR("type"), types_of(arena, shape));
	if (shape & KEY_MAP && strcmp(path, "types.*.fields.*.fields") == 0)
		refer_to_fields(arena, schema);
	else if (shape & KEY_MAP)
		add_members(arena, schema, keys, path);
	if (!(shape & KEY_LIST))
		return schema;
	struct value *items = value_map(arena);
	unsigned inner = shape & ~(unsigned)KEY_LIST;
	bool texts_only = inner == 0 || key->of;
	if (key->of)
		value_set(arena, items, STR("enum"), words(arena, key->of));
	else
		value_set(arena, items, STR("type"), types_of(arena, texts_only ? KEY_TEXT : inner));
	if (inner & KEY_MAP && !texts_only)
		add_members(arena, items, keys, path);
	value_set(arena, schema, STR("items"), items);
	return schema;
}

/* ---- from a type's fields ---- */

static struct value *schema_of_fields(struct arena *arena, const struct field *fields, size_t count);

static struct value *typed(struct arena *arena, const char *types)
{
	struct value *schema = value_map(arena);

	value_set(arena, schema, STR("type"), words(arena, types));
	return schema;
}

/* A map with these members, each of any scalar: "name|lat|lon". */
static struct value *map_of(struct arena *arena, const char *types, const char *members)
{
	struct value *schema = typed(arena, types), *properties = value_map(arena);
	struct str rest = str_from(members), name;

	while (str_split(&rest, '|', &name))
		value_set(arena, properties, name, typed(arena, "string|number"));
	value_set(arena, schema, STR("properties"), properties);
	value_set(arena, schema, STR("additionalProperties"), value_bool(arena, false));
	return schema;
}

static struct value *schema_of_choice(struct arena *arena, const struct field *field)
{
	struct value *schema = value_map(arena), *list = value_list(arena);

	for (size_t i = 0; i < field->choice_count; i++)
		value_push(arena, list, value_text(arena, field->choices[i]));
	value_set(arena, schema, STR("enum"), list);
	return schema;
}

static struct value *schema_of_one(struct arena *arena, const struct field *field)
{
	struct value *schema;

	switch (field->kind) {
	case FIELD_CHOICE: return schema_of_choice(arena, field);
	case FIELD_NUMBER: return typed(arena, "number");
	case FIELD_BOOLEAN: return typed(arena, "boolean");
	case FIELD_PLACE: return map_of(arena, "string|object", "name|lat|lon|role");
	case FIELD_QUANTITY: return map_of(arena, "string|number|object", "value|unit|qualifier");
	case FIELD_RECORD: return schema_of_fields(arena, field->fields, field->field_count);
	case FIELD_URL:
		schema = typed(arena, "string");
		set_text(arena, schema, "pattern", "^https?://");
		return schema;
	case FIELD_DATE:
	case FIELD_PERIOD:
		schema = typed(arena, "string|number");
		set_text(arena, schema, "pattern", field->kind == FIELD_DATE ? "^[-0-9X~?% ]+$" : "^[-0-9X~?%./ ]*$");
		return schema;
	default:
		schema = typed(arena, "string|number|boolean");
		if (field->max)
			value_set(arena, schema, STR("maxLength"), value_number(arena, field->max));
		return schema;
	}
}

static struct value *or_list(struct arena *arena, struct value *one)
{
	struct value *schema = value_map(arena), *list = typed(arena, "array"), *either = value_list(arena);

	value_set(arena, list, STR("items"), one);
	value_push(arena, either, one);
	value_push(arena, either, list);
	value_set(arena, schema, STR("anyOf"), either);
	return schema;
}

static struct value *schema_of_field(struct arena *arena, const struct field *field)
{
	struct value *schema = schema_of_one(arena, field);
	struct buf description = {0};

	if (field->many || field->kind == FIELD_TAGS)
		schema = or_list(arena, schema);
	buf_put(&description, field->label.len ? field->label : field->name);
	for (size_t i = 0; i < field->to_count; i++)
		buf_printf(&description, "%s%.*s", i ? ", " : ": ", STR_ARG(field->to[i]->name));
	if (field->means.len)
		buf_printf(&description, " (%.*s)", STR_ARG(field->means));
	value_set(arena, schema, STR("description"), value_text(arena, str_copy(arena, buf_str(&description))));
	buf_release(&description);
	return schema;
}

static struct value *schema_of_fields(struct arena *arena, const struct field *fields, size_t count)
{
	struct value *schema = typed(arena, "object"), *properties = value_map(arena), *required = value_list(arena);

	for (size_t i = 0; i < count; i++) {
		if (fields[i].computed)
			continue;
		value_set(arena, properties, fields[i].name, schema_of_field(arena, &fields[i]));
		if (fields[i].required)
			value_push(arena, required, value_text(arena, fields[i].name));
	}
	value_set(arena, schema, STR("properties"), properties);
	value_set(arena, schema, STR("required"), required);
	value_set(arena, schema, STR("additionalProperties"), value_bool(arena, false));
	return schema;
}

/* Keys that every entry may have, unless the type declares them itself. */
static void add_reserved(struct arena *arena, const struct type *type, struct value *properties)
{
	for (size_t i = 0; i < reserved_key_count(); i++) {
		const struct reserved_key *key = reserved_key_at(i);
		char name[KEY_PATH_SIZE];

		if (schema_field(type, key->field.name) || (type->file.len && key->page_only))
			continue;
		snprintf(name, sizeof(name), "%.*s", STR_ARG(key->field.name));
		value_set(arena, properties, key->field.name, schema_of_keys(arena, ENTRY_KEY_HELP, name));
	}
}

static struct value *schema_of_type(struct arena *arena, const struct type *type)
{
	struct value *schema = schema_of_fields(arena, type->fields, type->field_count);
	struct value *required = (struct value *)value_get(schema, STR("required"));
	struct value *properties = (struct value *)value_get(schema, STR("properties"));

	add_reserved(arena, type, properties);
	if (!schema_field(type, STR("title")))
		value_push(arena, required, text(arena, "title"));
	if (type->file.len == 0)
		return schema;
	value_set(arena, properties, STR("id"), typed(arena, "string|number"));
	value_push(arena, required, text(arena, "id"));
	struct value *list = typed(arena, "array");
	value_set(arena, list, STR("items"), schema);
	return list;
}

/* ---- the command ---- */

static void print_schema(struct arena *arena, struct value *schema, struct str title)
{
	struct buf out = {0};
	struct value *whole = value_map(arena);

	set_text(arena, whole, "$schema", "http://json-schema.org/draft-07/schema#");
	value_set(arena, whole, STR("title"), value_text(arena, title));
	for (size_t i = 0; i < schema->map.count; i++)
		value_set(arena, whole, schema->map.members[i].key, schema->map.members[i].value);
	json_write(&out, whole, INDENT);
	buf_char(&out, '\n');
	print_bytes(stdout, buf_str(&out));
	buf_release(&out);
}

static struct value *schema_of_site(struct arena *arena)
{
	struct value *schema = schema_of_keys(arena, SITE_KEY_HELP, ""), *required = value_list(arena);

	value_push(arena, required, text(arena, "title"));
	value_set(arena, schema, STR("required"), required);
	return schema;
}

static enum outcome print_type(const struct call *call, const struct schema *schema, struct str name)
{
	const struct type *type = schema_type(schema, name);
	struct near near = near_to(name);

	if (type) {
		print_schema(call->arena, schema_of_type(call->arena, type), name);
		return OUTCOME_OK;
	}
	for (size_t i = 0; i < schema->type_count; i++)
		near_try(&near, schema->types[i].name);
	struct str meant = diag_did_you_mean(call->arena, near.best);
	complain("schema: site.yaml has no type \"%.*s\"%.*s", STR_ARG(name), STR_ARG(meant));
	return OUTCOME_USAGE;
}

static enum outcome run(const struct call *call)
{
	struct build build = {.root = "."};

	if (call->argument_count == 0) {
		print_schema(call->arena, schema_of_site(call->arena), STR("site.yaml"));
		return OUTCOME_OK;
	}
	enum outcome outcome = build_load(&build);
	if (outcome == OUTCOME_OK) {
		outcome = print_type(call, &build.config.schema, call->arguments[0]);
	} else {
		build_finish(&build, outcome);
		building_report(call, &build, REPORT_TEXT);
	}
	build_release(&build);
	return outcome;
}

static const struct example EXAMPLES[] = {
	{"glossa schema >.site.schema.json", "of site.yaml, in any folder"},
	{"glossa schema case >.case.schema.json", "of the front matter of cases"},
	{0},
};

const struct command command_schema = {
	.name = "schema",
	.arguments = "[TYPE]",
	.most = 1,
	.summary = "prints a JSON Schema, with which editors check and complete",
	.help = "Prints a JSON Schema of site.yaml or, with TYPE, of the front matter of that type's entries (for records, "
			"of their file). An editor with a YAML plug-in checks and completes with it when the file begins with\n"
			"  # yaml-language-server: $schema=.site.schema.json",
	.examples = EXAMPLES,
	.run = run,
};
