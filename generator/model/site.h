/* The whole handbook: what link/ completes and render/ reads. Const after link_site(). */
#ifndef GLOSSA_MODEL_SITE_H
#define GLOSSA_MODEL_SITE_H

#include "base/map.h"
#include "model/config.h"
#include "model/entry.h"

/* A relation between two entries: one edge, found from both ends by binary search. */
struct edge {
	uint32_t from, to; /* entries' indexes */
	uint32_t order;    /* of the field in site.yaml */
	const struct field *field; /* as written; a symmetric one stands here in both directions */
};

/* A sentence on some page that mentions, links or cites an entry. */
struct use {
	uint32_t of;   /* the term's or source's entry index */
	uint32_t by;   /* the entry whose text it is */
	uint32_t sentence; /* index + 1 into by's body.sentences; 0: front-matter source without a sentence */
	struct str locator; /* citations */
};

/* A form that text is matched against; mentions refer to it by its index. */
struct site_form {
	struct str text;
	const struct entry *entry;
	bool acronym; /* matches case */
	bool english; /* plurals and possessives count */
};

/* An old address and where it leads. */
struct redirect {
	struct str from; /* "terms/old.html" */
	struct str to;   /* "terms/new.html" or "terms/new.html#anchor" */
};

struct tag {
	struct str name, slug; /* its page is tags/SLUG.html */
	const struct entry **entries; /* by id */
	size_t entry_count;
};

/* A file beside the entries that is copied. */
struct asset {
	struct source *source;
	struct str address;     /* in the output */
	uint32_t width, height; /* of a picture; 0 is unknown */
};

/* The index page of a type. */
struct type_page {
	struct str address;        /* "terms/index.html"; "" for a type that has no folder */
	const struct entry *entry; /* content/terms/index.md, which opens it, or NULL */
};

/* What a handbook must have for a page to be written. */
enum page_need { NEED_NOTHING, NEED_TERMS, NEED_SOURCES, NEED_TAGS, NEED_SEARCH, NEED_PRINT };

/* What glossa writes by itself: no file of the handbook may claim these addresses. */
struct generated_page {
	struct str name;    /* as `nav` and [[links]] call it: "search"; "" for what has no name */
	struct str address; /* "search.html"; "data/" is a folder with all in it */
	enum page_need need;
};
extern const struct generated_page GENERATED_PAGES[];
extern const size_t GENERATED_PAGE_COUNT;

struct site {
	const struct config *config;
	struct words words;
	struct entry *entries; /* by id; drafts are left out unless asked for */
	size_t entry_count;
	struct entry *drafts;  /* those left out: front matter only, so that a link to one is told from a dead one */
	size_t draft_count;
	struct map by_id;      /* of struct entry, without drafts */
	struct site_form *forms; /* acronyms first, since they win over the same text in any case; then by entry */
	size_t form_count;
	struct edge *forward;  /* by from, field, to */
	struct edge *backward; /* by to, field, from */
	size_t edge_count;
	struct use *mentions;  /* by of, by, sentence */
	size_t mention_count;
	struct use *citations; /* by of, by, sentence */
	size_t citation_count;
	struct redirect *redirects; /* by from */
	size_t redirect_count;
	struct tag *tags; /* by name */
	size_t tag_count;
	struct map assets;  /* source path → struct asset: files to copy, with their fingerprinted address */
	struct type_page *type_pages; /* by type */
	struct source_tree *tree;
	struct arena arena; /* what link/ makes; emptied when it begins anew */
};

/* Where a name of `nav` leads: an entry's id, a type's folder, or a page of GENERATED_PAGES that is written. */
struct site_page {
	const struct entry *entry; /* NULL for a page without an entry */
	const struct type *type;   /* of a type's index page, else NULL */
	struct str address;
};
bool site_page_named(const struct site *site, struct str name, struct site_page *page);

/* The part of a sorted array that belongs to one entry. */
struct edges { const struct edge *items; size_t count; };
struct edges site_edges_from(const struct site *site, const struct entry *entry);
struct edges site_edges_to(const struct site *site, const struct entry *entry);
struct uses { const struct use *items; size_t count; };
struct uses site_mentions_of(const struct site *site, const struct entry *entry);
struct uses site_citations_of(const struct site *site, const struct entry *entry);

/* Gives back the tables and the arena, not the entries. */
void site_release(struct site *site);

#endif
