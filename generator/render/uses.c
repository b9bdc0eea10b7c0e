/* Concordance and "cited by": sentences that use an entry, under the entries they stand in. On a large handbook most of
 * the output is this, so each sentence costs two addresses and five small nodes, nothing more. */
#include "render/render.h"

#include "base/arena.h"

enum {
	MOST_SENTENCES = 3, /* of one entry, on a term's own page; a source's page has every one */
	MOST_ENTRIES = 50,
};

struct uses_limit {
	size_t entries, sentences;
};

static struct uses uses_of(const struct site *site, const struct entry *entry, enum uses_kind kind)
{
	return kind == USES_MENTIONS ? site_mentions_of(site, entry) : site_citations_of(site, entry);
}

static struct uses_limit limit_of(enum uses_kind kind, bool all)
{
	return (struct uses_limit){all ? SIZE_MAX : MOST_ENTRIES, all || kind == USES_CITATIONS ? SIZE_MAX : MOST_SENTENCES};
}

/* How many uses from `at` on stand in the same entry. */
static size_t run_length(struct uses uses, size_t at)
{
	size_t end = at;

	while (end < uses.count && uses.items[end].by == uses.items[at].by)
		end++;
	return end - at;
}

struct extent {
	size_t entries;
	bool cut; /* there is more than the limit lets through */
};

static struct extent extent_of(struct uses uses, struct uses_limit limit)
{
	struct extent extent = {0};

	for (size_t at = 0, length; at < uses.count; at += length) {
		length = run_length(uses, at);
		extent.cut |= length > limit.sentences;
		extent.entries++;
	}
	extent.cut |= extent.entries > limit.entries;
	return extent;
}

bool uses_overflow(const struct site *site, const struct entry *entry)
{
	return extent_of(uses_of(site, entry, USES_MENTIONS), limit_of(USES_MENTIONS, false)).cut ||
	       extent_of(uses_of(site, entry, USES_CITATIONS), limit_of(USES_CITATIONS, false)).cut;
}

struct str uses_address(struct arena *arena, const struct entry *entry)
{
	return str_format(arena, "concordance/%.*s.html", STR_ARG(entry->id));
}

/* The address of the page, the same for all sentences of a group, with another fragment. */
static struct str with_fragment(struct making *m, struct str url, struct str fragment)
{
	if (!fragment.len)
		return url;
	char *bytes = arena_bytes(m->arena, url.len + 1 + fragment.len);
	memcpy(bytes, url.data, url.len);
	bytes[url.len] = '#';
	memcpy(bytes + url.len + 1, fragment.data, fragment.len);
	return (struct str){bytes, url.len + 1 + fragment.len};
}

static struct value *use_value(struct making *m, const struct use *use, const struct entry *by, struct str url)
{
	struct value *map = making_map(m, SHAPE_USE);

	if (use->locator.len)
		shape_set(map, USE_LOCATOR, making_text(m, use->locator));
	if (!use->sentence) {
		shape_set(map, USE_URL, making_text(m, url));
		return map;
	}
	const struct sentence *sentence = &by->body.sentences[use->sentence - 1];
	shape_set(map, USE_TEXT, making_text(m, sentence->text));
	const struct heading *heading = sentence->section ? &by->body.headings[sentence->section - 1] : NULL;
	if (heading)
		shape_set(map, USE_SECTION, making_text(m, heading->text));
	struct str fragment = sentence->paragraph.len || !heading ? sentence->paragraph : heading->id;
	shape_set(map, USE_URL, making_text(m, with_fragment(m, url, fragment)));
	return map;
}

/* A sentence that cites a work twice stands once, with both places. */
static void add_locator(struct making *m, struct value *use, struct str locator)
{
	struct str before = use->map.members[USE_LOCATOR].value->text;

	if (locator.len)
		shape_set(use, USE_LOCATOR, making_text(m, before.len
			? str_format(m->arena, "%.*s; %.*s", STR_ARG(before), STR_ARG(locator)) : locator));
}

static struct value *use_list(struct making *m, const struct use *uses, size_t count, const struct entry *by, struct str url)
{
	struct value *list = making_list(m, count), *last = NULL;

	for (size_t i = 0; i < count; i++) {
		if (i && uses[i].sentence == uses[i - 1].sentence) {
			add_locator(m, last, uses[i].locator);
			continue;
		}
		last = use_value(m, &uses[i], by, url);
		list_add(list, last);
	}
	return list;
}

static const struct value *group_value(struct making *m, const struct use *uses, size_t count)
{
	const struct entry *by = &m->site->entries[uses[0].by];
	const struct caption *caption = &m->render->captions[by->index];
	struct value *group = making_map(m, SHAPE_GROUP);
	struct str url = making_url(m, by->address), foreign = making_foreign(m, by);

	shape_set(group, GROUP_TITLE, making_text(m, by->title));
	shape_set(group, GROUP_URL, making_text(m, url));
	if (caption->siglum.len)
		shape_set(group, GROUP_SIGLUM, making_text(m, caption->siglum));
	if (foreign.len)
		shape_set(group, GROUP_FOREIGN, making_text(m, foreign));
	shape_set(group, GROUP_USES, use_list(m, uses, count, by, url));
	return group;
}

static const struct value *more_value(struct making *m, const struct entry *entry, size_t count)
{
	struct value *more = making_map(m, SHAPE_LINK);

	shape_set(more, LINK_TITLE, making_text(m, entry->title));
	shape_set(more, LINK_URL, making_text(m, making_url(m, uses_address(m->arena, entry))));
	shape_set(more, LINK_COUNT, making_count(m, count));
	return more;
}

const struct value *uses_value(struct making *m, const struct entry *entry, enum uses_kind kind, bool all)
{
	struct uses uses = uses_of(m->site, entry, kind);
	struct uses_limit limit = limit_of(kind, all);
	struct extent extent = extent_of(uses, limit);
	size_t shown = extent.entries < limit.entries ? extent.entries : limit.entries;

	if (!uses.count)
		return NULL;
	struct value *map = making_map(m, SHAPE_USES), *groups = making_list(m, shown);
	for (size_t at = 0, length; groups->list.count < shown; at += length) {
		length = run_length(uses, at);
		list_add(groups, group_value(m, &uses.items[at], length < limit.sentences ? length : limit.sentences));
	}
	shape_set(map, USES_COUNT, making_count(m, uses.count));
	shape_set(map, USES_ENTRY_COUNT, making_count(m, extent.entries));
	shape_set(map, USES_GROUPS, groups);
	if (extent.cut)
		shape_set(map, USES_MORE, more_value(m, entry, uses.count));
	return map;
}
