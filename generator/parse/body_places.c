/* libcmark knows the lines of blocks only, so what stands in a line is looked up in the source, always further on than what
 * was looked up before it: each look-up is short. */
#include "parse/body_places.h"

#include "base/utf8.h"
#include "parse/body_writer.h"

/* Moves the cursor to `to`, which lies ahead, keeping its line and column. */
static void move_cursor(struct cursor *cursor, struct str source, size_t to)
{
	size_t line_start = cursor->at;
	bool new_line = false;

	struct str passed = str_slice(source, 0, to);

	for (size_t at = str_find_char(passed, '\n', cursor->at); at < to; at = str_find_char(passed, '\n', at + 1)) {
		cursor->place.line++;
		line_start = at + 1;
		new_line = true;
	}
	cursor->place.column = (new_line ? 1 : cursor->place.column) +
	                       (uint32_t)utf8_count(str_slice(source, line_start, to));
	cursor->at = to;
}

static void move_to_line(const struct writer *w, struct cursor *cursor, uint32_t line)
{
	if (line && line < cursor->place.line)
		*cursor = (struct cursor){.place = {w->source_line, 1}};
	while (cursor->place.line < line && cursor->at < w->source.len) {
		size_t end = str_find_char(w->source, '\n', cursor->at);

		move_cursor(cursor, w->source, end < w->source.len ? end + 1 : end);
	}
}

/* Moves past the first `needle` before `limit`, if there is one. */
static bool move_past(
	const struct writer *w, struct cursor *cursor, struct str needle, size_t limit, struct place *place)
{
	size_t found = needle.len ? str_find(str_slice(w->source, 0, limit), needle, cursor->at) : limit;

	if (found >= limit)
		return false;
	move_cursor(cursor, w->source, found);
	*place = cursor->place;
	move_cursor(cursor, w->source, found + needle.len);
	return true;
}

struct place find_place(struct writer *w, struct str needle, uint32_t line)
{
	enum { REACH = 4000 };
	struct cursor *cursor = &w->cursor;
	struct place place;

	needle = str_slice(needle, 0, str_find_char(needle, '\n', 0));
	move_to_line(w, cursor, line);
	size_t limit = w->source.len - cursor->at > REACH ? cursor->at + REACH : w->source.len;
	if (!move_past(w, cursor, needle, limit, &place))
		place = (struct place){line ? line : cursor->place.line, 1};
	return place;
}

uint32_t find_column(struct writer *w, struct str text, uint32_t line)
{
	struct cursor *cursor = &w->text_cursor;
	struct place place;

	move_to_line(w, cursor, line);
	if (cursor->place.line != line || !move_past(w, cursor, text, str_find_char(w->source, '\n', cursor->at), &place))
		return 0;
	return place.column;
}
