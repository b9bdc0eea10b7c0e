/* What the files that write a body share: body.c (blocks), body_inlines.c, body_ids.c. */
#ifndef GLOSSA_PARSE_BODY_WRITER_H
#define GLOSSA_PARSE_BODY_WRITER_H

#include "base/map.h"
#include "formats/escape.h"
#include "formats/markdown.h"
#include "parse/body.h"
#include "parse/typography.h"

/* Where text stands, which decides whether terms in it are linked. */
enum zone { ZONE_PROSE, ZONE_HEADING, ZONE_ATTRIBUTION, ZONE_CAPTION };

/* A footnote's life: numbered at its first mark. */
struct note_state {
	uint32_t number; /* 0: no mark yet */
	uint32_t marks;  /* how many marks refer to it */
	bool beside;     /* printed beside its mark; else at the end */
};

struct body_worker {
	struct markdown markdown;
	struct match_list matches;
	struct arena scratch; /* for one entry */
	/* growing lists, copied to the entry when it is done */
	struct buf html;
	struct hole *holes;
	struct heading *headings;
	struct anchor *anchors;
	struct str *paragraphs;
	struct link *links;
	struct mention *mentions;
	struct citation *citations;
	struct image *images;
	struct sentence *sentences;
	size_t hole_count, hole_capacity, heading_count, heading_capacity, anchor_count, anchor_capacity, paragraph_count,
		paragraph_capacity, link_count, link_capacity, mention_count, mention_capacity, citation_count, citation_capacity,
		image_count, image_capacity, sentence_count, sentence_capacity;
	/* first use per section: the section in which each entry was linked last */
	uint32_t *linked;
	size_t linked_count;
	uint32_t section_stamp;
	struct map ids; /* taken ids → struct place */
	struct note_state *notes;  /* by footnote */
	uint32_t *note_order;      /* footnotes by number - 1 */
	size_t note_capacity;
};

struct writer {
	const struct body_rules *rules;
	struct body_worker *worker;
	struct entry *entry;
	struct diags *diags;
	struct str source;        /* for looking up places */
	uint32_t source_line;     /* of its first line in the file */
	size_t source_at;         /* where the last look-up ended */
	uint32_t source_at_line;
	const struct quotes *quotes; /* NULL: set as typed */
	struct str lang;
	uint32_t heading_shift;
	uint32_t section;    /* index + 1 of the last heading */
	uint32_t figures, tables, note_number;
	struct str paragraph; /* id of the present one */
	bool nolink;
	bool in_note;        /* inside a footnote: marks in it lead to the end */
	bool notes_at_end;   /* here no note can stand beside its mark */
	uint32_t words;
};

/* The sentences and matches of the block being written. */
struct block {
	struct str text;       /* of the whole block */
	uint32_t from;         /* where it begins in markdown.text */
	uint32_t line;
	enum zone zone;
	size_t match, match_end; /* the next of worker->matches, and past the last */
	uint32_t open_until;   /* the end of the term being linked, or 0 */
	uint32_t open_mention;
	size_t sentence_from, sentence_to; /* the last one asked for */
	uint32_t sentence;     /* its index + 1, or 0 */
	uint32_t in_link;
};

/* body_inlines.c */
/* Writes items [first, end) as the inlines of a block that begins on `line`. `skip` bytes of text are left out. */
void write_inlines(struct writer *w, uint32_t first, uint32_t end, uint32_t line, enum zone zone, uint32_t skip);
/* Plain text of the items, as a reader would say it. */
struct str inline_text(struct writer *w, uint32_t first, uint32_t end);
void write_hole(struct writer *w, enum hole_kind kind, size_t index);
void write_image(struct writer *w, const struct md_item *item, bool figure);
/* The {#id} among the items, or {0}. */
struct str explicit_id(const struct writer *w, uint32_t first, uint32_t end);

/* body_notes.c */
void write_note_mark(struct writer *w, const struct md_mark *mark);
void write_notes(struct writer *w);

/* body_ids.c */
/* Reserves the ids that authors wrote, so that made ones give way. */
void reserve_ids(struct writer *w);
struct str heading_id(struct writer *w, struct str text, struct str explicit);
struct str paragraph_id(struct writer *w, struct str text);
/* An id that is free: `wanted`, or wanted-2 … */
struct str free_id(struct writer *w, struct str wanted);
/* Old ids that now lead here: an empty target for each. */
void write_moved_anchors(struct writer *w, struct str id);
void add_anchor(struct writer *w, struct anchor anchor);

/* body.c */
void write_blocks(struct writer *w, uint32_t first, uint32_t end);
struct str interface_word(const struct writer *w, struct str key);
/* Where `needle` stands in the source from line `line` on, after what was looked up last; the line alone if nowhere. */
struct place find_place(struct writer *w, struct str needle, uint32_t line);
#define put(w, literal) buf_put(&(w)->worker->html, STR(literal))

#endif
