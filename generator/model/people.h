/* Who wrote or edited something, told from a field whatever way it was written. */
#ifndef GLOSSA_MODEL_PEOPLE_H
#define GLOSSA_MODEL_PEOPLE_H

#include "model/entry.h"

/* An organisation has a family name only. */
struct person {
	struct str family, given;
};

/* The people that a field holds: records with family, given or name; entries; or text, "Family, Given". */
size_t people_of(struct arena *arena, const struct field *field, const struct entry *entry, struct person **people);

#endif
