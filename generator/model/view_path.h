/* A path leads from an entry, or from one of its records, to values: `title`, `period`, `modes.mode`, `cases.region`. */
#ifndef GLOSSA_MODEL_VIEW_PATH_H
#define GLOSSA_MODEL_VIEW_PATH_H

#include "model/site.h"

enum { VIEW_STEPS = 4 };

struct view_path {
	struct str text; /* as written */
	struct str steps[VIEW_STEPS];
	size_t count; /* 0: there is no path */
	struct place place;
};

/* One value that a path leads to. */
struct view_value {
	const struct entry *owner; /* whose front matter it stands in */
	const struct field *field;
	const struct value *value;  /* NULL where `target` is all: a computed field, the title */
	const struct entry *target; /* of a reference */
	bool title;                 /* the owner's title */
	const struct field *within; /* the innermost record that it stands in; NULL for none */
	const struct value *record;
	struct str locator; /* of one of the entry's own sources, else "" */
};

struct view_values {
	struct view_value *items;
	size_t count, capacity;
	bool too_many; /* not all of them are here */
};

/* Every entry has these, whatever its type: title, summary, number … */
size_t view_own_field_count(void);
const struct field *view_own_field_at(size_t index);
/* The parts of quantities and places. */
enum { VIEW_PART_COUNT = 7 };
extern const struct str VIEW_PARTS[VIEW_PART_COUNT];
/* What readers know a field by: one inside a record by the record, parties and not actor. */
const struct field *field_outer(const struct type *type, const struct field *field);

/* Where the path leads from here; `record` is one of the records of `each`, or NULL. */
struct view_values view_values(struct arena *arena, const struct site *site, const struct entry *entry,
	const struct field *each, const struct value *record, const struct view_path *path);
/* What the value says, as one line: a title, a name, a date as written. */
struct str view_value_text(struct arena *arena, const struct view_value *value);
/* The field that the path ends in, for an entry of the type; NULL when it has none. */
const struct field *view_path_field(
	const struct type *type, const struct view_path *each, const struct view_path *path);
/* Who says so, and where: of a source the value itself, else the source that the record around it names. NULL when
 * nobody does; the locator is "" where none is written. */
const struct entry *view_value_source(const struct view_value *value, struct str *locator);
/* Whether the field names sources. */
bool names_sources(const struct field *field);
/* What a reference in the front matter leads to; NULL for what leads nowhere. */
const struct entry *entry_ref_target(const struct entry *entry, const struct field *field, const struct value *value);

#endif
