/* How it works: the handbook is loaded as for a build, and one file of its data is written, piece by piece. A file is
 * written beside its place and takes it when it is whole. */
#define _GNU_SOURCE /* O_CLOEXEC, realpath */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/near.h"
#include "base/path.h"
#include "build_export.h"
#include "build_history.h"
#include "command/building.h"
#include "export/export.h"

enum { OUTPUT, BASE_URL, DRAFTS };

static const struct option OPTIONS[] = {
	[OUTPUT] = {'o', "output", "FILE", "where it goes (standard output)"},
	[BASE_URL] = {0, "base-url", "URL", "where the handbook is published, instead of its own base_url"},
	[DRAFTS] = {0, "drafts", NULL, "include drafts"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa export csl >references.json", "for Zotero or Pandoc"},
	{"glossa export skos -o terms.ttl", "a file that is there whole or not at all"},
	{"glossa export handbook | jq -r '.entries[].id'", "the whole handbook, one entry on each line"},
	{0},
};

static bool word_of_table(size_t index, struct argument_word *word)
{
	if (index >= DATA_FILES)
		return false;
	*word = (struct argument_word){DATA_FILE_ROWS[index].name, DATA_FILE_ROWS[index].help};
	return true;
}

/* A format goes by its name or by that of its file: "csl", "references.json", "data/references.json". */
static bool find_format(const struct call *call, enum data_file *file)
{
	struct str name = call->arguments[0];
	struct near near = near_to(name);

	for (size_t i = 0; i < DATA_FILES; i++) {
		const struct data_file_row *row = &DATA_FILE_ROWS[i];

		*file = (enum data_file)i;
		if (str_equal(name, row->name) || str_equal(name, row->address) || str_equal(name, path_base(row->address)))
			return true;
		near_try(&near, row->name);
		near_try(&near, path_base(row->address));
	}
	struct str meant = diag_did_you_mean(call->arena, near.best);
	complain("export: no format \"%.*s\"%.*s", STR_ARG(name), STR_ARG(meant));
	if (!meant.len)
		complain("`glossa help export` lists them");
	return false;
}

/* ---- where it goes ---- */

struct destination {
	int file;
	bool closed; /* whoever read it has had enough */
	int error;
};

static bool put(void *context, struct str bytes)
{
	struct destination *destination = context;

	if (file_write(destination->file, bytes))
		return true;
	destination->closed = errno == EPIPE;
	destination->error = errno;
	return false;
}

static enum outcome complain_of(struct str path, int error)
{
	struct arena arena = {0};

	complain("export: cannot write \"%.*s\": %.*s", STR_ARG(path), STR_ARG(file_reason(&arena, error)));
	arena_release(&arena);
	return OUTCOME_ENVIRONMENT;
}

/* Standard output is written without a buffer: nothing is left to complain of when its reader has gone. */
static enum outcome write_to(struct build *build, enum data_file file, int descriptor, struct str shown)
{
	struct destination destination = {.file = descriptor};
	const struct export_target target = {put, &destination};
	enum outcome outcome = build_export(build, file, &target);

	if (outcome == OUTCOME_OK || destination.closed)
		return OUTCOME_OK;
	return complain_of(shown, destination.error);
}

/* What is no regular file (/dev/null, a pipe) is written as it is; a link is followed. */
static bool is_special(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static enum outcome write_special(struct build *build, enum data_file file, const char *path)
{
	int descriptor = open(path, O_WRONLY | O_CLOEXEC);

	if (descriptor < 0)
		return complain_of(str_from(path), errno);
	enum outcome outcome = write_to(build, file, descriptor, str_from(path));
	close(descriptor);
	return outcome;
}

static enum outcome write_beside(struct build *build, enum data_file file, const char *path, const char *beside)
{
	struct stat status;
	bool status_known = stat(path, &status) == 0;

	if (status_known && S_ISDIR(status.st_mode))
		return complain_of(str_from(path), EISDIR);
	int descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (descriptor < 0)
		return complain_of(str_from(path), errno);
	if (status_known && fchmod(descriptor, status.st_mode & 07777) != 0)
		errno = 0; /* of a file of somebody else's: it gets the mode of a new one */
	enum outcome outcome = write_to(build, file, descriptor, str_from(path));
	if (!file_close(descriptor) && outcome == OUTCOME_OK)
		outcome = complain_of(str_from(path), errno);
	if (outcome == OUTCOME_OK && rename(beside, path) != 0)
		outcome = complain_of(str_from(path), errno);
	if (outcome != OUTCOME_OK)
		unlink(beside);
	return outcome;
}

static enum outcome write_file(const struct call *call, struct build *build, enum data_file file)
{
	const char *path = str_terminated(call->arena, option_value(call, OUTPUT, STR("-")));
	char *real;

	if (is_special(path))
		return write_special(build, file, path);
	real = realpath(path, NULL);
	if (real)
		path = str_terminated(call->arena, str_from(real));
	free(real);
	struct str beside = str_format(call->arena, "%s.glossa-%ld", path, (long)getpid());
	return write_beside(build, file, path, str_terminated(call->arena, beside));
}

static enum outcome export_to(const struct call *call, struct build *build, enum data_file file)
{
	if (!data_file_has(&build->site, file) && !call->quiet)
		complain("export: the handbook has nothing for \"%.*s\"", STR_ARG(DATA_FILE_ROWS[file].name));
	if (str_equal(option_value(call, OUTPUT, STR("-")), STR("-")))
		return write_to(build, file, STDOUT_FILENO, STR("standard output"));
	return write_file(call, build, file);
}

static enum outcome run(const struct call *call)
{
	struct past past = {0};
	struct build build = {
		.past = &past, .base_url = option_value(call, BASE_URL, (struct str){0}), .drafts = option_given(call, DRAFTS)};
	enum data_file file;

	if (!find_format(call, &file))
		return OUTCOME_USAGE;
	enum outcome outcome = building_load(call, &build);
	if (outcome == OUTCOME_OK)
		outcome = export_to(call, &build, file);
	build_release(&build);
	past_release(&past);
	return outcome;
}

const struct command command_export = {
	.name = "export",
	.arguments = "FORMAT",
	.least = 1,
	.most = 1,
	.summary = "writes the handbook's data in one format",
	.help =
		"Writes one of the files that a build puts into data/, whether `outputs:` asks for it or not. FORMAT is a name "
		"of this list, or the name of the file. Nothing is written while the handbook has errors.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.word = word_of_table,
	.run = run,
};
