/* Which rows a view has, in which order, under which headings. */
#include "viewing.h"

static const char SETTINGS[] =
	"title: Test\nbase_url: https://example.org/\ntypes:\n"
	"  case:\n    folder: cases\n    letter: C\n    fields:\n"
	"      period: {type: period}\n      region: {type: choice, of: [West, East]}\n"
	"      norms: {type: ref, to: term, many: true, inverse: cases}\n"
	"      size: {type: number}\n      open: {type: boolean}\n"
	"      phases: {type: record, many: true, fields: {name: {type: text}, norm: {type: ref, "
	"to: term}}}\n"
	"  term:\n    folder: terms\n    role: glossary\n    fields:\n"
	"      definition: {type: text}\n";

static const char *const FILES[] = {
	"content/cases/a.md",
	"---\ntitle: Abkhazia\nnumber: 10\nperiod: 1992/..\nregion: East\nnorms: [r2p, law]\nsize: 7\nopen: true\n"
	"phases: [{name: first, norm: law}, {name: second, norm: r2p}]\n---\n",
	"content/cases/b.md",
	"---\ntitle: Bosnia\nnumber: 9\nperiod: 1992-04/1995\nregion: West\nnorms: [r2p]\nsize: 12.5\nopen: false\n---\n",
	"content/cases/c.md",
	"---\ntitle: Чечня\nnumber: 2\nperiod: 1994\nregion: East\n---\n",
	"content/terms/law.md",
	"---\ntitle: Law\ndefinition: A rule.\n---\n",
	"content/terms/r2p.md",
	"---\ntitle: Responsibility to protect\ndefinition: A duty.\nforms: [R2P]\n---\n",
	NULL,
};

struct row {
	const char *view, *rows;
};

static const struct row ROWS[] = {
	{"show: list\nof: case\n", "Abkhazia, Bosnia, Чечня"},
	{"show: list\nof: case\nsort: -title\n", "Чечня, Bosnia, Abkhazia"},
	{"show: list\nof: case\nsort: number\n", "Чечня, Bosnia, Abkhazia"},
	{"show: list\nof: case\nsort: siglum\n", "Чечня, Bosnia, Abkhazia"},
	{"show: list\nof: case\nsort: [region, -number]\n", "Bosnia, Abkhazia, Чечня"},
	{"show: list\nof: case\nsort: -size\n", "Bosnia, Abkhazia, Чечня"},
	{"show: list\nof: case\nsort: size\nlimit: 1\n", "Abkhazia"},
	{"show: list\nof: case\nwhere: {region: East}\n", "Abkhazia, Чечня"},
	{"show: list\nof: case\nwhere: {region: {not: East}}\n", "Bosnia"},
	{"show: list\nof: case\nwhere: {region: [East, West], size: {from: 10}}\n", "Bosnia"},
	{"show: list\nof: case\nwhere: {size: {to: 12.5, from: 7}}\n", "Abkhazia, Bosnia"},
	{"show: list\nof: case\nwhere: {size: {exists: false}}\n", "Чечня"},
	{"show: list\nof: case\nwhere: {norms: {exists: true}}\n", "Abkhazia, Bosnia"},
	{"show: list\nof: case\nwhere: {norms: R2P}\n", "Abkhazia, Bosnia"},
	{"show: list\nof: case\nwhere: {norms: terms/law}\n", "Abkhazia"},
	{"show: list\nof: case\nwhere: {norms.title: Law}\n", "Abkhazia"},
	{"show: list\nof: case\nwhere: {phases.norm: law}\n", "Abkhazia"},
	{"show: list\nof: case\nwhere: {period: 1994}\n", "Чечня"},
	{"show: list\nof: case\nwhere: {period: {to: 1993}}\n", "Abkhazia, Bosnia"},
	{"show: list\nof: case\nwhere: {period: {from: 1996}}\n", "Abkhazia"},
	{"show: list\nof: case\nwhere: {open: true}\n", "Abkhazia"},
	{"show: list\nof: case\nwhere: {draft: {not: true}, id: {not: [a, cases/b]}}\n", "Чечня"},
	{"show: list\nof: case\nsort: period\n", "Abkhazia, Bosnia, Чечня"},
	{"show: list\nof: case\ngroup: region\n", "West: Bosnia; East: Abkhazia, Чечня"},
	{"show: list\nof: case\ngroup: norms\n", "Law: Abkhazia; Responsibility to protect: Abkhazia, Bosnia; Чечня"},
	{"show: list\nof: term\ngroup: cases\n",
		"Abkhazia: Law, Responsibility to protect; Bosnia: Responsibility to protect"},
	{"show: list\nof: term\nwhere: {cases.region: West}\n", "Responsibility to protect"},
	{"show: list\nof: [term, case]\nwhere: {type: Term}\n", "Law, Responsibility to protect"},
	{"show: list\nof: case\neach: phases\ngroup: norm\n", "Law: Abkhazia; Responsibility to protect: Abkhazia"},
};

static void test_rows(void)
{
	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct handbook h = {0};
		const struct view *view = viewing(&h, SETTINGS, FILES, ROWS[i].view);

		is_str(shown_rows(&h, view), str_from(ROWS[i].rows), "%s", ROWS[i].view);
		is_str(told(&h), STR(""), "nothing is wrong");
		handbook_forget(&h);
	}
}

static void test_bars(void)
{
	struct handbook h = {0};
	const struct view *view = viewing(&h, SETTINGS, FILES, "show: bars\nof: case\nsort: -size\n");
	const struct view_row *rows = view->result.groups[0].rows;

	is_int((int)rows[0].share, 100, "the longest bar");
	is_int((int)rows[1].share, 56, "another, of it");
	ok(!rows[2].measured, "what has no number has no bar");
	handbook_forget(&h);
}

static void test_cross(void)
{
	struct handbook h = {0};
	const struct view *view = viewing(&h, SETTINGS, FILES, "show: matrix\nof: case\ndown: region\nacross: norms\n");
	const struct view_result *result = &view->result;

	is_int(result->group_count, 2, "headings down");
	is_int(result->across_count, 3, "headings across, the last for what has none");
	is_int(result->crosses[0].count, 0, "West and Law");
	is_int(result->crosses[1].count, 1, "West and R2P");
	is_int(result->crosses[3].count, 1, "East and Law");
	is_int(result->crosses[5].count, 1, "East and neither");
	handbook_forget(&h);
}

static void test_empty(void)
{
	struct handbook h = {0};

	viewing(&h, SETTINGS, FILES, "show: list\nof: case\nwhere: {period: {from: 1800, to: 1850}}\n");
	is_str(told(&h), STR("content/page.md:5:1: this view shows nothing: no entry meets its conditions [view-empty]\n"),
		"an empty view");
	handbook_forget(&h);
}

int main(void)
{
	test_rows();
	test_bars();
	test_cross();
	test_empty();
	return done_testing();
}
