/* Between scanning and parsing: what markdown_scan.c leaves for markdown_tree.c. */
#ifndef GLOSSA_FORMATS_MARKDOWN_SCAN_H
#define GLOSSA_FORMATS_MARKDOWN_SCAN_H

#include "formats/markdown.h"

/* Marks are characters of planes 15 and 16, which no source may contain. */
enum { FIRST_MARK = 0xf0000, MOST_MARKS = 0x1fff0 };

struct md_cell {
	uint32_t heading; /* which of the leading headings holds it; MD_NONE when it is empty */
	uint8_t align;
};

/* Fills scanned, cells (one heading a line), cell_list, marks, footnotes and definition_lines. */
bool markdown_scan(
	struct markdown *markdown, struct str source, const struct markdown_options *options, struct diags *diags);

#endif
