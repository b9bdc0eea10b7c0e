/* What only some systems can do at one stroke, and how to do without.
 *
 * openat2() (Linux 5.6) opens a path and follows links only where they stay beneath a folder. Older kernels lack it
 * and some containers forbid it; then the path is walked name by name, and each link is read and judged. (Whoever can
 * swap folders for links while that goes on can mislead it; with openat2() nobody can.) */
#define _GNU_SOURCE
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { COPY_CHUNK = 64 * 1024, MOST_LINKS = 40, RETRIES = 64 };

#ifdef SYS_openat2
/* As in linux/openat2.h, which not every system's headers include. */
struct how_to_open {
	uint64_t flags;
	uint64_t mode;
	uint64_t resolve;
};
enum { RESOLVE_NO_MAGIC = 0x02, RESOLVE_NO_LINKS = 0x04, RESOLVE_INSIDE = 0x08 };

static int open_at_once(int folder, const char *path, int flags)
{
	struct how_to_open how = {.flags = (uint64_t)flags, .resolve = RESOLVE_INSIDE | RESOLVE_NO_MAGIC};
	long file = -1;

	if (flags & O_NOFOLLOW)
		how.resolve |= RESOLVE_NO_LINKS;
	/* EAGAIN: something on the way was renamed at this moment */
	for (int attempt = 0; attempt < RETRIES; attempt++) {
		file = syscall(SYS_openat2, folder, path, &how, sizeof(how));
		if (file >= 0 || (errno != EINTR && errno != EAGAIN))
			break;
	}
	return (int)file;
}
#else
static int open_at_once(int folder, const char *path, int flags)
{
	(void)folder, (void)path, (void)flags;
	errno = ENOSYS;
	return -1;
}
#endif

struct way {
	char text[FILE_PATH_SIZE];
	size_t len;
};

/* Appends a name and a slash before it where it is not the first. */
static bool way_on(struct way *way, struct str name)
{
	size_t slash = way->len > 0;

	if (way->len + slash + name.len >= sizeof(way->text)) {
		errno = ENAMETOOLONG;
		return false;
	}
	if (slash)
		way->text[way->len++] = '/';
	memcpy(way->text + way->len, name.data, name.len);
	way->len += name.len;
	way->text[way->len] = '\0';
	return true;
}

static void way_back(struct way *way)
{
	while (way->len && way->text[--way->len] != '/')
		;
	way->text[way->len] = '\0';
}

/* Puts a link's target in its place: back from the link, and its target goes before what is still to come. */
static bool follow(struct way *walked, struct way *ahead, struct str *rest, struct str target)
{
	struct way next = {.len = 0};

	if (target.len && target.data[0] == '/') {
		errno = EXDEV;
		return false;
	}
	way_back(walked);
	if (!way_on(&next, target) || (rest->data && !way_on(&next, *rest)))
		return false;
	*ahead = next;
	*rest = (struct str){ahead->text, ahead->len};
	return true;
}

static int open_by_steps(int folder, const char *path, int flags)
{
	struct way walked = {.len = 0}, ahead;
	struct str rest = str_from(path), name;
	char target[FILE_PATH_SIZE];
	int links = 0;

	if (path[0] == '/') {
		errno = EXDEV;
		return -1;
	}
	while (str_split(&rest, '/', &name)) {
		if (name.len == 0 || str_equal(name, STR(".")))
			continue;
		if (str_equal(name, STR(".."))) {
			if (walked.len == 0) {
				errno = EXDEV;
				return -1;
			}
			way_back(&walked);
			continue;
		}
		if (!way_on(&walked, name))
			return -1;
		ssize_t len = readlinkat(folder, walked.text, target, sizeof(target));
		if (len < 0 && errno == EINVAL)
			continue; /* no link */
		if (len < 0)
			return -1;
		if ((flags & O_NOFOLLOW) || ++links > MOST_LINKS) {
			errno = ELOOP;
			return -1;
		}
		if (!follow(&walked, &ahead, &rest, (struct str){target, (size_t)len}))
			return -1;
	}
	return openat(folder, walked.len ? walked.text : ".", flags | O_NOFOLLOW);
}

int file_open_beneath(int folder, const char *path, unsigned how)
{
	int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

#ifdef O_PATH
	if (how & FILE_OPEN_TO_LOOK)
		flags = O_PATH | O_CLOEXEC;
#endif
	if (how & FILE_OPEN_FOLDER)
		flags |= O_DIRECTORY;
	if (how & FILE_OPEN_WITHOUT_LINKS)
		flags |= O_NOFOLLOW;
	int file = open_at_once(folder, path, flags);
	/* EPERM is how older containers forbid a call they do not know */
	return file < 0 && (errno == ENOSYS || errno == EPERM) ? open_by_steps(folder, path, flags) : file;
}

static bool copy_by_hand(int from, int to)
{
	char chunk[COPY_CHUNK];
	size_t got;

	do {
		if (!file_read(from, chunk, sizeof(chunk), &got) || !file_write(to, (struct str){chunk, got}))
			return false;
	} while (got == sizeof(chunk));
	return true;
}

bool file_copy(int from, int to)
{
#ifdef SYS_copy_file_range
	/* Within one file system this may copy nothing at all, only share. Both files stand behind what it has copied,
	 * so whatever stops it, its end included, the rest is done by hand, which also finds out what is wrong. */
	while (syscall(SYS_copy_file_range, from, NULL, to, NULL, (size_t)1 << 30, 0u) > 0)
		;
#endif
	return copy_by_hand(from, to);
}

bool file_exchange(int folder, const char *name, int other_folder, const char *other_name)
{
#ifdef SYS_renameat2
	const unsigned exchange = 1 << 1; /* RENAME_EXCHANGE */

	return syscall(SYS_renameat2, folder, name, other_folder, other_name, exchange) == 0;
#else
	(void)folder, (void)name, (void)other_folder, (void)other_name;
	errno = ENOSYS;
	return false;
#endif
}

bool file_sync(int folder)
{
#ifdef __linux__
	return syncfs(folder) == 0;
#else
	sync();
	return fsync(folder) == 0;
#endif
}
