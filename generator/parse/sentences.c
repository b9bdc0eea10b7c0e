/* A sentence ends at . ! ? … (and whatever closes after them) before white space and what can begin a sentence: not
 * a small letter. Abbreviations and initials do not end one. In Han and kana 。！？ end one wherever they stand. */
#include "parse/sentences.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"

enum { LONGEST_EXCERPT = 300 };

static bool closes(uint32_t c)
{
	return c == ')' || c == ']' || c == '"' || c == '\'' || c == 0x201d || c == 0x2019 || c == 0xbb || c == 0x300d ||
	       c == 0x300f || c == 0x201c;
}

static bool ends_anywhere(uint32_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f;
}

/* Whether the word before the full stop at `dot` is one that a full stop abbreviates. */
static bool abbreviation(struct str text, size_t from, size_t dot)
{
	static const struct str known[] = {STR_INIT("e.g"), STR_INIT("i.e"), STR_INIT("cf"), STR_INIT("vs"),
		STR_INIT("etc"), STR_INIT("al"), STR_INIT("no"), STR_INIT("nos"), STR_INIT("p"), STR_INIT("pp"), STR_INIT("n"),
		STR_INIT("nn"), STR_INIT("vol"), STR_INIT("ed"), STR_INIT("eds"), STR_INIT("art"), STR_INIT("arts"),
		STR_INIT("sec"), STR_INIT("fig"), STR_INIT("ch"), STR_INIT("para"), STR_INIT("paras"), STR_INIT("res"),
		STR_INIT("dr"), STR_INIT("mr"), STR_INIT("mrs"), STR_INIT("ms"), STR_INIT("prof"), STR_INIT("gen"),
		STR_INIT("st"), STR_INIT("jr"), STR_INIT("sr"), STR_INIT("c"), STR_INIT("ca"), STR_INIT("approx"),
		STR_INIT("trans"), STR_INIT("z.b"), STR_INIT("bzw"), STR_INIT("usw"), STR_INIT("s"), STR_INIT("т.е"),
		STR_INIT("т.д"), STR_INIT("г"), STR_INIT("гг")};
	size_t start = dot;

	while (start > from && dot - start < 12 && text.data[start - 1] != ' ' && text.data[start - 1] != '(' &&
		   text.data[start - 1] != '[')
		start--;
	struct str word = str_slice(text, start, dot);
	if (word.len == 1 && word.data[0] >= 'A' && word.data[0] <= 'Z')
		return true;
	if (word.len > 2 && word.data[word.len - 2] == '.') /* "U.S", "a.m" */
		return true;
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (str_equal_ascii_case(word, known[i]))
			return true;
	return false;
}

static size_t past_spaces(struct str text, size_t at)
{
	uint32_t c;

	while (at < text.len) {
		size_t length = utf8_decode(text, at, &c);

		if (!fold_is_space(c))
			break;
		at += length;
	}
	return at;
}

/* Whether a sentence can begin at `at`: anything but a small letter or closing punctuation. */
static bool can_begin(struct str text, size_t at)
{
	uint32_t c;

	if (at >= text.len)
		return true;
	utf8_decode(text, at, &c);
	if (c < 0x80)
		return !(c >= 'a' && c <= 'z') && c != ',' && c != ';' && c != ':' && c != ')';
	return fold_is_upper(c) || fold_is_ideograph(c) || !fold_is_word(c);
}

/* Bytes with which a mark that ends sentences can begin. */
static const bool MAY_END[256] = {
	['.'] = true, ['!'] = true, ['?'] = true, [0xe2] = true, [0xe3] = true, [0xef] = true};

size_t sentence_end(struct str text, size_t from)
{
	uint32_t c;

	for (size_t at = from; at < text.len;) {
		while (at < text.len && !MAY_END[(unsigned char)text.data[at]])
			at++;
		if (at == text.len)
			break;
		size_t mark = at;
		at += utf8_decode(text, at, &c);
		bool anywhere = ends_anywhere(c);
		if (!anywhere && c != '.' && c != '!' && c != '?' && c != 0x2026)
			continue;
		while (at < text.len) {
			uint32_t next;
			size_t length = utf8_decode(text, at, &next);

			if (!closes(next) && next != '.' && next != '!' && next != '?' && next != 0x2026)
				break;
			at += length;
		}
		size_t next = past_spaces(text, at);
		if (anywhere || at == text.len ||
			(next > at && can_begin(text, next) && !(c == '.' && abbreviation(text, from, mark))))
			return next;
	}
	return text.len;
}

/* Bytes that white space before them makes untidy: more of it, and closing punctuation (a citation may have stood there). */
static const bool NOT_AFTER_SPACE[256] = {[' '] = true,
	['\n'] = true,
	['\t'] = true,
	['.'] = true,
	[','] = true,
	[';'] = true,
	[':'] = true,
	['!'] = true,
	['?'] = true,
	[')'] = true};

static bool is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static bool is_tidy(struct str text)
{
	if (text.len && (is_white(text.data[0]) || is_white(text.data[text.len - 1])))
		return false;
	for (size_t at = 0; at + 1 < text.len; at++)
		if (text.data[at] <= ' ' && text.data[at] >= 0 &&
			(text.data[at] != ' ' || NOT_AFTER_SPACE[(unsigned char)text.data[at + 1]]))
			return false;
	return true;
}

/* White space as one space, and none at the ends or where it does not belong. */
static struct str tidied(struct arena *arena, struct str text)
{
	text = str_trim(text);
	if (is_tidy(text))
		return str_copy(arena, text);
	char *out = arena_bytes(arena, text.len);
	size_t len = 0;
	for (size_t at = 0; at < text.len; at++) {
		if (!is_white(text.data[at]))
			out[len++] = text.data[at];
		else if (!NOT_AFTER_SPACE[(unsigned char)text.data[at + 1]]) /* trimmed: something follows */
			out[len++] = ' ';
	}
	return (struct str){out, len};
}

struct str sentence_excerpt(struct arena *arena, struct str sentence, size_t at)
{
	if (sentence.len <= LONGEST_EXCERPT || utf8_count(sentence) <= LONGEST_EXCERPT)
		return tidied(arena, sentence);
	/* a window of whole words with what matters near its middle */
	size_t half = LONGEST_EXCERPT / 2 - 2, from = 0;
	if (at > sentence.len)
		at = sentence.len;
	if (at > half) {
		struct str head = str_slice(sentence, 0, at);
		size_t back = utf8_count(head) > half ? utf8_count(head) - half : 0;
		from = utf8_head(sentence, back).len;
		size_t space = str_find_char(sentence, ' ', from);
		if (from && space < at)
			from = space + 1;
	}
	struct str window = utf8_head(str_from_index(sentence, from), 2 * half);
	size_t end = from + window.len, to = end;
	while (to < sentence.len && to > at && sentence.data[to] != ' ')
		to--;
	if (to <= at) /* no white space: cut between any two characters */
		to = end;
	struct str middle = tidied(arena, str_slice(sentence, from, to));
	return str_format(arena, "%s%.*s%s", from ? "… " : "", STR_ARG(middle), to < sentence.len ? " …" : "");
}
