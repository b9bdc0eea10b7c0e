/* What happens somewhere and at some time, whatever a handbook calls it: found by the kinds of its fields alone.
 *
 * An entry is dated by one field of its type: the one that means schema:temporalCoverage or schema:startDate, else its
 * first period, else its first date. Beside it each record inside an entry that has a date or a period counts, and
 * goes by its first text. Sources do not count; when they appeared stands among the references. */
#ifndef GLOSSA_MODEL_DATED_H
#define GLOSSA_MODEL_DATED_H

#include "model/site.h"

/* One value of a field, at the top of an entry or inside its records. */
struct found {
	const struct entry *entry;
	const struct field *field;
	const struct value *value;
	const struct value *record; /* the innermost record that it stands in; NULL for the entry itself */
	const struct field *within; /* that record's field */
	struct str path;            /* "period", "phases.period"; valid during the visit */
	size_t number;              /* of its kind in the entry, from 1 */
};

/* False ends the search. */
typedef bool found_visit(void *context, const struct found *found);

/* The field that a type's entries are dated by, or NULL. */
const struct field *type_dating_field(const struct type *type);
/* Visits what is dated in the entry, then all its places, in the order of the schema. False when it was ended. */
bool entry_dated(const struct entry *entry, found_visit *visit, void *context);
bool entry_places(const struct entry *entry, found_visit *visit, void *context);

bool site_has_dated(const struct site *site);
bool site_has_places(const struct site *site);

/* What the value's record goes by, else the entry: a title, a name, the first text. */
struct str found_title(const struct found *found);

#endif
