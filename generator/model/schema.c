#include "model/schema.h"

#include "base/arena.h"

static const struct str KIND_NAMES[] = {
	[FIELD_TEXT] = STR_INIT("text"),
	[FIELD_MARKDOWN] = STR_INIT("markdown"),
	[FIELD_NUMBER] = STR_INIT("number"),
	[FIELD_BOOLEAN] = STR_INIT("boolean"),
	[FIELD_CHOICE] = STR_INIT("choice"),
	[FIELD_URL] = STR_INIT("url"),
	[FIELD_TAGS] = STR_INIT("tags"),
	[FIELD_PLACE] = STR_INIT("place"),
	[FIELD_REF] = STR_INIT("ref"),
	[FIELD_RECORD] = STR_INIT("record"),
	[FIELD_QUANTITY] = STR_INIT("quantity"),
	[FIELD_DATE] = STR_INIT("date"),
	[FIELD_PERIOD] = STR_INIT("period"),
};

const struct type *schema_type(const struct schema *schema, struct str name)
{
	for (size_t i = 0; i < schema->type_count; i++)
		if (str_equal(schema->types[i].name, name))
			return &schema->types[i];
	return NULL;
}

const struct field *schema_field(const struct type *type, struct str name)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (str_equal(type->fields[i].name, name))
			return &type->fields[i];
	return NULL;
}

const struct field *schema_meaning(const struct type *type, struct str means)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (str_equal(type->fields[i].means, means))
			return &type->fields[i];
	return NULL;
}

struct str field_choice_words(const struct field *field, struct str choice)
{
	for (size_t i = 0; field->choice_words && i < field->choice_count; i++)
		if (str_equal(field->choices[i], choice))
			return field->choice_words[i];
	return choice;
}

const char *field_kind_name(enum field_kind kind)
{
	return KIND_NAMES[kind].data;
}
