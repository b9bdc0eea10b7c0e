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
#include "formats/markdown_items.h"

struct md_link {
	struct str address, title;
	struct str alt;     /* MD_IMAGE */
	struct place place; /* {0} when only the block is known */
};

struct md_footnote {
	struct str name;
	struct place place;
	uint32_t item; /* its MD_FOOTNOTE enter item, or MD_NONE */
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
	struct arena nodes; /* libcmark's */
};

/* `source` has passed text_check() and outlives the result. False when it was refused (too deep): then it is empty. */
bool markdown_parse(
	struct markdown *markdown, struct str source, const struct markdown_options *options, struct diags *diags);
void markdown_release(struct markdown *markdown);

#endif
