/* What parsing makes of an entry's text: HTML with numbered holes, and lists of what the rest of the site needs to
 * know. Knows no other entry; link/ decides what goes into the holes. */
#ifndef GLOSSA_MODEL_BODY_H
#define GLOSSA_MODEL_BODY_H

#include "base/diag.h"
#include "base/str.h"

struct entry;

/* Ids that the pages around a body use for themselves; a heading of that name becomes "references-2". */
#define RESERVED_IDS \
	{STR_INIT("main"), STR_INIT("contents"), STR_INIT("references"), STR_INIT("concordance"), STR_INIT("cited-by"), \
		STR_INIT("relations"), STR_INIT("notes"), STR_INIT("history"), STR_INIT("cite"), STR_INIT("facts"), STR_INIT("q"), \
		STR_INIT("search"), STR_INIT("results"), STR_INIT("nav"), STR_INIT("top")}

/* A place in the HTML where the link stage decides what stands there. */
enum hole_kind {
	HOLE_LINK,      /* opens a link: links[index]; also decides the text when the author gave none */
	HOLE_LINK_END,  /* closes links[index] */
	HOLE_TERM,      /* opens the link of mentions[index] */
	HOLE_TERM_END,
	HOLE_CITATION,  /* the whole of citations[index] */
	HOLE_IMAGE,     /* an <img> of images[index], with its address and size */
};

struct hole {
	uint32_t offset; /* into body.html: the hole stands before this byte */
	uint16_t kind;
	uint32_t index;
};

struct heading {
	struct str html; /* without links and notes, for the outline */
	struct str text; /* plain */
	struct str id;
	uint32_t level;  /* 1 … 6 */
	struct place place;
};

enum anchor_kind { ANCHOR_HEADING, ANCHOR_FIGURE, ANCHOR_TABLE, ANCHOR_OTHER };

/* Something that can be linked to: headings, figures, tables; not paragraphs, whose ids follow from their text. */
struct anchor {
	struct str id;
	enum anchor_kind kind;
	uint32_t number;  /* of the figure or table on its page */
	struct str label; /* "Figure 3"; a heading's text */
	struct place place;
};

/* [[name#anchor|label]] or [label](name.md#anchor). */
struct link {
	struct str target;   /* as written: a name, or a path when `is_path` */
	struct str fragment; /* "" for none */
	bool is_path;        /* relative to the entry's folder, ends in .md or names a file to be copied */
	bool has_label;      /* else the target's title or the anchor's label is the text */
	bool typed;          /* [[…]] */
	struct place place;
	uint32_t length;     /* characters in the source */
	uint32_t sentence;   /* index + 1; 0 for none */
	const struct entry *to;        /* by link; NULL when dead */
	const struct anchor *anchor;   /* by link, when fragment names one */
	struct str file;               /* by link: the address of a file beside the entries */
};

/* Why text that names a term was left alone. */
enum mention_reason { REASON_NONE, REASON_REPEATED, REASON_HEADING, REASON_IN_LINK, REASON_CODE, REASON_NOLINK,
	REASON_QUOTATION, REASON_CUTS_MARKUP, REASON_POLICY };

/* Text that names a term. */
struct mention {
	uint32_t form;   /* index into the site's forms */
	uint16_t reason; /* enum mention_reason; REASON_NONE is linked */
	bool prose;      /* counts for the concordance */
	struct place place; /* column 0: the line alone is known */
	uint32_t sentence;  /* index + 1; 0 outside prose */
};

struct cite_item {
	struct str key;
	struct str prefix;  /* "see" */
	struct str locator; /* "657", "sec. 2" */
	struct str suffix;
	bool without_author; /* [-@key] */
	const struct entry *source; /* by link; NULL when unknown */
	struct place place;
};

struct citation {
	struct cite_item *items;
	size_t item_count;
	bool narrative; /* @key [12]: the author stands in the sentence */
	struct place place;
	uint32_t sentence; /* index + 1 */
};

struct image {
	struct str address; /* as written */
	struct str alt;
	struct str title; /* "" in a figure, where it is the caption */
	struct place place;
	struct str file;    /* by link: its address in the output; "" for remote or data */
	uint32_t width, height; /* by link, read from the file; 0 is unknown */
};

/* A sentence that cites, links or mentions: plain text of at most 300 characters. */
struct sentence {
	struct str text;
	uint32_t section; /* index + 1 into headings; 0 before the first */
	struct str paragraph; /* id of its paragraph: "p-3fa2c1" */
};

/* A field of type markdown, parsed with the body: its HTML stands behind the body's own. */
struct body_part {
	const void *value;  /* the struct value that holds its source */
	uint32_t from, to;  /* in body.html */
	uint32_t first_hole, hole_count;
};

struct body {
	struct str html;    /* the entry's text, then its parts */
	uint32_t html_end;  /* of the entry's own text */
	uint32_t main_hole_count;
	struct body_part *parts;
	size_t part_count;
	struct hole *holes;
	size_t hole_count;
	struct heading *headings;
	size_t heading_count;
	struct anchor *anchors;
	size_t anchor_count;
	struct str *paragraphs; /* ids */
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
	uint32_t words; /* how long it is to read */
};

#endif
