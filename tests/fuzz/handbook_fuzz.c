/* A whole tiny handbook, from its files to its pages, without a disk. The input is cut at lines of "=== PATH"; what
 * stands before the first is content/index.md. Files that the input does not bring are those below. */
#include "fuzz/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
	const char *path, *text;
	enum source_kind kind;
} GIVEN[] = {
	{"site.yaml",
		"title: T\nbase_url: https://x.example/\ntypes:\n  term:\n    folder: terms\n    role: glossary\n    letter: "
		"T\n    fields:\n"
		"      definition: {type: text}\n      note: {type: markdown}\n      broader: {type: ref, to: term, many: "
		"true, inverse: narrower, "
		"acyclic: true}\n      related: {type: ref, to: term, many: true, symmetric: true}\n      period: {type: "
		"period}\n      places: "
		"{type: place, many: true}\n      size: {type: quantity}\n  source:\n    folder: sources\n    role: "
		"bibliography\n    fields:\n"
		"      year: {type: date, means: csl:issued}\n  event:\n    file: events.yaml\n    page: index\n    fields:\n  "
		"    date: {type: date}\n",
		SOURCE_SETTINGS},
	{"content/terms/b.md", "---\ntitle: Soft power\nforms: [SP2]\nrelated: [a]\n---\nSee [[a]] and [@s, 3].\n",
		SOURCE_ENTRY},
	{"content/sources/s.md", "---\ntitle: Source\nyear: 2001\n---\n", SOURCE_ENTRY},
	{"templates/entry.html",
		"<h1>{{entry.title}}</h1>{{{entry.html}}}{{#entry.concordance}}{{#groups}}{{title}}{{#uses}}{{text}}{{/"
		"uses}}{{/groups}}"
		"{{/entry.concordance}}{{#entry.references}}{{{html}}}{{/entry.references}}",
		SOURCE_TEMPLATE},
};

static void add_all(struct source_tree *tree, struct str rest)
{
	struct str path = STR("content/index.md"), line, text = str_slice(rest, 0, 0);

	while (str_line(&rest, &line)) {
		if (str_starts(line, STR("=== "))) {
			fuzz_add(tree, path, text);
			path = str_from_index(line, 4);
			text = str_slice(rest, 0, 0);
		} else {
			text = (struct str){
				text.len ? text.data : line.data, (size_t)(rest.data - (text.len ? text.data : line.data))};
		}
	}
	fuzz_add(tree, path, text);
	for (size_t i = 0; i < COUNT_OF(GIVEN); i++)
		fuzz_add(tree, str_from(GIVEN[i].path), str_from(GIVEN[i].text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct build build;

	fuzz_begin(&build);
	add_all(&build.tree, (struct str){(const char *)data, size});
	fuzz_build(&build);
	return 0;
}
