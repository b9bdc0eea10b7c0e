#define _GNU_SOURCE /* O_CLOEXEC, realpath */
#include "command/replace_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

static bool moves(const struct replacement *item)
{
	return strcmp(item->from, item->to) != 0;
}

/* A file that is reached through a link is changed where it lies. */
static const char *real_path(struct arena *arena, struct str path)
{
	const char *shown = str_terminated(arena, path);
	char *real = realpath(shown, NULL);

	if (!real)
		return shown;
	shown = str_terminated(arena, str_from(real));
	free(real);
	return shown;
}

/* Names that no handbook's file has: those with a dot are passed over. */
static void name_files(struct arena *arena, struct replacement *item, size_t number)
{
	bool moved = !str_equal(item->path, item->new_path);

	item->from = moved ? str_terminated(arena, item->path) : real_path(arena, item->path);
	item->to = moved ? str_terminated(arena, item->new_path) : item->from;
	struct str folder = path_folder(str_from(item->to)), old_folder = path_folder(str_from(item->from));
	struct str next = str_format(arena, ".glossa-%ld-%zu-next", (long)getpid(), number);
	struct str aside = str_format(arena, ".glossa-%ld-%zu-old", (long)getpid(), number);
	item->next = str_terminated(arena, path_join(arena, folder, next));
	item->aside = str_terminated(arena, path_join(arena, old_folder, aside));
}

static bool write_next(const struct replacement *item)
{
	struct stat status;

	if (stat(item->from, &status) != 0 || !file_make_folders(AT_FDCWD, item->next, 0))
		return false;
	int file = open(item->next, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (file < 0)
		return false;
	if (!file_write(file, item->bytes) || fchmod(file, status.st_mode & 07777) != 0 || fsync(file) != 0) {
		file_abandon(file);
		return false;
	}
	return file_close(file);
}

/* Where the system can, the two change places at one instant. */
static bool take_place(struct replacement *item)
{
	if (!moves(item) && file_exchange(AT_FDCWD, item->next, AT_FDCWD, item->to)) {
		item->aside = item->next;
		return true;
	}
	if (moves(item) && access(item->to, F_OK) == 0) {
		errno = EEXIST;
		return false;
	}
	if (rename(item->from, item->aside) != 0)
		return false;
	if (rename(item->next, item->to) == 0)
		return true;
	int error = errno;
	rename(item->aside, item->from);
	errno = error;
	return false;
}

static void undo(const struct replacement *item)
{
	if (item->done && moves(item))
		unlink(item->to);
	if (item->done)
		rename(item->aside, item->from);
	else
		unlink(item->next);
}

bool replace_files(struct arena *arena, struct replacement *items, size_t count, struct str *failed)
{
	size_t at = 0;

	for (size_t i = 0; i < count; i++)
		name_files(arena, &items[i], i);
	while (at < count && write_next(&items[at]))
		at++;
	bool written = at == count;
	for (at = written ? 0 : at; written && at < count; at++) {
		items[at].done = take_place(&items[at]);
		if (!items[at].done)
			break;
	}
	if (written && at == count) {
		for (size_t i = 0; i < count; i++)
			unlink(items[i].aside);
		return true;
	}
	int error = errno;
	*failed = items[at].new_path;
	for (size_t i = count; i-- > 0;)
		undo(&items[i]);
	errno = error;
	return false;
}
