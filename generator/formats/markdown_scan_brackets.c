/* What brackets hold: [[links]], citations, notes, and the addresses of CommonMark's own links. Every look ahead ends with
 * the paragraph and has a limit. */
#include "base/fold.h"
#include "base/utf8.h"
#include "formats/markdown_scanner.h"

enum { LONGEST_BRACKET = 1000 };

/* The text from `from` to `to` with line breaks (and the '>' of quotations after them) as single spaces. */
static struct str unwrapped(struct md_scanner *s, size_t from, size_t to)
{
	struct str text = str_slice(s->source, from, to);

	if (str_find_char(text, '\n', 0) == text.len)
		return text;
	char *out = arena_bytes(&s->markdown->arena, text.len);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] != '\n') {
			out[len++] = text.data[i];
			continue;
		}
		out[len++] = ' ';
		while (i + 1 < text.len && (text.data[i + 1] == ' ' || text.data[i + 1] == '>' || text.data[i + 1] == '\t'))
			i++;
	}
	return (struct str){out, len};
}

/* A mark for what may span lines: the line breaks it covers are kept, so that lines stay true. */
static struct md_mark *mark_over(struct md_scanner *s, enum md_mark_kind kind, size_t end)
{
	struct str covered = str_slice(s->source, s->at, end);
	struct md_mark *mark = markdown_mark(s, kind, end);
	size_t last = covered.len;

	for (size_t at = str_find_char(covered, '\n', 0); at < covered.len; at = str_find_char(covered, '\n', at + 1)) {
		size_t quote = at + 1;

		while (quote < covered.len && (covered.data[quote] == ' ' || covered.data[quote] == '>'))
			quote++;
		buf_put(s->out, str_slice(covered, at, quote));
		last = at;
		s->line++;
	}
	if (last < covered.len) {
		s->line_start = end - (covered.len - last) + 1;
		mark->source = str_slice(covered, 0, str_find_char(covered, '\n', 0));
	}
	return mark;
}

bool scan_expect_closer(struct md_scanner *s, size_t offset, size_t length, uint32_t partner)
{
	if (s->closer_count == COUNT_OF(s->closers) ||
		(s->closer_count && s->closers[s->closer_count - 1].offset <= offset))
		return false;
	s->closers[s->closer_count++] = (struct md_closer){.offset = offset, .partner = partner, .length = length};
	return true;
}

bool scan_room_for_closer(const struct md_scanner *s, size_t offset)
{
	return s->closer_count < COUNT_OF(s->closers) &&
	       (!s->closer_count || s->closers[s->closer_count - 1].offset > offset);
}

static bool close_bracket(struct md_scanner *s)
{
	while (s->closer_count && s->closers[s->closer_count - 1].offset < s->at)
		s->closer_count--;
	if (!s->closer_count || s->closers[s->closer_count - 1].offset != s->at)
		return false;
	struct md_closer closer = s->closers[--s->closer_count];
	struct md_mark *mark = markdown_mark(s, MARK_CLOSE, s->at + closer.length);
	mark->partner = closer.partner;
	return true;
}

static void split_target(struct md_mark *mark, struct str target)
{
	size_t hash = str_find_char(target, '#', 0);

	mark->a = str_trim(str_slice(target, 0, hash));
	mark->b = hash < target.len ? str_trim(str_from_index(target, hash + 1)) : STR("");
}

/* [[name that nobody closes, or closes with one bracket only. Brackets that other Markdown may mean are let pass:
 * [[a](b) c], [[1] of many], [[a [b]], [[ x. */
static void tell_unclosed(struct md_scanner *s, size_t stopped, size_t end)
{
	struct str text = str_slice(s->source, 0, end), span = str_slice(text, s->at + 2, stopped);
	size_t line = str_find_char(span, '\n', 0);
	char stop = stopped + 1 < end ? text.data[stopped] : 0, next = stop ? text.data[stopped + 1] : 0;

	if (span.len == 0 || !scan_key_char(span, 0) || (stop == '[' && next != '['))
		return;
	if (stop == ']' &&
		(line < span.len || next == '(' || next == '[' || next == ':' || str_find_char(text, ']', stopped + 1) < end))
		return;
	diag_add_span(s->diags, DIAG_LINK_UNCLOSED, s->options->path, markdown_place(s, s->at),
		(uint32_t)utf8_count(str_slice(span, 0, line)) + 2,
		"the link that begins here is never closed; end it with ]]");
}

/* [[target]] and [[target|label]]; the label stays Markdown. */
static bool scan_wiki_link(struct md_scanner *s)
{
	size_t start = s->at + 2, end = scan_span_end(s), bar = 0, at = start;

	if (end > s->at + LONGEST_BRACKET)
		end = s->at + LONGEST_BRACKET;
	for (;; at++) {
		char c = at + 1 < end ? s->source.data[at] : 0;
		if (c == ']' && s->source.data[at + 1] == ']')
			break;
		if (at + 1 >= end || (!bar && (c == '[' || c == ']'))) {
			tell_unclosed(s, at, end);
			return false;
		}
		if (!bar && c == '|')
			bar = at;
		else if (!bar && c == '\\' && s->in_cell && s->source.data[at + 1] == '|')
			bar = ++at;
	}
	if (bar && byte_at(s, at + 2) == ']' && at + 2 < end) /* [[a|b [c]]] */
		at++;
	if (!bar) {
		struct str target = unwrapped(s, start, at);
		split_target(mark_over(s, MARK_LINK, at + 2), target);
		return true;
	}
	if (!scan_room_for_closer(s, at))
		return false;
	size_t escape = s->source.data[bar - 1] == '\\';
	struct str target = unwrapped(s, start, bar - escape);
	struct md_mark *mark = mark_over(s, MARK_LINK_OPEN, bar + 1);
	split_target(mark, target);
	return scan_expect_closer(s, at, 2, (uint32_t)(mark - s->markdown->marks));
}

bool scan_key_char(struct str s, size_t at)
{
	uint32_t c;

	utf8_decode(s, at, &c);
	return fold_is_word(c) || c == '_';
}

/* "@key" preceded by nothing that could make it an address. */
static bool key_begins(struct str text, size_t at)
{
	if (text.data[at] != '@' || at + 1 >= text.len || !scan_key_char(text, at + 1))
		return false;
	return at == 0 || text.data[at - 1] == ' ' || text.data[at - 1] == '-' || text.data[at - 1] == '(' ||
	       text.data[at - 1] == ';';
}

size_t scan_bracket_end(struct md_scanner *s)
{
	size_t end = scan_span_end(s);

	if (end > s->at + LONGEST_BRACKET)
		end = s->at + LONGEST_BRACKET;
	for (size_t at = s->at + 1; at < end; at++) {
		char c = s->source.data[at];

		if (c == ']')
			return at;
		if (c == '[' || c == '`' || c == '<')
			return 0;
		if (c == '\\')
			at++;
	}
	return 0;
}

static bool scan_citation(struct md_scanner *s)
{
	size_t close = scan_bracket_end(s);
	bool cites = false;

	if (!close || byte_at(s, close + 1) == '(' || byte_at(s, close + 1) == '[')
		return false;
	struct str inside = unwrapped(s, s->at + 1, close);
	for (size_t at = str_find_char(inside, '@', 0); at < inside.len && !cites; at = str_find_char(inside, '@', at + 1))
		cites = key_begins(inside, at);
	if (!cites)
		return false;
	mark_over(s, MARK_CITATION, close + 1)->a = inside;
	return true;
}

/* [^name] */
static bool scan_note(struct md_scanner *s)
{
	size_t end = scan_span_end(s), at = s->at + 2;

	while (at < end && at < s->at + 200 && s->source.data[at] != ']' && s->source.data[at] != '[' &&
		   s->source.data[at] != ' ' && s->source.data[at] != '\n')
		at++;
	if (at == s->at + 2 || at >= end || s->source.data[at] != ']')
		return false;
	struct str name = str_slice(s->source, s->at + 2, at);
	markdown_mark(s, MARK_NOTE, at + 1)->a = name;
	return true;
}

void scan_open_bracket(struct md_scanner *s)
{
	char next = byte_at(s, s->at + 1);

	if (next == '^' && scan_note(s))
		return;
	if (!s->options->plain && next == '[' && scan_wiki_link(s))
		return;
	if (!s->options->plain && next != '[' && scan_citation(s))
		return;
	s->at++;
}

/* After "](": remembers where the address stands and steps over it. What begins with "<" may yet be a tag, which a
 * mark inside would break. */
static void scan_destination(struct md_scanner *s)
{
	size_t end = scan_line_end(s);

	s->at += 2;
	while (s->at < end && s->source.data[s->at] == ' ')
		s->at++;
	if (s->at >= end || s->source.data[s->at] == ')' || s->source.data[s->at] == '<' || s->source.data[s->at] == '\r')
		return;
	markdown_mark(s, MARK_DESTINATION, s->at);
	size_t start = s->at, depth = 0, at = start;
	for (; at < end; at++) {
		char c = s->source.data[at];

		if (c == '\\' && at + 1 < end)
			at++;
		else if (c == ' ' || (c == ')' && depth-- == 0))
			break;
		else if (c == '(')
			depth++;
	}
	if (at > end)
		at = end;
	/* in a cell \| is a bar here too */
	if (s->in_cell)
		scan_cell_code(s, at);
	s->at = at;
	s->markdown->marks[s->markdown->mark_count - 1].length = (uint32_t)utf8_count(str_slice(s->source, start, at));
}

void scan_close_bracket(struct md_scanner *s)
{
	if (s->closer_count && close_bracket(s))
		return;
	if (byte_at(s, s->at + 1) == '(')
		scan_destination(s);
	else
		s->at++;
}
