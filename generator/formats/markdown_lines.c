/* What one line is, seen without its neighbours: enough to know where a paragraph ends and a table begins. libcmark
 * has the last word; wherever this file is wrong about a line, the marks put there turn back into what they replaced. */
#include "formats/markdown_lines.h"

enum { LONGEST_LINK = 1000 };

size_t line_end(struct str source, size_t at)
{
	return str_find_char(source, '\n', at);
}

bool line_blank(struct str content)
{
	for (size_t i = 0; i < content.len; i++)
		if (content.data[i] != ' ' && content.data[i] != '\t' && content.data[i] != '\r')
			return false;
	return true;
}

static bool space_or_end(struct str s, size_t at)
{
	return at >= s.len || s.data[at] == ' ' || s.data[at] == '\t' || s.data[at] == '\r';
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The length of a list marker at the front ("-", "12."), or 0. */
static size_t list_marker(struct str s)
{
	if (s.len && (s.data[0] == '-' || s.data[0] == '+' || s.data[0] == '*'))
		return space_or_end(s, 1) ? 1 : 0;
	size_t digits = 0;
	while (digits < s.len && digits < 9 && digit(s.data[digits]))
		digits++;
	if (digits && digits < s.len && (s.data[digits] == '.' || s.data[digits] == ')') && space_or_end(s, digits + 1))
		return digits + 1;
	return 0;
}

static bool thematic_break(struct str s)
{
	size_t count = 0;

	if (!s.len || (s.data[0] != '-' && s.data[0] != '*' && s.data[0] != '_'))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] == s.data[0])
			count++;
		else if (!space_or_end(s, i))
			return false;
	}
	return count >= 3;
}

struct md_prefix line_prefix(struct str source, size_t start, size_t end)
{
	struct md_prefix prefix = {.content = start};
	size_t at = start;

	for (;;) {
		while (at < end && (source.data[at] == ' ' || source.data[at] == '\t')) {
			prefix.indent += source.data[at] == '\t' ? 4 - prefix.indent % 4 : 1;
			at++;
		}
		prefix.content = at;
		if (at < end && source.data[at] == '>') {
			prefix.quotes++;
			prefix.markers++;
			prefix.item_indent = 0;
			prefix.indent = 0;
			at++;
			if (at < end && source.data[at] == ' ')
				at++;
			prefix.content = at;
			continue;
		}
		struct str rest = str_slice(source, at, end);
		size_t marker = thematic_break(rest) ? 0 : list_marker(rest);
		if (marker == 0 || line_blank(str_from_index(rest, marker)))
			return prefix;
		prefix.markers++;
		prefix.indent += marker + 1;
		prefix.item_indent = prefix.indent;
		at += marker + 1;
		prefix.content = at;
	}
}

size_t line_fence(struct str s)
{
	size_t length = 0;

	if (!s.len || (s.data[0] != '`' && s.data[0] != '~'))
		return 0;
	while (length < s.len && s.data[length] == s.data[0])
		length++;
	if (length < 3 || (s.data[0] == '`' && str_find_char(s, '`', length) < s.len))
		return 0;
	return length;
}

static bool heading(struct str s)
{
	size_t level = 0;

	while (level < s.len && s.data[level] == '#')
		level++;
	return level >= 1 && level <= 6 && space_or_end(s, level);
}

static bool html_block(struct str s)
{
	static const char *const names[] = {"address", "article", "aside", "base", "basefont", "blockquote", "body",
		"caption", "center", "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
		"figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
		"header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav", "noframes", "ol",
		"optgroup", "option", "p", "param", "pre", "script", "section", "source", "style", "summary", "table", "tbody",
		"td", "textarea", "tfoot", "th", "thead", "title", "tr", "track", "ul"};
	size_t start = 1;

	if (s.len < 2 || s.data[0] != '<')
		return false;
	if (s.data[1] == '!' || s.data[1] == '?')
		return true;
	if (s.data[1] == '/')
		start = 2;
	size_t end = start;
	while (end < s.len &&
		   ((s.data[end] | 32) >= 'a' && (s.data[end] | 32) <= 'z' ? true : end > start && digit(s.data[end])))
		end++;
	if (end < s.len && s.data[end] != '>' && s.data[end] != '/' && !space_or_end(s, end))
		return false;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_equal_ascii_case(str_slice(s, start, end), str_from(names[i])))
			return true;
	return false;
}

bool line_interrupts(struct str s)
{
	if (line_blank(s) || s.data[0] == '>' || heading(s) || line_fence(s) || thematic_break(s) || html_block(s))
		return true;
	size_t marker = list_marker(s);
	if (marker == 0 || line_blank(str_from_index(s, marker)))
		return false;
	return !digit(s.data[0]) || (marker == 2 && s.data[0] == '1');
}

size_t line_delimiter_row(struct str s, uint8_t *aligns, size_t most)
{
	bool distinct = false; /* from a setext underline */
	size_t columns = 0, at = 0;

	s = str_trim(s);
	if (s.len && s.data[0] == '|') {
		distinct = true;
		at++;
	}
	while (at < s.len) {
		uint8_t align = ALIGN_NONE;

		while (at < s.len && (s.data[at] == ' ' || s.data[at] == '\t'))
			at++;
		if (at < s.len && s.data[at] == ':') {
			align = ALIGN_LEFT;
			at++;
		}
		size_t dashes = at;
		while (at < s.len && s.data[at] == '-')
			at++;
		if (at == dashes)
			return 0;
		if (at < s.len && s.data[at] == ':') {
			align = align == ALIGN_LEFT ? ALIGN_CENTRE : ALIGN_RIGHT;
			at++;
		}
		while (at < s.len && (s.data[at] == ' ' || s.data[at] == '\t'))
			at++;
		distinct |= align != ALIGN_NONE;
		if (columns < most)
			aligns[columns] = align;
		columns++;
		if (at == s.len)
			break;
		if (s.data[at++] != '|')
			return 0;
		distinct = true;
	}
	return distinct ? columns : 0;
}

/* Past a [[…]] that begins at `at` and ends in this row; else `at`. */
static size_t past_wiki_link(struct str row, size_t at)
{
	if (at + 1 >= row.len || row.data[at + 1] != '[')
		return at;
	if (row.len > at + LONGEST_LINK)
		row.len = at + LONGEST_LINK;
	size_t close = str_find(row, STR("]]"), at + 2);
	size_t nested = str_find_char(row, '[', at + 2);
	return close < row.len && nested > close ? close + 2 : at;
}

bool line_next_cell(struct str row, size_t *at, bool wiki, struct str *cell)
{
	size_t start = *at, end = start;

	if (start == 0 && row.len && row.data[0] == '|')
		start = end = 1;
	if (start >= row.len)
		return false;
	while (end < row.len && row.data[end] != '|') {
		size_t past = wiki && row.data[end] == '[' ? past_wiki_link(row, end) : end;

		if (past > end)
			end = past;
		else
			end += row.data[end] == '\\' && end + 1 < row.len ? 2 : 1;
	}
	if (end > row.len)
		end = row.len;
	*at = end + 1;
	*cell = str_trim(str_slice(row, start, end));
	return true;
}
