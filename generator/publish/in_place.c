/* The folders of the staging are listed first; then every file is moved from there, or copied where it cannot be
 * moved, under a name that no page has, and takes its place by a rename. Folders are never entered through a link,
 * whatever someone has put into the output. */
#define _XOPEN_SOURCE 700
#include "publish/in_place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "publish/sink.h"

#define PART ".glossa-part"

enum { FILE_MODE = 0644, FOLDER_MODE = 0755 };

struct paths {
	struct str *items; /* terminated */
	size_t count;
	size_t capacity;
};

struct replacement {
	struct arena *arena;
	int staging, output;
	const char *spared;
	struct paths files, folders; /* of the staging; a folder after the one it stands in */
	struct map wanted;           /* both */
	struct str at;               /* the path being worked on */
};

static void add_path(struct arena *arena, struct paths *paths, struct str path)
{
	paths->items = arena_grow(arena, paths->items, paths->count, &paths->capacity, sizeof(*paths->items));
	paths->items[paths->count++] = path;
}

static struct str below(struct arena *arena, struct str folder, struct str name)
{
	struct str path = path_join(arena, folder, name);

	return (struct str){str_terminated(arena, path), path.len};
}

/* Lists a folder beneath another, "" for itself. */
static bool list_beneath(struct arena *arena, int folder, struct str path, struct file_name **names, size_t *count)
{
	int open = file_open_beneath(folder, path.len ? path.data : ".", FILE_OPEN_FOLDER | FILE_OPEN_WITHOUT_LINKS);

	if (open < 0)
		return false;
	bool listed = file_list(arena, open, names, count);
	file_abandon(open);
	return listed;
}

static bool list_staging(struct replacement *work)
{
	struct file_name *names;
	size_t count;

	add_path(work->arena, &work->folders, STR(""));
	for (size_t next = 0; next < work->folders.count; next++) {
		work->at = work->folders.items[next];
		if (!list_beneath(work->arena, work->staging, work->at, &names, &count))
			return false;
		for (size_t i = 0; i < count; i++) {
			struct str path = below(work->arena, work->at, names[i].name);

			map_set(&work->wanted, path, work);
			if (names[i].type == FILE_FOLDER)
				add_path(work->arena, &work->folders, path);
			else
				add_path(work->arena, &work->files, path);
		}
	}
	return true;
}

/* Makes a folder where there is none; a file or link of that name goes. */
static bool place_folder(struct replacement *work, struct str path)
{
	enum file_type type;

	work->at = path;
	if (file_type_at(work->output, path.data, &type) && type != FILE_FOLDER &&
		!file_remove_tree(work->output, path.data))
		return false;
	struct str inside = below(work->arena, path, STR(".")); /* the folders above this are made */
	return file_make_folders(work->output, inside.data, FOLDER_MODE);
}

static bool equal_already(const struct replacement *work, const char *path)
{
	int present = file_open_beneath(work->output, path, FILE_OPEN_WITHOUT_LINKS);
	int next = file_open_beneath(work->staging, path, FILE_OPEN_WITHOUT_LINKS);
	struct stat a, b;
	bool equal = false;

	if (present >= 0 && next >= 0 && fstat(present, &a) == 0 && fstat(next, &b) == 0 && S_ISREG(a.st_mode) &&
		S_ISREG(b.st_mode) && a.st_size == b.st_size && (a.st_mode & 07777) == FILE_MODE)
		equal = (a.st_dev == b.st_dev && a.st_ino == b.st_ino) || file_same(present, next);
	if (present >= 0)
		close(present);
	if (next >= 0)
		close(next);
	return equal;
}

/* Copies into the output's own file system, to be renamed there. */
static bool copy_part(const struct replacement *work, const char *path, const char *part)
{
	int from = file_open_beneath(work->staging, path, FILE_OPEN_WITHOUT_LINKS);

	if (from < 0)
		return false;
	if (unlinkat(work->output, part, 0) != 0 && errno != ENOENT) {
		file_abandon(from);
		return false;
	}
	int to = openat(work->output, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
	bool copied = to >= 0 && fchmod(to, FILE_MODE) == 0 && file_copy(from, to);
	if (to >= 0 && copied)
		copied = file_close(to);
	else if (to >= 0)
		file_abandon(to);
	file_abandon(from);
	return copied;
}

static bool place_copy(const struct replacement *work, struct str path)
{
	struct str part = below(work->arena, path_folder(path), STR(PART));

	return copy_part(work, path.data, part.data) && renameat(work->output, part.data, work->output, path.data) == 0;
}

static bool place_file(struct replacement *work, struct str path)
{
	work->at = path;
	if (equal_already(work, path.data))
		return true;
	enum file_type type;
	if (file_type_at(work->output, path.data, &type) && type == FILE_FOLDER &&
		!file_remove_tree(work->output, path.data))
		return false;
	if (renameat(work->staging, path.data, work->output, path.data) == 0)
		return true;
	if (errno != EXDEV)
		return false;
	return place_copy(work, path);
}

/* Copied, never moved, as the staging folder needs its own until it is deleted; and at once under its own name, as
 * nothing else may stand in the output before it. */
static bool place_marker(struct replacement *work)
{
	enum file_type type;

	work->at = STR(MARKER);
	if (equal_already(work, MARKER))
		return true;
	return file_type_at(work->output, MARKER, &type) ? place_copy(work, STR(MARKER)) : copy_part(work, MARKER, MARKER);
}

static bool place_files(struct replacement *work, bool pages)
{
	for (size_t i = 0; i < work->files.count; i++) {
		struct str path = work->files.items[i];

		bool page = str_ends(path, STR(".html")) || str_ends(path, STR(".html.gz"));

		if (page == pages && !place_file(work, path))
			return false;
	}
	return true;
}

static bool delete_surplus(struct replacement *work)
{
	struct file_name *names;
	size_t count;

	for (size_t next = 0; next < work->folders.count; next++) {
		struct str folder = work->folders.items[next];

		work->at = folder;
		if (!list_beneath(work->arena, work->output, folder, &names, &count))
			return false;
		for (size_t i = 0; i < count; i++) {
			struct str path = below(work->arena, folder, names[i].name);

			if (map_has(&work->wanted, path) || (work->spared && str_equal(path, str_from(work->spared))))
				continue;
			work->at = path;
			if (!file_remove_tree(work->output, path.data))
				return false;
		}
	}
	return true;
}

bool in_place(struct arena *arena, int staging, int output, const char *spared, struct str *failed)
{
	struct replacement work = {.arena = arena, .staging = staging, .output = output, .spared = spared};
	/* the marker first, so that a half-filled folder is known for ours */
	bool done = list_staging(&work) && place_marker(&work);

	/* the first folder is the output itself */
	for (size_t i = 1; i < work.folders.count && done; i++)
		done = place_folder(&work, work.folders.items[i]);
	done = done && place_files(&work, false) && place_files(&work, true) && delete_surplus(&work);
	*failed = work.at;
	int error = errno;
	map_release(&work.wanted);
	errno = error;
	return done;
}
