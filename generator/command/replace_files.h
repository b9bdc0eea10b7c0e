/* Changes several files of a handbook, or none of them, also when the disk fills or the program is killed half-way. */
#ifndef GLOSSA_COMMAND_REPLACE_FILES_H
#define GLOSSA_COMMAND_REPLACE_FILES_H

#include "base/arena.h"
#include "base/str.h"

struct replacement {
	struct str path;     /* a file there is */
	struct str new_path; /* where it goes: the same, or one that is free */
	struct str bytes;

	/* filled in on the way */
	const char *from, *to, *next, *aside;
};

/* The working directory is the handbook's. Everything is written beside the files first; only then do they take their
 * places, which needs no more room. What fails half-way is undone. False with errno and the path that failed. */
bool replace_files(struct arena *arena, struct replacement *items, size_t count, struct str *failed);

/* Ends what a call that was killed has left, one way or the other. False when there was nothing to end. */
bool replace_files_resume(struct arena *arena);

#endif
