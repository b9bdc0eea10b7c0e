#include "read/source_names.h"

#include <string.h>

#include "tap.h"

static const struct {
	enum source_root root;
	const char *name;
	bool skipped;
} SKIPS[] = {
	{ROOT_CONTENT, "syria.md", false},
	{ROOT_CONTENT, "README.md", true},
	{ROOT_CONTENT, "Readme.MD", true},
	{ROOT_STATIC, "readme.md", true},
	{ROOT_CONTENT, "readme.txt", false},
	{ROOT_CONTENT, ".git", true},
	{ROOT_CONTENT, ".#syria.md", true},
	{ROOT_CONTENT, "#syria.md#", true},
	{ROOT_CONTENT, "#", false},
	{ROOT_CONTENT, "#1", false},
	{ROOT_CONTENT, "syria.md~", true},
	{ROOT_CONTENT, "syria.md.swp", true},
	{ROOT_CONTENT, "syria.swo", true},
	{ROOT_CONTENT, "syria.swx", true},
	{ROOT_CONTENT, "syria.tmp", true},
	{ROOT_CONTENT, "syria.orig", true},
	{ROOT_CONTENT, "syria.bak", true},
	{ROOT_CONTENT, "syria.backup", false},
	{ROOT_CONTENT, "Thumbs.db", true},
	{ROOT_CONTENT, "_drafts", true},
	{ROOT_CONTENT, "a_b.md", false},
	{ROOT_TEMPLATES, "_partial.html", false},
	{ROOT_STATIC, "_headers", false},
	{ROOT_STATIC, ".well-known", false},
	{ROOT_STATIC, ".htaccess", false},
	{ROOT_STATIC, ".nojekyll", false},
	{ROOT_STATIC, ".DS_Store", true},
	{ROOT_CONTENT, ".htaccess", true},
	{ROOT_CONTENT, "~", true},
};

static void test_skipping(void)
{
	for (size_t i = 0; i < COUNT_OF(SKIPS); i++)
		is_int(source_name_skipped(SKIPS[i].root, str_from(SKIPS[i].name)), SKIPS[i].skipped, "%s in root %d is %s",
			SKIPS[i].name, SKIPS[i].root, SKIPS[i].skipped ? "skipped" : "taken");
}

static const struct {
	const char *name;
	const char *message; /* NULL when nothing is wrong */
} CHECKS[] = {
	{"r2p.md", NULL},
	{"Миротворчество.md", NULL},
	{"主权.md", NULL},
	{"with space & more.md", NULL},
	{"bad\x1b[2J.md", "the file name \"bad\\x1b[2J.md\" has a control character; rename it"},
	{"line\nbreak.md", "the file name \"line\\x0abreak.md\" has a control character; rename it"},
	{"del\x7f.md", "the file name \"del\\x7f.md\" has a control character; rename it"},
	{"c1\xc2\x9b.md", "the file name \"c1\\xc2\\x9b.md\" has a control character; rename it"},
	{"bad\xff.md", "the file name \"bad\\xff.md\" is not UTF-8; rename it"},
	{"\xc0\xaf.md", "the file name \"\\xc0\\xaf.md\" is not UTF-8; rename it"},
	{"\xed\xa0\x80.md", "the file name \"\\xed\\xa0\\x80.md\" is not UTF-8; rename it"},
	{"rtl\xe2\x80\xae.md", "the file name \"rtl\\xe2\\x80\\xae.md\" has an invisible or reserved character; rename it"},
	{"\xf3\xb0\x80\x80.md",
		"the file name \"\\xf3\\xb0\\x80\\x80.md\" has an invisible or reserved character; rename it"},
};

static void test_checking(void)
{
	struct diags diags = {0};
	char longest[202];

	for (size_t i = 0; i < COUNT_OF(CHECKS); i++) {
		bool fine = source_name_check(STR("content/terms"), str_from(CHECKS[i].name), &diags);

		is_int(fine, CHECKS[i].message == NULL, "name %zu is %s", i, CHECKS[i].message ? "refused" : "fine");
		if (CHECKS[i].message && diags.count == 1) {
			is_str(diags.items[0].message, str_from(CHECKS[i].message), "and why");
			is_str(diags.items[0].path, STR("content/terms"), "and where");
		}
		is_int(diags.count, CHECKS[i].message != NULL, "said once");
		diags_release(&diags);
	}
	memset(longest, 'x', sizeof(longest));
	ok(source_name_check(STR(""), (struct str){longest, 200}, &diags), "200 bytes are fine");
	ok(!source_name_check(STR(""), (struct str){longest, 201}, &diags), "201 are not");
	ok(str_ends(diags.items[0].message, STR("is longer than 200 bytes; rename it")), "for pages add to them");
	diags_release(&diags);
}

static const struct {
	enum source_root root;
	const char *path;
	int kind; /* -1: of no use */
} KINDS[] = {
	{ROOT_CONTENT, "content/a/b.md", SOURCE_ENTRY},
	{ROOT_CONTENT, "content/a/b.MD", SOURCE_ENTRY},
	{ROOT_CONTENT, "content/events.yaml", SOURCE_RECORDS},
	{ROOT_CONTENT, "content/events.yml", SOURCE_RECORDS},
	{ROOT_CONTENT, "content/map.png", SOURCE_ASSET},
	{ROOT_CONTENT, "content/LICENSE", SOURCE_ASSET},
	{ROOT_CONTENT, "content/ledger.txt", SOURCE_LEDGER},
	{ROOT_CONTENT, "content/a/ledger.txt", SOURCE_ASSET},
	{ROOT_TEMPLATES, "templates/entry.html", SOURCE_TEMPLATE},
	{ROOT_TEMPLATES, "templates/views/table.html", SOURCE_TEMPLATE},
	{ROOT_TEMPLATES, "templates/words.yaml", SOURCE_WORDS},
	{ROOT_TEMPLATES, "templates/views/words.yaml", -1},
	{ROOT_TEMPLATES, "templates/notes.txt", -1},
	{ROOT_STATIC, "static/css/base.css", SOURCE_STATIC},
	{ROOT_STATIC, "static/about.md", SOURCE_STATIC},
};

static void test_kinds(void)
{
	for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
		enum source_kind kind;
		bool known = source_kind_of(KINDS[i].root, str_from(KINDS[i].path), &kind);

		is_int(known ? (int)kind : -1, KINDS[i].kind, "kind of %s", KINDS[i].path);
	}
}

int main(void)
{
	test_skipping();
	test_checking();
	test_kinds();
	return done_testing();
}
