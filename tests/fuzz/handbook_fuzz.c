/* A whole tiny handbook, from its files to its pages, without a disk. The input is cut at lines of "=== PATH"; what
 * stands before the first is content/index.md. Files that the input does not bring are those below. */
#include <stdlib.h>

#include "base/die.h"
#include "build.h"

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

static struct str on_heap(struct str text)
{
	char *copy = must_alloc(text.len);

	if (text.len)
		memcpy(copy, text.data, text.len);
	return (struct str){copy, text.len};
}

static enum source_kind kind_of(struct str path)
{
	if (str_equal(path, STR("site.yaml")))
		return SOURCE_SETTINGS;
	if (str_starts(path, STR("templates/")))
		return str_ends(path, STR(".yaml")) ? SOURCE_WORDS : SOURCE_TEMPLATE;
	return str_ends(path, STR(".yaml")) ? SOURCE_RECORDS : SOURCE_ENTRY;
}

static bool usable(struct str path)
{
	for (size_t i = 0; i < path.len; i++)
		if ((unsigned char)path.data[i] <= ' ' || (unsigned char)path.data[i] >= 0x7f)
			return false;
	return str_equal(path, STR("site.yaml")) || (str_starts(path, STR("content/")) && path.len > 11) ||
	       (str_starts(path, STR("templates/")) && path.len > 15);
}

static void add(struct source_tree *tree, struct str path, struct str text)
{
	enum source_kind kind = kind_of(path);
	struct source_list *list = &tree->of[kind];

	if (!usable(path) || source_find(tree, kind, path))
		return;
	size_t at = list->count;
	list->items = grow(list->items, list->count, &list->capacity, sizeof(*list->items));
	while (at > 0 && str_compare(list->items[at - 1].path, path) > 0) {
		list->items[at] = list->items[at - 1];
		at--;
	}
	list->items[at] = (struct source){.path = str_copy(&tree->text, path), .bytes = on_heap(text), .kind = kind};
	list->count++;
}

static void add_all(struct source_tree *tree, struct str rest)
{
	struct str path = STR("content/index.md"), line, text = str_slice(rest, 0, 0);

	while (str_line(&rest, &line)) {
		if (str_starts(line, STR("=== "))) {
			add(tree, path, text);
			path = str_from_index(line, 4);
			text = str_slice(rest, 0, 0);
		} else {
			text = (struct str){
				text.len ? text.data : line.data, (size_t)(rest.data - (text.len ? text.data : line.data))};
		}
	}
	add(tree, path, text);
	for (size_t i = 0; i < COUNT_OF(GIVEN); i++)
		add(tree, str_from(GIVEN[i].path), str_from(GIVEN[i].text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct build build = {.root = ".", .workers = 1};

	for (int i = 0; i < SOURCE_ROOT_COUNT; i++)
		build.tree.roots[i] = -1;
	for (int i = 0; i < SOURCE_KIND_COUNT; i++)
		build.tree.limits[i] = 1 << 20;
	add_all(&build.tree, (struct str){(const char *)data, size});
	enum outcome outcome = build_load_tree(&build);
	if (outcome == OUTCOME_OK)
		outcome = build_render(&build, BUILD_NOTHING);
	build_finish(&build, outcome);
	build_release(&build);
	return 0;
}
