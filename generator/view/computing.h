/* What the files of view/ share. */
#ifndef GLOSSA_VIEW_COMPUTING_H
#define GLOSSA_VIEW_COMPUTING_H

#include "base/arena.h"
#include "base/buf.h"
#include "view/view.h"

/* How many values a view has looked at: paths through references can multiply without end. */
struct effort {
	size_t values;
	bool exhausted;
	bool told; /* what is wrong with it: that it shows nothing is no news */
};

struct computing {
	const struct site *site;
	const struct entry *page; /* on which the view stands */
	struct view *view;
	struct arena *arena; /* what is kept */
	struct arena *scratch;
	struct diags *diags;
	struct effort *effort;
};

/* What a path leads to from a row, in memory that is given back when the view is done. */
struct view_values row_values_now(const struct computing *c, const struct view_row *row, const struct view_path *path);
/* What a row goes by in a drawing. */
struct str row_title(const struct computing *c, const struct view_row *row);

/* where.c: whether a row meets the conditions; what they name and nobody is; a number, or that of a quantity */
bool row_passes(const struct computing *c, const struct view_row *row);
void check_conditions(const struct computing *c);
void report_name(const struct computing *c, struct str name, struct place place);
double number_of(const struct value *value);

/* select.c: rows and groups */
void view_select(struct computing *c);
/* The rows under headings by what the path leads to, in order; one group without a heading where there is no path. */
struct view_group *view_groups(
	struct computing *c, const struct view_path *path, struct view_row *rows, size_t count, size_t *group_count);
/* Each row once, in its order. */
struct view_row *all_rows(struct computing *c);
/* cross.c: a matrix of two fields */
void view_cross(struct computing *c);
/* bars.c, timeline.c, map.c, graph.c */
void view_bars(struct computing *c);
void view_timeline(struct computing *c);
void view_map(struct computing *c);
void view_graph(struct computing *c);

/* draw.c */
struct view_drawing *add_drawing(struct computing *c, struct str title);
struct view_mark *add_mark(struct computing *c, struct view_drawing *drawing, enum view_mark_kind kind);
/* Marks by kind, in the order they were added. */
void sort_marks(struct computing *c, struct view_drawing *drawing);
/* How wide a text is drawn at most, in units of its size: no font is known here. */
double text_width(struct str text, double size);
/* As much of the text as fits, "…" at its end when not all does. */
struct str text_that_fits(struct arena *arena, struct str text, double size, double width);
/* "12.5": one decimal at most. */
void put_number(struct buf *out, double number);

#endif
