/* What is left when the system kills or fails a build at one of its calls, whichever: the site is the old edition or the
 * new one, whole, and the next build is right and leaves nothing behind. strace does the killing: this program runs
 * itself again under it, as `crash_test EDITION OUTPUT HOW`, once for each call. */
#define _GNU_SOURCE
#include "disk.h"
#include "publish/edition.h"
#include "tap.h"

/* The calls that change anything; to be killed at any other is the same as at the next of these. */
static const char *const CALLS[] = {
	"openat", "close", "mkdirat", "write", "linkat", "unlinkat", "renameat", "renameat2"};

static const char *const FAILURES[] = {"openat:error=EMFILE", "openat:error=EACCES", "openat2:error=EMFILE",
	"openat2:error=ENOSYS", "mkdirat:error=ENOSPC", "mkdirat:error=EACCES", "write:error=ENOSPC", "write:error=EIO",
	"write:error=EDQUOT", "write:error=EINTR", "write:retval=0", "close:error=EIO", "linkat:error=EMLINK",
	"linkat:error=EPERM", "linkat:error=ENOSPC", "unlinkat:error=EIO", "unlinkat:error=EACCES", "renameat:error=EIO",
	"renameat2:error=EIO", "renameat2:error=EACCES", "getdents64:error=EIO", "flock:error=ENOLCK", "flock:error=EAGAIN",
	"syncfs:error=EIO"};

static const char *const IN_PLACE_FAILURES[] = {"openat:error=EMFILE", "openat2:error=EMFILE", "mkdirat:error=ENOSPC",
	"renameat:error=EIO", "renameat:error=EXDEV", "unlinkat:error=EIO", "getdents64:error=EIO"};

/* Ways in which a file system says that it cannot exchange two folders. */
static const char *const UNABLE[] = {"EINVAL", "ENOSYS", "EXDEV", "EBUSY", "EOPNOTSUPP"};

/* DONE leaves room below it for what strace, the linker and sanitizers exit with. */
enum { MOST_POINTS = 400, DONE = 40 };

#ifdef DISK_SLOW
enum { STEP = 4 };
#else
enum { STEP = 1 };
#endif

static int drive(const char *edition, const char *output, const char *how)
{
	return DONE + (int)edition_publish(".", output, atoi(edition), strcmp(how, "synced") == 0, NULL, NULL, NULL);
}

/* Publishes edition 2 over 1 in a system that does this to the call of that number. */
static int drive_injected(const char *self, const char *inject, int point, const char *inject_too)
{
	char option[96];
	char *how = str_starts(str_from(inject), STR("syncfs")) ? "synced" : "unsynced";

	snprintf(option, sizeof(option), "%s:when=%d", inject, point);
	return disk_run_injected(option, inject_too, (char *[]){(char *)self, "2", "public", how, NULL});
}

static bool killed(int status)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; /* strace ends as what it traced */
}

enum before { NOTHING, EMPTY_FOLDER, EDITION };

static const char *const BEFORE[] = {"no output", "an empty output", "another edition"};

static void prepare(enum before before)
{
	if (before == EDITION && edition_is("public", 1))
		return;
	file_remove_tree(AT_FDCWD, "public");
	if (before == EMPTY_FOLDER)
		disk_folder("public");
	else if (before == EDITION)
		edition_build("public", 1);
}

static bool is_as_before(enum before before)
{
	struct arena arena = {0};
	bool as_before = before == EMPTY_FOLDER ? str_equal(disk_tree(&arena, "public"), STR(""))
	                                        : edition_is("public", before == EDITION ? 1 : 0);

	arena_release(&arena);
	return as_before;
}

/* The next build, in this process, after whatever happened. */
static bool recovers(void)
{
	return edition_build("public", 3) == PUBLISH_OK && edition_is("public", 3) && !disk_exists(".public.glossa");
}

static void test_kills(const char *self, const char *call, enum before before)
{
	char inject[64];
	int points = 0, mixed = 0, stuck = 0;

	snprintf(inject, sizeof(inject), "%s:signal=KILL", call);
	for (; points < MOST_POINTS; points += STEP) {
		prepare(before);
		if (!killed(drive_injected(self, inject, points + 1, NULL)))
			break;
		if (!is_as_before(before) && !edition_is("public", 2)) {
			diagnostic("killed at %s %d", call, points + 1);
			mixed++;
		}
		stuck += !recovers();
	}
	ok(mixed == 0 && stuck == 0 && points > 0 && points < MOST_POINTS, "killed at each of %d %s over %s", points, call,
		BEFORE[before]);
}

/* Files are replaced one by one here, so the site may be mixed; but the next build knows it for its own. */
static void test_kills_in_place(const char *self, const char *call, enum before before)
{
	char inject[64];
	int points = 0, stuck = 0;

	snprintf(inject, sizeof(inject), "%s:signal=KILL", call);
	for (; points < MOST_POINTS; points += STEP) {
		prepare(before);
		if (!killed(drive_injected(self, inject, points + 1, "renameat2:error=EINVAL")))
			break;
		stuck += !recovers();
	}
	ok(stuck == 0 && points < MOST_POINTS, "killed at each of %d %s over %s, file by file", points, call,
		BEFORE[before]);
}

/* One in three is enough here, as the site may be mixed anyway; what counts is that the next build mends it. */
static void test_failures_in_place(const char *self, const char *failure)
{
	int points = 0, wrong = 0, stuck = 0;

	for (; points < MOST_POINTS; points += 3 * STEP) {
		prepare(EDITION);
		int status = drive_injected(self, failure, points + 1, "renameat2:error=EINVAL");
		bool done = disk_exited(status, DONE + PUBLISH_OK);

		if (!killed(status) && done && points > 40)
			break;
		wrong += done && !edition_is("public", 2);
		stuck += !recovers();
	}
	ok(wrong == 0 && stuck == 0 && points < MOST_POINTS, "%s at each of %d calls, file by file", failure, points);
}

static void test_failures(const char *self, const char *failure)
{
	/* the exchange is over when the second of these fails */
	bool may_be_published = str_starts(str_from(failure), STR("syncfs"));
	int points = 0, failed = 0, wrong = 0, stuck = 0;

	for (; points < MOST_POINTS; points += STEP) {
		prepare(EDITION);
		int status = drive_injected(self, failure, points + 1, NULL);
		bool done = disk_exited(status, DONE + PUBLISH_OK);

		if (!disk_was_injected() && done)
			break;
		failed += !done;
		if (!edition_is("public", done ? 2 : 1) && !(may_be_published && edition_is("public", 2))) {
			diagnostic("%s at %d ended with %x", failure, points + 1, (unsigned)status);
			wrong++;
		}
		stuck += !recovers();
	}
	ok(wrong == 0 && stuck == 0 && points > 0 && points < MOST_POINTS,
		"%s at each of %d calls: the old edition after %d", failure, points, failed);
}

static void test_unable(const char *self, const char *error)
{
	char inject[64];

	snprintf(inject, sizeof(inject), "renameat2:error=%s", error);
	prepare(EDITION);
	ino_t same = disk_inode("public/same.css");
	int status = drive_injected(self, inject, 1, NULL);
	ok(disk_exited(status, DONE + PUBLISH_OK) && edition_is("public", 2), "%s: the edition is put in file by file",
		error);
	is_int(disk_inode("public/same.css"), same, "what is the same stays");
	ok(!disk_exists(".public.glossa"), "and nothing is left over");
}

/* A full disk while the next build sweeps up after a kill, and the one after that. */
static void test_both(const char *self)
{
	int stuck = 0;

	for (int point = 1; point < 8; point++) {
		prepare(EDITION);
		drive_injected(self, "linkat:signal=KILL", 2, NULL);
		drive_injected(self, "unlinkat:error=EIO", point, "write:error=ENOSPC");
		stuck += !edition_is("public", 1) || !recovers();
	}
	is_int(stuck, 0, "failures while recovering from a kill are recovered from");
}

int main(int count, char **arguments)
{
	char self[FILE_PATH_SIZE];
	struct disk disk;

	if (count == 4)
		return drive(arguments[1], arguments[2], arguments[3]);
	if (!realpath(arguments[0], self))
		disk_die(arguments[0]);
	disk_enter(&disk);
	if (!disk_can_inject()) {
		disk_leave(&disk);
		skip_all("strace cannot trace here");
	}
	for (size_t i = 0; i < COUNT_OF(CALLS); i++) {
		test_kills(self, CALLS[i], EDITION);
		test_kills_in_place(self, CALLS[i], EDITION);
	}
	test_kills(self, "openat", NOTHING);
	test_kills(self, "renameat", NOTHING);
	test_kills(self, "openat", EMPTY_FOLDER);
	test_kills(self, "unlinkat", EMPTY_FOLDER);
	test_kills_in_place(self, "openat", EMPTY_FOLDER);
	test_kills_in_place(self, "renameat", EMPTY_FOLDER);
	for (size_t i = 0; i < COUNT_OF(FAILURES); i++)
		test_failures(self, FAILURES[i]);
	for (size_t i = 0; i < COUNT_OF(IN_PLACE_FAILURES); i++)
		test_failures_in_place(self, IN_PLACE_FAILURES[i]);
	for (size_t i = 0; i < COUNT_OF(UNABLE); i++)
		test_unable(self, UNABLE[i]);
	test_both(self);
	disk_leave(&disk);
	return done_testing();
}
