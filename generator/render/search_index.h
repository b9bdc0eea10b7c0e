/* Which entries hold which words: an inverted index, built entry by entry and written as shards.
 *
 * Keys are folded words; Han and kana alone and in pairs; "~" and the skeleton of a word of a name or in another
 * script than Latin; "=" and the skeletons of a whole name run together. A posting is the step to the next document
 * and a weight of 0 … 63, in the characters of SEARCH_DIGITS: the step in digits of five bits, the lowest first, of
 * which all but the last have 32 added; then the weight. */
#ifndef GLOSSA_RENDER_SEARCH_INDEX_H
#define GLOSSA_RENDER_SEARCH_INDEX_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/search_fold.h"

/* What a posting needs, together: the look at it is what costs. Its text stands apart. */
struct search_key {
	uint64_t head, tail; /* the first and the last bytes of its text */
	uint32_t hash, size; /* size: of its text */
	uint32_t count;      /* documents */
	uint32_t before;     /* the last document written down, + 1 */
	uint32_t length;     /* of its postings */
	uint32_t room;       /* in the last piece, from `to` on */
	char *to;
	struct search_piece *first, *last; /* of its postings */
};

/* The hash stands in the slot, so that most looks at other keys are spared. */
struct search_slot {
	uint32_t hash, key; /* key: index + 1; 0 is empty */
};

/* A key of the document at hand. They have a small table of their own: most words of a text are not its first. */
struct search_mention {
	uint64_t head, tail;
	uint32_t hash, at, length; /* at: of its text, in index.said */
	uint32_t times;            /* in running text */
	uint32_t weight;           /* of the best field; 0 for the text alone */
	uint32_t key;
};

struct search_index {
	struct arena arena;
	struct search_key *keys;
	struct str *texts; /* of each key */
	size_t count, capacity, text_capacity;
	struct search_slot *slots;
	size_t slot_count;
	struct search_mention *mentions; /* of the document at hand */
	size_t mention_count, mention_capacity;
	uint32_t *places; /* by hash: a mention, + 1 */
	size_t place_count;
	struct buf said;
	uint32_t doc;
	const struct search_table *table;
	struct buf scratch;
};

enum { SEARCH_TEXT = 0, SEARCH_WEIGHT_MOST = 63 };

/* The words of a field of the document at hand; SEARCH_TEXT for running text. `name`: with skeletons of all words. */
void search_index_words(struct search_index *index, struct str text, unsigned weight, bool name);
/* The whole name as one key. */
void search_index_name(struct search_index *index, struct str name, unsigned weight);
/* Ends the document at hand and begins the next. */
void search_index_next(struct search_index *index);
void search_index_release(struct search_index *index);

/* Of a word that tells nothing, running text is forgotten: it would take much room. */
void search_index_drop(struct search_index *index, struct str word);

/* Calls `write` with each shard in turn: what its keys are not before, and lines of a key, a tab and its postings. */
struct search_shards {
	void (*write)(void *context, size_t number, struct str first_key, struct str lines);
	void *context;
};
void search_index_write(struct search_index *index, const struct search_shards *shards);

#endif
