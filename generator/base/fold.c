/* How it works: utf8proc knows Unicode; this file only chooses which of its operations make two texts the same. The
 * romanisation follows BGN/PCGN without marks, so that ids read as most English texts spell the names. */
#include "base/fold.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/die.h"
#include "base/utf8.h"

enum { SOFT_HYPHEN = 0xad, RIGHT_QUOTE = 0x2019, LONGEST_EXPANSION = 32 };

static utf8proc_category_t category(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c);
}

bool fold_is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	switch (category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL: return true;
	default: return c == SOFT_HYPHEN;
	}
}

bool fold_is_ideograph(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x323af) || c == 0x3005 || c == 0x3007;
}

bool fold_is_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	return category(c) == UTF8PROC_CATEGORY_LU || category(c) == UTF8PROC_CATEGORY_LT;
}

bool fold_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	return c == 0x85 || category(c) == UTF8PROC_CATEGORY_ZS || c == 0x2028 || c == 0x2029;
}

unsigned fold_columns(uint32_t c)
{
	int columns = c < 0x110000 ? utf8proc_charwidth((utf8proc_int32_t)c) : 1;

	return columns > 0 ? (unsigned)columns : 0;
}

static void expand(struct buf *out, uint32_t c, utf8proc_option_t options)
{
	utf8proc_int32_t points[LONGEST_EXPANSION];
	int boundary = 0;
	utf8proc_ssize_t count = utf8proc_decompose_char(
		(utf8proc_int32_t)c, points, LONGEST_EXPANSION, options, &boundary);

	for (utf8proc_ssize_t i = 0; i < count && i < LONGEST_EXPANSION; i++)
		buf_utf8(out, (uint32_t)points[i]);
}

static bool is_ascii(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.data[i] >= 0x80)
			return false;
	return true;
}

/* More marks on one letter than any script has. utf8proc sorts them in quadratic time, so such text stays as it is. */
static bool is_storm(struct str text)
{
	enum { MOST_MARKS = 40 };
	size_t run = 0;
	uint32_t c;

	for (size_t at = 0; at < text.len && run <= MOST_MARKS;) {
		at += utf8_decode(text, at, &c);
		run = c >= 0x300 && category(c) == UTF8PROC_CATEGORY_MN ? run + 1 : 0;
	}
	return run > MOST_MARKS;
}

static void map_text(struct buf *out, struct str text, utf8proc_option_t options)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t length = UTF8PROC_ERROR_OVERFLOW;

	if (!is_storm(text))
		length = utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.len, &mapped, options);
	if (length == UTF8PROC_ERROR_NOMEM)
		die_out_of_memory();
	if (length < 0) { /* not UTF-8, or too much of it: leave it as it is */
		buf_put(out, text);
		return;
	}
	buf_put(out, (struct str){(const char *)mapped, (size_t)length});
	free(mapped);
}

void fold_compose(struct buf *out, struct str text)
{
	if (is_ascii(text))
		buf_put(out, text);
	else
		map_text(out, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

void fold_point(struct buf *out, uint32_t c)
{
	if (c < 0x80)
		buf_char(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : (char)c);
	else if (c == RIGHT_QUOTE)
		buf_char(out, '\'');
	else if (c != SOFT_HYPHEN)
		expand(out, c, UTF8PROC_STABLE | UTF8PROC_CASEFOLD);
}

void fold_name(struct buf *out, struct str text)
{
	size_t start = out->len;
	bool space = false;
	uint32_t c;

	for (size_t at = 0; at < text.len;) {
		at += utf8_decode(text, at, &c);
		if (fold_is_space(c)) {
			space = out->len > start;
			continue;
		}
		if (space)
			buf_char(out, ' ');
		space = false;
		fold_point(out, c);
	}
	struct str folded = str_from_index(buf_str(out), start);
	if (is_ascii(folded))
		return;
	struct buf composed = {0};
	fold_compose(&composed, folded);
	out->len = start;
	buf_put(out, buf_str(&composed));
	buf_release(&composed);
}

/* clang-format off */
/* Cyrillic U+0400..U+045F after case folding: U+0430.. and U+0450.. */
static const char *const CYRILLIC[] = {
	"a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p",
	"r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
	"e", "yo", "dj", "g", "ye", "dz", "i", "yi", "j", "lj", "nj", "c", "k", "i", "u", "dz",
};
static const char *const GREEK[] = { /* U+03B1.. */
	"a", "b", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p",
	"r", "s", "s", "t", "y", "f", "ch", "ps", "o",
};
/* clang-format on */

/* NULL for what is not romanised. */
static const char *romanised(uint32_t folded)
{
	if (folded >= 0x430 && folded < 0x430 + COUNT_OF(CYRILLIC))
		return CYRILLIC[folded - 0x430];
	if (folded == 0x491)
		return "g";
	if (folded >= 0x3b1 && folded < 0x3b1 + COUNT_OF(GREEK))
		return GREEK[folded - 0x3b1];
	switch (folded) {
	case 0xe6: return "ae";
	case 0x153: return "oe";
	case 0xf8: return "o";
	case 0x142: return "l";
	case 0x111: return "d";
	case 0xfe: return "th";
	case 0xf0: return "d";
	case 0x131: return "i";
	default: return NULL;
	}
}

/* Latin, Greek and Cyrillic letters lose their marks and are romanised; in other scripts marks are part of spelling. */
static void put_slug_letter(struct buf *out, uint32_t c)
{
	struct buf bare = {0};
	uint32_t letter;

	if (romanised(c)) {
		buf_put(out, str_from(romanised(c)));
		return;
	}
	if (c < 0x80 || (c >= 0x530 && c < 0x1e00) || c >= 0x2000) {
		buf_utf8(out, c);
		return;
	}
	expand(&bare, c, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
	for (size_t at = 0; at < bare.len;) {
		at += utf8_decode(buf_str(&bare), at, &letter);
		if (romanised(letter))
			buf_put(out, str_from(romanised(letter)));
		else
			buf_utf8(out, letter);
	}
	buf_release(&bare);
}

static void fold_slug(struct buf *out, struct str text)
{
	size_t start = out->len;
	bool hyphen = false;
	struct buf folded = {0};
	uint32_t c;

	fold_name(&folded, text);
	for (size_t at = 0; at < folded.len;) {
		at += utf8_decode(buf_str(&folded), at, &c);
		if (c == '\'')
			continue;
		if (!fold_is_word(c)) {
			hyphen = out->len > start;
			continue;
		}
		size_t before = out->len;
		if (hyphen)
			buf_char(out, '-');
		size_t letters = out->len;
		put_slug_letter(out, c);
		if (out->len == letters) /* a mark or a hard sign: nothing to join */
			out->len = before;
		else
			hyphen = false;
	}
	buf_release(&folded);
}

enum script_rank { RANK_DIGIT = 1, RANK_LATIN, RANK_GREEK, RANK_CYRILLIC, RANK_OTHER, RANK_HAN };

static enum script_rank rank_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return RANK_DIGIT;
	if (c < 0x250 || (c >= 0x1e00 && c < 0x1f00))
		return RANK_LATIN;
	if (c >= 0x370 && c < 0x400)
		return RANK_GREEK;
	if (c >= 0x400 && c < 0x530)
		return RANK_CYRILLIC;
	return fold_is_ideograph(c) ? RANK_HAN : RANK_OTHER;
}

void fold_sort_key(struct buf *out, struct str text)
{
	struct buf folded = {0}, bare = {0};
	bool ranked = false, space = false;
	uint32_t c;

	fold_name(&folded, text);
	map_text(&bare, buf_str(&folded), UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
	for (size_t at = 0; at < bare.len;) {
		at += utf8_decode(buf_str(&bare), at, &c);
		if (!fold_is_word(c)) {
			space = ranked;
			continue;
		}
		if (!ranked)
			buf_char(out, (char)('0' + rank_of(c)));
		else if (space)
			buf_char(out, ' ');
		ranked = true;
		space = false;
		buf_utf8(out, c);
	}
	/* equal without marks: the full form decides */
	buf_char(out, '\t');
	buf_put(out, buf_str(&folded));
	buf_release(&folded);
	buf_release(&bare);
}

static struct str copied(struct arena *arena, void (*fold)(struct buf *, struct str), struct str text)
{
	struct buf out = {0};

	fold(&out, text);
	struct str copy = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return copy;
}

struct str fold_name_copy(struct arena *arena, struct str text)
{
	return copied(arena, fold_name, text);
}

struct str fold_slug_copy(struct arena *arena, struct str text)
{
	return copied(arena, fold_slug, text);
}

struct str fold_sort_key_copy(struct arena *arena, struct str text)
{
	return copied(arena, fold_sort_key, text);
}
