/* The history of entries, from one call of git, whose output is read as it comes: what is kept of each file is bounded.
 * Renames are followed. Can run on a thread of its own: it looks at nothing but the paths of the tree's entries. */
#ifndef GLOSSA_READ_HISTORY_H
#define GLOSSA_READ_HISTORY_H

#include <stdatomic.h>

#include "model/history.h"
#include "model/source.h"

struct history_request {
	const char *root; /* the handbook's folder */
	const struct source_tree *tree;
	const struct str *minor; /* words of commits that readers are not told of */
	size_t minor_count;
	bool others;                 /* files may come that are not there yet */
	const atomic_bool *given_up; /* nobody wants to know any more */
};

/* `history` is zero; release it whatever comes out. Its state is anything but HISTORY_OFF afterwards. */
void history_read(struct history *history, const struct history_request *request);

/* Whether a file ("content/terms/new.md") that was not there, when others were asked for, may have a history. */
bool history_may_know(const struct history *history, struct str path);
/* Something that is other after each commit and checkout; 0 where that cannot be seen without git. */
uint64_t history_head(const char *root);
/* What git calls a text: the hash of a blob. */
struct blob history_blob(struct str bytes);

#endif
