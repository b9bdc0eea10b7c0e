#define _GNU_SOURCE
#include "base/file.h"

#include <sys/socket.h>
#include <sys/un.h>

#include "disk.h"
#include "tap.h"

static struct str load(const char *path, uint64_t limit)
{
	int file = file_open_beneath(AT_FDCWD, path, FILE_OPEN_ANY);
	struct str bytes = {0};

	if (file < 0)
		return bytes;
	if (!file_load(file, limit, &bytes))
		bytes = (struct str){0};
	file_abandon(file);
	return bytes;
}

static void is_loaded(const char *path, uint64_t limit, struct str want, const char *name)
{
	struct str got = load(path, limit);

	is_str(got, want, "%s", name);
	free((char *)got.data);
}

static void test_loading(void)
{
	struct buf large = {0};

	disk_put("a.txt", STR("hello"));
	disk_put("empty", STR(""));
	is_loaded("a.txt", 100, STR("hello"), "a file is loaded whole");
	is_loaded("a.txt", 5, STR("hello"), "also when it just fits the limit");
	ok(load("a.txt", 4).data == NULL && errno == EFBIG, "beyond the limit it is too big");
	struct str empty = load("empty", 0);
	ok(empty.data != NULL && empty.len == 0, "an empty file is loaded, too");
	free((char *)empty.data);
	for (int i = 0; i < 40000; i++)
		buf_printf(&large, "%d,", i);
	disk_put("large", buf_str(&large));
	is_loaded("large", 1 << 20, buf_str(&large), "a large file as well");
	ok(disk_holds("large", buf_str(&large)), "file_holds agrees");
	large.data[large.len - 1] ^= 1;
	ok(!disk_holds("large", buf_str(&large)), "and sees a difference in the last byte");
	ok(!disk_holds("large", str_slice(buf_str(&large), 0, large.len - 1)), "and a shorter text");
	ok(!disk_holds("a.txt", STR("hello there")), "and a longer one");
	ok(disk_holds("empty", (struct str){0}), "nothing is nothing");
	/* what the kernel makes up on reading has a size of 0 */
	struct str status = load("/proc/self/status", 1 << 20);
	ok(status.data == NULL && errno == EXDEV, "an absolute path leads out");
	buf_release(&large);
}

static void test_growing(void)
{
	int file = open("/proc/self/status", O_RDONLY);
	struct str bytes = {0};

	if (file < 0) {
		skip("no /proc");
		return;
	}
	ok(file_load(file, 1 << 20, &bytes) && bytes.len > 100, "a file larger than it said is loaded whole");
	free((char *)bytes.data);
	lseek(file, 0, SEEK_SET);
	ok(!file_load(file, 50, &bytes) && errno == EFBIG, "and the limit holds for it, too");
	close(file);
}

static void test_copying(void)
{
	int from = open("large", O_RDONLY), to = open("copy", O_RDWR | O_CREAT | O_EXCL, 0644);

	ok(file_copy(from, to), "a file is copied");
	lseek(from, 0, SEEK_SET);
	lseek(to, 0, SEEK_SET);
	ok(file_same(from, to), "the copy is the same");
	ok(ftruncate(to, lseek(to, 0, SEEK_END) - 1) == 0, "until it is cut");
	lseek(from, 0, SEEK_SET);
	lseek(to, 0, SEEK_SET);
	ok(!file_same(from, to), "which is seen");
	close(from);
	close(to);
}

/* The type of what opens, or -1. */
static int opened(int folder, const char *path, unsigned how)
{
	int file = file_open_beneath(folder, path, how);
	enum file_type type;

	if (file < 0)
		return -1;
	int found = file_type_of(file, &type) ? (int)type : -2;
	close(file);
	return found;
}

static void refused(int folder, const char *path, unsigned how, int error, const char *name)
{
	ok(opened(folder, path, how) == -1 && errno == error, "%s", name);
}

static void test_beneath(void)
{
	disk_put("root/sub/in.txt", STR("in"));
	disk_put("out.txt", STR("out"));
	disk_link("sub/in.txt", "root/link");
	disk_link("../sub/./in.txt", "root/sub/up");
	disk_link("up", "root/sub/twice");
	disk_link("sub", "root/folder");
	disk_link("../out.txt", "root/leak");
	disk_link("sub/../../out.txt", "root/leak2");
	disk_link("/etc/passwd", "root/absolute");
	disk_link("round", "root/round");
	disk_link("nowhere", "root/dangling");
	if (mkfifo("root/pipe", 0644) != 0)
		disk_die("pipe");
	int root = open("root", O_RDONLY | O_DIRECTORY);

	is_int(opened(root, "sub/in.txt", FILE_OPEN_ANY), FILE_REGULAR, "a file beneath opens");
	is_int(opened(root, "./sub//in.txt", FILE_OPEN_ANY), FILE_REGULAR, "by any way");
	is_int(opened(root, "sub/../sub/in.txt", FILE_OPEN_ANY), FILE_REGULAR, "that stays inside");
	is_int(opened(root, ".", FILE_OPEN_FOLDER), FILE_FOLDER, "the folder itself, too");
	is_int(opened(root, "link", FILE_OPEN_ANY), FILE_REGULAR, "a link inside is followed");
	is_int(opened(root, "sub/up", FILE_OPEN_ANY), FILE_REGULAR, "also upwards");
	is_int(opened(root, "sub/twice", FILE_OPEN_ANY), FILE_REGULAR, "and twice");
	is_int(opened(root, "folder/in.txt", FILE_OPEN_ANY), FILE_REGULAR, "and on the way");
	is_int(opened(root, "folder", FILE_OPEN_FOLDER), FILE_FOLDER, "and to a folder");
	is_int(opened(root, "sub/in.txt", FILE_OPEN_TO_LOOK), FILE_REGULAR, "a look does as well");
	refused(root, "leak", FILE_OPEN_ANY, EXDEV, "a link that leads out is refused");
	refused(root, "leak2", FILE_OPEN_ANY, EXDEV, "also behind a folder");
	refused(root, "absolute", FILE_OPEN_ANY, EXDEV, "and an absolute one");
	refused(root, "../out.txt", FILE_OPEN_ANY, EXDEV, "and a path");
	refused(root, "round", FILE_OPEN_ANY, ELOOP, "a link to itself is refused");
	refused(root, "dangling", FILE_OPEN_ANY, ENOENT, "a link to nowhere leads nowhere");
	refused(root, "sub/none", FILE_OPEN_ANY, ENOENT, "a missing file is missing");
	refused(root, "sub/in.txt/x", FILE_OPEN_ANY, ENOTDIR, "a file is no folder");
	refused(root, "sub/in.txt", FILE_OPEN_FOLDER, ENOTDIR, "nor opens as one");
	refused(root, "link", FILE_OPEN_WITHOUT_LINKS, ELOOP, "without links none is followed");
	refused(root, "folder/in.txt", FILE_OPEN_WITHOUT_LINKS, ELOOP, "nor on the way");
	is_int(opened(root, "sub/in.txt", FILE_OPEN_WITHOUT_LINKS), FILE_REGULAR, "but files open");
	is_int(opened(root, "pipe", FILE_OPEN_ANY), FILE_PIPE, "a pipe does not make us wait");
	close(root);
}

static void test_listing(void)
{
	struct arena arena = {0};
	struct file_name *names;
	struct buf shown = {0};
	size_t count;
	int socket_file = socket(AF_UNIX, SOCK_STREAM, 0);
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "list/s"};

	disk_put("list/a/x", STR(""));
	disk_put("list/a-b", STR(""));
	disk_put("list/a.b", STR(""));
	disk_put("list/a0", STR(""));
	disk_put("list/\xff", STR(""));
	disk_link("nowhere", "list/link");
	if (mkfifo("list/p", 0644) != 0 || bind(socket_file, (struct sockaddr *)&address, sizeof(address)) != 0)
		disk_die("list");
	int folder = open("list", O_RDONLY | O_DIRECTORY);
	ok(file_list(&arena, folder, &names, &count), "a folder is listed");
	for (size_t i = 0; i < count; i++)
		buf_printf(&shown, "%.*s:%d ", STR_ARG(names[i].name), names[i].type);
	is_str(buf_str(&shown), STR("a-b:0 a.b:0 a:1 a0:0 link:2 p:3 s:4 \xff:0 "), "in the order of paths, with types");
	ok(file_list(&arena, folder, &names, &count) && count == 8, "it can be listed again");
	close(folder);
	close(socket_file);
	ok(!file_list(&arena, folder, &names, &count) && count == 0, "a closed one cannot");
	buf_release(&shown);
	arena_release(&arena);
}

static void test_removing(void)
{
	disk_put("precious.txt", STR("keep me"));
	disk_put("tree/marker", STR(""));
	disk_put("tree/a/b/c/d/e/f.txt", STR(""));
	disk_put("tree/0/1/2.txt", STR(""));
	disk_put("tree/1", STR("a file named like the numbers used inside"));
	disk_link("../../precious.txt", "tree/a/link");
	disk_link("..", "tree/a/up");
	disk_folder("tree/empty");
	int tree = open("tree", O_RDONLY | O_DIRECTORY);

	ok(file_empty_folder(tree, "marker"), "a folder is emptied");
	close(tree);
	struct arena arena = {0};
	is_str(disk_tree(&arena, "tree"), STR("marker "), "but for what is kept");
	ok(disk_holds("precious.txt", STR("keep me")), "no link was followed");
	arena_release(&arena);
	ok(file_remove_tree(AT_FDCWD, "tree") && !disk_exists("tree"), "a tree is deleted");
	ok(file_remove_tree(AT_FDCWD, "tree"), "what is gone is gone");
	disk_link("root", "to-root");
	ok(file_remove_tree(AT_FDCWD, "to-root") && disk_exists("root/sub/in.txt"), "of a link only the link");
}

/* Deeper than a recursion should go, and with names that a path cannot hold. */
static void test_removing_depth(void)
{
	int top = open(".", O_RDONLY | O_DIRECTORY), below = dup(top);
	bool made = true;
	const char *name = "deep-in-the-tree";

	for (int i = 0; i < 500 && made; i++) {
		made = mkdirat(below, name, 0755) == 0;
		int next = openat(below, name, O_RDONLY | O_DIRECTORY);

		close(below);
		below = next;
	}
	close(below);
	ok(made, "500 folders in one another");
	ok(file_remove_tree(top, name) && !disk_exists(name), "are deleted");
	close(top);
}

static void test_folders(void)
{
	mode_t before = umask(0077);

	ok(file_make_folders(AT_FDCWD, "made/one/two.txt", 0755), "folders are made");
	is_int(disk_mode("made/one"), 0755, "with their mode whatever the umask");
	ok(!disk_exists("made/one/two.txt"), "the last name is none of them");
	ok(file_make_folders(AT_FDCWD, "plain/one/x", 0), "without a mode");
	is_int(disk_mode("plain/one"), 0700, "the umask has its say");
	ok(chmod("made/one", 0700) == 0 && file_make_folders(AT_FDCWD, "made/one/x", 0), "and what is there");
	is_int(disk_mode("made/one"), 0700, "stays as it is");
	umask(before);
	ok(!file_make_folders(AT_FDCWD, "a.txt/x", 0755) && errno == ENOTDIR, "a file cannot become a folder");
	char path[FILE_PATH_SIZE + 10];
	memset(path, 'x', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	ok(!file_make_folders(AT_FDCWD, path, 0) && errno == ENAMETOOLONG, "nor can a path be endless");
}

static void test_exchanging(void)
{
	disk_put("old/a", STR("old"));
	disk_put("new/a", STR("new"));
	if (file_exchange(AT_FDCWD, "old", AT_FDCWD, "new"))
		ok(disk_holds("old/a", STR("new")) && disk_holds("new/a", STR("old")), "two folders change places");
	else
		skip("this file system cannot exchange folders");
	int folder = open(".", O_RDONLY | O_DIRECTORY);
	ok(file_sync(folder), "the file system is synced");
	close(folder);
	ok(!file_sync(folder) && errno == EBADF, "or says why not");
}

static void test_reasons(void)
{
	struct arena arena = {0};

	is_str(file_reason(&arena, ENOSPC), STR("No space left on device"), "errors have words");
	ok(file_reason(&arena, 99999).len > 0, "unknown ones as well");
	arena_release(&arena);
	ok(!file_write(-1, STR("x")) && errno == EBADF, "writing nowhere fails");
	int full = open("/dev/full", O_WRONLY);
	if (full >= 0)
		ok(!file_write(full, STR("x")) && errno == ENOSPC, "a full disk says so");
	else
		skip("no /dev/full");
	close(full);
	ok(!file_close(-1), "closing nothing fails");
	int folder = open(".", O_RDONLY | O_DIRECTORY), nowhere = open("/dev/null", O_RDWR);
	char byte;
	size_t got;
	ok(!file_read(folder, &byte, 1, &got) && errno == EISDIR, "a folder cannot be read");
	ok(!file_copy(folder, nowhere) && errno == EISDIR, "nor copied");
	ok(!file_same(folder, nowhere) && !file_holds(folder, STR("x")), "nor compared");
	enum file_type type;
	ok(!file_type_of(-1, &type) && !file_empty_folder(-1, NULL), "what is not open cannot be looked at");
	close(folder);
	close(nowhere);
}

int main(int count, char **arguments)
{
	char self[FILE_PATH_SIZE];
	struct disk disk;
	bool again = count > 1;

	if (!realpath(arguments[0], self))
		disk_die(arguments[0]);
	disk_enter(&disk);
	test_loading();
	test_growing();
	test_copying();
	test_beneath();
	test_listing();
	test_removing();
	test_removing_depth();
	test_folders();
	test_exchanging();
	test_reasons();
	if (again) {
		/* this is the run without the newer system calls */
	} else if (disk_can_inject()) {
		char *const run[] = {self, "again", NULL};

		ok(disk_exited(disk_run_injected("openat2,copy_file_range:error=ENOSYS", NULL, run), 0),
			"all the same on old kernels");
		ok(disk_exited(disk_run_injected("openat2:error=EPERM", NULL, run), 0), "and in strict containers");
		ok(disk_exited(disk_run_injected("read,write:error=EINTR:when=20+3", NULL, run), 0), "and under signals");
	} else {
		skip("strace cannot trace here");
	}
	disk_leave(&disk);
	return done_testing();
}
