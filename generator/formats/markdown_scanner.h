/* The scanner, as the files of the scan share it.
 *
 *   markdown_scan.c            line by line: fences, tables, footnotes, definitions
 *   markdown_scan_inline.c     inside a line: code, addresses, ids, comments
 *   markdown_scan_brackets.c   [[links]], citations, notes, destinations
 *   markdown_lines.c           what one line is */
#ifndef GLOSSA_FORMATS_MARKDOWN_SCANNER_H
#define GLOSSA_FORMATS_MARKDOWN_SCANNER_H

#include "formats/markdown_lines.h"
#include "formats/markdown_scan.h"

struct md_closer {
	size_t offset; /* of the bracket that closes */
	uint32_t partner;
	size_t length;
};

struct md_scanner {
	struct markdown *markdown;
	const struct markdown_options *options;
	struct diags *diags;
	struct str source;
	struct buf *out;
	size_t at;     /* next byte to look at */
	size_t copied; /* bytes before this one are in *out */
	bool in_cell;
	size_t limit;  /* a cell's end */
	uint32_t line; /* of at */
	size_t line_start;
	size_t line_limit; /* where the line at `at` ends, when that is ahead */
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

/* The byte at `at`, or NUL past the end. */
static inline char byte_at(const struct md_scanner *s, size_t at)
{
	return at < s->source.len ? s->source.data[at] : '\0';
}
size_t scan_line_end(struct md_scanner *s); /* or the cell's */
/* Where the paragraph ends that holds s->at: the end of the last line that continues it. */
size_t scan_span_end(struct md_scanner *s);
/* Copies code in a cell, where \| is a bar. */
void scan_cell_code(struct md_scanner *s, size_t end);

/* markdown_scan_brackets.c */
void scan_open_bracket(struct md_scanner *s);
void scan_close_bracket(struct md_scanner *s);
/* A bracket that closes at `offset` with `length` bytes belongs to mark number `partner`. */
bool scan_room_for_closer(const struct md_scanner *s, size_t offset);
bool scan_expect_closer(struct md_scanner *s, size_t offset, size_t length, uint32_t partner);
bool scan_key_char(struct str s, size_t at);
/* Where the bracket at s->at closes, or 0: on the same paragraph, with no bracket inside. */
size_t scan_bracket_end(struct md_scanner *s);

#endif
