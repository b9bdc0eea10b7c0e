/* What is being served, and who waits to hear of changes.
 *
 * The edition and the errors are exchanged by the thread that builds and read by those that answer. Every event has a
 * number; a page that has seen one asks for those after it. */
#ifndef GLOSSA_SERVE_LIVE_H
#define GLOSSA_SERVE_LIVE_H

#include <pthread.h>

#include "base/buf.h"
#include "serve/edition.h"

struct live {
	pthread_mutex_t lock;
	struct edition *edition; /* NULL while nothing could be built yet */
	struct buf state;        /* the event that tells all: {"edition": 3, "errors": "…", …} */
	uint64_t number;         /* of that event */
	uint64_t editions;       /* the number of this one; beyond those of any server before */
	bool styles_only;        /* the last change */
	struct buf errors;       /* as on the terminal, without colours; empty for none */
};

void live_init(struct live *live);
/* Takes a new edition over; `errors` are warnings at most. */
void live_publish(struct live *live, struct edition *edition, bool styles_only);
/* The last edition stays; pages show what is wrong. */
void live_fail(struct live *live, struct str errors);
/* A copy of the present event for a page that has seen `seen`; false, and nothing appended, when it knows all. */
bool live_event(struct live *live, uint64_t *seen, struct buf *out);
/* The edition, held; NULL while there is none. */
struct edition *live_edition(struct live *live);
/* Appends a page that stands for all while there is no edition. */
void live_stand_in(struct live *live, struct buf *out);
void live_release(struct live *live);

/* What pages run to be kept up to date, and where it stands. */
extern const struct str LIVE_SCRIPT, LIVE_SCRIPT_PATH, LIVE_EVENTS_PATH;
/* A page with the element that loads it, which knows the edition. */
void live_page(struct live *live, struct buf *out, struct str page);

#endif
