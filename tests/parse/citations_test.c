/* What stands inside a citation's brackets, and what is made of it: "prefix|key|locator" for each work, joined by " + ". */
#include "parse/citations.h"

#include "base/arena.h"
#include "base/buf.h"
#include "tap.h"

static const struct {
	const char *inside, *parts;
	size_t errors;
} ROWS[] = {
	{"@lewis-2022, 657", "|lewis-2022|657", 0},
	{"@lewis-2022", "|lewis-2022|", 0},
	{"see @a, n. 3; @b", "see|a|n. 3 + |b|", 0},
	{"-@key, 12", "-|key|12", 0},
	{"cf. also -@key", "cf. also-|key|", 0},
	{"@a [440]", "|a|440", 0},
	{"@a 440", "|a|440", 0},
	{"@a, 3; 5", "|a|3; 5", 0},
	{"@a; and others", "|a|and others", 0},
	{"@smith:2001.b, p. 3", "|smith:2001.b|p. 3", 0},
	{"@a., 3", "|a|., 3", 0},
	{"@иванов-2020, с. 5", "|иванов-2020|с. 5", 0},
	{"@x, sec. \"Sovereign right to (non-)interference\", n. 3",
		"|x|sec. \"Sovereign right to (non-)interference\", n. 3", 0},
	{"see \\*x\\* @a, \\[3\\] \\a\\\\; \\_5\\", "see *x*|a|[3] \\a\\; _5\\", 0},
	{"; @b", "|b|", 1},
	{"words only", "", 1},
	{"me@example.org; @b", "|b|", 1},
};

static void show(struct buf *out, const struct citation *citation)
{
	for (size_t i = 0; i < citation->item_count; i++) {
		const struct cite_item *item = &citation->items[i];

		buf_printf(out, "%s%.*s%s|%.*s|%.*s", i ? " + " : "", STR_ARG(item->prefix), item->without_author ? "-" : "",
			STR_ARG(item->key), STR_ARG(item->locator));
	}
}

int main(void)
{
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct citation_source source = {
			.inside = str_from(ROWS[i].inside), .path = STR("a.md"), .place = {3, 10}, .length = 9};
		struct citation citation = {0};
		struct diags diags = {0};
		struct buf out = {0};

		citation_parse(&arena, &source, &citation, &diags);
		show(&out, &citation);
		is_str(buf_str(&out), str_from(ROWS[i].parts), "%s", ROWS[i].inside);
		is_int(diags.errors, ROWS[i].errors, "%s: errors", ROWS[i].inside);
		buf_release(&out);
		diags_release(&diags);
	}
	struct citation_source source = {.inside = STR("see @a; @b"), .path = STR("a.md"), .place = {3, 10}, .length = 12};
	struct citation citation = {0};
	struct diags diags = {0};
	citation_parse(&arena, &source, &citation, &diags);
	is_int(citation.items[0].place.column, 15, "the column of the first @");
	is_int(citation.items[1].place.column, 19, "the column of the second @");
	is_int(citation.items[1].place.line, 3, "its line");
	arena_release(&arena);
	return done_testing();
}
