/* One entry and what it relates to. It stands in the middle; what names it stands on the left, what it names on the
 * right, by relation, so that each line reads from left to right as the sentence below does, and no label can touch
 * another. Where there are more neighbours than fit, each relation gets its share. */
#include "view/graph.h"
#include "view/view.h"

enum {
	SIZE = 12,
	LINE = 20,
	HEADING = 18, /* of a relation */
	COLUMN = 284, /* labels of one side */
	REACH = 44,   /* from a node to the middle */
	MIDDLE = 132,
	FOCUS_LINE = 16,
	FOCUS_LINES = 4,
	LEAST_EDGES = 3, /* less needs no drawing */
};

struct spoke {
	const struct edge *edge;
	const struct entry *other;
	size_t relation;
};

struct relation {
	const struct field *field;
	struct str label;
	bool incoming;
	size_t count, quota, drawn;
};

struct wheel {
	struct computing *c;
	struct view_drawing *drawing;
	const struct entry *focus;
	bool everything; /* any relation to any page; else what the view asks for */
	struct styles styles;
	struct spoke *spokes;
	size_t count, capacity;
	struct relation *relations;
	size_t relation_count, relation_capacity;
	double left, middle, height; /* where the middle begins, and how wide it is; of the taller side */
	double widths[2];            /* of the labels, by whether they stand on the left */
};

/* ---- neighbours ---- */

static bool is_of(const struct view *view, const struct entry *entry)
{
	for (size_t i = 0; i < view->of_count; i++)
		if (entry->type == view->of[i])
			return true;
	return false;
}

/* A source inside a record is evidence for it, not a neighbour. */
static bool is_evidence(const struct type *type, const struct field *field)
{
	if (!names_sources(field) || field->inverse || !type)
		return false;
	return field < type->fields || field >= type->fields + type->field_count;
}

static bool is_neighbour(const struct wheel *w, const struct edge *edge, const struct entry *other)
{
	const struct entry *from = &w->c->site->entries[edge->from];

	if (other == w->focus)
		return false;
	if (w->everything)
		return !other->record && !is_evidence(from->type, edge->field);
	return is_of(w->c->view, other) && is_asked(w->c->view, edge->field);
}

static void add_spoke(struct wheel *w, const struct edge *edge, const struct entry *other, bool incoming)
{
	struct relation *last = w->relation_count ? &w->relations[w->relation_count - 1] : NULL;

	if (w->count && w->spokes[w->count - 1].other == other && w->spokes[w->count - 1].edge->field == edge->field)
		return; /* named twice */
	if (!last || last->field != edge->field || last->incoming != incoming) {
		w->relations = arena_grow(
			w->c->scratch, w->relations, w->relation_count, &w->relation_capacity, sizeof(*w->relations));
		last = &w->relations[w->relation_count++];
		*last = (struct relation){.field = edge->field, .label = edge_label(w->c->site, edge), .incoming = incoming};
	}
	last->count++;
	w->spokes = arena_grow(w->c->scratch, w->spokes, w->count, &w->capacity, sizeof(*w->spokes));
	w->spokes[w->count++] = (struct spoke){edge, other, w->relation_count - 1};
}

static void find_spokes(struct wheel *w)
{
	const struct site *site = w->c->site;
	struct edges from = site_edges_from(site, w->focus), to = site_edges_to(site, w->focus);

	for (size_t i = 0; i < to.count; i++) {
		const struct entry *other = &site->entries[to.items[i].from];

		if (!to.items[i].field->symmetric && is_neighbour(w, &to.items[i], other))
			add_spoke(w, &to.items[i], other, true);
	}
	for (size_t i = 0; i < from.count; i++) {
		const struct entry *other = &site->entries[from.items[i].to];

		if (is_neighbour(w, &from.items[i], other))
			add_spoke(w, &from.items[i], other, false);
	}
}

/* One for each relation in turn, until the drawing is full. */
static void share_out(struct wheel *w)
{
	size_t room = MOST_NODES - 1, given = 1;

	while (room && given) {
		given = 0;
		for (size_t i = 0; i < w->relation_count && room; i++)
			if (w->relations[i].quota < w->relations[i].count) {
				w->relations[i].quota++;
				given++;
				room--;
			}
	}
	for (size_t i = 0; i < w->relation_count; i++)
		w->drawing->left_out += w->relations[i].count - w->relations[i].quota;
}

/* ---- drawing ---- */

static double side_height(const struct wheel *w, bool incoming)
{
	double height = 0;

	for (size_t i = 0; i < w->relation_count; i++)
		if (w->relations[i].incoming == incoming && w->relations[i].quota)
			height += HEADING + LINE * (double)w->relations[i].quota;
	return height;
}

static void add_heading(struct wheel *w, size_t relation, double x, double y)
{
	struct view_mark *mark = add_mark(w->c, w->drawing, DRAWN_LABEL);

	mark->text = text_that_fits(w->c->arena, w->relations[relation].label, SIZE, COLUMN);
	mark->text_x = x;
	mark->text_y = y;
	mark->style = style_of(&w->styles, w->relations[relation].label);
	mark->ends_here = w->relations[relation].incoming;
}

/* A line from the node to the middle, or from the middle to the node, with an arrow where it has a direction. */
static void add_line(struct wheel *w, const struct spoke *spoke, double x, double y)
{
	bool incoming = w->relations[spoke->relation].incoming;
	struct view_mark *mark = add_mark(w->c, w->drawing, DRAWN_EDGE);
	double inner = incoming ? w->left : w->left + w->middle, middle = w->height / 2;
	struct buf out = {0};

	put_point(&out, "M", incoming ? x + 6 : inner, incoming ? y : middle);
	put_point(&out, "C", incoming ? x + REACH * 0.7 : inner + REACH * 0.6, incoming ? y : middle);
	put_point(&out, " ", incoming ? inner - REACH * 0.6 : x - REACH * 0.7, incoming ? middle : y);
	put_point(&out, " ", incoming ? inner : x - 6, incoming ? middle : y);
	if (!spoke->edge->field->symmetric)
		buf_put(&out, STR("m-5-3l5 3l-5 3"));
	mark->style = style_of(&w->styles, w->relations[spoke->relation].label);
	mark->d = str_copy(w->c->arena, buf_str(&out));
	buf_release(&out);
}

static void add_neighbour(struct wheel *w, const struct spoke *spoke, double x, double y)
{
	struct view_mark *mark = add_mark(w->c, w->drawing, DRAWN_NODE);
	bool incoming = w->relations[spoke->relation].incoming;

	mark->entry = spoke->other;
	mark->full = spoke->other->title;
	mark->text = text_that_fits(w->c->arena, spoke->other->title, SIZE, COLUMN);
	mark->x = x;
	mark->y = y;
	mark->text_x = incoming ? x - 8 : x + 8;
	mark->text_y = y + 4;
	mark->ends_here = incoming;
	add_line(w, spoke, x, y);
}

static void draw_side(struct wheel *w, bool incoming)
{
	double y = (w->height - side_height(w, incoming)) / 2;
	double x = incoming ? w->left - REACH : w->left + w->middle + REACH;

	for (size_t i = 0; i < w->count; i++) {
		const struct spoke *spoke = &w->spokes[i];
		struct relation *relation = &w->relations[spoke->relation];
		bool drawn = relation->drawn < relation->quota;

		if (relation->incoming != incoming)
			continue;
		add_edge(w->c, w->drawing,
			(struct view_edge){incoming ? spoke->other : w->focus, incoming ? w->focus : spoke->other, relation->field,
				relation->label, drawn ? style_of(&w->styles, relation->label) : 0, drawn});
		if (!drawn)
			continue;
		if (!relation->drawn++) {
			add_heading(w, spoke->relation, incoming ? x - 8 : x + 8, y + HEADING - 5);
			y += HEADING;
		}
		add_neighbour(w, spoke, x, y + LINE / 2.0);
		y += LINE;
	}
}

/* The title in lines that fit the middle. */
static void draw_focus(struct wheel *w)
{
	struct str rest = w->focus->title, lines[FOCUS_LINES];
	size_t count = 0;

	while (rest.len && count < FOCUS_LINES) {
		struct str line = rest, word;
		size_t end = 0;

		for (struct str words = rest; count + 1 < FOCUS_LINES && str_split(&words, ' ', &word);) {
			size_t to = (size_t)(word.data + word.len - rest.data);

			if (end && text_width(str_slice(rest, 0, to), SIZE) > w->middle - 8)
				break;
			end = to;
		}
		if (end)
			line = str_slice(rest, 0, end);
		rest = str_from_index(rest, line.len < rest.len ? line.len + 1 : line.len);
		lines[count++] = text_that_fits(w->c->arena, line, SIZE, w->middle - 8);
	}
	for (size_t i = 0; i < count; i++) {
		struct view_mark *mark = add_mark(w->c, w->drawing, DRAWN_LABEL);

		mark->text = lines[i];
		mark->text_x = w->left + w->middle / 2;
		mark->text_y = w->height / 2 + 4 + FOCUS_LINE * ((double)i - (double)(count - 1) / 2);
		mark->focus = true;
	}
}

/* The labels of a side take what the longest of them needs. */
static void measure_sides(struct wheel *w)
{
	for (size_t i = 0; i < w->count; i++) {
		const struct relation *relation = &w->relations[w->spokes[i].relation];
		double width = text_width(w->spokes[i].other->title, SIZE), label = text_width(relation->label, SIZE);
		double *most = &w->widths[relation->incoming];

		width = width > label ? width : label;
		*most = width > *most ? width : *most;
		*most = *most > COLUMN ? COLUMN : *most;
	}
}

static void draw_wheel(struct wheel *w)
{
	double left = side_height(w, true), right = side_height(w, false);

	measure_sides(w);
	w->middle = text_width(w->focus->title, SIZE) + 16;
	w->middle = w->middle > MIDDLE ? MIDDLE : w->middle;

	w->height = left > right ? left : right;
	if (w->height < FOCUS_LINE * FOCUS_LINES)
		w->height = FOCUS_LINE * FOCUS_LINES;
	w->left = left > 0 ? w->widths[true] + REACH + 10 : 0;
	draw_side(w, true);
	draw_side(w, false);
	draw_focus(w);
	w->drawing->height = w->height + 4;
	w->drawing->width = w->left + w->middle + (right > 0 ? REACH + w->widths[false] + 10 : 0);
	sort_marks(w->c, w->drawing);
}

/* ---- for a view, for a page ---- */

static const struct entry *entry_named(const struct computing *c, struct str name)
{
	const struct entry *entry = map_get(&c->site->by_id, name);

	for (size_t i = 0; !entry && i < c->site->entry_count; i++) {
		struct str id = c->site->entries[i].id;

		if (str_ends(id, name) && id.len > name.len && id.data[id.len - name.len - 1] == '/')
			entry = &c->site->entries[i];
	}
	return entry;
}

void view_around(struct computing *c)
{
	struct wheel w = {.c = c, .focus = entry_named(c, c->view->around)};

	if (!w.focus) {
		report_name(c, c->view->around, c->view->around_place);
		return;
	}
	w.drawing = add_drawing(c, w.focus->title);
	w.drawing->entry = w.focus;
	find_spokes(&w);
	share_out(&w);
	draw_wheel(&w);
}

const struct view_drawing *view_neighbours(
	struct arena *arena, struct arena *scratch, const struct site *site, const struct entry *entry)
{
	struct view view = {0};
	struct computing c = {.site = site, .page = entry, .view = &view, .arena = arena, .scratch = scratch};
	struct wheel w = {.c = &c, .focus = entry, .everything = true};

	find_spokes(&w);
	if (w.count < LEAST_EDGES)
		return NULL;
	w.drawing = add_drawing(&c, entry->title);
	share_out(&w);
	draw_wheel(&w);
	return w.drawing;
}
