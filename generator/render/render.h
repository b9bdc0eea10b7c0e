/* What is found once a build, before the first page; const from then on and shared by all workers. */
#ifndef GLOSSA_RENDER_RENDER_H
#define GLOSSA_RENDER_RENDER_H

#include "render/context.h"
#include "render/language.h"
#include "render/news.h"
#include "render/pages.h"
#include "render/plan.h"
#include "render/works.h"

/* The entries of a type, in the order of its index. */
struct type_order {
	const struct entry **items;
	size_t count;
};

/* What a link to an entry takes. Links lead all over a large handbook, so this fills one line of the cache, and the
 * texts of all entries lie together; summaries and numbers, which only cards show, stand elsewhere. */
struct caption {
	struct str path; /* of its address; a record's fragment follows behind the '#' */
	struct str title;
	struct str siglum; /* "C 17" */
	uint32_t fragment_length;
	uint16_t language;
	bool plain; /* the path needs no escape */
	bool term;
};

/* The tags of an entry: a run in render.tags. */
struct tag_run {
	uint32_t first, count;
};

struct nav_target {
	struct str title;
	struct site_page page;
};

/* What is the same for all pages that lie equally deep. */
struct frame {
	struct str root; /* "../" */
	const struct value *site, *assets;
	const struct value **types; /* by type: TYPE */
};

struct render {
	const struct site *site;
	const struct template_set *templates;
	struct arena arena;
	struct shapes shapes;
	struct works works;
	struct search_table *search_table;                    /* how names and words are compared */
	struct language *languages;                           /* the handbook's first */
	struct type_order *orders;                            /* by type */
	uint32_t *position;                                   /* by entry: in its type's order */
	struct caption *captions;                             /* by entry */
	struct str *summaries;                                /* by entry: its summary, else its definition */
	struct str *numbers;                                  /* by entry: "17" */
	struct tag_run *tag_runs;                             /* by entry */
	const struct field **sign_fields;                     /* by type: what means skos:notation, or NULL */
	bool wants_previews, wants_json_ld, wants_neighbours; /* some template asks for them: they take time to make */
	draw_neighbours *draw;                                /* NULL: nobody does */
	const struct tag **tags;
	struct str *tag_addresses; /* by tag: "tags/sovereignty.html" */
	struct nav_target *nav;    /* of the pages in the navigation that exist */
	struct frame *frames;      /* by depth; the last is for 404.html, which cannot know where it is read */
	struct page *pages;
	size_t language_count, nav_count, frame_count, page_count;
	bool search, changes, data; /* there is a page for it */
	struct news news;
	struct str base_url;                       /* with a slash at its end; "" for none */
	struct str stylesheet, stylesheet_address; /* the joined one's text */
};

void render_prepare(struct render *render, struct diags *diags); /* all but pages and frames; then the plan */
void render_frames(struct render *render);                       /* what depends on how deep pages lie */
const struct frame *render_frame(const struct render *render, const struct page *page);

#endif
