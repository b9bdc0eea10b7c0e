/* Who uses what, collected in any order and sorted once. What is collected is kept small: a large handbook has millions
 * of mentions. */
#ifndef GLOSSA_LINK_USES_H
#define GLOSSA_LINK_USES_H

#include "model/site.h"

struct sighting {
	uint32_t of, by;   /* indexes of entries */
	uint32_t sentence; /* index + 1 */
};

struct use_list {
	struct sighting *items;
	size_t count, capacity;
	const struct str **locators; /* of citations, by item; NULL for mentions */
	size_t locator_capacity;
};

void use_add(struct use_list *list, struct sighting sighting);
void use_add_cited(struct use_list *list, struct sighting sighting, const struct str *locator);
/* By of, type of by, by, sentence; citations of one sentence in the order of the text; the same use twice stays once.
 * Empties the list. */
struct use *uses_sorted(struct arena *arena, struct use_list *list, const struct site *site, size_t *count);

#endif
