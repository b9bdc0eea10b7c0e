/* A graph of a group: one entry a line, indented below what it belongs to, so that labels cannot collide; all other
 * relations are arcs on the right. The same nodes always lie in the same places. Beyond what one drawing holds, edges are
 * told and not drawn. What lies around one entry is in graph_around.c. */
#include "view/graph.h"

#include <stdlib.h>

enum { SIZE = 12, LINE = 22, INDENT = 20, LEFT = 10, LONGEST_LABEL = 320 };

struct node {
	const struct entry *entry;
	size_t parent; /* index + 1; 0 is none */
	size_t depth, line;
	double end; /* of its label */
};

struct graphing {
	struct computing *c;
	struct view_drawing *drawing;
	struct styles *styles;
	struct node nodes[MOST_NODES];
	size_t count, lines;
	uint32_t *of_entry; /* by index of an entry: its node + 1, or TOLD for one that is not drawn */
};

enum { TOLD = MOST_NODES + 1 }; /* behind those of all nodes */

/* ---- what an edge looks like ---- */

uint32_t style_of(struct styles *styles, struct str label)
{
	size_t at = 0;

	while (at < styles->count && !str_equal(styles->labels[at], label))
		at++;
	if (at == styles->count && at < DRAWN_STYLES)
		styles->labels[styles->count++] = label;
	return (uint32_t)(at < DRAWN_STYLES ? at : DRAWN_STYLES - 1);
}

struct str edge_label(const struct site *site, const struct edge *edge)
{
	const struct field *shown = field_outer(site->entries[edge->from].type, edge->field);

	return shown->label.len ? shown->label : shown->name;
}

bool is_asked(const struct view *view, const struct field *field)
{
	for (size_t i = 0; i < view->edge_count; i++) {
		struct str name = view->edges[i].steps[view->edges[i].count - 1];

		if (str_equal(name, field->name) || (field->inverse && str_equal(name, field->inverse->name)))
			return true;
	}
	return !view->edge_count;
}

struct view_edge *add_edge(struct computing *c, struct view_drawing *drawing, struct view_edge edge)
{
	drawing->edges = arena_grow(
		c->arena, drawing->edges, drawing->edge_count, &drawing->edge_capacity, sizeof(*drawing->edges));
	drawing->edges[drawing->edge_count] = edge;
	return &drawing->edges[drawing->edge_count++];
}

/* ---- nodes and edges ---- */

static size_t node_of(const struct graphing *g, const struct entry *entry)
{
	return g->of_entry[entry->index] - 1;
}

static void add_node(struct graphing *g, const struct entry *entry)
{
	if (g->of_entry[entry->index])
		return;
	g->of_entry[entry->index] = TOLD;
	if (g->count == MOST_NODES) {
		g->drawing->left_out++;
		return;
	}
	g->nodes[g->count++] = (struct node){.entry = entry};
	g->of_entry[entry->index] = (uint32_t)g->count;
}

/* From one entry to others of the group; what is symmetric stands at both ends and is told once. */
static void add_edges_from(struct graphing *g, const struct entry *from)
{
	const struct site *site = g->c->site;
	struct edges edges = site_edges_from(site, from);
	const struct edge *last = NULL;

	for (size_t i = 0; i < edges.count; i++) {
		const struct edge *edge = &edges.items[i];
		const struct entry *to = &site->entries[edge->to];
		bool again = last && last->to == edge->to && last->field == edge->field;

		last = edge;
		if (again || from == to || !g->of_entry[to->index] || !is_asked(g->c->view, edge->field) ||
			(edge->field->symmetric && to->index < from->index))
			continue;
		bool drawn = g->of_entry[from->index] != TOLD && g->of_entry[to->index] != TOLD;
		struct str label = edge_label(site, edge);
		add_edge(g->c, g->drawing,
			(struct view_edge){from, to, edge->field, label, drawn ? style_of(g->styles, label) : 0, drawn});
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

		if (!edge->drawn)
			continue;
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
			node->end = mark->text_x + text_width(mark->text, SIZE) + 4;
		}
}

void put_point(struct buf *out, const char *command, double x, double y)
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

	choose_parents(g);
	for (size_t i = 0; i < g->count; i++)
		if (!g->nodes[i].parent)
			place(g, i, 0);
	draw_nodes(g);
	for (size_t i = 0; i < g->count; i++)
		right = g->nodes[i].end > right ? g->nodes[i].end : right;
	right += 8;
	for (size_t i = 0; i < g->drawing->edge_count; i++) {
		if (!g->drawing->edges[i].drawn)
			continue;
		double reach = draw_edge(g, &g->drawing->edges[i], right);

		most = reach > most ? reach : most;
	}
	g->drawing->width = (most > right ? most : right) + 4;
	g->drawing->height = LINE * (double)g->count;
	sort_marks(g->c, g->drawing);
}

static void draw_group(struct computing *c, const struct view_group *group, struct styles *styles, uint32_t *of_entry)
{
	struct graphing g = {.c = c, .drawing = add_drawing(c, group->title), .styles = styles, .of_entry = of_entry};

	g.drawing->entry = group->entry;
	for (size_t i = 0; i < group->count; i++)
		add_node(&g, group->rows[i].entry);
	for (size_t i = 0; i < group->count; i++)
		if (!i || group->rows[i].entry != group->rows[i - 1].entry)
			add_edges_from(&g, group->rows[i].entry);
	draw(&g);
	for (size_t i = 0; i < group->count; i++)
		of_entry[group->rows[i].entry->index] = 0;
}

void view_graph(struct computing *c)
{
	struct view_result *result = &c->view->result;
	struct styles styles = {0};

	if (c->view->around.len) {
		view_around(c);
		return;
	}
	uint32_t *of_entry = arena_array(c->scratch, uint32_t, c->site->entry_count + 1);
	for (size_t i = 0; i < result->group_count; i++)
		draw_group(c, &result->groups[i], &styles, of_entry);
}
