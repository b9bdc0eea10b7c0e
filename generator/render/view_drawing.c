/* What has been computed about a drawing, as its template sees it. */
#include "base/arena.h"
#include "render/view.h"

const struct value *view_tenth(struct making *m, double number)
{
	return value_number(m->arena, (double)(long)(number < 0 ? number * 10 - 0.5 : number * 10 + 0.5) / 10);
}

static struct str style_name(struct making *m, uint32_t style)
{
	return str_format(m->arena, "%c", (int)('a' + style % DRAWN_STYLES));
}

/* Texts that say when. */
static void set_time(struct making *m, struct value *map, const struct view_mark *mark)
{
	struct buf *out = &m->worker->text;

	if (!mark->timed)
		return;
	buf_reset(out);
	if (mark->full.len) {
		buf_put(out, mark->full);
		buf_put(out, m->language->phrases[PHRASE_COMMA]);
	}
	period_text(out, m->language, &mark->time);
	const struct value *text = making_text(m, str_copy(m->arena, buf_str(out)));
	shape_set(map, mark->kind == DRAWN_TICK ? MARK_TEXT : MARK_FULL, text);
}

/* Among all entries on one page each id says whose it is. */
static struct str fragment_url(struct making *m, struct str fragment)
{
	struct str prefix = m->whole ? m->prefix : STR("");

	return str_format(m->arena, "#%.*s%.*s", STR_ARG(prefix), STR_ARG(fragment));
}

static const struct value *mark_value(struct making *m, const struct view_mark *mark)
{
	struct value *map = making_map(m, SHAPE_MARK);

	shape_set(map, MARK_X, view_tenth(m, mark->x));
	shape_set(map, MARK_Y, view_tenth(m, mark->y));
	shape_set(map, MARK_X2, view_tenth(m, mark->x2));
	shape_set(map, MARK_WIDTH, view_tenth(m, mark->width));
	shape_set(map, MARK_HEIGHT, view_tenth(m, mark->height));
	shape_set(map, MARK_TEXT_X, view_tenth(m, mark->text_x));
	shape_set(map, MARK_TEXT_Y, view_tenth(m, mark->text_y));
	shape_set(map, MARK_TEXT, making_text(m, mark->text));
	shape_set(map, MARK_FULL, making_text(m, mark->full));
	set_time(m, map, mark);
	if (mark->fragment.len)
		shape_set(map, MARK_URL, making_text(m, fragment_url(m, mark->fragment)));
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
		[DRAWN_LABEL] = DRAWING_LABELS,
	};
	struct value *lists[DRAWN_KINDS];

	for (int i = 0; i < DRAWN_KINDS; i++)
		shape_set(map, MEMBERS[i], lists[i] = value_list(m->arena));
	for (size_t i = 0; i < drawing->count; i++)
		value_push(m->arena, lists[drawing->marks[i].kind], mark_value(m, &drawing->marks[i]));
}

static const struct value *line_value(struct making *m, struct str label, uint32_t style)
{
	struct value *map = making_map(m, SHAPE_SENTENCE);

	shape_set(map, SENTENCE_LABEL, making_text(m, label));
	shape_set(map, SENTENCE_STYLE, making_text(m, style_name(m, style)));
	return map;
}

static void fill_sentences(struct making *m, struct value *map, const struct view_drawing *drawing)
{
	struct value *drawn = value_list(m->arena), *others = value_list(m->arena);

	for (size_t i = 0; i < drawing->edge_count; i++) {
		const struct view_edge *edge = &drawing->edges[i];
		struct value *sentence = (struct value *)line_value(m, edge->label, edge->style);

		shape_set(sentence, SENTENCE_FROM, making_card(m, edge->from));
		shape_set(sentence, SENTENCE_TO, making_card(m, edge->to));
		value_push(m->arena, edge->drawn ? drawn : others, sentence);
	}
	shape_set(map, DRAWING_SENTENCES, drawn);
	shape_set(map, DRAWING_HAS_SENTENCES, making_bool(drawn->list.count));
	shape_set(map, DRAWING_OTHERS, others);
	shape_set(map, DRAWING_HAS_OTHERS, making_bool(others->list.count));
}

/* Each kind of line once, in the order in which they are drawn. */
static void fill_key(struct making *m, struct value *map, const struct view_drawing *drawing)
{
	struct value *key = value_list(m->arena);
	struct map known = {0};

	for (size_t i = 0; i < drawing->edge_count; i++) {
		const struct view_edge *edge = &drawing->edges[i];

		if (!edge->drawn || map_get(&known, edge->label))
			continue;
		map_set(&known, edge->label, key);
		value_push(m->arena, key, line_value(m, edge->label, edge->style));
	}
	map_release(&known);
	shape_set(map, DRAWING_KEY, key);
	shape_set(map, DRAWING_HAS_KEY, making_bool(key->list.count));
}

const struct value *drawing_value(struct making *m, const struct view_drawing *drawing, struct str id)
{
	struct value *map = making_map(m, SHAPE_DRAWING);

	shape_set(map, DRAWING_TITLE, making_text(m, drawing->title));
	shape_set(map, DRAWING_ID, making_text(m, id));
	if (drawing->entry)
		shape_set(map, DRAWING_URL, making_text(m, making_entry_url(m, drawing->entry, STR(""))));
	shape_set(map, DRAWING_WIDTH, view_tenth(m, drawing->width));
	shape_set(map, DRAWING_HEIGHT, view_tenth(m, drawing->height));
	fill_marks(m, map, drawing);
	fill_sentences(m, map, drawing);
	fill_key(m, map, drawing);
	if (drawing->left_out)
		shape_set(map, DRAWING_LEFT_OUT, making_count(m, drawing->left_out));
	return map;
}

const struct value *view_drawing(const struct showing *s, size_t number)
{
	struct str id = str_format(s->m->arena, "%.*s-d%zu", STR_ARG(s->view->id), number + 1);

	return drawing_value(s->m, &s->view->result.drawings[number], id);
}

static const struct value *spot_value(const struct showing *s, size_t number)
{
	struct making *m = s->m;
	const struct view_spot *spot = &s->view->result.spots[number];
	const struct entry *entry = spot->row->entry;
	const struct value *role = value_get(spot->place, STR("role"));
	struct value *map = making_map(m, SHAPE_SPOT), *row = making_map(m, SHAPE_VIEW_ROW);

	shape_set(row, VIEW_ROW_TITLE, making_text(m, entry->title));
	shape_set(row, VIEW_ROW_URL, making_text(m, making_entry_url(m, entry, STR(""))));
	shape_set(row, VIEW_ROW_FOREIGN, making_text(m, making_foreign(m, entry)));
	shape_set(row, VIEW_ROW_SIGLUM, making_text(m, caption_of(m->render, entry)->siglum));
	shape_set(row, VIEW_ROW_CELLS, view_cells(s, spot->row));
	shape_set(map, SPOT_ID, making_text(m, str_format(m->arena, "%.*s-p%zu", STR_ARG(s->view->id), number + 1)));
	shape_set(map, SPOT_NAME, making_text(m, spot->name));
	if (role && role->kind == VALUE_TEXT)
		shape_set(map, SPOT_ROLE, role);
	shape_set(map, SPOT_HAS_POINT, making_bool(spot->has_point));
	shape_set(map, SPOT_LAT, value_number(m->arena, spot->lat));
	shape_set(map, SPOT_LON, value_number(m->arena, spot->lon));
	shape_set(map, SPOT_ROW, row);
	return map;
}

const struct value *view_spots(const struct showing *s)
{
	struct value *list = making_list(s->m, s->view->result.spot_count);

	for (size_t i = 0; i < s->view->result.spot_count; i++)
		list_add(list, spot_value(s, i));
	return list;
}
