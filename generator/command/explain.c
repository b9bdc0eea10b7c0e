#include <stdio.h>

#include "base/diag.h"
#include "base/near.h"
#include "command/command.h"
#include "command/report.h"
#include "command/terminal.h"

enum { WIDTH = 80 };

static const char *severity_name(enum severity severity)
{
	static const char *const NAMES[] = {
		[SEVERITY_IGNORE] = "ignored", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};

	return NAMES[severity];
}

static void list_codes(void)
{
	for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
		printf("%-24s %s\n", DIAG_INFO[i].name, severity_name(DIAG_INFO[i].severity));
}

static void explain_code(enum diag_code code)
{
	const struct diag_info *info = &DIAG_INFO[code];
	struct buf out = {0};

	buf_printf(&out, "%s (%s)\n\n", info->name, severity_name(info->severity));
	terminal_wrap(&out, str_from(info->explanation), 0, WIDTH);
	buf_char(&out, '\n');
	print_bytes(stdout, buf_str(&out));
	buf_release(&out);
}

/* Codes are copied from reports, where they stand in brackets. */
static struct str without_brackets(struct str code)
{
	bool bracketed = code.len > 2 && code.data[0] == '[' && code.data[code.len - 1] == ']';

	return bracketed ? str_slice(code, 1, code.len - 1) : code;
}

static bool find_code(struct arena *arena, struct str name, enum diag_code *code)
{
	struct near near = near_to(name);

	if (diag_code_named(name, code))
		return true;
	for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
		near_try(&near, str_from(DIAG_INFO[i].name));
	struct str meant = diag_did_you_mean(arena, near.best);
	complain("explain: no code \"%.*s\"%.*s", STR_ARG(name), STR_ARG(meant));
	return false;
}

static enum outcome run(const struct call *call)
{
	enum diag_code code;

	if (call->argument_count == 0) {
		list_codes();
		return OUTCOME_OK;
	}
	if (!find_code(call->arena, without_brackets(call->arguments[0]), &code))
		return OUTCOME_USAGE;
	explain_code(code);
	return OUTCOME_OK;
}

static const struct example EXAMPLES[] = {
	{"glossa explain link-unknown", "what it means and how to mend it"},
	{"glossa explain", "lists all codes"},
	{0},
};

const struct command command_explain = {
	.name = "explain",
	.arguments = "[CODE]",
	.most = 1,
	.summary = "tells what a diagnostic means and how to mend it",
	.help =
		"Every error and warning ends with its code in brackets. This prints what a code means, how to mend what it "
		"complains of, and whether it is an error or a warning unless `rules:` in site.yaml says otherwise. "
		"Without CODE, all codes are listed.",
	.examples = EXAMPLES,
	.run = run,
};
