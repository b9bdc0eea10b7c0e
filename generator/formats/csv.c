#include "formats/csv.h"

#include <string.h>

static bool is_any(char c, const char *of)
{
	return c && strchr(of, c);
}

/* Begins like a formula and is none: a number, a date, a range of them. */
static bool is_plain_number(struct str text)
{
	if (text.len < 2 || !is_any(text.data[0], "+-") || !is_any(text.data[1], "0123456789"))
		return false;
	for (size_t i = 1; i < text.len; i++)
		if (!is_any(text.data[i], "0123456789-X .,:/~?%"))
			return false;
	return true;
}

void csv_cell(struct buf *out, struct str text)
{
	bool quoted = text.len && (text.data[0] == ' ' || text.data[text.len - 1] == ' ');

	for (size_t i = 0; i < text.len; i++)
		quoted |= is_any(text.data[i], "\",\n\r");
	if (quoted)
		buf_char(out, '"');
	if (text.len && is_any(text.data[0], "=+-@\t\r") && !is_plain_number(text))
		buf_char(out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '"')
			buf_char(out, '"');
		buf_char(out, text.data[i]);
	}
	if (quoted)
		buf_char(out, '"');
}

void csv_row(struct buf *out, const struct str *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_char(out, ',');
		csv_cell(out, cells[i]);
	}
	buf_put(out, STR("\r\n"));
}
