/* What is new in the handbook: every entry by its last change, the newest first. Found once a build; the feed, the page of
 * changes and the sitemap ask for it. */
#ifndef GLOSSA_RENDER_NEWS_H
#define GLOSSA_RENDER_NEWS_H

#include "model/site.h"

/* An entry, and what was last done to it. */
struct news_item {
	const struct entry *entry;
	const struct change *change; /* NULL: only the date is known, from the front matter */
	int64_t seconds;
};

struct news {
	struct news_item *items; /* the newest first */
	size_t count;
};

void news_init(struct arena *arena, struct news *news, const struct site *site);

#endif
