/* A handbook in memory, for fuzzers that build all of one. */
#ifndef GLOSSA_TESTS_FUZZ_TREE_H
#define GLOSSA_TESTS_FUZZ_TREE_H

#include <stdlib.h>

#include "base/die.h"
#include "build.h"

static inline struct str fuzz_on_heap(struct str text)
{
	char *copy = must_alloc(text.len);

	if (text.len)
		memcpy(copy, text.data, text.len);
	return (struct str){copy, text.len};
}

static inline enum source_kind fuzz_kind_of(struct str path)
{
	if (str_equal(path, STR("site.yaml")))
		return SOURCE_SETTINGS;
	if (str_starts(path, STR("templates/")))
		return str_ends(path, STR(".yaml")) ? SOURCE_WORDS : SOURCE_TEMPLATE;
	return str_ends(path, STR(".yaml")) ? SOURCE_RECORDS : SOURCE_ENTRY;
}

static inline bool fuzz_usable(struct str path)
{
	for (size_t i = 0; i < path.len; i++)
		if ((unsigned char)path.data[i] <= ' ' || (unsigned char)path.data[i] >= 0x7f)
			return false;
	return str_equal(path, STR("site.yaml")) || (str_starts(path, STR("content/")) && path.len > 11) ||
	       (str_starts(path, STR("templates/")) && path.len > 15);
}

static inline void fuzz_add(struct source_tree *tree, struct str path, struct str text)
{
	enum source_kind kind = fuzz_kind_of(path);
	struct source_list *list = &tree->of[kind];

	if (!fuzz_usable(path) || source_find(tree, kind, path))
		return;
	size_t at = list->count;
	list->items = grow(list->items, list->count, &list->capacity, sizeof(*list->items));
	while (at > 0 && str_compare(list->items[at - 1].path, path) > 0) {
		list->items[at] = list->items[at - 1];
		at--;
	}
	list->items[at] = (struct source){.path = str_copy(&tree->text, path), .bytes = fuzz_on_heap(text), .kind = kind};
	list->count++;
}

static inline void fuzz_begin(struct build *build)
{
	*build = (struct build){.root = ".", .workers = 1};
	for (int i = 0; i < SOURCE_ROOT_COUNT; i++)
		build->tree.roots[i] = -1;
	for (int i = 0; i < SOURCE_KIND_COUNT; i++)
		build->tree.limits[i] = 1 << 20;
}

static inline void fuzz_build(struct build *build)
{
	enum outcome outcome = build_load_tree(build);

	if (outcome == OUTCOME_OK)
		outcome = build_render(build, BUILD_NOTHING);
	build_finish(build, outcome);
	build_release(build);
}

#endif
