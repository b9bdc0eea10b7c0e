#include "base/near.h"

#include <stdlib.h>
#include <string.h>

/* Longer words are never suggested for, so that the table fits on the stack. */
enum { LONGEST_WORD = 96 };

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

static char folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

size_t edit_distance(struct str a, struct str b, size_t limit)
{
	size_t rows[3][LONGEST_WORD + 1];

	if (a.len > LONGEST_WORD || b.len > LONGEST_WORD)
		return limit;
	if ((a.len > b.len ? a.len - b.len : b.len - a.len) >= limit)
		return limit;
	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *now = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
		size_t row_least = now[0] = i;

		for (size_t j = 1; j <= b.len; j++) {
			char x = folded(a.data[i - 1]), y = folded(b.data[j - 1]);

			now[j] = smallest(above[j] + 1, now[j - 1] + 1, above[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == folded(b.data[j - 2]) && y == folded(a.data[i - 2]) &&
				two_above[j - 2] + 1 < now[j])
				now[j] = two_above[j - 2] + 1;
			if (now[j] < row_least)
				row_least = now[j];
		}
		if (row_least >= limit)
			return limit;
	}
	size_t edits = rows[a.len % 3][b.len];
	return edits < limit ? edits : limit;
}

struct near near_to(struct str word)
{
	return (struct near){.word = word, .best_edits = word.len / 3 + 1 + (word.len < 3)};
}

void near_try(struct near *near, struct str candidate)
{
	size_t limit = near->best_edits + (near->best.data ? 1 : 0);
	size_t edits = edit_distance(near->word, candidate, limit);

	if (edits >= limit || candidate.len == 0)
		return;
	if (near->best.data && edits == near->best_edits && str_compare(candidate, near->best) >= 0)
		return;
	near->best = candidate;
	near->best_edits = edits;
}
