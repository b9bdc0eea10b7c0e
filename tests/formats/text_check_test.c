#include "formats/text_check.h"

#include <string.h>

#include "tap.h"

struct row {
	const char *text, *clean;
	enum diag_code code; /* DIAG_CODE_COUNT: no flaw */
	uint32_t line, column;
	const char *message;
};

static const struct row ROWS[] = {
	{"", "", DIAG_CODE_COUNT, 0, 0, ""},
	{"plain\n\ttext\r\nand ж 和 🕊\n", "plain\n\ttext\r\nand ж 和 🕊\n", DIAG_CODE_COUNT, 0, 0, ""},
	{"\xef\xbb\xbftext", "text", DIAG_CODE_COUNT, 0, 0, ""},
	{"text\r", "text\r", DIAG_CODE_COUNT, 0, 0, ""},
	{"\xef\xbf\xbd", "�", DIAG_CODE_COUNT, 0, 0, ""},
	{"a\nжb\x01"
	 "c",
		"a\nжb�c", DIAG_TEXT_CONTROL, 2, 3, "the control character U+0001; delete it"},
	{"a\x7f", "a�", DIAG_TEXT_CONTROL, 1, 2, "the control character U+007F; delete it"},
	{"a\rb", "a�b", DIAG_TEXT_CONTROL, 1, 2, "the control character U+000D; delete it"},
	{"a\xc2\x9b", "a�", DIAG_TEXT_CONTROL, 1, 2, "the control character U+009B; delete it"},
	{"a\xe2\x80\xa9", "a�", DIAG_TEXT_CONTROL, 1, 2, "the control character U+2029; delete it"},
	{"a\xef\xbb\xbf", "a�", DIAG_TEXT_CONTROL, 1, 2, "the control character U+FEFF; delete it"},
	{"a\xef\xbf\xbf", "a�", DIAG_TEXT_CONTROL, 1, 2, "the control character U+FFFF; delete it"},
	{"caf\xe9", "caf�", DIAG_TEXT_UTF8, 1, 4, "the byte 0xE9 is not valid UTF-8; save the file as UTF-8"},
	{"\xc0\xaf", "��", DIAG_TEXT_UTF8, 1, 1, "the byte 0xC0 is not valid UTF-8; save the file as UTF-8"},
	{"\xed\xa0\x80", "���", DIAG_TEXT_UTF8, 1, 1, "the byte 0xED is not valid UTF-8; save the file as UTF-8"},
	{"\xff\xfe"
	 "a",
		"", DIAG_TEXT_UTF8, 1, 1, "this is UTF-16; save the file as UTF-8"},
	{"\xf3\xb0\x80\x80", "�", DIAG_TEXT_RESERVED, 1, 1,
		"the character U+F0000 is reserved for glossa's own marks; use another"},
	{"\xf4\x8f\xbf\xbf", "�", DIAG_TEXT_RESERVED, 1, 1,
		"the character U+10FFFF is reserved for glossa's own marks; use another"},
	{"a\xe2\x80\xae"
	 "b",
		"a\xe2\x80\xae"
		"b",
		DIAG_TEXT_BIDI, 1, 2, "the invisible character U+202E changes the direction of the text; delete it"},
	{"\xd8\x9c", "\xd8\x9c", DIAG_TEXT_BIDI, 1, 1,
		"the invisible character U+061C changes the direction of the text; delete it"},
};

static void test_rows(void)
{
	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		const struct row *row = &ROWS[i];
		struct diags diags = {0};
		struct buf clean = {0};
		struct str text = text_check(&clean, str_from(row->text), STR("x.md"), 1, &diags);
		bool flawed = row->code != DIAG_CODE_COUNT;

		is_str(text, str_from(row->clean), "row %zu: what is left", i);
		ok((diags.count > 0) == flawed, "row %zu: whether it is flawed", i);
		if (diags.count) {
			is_int(diags.items[0].code, row->code, "row %zu: %s", i, DIAG_INFO[row->code].name);
			is_str(diags.items[0].message, str_from(row->message), "row %zu: its message", i);
			ok(diags.items[0].place.line == row->line && diags.items[0].place.column == row->column,
				"row %zu: its place", i);
		}
		buf_release(&clean);
		diags_release(&diags);
	}
}

static void test_limits(void)
{
	struct diags diags = {0};
	struct buf text = {0}, clean = {0};
	struct flaw flaw;

	for (int i = 0; i < 1000; i++)
		buf_put(&text, STR("\xe2\x80\xae\n"));
	buf_put(&text, STR("\x01"));
	text_check(&clean, buf_str(&text), STR("x.md"), 10, &diags);
	is_int(diags.count, 21, "of each kind the first twenty");
	is_int(diags.items[20].place.line, 1010, "one kind does not hide another");
	ok(!text_flaw(STR("abc"), 0, &flaw) && !text_flaw(STR(""), 0, &flaw), "no flaw in what has none");
	ok(text_flaw(STR("a\x01"
					 "b\x02"),
		   2, &flaw) &&
			flaw.offset == 3,
		"the first flaw from an offset");
	diags_release(&diags);
	buf_release(&text);
	buf_release(&clean);
}

int main(void)
{
	test_rows();
	test_limits();
	return done_testing();
}
