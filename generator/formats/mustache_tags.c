/* How it works: a tag is an opening delimiter, a sigil, a name, a closing delimiter. Each search for the end of a tag
 * is bounded by the next opening delimiter (nothing but a comment may hold one), and places are counted on from the
 * one before, so that any text takes linear time. A broken tag is reported once and stays as text. */
#include "formats/mustache_tags.h"

#include <string.h>

#include "base/utf8.h"

enum { MOST_ERRORS = 100, LONGEST_QUOTE = 60 };

/* ---- reporting ---- */

/* Offsets have to be asked for in order. */
static struct place place_of(struct tag_reader *reader, size_t offset)
{
	for (; reader->counted < offset; reader->counted++) {
		unsigned char c = (unsigned char)reader->text.data[reader->counted];

		if (c == '\n')
			reader->place = (struct place){reader->place.line + 1, 1};
		else
			reader->place.column += (c & 0xc0) != 0x80;
	}
	return reader->place;
}

static struct str shortened(struct str text)
{
	return utf8_head(text, LONGEST_QUOTE);
}

void tag_error(struct tag_reader *reader, struct place place, const char *format, ...)
{
	va_list arguments;

	if (reader->errors++ >= MOST_ERRORS)
		return;
	va_start(arguments, format);
	struct str message = str_vformat(reader->arena, format, arguments);
	va_end(arguments);
	diag_add(reader->diags, DIAG_TEMPLATE_SYNTAX, reader->path, place, "%.*s", STR_ARG(message));
}

struct str tag_text(struct tag_reader *reader, char kind, bool dynamic, struct str name)
{
	return str_format(reader->arena, "%.*s%c%s%.*s%.*s", STR_ARG(shortened(reader->open)), kind, dynamic ? "*" : "",
		STR_ARG(shortened(name)), STR_ARG(shortened(reader->close)));
}

/* ---- the parts of a tag ---- */

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t skip_spaces(struct str text, size_t at)
{
	while (at < text.len && is_space(text.data[at]))
		at++;
	return at;
}

static void set_delimiters(struct tag_reader *reader, struct str open, struct str close)
{
	reader->open = open;
	reader->close = close;
	reader->raw_close = str_join(reader->arena, STR("}"), close);
	reader->exhausted = false;
}

static struct str take_delimiter(struct str text, size_t *at)
{
	size_t start = *at = skip_spaces(text, *at);

	while (*at < text.len && !is_space(text.data[*at]) && text.data[*at] != '=')
		(*at)++;
	return str_slice(text, start, *at);
}

/* {{=<% %>=}}, with `at` behind the first "=". */
static bool read_delimiters(struct tag_reader *reader, size_t at, struct tag *tag)
{
	struct str text = reader->text;
	struct str open = take_delimiter(text, &at);
	struct str close = take_delimiter(text, &at);

	at = skip_spaces(text, at);
	if (!open.len || !close.len || at == text.len || text.data[at] != '=' ||
		!str_starts(str_from_index(text, at + 1), reader->close)) {
		tag_error(reader, tag->place, "bad delimiters; write two texts without spaces or \"=\", as in {{=<%% %%>=}}");
		return false;
	}
	tag->end = at + 1 + reader->close.len;
	set_delimiters(reader, open, close);
	return true;
}

static bool read_comment(struct tag_reader *reader, size_t at, struct tag *tag)
{
	size_t end = str_find(reader->text, reader->close, at);

	if (end == reader->text.len) {
		reader->exhausted = true;
		tag_error(
			reader, tag->place, "the comment is not closed; \"%.*s\" is missing", STR_ARG(shortened(reader->close)));
		return false;
	}
	tag->end = end + reader->close.len;
	return true;
}

static void check_name(struct tag_reader *reader, const struct tag *tag)
{
	struct str name = tag->name;
	bool dotted = tag->dynamic || !tag->kind || strchr("#^&{", tag->kind);
	bool space = false, empty_part = false;

	if (tag->kind == '/' && name.len)
		return; /* compared with what it closes */
	for (size_t i = 0; i < name.len; i++) {
		space |= is_space(name.data[i]);
		empty_part |= name.data[i] == '.' && (i == 0 || i + 1 == name.len || name.data[i + 1] == '.');
	}
	if (!name.len)
		tag_error(reader, tag->place, "the tag has no name; write one, or delete the tag");
	else if (space)
		tag_error(reader, tag->name_place, "the name \"%.*s\" holds white space, which no name can",
			STR_ARG(shortened(name)));
	else if (dotted && empty_part && name.len > 1)
		tag_error(
			reader, tag->name_place, "the name \"%.*s\" has nothing on one side of a dot", STR_ARG(shortened(name)));
}

/* Finds what closes a tag before the next one opens; text.len when nothing does. */
static size_t find_close(const struct tag_reader *reader, size_t from, struct str close)
{
	size_t next_open = str_find(reader->text, reader->open, from);
	size_t limit = reader->text.len - next_open > close.len ? next_open + close.len : reader->text.len;
	size_t found = str_find(str_slice(reader->text, 0, limit), close, from);

	return found < limit ? found : reader->text.len;
}

static bool read_name(struct tag_reader *reader, size_t at, struct tag *tag)
{
	struct str close = tag->kind == '{' ? reader->raw_close : reader->close;
	size_t end = find_close(reader, at, close);

	if (end == reader->text.len) {
		tag_error(reader, tag->place, "the tag is not closed; \"%.*s\" is missing", STR_ARG(shortened(close)));
		return false;
	}
	struct str inside = str_slice(reader->text, 0, end);
	at = skip_spaces(inside, at);
	if (at < end && inside.data[at] == '*' && (tag->kind == '>' || tag->kind == '<' || tag->kind == '/')) {
		tag->dynamic = true;
		at = skip_spaces(inside, at + 1);
	}
	tag->name = str_trim_end(str_from_index(inside, at));
	tag->name_place = place_of(reader, at);
	tag->end = end + close.len;
	check_name(reader, tag);
	return true;
}

/* ---- tags ---- */

static bool is_sigil(char c)
{
	return c && strchr("#^/$<>!=&{", c);
}

static void measure_line(struct str text, struct tag *tag)
{
	tag->line = tag->start;
	while (tag->line > 0 && (text.data[tag->line - 1] == ' ' || text.data[tag->line - 1] == '\t'))
		tag->line--;
	tag->first = tag->line == 0 || text.data[tag->line - 1] == '\n';
	size_t at = tag->end;
	while (at < text.len && (text.data[at] == ' ' || text.data[at] == '\t'))
		at++;
	at += str_starts(str_from_index(text, at), STR("\r\n"));
	tag->last = at == text.len || text.data[at] == '\n';
	tag->next_line = at < text.len ? at + 1 : at;
}

static bool read_tag(struct tag_reader *reader, size_t start, struct tag *tag)
{
	struct str text = reader->text;
	size_t at = start + reader->open.len;
	bool read;

	*tag = (struct tag){.start = start, .place = place_of(reader, start)};
	if (at == text.len || text.data[at] != '{') {
		at = skip_spaces(text, at);
		if (at < text.len && text.data[at] == '{')
			at--; /* "{{ {" is no triple mustache */
	}
	if (at < text.len && is_sigil(text.data[at]))
		tag->kind = text.data[at++];
	if (tag->kind == '=')
		read = read_delimiters(reader, at, tag);
	else if (tag->kind == '!')
		read = read_comment(reader, at, tag);
	else
		read = read_name(reader, at, tag);
	if (read)
		measure_line(text, tag);
	return read;
}

struct tag_reader tag_reader_new(struct arena *arena, struct str path, struct str text, struct diags *diags)
{
	struct tag_reader reader = {.arena = arena, .diags = diags, .path = path, .text = text, .place = {1, 1}};

	set_delimiters(&reader, STR("{{"), STR("}}"));
	return reader;
}

bool tag_next(struct tag_reader *reader, size_t from, struct tag *tag)
{
	while (!reader->exhausted) {
		size_t start = str_find(reader->text, reader->open, from);

		if (start == reader->text.len)
			return false;
		if (read_tag(reader, start, tag))
			return true;
		from = start + reader->open.len;
	}
	return false;
}
