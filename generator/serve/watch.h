/* Tells when the files of a handbook change. Everything below content/, templates/ and static/ is watched, and
 * site.yaml; what the next build passes over (editors' swap files) is passed over here too. */
#ifndef GLOSSA_SERVE_WATCH_H
#define GLOSSA_SERVE_WATCH_H

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"

struct watch {
	struct str root; /* absolute, terminated */
	int notify;      /* an inotify descriptor, to be polled */
	int root_number; /* of the root's watch */
	int git_number;  /* of the folder where git notes each commit; -1 for none */
	bool there;      /* the root was there when last looked for */
	bool changed;
	bool half_done; /* the last that was heard is half of a change: a file that is still written, a name that is free */
	struct arena arena;
};

/* False with errno when the system has no watches to give. */
bool watch_open(struct watch *watch, struct str root);
/* Looks for folders that have come since and forgets what has changed. Call before each build: what changes from then
 * on is told, so that no build is the last one to see half of something. */
void watch_begin(struct watch *watch);
/* Takes what `notify` has to say; `changed` is the result. */
void watch_take(struct watch *watch);
/* Whether the root has come or gone; for when nothing has been heard for a while. */
bool watch_root_turned(struct watch *watch);
void watch_release(struct watch *watch);

#endif
