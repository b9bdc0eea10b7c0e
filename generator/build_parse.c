/* The parse stage: front matters and records, then bodies, each file on its own and in parallel; and the templates. */
#include <stdlib.h>

#include "base/die.h"
#include "build_history.h"
#include "build_stage.h"
#include "build_steps.h"
#include "parse/body.h"
#include "parse/front_matter.h"
#include "parse/records.h"
#include "parse/templates.h"
#include "read/sources.h"
#include "render/assets.h"
#include "render/context.h"

void remember(struct build *build, enum said_by by, size_t first)
{
	if (!build->living)
		return;
	if (!build->said)
		build->said = must_zalloc(1, sizeof(*build->said));
	diags_copy(&build->said->by[by], &build->diags, first);
}

void said_release(struct said *said)
{
	for (size_t i = 0; said && i < SAID_BY_COUNT; i++)
		diags_release(&said->by[i]);
	free(said);
}

bool texts_stay(const struct build *build)
{
	return build->living && build->config.outputs & OUTPUT_ENTRIES;
}

/* ---- front matters and records ---- */

static void parse_one_front_matter(struct stage *stage, struct source *source, struct entry *entry, size_t number)
{
	struct build *build = stage->build;
	struct build_worker *worker = &stage->workers[number];

	entry_identify(entry, source, &build->config);
	if (!source_load(stage->tree, source, &worker->diags)) {
		entry->draft = true; /* nothing to publish; the diagnostic fails the build */
		return;
	}
	build_history_note(build, entry, source->bytes);
	source_check_text(source, &worker->clean, &worker->diags);
	parse_front_matter(entry, &build->config, &worker->diags);
	atomic_fetch_add_explicit(&build->progress.bytes_read, source->bytes.len, memory_order_relaxed);
	stage_step(stage);
	if (!entry->draft || build->drafts)
		return;
	source_unload(source);
	entry->source = NULL;
}

static void parse_one_record_file(struct stage *stage, size_t item, size_t number)
{
	struct source *source = stage->sources[item];
	struct record_file *file = &stage->parsed->files[item];
	struct diags *diags = &stage->workers[number].diags;

	file->path = str_copy(&file->arena, source->path);
	if (!source_load(stage->tree, source, diags))
		return;
	stage->lists[item] = parse_records(&file->arena, source, &stage->build->config, diags);
	for (size_t i = 0; i < stage->lists[item].count; i++)
		stage->lists[item].items[i].source = NULL;
	source_unload(source);
}

/* Files of records come first: each may hold as much as hundreds of entries. */
static void parse_one_file(void *context, size_t item, size_t number)
{
	struct stage *stage = context;
	size_t record_files = stage->parsed->file_count;

	if (item < record_files)
		parse_one_record_file(stage, item, number);
	else
		parse_one_front_matter(stage, stage->sources[item], &stage->parsed->entries[item - record_files], number);
}

static void add_records(struct parsed *parsed, const struct record_list *list)
{
	if (!list->count)
		return;
	parsed->entries = must_realloc(parsed->entries, (parsed->count + list->count) * sizeof(*parsed->entries));
	memcpy(parsed->entries + parsed->count, list->items, list->count * sizeof(*list->items));
	parsed->count += list->count;
}

void parse_files(struct build *build, const struct source_tree *tree, struct source *const *sources, size_t count,
	struct parsed *parsed)
{
	struct stage stage = {.build = build, .tree = tree, .sources = sources, .parsed = parsed};

	*parsed = (struct parsed){0};
	while (parsed->file_count < count && sources[parsed->file_count]->kind == SOURCE_RECORDS)
		parsed->file_count++;
	parsed->count = count - parsed->file_count;
	parsed->entries = must_zalloc(parsed->count + 1, sizeof(*parsed->entries));
	parsed->files = must_zalloc(parsed->file_count + 1, sizeof(*parsed->files));
	stage.lists = must_zalloc(parsed->file_count + 1, sizeof(*stage.lists));
	stage_run(&stage, count, parse_one_file);
	for (size_t i = 0; i < parsed->file_count; i++)
		add_records(parsed, &stage.lists[i]);
	free(stage.lists);
}

/* As parse_files() leaves them. */
static int by_file(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = a->record - b->record;

	if (order == 0)
		order = str_compare(a->path, b->path);
	if (order == 0)
		order = (a->place.line > b->place.line) - (a->place.line < b->place.line);
	return order ? order : (a->place.column > b->place.column) - (a->place.column < b->place.column);
}

void divide_entries(struct build *build, struct entry *entries, size_t count)
{
	struct site *site = &build->site;
	size_t kept = 0;

	site->draft_count = 0;
	for (size_t i = 0; i < count && !build->drafts; i++)
		site->draft_count += entries[i].draft;
	site->drafts = must_zalloc(site->draft_count + 1, sizeof(*site->drafts));
	site->draft_count = 0;
	for (size_t i = 0; i < count; i++) {
		if (entries[i].draft && !build->drafts)
			site->drafts[site->draft_count++] = entries[i];
		else
			entries[kept++] = entries[i];
	}
	qsort(site->drafts, site->draft_count, sizeof(*site->drafts), by_file);
	site->entries = entries;
	site->entry_count = kept;
}

/* ---- bodies ---- */

static void parse_one_body(void *context, size_t item, size_t number)
{
	struct stage *stage = context;
	struct build_worker *worker = &stage->workers[number];
	struct entry *entry = stage->entries[item];
	struct str text = STR("");

	if (!worker->body)
		worker->body = body_worker_new();
	if (!entry->record && entry->source->bytes.data && entry->body_offset <= entry->source->bytes.len)
		text = str_from_index(entry->source->bytes, entry->body_offset);
	body_parse(worker->body, &stage->rules, entry, text, &worker->diags);
	if (!entry->record && !texts_stay(stage->build))
		source_unload(entry->source);
	entry->source = NULL;
	stage_step(stage);
}

void parse_bodies(struct build *build, struct entry *const *entries, size_t count)
{
	struct site *site = &build->site;
	struct stage stage = {.build = build, .entries = entries};

	stage.rules = (struct body_rules){
		.config = &build->config,
		.words = site->words,
		.matcher = build->matcher,
		.forms = site->forms,
		.entry_count = site->entry_count,
		.columns = build->columns,
	};
	stage_begin(build, STAGE_BODIES, count);
	stage_run(&stage, count, parse_one_body);
}

/* ---- templates ---- */

void parse_all_templates(struct build *build)
{
	struct source_list *files = &build->tree.of[SOURCE_TEMPLATE];
	struct vocabulary vocabulary = {0};
	struct map assets = {0};
	struct buf clean = {0};

	for (size_t i = 0; i < files->count; i++)
		if (!files->items[i].bytes.data && source_load(&build->tree, &files->items[i], &build->diags))
			source_check_text(&files->items[i], &clean, &build->diags);
	buf_release(&clean);
	assets_names(&build->tree, &assets);
	context_vocabulary(&vocabulary, &build->config, &build->site.words, &assets);
	parse_templates(&build->template_arena, &build->tree, &vocabulary, &build->templates, &build->diags);
	vocabulary_release(&vocabulary);
	map_release(&assets);
}
