#include "command/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/fold.h"
#include "base/utf8.h"

enum { TAB_COLUMNS = 4, NARROWEST = 40 };

/* Shown by their number: C1 controls, what changes the direction of text (utf8_is_bidi_control), what is invisible or
 * nobody's character. */
static const struct {
	uint32_t first, last;
} HIDDEN[] = {
	{0x80, 0x9f},
	{0x200b, 0x200b},
	{0x2028, 0x2029},
	{0xfeff, 0xfeff},
	{0xfff9, 0xfffb},
	{0xfffe, 0xffff},
	{0xe0000, 0xe0fff},
	{0xf0000, UINT32_MAX},
};

bool terminal_hides(uint32_t c)
{
	for (size_t i = 0; i < COUNT_OF(HIDDEN); i++)
		if (c >= HIDDEN[i].first && c <= HIDDEN[i].last)
			return true;
	return utf8_is_bidi_control(c);
}

static void put(struct buf *out, struct str text)
{
	if (out)
		buf_put(out, text);
}

size_t terminal_character(struct buf *out, struct str text, size_t at, size_t *columns)
{
	uint32_t c;
	size_t length = utf8_decode(text, at, &c);
	unsigned char byte = (unsigned char)text.data[at];

	if (byte == '\t') {
		put(out, STR("    "));
		*columns += TAB_COLUMNS;
	} else if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && length == 1)) {
		if (out)
			buf_printf(out, "\\x%02x", byte);
		*columns += 4;
	} else if (c >= 0x80 && terminal_hides(c)) {
		if (out)
			buf_printf(out, "<U+%04X>", (unsigned)c);
		*columns += c < 0x10000 ? 8 : c < 0x100000 ? 9 : 10;
	} else {
		put(out, str_slice(text, at, at + length));
		*columns += fold_columns(c);
	}
	return at + length;
}

void terminal_text(struct buf *out, struct str text)
{
	size_t columns = 0;

	for (size_t at = 0; at < text.len;)
		at = terminal_character(out, text, at, &columns);
}

static size_t text_columns(struct str text)
{
	size_t columns = 0;

	for (size_t at = 0; at < text.len;)
		at = terminal_character(NULL, text, at, &columns);
	return columns;
}

static void wrap_line(struct buf *out, struct str line, size_t indent, size_t width)
{
	size_t used = indent;
	bool first = true;
	struct str word;

	while (str_split(&line, ' ', &word)) {
		size_t columns = text_columns(word);

		if (!first && used + 1 + columns > width) {
			buf_printf(out, "\n%*s", (int)indent, "");
			used = indent;
		} else if (!first) {
			buf_char(out, ' ');
			used++;
		}
		buf_put(out, word);
		used += columns;
		first = false;
	}
}

void terminal_wrap(struct buf *out, struct str text, size_t indent, size_t width)
{
	struct str line;
	bool first = true;

	while (str_line(&text, &line)) {
		if (!first)
			buf_printf(out, "\n%*s", line.len ? (int)indent : 0, "");
		first = false;
		if (str_starts(line, STR(" ")))
			buf_put(out, line);
		else
			wrap_line(out, line, indent, width);
	}
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

static bool is(const char *variable, const char *expected)
{
	const char *value = getenv(variable);

	return value && str_equal(str_from(value), str_from(expected));
}

bool terminal_wants_color(enum color_choice choice, bool is_terminal)
{
	if (choice != COLOR_AUTO)
		return choice == COLOR_ALWAYS;
	if (is_set("NO_COLOR"))
		return false;
	if (is_set("CLICOLOR_FORCE") && !is("CLICOLOR_FORCE", "0"))
		return true;
	return is_terminal && !is("CLICOLOR", "0") && !is("TERM", "dumb");
}

size_t terminal_columns(int descriptor, size_t otherwise)
{
	struct winsize size;

	if (!isatty(descriptor) || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return otherwise;
	return size.ws_col < NARROWEST ? NARROWEST : size.ws_col;
}
