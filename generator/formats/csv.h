/* Comma-separated values as RFC 4180 has them. */
#ifndef GLOSSA_FORMATS_CSV_H
#define GLOSSA_FORMATS_CSV_H

#include "base/buf.h"

/* Appends a cell, quoted where it has to be. One that a spreadsheet would take for a formula gets an apostrophe before
 * it; a number or date with its sign does not. */
void csv_cell(struct buf *out, struct str text);
/* Appends a row: cells between commas, and the line's end. */
void csv_row(struct buf *out, const struct str *cells, size_t count);

#endif
