/* How it works: counting edits is dear, so a candidate is first asked for its length and its letters: one edit changes
 * the length by at most one and the set of letters by at most two. What is left is a few in a thousand. */
#include "link/suggest.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/near.h"

/* What a whole build may spend, in looks at a candidate: a few tenths of a second. */
enum { BUDGET = 60 * 1000 * 1000, COST_OF_COUNTING = 64 };

/* A bit for each letter (ASCII case ignored, as near.h does) and digit; the bytes of other scripts share the rest. */
static uint64_t letters_of(struct str text)
{
	uint64_t letters = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + 32);
		letters |= (uint64_t)1 << (c & 63);
	}
	return letters;
}

static int count_bits(uint64_t bits)
{
	int count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

void suggest_add(struct suggester *suggester, struct str text, const void *owner)
{
	suggester->items = grow(suggester->items, suggester->count, &suggester->capacity, sizeof(*suggester->items));
	suggester->items[suggester->count++] = (struct candidate){text, letters_of(text), owner};
}

const struct candidate *suggest_near(
	struct suggester *suggester, struct str word, suggest_filter *filter, const void *context)
{
	struct near near = near_to(word);
	uint64_t letters = letters_of(word);
	const struct candidate *best = NULL;

	if (word.len == 0 || suggester->spent >= BUDGET)
		return NULL;
	suggester->spent += suggester->count;
	for (size_t i = 0; i < suggester->count; i++) {
		const struct candidate *candidate = &suggester->items[i];
		size_t longer = candidate->text.len > word.len ? candidate->text.len - word.len
		                                               : word.len - candidate->text.len;

		if (longer > near.best_edits || (size_t)count_bits(candidate->letters ^ letters) > 2 * near.best_edits)
			continue;
		if (filter && !filter(context, candidate->owner))
			continue;
		const char *before = near.best.data;

		suggester->spent += COST_OF_COUNTING;
		near_try(&near, candidate->text);
		if (near.best.data != before)
			best = candidate;
	}
	return best;
}

void suggester_release(struct suggester *suggester)
{
	free(suggester->items);
	*suggester = (struct suggester){0};
}
