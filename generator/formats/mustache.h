/* Mustache templates, as the specification has them: variables, sections, inverted sections, comments, partials,
 * delimiters, inheritance and dynamic names. Parsed once, rendered by many threads at once. */
#ifndef GLOSSA_FORMATS_MUSTACHE_H
#define GLOSSA_FORMATS_MUSTACHE_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "formats/value.h"

struct template; /* compiled; immutable after template_parse */

/* Borrows path and text. Never NULL: a template with errors renders what could be read. */
struct template *template_parse(struct arena *arena, struct str path, struct str text, struct diags *diags);

/* All templates of a site by name ("case", "parts/infobox"): the file without its ".html". */
struct template_set {
	struct map by_name; /* of struct template */
};

/* Calls `visit` for each name that the template looks up ("entry.title"; not ".") and each partial it includes, in the
 * order of the text. The place is that of the name inside its tag. */
struct template_name {
	struct str name;
	struct place place;
	bool partial; /* {{> name}} or {{< name}}, not a variable */
	bool dynamic; /* {{> *name}}: a variable that holds a partial's name; `partial` is false */
};
typedef void template_visit(void *context, const struct template *template, const struct template_name *name);
void template_names(const struct template *template, template_visit *visit, void *context);
struct str template_path(const struct template *template);

/* Appends the rendering. `stack` is the context stack, outermost first. A missing partial renders as nothing, as the
 * specification wants; recursion deeper than 100 is a diagnostic, and ends the rendering there. Uses `scratch` for its
 * own needs. */
void template_render(struct arena *scratch, const struct template_set *set, const struct template *template,
	const struct value *const *stack, size_t depth, struct buf *out, struct diags *diags);

#endif
