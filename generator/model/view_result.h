/* What view/ has computed: rows in their order, groups, and for drawings the numbers. All of it stands in the body's
 * view_arena. */
#ifndef GLOSSA_MODEL_VIEW_RESULT_H
#define GLOSSA_MODEL_VIEW_RESULT_H

#include "model/view_drawing.h"

/* An entry, or one of its records. */
struct view_row {
	const struct entry *entry;
	const struct value *record; /* NULL: the entry itself */
	double share;               /* bars: of the longest in its group, 0 to 100 */
	bool measured;              /* bars: it has a number */
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
};

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
