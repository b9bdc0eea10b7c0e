/* Asks a built index, as the browser does: static/js/search-rank.js is the same, step by step, so that the ranking can be
 * tested without a browser. What the files hold is told in render/search.c and render/search_index.h. */
#ifndef GLOSSA_COMMAND_SEARCH_RANK_H
#define GLOSSA_COMMAND_SEARCH_RANK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/search_fold.h"

struct search_type {
	struct str name, label;
	uint32_t from, count, factor;
};

struct search_shard {
	bool loaded;
	struct str *keys, *postings;
	size_t count;
};

/* An index whose files lie in an open folder. */
struct search_files {
	struct arena *arena;
	int folder;
	struct search_table *table;
	struct search_type *types;
	size_t type_count, type_capacity;
	struct str *stop;
	size_t stop_count, stop_capacity;
	struct str *first_keys; /* of each shard */
	struct search_shard *shards;
	size_t shard_count, shard_capacity;
	uint32_t docs;
	size_t bytes_read;
};

struct search_document {
	struct str title, address, siglum, lang, forms, summary, passages;
};

struct search_hit {
	uint32_t doc;
	uint32_t name; /* how the whole query names it: 63 by its title … 0 not at all */
	double score;
};

/* False when there is no index in the folder. */
bool search_open(struct search_files *files);
bool search_document(struct search_files *files, uint32_t doc, struct search_document *document);
const struct search_type *search_type_of(const struct search_files *files, uint32_t doc);
/* The documents that answer, best first; the list is the arena's. */
size_t search_ask(struct search_files *files, struct str query, struct search_hit **hits);

/* search_files.c */
const struct search_shard *search_shard(struct search_files *files, size_t number);
/* In how many shards keys that begin with `prefix` may stand; the first SEARCH_RANGE of them are looked at. */
enum { SEARCH_RANGE = 3 };
size_t search_spread(const struct search_files *files, struct str prefix);

#endif
