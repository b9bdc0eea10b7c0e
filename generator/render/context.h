/* What templates see: one list, in context.c. From it come the trees that templates are rendered with, the vocabulary
 * that they are checked against, and the manual. To add a name: a row in its table there, an index here, and the line
 * that fills it in.
 *
 * A tree is made of shapes: a map whose names are fixed and always present. What was not filled in is "" (or false, an
 * empty list, null, by the row's kind), so that no template ever looks past a missing name into what encloses it. */
#ifndef GLOSSA_RENDER_CONTEXT_H
#define GLOSSA_RENDER_CONTEXT_H

#include "formats/value.h"
#include "model/config.h"
#include "model/vocabulary.h"
#include "render/context_names.h"

/* One name of a shape. */
struct context_row {
	const char *name;
	enum shape_id shape; /* of its value, or of the items of its list */
	bool many;
	const char *meaning;
};

struct context_table {
	const char *name;
	const struct context_row *rows;
	size_t count;
};

/* The names of a shape; none for a plain value. */
const struct context_table *context_table(enum shape_id shape);

/* An entry's map has the fields of its schema behind the names of the table. */
struct type_shape {
	const struct value *entry;
	const struct value *data; /* the fields alone, in the schema's order */
	const uint32_t *slots;    /* by field: its index in `entry`; 0 where a name of the table hides it */
};

/* Maps ready to be copied, with the hashes of their names: made once a build. */
struct shapes {
	const struct value *ready[SHAPES];
	const struct type_shape *types; /* by type; one more for pages of no type */
};

void shapes_init(struct arena *arena, struct shapes *shapes, const struct schema *schema);

/* A map whose names stand ready to be filled with shape_set. */
static inline struct value *shape_new(struct arena *arena, const struct shapes *shapes, enum shape_id shape)
{
	return value_map_copy(arena, shapes->ready[shape]);
}

static inline void shape_set(struct value *map, unsigned index, const struct value *value)
{
	map->map.members[index].value = value;
}

/* A copy of the shape with texts in it: one allocation, for what a page has thousands of. Empty texts are left out. */
struct shape_text {
	unsigned index;
	struct str text;
};
struct value *shape_with_texts(
	struct arena *arena, const struct value *ready, const struct shape_text *texts, size_t count);

/* What stands for a field that an entry does not have: "", false, an empty list or null. */
const struct value *field_nothing(const struct field *field);

/* All names that templates may use, those of the handbook's schema, words and params among them. `assets` holds the
 * paths of static files ("icons/logo.svg"). */
void context_vocabulary(
	struct vocabulary *vocabulary, const struct config *config, const struct words *words, const struct map *assets);

#endif
