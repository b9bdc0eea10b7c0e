/* What is on the disk after each step, so that a kill behind it does no harm:
 *
 *   staging folder made, empty        the next build deletes it: empty folders are nobody's
 *   its marker written, then pages    the next build deletes it: it bears the marker
 *   staging and output exchanged      the new edition is published; the old one stands under the staging's name,
 *                                     with its marker, and the next build deletes it
 *   the old edition being deleted     its marker goes last
 *
 * The lock is on the folders themselves, the staging's and the output's, as one of them always stands under a name
 * that the next glossa tries first; so nothing is left behind that would have to be cleaned up. */
#define _XOPEN_SOURCE 700
#include "publish/publication.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "publish/destination.h"
#include "publish/in_place.h"

enum { FOLDER_MODE = 0755 };

/* Ways in which a system says that these two folders cannot be exchanged, though other ways may be open. */
static const int CANNOT_EXCHANGE[] = {EXDEV, EINVAL, ENOSYS, EBUSY, EOPNOTSUPP};

/* Ways in which it says that nothing can be made in a folder. */
static const int CANNOT_MAKE[] = {EACCES, EPERM, EROFS};

static bool one_of(const int *errors, size_t count, int error)
{
	for (size_t i = 0; i < count; i++)
		if (errors[i] == error)
			return true;
	return false;
}

/* Whether a name still is the folder that is open. */
static bool is_still(int home, const char *name, int folder)
{
	struct stat named, held;

	return fstatat(home, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && fstat(folder, &held) == 0 &&
	       named.st_dev == held.st_dev && named.st_ino == held.st_ino;
}

static int open_folder(int home, const char *name)
{
	return openat(home, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Deletes a folder that is ours, its marker last. */
static bool erase(struct publication *publication, int home, const char *name, int folder)
{
	if (folder_owner(&publication->text, folder) == OWNER_OTHERS) {
		errno = ENOTEMPTY;
		return false;
	}
	if (!file_empty_folder(folder, MARKER) || (unlinkat(folder, MARKER, 0) != 0 && errno != ENOENT))
		return false;
	return unlinkat(home, name, AT_REMOVEDIR) == 0 || errno == ENOENT;
}

/* The path of a name beside or inside the output, as users would write it. */
static struct str shown(struct publication *publication, int home, const char *name)
{
	struct str output = publication->to.by_link ? publication->to.path : publication->to.shown;
	size_t cut = output.len;

	while (home != publication->to.folder && cut && output.data[cut - 1] != '/')
		cut--;
	const char *slash = home == publication->to.folder ? "/" : "";
	return str_format(&publication->text, "%.*s%s%s", (int)cut, output.data, slash, name);
}

/* Deletes what a killed build has left at a staging folder's name. */
static enum publish_outcome sweep(struct publication *publication, int home, const char *name, struct diags *diags)
{
	enum publish_outcome outcome = PUBLISH_OK;
	int folder = open_folder(home, name);

	if (folder < 0 && errno == ENOENT)
		return PUBLISH_OK;
	if (folder < 0 && errno != ENOTDIR && errno != ELOOP)
		return publish_failed(publication, shown(publication, home, name), errno);
	if (folder >= 0 && !folder_lock(folder)) {
		outcome = publish_busy(publication);
	} else if (folder < 0 || folder_owner(&publication->text, folder) == OWNER_OTHERS) {
		diag_add(diags, DIAG_OUTPUT_FOREIGN, shown(publication, home, name), (struct place){0},
			"glossa needs this name for its staging folder, but did not make what is there; delete or rename it");
		outcome = PUBLISH_FOREIGN;
	} else if (is_still(home, name, folder) && !erase(publication, home, name, folder)) {
		outcome = publish_failed(publication, shown(publication, home, name), errno);
	}
	if (folder >= 0)
		close(folder);
	return outcome;
}

/* Makes the staging folder and takes hold of it. */
static enum publish_outcome make_staging(struct publication *publication, int home, const char *name)
{
	struct sink *sink = &publication->sink;
	struct str path = shown(publication, home, name);
	struct stat status;

	if (mkdirat(home, name, FOLDER_MODE) != 0)
		return errno == EEXIST ? publish_busy(publication) : publish_failed(publication, path, errno);
	/* what the umask has taken off this folder's mode it would take off all others' */
	bool known = fstatat(home, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
	sink->exact_modes = known && (status.st_mode & 07777) == FOLDER_MODE;
	if (known && !sink->exact_modes)
		known = fchmodat(home, name, FOLDER_MODE, 0) == 0;
	sink->staging = known ? open_folder(home, name) : -1;
	if (sink->staging < 0) {
		publish_failed(publication, path, errno);
		unlinkat(home, name, AT_REMOVEDIR);
		return PUBLISH_FAILED;
	}
	if (!folder_lock(sink->staging) || !is_still(home, name, sink->staging)) {
		/* another glossa has taken it for a left-over in the moment before the lock */
		close(sink->staging);
		sink->staging = -1;
		return publish_busy(publication);
	}
	publication->home = home;
	publication->staging = name;
	return PUBLISH_OK;
}

static bool same_file_system(int a, int b)
{
	struct stat one, other;

	return fstat(a, &one) == 0 && fstat(b, &other) == 0 && one.st_dev == other.st_dev;
}

static enum publish_outcome stage_inside(struct publication *publication, struct diags *diags)
{
	enum publish_outcome outcome = sweep(publication, publication->to.folder, STAGING_INSIDE, diags);

	publication->in_place = true;
	return outcome == PUBLISH_OK ? make_staging(publication, publication->to.folder, STAGING_INSIDE) : outcome;
}

static const char *name_beside(struct publication *publication)
{
	struct str name = str_format(&publication->text, ".%s.glossa", publication->to.name);

	return str_terminated(&publication->text, name);
}

/* Beside the output where that can be exchanged with it; else inside, where files can still be moved from. */
static enum publish_outcome stage(struct publication *publication, struct diags *diags)
{
	const struct destination *to = &publication->to;
	const char *name = name_beside(publication);
	const size_t makers = COUNT_OF(CANNOT_MAKE);

	if (to->folder >= 0 && !same_file_system(to->folder, to->parent))
		return stage_inside(publication, diags);
	enum publish_outcome outcome = sweep(publication, to->parent, name, diags);
	if (outcome != PUBLISH_OK)
		return outcome;
	outcome = make_staging(publication, to->parent, name);
	if (outcome == PUBLISH_FAILED && to->folder >= 0 && one_of(CANNOT_MAKE, makers, publication->trouble.error)) {
		publication->trouble = (struct trouble){0};
		outcome = stage_inside(publication, diags);
	}
	return outcome;
}

static void close_all(struct publication *publication)
{
	int *const held[] = {&publication->sink.staging, &publication->to.folder, &publication->to.parent};

	for (size_t i = 0; i < COUNT_OF(held) && publication->open; i++) {
		if (*held[i] >= 0)
			close(*held[i]);
		*held[i] = -1;
	}
	publication->open = false;
	publication->staging = NULL;
}

/* Finds the output and takes hold of it. */
static enum publish_outcome take_output(
	struct publication *publication, const struct publish_settings *settings, bool make, struct diags *diags)
{
	publication->open = true;
	publication->sync = settings->sync;
	publication->sink.gzip = settings->gzip;
	publication->sink.staging = publication->sink.published = -1;
	enum publish_outcome outcome = destination_find(publication, settings, make, diags);
	publication->sink.shown = publication->to.shown;
	return outcome;
}

/* Takes the trouble over from the sink. */
static enum publish_outcome sink_outcome(struct publication *publication)
{
	struct str path;
	int error;

	if (sink_failed(&publication->sink, &path, &error))
		return publish_failed(publication, path, error);
	return PUBLISH_OK;
}

enum publish_outcome publish_open(
	struct publication *publication, const struct publish_settings *settings, struct diags *diags)
{
	enum publish_outcome outcome = take_output(publication, settings, true, diags);

	if (outcome == PUBLISH_OK)
		outcome = stage(publication, diags);
	if (outcome == PUBLISH_OK) {
		publication->sink.published = publication->to.folder;
		sink_mark(&publication->sink);
		outcome = sink_outcome(publication);
	}
	if (outcome != PUBLISH_OK)
		publish_discard(publication);
	return outcome;
}

void publish_discard(struct publication *publication)
{
	/* what cannot be deleted now the next build will try again */
	if (publication->staging)
		erase(publication, publication->home, publication->staging, publication->sink.staging);
	close_all(publication);
}

static enum publish_outcome replace_in_place(struct publication *publication)
{
	const struct destination *to = &publication->to;
	const char *spared = publication->home == to->folder ? publication->staging : NULL;
	struct str failed;

	if (!in_place(&publication->text, publication->sink.staging, to->folder, spared, &failed)) {
		int error = errno;
		struct str path = str_format(&publication->text, "%.*s/%.*s", STR_ARG(to->shown), STR_ARG(failed));
		return publish_failed(publication, path, error);
	}
	publication->note = str_format(&publication->text,
		"%.*s cannot be exchanged as a whole here, so its files were replaced one by one", STR_ARG(to->shown));
	return PUBLISH_OK;
}

/* Puts the staging folder in the output's place. */
static enum publish_outcome replace(struct publication *publication)
{
	const struct destination *to = &publication->to;
	struct stat status;
	bool exists = fstatat(to->parent, to->name, &status, AT_SYMLINK_NOFOLLOW) == 0;

	if (publication->in_place)
		return replace_in_place(publication);
	if (!exists) {
		/* were someone else to make a folder of this name now, this would fail unless it is empty */
		if (renameat(publication->home, publication->staging, to->parent, to->name) == 0)
			return PUBLISH_OK;
		return publish_failed(publication, to->shown, errno);
	}
	if (to->folder < 0 || !is_still(to->parent, to->name, to->folder)) {
		publish_failed(publication, to->shown, EEXIST);
		publication->trouble.reason = STR("someone else has put this there during the build");
		return PUBLISH_FAILED;
	}
	if (file_exchange(publication->home, publication->staging, to->parent, to->name))
		return PUBLISH_OK;
	if (one_of(CANNOT_EXCHANGE, COUNT_OF(CANNOT_EXCHANGE), errno)) {
		publication->in_place = true;
		return replace_in_place(publication);
	}
	return publish_failed(publication, to->shown, errno);
}

/* After success: deletes the old edition, or what in-place publishing has left of the staging folder. */
static void delete_rest(struct publication *publication)
{
	const struct destination *to = &publication->to;
	int rest = publication->in_place ? publication->sink.staging : to->folder;

	/* only what the exchange has put there: the old edition may have been moved away by someone meanwhile */
	if (rest < 0 || !is_still(publication->home, publication->staging, rest))
		return;
	if (erase(publication, publication->home, publication->staging, rest))
		return;
	struct str reason = file_reason(&publication->text, errno);
	struct str path = shown(publication, publication->home, publication->staging);
	publication->note = str_format(
		&publication->text, "%.*s is left over and could not be deleted: %.*s", STR_ARG(path), STR_ARG(reason));
}

enum publish_outcome publish_commit(struct publication *publication)
{
	enum publish_outcome outcome = sink_outcome(publication);

	if (outcome == PUBLISH_OK && publication->sync && !file_sync(publication->sink.staging))
		outcome = publish_failed(publication, publication->to.shown, errno);
	if (outcome == PUBLISH_OK)
		outcome = replace(publication);
	if (outcome != PUBLISH_OK) {
		publish_discard(publication);
		return outcome;
	}
	if (publication->sync && !file_sync(publication->in_place ? publication->to.folder : publication->to.parent))
		outcome = publish_failed(publication, publication->to.shown, errno);
	delete_rest(publication);
	close_all(publication);
	return outcome;
}

/* Moved aside first, the output is gone at one instant. Where it cannot be moved, or a link leads to it, it stays, empty. */
static bool delete_output(struct publication *publication, const char *aside)
{
	const struct destination *to = &publication->to;

	if (!to->by_link && renameat(to->parent, to->name, to->parent, aside) == 0)
		return erase(publication, to->parent, aside, to->folder);
	return file_empty_folder(to->folder, MARKER) && unlinkat(to->folder, MARKER, 0) == 0;
}

enum publish_outcome publish_clean(
	struct publication *publication, const struct publish_settings *settings, struct diags *diags)
{
	enum publish_outcome outcome = take_output(publication, settings, false, diags);
	const struct destination *to = &publication->to;

	if (outcome == PUBLISH_OK && to->parent >= 0)
		outcome = sweep(publication, to->parent, name_beside(publication), diags);
	if (outcome == PUBLISH_OK && to->folder >= 0)
		outcome = sweep(publication, to->folder, STAGING_INSIDE, diags);
	if (outcome == PUBLISH_OK && to->folder >= 0 && folder_owner(&publication->text, to->folder) == OWNER_GLOSSA &&
		!delete_output(publication, name_beside(publication)))
		outcome = publish_failed(publication, to->shown, errno);
	close_all(publication);
	return outcome;
}

void publish_release(struct publication *publication)
{
	publish_discard(publication);
	sink_release(&publication->sink);
	arena_release(&publication->text);
	publication->trouble = (struct trouble){0};
	publication->note = (struct str){0};
}
