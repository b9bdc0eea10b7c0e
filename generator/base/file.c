#define _DEFAULT_SOURCE /* d_type */
#define _XOPEN_SOURCE 700
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/die.h"

enum { CHUNK = 64 * 1024 };

static enum file_type type_of_mode(mode_t mode)
{
	if (S_ISREG(mode))
		return FILE_REGULAR;
	if (S_ISDIR(mode))
		return FILE_FOLDER;
	if (S_ISLNK(mode))
		return FILE_LINK;
	if (S_ISFIFO(mode))
		return FILE_PIPE;
	return S_ISSOCK(mode) ? FILE_SOCKET : FILE_DEVICE;
}

bool file_type_of(int file, enum file_type *type)
{
	struct stat status;

	if (fstat(file, &status) != 0)
		return false;
	*type = type_of_mode(status.st_mode);
	return true;
}

bool file_type_at(int folder, const char *path, enum file_type *type)
{
	struct stat status;

	if (fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	*type = type_of_mode(status.st_mode);
	return true;
}

bool file_close(int file)
{
	/* interrupted or not, the descriptor is gone */
	return close(file) == 0 || errno == EINTR;
}

void file_abandon(int file)
{
	int error = errno;

	close(file);
	errno = error;
}

/* readdir() tells the type on most file systems, which saves a call for each file. */
static bool type_of_name(int folder, const struct dirent *found, enum file_type *type)
{
	switch (found->d_type) {
	case DT_REG: *type = FILE_REGULAR; return true;
	case DT_DIR: *type = FILE_FOLDER; return true;
	case DT_LNK: *type = FILE_LINK; return true;
	case DT_FIFO: *type = FILE_PIPE; return true;
	case DT_SOCK: *type = FILE_SOCKET; return true;
	case DT_CHR:
	case DT_BLK: *type = FILE_DEVICE; return true;
	default: return file_type_at(folder, found->d_name, type);
	}
}

/* The byte after a name in a path: nothing, or what leads on into a folder. */
static int byte_at(const struct file_name *name, size_t at)
{
	if (at < name->name.len)
		return (unsigned char)name->name.data[at];
	return name->type == FILE_FOLDER ? '/' : -1;
}

static int by_path(const void *left, const void *right)
{
	const struct file_name *a = left, *b = right;
	size_t shorter = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.data, b->name.data, shorter);

	return order ? order : byte_at(a, shorter) - byte_at(b, shorter);
}

static DIR *open_stream(int folder)
{
	int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = again < 0 ? NULL : fdopendir(again);

	if (again >= 0 && !stream)
		file_abandon(again);
	return stream;
}

/* The next name but "." and ".."; NULL with errno 0 at the end. */
static struct dirent *next_name(DIR *stream)
{
	struct dirent *found;

	do {
		errno = 0;
		found = readdir(stream);
	} while (found && (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0));
	return found;
}

static void close_stream(DIR *stream)
{
	int error = errno;

	closedir(stream);
	errno = error;
}

bool file_list(struct arena *arena, int folder, struct file_name **names, size_t *count)
{
	DIR *stream = open_stream(folder);
	size_t capacity = 0;
	struct dirent *found;

	*names = NULL;
	*count = 0;
	if (!stream)
		return false;
	while ((found = next_name(stream))) {
		struct str name = str_from(found->d_name);
		enum file_type type;

		if (!type_of_name(folder, found, &type)) {
			if (errno == ENOENT)
				continue; /* gone since */
			break;
		}
		*names = arena_grow(arena, *names, *count, &capacity, sizeof(**names));
		(*names)[(*count)++] = (struct file_name){{str_terminated(arena, name), name.len}, type};
	}
	bool complete = found == NULL && errno == 0;
	close_stream(stream);
	if (*count)
		qsort(*names, *count, sizeof(**names), by_path);
	return complete;
}

bool file_read(int file, char *buffer, size_t size, size_t *got)
{
	*got = 0;
	while (*got < size) {
		ssize_t moved = read(file, buffer + *got, size - *got);

		if (moved == 0)
			break;
		if (moved > 0)
			*got += (size_t)moved;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

/* One read, of fewer bytes than asked for where the file ends or the system likes. */
static bool read_some(int file, char *buffer, size_t size, size_t *got)
{
	ssize_t moved;

	do
		moved = read(file, buffer, size);
	while (moved < 0 && errno == EINTR);
	*got = moved > 0 ? (size_t)moved : 0;
	return moved >= 0;
}

bool file_load(int file, uint64_t limit, struct str *bytes)
{
	struct stat status;
	size_t len = 0, got;

	if (fstat(file, &status) != 0)
		return false;
	if (!S_ISREG(status.st_mode)) {
		errno = EINVAL;
		return false;
	}
	uint64_t expected = (uint64_t)status.st_size;
	if (expected > limit) {
		errno = EFBIG;
		return false;
	}
	/* room for one byte more than expected: where that stays empty the file has ended, without another call */
	size_t capacity = (size_t)expected + 1;
	char *block = must_alloc(capacity);
	while (len <= limit && read_some(file, block + len, capacity - len, &got)) {
		len += got;
		if (got == 0 || (len == expected && len < capacity)) {
			*bytes = (struct str){block, len};
			return true;
		}
		if (len == capacity) {
			capacity *= 2; /* it has grown meanwhile */
			block = must_realloc(block, capacity);
		}
	}
	if (len > limit)
		errno = EFBIG;
	free(block);
	return false;
}

bool file_write(int file, struct str bytes)
{
	while (bytes.len) {
		ssize_t moved = write(file, bytes.data, bytes.len);

		if (moved > 0) {
			bytes = str_from_index(bytes, (size_t)moved);
		} else if (moved == 0) {
			errno = ENOSPC; /* nothing taken, nothing said: no use in trying for ever */
			return false;
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

bool file_holds(int file, struct str bytes)
{
	char chunk[CHUNK];
	size_t at = 0, got, asked;

	do {
		/* one byte more than there should be, as that must not come */
		asked = bytes.len - at < CHUNK ? bytes.len - at + 1 : CHUNK;
		if (!read_some(file, chunk, asked, &got) || got > bytes.len - at)
			return false;
		if (got && memcmp(chunk, bytes.data + at, got) != 0)
			return false;
		at += got;
	} while (got == asked);
	return at == bytes.len;
}

bool file_same(int a, int b)
{
	char chunk[CHUNK], other[CHUNK];
	size_t got, other_got;

	do {
		if (!file_read(a, chunk, sizeof(chunk), &got) || !file_read(b, other, sizeof(other), &other_got))
			return false;
		if (got != other_got || memcmp(chunk, other, got) != 0)
			return false;
	} while (got == sizeof(chunk));
	return true;
}

/* mkdir() takes the process's umask off the mode, so that a second call may be needed. */
static bool make_folder(int folder, const char *path, unsigned mode)
{
	struct stat status;

	if (mkdirat(folder, path, mode ? (mode_t)mode : 0777) != 0 && errno != EEXIST)
		return false;
	if (fstatat(folder, path, &status, mode ? AT_SYMLINK_NOFOLLOW : 0) != 0)
		return false;
	if (!S_ISDIR(status.st_mode)) {
		errno = ENOTDIR;
		return false;
	}
	return mode == 0 || (status.st_mode & 07777) == mode || fchmodat(folder, path, (mode_t)mode, 0) == 0;
}

bool file_make_folders(int folder, const char *path, unsigned mode)
{
	char above[FILE_PATH_SIZE];
	size_t len = strlen(path);

	if (len >= sizeof(above)) {
		errno = ENAMETOOLONG;
		return false;
	}
	for (size_t i = 1; i < len; i++) {
		if (path[i] != '/')
			continue;
		memcpy(above, path, i);
		above[i] = '\0';
		if (!make_folder(folder, above, mode))
			return false;
	}
	return true;
}

/* Trees are deleted without recursion and with two open folders, however deep they are: a folder inside a folder is
 * first moved up to the top, under a number that no name there has. */
static bool move_up(int folder, const char *name, int top, unsigned *number)
{
	char moved[32];
	enum file_type type;

	do {
		snprintf(moved, sizeof(moved), "%u", (*number)++);
	} while (file_type_at(top, moved, &type));
	return renameat(folder, name, top, moved) == 0;
}

/* Deletes the files in a folder and moves its folders up to `top`. */
static bool clear_child(int folder, int top, unsigned *number)
{
	DIR *stream = open_stream(folder);
	struct dirent *found;
	bool done = stream != NULL;

	while (done && (found = next_name(stream))) {
		enum file_type type;

		if (!type_of_name(folder, found, &type))
			done = errno == ENOENT;
		else if (type == FILE_FOLDER)
			done = move_up(folder, found->d_name, top, number);
		else
			done = unlinkat(folder, found->d_name, 0) == 0 || errno == ENOENT;
	}
	if (done)
		done = errno == 0;
	if (stream)
		close_stream(stream);
	return done;
}

static bool remove_child(int top, const char *name, unsigned *number)
{
	int child = openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (child < 0)
		return errno == ENOENT;
	/* again where a file system's listing has left something out because of what was deleted meanwhile */
	for (int attempt = 0; attempt < 100; attempt++) {
		if (!clear_child(child, top, number))
			break;
		if (unlinkat(top, name, AT_REMOVEDIR) == 0 || errno == ENOENT)
			return file_close(child);
		if (errno != ENOTEMPTY && errno != EEXIST)
			break;
	}
	file_abandon(child);
	return false;
}

/* One pass over a folder; `*left` says whether it found anything to delete. */
static bool clear_top(int top, const char *keep, unsigned *number, bool *left)
{
	DIR *stream = open_stream(top);
	struct dirent *found;
	bool done = stream != NULL;

	*left = false;
	while (done && (found = next_name(stream))) {
		enum file_type type;

		if (keep && strcmp(found->d_name, keep) == 0)
			continue;
		*left = true;
		if (!type_of_name(top, found, &type))
			done = errno == ENOENT;
		else if (type == FILE_FOLDER)
			done = remove_child(top, found->d_name, number);
		else
			done = unlinkat(top, found->d_name, 0) == 0 || errno == ENOENT;
	}
	if (done)
		done = errno == 0;
	if (stream)
		close_stream(stream);
	return done;
}

bool file_empty_folder(int folder, const char *keep)
{
	unsigned number = 0;
	bool left;

	do {
		if (!clear_top(folder, keep, &number, &left))
			return false;
	} while (left);
	return true;
}

bool file_remove_tree(int folder, const char *name)
{
	enum file_type type;

	if (!file_type_at(folder, name, &type))
		return errno == ENOENT;
	if (type != FILE_FOLDER)
		return unlinkat(folder, name, 0) == 0 || errno == ENOENT;
	int top = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (top < 0)
		return false;
	bool done = file_empty_folder(top, NULL) && unlinkat(folder, name, AT_REMOVEDIR) == 0;
	file_abandon(top);
	return done;
}

struct str file_reason(struct arena *arena, int error)
{
	char text[128];

	if (strerror_r(error, text, sizeof(text)) != 0)
		return str_format(arena, "error %d", error);
	return str_copy(arena, str_from(text));
}
