/* Small entries that share one YAML file: a list of records, each with an `id`. */
#ifndef GLOSSA_PARSE_RECORDS_H
#define GLOSSA_PARSE_RECORDS_H

#include "model/config.h"
#include "model/entry.h"

struct record_list {
	struct entry *items; /* in the order written */
	size_t count;
};

/* The type whose records a YAML file in content/ holds, or NULL. */
const struct type *record_type(const struct schema *schema, struct str path);

/* Wants the source loaded, keeps nothing of its bytes. Each record becomes an entry with `record` set, its id made of
 * the file's and its own ("events/e041"), its address that of the type's page. What cannot be named is left out. The
 * entries own nothing: all that they hold lies in `arena`. */
struct record_list parse_records(
	struct arena *arena, struct source *source, const struct config *config, struct diags *diags);

#endif
