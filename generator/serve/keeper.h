/* Keeps the site that is served in step with its files, a turn for each change: what has changed is read and parsed,
 * the whole is linked, pages are told. When something is wrong the last good edition stays. */
#ifndef GLOSSA_SERVE_KEEPER_H
#define GLOSSA_SERVE_KEEPER_H

#include "base/outcome.h"
#include "serve/live.h"

struct past;
struct source_changes;

/* What a turn has come to. */
struct turn {
	struct build *build; /* what was tried, with its diagnostics */
	enum outcome outcome;
	const struct source_changes *changes; /* NULL when the whole handbook was loaded */
	size_t parsed;                        /* entries */
	double seconds;
};

struct keeper {
	struct live *live;
	const char *root;
	bool drafts;
	/* Called once a turn, as soon as it is known what it has come to: tells the user, and pages of what is wrong. */
	void (*tell)(void *context, const struct turn *turn);
	void *context;

	struct past *past;   /* shared by builds as long as the head of the repository is the same */
	uint64_t head;       /* of the repository when `past` was asked for */
	struct build *build; /* of the edition that is served; NULL while there is none */
	bool failed;         /* the last turn */
};

/* To begin with, and whenever files may have changed. */
void keeper_turn(struct keeper *keeper);
/* The edition has been released. */
void keeper_release(struct keeper *keeper);

#endif
