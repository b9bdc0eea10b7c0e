/* What parsing makes of an entry's text: HTML with numbered holes, and lists of what the site needs to know of it. */
#ifndef GLOSSA_MODEL_BODY_H
#define GLOSSA_MODEL_BODY_H

#include "base/arena.h"
#include "model/body_parts.h"
#include "model/quotation.h"

struct view;

/* Ids that the pages around a body use for themselves; a heading of that name becomes "references-2". */
#define RESERVED_IDS \
	{ \
		STR_INIT("main"), STR_INIT("contents"), STR_INIT("references"), STR_INIT("concordance"), STR_INIT("cited-by"), \
			STR_INIT("relations"), STR_INIT("neighbours"), STR_INIT("notes"), STR_INIT("history"), STR_INIT("cite"), \
			STR_INIT("facts"), STR_INIT("q"), STR_INIT("search"), STR_INIT("results"), STR_INIT("nav"), \
			STR_INIT("top") \
	}

/* A place in the HTML where the link stage decides what stands there. */
enum hole_kind {
	HOLE_LINK,     /* opens a link: links[index]; also decides the text when the author gave none */
	HOLE_LINK_END, /* closes links[index] */
	HOLE_TERM,     /* opens the link of mentions[index] */
	HOLE_TERM_END,
	HOLE_CITATION, /* the whole of citations[index] */
	HOLE_IMAGE,    /* an <img> of images[index], with its address and size */
	HOLE_VIEW,     /* all of views[index] */
};

struct hole {
	uint32_t offset; /* into body.html: the hole stands before this byte */
	uint16_t kind;
	uint32_t index;
};

/* A field of type markdown, parsed with the body: its HTML stands behind the body's own. */
struct body_part {
	const void *value; /* the struct value that holds its source */
	uint32_t from, to; /* in body.html */
	uint32_t first_hole, hole_count;
};

struct body {
	struct str html;   /* the entry's text, then its parts */
	uint32_t html_end; /* of the entry's own text */
	uint32_t main_hole_count;
	struct body_part *parts;
	size_t part_count;
	struct hole *holes;
	size_t hole_count;
	struct heading *headings;
	size_t heading_count;
	struct anchor *anchors;
	size_t anchor_count;
	struct str *paragraphs; /* ids of what sentences stand in; a heading or table may be it */
	size_t paragraph_count;
	struct link *links;
	size_t link_count;
	struct mention *mentions;
	size_t mention_count;
	struct citation *citations;
	size_t citation_count;
	struct image *images;
	size_t image_count;
	struct sentence *sentences;
	size_t sentence_count;
	struct bare_link *bare_links;
	size_t bare_link_count;
	struct view *views;
	size_t view_count;
	struct arena view_arena; /* what view/ computes */
	uint32_t words;          /* how long it is to read */
};

#endif
