/* What is being served, and who waits to hear of changes.
 *
 * One thread builds, another answers. Whoever looks at the site takes it for as long as that lasts; what has to be told
 * to pages is held apart from it, so that news get through while the site is being changed. Every event has a number; a
 * page that has seen one asks for those after it. */
#ifndef GLOSSA_SERVE_LIVE_H
#define GLOSSA_SERVE_LIVE_H

#include <pthread.h>

#include "base/buf.h"
#include "serve/edition.h"

struct live {
	pthread_mutex_t site;    /* guards `edition`, and all that it is made from */
	struct edition *edition; /* NULL while nothing could be built yet */
	pthread_mutex_t lock;    /* guards what follows */
	struct buf state;        /* the event that tells all: {"number": 3, "errors": "…", …} */
	uint64_t number;         /* of that event; beyond those of any server before */
	struct buf errors;       /* as on the terminal, without colours; empty for none */
};

void live_init(struct live *live);
/* The site, to be looked at or changed by nobody else until it is given back. */
struct edition *live_take(struct live *live);
void live_give(struct live *live, struct edition *edition);
/* Tells pages that there is another edition, in which nothing is wrong. */
void live_news(struct live *live, bool styles_only);
/* The last edition stays; pages show what is wrong. */
void live_fail(struct live *live, struct str errors);
/* A copy of the present event for a page that has seen `seen`; false, and nothing appended, when it knows all. */
bool live_event(struct live *live, uint64_t *seen, struct buf *out);
/* Appends a page that stands for all while there is no edition. */
void live_stand_in(struct live *live, struct buf *out);
void live_release(struct live *live);

/* What pages run to be kept up to date, and where it stands. */
extern const struct str LIVE_SCRIPT, LIVE_SCRIPT_PATH, LIVE_EVENTS_PATH;
/* A page with the element that loads it, which knows what the page is: `tag`, or "". */
void live_page(struct buf *out, struct str page, struct str tag);

#endif
