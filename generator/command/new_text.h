/* The text of a new entry or record: what its type requires, filled with something that passes and marked by a comment;
 * what it allows, commented out below. */
#ifndef GLOSSA_COMMAND_NEW_TEXT_H
#define GLOSSA_COMMAND_NEW_TEXT_H

#include "base/buf.h"
#include "model/site.h"

/* A whole file; `type` is NULL for a page of its own. */
void new_entry_text(struct buf *out, const struct site *site, const struct type *type, struct str title);
/* An item of a list whose dash stands behind `indent` spaces. */
void new_record_text(
	struct buf *out, const struct site *site, const struct type *type, struct str id, struct str title, size_t indent);
/* An id that none of the type's records has: the next of e041, e042 where all are so, else the title's letters. */
struct str new_record_id(struct arena *arena, const struct site *site, const struct type *type, struct str title);

#endif
