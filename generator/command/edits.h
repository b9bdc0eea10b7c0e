/* Changes to the text of one file, to show and to apply: pieces replaced, everything else kept byte for byte. */
#ifndef GLOSSA_COMMAND_EDITS_H
#define GLOSSA_COMMAND_EDITS_H

#include "base/arena.h"
#include "base/buf.h"

struct edit {
	size_t from, to; /* bytes of the old text */
	struct str text; /* what stands there instead */
};

struct edits {
	struct str path, new_path; /* where the file is, and where it will be */
	struct str old;            /* its text */
	struct edit *items;        /* in order, not overlapping */
	size_t count, capacity;
};

/* Replaces at least one byte. False, and nothing added, where the place has been changed already. */
bool edits_add(struct arena *arena, struct edits *edits, size_t from, size_t to, struct str text);
/* Whether a byte lies in what is being replaced. */
bool edits_has(const struct edits *edits, size_t at);
void edits_apply(const struct edits *edits, struct buf *out);
/* A unified diff, as patch and git understand it. */
void edits_diff(const struct edits *edits, struct buf *out);

#endif
