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
	bool told;          /* why there is no history has been said */
	struct str note;    /* that reason, the first time it is found out; else "" */
	struct blob *blobs; /* of the build at hand, by item of its tree's SOURCE_ENTRY: what is there now */
};
void past_release(struct past *past);

/* When the settings are known. */
void build_history_begin(struct build *build);
/* An entry's file as it is now; from any worker, each item once. */
void build_history_note(struct build *build, size_t item, struct str bytes);
/* Of a build whose history has been handed over: an entry's file has another text now. What was known of it before can
 * be given back by build_history_restore(). */
struct past_text {
	struct file_history *file; /* NULL: git does not know it */
	bool changed_since;
};
struct past_text build_history_renew(struct build *build, struct str path, struct str bytes);
void build_history_restore(const struct past_text *text);
/* Entries have come, or have been replaced. */
void build_history_again(struct build *build);
/* Waits for what is not there yet, and hands it to the entries. */
void build_history_end(struct build *build);
/* When a build ends early. */
void build_history_give_up(struct build *build);

#endif
