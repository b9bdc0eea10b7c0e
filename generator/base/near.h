/* "Did you mean": the candidate nearest to a word. */
#ifndef GLOSSA_BASE_NEAR_H
#define GLOSSA_BASE_NEAR_H

#include "base/str.h"

struct near {
	struct str word;
	struct str best;   /* {0} while nothing is near enough */
	size_t best_edits; /* of best; at first one more than is near enough */
};

struct near near_to(struct str word);
/* Offers a candidate; of equally near ones the first in byte order stays. */
void near_try(struct near *near, struct str candidate);
/* Insertions, deletions, replacements and swaps of neighbours (bytes, ASCII case ignored); stops counting at `limit`. */
size_t edit_distance(struct str a, struct str b, size_t limit);

#endif
