#include "command/building.h"

enum { WARNINGS, FORMAT, DRAFTS };

static const struct option OPTIONS[] = {
	[WARNINGS] = {'W', "fail-on-warning", NULL, "warnings count as errors"},
	[FORMAT] = {0, "format", "FORMAT", "text, json, github or sarif (text)"},
	[DRAFTS] = {0, "drafts", NULL, "check drafts as well"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa check", "tells everything that is wrong, and writes nothing"},
	{"glossa check -W --format github", "in a workflow: slips appear beside their lines"},
	{0},
};

static enum outcome run(const struct call *call)
{
	struct build build = {.root = "."};
	struct str name = option_value(call, FORMAT, STR("text"));
	enum report_format format;

	if (!report_format_named(name, &format)) {
		complain("--format is text, json, github or sarif, not \"%.*s\"", STR_ARG(name));
		return OUTCOME_USAGE;
	}
	build.warnings_fail = option_given(call, WARNINGS);
	build.drafts = option_given(call, DRAFTS);
	enum outcome outcome = build_load(&build);
	if (outcome == OUTCOME_OK)
		outcome = build_render(&build, BUILD_NOTHING);
	outcome = build_finish(&build, outcome);
	building_report(call, &build, format);
	build_release(&build);
	return outcome;
}

const struct command command_check = {
	.name = "check",
	.summary = "tells everything that is wrong, writes nothing",
	.help = "Reads the handbook in this folder as `glossa build` does and reports every error\n"
			"and warning with its place, each with a code that `glossa explain CODE` explains.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
