/* YAML to a tree in which every node knows its place. Only what a handbook needs: one document, plain keys, no
 * anchors, aliases, tags or merge keys; each of those is a diagnostic, as are duplicate keys and tabs. */
#ifndef GLOSSA_FORMATS_YAML_H
#define GLOSSA_FORMATS_YAML_H

#include "formats/value.h"

struct yaml_source {
	struct str text;
	struct str path;     /* for diagnostics */
	uint32_t first_line; /* of `text` in its file: 1, or 2 for a front matter */
};

/* Never NULL: an empty document is VALUE_NULL, a broken one what could be read of it, with `broken` set. Inside the tree
 * VALUE_NULL is what has been refused, and told; a value that was left out is an empty plain text. Copies what it keeps. */
struct value *yaml_parse(struct arena *arena, const struct yaml_source *source, struct diags *diags);

#endif
