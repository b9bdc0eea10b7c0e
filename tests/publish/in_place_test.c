#define _GNU_SOURCE
#include "publish/in_place.h"

#include <sched.h>
#include <sys/mount.h>

#include "disk.h"
#include "publish/edition.h"
#include "tap.h"

/* Puts one folder in the place of another, as publication.c does where nothing else goes. */
static bool replaced(const char *spared)
{
	struct arena arena = {0};
	struct str failed;
	int staging = open("staging", O_RDONLY | O_DIRECTORY), output = open("output", O_RDONLY | O_DIRECTORY);
	bool done = in_place(&arena, staging, output, spared, &failed);

	close(staging);
	close(output);
	arena_release(&arena);
	return done;
}

static void put_staging(void)
{
	disk_put("staging/.glossa", STR("marker"));
	disk_put("staging/index.html", STR("new"));
	disk_put("staging/same.html", STR("same"));
	disk_put("staging/a/b/c.css", STR("css"));
	disk_put("staging/was-folder", STR("file now"));
	disk_put("staging/was-file/x.html", STR("folder now"));
}

static void test_replacing(void)
{
	struct arena arena = {0};

	put_staging();
	disk_put("precious/x.html", STR("precious"));
	disk_put("output/index.html", STR("old"));
	disk_put("output/same.html", STR("same"));
	disk_put("output/was-file", STR("file"));
	disk_put("output/was-folder/x/y", STR("folder"));
	disk_put("output/gone/deep/z.html", STR("gone"));
	disk_put("output/spared/z.html", STR("spared"));
	disk_put("output/a/old.css", STR("gone"));
	disk_put("output/a/.glossa-part", STR("left over from a kill"));
	disk_link("../precious", "output/link");
	disk_link("../../precious/x.html", "output/a/b");
	ino_t same = disk_inode("output/same.html");
	ok(replaced("spared"), "one folder takes another's place, file by file");
	is_str(disk_tree(&arena, "output"),
		STR(".glossa a/b/c.css index.html same.html spared/z.html was-file/x.html was-folder "),
		"then it holds what that held, and what is spared");
	ok(disk_holds("output/index.html", STR("new")) && disk_holds("output/was-folder", STR("file now")),
		"with its bytes");
	is_int(disk_inode("output/same.html"), same, "what was equal is the same file");
	ok(disk_holds("precious/x.html", STR("precious")), "no link was followed");
	ok(disk_holds("staging/.glossa", STR("marker")), "the staging folder keeps its marker to the end");
	arena_release(&arena);
}

static bool cleaned(const char *output)
{
	struct publish_settings settings = {.root = STR("."), .output = str_from(output)};
	struct publication publication = {0};
	struct diags diags = {0};
	bool done = publish_clean(&publication, &settings, &diags) == PUBLISH_OK;

	publish_release(&publication);
	diags_release(&diags);
	return done;
}

/* What needs a file system of its own runs in a child, as root, in a namespace that takes its mounts with it. */
typedef bool mounted_test(struct arena *arena);

static void in_namespace(mounted_test *test, const char *name)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		struct arena arena = {0};

		if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) != 0)
			_exit(77);
		bool passed = test(&arena);
		arena_release(&arena);
		exit(passed ? 0 : 1); /* not _exit(): coverage and leaks count here as well */
	}
	waitpid(child, &status, 0);
	if (disk_exited(status, 77))
		skip("mounting needs root");
	else
		ok(disk_exited(status, 0), "%s", name);
}

static bool mount_small(const char *path, const char *options)
{
	disk_folder(path);
	return mount("tmpfs", path, "tmpfs", 0, options) == 0;
}

static bool on_mount_point(struct arena *arena)
{
	const char *note = "mounted cannot be exchanged as a whole here, so its files were replaced one by one";
	struct stat first, second;

	if (!mount_small("mounted", "size=4m"))
		_exit(77);
	struct edition_result one = edition_report(arena, "mounted", 1);
	bool fine = one.outcome == PUBLISH_OK && edition_is("mounted", 1) && str_equal(one.note, str_from(note));
	stat("mounted/same.css", &first);
	/* what stands in the way of the next edition is of another type */
	file_remove_tree(AT_FDCWD, "mounted/terms");
	disk_put("mounted/terms", STR("a file"));
	unlink("mounted/index.html");
	disk_put("mounted/index.html/x", STR("a folder"));
	disk_link("/etc", "mounted/only/etc");
	struct edition_result two = edition_report(arena, "mounted", 2);
	stat("mounted/same.css", &second);
	fine = fine && two.outcome == PUBLISH_OK && edition_is("mounted", 2) && first.st_ino == second.st_ino;
	struct publish_settings settings = {.root = STR("."), .output = STR("mounted")};
	struct publication publication = {0};
	struct diags diags = {0};
	fine = fine && publish_open(&publication, &settings, &diags) == PUBLISH_OK &&
	       disk_exists("mounted/.glossa-staging") && !disk_exists(".mounted.glossa");
	publish_release(&publication);
	diags_release(&diags);
	return fine && edition_is("mounted", 2) && cleaned("mounted") && disk_exists("mounted") &&
	       str_equal(disk_tree(arena, "mounted"), STR(""));
}

/* The same file system, so that only the exchange itself shows that it cannot be done. */
static bool on_bind_mount(struct arena *arena)
{
	struct stat first, second;

	disk_folder("bound");
	if (mount("bound", "bound", "none", MS_BIND, NULL) != 0)
		_exit(77);
	bool fine = edition_report(arena, "bound", 1).outcome == PUBLISH_OK && edition_is("bound", 1);
	stat("bound/same.css", &first);
	struct edition_result two = edition_report(arena, "bound", 2);
	stat("bound/same.css", &second);
	return fine && two.outcome == PUBLISH_OK && two.note.len && edition_is("bound", 2) &&
	       first.st_ino == second.st_ino && !disk_exists(".bound.glossa");
}

/* As in a container whose output folder alone may be written. */
static bool below_read_only(struct arena *arena)
{
	if (!mount_small("sealed", "size=4m"))
		_exit(77);
	disk_folder("sealed/public");
	if (mount("sealed/public", "sealed/public", "none", MS_BIND, NULL) != 0 ||
		mount("none", "sealed", "none", MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) != 0)
		_exit(77);
	for (int edition = 1; edition < 4; edition++)
		if (edition_report(arena, "sealed/public", edition).outcome != PUBLISH_OK ||
			!edition_is("sealed/public", edition))
			return false;
	struct edition_result nowhere = edition_report(arena, "sealed/other", 1);
	return nowhere.outcome == PUBLISH_FAILED &&
	       str_equal(nowhere.trouble, STR("sealed/.other.glossa: Read-only file system"));
}

static bool on_full_disk(struct arena *arena)
{
	char large[512 * 1024];

	memset(large, 'x', sizeof(large));
	if (!mount_small("full", "size=1m"))
		_exit(77);
	if (edition_report(arena, "full/public", 1).outcome != PUBLISH_OK)
		return false;
	struct publish_settings settings = {.root = STR("."), .output = STR("full/public")};
	struct publication publication = {0};
	struct diags diags = {0};
	bool fine = publish_open(&publication, &settings, &diags) == PUBLISH_OK;
	edition_write(&publication.sink, 2);
	for (int i = 0; i < 4; i++)
		sink_write(&publication.sink, str_format(arena, "large-%d.html", i), (struct str){large, sizeof(large)});
	fine = fine && publish_commit(&publication) == PUBLISH_FAILED && edition_is("full/public", 1) &&
	       str_equal(publication.trouble.reason, STR("No space left on device")) &&
	       str_starts(publication.trouble.path, STR("full/public/large-")) && !disk_exists("full/.public.glossa");
	publish_release(&publication);
	diags_release(&diags);
	/* the same again after a kill: the rest of it lies there and fills the disk */
	disk_put("full/.public.glossa/.glossa", STR(""));
	disk_put("full/.public.glossa/large", (struct str){large, sizeof(large)});
	return fine && edition_report(arena, "full/public", 2).outcome == PUBLISH_OK && edition_is("full/public", 2);
}

static bool few_on_mount_point(struct arena *arena)
{
	(void)arena;
	if (!mount_small("mounted-too", "size=4m"))
		_exit(77);
	return edition_few_descriptors("mounted-too", false) && edition_build("mounted-too", 3) == PUBLISH_OK &&
	       edition_is("mounted-too", 3);
}

/* Room for one edition, but not for the copies that a bind mount makes necessary. */
static bool full_while_copying(struct arena *arena)
{
	struct publish_settings settings = {.root = STR("."), .output = STR("tight/public")};
	struct publication publication = {0};
	struct diags diags = {0};
	char large[150 * 1024];

	memset(large, 'x', sizeof(large));
	if (!mount_small("tight", "size=280k") || mkdir("tight/public", 0755) != 0 ||
		mount("tight/public", "tight/public", "none", MS_BIND, NULL) != 0)
		_exit(77);
	bool right = publish_open(&publication, &settings, &diags) == PUBLISH_OK &&
	             sink_write(&publication.sink, STR("large.html"), (struct str){large, sizeof(large)}) &&
	             publish_commit(&publication) == PUBLISH_FAILED &&
	             str_equal(publication.trouble.path, STR("tight/public/large.html")) &&
	             str_equal(publication.trouble.reason, STR("No space left on device"));
	publish_release(&publication);
	diags_release(&diags);
	return right && edition_report(arena, "tight/public", 1).outcome == PUBLISH_OK && edition_is("tight/public", 1);
}

int main(void)
{
	struct disk disk;

	disk_enter(&disk);
	setenv("HOME", "", 1);
	test_replacing();
	in_namespace(on_mount_point, "on a mount point files are replaced one by one");
	in_namespace(on_bind_mount, "on a bind mount as well");
	in_namespace(below_read_only, "below a folder that cannot be written staging stands inside");
	in_namespace(on_full_disk, "a full disk leaves the old edition");
	in_namespace(few_on_mount_point, "the want of descriptors is recovered from");
	in_namespace(full_while_copying, "and a disk that is full while files are copied");
	disk_leave(&disk);
	return done_testing();
}
