/* How it works: a trie whose steps are words, not letters. A form is cut into words, each with what stands before it
 * ("no-fly zone": "no", "-fly", " zone"); the folded bytes of a step are hashed together with the node they start
 * from, and the pair is looked up in one table. Text is cut the same way, so a word that begins no form costs one
 * hash and one look at a bit set that fits the cache. A form has at most MOST_STEPS words, which keeps the whole
 * linear; Han and kana, written without spaces, are cut into characters.
 *
 * Hashes can collide, so a match counts only when its folded text is the form's. */
#include "parse/matcher.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/die.h"
#include "base/fold.h"
#include "base/utf8.h"

enum { MOST_STEPS = 64, LONGEST_GAP = 8, FIRST_WORD_BITS = 1 << 17, RIGHT_QUOTE = 0x2019 };

/* A form, or a plural or possessive made of one. */
struct variant {
	uint32_t form;
	struct str folded;
	uint32_t suffix; /* bytes at the end that are not the form's own */
	uint32_t next;   /* variant + 1 at the same node; explicit ones first */
};

struct node {
	uint64_t key; /* hash of parent and step; 0 is an empty slot */
	uint32_t number;
	uint32_t variant; /* index + 1 */
};

struct matcher {
	const struct site_form *forms;
	struct node *table;
	size_t table_size; /* a power of two */
	size_t node_count;
	struct variant *variants;
	size_t variant_count, variant_capacity;
	uint64_t first_words[FIRST_WORD_BITS / 64];
};

/* --- words --- */

static uint64_t mix(uint64_t hash, uint64_t bytes)
{
	hash = (hash ^ bytes) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 32;
}

/* Keeps the first 0 … 7 bytes of eight, whatever the machine's byte order. */
static const unsigned char KEEP[8][8] = {
	{0},
	{255},
	{255, 255},
	{255, 255, 255},
	{255, 255, 255, 255},
	{255, 255, 255, 255, 255},
	{255, 255, 255, 255, 255, 255},
	{255, 255, 255, 255, 255, 255, 255},
};

/* Of the first `length` of `room` bytes, which are folded but for the case of ASCII: setting the bit that tells capitals
 * from small letters does that on the way, and no harm to the rest. */
static uint64_t mix_word(uint64_t hash, const char *word, size_t length, size_t room)
{
	const uint64_t small = 0x2020202020202020u;
	uint64_t bytes;

	for (; length >= 8; word += 8, length -= 8, room -= 8) {
		memcpy(&bytes, word, 8);
		hash = mix(hash, bytes | small);
	}
	if (room >= 8) { /* reading past the word is cheaper than a copy of unknown length */
		uint64_t keep;

		memcpy(&bytes, word, 8);
		memcpy(&keep, KEEP[length], 8);
		bytes &= keep;
	} else {
		bytes = 0;
		if (length) /* a soft hyphen alone folds to nothing */
			memcpy(&bytes, word, length);
	}
	return mix(hash, bytes | small) + length;
}

static uint64_t finish(uint64_t hash)
{
	hash ^= hash >> 29;
	hash *= 0xbf58476d1ce4e5b9u;
	hash ^= hash >> 32;
	return hash ? hash : 1;
}

/* ASCII letters and digits. */
static const bool WORD[256] = {
	['0'] = true,
	['1'] = true,
	['2'] = true,
	['3'] = true,
	['4'] = true,
	['5'] = true,
	['6'] = true,
	['7'] = true,
	['8'] = true,
	['9'] = true,
	['A'] = true,
	['B'] = true,
	['C'] = true,
	['D'] = true,
	['E'] = true,
	['F'] = true,
	['G'] = true,
	['H'] = true,
	['I'] = true,
	['J'] = true,
	['K'] = true,
	['L'] = true,
	['M'] = true,
	['N'] = true,
	['O'] = true,
	['P'] = true,
	['Q'] = true,
	['R'] = true,
	['S'] = true,
	['T'] = true,
	['U'] = true,
	['V'] = true,
	['W'] = true,
	['X'] = true,
	['Y'] = true,
	['Z'] = true,
	['a'] = true,
	['b'] = true,
	['c'] = true,
	['d'] = true,
	['e'] = true,
	['f'] = true,
	['g'] = true,
	['h'] = true,
	['i'] = true,
	['j'] = true,
	['k'] = true,
	['l'] = true,
	['m'] = true,
	['n'] = true,
	['o'] = true,
	['p'] = true,
	['q'] = true,
	['r'] = true,
	['s'] = true,
	['t'] = true,
	['u'] = true,
	['v'] = true,
	['w'] = true,
	['x'] = true,
	['y'] = true,
	['z'] = true,
};

static bool apostrophe_joins(struct str text, size_t at, size_t length)
{
	uint32_t c;

	if (at + length >= text.len)
		return false;
	utf8_decode(text, at + length, &c);
	return fold_is_word(c) && !fold_is_ideograph(c);
}

/* A word that is not all ASCII letters and digits. */
static size_t take_other_word(struct str text, size_t from, uint64_t *hash, struct buf *folded)
{
	size_t at = from;
	bool marks = false;
	uint32_t c;

	folded->len = 0;
	while (at < text.len) {
		size_t length = utf8_decode(text, at, &c);
		bool apostrophe = c == '\'' || c == RIGHT_QUOTE;

		if (apostrophe ? at == from || !apostrophe_joins(text, at, length)
					   : !fold_is_word(c) || (fold_is_ideograph(c) && at > from))
			break;
		marks |= c >= 0x300 && c < 0x370;
		fold_point(folded, c);
		at += length;
		if (fold_is_ideograph(c))
			break;
	}
	if (marks) { /* decomposed text: the composed form counts */
		folded->len = 0;
		fold_name(folded, str_slice(text, from, at));
	}
	*hash = mix_word(*hash, folded->data, folded->len, folded->len);
	return at;
}

/* The end of the word at `from`, and its hash continued from `hash`. An apostrophe between letters belongs to it. */
static size_t take_word(struct str text, size_t from, uint64_t *hash, struct buf *folded)
{
	size_t at = from;

	while (at < text.len && WORD[(unsigned char)text.data[at]])
		at++;
	if (at < text.len && ((unsigned char)text.data[at] >= 0x80 || text.data[at] == '\''))
		return take_other_word(text, from, hash, folded);
	*hash = mix_word(*hash, text.data + from, at - from, text.len - from);
	return at;
}

/* What stands between two words, folded into the hash: white space counts as one space. False when it is too much. */
static bool take_gap(struct str text, size_t from, size_t *to, uint64_t *hash)
{
	size_t at = from, taken = 0;
	bool space = false;
	uint32_t c;

	while (at < text.len) {
		size_t length = utf8_decode(text, at, &c);

		if (fold_is_word(c))
			break;
		if (fold_is_space(c)) {
			space = true;
		} else {
			if (space)
				*hash = mix(*hash, ' ');
			space = false;
			*hash = mix(*hash, c == RIGHT_QUOTE ? '\'' : c);
		}
		at += length;
		if (++taken > LONGEST_GAP)
			return false;
	}
	if (space)
		*hash = mix(*hash, ' ');
	*to = at;
	return at < text.len;
}

/* --- the table --- */

static struct node *slot_of(const struct matcher *matcher, uint64_t key)
{
	size_t slot = key & (matcher->table_size - 1);

	while (matcher->table[slot].key && matcher->table[slot].key != key)
		slot = (slot + 1) & (matcher->table_size - 1);
	return &matcher->table[slot];
}

static uint64_t node_seed(uint32_t node)
{
	return 0xcbf29ce484222325u + (uint64_t)node * 0x9e3779b97f4a7c15u;
}

static struct node *child(struct matcher *matcher, uint64_t key)
{
	struct node *node = slot_of(matcher, key);

	if (!node->key)
		*node = (struct node){.key = key, .number = (uint32_t)++matcher->node_count};
	return node;
}

static void add_variant(struct matcher *matcher, struct arena *arena, uint32_t form, struct str folded, uint32_t suffix,
	struct buf *scratch)
{
	struct node *node = NULL;
	uint32_t number = 0;
	size_t at = 0, steps = 0;

	while (at < folded.len) {
		uint64_t hash = node_seed(number);
		size_t word = at;

		if (number || at) {
			if (!take_gap(folded, at, &word, &hash))
				break;
		}
		size_t end = take_word(folded, word, &hash, scratch);
		if (end == word || ++steps > MOST_STEPS)
			return; /* begins with something that is no word: cannot be found */
		hash = finish(hash);
		if (!number)
			matcher->first_words[hash % FIRST_WORD_BITS / 64] |= (uint64_t)1 << (hash % 64);
		node = child(matcher, hash);
		number = node->number;
		at = end;
	}
	if (!node)
		return;
	matcher->variants = arena_grow(
		arena, matcher->variants, matcher->variant_count, &matcher->variant_capacity, sizeof(*matcher->variants));
	matcher->variants[matcher->variant_count++] = (struct variant){.form = form, .folded = folded, .suffix = suffix};
	uint32_t *last = &node->variant;
	while (*last)
		last = &matcher->variants[*last - 1].next;
	*last = (uint32_t)matcher->variant_count;
}

/* --- English inflection of the last word --- */

static bool ends_in(struct str word, const char *ending)
{
	return str_ends(word, str_from(ending));
}

static bool vowel(char c)
{
	return memchr("aeiou", c, 5) != NULL;
}

static struct str plural(struct arena *arena, struct str word, bool acronym)
{
	if (acronym)
		return str_join(arena, word, STR("s"));
	if (ends_in(word, "s") || ends_in(word, "x") || ends_in(word, "z") || ends_in(word, "ch") || ends_in(word, "sh"))
		return str_join(arena, word, STR("es"));
	if (ends_in(word, "y") && word.len > 2 && !vowel(word.data[word.len - 2]))
		return str_join(arena, str_slice(word, 0, word.len - 1), STR("ies"));
	return str_join(arena, word, STR("s"));
}

static bool ends_in_letter(struct str word)
{
	unsigned char last = word.len ? (unsigned char)word.data[word.len - 1] : 0;

	return last >= 0x80 || WORD[last];
}

static void add_english(
	struct matcher *matcher, struct arena *arena, uint32_t form, struct str folded, struct buf *scratch)
{
	bool acronym = matcher->forms[form].acronym;

	if (!ends_in_letter(folded) || fold_is_ideograph((unsigned char)folded.data[folded.len - 1]))
		return;
	struct str many = plural(arena, folded, acronym);
	add_variant(matcher, arena, form, many, 1, scratch);
	add_variant(matcher, arena, form, str_join(arena, folded, STR("'s")), 2, scratch);
	add_variant(matcher, arena, form, str_join(arena, many, STR("'s")), 3, scratch);
}

struct matcher *matcher_build(struct arena *arena, const struct site_form *forms, size_t count)
{
	struct matcher *matcher = arena_new(arena, struct matcher);
	struct buf scratch = {0};
	struct str *folded = arena_array(arena, struct str, count);
	size_t steps = 16;

	matcher->forms = forms;
	for (size_t i = 0; i < count; i++) {
		folded[i] = fold_name_copy(arena, forms[i].text);
		steps += 4 + (folded[i].len < MOST_STEPS ? folded[i].len : MOST_STEPS); /* 4: plurals and possessives */
	}
	matcher->table_size = 64;
	while (matcher->table_size < steps * 2)
		matcher->table_size *= 2;
	matcher->table = arena_array(arena, struct node, matcher->table_size);
	for (size_t i = 0; i < count; i++)
		add_variant(matcher, arena, (uint32_t)i, folded[i], 0, &scratch);
	for (size_t i = 0; i < count; i++)
		if (forms[i].english)
			add_english(matcher, arena, (uint32_t)i, folded[i], &scratch);
	buf_release(&scratch);
	return matcher;
}

/* --- finding --- */

/* Whether text[from..to) is this variant: folded alike, and letter by letter where the form is an acronym. */
static bool is_variant(
	const struct matcher *matcher, const struct variant *variant, struct str found, struct buf *scratch)
{
	const struct site_form *form = &matcher->forms[variant->form];

	if (form->acronym && !str_starts(found, form->text))
		return false;
	scratch->len = 0;
	fold_name(scratch, found);
	return str_equal(buf_str(scratch), variant->folded);
}

/* The longest form that begins with the word at `from`; false when there is none. */
static bool match_at(const struct matcher *matcher, struct str text, size_t from, size_t end, uint64_t hash,
	struct match *match, struct buf *scratch)
{
	bool found = false;

	for (size_t steps = 1; steps <= MOST_STEPS; steps++) {
		const struct node *node = slot_of(matcher, hash);

		if (!node->key)
			break;
		for (uint32_t v = node->variant; v; v = matcher->variants[v - 1].next) {
			const struct variant *variant = &matcher->variants[v - 1];

			if (is_variant(matcher, variant, str_slice(text, from, end), scratch)) {
				*match = (struct match){(uint32_t)from, (uint32_t)end, variant->form};
				found = true;
				break;
			}
		}
		size_t word;
		hash = node_seed(node->number);
		if (!take_gap(text, end, &word, &hash))
			break;
		size_t next = take_word(text, word, &hash, scratch);
		if (next == word)
			break;
		end = next;
		hash = finish(hash);
	}
	return found;
}

void matcher_find(const struct matcher *matcher, struct str text, struct match_list *list)
{
	size_t at = 0;
	uint32_t c;

	while (at < text.len) {
		unsigned char byte = (unsigned char)text.data[at];

		if (byte < 0x80 ? !WORD[byte] : (utf8_decode(text, at, &c), !fold_is_word(c))) {
			at += byte < 0x80 ? 1 : utf8_decode(text, at, &c);
			continue;
		}
		uint64_t hash = node_seed(0);
		size_t end = take_word(text, at, &hash, &list->folded);
		if (end == at) {
			at++;
			continue;
		}
		hash = finish(hash);
		struct match match;
		if (matcher->first_words[hash % FIRST_WORD_BITS / 64] >> (hash % 64) & 1 &&
			match_at(matcher, text, at, end, hash, &match, &list->folded)) {
			list->items = grow(list->items, list->count, &list->capacity, sizeof(*list->items));
			list->items[list->count++] = match;
			at = match.to;
		} else {
			at = end;
		}
	}
}

void match_list_release(struct match_list *list)
{
	free(list->items);
	buf_release(&list->folded);
	*list = (struct match_list){0};
}
