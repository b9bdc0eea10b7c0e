/* How it works: one map from folded name to a chain of entries, the strongest kind of name first, since the kinds are
 * added one after the other; inside a kind by id. An exact id is looked up in site.by_id, without folding. */
#include "link/names.h"

#include "base/fold.h"
#include "base/path.h"

struct chain {
	struct name *first, *last;
};

struct builder {
	struct names *names;
	struct arena *arena;
};

bool is_left_out(const struct site *site, const struct entry *entry)
{
	return site->draft_count && entry >= site->drafts && entry < site->drafts + site->draft_count;
}

static struct str fold(struct names *names, struct str text)
{
	buf_reset(&names->folded);
	fold_name(&names->folded, text);
	return buf_str(&names->folded);
}

static void add(struct builder *builder, struct str text, const struct entry *entry, enum name_rank rank)
{
	struct str folded = fold(builder->names, text);
	struct chain *chain = map_get(&builder->names->by_text, folded);

	if (folded.len == 0)
		return;
	if (!chain) {
		chain = arena_new(builder->arena, struct chain);
		map_set(&builder->names->by_text, str_copy(builder->arena, folded), chain);
	}
	struct name *name = arena_new(builder->arena, struct name);
	*name = (struct name){.entry = entry, .rank = rank};
	if (chain->last)
		chain->last->next = name;
	else
		chain->first = name;
	chain->last = name;
}

/* content/terms/index.md goes by "terms"; the home page by "index" alone. */
static struct str file_name(const struct entry *entry)
{
	struct str base = path_base(entry->id), folder = path_folder(entry->id);

	return folder.len && str_equal(base, STR("index")) ? path_base(folder) : base;
}

static void add_rank(struct builder *builder, const struct entry *entry, enum name_rank rank)
{
	switch (rank) {
	case NAME_ID:
		/* what is not changed by folding is found in by_id */
		if (is_left_out(builder->names->site, entry) || !str_equal(fold(builder->names, entry->id), entry->id))
			add(builder, entry->id, entry, rank);
		break;
	case NAME_FILE:
		if (file_name(entry).len < entry->id.len)
			add(builder, file_name(entry), entry, rank);
		break;
	case NAME_TITLE: add(builder, entry->title, entry, rank); break;
	case NAME_FORM:
		for (size_t i = 0; i < entry->form_count; i++)
			if (!entry->forms[i].title)
				add(builder, entry->forms[i].text, entry, rank);
		break;
	}
}

void names_build(struct names *names, struct arena *arena, const struct site *site)
{
	struct builder builder = {names, arena};

	*names = (struct names){.site = site};
	for (enum name_rank rank = NAME_ID; rank <= NAME_FORM; rank++) {
		for (size_t i = 0; i < site->entry_count; i++)
			add_rank(&builder, &site->entries[i], rank);
		for (size_t i = 0; i < site->draft_count; i++)
			add_rank(&builder, &site->drafts[i], rank);
	}
}

void names_release(struct names *names)
{
	map_release(&names->by_text);
	suggester_release(&names->ids);
	suggester_release(&names->all);
	buf_release(&names->folded);
	buf_release(&names->list);
}

static bool in_scope(const struct name_scope *scope, const struct entry *entry)
{
	if (scope->role != ROLE_NONE && (!entry->type || entry->type->role != scope->role))
		return false;
	for (size_t i = 0; i < scope->type_count; i++)
		if (scope->types[i] == entry->type)
			return true;
	return scope->type_count == 0;
}

/* Of the strongest rank that has any; a few rivals are enough to say that there are several. */
static struct name_match match_chain(
	const struct names *names, const struct chain *chain, const struct name_scope *scope, bool left_out)
{
	struct name_match match = {0};
	enum name_rank rank = NAME_FORM;

	for (const struct name *name = chain->first; name; name = name->next) {
		if ((scope->ids_only && name->rank > NAME_FILE) || (match.rival_count && name->rank > rank))
			break;
		if (is_left_out(names->site, name->entry) != left_out || !in_scope(scope, name->entry))
			continue;
		rank = name->rank;
		if (match.rival_count && match.rivals[match.rival_count - 1] == name->entry)
			continue;
		if (match.rival_count == COUNT_OF(match.rivals))
			break;
		match.rivals[match.rival_count++] = name->entry;
	}
	match.entry = match.rival_count == 1 ? match.rivals[0] : NULL;
	return match;
}

struct name_match names_find(struct names *names, struct str name, const struct name_scope *scope)
{
	const struct entry *exact = map_get(&names->site->by_id, name);

	if (exact && in_scope(scope, exact))
		return (struct name_match){.entry = exact};
	struct str folded = fold(names, name);
	exact = map_get(&names->site->by_id, folded);
	if (exact && in_scope(scope, exact))
		return (struct name_match){.entry = exact};
	const struct chain *chain = map_get(&names->by_text, folded);
	if (!chain)
		return (struct name_match){0};
	struct name_match match = match_chain(names, chain, scope, false);
	return match.rival_count ? match : match_chain(names, chain, scope, true);
}

static struct suggester *candidates(struct names *names, bool ids_only)
{
	struct suggester *suggester = ids_only ? &names->ids : &names->all;
	bool filled = suggester->count > 0;
	const struct site *site = names->site;

	for (size_t i = 0; i < site->entry_count && !filled; i++) {
		const struct entry *entry = &site->entries[i];

		suggest_add(suggester, entry->id, entry);
		if (file_name(entry).len < entry->id.len)
			suggest_add(suggester, file_name(entry), entry);
		if (ids_only)
			continue;
		if (!str_equal_ascii_case(entry->title, file_name(entry)))
			suggest_add(suggester, entry->title, entry);
		for (size_t at = 0; at < entry->form_count; at++)
			if (!entry->forms[at].title)
				suggest_add(suggester, entry->forms[at].text, entry);
	}
	return suggester;
}

static bool may_suggest(const void *context, const void *owner)
{
	return in_scope(context, owner);
}

/* The right name in the wrong folder, or with an extension that ids do not have. */
static const struct entry *mistaken_path(struct names *names, struct str name, const struct name_scope *scope)
{
	struct str bare = path_without_extension(name);
	const struct entry *entry = bare.len < name.len ? names_find(names, bare, scope).entry : NULL;

	if (!entry && path_folder(name).len)
		entry = names_find(names, path_base(bare), scope).entry;
	return entry && !is_left_out(names->site, entry) ? entry : NULL;
}

/* `text` becomes what to write: a name that only this entry has. */
static const struct entry *nearest(
	struct names *names, struct str name, const struct name_scope *scope, struct str *text)
{
	const struct entry *entry = mistaken_path(names, name, scope);

	*text = entry ? entry->id : STR("");
	if (entry)
		return entry;
	const struct candidate *near = suggest_near(candidates(names, scope->ids_only), name, may_suggest, scope);
	if (!near)
		return NULL;
	/* a name of several entries would only be the next mistake */
	entry = near->owner;
	*text = names_find(names, near->text, scope).entry == entry ? near->text : entry->id;
	return entry;
}

struct str names_suggest(struct names *names, struct str name, const struct name_scope *scope)
{
	struct str text;

	nearest(names, name, scope, &text);
	return text;
}

const struct entry *names_nearest(struct names *names, struct str name, const struct name_scope *scope)
{
	struct str text;

	return nearest(names, name, scope, &text);
}

struct str names_rivals(struct names *names, const struct name_match *match)
{
	size_t shown = match->rival_count < COUNT_OF(match->rivals) ? match->rival_count : COUNT_OF(match->rivals) - 1;

	buf_reset(&names->list);
	for (size_t i = 0; i < shown; i++)
		buf_printf(&names->list, "%s%.*s", i ? ", " : "", STR_ARG(match->rivals[i]->id));
	if (shown < match->rival_count)
		buf_put(&names->list, STR(" and others"));
	return buf_str(&names->list);
}
