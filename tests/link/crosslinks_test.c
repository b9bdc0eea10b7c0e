#include "handbook.h"

static struct str target_of(const struct link *link)
{
	return link->to ? link->to->id : STR("(none)");
}

static void names(void)
{
	static const struct {
		const char *written, *target;
	} rows[] = {
		{"terms/r2p", "terms/r2p"},                     /* id */
		{"Terms/R2P", "terms/r2p"},                     /* id in other letters */
		{"r2p", "terms/r2p"},                           /* file name */
		{"responsibility to protect", "terms/r2p"},     /* title, folded */
		{"  Responsibility  to Protect ", "terms/r2p"}, /* white space */
		{"RtoP", "terms/r2p"},                          /* form */
		{"syria", "cases/syria"},                       /* file name beats the title of another */
		{"the syrian war", "terms/syrian"},
		{"home", "index"}, /* a title */
		{"index", "index"},
		{"cases", "cases/index"}, /* a folder goes by its index */
		{"миротворчество", "terms/mirotvorchestvo"},
		{"Миротворчество", "terms/mirotvorchestvo"},
		{"events/e1", "events/e1"},
		{"e1", "events/e1"},
	};
	struct handbook h;

	handbook_begin(&h);
	struct entry *home = add_entry(&h, "content/index.md", "Home");
	add_form(add_entry(&h, "content/terms/r2p.md", "Responsibility to protect"), "RtoP", 3);
	add_entry(&h, "content/cases/syria.md", "War in Syria");
	add_form(add_entry(&h, "content/terms/syrian.md", "Syria"), "the Syrian war", 3);
	add_form(add_entry(&h, "content/terms/mirotvorchestvo.md", "Mirotvorchestvo"), "миротворчество", 3);
	add_entry(&h, "content/cases/index.md", "All cases");
	add_entry(&h, "content/timeline.md", "Timeline");
	add_record(&h, "content/events.yaml", "events/e1", "A vote");
	struct link *links = home->body.links;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		add_link(home, rows[i].written, (uint32_t)i + 1);
	handbook_link(&h);
	is_str(told(&h), STR(""), "names that are found cause no words");
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		is_str(target_of(&links[i]), str_from(rows[i].target), "[[%s]]", rows[i].written);
	is_str(by_id(&h, "events/e1")->address, STR("timeline.html#e1"), "a record stands on its page");
	handbook_end(&h);
}

static void unknown(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *home = add_entry(&h, "content/index.md", "Home");
	add_entry(&h, "content/terms/astana-process.md", "Astana process");
	add_entry(&h, "content/terms/norm.md", "Norm");
	add_entry(&h, "content/cases/norm.md", "A case of norms");
	add_form(add_entry(&h, "content/terms/rule.md", "Rule"), "A case of norms", 3);
	add_draft(&h, "content/terms/later.md", "Later");
	struct link *links = home->body.links;
	add_link(home, "astanna-process", 1);
	add_link(home, "case/astana-process", 2);
	add_link(home, "astana-process.md", 3);
	add_link(home, "quite another thing", 4);
	add_link(home, "norm", 5);
	add_link(home, "a case of norms", 6);
	add_link(home, "later", 7);
	add_link(home, "Later", 8);
	add_link(home, "nrm", 9);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/index.md:1:1: no entry named \"astanna-process\"; did you mean \"astana-process\"? "
			"[link-unknown]\n"
			"content/index.md:2:1: no entry named \"case/astana-process\"; did you mean \"terms/astana-process\"? "
			"[link-unknown]\n"
			"content/index.md:3:1: no entry named \"astana-process.md\"; did you mean \"terms/astana-process\"? "
			"[link-unknown]\n"
			"content/index.md:4:1: no entry named \"quite another thing\" [link-unknown]\n"
			"content/index.md:5:1: \"norm\" may be cases/norm, terms/norm; write the id of the one you mean "
			"[link-ambiguous]\n"
			"content/index.md:7:1: terms/later is a draft, so this link becomes plain text [link-draft]\n"
			"content/index.md:8:1: terms/later is a draft, so this link becomes plain text [link-draft]\n"
			"content/index.md:9:1: no entry named \"nrm\"; did you mean \"cases/norm\"? [link-unknown]\n"),
		"what names do not find");
	is_str(target_of(&links[5]), STR("cases/norm"), "a title beats a form");
	ok(!links[4].to && !links[6].to, "neither an ambiguous link nor one to a draft has a target");
	handbook_end(&h);
}

static void many_rivals(void)
{
	static const char *const paths[] = {
		"content/a/x.md", "content/b/x.md", "content/c/x.md", "content/d/x.md", "content/e/x.md"};
	struct handbook h;

	handbook_begin(&h);
	struct entry *home = add_entry(&h, "content/index.md", "Home");
	for (size_t i = 0; i < COUNT_OF(paths); i++)
		add_entry(&h, paths[i], "Title");
	add_link(home, "x", 1);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/index.md:1:1: \"x\" may be a/x, b/x, c/x and others; write the id of the one you mean "
			"[link-ambiguous]\n"),
		"of many that go by one name a few are listed");
	handbook_end(&h);
}

static void fragments(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *home = add_entry(&h, "content/index.md", "Home");
	struct entry *norm = add_entry(&h, "content/terms/norm.md", "Norm");
	add_anchor(norm, "origins", ANCHOR_HEADING);
	add_anchor(norm, "fig-force", ANCHOR_FIGURE);
	norm->body.paragraphs[norm->body.paragraph_count++] = STR("p-3fa2c1");
	norm->anchors[norm->anchor_count++] = (struct moved_anchor){STR("beginnings"), STR("origins"), at(5, 3)};
	add_anchor(home, "top", ANCHOR_HEADING);
	add_entry(&h, "content/timeline.md", "Timeline");
	add_record(&h, "content/events.yaml", "events/e1", "A vote");
	struct link *links = home->body.links;
	add_link(home, "norm#origins", 1);
	add_link(home, "norm#fig-force", 2);
	add_link(home, "norm#p-3fa2c1", 3);
	add_link(home, "norm#beginnings", 4);
	add_link(home, "#top", 5);
	add_link(home, "norm#orgins", 6);
	add_link(home, "#tip", 7);
	add_link(home, "e1#x", 8);
	add_path_link(home, "terms/norm.md#orig%69ns", 9);
	add_path_link(home, "#top", 10);
	add_link(home, "norm#zzzzzz", 11);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/index.md:6:1: terms/norm has no anchor \"orgins\"; did you mean \"origins\"? [link-anchor]\n"
			"content/index.md:7:1: this page has no anchor \"tip\"; did you mean \"top\"? [link-anchor]\n"
			"content/index.md:8:1: events/e1 has no anchors: it is a record on a page it shares; link to it without "
			"\"#x\" [link-anchor]\n"
			"content/index.md:11:1: terms/norm has no anchor \"zzzzzz\" [link-anchor]\n"),
		"anchors that are not there");
	ok(links[0].anchor && links[0].anchor->kind == ANCHOR_HEADING, "a heading's anchor is known");
	ok(links[1].anchor && links[1].anchor->kind == ANCHOR_FIGURE, "a figure's anchor is known");
	ok(!links[2].anchor && links[2].to, "a paragraph can be linked to and has no label");
	ok(links[3].anchor == links[0].anchor, "an old anchor leads to what it has become");
	is_str(target_of(&links[4]), STR("index"), "[[#top]] is the own page");
	is_str(links[4].anchor->id, STR("top"), "and has its anchor");
	is_str(links[8].anchor ? links[8].anchor->id : STR(""), STR("origins"), "a fragment may be percent-encoded");
	is_str(target_of(&links[9]), STR("index"), "(#top) is the own page");
	handbook_end(&h);
}

static void moved_anchors(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *home = add_entry(&h, "content/index.md", "Home");
	add_anchor(home, "new", ANCHOR_HEADING);
	home->anchors[home->anchor_count++] = (struct moved_anchor){STR("old"), STR("new"), at(3, 3)};
	home->anchors[home->anchor_count++] = (struct moved_anchor){STR("older"), STR("nev"), at(4, 3)};
	home->anchors[home->anchor_count++] = (struct moved_anchor){STR("oldest"), STR("old"), at(6, 3)};
	handbook_link(&h);
	is_str(told(&h),
		STR("content/index.md:4:3: this page has no anchor \"nev\"; did you mean \"new\"? [link-anchor]\n"
			"content/index.md:6:3: the anchor \"old\" is an old one itself; write `oldest: new` [link-anchor]\n"),
		"old anchors lead to living ones");
	handbook_end(&h);
}

static void paths(void)
{
	static const struct {
		const char *written, *target, *file;
	} rows[] = {
		{"../terms/norm.md", "terms/norm", ""},
		{"syria.md", "cases/syria", ""},
		{"./libya.md", "cases/libya", ""},
		{"../terms/de%20facto.md", "terms/de facto", ""},
		{"map.pdf", "(none)", "cases/map.pdf"},
		{"../data%20set.csv", "(none)", "data set.csv"},
		{"../search.html", "(none)", "search.html"},
		{"../terms/norm.html", "terms/norm", ""},
		{"../terms/", "(none)", "terms/index.html"},
		{"../", "index", ""},
		{"..", "index", ""},
		{"../../static/paper.pdf", "(none)", "static/paper.1234.pdf"},
		{"old.html", "cases/libya", ""},
	};
	struct source paper = {.path = STR("static/paper.pdf"), .kind = SOURCE_STATIC};
	struct asset fingerprinted = {.source = &paper, .address = STR("static/paper.1234.pdf")};
	struct handbook h;

	handbook_begin(&h);
	map_set(&h.site.assets, paper.path, &fingerprinted);
	add_asset(&h, "content/cases/map.pdf", NULL);
	add_asset(&h, "content/data set.csv", NULL);
	add_entry(&h, "content/index.md", "Home");
	add_entry(&h, "content/terms/norm.md", "Norm");
	add_entry(&h, "content/terms/de facto.md", "De facto");
	add_entry(&h, "content/cases/libya.md", "Libya");
	add_alias(&h.entries[3], "cases/old.html", 3);
	struct entry *syria = add_entry(&h, "content/cases/syria.md", "Syria");
	struct link *links = syria->body.links;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		add_path_link(syria, rows[i].written, (uint32_t)i + 1);
	handbook_link(&h);
	is_str(told(&h), STR(""), "paths that are found cause no words");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		is_str(target_of(&links[i]), str_from(rows[i].target), "(%s)", rows[i].written);
		is_str(links[i].file, str_from(rows[i].file), "file of (%s)", rows[i].written);
	}
	handbook_end(&h);
}

static void lost_paths(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_asset(&h, "content/cases/map.pdf", NULL);
	add_entry(&h, "content/terms/norm.md", "Norm");
	add_draft(&h, "content/terms/later.md", "Later");
	struct entry *syria = add_entry(&h, "content/cases/syria.md", "Syria");
	add_path_link(syria, "../terms/nrom.md", 1);
	add_path_link(syria, "norm.md", 2);
	add_path_link(syria, "mapp.pdf", 3);
	add_path_link(syria, "../terms/norm", 4);
	add_path_link(syria, "../../site.yaml", 5);
	add_path_link(syria, "../../../etc/passwd", 6);
	add_path_link(syria, "/terms/norm.md", 7);
	add_path_link(syria, "../terms/later.md", 8);
	add_path_link(syria, "..%2f..%2fsecret.md", 9);
	add_path_link(syria, "../contents/norm.md", 10);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/cases/syria.md:1:1: no entry at \"../terms/nrom.md\"; did you mean \"../terms/norm.md\"? "
			"[link-unknown]\n"
			"content/cases/syria.md:2:1: no entry at \"norm.md\"; did you mean \"../terms/norm.md\"? [link-unknown]\n"
			"content/cases/syria.md:3:1: there is no file \"mapp.pdf\"; did you mean \"map.pdf\"? [link-file]\n"
			"content/cases/syria.md:4:1: there is no file \"../terms/norm\"; did you mean \"../terms/norm.md\"? "
			"[link-file]\n"
			"content/cases/syria.md:5:1: \"../../site.yaml\" leads outside content/ [link-file]\n"
			"content/cases/syria.md:6:1: \"../../../etc/passwd\" leads outside content/ [link-file]\n"
			"content/cases/syria.md:7:1: \"/terms/norm.md\" begins at the root of a host, which may not be the site's; "
			"write the way from this file [link-file]\n"
			"content/cases/syria.md:8:1: terms/later is a draft, so this link becomes plain text [link-draft]\n"
			"content/cases/syria.md:9:1: \"..%2f..%2fsecret.md\" leads outside content/ [link-file]\n"
			"content/cases/syria.md:10:1: no entry at \"../contents/norm.md\"; did you mean \"../terms/norm.md\"? "
			"[link-unknown]\n"),
		"paths that lead nowhere");
	handbook_end(&h);
}

static void generated_pages(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *home = add_entry(&h, "content/index.md", "Home");
	add_entry(&h, "content/terms/index.md", "All terms");
	struct link *links = home->body.links;
	add_link(home, "search", 1);
	add_link(home, "cases", 2);
	add_link(home, "terms", 3);
	handbook_link(&h);
	is_str(told(&h), STR(""), "glossa's own pages can be linked to by name");
	is_str(links[0].file, STR("search.html"), "[[search]]");
	is_str(links[1].file, STR("cases/index.html"), "[[cases]], which has no entry of its own");
	is_str(target_of(&links[2]), STR("terms/index"), "[[terms]], which has one");
	handbook_end(&h);
}

static void images(void)
{
	static const char gif[] = "GIF89a\x2c\x01\xc8\x01\xf7";
	struct handbook h;

	handbook_begin(&h);
	add_asset(&h, "content/cases/map.gif", gif);
	add_asset(&h, "content/cases/odd.bin", "what");
	struct entry *syria = add_entry(&h, "content/cases/syria.md", "Syria");
	const char *const addresses[] = {"map.gif", "../cases/map.gif#part", "odd.bin", "https://example.org/a.png",
		"data:image/png;base64,AAAA", "mpa.gif", "../../a.png"};
	for (size_t i = 0; i < COUNT_OF(addresses); i++)
		syria->body.images[syria->body.image_count++] = (struct image){
			.address = str_from(addresses[i]), .place = at((uint32_t)i + 1, 1)};
	handbook_link(&h);
	is_str(told(&h),
		STR("content/cases/syria.md:6:1: there is no file \"mpa.gif\"; did you mean \"map.gif\"? [link-file]\n"
			"content/cases/syria.md:7:1: \"../../a.png\" leads outside content/ [link-file]\n"),
		"images that are not there");
	const struct image *images = by_id(&h, "cases/syria")->body.images;
	is_str(images[0].file, STR("cases/map.gif"), "an image's address");
	is_int(images[0].width, 300, "its width");
	is_int(images[0].height, 456, "its height");
	is_int(images[1].width, 300, "a fragment does not hide the file");
	is_str(images[2].file, STR("cases/odd.bin"), "a file that is no picture");
	is_int(images[2].width, 0, "has no width");
	is_str(images[3].file, STR(""), "a remote image has no file");
	handbook_end(&h);
}

int main(void)
{
	names();
	unknown();
	many_rivals();
	fragments();
	moved_anchors();
	paths();
	lost_paths();
	generated_pages();
	images();
	return done_testing();
}
