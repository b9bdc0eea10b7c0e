/* What stands inside [see @a, n. 3; -@b] or @a [3]. */
#ifndef GLOSSA_PARSE_CITATIONS_H
#define GLOSSA_PARSE_CITATIONS_H

#include "model/body.h"

struct citation_source {
	struct str inside; /* without the outer brackets */
	bool narrative;
	struct str path;
	struct place place; /* of the bracket or the @ */
	uint32_t length;
};

/* Fills items, item_count and narrative; a part that cites nothing is CITE_SYNTAX. */
void citation_parse(
	struct arena *arena, const struct citation_source *source, struct citation *citation, struct diags *diags);

#endif
