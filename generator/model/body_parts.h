/* The parts of a body that the rest of the site asks for: anchors, links, mentions, citations, images. */
#ifndef GLOSSA_MODEL_BODY_PARTS_H
#define GLOSSA_MODEL_BODY_PARTS_H

#include "base/diag.h"

struct entry;

struct heading {
	struct str html; /* without links and notes, for the outline */
	struct str text; /* plain */
	struct str id;
	uint32_t level; /* 1 … 6 */
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
	uint32_t length;             /* characters in the source */
	uint32_t sentence;           /* index + 1; 0 for none */
	const struct entry *to;      /* by link; NULL when dead */
	const struct anchor *anchor; /* by link, when fragment names one */
	struct str file;             /* by link: the address of a file beside the entries */
};
/* Why text that names a term was left alone. */
/* clang-format off */
enum mention_reason {
	REASON_NONE, REASON_REPEATED, REASON_HEADING, REASON_IN_LINK, REASON_CODE, REASON_NOLINK, REASON_QUOTATION,
	REASON_CUTS_MARKUP, REASON_POLICY,
};
/* clang-format on */
/* Text that names a term. */
struct mention {
	uint32_t form;      /* index into the site's forms */
	uint16_t reason;    /* enum mention_reason; REASON_NONE is linked */
	bool prose;         /* counts for the concordance */
	struct place place; /* column 0: not asked for, or the line alone is known */
	uint32_t sentence;  /* index + 1; 0 outside prose */
};
struct cite_item {
	struct str key;
	struct str prefix;          /* "see" */
	struct str locator;         /* "657", "sec. 2" */
	bool without_author;        /* [-@key] */
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
	struct str address, alt; /* as written */
	struct str title;        /* "" in a figure, where it is the caption */
	struct place place;
	struct str file;        /* by link: its address in the output; "" for remote or data */
	uint32_t width, height; /* by link, read from the file; 0 is unknown */
};

#endif
