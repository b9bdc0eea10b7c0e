/* What the files that read views share. */
#ifndef GLOSSA_PARSE_VIEW_READING_H
#define GLOSSA_PARSE_VIEW_READING_H

#include "base/near.h"
#include "base/utf8.h"
#include "parse/view.h"

struct reading {
	struct arena *arena;
	struct view *view;
	const struct config *config;
	struct str path;
	struct diags *diags;
	size_t column_capacity, test_capacity;
};

static inline bool is_text(const struct value *value)
{
	return value && value->kind == VALUE_TEXT && value->text.len;
}

/* One value, or a list of them. */
static inline size_t count_of(const struct value *value)
{
	return value->kind == VALUE_LIST ? value->list.count : 1;
}

static inline const struct value *item_of(const struct value *value, size_t index)
{
	return value->kind == VALUE_LIST ? value->list.items[index] : value;
}

/* view_where.c */
void view_wrong(struct reading *r, struct place place, struct str shown, const char *why);
/* A text, or "" when it is none, which is told. */
struct str view_text(struct reading *r, const struct value *value);
/* The field that a good path ends in. */
const struct field *view_field(const struct reading *r, const struct view_path *path);
/* False, with an empty path, when none of the types has it, which is told. */
bool view_read_path_text(struct reading *r, struct str text, struct place place, struct view_path *path);
bool view_read_path(struct reading *r, const struct value *value, struct view_path *path);
void view_read_where(struct reading *r, const struct value *value);

#endif
