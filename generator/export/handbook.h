/* data/handbook.json and its schema, which are written from one table. */
#ifndef GLOSSA_EXPORT_HANDBOOK_H
#define GLOSSA_EXPORT_HANDBOOK_H

#include "export/exporting.h"
#include "formats/json_stream.h"
#include "model/search_text.h"

struct handbook_writing {
	struct exporting *e;
	struct json_stream json;
	struct search_text passages; /* of the entry at hand */
};

/* What every entry has, in the order of the alphabet. */
struct entry_member {
	const char *name;
	const char *schema; /* JSON: what its value may be */
	const char *description;
	void (*put)(struct handbook_writing *w, const struct entry *entry);
};
extern const struct entry_member ENTRY_MEMBERS[];
extern const size_t ENTRY_MEMBER_COUNT;

/* handbook_fields.c: the fields of an entry by the kinds of its schema */
void put_fields(struct handbook_writing *w, const struct entry *entry);
/* The fields as they are declared, for `types`; and what their values may be, for the schema. */
void put_field_list(struct json_stream *json, const struct field *fields, size_t count);
void put_fields_schema(struct json_stream *json, const struct config *config, const struct type *type);

#endif
