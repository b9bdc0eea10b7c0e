/* What version control knows of a handbook, read beside its parsing. One `struct past` may serve many builds of the same
 * handbook, one after the other: git is asked once.
 *
 *   struct past past = {0};
 *   build.past = &past;          NULL: nobody asks, and entries have the dates of their front matter alone
 *   … build_release(&build);     first
 *   past_release(&past); */
#ifndef GLOSSA_BUILD_HISTORY_H
#define GLOSSA_BUILD_HISTORY_H

#include <stdatomic.h>

#include "base/task.h"
#include "build.h"
#include "read/history.h"

struct past {
	struct history history;
	struct history_request request;
	struct task task;
	atomic_bool given_up;
	bool begun;
	bool hashes;     /* texts are compared with what git has of them, which takes time */
	bool told;       /* why there is no history has been said */
	struct str note; /* that reason, the first time it is found out; else "" */
};
void past_release(struct past *past);

/* When the settings are known. */
void build_history_begin(struct build *build);
/* What an entry's file holds now; from the worker that has the entry. */
void build_history_note(const struct build *build, struct entry *entry, struct str bytes);
/* Waits for what is not there yet, and hands it to the entries; again whenever some have been parsed anew. */
void build_history_end(struct build *build);
/* A file that was not there when git was asked may have a history all the same: it may come back. Whether this one, or
 * the file of some entry, has; then another past has to be read, in a build that begins with none. */
bool past_may_lack(const struct build *build, struct str path);
bool past_may_lack_some(const struct build *build);
/* When a build ends early. */
void build_history_give_up(struct build *build);

#endif
