/* What has to change in a handbook when an entry moves: every place that names it, nothing else. */
#ifndef GLOSSA_COMMAND_RENAMING_H
#define GLOSSA_COMMAND_RENAMING_H

#include "build.h"
#include "command/edits.h"

struct renaming {
	struct arena *arena;
	struct build *build;       /* loaded with drafts, without errors */
	const struct entry *entry; /* the one that moves */
	struct str new_id;         /* "terms/new" */
	struct str new_path;       /* "content/terms/new.md" */

	struct str new_name; /* what it can be called for short */
	struct map files;    /* path → struct edits */
	size_t places;       /* that name the entry */
	struct str trouble;  /* why it cannot be done, "" while it can */
};

/* Fills `files` and `places`; false with `trouble`. */
bool renaming_collect(struct renaming *renaming);

#endif
