/* What the files that write a body share. */
#ifndef GLOSSA_PARSE_BODY_WRITER_H
#define GLOSSA_PARSE_BODY_WRITER_H

#include "formats/escape.h"
#include "parse/body_places.h"
#include "parse/body_worker.h"
#include "parse/typography.h"

/* Where text stands, which decides whether terms in it are linked. */
enum zone { ZONE_PROSE, ZONE_HEADING, ZONE_ATTRIBUTION, ZONE_CAPTION };

struct writer {
	const struct body_rules *rules;
	struct body_worker *worker;
	struct entry *entry;
	struct diags *diags;
	struct str source;           /* for looking up places */
	uint32_t source_line;        /* of its first line in the file */
	struct cursor cursor;        /* where the last look-up ended */
	struct cursor text_cursor;   /* the same of find_column() */
	const struct quotes *quotes; /* NULL: set as typed */
	struct str lang;
	uint32_t heading_shift;
	uint32_t section; /* index + 1 of the last heading */
	uint32_t figures, tables, note_number;
	uint32_t paragraph; /* index + 1 of the present one */
	bool nolink;
	bool in_note;      /* inside a footnote: marks in it lead to the end */
	bool notes_at_end; /* here no note can stand beside its mark */
	bool columns;      /* of mentions are looked up */
	uint32_t words;
};

/* The sentences and matches of the block being written. */
struct block {
	struct str text; /* of the whole block */
	uint32_t from;   /* where it begins in markdown.text */
	uint32_t line;
	enum zone zone;
	size_t match, match_end; /* the next of worker->matches, and past the last */
	uint32_t open_until;     /* the end of the term being linked, or 0 */
	uint32_t open_mention;
	uint32_t column, column_from;      /* of the text being written, in its line and in `text`; column 0: not known */
	size_t sentence_from, sentence_to; /* the last one asked for */
	uint32_t sentence;                 /* its index + 1, or 0 */
	size_t kept_from, kept_to;         /* of it, when it holds bare links */
	uint32_t in_link;
};

/* Writes items [first, end) as the inlines of a block that begins on `line`. `skip` bytes of text are left out. */
void write_inlines(struct writer *w, uint32_t first, uint32_t end, uint32_t line, enum zone zone, uint32_t skip);
void write_hole(struct writer *w, enum hole_kind kind, size_t index);
void write_image(struct writer *w, const struct md_item *item, bool figure);
void write_title(struct writer *w, struct str title);
/* Without %20 and the like, so that a relative address can be compared with file names. */
struct str decoded_address(struct arena *arena, struct str address);
/* The {#id} among the items, or {0}. */
struct str explicit_id(const struct writer *w, uint32_t first, uint32_t end);
void write_note_mark(struct writer *w, const struct md_mark *mark);
void write_notes(struct writer *w);
/* Reserves the ids that authors wrote, so that made ones give way. */
void reserve_ids(struct writer *w);
struct str heading_id(struct writer *w, struct str text, struct str explicit);
struct str paragraph_id(struct writer *w, struct str text);
/* An id that is free: `wanted`, or wanted-2 … */
struct str free_id(struct writer *w, struct str wanted);
/* Old ids that now lead here: an empty target for each. */
void write_moved_anchors(struct writer *w, struct str id);
void add_anchor(struct writer *w, struct anchor anchor);
void write_blocks(struct writer *w, uint32_t first, uint32_t end);
bool write_view(struct writer *w, const struct md_item *item, struct str info, struct str text); /* false: it is code */

struct str interface_word(const struct writer *w, struct str key);
#define put(w, literal) buf_put(&(w)->worker->html, STR(literal))

#endif
