/* Concordance and "cited by": sentences that use an entry, under the entries they stand in. On a large handbook a third
 * of the output is this, and what it shows lies all over memory: an entry, its list of sentences, the sentence, its
 * heading, each a wait of a hundred nanoseconds when asked for one after the other. So it is gathered first, in short
 * loops that each follow one pointer: then the processor waits for many of them at once. */
#include "render/parts.h"

#include "base/arena.h"
#include "render/body.h"

enum {
	MOST_USES = 12, /* on an entry's own page; when there are more, one of each entry, and a page with all of them */
	CACHE_LINE = 64,
};

static struct uses uses_of(const struct site *site, const struct entry *entry, enum uses_kind kind)
{
	return kind == USES_MENTIONS ? site_mentions_of(site, entry) : site_citations_of(site, entry);
}

/* How many uses from `at` on stand in the same entry. */
static size_t run_length(struct uses uses, size_t at)
{
	size_t end = at;

	while (end < uses.count && uses.items[end].by == uses.items[at].by)
		end++;
	return end - at;
}

static size_t entries_in(struct uses uses)
{
	size_t entries = 0;

	for (size_t at = 0; at < uses.count; at += run_length(uses, at))
		entries++;
	return entries;
}

bool uses_overflow(const struct site *site, const struct entry *entry)
{
	return uses_of(site, entry, USES_MENTIONS).count > MOST_USES ||
	       uses_of(site, entry, USES_CITATIONS).count > MOST_USES;
}

struct str uses_address(struct arena *arena, const struct entry *entry)
{
	return str_format(arena, "concordance/%.*s.html", STR_ARG(entry->id));
}

/* ---- gathering ---- */

/* What a use shows, copied together from all over memory. */
struct found {
	const struct entry *by;
	const struct caption *caption;
	const struct sentence *sentences;
	const struct heading *headings;
	const struct str *paragraphs;
	struct sentence sentence;
	struct str section, fragment;
	bool has_sentence;
};

/* A read that nothing waits for. */
static void touch(struct str text)
{
	if (text.len)
		(void)*(const volatile char *)text.data;
}

static struct found *gather(struct making *m, struct uses uses)
{
	struct found *found = arena_array(m->arena, struct found, uses.count);

	for (size_t i = 0; i < uses.count; i++) {
		found[i].by = &m->site->entries[uses.items[i].by];
		found[i].sentences = found[i].by->body.sentences;
		found[i].headings = found[i].by->body.headings;
		found[i].paragraphs = found[i].by->body.paragraphs;
		found[i].caption = caption_of(m->render, found[i].by);
	}
	for (size_t i = 0; i < uses.count; i++) {
		found[i].has_sentence = uses.items[i].sentence;
		touch(found[i].caption->path);
		touch(found[i].caption->title);
		if (found[i].has_sentence)
			found[i].sentence = found[i].sentences[uses.items[i].sentence - 1];
	}
	for (size_t i = 0; i < uses.count; i++) {
		const struct sentence *sentence = &found[i].sentence;
		const struct heading *heading = sentence->section ? &found[i].headings[sentence->section - 1] : NULL;

		touch(sentence->text);
		touch(str_from_index(sentence->text, sentence->text.len < CACHE_LINE ? 0 : CACHE_LINE));
		if (sentence->paragraph)
			found[i].fragment = found[i].paragraphs[sentence->paragraph - 1];
		else if (heading)
			found[i].fragment = heading->id;
		if (heading)
			found[i].section = heading->text;
	}
	for (size_t i = 0; i < uses.count; i++) {
		touch(found[i].fragment);
		touch(found[i].section);
	}
	return found;
}

/* ---- the tree ---- */

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

static struct str locator_of(struct making *m, const struct use *use)
{
	return use->locator ? locator_text(m, *use->locator) : STR("");
}

static struct value *use_value(struct making *m, const struct use *use, const struct found *found, struct str url)
{
	const struct shape_text texts[] = {
		{USE_TEXT, sentence_text(m->arena, &found->by->body, &found->sentence)},
		{USE_SECTION, found->section},
		{USE_LOCATOR, locator_of(m, use)},
		{USE_URL, with_fragment(m, url, found->fragment)},
	};

	return making_texts(m, SHAPE_USE, texts, COUNT_OF(texts));
}

/* A sentence that cites a work twice stands once, with both places. */
static void add_locator(struct making *m, struct value *use, struct str locator)
{
	struct str before = use->map.members[USE_LOCATOR].value->text;

	if (!locator.len)
		return;
	if (before.len)
		locator = str_format(m->arena, "%.*s; %.*s", STR_ARG(before), STR_ARG(locator));
	shape_set(use, USE_LOCATOR, making_text(m, locator));
}

static struct value *use_list(struct making *m, struct uses uses, const struct found *found, struct str url)
{
	struct value *list = making_list(m, uses.count), *last = NULL;

	for (size_t i = 0; i < uses.count; i++) {
		if (i && uses.items[i].sentence == uses.items[i - 1].sentence) {
			add_locator(m, last, locator_of(m, &uses.items[i]));
			continue;
		}
		last = use_value(m, &uses.items[i], &found[i], url);
		list_add(list, last);
	}
	return list;
}

static const struct value *group_value(struct making *m, struct uses uses, const struct found *found)
{
	const struct entry *by = found->by;
	const struct caption *caption = found->caption;
	struct str url = making_entry_url(m, by, STR(""));
	const struct shape_text texts[] = {
		{GROUP_TITLE, caption->title},
		{GROUP_URL, url},
		{GROUP_SIGLUM, caption->siglum},
		{GROUP_FOREIGN, making_foreign(m, by)},
	};
	struct value *group = making_texts(m, SHAPE_GROUP, texts, COUNT_OF(texts));

	shape_set(group, GROUP_USES, use_list(m, uses, found, url));
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

/* Where the first sentence stands; a source that a field names has none there. */
static size_t first_sentence(struct uses run)
{
	size_t at = 0;

	while (at + 1 < run.count && !run.items[at].sentence)
		at++;
	return at;
}

/* The uses that are shown: those of the first so many entries. */
static struct uses shown_uses(struct uses uses, size_t entries)
{
	struct uses shown = {uses.items, 0};

	for (; entries; entries--)
		shown.count += run_length(uses, shown.count);
	return shown;
}

const struct value *uses_value(struct making *m, const struct entry *entry, enum uses_kind kind, bool all)
{
	struct uses uses = uses_of(m->site, entry, kind);
	bool cut = !all && uses.count > MOST_USES;
	size_t entry_count = entries_in(uses), entries = cut && entry_count > MOST_USES ? MOST_USES : entry_count;
	struct uses shown = shown_uses(uses, entries);

	if (!uses.count)
		return NULL;
	struct value *map = making_map(m, SHAPE_USES), *groups = making_list(m, entries);
	const struct found *found = gather(m, shown);
	for (size_t at = 0, length; at < shown.count; at += length) {
		length = run_length(shown, at);
		struct uses run = {shown.items + at, length};
		size_t from = cut ? first_sentence(run) : 0;
		run = (struct uses){run.items + from, cut ? 1 : length};
		list_add(groups, group_value(m, run, found + at + from));
	}
	shape_set(map, USES_COUNT, making_count(m, uses.count));
	shape_set(map, USES_ENTRY_COUNT, making_count(m, entry_count));
	shape_set(map, USES_GROUPS, groups);
	if (cut)
		shape_set(map, USES_MORE, more_value(m, entry, uses.count));
	return map;
}
