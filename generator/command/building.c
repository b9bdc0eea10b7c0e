#include "command/building.h"

#include <stdio.h>

#include "base/near.h"
#include "base/path.h"
#include "build_history.h"
#include "command/progress.h"
#include "read/sources.h"

struct str building_line_of(void *context, struct str path, uint32_t line)
{
	struct build *build = context;
	struct diags ignored = {0};
	struct source *source = NULL;
	struct str rest, text = {0};

	for (int kind = 0; kind < SOURCE_KIND_COUNT && !source; kind++)
		source = source_find(&build->tree, (enum source_kind)kind, path);
	if (!source || line == 0)
		return text;
	if (!source->bytes.data) { /* one file at a time is enough: diagnostics are sorted */
		if (build->quoted)
			source_unload(build->quoted);
		build->quoted = source_load(&build->tree, source, &ignored) ? source : NULL;
		diags_release(&ignored);
	}
	rest = source->bytes;
	while (line-- > 0)
		if (!str_line(&rest, &text))
			return (struct str){0};
	return text;
}

void building_report(const struct call *call, struct build *build, enum report_format format)
{
	struct report report = report_for(call, format);

	report.line_of = building_line_of;
	report.context = build;
	report_print(&report, &build->diags);
	if (build->trouble.len)
		complain("%.*s", STR_ARG(build->trouble));
	if (build->past && build->past->note.len && !call->quiet)
		complain("%.*s", STR_ARG(build->past->note));
	if (build->note.len && !call->quiet)
		complain("%.*s", STR_ARG(build->note));
}

enum outcome building_load(const struct call *call, struct build *build)
{
	build->root = ".";
	enum outcome outcome = build_finish(build, build_load(build));
	if (outcome != OUTCOME_OK)
		building_report(call, build, REPORT_TEXT);
	return outcome;
}

void building_timings(const struct build *build)
{
	double total = 0;

	for (int i = 0; i < STAGE_COUNT; i++) {
		fprintf(stderr, "%-14s %8.1f ms\n", progress_stage_name((enum build_stage)i), build->seconds[i] * 1000);
		total += build->seconds[i];
	}
	fprintf(stderr, "%-14s %8.1f ms\n", "total", total * 1000);
	fprintf(stderr, "%zu entries of %.1f MB, %zu pages of %.1f MB, %zu files written, %zu kept\n",
		build->site.entry_count, (double)build->progress.bytes_read / 1e6, build->pages,
		(double)build->progress.bytes_made / 1e6, build->written, build->kept);
}

const struct entry *building_entry(const struct site *site, struct str name)
{
	const struct entry *found = NULL;
	struct str folder = STR("content/"), extension = STR(".md");

	if (str_starts(name, folder))
		name = str_from_index(name, folder.len);
	if (str_ends(name, extension))
		name.len -= extension.len;
	const struct entry *by_id = map_get(&site->by_id, name);
	for (size_t i = 0; i < site->entry_count && !by_id; i++) {
		if (!str_equal(path_base(site->entries[i].id), name))
			continue;
		if (found) /* several files of this name: an id has to be given */
			return NULL;
		found = &site->entries[i];
	}
	return by_id ? by_id : found;
}

struct str building_meant(struct arena *arena, const struct site *site, struct str name)
{
	struct near near = near_to(name);

	for (size_t i = 0; i < site->entry_count; i++) {
		near_try(&near, site->entries[i].id);
		near_try(&near, path_base(site->entries[i].id));
	}
	return diag_did_you_mean(arena, near.best);
}
