/* Paths lie: through links, "..", mounts, and letters whose case does not count. So the output is compared with what
 * it must not be by what the system says is the same folder, never by name. */
#define _DEFAULT_SOURCE /* flock */
#define _XOPEN_SOURCE 700
#include "publish/destination.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

static const struct place WHOLE_FILE = {0};

struct identity {
	dev_t device;
	ino_t number;
};

/* What the output may neither be nor hold. */
static const struct held {
	const char *path;     /* NULL is the handbook's, or the variable's value */
	const char *variable; /* of the environment */
	const char *what;
} HELD[] = {
	{NULL, NULL, "the handbook's own folder"},
	{NULL, "HOME", "your home folder"},
	{".", NULL, "the current folder"},
	{"/", NULL, "the whole file system"},
};

/* What of the handbook the output may neither be nor stand in. */
static const char *const SURROUNDING[] = {"content", "templates", "static", "generator", ".git"};

enum publish_outcome publish_failed(struct publication *publication, struct str path, int error)
{
	publication->trouble.path = str_copy(&publication->text, path);
	publication->trouble.reason = file_reason(&publication->text, error);
	publication->trouble.error = error;
	return PUBLISH_FAILED;
}

enum publish_outcome publish_busy(struct publication *publication)
{
	publication->trouble.path = publication->to.shown;
	publication->trouble.reason = STR("another glossa is writing there; wait until it is done");
	return PUBLISH_BUSY;
}

bool folder_lock(int folder)
{
	return flock(folder, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

enum ownership folder_owner(struct arena *arena, int folder)
{
	struct file_name *names;
	enum file_type type;
	size_t count;

	if (file_type_at(folder, MARKER, &type))
		return type == FILE_REGULAR ? OWNER_GLOSSA : OWNER_OTHERS;
	if (!file_list(arena, folder, &names, &count))
		return OWNER_UNKNOWN;
	for (size_t i = 0; i < count; i++)
		if (!str_equal(names[i].name, STR(STAGING_INSIDE)))
			return OWNER_OTHERS;
	return OWNER_NONE;
}

static bool identify(const char *path, struct identity *identity)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return false;
	*identity = (struct identity){status.st_dev, status.st_ino};
	return true;
}

/* Whether an absolute path leads to this folder, or through it. */
static bool leads_through(struct arena *arena, struct str path, struct identity folder)
{
	struct identity step;
	size_t end = 1;

	while (identify(str_terminated(arena, str_slice(path, 0, end)), &step)) {
		if (step.device == folder.device && step.number == folder.number)
			return true;
		if (end >= path.len)
			return false;
		end = str_find_char(path, '/', end == 1 ? 1 : end + 1);
	}
	return false;
}

static enum publish_outcome refuse(
	const struct publication *publication, struct diags *diags, const char *why, const char *what)
{
	diag_add(diags, DIAG_OUTPUT_FOREIGN, publication->to.shown, WHOLE_FILE,
		"the site cannot be written here: this %s%s; choose another folder with -o", why, what);
	return PUBLISH_FOREIGN;
}

/* The folder that a row of HELD means, through no link; false when there is none. */
static bool held_path(struct arena *arena, struct str root, const struct held *held, struct str *path)
{
	const char *given = held->path;

	if (!given)
		given = held->variable ? getenv(held->variable) : str_terminated(arena, root);
	char *real = given && *given ? realpath(given, NULL) : NULL;
	if (!real)
		return false;
	*path = str_copy(arena, str_from(real));
	free(real);
	return true;
}

/* Refuses an output that would swallow something else, or stand where the handbook's sources are. */
static enum publish_outcome judge_place(struct publication *publication, struct str root, struct diags *diags)
{
	struct arena *arena = &publication->text;
	struct str output = publication->to.path, path;
	struct identity identity;

	for (size_t i = 0; i < COUNT_OF(HELD) && identify(output.data, &identity); i++)
		if (held_path(arena, root, &HELD[i], &path) && leads_through(arena, path, identity))
			return refuse(publication, diags, "is or holds ", HELD[i].what);
	for (size_t i = 0; i < COUNT_OF(SURROUNDING); i++) {
		path = str_format(arena, "%.*s/%s", STR_ARG(root), SURROUNDING[i]);
		if (identify(str_terminated(arena, path), &identity) && leads_through(arena, output, identity))
			return refuse(publication, diags, "is or lies in the handbook's ", SURROUNDING[i]);
	}
	return PUBLISH_OK;
}

static bool is_link(const char *path)
{
	enum file_type type;

	return file_type_at(AT_FDCWD, path, &type) && type == FILE_LINK;
}

static struct str without_slashes(struct str path)
{
	while (path.len > 1 && path.data[path.len - 1] == '/')
		path.len--;
	return path;
}

static enum publish_outcome unresolved(struct publication *publication, const char *path, int error)
{
	publish_failed(publication, publication->to.shown, error);
	if (error == ENOENT && is_link(path))
		publication->trouble.reason = STR("the link leads nowhere");
	return PUBLISH_FAILED;
}

/* Finds to.path: what exists of the given path, through no link, and behind it the names that do not exist yet. */
static enum publish_outcome resolve(struct publication *publication)
{
	struct arena *arena = &publication->text;
	struct destination *to = &publication->to;
	struct str existing = to->shown, missing = STR("");
	const char *path = str_terminated(arena, existing);
	char *real;

	to->by_link = is_link(path);
	while (!(real = realpath(path, NULL))) {
		int error = errno;
		struct str name = path_base(existing), above = path_folder(existing);

		/* what is no name cannot be made, and a link that leads nowhere is not to be replaced */
		if (error != ENOENT || name.len == 0 || str_equal(name, STR(".")) || str_equal(name, STR("..")) ||
			is_link(path))
			return unresolved(publication, path, error);
		missing = missing.len ? str_format(arena, "%.*s/%.*s", STR_ARG(name), STR_ARG(missing)) : name;
		if (above.len == 0)
			above = existing.data[0] == '/' ? STR("/") : STR(".");
		existing = without_slashes(above);
		path = str_terminated(arena, existing);
	}
	const char *slash = missing.len && real[1] ? "/" : "";
	struct str whole = str_format(arena, "%s%s%.*s", real, slash, STR_ARG(missing));
	free(real);
	to->path = (struct str){str_terminated(arena, whole), whole.len};
	to->name = path_base(to->path).data;
	return PUBLISH_OK;
}

static enum publish_outcome open_parent(struct publication *publication, bool make)
{
	struct destination *to = &publication->to;
	struct str folder = path_folder(to->path);
	const char *parent = folder.len ? str_terminated(&publication->text, folder) : "/";

	if (make && !file_make_folders(AT_FDCWD, to->path.data, 0))
		return publish_failed(publication, to->shown, errno);
	to->parent = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (to->parent < 0 && (make || errno != ENOENT))
		return publish_failed(publication, to->shown, errno);
	return PUBLISH_OK;
}

static enum publish_outcome open_output(struct publication *publication, struct diags *diags)
{
	struct destination *to = &publication->to;
	enum file_type type;

	to->folder = openat(to->parent, to->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (to->folder < 0 && (errno == ENOTDIR || errno == ELOOP))
		return refuse(publication, diags, "is ", "a file");
	if (to->folder < 0)
		return errno == ENOENT ? PUBLISH_OK : publish_failed(publication, to->shown, errno);
	/* before it is judged: while another fills it, it may look like anything */
	if (!folder_lock(to->folder))
		return publish_busy(publication);
	switch (folder_owner(&publication->text, to->folder)) {
	case OWNER_UNKNOWN: return publish_failed(publication, to->shown, errno);
	case OWNER_OTHERS: return refuse(publication, diags, "holds files that glossa did not make", "");
	default: break;
	}
	if (file_type_at(to->folder, ".git", &type))
		return refuse(publication, diags, "holds ", "a git repository");
	return PUBLISH_OK;
}

enum publish_outcome destination_find(
	struct publication *publication, const struct publish_settings *settings, bool make, struct diags *diags)
{
	struct str shown = str_copy(&publication->text, without_slashes(settings->output));

	publication->to = (struct destination){.shown = shown, .parent = -1, .folder = -1};
	enum publish_outcome outcome = resolve(publication);
	if (outcome == PUBLISH_OK)
		outcome = judge_place(publication, settings->root, diags);
	if (outcome == PUBLISH_OK)
		outcome = open_parent(publication, make);
	if (outcome == PUBLISH_OK && publication->to.parent >= 0)
		outcome = open_output(publication, diags);
	return outcome;
}
