#include "model/source.h"

#include "tap.h"

static void test_finding(void)
{
	struct source items[] = {
		{.path = STR_INIT("content/a.md"), .kind = SOURCE_ENTRY},
		{.path = STR_INIT("content/a/b.md"), .kind = SOURCE_ENTRY},
		{.path = STR_INIT("content/c.md"), .kind = SOURCE_ENTRY},
	};
	struct source_tree tree = {.of = {[SOURCE_ENTRY] = {items, COUNT_OF(items), COUNT_OF(items)}}};

	for (size_t i = 0; i < COUNT_OF(items); i++)
		ok(source_find(&tree, SOURCE_ENTRY, items[i].path) == &items[i], "%s is found", items[i].path.data);
	ok(source_find(&tree, SOURCE_ENTRY, STR("content/b.md")) == NULL, "what is not there is not");
	ok(source_find(&tree, SOURCE_ENTRY, STR("")) == NULL, "nor is nothing");
	ok(source_find(&tree, SOURCE_ASSET, items[0].path) == NULL, "nor what is of another kind");
	ok(source_first(&tree, SOURCE_ENTRY) == &items[0], "the first comes first");
	ok(source_first(&tree, SOURCE_STATIC) == NULL, "unless there is none");
}

static void test_roots(void)
{
	const struct source_tree tree = {.roots = {10, 11, 12, 13}};
	static const struct {
		enum source_kind kind;
		const char *path, *within;
		int root;
	} rows[] = {
		{SOURCE_SETTINGS, "site.yaml", "site.yaml", 10},
		{SOURCE_ENTRY, "content/terms/a.md", "terms/a.md", 11},
		{SOURCE_RECORDS, "content/events.yaml", "events.yaml", 11},
		{SOURCE_LEDGER, "content/ledger.txt", "ledger.txt", 11},
		{SOURCE_ASSET, "content/a.png", "a.png", 11},
		{SOURCE_TEMPLATE, "templates/views/x.html", "views/x.html", 12},
		{SOURCE_WORDS, "templates/words.yaml", "words.yaml", 12},
		{SOURCE_STATIC, "static/css/a.css", "css/a.css", 13},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct source source = {.path = str_from(rows[i].path), .kind = rows[i].kind};
		struct str within;

		is_int(source_root(&tree, &source, &within), rows[i].root, "the folder of %s", rows[i].path);
		is_str(within, str_from(rows[i].within), "and its path in that");
	}
}

int main(void)
{
	test_finding();
	test_roots();
	return done_testing();
}
