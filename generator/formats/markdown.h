/* Markdown to a flat list of items: CommonMark through libcmark, with what a handbook needs beyond it.
 *
 * Containers come as an enter item and a leave item of the same kind, leaves as one item. The text of all items stands
 * end to end in `text`, a line break as one character, so that the words of a block can be read across its mark-up.
 * No handbook is known here: [[links]], citations and the like come as marks, with their true line and column.
 *
 *   struct markdown markdown = {0};
 *   markdown_parse(&markdown, source, &options, diags);   // again and again: memory is reused
 *   markdown_release(&markdown);
 */
#ifndef GLOSSA_FORMATS_MARKDOWN_H
#define GLOSSA_FORMATS_MARKDOWN_H

#include "base/buf.h"
#include "base/diag.h"

enum md_kind {
	/* blocks; those up to MD_DEFINITION enter and leave */
	MD_QUOTE, MD_CALLOUT, MD_LIST, MD_ITEM, MD_TABLE, MD_ROW, MD_FOOTNOTE, MD_DEFINITIONS, MD_TERM, MD_DEFINITION,
	MD_PARAGRAPH, MD_HEADING, MD_CELL, MD_CALLOUT_TITLE, /* these hold inlines */
	MD_RULE, MD_CODE_BLOCK, MD_HTML_BLOCK,
	/* inlines */
	MD_EMPHASIS, MD_STRONG, MD_LINK, /* enter and leave */
	MD_TEXT, MD_SOFT_BREAK, MD_LINE_BREAK, MD_CODE, MD_HTML, MD_IMAGE, MD_MARK,
};

enum md_flag { MD_ENTER = 1, MD_TIGHT = 2, MD_ORDERED = 4, MD_TASK = 8, MD_CHECKED = 16, MD_HEAD = 32 };
enum md_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct md_item {
	uint8_t kind;
	uint8_t flags;
	uint16_t level;    /* headings 1 … 6; cells: enum md_align; tables: columns */
	uint32_t line;     /* blocks: in the file */
	uint32_t from, to; /* in markdown.text; blocks: all that they hold */
	uint32_t index;    /* MD_LINK, MD_IMAGE: links; MD_CODE_BLOCK: links, its info as address; MD_MARK, MD_CALLOUT:
	                      marks; MD_LIST: first number; MD_FOOTNOTE: footnotes */
	uint32_t end;      /* of an enter item: its leave item, and the other way round */
};

enum md_mark_kind {
	MARK_LINK,       /* [[target#fragment]] */
	MARK_LINK_OPEN,  /* [[target#fragment| */
	MARK_LANG_OPEN,  /* :lang[ ; a is the language */
	MARK_CLOSE,      /* of either; `partner` is the opening mark */
	MARK_CITATION,   /* [see @a, 3; @b] or @a [3]; a is what stands inside */
	MARK_URL,        /* a bare address */
	MARK_NOLINK, MARK_NOLINK_END,
	MARK_COMMENT,
	MARK_ID,         /* {#id}; a is the id */
	MARK_CALLOUT,    /* [!NOTE]; a is NOTE */
	MARK_TASK,       /* [ ] or [x] */
	MARK_NOTE,       /* [^name]; a is the name; partner the footnote, or MD_NONE */
	MARK_FOOTNOTE,   /* [^name]: */
	MARK_DEFINITION, /* : */
	MARK_ROW,        /* a table's row; cells[first .. first+count) */
	MARK_DESTINATION, /* where a link's address begins */
	MARK_NOTHING,
};
enum { MD_NONE = UINT32_MAX };

struct md_mark {
	uint8_t kind;
	bool narrative;  /* MARK_CITATION without brackets around the key */
	bool continued;  /* MARK_ROW: not the first row of its table */
	uint32_t length; /* characters in the source */
	struct place place;
	struct str source; /* what it replaced: code shows it again */
	struct str a, b;   /* the payload; links: a target, b fragment */
	uint32_t partner;
	uint32_t first, count; /* MARK_ROW */
};

struct md_link {
	struct str address, title;
	struct str alt; /* MD_IMAGE */
	struct place place; /* {0} when only the block is known */
};

struct md_footnote {
	struct str name;
	struct place place;
	uint32_t item;    /* its MD_FOOTNOTE enter item, or MD_NONE */
	bool used;
};

struct markdown_options {
	bool plain;          /* CommonMark, tables, footnotes, task lists; nothing else */
	struct str path;     /* for diagnostics */
	uint32_t first_line; /* of the source in its file */
	uint32_t nesting;    /* containers inside one another; 0 is 100 */
};

struct markdown {
	struct md_item *items;
	size_t count, capacity;
	struct buf text;
	struct md_mark *marks;
	size_t mark_count, mark_capacity;
	struct md_link *links;
	size_t link_count, link_capacity;
	struct md_footnote *footnotes;
	size_t footnote_count, footnote_capacity;
	/* the parser's own */
	struct buf scanned, cells;
	struct md_cell *cell_list;
	size_t cell_count, cell_capacity;
	uint32_t *definition_lines; /* of link definitions, which are part of no block */
	size_t definition_count, definition_capacity;
	struct arena arena;
};

/* `source` has passed text_check() and outlives the result. False when it was refused (too deep): then it is empty. */
bool markdown_parse(struct markdown *markdown, struct str source, const struct markdown_options *options, struct diags *diags);
void markdown_release(struct markdown *markdown);

#endif
