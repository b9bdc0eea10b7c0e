/* The maps of the tables in context.c, ready to be copied. Copying beats building: a page has some two hundred maps, and
 * hashing and storing their names again each time would cost more than all the rest. */
#include "render/context.h"

static const struct value NO_TEXT = {.kind = VALUE_TEXT, .text = STR_INIT("")};
static const struct value NO_BOOL = {.kind = VALUE_BOOL};
static const struct value NO_LIST = {.kind = VALUE_LIST};
static const struct value NO_VALUE = {.kind = VALUE_NULL};

static const struct value *row_nothing(const struct context_row *row)
{
	if (row->many)
		return &NO_LIST;
	switch (row->shape) {
	case SHAPE_TEXT: return &NO_TEXT;
	case SHAPE_BOOL: return &NO_BOOL;
	default: return &NO_VALUE;
	}
}

const struct value *field_nothing(const struct field *field)
{
	if (field->many || field->kind == FIELD_TAGS)
		return &NO_LIST;
	switch (field->kind) {
	case FIELD_TEXT:
	case FIELD_MARKDOWN:
	case FIELD_NUMBER:
	case FIELD_URL: return &NO_TEXT;
	case FIELD_BOOLEAN: return &NO_BOOL;
	default: return &NO_VALUE;
	}
}

static struct value *table_map(struct arena *arena, const struct context_table *table)
{
	struct value *map = value_map(arena);

	for (size_t i = 0; i < table->count; i++)
		value_set(arena, map, str_from(table->rows[i].name), row_nothing(&table->rows[i]));
	return map;
}

static struct type_shape type_shape(struct arena *arena, const struct type *type)
{
	size_t count = type ? type->field_count : 0;
	struct value *entry = table_map(arena, context_table(SHAPE_ENTRY));
	struct value *data = value_map(arena);
	uint32_t *slots = arena_array(arena, uint32_t, count);

	for (size_t i = 0; i < count; i++) {
		const struct field *field = &type->fields[i];

		value_set(arena, data, field->name, field_nothing(field));
		if (value_get(entry, field->name))
			continue;
		slots[i] = (uint32_t)entry->map.count;
		value_set(arena, entry, field->name, field_nothing(field));
	}
	return (struct type_shape){entry, data, slots};
}

void shapes_init(struct arena *arena, struct shapes *shapes, const struct schema *schema)
{
	struct type_shape *types = arena_array(arena, struct type_shape, schema->type_count + 1);

	for (size_t i = 0; i < SHAPES; i++)
		shapes->ready[i] = table_map(arena, context_table((enum shape_id)i));
	for (size_t i = 0; i <= schema->type_count; i++)
		types[i] = type_shape(arena, i < schema->type_count ? &schema->types[i] : NULL);
	shapes->types = types;
}

struct value *shape_with_texts(
	struct arena *arena, const struct value *ready, const struct shape_text *texts, size_t count)
{
	struct value *text, *map = value_map_copy_with(arena, ready, count, &text);

	for (size_t i = 0; i < count; i++) {
		if (!texts[i].text.len)
			continue;
		text->kind = VALUE_TEXT;
		text->text = texts[i].text;
		shape_set(map, texts[i].index, text++);
	}
	return map;
}
