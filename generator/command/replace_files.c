/* How it works: a journal in the handbook's folder names all files concerned, and says how far things are.
 *
 *   prepare   new texts are being written beside the files, and the old ones get a second name
 *   forward   everything has been written: the new texts take their places, one by one
 *   back      that has failed: the old ones take theirs again
 *
 * All three journals are written at the beginning, and one takes the other's place by being renamed, which needs no
 * room on the disk. Each step can be repeated, so that whoever finds a journal goes on with what it says. */
#define _GNU_SOURCE /* O_CLOEXEC, realpath */
#include "command/replace_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"

enum stage { PREPARE, FORWARD, BACK, STAGES };

/* One of them counts, under a name of its own. */
static const char JOURNAL[] = ".glossa-rename";
static const char *const JOURNALS[STAGES] = {".glossa-rename-prepare", ".glossa-rename-forward", ".glossa-rename-back"};
static const struct str STAGE_NAMES[STAGES] = {STR_INIT("prepare"), STR_INIT("forward"), STR_INIT("back")};

enum { LARGEST_JOURNAL = 64 * 1024 * 1024 };

static bool moves(const struct replacement *item)
{
	return strcmp(item->from, item->to) != 0;
}

static bool is_there(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

/* ---- names ---- */

/* A file that is reached through a link is changed where it lies, which is inside the handbook. */
static const char *real_path(struct arena *arena, struct str path)
{
	const char *shown = str_terminated(arena, path);
	char *real = realpath(shown, NULL), *here = getcwd(NULL, 0);
	struct str inside = real ? str_from(real) : STR(""),
			   folder = here ? str_join(arena, str_from(here), STR("/")) : STR("");

	if (folder.len && str_starts(inside, folder))
		shown = str_terminated(arena, str_from_index(inside, folder.len));
	free(real);
	free(here);
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

/* ---- the journal ---- */

/* Nobody else goes on with a journal, or writes one, as long as this is open. -1 with errno. */
static int lock(void)
{
	int folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (folder >= 0 && flock(folder, LOCK_EX | LOCK_NB) != 0) {
		file_abandon(folder);
		return -1;
	}
	return folder;
}

static bool write_file(const char *path, mode_t mode, struct str bytes)
{
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (file < 0)
		return false;
	if (!file_write(file, bytes) || fchmod(file, mode) != 0 || fsync(file) != 0) {
		file_abandon(file);
		return false;
	}
	return file_close(file);
}

/* They are of no use before the first of them counts. */
static bool write_journals(const struct replacement *items, size_t count)
{
	bool written = true;

	for (size_t stage = 0; stage < STAGES && written; stage++) {
		struct buf text = {0};

		buf_printf(&text, "%.*s\n", STR_ARG(STAGE_NAMES[stage]));
		for (size_t i = 0; i < count; i++)
			buf_printf(&text, "%s\n%s\n%s\n%s\n", items[i].from, items[i].to, items[i].next, items[i].aside);
		written = write_file(JOURNALS[stage], 0600, buf_str(&text));
		buf_release(&text);
	}
	return written;
}

static void remove_journals(void)
{
	for (size_t stage = 0; stage < STAGES; stage++)
		unlink(JOURNALS[stage]);
	unlink(JOURNAL);
}

static bool turn_to(enum stage stage)
{
	return rename(JOURNALS[stage], JOURNAL) == 0;
}

/* ---- the steps, each of which can be repeated ---- */

/* The old text under a second name: a link, or a copy where there are none. */
static bool keep_aside(const struct replacement *item)
{
	if (link(item->from, item->aside) == 0)
		return true;
	int from = open(item->from, O_RDONLY | O_CLOEXEC), to = -1;
	if (from >= 0)
		to = open(item->aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool kept = to >= 0 && file_copy(from, to);
	int error = errno;
	if (from >= 0)
		close(from);
	if (to >= 0)
		kept = file_close(to) && kept;
	errno = error;
	return kept;
}

static bool prepare(const struct replacement *item)
{
	struct stat status;

	if (moves(item) && is_there(item->to)) {
		errno = EEXIST;
		return false;
	}
	return stat(item->from, &status) == 0 && file_make_folders(AT_FDCWD, item->next, 0) &&
	       write_file(item->next, status.st_mode & 07777, item->bytes) && keep_aside(item);
}

static bool go_forward(const struct replacement *item)
{
	if (is_there(item->next) && rename(item->next, item->to) != 0)
		return false;
	return !moves(item) || unlink(item->from) == 0 || errno == ENOENT;
}

static void go_back(const struct replacement *item)
{
	bool taken = !is_there(item->next);

	if (is_there(item->aside))
		rename(item->aside, item->from);
	if (taken && moves(item) && is_there(item->from))
		unlink(item->to);
}

static void clean_up(const struct replacement *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unlink(items[i].next);
		unlink(items[i].aside);
	}
	remove_journals();
}

static bool replace(const struct replacement *items, size_t count, struct str *failed)
{
	size_t at = 0;
	bool written = write_journals(items, count) && turn_to(PREPARE);

	for (; written && at < count; at++) {
		*failed = items[at].new_path;
		written = prepare(&items[at]);
	}
	if (written && turn_to(FORWARD)) {
		for (at = 0; at < count && go_forward(&items[at]); at++)
			*failed = items[at + 1 < count ? at + 1 : at].new_path;
		if (at == count) {
			clean_up(items, count);
			return true;
		}
		int error = errno;
		turn_to(BACK);
		for (size_t i = count; i-- > 0;)
			go_back(&items[i]);
		errno = error;
	}
	int error = errno;
	clean_up(items, count);
	errno = error;
	return false;
}

bool replace_files(struct arena *arena, struct replacement *items, size_t count, struct str *failed)
{
	int locked = lock();
	bool replaced = false;

	*failed = str_from(JOURNAL);
	if (locked < 0)
		return false;
	if (is_there(JOURNAL)) { /* what it says could not be ended */
		errno = EEXIST;
	} else {
		for (size_t i = 0; i < count; i++)
			name_files(arena, &items[i], i);
		replaced = replace(items, count, failed);
	}
	file_abandon(locked);
	return replaced;
}

/* ---- going on where another was killed ---- */

/* A journal may have come with somebody's handbook: it names nothing but what glossa itself would. */
static bool is_ours(const struct replacement *item)
{
	const char *const paths[] = {item->from, item->to, item->next, item->aside};
	bool ours = true;

	for (size_t i = 0; i < COUNT_OF(paths) && ours; i++) {
		struct str path = str_from(paths[i]), rest = path, piece;
		struct str name = path_base(path);

		ours = i < 2 ? str_starts(path, STR("content/")) || str_equal(path, STR("site.yaml"))
		             : str_starts(name, STR(".glossa-"));
		ours = ours && path.len && path.data[0] != '/';
		while (ours && str_split(&rest, '/', &piece))
			ours = !str_equal(piece, STR(".."));
	}
	return ours;
}

static bool read_items(struct arena *arena, struct str text, struct replacement **items, size_t *count)
{
	size_t capacity = 0;
	struct str line;

	*items = NULL;
	*count = 0;
	while (text.len) {
		const char *paths[4] = {"", "", "", ""};

		for (size_t i = 0; i < COUNT_OF(paths) && str_line(&text, &line); i++)
			paths[i] = str_terminated(arena, line);
		struct replacement item = {.from = paths[0], .to = paths[1], .next = paths[2], .aside = paths[3]};
		if (!is_ours(&item))
			return false;
		*items = arena_grow(arena, *items, *count, &capacity, sizeof(**items));
		(*items)[(*count)++] = item;
	}
	return true;
}

static bool go_on(struct arena *arena, struct str journal)
{
	struct replacement *items;
	struct str stage = STR("");
	size_t count, at = 0;

	if (!str_line(&journal, &stage) || !read_items(arena, journal, &items, &count))
		return false;
	if (str_equal(stage, STAGE_NAMES[FORWARD]))
		while (at < count && go_forward(&items[at]))
			at++;
	if (str_equal(stage, STAGE_NAMES[BACK]))
		for (size_t i = count; i-- > 0;)
			go_back(&items[i]);
	if (str_equal(stage, STAGE_NAMES[FORWARD]) && at < count)
		return false; /* the journal stays for another time */
	clean_up(items, count);
	return true;
}

bool replace_files_resume(struct arena *arena)
{
	int file = open(JOURNAL, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool begun = is_there(JOURNALS[PREPARE]) || is_there(JOURNALS[FORWARD]) || is_there(JOURNALS[BACK]);
	int locked = begun || file >= 0 ? lock() : -1;
	struct str journal = {0};
	bool ended = locked >= 0 && file >= 0 && file_load(file, LARGEST_JOURNAL, &journal) && go_on(arena, journal);

	if (locked >= 0 && file < 0)
		remove_journals(); /* of somebody who was killed while writing them */
	if (file >= 0)
		close(file);
	if (locked >= 0)
		close(locked);
	free((char *)journal.data);
	return ended;
}
