#include "base/near.h"

#include "base/arena.h"
#include "tap.h"

static void test_distance(void)
{
	static const struct {
		const char *a, *b;
		size_t edits;
	} ROWS[] = {
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "abc", 0},
		{"abc", "ABC", 0},
		{"abc", "abd", 1},
		{"abc", "ab", 1},
		{"abc", "xabc", 1},
		{"abc", "acb", 1},
		{"abcd", "badc", 2},
		{"kitten", "sitting", 3},
		{"saturday", "sunday", 3},
		{"abc", "xyz", 3},
	};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct str a = str_from(ROWS[i].a), b = str_from(ROWS[i].b);

		is_int(edit_distance(a, b, 100), ROWS[i].edits, "\"%s\" to \"%s\"", ROWS[i].a, ROWS[i].b);
		is_int(edit_distance(b, a, 100), ROWS[i].edits, "and back");
		for (size_t limit = 1; limit <= 4; limit++)
			if (edit_distance(a, b, limit) != (ROWS[i].edits < limit ? ROWS[i].edits : limit))
				ok(false, "\"%s\" to \"%s\" stops at %zu", ROWS[i].a, ROWS[i].b, limit);
	}
	struct arena arena = {0};
	struct str long_word = str_format(&arena, "%097d", 0);
	is_int(edit_distance(long_word, long_word, 5), 5, "words of more than 96 bytes are never near");
	is_int(edit_distance(str_slice(long_word, 0, 96), str_slice(long_word, 1, 96), 5), 1, "those of 96 are");
	arena_release(&arena);
}

static struct str nearest(const char *word, struct str *candidates, size_t count)
{
	struct near near = near_to(str_from(word));

	for (size_t i = 0; i < count; i++)
		near_try(&near, candidates[i]);
	return near.best;
}

static void test_suggestions(void)
{
	struct str words[] = {STR("build"), STR("check"), STR(""), STR("bald"), STR("help"), STR("r2p")};

	is_str(nearest("biuld", words, COUNT_OF(words)), STR("build"), "two letters swapped");
	is_str(nearest("chek", words, COUNT_OF(words)), STR("check"), "one left out");
	is_str(nearest("buld", words, COUNT_OF(words)), STR("bald"), "of equally near ones the first by bytes");
	struct str reversed[] = {STR("bald"), STR("build")};
	is_str(nearest("buld", reversed, COUNT_OF(reversed)), STR("bald"), "in whatever order they come");
	is_str(nearest("rp", words, COUNT_OF(words)), STR("r2p"), "short words allow one edit");
	is_str(nearest("xyz", words, COUNT_OF(words)), STR(""), "none when all are far");
	is_str(nearest("", words, COUNT_OF(words)), STR(""), "nothing is near to nothing");
	is_str(nearest("help", words, COUNT_OF(words)), STR("help"), "the word itself is nearest");
}

int main(void)
{
	test_distance();
	test_suggestions();
	return done_testing();
}
