/* What the two kinds of graphs share. */
#ifndef GLOSSA_VIEW_GRAPH_H
#define GLOSSA_VIEW_GRAPH_H

#include "view/computing.h"

enum { MOST_NODES = 24 }; /* of one drawing */

/* Kinds of lines, in the order in which they come up; all drawings of a view share them. */
struct styles {
	struct str labels[DRAWN_STYLES];
	size_t count;
};

uint32_t style_of(struct styles *styles, struct str label);
/* What readers call the relation. */
struct str edge_label(const struct site *site, const struct edge *edge);
/* Whether the view asks for relations by this field; without `edges` it takes all. */
bool is_asked(const struct view *view, const struct field *field);
struct view_edge *add_edge(struct computing *c, struct view_drawing *drawing, struct view_edge edge);
void put_point(struct buf *out, const char *command, double x, double y);

/* graph_around.c: one entry and its neighbours */
void view_around(struct computing *c);

#endif
