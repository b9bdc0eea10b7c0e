#include "base/fold.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "tap.h"

typedef struct str fold_copy(struct arena *arena, struct str text);

struct row {
	const char *text, *want;
};

static void rows(const char *what, fold_copy *fold, const struct row *row, size_t count)
{
	struct arena arena = {0};

	for (size_t i = 0; i < count; i++)
		is_str(fold(&arena, str_from(row[i].text)), str_from(row[i].want), "%s of \"%s\"", what, row[i].text);
	is_str(fold(&arena, (struct str){0}), fold(&arena, STR("")), "%s of nothing", what);
	arena_release(&arena);
}

static void test_names(void)
{
	static const struct row ROWS[] = {
		{"Sovereign Democracy", "sovereign democracy"},
		{"  a \t\r\n b  ", "a b"},
		{"R2P", "r2p"},
		{"МИРОТВОРЧЕСТВО", "миротворчество"},
		{"Straße", "strasse"},
		{"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
		{"Σίσυφος", "σίσυφοσ"},
		{"cafe\xcc\x81", "café"},
		{"CAFE\xcc\x81", "café"},
		{"и\xcc\x86", "й"},
		{"co\302\255operation", "cooperation"},
		{"\xc2\xad", ""},
		{"state’s", "state's"},
		{"a\302\240b\342\200\211c\343\200\200d", "a b c d"},
		{"中国 特色", "中国 特色"},
		{"\xea\xb0\x80\xe1\x86\xa8", "각"},
		{"", ""},
		{" \n", ""},
	};

	rows("name", fold_name_copy, ROWS, COUNT_OF(ROWS));
	struct buf out = {0};
	buf_put(&out, STR("before:"));
	fold_name(&out, STR(" CAFE\xcc\x81 "));
	is_str(buf_str(&out), STR("before:café"), "a fold is appended");
	buf_release(&out);
}

/* Code point by code point or at once: the same, for text that is composed. */
static void test_points(void)
{
	struct str text = STR("Straße’s ÀÉ Ж co\xc2\xadop Σ中");
	struct buf at_once = {0}, by_point = {0};
	uint32_t c;

	for (size_t at = 0; at < text.len;) {
		at += utf8_decode(text, at, &c);
		fold_point(&by_point, c);
	}
	fold_name(&at_once, text);
	is_str(buf_str(&by_point), buf_str(&at_once), "points fold as names do");
	buf_reset(&at_once);
	fold_compose(&at_once, STR("E\xcc\x81 A"));
	is_str(buf_str(&at_once), STR("É A"), "composing keeps case");
	buf_reset(&at_once);
	fold_compose(&at_once, STR("a\377b"));
	is_str(buf_str(&at_once), STR("a\377b"), "what is not UTF-8 stays as it is");
	buf_release(&at_once);
	buf_release(&by_point);
}

static void test_slugs(void)
{
	static const struct row ROWS[] = {
		{"Sovereign Democracy", "sovereign-democracy"},
		{"  R2P: the *three* pillars!  ", "r2p-the-three-pillars"},
		{"Suverénní demokracie", "suverenni-demokracie"},
		{"mirotvorčestvo", "mirotvorcestvo"},
		{"миротворчество", "mirotvorchestvo"},
		{"Щёлково", "shchyolkovo"},
		{"объект", "obekt"},
		{"Україна", "ukrayina"},
		{"слова ъ", "slova"},
		{"ὁ ἄνθρωπος", "o-anthropos"},
		{"ά", "a"},
		{"Ångström", "angstrom"},
		{"Łódź", "lodz"},
		{"Æon Ǽ Øre ǿ", "aeon-ae-ore-o"},
		{"Việt Nam Đổi", "viet-nam-doi"},
		{"m\xcc\x82x", "mx"},
		{"state’s", "states"},
		{"人类命运共同体", "人类命运共同体"},
		{"がぎ", "がぎ"},
		{"한국", "한국"},
		{"हिन्दी", "हिन्दी"},
		{"سيادة", "سيادة"},
		{"a -- b", "a-b"},
		{"!?", ""},
		{"", ""},
		{"a \xcc\x81", "a"},
		{"№ 5", "5"},
	};

	rows("slug", fold_slug_copy, ROWS, COUNT_OF(ROWS));
}

/* Each title sorts before the next. */
static void test_sort_keys(void)
{
	static const char *const ORDER[] = {
		"!?",
		"1994",
		"acéb",
		"acec",
		"Älter",
		"alternative",
		"peace keeping",
		"Peace, zone of",
		"peacekeeping",
		"resume",
		"résumé",
		"zebra",
		"αλφα",
		"Абхазия",
		"Ёлка",
		"ель",
		"яблоко",
		"سيادة",
		"中国",
	};
	struct arena arena = {0};

	for (size_t i = 1; i < COUNT_OF(ORDER); i++) {
		struct str before = fold_sort_key_copy(&arena, str_from(ORDER[i - 1]));
		struct str after = fold_sort_key_copy(&arena, str_from(ORDER[i]));

		ok(str_compare(before, after) < 0, "\"%s\" before \"%s\"", ORDER[i - 1], ORDER[i]);
	}
	arena_release(&arena);
}

static void test_kinds(void)
{
	ok(fold_is_word('a') && fold_is_word('7') && fold_is_word(0x436) && fold_is_word(0x4e2d), "letters and digits");
	ok(fold_is_word(0x301) && fold_is_word(0xad), "marks and soft hyphens belong to words");
	ok(!fold_is_word('-') && !fold_is_word(' ') && !fold_is_word(0x2019) && !fold_is_word(0x3002), "signs do not");
	ok(fold_is_ideograph(0x4e2d) && fold_is_ideograph(0x3042) && fold_is_ideograph(0x20000), "Han and kana");
	ok(!fold_is_ideograph(0xac00) && !fold_is_ideograph('a') && !fold_is_ideograph(0x3002), "others");
	ok(fold_is_upper('A') && fold_is_upper(0x416) && !fold_is_upper('a') && !fold_is_upper(0x4e2d), "capitals");
	ok(fold_is_space(' ') && fold_is_space('\n') && fold_is_space(0xa0) && fold_is_space(0x2028), "white space");
	ok(!fold_is_space(0x200b) && !fold_is_space('a') && !fold_is_space(0), "others");
	ok(!fold_is_word(0x110000) && !fold_is_word(UINT32_MAX), "beyond Unicode there are no letters");
}

static void test_columns(void)
{
	static const struct {
		uint32_t code_point;
		unsigned columns;
	} ROWS[] = {{'a', 1}, {0xe4, 1}, {0x416, 1}, {0x301, 0}, {0x4e2d, 2}, {0x3042, 2}, {0xff21, 2}, {0xac00, 2},
		{0x1f600, 2}, {0x200d, 0}, {0x5d0, 1}};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++)
		is_int(fold_columns(ROWS[i].code_point), ROWS[i].columns, "columns of U+%04X", (unsigned)ROWS[i].code_point);
}

int main(void)
{
	test_names();
	test_points();
	test_slugs();
	test_sort_keys();
	test_kinds();
	test_columns();
	return done_testing();
}
