#include "build_export.h"

#include <stdlib.h>

#include "base/die.h"
#include "build_steps.h"
#include "export/export.h"
#include "publish/publication.h"
#include "read/sources.h"
#include "render/pages.h"

/* The text of one entry at a time, read anew: it was given back when the body had been parsed. The source itself belongs
 * to all workers, so that a copy is loaded. */
struct loading {
	struct build *build;
	struct source source;
	struct buf clean;
};

static struct str load_text(void *context, const struct entry *entry)
{
	struct loading *loading = context;
	struct diags ignored = {0}; /* all has been told when it was parsed */
	struct str text = STR("");

	const struct source *source = source_find(
		&loading->build->tree, entry->record ? SOURCE_RECORDS : SOURCE_ENTRY, entry->path);

	source_unload(&loading->source);
	if (source && source->bytes.data && texts_stay(loading->build))
		return source->bytes;
	if (source) {
		loading->source = *source;
		loading->source.bytes = (struct str){0};
		if (source_load(&loading->build->tree, &loading->source, &ignored)) {
			source_check_text(&loading->source, &loading->clean, &ignored);
			text = loading->source.bytes;
		}
	}
	diags_release(&ignored);
	return text;
}

/* ---- as part of a build ---- */

struct export_plan build_export_plan(const struct build *build)
{
	const struct site *site = &build->site;
	struct export_plan plan = {must_zalloc(DATA_FILES + site->entry_count * ENTRY_FILES, sizeof(*plan.items)), 0};

	for (unsigned file = 0; file < DATA_FILES; file++)
		if (data_file_written(site, (enum data_file)file))
			plan.items[plan.count++] = (struct export_item){NULL, file};
	for (size_t i = 0; i < site->entry_count; i++)
		for (unsigned file = 0; file < ENTRY_FILES && entry_has_files(site, &site->entries[i]); file++)
			plan.items[plan.count++] = (struct export_item){&site->entries[i], file};
	return plan;
}

struct piecewise {
	struct build *build;
	struct sink_file file;
};

static bool put_into_file(void *context, struct str bytes)
{
	struct piecewise *piecewise = context;

	atomic_fetch_add_explicit(&piecewise->build->progress.bytes_made, bytes.len, memory_order_relaxed);
	return sink_put(&piecewise->file, bytes);
}

static bool put_into_buf(void *context, struct str bytes)
{
	buf_put(context, bytes);
	return true;
}

static bool write_item(struct build *build, const struct export_item *item, const struct export_target *target)
{
	struct loading loading = {.build = build};
	const struct export_text text = {load_text, &loading};
	bool done;

	if (item->entry)
		done = export_entry_file(&build->site, item->entry, (enum entry_file)item->file, &text, target);
	else
		done = export_data_file(&build->site, (enum data_file)item->file, &text, target);
	source_unload(&loading.source);
	buf_release(&loading.clean);
	return done;
}

struct str build_export_address(struct arena *arena, const struct export_item *item)
{
	return item->entry ? entry_file_address(arena, item->entry, (enum entry_file)item->file)
	                   : DATA_FILE_ROWS[item->file].address;
}

void build_export_item(
	struct build *build, const struct export_item *item, struct publication *publication, const struct page_sink *sink)
{
	struct arena arena = {0};
	struct str path = build_export_address(&arena, item);

	if (publication) {
		struct piecewise piecewise = {build, {.sink = &publication->sink, .path = path}};
		const struct export_target target = {put_into_file, &piecewise};

		if (write_item(build, item, &target))
			sink_end(&piecewise.file);
	} else if (!sink->nowhere) {
		struct buf whole = {0};
		const struct export_target target = {put_into_buf, &whole};

		write_item(build, item, &target);
		sink->write(sink->context, path, buf_str(&whole));
		buf_release(&whole);
	}
	arena_release(&arena);
}

enum outcome build_export(struct build *build, enum data_file file, const struct export_target *target)
{
	const struct export_item item = {NULL, file};

	return write_item(build, &item, target) ? OUTCOME_OK : OUTCOME_ENVIRONMENT;
}
