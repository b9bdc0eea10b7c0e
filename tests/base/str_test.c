#include "base/str.h"

#include <string.h>

#include "base/arena.h"
#include "tap.h"

static const struct str NONE = {0};

static int sign(int order)
{
	return (order > 0) - (order < 0);
}

static void test_equality(void)
{
	ok(str_equal(STR("abc"), STR("abc")), "equal bytes are equal");
	ok(!str_equal(STR("abc"), STR("abd")) && !str_equal(STR("abc"), STR("ab")), "others are not");
	ok(str_equal(NONE, STR("")), "nothing equals the empty text");
	ok(str_equal_ascii_case(STR("LINK-Unknown"), STR("link-unknown")), "ASCII case can be ignored");
	ok(!str_equal_ascii_case(STR("Ä"), STR("ä")) && !str_equal_ascii_case(STR("[a"), STR("{a")), "but nothing else is");
	ok(!str_equal_ascii_case(STR("ab"), STR("a")), "nor a length");
}

static void test_order(void)
{
	static const struct {
		const char *less, *greater;
	} BYTES[] = {{"", "a"}, {"a", "ab"}, {"a", "b"}, {"B", "a"}, {"z", "\xc3\xa4"}, {"C 10", "C 9"}},
	  NATURAL[] = {{"C 9", "C 10"}, {"a", "b"}, {"", "1"}, {"a2b", "a2c"}, {"a2", "a2b"}, {"x007", "x8"}, {"x07", "x7"},
		  {"9", "99999999999999999999999999"}, {"1.9", "1.10"}, {"a1b2", "a1b10"}, {"0", "00"}};

	for (size_t i = 0; i < COUNT_OF(BYTES); i++) {
		struct str a = str_from(BYTES[i].less), b = str_from(BYTES[i].greater);

		ok(str_compare(a, b) < 0 && str_compare(b, a) > 0 && str_compare(a, a) == 0, "\"%.*s\" before \"%.*s\"",
			STR_ARG(a), STR_ARG(b));
	}
	for (size_t i = 0; i < COUNT_OF(NATURAL); i++) {
		struct str a = str_from(NATURAL[i].less), b = str_from(NATURAL[i].greater);

		if (str_equal(a, STR("x07")) || str_equal(a, STR("0"))) {
			ok(sign(str_compare_natural(a, b)) == sign(str_compare(a, b)), "equal numbers: the bytes decide");
			continue;
		}
		ok(str_compare_natural(a, b) < 0 && str_compare_natural(b, a) > 0 && str_compare_natural(b, b) == 0,
			"\"%.*s\" naturally before \"%.*s\"", STR_ARG(a), STR_ARG(b));
	}
	is_int(str_compare(NONE, STR("")), 0, "nothing and the empty text are in one place");
}

static void test_search(void)
{
	struct str text = STR("one two one");

	is_int(str_find(text, STR("one"), 0), 0, "the first occurrence");
	is_int(str_find(text, STR("one"), 1), 8, "the next");
	is_int(str_find(text, STR("one"), 9), text.len, "none left");
	is_int(str_find(text, STR("three"), 0), text.len, "none at all");
	is_int(str_find(text, STR("one"), 100), text.len, "from beyond the end");
	is_int(str_find(text, NONE, 3), 3, "nothing is found where it is looked for");
	is_int(str_find(NONE, STR("a"), 0), 0, "and there is nothing in nothing");
	is_int(str_find_char(text, 't', 0), 4, "a character");
	is_int(str_find_char(text, 'x', 0), text.len, "no such character");
	ok(str_contains(text, STR("two")) && !str_contains(text, STR("Two")) && str_contains(NONE, NONE), "contains");
	ok(str_starts(text, STR("one ")) && !str_starts(STR("on"), STR("one")) && str_starts(NONE, NONE), "starts");
	ok(str_ends(text, STR(" one")) && !str_ends(STR("ne"), STR("one")) && str_ends(NONE, NONE), "ends");
}

static void test_slices(void)
{
	is_str(str_slice(STR("abcdef"), 2, 4), STR("cd"), "a slice");
	is_str(str_slice(NONE, 0, 0), STR(""), "a slice of nothing");
	is_str(str_from_index(STR("abc"), 3), STR(""), "the empty rest");
	is_str(str_from_index(NONE, 0), STR(""), "the rest of nothing");
	is_str(str_trim(STR(" \t\r\n a b\v\f ")), STR("a b"), "trimmed on both sides");
	is_str(str_trim_end(STR(" a \n")), STR(" a"), "trimmed at the end");
	is_str(str_trim(STR("  ")), STR(""), "blank text becomes empty");
	is_str(str_trim(STR("\xc2\xa0x")), STR("\xc2\xa0x"), "a no-break space stays");
}

static void pieces(struct str text, char separator, const char *want)
{
	char got[64] = "";
	struct str piece, rest = text;

	while (str_split(&rest, separator, &piece)) {
		strcat(got, "<");
		strncat(got, piece.data, piece.len);
		strcat(got, ">");
	}
	is_str(str_from(got), str_from(want), "\"%.*s\" split", STR_ARG(text));
}

static void test_splitting(void)
{
	struct str rest = STR("one\r\n\ntwo\nthree"), line;

	pieces(STR("a/b"), '/', "<a><b>");
	pieces(STR("/a//b/"), '/', "<><a><><b><>");
	pieces(STR("a"), '/', "<a>");
	pieces(STR(""), '/', "<>");
	pieces(NONE, '/', "");
	ok(str_line(&rest, &line) && str_equal(line, STR("one")), "a line without its CR LF");
	ok(str_line(&rest, &line) && str_equal(line, STR("")), "an empty line");
	ok(str_line(&rest, &line) && str_equal(line, STR("two")), "a line without its LF");
	ok(str_line(&rest, &line) && str_equal(line, STR("three")), "the last line, unfinished");
	ok(!str_line(&rest, &line), "and no more");
	rest = STR("a\n");
	ok(str_line(&rest, &line) && !str_line(&rest, &line), "a final newline begins no line");
	ok(!str_line(&(struct str){0}, &line), "nothing has no lines");
}

static void test_numbers(void)
{
	static const struct {
		const char *text;
		uint64_t max;
		bool fits;
		uint64_t value;
	} ROWS[] = {
		{"0", 0, true, 0},
		{"7", 7, true, 7},
		{"8", 7, false, 0},
		{"10", 10, true, 10},
		{"11", 10, false, 0},
		{"007", 9, true, 7},
		{"18446744073709551615", UINT64_MAX, true, UINT64_MAX},
		{"18446744073709551616", UINT64_MAX, false, 0},
		{"99999999999999999999999", UINT64_MAX, false, 0},
		{"", 10, false, 0},
		{"-1", 10, false, 0},
		{"+1", 10, false, 0},
		{" 1", 10, false, 0},
		{"1x", 10, false, 0},
		{"1.0", 10, false, 0},
	};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		uint64_t number = 42;
		bool fits = str_number(str_from(ROWS[i].text), ROWS[i].max, &number);

		ok(fits == ROWS[i].fits && number == (fits ? ROWS[i].value : 42), "\"%s\" as a number", ROWS[i].text);
	}
}

static void test_making(void)
{
	struct arena arena = {0};
	char original[] = "abc";
	struct str copy = str_copy(&arena, str_from(original));

	original[0] = 'x';
	is_str(copy, STR("abc"), "a copy is independent");
	is_str(str_copy(&arena, NONE), STR(""), "a copy of nothing");
	is_int(strcmp(str_terminated(&arena, STR("abc")), "abc"), 0, "a terminated copy");
	is_int(strlen(str_terminated(&arena, NONE)), 0, "a terminated copy of nothing");
	is_str(str_format(&arena, "%d-%.*s", 7, STR_ARG(STR("xyz"))), STR("7-xyz"), "a formatted text");
	is_str(str_format(&arena, "%.*s", STR_ARG(str_trim(NONE))), STR(""), "a formatted nothing");
	is_int(str_format(&arena, "%*d", 20000, 1).len, 20000, "a long formatted text");
	is_str(str_join(&arena, STR("ab"), STR("cd")), STR("abcd"), "joined");
	is_str(str_join(&arena, NONE, NONE), STR(""), "nothing joined");
	arena_release(&arena);
}

static void test_hash(void)
{
	/* fixed for ever: ids of paragraphs and names of files are made from it */
	ok(str_hash(STR("a")) == UINT64_C(0xaf63dc4c296230c0), "the hash of \"a\" is known");
	ok(str_hash(STR("")) == UINT64_C(0xcbf29ce44fd0bfc1), "and that of the empty text");
	is_int(str_hash(STR("")) == str_hash(NONE), 1, "nothing hashes as the empty text");
	ok(str_hash(STR("ab")) != str_hash(STR("ba")), "order counts");
	ok(str_hash_more(str_hash(STR("a")), STR("b")) != str_hash_more(str_hash(STR("b")), STR("b")), "a seed counts");
}

/* The search goes piece by piece. */
static void test_far_finds(void)
{
	static char text[20000];

	for (size_t at = 4085; at < 4105; at++) {
		memset(text, 'x', sizeof(text));
		memcpy(text + at, "needle", 6);
		is_int(str_find((struct str){text, sizeof(text)}, STR("needle"), 0), at, "found at %zu", at);
	}
	memset(text, 'x', sizeof(text));
	memcpy(text + sizeof(text) - 6, "needle", 6);
	is_int(str_find((struct str){text, sizeof(text)}, STR("needle"), 3), sizeof(text) - 6, "found at the very end");
	is_int(
		str_find((struct str){text, sizeof(text) - 1}, STR("needle"), 3), sizeof(text) - 1, "not found when it is cut");
	is_int(str_find((struct str){text, sizeof(text)}, (struct str){text, 9000}, 1), 1, "what is longer than a piece");
}

int main(void)
{
	test_far_finds();
	test_equality();
	test_order();
	test_search();
	test_slices();
	test_splitting();
	test_numbers();
	test_making();
	test_hash();
	return done_testing();
}
