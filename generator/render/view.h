/* A view as readers see it: its tree for the template in templates/views/, and its rows as data. */
#ifndef GLOSSA_RENDER_VIEW_H
#define GLOSSA_RENDER_VIEW_H

#include "model/view.h"
#include "render/making.h"

/* Who says what cells say: each source and place in it once, in the order of the letters. */
struct view_notes {
	struct map known; /* letter by key of source and locator */
	const struct entry **sources;
	struct str *locators;
	size_t count, capacity;
};

/* A view being shown. */
struct showing {
	struct making *m;
	const struct view *view;
	struct view_notes *notes; /* NULL: nobody asks */
};

/* The cells of a view's columns: what the drawing says, in words. */
struct value *view_cells(const struct showing *s, const struct view_row *row);
struct view_values view_row_values(const struct showing *s, const struct view_row *row, const struct view_path *path);
const struct field *view_column_field(const struct view *view, const struct view_column *column);
struct str view_row_title(const struct showing *s, const struct view_row *row);

/* view_notes.c: the letter of a source, "" where nobody asks; the list of them */
struct str view_note(const struct showing *s, const struct entry *source, struct str locator);
struct str view_note_url(const struct showing *s, struct str sign);
const struct value *view_note_values(const struct showing *s);
/* One of the columns says so anyway. */
bool view_shows_source(const struct view *view);
/* view_index.c */
void view_letters(const struct showing *s, struct value *map);
/* view_drawing.c */
const struct value *view_tenth(struct making *m, double number);
const struct value *view_drawing(const struct showing *s, size_t number);
const struct value *view_spots(const struct showing *s);
const struct value *drawing_value(struct making *m, const struct view_drawing *drawing, struct str id);

/* Appends the view as its template draws it. */
void view_html(struct making *m, struct buf *out, const struct entry *entry, const struct view *view);

/* view_data.c: where its rows are, as data/compare.csv; without the extension. "" without outputs.data */
struct str view_data_stem(
	struct arena *arena, const struct site *site, const struct entry *entry, const struct view *view);
void view_csv(struct making *m, struct buf *out, const struct view *view);
void view_json(struct making *m, struct buf *out, const struct view *view);
void view_graphml(struct making *m, struct buf *out, const struct view *view);
void view_geojson(struct making *m, struct buf *out, const struct view *view);

#endif
