/* What differs between the files that a build was made from and those that are there now, and the exchange of the one
 * for the other: for `serve`, which goes on with the build it has. Both trees have been read with `stamped`. */
#ifndef GLOSSA_READ_CHANGES_H
#define GLOSSA_READ_CHANGES_H

#include "model/source.h"

enum source_change { CHANGE_BYTES, CHANGE_ADDED, CHANGE_REMOVED };

struct changed_source {
	struct str path; /* of the tree that has it; the newer where both have */
	enum source_kind kind;
	enum source_change change;
};

struct source_changes {
	struct changed_source *items; /* by kind, then by path */
	size_t count, capacity;
	size_t of[SOURCE_KIND_COUNT];  /* how many */
	bool names[SOURCE_KIND_COUNT]; /* some have come or gone */
};

void changes_find(const struct source_tree *before, const struct source_tree *now, struct source_changes *changes);
void changes_release(struct source_changes *changes);

/* `tree` takes over from `now` what has changed and its open folders; bytes that are loaded stay with what is the same.
 * What `tree` was is kept in `former`, which is zero, for one of the two below. `now` can be released afterwards. */
void changes_take(struct source_tree *tree, struct source_tree *now, const struct source_changes *changes,
	struct source_tree *former);
void changes_keep(struct source_tree *tree, struct source_tree *former);
void changes_undo(struct source_tree *tree, struct source_tree *former);

#endif
