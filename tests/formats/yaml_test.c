#include "formats/yaml.h"

#include <string.h>

#include "base/buf.h"
#include "one_diag.h"

/* ---- the tree, as text ---- */

/* Plain scalars bare, quoted ones in quotes; with `places`, each key and value after its line:column. */
static void dump(struct buf *out, const struct value *value, bool places)
{
	if (places && value->kind != VALUE_NULL)
		buf_printf(out, "%u:%u ", value->place.line, value->place.column);
	switch (value->kind) {
	case VALUE_TEXT: buf_printf(out, value->plain ? "%.*s" : "\"%.*s\"", STR_ARG(value->text)); break;
	case VALUE_LIST:
		buf_char(out, '[');
		for (size_t i = 0; i < value->list.count; i++) {
			buf_put(out, i ? STR(", ") : STR(""));
			dump(out, value->list.items[i], places);
		}
		buf_char(out, ']');
		break;
	case VALUE_MAP:
		buf_char(out, '{');
		for (size_t i = 0; i < value->map.count; i++) {
			const struct member *member = &value->map.members[i];

			buf_put(out, i ? STR(", ") : STR(""));
			if (places)
				buf_printf(out, "%u:%u ", member->place.line, member->place.column);
			buf_printf(out, "%.*s: ", STR_ARG(member->key));
			dump(out, member->value, places);
		}
		buf_char(out, '}');
		break;
	default: buf_put(out, STR("nothing"));
	}
}

static const struct value *parse(
	struct arena *arena, const char *yaml, size_t len, uint32_t first_line, struct diags *diags)
{
	struct yaml_source source = {{yaml, len}, STR("x.yaml"), first_line};

	return yaml_parse(arena, &source, diags);
}

/* ---- what reads well ---- */

struct good {
	const char *yaml, *tree;
};

static const struct good GOOD[] = {
	{"", "nothing"},
	{"\n\n", "nothing"},
	{"# only a comment\n", "nothing"},
	{"title: No", "{title: No}"},
	{"a: 0777\nb: 12:30:45\nc: 1e3\nd: ~\ne: null\nf: yes\n", "{a: 0777, b: 12:30:45, c: 1e3, d: ~, e: null, f: yes}"},
	{"a:\nb: 1\n", "{a: , b: 1}"},
	{"a: \"x\\ty\"\nb: 'it''s'\n", "{a: \"x\ty\", b: \"it's\"}"},
	{"a: [1, two, [3]]\nb: {c: d, e: {f: g}}\n", "{a: [1, two, [3]], b: {c: d, e: {f: g}}}"},
	{"- a\n- b: c\n  d: e\n-\n  - f\n", "[a, {b: c, d: e}, [f]]"},
	{"a: |\n  one\n  two\nb: >\n  one\n  two\n", "{a: \"one\ntwo\n\", b: \"one two\n\"}"},
	{"a: one\n  two\n", "{a: one two}"},
	{"a: x # comment\n", "{a: x}"},
	{"---\na: b\n...\n", "{a: b}"},
	{"\xef\xbb\xbf"
	 "a: b\n",
		"{a: b}"},
	{"a: b\r\nc: |\r\n  d\r\n", "{a: b, c: \"d\n\"}"},
	{"\"<<\": b\n", "{<<: b}"},
	{"\"a b\": c\n'd': e\n", "{a b: c, d: e}"},
	{"a:\tb\n", "{a: b}"},
	{"a: b\n# comment\n", "{a: b}"},
	{"a: b\n...\n# comment\n\n", "{a: b}"},
	{"a: |\n  %b\n", "{a: \"%b\n\"}"},
	{"just words", "just words"},
	{"миротворчество: 和平\n", "{миротворчество: 和平}"},
	{"a: \"\\u044f\\U0001F54A\"\n", "{a: \"я🕊\"}"},
	{"a: [\n  x,\n  y,\n]\n", "{a: [x, y]}"},
	{"{}", "{}"},
	{"[]", "[]"},
	{"a: []\nb: {}\n", "{a: [], b: {}}"},
	{"A: 1\na: 2\n", "{A: 1, a: 2}"},
};

static void test_good(void)
{
	for (size_t i = 0; i < COUNT_OF(GOOD); i++) {
		struct arena arena = {0};
		struct diags diags = {0};
		struct buf out = {0};
		const struct value *value = parse(&arena, GOOD[i].yaml, strlen(GOOD[i].yaml), 1, &diags);

		dump(&out, value, false);
		is_str(buf_str(&out), str_from(GOOD[i].tree), "the tree of good %zu", i);
		is_int(diags.count, 0, "good %zu is silent", i);
		ok(!value->broken, "good %zu is whole", i);
		buf_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void test_places(void)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct buf out = {0};
	const char *yaml = "title: ж 和 x\nlist:\n  - {a: 'я', b: c}\n  - d\n\ntext: |\n  one\nlast: [x, yy, \"z\"]\n";

	dump(&out, parse(&arena, yaml, strlen(yaml), 2, &diags), true);
	is_str(buf_str(&out),
		STR("2:1 {2:1 title: 2:8 ж 和 x, 3:1 list: 4:3 [4:5 {4:6 a: 4:9 \"я\", 4:14 b: 4:17 c}, 5:5 d], "
			"7:1 text: 7:7 \"one\n\", 9:1 last: 9:7 [9:8 x, 9:11 yy, 9:15 \"z\"]}"),
		"every node knows its line, from the first, and its column in characters");
	buf_reset(&out);
	yaml = "a: b\r\nc:\r\n  - d\r\n";
	dump(&out, parse(&arena, yaml, strlen(yaml), 1, &diags), true);
	is_str(buf_str(&out), STR("1:1 {1:1 a: 1:4 b, 2:1 c: 3:3 [3:5 d]}"), "CRLF counts once");
	is_int(diags.count, 0, "nothing to say");
	buf_release(&out);
	arena_release(&arena);
}

/* ---- what does not ---- */

struct bad {
	const char *yaml, *tree; /* what is kept */
	enum diag_code code;
	uint32_t line, column;
	const char *message;
	bool broken;
};

#define DIRECTIVE "a line that begins with \"%\" is a directive, which has no use here; delete it"

static const struct bad BAD[] = {
	{"a: 1\nb: 2\na: 3\n", "{a: 1, b: 2}", DIAG_YAML_DUPLICATE_KEY, 3, 1,
		"\"a\" stands here twice, first in line 1; delete one", false},
	{"a: 1\n\"a\": [2]\nb: 3\n", "{a: 1, b: 3}", DIAG_YAML_DUPLICATE_KEY, 2, 1,
		"\"a\" stands here twice, first in line 1; delete one", false},
	{"p:\n  - {name: x, name: y}\n", "{p: [{name: x}]}", DIAG_YAML_DUPLICATE_KEY, 2, 15,
		"\"name\" stands here twice, first in line 2; delete one", false},
	{"a: &b c\n", "{a: c}", DIAG_YAML_ANCHOR, 1, 4,
		"the anchor \"&b\" has no use here; delete it, or put the text in quotes", false},
	{"a: &b [c]\n", "{a: [c]}", DIAG_YAML_ANCHOR, 1, 4,
		"the anchor \"&b\" has no use here; delete it, or put the text in quotes", false},
	{"a: *b\nc: d\n", "{a: nothing, c: d}", DIAG_YAML_ANCHOR, 1, 4,
		"the alias \"*b\" has no use here; write the value out, or put the text in quotes", false},
	{"*b : c\nd: e\n", "{d: e}", DIAG_YAML_ANCHOR, 1, 1,
		"the alias \"*b\" has no use here; write the value out, or put the text in quotes", false},
	{"a: *bold* text\n", "{}", DIAG_YAML_ANCHOR, 1, 4, "a text cannot begin with \"*\" or \"&\"; put it in quotes",
		true},
	{"<<: {a: b}\nc: d\n", "{c: d}", DIAG_YAML_ANCHOR, 1, 1, "\"<<\" merges nothing here; write the keys out", false},
	{"a: !!str b\n", "{a: nothing}", DIAG_YAML_TAG, 1, 4,
		"the tag \"tag:yaml.org,2002:str\" has no use here; delete it, or put the text in quotes", false},
	{"a: !x {b: c}\nd: e\n", "{a: nothing, d: e}", DIAG_YAML_TAG, 1, 4,
		"the tag \"!x\" has no use here; delete it, or put the text in quotes", false},
	{"a: !x!y z\n", "{}", DIAG_YAML_TAG, 1, 4, "a text cannot begin with \"!\"; put it in quotes", true},
	{"a: b\n---\nc: d\n", "{a: b}", DIAG_YAML_DOCUMENTS, 2, 1, "a second document begins here; keep one", true},
	{"a: b\n...\nc: d\n", "{a: b}", DIAG_YAML_DOCUMENTS, 3, 1, "a second document begins here; keep one", true},
	{"a: b\n...\n---\nc: d\n", "{a: b}", DIAG_YAML_DOCUMENTS, 3, 1, "a second document begins here; keep one", true},
	{"? [a, b]\n: c\nd: e\n", "{d: e}", DIAG_YAML_KEY, 1, 3, "a list cannot be a key; put the text in quotes", false},
	{"{a: b}: c\nd: e\n", "{d: e}", DIAG_YAML_KEY, 1, 1, "a map cannot be a key; put the text in quotes", false},
	{"? {a: {b: c}}\n: {d: [e]}\nf: g\n", "{f: g}", DIAG_YAML_KEY, 1, 3,
		"a map cannot be a key; put the text in quotes", false},
	{"?\n: a\nb: c\n", "{b: c}", DIAG_YAML_KEY, 1, 2, "a key is missing before \":\"", false},
	{"a: b: c\n", "{a: b}", DIAG_YAML_SYNTAX, 1, 5, "\": \" inside a text; put the text in quotes", true},
	{"a: b\n c: d\n", "{a: b c}", DIAG_YAML_SYNTAX, 2, 3, "\": \" inside a text; put the text in quotes", true},
	{"a: \"b\nc: d\n", "{}", DIAG_YAML_SYNTAX, 1, 4, "the quotation mark that opens here is never closed", true},
	{"a: b\nc: 'd\n\n\n", "{a: b}", DIAG_YAML_SYNTAX, 2, 4, "the quotation mark that opens here is never closed", true},
	{"a: \"b\n--- c\"\n", "{}", DIAG_YAML_SYNTAX, 1, 4, "the quotation mark that opens here is never closed", true},
	{"a: b\nc: [d, e\nf: g\n", "{a: b, c: nothing}", DIAG_YAML_SYNTAX, 2, 4,
		"this list lacks a comma, or its closing \"]\"", true},
	{"a: {b: c\n", "{a: nothing}", DIAG_YAML_SYNTAX, 1, 4, "this map lacks a comma, or its closing \"}\"", true},
	{"a: @b\n", "{}", DIAG_YAML_SYNTAX, 1, 4, "a text cannot begin with \"@\"; put it in quotes", true},
	{"a: `b`\n", "{}", DIAG_YAML_SYNTAX, 1, 4, "a text cannot begin with \"`\"; put it in quotes", true},
	{"a: %b\n", "{}", DIAG_YAML_SYNTAX, 1, 4, "a text cannot begin with \"%\"; put it in quotes", true},
	{"a:\n\t- b\n", "{}", DIAG_YAML_TAB, 2, 1, "a tab in the indentation; use spaces", true},
	{"a: b\n\tc: d\n", "{}", DIAG_YAML_TAB, 2, 1, "a tab in the indentation; use spaces", true},
	{"a:\n  b: c\n\td: e\n", "{a: nothing}", DIAG_YAML_TAB, 3, 1, "a tab in the indentation; use spaces", true},
	{"a: |\n\tb\n", "{}", DIAG_YAML_TAB, 2, 1, "a tab in the indentation; use spaces", true},
	{"a: \"\\q\"\n", "{}", DIAG_YAML_SYNTAX, 1, 5, "no such escape; write \\\\ for a backslash, or use single quotes",
		true},
	{"a: \"\\xzz\"\n", "{}", DIAG_YAML_SYNTAX, 1, 7, "the escape lacks hexadecimal digits", true},
	{"a: \"\\ud800\"\n", "{}", DIAG_YAML_SYNTAX, 1, 7, "the escape is no Unicode character", true},
	{"a: b\njust words\nc: d\n", "{a: b}", DIAG_YAML_SYNTAX, 2, 1,
		"a \":\" is missing; a key and its value are written \"key: value\"", true},
	{"a: \"b\" c\n", "{a: \"b\"}", DIAG_YAML_SYNTAX, 1, 8,
		"no key stands here; check the indentation and the quotation marks, also of the line above", true},
	{"  a: b\n c: d\n", "{a: b}", DIAG_YAML_SYNTAX, 2, 2,
		"this belongs to nothing above it; check the indentation and the quotation marks", true},
	{"[a] b\n", "[a]", DIAG_YAML_SYNTAX, 1, 5,
		"this belongs to nothing above it; check the indentation and the quotation marks", true},
	{"a:\n  - b\n  c: d\n", "{a: nothing}", DIAG_YAML_SYNTAX, 3, 3,
		"no \"- \" stands here; all items of a list begin with it, in one column", true},
	{"a: - b\n", "{}", DIAG_YAML_SYNTAX, 1, 4,
		"a list cannot begin here; put its \"- \" on a line of its own, or the text in quotes", true},
	{"z: y\na: [b, , c]\n", "{z: y, a: nothing}", DIAG_YAML_SYNTAX, 2, 8, "a value is missing here", true},
	{"a: | b\n  c\n", "{}", DIAG_YAML_SYNTAX, 1, 6, "text after \"|\" or \">\" begins on the next line", true},
	{"a: ? b\n", "{}", DIAG_YAML_SYNTAX, 1, 4, "\"? \" cannot begin a text; put it in quotes", true},
	{"%YAML 1.1\n---\na: b\n", "nothing", DIAG_YAML_SYNTAX, 1, 1, DIRECTIVE, true},
	{"# comment\n\n%FOO bar\n---\na: b\n", "nothing", DIAG_YAML_SYNTAX, 3, 1, DIRECTIVE, true},
	{"a: b\n%TAG !a! b\n---\nc: d\n", "{a: b}", DIAG_YAML_SYNTAX, 2, 1, DIRECTIVE, true},
	{"a: b\n...\n# c\n%TAG !a! b\n---\nc: d\n", "{a: b}", DIAG_YAML_SYNTAX, 4, 1, DIRECTIVE, true},
	{"a: b\n%foo\n", "{a: b}", DIAG_YAML_SYNTAX, 2, 1, DIRECTIVE, true},
	{"a: caf\xe9\nb: c\n", "{a: caf�, b: c}", DIAG_TEXT_UTF8, 1, 7,
		"the byte 0xE9 is not valid UTF-8; save the file as UTF-8", false},
	{"a: ж\x01\n", "{a: ж�}", DIAG_TEXT_CONTROL, 1, 5, "the control character U+0001; delete it", false},
	{"a: b\rc\n", "{a: b�c}", DIAG_TEXT_CONTROL, 1, 5, "the control character U+000D; delete it", false},
	{"a: x\xe2\x80\xa8y\n", "{a: x�y}", DIAG_TEXT_CONTROL, 1, 5, "the control character U+2028; delete it", false},
	{"a: x\xc2\x85y\n", "{a: x�y}", DIAG_TEXT_CONTROL, 1, 5, "the control character U+0085; delete it", false},
	{"a: \xf3\xb0\x80\x81\n", "{a: �}", DIAG_TEXT_RESERVED, 1, 4,
		"the character U+F0001 is reserved for glossa's own marks; use another", false},
	{"a: x\xe2\x80\xaey\n", "{a: x\xe2\x80\xaey}", DIAG_TEXT_BIDI, 1, 5,
		"the invisible character U+202E changes the direction of the text; delete it", false},
	{"a: \"x\xe2\x80\xaey\"\n", "{a: \"x\xe2\x80\xaey\"}", DIAG_TEXT_BIDI, 1, 6,
		"the invisible character U+202E changes the direction of the text; delete it", false},
	{"a: \"x\\u202Ey\"\n", "{a: \"x\xe2\x80\xaey\"}", DIAG_TEXT_BIDI, 1, 4,
		"the invisible character U+202E changes the direction of the text; delete it", false},
	{"a: \"x\\e[31m\"\n", "{a: \"x�[31m\"}", DIAG_TEXT_CONTROL, 1, 4, "the control character U+001B; delete it", false},
	{"a: \"x\\0y\"\n", "{a: \"x�y\"}", DIAG_TEXT_CONTROL, 1, 4, "the control character U+0000; delete it", false},
	{"\"\\0\": x\nb: c\n", "{�: x, b: c}", DIAG_TEXT_CONTROL, 1, 1, "the control character U+0000; delete it", false},
	{"a: \"\\U000F0001\"\n", "{a: \"�\"}", DIAG_TEXT_RESERVED, 1, 4,
		"the character U+F0001 is reserved for glossa's own marks; use another", false},
	{"\xff\xfe"
	 "a",
		"nothing", DIAG_TEXT_UTF8, 1, 1, "this is UTF-16; save the file as UTF-8", true},
};

static void test_bad(void)
{
	for (size_t i = 0; i < COUNT_OF(BAD); i++) {
		const struct bad *bad = &BAD[i];
		struct arena arena = {0};
		struct diags diags = {0};
		struct buf out = {0};
		const struct value *value = parse(&arena, bad->yaml, strlen(bad->yaml), 1, &diags);

		dump(&out, value, false);
		struct diag diag = is_one_diag(&diags, i, bad->code, bad->line, bad->column, bad->message);
		is_str(diag.path, STR("x.yaml"), "its path");
		is_str(buf_str(&out), str_from(bad->tree), "what is kept of bad %zu", i);
		ok(value->broken == bad->broken, "whether it was read to its end");
		buf_release(&out);
		diags_release(&diags);
		arena_release(&arena);
	}
}

/* ---- limits ---- */

static void append(struct buf *out, const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_put(out, str_from(text));
}

struct deep {
	const char *piece;
	enum diag_code code;
};

static const struct deep DEEP[] = {
	{"[", DIAG_YAML_DEPTH},
	{"{a: ", DIAG_YAML_DEPTH},
	{"- ", DIAG_YAML_DEPTH},
	{"[a, ", DIAG_YAML_DEPTH},
	{"[{a: ", DIAG_YAML_DEPTH},
	{"'x': [", DIAG_YAML_DEPTH},
	{"[\n", DIAG_YAML_DEPTH},
	{"? ", DIAG_YAML_DEPTH},
	{"{? ", DIAG_YAML_DEPTH},
	{"- - {b: [", DIAG_YAML_SYNTAX},
};

/* A million nested containers: one diagnostic, soon. */
static void test_depth(void)
{
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(DEEP); i++) {
		struct diags diags = {0};
		struct buf out = {0};

		append(&out, DEEP[i].piece, 1000000 / strlen(DEEP[i].piece));
		ok(parse(&arena, out.data, out.len, 1, &diags)->broken, "deep %zu is given up", i);
		ok(diags.count > 0 && diags.items[diags.count - 1].code == DEEP[i].code, "deep %zu: %s", i,
			DIAG_INFO[DEEP[i].code].name);
		buf_release(&out);
		diags_release(&diags);
	}
	for (size_t depth = 31; depth <= 33; depth++) {
		struct diags diags = {0};
		struct buf out = {0};

		append(&out, "[", depth);
		append(&out, "]", depth);
		parse(&arena, out.data, out.len, 1, &diags);
		is_int(diags.count, depth > 32, "%zu levels", depth);
		if (diags.count)
			is_int(diags.items[0].place.column, 33, "the level too deep is named");
		buf_release(&out);
		diags_release(&diags);
	}
	arena_release(&arena);
}

/* What would take libyaml quadratic time. */
static void test_directives(void)
{
	static const char *const HEADS[] = {"", "a: b\n", "a: b\n...\n", "a: b\n---\nc: d\n", "[a]\n"};
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(HEADS); i++) {
		struct diags diags = {0};
		struct buf out = {0};

		buf_put(&out, str_from(HEADS[i]));
		for (int j = 0; j < 60000; j++)
			buf_printf(&out, "%%TAG !%d! x\n", j);
		parse(&arena, out.data, out.len, 1, &diags);
		is_int(diags.count, 1, "one diagnostic for 60,000 directives, %zu", i);
		buf_release(&out);
		diags_release(&diags);
	}
	arena_release(&arena);
}

static void test_many(void)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct buf out = {0};

	for (int i = 0; i < 50000; i++)
		buf_printf(&out, "key%d: v\n", i);
	const struct value *value = parse(&arena, out.data, out.len, 1, &diags);
	is_int(value->map.count, 50000, "many keys");
	is_int(value_member(value, STR("key49999"))->place.line, 50000, "each at its place");
	is_int(diags.count, 0, "without a word");
	buf_reset(&out);
	append(&out, "a: 1\n", 20000);
	parse(&arena, out.data, out.len, 1, &diags);
	is_int(diags.count, 19999, "each repetition is told");
	diags_release(&diags);
	buf_reset(&out);
	append(&out, "a\001\xe2\x80\xae\xff", 1000);
	parse(&arena, out.data, out.len, 1, &diags);
	is_int(diags.count, 60, "of each flaw of the text the first twenty");
	diags_release(&diags);
	buf_reset(&out);
	append(&out, "- \"\\0\"\n", 100000);
	parse(&arena, out.data, out.len, 1, &diags);
	is_int(diags.count, 20, "of bad escapes too");
	diags_release(&diags);
	buf_release(&out);
	arena_release(&arena);
}

int main(void)
{
	test_good();
	test_places();
	test_bad();
	test_depth();
	test_directives();
	test_many();
	return done_testing();
}
