#define _GNU_SOURCE
#include "read/sources.h"

#include <sys/sysmacros.h>
#include <time.h>

#include "base/pool.h"
#include "disk.h"
#include "tap.h"

static const char *const KIND_NAMES[SOURCE_KIND_COUNT] = {
	[SOURCE_SETTINGS] = "settings",
	[SOURCE_ENTRY] = "entry",
	[SOURCE_RECORDS] = "records",
	[SOURCE_LEDGER] = "ledger",
	[SOURCE_ASSET] = "asset",
	[SOURCE_TEMPLATE] = "template",
	[SOURCE_WORDS] = "words",
	[SOURCE_STATIC] = "static",
};

struct handbook {
	struct source_tree tree;
	struct diags diags;
	struct arena text;
	enum sources_outcome outcome;
};

static void read_handbook(struct handbook *handbook, const char *root)
{
	*handbook = (struct handbook){0};
	handbook->outcome = sources_read(&handbook->tree, root, &handbook->diags);
	diags_sort(&handbook->diags);
}

static void release(struct handbook *handbook)
{
	sources_release(&handbook->tree);
	diags_release(&handbook->diags);
	arena_release(&handbook->text);
}

/* "settings site.yaml, entry content/a.md, …" */
static struct str found(struct handbook *handbook)
{
	struct buf out = {0};

	for (size_t kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		for (size_t i = 0; i < handbook->tree.of[kind].count; i++)
			buf_printf(&out, "%s%s %.*s", out.len ? ", " : "", KIND_NAMES[kind],
				STR_ARG(handbook->tree.of[kind].items[i].path));
	struct str all = str_copy(&handbook->text, buf_str(&out));
	buf_release(&out);
	return all;
}

/* "path: message [code]" of one diagnostic. */
static struct str said(struct handbook *handbook, size_t index)
{
	if (index >= handbook->diags.count)
		return STR("nothing");
	const struct diag *diag = &handbook->diags.items[index];
	return str_format(
		&handbook->text, "%.*s: %.*s [%s]", STR_ARG(diag->path), STR_ARG(diag->message), DIAG_INFO[diag->code].name);
}

static void put_small(void)
{
	disk_put("h/site.yaml", STR("title: Small\n"));
	disk_put("h/content/index.md", STR("home"));
	disk_put("h/content/terms/r2p.md", STR("---\ntitle: R2P\n---\ntext"));
	disk_put("h/content/terms/a.md", STR("a"));
	disk_put("h/content/terms-old.md", STR("old"));
	disk_put("h/content/terms/map.png", STR("\x89PNG"));
	disk_put("h/content/events.yaml", STR("[]"));
	disk_put("h/content/ledger.txt", STR(""));
	disk_put("h/content/README.md", STR("not an entry"));
	disk_put("h/content/_draft/x.md", STR("not an entry"));
	disk_put("h/content/.hidden/x.md", STR("not an entry"));
	disk_put("h/content/terms/r2p.md~", STR("not an entry"));
	disk_put("h/templates/entry.html", STR("<p>"));
	disk_put("h/templates/words.yaml", STR("en: {}"));
	disk_put("h/templates/notes.txt", STR("of no use"));
	disk_put("h/static/css/base.css", STR("p{}"));
	disk_put("h/static/_headers", STR("/*"));
	disk_folder("h/content/empty");
}

static void test_walking(void)
{
	struct handbook handbook;

	read_handbook(&handbook, "h");
	is_int(handbook.outcome, SOURCES_READ, "a handbook is read");
	is_int(handbook.diags.count, 0, "without complaint");
	is_str(found(&handbook),
		STR("settings site.yaml, entry content/index.md, entry content/terms-old.md, entry content/terms/a.md, "
			"entry content/terms/r2p.md, records content/events.yaml, ledger content/ledger.txt, "
			"asset content/terms/map.png, template templates/entry.html, words templates/words.yaml, "
			"static static/_headers, static static/css/base.css"),
		"every file with its kind, in the order of paths");
	is_str(handbook.tree.of[SOURCE_SETTINGS].items[0].bytes, STR("title: Small\n"), "site.yaml is loaded at once");
	release(&handbook);
	ok(!handbook.tree.open, "a released tree is zero");
	sources_release(&handbook.tree);
}

static void test_loading(void)
{
	struct handbook handbook;
	char head[4];

	read_handbook(&handbook, "h");
	struct source *entry = source_find(&handbook.tree, SOURCE_ENTRY, STR("content/terms/r2p.md"));
	if (!ok(entry != NULL, "an entry is found by its path"))
		return;
	ok(source_find(&handbook.tree, SOURCE_ASSET, entry->path) == NULL, "but not among assets");
	ok(entry->bytes.data == NULL, "not loaded before it is asked for");
	ok(source_load(&handbook.tree, entry, &handbook.diags), "it can be loaded");
	is_str(entry->bytes, STR("---\ntitle: R2P\n---\ntext"), "whole");
	source_unload(entry);
	ok(entry->bytes.data == NULL, "and given back");
	ok(source_load(&handbook.tree, entry, &handbook.diags), "and loaded again");
	handbook.tree.limits[SOURCE_ENTRY] = 22;
	source_unload(entry);
	ok(!source_load(&handbook.tree, entry, &handbook.diags), "unless it is beyond the limit");
	is_str(said(&handbook, 0), STR("content/terms/r2p.md: the file has more than 22 bytes; split it [text-too-large]"),
		"which is said");
	is_int(source_head(&handbook.tree, source_first(&handbook.tree, SOURCE_ASSET), head, 3, &handbook.diags), 3,
		"the head");
	ok(memcmp(head, "\x89PN", 3) == 0, "is the first bytes");
	is_int(source_head(&handbook.tree, entry, head, 0, &handbook.diags), 0, "of which there may be none");
	release(&handbook);
}

static void test_fingerprint(void)
{
	struct handbook handbook;
	struct buf large = {0};
	uint64_t hash = 0, again = 0, other = 0;

	for (int i = 0; i < 30000; i++)
		buf_printf(&large, "%d ", i);
	disk_put("h/static/large", buf_str(&large));
	large.data[70000] ^= 1;
	disk_put("h/static/larger", buf_str(&large));
	read_handbook(&handbook, "h");
	struct source *a = source_find(&handbook.tree, SOURCE_STATIC, STR("static/large"));
	struct source *b = source_find(&handbook.tree, SOURCE_STATIC, STR("static/larger"));
	ok(source_fingerprint(&handbook.tree, a, &hash, &handbook.diags), "a file has a fingerprint");
	ok(source_fingerprint(&handbook.tree, a, &again, &handbook.diags) && hash == again, "always the same");
	ok(source_fingerprint(&handbook.tree, b, &other, &handbook.diags) && other != hash, "another file another");
	unlink("h/static/larger");
	ok(!source_fingerprint(&handbook.tree, b, &other, &handbook.diags), "a file that is gone has none");
	is_str(said(&handbook, 0), STR("static/larger: cannot be read: No such file or directory [file-unreadable]"),
		"and that is said");
	unlink("h/static/large");
	buf_release(&large);
	release(&handbook);
}

static void test_no_handbook(void)
{
	struct handbook handbook;

	disk_folder("nothing");
	disk_put("half/site.yaml", STR(""));
	disk_put("bare/site.yaml", STR(""));
	disk_put("bare/content/a.md", STR(""));
	read_handbook(&handbook, "gone");
	is_int(handbook.outcome, SOURCES_NO_FOLDER, "no folder");
	release(&handbook);
	read_handbook(&handbook, "h/site.yaml");
	is_int(handbook.outcome, SOURCES_NO_FOLDER, "a file is none");
	release(&handbook);
	read_handbook(&handbook, "nothing");
	is_int(handbook.outcome, SOURCES_NO_SETTINGS, "no site.yaml");
	release(&handbook);
	read_handbook(&handbook, "half");
	is_int(handbook.outcome, SOURCES_NO_CONTENT, "no content/");
	is_int(handbook.diags.count, 0, "is for the caller to say");
	release(&handbook);
	read_handbook(&handbook, "bare");
	is_int(handbook.outcome, SOURCES_READ, "templates/ and static/ may be missing");
	is_str(found(&handbook), STR("settings site.yaml, entry content/a.md"), "what is there is found");
	release(&handbook);
}

static void test_links(void)
{
	struct handbook handbook;

	disk_put("l/site.yaml", STR(""));
	disk_put("l/content/real/a.md", STR("a"));
	disk_put("l/secret.md", STR("secret"));
	disk_put("l/templates/x.html", STR(""));
	disk_link("real/a.md", "l/content/good.md");
	disk_link("../secret.md", "l/content/1-out.md");
	disk_link("/etc/passwd", "l/content/2-absolute.txt");
	disk_link("real", "l/content/3-folder");
	disk_link("..", "l/content/real/4-up");
	disk_link("5-round.md", "l/content/5-round.md");
	disk_link("nowhere.md", "l/content/6-nowhere.md");
	disk_link("../templates/x.html", "l/content/7-other-root.md");
	disk_link("../../..", "l/content/real/8-far-up");
	disk_link("nowhere", "l/content/.#emacs-lock");
	read_handbook(&handbook, "l");
	is_int(handbook.outcome, SOURCES_READ, "a handbook with links is read");
	is_str(found(&handbook),
		STR("settings site.yaml, entry content/good.md, entry content/real/a.md, template templates/x.html"),
		"links that stay inside are followed, no others");
	is_int(handbook.diags.count, 8, "each of the others is named");
	const char *const want[] = {
		"content/1-out.md: this link leads out of its folder; put a copy of the file here instead [file-irregular]",
		"content/2-absolute.txt: this link leads out of its folder; put a copy of the file here instead "
		"[file-irregular]",
		"content/3-folder: this link leads to a folder; put a copy of the folder here instead [file-irregular]",
		"content/5-round.md: this link leads back to itself; delete it [file-irregular]",
		"content/6-nowhere.md: this link leads nowhere; delete it [file-irregular]",
		"content/7-other-root.md: this link leads out of its folder; put a copy of the file here instead "
		"[file-irregular]",
		"content/real/4-up: this link leads to a folder; put a copy of the folder here instead [file-irregular]",
		"content/real/8-far-up: this link leads out of its folder; put a copy of the file here instead "
		"[file-irregular]",
	};
	for (size_t i = 0; i < COUNT_OF(want); i++)
		is_str(said(&handbook, i), str_from(want[i]), "link %zu", i + 1);
	struct source *good = source_find(&handbook.tree, SOURCE_ENTRY, STR("content/good.md"));
	ok(good && source_load(&handbook.tree, good, &handbook.diags), "a followed link can be loaded");
	release(&handbook);
}

/* What changes between the walk and the loading is judged again. */
static void test_swapped(void)
{
	struct handbook handbook;
	char head[8];
	uint64_t hash;

	read_handbook(&handbook, "l");
	struct source *entry = source_find(&handbook.tree, SOURCE_ENTRY, STR("content/real/a.md"));
	unlink("l/content/real/a.md");
	disk_link("../../secret.md", "l/content/real/a.md");
	diags_release(&handbook.diags);
	ok(!source_load(&handbook.tree, entry, &handbook.diags), "a file swapped for a link out is not loaded");
	is_str(said(&handbook, 0),
		STR("content/real/a.md: this link leads out of its folder; put a copy of the file here instead "
			"[file-irregular]"),
		"and that is said");
	unlink("l/content/real/a.md");
	if (mkfifo("l/content/real/a.md", 0644) != 0)
		disk_die("fifo");
	diags_release(&handbook.diags);
	ok(!source_load(&handbook.tree, entry, &handbook.diags), "nor one swapped for a pipe");
	is_str(said(&handbook, 0),
		STR("content/real/a.md: this is a named pipe, which a handbook cannot hold; delete it [file-irregular]"),
		"and why");
	ok(!source_fingerprint(&handbook.tree, entry, &hash, &handbook.diags), "nor has it a fingerprint");
	is_int(source_head(&handbook.tree, entry, head, sizeof(head), &handbook.diags), 0, "nor a head");
	release(&handbook);
}

static void test_irregular(void)
{
	struct handbook handbook;

	disk_put("i/site.yaml", STR(""));
	disk_put("i/content/a.md", STR("a"));
	disk_put("i/content/bad\xff.md", STR(""));
	disk_put("i/content/esc\x1b.md", STR(""));
	disk_put("i/content/esc\x1b"
			 "folder/x.md",
		STR(""));
	if (mkfifo("i/content/pipe.md", 0644) != 0)
		disk_die("pipe");
	disk_link("pipe.md", "i/content/to-pipe.md");
	/* a device that nothing drives, so that opening it would fail */
	bool device = mknod("i/content/zero.md", S_IFCHR | 0644, makedev(240, 77)) == 0;
	if (device)
		disk_link("zero.md", "i/content/to-zero.md");
	read_handbook(&handbook, "i");
	is_str(found(&handbook), STR("settings site.yaml, entry content/a.md"), "only regular files are taken");
	is_int(handbook.diags.count, device ? 7 : 5, "the others are named");
	is_str(said(&handbook, 0), STR("content: the file name \"bad\\xff.md\" is not UTF-8; rename it [file-name]"),
		"a name");
	is_str(said(&handbook, 3),
		STR("content/pipe.md: this is a named pipe, which a handbook cannot hold; delete it [file-irregular]"),
		"a pipe");
	is_str(said(&handbook, 4),
		STR("content/to-pipe.md: this is a named pipe, which a handbook cannot hold; delete it [file-irregular]"),
		"a link to a pipe");
	if (device)
		is_str(said(&handbook, 5),
			STR("content/to-zero.md: this is a device, which a handbook cannot hold; delete it [file-irregular]"),
			"a link to a device, which is not opened");
	else
		skip("only root can make devices");
	if (device)
		is_str(said(&handbook, 6),
			STR("content/zero.md: this is a device, which a handbook cannot hold; delete it [file-irregular]"),
			"a device");
	else
		skip("only root can make devices");
	release(&handbook);
}

static void test_roots(void)
{
	struct handbook handbook;

	disk_put("r/site.yaml", STR(""));
	disk_put("r/docs/a.md", STR(""));
	disk_link("docs", "r/content");
	disk_link("../h/templates", "r/templates");
	disk_link("h", "by-link");
	read_handbook(&handbook, "r");
	is_int(handbook.outcome, SOURCES_UNREADABLE, "templates/ may not lead out");
	is_str(found(&handbook), STR("settings site.yaml, entry content/a.md"), "content/ may be a link inside");
	is_str(said(&handbook, 0),
		STR("templates: this link leads out of its folder; put a copy of the file here instead [file-irregular]"),
		"said");
	release(&handbook);
	read_handbook(&handbook, "by-link");
	is_int(handbook.outcome, SOURCES_READ, "the handbook itself may be reached by a link");
	release(&handbook);

	unlink("r/content");
	disk_put("r/content", STR("a file"));
	read_handbook(&handbook, "r");
	is_int(handbook.outcome, SOURCES_UNREADABLE, "content/ has to be a folder");
	is_str(said(&handbook, 0),
		STR("content: this is a file where a folder belongs, which a handbook cannot hold; delete it [file-irregular]"),
		"and that is said");
	release(&handbook);
	unlink("r/site.yaml");
	disk_folder("r/site.yaml");
	read_handbook(&handbook, "r");
	is_int(handbook.outcome, SOURCES_UNREADABLE, "site.yaml has to be a file");
	is_str(said(&handbook, 0),
		STR("site.yaml: this is a folder where a file belongs, which a handbook cannot hold; delete it "
			"[file-irregular]"),
		"and that is said");
	release(&handbook);
}

static void test_limits(void)
{
	struct handbook handbook;
	struct buf deep = {0};
	struct arena arena = {0};

	disk_put("d/site.yaml", STR(""));
	buf_put(&deep, STR("d/content"));
	for (int i = 0; i < 40; i++)
		buf_put(&deep, STR("/d"));
	buf_put(&deep, STR("/x.md"));
	disk_put(str_terminated(&arena, buf_str(&deep)), STR(""));
	disk_put("d/content/d/near.md", STR(""));
	if (truncate("d/site.yaml", 2 << 20) != 0)
		disk_die("truncate");
	read_handbook(&handbook, "d");
	is_int(handbook.outcome, SOURCES_UNREADABLE, "site.yaml of 2 MiB is too large");
	is_str(
		said(&handbook, 0), STR("site.yaml: the file has more than 1048576 bytes; split it [text-too-large]"), "said");
	release(&handbook);
	disk_put("d/site.yaml", STR(""));
	read_handbook(&handbook, "d");
	is_str(found(&handbook), STR("settings site.yaml, entry content/d/near.md"), "folders beyond the limit are left");
	ok(str_ends(said(&handbook, 0), STR("folders are nested deeper than 32 levels; move this one up [file-name]")),
		"said");
	release(&handbook);
	char longest[190];
	memset(longest, 'y', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	buf_reset(&deep);
	buf_put(&deep, STR("d/content"));
	for (int i = 0; i < 5; i++)
		buf_printf(&deep, "/%s", longest);
	disk_put(str_terminated(&arena, buf_str(&deep)), STR(""));
	buf_printf(&deep, "x/%s", longest);
	disk_put(str_terminated(&arena, buf_str(&deep)), STR(""));
	read_handbook(&handbook, "d");
	is_int(handbook.tree.of[SOURCE_ASSET].count, 1, "paths of 950 bytes are taken");
	ok(str_ends(said(&handbook, 1), STR("paths below this folder are longer than 1000 bytes [file-name]")),
		"longer ones not");
	release(&handbook);
	buf_release(&deep);
	arena_release(&arena);
}

static void test_sparse(void)
{
	struct handbook handbook;
	uint64_t hash;

	disk_put("s/site.yaml", STR(""));
	disk_put("s/content/endless.bin", STR(""));
	if (truncate("s/content/endless.bin", (off_t)1 << 40) != 0) {
		skip("no sparse files here");
		return;
	}
	read_handbook(&handbook, "s");
	struct source *endless = source_first(&handbook.tree, SOURCE_ASSET);
	ok(!source_fingerprint(&handbook.tree, endless, &hash, &handbook.diags), "a terabyte of nothing is not read");
	is_str(said(&handbook, 0),
		STR("content/endless.bin: the file has more than 1073741824 bytes; split it [text-too-large]"),
		"and that is said");
	ok(!source_load(&handbook.tree, endless, &handbook.diags), "nor loaded");
	release(&handbook);
}

/* Root may read everything, so this runs as nobody where it can. */
static void test_permissions(void)
{
	struct handbook handbook;
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		disk_put("p/site.yaml", STR(""));
		disk_put("p/content/a.md", STR(""));
		disk_put("p/content/closed/b.md", STR(""));
		chmod("p/content/a.md", 0);
		chmod("p/content/closed", 0);
		if (chmod("..", 0755) != 0 || (geteuid() == 0 && setuid(65534) != 0))
			_exit(3);
		read_handbook(&handbook, "p");
		bool right =
			handbook.outcome == SOURCES_READ && handbook.tree.of[SOURCE_ENTRY].count == 1 &&
			!source_load(&handbook.tree, source_first(&handbook.tree, SOURCE_ENTRY), &handbook.diags) &&
			str_equal(said(&handbook, 0), STR("content/closed: cannot be read: Permission denied [file-unreadable]")) &&
			str_equal(said(&handbook, 1), STR("content/a.md: cannot be read: Permission denied [file-unreadable]"));
		release(&handbook);
		_exit(right ? 0 : 1);
	}
	waitpid(child, &status, 0);
	ok(disk_exited(status, 0), "what may not be read is named, and the rest goes on");
	chmod("p/content/closed", 0755);
}

struct loading {
	struct source_tree *tree;
	struct diags diags[8];
	bool *loaded;
};

static void load_one(void *context, size_t item, size_t worker)
{
	struct loading *loading = context;
	struct source *source = &loading->tree->of[SOURCE_ENTRY].items[item];

	loading->loaded[item] = source_load(loading->tree, source, &loading->diags[worker]) && source->bytes.len == 10000;
	source_unload(source);
}

static double seconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void test_many(size_t count)
{
	struct handbook handbook;
	struct loading loading = {0};
	struct timespec start;
	struct arena arena = {0};
	char text[10000];
	size_t loaded = 0;

	memset(text, 'x', sizeof(text));
	disk_put("m/site.yaml", STR(""));
	for (size_t i = 0; i < count; i++)
		disk_put(str_format(&arena, "m/content/folder-%zu/entry-%zu.md%c", i % 10, i, 0).data,
			(struct str){text, sizeof(text)});
	clock_gettime(CLOCK_MONOTONIC, &start);
	read_handbook(&handbook, "m");
	double walked = seconds_since(&start);
	is_int(handbook.tree.of[SOURCE_ENTRY].count, count, "%zu entries are found", count);
	loading.tree = &handbook.tree;
	loading.loaded = calloc(count, sizeof(bool));
	clock_gettime(CLOCK_MONOTONIC, &start);
	pool_run(4, count, load_one, &loading);
	double all = seconds_since(&start);
	for (size_t i = 0; i < count; i++)
		loaded += loading.loaded[i];
	is_int(loaded, count, "and loaded by four workers");
	diagnostic("%.2f us an entry to find, %.2f us to load", walked / (double)count * 1e6, all / (double)count * 1e6);
	free(loading.loaded);
	release(&handbook);
	arena_release(&arena);
}

/* Reads the small handbook in a system that fails: 10 when all was well, 11 when what was wrong was said,
 * 12 when it was not. */
static int drive(void)
{
	struct handbook handbook;
	bool loaded = true;
	char head[4];
	uint64_t hash;

	read_handbook(&handbook, "h");
	bool whole = handbook.outcome == SOURCES_READ && handbook.tree.of[SOURCE_ENTRY].count == 4 &&
	             handbook.tree.of[SOURCE_STATIC].count == 2;
	for (size_t kind = SOURCE_ENTRY; kind < SOURCE_KIND_COUNT && whole; kind++)
		for (size_t i = 0; i < handbook.tree.of[kind].count; i++)
			loaded &= source_load(&handbook.tree, &handbook.tree.of[kind].items[i], &handbook.diags);
	struct source *asset = source_first(&handbook.tree, SOURCE_ASSET);
	if (whole)
		loaded &= source_head(&handbook.tree, asset, head, sizeof(head), &handbook.diags) == 4 &&
		          source_fingerprint(&handbook.tree, asset, &hash, &handbook.diags);
	bool fine = whole && loaded, said_so = handbook.diags.count > 0 || handbook.outcome > SOURCES_READ;
	release(&handbook);
	return said_so ? 11 : fine ? 10 : 12;
}

static void test_faults(const char *self)
{
	static const char *const calls[] = {"openat", "openat2", "read", "newfstatat", "getdents64"};

	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		int points = 0, silent = 0, failed = 0;

		for (bool reached = true; reached && points < 200; points++) {
			char inject[64];

			snprintf(inject, sizeof(inject), "%s:error=EIO:when=%d", calls[i], points + 1);
			int status = disk_run_injected(inject, NULL, (char *[]){(char *)self, "drive", NULL});
			reached = disk_was_injected();
			failed += disk_exited(status, 11);
			silent += disk_exited(status, 12);
		}
		ok(failed > 0 && silent == 0 && points < 200, "%s fails at each of %d calls: %d times it is said", calls[i],
			points, failed);
	}
}

int main(int count, char **arguments)
{
	char self[FILE_PATH_SIZE];
	struct disk disk;

	if (count > 1 && strcmp(arguments[1], "drive") == 0)
		return drive();
	if (!realpath(arguments[0], self))
		disk_die(arguments[0]);
	disk_enter(&disk);
	put_small();
	test_walking();
	test_loading();
	test_fingerprint();
	test_no_handbook();
	test_links();
	test_swapped();
	test_irregular();
	test_roots();
	test_limits();
	test_sparse();
	test_permissions();
	test_many(count > 1 ? strtoul(arguments[1], NULL, 10) : 500);
	if (count > 1) {
		skip("this is the run without the newer system calls");
	} else if (disk_can_inject()) {
		ok(disk_exited(disk_run_injected("openat2:error=ENOSYS", NULL, (char *[]){self, "100", NULL}), 0),
			"all the same on old kernels");
		test_faults(self);
	} else {
		skip("strace cannot trace here");
	}
	disk_leave(&disk);
	return done_testing();
}
