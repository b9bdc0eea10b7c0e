#include "model/source.h"

static const enum source_root ROOT_OF[SOURCE_KIND_COUNT] = {
	[SOURCE_SETTINGS] = ROOT_HANDBOOK,
	[SOURCE_ENTRY] = ROOT_CONTENT,
	[SOURCE_RECORDS] = ROOT_CONTENT,
	[SOURCE_LEDGER] = ROOT_CONTENT,
	[SOURCE_ASSET] = ROOT_CONTENT,
	[SOURCE_TEMPLATE] = ROOT_TEMPLATES,
	[SOURCE_WORDS] = ROOT_TEMPLATES,
	[SOURCE_STATIC] = ROOT_STATIC,
};

struct source *source_first(const struct source_tree *tree, enum source_kind kind)
{
	return tree->of[kind].count ? tree->of[kind].items : NULL;
}

struct source *source_find(const struct source_tree *tree, enum source_kind kind, struct str path)
{
	const struct source_list *list = &tree->of[kind];
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(list->items[middle].path, path);

		if (order == 0)
			return &list->items[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool source_same(const struct source *before, const struct source *now)
{
	return before->stamp && before->stamp == now->stamp;
}

int source_root(const struct source_tree *tree, const struct source *source, struct str *within)
{
	enum source_root root = ROOT_OF[source->kind];

	*within = source->path;
	if (root != ROOT_HANDBOOK)
		*within = str_from_index(source->path, str_find_char(source->path, '/', 0) + 1);
	return tree->roots[root];
}
