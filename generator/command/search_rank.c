/* The ranking. Each word of the query brings the documents that hold it: as written, by its skeleton (another script or
 * scheme), in the other number, as a beginning while it is the last, and, where nothing else is found, spelled amiss. A
 * document's score is the sum over words of how rare the word is and how much the field weighs, times the square of the
 * share of the query that it covers; an entry that the whole query names comes first. */
#include "command/search_query.h"

#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { MOST_PREFIXED = 60, MOST_FUZZY = 4000 };
enum { WHOLE_NAME = 3300 }; /* what a word weighs that is all of a name */

/* Of one document while it is ranked. */
struct tally {
	double score, matched, bonus;
	uint32_t name, weight; /* weight: of the token at hand */
	bool hit, found;       /* found: by the token at hand */
	bool whole;            /* a word of the query is all of its name */
};

struct ranking {
	struct search_files *files;
	const struct query *query;
	struct tally *tallies; /* by document */
	uint32_t *docs;        /* of the token at hand */
	size_t doc_count;
	bool fuzzy;
};

/* ---- keys ---- */

/* The last of `keys` that is not behind `key`, + 1. */
static size_t place_of(const struct str *keys, size_t count, struct str key)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (str_compare(keys[middle], key) <= 0)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

static struct str whole_postings(struct search_files *files, struct str key)
{
	size_t number = place_of(files->first_keys, files->shard_count, key);
	const struct search_shard *shard = search_shard(files, number ? number - 1 : 0);
	size_t at = place_of(shard->keys, shard->count, key);

	return at && str_equal(shard->keys[at - 1], key) ? shard->postings[at - 1] : STR("");
}

/* The first and the last shard in which keys that begin with `prefix` may stand. */
static void find_shards(const struct search_files *files, struct str prefix, size_t *first, size_t *last)
{
	struct str end = str_join(files->arena, prefix, STR("\xff"));

	*first = place_of(files->first_keys, files->shard_count, prefix);
	*last = place_of(files->first_keys, files->shard_count, end);
	*first -= *first > 0;
	*last -= *last > 0;
}

size_t search_spread(const struct search_files *files, struct str prefix)
{
	size_t first, last;

	find_shards(files, prefix, &first, &last);
	return last - first + 1;
}

typedef void key_visit(struct ranking *r, struct str prefix, struct str key, struct str postings, const void *context);

/* The keys that begin with `prefix`, in order, `most` of them. */
static void each_key(struct ranking *r, struct str prefix, size_t most, key_visit *visit, const void *context)
{
	struct search_files *files = r->files;
	size_t first, last;

	find_shards(files, prefix, &first, &last);
	for (size_t number = first; number <= last && number < first + SEARCH_RANGE; number++) {
		const struct search_shard *shard = search_shard(files, number);
		size_t at = place_of(shard->keys, shard->count, prefix);

		for (at -= at > 0; most && at < shard->count; at++) {
			if (str_compare(shard->keys[at], prefix) < 0)
				continue;
			if (!str_starts(shard->keys[at], prefix))
				break;
			most--;
			visit(r, prefix, shard->keys[at], shard->postings[at], context);
		}
	}
}

/* ---- postings ---- */

static uint32_t digit(char c)
{
	if (c >= '0' && c <= '9')
		return (uint32_t)(c - '0');
	if (c >= 'A' && c <= 'Z')
		return (uint32_t)(c - 'A') + 10;
	if (c >= 'a' && c <= 'z')
		return (uint32_t)(c - 'a') + 36;
	return c == '-' ? 62 : 63;
}

/* Takes a posting off the front; *doc steps on. */
static bool next_posting(struct str *postings, uint32_t *doc, uint32_t *weight)
{
	uint32_t step = 0, shift = 0;
	size_t at = 0;

	while (at < postings->len && digit(postings->data[at]) >= 32 && shift < 30) {
		step |= (digit(postings->data[at++]) & 31) << shift;
		shift += 5;
	}
	if (at + 1 >= postings->len)
		return false;
	*doc += step | digit(postings->data[at]) << shift;
	*weight = digit(postings->data[at + 1]);
	*postings = str_from_index(*postings, at + 2);
	return true;
}

/* No document gets more than `most`. */
static void add_postings(struct ranking *r, struct str postings, uint32_t factor, uint32_t most)
{
	uint32_t doc = 0, weight;

	while (next_posting(&postings, &doc, &weight) && doc && doc <= r->files->docs) {
		struct tally *tally = &r->tallies[doc - 1];
		uint32_t worth = weight * factor < most ? weight * factor : most;

		if (!tally->found)
			r->docs[r->doc_count++] = doc - 1;
		tally->found = true;
		if (worth > tally->weight)
			tally->weight = worth;
	}
}

static void add_prefixed(struct ranking *r, struct str prefix, struct str key, struct str postings, const void *context)
{
	size_t factor = *(const uint32_t *)context * utf8_count(prefix) / utf8_count(key);

	add_postings(r, postings, (uint32_t)factor, UINT32_MAX);
}

/* ---- spelled amiss ---- */

/* Edits with swaps, counted up to `limit`. */
static size_t edits_between(struct str a, struct str b, size_t limit)
{
	size_t rows[3][SEARCH_WORD_SIZE + 2], *two = rows[0], *one = rows[1], *row = rows[2];

	if (a.len > b.len + limit || b.len > a.len + limit || b.len > SEARCH_WORD_SIZE)
		return limit + 1;
	for (size_t j = 0; j <= b.len; j++)
		one[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t least = row[0] = i;

		for (size_t j = 1; j <= b.len; j++) {
			size_t cost = one[j - 1] + (a.data[i - 1] != b.data[j - 1]);

			if (one[j] + 1 < cost)
				cost = one[j] + 1;
			if (row[j - 1] + 1 < cost)
				cost = row[j - 1] + 1;
			if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1] &&
				two[j - 2] + 1 < cost)
				cost = two[j - 2] + 1;
			row[j] = cost;
			if (cost < least)
				least = cost;
		}
		if (least > limit)
			return limit + 1;
		size_t *spare = two;
		two = one;
		one = row;
		row = spare;
	}
	return one[b.len];
}

struct misspelled {
	const struct token *token;
	uint32_t most;
};

static void add_fuzzy(struct ranking *r, struct str prefix, struct str key, struct str postings, const void *context)
{
	const struct misspelled *misspelled = context;
	const struct token *token = misspelled->token;
	bool skeletal = prefix.data[0] == '~';
	size_t limit = skeletal ? search_skeleton_typos(token) : search_typos(token);
	size_t edits = edits_between(
		skeletal ? token->skeleton : token->fold, skeletal ? str_from_index(key, 1) : key, limit);

	if (edits <= limit)
		add_postings(r, postings, (uint32_t)(70 - 15 * edits), misspelled->most);
}

/* ---- ranking ---- */

static void match_prefixes(struct ranking *r, const struct token *token, bool fuzzy)
{
	struct key_rule rules[MOST_RULES];
	size_t count = search_prefixes(r->files->arena, token, fuzzy, rules);

	for (size_t i = 0; i < count; i++)
		each_key(r, rules[i].key, MOST_PREFIXED, add_prefixed, &rules[i].factor);
}

static uint32_t best_weight(const struct ranking *r)
{
	uint32_t best = 0;

	for (size_t i = 0; i < r->doc_count; i++)
		if (r->tallies[r->docs[i]].weight > best)
			best = r->tallies[r->docs[i]].weight;
	return best;
}

static void match_token(struct ranking *r, struct token *token)
{
	enum { FEW = 2 };
	struct arena *arena = r->files->arena;
	struct key_rule rules[MOST_RULES];
	struct str fuzzy[MOST_FUZZY_PREFIXES];
	size_t count = search_whole_keys(arena, token, rules);

	r->doc_count = 0;
	for (size_t i = 0; i < count; i++)
		add_postings(r, whole_postings(r->files, rules[i].key), rules[i].factor, UINT32_MAX);
	if (r->query->phrase_count)
		return;
	match_prefixes(r, token, false);
	token->missing = r->doc_count == 0;
	if (r->fuzzy && token->missing)
		match_prefixes(r, token, true);
	/* what one or two pages hold may yet be spelled amiss; other spellings come behind them */
	token->empty = r->doc_count <= FEW;
	if (!token->empty || !r->fuzzy || !search_typos(token))
		return;
	uint32_t best = best_weight(r);
	struct misspelled misspelled = {token, best ? best - 1 : UINT32_MAX};
	count = search_fuzzy_prefixes(r->files, token, fuzzy);
	for (size_t i = 0; i < count; i++)
		each_key(r, fuzzy[i], MOST_FUZZY, add_fuzzy, &misspelled);
}

static void add_bonus(struct ranking *r, struct str prefix, struct str key, struct str postings, const void *context)
{
	uint32_t doc = 0, weight;

	(void)context;
	while (next_posting(&postings, &doc, &weight) && doc && doc <= r->files->docs) {
		struct tally *tally = &r->tallies[doc - 1];
		double bonus = weight * 60.0 * (double)utf8_count(prefix) / (double)utf8_count(key) / 63;

		tally->hit = true;
		if (bonus > tally->bonus)
			tally->bonus = bonus;
	}
}

/* What the whole query names, and names that begin with it. */
static void match_names(struct ranking *r)
{
	for (size_t i = 0; i < r->query->name_count; i++) {
		const struct key_rule *name = &r->query->names[i];
		struct str postings = whole_postings(r->files, name->key);
		uint32_t doc = 0, weight;

		while (next_posting(&postings, &doc, &weight) && doc && doc <= r->files->docs) {
			struct tally *tally = &r->tallies[doc - 1];
			double bonus = (double)weight * 4 * name->factor / 100;

			tally->hit = true;
			if (weight > tally->name)
				tally->name = weight;
			if (bonus > tally->bonus)
				tally->bonus = bonus;
		}
		if (!i && utf8_count(name->key) > 3)
			each_key(r, name->key, MOST_PREFIXED, add_bonus, NULL);
	}
}

static int by_score(const void *left, const void *right)
{
	const struct search_hit *a = left, *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return (a->doc > b->doc) - (a->doc < b->doc);
}

const struct search_type *search_type_of(const struct search_files *files, uint32_t doc)
{
	for (size_t i = 0; i < files->type_count; i++)
		if (doc < files->types[i].from + files->types[i].count)
			return &files->types[i];
	return &files->types[files->type_count - 1];
}

static size_t gather(struct ranking *r, double total, struct search_hit *hits)
{
	size_t count = 0;
	double best = 0;

	for (uint32_t doc = 0; doc < r->files->docs; doc++)
		if (r->tallies[doc].hit && total > 0 && r->tallies[doc].matched / total > best)
			best = r->tallies[doc].matched / total;
	for (uint32_t doc = 0; doc < r->files->docs; doc++) {
		const struct tally *tally = &r->tallies[doc];
		double cover = total > 0 ? tally->matched / total : 0;

		if (!tally->hit || (tally->bonus <= 0 && cover < (r->query->phrase_count ? 0.999 : best * 0.6)))
			continue;
		double score = tally->score * cover * (tally->whole ? 1 : cover) * search_type_of(r->files, doc)->factor / 100 +
		               tally->bonus;
		hits[count++] = (struct search_hit){doc, tally->name, floor(score * 1000 + 0.5)};
	}
	qsort(hits, count, sizeof(*hits), by_score);
	return count;
}

static size_t rank(struct search_files *files, struct query *query, bool fuzzy, struct search_hit *hits)
{
	struct ranking r = {.files = files, .query = query, .fuzzy = fuzzy};
	double total = 0;

	r.tallies = arena_array(files->arena, struct tally, files->docs + 1);
	r.docs = arena_array(files->arena, uint32_t, files->docs + 1);
	for (size_t i = 0; i < query->token_count; i++) {
		match_token(&r, &query->tokens[i]);
		double rarity = log(1 + ((double)files->docs - (double)r.doc_count + 0.5) / ((double)r.doc_count + 0.5));
		total += rarity;
		for (size_t j = 0; j < r.doc_count; j++) {
			struct tally *tally = &r.tallies[r.docs[j]];

			tally->score += rarity * tally->weight / 100;
			tally->matched += rarity;
			tally->whole |= tally->weight >= WHOLE_NAME;
			tally->weight = 0;
			tally->found = false;
			tally->hit = true;
		}
	}
	if (!query->phrase_count)
		match_names(&r);
	return gather(&r, total, hits);
}

/* ---- phrases ---- */

static bool has_phrase(struct search_files *files, struct str text, struct str phrase)
{
	struct word *words, *wanted;
	size_t count = search_words(files, text, &words), length = search_words(files, phrase, &wanted);

	for (size_t i = 0; i + length <= count; i++) {
		size_t same = 0;

		while (same < length && str_equal(words[i + same].fold, wanted[same].fold))
			same++;
		if (same == length)
			return true;
	}
	return false;
}

/* Forms and passages one by one, so that no phrase reaches across. */
static bool is_in_document(struct search_files *files, const struct search_document *document, struct str phrase)
{
	struct str forms = document->forms, passages = document->passages, piece, id;

	if (has_phrase(files, document->title, phrase) || has_phrase(files, document->summary, phrase))
		return true;
	while (str_split(&forms, '\t', &piece))
		if (has_phrase(files, piece, phrase))
			return true;
	while (str_split(&passages, '\n', &piece)) {
		str_split(&piece, '\t', &id);
		if (has_phrase(files, piece, phrase))
			return true;
	}
	return false;
}

static size_t keep_phrases(struct search_files *files, const struct query *query, struct search_hit *hits, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		struct search_document document;
		bool all = search_document(files, hits[i].doc, &document);

		for (size_t j = 0; j < query->phrase_count && all; j++)
			all = is_in_document(files, &document, query->phrases[j]);
		if (all)
			hits[kept++] = hits[i];
	}
	return kept;
}

size_t search_ask(struct search_files *files, struct str text, struct search_hit **hits)
{
	struct query query = {0};
	bool empty = false, named = false;

	search_query_parse(files, &query, str_trim(text));
	*hits = arena_array(files->arena, struct search_hit, files->docs + 1);
	size_t count = rank(files, &query, false, *hits);
	if (query.phrase_count)
		return keep_phrases(files, &query, *hits, count);
	for (size_t i = 0; i < query.token_count; i++)
		empty |= query.tokens[i].empty;
	for (size_t i = 0; i < count; i++)
		named |= (*hits)[i].name > 0;
	return empty && !named ? rank(files, &query, true, *hits) : count;
}
