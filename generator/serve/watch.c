/* How it works: one watch for each folder. Adding a watch where there is one changes nothing, so that before each build
 * all folders are simply added again; that finds new ones whatever way they came, and costs little beside a build. When
 * the queue overflows everything counts as changed. A root that vanishes is looked for again by its path. */
#define _GNU_SOURCE /* O_CLOEXEC */
#include "serve/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "read/source_names.h"

static const struct {
	struct str name;
	enum source_root root;
} ROOTS[] = {
	{STR_INIT("content"), ROOT_CONTENT},
	{STR_INIT("templates"), ROOT_TEMPLATES},
	{STR_INIT("static"), ROOT_STATIC},
};

enum {
	EVENTS = IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF |
	         IN_ATTRIB | IN_ONLYDIR,
	MOST_DEPTH = 64,
};

static int add_folder(struct watch *watch, struct str path)
{
	return inotify_add_watch(watch->notify, str_terminated(&watch->arena, path), EVENTS);
}

static void add_tree(struct watch *watch, enum source_root root, struct str path, int depth)
{
	struct file_name *names;
	size_t count;
	int folder = open(str_terminated(&watch->arena, path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (folder < 0)
		return;
	add_folder(watch, path); /* first: what comes while the folder is listed is then told */
	if (file_list(&watch->arena, folder, &names, &count) && depth < MOST_DEPTH)
		for (size_t i = 0; i < count; i++)
			if (names[i].type == FILE_FOLDER && !source_name_skipped(root, names[i].name))
				add_tree(watch, root, path_join(&watch->arena, path, names[i].name), depth + 1);
	close(folder);
}

static void add_all(struct watch *watch)
{
	arena_reset(&watch->arena);
	watch->there = access(watch->root.data, F_OK) == 0;
	watch->root_number = add_folder(watch, watch->root);
	watch->git_number = add_folder(watch, path_join(&watch->arena, watch->root, STR(".git/logs")));
	for (size_t i = 0; i < COUNT_OF(ROOTS); i++)
		add_tree(watch, ROOTS[i].root, path_join(&watch->arena, watch->root, ROOTS[i].name), 0);
}

bool watch_open(struct watch *watch, struct str root)
{
	*watch = (struct watch){.root = root, .notify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
	return watch->notify >= 0;
}

void watch_begin(struct watch *watch)
{
	add_all(watch);
	watch->changed = watch->half_done = false;
}

/* In the root only four names are ours; the others are the site being built, a repository's folder, and so on. */
static bool counts(const struct watch *watch, const struct inotify_event *event, struct str name)
{
	if (name.len == 0)
		return true;
	if (event->wd == watch->git_number)
		return str_equal(name, STR("HEAD"));
	if (event->wd != watch->root_number)
		return !source_name_skipped(ROOT_STATIC, name) && !str_equal(name, STR("4913")); /* vim tries this one */
	for (size_t i = 0; i < COUNT_OF(ROOTS); i++)
		if (str_equal(name, ROOTS[i].name))
			return true;
	return str_equal(name, STR("site.yaml"));
}

static void take_event(struct watch *watch, const struct inotify_event *event)
{
	struct str name = event->len ? str_from(event->name) : STR("");

	if (event->mask & IN_IGNORED || !counts(watch, event, name))
		return;
	watch->changed = true;
	watch->half_done = (event->mask & (IN_CREATE | IN_MOVED_FROM | IN_DELETE)) && !(event->mask & IN_ISDIR);
}

void watch_take(struct watch *watch)
{
	union {
		struct inotify_event first;
		char bytes[64 * 1024];
	} buffer;
	ssize_t got;

	while ((got = read(watch->notify, buffer.bytes, sizeof(buffer.bytes))) > 0 || (got < 0 && errno == EINTR))
		for (ssize_t at = 0; at < got;) {
			const struct inotify_event *event = (const struct inotify_event *)(void *)(buffer.bytes + at);

			take_event(watch, event);
			at += (ssize_t)(sizeof(*event) + event->len);
		}
}

bool watch_root_turned(struct watch *watch)
{
	return watch->there != (access(watch->root.data, F_OK) == 0);
}

void watch_release(struct watch *watch)
{
	if (watch->notify >= 0)
		close(watch->notify);
	arena_release(&watch->arena);
}
