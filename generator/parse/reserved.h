/* The keys that every entry may have without declaring them: `title`, `summary`, `forms` … */
#ifndef GLOSSA_PARSE_RESERVED_H
#define GLOSSA_PARSE_RESERVED_H

#include "model/config.h"
#include "parse/fields.h"

/* An entry that is being filled from its front matter. */
struct front {
	struct entry *entry;
	const struct config *config;
	struct checker checker;
};

struct reserved_key {
	struct field field; /* how its value is checked, unless the type declares the key anew */
	bool own_check;     /* its value has a shape of its own: `read` checks it */
	bool page_only;     /* not for records, which have no page */
	bool redeclarable;  /* a type can declare it once more, to require it or to limit it */
	/* Takes the checked value into the entry; returns what the front matter keeps. */
	const struct value *(*read)(struct front *front, const struct value *value);
};

/* NULL when there is none of this name. */
const struct reserved_key *reserved_key(struct str name);
size_t reserved_key_count(void);
const struct reserved_key *reserved_key_at(size_t index);
/* Whether a declared field agrees with the reserved key of its name. */
bool reserved_key_fits(const struct reserved_key *key, const struct field *declared);

/* Whether text means its entry only in this case: no space, and two capitals or a capital and a digit. */
bool form_is_acronym(struct str form);

#endif
