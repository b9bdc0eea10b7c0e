/* From the list of what templates see, and from what this handbook adds to it, the names that its templates may use. */
#include "render/context.h"

static void add_row(struct vocabulary *vocabulary, struct str parent, struct str name, enum shape_id shape)
{
	vocabulary_add(vocabulary, STR(""), name);
	if (parent.len)
		vocabulary_add(vocabulary, parent, name);
	for (size_t i = 0; i < context_table(shape)->count; i++)
		vocabulary_add(vocabulary, name, str_from(context_table(shape)->rows[i].name));
}

static enum shape_id field_shape(enum field_kind kind)
{
	switch (kind) {
	case FIELD_CHOICE: return SHAPE_CHOICE;
	case FIELD_PLACE: return SHAPE_PLACE;
	case FIELD_REF: return SHAPE_CARD;
	case FIELD_QUANTITY: return SHAPE_QUANTITY;
	case FIELD_DATE:
	case FIELD_PERIOD: return SHAPE_DATE;
	default: return SHAPE_TEXT;
	}
}

static void add_fields(struct vocabulary *vocabulary, struct str parent, const struct field *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		add_row(vocabulary, parent, fields[i].name, field_shape(fields[i].kind));
		for (size_t j = 0; j < fields[i].field_count; j++)
			add_fields(vocabulary, fields[i].name, &fields[i].fields[j], 1);
	}
}

/* Keys of free data, as deep as they go (the YAML reader limits that). */
static void add_free(struct vocabulary *vocabulary, struct str parent, const struct value *value)
{
	if (value && value->kind == VALUE_LIST)
		for (size_t i = 0; i < value->list.count; i++)
			add_free(vocabulary, parent, value->list.items[i]);
	if (!value || value->kind != VALUE_MAP)
		return;
	for (size_t i = 0; i < value->map.count; i++) {
		add_row(vocabulary, parent, value->map.members[i].key, SHAPE_TEXT);
		add_free(vocabulary, value->map.members[i].key, value->map.members[i].value);
	}
}

/* Words are looked up as word.key only: their keys are ordinary words, which as names would let typos pass. */
static void add_words(struct vocabulary *vocabulary, const struct value *languages)
{
	if (!languages || languages->kind != VALUE_MAP)
		return;
	for (size_t i = 0; i < languages->map.count; i++) {
		const struct value *words = languages->map.members[i].value;

		for (size_t j = 0; words->kind == VALUE_MAP && j < words->map.count; j++)
			vocabulary_add(vocabulary, STR("word"), words->map.members[j].key);
	}
}

void context_vocabulary(
	struct vocabulary *vocabulary, const struct config *config, const struct words *words, const struct map *assets)
{
	/* the names after which a field can stand; records are items of their list */
	static const struct str ENTRIES[] = {STR_INIT("entry"), STR_INIT("data"), STR_INIT("items")};

	for (int shape = 0; shape < SHAPES; shape++) {
		const struct context_table *table = context_table((enum shape_id)shape);

		for (size_t i = 0; i < table->count; i++)
			add_row(vocabulary, STR(""), str_from(table->rows[i].name), table->rows[i].shape);
	}
	for (size_t i = 0; i < config->schema.type_count; i++) {
		const struct type *type = &config->schema.types[i];

		for (size_t j = 0; j < COUNT_OF(ENTRIES); j++)
			add_fields(vocabulary, ENTRIES[j], type->fields, type->field_count);
	}
	add_free(vocabulary, STR("params"), config->params);
	add_words(vocabulary, words->theme);
	add_words(vocabulary, words->site);
	for (size_t i = 0; i < assets->count; i++) {
		struct str rest = assets->items[i].key, piece, parent = STR("asset");

		for (; str_split(&rest, '.', &piece); parent = piece)
			vocabulary_add(vocabulary, parent, piece);
	}
}
