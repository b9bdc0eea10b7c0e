/* The block of a view: the input stands between ```view and ``` on a page of a handbook that has something for every
 * kind to draw, and every kind's template asks for all that was computed. */
#include "fuzz/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char SETTINGS[] =
	"title: T\nbase_url: https://x.example/\ntypes:\n"
	"  ship:\n    folder: ships\n    letter: S\n    fields:\n"
	"      built: {type: period}\n      fleet: {type: choice, of: [A, B]}\n      home: {type: place, many: true}\n"
	"      crew: {type: quantity}\n      score: {type: number}\n      new: {type: boolean}\n"
	"      like: {type: ref, to: ship, many: true, symmetric: true}\n"
	"      after: {type: ref, to: ship, many: true, acyclic: true, inverse: before}\n"
	"      said: {type: record, many: true, fields: {what: {type: text}, by: {type: ref, to: book}, locator: {type: "
	"text}}}\n"
	"  book: {folder: books, role: bibliography, fields: {year: {type: date, means: csl:issued}}}\n"
	"  event: {file: events.yaml, page: index, fields: {date: {type: period}, ship: {type: ref, to: ship}}}\n";

static const char DRAWN[] =
	"{{#view}}{{id}}{{caption}}{{csv}}{{#sets}}{{id}}{{label}}{{/sets}}{{#columns}}{{label}}{{set}}{{/columns}}"
	"{{#groups}}{{title}}{{url}}{{#rows}}{{title}}{{id}}{{share}}{{start}}{{#cells}}{{sort}}{{#values}}{{text}}{{#"
	"notes}}{{url}}{{/notes}}"
	"{{/values}}{{/cells}}{{/rows}}{{#crosses}}{{#rows}}{{title}}{{/rows}}{{/crosses}}{{/groups}}"
	"{{#drawings}}{{width}}{{height}}{{left_out}}{{#events}}{{x}}{{d}}{{full}}{{/events}}{{#bins}}{{url}}{{full}}{{/"
	"bins}}"
	"{{#ticks}}{{text}}{{/ticks}}{{#lands}}{{d}}{{/lands}}{{#spots}}{{x}}{{y}}{{text}}{{/spots}}{{#nodes}}{{text}}{{/"
	"nodes}}"
	"{{#edges}}{{d}}{{/edges}}{{#sentences}}{{label}}{{/sentences}}{{#others}}{{label}}{{/others}}{{/drawings}}"
	"{{#spots}}{{name}}{{lat}}{{#row}}{{#cells}}{{label}}{{/cells}}{{/row}}{{/spots}}{{#sources}}{{title}}{{/sources}}"
	"{{#letters}}{{url}}{{/letters}}{{/view}}";

static const struct {
	const char *path, *text;
} GIVEN[] = {
	{"site.yaml", SETTINGS},
	{"content/ships/a.md",
		"---\ntitle: Argo\nbuilt: -1200~\nfleet: A\nhome: [{name: P, lat: 90, lon: 180}, {name: Q}]\ncrew: {value: -5, "
		"unit: "
		"men, qualifier: about}\nscore: 1e308\nlike: [b]\nsaid: [{what: none, by: b1, locator: '3-4'}]\n---\n"},
	{"content/ships/b.md",
		"---\ntitle: قارب\nbuilt: 2015/..\nfleet: B\nhome: [{name: P, lat: -90, lon: -180, role: x}]\nscore: -3\nnew: "
		"true\nlike: [a]\nafter: [a]\nsources: [{key: b1, locator: n. 1}]\n---\n"},
	{"content/ships/c.md", "---\ntitle: C\nbuilt: ../00XX\nforms: [See]\nafter: [a, b]\n---\n"},
	{"content/books/b1.md", "---\ntitle: Book\nyear: 1999\n---\n"},
	{"content/events.yaml", "- {id: e1, title: E, date: 1999, ship: a}\n- {id: e2, title: F}\n"},
	{"templates/entry.html", "{{{entry.html}}}{{#entry.neighbours}}{{#edges}}{{d}}{{/edges}}{{/entry.neighbours}}"},
};

static const char *const KINDS[] = {"list", "cards", "table", "matrix", "timeline", "map", "graph", "bars", "index"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct build build;
	struct buf page = {0};

	fuzz_begin(&build);
	buf_put(&page, STR("---\ntitle: Home\n---\n```view\n"));
	buf_put(&page, (struct str){(const char *)data, size});
	buf_put(&page, STR("\n```\n"));
	fuzz_add(&build.tree, STR("content/index.md"), buf_str(&page));
	buf_release(&page);
	for (size_t i = 0; i < COUNT_OF(GIVEN); i++)
		fuzz_add(&build.tree, str_from(GIVEN[i].path), str_from(GIVEN[i].text));
	for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
		struct str path = str_format(&build.tree.text, "templates/views/%s.html", KINDS[i]);

		fuzz_add(&build.tree, path, str_from(DRAWN));
	}
	fuzz_build(&build);
	return 0;
}
