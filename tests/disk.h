/* A folder to work in for tests that touch the disk, and short ways to fill it and look at it.
 *
 * disk_enter() makes an empty folder and enters it, so that tests can use relative paths; disk_leave() deletes it. */
#ifndef GLOSSA_TESTS_DISK_H
#define GLOSSA_TESTS_DISK_H

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"

/* Under a sanitizer a program starts so slowly that tests which start hundreds take samples. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define DISK_SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define DISK_SLOW 1
#endif
#endif

struct disk {
	char path[FILE_PATH_SIZE];
};

_Noreturn static inline void disk_die(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(1);
}

static inline void disk_enter(struct disk *disk)
{
	const char *parent = getenv("TMPDIR");

	snprintf(disk->path, sizeof(disk->path), "%s/glossa-test-XXXXXX", parent && *parent ? parent : "/tmp");
	if (!mkdtemp(disk->path) || chdir(disk->path) != 0 || mkdir("in", 0755) != 0 || chdir("in") != 0)
		disk_die(disk->path);
}

static inline void disk_leave(struct disk *disk)
{
	if (chdir("/") != 0 || !file_remove_tree(AT_FDCWD, disk->path))
		disk_die(disk->path);
}

/* Writes a file and makes the folders above it. */
static inline void disk_put(const char *path, struct str bytes)
{
	int file = file_make_folders(AT_FDCWD, path, 0) ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;

	if (file < 0 || !file_write(file, bytes) || !file_close(file))
		disk_die(path);
}

static inline bool disk_exists(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

static inline bool disk_holds(const char *path, struct str bytes)
{
	int file = open(path, O_RDONLY | O_NONBLOCK);
	bool holds = file >= 0 && file_holds(file, bytes);

	if (file >= 0)
		close(file);
	return holds;
}

/* Permissions; 0 when there is nothing. */
static inline unsigned disk_mode(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 ? status.st_mode & 07777 : 0;
}

static inline ino_t disk_inode(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 ? status.st_ino : 0;
}

static inline void disk_link(const char *target, const char *path)
{
	if (symlink(target, path) != 0)
		disk_die(path);
}

static inline void disk_folder(const char *path)
{
	if (mkdir(path, 0755) != 0 && errno != EEXIST)
		disk_die(path);
}

static inline void disk_list_below(struct buf *out, struct arena *arena, int folder, struct str prefix)
{
	struct file_name *names;
	size_t count;

	if (!file_list(arena, folder, &names, &count))
		disk_die("listing");
	for (size_t i = 0; i < count; i++) {
		struct str path = str_format(arena, "%.*s%.*s", STR_ARG(prefix), STR_ARG(names[i].name));

		if (names[i].type != FILE_FOLDER) {
			buf_printf(out, "%.*s ", STR_ARG(path));
			continue;
		}
		int below = openat(folder, names[i].name.data, O_RDONLY | O_DIRECTORY);
		if (below < 0)
			disk_die(names[i].name.data);
		disk_list_below(out, arena, below, str_format(arena, "%.*s/", STR_ARG(path)));
		close(below);
	}
}

/* All files below a folder, sorted: "a.html terms/b.html ". */
static inline struct str disk_tree(struct arena *arena, const char *path)
{
	struct buf out = {0};
	int folder = open(path, O_RDONLY | O_DIRECTORY);

	if (folder < 0)
		return STR("(none)");
	disk_list_below(&out, arena, folder, STR(""));
	close(folder);
	struct str tree = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return tree;
}

/* Runs a command to its end, all its output to nowhere; its wait status. What may be killed while it writes down what
 * was covered must not do so. */
static inline int disk_run(char *const arguments[], bool counted)
{
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		int nowhere = open("/dev/null", O_RDWR);

		for (int file = 0; file < 3; file++)
			dup2(nowhere, file);
		/* LeakSanitizer cannot work where another tracer does */
		setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
		if (!counted)
			setenv("GCOV_PREFIX", "/nonexistent", 1);
		execvp(arguments[0], arguments);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		disk_die(arguments[0]);
	return status;
}

static inline bool disk_exited(int status, int code)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == code;
}

/* Runs a command in a system that fails or kills at some call, once or twice: "write:error=ENOSPC:when=3". */
static inline int disk_run_injected(const char *inject, const char *inject_too, char *const arguments[])
{
	char option[128], option_too[128];
	char *all[20] = {"strace", "-f", "-qq", "-o", "../trace", "-e", option, "-e", option_too};
	size_t count = inject_too ? 9 : 7;

	snprintf(option, sizeof(option), "inject=%s", inject);
	snprintf(option_too, sizeof(option_too), "inject=%s", inject_too ? inject_too : "");
	for (char *const *argument = arguments; *argument && count < COUNT_OF(all) - 1; argument++)
		all[count++] = *argument;
	/* a system that merely lacks a call lets programs end well */
	return disk_run(all, strstr(inject, "ENOSYS") != NULL);
}

/* Whether the last command got as far as to the call that was to fail. */
static inline bool disk_was_injected(void)
{
	struct str trace = {0};
	int file = open("../trace", O_RDONLY);
	bool injected = file >= 0 && file_load(file, 1 << 26, &trace) && str_contains(trace, STR("(INJECTED)"));

	if (file >= 0)
		close(file);
	free((char *)trace.data);
	return injected;
}

static inline bool disk_can_inject(void)
{
	return disk_exited(disk_run_injected("mlockall:error=EIO", NULL, (char *[]){"true", NULL}), 0);
}

#endif
