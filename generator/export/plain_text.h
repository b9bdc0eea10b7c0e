/* The plain text of what is written in Markdown. */
#ifndef GLOSSA_EXPORT_PLAIN_TEXT_H
#define GLOSSA_EXPORT_PLAIN_TEXT_H

#include "model/entry.h"

/* One value of a field as plain text; paragraphs are parted by an empty line. */
struct str plain_field_text(
	struct arena *arena, const struct entry *entry, const struct field *field, const struct value *value);
/* Of the first field that means this ("skos:definition"); "" for none. */
struct str plain_meaning(struct arena *arena, const struct entry *entry, struct str means);

#endif
