/* A graph: one entry a line, indented below what it belongs to, so that labels cannot collide; all other relations are
 * arcs on the right. The same nodes always lie in the same places. */
#include <stdlib.h>

#include "view/computing.h"

enum { SIZE = 12, LINE = 22, INDENT = 20, LEFT = 10, MOST_NODES = 24, LONGEST_LABEL = 320, STYLES = 6 };

struct node {
	const struct entry *entry;
	size_t parent; /* index + 1; 0 is none */
	size_t depth, line;
	bool placed, walking;
	double end; /* of its label */
};

struct graphing {
	struct computing *c;
	struct view_drawing *drawing;
	struct node nodes[MOST_NODES];
	size_t count, lines;
	const struct field *styles[STYLES];
	size_t style_count;
	const struct entry *focus;
};

/* ---- nodes ---- */

static size_t node_of(const struct graphing *g, const struct entry *entry)
{
	size_t at = 0;

	while (at < g->count && g->nodes[at].entry != entry)
		at++;
	return at;
}

static void add_node(struct graphing *g, const struct entry *entry)
{
	if (node_of(g, entry) < g->count)
		return;
	if (g->count == MOST_NODES)
		g->drawing->left_out++;
	else
		g->nodes[g->count++] = (struct node){.entry = entry};
}

/* Whether the view asks for relations by this field; without `edges` it takes all. */
static bool is_asked(const struct view *view, const struct field *field)
{
	for (size_t i = 0; i < view->edge_count; i++) {
		struct str name = view->edges[i].steps[view->edges[i].count - 1];

		if (str_equal(name, field->name) || (field->inverse && str_equal(name, field->inverse->name)))
			return true;
	}
	return !view->edge_count;
}

static bool is_of(const struct view *view, const struct entry *entry)
{
	for (size_t i = 0; i < view->of_count; i++)
		if (entry->type == view->of[i])
			return true;
	return false;
}

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

static void add_neighbours(struct graphing *g)
{
	struct edges from = site_edges_from(g->c->site, g->focus), to = site_edges_to(g->c->site, g->focus);

	add_node(g, g->focus);
	for (size_t i = 0; i < from.count; i++) {
		const struct entry *entry = &g->c->site->entries[from.items[i].to];

		if (is_of(g->c->view, entry) && is_asked(g->c->view, from.items[i].field))
			add_node(g, entry);
	}
	for (size_t i = 0; i < to.count; i++) {
		const struct entry *entry = &g->c->site->entries[to.items[i].from];

		if (is_of(g->c->view, entry) && is_asked(g->c->view, to.items[i].field))
			add_node(g, entry);
	}
}

/* ---- edges ---- */

static uint32_t style_of(struct graphing *g, const struct field *field)
{
	size_t at = 0;

	while (at < g->style_count && !str_equal(g->styles[at]->name, field->name))
		at++;
	if (at == g->style_count && at < STYLES)
		g->styles[g->style_count++] = field;
	return (uint32_t)(at < STYLES ? at : STYLES - 1);
}

static bool is_known(
	const struct view_drawing *drawing, const struct edge *edge, const struct entry *from, const struct entry *to)
{
	for (size_t i = 0; i < drawing->edge_count; i++) {
		const struct view_edge *known = &drawing->edges[i];

		if (known->field != edge->field)
			continue;
		if ((known->from == from && known->to == to) ||
			(edge->field->symmetric && known->from == to && known->to == from))
			return true;
	}
	return false;
}

/* Only between nodes; of a neighbourhood only those at the entry itself. */
static void add_edges(struct graphing *g)
{
	struct view_drawing *drawing = g->drawing;

	for (size_t i = 0; i < g->count; i++) {
		struct edges edges = site_edges_from(g->c->site, g->nodes[i].entry);

		for (size_t at = 0; at < edges.count; at++) {
			const struct edge *edge = &edges.items[at];
			const struct entry *from = g->nodes[i].entry, *to = &g->c->site->entries[edge->to];

			if (from == to || node_of(g, to) == g->count || !is_asked(g->c->view, edge->field))
				continue;
			if ((g->focus && from != g->focus && to != g->focus) || is_known(drawing, edge, from, to))
				continue;
			drawing->edges = arena_grow(
				g->c->arena, drawing->edges, drawing->edge_count, &drawing->edge_capacity, sizeof(*drawing->edges));
			drawing->edges[drawing->edge_count++] = (struct view_edge){from, to, edge->field, style_of(g, edge->field)};
		}
	}
}

/* ---- places ---- */

/* Whether following parents from `node` leads to `target`. */
static bool leads_to(const struct graphing *g, size_t node, size_t target)
{
	for (size_t steps = 0; steps <= g->count; steps++) {
		if (node == target)
			return true;
		if (!g->nodes[node].parent)
			return false;
		node = g->nodes[node].parent - 1;
	}
	return true;
}

/* What is acyclic makes a tree: an entry stands below the first that it names. */
static void choose_parents(struct graphing *g)
{
	for (size_t i = 0; i < g->drawing->edge_count; i++) {
		const struct view_edge *edge = &g->drawing->edges[i];
		size_t child = node_of(g, edge->from), parent = node_of(g, edge->to);

		if (edge->field->acyclic && !g->nodes[child].parent && !leads_to(g, parent, child))
			g->nodes[child].parent = parent + 1;
	}
}

static void place(struct graphing *g, size_t number, size_t depth)
{
	struct node *node = &g->nodes[number];

	node->depth = depth;
	node->line = g->lines++;
	for (size_t i = 0; i < g->count; i++)
		if (g->nodes[i].parent == number + 1)
			place(g, i, depth + 1);
}

static double node_x(const struct node *node)
{
	return LEFT + (double)node->depth * INDENT;
}

static double node_y(const struct node *node)
{
	return LINE * ((double)node->line + 0.5);
}

static void draw_nodes(struct graphing *g)
{
	for (size_t line = 0; line < g->count; line++)
		for (size_t i = 0; i < g->count; i++) {
			struct node *node = &g->nodes[i];

			if (node->line != line)
				continue;
			struct view_mark *mark = add_mark(g->c, g->drawing, DRAWN_NODE);
			mark->entry = node->entry;
			mark->full = node->entry->title;
			mark->text = text_that_fits(g->c->arena, node->entry->title, SIZE, LONGEST_LABEL);
			mark->x = node_x(node);
			mark->y = node_y(node);
			mark->text_x = mark->x + 9;
			mark->text_y = mark->y + 4;
			mark->focus = node->entry == g->focus;
			node->end = mark->text_x + text_width(mark->text, SIZE) + 4;
		}
}

static void put_point(struct buf *out, const char *command, double x, double y)
{
	buf_put(out, str_from(command));
	put_number(out, x);
	buf_char(out, ' ');
	put_number(out, y);
}

static double draw_edge(struct graphing *g, const struct view_edge *edge, double right)
{
	const struct node *from = &g->nodes[node_of(g, edge->from)], *to = &g->nodes[node_of(g, edge->to)];
	struct view_mark *mark = add_mark(g->c, g->drawing, DRAWN_EDGE);
	struct buf out = {0};
	double reach = right;

	mark->style = edge->style;
	if (from->parent && &g->nodes[from->parent - 1] == to && edge->field->acyclic) {
		put_point(&out, "M", node_x(to), node_y(to) + 5);
		buf_char(&out, 'V');
		put_number(&out, node_y(from));
		buf_char(&out, 'H');
		put_number(&out, node_x(from) - 5);
	} else {
		double lines = from->line > to->line ? (double)(from->line - to->line) : (double)(to->line - from->line);

		reach = right + 12 + 6 * lines;
		put_point(&out, "M", from->end, node_y(from));
		buf_char(&out, 'H');
		put_number(&out, right);
		put_point(&out, "C", reach, node_y(from));
		put_point(&out, " ", reach, node_y(to));
		put_point(&out, " ", right, node_y(to));
		buf_char(&out, 'H');
		put_number(&out, to->end);
	}
	mark->d = str_copy(g->c->arena, buf_str(&out));
	buf_release(&out);
	return reach;
}

static void draw(struct graphing *g)
{
	double right = 0, most = 0;

	add_edges(g);
	choose_parents(g);
	for (size_t i = 0; i < g->count; i++)
		if (!g->nodes[i].parent)
			place(g, i, 0);
	draw_nodes(g);
	for (size_t i = 0; i < g->count; i++)
		right = g->nodes[i].end > right ? g->nodes[i].end : right;
	right += 8;
	for (size_t i = 0; i < g->drawing->edge_count; i++) {
		double reach = draw_edge(g, &g->drawing->edges[i], right);

		most = reach > most ? reach : most;
	}
	g->drawing->width = (most > right ? most : right) + 4;
	g->drawing->height = LINE * (double)g->count;
	sort_marks(g->c, g->drawing);
}

static void draw_around(struct computing *c)
{
	struct graphing g = {.c = c, .focus = entry_named(c, c->view->around)};

	if (!g.focus) {
		struct str best = map_nearest(&c->site->by_id, c->view->around);

		diag_add_span(c->diags, DIAG_VIEW_VALUE, c->page->path, c->view->around_place, (uint32_t)c->view->around.len,
			"no entry named \"%.*s\"%.*s", STR_ARG(c->view->around), STR_ARG(diag_did_you_mean(c->arena, best)));
		return;
	}
	g.drawing = add_drawing(c, g.focus->title);
	add_neighbours(&g);
	draw(&g);
}

void view_graph(struct computing *c)
{
	struct view_result *result = &c->view->result;

	if (c->view->around.len) {
		draw_around(c);
		return;
	}
	for (size_t i = 0; i < result->group_count; i++) {
		struct graphing g = {.c = c, .drawing = add_drawing(c, result->groups[i].title)};

		for (size_t at = 0; at < result->groups[i].count; at++)
			add_node(&g, result->groups[i].rows[at].entry);
		draw(&g);
	}
}
