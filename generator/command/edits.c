#include "command/edits.h"

enum { CONTEXT = 3 };

bool edits_has(const struct edits *edits, size_t at)
{
	for (size_t i = 0; i < edits->count; i++)
		if (at >= edits->items[i].from && at < edits->items[i].to)
			return true;
	return false;
}

bool edits_add(struct arena *arena, struct edits *edits, size_t from, size_t to, struct str text)
{
	size_t at = edits->count;

	for (size_t i = 0; i < edits->count; i++)
		if (from < edits->items[i].to && edits->items[i].from < to)
			return false;
	edits->items = arena_grow(arena, edits->items, edits->count, &edits->capacity, sizeof(*edits->items));
	for (; at > 0 && edits->items[at - 1].from > from; at--)
		edits->items[at] = edits->items[at - 1];
	edits->items[at] = (struct edit){from, to, text};
	edits->count++;
	return true;
}

/* The new text of old[from..to): edits lie wholly inside or wholly outside. */
static void apply_between(const struct edits *edits, size_t from, size_t to, struct buf *out)
{
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];

		if (edit->from < from || edit->from >= to)
			continue; /* every edit replaces something */
		buf_put(out, str_slice(edits->old, from, edit->from));
		buf_put(out, edit->text);
		from = edit->to;
	}
	buf_put(out, str_slice(edits->old, from, to));
}

void edits_apply(const struct edits *edits, struct buf *out)
{
	apply_between(edits, 0, edits->old.len, out);
}

/* ---- the diff ---- */

struct lines {
	struct str text;
	size_t *starts; /* of each line, and the end */
	size_t count;
};

static struct lines lines_of(struct arena *arena, struct str text)
{
	struct lines lines = {.text = text};
	size_t capacity = 0;

	for (size_t at = 0; at < text.len; at = str_find_char(text, '\n', at) + 1) {
		lines.starts = arena_grow(arena, lines.starts, lines.count, &capacity, sizeof(*lines.starts));
		lines.starts[lines.count++] = at;
	}
	lines.starts = arena_grow(arena, lines.starts, lines.count, &capacity, sizeof(*lines.starts));
	lines.starts[lines.count] = text.len;
	return lines;
}

static size_t line_at(const struct lines *lines, size_t offset)
{
	size_t line = 0;

	while (line + 1 < lines->count && lines->starts[line + 1] <= offset)
		line++;
	return line;
}

/* Each line of a text behind its mark. */
static size_t put_lines(struct buf *out, char mark, struct str text)
{
	size_t count = 0;

	for (size_t at = 0, end; at < text.len; at = end + 1, count++) {
		end = str_find_char(text, '\n', at);
		buf_char(out, mark);
		buf_put(out, str_slice(text, at, end));
		buf_char(out, '\n');
	}
	if (text.len && text.data[text.len - 1] != '\n')
		buf_put(out, STR("\\ No newline at end of file\n"));
	return count;
}

static struct str line_span(const struct lines *lines, size_t first, size_t end)
{
	return str_slice(lines->text, lines->starts[first], lines->starts[end]);
}

/* One hunk: the edits from `first` on that lie close together. Returns the edit behind them. */
static size_t put_hunk(
	const struct edits *edits, const struct lines *lines, size_t first, int64_t *shift, struct buf *out)
{
	struct buf body = {0}, text = {0};
	size_t at = line_at(lines, edits->items[first].from), begin = at > CONTEXT ? at - CONTEXT : 0, i = first;
	size_t here = begin, old_count = 0, new_count = 0;

	while (i < edits->count && line_at(lines, edits->items[i].from) <= (i == first ? at : here + (size_t)2 * CONTEXT)) {
		size_t from = line_at(lines, edits->items[i].from), end = from;

		for (; i < edits->count && line_at(lines, edits->items[i].from) <= end; i++)
			end = line_at(lines, edits->items[i].to - 1);
		end++;
		size_t same = put_lines(&body, ' ', line_span(lines, here, from));
		old_count += same + put_lines(&body, '-', line_span(lines, from, end));
		buf_reset(&text);
		apply_between(edits, lines->starts[from], lines->starts[end], &text);
		new_count += same + put_lines(&body, '+', buf_str(&text));
		here = end;
	}
	size_t rest = here + CONTEXT < lines->count ? here + CONTEXT : lines->count;
	size_t same = put_lines(&body, ' ', line_span(lines, here, rest));
	old_count += same;
	new_count += same;
	buf_printf(
		out, "@@ -%zu,%zu +%zu,%zu @@\n", begin + 1, old_count, (size_t)((int64_t)begin + 1 + *shift), new_count);
	buf_put(out, buf_str(&body));
	*shift += (int64_t)new_count - (int64_t)old_count;
	buf_release(&body);
	buf_release(&text);
	return i;
}

void edits_diff(const struct edits *edits, struct buf *out)
{
	struct arena arena = {0};
	struct lines lines = lines_of(&arena, edits->old);
	int64_t shift = 0;

	buf_printf(out, "diff --git a/%.*s b/%.*s\n", STR_ARG(edits->path), STR_ARG(edits->new_path));
	if (!str_equal(edits->path, edits->new_path))
		buf_printf(out, "rename from %.*s\nrename to %.*s\n", STR_ARG(edits->path), STR_ARG(edits->new_path));
	if (edits->count)
		buf_printf(out, "--- a/%.*s\n+++ b/%.*s\n", STR_ARG(edits->path), STR_ARG(edits->new_path));
	for (size_t i = 0; i < edits->count;)
		i = put_hunk(edits, &lines, i, &shift, out);
	arena_release(&arena);
}
