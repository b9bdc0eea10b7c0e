/* What view/ has computed: rows in their order, groups, and for drawings the numbers. All of it stands in the body's
 * view_arena. */
#ifndef GLOSSA_MODEL_VIEW_RESULT_H
#define GLOSSA_MODEL_VIEW_RESULT_H

#include "model/view_drawing.h"

struct view;

/* An entry, or one of its records. */
struct view_row {
	const struct entry *entry;
	const struct value *record; /* NULL: the entry itself */
	double start, share;        /* bars: where it begins and how long it is, of 100 */
	bool measured, below;       /* bars: it has a number; one less than nothing */
	bool anchor;                /* timelines: something in the drawing leads to it */
	size_t index;               /* among the rows that were found */
};

/* Rows under one heading; a view that is not grouped has one without a title. */
struct view_group {
	struct str title;          /* "" for what has no value to group by */
	const struct entry *entry; /* the heading is an entry */
	struct view_row *rows;
	size_t count;
};

/* Rows that stand in one cell of a matrix of two fields. */
struct view_cross {
	struct view_row *rows;
	size_t count;
};

/* A place of a map. */
struct view_spot {
	const struct view_row *row;
	const struct value *place;
	struct str name, key; /* the key sorts */
	double lat, lon;
	bool has_point; /* else it has a name alone */
};

/* The id of a row in a list: "timeline-r12". */
struct str view_row_anchor(struct arena *arena, const struct view *view, const struct view_row *row);

struct view_result {
	struct view_group *groups;
	size_t group_count;
	size_t count;              /* of rows that were found, each once */
	struct view_group *across; /* headings of a matrix of two fields */
	size_t across_count;
	struct view_cross *crosses; /* groups × across */
	struct view_spot *spots;    /* by name */
	size_t spot_count;
	struct view_drawing *drawings;
	size_t drawing_count;
};

#endif
