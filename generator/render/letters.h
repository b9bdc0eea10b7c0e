/* Long lists under letters: sections in the order of their items, each with a link from the top of the page. */
#ifndef GLOSSA_RENDER_LETTERS_H
#define GLOSSA_RENDER_LETTERS_H

#include "render/parts.h"

struct sections {
	struct making *m;
	struct value *list, *letters;
	struct value *section, *items; /* the last */
	struct str id;
	unsigned member; /* SECTION_ITEMS or SECTION_HEADWORDS */
};

struct sections sections_begin(struct making *m, unsigned member);
/* A section that is not a letter. */
void sections_open(struct sections *s, struct str title, struct str id);
/* Items come sorted, so that each letter is opened once. */
void sections_add(struct sections *s, struct str sort_key, const struct value *item);
void sections_end(const struct sections *s, struct value *index);

/* registers.c: the people and the abbreviations of the handbook */
void fill_people(struct making *m, struct value *index);
void fill_abbreviations(struct making *m, struct value *index);
/* changes.c: what is new, by day; the newest of it */
void fill_changes(struct making *m, struct value *index);
void fill_newest(struct making *m, struct value *index);

#endif
