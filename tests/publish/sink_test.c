#define _GNU_SOURCE
#include "publish/sink.h"

#include <sys/resource.h>

#include "base/pool.h"
#include "disk.h"
#include "formats/gzip.h"
#include "tap.h"

static struct sink open_sink(const char *staging, const char *published)
{
	struct sink sink = {.staging = open(staging, O_RDONLY | O_DIRECTORY), .published = -1, .exact_modes = true};

	if (published)
		sink.published = open(published, O_RDONLY | O_DIRECTORY);
	sink.shown = STR("public");
	return sink;
}

static void close_sink(struct sink *sink)
{
	close(sink->staging);
	if (sink->published >= 0)
		close(sink->published);
	sink_release(sink);
}

static void test_writing(void)
{
	struct sink sink = open_sink(".", NULL);
	struct str path = {0};
	int error = 0;

	ok(sink_write(&sink, STR("index.html"), STR("home")), "a page is written");
	ok(sink_write(&sink, STR("a/b/c.html"), STR("deep")), "with its folders");
	ok(sink_write(&sink, STR("a/b/empty"), (struct str){0}), "an empty one, too");
	ok(disk_holds("index.html", STR("home")) && disk_holds("a/b/c.html", STR("deep")), "they are there");
	ok(disk_holds("a/b/empty", STR("")), "all of them");
	is_int(disk_mode("index.html"), 0644, "files can be read by all");
	is_int(disk_mode("a/b"), 0755, "folders can be entered by all");
	ok(!sink_failed(&sink, &path, &error), "nothing has failed");
	is_int(atomic_load(&sink.written), 3, "three were written");
	ok(!sink_write(&sink, STR("index.html"), STR("again")), "one address, one page");
	ok(sink_failed(&sink, &path, &error) && error == EEXIST, "which is remembered");
	is_str(path, STR("public/index.html"), "with the path as users know it");
	ok(!sink_write(&sink, STR("later.html"), STR("")) && !disk_exists("later.html"), "nothing is written after that");
	ok(disk_holds("index.html", STR("home")), "and nothing replaced");
	close_sink(&sink);
}

/* Writes a file in pieces of `length` bytes. */
static bool write_pieces(struct sink *sink, const char *path, struct str text, size_t length)
{
	struct sink_file file = {.sink = sink, .path = str_from(path)};

	for (size_t at = 0; at < text.len; at += length)
		if (!sink_put(&file, str_slice(text, at, at + length < text.len ? at + length : text.len)))
			return false;
	return sink_end(&file);
}

static void test_pieces(void)
{
	static const struct {
		const char *name, *before, *after;
	} CASES[] = {{"same", "abcdefghij", "abcdefghij"}, {"longer", "abcdefghij", "abcdefghijkl"},
		{"shorter", "abcdefghij", "abcdefg"}, {"other", "abcdefghij", "xbcdefghij"},
		{"late", "abcdefghij", "abcdefghiX"}, {"empty", "abc", ""}, {"filled", "", "abc"}, {"both", "", ""}};

	mkdir("old", 0755);
	mkdir("new", 0755);
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		for (size_t length = 1; length < 12; length++) {
			char before[64], after[64];
			struct sink sink = open_sink(".", NULL);
			struct str path;
			int error;

			snprintf(before, sizeof(before), "old/%s-%zu", CASES[i].name, length);
			ok(write_pieces(&sink, before, str_from(CASES[i].before), length), "%s: written before", CASES[i].name);
			close_sink(&sink);
			sink = open_sink("new", "old");
			snprintf(after, sizeof(after), "new/%s-%zu", CASES[i].name, length);
			ok(write_pieces(&sink, after + 4, str_from(CASES[i].after), length), "%s in pieces of %zu", CASES[i].name,
				length);
			ok(disk_holds(after, str_from(CASES[i].after)), "holds what was put into it");
			is_int(atomic_load(&sink.kept), strcmp(CASES[i].before, CASES[i].after) == 0,
				"and is kept if it was the same");
			ok(!sink_failed(&sink, &path, &error), "without trouble");
			close_sink(&sink);
		}
	}
}

static void test_piece_trouble(void)
{
	struct sink sink = open_sink(".", NULL);
	struct str path;
	int error = 0;

	ok(!write_pieces(&sink, "../outside", STR("x"), 1), "a path that leads out");
	ok(sink_failed(&sink, &path, &error) && error == EINVAL, "is refused");
	ok(!write_pieces(&sink, "later", STR("x"), 1) && !disk_exists("later"), "and nothing is written after that");
	close_sink(&sink);
}

static void test_paths(void)
{
	static const char *const refused[] = {"", "/etc/x", "../x", "a/../../x", "a//x", "a/./x", "a/", ".glossa"};
	char longest[FILE_PATH_SIZE + 2];
	struct str path = {0};
	int error = 0;

	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct sink sink = open_sink(".", NULL);

		ok(!sink_write(&sink, str_from(refused[i]), STR("x")) && sink_failed(&sink, &path, &error) && error == EINVAL,
			"\"%s\" is refused", refused[i]);
		close_sink(&sink);
	}
	struct sink sink = open_sink(".", NULL);
	ok(!sink_write(&sink, (struct str){"a\0b", 3}, STR("x")), "so is a path with an end inside");
	close_sink(&sink);
	memset(longest, 'x', sizeof(longest));
	sink = open_sink(".", NULL);
	ok(!sink_write(&sink, (struct str){longest, sizeof(longest)}, STR("x")) && sink_failed(&sink, &path, &error) &&
			error == ENAMETOOLONG,
		"and one too long");
	close_sink(&sink);
	disk_put("outside.txt", STR("outside"));
	ok(!disk_exists("../x"), "nothing was written outside");
}

static void test_keeping(void)
{
	const struct timespec long_ago[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
	struct buf large = {0};

	for (int i = 0; i < 50000; i++)
		buf_printf(&large, "%d ", i);
	disk_put("old/terms/same.html", STR("same"));
	disk_put("old/terms/other.html", STR("other"));
	disk_put("old/longer.html", STR("text that was longer"));
	disk_put("old/closed.html", STR("closed"));
	disk_put("old/large", buf_str(&large));
	disk_put("elsewhere/leak.html", STR("leak"));
	disk_link("../elsewhere", "old/by-link");
	disk_link("terms/same.html", "old/link.html");
	disk_folder("old/folder.html");
	chmod("old/closed.html", 0600);
	utimensat(AT_FDCWD, "old/terms/same.html", long_ago, 0);
	disk_folder("new");
	struct sink sink = open_sink("new", "old");
	sink_write(&sink, STR("terms/same.html"), STR("same"));
	sink_write(&sink, STR("terms/other.html"), STR("OTHER"));
	sink_write(&sink, STR("longer.html"), STR("text"));
	sink_write(&sink, STR("closed.html"), STR("closed"));
	sink_write(&sink, STR("large"), buf_str(&large));
	sink_write(&sink, STR("by-link/leak.html"), STR("leak"));
	sink_write(&sink, STR("link.html"), STR("same"));
	sink_write(&sink, STR("folder.html"), STR(""));
	ok(sink_write(&sink, STR("brand-new.html"), STR("new")), "a second edition is written");
	is_int(disk_inode("new/terms/same.html"), disk_inode("old/terms/same.html"), "what is equal stays the same file");
	is_int(disk_inode("new/large"), disk_inode("old/large"), "also when it is large");
	is_int(atomic_load(&sink.kept), 2, "these two are kept");
	is_int(atomic_load(&sink.written), 7, "all others are written");
	ok(disk_holds("new/terms/other.html", STR("OTHER")) && disk_holds("old/terms/other.html", STR("other")),
		"a change is new");
	ok(disk_holds("new/longer.html", STR("text")), "also when it only cuts");
	is_int(disk_mode("new/closed.html"), 0644, "a file whose mode was changed is written afresh");
	is_int(disk_mode("old/closed.html"), 0600, "and the old one left alone");
	ok(disk_inode("new/by-link/leak.html") != disk_inode("elsewhere/leak.html"), "nothing is kept through a link");
	ok(disk_inode("new/link.html") != disk_inode("old/terms/same.html"), "nor is a link kept");
	struct stat status;
	ok(stat("new/terms/same.html", &status) == 0 && status.st_mtime == 1000000000, "a kept file keeps its time");
	close_sink(&sink);
	buf_release(&large);
}

static struct source_tree tree_of(const char *content)
{
	struct source_tree tree = {.open = true};

	for (size_t i = 0; i < SOURCE_ROOT_COUNT; i++)
		tree.roots[i] = -1;
	tree.roots[ROOT_CONTENT] = open(content, O_RDONLY | O_DIRECTORY);
	return tree;
}

static void test_copying(void)
{
	struct buf large = {0};
	struct str path = {0};
	int error = 0;

	for (int i = 0; i < 50000; i++)
		buf_printf(&large, "%d ", i);
	disk_put("content/small.png", STR("png"));
	disk_put("content/sub/large.pdf", buf_str(&large));
	disk_put("content/empty", STR(""));
	chmod("content/small.png", 0600);
	struct source_tree tree = tree_of("content");
	struct source small = {.path = STR("content/small.png"), .kind = SOURCE_ASSET};
	struct source pdf = {.path = STR("content/sub/large.pdf"), .kind = SOURCE_ASSET};
	struct source empty = {.path = STR("content/empty"), .kind = SOURCE_ASSET};
	struct source gone = {.path = STR("content/gone"), .kind = SOURCE_ASSET};
	disk_folder("copies");
	struct sink sink = open_sink("copies", NULL);
	ok(sink_copy(&sink, STR("small-1234.png"), &tree, &small), "a file is copied");
	ok(sink_copy(&sink, STR("sub/large.pdf"), &tree, &pdf), "a large one as well");
	ok(sink_copy(&sink, STR("empty"), &tree, &empty) && disk_holds("copies/empty", STR("")), "and an empty one");
	ok(disk_holds("copies/small-1234.png", STR("png")), "whole");
	ok(disk_holds("copies/sub/large.pdf", buf_str(&large)), "both");
	is_int(disk_mode("copies/small-1234.png"), 0644, "with the mode of the site, not of the source");
	close_sink(&sink);

	large.data[100000] ^= 1;
	disk_put("content/sub/large.pdf", buf_str(&large));
	disk_folder("copies2");
	sink = open_sink("copies2", "copies");
	ok(sink_copy(&sink, STR("small-1234.png"), &tree, &small), "the next edition copies again");
	ok(sink_copy(&sink, STR("sub/large.pdf"), &tree, &pdf), "both");
	is_int(disk_inode("copies2/small-1234.png"), disk_inode("copies/small-1234.png"), "and keeps what is equal");
	ok(disk_holds("copies2/sub/large.pdf", buf_str(&large)), "but not what is not, from the first byte on");
	ok(!sink_copy(&sink, STR("gone"), &tree, &gone) && sink_failed(&sink, &path, &error) && error == ENOENT,
		"a source can go");
	is_str(path, STR("content/gone"), "and is named");
	close_sink(&sink);
	if (mkfifo("content/pipe", 0644) != 0)
		disk_die("pipe");
	struct source fifo = {.path = STR("content/pipe"), .kind = SOURCE_ASSET};
	disk_folder("copies3");
	sink = open_sink("copies3", NULL);
	ok(!sink_copy(&sink, STR("pipe"), &tree, &fifo) && sink_failed(&sink, &path, &error) && error == EINVAL,
		"nor is it still a file for certain");
	ok(!sink_copy(&sink, STR("small.png"), &tree, &small) && !disk_exists("copies3/small.png"),
		"after that none is copied");
	close_sink(&sink);
	sink = open_sink("copies3", NULL);
	ok(!sink_copy(&sink, STR("../small.png"), &tree, &small), "a copy stays inside as well");
	close_sink(&sink);
	sink = open_sink("copies", NULL);
	ok(!sink_copy(&sink, STR("empty"), &tree, &empty) && sink_failed(&sink, &path, &error) && error == EEXIST,
		"and replaces nothing");
	close_sink(&sink);
	sink = (struct sink){.staging = -1, .published = -1};
	ok(!sink_mark(&sink) && sink_failed(&sink, &path, &error) && error == EBADF, "without a folder there is no marker");
	sink_release(&sink);
	close(tree.roots[ROOT_CONTENT]);
	buf_release(&large);
}

static void test_umask(void)
{
	static const mode_t umasks[] = {0, 0077, 0177, 0222};

	for (size_t i = 0; i < COUNT_OF(umasks); i++) {
		mode_t before = umask(umasks[i]);
		char name[32];

		snprintf(name, sizeof(name), "umask-%zu", i);
		if (mkdir(name, 0777) != 0 || chmod(name, 0755) != 0)
			disk_die(name);
		struct sink sink = open_sink(name, NULL);
		sink.exact_modes = umasks[i] == 0;
		ok(sink_write(&sink, STR("a/b.html"), STR("x")), "a page is written under umask %03o", (unsigned)umasks[i]);
		umask(before);
		if (chdir(name) != 0)
			disk_die(name);
		ok(disk_mode("a") == 0755 && disk_mode("a/b.html") == 0644, "with the same modes as ever");
		if (chdir("..") != 0)
			disk_die("..");
		close_sink(&sink);
	}
}

static void write_one(void *context, size_t item, size_t worker)
{
	char path[64];

	(void)worker;
	int len = snprintf(path, sizeof(path), "f%zu/g%zu/page-%zu.html", item % 7, item % 13, item);
	sink_write(context, (struct str){path, (size_t)len}, (struct str){path, (size_t)len});
}

static void test_threads(void)
{
	struct str path = {0};
	int error = 0;

	disk_folder("threads");
	struct sink sink = open_sink("threads", NULL);
	pool_run(8, 2000, write_one, &sink);
	ok(!sink_failed(&sink, &path, &error), "eight threads make folders and files at once");
	is_int(atomic_load(&sink.written), 2000, "all are written");
	close_sink(&sink);
	disk_folder("threads2");
	sink = open_sink("threads2", "threads");
	pool_run(8, 2000, write_one, &sink);
	is_int(atomic_load(&sink.kept), 2000, "and kept the next time");
	close_sink(&sink);

	/* no descriptor left: every thread fails, one failure is remembered */
	struct rlimit limit, before;
	getrlimit(RLIMIT_NOFILE, &before);
	disk_folder("threads3");
	sink = open_sink("threads3", NULL);
	limit = (struct rlimit){.rlim_cur = (rlim_t)sink.staging + 1, .rlim_max = before.rlim_max};
	setrlimit(RLIMIT_NOFILE, &limit);
	pool_run(8, 2000, write_one, &sink);
	setrlimit(RLIMIT_NOFILE, &before);
	ok(sink_failed(&sink, &path, &error) && error == EMFILE, "too many open files is remembered");
	ok(str_starts(path, STR("public/f")), "with a path");
	close_sink(&sink);
}

/* Under such a umask a new folder is closed even to its owner until its mode is set. */
static void test_threads_under_umask(void)
{
	int status = 0;

	for (int i = 0; i < 20 && status == 0; i++) {
		char name[32];

		snprintf(name, sizeof(name), "closed-%d", i);
		disk_folder(name);
		if (chmod("..", 0755) != 0 || chmod(name, 0777) != 0)
			disk_die(name);
		pid_t child = fork();
		if (child == 0) {
			struct sink sink = open_sink(name, NULL);

			if (geteuid() == 0 && setuid(65534) != 0)
				_exit(3);
			sink.exact_modes = false;
			umask(0777);
			pool_run(8, 200, write_one, &sink);
			_exit(atomic_load(&sink.written) == 200 ? 0 : 1);
		}
		waitpid(child, &status, 0);
	}
	ok(disk_exited(status, 0), "eight threads make folders under umask 777");
}

/* A text of 4,000 bytes that packs well. */
static struct str long_text(struct buf *buf, char letter)
{
	for (size_t i = 0; i < 1000; i++)
		buf_printf(buf, "%c%03zu", letter, i);
	return buf_str(buf);
}

static void test_packing(void)
{
	struct buf old = {0}, new = {0}, packed = {0};
	struct str text = long_text(&old, 'a'), other = long_text(&new, 'b');
	char longest[256];

	disk_folder("first");
	struct sink sink = open_sink("first", NULL);
	sink.gzip = true;
	memset(longest, 'x', sizeof(longest) - 1);
	memcpy(longest + sizeof(longest) - 6, ".html", 6);
	ok(sink_write(&sink, STR("index.html"), text) && sink_write(&sink, STR("a.css"), text) &&
			sink_write(&sink, STR("a.woff2"), text) && sink_write(&sink, STR("short.html"), STR("short")) &&
			sink_write(&sink, str_from(longest), text),
		"files are written");
	gzip_pack(&packed, text);
	ok(disk_holds("first/index.html.gz", buf_str(&packed)), "beside a page stands the same, packed");
	ok(disk_exists("first/a.css.gz"), "so with other texts");
	ok(!disk_exists("first/a.woff2.gz") && !disk_exists("first/short.html.gz"), "not with what would not gain by it");
	close_sink(&sink);

	disk_folder("second");
	disk_put("first/a.css.gz", STR("damaged"));
	sink = open_sink("second", "first");
	sink.gzip = true;
	ok(sink_write(&sink, STR("index.html"), text) && sink_write(&sink, STR("a.css"), text), "again");
	ok(disk_inode("second/index.html.gz") == disk_inode("first/index.html.gz"), "what has not changed is kept");
	ok(disk_holds("second/a.css.gz", buf_str(&packed)), "what is damaged is not");
	ok(disk_holds("first/a.css.gz", STR("damaged")), "and is left as it was");
	close_sink(&sink);

	disk_folder("third");
	sink = open_sink("third", "first");
	sink.gzip = true;
	buf_reset(&packed);
	gzip_pack(&packed, other);
	ok(sink_write(&sink, STR("index.html"), other) && disk_holds("third/index.html.gz", buf_str(&packed)),
		"a page that has changed is packed anew");
	close_sink(&sink);
	buf_release(&old);
	buf_release(&new);
	buf_release(&packed);
}

int main(void)
{
	struct disk disk;

	disk_enter(&disk);
	test_writing();
	test_pieces();
	test_piece_trouble();
	test_paths();
	test_keeping();
	test_copying();
	test_packing();
	test_umask();
	test_threads();
	test_threads_under_umask();
	disk_leave(&disk);
	return done_testing();
}
