/* What no text of a handbook may hold: broken UTF-8, control characters, the characters that glossa reserves for its
 * own marks, and (a warning) invisible characters that change the direction of text. */
#ifndef GLOSSA_FORMATS_TEXT_CHECK_H
#define GLOSSA_FORMATS_TEXT_CHECK_H

#include "base/buf.h"
#include "base/diag.h"

struct flaw {
	size_t offset, length; /* in bytes */
	uint32_t code_point;   /* of a TEXT_UTF8 flaw: the byte */
	enum diag_code code;   /* TEXT_UTF8, TEXT_CONTROL, TEXT_RESERVED or TEXT_BIDI */
};

/* The first flaw at or after byte `from`; false when there is none. A tab, a newline and a carriage return before one,
 * or at the end, are none; a carriage return alone is, and so are the line separators that only some programs know. */
bool text_flaw(struct str text, size_t from, struct flaw *flaw);
void flaw_report(const struct flaw *flaw, struct str path, struct place place, struct diags *diags);

/* Reports the flaws of `text`, which begins at line `first_line` of `path`: of each kind at most the first twenty.
 * Returns the text itself, without a byte order mark at the start of its file; when a flaw is an error, a copy in *clean
 * with U+FFFD in its place. UTF-16 is told as such, and gives an empty text. */
struct str text_check(struct buf *clean, struct str text, struct str path, uint32_t first_line, struct diags *diags);
/* Appends the text with U+FFFD in the place of each flaw that is an error. */
void text_clean(struct buf *clean, struct str text);

#endif
