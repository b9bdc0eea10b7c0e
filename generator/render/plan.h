/* Which pages there are, and which template makes each. */
#ifndef GLOSSA_RENDER_PLAN_H
#define GLOSSA_RENDER_PLAN_H

#include "formats/mustache.h"
#include "model/site.h"

struct render;

/* What each kind is made with stands in one table in plan.c, what it is called in pages.c. */
/* clang-format off */
enum page_kind {
	KIND_HOME, KIND_ENTRY, KIND_USES, KIND_INDEX, KIND_TAGS, KIND_TAG, KIND_GLOSSARY, KIND_BIBLIOGRAPHY, KIND_SEARCH,
	KIND_PEOPLE, KIND_ABBREVIATIONS, KIND_CHANGES, KIND_DATA,
	KIND_PRINT, KIND_NOT_FOUND, KIND_REDIRECT, KIND_STYLESHEET, KIND_SITEMAP, KIND_ROBOTS, KIND_INDEX_FILES,
	KIND_VIEW_CSV, KIND_VIEW_JSON, KIND_VIEW_GRAPHML, KIND_VIEW_GEOJSON,
	KIND_HOST_REDIRECTS, KIND_HOST_MAP, KIND_HOST_HEADERS, KIND_FEED, KIND_SITEMAP_PART, KIND_COUNT,
};
/* clang-format on */

struct page {
	enum page_kind kind;
	struct str address;
	const struct template *template; /* NULL for what is not HTML */
	const struct entry *entry;       /* of home, entries, uses; the text that opens an index; NULL for none */
	const struct type *type;         /* of an index */
	const struct tag *tag;
	const struct redirect *redirect;
	const struct view *view; /* whose rows it holds */
	size_t first, count;     /* of a part of the sitemap: which of the listed pages */
};

/* Fills render.pages; reports templates that do not exist. */
void render_plan(struct render *render, struct diags *diags);

#endif
