/* The table covers ASCII, Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and the wide forms of ASCII; all other letters stand for themselves.
 * Latin and Cyrillic letters meet in an alphabet of plain letters and four signs, Z S C for the sounds of zh, sh, ch, and
 * c for ts; the rules of search_skeleton() then make one text of what the schemes of romanisation tell apart. */
#include "base/search_fold.h"

#include <utf8proc.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"

static const struct range {
	uint32_t from, to;
} RANGES[] = {{0, 0x700}, {0x1e00, 0x2070}, {0xfeff, 0xff60}};

/* clang-format off */
/* Cyrillic from U+0430 and Greek from U+03B1, case folded and without marks. */
static const char *const CYRILLIC[] = {
	"a", "b", "v", "g", "d", "e", "Z", "z", "i", "y", "k", "l", "m", "n", "o", "p",
	"r", "s", "t", "u", "f", "x", "c", "C", "S", "SC", "", "i", "", "e", "yu", "ya",
	"e", "e", "dZ", "g", "ye", "z", "i", "yi", "y", "ly", "ny", "C", "k", "i", "u", "dZ",
};
static const char *const GREEK[] = {
	"a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "ks", "o", "p",
	"r", "s", "s", "t", "i", "f", "x", "ps", "o",
};
/* What Unicode does not take apart. */
static const struct {
	uint32_t point;
	const char *fold;
} SPECIAL[] = {
	{0xe6, "ae"}, {0x153, "oe"}, {0xf8, "o"}, {0x142, "l"}, {0x111, "d"}, {0xfe, "th"}, {0xf0, "d"}, {0x131, "i"},
	{0x127, "h"}, {0x259, "a"}, {0x14b, "n"}, {0x629, "\u0647"}, {0x649, "\u064a"}, {0x6a9, "\u0643"}, {0x6cc, "\u064a"},
};
/* Letters whose mark is a sound. */
static const struct {
	uint32_t point;
	const char *latin;
} SOUNDS[] = {
	{0x10c, "C"}, {0x10d, "C"}, {0x160, "S"}, {0x161, "S"}, {0x17d, "Z"}, {0x17e, "Z"}, {0x15c, "SC"}, {0x15d, "SC"},
	{0x15e, "S"}, {0x15f, "S"}, {0x429, "SC"}, {0x449, "SC"}, {0x419, "y"}, {0x439, "y"}, {0x407, "yi"}, {0x457, "yi"},
};
/* clang-format on */

static void append(char *text, size_t size, const char *more, size_t length)
{
	size_t at = strlen(text);

	if (at + length < size)
		memcpy(text + at, more, length);
}

static const char *special_fold(uint32_t c)
{
	for (size_t i = 0; i < COUNT_OF(SPECIAL); i++)
		if (SPECIAL[i].point == c)
			return SPECIAL[i].fold;
	return NULL;
}

static const char *latin_of(uint32_t c)
{
	if (c >= 0x430 && c < 0x430 + COUNT_OF(CYRILLIC))
		return CYRILLIC[c - 0x430];
	if (c >= 0x3b1 && c < 0x3b1 + COUNT_OF(GREEK))
		return GREEK[c - 0x3b1];
	return c == 0x491 ? "g" : NULL;
}

static void add_point(struct search_letter *letter, uint32_t c)
{
	struct buf bytes = {0};
	const char *special = special_fold(c), *latin = latin_of(c);

	buf_utf8(&bytes, c);
	if (special)
		append(letter->fold, sizeof(letter->fold), special, strlen(special));
	else
		append(letter->fold, sizeof(letter->fold), bytes.data, bytes.len);
	if (latin)
		append(letter->latin, sizeof(letter->latin), latin, strlen(latin));
	else if (special)
		append(letter->latin, sizeof(letter->latin), special, strlen(special));
	else
		append(letter->latin, sizeof(letter->latin), bytes.data, bytes.len);
	buf_release(&bytes);
}

static bool is_dropped(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

	return c == 0xad || (c >= 0x2b0 && c < 0x370) || c == 0xfeff || category == UTF8PROC_CATEGORY_CF ||
	       category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_LM;
}

static void fill_letter(struct search_letter *letter, uint32_t c)
{
	utf8proc_int32_t points[16];
	int boundary = 0;

	if (c == 0x2b9 || c == 0x2ba || c == 0x2bb || c == 0x2bc || is_dropped(c)) {
		letter->kind = c == 0x30c ? SEARCH_CARON : c == 0x302 ? SEARCH_CIRCUMFLEX : SEARCH_DROP;
		return;
	}
	if (c == '\'' || c == 0x2019) {
		letter->kind = SEARCH_APOSTROPHE;
		return;
	}
	bool wide = c >= 0xff00;
	if (wide)
		c -= 0xff00 - 0x20;
	if (!fold_is_word(c))
		return; /* SEARCH_BREAK */
	letter->kind = SEARCH_LETTER;
	utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)c, points, 16,
		UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, &boundary);
	for (utf8proc_ssize_t i = 0; i < count && i < 16; i++)
		add_point(letter, (uint32_t)points[i]);
	for (size_t i = 0; i < COUNT_OF(SOUNDS); i++) {
		if (SOUNDS[i].point != c)
			continue;
		memset(letter->latin, 0, sizeof(letter->latin));
		append(letter->latin, sizeof(letter->latin), SOUNDS[i].latin, strlen(SOUNDS[i].latin));
	}
}

void search_table_init(struct search_table *table)
{
	struct search_letter *letter = table->letters;

	memset(table, 0, sizeof(*table));
	for (int c = 0; c < 0x80; c++)
		table->ascii[c] = (char)((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? c
								 : c >= 'A' && c <= 'Z'                           ? c + 32
																				  : 0);
	for (size_t i = 0; i < COUNT_OF(RANGES); i++)
		for (uint32_t c = RANGES[i].from; c < RANGES[i].to; c++)
			fill_letter(letter++, c);
}

/* ---- words ---- */

/* Beyond the table. */
static const struct kind_range {
	uint32_t first, last;
	enum search_kind kind;
} KINDS[] = {
	{0x700, 0x963, SEARCH_LETTER},
	{0x966, 0x1dff, SEARCH_LETTER},
	{0x2c00, 0x2dff, SEARCH_LETTER},
	{0xa000, 0xd7ff, SEARCH_LETTER},
	{0x10000, 0x1bfff, SEARCH_LETTER},
	{0x3005, 0x3005, SEARCH_IDEOGRAPH},
	{0x3007, 0x3007, SEARCH_IDEOGRAPH},
	{0x3040, 0x30ff, SEARCH_IDEOGRAPH},
	{0x3400, 0x4dbf, SEARCH_IDEOGRAPH},
	{0x4e00, 0x9fff, SEARCH_IDEOGRAPH},
	{0xf900, 0xfaff, SEARCH_IDEOGRAPH},
	{0x20000, 0x323af, SEARCH_IDEOGRAPH},
};

static enum search_kind kind_beyond(uint32_t c)
{
	for (size_t i = 0; i < COUNT_OF(KINDS); i++)
		if (c >= KINDS[i].first && c <= KINDS[i].last)
			return KINDS[i].kind;
	return SEARCH_BREAK;
}

static const struct search_letter *letter_at(const struct search_table *table, uint32_t c)
{
	size_t index = 0;

	for (size_t i = 0; i < COUNT_OF(RANGES); i++) {
		if (c >= RANGES[i].from && c < RANGES[i].to)
			return &table->letters[index + c - RANGES[i].from];
		index += RANGES[i].to - RANGES[i].from;
	}
	return NULL;
}

static void put(char *key, size_t *length, const char *more, size_t count)
{
	if (*length + count > SEARCH_WORD_SIZE)
		return;
	memcpy(key + *length, more, count);
	*length += count;
}

/* The first letter of a word that is not ASCII: from here on the two keys differ. */
static void part_keys(struct search_scan *scan)
{
	if (!scan->ascii)
		return;
	scan->ascii = false;
	memcpy(scan->latin, scan->fold, scan->fold_length);
	scan->latin_length = scan->fold_length;
}

/* A caron or a circumflex written as a mark of its own. */
static void sound_mark(struct search_scan *scan, enum search_kind kind)
{
	if (!scan->fold_length)
		return;
	part_keys(scan);
	char *last = scan->latin_length ? &scan->latin[scan->latin_length - 1] : NULL;
	if (last && kind == SEARCH_CARON) {
		*last = *last == 'z' ? 'Z' : *last == 's' ? 'S' : *last == 'c' ? 'C' : *last;
	} else if (last && *last == 's') {
		*last = 'S';
		put(scan->latin, &scan->latin_length, "C", 1);
	}
}

/* One character beyond ASCII; what it is, having added it to the word when it belongs there. */
static enum search_kind take(struct search_scan *scan, uint32_t c, size_t length)
{
	const struct search_letter *letter = letter_at(scan->table, c);
	enum search_kind kind = letter ? (enum search_kind)letter->kind : kind_beyond(c);

	if (kind == SEARCH_CARON || kind == SEARCH_CIRCUMFLEX)
		sound_mark(scan, kind);
	if (kind != SEARCH_LETTER)
		return kind;
	part_keys(scan);
	if (letter) {
		put(scan->fold, &scan->fold_length, letter->fold, strlen(letter->fold));
		put(scan->latin, &scan->latin_length, letter->latin, strlen(letter->latin));
	} else {
		put(scan->fold, &scan->fold_length, scan->text.data + scan->at, length);
		put(scan->latin, &scan->latin_length, scan->text.data + scan->at, length);
	}
	return kind;
}

/* "Russia's" is "russia". */
static void drop_possessive(struct search_scan *scan, size_t apostrophe)
{
	if (apostrophe && scan->fold_length == apostrophe + 1 && scan->fold[apostrophe] == 's') {
		scan->fold_length--;
		scan->latin_length -= !scan->ascii;
	}
}

/* ASCII letters and digits from where the scan stands. */
static void take_ascii(struct search_scan *scan)
{
	const char *small = scan->table->ascii, *from = scan->text.data + scan->at, *end = scan->text.data + scan->text.len;
	size_t count = scan->fold_length;
	char letter;

	for (const char *at = from;; at++) {
		if (at == end || !(letter = small[(unsigned char)*at])) {
			scan->to = scan->at = (size_t)(at - scan->text.data);
			break;
		}
		if (count < SEARCH_WORD_SIZE)
			scan->fold[count++] = letter;
	}
	if (!scan->ascii)
		put(scan->latin, &scan->latin_length, scan->fold + scan->fold_length, count - scan->fold_length);
	scan->fold_length = count;
}

static bool take_ideograph(struct search_scan *scan, size_t length)
{
	scan->ideograph = true;
	scan->ascii = false;
	put(scan->fold, &scan->fold_length, scan->text.data + scan->at, length);
	scan->to = scan->at += length;
	return true;
}

/* A word of ASCII alone that nothing else touches: nearly all there is. */
static bool take_plain(struct search_scan *scan)
{
	const char *small = scan->table->ascii;
	const unsigned char *text = (const unsigned char *)scan->text.data;
	size_t at = scan->at, count = 0, most = scan->text.len;
	char letter;

	while (at < most && text[at] < 0x80 && !small[text[at]])
		at++;
	scan->at = scan->from = at;
	if (most - at > SEARCH_WORD_SIZE)
		most = at + SEARCH_WORD_SIZE;
	for (; at < most && (letter = small[text[at]]); at++)
		scan->fold[count++] = letter;
	if (!count || (at < scan->text.len && (at == most || text[at] >= 0x80 || text[at] == '\'')))
		return false;
	scan->fold_length = count;
	scan->to = scan->at = at;
	return true;
}

bool search_next(struct search_scan *scan)
{
	size_t apostrophe = 0, length;
	enum search_kind kind;
	uint32_t c;

	scan->fold_length = scan->latin_length = 0;
	scan->ascii = true;
	scan->ideograph = false;
	if (take_plain(scan))
		return true;
	while (scan->at < scan->text.len) {
		unsigned char byte = (unsigned char)scan->text.data[scan->at];

		if (!scan->fold_length)
			scan->from = scan->at;
		if (scan->table->ascii[byte]) {
			take_ascii(scan);
			continue;
		}
		length = 1;
		kind = byte == '\'' ? SEARCH_APOSTROPHE : SEARCH_BREAK;
		if (byte >= 0x80) {
			length = utf8_decode(scan->text, scan->at, &c);
			kind = take(scan, c, length);
		}
		if (kind == SEARCH_IDEOGRAPH && !scan->fold_length)
			return take_ideograph(scan, length);
		if ((kind == SEARCH_IDEOGRAPH || kind == SEARCH_BREAK) && scan->fold_length)
			break;
		if (kind == SEARCH_APOSTROPHE)
			apostrophe = scan->fold_length;
		scan->at += length;
		if (kind == SEARCH_LETTER)
			scan->to = scan->at;
	}
	drop_possessive(scan, apostrophe);
	return scan->fold_length > 0;
}

/* ---- skeletons ---- */

static bool is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'o' || c == 'u';
}

/* Letters that write one sound, one or two, and the sign of it. */
static const char SOUNDS_OF[][4] = {
	"zhZ", "shS", "chC", "khh", "tsc", "phf", "yoe", "joe", "ouu", "yi", "ji", "xh", "wv", "qk"};

/* The sound of two letters; 0 for none. */
static char pair(char a, char b)
{
	for (size_t i = 0; i < COUNT_OF(SOUNDS_OF); i++)
		if (SOUNDS_OF[i][2] && SOUNDS_OF[i][0] == a && SOUNDS_OF[i][1] == b)
			return SOUNDS_OF[i][2];
	return 0;
}

static char single(char c)
{
	for (size_t i = 0; i < COUNT_OF(SOUNDS_OF); i++)
		if (!SOUNDS_OF[i][2] && SOUNDS_OF[i][0] == c)
			return SOUNDS_OF[i][1];
	return c;
}

void search_skeleton_of(struct buf *out, struct str latin)
{
	size_t start = out->len;
	bool foreign = false;

	for (size_t i = 0; i < latin.len; i++) {
		char sound = i + 1 < latin.len ? pair(latin.data[i], latin.data[i + 1]) : 0;

		if (sound)
			i++;
		else
			sound = single(latin.data[i]);
		if (out->len > start && out->data[out->len - 1] == 'i' && is_vowel(sound))
			out->len--; /* a glide */
		foreign |= (unsigned char)sound >= 0x80;
		if (out->len == start || out->data[out->len - 1] != sound || (unsigned char)sound >= 0x80)
			buf_char(out, sound);
	}
	if (foreign || 2 * (out->len - start) >= latin.len)
		return;
	out->len = start; /* "qqqq": no skeleton of a word, but noise */
	buf_put(out, latin);
}

void search_name_key(struct buf *out, const struct search_table *table, struct str name)
{
	struct search_scan scan = {.table = table, .text = name};
	struct buf latin = {0};

	for (size_t words = 0; words < SEARCH_NAME_WORDS && search_next(&scan); words++) {
		if (!scan.ideograph) {
			buf_put(&latin, search_latin(&scan));
			continue;
		}
		search_skeleton_of(out, buf_str(&latin));
		buf_reset(&latin);
		buf_put(out, search_word(&scan));
	}
	search_skeleton_of(out, buf_str(&latin));
	buf_release(&latin);
}

/* ---- for the browser ---- */

static void put_letter(struct buf *out, const struct search_letter *letter)
{
	if (letter->kind == SEARCH_BREAK || letter->kind == SEARCH_APOSTROPHE)
		buf_char(out, letter->kind == SEARCH_BREAK ? '~' : '\'');
	if (letter->kind == SEARCH_CARON || letter->kind == SEARCH_CIRCUMFLEX)
		buf_char(out, letter->kind == SEARCH_CARON ? '^' : '_');
	buf_put(out, str_from(letter->fold));
	if (strcmp(letter->fold, letter->latin) != 0)
		buf_printf(out, ":%s", letter->latin);
}

void search_fold_export(struct buf *out, const struct search_table *table)
{
	static const enum search_kind ORDER[] = {SEARCH_LETTER, SEARCH_IDEOGRAPH};

	for (size_t i = 0; i < COUNT_OF(RANGES); i++)
		buf_printf(out, "%s%u-%u", i ? " " : "", (unsigned)RANGES[i].from, (unsigned)RANGES[i].to);
	for (size_t i = 0; i < SEARCH_LETTERS; i++) {
		buf_char(out, i ? ',' : '\t');
		put_letter(out, &table->letters[i]);
	}
	for (size_t i = 0; i < COUNT_OF(SOUNDS_OF); i++)
		buf_printf(out, "%c%s", i ? ' ' : '\t', SOUNDS_OF[i]);
	for (size_t i = 0; i < COUNT_OF(ORDER); i++) {
		buf_char(out, i ? ' ' : '\t');
		for (size_t j = 0; j < COUNT_OF(KINDS); j++)
			if (KINDS[j].kind == ORDER[i])
				buf_printf(out, "\\u{%x}-\\u{%x}", (unsigned)KINDS[j].first, (unsigned)KINDS[j].last);
	}
}
