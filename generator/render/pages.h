/* The last computing stage: every page of a linked site goes through its template. The site is const; nothing is read
 * or written here, finished pages are handed to a sink one by one.
 *
 *   struct render *render = render_begin(&(struct render_input){…}, &diags);
 *   struct render_worker *worker = render_worker_new(render);           one for each thread
 *   for each page, on any thread: render_page(render, page, worker, &sink);
 *   render_worker_free(worker, &diags);                                 hands over its diagnostics
 *   render_end(render);
 *
 * Files are not pages: build.c copies what site.assets lists. Large pages come first, so that no thread is left alone
 * with one at the end. The bytes of a page depend on the site alone, not on the worker or on the pages before. */
#ifndef GLOSSA_RENDER_PAGES_H
#define GLOSSA_RENDER_PAGES_H

#include "formats/mustache.h"
#include "model/site.h"

/* Takes one finished page; the bytes are gone when it returns. False when it cannot be kept (no space, say). */
struct page_sink {
	bool (*write)(void *context, struct str path, struct str bytes);
	void *context;
	bool nowhere; /* it only looks for what is wrong: what cannot be wrong need not be made */
};

struct render;
struct render_worker;

/* Never NULL. What templates lack is reported here, once: a template that an entry names, words of a language. */
struct render *render_begin(const struct site *site, const struct template_set *templates, struct diags *diags);
/* Who draws an entry among its neighbours: view/, which render/ does not know. Without it nobody does. */
typedef const struct view_drawing *draw_neighbours(
	struct arena *arena, struct arena *scratch, const struct site *site, const struct entry *entry);
void render_draw_with(struct render *render, draw_neighbours *draw);
void render_end(struct render *render);

size_t render_page_count(const struct render *render);
struct str render_page_address(const struct render *render, size_t page);

/* Whether making it makes several files, all in the folder of its address. */
bool render_page_is_many(const struct render *render, size_t page);

struct render_worker *render_worker_new(const struct render *render);
void render_worker_free(struct render_worker *worker, struct diags *diags);

/* False when the sink refused the page. */
bool render_page(const struct render *render, size_t page, struct render_worker *worker, const struct page_sink *sink);

/* What a page's template sees; valid until the worker is used again. */
const struct value *render_page_data(const struct render *render, size_t page, struct render_worker *worker);

#endif
