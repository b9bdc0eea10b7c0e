/* What a file's name says about it, without looking at the file. */
#ifndef GLOSSA_READ_SOURCE_NAMES_H
#define GLOSSA_READ_SOURCE_NAMES_H

#include "base/diag.h"
#include "model/source.h"

/* Whether a file or folder of this name is passed over. */
bool source_name_skipped(enum source_root root, struct str name);
/* Whether a name can become part of an address; if not, a diagnostic about `folder` says why. */
bool source_name_check(struct str folder, struct str name, struct diags *diags);
/* What a file at `path` ("content/a.md") is; false when glossa has no use for it. */
bool source_kind_of(enum source_root root, struct str path, enum source_kind *kind);

#endif
