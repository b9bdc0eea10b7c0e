/* The names that templates may use, so that a typo is found instead of vanishing.
 *
 * A vocabulary is flat: it knows which names there are at all, and for a dotted name which names can stand after
 * which ("entry" then "title"). Where in the context stack a template stands it does not ask: sections push anything.
 *
 * render/ fills it from the one table of what templates see, parse/ checks templates against it. */
#ifndef GLOSSA_MODEL_VOCABULARY_H
#define GLOSSA_MODEL_VOCABULARY_H

#include "base/arena.h"
#include "base/map.h"

struct vocabulary {
	struct map names; /* "title", and "entry.title": title can follow entry */
	struct arena text;
};

/* `parent` is "" for a name that can stand by itself, as in a section; else only "parent.name" is added. */
void vocabulary_add(struct vocabulary *vocabulary, struct str parent, struct str name);
void vocabulary_release(struct vocabulary *vocabulary);

/* Whether a template may look up `dotted`. If not, *unknown is the part of it that nothing has (a slice of `dotted`)
 * and *best what was probably meant ("" when nothing is near). */
bool vocabulary_has(const struct vocabulary *vocabulary, struct str dotted, struct str *unknown, struct str *best);

#endif
