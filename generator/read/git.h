/* Runs git, which belongs to whoever owns the repository: its settings, hooks and filters get no say. No shell, no
 * terminal, no pager, no network; a deadline; output goes to the caller piece by piece. */
#ifndef GLOSSA_READ_GIT_H
#define GLOSSA_READ_GIT_H

#include <stdatomic.h>

#include "base/arena.h"
#include "base/str.h"

enum git_outcome {
	GIT_DONE,
	GIT_MISSING, /* there is no such program */
	GIT_FAILED,  /* what it had to say is in `said` */
	GIT_LATE,    /* it was ended at the deadline */
	GIT_GIVEN_UP,
};

struct git_run {
	const char *folder;           /* git works there */
	const char *const *arguments; /* ended by NULL: "log", … */
	void (*take)(void *context, struct str bytes);
	void *context;
	unsigned deadline_ms;
	const atomic_bool *given_up; /* becomes true when nobody wants to know any more */
};

/* Whether the folder, or one above it, may be a repository: whether git can know anything. */
bool git_may_know(const char *folder);

/* `said`: the beginning of what git wrote to its standard error, in the arena. */
enum git_outcome git_run(struct arena *arena, const struct git_run *run, struct str *said);

#endif
