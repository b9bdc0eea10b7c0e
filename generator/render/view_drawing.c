/* What has been computed about a drawing, as its template sees it. */
#include "base/arena.h"
#include "render/view.h"

static const struct value *tenth(struct making *m, double number)
{
	return value_number(m->arena, (double)(long)(number < 0 ? number * 10 - 0.5 : number * 10 + 0.5) / 10);
}

static struct str style_name(struct making *m, uint32_t style)
{
	return str_format(m->arena, "%c", (int)('a' + style % 6));
}

static const struct value *mark_value(struct making *m, const struct view_mark *mark)
{
	struct value *map = making_map(m, SHAPE_MARK);

	shape_set(map, MARK_X, tenth(m, mark->x));
	shape_set(map, MARK_Y, tenth(m, mark->y));
	shape_set(map, MARK_X2, tenth(m, mark->x2));
	shape_set(map, MARK_WIDTH, tenth(m, mark->width));
	shape_set(map, MARK_HEIGHT, tenth(m, mark->height));
	shape_set(map, MARK_TEXT_X, tenth(m, mark->text_x));
	shape_set(map, MARK_TEXT_Y, tenth(m, mark->text_y));
	shape_set(map, MARK_TEXT, making_text(m, mark->text));
	shape_set(map, MARK_FULL, making_text(m, mark->full));
	if (mark->fragment.len)
		shape_set(map, MARK_URL, making_text(m, str_join(m->arena, STR("#"), mark->fragment)));
	else if (mark->entry)
		shape_set(map, MARK_URL, making_text(m, making_entry_url(m, mark->entry, STR(""))));
	shape_set(map, MARK_D, making_text(m, mark->d));
	shape_set(map, MARK_COUNT, making_count(m, mark->count));
	shape_set(map, MARK_STYLE, making_text(m, style_name(m, mark->style)));
	shape_set(map, MARK_IS_SPAN, making_bool(mark->span));
	shape_set(map, MARK_OPEN_START, making_bool(mark->open_start));
	shape_set(map, MARK_OPEN_END, making_bool(mark->open_end));
	shape_set(map, MARK_UNCERTAIN, making_bool(mark->uncertain));
	shape_set(map, MARK_ENDS_HERE, making_bool(mark->ends_here));
	shape_set(map, MARK_MANY, making_bool(mark->count > 1));
	shape_set(map, MARK_FOCUS, making_bool(mark->focus));
	return map;
}

static void fill_marks(struct making *m, struct value *map, const struct view_drawing *drawing)
{
	static const unsigned MEMBERS[DRAWN_KINDS] = {
		[DRAWN_LANE] = DRAWING_LANES,
		[DRAWN_TICK] = DRAWING_TICKS,
		[DRAWN_EVENT] = DRAWING_EVENTS,
		[DRAWN_BIN] = DRAWING_BINS,
		[DRAWN_LAND] = DRAWING_LANDS,
		[DRAWN_PLACE] = DRAWING_SPOTS,
		[DRAWN_NODE] = DRAWING_NODES,
		[DRAWN_EDGE] = DRAWING_EDGES,
	};
	struct value *lists[DRAWN_KINDS];

	for (int i = 0; i < DRAWN_KINDS; i++)
		shape_set(map, MEMBERS[i], lists[i] = value_list(m->arena));
	for (size_t i = 0; i < drawing->count; i++)
		value_push(m->arena, lists[drawing->marks[i].kind], mark_value(m, &drawing->marks[i]));
}

static const struct value *sentence_value(struct making *m, const struct view_edge *edge)
{
	struct value *map = making_map(m, SHAPE_SENTENCE);

	shape_set(map, SENTENCE_FROM, making_card(m, edge->from));
	shape_set(map, SENTENCE_LABEL, making_text(m, edge->field->label.len ? edge->field->label : edge->field->name));
	shape_set(map, SENTENCE_TO, making_card(m, edge->to));
	shape_set(map, SENTENCE_STYLE, making_text(m, style_name(m, edge->style)));
	return map;
}

const struct value *view_drawing(struct making *m, const struct view *view, size_t number)
{
	const struct view_drawing *drawing = &view->result.drawings[number];
	struct value *map = making_map(m, SHAPE_DRAWING), *sentences = making_list(m, drawing->edge_count);

	shape_set(map, DRAWING_TITLE, making_text(m, drawing->title));
	shape_set(map, DRAWING_ID, making_text(m, str_format(m->arena, "%.*s-d%zu", STR_ARG(view->id), number + 1)));
	shape_set(map, DRAWING_WIDTH, tenth(m, drawing->width));
	shape_set(map, DRAWING_HEIGHT, tenth(m, drawing->height));
	fill_marks(m, map, drawing);
	for (size_t i = 0; i < drawing->edge_count; i++)
		list_add(sentences, sentence_value(m, &drawing->edges[i]));
	shape_set(map, DRAWING_SENTENCES, sentences);
	shape_set(map, DRAWING_HAS_SENTENCES, making_bool(drawing->edge_count));
	if (drawing->left_out)
		shape_set(map, DRAWING_LEFT_OUT, making_count(m, drawing->left_out));
	return map;
}

const struct value *view_spots(struct making *m, const struct view *view)
{
	struct value *list = making_list(m, view->result.spot_count);

	for (size_t i = 0; i < view->result.spot_count; i++) {
		const struct view_spot *spot = &view->result.spots[i];
		const struct value *role = value_get(spot->place, STR("role"));
		struct value *map = making_map(m, SHAPE_SPOT), *row = making_map(m, SHAPE_VIEW_ROW);

		shape_set(row, VIEW_ROW_TITLE, making_text(m, spot->row->entry->title));
		shape_set(row, VIEW_ROW_URL, making_text(m, making_entry_url(m, spot->row->entry, STR(""))));
		shape_set(row, VIEW_ROW_FOREIGN, making_text(m, making_foreign(m, spot->row->entry)));
		shape_set(row, VIEW_ROW_SIGLUM, making_text(m, caption_of(m->render, spot->row->entry)->siglum));
		shape_set(row, VIEW_ROW_CELLS, view_cells(m, view, spot->row));
		shape_set(map, SPOT_ID, making_text(m, str_format(m->arena, "%.*s-p%zu", STR_ARG(view->id), i + 1)));
		shape_set(map, SPOT_NAME, making_text(m, spot->name));
		if (role && role->kind == VALUE_TEXT)
			shape_set(map, SPOT_ROLE, role);
		shape_set(map, SPOT_LAT, value_number(m->arena, spot->lat));
		shape_set(map, SPOT_LON, value_number(m->arena, spot->lon));
		shape_set(map, SPOT_ROW, row);
		list_add(list, map);
	}
	return list;
}
