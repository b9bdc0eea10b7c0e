#include "base/utf8.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "tap.h"

/* What is invalid, and where. */
static void test_invalid(void)
{
	static const struct {
		const char *bytes;
		size_t valid;
		const char *what;
	} ROWS[] = {
		{"plain", 5, "ASCII"},
		{"ä€𐍈", 9, "two, three and four bytes"},
		{"a\x80", 1, "a lone continuation"},
		{"a\xc3", 1, "a sequence cut off after one byte of two"},
		{"a\xe2\x82", 1, "after two of three"},
		{"a\xf0\x90\x8d", 1, "after three of four"},
		{"a\xc3x", 1, "a sequence without continuation"},
		{"a\xc0\xaf", 1, "an overlong slash in two bytes"},
		{"a\xc1\xbf", 1, "overlong ASCII"},
		{"a\xe0\x80\xaf", 1, "an overlong slash in three"},
		{"a\xe0\x9f\xbf", 1, "the largest overlong of three"},
		{"a\xf0\x80\x80\xaf", 1, "an overlong slash in four"},
		{"a\xf0\x8f\xbf\xbf", 1, "the largest overlong of four"},
		{"a\xed\xa0\x80", 1, "a surrogate"},
		{"a\xed\xbf\xbf", 1, "the last surrogate"},
		{"\xed\x9f\xbf\xee\x80\x80", 6, "the neighbours of the surrogates"},
		{"\xf4\x8f\xbf\xbf", 4, "the last code point"},
		{"a\xf4\x90\x80\x80", 1, "beyond the last"},
		{"a\xf5\x80\x80\x80", 1, "far beyond"},
		{"a\xfe", 1, "FE"},
		{"a\xff", 1, "FF"},
		{"", 0, "nothing"},
	};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++)
		is_int(utf8_invalid(str_from(ROWS[i].bytes)), ROWS[i].valid, "%s", ROWS[i].what);
	is_int(utf8_invalid((struct str){0}), 0, "no bytes at all");
	is_int(utf8_invalid(str_slice(STR("€"), 0, 2)), 0, "nothing is read beyond the end");
}

/* Decoding forwards and backwards agree on valid text; bad bytes give U+FFFD one by one. */
static void test_decoding(void)
{
	struct str text = STR("aä€𐍈z");
	uint32_t forwards[8], point;
	size_t count = 0, at = 0;

	while (at < text.len)
		at += utf8_decode(text, at, &forwards[count++]);
	is_int(count, 5, "five code points");
	ok(forwards[1] == 0xe4 && forwards[2] == 0x20ac && forwards[3] == 0x10348, "each is what it should be");
	while (at > 0) {
		at -= utf8_decode_before(text, at, &point);
		if (point != forwards[--count])
			ok(false, "backwards: code point %zu is U+%04X", count, (unsigned)point);
	}
	is_int(count, 0, "backwards the same");
	is_int(utf8_decode(STR("\377a"), 0, &point), 1, "a bad byte is one byte");
	is_int(point, 0xfffd, "and U+FFFD");
	is_int(utf8_decode(STR("\xe2\x82"), 0, &point), 1, "a cut sequence too");
	is_int(utf8_decode_before(STR("\xe2\x82"), 2, &point), 1, "backwards as well");
	is_int(point, 0xfffd, "with U+FFFD");
	is_int(utf8_decode_before(STR("\x80\x80\x80\x80\x80\x80"), 6, &point), 1, "stray continuations one by one");
	is_int(utf8_decode_before(STR("€"), 2, &point), 1, "inside a character there is none");
}

static void test_counting(void)
{
	is_int(utf8_count(STR("aä€𐍈")), 4, "four code points");
	is_int(utf8_count((struct str){0}), 0, "none in nothing");
	is_str(utf8_head(STR("aä€𐍈"), 3), STR("aä€"), "the first three");
	is_str(utf8_head(STR("aä"), 9), STR("aä"), "no more than there are");
	is_str(utf8_head(STR("aä"), 0), STR(""), "none");
	is_str(utf8_head((struct str){0}, 2), STR(""), "of nothing");
}

static void test_kinds(void)
{
	static const uint32_t BIDI[] = {0x202a, 0x202e, 0x2066, 0x2069, 0x200e, 0x200f, 0x61c};
	static const uint32_t PLAIN[] = {'a', 0x2029, 0x202f, 0x2065, 0x206a, 0x200d, 0x627};

	for (size_t i = 0; i < COUNT_OF(BIDI); i++)
		ok(utf8_is_bidi_control(BIDI[i]), "U+%04X changes direction", (unsigned)BIDI[i]);
	for (size_t i = 0; i < COUNT_OF(PLAIN); i++)
		ok(!utf8_is_bidi_control(PLAIN[i]), "U+%04X does not", (unsigned)PLAIN[i]);
	ok(!utf8_is_reserved(0xe000) && !utf8_is_reserved(0xeffff), "private use in the first planes is free");
	ok(utf8_is_reserved(0xf0000) && utf8_is_reserved(0x10ffff), "the last two planes are reserved");
}

int main(void)
{
	test_invalid();
	test_decoding();
	test_counting();
	test_kinds();
	return done_testing();
}
