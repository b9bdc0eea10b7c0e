/* How it works: [[names]] are looked up among all that entries go by; relative addresses are resolved from the file's
 * own folder, so that they also work where the repository is browsed. What is not found stays NULL and appears as
 * plain text. */
#include "base/path.h"
#include "formats/escape.h"
#include "link/linker.h"
#include "link/paths.h"

enum { LONGEST_CHAIN = 100 }; /* of old anchors that lead to one another */

static void report_draft(
	struct linker *linker, const struct entry *by, const struct link *link, const struct entry *draft)
{
	diag_add_span(linker->diags, DIAG_LINK_DRAFT, by->path, link->place, link->length,
		"%.*s is a draft, so this link becomes plain text", STR_ARG(draft->id));
}

static void resolve_name(struct linker *linker, const struct entry *by, struct link *link)
{
	const struct name_scope everything = {0};
	struct str name = str_trim(link->target);
	struct site_page page;

	if (name.len == 0) {
		link->to = link->fragment.len ? by : NULL;
		return;
	}
	struct name_match match = names_find(&linker->names, name, &everything);
	if (match.entry && is_left_out(linker->site, match.entry)) {
		report_draft(linker, by, link, match.entry);
	} else if (match.entry) {
		link->to = match.entry;
	} else if (match.rival_count) {
		diag_add_span(linker->diags, DIAG_LINK_AMBIGUOUS, by->path, link->place, link->length,
			"\"%.*s\" may be %.*s; write the id of the one you mean", STR_ARG(shown(linker, name)),
			STR_ARG(names_rivals(&linker->names, &match)));
	} else if (site_page_named(linker->site, name, &page)) {
		link->file = page.address;
	} else {
		diag_add_span(linker->diags, DIAG_LINK_UNKNOWN, by->path, link->place, link->length,
			"no entry named \"%.*s\"%.*s", STR_ARG(shown(linker, name)),
			STR_ARG(did_you_mean(linker, names_suggest(&linker->names, name, &everything))));
	}
}

/* The entry of a Markdown file, drafts included. */
static const struct entry *entry_at(struct linker *linker, struct str path)
{
	const struct name_scope ids = {.ids_only = true};
	struct str id = path_without_extension(inside_content(path));
	const struct entry *entry = map_get(&linker->site->by_id, id);

	if (entry) /* its path follows from its id */
		return entry->record ? NULL : entry;
	entry = names_find(&linker->names, id, &ids).entry;
	return entry && str_equal(entry->path, path) ? entry : NULL;
}

static void resolve_markdown(struct linker *linker, const struct entry *by, struct link *link, struct str path)
{
	const struct name_scope ids = {.ids_only = true};
	const struct entry *entry = entry_at(linker, path);

	if (entry && is_left_out(linker->site, entry)) {
		report_draft(linker, by, link, entry);
		return;
	}
	link->to = entry;
	if (entry)
		return;
	struct str id = path_without_extension(inside_content(path));
	const struct entry *near = names_nearest(&linker->names, id, &ids);
	struct str best = near && !near->record ? written_from(linker, by, near->path) : STR("");
	diag_add_span(linker->diags, DIAG_LINK_UNKNOWN, by->path, link->place, link->length, "no entry at \"%.*s\"%.*s",
		STR_ARG(shown(linker, link->target)), STR_ARG(did_you_mean(linker, best)));
}

/* The address of a page as it stands in the output; "terms/" is terms/index.html. */
static void resolve_address(struct linker *linker, const struct entry *by, struct link *link, struct str path)
{
	struct str address = inside_content(path);

	if (address.len == 0)
		address = STR("index.html");
	else if (str_ends(link->target, STR("/")))
		address = str_join(&linker->item, address, STR("/index.html"));
	const struct claim *claim = claim_at(linker, address);
	if (claim && claim->entry)
		link->to = claim->entry;
	else if (claim)
		link->file = claim->address;
	else
		report_missing_file(linker, by, link->target, path, link->place, link->length);
}

static void resolve_path_link(struct linker *linker, const struct entry *by, struct link *link)
{
	struct str path;

	if (!resolve_path(linker, by, link->target, link->place, link->length, &path))
		return;
	const struct asset *asset = asset_at(linker, path);
	if (asset)
		link->file = asset->address;
	else if (str_equal(path_extension(path), STR("md")))
		resolve_markdown(linker, by, link, path);
	else
		resolve_address(linker, by, link, path);
}

static void resolve_target(struct linker *linker, const struct entry *by, struct link *link)
{
	link->to = NULL;
	link->anchor = NULL;
	link->file = STR("");
	if (link->is_path && link->target.len)
		resolve_path_link(linker, by, link);
	else
		resolve_name(linker, by, link);
}

static void resolve_fragment(struct linker *linker, const struct entry *by, struct link *link)
{
	struct str id = link->is_path ? percent_decoded(&linker->item, link->fragment) : link->fragment;
	struct str best;

	if (link->to->record) {
		diag_add_span(linker->diags, DIAG_LINK_ANCHOR, by->path, link->place, link->length,
			"%.*s has no anchors: it is a record on a page it shares; link to it without \"#%.*s\"",
			STR_ARG(link->to->id), STR_ARG(shown(linker, id)));
		return;
	}
	if (anchor_find(&linker->anchors, link->to, id, &link->anchor))
		return;
	best = anchor_suggest(&linker->anchors, link->to, id);
	if (link->to == by)
		diag_add_span(linker->diags, DIAG_LINK_ANCHOR, by->path, link->place, link->length,
			"this page has no anchor \"%.*s\"%.*s", STR_ARG(shown(linker, id)), STR_ARG(did_you_mean(linker, best)));
	else
		diag_add_span(linker->diags, DIAG_LINK_ANCHOR, by->path, link->place, link->length,
			"%.*s has no anchor \"%.*s\"%.*s", STR_ARG(link->to->id), STR_ARG(shown(linker, id)),
			STR_ARG(did_you_mean(linker, best)));
}

/* An old anchor that leads to another: where the chain of them ends, or that it never does. */
static void report_chain(
	struct linker *linker, const struct entry *entry, const struct moved_anchor *moved, const struct map *old)
{
	const struct moved_anchor *last = moved, *next;
	size_t steps = 0;

	while ((next = map_get(old, last->to)) && next != moved && steps++ < LONGEST_CHAIN)
		last = next;
	if (anchor_lives(&linker->anchors, entry, last->to))
		diag_add(linker->diags, DIAG_LINK_ANCHOR, entry->path, moved->place,
			"the anchor \"%.*s\" is an old one itself; write `%.*s: %.*s`", STR_ARG(moved->to), STR_ARG(moved->from),
			STR_ARG(last->to));
	else if (next)
		diag_add(linker->diags, DIAG_REDIRECT_LOOP, entry->path, moved->place,
			"the old anchor \"%.*s\" leads to \"%.*s\" and so in a circle; write an anchor that this page has now",
			STR_ARG(moved->from), STR_ARG(moved->to));
	else
		diag_add(linker->diags, DIAG_LINK_ANCHOR, entry->path, moved->place,
			"the anchor \"%.*s\" is an old one itself, and leads to \"%.*s\", which this page has not%.*s",
			STR_ARG(moved->to), STR_ARG(last->to),
			STR_ARG(did_you_mean(linker, anchor_suggest(&linker->anchors, entry, last->to))));
}

/* That an old anchor is not in use any more has been seen to when the text was parsed. */
static void check_moved_anchors(struct linker *linker, const struct entry *entry)
{
	struct map old = {0};

	for (size_t i = 0; i < entry->anchor_count; i++)
		map_set(&old, entry->anchors[i].from, &entry->anchors[i]);
	for (size_t i = 0; i < entry->anchor_count; i++) {
		const struct moved_anchor *moved = &entry->anchors[i];

		if (anchor_lives(&linker->anchors, entry, moved->to))
			continue;
		if (map_has(&old, moved->to))
			report_chain(linker, entry, moved, &old);
		else
			diag_add(linker->diags, DIAG_LINK_ANCHOR, entry->path, moved->place, "this page has no anchor \"%.*s\"%.*s",
				STR_ARG(moved->to), STR_ARG(did_you_mean(linker, anchor_suggest(&linker->anchors, entry, moved->to))));
	}
	map_release(&old);
}

static void resolve_links(struct linker *linker, struct entry *entry)
{
	size_t told = linker->diags->count;

	for (size_t i = 0; i < entry->body.link_count; i++) {
		struct link *link = &entry->body.links[i];

		resolve_target(linker, entry, link);
		if (link->to && link->fragment.len)
			resolve_fragment(linker, entry, link);
	}
	check_moved_anchors(linker, entry);
	entry->links_told = linker->diags->count > told;
	arena_reset(&linker->item);
}

/* Whether all of an entry's links lead where they led before. Addresses of files are made anew each time. */
static bool links_hold(const struct linker *linker, const struct entry *entry)
{
	bool hold = !is_fresh(linker, entry) && !entry->links_told;

	for (size_t i = 0; i < entry->body.link_count && hold; i++) {
		const struct link *link = &entry->body.links[i];

		hold = link->to && !link->file.len && !is_fresh(linker, link->to);
	}
	return hold;
}

void link_crosslinks(struct linker *linker)
{
	for (size_t i = 0; i < linker->site->entry_count; i++) {
		struct entry *entry = &linker->site->entries[i];

		if (!links_hold(linker, entry))
			resolve_links(linker, entry);
		for (size_t at = 0; at < entry->body.link_count; at++) {
			const struct link *link = &entry->body.links[at];

			if (link->to && link->to != entry)
				linker->linked[index_of(linker, link->to)] = true;
		}
	}
}
