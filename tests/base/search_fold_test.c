#include "base/search_fold.h"

#include <string.h>

#include "base/arena.h"
#include "tap.h"

static struct search_table table;

/* The words of a text, by spaces: their folds or their skeletons. */
static void keys_of(struct buf *out, struct str text, bool skeletons)
{
	struct search_scan scan = {.table = &table, .text = text};

	buf_reset(out);
	while (search_next(&scan)) {
		if (out->len)
			buf_char(out, ' ');
		if (!skeletons)
			buf_put(out, search_word(&scan));
		else if (scan.ideograph)
			buf_char(out, '-');
		else
			search_skeleton(out, &scan);
	}
}

static void test_case(struct str line)
{
	struct str text, folds;
	struct buf found = {0};

	str_split(&line, '\t', &text);
	str_split(&line, '\t', &folds);
	keys_of(&found, text, false);
	is_str(buf_str(&found), folds, "%.*s folds", STR_ARG(text));
	keys_of(&found, text, true);
	is_str(buf_str(&found), line, "%.*s has its skeleton", STR_ARG(text));
	buf_release(&found);
}

/* The cases that the browser's code is tested with as well. */
static void test_cases(void)
{
	static char bytes[64 * 1024];
	FILE *file = fopen("tests/search/cases.txt", "rb");
	struct str text, line;
	size_t cases = 0;

	if (!ok(file != NULL, "tests/search/cases.txt is there"))
		return;
	text = (struct str){bytes, fread(bytes, 1, sizeof(bytes), file)};
	fclose(file);
	for (; str_line(&text, &line); cases += line.len && line.data[0] != '#')
		if (line.len && line.data[0] != '#')
			test_case(line);
	ok(cases >= 30, "all were read");
}

static void test_places(void)
{
	struct search_scan scan = {.table = &table, .text = STR("(мир) 师夷")};

	ok(search_next(&scan), "a word");
	is_int(scan.from, 1, "begins behind the bracket");
	is_int(scan.to, 7, "ends before the other");
	ok(search_next(&scan) && scan.ideograph && scan.from == 9 && scan.to == 12, "an ideograph");
	ok(search_next(&scan) && scan.ideograph && scan.from == 12, "another");
	ok(!search_next(&scan), "no more");
}

static void test_limits(void)
{
	char text[4 * SEARCH_WORD_SIZE];
	struct search_scan scan = {.table = &table, .text = {text, sizeof(text)}};

	memset(text, 'a', sizeof(text));
	ok(search_next(&scan) && scan.fold_length == SEARCH_WORD_SIZE, "a long word is cut");
	ok(!search_next(&scan), "and is one word");
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "щ", 2);
	scan = (struct search_scan){.table = &table, .text = {text, sizeof(text)}};
	while (search_next(&scan))
		ok(scan.fold_length <= SEARCH_WORD_SIZE && scan.latin_length <= SEARCH_WORD_SIZE, "within its bounds");
	scan = (struct search_scan){.table = &table, .text = STR("\xff\xfe\x80 a\xf0")};
	while (search_next(&scan))
		ok(scan.to <= scan.text.len, "bytes that are no text");
}

int main(void)
{
	search_table_init(&table);
	test_cases();
	test_places();
	test_limits();
	return done_testing();
}
