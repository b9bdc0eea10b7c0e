/* A view: a ```view block, which draws entries from their front matter. parse/ reads what it asks for, view/ selects and
 * computes, render/ writes it through a template in templates/views/. */
#ifndef GLOSSA_MODEL_VIEW_H
#define GLOSSA_MODEL_VIEW_H

#include "formats/value.h"
#include "model/view_path.h"
#include "model/view_result.h"

enum view_kind {
	VIEW_LIST,
	VIEW_CARDS,
	VIEW_TABLE,
	VIEW_MATRIX,
	VIEW_TIMELINE,
	VIEW_MAP,
	VIEW_GRAPH,
	VIEW_BARS,
	VIEW_INDEX,
	VIEW_KINDS
};

struct view_column {
	struct view_path path;
	struct view_path source; /* where it says who says so; no steps: only what the values themselves bring */
	struct str label;        /* "" takes the field's */
	size_t set;              /* which of the sets it belongs to, from 1; 0 is always shown */
};

/* One condition on what a path leads to; it holds when it holds for one of the values. */
struct view_test {
	struct view_path path;
	const struct value *wanted; /* a list of scalars: one of them; NULL for none */
	struct str from, to;        /* a range of dates or numbers; "" is open */
	bool present;               /* there has to be a value at all */
	bool negated;
};

struct view_order {
	struct view_path path;
	bool descending;
};

struct view {
	enum view_kind kind;
	bool broken;        /* its YAML could not be read: nothing is drawn */
	bool doubtful;      /* a slip in its YAML has been told */
	struct place place; /* of its first line */
	const struct type **of;
	size_t of_count;
	struct view_path each; /* rows are the records of this field; no steps: rows are entries */
	struct view_test *tests;
	size_t test_count;
	struct view_order *orders;
	size_t order_count;
	struct view_column *columns;
	size_t column_count;
	struct str *sets; /* of columns, which readers show or hide together: their labels */
	size_t set_count;
	struct view_path group, date, at, value; /* no steps: not given */
	struct view_path down, across;           /* a matrix of two fields */
	struct view_path *edges;                 /* of a graph; none: all references among its entries */
	size_t edge_count;
	struct str around; /* of a graph: the entry whose neighbours are drawn */
	struct place around_place, land_place;
	struct str land;             /* of a map: a GeoJSON file of outlines */
	const struct land *outlines; /* by build: what `land` holds; NULL for none */
	double area[4];              /* of a map: west, south, east, north */
	bool has_area;
	uint32_t limit; /* 0 is none */
	struct str id, caption, note;
	struct str label;          /* "Figure 2"; "" for what has no number */
	struct view_result result; /* by view/ */
};

const char *view_kind_name(enum view_kind kind);
/* Its rows are records that stand on this very page. */
bool view_is_listed(const struct view *view, const struct entry *page);

#endif
