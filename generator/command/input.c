#define _GNU_SOURCE /* O_CLOEXEC */
#include "command/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "command/report.h"

enum { MOST_BYTES = 64 << 20, PIECE = 64 << 10 };

/* A pipe named as a file could be waited for without end; standard input may well be one. */
static int open_regular(struct str name)
{
	struct arena arena = {0};
	struct stat status;
	int file = open(str_terminated(&arena, name), O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	arena_release(&arena);
	if (file >= 0 && fstat(file, &status) == 0 && !S_ISREG(status.st_mode)) {
		close(file);
		errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
		return -1;
	}
	return file;
}

static bool read_all(int file, struct buf *bytes)
{
	for (;;) {
		buf_reserve(bytes, PIECE);
		ssize_t got = read(file, bytes->data + bytes->len, PIECE);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		bytes->len += (size_t)got;
		if (bytes->len > MOST_BYTES) {
			errno = EFBIG;
			return false;
		}
	}
}

bool input_read(struct buf *bytes, struct str name)
{
	bool standard = str_equal(name, STR("-"));
	int file = standard ? STDIN_FILENO : open_regular(name);
	bool read = file >= 0 && read_all(file, bytes);
	int error = errno;

	if (file >= 0 && !standard)
		close(file);
	if (!read)
		complain("%.*s: %s", STR_ARG(name), strerror(error));
	return read;
}
