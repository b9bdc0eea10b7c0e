/* How it works: each function makes one pass, looks each byte up in a table, and copies the spans between those that
 * need work at once. What may stand in an address and which addresses may stand in a page are allow-lists. */
#include "formats/escape.h"

#include "base/arena.h"

/* ---- HTML and XML ---- */

enum { IN_HTML = 1, IN_XML = 2, IN_BOTH = 3 };

/* clang-format off */
/* Where a byte needs work. 0xc2 begins the C1 control characters, 0xef the noncharacters U+FFFE and U+FFFF. */
static const unsigned char MARKUP[256] = {
	3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
	['&'] = IN_BOTH, ['<'] = IN_BOTH, ['>'] = IN_BOTH, ['"'] = IN_BOTH, ['\''] = IN_XML,
	[0x7f] = IN_BOTH, [0xc2] = IN_BOTH, [0xef] = IN_BOTH,
};
/* clang-format on */

/* Bytes of the character at `at` to drop: those of control characters and noncharacters; 0 for any other. */
static size_t unwanted(struct str text, size_t at)
{
	const unsigned char *c = (const unsigned char *)text.data + at;
	size_t left = text.len - at;

	if (*c == 0xc2)
		return left > 1 && c[1] >= 0x80 && c[1] <= 0x9f ? 2 : 0;
	if (*c == 0xef)
		return left > 2 && c[1] == 0xbf && c[2] >= 0xbe ? 3 : 0;
	return *c < ' ' || *c == 0x7f;
}

static struct str entity(char c)
{
	switch (c) {
	case '&': return STR("&amp;");
	case '<': return STR("&lt;");
	case '>': return STR("&gt;");
	case '"': return STR("&quot;");
	case '\'': return STR("&#39;");
	default: return STR("");
	}
}

/* The next byte that needs work, from `at` on; text.len when there is none. Eight bytes a turn: most texts need none. */
static size_t next_marked(struct str text, size_t at, unsigned char where)
{
	const unsigned char *c = (const unsigned char *)text.data;

	for (; text.len - at >= 8; at += 8)
		if ((MARKUP[c[at]] | MARKUP[c[at + 1]] | MARKUP[c[at + 2]] | MARKUP[c[at + 3]] | MARKUP[c[at + 4]] |
				MARKUP[c[at + 5]] | MARKUP[c[at + 6]] | MARKUP[c[at + 7]]) &
			where)
			break;
	while (at < text.len && !(MARKUP[c[at]] & where))
		at++;
	return at;
}

static void escape(struct buf *out, struct str text, unsigned char where)
{
	size_t from = 0, at = 0;

	for (;;) {
		at = next_marked(text, at, where);
		if (at == text.len)
			break;
		struct str replacement = entity(text.data[at]);
		size_t length = replacement.len ? 1 : unwanted(text, at);
		if (length) {
			buf_put(out, str_slice(text, from, at));
			buf_put(out, replacement);
			from = at + length;
		}
		at += length ? length : 1;
	}
	buf_put(out, str_slice(text, from, at));
}

void escape_html(struct buf *out, struct str text)
{
	escape(out, text, IN_HTML);
}

void escape_xml(struct buf *out, struct str text)
{
	escape(out, text, IN_XML);
}

/* ---- addresses ---- */

enum { IN_ADDRESS = 1, IN_PATH = 2, IN_SCHEME = 4, IN_BASE64 = 8 };

/* clang-format off */
/* What a byte may stand in without an escape. */
static const unsigned char ADDRESS[256] = {
	['a'] = 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
	['A'] = 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
	['0'] = 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
	['-'] = 7, ['.'] = 7, ['_'] = 3, ['~'] = 3, ['+'] = 15, ['/'] = 11, ['='] = 11,
	['!'] = 3, ['$'] = 3, ['('] = 3, [')'] = 3, ['*'] = 3, [','] = 3, [';'] = 3, [':'] = 3, ['@'] = 3,
	['?'] = 1, ['#'] = 1,
};
/* clang-format on */

static bool may(struct str text, size_t at, unsigned char where)
{
	return ADDRESS[(unsigned char)text.data[at]] & where;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static void percent(struct buf *out, char c)
{
	static const char hex[] = "0123456789ABCDEF";
	const char encoded[] = {'%', hex[(unsigned char)c >> 4], hex[(unsigned char)c & 15]};

	buf_put(out, (struct str){encoded, sizeof(encoded)});
}

/* Where the host ends in scheme://host/path: only there are brackets an IPv6 address. */
static size_t end_of_host(struct str address)
{
	size_t at = str_find(address, STR("://"), 0);

	if (at == address.len)
		return 0;
	for (at += 3; at < address.len; at++)
		if (address.data[at] == '/' || address.data[at] == '?' || address.data[at] == '#')
			break;
	return at;
}

void escape_href(struct buf *out, struct str address)
{
	size_t host_end = end_of_host(address);

	for (size_t at = 0; at < address.len;) {
		size_t from = at;

		while (at < address.len && may(address, at, IN_ADDRESS))
			at++;
		buf_put(out, str_slice(address, from, at));
		if (at == address.len)
			break;
		char c = address.data[at++];
		bool kept = (c == '%' && at + 1 < address.len && is_hex(address.data[at]) && is_hex(address.data[at + 1])) ||
		            ((c == '[' || c == ']') && at <= host_end);
		if (c == '&')
			buf_put(out, STR("&amp;"));
		else if (c == '\'')
			buf_put(out, STR("&#39;"));
		else if (kept)
			buf_char(out, c);
		else
			percent(out, c);
	}
}

/* Also & and ', so that a path needs no further escape wherever it stands. */
void escape_path(struct buf *out, struct str path)
{
	size_t first_segment = str_find_char(path, '/', 0);

	if (str_find_char(path, ':', 0) < first_segment)
		buf_put(out, STR("./"));
	for (size_t at = 0; at < path.len; at++) {
		if (may(path, at, IN_PATH) || path.data[at] == '/')
			buf_char(out, path.data[at]);
		else
			percent(out, path.data[at]);
	}
}

static bool is_bare(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
	       c == '_' || c == '~' || c == '/';
}

void escape_bare(struct buf *out, struct str path)
{
	for (size_t at = 0; at < path.len; at++) {
		if (is_bare(path.data[at]))
			buf_char(out, path.data[at]);
		else
			percent(out, path.data[at]);
	}
}

static int hex_value(char c)
{
	return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

struct str percent_decoded(struct arena *arena, struct str address)
{
	if (str_find_char(address, '%', 0) == address.len)
		return address;
	char *decoded = arena_bytes(arena, address.len);
	size_t len = 0;
	for (size_t i = 0; i < address.len; i++) {
		bool escape = address.data[i] == '%' && i + 2 < address.len && is_hex(address.data[i + 1]) &&
		              is_hex(address.data[i + 2]);

		decoded[len++] = escape ? (char)(hex_value(address.data[i + 1]) * 16 + hex_value(address.data[i + 2]))
		                        : address.data[i];
		i += escape ? 2 : 0;
	}
	return (struct str){decoded, len};
}

/* ---- which addresses may stand in a page ---- */

static bool is_slash(struct str text, size_t at)
{
	return at < text.len && (text.data[at] == '/' || text.data[at] == '\\');
}

/* The scheme without its colon, as browsers read it; empty for a relative address. */
static struct str scheme_of(struct str address)
{
	size_t end = 0;

	while (end < address.len && may(address, end, IN_SCHEME))
		end++;
	bool letter_first = end && ((address.data[0] | 32) >= 'a' && (address.data[0] | 32) <= 'z');
	return letter_first && end < address.len && address.data[end] == ':' ? str_slice(address, 0, end) : STR("");
}

static bool is_image_data(struct str address)
{
	static const struct str prefixes[] = {STR_INIT("data:image/png;base64,"), STR_INIT("data:image/jpeg;base64,"),
		STR_INIT("data:image/gif;base64,"), STR_INIT("data:image/webp;base64,")};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t at = prefixes[i].len;

		if (address.len <= at || !str_equal_ascii_case(str_slice(address, 0, at), prefixes[i]))
			continue;
		while (at < address.len && may(address, at, IN_BASE64))
			at++;
		return at == address.len;
	}
	return false;
}

enum address_kind address_kind(struct str address)
{
	static const struct str schemes[] = {STR_INIT("http"), STR_INIT("https"), STR_INIT("mailto"), STR_INIT("tel")};

	for (size_t at = 0; at < address.len; at++)
		if (unwanted(address, at))
			return ADDRESS_FORBIDDEN;
	/* browsers skip spaces in front, and take a backslash for a slash */
	if (address.len && address.data[0] == ' ')
		return ADDRESS_FORBIDDEN;
	if (is_slash(address, 0) && is_slash(address, 1))
		return ADDRESS_FORBIDDEN;
	if (address.len && address.data[0] == '#')
		return ADDRESS_FRAGMENT;
	struct str scheme = scheme_of(address);
	if (!scheme.len)
		return ADDRESS_RELATIVE;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (str_equal_ascii_case(scheme, schemes[i]))
			return ADDRESS_EXTERNAL;
	return is_image_data(address) ? ADDRESS_IMAGE : ADDRESS_FORBIDDEN;
}

static bool yaml_plain(struct str text)
{
	static const char *const ALLOWED = " -_./()'+";

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];
		bool word = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!word && (i == 0 || c == '\0' || !strchr(ALLOWED, c)))
			return false;
	}
	return text.len > 0 && text.data[text.len - 1] != ' ';
}

void escape_yaml(struct buf *out, struct str text)
{
	if (yaml_plain(text)) {
		buf_put(out, text);
		return;
	}
	buf_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c < ' ' || c == 0x7f)
			buf_printf(out, "\\x%02x", c);
		else
			buf_char(out, (char)c);
	}
	buf_char(out, '"');
}
