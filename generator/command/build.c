#include <stdio.h>

#include "base/pool.h"
#include "build_history.h"
#include "command/building.h"
#include "command/progress.h"

enum { OUTPUT, JOBS, DRAFTS, WARNINGS, BASE_URL, TIMINGS, SYNC };

static const struct option OPTIONS[] = {
	[OUTPUT] = {'o', "output", "DIR", "where the site goes (public)"},
	[JOBS] = {'j', "jobs", "N", "how many threads work (as many as there are cores)"},
	[DRAFTS] = {0, "drafts", NULL, "publish drafts as well"},
	[WARNINGS] = {'W', "fail-on-warning", NULL, "warnings fail the build as errors do"},
	[BASE_URL] = {0, "base-url", "URL", "the address the site will have, instead of site.yaml's"},
	[TIMINGS] = {0, "timings", NULL, "show how long each stage took"},
	[SYNC] = {0, "sync", NULL, "wait until the site is on the disk before it is shown"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa build", "builds the handbook in this folder into public/"},
	{"glossa build -W -o /srv/www/handbook", "for publishing: nothing may be wrong"},
	{"glossa -C docs build --drafts", "another folder's handbook, unfinished entries and all"},
	{0},
};

static enum outcome run(const struct call *call)
{
	struct past past = {0};
	struct build build = {.root = ".", .past = &past};
	uint64_t jobs = 0;

	if (!option_number(call, JOBS, 1, 64, &jobs))
		return OUTCOME_USAGE;
	build.workers = (size_t)jobs;
	build.output = option_value(call, OUTPUT, STR("public"));
	build.drafts = option_given(call, DRAFTS);
	build.warnings_fail = option_given(call, WARNINGS);
	build.sync = option_given(call, SYNC);
	if (option_given(call, BASE_URL))
		build.base_url = option_value(call, BASE_URL, STR(""));
	struct progress *progress = progress_begin(call, &build.progress);
	enum outcome outcome = build_load(&build);
	if (outcome == OUTCOME_OK)
		outcome = build_render(&build, BUILD_PUBLISH);
	progress_end(progress);
	outcome = build_finish(&build, outcome);
	building_report(call, &build, REPORT_TEXT);
	if (option_given(call, TIMINGS))
		building_timings(&build);
	if (outcome == OUTCOME_OK && call->verbose)
		fprintf(stderr, "%zu pages into %.*s: %zu files written, %zu unchanged\n", build.pages, STR_ARG(build.output),
			build.written, build.kept);
	build_release(&build);
	past_release(&past);
	return outcome;
}

const struct command command_build = {
	.name = "build",
	.summary = "builds the site, all or nothing",
	.help = "Reads the handbook in this folder and writes its site. With errors nothing is\n"
			"written and the old site stays. Files that have not changed are left alone, files\n"
			"that no longer belong disappear; a folder that glossa did not make is never touched.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
