/* What is written for machines instead of readers, each by the file that is named before it. */
#ifndef GLOSSA_RENDER_MACHINE_FILES_H
#define GLOSSA_RENDER_MACHINE_FILES_H

#include "render/making.h"

struct page_sink;

/* feeds.c: maps of the site, what is new, and what robots may read */
bool sitemap_lists(const struct page *page);
void render_sitemap(struct making *m, struct buf *out);
void render_feed(struct making *m, struct buf *out);
void render_robots(struct making *m, struct buf *out);

/* hosts.c: what web servers and hosts read */
void render_redirects(struct making *m, struct buf *out);
void render_redirect_map(struct making *m, struct buf *out);
void render_headers(struct making *m, struct buf *out);

/* search.c: the index, as files below search/; false when the sink refuses one */
bool render_search(struct making *m, const struct page_sink *sink);

#endif
