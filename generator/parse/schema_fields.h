/* The fields of one type, as site.yaml declares them: the part of parse/schema.c that knows nothing of other types. */
#ifndef GLOSSA_PARSE_SCHEMA_FIELDS_H
#define GLOSSA_PARSE_SCHEMA_FIELDS_H

#include "model/schema.h"
#include "parse/settings.h"

/* A ref whose targets are not known yet. */
struct pending_ref {
	struct type *owner;
	struct field *field;
	const struct member *to;
	const struct member *inverse; /* NULL for none */
};

/* What is gathered while types are read: the context of their settings. */
struct schema_reader {
	struct schema *schema;
	struct type *owner;          /* whose fields are being read */
	struct map by_name;          /* of struct type */
	struct map inverses;         /* how many computed fields a type gets at most: its name → the count as a pointer */
	struct pending_ref *pending; /* in the order written */
	size_t pending_count, pending_capacity;
};

/* Reads a map of fields into an array with room for `room` more behind them. */
void read_schema_fields(
	const struct settings *settings, const struct member *member, struct field **fields, size_t *count, size_t room);

/* A contradiction in the schema: SITE_TYPE. */
void schema_complain(const struct settings *settings, struct place place, const char *format, ...) PRINTF_LIKE(3, 4);

struct schema_label {
	struct str one, many;
};
/* A text, or {one, many}. */
struct schema_label read_schema_label(const struct settings *settings, const struct member *member);
/* "Use of force" for use_of_force. */
struct str label_from_name(struct arena *arena, struct str name);

#endif
