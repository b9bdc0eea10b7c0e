#define _GNU_SOURCE /* setenv */
#include "command/terminal.h"

#include <stdlib.h>

#include "tap.h"

static void test_text(void)
{
	static const struct {
		const char *text, *want;
		size_t columns;
	} ROWS[] = {
		{"plain", "plain", 5},
		{"ä中", "ä中", 3},
		{"e\xcc\x81", "e\xcc\x81", 1},
		{"a\tb", "a    b", 6},
		{"a\nb\r", "a\\x0ab\\x0d", 10},
		{"\x1b[31mred", "\\x1b[31mred", 11},
		{"\x7f", "\\x7f", 4},
		{"\302\23331m", "<U+009B>31m", 11},
		{"a\342\200\256b", "a<U+202E>b", 10},
		{"\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c", "<U+2066><U+200F><U+061C>", 24},
		{"\xe2\x80\xa8\xe2\x80\x8b\xef\xbb\xbf", "<U+2028><U+200B><U+FEFF>", 24},
		{"\xf3\xa0\x81\x81", "<U+E0041>", 9},
		{"\xf3\xb0\x80\x80\xf4\x8f\xbf\xbf", "<U+F0000><U+10FFFF>", 19},
		{"a\xff\xc3", "a\\xff\\xc3", 9},
		{"\xef\xbf\xbd", "\xef\xbf\xbd", 1},
		{"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", 4},
		{"", "", 0},
	};
	struct buf out = {0};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct str text = str_from(ROWS[i].text);
		size_t columns = 0;

		buf_reset(&out);
		terminal_text(&out, text);
		is_str(buf_str(&out), str_from(ROWS[i].want), "row %zu is shown", i);
		for (size_t at = 0; at < text.len;)
			at = terminal_character(NULL, text, at, &columns);
		is_int(columns, ROWS[i].columns, "and measured");
	}
	buf_reset(&out);
	terminal_text(&out, (struct str){"a\0b", 3});
	is_str(buf_str(&out), STR("a\\x00b"), "a zero byte is shown");
	buf_release(&out);
}

/* Whatever the bytes, nothing that a terminal acts on comes out. */
static void test_no_control_escapes(void)
{
	struct buf out = {0};
	size_t controls = 0;

	for (unsigned first = 0; first < 256; first++) {
		for (unsigned second = 0; second < 256; second++) {
			const char bytes[] = {(char)first, (char)second, 'x'};

			buf_reset(&out);
			terminal_text(&out, (struct str){bytes, sizeof(bytes)});
			for (size_t i = 0; i < out.len; i++) {
				unsigned char byte = (unsigned char)out.data[i];
				bool c1 = i > 0 && byte < 0xa0 && (unsigned char)out.data[i - 1] == 0xc2;

				controls += byte < 0x20 || byte == 0x7f || c1;
			}
		}
	}
	is_int(controls, 0, "no control character gets through");
	buf_release(&out);
}

static void wrapped(const char *text, size_t indent, size_t width, const char *want)
{
	struct buf out = {0};

	terminal_wrap(&out, str_from(text), indent, width);
	is_str(buf_str(&out), str_from(want), "wrapped at %zu", width);
	buf_release(&out);
}

static void test_wrapping(void)
{
	wrapped("one two three", 0, 80, "one two three");
	wrapped("one two three", 0, 7, "one two\nthree");
	wrapped("one two three", 0, 6, "one\ntwo\nthree");
	wrapped("one two three", 2, 7, "one\n  two\n  three");
	wrapped("unbreakable", 0, 4, "unbreakable");
	wrapped("ä ö ü", 0, 3, "ä ö\nü");
	wrapped("one\n\ntwo", 2, 80, "one\n\n  two");
	wrapped("a\n  kept as it is\nb", 0, 6, "a\n  kept as it is\nb");
	wrapped("", 0, 10, "");
}

static void test_color(void)
{
	static const struct {
		const char *no_color, *force, *color, *term;
		bool is_terminal, wanted;
	} ROWS[] = {
		{NULL, NULL, NULL, "xterm", true, true},
		{NULL, NULL, NULL, "xterm", false, false},
		{NULL, NULL, NULL, NULL, true, true},
		{"1", NULL, NULL, "xterm", true, false},
		{"", NULL, NULL, "xterm", true, true},
		{NULL, "1", NULL, "xterm", false, true},
		{NULL, "0", NULL, "xterm", false, false},
		{NULL, "", NULL, "xterm", false, false},
		{NULL, "1", NULL, "dumb", false, true},
		{"1", "1", NULL, "xterm", true, false},
		{NULL, NULL, "0", "xterm", true, false},
		{NULL, NULL, "1", "xterm", true, true},
		{NULL, NULL, "1", "xterm", false, false},
		{NULL, NULL, NULL, "dumb", true, false},
	};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		const char *const values[] = {ROWS[i].no_color, ROWS[i].force, ROWS[i].color, ROWS[i].term};
		static const char *const NAMES[] = {"NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM"};

		for (size_t j = 0; j < COUNT_OF(NAMES); j++) {
			if (values[j])
				setenv(NAMES[j], values[j], 1);
			else
				unsetenv(NAMES[j]);
		}
		is_int(terminal_wants_color(COLOR_AUTO, ROWS[i].is_terminal), ROWS[i].wanted, "environment %zu", i);
		ok(terminal_wants_color(COLOR_ALWAYS, ROWS[i].is_terminal), "--color=always wins over it");
		ok(!terminal_wants_color(COLOR_NEVER, ROWS[i].is_terminal), "--color=never too");
	}
	is_int(terminal_columns(-1, 77), 77, "what is no terminal has the width it is given");
}

int main(void)
{
	test_text();
	test_no_control_escapes();
	test_wrapping();
	test_color();
	return done_testing();
}
