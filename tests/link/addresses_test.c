#include "handbook.h"

static void duplicate_ids(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_entry(&h, "content/timeline.md", "Timeline");
	add_record(&h, "content/events.yaml", "events/e1", "One")->place = at(3, 3);
	add_entry(&h, "content/events/e1.md", "Two");
	add_entry(&h, "content/cases/b.md", "B");
	add_entry(&h, "content/cases/a.md", "A");
	handbook_link(&h);
	is_str(told(&h),
		STR("content/events/e1.md:1:1: the id \"events/e1\" is taken by content/events.yaml:3; rename one of the two "
			"[entry-duplicate]\n"),
		"one id, two entries");
	is_str(h.site.entries[0].id, STR("cases/a"), "entries are in the order of their ids");
	is_str(h.site.entries[4].id, STR("timeline"), "to the last");
	ok(by_id(&h, "events/e1")->record, "the first of two keeps the id");
	for (size_t i = 0; i < h.site.entry_count; i++)
		is_int(h.site.entries[i].index, i, "entry %zu knows its index", i);
	handbook_end(&h);
}

static void case_and_composition(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_entry(&h, "content/terms/R2P.md", "One");
	add_entry(&h, "content/terms/r2p.md", "Two");
	add_entry(&h, "content/terms/caf\xc3\xa9.md", "Composed");
	add_entry(&h, "content/terms/cafe\xcc\x81.md", "Decomposed");
	add_entry(&h, "content/terms/\xd0\x9c\xd0\xb8\xd1\x80.md", "Capital");
	add_entry(&h, "content/terms/\xd0\xbc\xd0\xb8\xd1\x80.md", "Small");
	add_entry(&h, "content/terms/it\xe2\x80\x99s.md", "Right quote");
	add_entry(&h, "content/terms/it's.md", "Apostrophe");
	add_asset(&h, "content/a/Map.png", NULL);
	add_asset(&h, "content/a/map.png", NULL);
	handbook_link(&h);
	is_int(count_of(&h, DIAG_ADDRESS_COLLISION), 4, "case and composition make no difference, quotes do");
	ok(str_contains(
		   told(&h), STR("content/terms/r2p.md:1:1: the address \"terms/r2p.html\" is taken by content/terms/R2P.md "
						 "(\"terms/R2P.html\", which differs only in case or in how characters are composed); rename "
						 "one of the two")),
		"both sources are named");
	ok(str_contains(told(&h), STR("content/a/map.png:0:0: the address \"a/map.png\" is taken by content/a/Map.png")),
		"files collide as pages do");
	handbook_end(&h);
}

static void reserved(void)
{
	static const char *const paths[] = {"content/search.md", "content/404.md", "content/Glossary.md",
		"content/bibliography.md", "content/print.md", "content/tags/a.md", "content/data/a.md", "content/static/a.md"};
	struct handbook h;

	handbook_begin(&h);
	for (size_t i = 0; i < COUNT_OF(paths); i++)
		add_entry(&h, paths[i], "Title");
	add_entry(&h, "content/index.md", "Home");
	add_entry(&h, "content/map.md", "Map");
	add_entry(&h, "content/searching.md", "Searching");
	add_entry(&h, "content/terms/search.md", "Search");
	add_alias(add_entry(&h, "content/terms/a.md", "A"), "feed.xml", 4);
	add_alias(add_entry(&h, "content/terms/b.md", "B"), "_redirects/index.html", 4);
	add_asset(&h, "content/robots.txt", NULL);
	handbook_link(&h);
	is_int(count_of(&h, DIAG_ADDRESS_RESERVED), COUNT_OF(paths) + 3, "addresses that belong to glossa");
	is_int(count_of(&h, DIAG_ADDRESS_COLLISION), 0, "are told once");
	ok(str_contains(told(&h), STR("content/search.md:1:1: the address \"search.html\" is reserved for the page that "
								  "glossa writes there; choose another name [address-reserved]")),
		"a page of glossa's own");
	ok(str_contains(told(&h), STR("content/tags/a.md:1:1: the address \"tags/a.html\" is reserved: glossa keeps its "
								  "own files in \"tags/\"; choose another name")),
		"a folder of glossa's own");
	ok(str_contains(told(&h), STR("content/terms/a.md:4:5: the address \"feed.xml\"")), "an alias");
	ok(str_contains(told(&h), STR("content/terms/b.md:4:5: the address \"_redirects/index.html\"")),
		"what would stand in a folder of a file's name");
	ok(str_contains(told(&h), STR("content/robots.txt:0:0: ")), "a file");
	handbook_end(&h);
}

static void static_files(void)
{
	struct source robots = {.path = STR("static/robots.txt")}, name = {.path = STR("static/CNAME")};
	struct asset own_robots = {.source = &robots, .address = STR("robots.txt")};
	struct asset own_name = {.source = &name, .address = STR("CNAME")};
	struct handbook h;

	handbook_begin(&h);
	map_set(&h.site.assets, robots.path, &own_robots);
	map_set(&h.site.assets, name.path, &own_name);
	add_asset(&h, "content/CNAME", NULL);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/CNAME:0:0: the address \"CNAME\" is taken by static/CNAME; rename one of the two "
			"[address-collision]\n"),
		"static/ may bring a robots.txt, but nothing that stands in content/");
	handbook_end(&h);
}

static void aliases(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *a = add_entry(&h, "content/terms/a.md", "A");
	add_alias(a, "terms/z-old.html", 3);
	add_alias(a, "terms/b.html", 4);
	add_alias(a, "terms/a.html", 5);
	add_alias(a, "terms/index.html", 6);
	add_alias(add_entry(&h, "content/terms/b.md", "B"), "terms/Z-OLD.html", 3);
	struct entry *c = add_entry(&h, "content/terms/c.md", "C");
	add_alias(c, "terms/old.html", 3);
	add_alias(c, "terms/old.html", 4);
	add_entry(&h, "content/timeline.md", "Timeline");
	add_alias(add_record(&h, "content/events.yaml", "events/e1", "One"), "one.html", 3);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/terms/a.md:4:5: the alias \"terms/b.html\" is taken by content/terms/b.md; drop the alias "
			"[address-collision]\n"
			"content/terms/a.md:5:5: the alias \"terms/a.html\" is the address that the page has now; drop the alias "
			"[address-collision]\n"
			"content/terms/a.md:6:5: the alias \"terms/index.html\" is taken by the index page of a type; drop the "
			"alias [address-collision]\n"
			"content/terms/b.md:3:5: the alias \"terms/Z-OLD.html\" is taken by an alias in content/terms/a.md "
			"(\"terms/z-old.html\", which differs only in case or in how characters are composed); drop the alias "
			"[address-collision]\n"
			"content/terms/c.md:4:5: the alias \"terms/old.html\" is taken by an alias in content/terms/c.md; drop the "
			"alias [address-collision]\n"),
		"aliases that are no old addresses");
	is_int(h.site.redirect_count, 3, "the others redirect");
	is_str(h.site.redirects[0].from, STR("one.html"), "sorted by where they begin");
	is_str(h.site.redirects[0].to, STR("timeline.html#e1"), "a record's to its place on the page");
	is_str(h.site.redirects[1].from, STR("terms/old.html"), "the second");
	is_str(h.site.redirects[1].to, STR("terms/c.html"), "leads to its page");
	is_str(h.site.redirects[2].from, STR("terms/z-old.html"), "the third");
	handbook_end(&h);
}

static void files_and_folders(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_entry(&h, "content/a.md", "A");
	add_entry(&h, "content/a.html/b.md", "B");
	add_entry(&h, "content/index.md", "Home");
	add_alias(&h.entries[2], "A.HTML/c.html", 2);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/a.html/b.md:1:1: the address \"a.html/b.html\" needs a folder \"a.html\", but that is the address "
			"of content/a.md; rename one of the two [address-collision]\n"
			"content/index.md:2:5: the address \"A.HTML/c.html\" needs a folder \"a.html\", but that is the address of "
			"content/a.md; rename one of the two [address-collision]\n"),
		"a file is no folder");
	handbook_end(&h);
}

static void too_long(void)
{
	struct handbook h;
	struct buf name = {0}, deep = {0};

	handbook_begin(&h);
	for (size_t i = 0; i < 251; i++)
		buf_char(&name, 'a');
	for (size_t i = 0; i < 500; i++)
		buf_put(&deep, STR("a/"));
	const char *longest = str_terminated(&h.arena, str_format(&h.arena, "content/%.*s.md", 250, name.data));
	const char *longer = str_terminated(&h.arena, str_format(&h.arena, "content/%.*s.md", 251, name.data));
	add_entry(&h, longest, "Fits");
	struct entry *entry = add_entry(&h, longer, "Does not fit");
	add_alias(entry, str_terminated(&h.arena, str_format(&h.arena, "%.*sa.html", STR_ARG(buf_str(&deep)))), 3);
	add_tag(entry, str_terminated(&h.arena, str_format(&h.arena, "%.*s", 251, name.data)));
	handbook_link(&h);
	is_int(count_of(&h, DIAG_ADDRESS_LENGTH), 3, "a page, an alias and a tag that no file system can hold");
	is_int(h.site.redirect_count, 0, "are left out");
	handbook_end(&h);
	buf_release(&name);
	buf_release(&deep);
}

static void type_pages(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_entry(&h, "content/terms/index.md", "Terms");
	add_entry(&h, "content/terms/a.md", "A");
	add_asset(&h, "content/cases/index.html", NULL);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/cases/index.html:0:0: the address \"cases/index.html\" is taken by the index page of a type; "
			"rename one of the two [address-collision]\n"),
		"an index page that has no file stands nonetheless");
	is_str(h.site.type_pages[TYPE_TERM].address, STR("terms/index.html"), "a type's index");
	ok(h.site.type_pages[TYPE_TERM].entry == by_id(&h, "terms/index"), "and the entry that opens it");
	ok(!h.site.type_pages[TYPE_CASE].entry, "which need not be");
	is_str(h.site.type_pages[TYPE_EVENT].address, STR(""), "records have no index");
	handbook_end(&h);
}

static void records_without_page(void)
{
	struct handbook h;

	handbook_begin(&h);
	h.types[TYPE_EVENT].place = at(9, 3);
	add_record(&h, "content/events.yaml", "events/e1", "One");
	add_record(&h, "content/events.yaml", "events/e2", "Two");
	add_entry(&h, "content/time-line.md", "Time");
	handbook_link(&h);
	is_str(told(&h),
		STR("site.yaml:9:3: the records of \"event\" stand on the page \"timeline\", which does not exist; did you "
			"mean \"time-line\"? [site-type]\n"),
		"records need a page, told once");
	handbook_end(&h);
}

static void navigation(void)
{
	static const char *const targets[] = {
		"index", "terms", "cases", "search", "trems", "glosary", "later", "events", ""};
	struct handbook h;
	struct site_page page;

	handbook_begin(&h);
	for (size_t i = 0; i < COUNT_OF(targets); i++)
		h.nav[h.config.nav_count++] = (struct nav_item){
			.target = str_from(targets[i]), .place = at((uint32_t)i + 1, 5)};
	add_entry(&h, "content/index.md", "Home");
	add_entry(&h, "content/terms/index.md", "Terms");
	add_draft(&h, "content/later.md", "Later");
	handbook_link(&h);
	is_str(told(&h),
		STR("site.yaml:5:5: there is no page \"trems\"; did you mean \"terms\"? [nav-unknown]\n"
			"site.yaml:6:5: there is no page \"glosary\"; did you mean \"glossary\"? [nav-unknown]\n"
			"site.yaml:7:5: later is a draft, so `nav` leaves it out [link-draft]\n"
			"site.yaml:8:5: there is no page \"events\" [nav-unknown]\n"
			"site.yaml:9:5: there is no page \"\" [nav-unknown]\n"),
		"what `nav` may name");
	ok(site_page_named(&h.site, STR("terms"), &page) && page.entry == by_id(&h, "terms/index"),
		"a folder is its index");
	ok(site_page_named(&h.site, STR("cases"), &page) && !page.entry && page.type == &h.types[TYPE_CASE],
		"with or without entry");
	is_str(page.address, STR("cases/index.html"), "at its address");
	ok(site_page_named(&h.site, STR("search"), &page), "the search page has a name");
	is_str(page.address, STR("search.html"), "and an address");
	ok(site_page_named(&h.site, STR("glossary"), &page), "so has the glossary");
	ok(!site_page_named(&h.site, STR("tags"), &page), "but not the list of tags where there are none");
	ok(!site_page_named(&h.site, STR("bibliography"), &page), "nor the bibliography without sources");
	ok(!site_page_named(&h.site, STR("print"), &page), "nor what `outputs` leaves out");
	handbook_end(&h);
}

static void twice(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_alias(add_entry(&h, "content/terms/a.md", "A"), "terms/old.html", 3);
	add_asset(&h, "content/map.png", NULL);
	handbook_link(&h);
	link_site(&h.site, &h.diags);
	link_entries(&h.site, &h.diags);
	link_site(&h.site, &h.diags);
	is_str(told(&h), STR(""), "a site can be linked again");
	is_int(h.site.redirect_count, 1, "with the same result");
	is_int(h.site.assets.count, 1, "and no file twice");
	handbook_end(&h);
}

int main(void)
{
	duplicate_ids();
	case_and_composition();
	reserved();
	static_files();
	aliases();
	files_and_folders();
	too_long();
	type_pages();
	records_without_page();
	navigation();
	twice();
	return done_testing();
}
