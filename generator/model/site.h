/* The whole handbook: what link/ completes and render/ reads. Const after link_site(). */
#ifndef GLOSSA_MODEL_SITE_H
#define GLOSSA_MODEL_SITE_H

#include "base/map.h"
#include "model/addresses.h"
#include "model/config.h"
#include "model/entry.h"

/* A relation between two entries: one edge, found from both ends by binary search. */
struct edge {
	uint32_t from, to;         /* entries' indexes */
	uint32_t order;            /* of the field in site.yaml */
	const struct field *field; /* as written; a symmetric one stands here in both directions */
};

/* A sentence on some page that mentions, links or cites an entry. */
struct use {
	uint32_t of;               /* the term's or source's entry index */
	uint32_t by;               /* the entry whose text it is */
	uint32_t sentence;         /* index + 1 into by's body.sentences; 0: front-matter source without a sentence */
	const struct str *locator; /* a citation's; NULL for a mention */
};

/* A form that text is matched against; mentions refer to it by its index. */
struct site_form {
	struct str text;
	const struct entry *entry;
	bool acronym; /* matches case */
	bool english; /* plurals and possessives count */
};

struct site {
	const struct config *config;
	struct words words;
	struct entry *entries; /* by id; drafts are left out unless asked for */
	size_t entry_count;
	struct entry *drafts; /* those left out: front matter only, so that a link to one is told from a dead one */
	size_t draft_count;
	struct map by_id;        /* of struct entry, without drafts */
	struct site_form *forms; /* acronyms first, since they win over the same text in any case; then by entry */
	size_t form_count;
	struct edge *forward;  /* by from, field, to */
	struct edge *backward; /* by to, field, from */
	size_t edge_count;
	struct use *mentions; /* by of, type of by, by, sentence */
	size_t mention_count;
	struct use *citations; /* the same */
	size_t citation_count;
	struct redirect *redirects; /* by from */
	size_t redirect_count;
	struct tag *tags; /* by name */
	size_t tag_count;
	struct map assets;            /* source path → struct asset: files to copy, with their fingerprinted address */
	struct arena asset_arena;     /* what `assets` holds */
	struct type_page *type_pages; /* by type */
	struct source_tree *tree;
	struct arena arena; /* what link/ makes; emptied when it begins anew */
};

/* The part of a sorted array that belongs to one entry. */
struct edges {
	const struct edge *items;
	size_t count;
};
struct edges site_edges_from(const struct site *site, const struct entry *entry);
struct edges site_edges_to(const struct site *site, const struct entry *entry);
struct uses {
	const struct use *items;
	size_t count;
};
struct uses site_mentions_of(const struct site *site, const struct entry *entry);
struct uses site_citations_of(const struct site *site, const struct entry *entry);

/* Gives back the tables and the arena, not the entries. */
void site_release(struct site *site);

#endif
