/* The only file that knows the order of the stages: read → parse → link → render → publish. Each step here takes what
 * the one before has left in struct build; workers touch only the item they were given. */
#define _GNU_SOURCE /* clock_gettime */
#include "build.h"

#include <stdlib.h>
#include <time.h>

#include "base/die.h"
#include "base/path.h"
#include "base/pool.h"
#include "link/form_table.h"
#include "link/link.h"
#include "parse/body.h"
#include "parse/config.h"
#include "parse/front_matter.h"
#include "parse/matcher.h"
#include "parse/records.h"
#include "parse/templates.h"
#include "parse/view.h"
#include "publish/publication.h"
#include "read/pictures.h"
#include "read/sources.h"
#include "render/assets.h"
#include "render/context.h"
#include "render/pages.h"
#include "view/view.h"

/* A worker's own: nobody else touches it. */
struct build_worker {
	struct diags diags;
	struct body_worker *body;
	struct buf clean;
	struct render_worker *render;
};

/* A file of records, which own nothing: what they hold lies here. */
struct record_file {
	struct record_list list;
	struct arena arena;
};

/* What the workers of a stage share, read only. */
struct stage {
	struct build *build;
	struct build_worker *workers;
	size_t worker_count;
	struct body_rules rules;
	const struct render *render;
	const struct page_sink *sink;
	struct publication *publication;
	uint64_t *hashes;
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* One of the stage's items is done. */
static void step(const struct stage *stage)
{
	atomic_fetch_add_explicit(&stage->build->progress.done, 1, memory_order_relaxed);
}

static void begin_progress(struct build *build, enum build_stage stage, size_t total)
{
	atomic_store(&build->progress.done, 0);
	atomic_store(&build->progress.total, total);
	atomic_store(&build->progress.stage, (size_t)stage);
}

/* Runs `work` over `items`, then gathers what the workers have to say. */
static void run_stage(struct stage *stage, size_t items, pool_work *work)
{
	struct build *build = stage->build;

	stage->worker_count = build->workers ? build->workers : pool_default_workers();
	stage->workers = must_zalloc(stage->worker_count, sizeof(*stage->workers));
	for (size_t i = 0; i < stage->worker_count; i++)
		stage->workers[i].diags.rules = build->config.rules;
	pool_run(stage->worker_count, items, work, stage);
	for (size_t i = 0; i < stage->worker_count; i++) {
		struct build_worker *worker = &stage->workers[i];

		body_worker_free(worker->body);
		buf_release(&worker->clean);
		if (worker->render)
			render_worker_free(worker->render, &worker->diags);
		diags_merge(&build->diags, &worker->diags);
	}
	free(stage->workers);
}

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
	source_check_text(source, &worker->clean, &worker->diags);
	parse_front_matter(entry, &build->config, &worker->diags);
	atomic_fetch_add_explicit(&build->progress.bytes_read, source->bytes.len, memory_order_relaxed);
	step(stage);
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
	begin_progress(build, STAGE_FRONT_MATTER, count);
	build->records = must_zalloc(build->tree.of[SOURCE_RECORDS].count + 1, sizeof(*build->records));
	run_stage(&stage, build->tree.of[SOURCE_RECORDS].count + count, parse_one_file);
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
	step(stage);
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
	begin_progress(build, STAGE_BODIES, site->entry_count);
	run_stage(&stage, site->entry_count, parse_one_body);
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

static void find_assets(struct build *build)
{
	struct stage stage = {.build = build};
	struct source_list *files = &build->tree.of[SOURCE_STATIC];

	link_assets(&build->site);
	stage.hashes = must_zalloc(files->count + 1, sizeof(*stage.hashes));
	run_stage(&stage, files->count, fingerprint_one);
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
	run_stage(&stage, build->site.entry_count, compute_one);
}

/* --- the stages in their order --- */

static void lap(struct build *build, enum build_stage stage, double *since)
{
	double then = *since;

	*since = now();
	build->seconds[stage] += *since - then;
}

enum outcome build_load_tree(struct build *build)
{
	double since = now();
	enum outcome outcome = read_settings(build);

	if (outcome != OUTCOME_OK)
		return outcome;
	load_words(build);
	parse_front_matters(build);
	parse_all_templates(build);
	lap(build, STAGE_FRONT_MATTER, &since);
	parse_bodies(build);
	lap(build, STAGE_BODIES, &since);
	find_assets(build);
	link_site(&build->site, &build->diags);
	compute_views(build);
	lap(build, STAGE_LINK, &since);
	return OUTCOME_OK;
}

enum outcome build_load(struct build *build)
{
	double since = now();
	enum outcome outcome = read_sources(build);

	lap(build, STAGE_READ, &since);
	return outcome == OUTCOME_OK ? build_load_tree(build) : outcome;
}

static void render_one(void *context, size_t item, size_t number)
{
	struct stage *stage = context;
	struct build_worker *worker = &stage->workers[number];

	if (!worker->render)
		worker->render = render_worker_new(stage->render);
	render_page(stage->render, item, worker->render, stage->sink);
	step(stage);
}

static void copy_one(void *context, size_t item, size_t number)
{
	struct stage *stage = context;
	const struct asset *asset = stage->build->site.assets.items[item].value;

	(void)number;
	sink_copy(&stage->publication->sink, asset->address, &stage->build->tree, asset->source);
}

/* Where finished pages go. */
struct page_target {
	struct build *build;
	struct publication *publication;
};

static bool write_page(void *context, struct str path, struct str bytes)
{
	struct page_target *target = context;

	atomic_fetch_add_explicit(&target->build->progress.bytes_made, bytes.len, memory_order_relaxed);
	return sink_write(&target->publication->sink, path, bytes);
}

static bool drop_page(void *context, struct str path, struct str bytes)
{
	(void)context;
	(void)path;
	(void)bytes;
	return true;
}

struct render *build_begin_render(struct build *build)
{
	return render_begin(&build->site, &build->templates, &build->diags);
}

static void render_pages(struct build *build, const struct render *render, const struct page_sink *sink)
{
	struct stage stage = {.build = build, .render = render, .sink = sink};

	build->pages = render_page_count(render);
	begin_progress(build, STAGE_RENDER, build->pages);
	run_stage(&stage, build->pages, render_one);
}

static void report_trouble(struct build *build, const struct publication *publication)
{
	const struct trouble *trouble = &publication->trouble;

	if (trouble->path.len)
		build->trouble = str_format(&build->arena, "%.*s: %.*s", STR_ARG(trouble->path), STR_ARG(trouble->reason));
	else
		build->trouble = str_copy(&build->arena, trouble->reason);
}

static enum outcome publish(struct build *build, const struct render *render, struct publication *publication)
{
	struct page_target target = {build, publication};
	struct page_sink sink = {.write = write_page, .context = &target};
	struct stage stage = {.build = build, .publication = publication};
	double since = now();

	render_pages(build, render, &sink);
	lap(build, STAGE_RENDER, &since);
	if (diags_failed(&build->diags, build->warnings_fail)) { /* never publish a half-right handbook */
		publish_discard(publication);
		return OUTCOME_CONTENT;
	}
	run_stage(&stage, build->site.assets.count, copy_one);
	if (publish_commit(publication) != PUBLISH_OK) {
		report_trouble(build, publication);
		return OUTCOME_ENVIRONMENT;
	}
	lap(build, STAGE_PUBLISH, &since);
	build->note = str_copy(&build->arena, publication->note);
	build->written = publication->sink.written;
	build->kept = publication->sink.kept;
	return OUTCOME_OK;
}

static enum outcome open_and_publish(struct build *build, const struct render *render)
{
	struct publication publication = {0};
	struct publish_settings settings = {.root = str_from(build->root), .output = build->output, .sync = build->sync};
	enum outcome outcome = OUTCOME_ENVIRONMENT;

	switch (publish_open(&publication, &settings, &build->diags)) {
	case PUBLISH_OK: outcome = publish(build, render, &publication); break;
	case PUBLISH_FOREIGN: break;
	case PUBLISH_BUSY:
	case PUBLISH_FAILED: report_trouble(build, &publication); break;
	}
	publish_release(&publication);
	return outcome;
}

enum outcome build_render(struct build *build, enum build_target target)
{
	struct page_sink nowhere = {.write = drop_page, .nowhere = true};
	struct render *render = build_begin_render(build);
	enum outcome outcome = OUTCOME_OK;

	if (target == BUILD_PUBLISH && !diags_failed(&build->diags, build->warnings_fail))
		outcome = open_and_publish(build, render);
	else
		render_pages(build, render, &nowhere);
	render_end(render);
	return outcome;
}

enum outcome build_render_into(struct build *build, const struct page_sink *sink)
{
	struct render *render = build_begin_render(build);
	bool kept = true;

	render_pages(build, render, sink);
	render_end(render);
	for (size_t i = 0; i < build->site.assets.count && kept; i++) {
		const struct asset *asset = build->site.assets.items[i].value;

		if (!source_load(&build->tree, asset->source, &build->diags))
			continue;
		kept = sink->write(sink->context, asset->address, asset->source->bytes);
		source_unload(asset->source);
	}
	return kept ? OUTCOME_OK : OUTCOME_ENVIRONMENT;
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
