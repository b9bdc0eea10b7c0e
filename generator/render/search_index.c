#include "render/search_index.h"

#include <stdlib.h>

#include "base/die.h"

enum { SHARD_SIZE = 4 * 1024, LARGE_SHARD_SIZE = 9 * 1024, LARGE = 2000 };

static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/* Postings grow by pieces, so that none is ever copied. */
struct search_piece {
	struct search_piece *next;
	uint32_t length;
	char bytes[];
};

/* ---- keys ---- */

static uint64_t load(const char *from, size_t length)
{
	uint64_t eight;
	uint32_t four;

	if (length == sizeof(eight)) {
		memcpy(&eight, from, sizeof(eight));
		return eight;
	}
	memcpy(&four, from, sizeof(four));
	return four;
}

/* The first eight bytes and the last eight, so that most words are told apart without a look at their text: with the
 * length they say all about a key of at most sixteen. */
struct ends {
	uint64_t head, tail;
};

static struct ends ends_of(struct str key)
{
	if (key.len >= 8)
		return (struct ends){load(key.data, 8), load(key.data + key.len - 8, 8)};
	if (key.len >= 4)
		return (struct ends){load(key.data, 4) | load(key.data + key.len - 4, 4) << 32, 0};
	if (key.len == 0)
		return (struct ends){0, 0};
	return (struct ends){(unsigned char)key.data[0] | (uint64_t)(unsigned char)key.data[key.len / 2] << 8 |
							 (uint64_t)(unsigned char)key.data[key.len - 1] << 16,
		0};
}

/* For this table alone: nothing that is written depends on it. */
static uint32_t hash_of(struct str key, struct ends ends)
{
	const uint64_t factor = 0x9e3779b97f4a7c15u;
	uint64_t hash = (ends.head ^ key.len) * factor;

	hash = (hash ^ hash >> 29 ^ ends.tail) * factor;
	for (size_t at = 8; at + 8 < key.len; at += 8)
		hash = (hash ^ hash >> 29 ^ load(key.data + at, 8)) * factor;
	return (uint32_t)(hash >> 32);
}

static void enlarge(struct search_index *index)
{
	size_t slots = index->slot_count ? index->slot_count * 2 : 4096;

	free(index->slots);
	index->slots = must_zalloc(slots, sizeof(*index->slots));
	index->slot_count = slots;
	for (size_t i = 0; i < index->count; i++) {
		size_t slot = index->keys[i].hash & (slots - 1);

		while (index->slots[slot].key)
			slot = (slot + 1) & (slots - 1);
		index->slots[slot] = (struct search_slot){index->keys[i].hash, (uint32_t)i + 1};
	}
}

/* The key of a mention, in index.keys. */
static uint32_t key_of(struct search_index *index, const struct search_mention *mention)
{
	struct str text = str_slice(buf_str(&index->said), mention->at, mention->at + mention->length);

	if (index->count * 2 >= index->slot_count)
		enlarge(index);
	size_t slot = mention->hash & (index->slot_count - 1);
	for (; index->slots[slot].key; slot = (slot + 1) & (index->slot_count - 1)) {
		uint32_t at = index->slots[slot].key - 1;
		const struct search_key *key = &index->keys[at];

		if (index->slots[slot].hash == mention->hash && key->head == mention->head && key->tail == mention->tail &&
			key->size == text.len && (text.len <= 16 || str_equal(index->texts[at], text)))
			return at;
	}
	index->keys = grow(index->keys, index->count, &index->capacity, sizeof(*index->keys));
	index->texts = grow(index->texts, index->count, &index->text_capacity, sizeof(*index->texts));
	index->texts[index->count] = str_copy(&index->arena, text);
	index->keys[index->count] = (struct search_key){
		.head = mention->head, .tail = mention->tail, .hash = mention->hash, .size = mention->length};
	index->slots[slot] = (struct search_slot){mention->hash, (uint32_t)index->count + 1};
	return (uint32_t)index->count++;
}

/* ---- the document at hand ---- */

static void enlarge_places(struct search_index *index)
{
	size_t places = index->place_count ? index->place_count * 2 : 2048;

	free(index->places);
	index->places = must_zalloc(places, sizeof(*index->places));
	index->place_count = places;
	for (size_t i = 0; i < index->mention_count; i++) {
		size_t place = index->mentions[i].hash & (places - 1);

		while (index->places[place])
			place = (place + 1) & (places - 1);
		index->places[place] = (uint32_t)i + 1;
	}
}

static struct search_mention *new_mention(struct search_index *index, struct str text, struct ends ends, uint32_t hash)
{
	if (index->mention_count * 2 >= index->place_count)
		enlarge_places(index);
	size_t place = hash & (index->place_count - 1);
	while (index->places[place])
		place = (place + 1) & (index->place_count - 1);
	index->mentions = grow(index->mentions, index->mention_count, &index->mention_capacity, sizeof(*index->mentions));
	struct search_mention *mention = &index->mentions[index->mention_count++];
	*mention = (struct search_mention){.head = ends.head,
		.tail = ends.tail,
		.hash = hash,
		.at = (uint32_t)index->said.len,
		.length = (uint32_t)text.len};
	buf_put(&index->said, text);
	index->places[place] = (uint32_t)index->mention_count;
	return mention;
}

/* Two keys whose ends are the same. */
static bool is_same(struct str a, const char *b, size_t length)
{
	return a.len == length && (length <= 16 || memcmp(a.data + 8, b + 8, length - 16) == 0);
}

static struct search_mention *mention_of(struct search_index *index, struct str text)
{
	struct ends ends = ends_of(text);
	uint32_t hash = hash_of(text, ends);
	size_t mask = index->place_count - 1;

	for (size_t place = hash & mask; index->place_count && index->places[place]; place = (place + 1) & mask) {
		struct search_mention *mention = &index->mentions[index->places[place] - 1];

		if (mention->head == ends.head && mention->tail == ends.tail &&
			is_same(text, index->said.data + mention->at, mention->length))
			return mention;
	}
	return new_mention(index, text, ends, hash);
}

static void add_key(struct search_index *index, struct str text, unsigned weight)
{
	struct search_mention *mention = mention_of(index, text);

	mention->times += weight == SEARCH_TEXT;
	if (weight > mention->weight)
		mention->weight = weight;
}

void search_index_words(struct search_index *index, struct str text, unsigned weight, bool name)
{
	struct search_scan scan = {.table = index->table, .text = text};
	struct buf *key = &index->scratch;
	size_t pair = 0; /* where the character before ended, when it was an ideograph */
	char before[8];
	size_t before_length = 0;

	while (search_next(&scan)) {
		add_key(index, search_word(&scan), weight);
		if (scan.ideograph) {
			if (before_length && pair == scan.from) {
				buf_reset(key);
				buf_put(key, (struct str){before, before_length});
				buf_put(key, search_word(&scan));
				add_key(index, buf_str(key), weight);
			}
			memcpy(before, scan.fold, scan.fold_length);
			before_length = scan.fold_length;
			pair = scan.to;
			continue;
		}
		before_length = 0;
		if (scan.ascii && !name)
			continue;
		buf_reset(key);
		buf_char(key, '~');
		search_skeleton(key, &scan);
		if (key->len > 1)
			add_key(index, buf_str(key), weight);
	}
}

void search_index_name(struct search_index *index, struct str name, unsigned weight)
{
	struct buf *key = &index->scratch;

	buf_reset(key);
	buf_char(key, '=');
	search_name_key(key, index->table, name);
	if (key->len > 1)
		add_key(index, buf_str(key), weight);
}

/* ---- postings ---- */

static unsigned text_weight(uint32_t times)
{
	static const uint32_t STEPS[] = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};
	unsigned weight = 0;

	while (weight < COUNT_OF(STEPS) && times >= STEPS[weight])
		weight++;
	return weight ? weight + 1 : 0;
}

static void end_piece(struct search_key *key)
{
	if (key->last)
		key->last->length -= key->room;
	key->room = 0;
}

static void begin_piece(struct search_index *index, struct search_key *key)
{
	enum { FIRST_PIECE = 12 };
	uint32_t capacity = key->length > 4 * FIRST_PIECE ? key->length / 4 : FIRST_PIECE;
	struct search_piece *piece = arena_alloc(&index->arena, sizeof(*piece) + capacity);

	end_piece(key);
	*piece = (struct search_piece){.length = capacity};
	if (key->last)
		key->last->next = piece;
	else
		key->first = piece;
	key->last = piece;
	key->to = piece->bytes;
	key->room = capacity;
}

static void put_posting(struct search_index *index, struct search_key *key, uint32_t doc, unsigned weight)
{
	uint32_t step = doc + 1 - key->before, length = 2;

	for (uint32_t left = step; left >= 32; left >>= 5)
		length++;
	if (key->room < length)
		begin_piece(index, key);
	for (; step >= 32; step >>= 5)
		*key->to++ = DIGITS[32 + (step & 31)];
	*key->to++ = DIGITS[step];
	*key->to++ = DIGITS[weight < SEARCH_WEIGHT_MOST ? weight : SEARCH_WEIGHT_MOST];
	key->room -= length;
	key->length += length;
	key->before = doc + 1;
	key->count++;
}

/* Asks for memory that is read soon: keys and postings lie far apart, so each look would have to wait. */
static void fetch(const void *memory)
{
#ifdef __GNUC__
	__builtin_prefetch(memory);
#else
	(void)memory;
#endif
}

/* A few mentions at a time, step by step, so that what each step reads is there. */
static void put_mentions(struct search_index *index, struct search_mention *mentions, size_t count)
{
	for (size_t i = 0; i < count && index->slot_count; i++)
		fetch(&index->slots[mentions[i].hash & (index->slot_count - 1)]);
	for (size_t i = 0; i < count && index->slot_count; i++) {
		uint32_t key = index->slots[mentions[i].hash & (index->slot_count - 1)].key;

		if (key)
			fetch(&index->keys[key - 1]);
	}
	for (size_t i = 0; i < count; i++) {
		mentions[i].key = key_of(index, &mentions[i]);
		fetch(index->keys[mentions[i].key].to);
	}
	for (size_t i = 0; i < count; i++)
		put_posting(
			index, &index->keys[mentions[i].key], index->doc, mentions[i].weight + text_weight(mentions[i].times));
}

void search_index_next(struct search_index *index)
{
	enum { AT_ONCE = 32 };

	for (size_t i = 0; i < index->mention_count; i += AT_ONCE)
		put_mentions(index, index->mentions + i,
			index->mention_count - i < AT_ONCE ? index->mention_count - i : (size_t)AT_ONCE);
	if (index->mention_count)
		memset(index->places, 0, index->place_count * sizeof(*index->places));
	index->mention_count = 0;
	buf_reset(&index->said);
	index->doc++;
}

void search_index_release(struct search_index *index)
{
	arena_release(&index->arena);
	free(index->keys);
	free(index->texts);
	free(index->slots);
	free(index->mentions);
	free(index->places);
	buf_release(&index->said);
	buf_release(&index->scratch);
}

/* ---- shards ---- */

static unsigned digit(char c)
{
	const char *found = memchr(DIGITS, c, 64);

	return found ? (unsigned)(found - DIGITS) : 0;
}

static void gather_postings(struct buf *out, struct search_key *key)
{
	end_piece(key);
	for (const struct search_piece *piece = key->first; piece; piece = piece->next)
		buf_put(out, (struct str){piece->bytes, piece->length});
}

static void drop_text(struct search_index *index, struct search_key *key)
{
	enum { TEXT_MOST = 11 };
	struct search_key kept = {0};
	struct buf *postings = &index->scratch;
	uint32_t doc = 0;

	buf_reset(postings);
	gather_postings(postings, key);
	for (size_t i = 0; i < postings->len; i++) {
		uint32_t step = 0;
		unsigned shift = 0, value;

		while ((value = digit(postings->data[i])) >= 32) {
			step |= (value & 31) << shift;
			shift += 5;
			i++;
		}
		doc += step | value << shift;
		unsigned weight = digit(postings->data[++i]);
		if (weight > TEXT_MOST)
			put_posting(index, &kept, doc - 1, weight);
	}
	*key = kept;
}

void search_index_drop(struct search_index *index, struct str word)
{
	struct ends ends = ends_of(word);
	size_t mask = index->slot_count - 1;
	uint32_t hash = hash_of(word, ends);

	for (size_t slot = hash & mask; index->slot_count && index->slots[slot].key; slot = (slot + 1) & mask) {
		uint32_t at = index->slots[slot].key - 1;

		if (str_equal(index->texts[at], word))
			drop_text(index, &index->keys[at]);
	}
}

/* Keys in the order of their texts, of which the sorting sees as many bytes as fit into a number. */
struct sorted_key {
	uint64_t begin;
	struct str text;
	struct search_key *key;
};

static int by_text(const void *left, const void *right)
{
	const struct sorted_key *a = left, *b = right;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return str_compare(a->text, b->text);
}

static struct sorted_key *sort_keys(struct search_index *index)
{
	struct sorted_key *sorted = must_zalloc(index->count + 1, sizeof(*sorted));

	for (size_t i = 0; i < index->count; i++) {
		struct str text = index->texts[i];

		sorted[i] = (struct sorted_key){0, text, &index->keys[i]};
		for (size_t at = 0; at < sizeof(uint64_t); at++)
			sorted[i].begin = sorted[i].begin << 8 | (at < text.len ? (unsigned char)text.data[at] : 0);
	}
	qsort(sorted, index->count, sizeof(*sorted), by_text);
	return sorted;
}

/* As much of `key` as tells it from the key before. */
static struct str separator(struct str before, struct str key)
{
	size_t length = 0;

	while (length < before.len && length < key.len && before.data[length] == key.data[length])
		length++;
	for (length++; length < key.len && ((unsigned char)key.data[length] & 0xc0) == 0x80;)
		length++;
	return str_slice(key, 0, length);
}

void search_index_write(struct search_index *index, const struct search_shards *shards)
{
	struct buf lines = {0};
	struct str first = STR(""), before = STR("");
	size_t number = 0, most = index->doc > LARGE ? LARGE_SHARD_SIZE : SHARD_SIZE;
	struct sorted_key *sorted = sort_keys(index);

	for (size_t i = 0; i < index->count; i++) {
		struct search_key *key = sorted[i].key;

		if (!key->length)
			continue;
		if (lines.len && lines.len + key->length > most) {
			shards->write(shards->context, number++, first, buf_str(&lines));
			buf_reset(&lines);
		}
		if (!lines.len)
			first = separator(before, sorted[i].text);
		before = sorted[i].text;
		buf_put(&lines, sorted[i].text);
		buf_char(&lines, '\t');
		gather_postings(&lines, key);
		buf_char(&lines, '\n');
	}
	if (lines.len)
		shards->write(shards->context, number, first, buf_str(&lines));
	buf_release(&lines);
	free(sorted);
}
