/* A repository's own settings can name programs for git to run: monitors, hooks, pagers, filters, signature checkers,
 * fetchers of missing objects. `git log` of names needs none of them, so each is turned off here by its name, and the
 * environment, in which a hook would find another repository, is made anew. The user's own settings stay: they say
 * which repositories are trusted. */
#define _GNU_SOURCE /* pipe2 */
#include "read/git.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

enum { STANDARD_INPUT, STANDARD_OUTPUT, STANDARD_ERROR };
enum { CHUNK = 64 * 1024, MOST_SAID = 2000, TICK_MS = 100, PATIENCE_MS = 5000, MOST_ARGUMENTS = 64 };

static const char *const SAFE[] = {
	"git",
	"--no-pager",
	"--no-replace-objects",
	"--literal-pathspecs",
	"-c",
	"core.fsmonitor=false",
	"-c",
	"core.hooksPath=/dev/null",
	"-c",
	"core.quotePath=off",
	"-c",
	"diff.external=",
	"-c",
	"diff.ignoreSubmodules=all",
	"-c",
	"log.showSignature=false",
	"-c",
	"log.showRoot=true",
	"-c",
	"mailmap.file=",
	"-c",
	"mailmap.blob=",
	"-c",
	"protocol.allow=never",
	"-c",
	"safe.bareRepository=explicit",
	"-C",
};

/* What git may know of its surroundings; all else that begins with GIT_ goes. */
static const struct str KEPT[] = {
	STR_INIT("GIT_CONFIG_GLOBAL="),
	STR_INIT("GIT_CONFIG_SYSTEM="),
	STR_INIT("GIT_CONFIG_NOSYSTEM="),
	STR_INIT("GIT_CEILING_DIRECTORIES="),
	STR_INIT("GIT_DISCOVERY_ACROSS_FILESYSTEM="),
	STR_INIT("GIT_EXEC_PATH="),
};

static const struct str REPLACED[] = {STR_INIT("GIT_"), STR_INIT("LC_ALL="), STR_INIT("LANGUAGE="), STR_INIT("TZ=")};

static char *const SET[] = {
	"GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0",
	"GIT_NO_LAZY_FETCH=1",
	"GIT_ALLOW_PROTOCOL=none",
	"GIT_ATTR_NOSYSTEM=1",
	"GIT_LITERAL_PATHSPECS=1",
	"LC_ALL=C",
	"TZ=UTC",
};

static bool starts_with_one_of(struct str text, const struct str *prefixes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(text, prefixes[i]))
			return true;
	return false;
}

static char **clean_environment(struct arena *arena)
{
	size_t count = 0, kept = 0;

	while (environ[count])
		count++;
	char **clean = arena_array(arena, char *, count + COUNT_OF(SET) + 1);
	for (size_t i = 0; i < count; i++) {
		struct str variable = str_from(environ[i]);

		if (starts_with_one_of(variable, KEPT, COUNT_OF(KEPT)) ||
			!starts_with_one_of(variable, REPLACED, COUNT_OF(REPLACED)))
			clean[kept++] = environ[i];
	}
	for (size_t i = 0; i < COUNT_OF(SET); i++)
		clean[kept++] = SET[i];
	return clean;
}

static char **command_line(struct arena *arena, const struct git_run *run)
{
	char **words = arena_array(arena, char *, COUNT_OF(SAFE) + MOST_ARGUMENTS + 2);
	size_t count = 0;

	for (size_t i = 0; i < COUNT_OF(SAFE); i++)
		words[count++] = (char *)SAFE[i];
	words[count++] = (char *)run->folder;
	for (size_t i = 0; run->arguments[i] && i < MOST_ARGUMENTS; i++)
		words[count++] = (char *)run->arguments[i];
	return words;
}

struct pipes {
	int out[2], error[2];
};

static void close_both(int pipe[2])
{
	for (size_t i = 0; i < 2; i++)
		if (pipe[i] >= 0)
			close(pipe[i]);
}

static int spawn(struct arena *arena, const struct git_run *run, const struct pipes *pipes, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, defaults;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (!error) {
		sigemptyset(&none);
		sigemptyset(&defaults);
		sigaddset(&defaults, SIGPIPE);
		posix_spawnattr_setsigmask(&attributes, &none);
		posix_spawnattr_setsigdefault(&attributes, &defaults);
		posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
		error = posix_spawn_file_actions_addopen(&actions, STANDARD_INPUT, "/dev/null", O_RDONLY, 0);
		if (!error)
			error = posix_spawn_file_actions_adddup2(&actions, pipes->out[1], STANDARD_OUTPUT);
		if (!error)
			error = posix_spawn_file_actions_adddup2(&actions, pipes->error[1], STANDARD_ERROR);
		if (!error)
			error = posix_spawnp(
				child, "git", &actions, &attributes, command_line(arena, run), clean_environment(arena));
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

static int64_t now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Whether git gets on: it has written something, or computed. One that waits for what never comes does neither. */
struct pulse {
	pid_t child;
	int64_t computed; /* nanoseconds of its processor time when it was last seen to get on */
	int64_t seen_ms;
};

static bool is_stuck(struct pulse *pulse, bool heard)
{
	struct timespec used = {0};
	clockid_t clock;

	if (clock_getcpuclockid(pulse->child, &clock) == 0)
		clock_gettime(clock, &used);
	int64_t computed = (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
	if (heard || computed != pulse->computed)
		pulse->seen_ms = now_ms();
	pulse->computed = computed;
	return now_ms() - pulse->seen_ms > PATIENCE_MS;
}

/* Takes what is there; false at the end. */
static bool take_some(int file, char *chunk, struct str *taken)
{
	ssize_t got = read(file, chunk, CHUNK);

	*taken = (struct str){chunk, got > 0 ? (size_t)got : 0};
	return got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN));
}

/* Until git has closed both. GIT_DONE when it has. */
static enum git_outcome listen(
	const struct git_run *run, const struct pipes *pipes, pid_t child, char *chunk, struct buf *said)
{
	struct pollfd files[] = {{.fd = pipes->out[0], .events = POLLIN}, {.fd = pipes->error[0], .events = POLLIN}};
	struct pulse pulse = {.child = child, .seen_ms = now_ms()};
	int64_t deadline = now_ms() + run->deadline_ms;
	struct str taken;

	while (files[0].fd >= 0 || files[1].fd >= 0) {
		if (atomic_load(run->given_up))
			return GIT_GIVEN_UP;
		bool heard = poll(files, 2, TICK_MS) > 0;
		if (now_ms() > deadline || is_stuck(&pulse, heard))
			return GIT_LATE;
		if (!heard)
			continue;
		if (files[0].fd >= 0 && files[0].revents) {
			if (!take_some(files[0].fd, chunk, &taken))
				files[0].fd = -1;
			if (taken.len)
				run->take(run->context, taken);
		}
		if (files[1].fd >= 0 && files[1].revents) {
			if (!take_some(files[1].fd, chunk, &taken))
				files[1].fd = -1;
			buf_put(said, str_slice(taken, 0, said->len + taken.len > MOST_SAID ? MOST_SAID - said->len : taken.len));
		}
	}
	return GIT_DONE;
}

static enum git_outcome converse(struct arena *arena, const struct git_run *run, struct pipes *pipes, struct buf *said)
{
	pid_t child;
	int status = 0;
	int error = spawn(arena, run, pipes, &child);

	close(pipes->out[1]);
	close(pipes->error[1]);
	pipes->out[1] = pipes->error[1] = -1;
	if (error) {
		buf_put(said, str_from(strerror(error)));
		return error == ENOENT || error == EACCES || error == ENOTDIR ? GIT_MISSING : GIT_FAILED;
	}
	enum git_outcome outcome = listen(run, pipes, child, arena_bytes(arena, CHUNK), said);
	if (outcome != GIT_DONE)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return GIT_FAILED;
	if (outcome == GIT_DONE && WIFEXITED(status) && WEXITSTATUS(status) == 127 && !said->len)
		return GIT_MISSING; /* where posix_spawn forks first and looks then */
	return outcome == GIT_DONE && (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ? GIT_FAILED : outcome;
}

enum git_outcome git_run(struct arena *arena, const struct git_run *run, struct str *said)
{
	struct pipes pipes = {{-1, -1}, {-1, -1}};
	struct buf text = {0};
	enum git_outcome outcome = GIT_FAILED;

	if (pipe2(pipes.out, O_CLOEXEC) == 0 && pipe2(pipes.error, O_CLOEXEC) == 0)
		outcome = converse(arena, run, &pipes, &text);
	else
		buf_put(&text, str_from(strerror(errno)));
	close_both(pipes.out);
	close_both(pipes.error);
	*said = str_copy(arena, buf_str(&text));
	buf_release(&text);
	return outcome;
}

bool git_may_know(const char *folder)
{
	char path[PATH_MAX + sizeof("/.git")];

	if (!realpath(folder, path))
		return false;
	for (size_t length = strlen(path);;) {
		memcpy(path + length, "/.git", sizeof("/.git"));
		if (access(path, F_OK) == 0)
			return true;
		if (length == 0)
			return false;
		do
			length--;
		while (length > 0 && path[length] != '/');
	}
}
