#include "base/diag.h"

#include <string.h>

#include "base/utf8.h"
#include "tap.h"

static const struct place AT_1_1 = {1, 1};

static void test_codes(void)
{
	for (size_t i = 0; i < DIAG_CODE_COUNT; i++) {
		const struct diag_info *info = &DIAG_INFO[i];
		struct str name = str_from(info->name), text = str_from(info->explanation);
		enum diag_code code = DIAG_CODE_COUNT;

		ok(diag_code_named(name, &code) && code == i, "%s is found by its name", info->name);
		ok(strspn(info->name, "abcdefghijklmnopqrstuvwxyz-0123456789") == name.len, "%s is a plain name", info->name);
		ok(text.len > 20 && (str_ends(text, STR(".")) || str_ends(text, STR(".)"))) && utf8_invalid(text) == text.len,
			"%s is explained in sentences", info->name);
		ok(info->severity != SEVERITY_IGNORE, "%s is reported", info->name);
	}
	enum diag_code code = DIAG_LINK_UNKNOWN;
	ok(!diag_code_named(STR("link-unknow"), &code) && code == DIAG_LINK_UNKNOWN, "others are not");
}

static void test_adding(void)
{
	struct diags diags = {0};
	char path[] = "a.md";

	diag_add(&diags, DIAG_LINK_UNKNOWN, str_from(path), (struct place){3, 4}, "no entry named \"%s\"", "x");
	diag_add_span(&diags, DIAG_TERM_UNUSED, STR("b.md"), (struct place){0}, 5, "unused");
	path[0] = 'z';
	is_int(diags.count, 2, "two were added");
	is_str(diags.items[0].path, STR("a.md"), "the path is kept");
	is_str(diags.items[0].message, STR("no entry named \"x\""), "the message is formatted");
	ok(diags.items[0].place.line == 3 && diags.items[0].place.column == 4 && diags.items[0].length == 0, "the place");
	is_int(diags.items[1].length, 5, "the length");
	ok(diags.errors == 1 && diags.warnings == 1, "one error, one warning");
	ok(diags_failed(&diags, false), "an error fails the run");
	diags_release(&diags);
	ok(diags.items == NULL && diags.count == 0 && diags.errors == 0, "release leaves zero");
}

static void test_rules(void)
{
	enum severity rules[DIAG_CODE_COUNT];
	struct diags diags = {.rules = rules};

	for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
		rules[i] = DIAG_INFO[i].severity;
	rules[DIAG_LINK_UNKNOWN] = SEVERITY_WARNING;
	rules[DIAG_IMAGE_ALT] = SEVERITY_IGNORE;
	diag_add(&diags, DIAG_LINK_UNKNOWN, STR("a"), AT_1_1, "x");
	diag_add(&diags, DIAG_IMAGE_ALT, STR("a"), AT_1_1, "y");
	is_int(diags.count, 1, "what is ignored is not added");
	ok(diags.warnings == 1 && diags.errors == 0, "an error can be made a warning");
	ok(!diags_failed(&diags, false) && diags_failed(&diags, true), "warnings fail only where they count");
	diags_release(&diags);
	ok(diags.rules == rules, "the rules outlive a release");
	ok(!diags_failed(&(struct diags){0}, true), "nothing wrong is no failure");
}

/* However they came in, they come out by place, each once. */
static void test_sorting(void)
{
	static const struct {
		const char *path;
		struct place place;
		enum diag_code code;
		const char *message;
	} ROWS[] = {
		{"a.md", {0, 0}, DIAG_TERM_UNUSED, "whole file"},
		{"a.md", {2, 7}, DIAG_LINK_UNKNOWN, "first"},
		{"a.md", {2, 10}, DIAG_LINK_UNKNOWN, "second"},
		{"a.md", {10, 1}, DIAG_TEXT_UTF8, "by code"},
		{"a.md", {10, 1}, DIAG_LINK_UNKNOWN, "third"},
		{"a.md", {10, 1}, DIAG_LINK_UNKNOWN, "thirdly"},
		{"b.md", {1, 1}, DIAG_LINK_UNKNOWN, "other file"},
	};
	enum { COUNT = COUNT_OF(ROWS) };
	struct diags all = {0}, more = {0};

	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < COUNT; i++) {
			size_t row = (i * 5 + round) % COUNT;

			diag_add(round == 2 ? &more : &all, ROWS[row].code, str_from(ROWS[row].path), ROWS[row].place, "%s",
				ROWS[row].message);
		}
	}
	diags_merge(&all, &more);
	ok(more.count == 0 && more.items == NULL, "a merge empties what was merged");
	is_int(all.count, 3 * COUNT, "and moves all");
	is_int(all.errors + all.warnings, 3 * COUNT, "with the counts");
	diags_sort(&all);
	is_int(all.count, COUNT, "what is said twice stays once");
	for (size_t i = 0; i < COUNT && i < all.count; i++)
		is_str(all.items[i].message, str_from(ROWS[i].message), "diagnostic %zu is in its place", i);
	ok(all.warnings == 1 && all.errors == COUNT - 1, "and is counted once");
	diags_release(&all);
	diags_sort(&all);
	is_int(all.count, 0, "no diagnostics can be sorted too");
}

static void test_places(void)
{
	static const struct {
		size_t offset;
		uint32_t line, column;
	} ROWS[] = {
		{0, 5, 1}, {1, 5, 2}, {2, 5, 3}, {3, 6, 1}, {5, 6, 2}, {6, 6, 3}, {7, 7, 1}, {8, 8, 1}, {9, 8, 2}, {99, 8, 2}};
	struct str text = STR("ab\näx\n\nz");

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct place place = place_at(text, ROWS[i].offset, 5);

		ok(place.line == ROWS[i].line && place.column == ROWS[i].column, "byte %zu is at %u:%u", ROWS[i].offset,
			(unsigned)ROWS[i].line, (unsigned)ROWS[i].column);
	}
	struct place place = place_at((struct str){0}, 3, 1);
	ok(place.line == 1 && place.column == 1, "nothing begins at 1:1");
}

static void test_did_you_mean(void)
{
	struct arena arena = {0};

	is_str(diag_did_you_mean(&arena, STR("x")), STR("; did you mean \"x\"?"), "a suggestion");
	is_str(diag_did_you_mean(&arena, (struct str){0}), STR(""), "or none");
	arena_release(&arena);
}

int main(void)
{
	test_codes();
	test_adding();
	test_rules();
	test_sorting();
	test_places();
	test_did_you_mean();
	return done_testing();
}
