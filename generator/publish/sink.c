/* No lock and no list of folders: a file is simply created, and only when its folder turns out to be missing are the
 * folders above it made, which any number of threads may do at once. The first trouble is one atomic pointer. */
#define _XOPEN_SOURCE 700
#include "publish/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "formats/gzip.h"

enum { FILE_MODE = 0644, FOLDER_MODE = 0755 };

#define ANY_SIZE UINT64_MAX

static const char MARKER_TEXT[] =
	"Made by glossa, which replaces this folder as a whole: what is changed or put here by hand is lost.\n";

struct sink_trouble {
	int error;
	size_t len;
	char path[];
};

/* Always false. */
static bool remember(struct sink *sink, struct str folder, struct str path, int error)
{
	struct sink_trouble *trouble = must_alloc(sizeof(*trouble) + folder.len + 1 + path.len);
	struct sink_trouble *none = NULL;
	struct str parts[] = {folder, folder.len ? STR("/") : STR(""), path};

	trouble->error = error;
	trouble->len = 0;
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (parts[i].len)
			memcpy(trouble->path + trouble->len, parts[i].data, parts[i].len);
		trouble->len += parts[i].len;
	}
	if (!atomic_compare_exchange_strong(&sink->trouble, &none, trouble))
		free(trouble);
	return false;
}

static bool remember_output(struct sink *sink, struct str path, int error)
{
	return remember(sink, sink->shown, path, error);
}

bool sink_failed(const struct sink *sink, struct str *path, int *error)
{
	const struct sink_trouble *trouble = atomic_load(&sink->trouble);

	if (!trouble)
		return false;
	*path = (struct str){trouble->path, trouble->len};
	*error = trouble->error;
	return true;
}

void sink_release(struct sink *sink)
{
	free(atomic_exchange(&sink->trouble, NULL));
}

static bool troubled(const struct sink *sink)
{
	return atomic_load_explicit(&sink->trouble, memory_order_relaxed) != NULL;
}

/* The last gate: whatever went wrong before, nothing is written outside the staging folder or over its marker. */
static bool acceptable(struct str path)
{
	struct str rest = path, name;

	while (str_split(&rest, '/', &name))
		if (name.len == 0 || str_equal(name, STR(".")) || str_equal(name, STR("..")))
			return false;
	return path.len < FILE_PATH_SIZE && !str_equal(path, STR(MARKER)) && memchr(path.data, '\0', path.len) == NULL;
}

static bool take_path(struct str path, char terminated[FILE_PATH_SIZE])
{
	if (path.len == 0 || !acceptable(path)) {
		errno = path.len < FILE_PATH_SIZE ? EINVAL : ENAMETOOLONG;
		return false;
	}
	memcpy(terminated, path.data, path.len);
	terminated[path.len] = '\0';
	return true;
}

static bool make_folders(const struct sink *sink, const char *path)
{
	return file_make_folders(sink->staging, path, FOLDER_MODE);
}

static int create(const struct sink *sink, const char *path)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int file;

	do
		file = openat(sink->staging, path, flags, FILE_MODE);
	while (file < 0 && errno == EINTR);
	/* under an odd umask another thread's new folder may be closed to us for a moment */
	if (file < 0 && (errno == ENOENT || (errno == EACCES && !sink->exact_modes)) && make_folders(sink, path))
		file = openat(sink->staging, path, flags, FILE_MODE);
	if (file >= 0 && !sink->exact_modes && fchmod(file, FILE_MODE) != 0) {
		file_abandon(file);
		return -1;
	}
	return file;
}

/* The published file at `path` if it could be kept: regular, with the right mode and size (or any). Else -1. */
static int open_published(const struct sink *sink, const char *path, uint64_t size)
{
	struct stat status;

	if (sink->published < 0 || atomic_load_explicit(&sink->unlike, memory_order_relaxed))
		return -1;
	int file = file_open_beneath(sink->published, path, FILE_OPEN_WITHOUT_LINKS);
	if (file < 0)
		return -1;
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & 07777) == FILE_MODE &&
		(size == ANY_SIZE || (uint64_t)status.st_size == size))
		return file;
	close(file);
	return -1;
}

/* Whatever prevents it, the file can still be written. */
static bool keep(struct sink *sink, const char *path)
{
	bool linked = linkat(sink->published, path, sink->staging, path, 0) == 0;

	if (!linked && errno == ENOENT && make_folders(sink, path))
		linked = linkat(sink->published, path, sink->staging, path, 0) == 0;
	if (!linked && (errno == EXDEV || errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS))
		atomic_store(&sink->unlike, true);
	if (linked)
		atomic_fetch_add_explicit(&sink->kept, 1, memory_order_relaxed);
	return linked;
}

static bool keep_if_holds(struct sink *sink, const char *path, struct str bytes)
{
	int file = open_published(sink, path, bytes.len);

	if (file < 0)
		return false;
	bool holds = file_holds(file, bytes);
	close(file);
	return holds && keep(sink, path);
}

/* Closes a new file, or gives it up when not all could be written. */
static bool finish(struct sink *sink, int file, bool complete)
{
	if (!complete) {
		file_abandon(file);
		return false;
	}
	atomic_fetch_add_explicit(&sink->written, 1, memory_order_relaxed);
	return file_close(file);
}

static bool write_new(struct sink *sink, const char *path, struct str bytes)
{
	int file = create(sink, path);

	return file >= 0 && finish(sink, file, file_write(file, bytes));
}

/* ---- the same compressed, beside it ---- */

static bool keep_packed(struct sink *sink, const char *path, struct str text)
{
	int file = open_published(sink, path, ANY_SIZE);
	struct str packed = {0};

	if (file < 0)
		return false;
	bool holds = file_load(file, text.len, &packed) && gzip_holds(packed, text);
	free((char *)packed.data);
	close(file);
	return holds && keep(sink, path);
}

static bool write_packed(struct sink *sink, const char *path, struct str text)
{
	struct buf packed = {0};

	gzip_pack(&packed, text);
	/* the handbook may bring this file itself, and a longer name may be too long: then there is none of ours */
	bool written = packed.len >= text.len || write_new(sink, path, buf_str(&packed)) || errno == EEXIST ||
	               errno == ENAMETOOLONG;
	buf_release(&packed);
	return written;
}

/* Writes index.html.gz beside index.html, where that is wanted. */
static bool pack(struct sink *sink, struct str path, struct str text)
{
	char name[FILE_PATH_SIZE + sizeof(".gz")];

	if (!sink->gzip || !gzip_suits(path, text.len))
		return true;
	snprintf(name, sizeof(name), "%.*s.gz", STR_ARG(path));
	return keep_packed(sink, name, text) || write_packed(sink, name, text) ||
	       remember_output(sink, str_from(name), errno);
}

/* The same of what a file holds. */
static bool pack_file(struct sink *sink, struct str path, int from)
{
	struct str text = {0};

	if (!sink->gzip || !gzip_suits(path, GZIP_MOST))
		return true;
	if (lseek(from, 0, SEEK_SET) != 0)
		return false;
	if (!file_load(from, GZIP_MOST, &text))
		return errno == EFBIG;
	bool done = pack(sink, path, text);
	free((char *)text.data);
	return done;
}

bool sink_write(struct sink *sink, struct str path, struct str bytes)
{
	char name[FILE_PATH_SIZE];

	if (troubled(sink))
		return false;
	if (!take_path(path, name))
		return remember_output(sink, path, errno);
	if (!keep_if_holds(sink, name, bytes) && !write_new(sink, name, bytes))
		return remember_output(sink, path, errno);
	return pack(sink, path, bytes);
}

/* ---- piece by piece ---- */

/* Copies the first `size` bytes, which are there. */
static bool copy_head(int from, int to, uint64_t size)
{
	char buffer[1 << 14];
	size_t got = 1;

	while (size && got) {
		size_t wanted = size < sizeof(buffer) ? (size_t)size : sizeof(buffer);

		if (!file_read(from, buffer, wanted, &got) || !file_write(to, (struct str){buffer, got}))
			return false;
		size -= got;
	}
	if (size)
		errno = EIO;
	return size == 0;
}

/* The pieces are no longer those of the published file: what they had in common is written. */
static bool part_ways(struct sink_file *file, const char *path)
{
	int same = file->same;
	bool parted;

	file->same = 0;
	file->file = create(file->sink, path);
	parted = file->file >= 0 &&
	         (!file->size || (lseek(same, 0, SEEK_SET) == 0 && copy_head(same, file->file, file->size)));
	if (same > 0)
		file_abandon(same);
	if (parted)
		return true;
	if (file->file >= 0)
		file_abandon(file->file);
	file->file = 0;
	return false;
}

/* Whether the published file goes on with this piece. */
static bool goes_on(struct sink_file *file, struct str piece)
{
	char buffer[1 << 14];
	size_t at = 0, got;

	while (at < piece.len) {
		size_t wanted = piece.len - at < sizeof(buffer) ? piece.len - at : sizeof(buffer);

		if (!file_read(file->same, buffer, wanted, &got) || got != wanted || memcmp(buffer, piece.data + at, got) != 0)
			return false;
		at += got;
	}
	return true;
}

/* Nothing has been put yet: the published file may be the same. */
static void open_same(struct sink_file *file, const char *path)
{
	int same;

	if (file->file || file->same || file->size)
		return;
	same = open_published(file->sink, path, ANY_SIZE);
	file->same = same > 0 ? same : 0;
}

static bool put_piece(struct sink_file *file, const char *path, struct str piece)
{
	open_same(file, path);
	bool same = file->same && goes_on(file, piece);
	if (!same && !file->file && !part_ways(file, path))
		return false;
	if (!same && !file_write(file->file, piece))
		return false;
	file->size += piece.len;
	return true;
}

static bool end_pieces(struct sink_file *file, const char *path)
{
	struct stat status;

	open_same(file, path);
	if (file->same && fstat(file->same, &status) == 0 && (uint64_t)status.st_size == file->size &&
		keep(file->sink, path))
		return true;
	if (!file->file && !part_ways(file, path))
		return false;
	int done = file->file;
	file->file = 0;
	atomic_fetch_add_explicit(&file->sink->written, 1, memory_order_relaxed);
	return file_close(done);
}

static bool pack_pieces(const struct sink_file *file, const char *path)
{
	if (!file->sink->gzip)
		return true;
	int from = file_open_beneath(file->sink->staging, path, FILE_OPEN_WITHOUT_LINKS);
	bool done = from >= 0 && pack_file(file->sink, file->path, from);
	if (from >= 0)
		file_abandon(from);
	return done;
}

static bool release_file(struct sink_file *file, bool done)
{
	if (file->same)
		file_abandon(file->same);
	if (file->file)
		file_abandon(file->file);
	file->file = file->same = 0;
	return done || remember_output(file->sink, file->path, errno);
}

bool sink_put(struct sink_file *file, struct str piece)
{
	char name[FILE_PATH_SIZE];

	if (troubled(file->sink))
		return release_file(file, false);
	if (!take_path(file->path, name) || !put_piece(file, name, piece))
		return release_file(file, false);
	return true;
}

bool sink_end(struct sink_file *file)
{
	char name[FILE_PATH_SIZE];

	if (troubled(file->sink) || !take_path(file->path, name))
		return release_file(file, false);
	return release_file(file, end_pieces(file, name) && pack_pieces(file, name));
}

bool sink_mark(struct sink *sink)
{
	struct str text = str_from(MARKER_TEXT);

	return keep_if_holds(sink, MARKER, text) || write_new(sink, MARKER, text) ||
	       remember_output(sink, STR(MARKER), errno);
}

/* Leaves `from` at its beginning. */
static bool keep_if_same(struct sink *sink, const char *path, int from, uint64_t size)
{
	int file = open_published(sink, path, size);

	if (file < 0)
		return false;
	bool same = file_same(from, file);
	close(file);
	if (same && keep(sink, path))
		return true;
	lseek(from, 0, SEEK_SET);
	return false;
}

/* The handbook's own file goes before one that was packed for it. */
static int create_instead(struct sink *sink, const char *path)
{
	int file = create(sink, path);

	if (file < 0 && errno == EEXIST && sink->gzip && unlinkat(sink->staging, path, 0) == 0)
		file = create(sink, path);
	return file;
}

static bool copy_new(struct sink *sink, const char *path, int from)
{
	int file = create_instead(sink, path);

	return file >= 0 && finish(sink, file, file_copy(from, file));
}

bool sink_copy(struct sink *sink, struct str path, const struct source_tree *tree, const struct source *source)
{
	char name[FILE_PATH_SIZE];
	struct stat status;
	struct str within;

	if (troubled(sink))
		return false;
	if (!take_path(path, name))
		return remember_output(sink, path, errno);
	int root = source_root(tree, source, &within);
	int from = file_open_beneath(root, within.data, FILE_OPEN_ANY);
	if (from < 0)
		return remember(sink, STR(""), source->path, errno);
	bool done = fstat(from, &status) == 0;
	if (done && !S_ISREG(status.st_mode)) {
		errno = EINVAL;
		done = false;
	}
	if (done)
		done = (keep_if_same(sink, name, from, (uint64_t)status.st_size) || copy_new(sink, name, from)) &&
		       pack_file(sink, path, from);
	file_abandon(from);
	return done || remember_output(sink, path, errno);
}
