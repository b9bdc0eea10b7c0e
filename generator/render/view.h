/* A view as readers see it: its tree for the template in templates/views/, and its rows as data. */
#ifndef GLOSSA_RENDER_VIEW_H
#define GLOSSA_RENDER_VIEW_H

#include "model/view.h"
#include "render/making.h"

/* The cells of a view's columns: what the drawing says, in words. */
struct value *view_column_values(struct making *m, const struct view *view);
struct value *view_cells(struct making *m, const struct view *view, const struct view_row *row);
/* The items of one path, as in an infobox. */
struct value *view_items(
	struct making *m, const struct view *view, const struct view_row *row, const struct view_path *path);
struct str view_row_title(struct making *m, const struct view *view, const struct view_row *row);
/* view_index.c */
void view_letters(struct making *m, struct value *map, const struct view *view);
/* view_drawing.c */
const struct value *view_drawing(struct making *m, const struct view *view, size_t number);
const struct value *view_spots(struct making *m, const struct view *view);

/* Appends the view as its template draws it. */
void view_html(struct making *m, struct buf *out, const struct entry *entry, const struct view *view);

/* view_data.c: where its rows are, as data/compare.csv; without the extension. "" without outputs.data */
struct str view_data_stem(
	struct arena *arena, const struct site *site, const struct entry *entry, const struct view *view);
void view_csv(struct making *m, struct buf *out, const struct view *view);
void view_json(struct making *m, struct buf *out, const struct view *view);

#endif
