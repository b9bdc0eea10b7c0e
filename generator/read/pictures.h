/* How large pictures are: so that pages can leave room for them before they arrive. */
#ifndef GLOSSA_READ_PICTURES_H
#define GLOSSA_READ_PICTURES_H

#include "base/diag.h"
#include "model/site.h"

/* Fills width and height of those of `assets` (of struct asset) that are pictures beside entries. */
void measure_pictures(const struct source_tree *tree, const struct map *assets, struct diags *diags);

#endif
