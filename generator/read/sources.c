/* The walk goes down one folder at a time, each opened beneath the one above it and never through a link, so that it
 * ends whatever the links say. file_list() orders names as their paths are ordered, so the lists come out sorted. */
#define _GNU_SOURCE /* st_mtim, clock_gettime */
#include "read/sources.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "base/file.h"
#include "formats/text_check.h"
#include "read/source_names.h"

enum { DEEPEST = 32, LONGEST_PATH = 1000, CHUNK = 64 * 1024 };

#define MIB ((uint64_t)1 << 20)
#define LARGEST_FILE (1024 * MIB)

/* Far beyond what anyone writes, and small enough to be held in memory. build.c sets the limit of entries. */
static const uint64_t LIMITS[SOURCE_KIND_COUNT] = {
	[SOURCE_SETTINGS] = 1 * MIB,
	[SOURCE_ENTRY] = 1 * MIB,
	[SOURCE_RECORDS] = 16 * MIB,
	[SOURCE_LEDGER] = 64 * MIB,
	[SOURCE_ASSET] = 64 * MIB,
	[SOURCE_TEMPLATE] = 1 * MIB,
	[SOURCE_WORDS] = 1 * MIB,
	[SOURCE_STATIC] = 64 * MIB,
};

static const char *const ROOT_NAMES[SOURCE_ROOT_COUNT] = {
	[ROOT_CONTENT] = "content",
	[ROOT_TEMPLATES] = "templates",
	[ROOT_STATIC] = "static",
};

static const struct place WHOLE_FILE = {0};

/* File systems count time in steps of up to so many nanoseconds; some know whole seconds only, or every other. */
enum { TIME_STEP = 12 * 1000 * 1000, COARSE_STEP = 2 * 1000 * 1000 * 1000 };

struct walk {
	struct source_tree *tree;
	enum source_root root;
	struct diags *diags;
	struct timespec begun;
};

static void say_unreadable(struct diags *diags, struct str path, int error)
{
	struct str reason = file_reason(&diags->text, error);

	diag_add(diags, DIAG_FILE_UNREADABLE, path, WHOLE_FILE, "cannot be read: %.*s", STR_ARG(reason));
}

static void say_irregular(struct diags *diags, struct str path, enum file_type type)
{
	static const char *const TYPES[] = {
		[FILE_REGULAR] = "a file where a folder belongs",
		[FILE_FOLDER] = "a folder where a file belongs",
		[FILE_LINK] = "a link",
		[FILE_PIPE] = "a named pipe",
		[FILE_SOCKET] = "a socket",
		[FILE_DEVICE] = "a device",
	};

	diag_add(diags, DIAG_FILE_IRREGULAR, path, WHOLE_FILE, "this is %s, which a handbook cannot hold; delete it",
		TYPES[type]);
}

/* Why a path could not be opened: what links can do wrong, or the system's reason. */
static void say_unopened(struct diags *diags, struct str path, int error)
{
	if (error == EXDEV)
		diag_add(diags, DIAG_FILE_IRREGULAR, path, WHOLE_FILE,
			"this link leads out of its folder; put a copy of the file here instead");
	else if (error == ELOOP)
		diag_add(diags, DIAG_FILE_IRREGULAR, path, WHOLE_FILE, "this link leads back to itself; delete it");
	else if (error == ENXIO)
		say_irregular(diags, path, FILE_SOCKET);
	else
		say_unreadable(diags, path, error);
}

static void say_too_large(struct diags *diags, struct str path, uint64_t limit)
{
	diag_add(diags, DIAG_TEXT_TOO_LARGE, path, WHOLE_FILE, "the file has more than %llu bytes; split it",
		(unsigned long long)limit);
}

/* What has changed a moment ago may change once more within the same step of the clock. */
static uint64_t stamp_of(const struct walk *walk, const struct stat *status)
{
	const int64_t parts[] = {(int64_t)status->st_dev, (int64_t)status->st_ino, (int64_t)status->st_size,
		status->st_mtim.tv_sec, status->st_mtim.tv_nsec, status->st_ctim.tv_sec, status->st_ctim.tv_nsec};
	int64_t age = (walk->begun.tv_sec - status->st_ctim.tv_sec) * 1000000000 +
	              (walk->begun.tv_nsec - status->st_ctim.tv_nsec);
	int64_t step = status->st_ctim.tv_nsec ? TIME_STEP : COARSE_STEP;

	return age < step ? 0 : str_hash((struct str){(const char *)parts, sizeof(parts)});
}

/* The file is open, or is called `name` in the open folder. */
static void add_source(const struct walk *walk, struct str path, int file, const char *name)
{
	struct source source = {.path = path};
	struct stat status;

	if (!source_kind_of(walk->root, path, &source.kind))
		return;
	if (walk->tree->stamped && (name ? fstatat(file, name, &status, AT_SYMLINK_NOFOLLOW) : fstat(file, &status)) == 0)
		source.stamp = stamp_of(walk, &status);
	struct source_list *list = &walk->tree->of[source.kind];
	list->items = grow(list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = source;
}

/* A link counts as what it leads to, if that is a regular file inside the same root. */
static void add_link(const struct walk *walk, struct str path)
{
	struct str within;
	struct source link = {.path = path, .kind = SOURCE_KIND_COUNT};
	enum file_type type;

	if (!source_kind_of(walk->root, path, &link.kind))
		return;
	int root = source_root(walk->tree, &link, &within);
	int file = file_open_beneath(root, within.data, FILE_OPEN_TO_LOOK);
	if (file < 0 && errno == ENOENT) {
		diag_add(walk->diags, DIAG_FILE_IRREGULAR, path, WHOLE_FILE, "this link leads nowhere; delete it");
	} else if (file < 0) {
		say_unopened(walk->diags, path, errno);
	} else {
		if (!file_type_of(file, &type))
			say_unreadable(walk->diags, path, errno);
		else if (type == FILE_FOLDER)
			diag_add(walk->diags, DIAG_FILE_IRREGULAR, path, WHOLE_FILE,
				"this link leads to a folder; put a copy of the folder here instead");
		else if (type != FILE_REGULAR)
			say_irregular(walk->diags, path, type);
		else
			add_source(walk, path, file, NULL);
		close(file);
	}
}

/* "content/terms" and "r2p.md" → "content/terms/r2p.md", terminated. */
static struct str path_below(struct arena *arena, struct str folder, struct str name)
{
	char *path = arena_bytes(arena, folder.len + name.len + 2);

	memcpy(path, folder.data, folder.len);
	path[folder.len] = '/';
	memcpy(path + folder.len + 1, name.data, name.len);
	path[folder.len + 1 + name.len] = '\0';
	return (struct str){path, folder.len + 1 + name.len};
}

static void walk_folder(const struct walk *walk, int folder, struct str path, int depth);

static void walk_below(const struct walk *walk, int above, const char *name, struct str path, int depth)
{
	if (depth == DEEPEST) {
		diag_add(walk->diags, DIAG_FILE_NAME, path, WHOLE_FILE,
			"folders are nested deeper than %d levels; move this one up", DEEPEST);
		return;
	}
	int folder = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0) {
		say_unopened(walk->diags, path, errno);
		return;
	}
	walk_folder(walk, folder, path, depth);
	close(folder);
}

static void walk_folder(const struct walk *walk, int folder, struct str path, int depth)
{
	struct arena *text = &walk->tree->text;
	struct file_name *names;
	size_t count;

	if (!file_list(text, folder, &names, &count))
		say_unreadable(walk->diags, path, errno);
	for (size_t i = 0; i < count; i++) {
		struct str name = names[i].name;

		if (source_name_skipped(walk->root, name) || !source_name_check(path, name, walk->diags))
			continue;
		if (path.len + 1 + name.len > LONGEST_PATH) {
			diag_add(walk->diags, DIAG_FILE_NAME, path, WHOLE_FILE, "paths below this folder are longer than %d bytes",
				LONGEST_PATH);
			break;
		}
		struct str below = path_below(text, path, name);
		switch (names[i].type) {
		case FILE_REGULAR: add_source(walk, below, folder, name.data); break;
		case FILE_FOLDER: walk_below(walk, folder, name.data, below, depth + 1); break;
		case FILE_LINK: add_link(walk, below); break;
		default: say_irregular(walk->diags, below, names[i].type);
		}
	}
}

/* Opens content/, templates/ or static/, which may be a link as long as it stays in the handbook, and walks it. */
static enum sources_outcome read_root(struct source_tree *tree, enum source_root root, struct diags *diags)
{
	struct walk walk = {.tree = tree, .root = root, .diags = diags};
	const char *name = ROOT_NAMES[root];
	int folder = file_open_beneath(tree->roots[ROOT_HANDBOOK], name, FILE_OPEN_FOLDER);

	tree->roots[root] = folder;
	if (folder < 0 && errno == ENOENT)
		return root == ROOT_CONTENT ? SOURCES_NO_CONTENT : SOURCES_READ;
	if (folder < 0 && errno == ENOTDIR)
		say_irregular(diags, str_from(name), FILE_REGULAR);
	else if (folder < 0)
		say_unopened(diags, str_from(name), errno);
	else {
		clock_gettime(CLOCK_REALTIME, &walk.begun);
		walk_folder(&walk, folder, str_from(name), 0);
	}
	return folder < 0 ? SOURCES_UNREADABLE : SOURCES_READ;
}

/* Of site.yaml, which may be a link. */
static uint64_t settings_stamp(const struct source_tree *tree)
{
	struct walk walk = {.root = ROOT_HANDBOOK};
	struct stat status;
	uint64_t stamp = 0;
	int file = tree->stamped ? file_open_beneath(tree->roots[ROOT_HANDBOOK], "site.yaml", FILE_OPEN_TO_LOOK) : -1;

	if (file < 0)
		return 0;
	clock_gettime(CLOCK_REALTIME, &walk.begun);
	if (fstat(file, &status) == 0)
		stamp = stamp_of(&walk, &status);
	close(file);
	return stamp;
}

static enum sources_outcome read_settings(struct source_tree *tree, struct diags *diags)
{
	struct source_list *list = &tree->of[SOURCE_SETTINGS];
	enum file_type type;

	/* The link is judged when it is opened; what is looked for here is whether there is anything. */
	if (!file_type_at(tree->roots[ROOT_HANDBOOK], "site.yaml", &type) && errno == ENOENT)
		return SOURCES_NO_SETTINGS;
	list->items = grow(NULL, 0, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = (struct source){.path = STR("site.yaml"), .kind = SOURCE_SETTINGS};
	list->items[0].stamp = settings_stamp(tree);
	return source_load(tree, &list->items[0], diags) ? SOURCES_READ : SOURCES_UNREADABLE;
}

enum sources_outcome sources_read(struct source_tree *tree, const char *root, struct diags *diags)
{
	enum sources_outcome outcome;

	for (size_t i = 0; i < SOURCE_ROOT_COUNT; i++)
		tree->roots[i] = -1;
	for (size_t i = 0; i < SOURCE_KIND_COUNT; i++)
		tree->limits[i] = LIMITS[i];
	tree->open = true;
	tree->roots[ROOT_HANDBOOK] = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (tree->roots[ROOT_HANDBOOK] < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return SOURCES_NO_FOLDER;
		say_unreadable(diags, STR(""), errno);
		return SOURCES_UNREADABLE;
	}
	outcome = read_settings(tree, diags);
	for (enum source_root i = ROOT_CONTENT; i < SOURCE_ROOT_COUNT && outcome == SOURCES_READ; i++)
		outcome = read_root(tree, i, diags);
	return outcome;
}

void sources_release(struct source_tree *tree)
{
	for (size_t i = 0; tree->open && i < SOURCE_ROOT_COUNT; i++)
		if (tree->roots[i] >= 0)
			close(tree->roots[i]);
	for (size_t kind = 0; kind < SOURCE_KIND_COUNT; kind++) {
		for (size_t i = 0; i < tree->of[kind].count; i++)
			source_unload(&tree->of[kind].items[i]);
		free(tree->of[kind].items);
	}
	arena_release(&tree->text);
	*tree = (struct source_tree){0};
}

static int open_source(const struct source_tree *tree, const struct source *source)
{
	struct str within;
	int root = source_root(tree, source, &within);

	return file_open_beneath(root, within.data, FILE_OPEN_ANY);
}

bool source_load(const struct source_tree *tree, struct source *source, struct diags *diags)
{
	uint64_t limit = tree->limits[source->kind];
	enum file_type type;

	if (source->bytes.data)
		return true;
	int file = open_source(tree, source);
	if (file < 0) {
		say_unopened(diags, source->path, errno);
		return false;
	}
	bool loaded = file_load(file, limit, &source->bytes);
	if (!loaded && errno == EFBIG)
		say_too_large(diags, source->path, limit);
	else if (!loaded && errno == EINVAL && file_type_of(file, &type) && type != FILE_REGULAR)
		say_irregular(diags, source->path, type);
	else if (!loaded)
		say_unreadable(diags, source->path, errno);
	close(file);
	return loaded;
}

void source_check_text(struct source *source, struct buf *clean, struct diags *diags)
{
	struct str text = text_check(clean, source->bytes, source->path, 1, diags);

	if (text.data == source->bytes.data)
		return;
	char *copy = must_alloc(text.len);
	if (text.len)
		memcpy(copy, text.data, text.len);
	source_unload(source);
	source->bytes = (struct str){copy, text.len};
}

void source_unload(struct source *source)
{
	free((char *)source->bytes.data);
	source->bytes = (struct str){0};
}

/* Opens what may be read in pieces; a sparse file without end would never be read to its end. */
static int open_regular(const struct source_tree *tree, const struct source *source, struct diags *diags)
{
	struct stat status;
	int file = open_source(tree, source);

	if (file < 0) {
		say_unopened(diags, source->path, errno);
		return -1;
	}
	if (fstat(file, &status) != 0)
		say_unreadable(diags, source->path, errno);
	else if (!S_ISREG(status.st_mode))
		say_irregular(diags, source->path, S_ISFIFO(status.st_mode) ? FILE_PIPE : FILE_DEVICE);
	else if ((uint64_t)status.st_size > LARGEST_FILE)
		say_too_large(diags, source->path, LARGEST_FILE);
	else
		return file;
	close(file);
	return -1;
}

size_t source_head(
	const struct source_tree *tree, const struct source *source, char *buffer, size_t size, struct diags *diags)
{
	size_t got = 0;
	int file = open_regular(tree, source, diags);

	if (file < 0)
		return 0;
	if (!file_read(file, buffer, size, &got)) {
		say_unreadable(diags, source->path, errno);
		got = 0;
	}
	close(file);
	return got;
}

bool source_fingerprint(
	const struct source_tree *tree, const struct source *source, uint64_t *hash, struct diags *diags)
{
	char chunk[CHUNK];
	size_t got = 0;
	bool readable;
	int file = open_regular(tree, source, diags);

	if (file < 0)
		return false;
	*hash = str_hash(STR(""));
	do {
		readable = file_read(file, chunk, sizeof(chunk), &got);
		*hash = str_hash_more(*hash, (struct str){chunk, got});
	} while (readable && got == sizeof(chunk));
	if (!readable)
		say_unreadable(diags, source->path, errno);
	close(file);
	return readable;
}
