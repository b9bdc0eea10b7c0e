/* How it works: one pass over each text, copying the spans between characters that need an escape. "<" is escaped
 * where it could end a script element or open a comment in one ("</", "<!", "<script"); U+2028 and U+2029 are, since
 * older engines take them for line ends, and so are the invisible characters that turn text around, since what is
 * written may be shown on a terminal. */
#include "formats/json.h"

#include "base/utf8.h"

/* clang-format off */
/* 1: needs a look. Control characters, the quote, the backslash, "<", and the first bytes of U+2028 and of
 * U+061C and their like. */
static const unsigned char SPECIAL[256] = {
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['"'] = 1, ['\\'] = 1, ['<'] = 1, [0x7f] = 1, [0xe2] = 1, [0xd8] = 1,
};
/* clang-format on */

static bool harmless(struct str text, size_t at)
{
	struct str rest = str_from_index(text, at + 1);
	uint32_t c;

	switch ((unsigned char)text.data[at]) {
	case '<':
		return !rest.len || (rest.data[0] != '/' && rest.data[0] != '!' && rest.data[0] != 's' && rest.data[0] != 'S');
	case 0xe2:
	case 0xd8: utf8_decode(text, at, &c); return c != 0x2028 && c != 0x2029 && !utf8_is_bidi_control(c);
	default: return false;
	}
}

/* Appends the escape for the character at `at` and returns its length in bytes. */
static size_t escape_one(struct buf *out, struct str text, size_t at)
{
	uint32_t c;
	size_t length = utf8_decode(text, at, &c);

	switch (c) {
	case '"': buf_put(out, STR("\\\"")); return 1;
	case '\\': buf_put(out, STR("\\\\")); return 1;
	case '\n': buf_put(out, STR("\\n")); return 1;
	case '\t': buf_put(out, STR("\\t")); return 1;
	case '\r': buf_put(out, STR("\\r")); return 1;
	case '\b': buf_put(out, STR("\\b")); return 1;
	case '\f': buf_put(out, STR("\\f")); return 1;
	default: buf_printf(out, "\\u%04x", c); return length;
	}
}

enum { STRIDE = 32 };

/* Whether any of STRIDE bytes needs a look: written so that compilers make a few vector instructions of it. */
static bool any_special(const unsigned char *c)
{
	unsigned char any = 0;

	for (size_t i = 0; i < STRIDE; i++)
		any |= (unsigned char)((c[i] < ' ') | (c[i] == '"') | (c[i] == '\\') | (c[i] == '<') | (c[i] == 0x7f) |
							   (c[i] == 0xe2) | (c[i] == 0xd8));
	return any;
}

/* The next byte that needs a look, from `at` on: most texts have none. */
static size_t next_special(struct str text, size_t at)
{
	const unsigned char *c = (const unsigned char *)text.data;

	while (text.len - at >= STRIDE && !any_special(c + at))
		at += STRIDE;
	while (at < text.len && !SPECIAL[c[at]])
		at++;
	return at;
}

void json_string(struct buf *out, struct str text)
{
	size_t from = 0;

	buf_reserve(out, text.len + 2);
	buf_char(out, '"');
	for (size_t at = next_special(text, 0); at < text.len; at = next_special(text, at)) {
		if (harmless(text, at)) {
			at++;
			continue;
		}
		buf_put(out, str_slice(text, from, at));
		at += escape_one(out, text, at);
		from = at;
	}
	buf_put(out, str_from_index(text, from));
	buf_char(out, '"');
}

static void new_line(struct buf *out, int indent, int depth)
{
	if (!indent)
		return;
	buf_char(out, '\n');
	for (int i = 0; i < indent * depth; i++)
		buf_char(out, ' ');
}

static void write_number(struct buf *out, double number)
{
	char text[NUMBER_LONGEST];
	size_t length = value_number_text(number, text);

	buf_put(out, length ? (struct str){text, length} : STR("null"));
}

static void write_value(struct buf *out, const struct value *value, int indent, int depth);

static void write_list(struct buf *out, const struct value *list, int indent, int depth)
{
	buf_char(out, '[');
	for (size_t i = 0; i < list->list.count; i++) {
		if (i)
			buf_char(out, ',');
		new_line(out, indent, depth + 1);
		write_value(out, list->list.items[i], indent, depth + 1);
	}
	if (list->list.count)
		new_line(out, indent, depth);
	buf_char(out, ']');
}

static void write_map(struct buf *out, const struct value *map, int indent, int depth)
{
	buf_char(out, '{');
	for (size_t i = 0; i < map->map.count; i++) {
		if (i)
			buf_char(out, ',');
		new_line(out, indent, depth + 1);
		json_string(out, map->map.members[i].key);
		buf_put(out, indent ? STR(": ") : STR(":"));
		write_value(out, map->map.members[i].value, indent, depth + 1);
	}
	if (map->map.count)
		new_line(out, indent, depth);
	buf_char(out, '}');
}

static void write_value(struct buf *out, const struct value *value, int indent, int depth)
{
	switch (value ? value->kind : VALUE_NULL) {
	case VALUE_NULL: buf_put(out, STR("null")); break;
	case VALUE_BOOL: buf_put(out, value->boolean ? STR("true") : STR("false")); break;
	case VALUE_NUMBER: write_number(out, value->number); break;
	case VALUE_TEXT: json_string(out, value->text); break;
	case VALUE_LIST: write_list(out, value, indent, depth); break;
	case VALUE_MAP: write_map(out, value, indent, depth); break;
	}
}

void json_write(struct buf *out, const struct value *value, int indent)
{
	write_value(out, value, indent, 0);
}
