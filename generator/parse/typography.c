#include "parse/typography.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "formats/escape.h"

static const struct {
	const char *lang;
	struct quotes quotes;
} QUOTES[] = {
	{"en", {"“", "”", "‘", "’"}},
	{"de", {"„", "“", "‚", "‘"}},
	{"cs", {"„", "“", "‚", "‘"}},
	{"sk", {"„", "“", "‚", "‘"}},
	{"bg", {"„", "“", "‚", "‘"}},
	{"sl", {"„", "“", "‚", "‘"}},
	{"et", {"„", "“", "‚", "‘"}},
	{"pl", {"„", "”", "‚", "’"}},
	{"ro", {"„", "”", "«", "»"}},
	{"hu", {"„", "”", "»", "«"}},
	{"nl", {"“", "”", "‘", "’"}},
	{"fr", {"«\u00a0", "\u00a0»", "“", "”"}},
	{"ru", {"«", "»", "„", "“"}},
	{"uk", {"«", "»", "„", "“"}},
	{"be", {"«", "»", "„", "“"}},
	{"es", {"«", "»", "“", "”"}},
	{"it", {"«", "»", "“", "”"}},
	{"pt", {"“", "”", "‘", "’"}},
	{"el", {"«", "»", "“", "”"}},
	{"no", {"«", "»", "‘", "’"}},
	{"nb", {"«", "»", "‘", "’"}},
	{"da", {"»", "«", "›", "‹"}},
	{"sv", {"”", "”", "’", "’"}},
	{"fi", {"”", "”", "’", "’"}},
	{"ja", {"「", "」", "『", "』"}},
};

const struct quotes *quotes_for(struct str lang)
{
	struct str primary = str_slice(lang, 0, str_find_char(lang, '-', 0));

	for (size_t i = 1; i < COUNT_OF(QUOTES); i++)
		if (str_equal_ascii_case(primary, str_from(QUOTES[i].lang)))
			return &QUOTES[i].quotes;
	return &QUOTES[0].quotes;
}

/* A quote opens at the start, and after white space, opening brackets, dashes and other opening quotes. */
static bool opens(struct str text, size_t at)
{
	uint32_t c;

	if (at == 0)
		return true;
	utf8_decode_before(text, at, &c);
	if (c == '"' || c == '\'') /* one quote right after another: look past it, once */
		return at < 2 || fold_is_space((unsigned char)text.data[at - 2]);
	return fold_is_space(c) || c == '(' || c == '[' || c == '{' || c == '-' || c == 0x2013 || c == 0x2014 || c == '/' ||
	       c == 0x201c || c == 0x2018 || c == 0xab;
}

static bool word_follows(struct str text, size_t at)
{
	uint32_t c;

	if (at >= text.len)
		return false;
	utf8_decode(text, at, &c);
	return fold_is_word(c) || c == '\'' || c == '"' || c == 0x2026 || c == '[' || c == '(';
}

/* An apostrophe between letters or before a year ('68) is no opening quote. */
static const char *single_quote(struct str text, size_t at, const struct quotes *quotes)
{
	bool year = at + 1 < text.len && text.data[at + 1] >= '0' && text.data[at + 1] <= '9';
	uint32_t before = ' ';

	if (at > 0)
		utf8_decode_before(text, at, &before);
	if (opens(text, at) && word_follows(text, at + 1) && !year)
		return quotes->single_open;
	return year || (fold_is_word(before) && word_follows(text, at + 1)) ? "’" : quotes->single_close;
}

/* The dash or ellipsis that begins at `at`, and how many bytes it takes; NULL when there is none. */
static const char *run_of(struct str text, size_t at, size_t to, size_t *length)
{
	char c = text.data[at];
	size_t count = 1;

	while (at + count < to && text.data[at + count] == c)
		count++;
	*length = count;
	if (c == '.')
		return count == 3 ? "…" : NULL;
	if (count == 2)
		return "–";
	return count == 3 ? "—" : NULL;
}

/* Bytes that may have to be set or escaped; all others are copied in runs. */
static const bool SPECIAL[256] = {['"'] = true,
	['\''] = true,
	['-'] = true,
	['.'] = true,
	['&'] = true,
	['<'] = true,
	['>'] = true,
	[0] = true,
	[1] = true,
	[2] = true,
	[3] = true,
	[4] = true,
	[5] = true,
	[6] = true,
	[7] = true,
	[8] = true,
	[11] = true,
	[12] = true,
	[13] = true,
	[14] = true,
	[15] = true,
	[16] = true,
	[17] = true,
	[18] = true,
	[19] = true,
	[20] = true,
	[21] = true,
	[22] = true,
	[23] = true,
	[24] = true,
	[25] = true,
	[26] = true,
	[27] = true,
	[28] = true,
	[29] = true,
	[30] = true,
	[31] = true,
	[127] = true};

static void set_text(
	struct buf *out, struct str text, size_t from, size_t to, const struct quotes *quotes, bool escaped)
{
	size_t at = from, length;

	while (at < to) {
		size_t start = at;

		while (at < to && !SPECIAL[(unsigned char)text.data[at]])
			at++;
		buf_put(out, str_slice(text, start, at));
		if (at == to)
			return;
		char c = text.data[at];
		const char *set = NULL;
		length = 1;
		if (quotes && c == '"')
			set = opens(text, at) && word_follows(text, at + 1) ? quotes->open : quotes->close;
		else if (quotes && c == '\'')
			set = single_quote(text, at, quotes);
		else if (quotes && (c == '-' || c == '.'))
			set = run_of(text, at, to, &length);
		if (set)
			buf_put(out, str_from(set));
		else if (!escaped)
			buf_put(out, str_slice(text, at, at + length));
		else
			escape_html(out, str_slice(text, at, at + length));
		at += length;
	}
}

void typeset(struct buf *out, struct str text, size_t from, size_t to, const struct quotes *quotes)
{
	set_text(out, text, from, to, quotes, true);
}

struct str typeset_plain(struct arena *arena, struct str text, const struct quotes *quotes)
{
	struct buf out = {0};

	set_text(&out, text, 0, text.len, quotes, false);
	if (!str_equal(text, buf_str(&out)))
		text = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return text;
}
