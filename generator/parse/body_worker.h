/* A worker's memory for parsing bodies, reused from entry to entry. */
#ifndef GLOSSA_PARSE_BODY_WORKER_H
#define GLOSSA_PARSE_BODY_WORKER_H

#include "base/map.h"
#include "formats/markdown.h"
#include "model/view.h"
#include "parse/body.h"

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
	struct bare_link *bare_links;
	struct view *views;
	size_t hole_count, hole_capacity, heading_count, heading_capacity, anchor_count, anchor_capacity, paragraph_count,
		paragraph_capacity, link_count, link_capacity, mention_count, mention_capacity, citation_count,
		citation_capacity, image_count, image_capacity, sentence_count, sentence_capacity, bare_link_count,
		bare_link_capacity, view_count, view_capacity;
	/* first use per section: the section in which each entry was linked last */
	uint32_t *linked;
	size_t linked_count;
	uint32_t section_stamp;
	struct map ids;           /* taken ids → struct place */
	struct note_state *notes; /* by footnote */
	uint32_t *note_order;     /* footnotes by number - 1 */
	size_t note_capacity;
};

#endif
