/* The JSON Schema of data/handbook.json, draft 2020-12: from the table of what entries have, and from the types and
 * fields that the handbook declares. */
#include "export/handbook.h"

#define STRING "{\"type\":\"string\"}"
#define STRING_OR_NULL "{\"type\":[\"string\",\"null\"]}"
#define CLOSED(properties) "{\"type\":\"object\",\"properties\":{" properties "},\"additionalProperties\":false"
#define REQUIRE(names) ",\"required\":[" names "]}"
#define LIST(item) "{\"type\":\"array\",\"items\":" item "}"

struct definition {
	const char *name, *schema;
};

/* clang-format off */
static const struct definition DEFINITIONS[] = {
	{"author", CLOSED("\"name\":" STRING ",\"orcid\":" STRING ",\"url\":" STRING) REQUIRE("\"name\"")},
	{"change", CLOSED("\"author\":" STRING ",\"commit\":" STRING ",\"date\":{\"$ref\":\"#/$defs/day\"},\"message\":" STRING)
		REQUIRE("\"author\",\"commit\",\"date\",\"message\"")},
	{"citation", CLOSED("\"locator\":" STRING_OR_NULL ",\"passage\":" STRING_OR_NULL ",\"prefix\":" STRING_OR_NULL
		",\"source\":{\"$ref\":\"#/$defs/entry-id\"}") REQUIRE("\"locator\",\"passage\",\"prefix\",\"source\"")},
	{"day", "{\"type\":[\"string\",\"null\"],\"pattern\":\"^[-+]?[0-9]{4,}-[0-9]{2}-[0-9]{2}$\"}"},
	{"edge", CLOSED("\"entry\":{\"$ref\":\"#/$defs/entry-id\"},\"field\":" STRING) REQUIRE("\"entry\",\"field\"")},
	{"entry-id", "{\"type\":\"string\",\"minLength\":1}"},
	{"field", CLOSED("\"choices\":" LIST(STRING) ",\"computed\":{\"type\":\"boolean\"},\"fields\":"
		LIST("{\"$ref\":\"#/$defs/field\"}") ",\"inverse\":" STRING ",\"kind\":" STRING ",\"label\":" STRING
		",\"many\":{\"type\":\"boolean\"},\"means\":" STRING ",\"name\":" STRING ",\"required\":{\"type\":\"boolean\"},"
		"\"to\":" LIST(STRING)) REQUIRE("\"computed\",\"kind\",\"label\",\"many\",\"name\",\"required\"")},
	{"handbook", CLOSED("\"authors\":" LIST("{\"$ref\":\"#/$defs/author\"}") ",\"edition\":" STRING_OR_NULL ",\"lang\":"
		STRING ",\"licence\":" STRING_OR_NULL ",\"licence_url\":" STRING_OR_NULL ",\"repository\":" STRING_OR_NULL
		",\"subtitle\":" STRING_OR_NULL ",\"title\":" STRING ",\"url\":" STRING_OR_NULL)
		REQUIRE("\"authors\",\"edition\",\"lang\",\"licence\",\"licence_url\",\"repository\",\"subtitle\",\"title\",\"url\"")},
	{"link", CLOSED("\"anchor\":" STRING_OR_NULL ",\"passage\":" STRING_OR_NULL
		",\"to\":{\"$ref\":\"#/$defs/entry-id\"}") REQUIRE("\"anchor\",\"passage\",\"to\"")},
	{"mention", CLOSED("\"linked\":{\"type\":\"boolean\"},\"of\":{\"$ref\":\"#/$defs/entry-id\"},\"passage\":"
		STRING_OR_NULL) REQUIRE("\"linked\",\"of\",\"passage\"")},
	{"passage", CLOSED("\"anchor\":" STRING_OR_NULL ",\"text\":" STRING) REQUIRE("\"anchor\",\"text\"")},
	{"place", CLOSED("\"lat\":{\"type\":\"number\",\"minimum\":-90,\"maximum\":90},\"lon\":{\"type\":\"number\","
		"\"minimum\":-180,\"maximum\":180},\"name\":" STRING ",\"role\":" STRING) REQUIRE("")},
	{"quantity", CLOSED("\"qualifier\":{\"enum\":[\"exact\",\"about\",\"at-least\",\"at-most\"]},\"unit\":" STRING
		",\"value\":{\"type\":\"number\"}") REQUIRE("")},
	{"relations", CLOSED("\"in\":" LIST("{\"$ref\":\"#/$defs/edge\"}") ",\"out\":" LIST("{\"$ref\":\"#/$defs/edge\"}"))
		REQUIRE("\"in\",\"out\"")},
	{"section", CLOSED("\"anchor\":" STRING_OR_NULL ",\"level\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":6},"
		"\"passages\":" LIST("{\"$ref\":\"#/$defs/passage\"}") ",\"title\":" STRING_OR_NULL)
		REQUIRE("\"anchor\",\"level\",\"passages\",\"title\"")},
	{"source", CLOSED("\"locator\":" STRING_OR_NULL ",\"note\":" STRING_OR_NULL
		",\"source\":{\"$ref\":\"#/$defs/entry-id\"}") REQUIRE("\"locator\",\"note\",\"source\"")},
	{"time", CLOSED("\"approximate\":{\"type\":\"boolean\"},\"edtf\":" STRING ",\"from\":{\"$ref\":\"#/$defs/day\"},"
		"\"to\":{\"$ref\":\"#/$defs/day\"},\"uncertain\":{\"type\":\"boolean\"}")
		REQUIRE("\"approximate\",\"edtf\",\"from\",\"to\",\"uncertain\"")},
	{"type", CLOSED("\"fields\":" LIST("{\"$ref\":\"#/$defs/field\"}") ",\"label\":" CLOSED("\"many\":" STRING ",\"one\":"
		STRING) REQUIRE("\"many\",\"one\"") ",\"letter\":" STRING_OR_NULL ",\"means\":" STRING_OR_NULL ",\"name\":" STRING
		",\"role\":{\"enum\":[\"glossary\",\"bibliography\",null]}")
		REQUIRE("\"fields\",\"label\",\"letter\",\"means\",\"name\",\"role\"")},
};

static const struct definition TOP[] = {
	{"$schema", STRING},
	{"entries", LIST("{\"$ref\":\"#/$defs/entry\"}")},
	{"format", "{\"const\":1}"},
	{"handbook", "{\"$ref\":\"#/$defs/handbook\"}"},
	{"types", LIST("{\"$ref\":\"#/$defs/type\"}")},
};
/* clang-format on */

/* Which fields an entry may have follows from its type. */
static void put_conditions(struct json_stream *json, const struct config *config)
{
	json_open(json, '[');
	for (size_t i = 0; i <= config->schema.type_count; i++) {
		const struct type *type = i < config->schema.type_count ? &config->schema.types[i] : NULL;

		json_line(json);
		json_raw(json, STR("{\"if\":{\"properties\":{\"type\":{\"const\":"));
		json->comma = false;
		json_text_or_null(json, type ? type->name : STR(""));
		buf_put(json->out, STR("}}},\"then\":{\"properties\":{\"fields\":"));
		json->comma = false;
		put_fields_schema(json, config, type);
		buf_put(json->out, STR("}}}"));
	}
	json_close(json, ']');
}

static void put_types_known(struct json_stream *json, const struct schema *schema)
{
	json_open(json, '{');
	json_member(json, STR("description"), STR("The name of its type; null for a page of its own"));
	json_key(json, STR("enum"));
	json_open(json, '[');
	for (size_t i = 0; i < schema->type_count; i++)
		json_text(json, schema->types[i].name);
	json_null(json);
	json_close(json, ']');
	json_close(json, '}');
}

/* {"description": …, and what else its schema has} */
static void put_described(struct json_stream *json, const struct entry_member *member)
{
	json_open(json, '{');
	json_member(json, STR("description"), str_from(member->description));
	buf_char(json->out, ',');
	buf_put(json->out, str_from_index(str_from(member->schema), 1));
	json->comma = true;
}

static void put_entry_schema(struct json_stream *json, const struct config *config)
{
	json_open(json, '{');
	json_member(json, STR("type"), STR("object"));
	json_key(json, STR("properties"));
	json_open(json, '{');
	for (size_t i = 0; i < ENTRY_MEMBER_COUNT; i++) {
		struct str name = str_from(ENTRY_MEMBERS[i].name);

		json_line(json);
		json_key(json, name);
		if (str_equal(name, STR("type")))
			put_types_known(json, &config->schema);
		else
			put_described(json, &ENTRY_MEMBERS[i]);
	}
	json_close(json, '}');
	json_key(json, STR("required"));
	json_open(json, '[');
	for (size_t i = 0; i < ENTRY_MEMBER_COUNT; i++)
		json_text(json, str_from(ENTRY_MEMBERS[i].name));
	json_close(json, ']');
	json_key(json, STR("additionalProperties"));
	json_bool(json, false);
	json_key(json, STR("allOf"));
	put_conditions(json, config);
	json_close(json, '}');
}

static void put_top(struct json_stream *json)
{
	json_key(json, STR("properties"));
	json_open(json, '{');
	for (size_t i = 0; i < COUNT_OF(TOP); i++) {
		json_key(json, str_from(TOP[i].name));
		json_raw(json, str_from(TOP[i].schema));
	}
	json_close(json, '}');
	json_key(json, STR("required"));
	json_open(json, '[');
	for (size_t i = 0; i < COUNT_OF(TOP); i++)
		json_text(json, str_from(TOP[i].name));
	json_close(json, ']');
}

void export_schema(struct exporting *e)
{
	const struct config *config = e->site->config;
	struct json_stream json = {.out = &e->out};

	json_open(&json, '{');
	json_member(&json, STR("$schema"), STR("https://json-schema.org/draft/2020-12/schema"));
	json_member_if(&json, STR("$id"), export_full_url(e, DATA_FILE_ROWS[DATA_SCHEMA].address));
	json_member(&json, STR("title"), config->title);
	json_member(&json, STR("type"), STR("object"));
	json_line(&json);
	put_top(&json);
	json_key(&json, STR("additionalProperties"));
	json_bool(&json, false);
	json_line(&json);
	json_key(&json, STR("$defs"));
	json_open(&json, '{');
	for (size_t i = 0; i < COUNT_OF(DEFINITIONS); i++) {
		json_line(&json);
		json_key(&json, str_from(DEFINITIONS[i].name));
		json_raw(&json, str_from(DEFINITIONS[i].schema));
	}
	json_line(&json);
	json_key(&json, STR("entry"));
	put_entry_schema(&json, config);
	json_close(&json, '}');
	json_close(&json, '}');
	buf_char(&e->out, '\n');
}
