/* The table of commands, and the only exit: what a command returns is what the shell gets. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "command/options.h"
#include "command/replace_files.h"
#include "command/report.h"

/* In the order in which help shows them: what editors use daily comes first. */
static const struct command *const COMMANDS[] = {
	&command_build,
	&command_check,
	&command_serve,
	&command_init,
	&command_new,
	&command_rename,
	&command_list,
	&command_data,
	&command_search,
	&command_export,
	&command_render,
	&command_template,
	&command_ledger,
	&command_schema,
	&command_clean,
	&command_explain,
	&command_completion,
	&command_help,
	&command_version,
	NULL,
};

/* A program may be started with its standard streams closed; the next file it opened would then take their number and
 * get what is printed. Something takes their place that fails when it is used. */
static bool hold_standard_streams(void)
{
	for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
		if (fcntl(descriptor, F_GETFD) != -1)
			continue;
		if (open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) != descriptor)
			return false;
	}
	return true;
}

static enum outcome run(struct arena *arena, const char *const *words)
{
	struct call call;
	struct str problem;

	if (!options_parse(arena, COMMANDS, words, &call, &problem)) {
		complain("%.*s", STR_ARG(problem));
		complain("`glossa help%s%s` tells more", call.command ? " " : "", call.command ? call.command->name : "");
		return OUTCOME_USAGE;
	}
	if (call.folder.len && chdir(str_terminated(arena, call.folder)) != 0) {
		complain("cannot go to \"%.*s\": %s", STR_ARG(call.folder), strerror(errno));
		return OUTCOME_USAGE;
	}
	if (access("site.yaml", F_OK) == 0 && replace_files_resume(arena))
		complain("a `glossa rename` that was interrupted has been ended");
	return call.command->run(&call);
}

/* What could not be written was not said: a full disk or a closed pipe must not pass for success. */
static enum outcome finish_output(enum outcome outcome)
{
	bool failed = ferror(stdout) != 0;

	errno = 0;
	if (fclose(stdout) != 0)
		failed = true;
	if (!failed)
		return outcome;
	complain("cannot write the output%s%s", errno ? ": " : "", errno ? strerror(errno) : "");
	return OUTCOME_ENVIRONMENT;
}

int main(int argc, char **argv)
{
	struct arena arena = {0};

	if (!hold_standard_streams())
		return OUTCOME_ENVIRONMENT;
	enum outcome outcome = run(&arena, (const char *const *)argv + (argc > 0));
	arena_release(&arena);
	return finish_output(outcome);
}
