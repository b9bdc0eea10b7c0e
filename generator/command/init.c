/* How it works: a new handbook is a copy of plain files: generator/start, and the theme that glossa's own handbook
 * uses. Nothing is compiled in, so that what strangers get is what the tests build. */
#define _GNU_SOURCE /* openat, O_CLOEXEC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "command/command.h"
#include "command/report.h"
#include "command/share.h"

enum { MOST_BYTES = 64 << 20 };

struct copier {
	struct arena *arena;
	int to;              /* descriptor of the new handbook */
	struct map left_out; /* paths in it */
	struct str failed;   /* the path that could not be copied */
};

static bool copy_file(struct copier *copier, int folder, const struct file_name *name, struct str to)
{
	int from = file_open_beneath(folder, name->name.data, FILE_OPEN_ANY);
	int file = from < 0 ? -1
	                    : openat(copier->to, str_terminated(copier->arena, to), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
							  0666);
	bool copied = file >= 0 && file_copy(from, file);

	if (file >= 0 && copied)
		copied = file_close(file);
	else if (file >= 0)
		file_abandon(file);
	if (from >= 0)
		file_abandon(from);
	return copied;
}

static bool copy_folder(struct copier *copier, int folder, struct str to);

static bool copy_name(struct copier *copier, int folder, const struct file_name *name, struct str to)
{
	if (map_has(&copier->left_out, to) || str_equal(name->name, STR("left-out")))
		return true;
	if (name->type == FILE_REGULAR)
		return copy_file(copier, folder, name, to);
	if (name->type != FILE_FOLDER)
		return true;
	int inner = file_open_beneath(folder, name->name.data, FILE_OPEN_FOLDER);
	bool copied = inner >= 0 && copy_folder(copier, inner, to);
	if (inner >= 0)
		file_abandon(inner);
	return copied;
}

/* Copies what is in a folder into the folder `to` of the handbook. */
static bool copy_folder(struct copier *copier, int folder, struct str to)
{
	struct file_name *names;
	size_t count;
	struct str inside = str_join(copier->arena, to, STR("/"));

	copier->failed = to;
	if (to.len && !file_make_folders(copier->to, str_terminated(copier->arena, inside), 0))
		return false;
	if (!file_list(copier->arena, folder, &names, &count))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct str path = path_join(copier->arena, to, names[i].name);

		copier->failed = path;
		if (!copy_name(copier, folder, &names[i], path))
			return false;
	}
	return true;
}

static bool copy_tree(struct copier *copier, struct str from, struct str to)
{
	int folder = open(str_terminated(copier->arena, from), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	copier->failed = from;
	bool copied = folder >= 0 && copy_folder(copier, folder, to);
	if (folder >= 0)
		file_abandon(folder);
	return copied;
}

/* The paths listed in start/left-out; lines with a # are comments. */
static void read_left_out(struct copier *copier, const struct share *share)
{
	struct str path = path_join(copier->arena, share->start, STR("left-out")), bytes, rest, line;
	int file = open(str_terminated(copier->arena, path), O_RDONLY | O_CLOEXEC);

	if (file < 0)
		return;
	if (file_load(file, MOST_BYTES, &bytes)) {
		rest = str_copy(copier->arena, bytes);
		while (str_line(&rest, &line))
			if (str_trim(line).len && line.data[0] != '#')
				map_set(&copier->left_out, str_trim(line), copier);
		free((char *)bytes.data);
	}
	close(file);
}

static bool copy_all(struct copier *copier, const struct share *share)
{
	return copy_tree(copier, share->start, STR("")) && copy_tree(copier, share->templates, STR("templates")) &&
	       copy_tree(copier, share->statics, STR("static"));
}

/* An open folder to fill; -1, having complained, when there is something in it. A repository may have begun there. */
static int open_empty(const struct call *call, struct str shown, bool *made)
{
	struct str inside = str_join(call->arena, shown, STR("/"));
	const char *path = str_terminated(call->arena, shown);
	struct file_name *names;
	size_t count, visible = 0;

	*made = access(path, F_OK) != 0;
	if (!file_make_folders(AT_FDCWD, str_terminated(call->arena, inside), 0))
		goto failed;
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		goto failed;
	if (!file_list(call->arena, folder, &names, &count))
		count = 0;
	for (size_t i = 0; i < count; i++)
		visible += !str_equal(names[i].name, STR(".git"));
	if (visible == 0)
		return folder;
	complain("init: %.*s is not empty; name a folder that is new", STR_ARG(shown));
	close(folder);
	errno = EEXIST;
	return -1;
failed:
	complain("%.*s: %s", STR_ARG(shown), strerror(errno));
	return -1;
}

static enum outcome run(const struct call *call)
{
	struct copier copier = {.arena = call->arena};
	struct share share;
	struct str shown = call->arguments[0];
	bool made;

	if (!share_find(call->arena, &share)) {
		complain("init: the files that come with glossa are missing; install it anew");
		return OUTCOME_ENVIRONMENT;
	}
	copier.to = open_empty(call, shown, &made);
	if (copier.to < 0)
		return errno == EEXIST ? OUTCOME_USAGE : OUTCOME_ENVIRONMENT;
	read_left_out(&copier, &share);
	bool copied = copy_all(&copier, &share);
	int error = errno;
	map_release(&copier.left_out);
	close(copier.to);
	if (copied) {
		printf("%.*s is a handbook now. Look at it: glossa -C %.*s serve\n", STR_ARG(shown), STR_ARG(shown));
		return OUTCOME_OK;
	}
	if (made)
		file_remove_tree(AT_FDCWD, str_terminated(call->arena, shown));
	complain("init: %.*s: %s", STR_ARG(copier.failed), strerror(error));
	return OUTCOME_ENVIRONMENT;
}

static const struct example EXAMPLES[] = {
	{"glossa init handbook", "a new handbook in the folder handbook"},
	{0},
};

const struct command command_init = {
	.name = "init",
	.arguments = "DIR",
	.least = 1,
	.most = 1,
	.summary = "begins a handbook in a new folder",
	.help = "Fills DIR, a new or an empty folder, with a small handbook: three entries, a site.yaml that explains "
			"itself, templates and style sheets to make your own, a workflow for continuous integration.",
	.examples = EXAMPLES,
	.run = run,
};
