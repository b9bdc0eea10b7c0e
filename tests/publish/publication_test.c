#define _GNU_SOURCE
#include "publish/publication.h"

#include "disk.h"
#include "publish/edition.h"
#include "tap.h"

static void test_editions(void)
{
	struct stat first, second;

	ok(edition_build("public", 1) == PUBLISH_OK, "a first edition is published");
	ok(edition_is("public", 1), "just as it was written");
	is_int(disk_mode("public"), 0755, "for all to read");
	ok(!disk_exists(".public.glossa"), "nothing is left over");
	stat("public/same.css", &first);
	ok(edition_build("public", 2) == PUBLISH_OK && edition_is("public", 2), "a second one takes its place");
	stat("public/same.css", &second);
	ok(first.st_ino == second.st_ino && first.st_mtim.tv_nsec == second.st_mtim.tv_nsec,
		"what is the same is not touched");
	ok(!disk_exists(".public.glossa"), "nothing is left over");
	ok(edition_build("public/", 3) == PUBLISH_OK && edition_is("public", 3), "a slash behind the name does not matter");
	ok(edition_publish(".", "public", 4, true, NULL, NULL, NULL) == PUBLISH_OK && edition_is("public", 4),
		"nor does bringing all to the disk first");
	ok(edition_build("deep/er/site", 1) == PUBLISH_OK && edition_is("deep/er/site", 1), "folders above it are made");
	disk_folder("empty");
	ok(edition_build("empty", 1) == PUBLISH_OK && edition_is("empty", 1), "an empty folder may be taken");
}

static void test_discarding(void)
{
	struct publish_settings settings = {.root = STR("."), .output = STR("public")};
	struct publication publication = {0};
	struct diags diags = {0};

	ok(publish_open(&publication, &settings, &diags) == PUBLISH_OK, "a build begins");
	edition_write(&publication.sink, 9);
	ok(disk_exists(".public.glossa/index.html") && edition_is("public", 4), "beside the present edition");
	publish_discard(&publication);
	ok(!disk_exists(".public.glossa") && edition_is("public", 4), "and is given up without a trace");
	publish_release(&publication);
	publication = (struct publication){0};
	ok(publish_open(&publication, &settings, &diags) == PUBLISH_OK, "another begins");
	publish_release(&publication);
	ok(!disk_exists(".public.glossa") && edition_is("public", 4), "releasing it gives it up, too");
	publication = (struct publication){0};
	publish_release(&publication);
	diags_release(&diags);
}

/* Each is refused, with this message, and stays as it is. */
static const struct {
	const char *output;
	const char *message;
} FOREIGN[] = {
	{"foreign", "foreign: the site cannot be written here: this holds files that glossa did not make; "
				"choose another folder with -o"},
	{"to-foreign", "to-foreign: the site cannot be written here: this holds files that glossa did not make; "
				   "choose another folder with -o"},
	{"marker-folder", "marker-folder: the site cannot be written here: this holds files that glossa did not make; "
					  "choose another folder with -o"},
	{"worktree",
		"worktree: the site cannot be written here: this holds a git repository; choose another folder with -o"},
	{"foreign/note.txt", "foreign/note.txt: the site cannot be written here: this is a file; "
						 "choose another folder with -o"},
	{".", ".: the site cannot be written here: this is or holds the handbook's own folder; choose another folder with "
		  "-o"},
	{"..", "..: the site cannot be written here: this is or holds the handbook's own folder; choose another folder "
		   "with -o"},
	{"/", "/: the site cannot be written here: this is or holds the handbook's own folder; choose another folder with "
		  "-o"},
	{"foreign/../", "foreign/..: the site cannot be written here: this is or holds the handbook's own folder; "
					"choose another folder with -o"},
	{"content", "content: the site cannot be written here: this is or lies in the handbook's content; "
				"choose another folder with -o"},
	{"content/terms/site",
		"content/terms/site: the site cannot be written here: this is or lies in the handbook's content; "
		"choose another folder with -o"},
	{"to-content/site", "to-content/site: the site cannot be written here: this is or lies in the handbook's content; "
						"choose another folder with -o"},
	{"templates/x", "templates/x: the site cannot be written here: this is or lies in the handbook's templates; "
					"choose another folder with -o"},
	{"static", "static: the site cannot be written here: this is or lies in the handbook's static; "
			   "choose another folder with -o"},
	{".git/x/y", ".git/x/y: the site cannot be written here: this is or lies in the handbook's .git; "
				 "choose another folder with -o"},
	{"generator", "generator: the site cannot be written here: this is or lies in the handbook's generator; "
				  "choose another folder with -o"},
};

static void test_foreign(void)
{
	static const char *const folders[] = {"content", "templates", "static", ".git", "generator"};
	struct arena arena = {0};

	disk_put("foreign/note.txt", STR("mine"));
	disk_put("marker-folder/.glossa/x", STR("mine"));
	disk_put("worktree/.git", STR("gitdir: elsewhere"));
	disk_put("worktree/.glossa", STR(""));
	for (size_t i = 0; i < COUNT_OF(folders); i++)
		disk_folder(folders[i]);
	disk_link("foreign", "to-foreign");
	disk_link("content", "to-content");
	/* even a marker does not make these ours */
	disk_put(".glossa", STR(""));
	for (size_t i = 0; i < COUNT_OF(FOREIGN); i++) {
		struct edition_result result = edition_report(&arena, FOREIGN[i].output, 1);

		is_int(result.outcome, PUBLISH_FOREIGN, "%s is refused", FOREIGN[i].output);
		is_str(result.trouble, str_from(FOREIGN[i].message), "with the reason");
	}
	ok(disk_holds("foreign/note.txt", STR("mine")) && disk_exists("marker-folder/.glossa/x"), "nothing was touched");
	ok(!disk_exists("content/terms") && !disk_exists(".foreign.glossa"), "and nothing made");
	setenv("HOME", "foreign", 1);
	unlink("foreign/note.txt");
	is_str(edition_report(&arena, "foreign", 1).trouble,
		STR("foreign: the site cannot be written here: this is or holds your home folder; choose another folder with "
			"-o"),
		"nor is anyone's home, even an empty one");
	setenv("HOME", "", 1);
	disk_folder("work");
	if (chdir("work") != 0)
		disk_die("work");
	struct str trouble;
	is_int(edition_publish("..", ".", 1, false, &arena, &trouble, NULL), PUBLISH_FOREIGN, "nor where one stands");
	is_str(trouble,
		STR(".: the site cannot be written here: this is or holds the current folder; "
			"choose another folder with -o"),
		"and why");
	if (chdir("..") != 0)
		disk_die("..");
	unlink(".glossa");
	arena_release(&arena);
}

static void test_links(void)
{
	struct arena arena = {0};

	disk_folder("www");
	disk_folder("www/site");
	disk_link("www/site", "by-link");
	ok(edition_build("by-link", 1) == PUBLISH_OK && edition_is("www/site", 1), "a link is resolved first");
	ok(edition_build("by-link/", 2) == PUBLISH_OK && edition_is("www/site", 2), "again, and with a slash");
	enum file_type type;
	ok(file_type_at(AT_FDCWD, "by-link", &type) && type == FILE_LINK, "the link stays a link");
	is_str(disk_tree(&arena, "www"),
		STR("site/.glossa site/index.html site/only/in-2.html site/same.css site/terms/a.html "
			"site/terms/deep/same.html "),
		"and nothing is left beside its target");
	disk_link("gone/site", "to-nowhere");
	struct edition_result result = edition_report(&arena, "to-nowhere", 1);
	is_int(result.outcome, PUBLISH_FAILED, "a link to nowhere cannot be resolved");
	is_str(result.trouble, STR("to-nowhere: the link leads nowhere"), "and that is said");
	is_str(edition_report(&arena, "none/../site", 1).trouble, STR("none/../site: No such file or directory"),
		"nor a way back from nowhere");
	is_str(edition_report(&arena, "public/index.html/site", 1).trouble, STR("public/index.html/site: Not a directory"),
		"nor through a file");
	is_str(edition_report(&arena, "", 1).trouble, STR(": No such file or directory"), "nor can nothing");
	/* links that someone has put into the output lead nowhere for us */
	disk_put("precious/index.html", STR("precious"));
	unlink("public/index.html");
	disk_link("../precious/index.html", "public/index.html");
	file_remove_tree(AT_FDCWD, "public/terms");
	disk_link("../precious", "public/terms");
	ok(edition_build("public", 5) == PUBLISH_OK && edition_is("public", 5), "links in the output are replaced");
	ok(disk_holds("precious/index.html", STR("precious")) && !disk_exists("precious/a.html"), "not written through");
	arena_release(&arena);
}

static void test_left_overs(void)
{
	struct arena arena = {0};

	disk_folder(".public.glossa");
	ok(edition_build("public", 6) == PUBLISH_OK && edition_is("public", 6), "an empty left-over is swept away");
	disk_put(".public.glossa/.glossa", STR(""));
	disk_put(".public.glossa/terms/half.html", STR("half"));
	chmod(".public.glossa", 0700);
	ok(edition_build("public", 7) == PUBLISH_OK && edition_is("public", 7), "and one that bears the marker");
	is_int(disk_mode("public"), 0755, "whatever its mode was");
	disk_put(".public.glossa/mine.txt", STR("mine"));
	struct edition_result result = edition_report(&arena, "public", 8);
	is_int(result.outcome, PUBLISH_FOREIGN, "but not one that glossa did not make");
	is_str(result.trouble,
		STR(".public.glossa: glossa needs this name for its staging folder, but did not make what is there; "
			"delete or rename it"),
		"which is named");
	ok(disk_holds(".public.glossa/mine.txt", STR("mine")) && edition_is("public", 7), "and stays");
	file_remove_tree(AT_FDCWD, ".public.glossa");
	disk_put(".public.glossa", STR("a file"));
	is_int(edition_report(&arena, "public", 8).outcome, PUBLISH_FOREIGN, "nor a file of that name");
	unlink(".public.glossa");
	arena_release(&arena);
}

static void test_lock(void)
{
	struct publish_settings settings = {.root = STR("."), .output = STR("public")};
	struct publication publication = {0};
	struct diags diags = {0};
	struct arena arena = {0};

	ok(publish_open(&publication, &settings, &diags) == PUBLISH_OK, "one build is at work");
	struct edition_result result = edition_report(&arena, "public", 20);
	is_int(result.outcome, PUBLISH_BUSY, "another cannot begin");
	is_str(result.trouble, STR("public: another glossa is writing there; wait until it is done"), "and says so");
	is_int(edition_build("deep/er/site", 2), PUBLISH_OK, "elsewhere it can");
	edition_write(&publication.sink, 8);
	ok(publish_commit(&publication) == PUBLISH_OK && edition_is("public", 8), "the first is not disturbed");
	publish_release(&publication);
	is_int(edition_build("public", 9), PUBLISH_OK, "then the other can begin");

	settings.output = STR("fresh");
	publication = (struct publication){0};
	ok(publish_open(&publication, &settings, &diags) == PUBLISH_OK, "a first edition is at work");
	is_int(edition_report(&arena, "fresh", 2).outcome, PUBLISH_BUSY, "nobody else can make it meanwhile");
	edition_write(&publication.sink, 1);
	disk_put("fresh/mine.txt", STR("mine"));
	is_int(publish_commit(&publication), PUBLISH_FAILED, "but put something there");
	is_str(publication.trouble.reason, STR("someone else has put this there during the build"), "which is said");
	ok(disk_holds("fresh/mine.txt", STR("mine")) && !disk_exists(".fresh.glossa"), "and stays");
	publish_release(&publication);

	settings.output = STR("public");
	publication = (struct publication){0};
	ok(publish_open(&publication, &settings, &diags) == PUBLISH_OK, "a build is at work");
	edition_write(&publication.sink, 10);
	if (rename("public", "moved-away") != 0)
		disk_die("rename");
	ok(publish_commit(&publication) == PUBLISH_OK && edition_is("public", 10), "that finds the old edition moved away");
	ok(edition_is("moved-away", 9), "it is not deleted where it is now");
	publish_release(&publication);
	publication = (struct publication){0};
	ok(publish_open(&publication, &settings, &diags) == PUBLISH_OK, "and once more");
	if (rename("public", "moved-too") != 0)
		disk_die("rename");
	disk_put("public/mine.txt", STR("mine"));
	ok(publish_commit(&publication) == PUBLISH_FAILED && disk_holds("public/mine.txt", STR("mine")),
		"nor is what came instead");
	publish_release(&publication);
	file_remove_tree(AT_FDCWD, "public");
	edition_build("public", 10);
	diags_release(&diags);
	arena_release(&arena);
}

/* Many builds at once: each either publishes its whole edition or says that it is busy. */
static void test_race(void)
{
	enum { RUNS = 24 };
	int published = 0, others = 0, edition = 0;
	pid_t children[RUNS];

	for (int i = 0; i < RUNS; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			enum publish_outcome outcome = edition_build("raced", i + 1);

			_exit((int)outcome);
		}
	}
	for (int i = 0; i < RUNS; i++) {
		int status = 0;

		waitpid(children[i], &status, 0);
		published += disk_exited(status, PUBLISH_OK);
		/* one that saw no output and then found that another had made it has failed, rightly */
		others += !disk_exited(status, PUBLISH_OK) && !disk_exited(status, PUBLISH_BUSY) &&
		          !disk_exited(status, PUBLISH_FAILED);
	}
	for (int i = 1; i <= RUNS; i++)
		edition += edition_is("raced", i);
	ok(published >= 1 && others == 0, "of %d builds at once %d published", RUNS, published);
	is_int(edition, 1, "and the site is one of them, whole");
	ok(!disk_exists(".raced.glossa"), "nothing is left over");
}

/* A reader looks for a page all the time while editions change. */
static void test_readers(void)
{
	int status = 0, failures = 0, ready[2];
	char byte = 0;

	edition_build("public", 1);
	if (pipe(ready) != 0)
		disk_die("pipe");
	pid_t reader = fork();
	if (reader == 0) {
		long missed = 0;

		fcntl(ready[0], F_SETFL, O_NONBLOCK);
		while (read(ready[0], &byte, 1) < 0) {
			int file = open("public/terms/a.html", O_RDONLY);

			missed += file < 0;
			close(file);
		}
		_exit(missed ? 1 : 0);
	}
	for (int i = 0; i < 300; i++)
		failures += edition_build("public", i % 2 + 1) != PUBLISH_OK;
	if (write(ready[1], &byte, 1) != 1)
		disk_die("write");
	waitpid(reader, &status, 0);
	is_int(failures, 0, "300 editions are published under a reader");
	ok(disk_exited(status, 0), "who never misses a page");
	close(ready[0]);
	close(ready[1]);
}

static enum publish_outcome clean(const char *output, struct arena *arena, struct str *trouble)
{
	struct publish_settings settings = {.root = STR("."), .output = str_from(output)};
	struct publication publication = {0};
	struct diags diags = {0};
	enum publish_outcome outcome = publish_clean(&publication, &settings, &diags);

	*trouble = diags.count ? str_copy(arena, diags.items[0].message) : str_copy(arena, publication.trouble.reason);
	publish_release(&publication);
	diags_release(&diags);
	return outcome;
}

static void test_cleaning(void)
{
	struct arena arena = {0};
	struct str trouble;

	disk_put(".public.glossa/.glossa", STR(""));
	ok(clean("public", &arena, &trouble) == PUBLISH_OK && !disk_exists("public"), "clean deletes the site");
	ok(!disk_exists(".public.glossa"), "and what killed builds have left");
	is_int(clean("public", &arena, &trouble), PUBLISH_OK, "what is clean stays clean");
	is_int(clean("none/none/public", &arena, &trouble), PUBLISH_OK, "also where there is nothing at all");
	ok(!disk_exists("none"), "and nothing is made for it");
	disk_put("foreign/note.txt", STR("mine"));
	is_int(clean("foreign", &arena, &trouble), PUBLISH_FOREIGN, "what others made is refused");
	ok(disk_holds("foreign/note.txt", STR("mine")), "and stays");
	is_int(clean(".", &arena, &trouble), PUBLISH_FOREIGN, "so is the handbook");
	disk_folder("vacant");
	ok(clean("vacant", &arena, &trouble) == PUBLISH_OK && disk_exists("vacant"),
		"an empty folder is not ours to delete");
	ok(clean("by-link", &arena, &trouble) == PUBLISH_OK && !disk_exists("www/site/index.html"),
		"behind a link the site goes");
	ok(disk_exists("www/site") && edition_build("by-link", 1) == PUBLISH_OK, "but the folder stays for the next");
	struct publish_settings settings = {.root = STR("."), .output = STR("by-link")};
	struct publication publication = {0};
	struct diags diags = {0};
	ok(publish_open(&publication, &settings, &diags) == PUBLISH_OK, "while a build is at work");
	is_int(clean("by-link", &arena, &trouble), PUBLISH_BUSY, "there is no cleaning");
	publish_release(&publication);
	diags_release(&diags);
	arena_release(&arena);
}

static void test_umask(void)
{
	static const mode_t umasks[] = {0, 0077, 0177, 0777};

	for (size_t i = 0; i < COUNT_OF(umasks); i++) {
		mode_t before = umask(umasks[i]);
		enum publish_outcome outcome = edition_build("masked", (int)i + 1);

		umask(before);
		is_int(outcome, PUBLISH_OK, "a site is published under umask %03o", (unsigned)umasks[i]);
		ok(disk_mode("masked") == 0755 && disk_mode("masked/terms/deep") == 0755 &&
				disk_mode("masked/terms/a.html") == 0644 && disk_mode("masked/.glossa") == 0644 &&
				disk_mode("masked/only") == 0755,
			"with the same modes as ever");
	}
}

/* Root may write everywhere, so this is for others. */
static void test_permissions(void)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		struct arena arena = {0};

		disk_folder("closed");
		disk_folder("ajar");
		disk_folder("ajar/public");
		if (chmod("..", 0755) != 0 || chmod("ajar/public", 0777) != 0 || (geteuid() == 0 && setuid(65534) != 0))
			_exit(3);
		struct edition_result closed = edition_report(&arena, "closed/public", 1),
							  ajar = edition_report(&arena, "ajar/public", 1);
		bool right = closed.outcome == PUBLISH_FAILED &&
		             str_equal(closed.trouble, STR("closed/.public.glossa: Permission denied")) &&
		             ajar.outcome == PUBLISH_OK && ajar.note.len && edition_is("ajar/public", 1);
		arena_release(&arena);
		_exit(right ? 0 : 1);
	}
	waitpid(child, &status, 0);
	if (geteuid() == 0)
		ok(disk_exited(status, 0), "without permission it fails, or works inside the output where that may be written");
	else
		skip("only root can become another");
}

static int open_files(void)
{
	int count = 0;

	for (int file = 0; file < 256; file++)
		count += fcntl(file, F_GETFD) >= 0;
	return count;
}

int main(void)
{
	struct disk disk;
	int before = open_files();

	disk_enter(&disk);
	setenv("HOME", "", 1);
	test_editions();
	test_discarding();
	test_foreign();
	test_links();
	test_left_overs();
	test_lock();
	test_race();
	test_readers();
	test_cleaning();
	test_umask();
	test_permissions();
	ok(edition_few_descriptors("starved", true), "with too few descriptors the old edition stays");
	is_int(open_files(), before, "no descriptor stays open");
	disk_leave(&disk);
	return done_testing();
}
