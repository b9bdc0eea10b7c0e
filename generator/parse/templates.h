/* The templates of a handbook: compiled once, and checked for names that nothing can ever have. */
#ifndef GLOSSA_PARSE_TEMPLATES_H
#define GLOSSA_PARSE_TEMPLATES_H

#include "formats/mustache.h"
#include "model/source.h"
#include "model/vocabulary.h"

/* Compiles the templates of the tree, whose bytes are loaded and stay; templates/parts/box.html becomes "parts/box".
 * Reports variables that the vocabulary does not have and partials that do not exist. Partials that a handbook may add,
 * such as head.html, need not exist. */
void parse_templates(struct arena *arena, const struct source_tree *tree, const struct vocabulary *vocabulary,
	struct template_set *set, struct diags *diags);

/* Whether a template can include itself, or whatever data name: how deep that goes is seen only when pages are made. */
bool templates_may_recurse(const struct template_set *set);

#endif
