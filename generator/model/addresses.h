/* What stands in the output beside the entries' own pages, and what it is called. */
#ifndef GLOSSA_MODEL_ADDRESSES_H
#define GLOSSA_MODEL_ADDRESSES_H

#include "model/entry.h"

struct site;

/* An old address and where it leads. */
struct redirect {
	struct str from; /* "terms/old.html" */
	struct str to;   /* "terms/new.html" or "terms/new.html#anchor" */
};

/* A tag and the page that lists what has it. */
struct tag {
	struct str name, slug;        /* its page is tags/SLUG.html */
	const struct entry **entries; /* by id */
	size_t entry_count;
};

/* A file beside the entries that is copied. */
struct asset {
	struct source *source;
	struct str address;     /* in the output */
	uint64_t hash;          /* of the bytes of a static file */
	uint32_t width, height; /* of a picture; 0 is unknown */
};

/* The index page of a type. */
struct type_page {
	struct str address;        /* "terms/index.html"; "" for a type that has no folder */
	const struct entry *entry; /* content/terms/index.md, which opens it, or NULL */
};

/* What a handbook must have for a page to be written. */
enum page_need {
	NEED_NOTHING,
	NEED_TERMS,
	NEED_SOURCES,
	NEED_TAGS,
	NEED_SEARCH,
	NEED_PRINT,
	NEED_PEOPLE,
	NEED_ABBREVIATIONS,
	NEED_CHANGES,
	NEED_DATA
};

/* What glossa writes by itself: no file of the handbook may claim these addresses. */
struct generated_page {
	struct str name;    /* as `nav` and [[links]] call it: "search"; "" for what has no name */
	struct str address; /* "search.html"; "data/" is a folder with all in it */
	enum page_need need;
};
extern const struct generated_page GENERATED_PAGES[];
extern const size_t GENERATED_PAGE_COUNT;

/* Where a name of `nav` leads: an entry's id, a type's folder, or a page of GENERATED_PAGES that is written. */
struct site_page {
	const struct entry *entry; /* NULL for a page without an entry */
	const struct type *type;   /* of a type's index page, else NULL */
	struct str address;
};
/* Entries that have a family name; forms that are acronyms of an entry with a longer title. */
bool site_has_people(const struct site *site);
bool site_has_abbreviations(const struct site *site);
bool site_page_named(const struct site *site, struct str name, struct site_page *page);

/* An address of the site with base_url before it, percent-encoded; "" without one. An index page goes by its folder. */
struct str site_url(struct arena *arena, struct str base_url, struct str address);

#endif
