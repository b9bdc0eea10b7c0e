#include "render/search_index.h"

#include <stdlib.h>

#include "base/die.h"

enum { SHARD_SIZE = 7 * 1024, LARGE_SHARD_SIZE = 20 * 1024, LARGE = 2000, COMMON_LEAST = 64 };

static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

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

/* The first eight bytes, so that most words are told apart without a look at their text: with the length it says all
 * about a key of at most eight bytes. */
static uint64_t head_of(struct str key)
{
	if (key.len >= 8)
		return load(key.data, 8);
	if (key.len >= 4)
		return load(key.data, 4) | load(key.data + key.len - 4, 4) << 32;
	if (key.len == 0)
		return 0;
	return (unsigned char)key.data[0] | (uint64_t)(unsigned char)key.data[key.len / 2] << 8 |
	       (uint64_t)(unsigned char)key.data[key.len - 1] << 16;
}

/* For this table alone: nothing that is written depends on it. */
static uint32_t hash_of(struct str key, uint64_t head)
{
	const uint64_t factor = 0x9e3779b97f4a7c15u;
	uint64_t hash = (head ^ key.len) * factor;

	for (size_t at = 8; at < key.len; at += 8) {
		size_t from = at + 8 <= key.len ? at : key.len - 8;

		hash = (hash ^ hash >> 29 ^ load(key.data + from, 8)) * factor;
	}
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

static struct search_key *key_of(struct search_index *index, struct str text)
{
	uint64_t head = head_of(text);
	uint32_t hash = hash_of(text, head);

	if (index->count * 2 >= index->slot_count)
		enlarge(index);
	size_t slot = hash & (index->slot_count - 1);
	for (; index->slots[slot].key; slot = (slot + 1) & (index->slot_count - 1)) {
		struct search_key *key = &index->keys[index->slots[slot].key - 1];

		if (index->slots[slot].hash == hash && key->head == head && key->text.len == text.len &&
			(text.len <= 8 || memcmp(key->text.data + 8, text.data + 8, text.len - 8) == 0))
			return key;
	}
	index->keys = grow(index->keys, index->count, &index->capacity, sizeof(*index->keys));
	struct search_key *key = &index->keys[index->count++];
	*key = (struct search_key){.text = str_copy(&index->arena, text), .hash = hash, .head = head};
	index->slots[slot] = (struct search_slot){hash, (uint32_t)index->count};
	return key;
}

static void add_key(struct search_index *index, struct str text, unsigned weight)
{
	struct search_key *key = key_of(index, text);

	if (key->doc != index->doc + 1) {
		key->doc = index->doc + 1;
		key->times = key->weight = 0;
		index->touched = grow(index->touched, index->touched_count, &index->touched_capacity, sizeof(*index->touched));
		index->touched[index->touched_count++] = (uint32_t)(key - index->keys);
	}
	key->times += weight == SEARCH_TEXT;
	if (weight > key->weight)
		key->weight = weight;
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

static void put_posting(struct search_index *index, struct search_key *key, uint32_t doc, unsigned weight)
{
	uint32_t step = doc + 1 - key->before;

	if (key->capacity - key->length < 9) {
		uint32_t capacity = key->capacity ? key->capacity * 2 : 12;
		char *bytes = arena_bytes(&index->arena, capacity);

		if (key->length)
			memcpy(bytes, key->postings, key->length);
		key->postings = bytes;
		key->capacity = capacity;
	}
	for (; step >= 32; step >>= 5)
		key->postings[key->length++] = DIGITS[32 + (step & 31)];
	key->postings[key->length++] = DIGITS[step];
	key->postings[key->length++] = DIGITS[weight < SEARCH_WEIGHT_MOST ? weight : SEARCH_WEIGHT_MOST];
	key->before = doc + 1;
	key->count++;
}

void search_index_next(struct search_index *index)
{
	for (size_t i = 0; i < index->touched_count; i++) {
		struct search_key *key = &index->keys[index->touched[i]];

		put_posting(index, key, index->doc, key->weight + text_weight(key->times));
	}
	index->touched_count = 0;
	index->doc++;
}

void search_index_release(struct search_index *index)
{
	arena_release(&index->arena);
	free(index->keys);
	free(index->slots);
	free(index->touched);
	buf_release(&index->scratch);
}

/* ---- shards ---- */

static unsigned digit(char c)
{
	const char *found = memchr(DIGITS, c, 64);

	return found ? (unsigned)(found - DIGITS) : 0;
}

/* A word that most documents hold tells little and takes much room: where it stands in running text alone it is left
 * out. */
static void drop_common(struct search_index *index, struct search_key *key)
{
	enum { TEXT_MOST = 11 };
	struct search_key kept = {.text = key->text};
	uint32_t doc = 0;

	for (uint32_t i = 0; i < key->length; i++) {
		uint32_t step = 0;
		unsigned shift = 0, value;

		while ((value = digit(key->postings[i])) >= 32) {
			step |= (value & 31) << shift;
			shift += 5;
			i++;
		}
		doc += step | value << shift;
		unsigned weight = digit(key->postings[++i]);
		if (weight > TEXT_MOST)
			put_posting(index, &kept, doc - 1, weight);
	}
	*key = kept;
}

static int by_text(const void *left, const void *right)
{
	return str_compare(((const struct search_key *)left)->text, ((const struct search_key *)right)->text);
}

void search_index_write(struct search_index *index, const struct search_shards *shards)
{
	struct buf lines = {0};
	struct str first = STR("");
	size_t number = 0, most = index->doc > LARGE ? LARGE_SHARD_SIZE : SHARD_SIZE;

	for (size_t i = 0; i < index->count; i++)
		if (index->doc >= COMMON_LEAST && index->keys[i].count > index->doc / 5 * 3)
			drop_common(index, &index->keys[i]);
	qsort(index->keys, index->count, sizeof(*index->keys), by_text);
	for (size_t i = 0; i < index->count; i++) {
		const struct search_key *key = &index->keys[i];

		if (!key->length)
			continue;
		if (lines.len && lines.len + key->length > most) {
			shards->write(shards->context, number++, first, buf_str(&lines));
			buf_reset(&lines);
		}
		if (!lines.len)
			first = key->text;
		buf_put(&lines, key->text);
		buf_char(&lines, '\t');
		buf_put(&lines, (struct str){key->postings, key->length});
		buf_char(&lines, '\n');
	}
	if (lines.len)
		shards->write(shards->context, number, first, buf_str(&lines));
	buf_release(&lines);
}
