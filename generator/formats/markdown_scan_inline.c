/* The scan inside a line: [[links]], citations, notes, :lang[…]{…}, bare addresses, comments and {#ids} become marks;
 * code spans, tags and escaped characters are stepped over. Every look ahead ends with the paragraph and has a limit,
 * so the whole stays linear. */
#include "base/fold.h"
#include "base/utf8.h"
#include "formats/markdown_scanner.h"

enum { LONGEST_BRACKET = 1000, LONGEST_ID = 300, LONGEST_TAG = 2000, LONGEST_ADDRESS = 2000, MOST_RUN = 80 };

/* Bytes that may begin something; all others are copied in runs. */
static const bool SPECIAL[256] = {['\\'] = true,
	['`'] = true,
	['['] = true,
	[']'] = true,
	['<'] = true,
	[':'] = true,
	['@'] = true,
	['{'] = true,
	['&'] = true,
	['!'] = true};

static bool ascii_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Whether the character before `at` is part of a word. */
static bool after_word(const struct md_scanner *s, size_t at)
{
	uint32_t c;

	if (at == 0)
		return false;
	utf8_decode_before(s->source, at, &c);
	return fold_is_word(c) || c == '_';
}

size_t scan_line_end(struct md_scanner *s)
{
	if (s->in_cell)
		return s->limit;
	if (s->line_limit <= s->at)
		s->line_limit = line_end(s->source, s->at);
	return s->line_limit;
}

size_t scan_span_end(struct md_scanner *s)
{
	if (s->in_cell)
		return s->limit;
	if (s->span_end > s->at)
		return s->span_end;
	size_t end = line_end(s->source, s->at);
	size_t quotes = line_prefix(s->source, s->line_start, end).quotes;
	while (end < s->source.len) {
		size_t next_end = line_end(s->source, end + 1);
		struct md_prefix next = line_prefix(s->source, end + 1, next_end);

		if (next.quotes > quotes || next.markers != next.quotes ||
			line_interrupts(str_slice(s->source, next.content, next_end)))
			break;
		end = next_end;
	}
	s->span_end = end;
	s->runs_known = false;
	return end;
}

/* Steps to `to`, counting the lines in between. */
static void step_to(struct md_scanner *s, size_t to)
{
	struct str passed = str_slice(s->source, 0, to); /* not the rest, which the next step would search again */

	for (size_t at = str_find_char(passed, '\n', s->at); at < to; at = str_find_char(passed, '\n', at + 1)) {
		s->line++;
		s->line_start = at + 1;
	}
	s->at = to;
}

/* --- code spans --- */

static size_t run_length(const struct md_scanner *s, size_t at, size_t end)
{
	size_t length = 0;

	while (at + length < end && s->source.data[at + length] == '`')
		length++;
	return length;
}

/* The end of the code span that a run of `length` backticks at s->at opens, or 0. A failed search notes where the last
 * run of each length is, so that the next one need not look. */
static size_t code_span_end(struct md_scanner *s, size_t length)
{
	size_t end = scan_span_end(s);

	if (length > MOST_RUN || (s->runs_known && s->run_at[length] <= s->at))
		return 0;
	if (!s->runs_known)
		memset(s->run_at, 0, sizeof(s->run_at));
	for (size_t at = str_find_char(s->source, '`', s->at + length); at < end;) {
		size_t run = run_length(s, at, end);

		if (run <= MOST_RUN)
			s->run_at[run] = at;
		if (run == length)
			return at + run;
		at = str_find_char(s->source, '`', at + run);
	}
	s->runs_known = true;
	return 0;
}

void scan_cell_code(struct md_scanner *s, size_t end)
{
	while (s->at < end) {
		if (s->source.data[s->at] == '\\' && byte_at(s, s->at + 1) == '|') {
			markdown_flush(s);
			s->copied = ++s->at;
		}
		s->at++;
	}
}

static void scan_code(struct md_scanner *s)
{
	size_t length = run_length(s, s->at, scan_span_end(s));
	size_t end = code_span_end(s, length);

	if (!end)
		s->at += length;
	else if (s->in_cell)
		scan_cell_code(s, end);
	else
		step_to(s, end);
}

/* --- :lang[…]{ru}, addresses, @key, {#id} --- */

static bool language_tag(struct str tag)
{
	size_t part = 0;

	if (tag.len < 2 || tag.len > 35)
		return false;
	for (size_t i = 0; i < tag.len; i++) {
		if (tag.data[i] == '-') {
			if (part == 0)
				return false;
			part = 0;
		} else if (!ascii_word(tag.data[i]) || ++part > 8) {
			return false;
		}
	}
	return part > 0 && tag.data[0] > '9';
}

static bool scan_lang(struct md_scanner *s)
{
	size_t start = s->at + 6, end = scan_span_end(s), depth = 0, at = start;

	if (!str_starts(str_from_index(s->source, s->at), STR(":lang[")))
		return false;
	if (end > s->at + LONGEST_BRACKET)
		end = s->at + LONGEST_BRACKET;
	for (; at < end; at++) {
		char c = s->source.data[at];

		if (c == '\\')
			at++;
		else if (c == '[')
			depth++;
		else if (c == ']' && depth-- == 0)
			break;
	}
	size_t brace = at + 1 < end && s->source.data[at + 1] == '{'
	                   ? str_find_char(str_slice(s->source, 0, end), '}', at + 2)
	                   : end;
	struct str tag = brace < end ? str_slice(s->source, at + 2, brace) : STR("");
	if (!language_tag(tag)) {
		diag_add_span(s->diags, DIAG_LANG_INVALID, s->options->path, markdown_place(s, s->at), 6,
			"after :lang[…] comes a language tag in braces, such as {ru} or {zh-Hans}");
		return false;
	}
	if (!scan_room_for_closer(s, at))
		return false;
	struct md_mark *mark = markdown_mark(s, MARK_LANG_OPEN, start);
	mark->a = tag;
	return scan_expect_closer(s, at, brace + 1 - at, (uint32_t)(mark - s->markdown->marks));
}

/* The end of a bare address: before white space or '<', without closing punctuation and unmatched brackets. */
static size_t address_end(const struct md_scanner *s, size_t start, size_t limit)
{
	size_t end = start, opened = 0, closed = 0;

	while (end < limit && end < start + LONGEST_ADDRESS) {
		unsigned char c = (unsigned char)s->source.data[end];

		if (c <= ' ' || c == '<' || c == '`' || c == '"' || c == '[' || c == ']' || (c == '|' && s->in_cell))
			break;
		opened += c == '(';
		closed += c == ')';
		end++;
	}
	while (end > start) {
		char c = s->source.data[end - 1];

		if (c == ')' && closed > opened)
			closed--;
		else if (!memchr("?!.,:*_~';", c, 10))
			break;
		end--;
	}
	return end;
}

static bool scan_address(struct md_scanner *s)
{
	static const struct str schemes[] = {STR_INIT("https"), STR_INIT("http")};
	size_t limit = scan_line_end(s);

	if (!str_starts(str_from_index(s->source, s->at), STR("://")))
		return false;
	for (size_t i = 0; i < COUNT_OF(schemes); i++) {
		size_t length = schemes[i].len;

		if (s->at < s->copied + length || !str_equal(str_slice(s->source, s->at - length, s->at), schemes[i]))
			continue;
		size_t start = s->at - length, end = address_end(s, s->at + 3, limit);
		if (end == s->at + 3 || after_word(s, start))
			return false;
		s->at = start;
		struct str address = str_slice(s->source, start, end);
		markdown_mark(s, MARK_URL, end)->a = address;
		return true;
	}
	return false;
}

static void scan_colon(struct md_scanner *s)
{
	if (s->options->plain || (!scan_address(s) && !scan_lang(s)))
		s->at++;
}

/* @key and @key [locator] in the sentence. */
static void scan_at(struct md_scanner *s)
{
	size_t end = scan_line_end(s), key = s->at + 1;
	struct str rest = str_slice(s->source, 0, end);
	char before = s->at ? s->source.data[s->at - 1] : ' ';

	if (s->options->plain || after_word(s, s->at) || !memchr(" \t\n(>*_\"'", before, 9) || key >= end ||
		!scan_key_char(rest, key)) {
		s->at++;
		return;
	}
	while (key < end && (scan_key_char(rest, key) ||
							(key + 1 < end && memchr("-.:", rest.data[key], 3) && scan_key_char(rest, key + 1)))) {
		uint32_t c;
		key += utf8_decode(rest, key, &c);
	}
	size_t start = s->at;
	if (key + 1 < end && rest.data[key] == ' ' && rest.data[key + 1] == '[') {
		s->at = key + 1;
		size_t close = scan_bracket_end(s);
		s->at = start;
		if (close && close < end && byte_at(s, close + 1) != '(' && memchr("[^@!", byte_at(s, key + 2), 4) == NULL)
			key = close + 1;
	}
	struct str inside = str_slice(s->source, start, key);
	struct md_mark *mark = markdown_mark(s, MARK_CITATION, key);
	mark->a = inside;
	mark->narrative = true;
}

/* {#id} at the end of a line or cell. */
static void scan_id(struct md_scanner *s)
{
	size_t end = scan_line_end(s);
	size_t reach = end > s->at + LONGEST_ID ? s->at + LONGEST_ID : end;
	size_t close = str_find_char(str_slice(s->source, 0, reach), '}', s->at);

	if (s->options->plain || byte_at(s, s->at + 1) != '#' || close >= reach ||
		!line_blank(str_slice(s->source, close + 1, end))) {
		s->at++;
		return;
	}
	struct str id = str_slice(s->source, s->at + 2, close);
	struct place place = markdown_place(s, s->at);
	while (s->at > s->copied && s->source.data[s->at - 1] == ' ')
		s->at--;
	struct md_mark *mark = markdown_mark(s, MARK_ID, close + 1);
	mark->a = id;
	mark->place = place;
	mark->length = (uint32_t)utf8_count(id) + 3;
}

/* --- comments, tags, entities --- */

static void note_nolink(struct md_scanner *s, struct str inside, struct md_mark *mark)
{
	inside = str_trim(inside);
	if (str_equal(inside, STR("nolink"))) {
		mark->kind = MARK_NOLINK;
		if (!s->nolink)
			s->nolink_place = mark->place;
		s->nolink = true;
	} else if (str_equal(inside, STR("/nolink"))) {
		mark->kind = MARK_NOLINK_END;
		if (!s->nolink)
			diag_add_span(s->diags, DIAG_NOLINK_UNCLOSED, s->options->path, mark->place, mark->length,
				"no <!-- nolink --> stands before it");
		s->nolink = false;
	}
}

/* A comment of several lines becomes a mark on each, so that code can show it again and lines stay true. */
static void scan_comment(struct md_scanner *s)
{
	size_t limit = s->in_cell ? s->limit : s->source.len;
	size_t close = s->comment_open ? limit : str_find(str_slice(s->source, 0, limit), STR("-->"), s->at + 4);

	if (close >= limit) {
		if (!s->in_cell && !s->comment_open)
			diag_add_span(s->diags, DIAG_COMMENT_UNCLOSED, s->options->path, markdown_place(s, s->at), 4,
				"the comment is never closed; end it with -->");
		s->comment_open |= !s->in_cell;
		s->at += 4;
		return;
	}
	struct str inside = str_slice(s->source, s->at + 4, close);
	size_t end = close + 3, next = scan_line_end(s);
	if (next >= end) {
		note_nolink(s, inside, markdown_mark(s, MARK_COMMENT, end));
		return;
	}
	s->span_end = 0;
	while (next < end) {
		if (next > s->at)
			markdown_mark(s, MARK_COMMENT, next);
		step_to(s, next + 1);
		markdown_flush(s);
		next = line_end(s->source, s->at);
	}
	markdown_mark(s, MARK_COMMENT, end);
}

/* Tags and <addresses> are stepped over, so that nothing inside them is touched. */
static void scan_angle(struct md_scanner *s)
{
	char next = byte_at(s, s->at + 1);

	if (!s->options->plain && str_starts(str_from_index(s->source, s->at), STR("<!--"))) {
		scan_comment(s);
		return;
	}
	if (!(ascii_word(next) && next > '9') && next != '/') {
		s->at++;
		return;
	}
	size_t end = scan_line_end(s);
	if (end > s->at + LONGEST_TAG)
		end = s->at + LONGEST_TAG;
	for (size_t at = s->at + 1; at < end && s->source.data[at] != '<'; at++) {
		if (s->source.data[at] == '>') {
			s->at = at + 1;
			return;
		}
	}
	s->at++;
}

/* The code point of the numeric entity at s->at, and where it ends; 0 when there is none. */
static size_t numeric_entity(const struct md_scanner *s, uint32_t *number)
{
	size_t at = s->at + 2;
	bool hexadecimal = (byte_at(s, at) | 32) == 'x';

	*number = 0;
	if (byte_at(s, s->at + 1) != '#')
		return 0;
	at += hexadecimal;
	for (size_t digits = 0; digits < 8; digits++, at++) {
		char c = byte_at(s, at);

		if (c >= '0' && c <= '9')
			*number = *number * (hexadecimal ? 16 : 10) + (uint32_t)(c - '0');
		else if (hexadecimal && (c | 32) >= 'a' && (c | 32) <= 'f')
			*number = *number * 16 + (uint32_t)((c | 32) - 'a') + 10;
		else
			break;
	}
	return byte_at(s, at) == ';' ? at + 1 : 0;
}

/* "&#xF0001;" would slip a mark of ours past the check of the source, and "&#x202E;" what turns text around. */
static void scan_entity(struct md_scanner *s)
{
	uint32_t number;
	size_t end = numeric_entity(s, &number);

	if (end && utf8_is_bidi_control(number) && !s->options->plain)
		diag_add_span(s->diags, DIAG_TEXT_BIDI, s->options->path, markdown_place(s, s->at), (uint32_t)(end - s->at),
			"the invisible character U+%04X changes the direction of text; delete it", number);
	if (!end || !utf8_is_reserved(number) || number > 0x10ffff) {
		s->at++;
		return;
	}
	diag_add_span(s->diags, DIAG_TEXT_RESERVED, s->options->path, markdown_place(s, s->at), (uint32_t)(end - s->at),
		"this character is reserved; use another");
	markdown_flush(s);
	buf_put(s->out, STR("\xef\xbf\xbd"));
	s->at = s->copied = end;
}

static void scan_backslash(struct md_scanner *s)
{
	char next = byte_at(s, s->at + 1);

	if (s->in_cell && next == '|') {
		markdown_flush(s);
		s->copied = s->at + 1;
	}
	s->at += next > ' ' && next < 0x7f && !ascii_word(next) ? 2 : 1;
}

void markdown_scan_inlines(struct md_scanner *s, size_t end)
{
	while (s->at < end) {
		while (s->at < end && !SPECIAL[(unsigned char)s->source.data[s->at]])
			s->at++;
		if (s->at >= end)
			break;
		switch (s->source.data[s->at]) {
		case '\\': scan_backslash(s); break;
		case '`': scan_code(s); break;
		case '[': scan_open_bracket(s); break;
		case ']': scan_close_bracket(s); break;
		case '<': scan_angle(s); break;
		case ':': scan_colon(s); break;
		case '@': scan_at(s); break;
		case '{': scan_id(s); break;
		case '&': scan_entity(s); break;
		default: s->image_brackets += str_starts(str_from_index(s->source, s->at), STR("![[")); s->at++;
		}
		if (s->in_cell)
			continue;
		/* a construct that spans lines: go on with the line it ends on */
		if (s->at > end)
			end = line_end(s->source, s->at);
	}
	if (s->in_cell && s->at > end)
		s->at = end;
	markdown_flush(s);
}
