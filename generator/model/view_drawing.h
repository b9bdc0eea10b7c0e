/* What a timeline, a map or a graph consists of: marks with their positions, in units of the view box. */
#ifndef GLOSSA_MODEL_VIEW_DRAWING_H
#define GLOSSA_MODEL_VIEW_DRAWING_H

#include "model/view_path.h"

enum view_mark_kind {
	DRAWN_LANE,  /* a band of the timeline: y, height; text */
	DRAWN_TICK,  /* x, text */
	DRAWN_EVENT, /* x to x2 at y; text at text_x */
	DRAWN_BIN,   /* many events at once: x, y, width, height; count */
	DRAWN_LAND,  /* d */
	DRAWN_PLACE, /* x, y; text at text_x, text_y */
	DRAWN_NODE,  /* x, y; text */
	DRAWN_EDGE,  /* d */
	DRAWN_LABEL, /* text at text_x, text_y */
	DRAWN_KINDS
};

struct view_mark {
	enum view_mark_kind kind;
	double x, y, x2, width, height, text_x, text_y;
	struct str text; /* "" is not labelled */
	struct str full; /* what it stands for, unshortened */
	struct str d;    /* a path of SVG */
	size_t count;
	struct period time; /* of a year, an event, a bin: put into words by render/ */
	bool timed;
	const struct entry *entry; /* where it leads; NULL nowhere */
	struct str fragment;       /* and where on its page */
	bool span, point, open_start, open_end, uncertain, ends_here, focus;
	uint32_t style; /* of an edge: which kind, from 0 */
};

enum { DRAWN_STYLES = 6 }; /* of lines */

struct view_edge {
	const struct entry *from, *to;
	const struct field *field;
	struct str label; /* for readers */
	uint32_t style;
	bool drawn; /* else it is only told */
};

struct view_drawing {
	struct str title;          /* of its group */
	const struct entry *entry; /* that the title names; NULL for none */
	double width, height;
	struct view_mark *marks; /* by kind */
	size_t count, capacity;
	struct view_edge *edges; /* of a graph */
	size_t edge_count, edge_capacity;
	size_t left_out; /* what is listed and not drawn: too many nodes, no date, no coordinates */
};

/* Outlines of a map. */
struct land_line {
	const double *points; /* longitude, latitude, … */
	size_t count;         /* of points */
	bool closed;
};
struct land {
	struct land_line *lines;
	size_t count;
};

#endif
