/* A sentence ends at . ! ? … (and whatever closes after them) before white space and what can begin a sentence: not
 * a small letter. Abbreviations and initials do not end one. In Han and kana 。！？ end one wherever they stand. */
#include "parse/sentences.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"

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
