/* The order of the stages as far as the whole handbook: read → parse → link. build_site.c goes on with render → publish;
 * no other file knows of more than one stage. Each step takes what the one before has left in struct build. */
#include "build.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/path.h"
#include "build_history.h"
#include "build_stage.h"
#include "link/form_table.h"
#include "link/link.h"
#include "parse/body.h"
#include "parse/config.h"
#include "parse/front_matter.h"
#include "parse/matcher.h"
#include "parse/records.h"
#include "parse/templates.h"
#include "parse/view.h"
#include "read/pictures.h"
#include "read/sources.h"
#include "render/assets.h"
#include "render/context.h"
#include "render/pages.h"
#include "view/view.h"

/* A file of records, which own nothing: what they hold lies here. */
struct record_file {
	struct record_list list;
	struct arena arena;
};

/* --- read --- */

static enum outcome read_sources(struct build *build)
{
	const char *missing = NULL;

	build->tree.limits[SOURCE_ENTRY] = UINT64_MAX; /* until site.yaml has spoken */
	switch (sources_read(&build->tree, build->root, &build->diags)) {
	case SOURCES_READ: return OUTCOME_OK;
	case SOURCES_NO_FOLDER: missing = "there is no such folder"; break;
	case SOURCES_NO_SETTINGS: missing = "no site.yaml: this is not a handbook; go to one, or name it with -C"; break;
	case SOURCES_NO_CONTENT: missing = "no content/ beside site.yaml: this is not a handbook yet"; break;
	case SOURCES_UNREADABLE: return OUTCOME_ENVIRONMENT;
	}
	build->trouble = str_format(&build->arena, "%s: %s", build->root, missing);
	return OUTCOME_USAGE;
}

static enum outcome read_settings(struct build *build)
{
	const struct source *source = source_first(&build->tree, SOURCE_SETTINGS);
	size_t errors = build->diags.errors; /* of files that could not be read */

	parse_config(&build->arena, &build->config, source->bytes, source->path, &build->diags);
	if (build->diags.errors > errors)
		return OUTCOME_USAGE;
	build->diags.rules = build->config.rules;
	if (build->base_url.data && !normalise_base_url(&build->arena, build->base_url, &build->config.base_url)) {
		build->trouble = str_format(
			&build->arena, "--base-url: \"%.*s\" is no absolute http or https address", STR_ARG(build->base_url));
		return OUTCOME_USAGE;
	}
	check_base_url(&build->config, source->path, &build->diags);
	build->tree.limits[SOURCE_ENTRY] = build->config.limits.entry_bytes;
	return OUTCOME_OK;
}

/* --- parse --- */

static void parse_one_front_matter(struct stage *stage, size_t item, struct build_worker *worker)
{
	struct build *build = stage->build;
	struct entry *entry = &build->site.entries[item];
	struct source *source = &build->tree.of[SOURCE_ENTRY].items[item];

	entry_identify(entry, source, &build->config);
	if (!source_load(&build->tree, source, &worker->diags)) {
		entry->draft = true; /* nothing to publish; the diagnostic fails the build */
		return;
	}
	build_history_note(build, entry, source->bytes);
	source_check_text(source, &worker->clean, &worker->diags);
	parse_front_matter(entry, &build->config, &worker->diags);
	atomic_fetch_add_explicit(&build->progress.bytes_read, source->bytes.len, memory_order_relaxed);
	stage_step(stage);
	if (entry->draft && !build->drafts)
		source_unload(source);
}

static void parse_one_record_file(struct stage *stage, size_t item, struct diags *diags)
{
	struct build *build = stage->build;
	struct source *source = &build->tree.of[SOURCE_RECORDS].items[item];
	struct record_file *file = &build->records[item];

	if (!source_load(&build->tree, source, diags))
		return;
	file->list = parse_records(&file->arena, source, &build->config, diags);
	source_unload(source);
}

/* Files of records come first: each may hold as much as hundreds of entries. */
static void parse_one_file(void *context, size_t item, size_t number)
{
	struct stage *stage = context;
	size_t record_files = stage->build->tree.of[SOURCE_RECORDS].count;

	if (item < record_files)
		parse_one_record_file(stage, item, &stage->workers[number].diags);
	else
		parse_one_front_matter(stage, item - record_files, &stage->workers[number]);
}

static void add_records(struct build *build)
{
	struct site *site = &build->site;

	for (size_t i = 0; i < build->tree.of[SOURCE_RECORDS].count; i++) {
		const struct record_list *list = &build->records[i].list;

		if (!list->count)
			continue;
		site->entries = must_realloc(site->entries, (site->entry_count + list->count) * sizeof(*site->entries));
		memcpy(site->entries + site->entry_count, list->items, list->count * sizeof(*list->items));
		site->entry_count += list->count;
	}
}

/* Drafts keep a place of their own, so that a link to one is told from a dead one. */
static void set_drafts_aside(struct build *build)
{
	struct site *site = &build->site;
	size_t kept = 0;

	if (build->drafts)
		return;
	for (size_t i = 0; i < site->entry_count; i++)
		site->draft_count += site->entries[i].draft;
	site->drafts = must_zalloc(site->draft_count + 1, sizeof(*site->drafts));
	site->draft_count = 0;
	for (size_t i = 0; i < site->entry_count; i++) {
		if (site->entries[i].draft)
			site->drafts[site->draft_count++] = site->entries[i];
		else
			site->entries[kept++] = site->entries[i];
	}
	site->entry_count = kept;
}

static void parse_front_matters(struct build *build)
{
	struct stage stage = {.build = build};
	size_t count = build->tree.of[SOURCE_ENTRY].count;

	build->site.config = &build->config;
	build->site.tree = &build->tree;
	build->site.entries = must_zalloc(count + 1, sizeof(struct entry));
	build->site.entry_count = count;
	stage_begin(build, STAGE_FRONT_MATTER, count);
	build->records = must_zalloc(build->tree.of[SOURCE_RECORDS].count + 1, sizeof(*build->records));
	stage_run(&stage, build->tree.of[SOURCE_RECORDS].count + count, parse_one_file);
	add_records(build);
	set_drafts_aside(build);
	link_entries(&build->site, &build->diags);
}

static void parse_one_body(void *context, size_t item, size_t number)
{
	struct stage *stage = context;
	struct build_worker *worker = &stage->workers[number];
	struct entry *entry = &stage->build->site.entries[item];
	struct str text = STR("");

	if (!worker->body)
		worker->body = body_worker_new();
	if (!entry->record && entry->source->bytes.data && entry->body_offset <= entry->source->bytes.len)
		text = str_from_index(entry->source->bytes, entry->body_offset);
	body_parse(worker->body, &stage->rules, entry, text, &worker->diags);
	if (!entry->record)
		source_unload(entry->source);
	stage_step(stage);
}

static void parse_bodies(struct build *build)
{
	struct site *site = &build->site;
	struct stage stage = {.build = build};

	stage.rules = (struct body_rules){
		.config = &build->config,
		.words = site->words,
		.forms = site->forms,
		.entry_count = site->entry_count,
	};
	if (site->form_count)
		stage.rules.matcher = matcher_build(&build->arena, site->forms, site->form_count);
	stage_begin(build, STAGE_BODIES, site->entry_count);
	stage_run(&stage, site->entry_count, parse_one_body);
}

static void load_words(struct build *build)
{
	struct source *source = source_first(&build->tree, SOURCE_WORDS);

	build->site.words.site = build->config.words;
	if (!source || !source_load(&build->tree, source, &build->diags))
		return;
	build->site.words.theme = parse_words(&build->arena, source->bytes, source->path, &build->diags);
	source_unload(source);
}

static void parse_all_templates(struct build *build)
{
	struct source_list *files = &build->tree.of[SOURCE_TEMPLATE];
	struct vocabulary vocabulary = {0};
	struct map assets = {0};
	struct buf clean = {0};

	for (size_t i = 0; i < files->count; i++)
		if (source_load(&build->tree, &files->items[i], &build->diags))
			source_check_text(&files->items[i], &clean, &build->diags);
	buf_release(&clean);
	assets_names(&build->tree, &assets);
	context_vocabulary(&vocabulary, &build->config, &build->site.words, &assets);
	parse_templates(&build->arena, &build->tree, &vocabulary, &build->templates, &build->diags);
	vocabulary_release(&vocabulary);
	map_release(&assets);
}

/* --- files that are copied --- */

static void fingerprint_one(void *context, size_t item, size_t number)
{
	struct stage *stage = context;

	source_fingerprint(&stage->build->tree, &stage->build->tree.of[SOURCE_STATIC].items[item], &stage->hashes[item],
		&stage->workers[number].diags);
}

static void load_ledger(struct build *build)
{
	struct source *source = source_first(&build->tree, SOURCE_LEDGER);
	struct buf clean = {0};

	if (source && source_load(&build->tree, source, &build->diags))
		source_check_text(source, &clean, &build->diags);
	buf_release(&clean);
}

static void find_assets(struct build *build)
{
	struct stage stage = {.build = build};
	struct source_list *files = &build->tree.of[SOURCE_STATIC];

	link_assets(&build->site);
	stage.hashes = must_zalloc(files->count + 1, sizeof(*stage.hashes));
	stage_run(&stage, files->count, fingerprint_one);
	for (size_t i = 0; i < files->count; i++)
		if (asset_is_joined(&files->items[i]))
			source_load(&build->tree, &files->items[i], &build->diags);
	assets_add(&build->site, stage.hashes);
	free(stage.hashes);
	measure_pictures(&build->tree, &build->site.assets, &build->diags);
}

/* --- views --- */

/* The outlines that maps are drawn on: files beside the entries, read once however many maps name them. */
static void load_land(struct build *build, const struct entry *entry, struct view *view)
{
	struct str path;

	if (!path_resolve(&build->arena, path_folder(entry->path), view->land, &path))
		path = view->land;
	struct source *source = source_find(&build->tree, SOURCE_ASSET, path);
	if (!source) {
		diag_add_span(&build->diags, DIAG_VIEW_VALUE, entry->path, view->land_place, (uint32_t)view->land.len,
			"there is no file \"%.*s\" beside the entries", STR_ARG(path));
		return;
	}
	view->outlines = map_get(&build->lands, source->path);
	if (view->outlines || !source_load(&build->tree, source, &build->diags))
		return;
	struct land *land = arena_new(&build->arena, struct land);
	parse_land(&build->arena, land, source->bytes, source->path, &build->diags);
	source_unload(source);
	map_set(&build->lands, source->path, land);
	view->outlines = land;
}

static void load_lands(struct build *build)
{
	for (size_t i = 0; i < build->site.entry_count; i++) {
		struct entry *entry = &build->site.entries[i];

		for (size_t at = 0; at < entry->body.view_count; at++)
			if (entry->body.views[at].land.len)
				load_land(build, entry, &entry->body.views[at]);
	}
}

static void compute_one(void *context, size_t item, size_t number)
{
	struct stage *stage = context;

	views_compute(&stage->build->site, &stage->build->site.entries[item], &stage->workers[number].diags);
}

static void compute_views(struct build *build)
{
	struct stage stage = {.build = build};

	load_lands(build);
	stage_run(&stage, build->site.entry_count, compute_one);
}

/* --- the stages in their order --- */

enum outcome build_load_tree(struct build *build)
{
	double since = stage_now();
	enum outcome outcome = read_settings(build);

	if (outcome != OUTCOME_OK)
		return outcome;
	build_history_begin(build);
	load_words(build);
	parse_front_matters(build);
	parse_all_templates(build);
	stage_lap(build, STAGE_FRONT_MATTER, &since);
	parse_bodies(build);
	stage_lap(build, STAGE_BODIES, &since);
	find_assets(build);
	load_ledger(build);
	build_history_end(build);
	link_site(&build->site, &build->diags);
	compute_views(build);
	stage_lap(build, STAGE_LINK, &since);
	return OUTCOME_OK;
}

enum outcome build_load(struct build *build)
{
	double since = stage_now();
	enum outcome outcome = read_sources(build);

	stage_lap(build, STAGE_READ, &since);
	return outcome == OUTCOME_OK ? build_load_tree(build) : outcome;
}

/* Some of what is wrong with the settings shows only when the handbook is whole. */
static bool settings_failed(const struct build *build)
{
	for (size_t i = 0; i < build->diags.count; i++)
		if (build->diags.items[i].severity == SEVERITY_ERROR && str_equal(build->diags.items[i].path, STR("site.yaml")))
			return true;
	return false;
}

enum outcome build_finish(struct build *build, enum outcome outcome)
{
	diags_sort(&build->diags);
	if (outcome == OUTCOME_OK && diags_failed(&build->diags, build->warnings_fail))
		outcome = OUTCOME_CONTENT;
	return outcome == OUTCOME_CONTENT && settings_failed(build) ? OUTCOME_USAGE : outcome;
}

static void release_entries(struct entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		arena_release(&entries[i].body.view_arena);
		arena_release(&entries[i].arena);
	}
	free(entries);
}

void build_release(struct build *build)
{
	build_history_give_up(build);
	release_entries(build->site.entries, build->site.entry_count);
	release_entries(build->site.drafts, build->site.draft_count);
	for (size_t i = 0; build->records && i < build->tree.of[SOURCE_RECORDS].count; i++)
		arena_release(&build->records[i].arena);
	free(build->records);
	site_release(&build->site);
	map_release(&build->templates.by_name);
	map_release(&build->lands);
	sources_release(&build->tree);
	diags_release(&build->diags);
	arena_release(&build->arena);
}
