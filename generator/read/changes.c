#define _POSIX_C_SOURCE 200809L /* close */
#include "read/changes.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/die.h"
#include "read/sources.h"

static void add(struct source_changes *changes, const struct source *source, enum source_change change)
{
	changes->items = grow(changes->items, changes->count, &changes->capacity, sizeof(*changes->items));
	changes->items[changes->count++] = (struct changed_source){source->path, source->kind, change};
	changes->of[source->kind]++;
	changes->names[source->kind] |= change != CHANGE_BYTES;
}

/* Both lists are in the order of their paths. */
static void compare_lists(
	const struct source_list *before, const struct source_list *now, struct source_changes *changes)
{
	size_t a = 0, b = 0;

	while (a < before->count || b < now->count) {
		int order = a == before->count ? 1
		            : b == now->count  ? -1
		                               : str_compare(before->items[a].path, now->items[b].path);

		if (order < 0)
			add(changes, &before->items[a], CHANGE_REMOVED);
		else if (order > 0)
			add(changes, &now->items[b], CHANGE_ADDED);
		else if (!source_same(&before->items[a], &now->items[b]))
			add(changes, &now->items[b], CHANGE_BYTES);
		a += order <= 0;
		b += order >= 0;
	}
}

void changes_find(const struct source_tree *before, const struct source_tree *now, struct source_changes *changes)
{
	*changes = (struct source_changes){0};
	for (size_t kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		compare_lists(&before->of[kind], &now->of[kind], changes);
}

void changes_release(struct source_changes *changes)
{
	free(changes->items);
	*changes = (struct source_changes){0};
}

/* Paths live as long as the tree does, so what stays keeps the path that others know it by. */
static struct source_list taken_list(
	struct source_tree *tree, const struct source_tree *former, const struct source_list *now, enum source_kind kind)
{
	struct source_list list = {must_zalloc(now->count + 1, sizeof(*list.items)), now->count, now->count + 1};

	for (size_t i = 0; i < now->count; i++) {
		const struct source *known = source_find(former, kind, now->items[i].path);

		list.items[i] = now->items[i];
		list.items[i].bytes = known && source_same(known, &now->items[i]) ? known->bytes : (struct str){0};
		list.items[i].path = known ? known->path : str_from(str_terminated(&tree->text, now->items[i].path));
	}
	return list;
}

void changes_take(
	struct source_tree *tree, struct source_tree *now, const struct source_changes *changes, struct source_tree *former)
{
	for (size_t i = 0; i < SOURCE_ROOT_COUNT; i++) {
		former->roots[i] = tree->roots[i];
		tree->roots[i] = now->roots[i];
		now->roots[i] = -1;
	}
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++) {
		if (!changes->of[kind])
			continue;
		former->of[kind] = tree->of[kind];
		if (!former->of[kind].items) /* that says that nothing was taken */
			former->of[kind].items = must_zalloc(1, sizeof(struct source));
		tree->of[kind] = taken_list(tree, former, &now->of[kind], kind);
	}
}

/* Gives back a list and those of its bytes that the other has not. */
static void release_list(struct source_list *list, const struct source_tree *other, enum source_kind kind)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct source *twin = source_find(other, kind, list->items[i].path);

		if (!twin || twin->bytes.data != list->items[i].bytes.data)
			source_unload(&list->items[i]);
	}
	free(list->items);
	*list = (struct source_list){0};
}

static void close_roots(struct source_tree *tree)
{
	for (size_t i = 0; i < SOURCE_ROOT_COUNT; i++)
		if (tree->roots[i] >= 0)
			close(tree->roots[i]);
}

void changes_keep(struct source_tree *tree, struct source_tree *former)
{
	close_roots(former);
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		release_list(&former->of[kind], tree, kind);
}

void changes_undo(struct source_tree *tree, struct source_tree *former)
{
	close_roots(tree);
	for (size_t i = 0; i < SOURCE_ROOT_COUNT; i++)
		tree->roots[i] = former->roots[i];
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++) {
		if (!former->of[kind].items)
			continue;
		release_list(&tree->of[kind], former, kind);
		tree->of[kind] = former->of[kind];
		former->of[kind] = (struct source_list){0};
	}
}
