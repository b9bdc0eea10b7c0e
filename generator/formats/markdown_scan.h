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
bool markdown_scan(struct markdown *markdown, struct str source, const struct markdown_options *options, struct diags *diags);

/* The scanner's second half: one line's inlines. */
struct md_closer {
	size_t offset; /* of the bracket that closes */
	uint32_t partner;
	size_t length;
	struct str source;
};

struct md_scanner {
	struct markdown *markdown;
	const struct markdown_options *options;
	struct diags *diags;
	struct str source;
	struct buf *out;
	size_t at;         /* next byte to look at */
	size_t copied;     /* bytes before this one are in *out */
	bool in_cell;
	size_t limit;      /* a cell's end */
	uint32_t line;     /* of at */
	size_t line_start;
	size_t column_at;  /* where `column` was counted last */
	uint32_t column;
	struct md_closer closers[16];
	size_t closer_count;
	size_t span_end;   /* where the paragraph at `at` ends, 0 when not yet known */
	size_t run_at[81]; /* last place of a run of that many backticks before span_end */
	bool runs_known;
	size_t image_brackets;
	/* blocks */
	char fence;
	size_t fence_length;
	size_t fence_quotes, fence_indent;
	size_t list_indent;
	bool previous_blank, previous_code;
	bool comment_open; /* no --> follows: do not look again */
	bool nolink;
	struct place nolink_place;
	bool refused;
};

/* Scans from s->at to `end` (an end of line or cell); may run past it where a construct spans lines. */
void markdown_scan_inlines(struct md_scanner *s, size_t end);
void markdown_flush(struct md_scanner *s);
/* Replaces source[s->at .. end) by a new mark. */
struct md_mark *markdown_mark(struct md_scanner *s, enum md_mark_kind kind, size_t end);
struct place markdown_place(struct md_scanner *s, size_t offset);

/* Lines (markdown_lines.c) */
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
