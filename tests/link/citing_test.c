#include "handbook.h"

static void citations(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *syria = add_entry(&h, "content/cases/syria.md", "Syria");
	struct entry *libya = add_entry(&h, "content/cases/libya.md", "Libya");
	add_entry(&h, "content/sources/lewis-2022.md", "Contesting");
	add_draft(&h, "content/sources/later-2024.md", "Later");
	add_citation(&h, syria, "lewis-2022", "657", 3);
	add_citation(&h, syria, "lewis-2022", "12", 2);
	add_citation(&h, syria, "lewis-2022", "9", 3);
	add_citation(&h, syria, "lewis-2022", "9", 3);
	add_citation(&h, syria, "lewis-2023", "", 4);
	add_citation(&h, syria, "Lewis-2022", "", 5);
	add_citation(&h, syria, "later-2024", "", 6);
	add_citation(&h, syria, "nobody-1900", "", 7);
	libya->sources[libya->source_count++] = (struct source_use){
		.key = STR("lewis-2022"), .locator = STR("n. 3"), .place = at(5, 7)};
	libya->sources[libya->source_count++] = (struct source_use){.key = STR("levis-2022"), .place = at(6, 7)};
	handbook_link(&h);
	is_str(told(&h),
		STR("content/cases/libya.md:6:7: no source is cited by \"levis-2022\"; did you mean \"lewis-2022\"? "
			"[cite-unknown]\n"
			"content/cases/syria.md:4:7: no source is cited by \"lewis-2023\"; did you mean \"lewis-2022\"? "
			"[cite-unknown]\n"
			"content/cases/syria.md:5:7: no source is cited by \"Lewis-2022\"; did you mean \"lewis-2022\"? "
			"[cite-unknown]\n"
			"content/cases/syria.md:6:7: sources/later-2024 is a draft, so it is not cited [link-draft]\n"
			"content/cases/syria.md:7:7: no source is cited by \"nobody-1900\" [cite-unknown]\n"),
		"keys that are no source's");
	is_str(uses_text(&h, site_citations_of(&h.site, by_id(&h, "sources/lewis-2022"))),
		STR("cases/libya 0 n. 3\ncases/syria 2 12\ncases/syria 3 657\ncases/syria 3 9\n"),
		"who cites a source: by entry, sentence and place in it, the same once");
	ok(by_id(&h, "cases/syria")->body.citations[0].items[0].source == by_id(&h, "sources/lewis-2022"),
		"a citation knows its source");
	ok(!by_id(&h, "cases/syria")->body.citations[4].items[0].source, "a wrong one knows none");
	is_int(count_of(&h, DIAG_SOURCE_UNCITED), 0, "a cited source is not called uncited");
	handbook_end(&h);
}

static void uncited(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *syria = add_entry(&h, "content/cases/syria.md", "Syria");
	add_entry(&h, "content/sources/index.md", "Sources");
	add_entry(&h, "content/sources/by-field.md", "By field");
	add_entry(&h, "content/sources/linked.md", "Linked");
	add_citation(&h, add_entry(&h, "content/sources/itself.md", "Itself"), "itself", "", 1);
	add_ref(syria, &h.source_record[0], "by-field", 3);
	add_link(syria, "linked", 1);
	handbook_link(&h);
	is_int(count_of(&h, DIAG_SOURCE_UNCITED), 2, "a link is no citation, nor is one on the own page; a field is");
	ok(h.diags.count == 2 && str_equal(h.diags.items[0].path, STR("content/sources/itself.md")),
		"cited by itself alone");
	ok(h.diags.count == 2 && str_equal(h.diags.items[1].path, STR("content/sources/linked.md")), "linked to alone");
	handbook_end(&h);
}

static void one_key_twice(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_entry(&h, "content/sources/a/lewis.md", "One");
	add_entry(&h, "content/sources/b/lewis.md", "Two");
	handbook_link(&h);
	is_str(told(&h),
		STR("content/sources/b/lewis.md:1:1: \"lewis\" is also what content/sources/a/lewis.md is cited by; rename one "
			"of the two [entry-duplicate]\n"),
		"a key is one source's");
	handbook_end(&h);
}

static void dois(void)
{
	static const char *const dois[] = {"10.1093/IA/iiac001", "https://doi.org/10.1093/ia/iiac001",
		"doi: 10.1093/ia/IIAC001", "http://dx.doi.org/10.1093/ia/iiac001", "10.1093/ia/iiac002", ""};
	static const char *const paths[] = {"content/sources/a.md", "content/sources/b.md", "content/sources/c.md",
		"content/sources/d.md", "content/sources/e.md", "content/sources/f.md"};
	struct handbook h;

	handbook_begin(&h);
	for (size_t i = 0; i < COUNT_OF(dois); i++)
		set_front(&h, add_entry(&h, paths[i], paths[i]), "doi", dois[i], 7);
	set_front(&h, add_entry(&h, "content/cases/x.md", "X"), "doi", dois[0], 7);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/sources/b.md:7:6: content/sources/a.md has the DOI 10.1093/ia/iiac001 too; keep one of the two "
			"[doi-duplicate]\n"
			"content/sources/c.md:7:6: content/sources/a.md has the DOI 10.1093/ia/iiac001 too; keep one of the two "
			"[doi-duplicate]\n"
			"content/sources/d.md:7:6: content/sources/a.md has the DOI 10.1093/ia/iiac001 too; keep one of the two "
			"[doi-duplicate]\n"),
		"one DOI, however it is written, in the field that means it");
	handbook_end(&h);
}

int main(void)
{
	citations();
	uncited();
	one_key_twice();
	dois();
	return done_testing();
}
