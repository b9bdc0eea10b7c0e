/* What one line is, seen without its neighbours. */
#ifndef GLOSSA_FORMATS_MARKDOWN_LINES_H
#define GLOSSA_FORMATS_MARKDOWN_LINES_H

#include "base/arena.h"
#include "base/str.h"
#include "formats/markdown_items.h"

struct md_prefix {
	size_t content;     /* offset where the line's own content begins */
	size_t quotes;      /* how many '>' stand before it */
	size_t markers;     /* quotes and list markers together */
	size_t indent;      /* columns before the content, quotes and markers included */
	size_t item_indent; /* columns before the content of the innermost list item opened on this line; 0 for none */
};
size_t line_end(struct str source, size_t at);
struct md_prefix line_prefix(struct str source, size_t start, size_t end);
bool line_blank(struct str content);
/* Whether a line whose content this is ends a paragraph above it. */
bool line_interrupts(struct str content);
/* The length of a code fence that opens or closes here, or 0. */
size_t line_fence(struct str content);
/* The columns of a table's delimiter row, or 0; fills `aligns` (at most `most`). */
size_t line_delimiter_row(struct str content, uint8_t *aligns, size_t most);
/* The next cell of a row at *at, trimmed; false at the end. `wiki`: [[a|b]] does not split. */
bool line_next_cell(struct str row, size_t *at, bool wiki, struct str *cell);

#endif
