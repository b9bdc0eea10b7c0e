/* What the flat list of a Markdown text is made of: items, and marks for what CommonMark does not know. */
#ifndef GLOSSA_FORMATS_MARKDOWN_ITEMS_H
#define GLOSSA_FORMATS_MARKDOWN_ITEMS_H

#include "base/diag.h"

/* clang-format off */
enum md_kind {
	/* blocks that enter and leave; those of the second line hold inlines */
	MD_QUOTE, MD_CALLOUT, MD_LIST, MD_ITEM, MD_TABLE, MD_ROW, MD_FOOTNOTE, MD_DEFINITIONS, MD_TERM, MD_DEFINITION,
	MD_PARAGRAPH, MD_HEADING, MD_CELL, MD_CALLOUT_TITLE,
	MD_RULE, MD_CODE_BLOCK, MD_HTML_BLOCK, /* one item each */
	MD_EMPHASIS, MD_STRONG, MD_LINK,       /* inlines that enter and leave */
	MD_TEXT, MD_SOFT_BREAK, MD_LINE_BREAK, MD_CODE, MD_HTML, MD_IMAGE, MD_MARK,
};
/* clang-format on */

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
	MARK_LINK,      /* [[target#fragment]] */
	MARK_LINK_OPEN, /* [[target#fragment| */
	MARK_LANG_OPEN, /* :lang[ ; a is the language */
	MARK_CLOSE,     /* of either; `partner` is the opening mark */
	MARK_CITATION,  /* [see @a, 3; @b] or @a [3]; a is what stands inside */
	MARK_URL,       /* a bare address */
	MARK_NOLINK,
	MARK_NOLINK_END,
	MARK_COMMENT,
	MARK_ID,          /* {#id}; a is the id */
	MARK_CALLOUT,     /* [!NOTE]; a is NOTE */
	MARK_TASK,        /* [ ] or [x] */
	MARK_NOTE,        /* [^name]; a is the name; partner the footnote, or MD_NONE */
	MARK_FOOTNOTE,    /* [^name]: */
	MARK_DEFINITION,  /* : */
	MARK_ROW,         /* a table's row; cells[first .. first+count) */
	MARK_DESTINATION, /* where a link's address begins */
	MARK_NOTHING,
};
#define MD_NONE UINT32_MAX /* an enum cannot hold it */

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

#endif
