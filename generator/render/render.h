/* What the files of render/ share: what is found once a build, what a worker has, and the page being made. */
#ifndef GLOSSA_RENDER_RENDER_H
#define GLOSSA_RENDER_RENDER_H

#include "formats/mustache.h"
#include "model/site.h"
#include "render/context.h"
#include "render/language.h"
#include "render/pages.h"
#include "render/works.h"

/* The kinds of pages there are; what each is called and made with stands in one table in plan.c. */
enum page_kind {
	KIND_HOME, KIND_ENTRY, KIND_USES, KIND_INDEX, KIND_TAGS, KIND_TAG, KIND_GLOSSARY, KIND_BIBLIOGRAPHY, KIND_NOT_FOUND,
	KIND_REDIRECT, KIND_STYLESHEET, KIND_SITEMAP, KIND_ROBOTS, KIND_COUNT,
};

struct page {
	enum page_kind kind;
	struct str address;
	const struct template *template; /* NULL for what is not HTML */
	const struct entry *entry;       /* of home, entries, uses; the text that opens an index; NULL for none */
	const struct type *type;         /* of an index */
	const struct tag *tag;
	const struct redirect *redirect;
};

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
	const struct value *site;
	const struct value *assets;
	const struct value **types; /* by type: TYPE */
};

struct render {
	const struct site *site;
	const struct template_set *templates;
	struct arena arena;
	struct shapes shapes;
	struct works works;
	struct language *languages; /* the handbook's first */
	size_t language_count;
	struct type_order *orders;  /* by type */
	uint32_t *position;         /* by entry: in its type's order */
	struct caption *captions;   /* by entry */
	struct str *summaries;      /* by entry: its summary, else its definition */
	struct str *numbers;        /* by entry: "17" */
	struct tag_run *tag_runs;   /* by entry */
	const struct tag **tags;
	struct str *tag_addresses;  /* by tag: "tags/sovereignty.html" */
	struct nav_target *nav;     /* of the pages in the navigation that exist */
	size_t nav_count;
	struct frame *frames;       /* by depth; the last is for 404.html, which cannot know where it is read */
	size_t frame_count;
	struct page *pages;
	size_t page_count;
	struct str base_url;        /* with a slash at its end; "" for none */
	struct str stylesheet, stylesheet_address; /* the joined one's text */
};

/* A card made for the page at hand. */
struct card_slot {
	uint32_t page; /* number of the page, counted by the worker */
	const struct value *card;
};

struct render_worker {
	struct arena scratch; /* emptied after each page */
	struct buf out, body, text;
	struct card_slot *cards; /* by entry */
	uint32_t page;
	struct diags diags;
};

/* The page being made. */
struct making {
	const struct render *render;
	const struct site *site;
	struct render_worker *worker;
	struct arena *arena; /* the worker's scratch */
	const struct page *page;
	const struct language *language;
	const struct frame *frame;
	struct str folder; /* of the page's address, with its slash; "" at the top */
	bool rooted;       /* addresses begin with the root: 404.html */
};

static inline struct value *making_map(struct making *m, enum shape_id shape)
{
	return shape_new(m->arena, &m->render->shapes, shape);
}

/* The shape with these texts in it. */
static inline struct value *making_texts(struct making *m, enum shape_id shape, const struct shape_text *texts, size_t count)
{
	return shape_with_texts(m->arena, m->render->shapes.ready[shape], texts, count);
}

/* By where it stands among its fellows: the entry itself need not be looked at. */
static inline const struct caption *caption_of(const struct render *render, const struct entry *entry)
{
	return &render->captions[entry - render->site->entries];
}

/* An address of the site, perhaps with a fragment, as this page has to write it; percent-encoded where needed. */
struct str making_url(struct making *m, struct str address);
/* The same with "#fragment". */
struct str making_url_at(struct making *m, struct str address, struct str fragment);
/* An entry's address; with another fragment than its own unless that is "". */
struct str making_entry_url(struct making *m, const struct entry *entry, struct str fragment);
bool is_plain_path(struct str path);
/* The entry as other pages show it; one and the same for the whole page. */
const struct value *making_card(struct making *m, const struct entry *entry);
const struct value *making_type(const struct making *m, const struct type *type);
/* An entry's language where it is not the page's, else "". */
struct str making_foreign(const struct making *m, const struct entry *entry);
const struct language *render_language(const struct render *render, const struct entry *entry);
const struct value *making_text(struct making *m, struct str text);
const struct value *making_count(struct making *m, size_t count);
const struct value *making_bool(bool is);

static inline struct str tag_address(const struct render *render, const struct tag *tag)
{
	return render->tag_addresses[tag - render->site->tags];
}

/* What a reference in the front matter leads to; NULL for what leads nowhere. */
const struct entry *ref_target(const struct entry *entry, const struct field *field, const struct value *value);

/* Puts a list together whose length is known; give it to shape_set when full. */
struct value *making_list(struct making *m, size_t most);
static inline void list_add(struct value *list, const struct value *item)
{
	list->list.items[list->list.count++] = item;
}

/* prepare.c and frames.c, in this order */
void render_prepare(struct render *render, struct diags *diags);
void render_plan(struct render *render, struct diags *diags);
void render_frames(struct render *render);
const struct frame *render_frame(const struct render *render, const struct page *page);
/* fields.c: the fields of an entry's schema, by name (into both maps) and in order for readers */
struct facts {
	struct value *fields, *details;
};
struct facts fields_fill(struct making *m, const struct entry *entry, struct value *map, struct value *data);
/* entry.c, uses.c, lists.c: the parts of the tree */
struct value *entry_value(struct making *m, const struct entry *entry);
struct value *record_value(struct making *m, const struct entry *entry);
enum uses_kind { USES_MENTIONS, USES_CITATIONS };
/* The sentences that use the entry, by entry; as many as its own page shows, or all. NULL when there are none. */
const struct value *uses_value(struct making *m, const struct entry *entry, enum uses_kind kind, bool all);
/* Whether its own page cannot show them all. */
bool uses_overflow(const struct site *site, const struct entry *entry);
/* "concordance/terms/r2p.html" */
struct str uses_address(struct arena *arena, const struct entry *entry);
const struct value *index_value(struct making *m);
/* An address with the handbook's base_url before it; "" without one. */
struct str render_canonical(struct arena *arena, const struct render *render, struct str address);
/* feeds.c */
void render_sitemap(struct making *m, struct buf *out);
void render_robots(struct making *m, struct buf *out);

#endif
