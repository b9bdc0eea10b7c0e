/* The order of the stages as far as the whole handbook: read → parse → link. build_site.c goes on with render → publish;
 * no other file knows of more than one stage. Each step takes what the one before has left in struct build. */
#include "build.h"

#include <stdlib.h>

#include "base/die.h"
#include "build_history.h"
#include "build_stage.h"
#include "build_steps.h"
#include "link/link.h"
#include "parse/config.h"
#include "parse/matcher.h"
#include "read/sources.h"

/* --- read --- */

static enum outcome read_sources(struct build *build)
{
	const char *missing = NULL;

	build->tree.stamped = build->living;
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

static void parse_front_matters(struct build *build)
{
	const struct source_list *records = &build->tree.of[SOURCE_RECORDS], *entries = &build->tree.of[SOURCE_ENTRY];
	size_t count = records->count + entries->count, at = 0, first = build->diags.count;
	struct source **sources = must_zalloc(count + 1, sizeof(struct source *));
	struct parsed parsed;

	for (size_t i = 0; i < records->count; i++)
		sources[at++] = &records->items[i];
	for (size_t i = 0; i < entries->count; i++)
		sources[at++] = &entries->items[i];
	build->site.config = &build->config;
	build->site.tree = &build->tree;
	stage_begin(build, STAGE_FRONT_MATTER, entries->count);
	parse_files(build, &build->tree, sources, count, &parsed);
	remember(build, SAID_BY_FILES, first);
	build->record_files = parsed.files;
	build->record_file_count = parsed.file_count;
	divide_entries(build, parsed.entries, parsed.count);
	link_entries(&build->site, &build->diags);
	free(sources);
}

static void parse_all_bodies(struct build *build)
{
	struct site *site = &build->site;
	size_t first = build->diags.count;
	struct entry **entries = must_zalloc(site->entry_count + 1, sizeof(struct entry *));

	if (site->form_count)
		build->matcher = matcher_build(&build->arena, site->forms, site->form_count);
	for (size_t i = 0; i < site->entry_count; i++)
		entries[i] = &site->entries[i];
	parse_bodies(build, entries, site->entry_count);
	remember(build, SAID_BY_FILES, first);
	free(entries);
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

static void parse_templates_once(struct build *build)
{
	size_t first = build->diags.count;

	parse_all_templates(build);
	remember(build, SAID_BY_TEMPLATES, first);
}

static void find_assets_once(struct build *build)
{
	size_t first = build->diags.count;

	find_assets(build, NULL);
	remember(build, SAID_BY_ASSETS, first);
}

static void load_ledger(struct build *build)
{
	struct source *source = source_first(&build->tree, SOURCE_LEDGER);
	size_t first = build->diags.count;
	struct buf clean = {0};

	if (source && source_load(&build->tree, source, &build->diags))
		source_check_text(source, &clean, &build->diags);
	buf_release(&clean);
	remember(build, SAID_BY_SETTINGS, first);
}

/* --- the stages in their order --- */

enum outcome build_load_tree(struct build *build)
{
	double since = stage_now();
	size_t first = build->diags.count;
	enum outcome outcome = read_settings(build);

	if (outcome != OUTCOME_OK)
		return outcome;
	build_history_begin(build);
	load_words(build);
	remember(build, SAID_BY_SETTINGS, first);
	parse_front_matters(build);
	parse_templates_once(build);
	stage_lap(build, STAGE_FRONT_MATTER, &since);
	parse_all_bodies(build);
	stage_lap(build, STAGE_BODIES, &since);
	find_assets_once(build);
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
	for (size_t i = 0; i < build->record_file_count; i++)
		arena_release(&build->record_files[i].arena);
	free(build->record_files);
	said_release(build->said);
	site_release(&build->site);
	map_release(&build->templates.by_name);
	map_release(&build->lands);
	sources_release(&build->tree);
	diags_release(&build->diags);
	arena_release(&build->template_arena);
	arena_release(&build->arena);
}
