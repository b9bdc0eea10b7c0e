/* What drawings share: marks, and texts whose width has to be guessed, always on the generous side. */
#include <stdlib.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "view/computing.h"

struct view_drawing *add_drawing(struct computing *c, struct str title)
{
	struct view_result *result = &c->view->result;
	struct view_drawing *all = arena_array(c->arena, struct view_drawing, result->drawing_count + 1);

	if (result->drawing_count)
		memcpy(all, result->drawings, result->drawing_count * sizeof(*all));
	result->drawings = all;
	all[result->drawing_count] = (struct view_drawing){.title = title};
	return &all[result->drawing_count++];
}

struct view_mark *add_mark(struct computing *c, struct view_drawing *drawing, enum view_mark_kind kind)
{
	drawing->marks = arena_grow(c->arena, drawing->marks, drawing->count, &drawing->capacity, sizeof(*drawing->marks));
	drawing->marks[drawing->count] = (struct view_mark){
		.kind = kind, .text = STR(""), .full = STR(""), .d = STR(""), .fragment = STR("")};
	return &drawing->marks[drawing->count++];
}

void sort_marks(struct computing *c, struct view_drawing *drawing)
{
	struct view_mark *sorted = arena_array(c->arena, struct view_mark, drawing->count + 1);
	size_t count = 0;

	for (int kind = 0; kind < DRAWN_KINDS; kind++)
		for (size_t i = 0; i < drawing->count; i++)
			if (drawing->marks[i].kind == (enum view_mark_kind)kind)
				sorted[count++] = drawing->marks[i];
	drawing->marks = sorted;
}

static double point_width(uint32_t c)
{
	if (fold_columns(c) == 2)
		return 1.1;
	if (fold_columns(c) == 0)
		return 0;
	if (c == 'i' || c == 'l' || c == 'j' || c == ' ' || c == '.' || c == ',' || c == '\'' || c == 'I')
		return 0.36;
	if (c == 'm' || c == 'w' || c == 'M' || c == 'W')
		return 0.98;
	return fold_is_upper(c) || c > 0x2ff ? 0.74 : 0.61;
}

double text_width(struct str text, double size)
{
	double width = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t c = 0;

		at += utf8_decode(text, at, &c);
		width += point_width(c);
	}
	return width * size;
}

struct str text_that_fits(struct arena *arena, struct str text, double size, double width)
{
	size_t space = 0, at = 0;

	if (text_width(text, size) <= width)
		return text;
	for (double used = size; at < text.len && used < width;) {
		uint32_t c = 0;
		size_t length = utf8_decode(text, at, &c);

		if (c == ' ')
			space = at;
		used += point_width(c) * size;
		if (used < width)
			at += length;
	}
	if (space > at / 2)
		at = space;
	return str_format(arena, "%.*s…", (int)at, text.data);
}

void put_number(struct buf *out, double number)
{
	char text[NUMBER_LONGEST];
	double tenths = number * 10;
	long rounded = (long)(tenths < 0 ? tenths - 0.5 : tenths + 0.5);

	buf_put(out, (struct str){text, value_number_text((double)rounded / 10, text)});
}
