/* How it works: everything an update replaces is put aside and not given back before update_keep(). Where no entry has
 * come or gone, fresh entries change places with those that they replace, so that pointers to all others stay right, and
 * only links to and from them are looked up again; else there is a new array of entries, whose members are copies of
 * those that stay, and all is linked.
 *
 * What is said about a file is remembered (build.said), except by the stages that are run again for the whole. */
#include "build_update.h"

#include <stdlib.h>

#include "base/die.h"
#include "build_stage.h"
#include "link/link.h"
#include "read/sources.h"

/* ---- what has changed ---- */

/* Files on which more than pages depends. */
static bool wants_anew(const struct build *build, const struct source_changes *changes)
{
	static const enum source_kind KINDS[] = {SOURCE_SETTINGS, SOURCE_WORDS, SOURCE_LEDGER};
	bool anew = false;

	for (size_t i = 0; i < COUNT_OF(KINDS); i++)
		anew |= changes->of[KINDS[i]] > 0;
	for (size_t i = 0; i < changes->count && !anew; i++)
		anew = map_has(&build->lands, changes->items[i].path);
	return anew;
}

static bool has_unknown_past(const struct build *build, const struct source_changes *changes)
{
	bool unknown = false;

	for (size_t i = 0; i < changes->count && !unknown; i++)
		unknown = changes->items[i].kind == SOURCE_ENTRY && changes->items[i].change == CHANGE_ADDED &&
		          past_may_lack(build, changes->items[i].path);
	return unknown;
}

/* Of a kind, those that are there now. */
static void add_sources(struct update *update, enum source_kind kind, struct source **sources, size_t *count)
{
	for (size_t i = 0; i < update->changes.count; i++) {
		const struct changed_source *changed = &update->changes.items[i];

		if (changed->kind != kind)
			continue;
		map_set(&update->paths, changed->path, update);
		if (changed->change != CHANGE_REMOVED)
			sources[(*count)++] = source_find(&update->now, kind, changed->path);
	}
}

static void parse_changed(struct update *update)
{
	struct source **sources = must_zalloc(update->changes.count + 1, sizeof(struct source *));
	struct build *build = update->build;
	size_t count = 0, first = build->diags.count;

	update->now.limits[SOURCE_ENTRY] = build->config.limits.entry_bytes;
	add_sources(update, SOURCE_RECORDS, sources, &count);
	add_sources(update, SOURCE_ENTRY, sources, &count);
	parse_files(build, &update->now, sources, count, &update->fresh);
	update->parsed = update->fresh.count;
	diags_copy(&update->said->by[SAID_BY_FILES], &build->diags, first);
	free(sources);
}

struct update *update_read(struct build *build)
{
	struct update *update = must_zalloc(1, sizeof(*update));

	update->build = build;
	update->said = must_zalloc(1, sizeof(*update->said));
	update->now.stamped = true;
	diags_release(&build->diags);
	if (build->quoted)
		source_unload(build->quoted);
	build->quoted = NULL;
	if (sources_read(&update->now, build->root, &build->diags) != SOURCES_READ) {
		update->kind = UPDATE_ANEW; /* which says what is wrong */
		return update;
	}
	changes_find(&build->tree, &update->now, &update->changes);
	/* what is wrong with the folders themselves is no change of a file */
	update->kind = update->changes.count || build->diags.count ? UPDATE_SOME : UPDATE_NOTHING;
	update->asks_history = has_unknown_past(build, &update->changes);
	if (update->asks_history || wants_anew(build, &update->changes))
		update->kind = UPDATE_ANEW;
	if (update->kind == UPDATE_SOME)
		parse_changed(update);
	return update;
}

/* ---- entries ---- */

/* The one that a fresh entry replaces; NULL when it is new, or not where it was. */
static struct entry *replaced_by(const struct site *site, const struct entry *fresh, bool drafts)
{
	bool aside = fresh->draft && !drafts;
	struct entry *entry = aside ? NULL : map_get(&site->by_id, fresh->id);

	for (size_t i = 0; aside && i < site->draft_count && !entry; i++)
		if (str_equal(site->drafts[i].path, fresh->path))
			entry = &site->drafts[i];
	return entry && !entry->record && str_equal(entry->path, fresh->path) ? entry : NULL;
}

/* Whether each fresh entry has a place already, and no place becomes empty. */
static bool all_have_places(const struct update *update)
{
	const struct build *build = update->build;
	bool have = !update->changes.of[SOURCE_RECORDS] && !update->changes.names[SOURCE_ENTRY];

	for (size_t i = 0; i < update->fresh.count && have; i++)
		have = replaced_by(&build->site, &update->fresh.entries[i], build->drafts) != NULL;
	return have;
}

/* Two things of one type change places. */
static void swap(void *one, void *other, size_t size)
{
	char *a = one, *b = other;

	for (size_t i = 0; i < size; i++) {
		char byte = a[i];

		a[i] = b[i];
		b[i] = byte;
	}
}

/* Each fresh entry and the one in its place change places; done once more, all is as before. */
static void swap_entries(struct update *update)
{
	struct build *build = update->build;
	const struct site *site = &build->site;

	update->same_names = true;
	for (size_t i = 0; i < update->fresh.count; i++) {
		struct entry *fresh = &update->fresh.entries[i], *place = replaced_by(site, fresh, build->drafts);
		bool published = !fresh->draft || build->drafts;

		update->same_names &= link_same_names(fresh, place);
		swap(place, fresh, sizeof(*place));
		if (published)
			update->is_fresh[place - site->entries] = true;
	}
}

static size_t copy_staying(const struct update *update, const struct entry *from, size_t count, struct entry *to)
{
	size_t copied = 0;

	for (size_t i = 0; i < count; i++) {
		if (map_has(&update->paths, from[i].path))
			continue;
		to[copied] = from[i];
		to[copied++].body.view_arena = (struct arena){0}; /* the original keeps what it has */
	}
	return copied;
}

static void move_record_files(struct update *update)
{
	struct build *build = update->build;
	size_t most = build->record_file_count + update->fresh.file_count;

	update->record_files = build->record_files;
	update->record_file_count = build->record_file_count;
	build->record_files = must_zalloc(most + 1, sizeof(*build->record_files));
	build->record_file_count = 0;
	for (size_t i = 0; i < update->record_file_count; i++)
		if (!map_has(&update->paths, update->record_files[i].path))
			build->record_files[build->record_file_count++] = update->record_files[i];
	for (size_t i = 0; i < update->fresh.file_count; i++)
		build->record_files[build->record_file_count++] = update->fresh.files[i];
}

static void move_entries(struct update *update)
{
	struct build *build = update->build;
	struct site *site = &build->site;
	size_t most = site->entry_count + site->draft_count + update->fresh.count, count;
	struct entry *entries = must_zalloc(most + 1, sizeof(*entries));

	update->moved = true;
	update->entries = site->entries;
	update->entry_count = site->entry_count;
	update->drafts = site->drafts;
	update->draft_count = site->draft_count;
	count = copy_staying(update, site->entries, site->entry_count, entries);
	count += copy_staying(update, site->drafts, site->draft_count, entries + count);
	for (size_t i = 0; i < update->fresh.count; i++)
		entries[count++] = update->fresh.entries[i];
	divide_entries(build, entries, count);
	move_record_files(update);
}

static bool same_form(const struct site_form *a, const struct site_form *b)
{
	return a->acronym == b->acronym && a->english == b->english && str_equal(a->text, b->text) &&
	       str_equal(a->entry->id, b->entry->id);
}

/* Puts the entries in order and finds their forms. These stay where they are, since the matcher and all bodies refer to
 * them; false when they are not what they were. */
static bool order_entries_again(struct build *build)
{
	struct site *site = &build->site;
	struct site_form *forms = site->forms;
	size_t count = site->form_count;
	bool same;

	site->forms = NULL;
	link_entries(site, &build->diags);
	same = site->form_count == count;
	for (size_t i = 0; i < count && same; i++)
		same = same_form(&forms[i], &site->forms[i]);
	if (same && count)
		memcpy(forms, site->forms, count * sizeof(*forms));
	free(site->forms);
	site->forms = forms;
	site->form_count = count;
	return same;
}

/* The fresh entries, wherever they are now. */
static void parse_fresh_bodies(struct update *update)
{
	struct build *build = update->build;
	struct site *site = &build->site;
	struct entry **entries = must_zalloc(update->fresh.count + 1, sizeof(struct entry *));
	size_t count = 0, first = build->diags.count;

	for (size_t i = 0; i < site->entry_count; i++)
		if (update->moved ? map_has(&update->paths, site->entries[i].path) : update->is_fresh[i])
			entries[count++] = &site->entries[i];
	parse_bodies(build, entries, count);
	diags_copy(&update->said->by[SAID_BY_FILES], &build->diags, first);
	free(entries);
}

/* What has been loaded to be parsed stays with the build, for its data. */
static void keep_texts(struct update *update)
{
	const struct source_list *loaded = &update->now.of[SOURCE_ENTRY];

	for (size_t i = 0; i < loaded->count && texts_stay(update->build); i++) {
		struct source *from = &loaded->items[i];
		struct source *to = from->bytes.data ? source_find(&update->build->tree, SOURCE_ENTRY, from->path) : NULL;

		if (!to || to->bytes.data)
			continue;
		to->bytes = from->bytes;
		from->bytes = (struct str){0};
	}
}

/* ---- templates and files that are copied ---- */

static void swap_templates(struct update *update)
{
	struct build *build = update->build;

	swap(&build->templates, &update->templates, sizeof(update->templates));
	swap(&build->template_arena, &update->template_arena, sizeof(update->template_arena));
}

static void swap_assets(struct update *update)
{
	struct site *site = &update->build->site;

	swap(&site->assets, &update->assets, sizeof(update->assets));
	swap(&site->asset_arena, &update->asset_arena, sizeof(update->asset_arena));
}

static void replace_templates(struct update *update)
{
	struct build *build = update->build;
	size_t first = build->diags.count;

	swap_templates(update); /* for none */
	parse_all_templates(build);
	diags_copy(&update->said->by[SAID_BY_TEMPLATES], &build->diags, first);
}

static void replace_assets(struct update *update)
{
	struct build *build = update->build;
	size_t first = build->diags.count;

	swap_assets(update); /* for none */
	find_assets(build, &update->assets);
	diags_copy(&update->said->by[SAID_BY_ASSETS], &build->diags, first);
}

static bool templates_change(const struct update *update)
{
	return update->changes.of[SOURCE_TEMPLATE] || update->changes.names[SOURCE_STATIC];
}

static bool assets_change(const struct update *update)
{
	return update->changes.of[SOURCE_ASSET] || update->changes.of[SOURCE_STATIC];
}

/* ---- what has been said ---- */

/* What was said and what is said now change places. */
static void restore_said(struct update *update)
{
	struct said *other = update->build->said;

	update->build->said = update->said;
	update->said = other;
}

/* What is said again is left out: about the files that have changed, and by stages that have run again. */
static void renew_said(struct update *update)
{
	struct build *build = update->build;
	struct said *said = update->said;

	for (size_t i = 0; i < update->changes.count; i++)
		map_set(&update->paths, update->changes.items[i].path, update);
	for (enum said_by by = 0; by < SAID_BY_COUNT; by++) {
		size_t first = said->by[by].count;

		if (by == SAID_BY_TEMPLATES && templates_change(update))
			continue;
		diags_copy_others(&said->by[by], &build->said->by[by], &update->paths);
		diags_copy(&build->diags, &said->by[by], first);
	}
	restore_said(update);
}

/* ---- in, and out again ---- */

static void link_all(struct update *update)
{
	struct build *build = update->build;

	build_history_end(build);
	bool files_moved = update->changes.names[SOURCE_ASSET] || update->changes.names[SOURCE_STATIC];

	if (update->moved || !update->same_names || files_moved)
		link_site(&build->site, &build->diags);
	else
		link_again(&build->site, update->is_fresh, &build->diags);
	compute_views(build);
}

bool update_apply(struct update *update)
{
	struct build *build = update->build;
	double since = stage_now();

	update->applied = true;
	changes_take(&build->tree, &update->now, &update->changes, &update->former);
	update->is_fresh = must_zalloc(build->site.entry_count + 1, sizeof(bool));
	if (all_have_places(update))
		swap_entries(update);
	else
		move_entries(update);
	if (!order_entries_again(build)) {
		update->kind = UPDATE_ANEW;
		return false;
	}
	parse_fresh_bodies(update);
	keep_texts(update);
	if (templates_change(update))
		replace_templates(update);
	if (assets_change(update))
		replace_assets(update);
	renew_said(update);
	link_all(update);
	stage_lap(build, STAGE_LINK, &since);
	return true;
}

static void release_entry(struct entry *entry)
{
	arena_release(&entry->body.view_arena);
	arena_release(&entry->arena);
}

/* An array that is not used any more, or not yet. What its members hold goes with it if they are of files that have
 * changed; what stays is held by the other array. */
static void release_moved(const struct update *update, struct entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (map_has(&update->paths, entries[i].path))
			release_entry(&entries[i]);
		else
			arena_release(&entries[i].body.view_arena);
	}
	free(entries);
}

/* Gives back those files of records that only the one list has. */
static void release_record_files(const struct update *update, struct record_file *files, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (map_has(&update->paths, files[i].path))
			arena_release(&files[i].arena);
	free(files);
}

/* With what is not the site's any more, or never became so. */
static void release_update(struct update *update)
{
	for (size_t i = 0; i < update->fresh.count && !update->moved; i++)
		release_entry(&update->fresh.entries[i]);
	if (update->moved) {
		release_moved(update, update->entries, update->entry_count);
		release_moved(update, update->drafts, update->draft_count);
		release_record_files(update, update->record_files, update->record_file_count);
	}
	free(update->fresh.entries);
	free(update->fresh.files);
	free(update->is_fresh);
	said_release(update->said);
	map_release(&update->paths);
	map_release(&update->templates.by_name);
	arena_release(&update->template_arena);
	map_release(&update->assets);
	arena_release(&update->asset_arena);
	changes_release(&update->changes);
	sources_release(&update->now);
	free(update);
}

void update_keep(struct update *update)
{
	changes_keep(&update->build->tree, &update->former);
	release_update(update);
}

/* The arrays that were and those that are change places. */
static void move_back(struct update *update)
{
	struct build *build = update->build;

	swap(&build->site.entries, &update->entries, sizeof(update->entries));
	swap(&build->site.entry_count, &update->entry_count, sizeof(update->entry_count));
	swap(&build->site.drafts, &update->drafts, sizeof(update->drafts));
	swap(&build->site.draft_count, &update->draft_count, sizeof(update->draft_count));
	swap(&build->record_files, &update->record_files, sizeof(update->record_files));
	swap(&build->record_file_count, &update->record_file_count, sizeof(update->record_file_count));
}

/* The files are as they were; what they became is linked as it was. */
static void undo_applied(struct update *update)
{
	struct build *build = update->build;
	bool linked = update->kind == UPDATE_SOME; /* else it ended when the forms were seen */

	if (update->moved)
		move_back(update);
	else
		swap_entries(update);
	order_entries_again(build);
	if (linked && templates_change(update))
		swap_templates(update);
	if (linked && assets_change(update))
		swap_assets(update);
	if (linked)
		restore_said(update);
	changes_undo(&build->tree, &update->former);
	if (linked)
		link_all(update);
}

void update_undo(struct update *update)
{
	if (update->applied)
		undo_applied(update);
	else
		for (size_t i = 0; i < update->fresh.file_count; i++)
			arena_release(&update->fresh.files[i].arena);
	diags_release(&update->build->diags);
	update->build->quoted = NULL;
	release_update(update);
}
