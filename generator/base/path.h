/* Paths inside a handbook: '/'-separated, relative, normalised. Text only; the disk is never asked. */
#ifndef GLOSSA_BASE_PATH_H
#define GLOSSA_BASE_PATH_H

#include "base/buf.h"

/* "cases/a.md" → "cases" ("" at the top), → "a.md"; "a.md" → "md" ("" without one). */
struct str path_folder(struct str path);
struct str path_base(struct str path);
struct str path_extension(struct str path);
struct str path_without_extension(struct str path);
struct str path_join(struct arena *arena, struct str folder, struct str name);
/* Joins and resolves "." and ".."; false when it would leave the root. */
bool path_resolve(struct arena *arena, struct str folder, struct str relative, struct str *resolved);
/* Appends the way from the file `from` to the file `to`: "cases/a.html", "terms/b.html" → "../terms/b.html". */
void path_relative(struct buf *out, struct str from, struct str to);
/* Appends "../" for each folder above the file `from`: what leads from it to the root. */
void path_to_root(struct buf *out, struct str from);

#endif
