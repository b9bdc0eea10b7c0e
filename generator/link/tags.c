/* Tags are told apart by their slug, which is the name of their page; two spellings of one slug are a slip. */
#include <stddef.h>
#include <stdlib.h>

#include "base/fold.h"
#include "formats/value.h"
#include "link/group.h"
#include "link/linker.h"

/* One entry's use of a tag. */
struct tagging {
	uint32_t tag;
	uint32_t entry;
};

struct tagged {
	struct tagging *items;
	size_t count, capacity;
	struct map by_slug; /* of struct tag */
	struct tag *tags;
	size_t tag_count, tag_capacity;
};

static struct place tag_place(const struct entry *entry, struct str name)
{
	const struct value *tags = value_get(entry->front, STR("tags"));

	for (size_t i = 0; tags && tags->kind == VALUE_LIST && i < tags->list.count; i++) {
		const struct value *tag = tags->list.items[i];

		if (tag->kind == VALUE_TEXT && str_equal(str_trim(tag->text), str_trim(name)))
			return tag->place;
	}
	return tags ? tags->place : entry->place;
}

/* A name without a letter still needs a page. */
static struct str slug_of(struct arena *arena, struct str name)
{
	struct str slug = fold_slug_copy(arena, name);

	return slug.len ? slug : str_format(arena, "tag-%08x", (unsigned)(str_hash(name) & 0xffffffff));
}

static uint32_t find_tag(struct linker *linker, struct tagged *tagged, const struct entry *entry, struct str name)
{
	struct str slug = slug_of(&linker->item, name);
	uintptr_t known = (uintptr_t)map_get(&tagged->by_slug, slug);

	if (known) {
		const struct tag *tag = &tagged->tags[known - 1];

		if (!str_equal(tag->name, name))
			diag_add_span(linker->diags, DIAG_ADDRESS_COLLISION, entry->path, tag_place(entry, name), characters(name),
				"the tags \"%.*s\" and \"%.*s\" (%.*s) would share the page tags/%.*s.html; spell them alike",
				STR_ARG(shown(linker, name)), STR_ARG(shown(linker, tag->name)), STR_ARG(tag->entries[0]->path),
				STR_ARG(shown(linker, slug)));
		return (uint32_t)known - 1;
	}
	if (!address_fits(str_join(&linker->item, slug, STR(".html"))))
		diag_add_span(linker->diags, DIAG_ADDRESS_LENGTH, entry->path, tag_place(entry, name), characters(name),
			"the tag \"%.*s\" is too long for the address of a page; shorten it", STR_ARG(shown(linker, name)));
	if (str_equal(slug, STR("index")))
		diag_add_span(linker->diags, DIAG_ADDRESS_RESERVED, entry->path, tag_place(entry, name), characters(name),
			"the address \"tags/index.html\" is reserved for the list of all tags; choose another name for this one");
	tagged->tags = grow(tagged->tags, tagged->tag_count, &tagged->tag_capacity, sizeof(*tagged->tags));
	struct tag *tag = &tagged->tags[tagged->tag_count++];
	*tag = (struct tag){.name = name, .slug = str_copy(linker->arena, slug)};
	tag->entries = arena_array(&linker->scratch, const struct entry *, 1);
	tag->entries[0] = entry;
	map_set(&tagged->by_slug, tag->slug, (void *)(uintptr_t)tagged->tag_count);
	return (uint32_t)tagged->tag_count - 1;
}

static int by_entry(const void *left, const void *right)
{
	const struct tagging *a = left, *b = right;

	return (a->entry > b->entry) - (a->entry < b->entry);
}

static void fill_entries(struct linker *linker, struct tagged *tagged)
{
	struct site *site = linker->site;
	struct grouping grouping = {sizeof(struct tagging), offsetof(struct tagging, tag), tagged->tag_count, by_entry};
	const struct tagging *sorted = group_items(&linker->scratch, tagged->items, tagged->count, &grouping);
	const struct entry **entries = arena_array(linker->arena, const struct entry *, tagged->count);

	for (size_t i = 0; i < tagged->tag_count; i++)
		tagged->tags[i].entry_count = 0;
	for (size_t i = 0; i < tagged->count; i++) {
		struct tag *tag = &tagged->tags[sorted[i].tag];
		bool twice = i && sorted[i - 1].tag == sorted[i].tag && sorted[i - 1].entry == sorted[i].entry;

		entries[i] = &site->entries[sorted[i].entry];
		if (i == 0 || sorted[i - 1].tag != sorted[i].tag)
			tag->entries = &entries[i];
		if (!twice)
			tag->entries[tag->entry_count++] = entries[i];
	}
}

struct sorted_tag {
	struct str key;
	struct tag tag;
};

static int by_key(const void *left, const void *right)
{
	const struct sorted_tag *a = left, *b = right;
	int order = str_compare(a->key, b->key);

	return order ? order : str_compare(a->tag.slug, b->tag.slug);
}

static void keep_sorted(struct linker *linker, const struct tagged *tagged)
{
	struct site *site = linker->site;
	struct sorted_tag *sorted = arena_array(&linker->scratch, struct sorted_tag, tagged->tag_count);

	for (size_t i = 0; i < tagged->tag_count; i++)
		sorted[i] = (struct sorted_tag){fold_sort_key_copy(&linker->scratch, tagged->tags[i].name), tagged->tags[i]};
	qsort(sorted, tagged->tag_count, sizeof(*sorted), by_key);
	site->tags = arena_array(linker->arena, struct tag, tagged->tag_count);
	site->tag_count = tagged->tag_count;
	for (size_t i = 0; i < tagged->tag_count; i++)
		site->tags[i] = sorted[i].tag;
}

void link_tags(struct linker *linker)
{
	struct site *site = linker->site;
	struct tagged tagged = {0};

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		for (size_t at = 0; at < entry->tag_count; at++) {
			uint32_t tag = find_tag(linker, &tagged, entry, entry->tags[at]);

			tagged.items = grow(tagged.items, tagged.count, &tagged.capacity, sizeof(*tagged.items));
			tagged.items[tagged.count++] = (struct tagging){tag, (uint32_t)i};
		}
		arena_reset(&linker->item);
	}
	fill_entries(linker, &tagged);
	keep_sorted(linker, &tagged);
	map_release(&tagged.by_slug);
	free(tagged.items);
	free(tagged.tags);
}
