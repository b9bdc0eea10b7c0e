/* A page in the making, and what every part of it needs: texts, lists, addresses, cards of other entries. All of it
 * lives in the worker's scratch, until the next page. */
#ifndef GLOSSA_RENDER_MAKING_H
#define GLOSSA_RENDER_MAKING_H

#include "model/view_path.h"
#include "render/worker.h"

/* The page being made. */
struct making {
	const struct render *render;
	const struct site *site;
	struct render_worker *worker;
	struct arena *arena; /* the worker's scratch */
	const struct page *page;
	const struct language *language;
	const struct frame *frame;
	struct str folder;      /* of the page's address, with its slash; "" at the top */
	bool rooted;            /* addresses begin with the root: 404.html */
	bool whole;             /* the print edition: all entries on one page */
	struct str prefix;      /* there, before each id of the entry at hand */
	struct value *previews; /* cards of what the text links to, if templates ask for them; else NULL */
};

static inline struct value *making_map(struct making *m, enum shape_id shape)
{
	return shape_new(m->arena, &m->render->shapes, shape);
}

/* The shape with these texts in it. */
static inline struct value *making_texts(
	struct making *m, enum shape_id shape, const struct shape_text *texts, size_t count)
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
/* The text links to the entry. */
void making_preview(struct making *m, const struct entry *entry);
/* The glyph that stands for it, "" for nearly all. */
struct str making_sign(const struct making *m, const struct entry *entry);
const struct value *making_type(const struct making *m, const struct type *type);
/* An entry's language where it is not the page's, else "". */
struct str making_foreign(const struct making *m, const struct entry *entry);
/* A language that is not the page's; "" for the page's own, and for one that is not known. */
struct str making_foreign_tag(const struct making *m, struct str tag);
const struct language *render_language(const struct render *render, const struct entry *entry);
const struct value *making_text(struct making *m, struct str text);
const struct value *making_count(struct making *m, size_t count);
const struct value *making_bool(bool is);

/* Puts a list together whose length is known; give it to shape_set when full. */
struct value *making_list(struct making *m, size_t most);
static inline void list_add(struct value *list, const struct value *item)
{
	list->list.items[list->list.count++] = item;
}

#endif
