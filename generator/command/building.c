#include "command/building.h"

#include <stdio.h>

void building_report(const struct call *call, struct build *build, enum report_format format)
{
	struct report report = report_for(call, format);

	report.line_of = build_line_of;
	report.context = build;
	report_print(&report, &build->diags);
	if (build->trouble.len)
		complain("%.*s", STR_ARG(build->trouble));
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
	static const char *const names[STAGE_COUNT] = {"read", "front matter", "bodies", "link", "render", "publish"};
	double total = 0;

	for (int i = 0; i < STAGE_COUNT; i++) {
		fprintf(stderr, "%-14s %8.1f ms\n", names[i], build->seconds[i] * 1000);
		total += build->seconds[i];
	}
	fprintf(stderr, "%-14s %8.1f ms\n", "total", total * 1000);
	fprintf(stderr, "%zu entries, %zu pages, %zu files written, %zu kept\n", build->site.entry_count, build->pages,
		build->written, build->kept);
}
