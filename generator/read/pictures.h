/* How large pictures are: so that pages can leave room for them before they arrive. */
#ifndef GLOSSA_READ_PICTURES_H
#define GLOSSA_READ_PICTURES_H

#include "base/diag.h"
#include "model/site.h"

/* Fills width and height of those of `assets` (of struct asset) that are pictures beside entries. What is measured
 * already in `known`, assets as well or NULL, and has not changed since is not opened again. */
void measure_pictures(
	const struct source_tree *tree, const struct map *assets, const struct map *known, struct diags *diags);

#endif
