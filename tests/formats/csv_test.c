#include "formats/csv.h"

#include "tap.h"

static const struct {
	const char *text, *cell;
} CASES[] = {
	{"", ""},
	{"plain", "plain"},
	{"a,b", "\"a,b\""},
	{"say \"x\"", "\"say \"\"x\"\"\""},
	{"two\nlines", "\"two\nlines\""},
	{"cr\r", "\"cr\r\""},
	{"=1+1", "'=1+1"},
	{"+1", "+1"},
	{"-1", "-1"},
	{"-0043-03-15", "-0043-03-15"},
	{"-1+cmd", "'-1+cmd"},
	{" x", "\" x\""},
	{"@x", "'@x"},
	{"\tx", "'\tx"},
	{"\rx", "\"'\rx\""},
	{"=a,b", "\"'=a,b\""},
	{"1=1", "1=1"},
	{"Über, там", "\"Über, там\""},
};

int main(void)
{
	const struct str cells[] = {STR_INIT("a"), STR_INIT(""), STR_INIT("b,c")};
	struct buf out = {0};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		buf_reset(&out);
		csv_cell(&out, str_from(CASES[i].text));
		is_str(buf_str(&out), str_from(CASES[i].cell), "%s", CASES[i].text);
	}
	buf_reset(&out);
	csv_row(&out, cells, 3);
	is_str(buf_str(&out), STR("a,,\"b,c\"\r\n"), "a row");
	buf_release(&out);
	return done_testing();
}
