/* Small editions of a site, to be published one after the other. Each has pages that never change, pages that do, and
 * pages that it alone has. */
#ifndef GLOSSA_TESTS_PUBLISH_EDITION_H
#define GLOSSA_TESTS_PUBLISH_EDITION_H

#include <sys/resource.h>

#include "disk.h"
#include "publish/publication.h"

static inline bool edition_write(struct sink *sink, int edition)
{
	struct arena arena = {0};
	struct str changing = str_format(&arena, "edition %d", edition);
	struct str own = str_format(&arena, "only/in-%d.html", edition);
	/* one after the other, so that the first failure ends it */
	bool done = sink_write(sink, STR("index.html"), changing) && sink_write(sink, STR("same.css"), STR("p {}")) &&
	            sink_write(sink, STR("terms/a.html"), changing) &&
	            sink_write(sink, STR("terms/deep/same.html"), STR("same")) && sink_write(sink, own, STR("own"));

	arena_release(&arena);
	return done;
}

/* Whether a folder is exactly this edition; 0 is a site that does not exist. */
static inline bool edition_is(const char *folder, int edition)
{
	struct arena arena = {0};
	struct str changing = str_format(&arena, "edition %d", edition);
	struct str own = str_format(&arena, "only/in-%d.html", edition);
	struct str want = str_format(
		&arena, ".glossa index.html %.*s same.css terms/a.html terms/deep/same.html ", STR_ARG(own));
	const struct {
		const char *path;
		struct str bytes;
	} files[] = {{"index.html", changing}, {"same.css", STR("p {}")}, {"terms/a.html", changing},
		{"terms/deep/same.html", STR("same")}, {own.data, STR("own")}};
	bool right = edition ? str_equal(disk_tree(&arena, folder), want) : !disk_exists(folder);

	for (size_t i = 0; i < COUNT_OF(files) && right && edition; i++)
		right = disk_holds(str_format(&arena, "%s/%s%c", folder, files[i].path, 0).data, files[i].bytes);
	arena_release(&arena);
	return right;
}

/* Builds one into `output`; `trouble` may be NULL, else it gets "path: reason" in the arena. */
static inline enum publish_outcome edition_publish(const char *root, const char *output, int edition, bool sync,
	struct arena *arena, struct str *trouble, struct str *note)
{
	struct publish_settings settings = {.root = str_from(root), .output = str_from(output), .sync = sync};
	struct publication publication = {0};
	struct diags diags = {0};
	enum publish_outcome outcome = publish_open(&publication, &settings, &diags);

	if (outcome == PUBLISH_OK) {
		edition_write(&publication.sink, edition);
		outcome = publish_commit(&publication);
	}
	if (trouble && outcome == PUBLISH_FOREIGN)
		*trouble = diags.count
		               ? str_format(arena, "%.*s: %.*s", STR_ARG(diags.items[0].path), STR_ARG(diags.items[0].message))
		               : STR("nothing said");
	else if (trouble)
		*trouble = str_format(
			arena, "%.*s: %.*s", STR_ARG(publication.trouble.path), STR_ARG(publication.trouble.reason));
	if (note)
		*note = publication.note.len ? str_copy(arena, publication.note) : STR("");
	publish_release(&publication);
	diags_release(&diags);
	return outcome;
}

struct edition_result {
	enum publish_outcome outcome;
	struct str trouble, note;
};

/* Builds one for the handbook in the current folder and keeps what was said in the arena. */
static inline struct edition_result edition_report(struct arena *arena, const char *output, int edition)
{
	struct edition_result result = {0};

	result.outcome = edition_publish(".", output, edition, false, arena, &result.trouble, &result.note);
	return result;
}

static inline enum publish_outcome edition_build(const char *output, int edition)
{
	return edition_publish(".", output, edition, false, NULL, NULL, NULL);
}

/* Fails for want of descriptors, each time a little later, until there are enough; true when the site never broke. */
static inline bool edition_few_descriptors(const char *output, bool whole)
{
	struct rlimit before;
	int failures = 0;
	bool done = false, right = edition_build(output, 1) == PUBLISH_OK;
	int next = dup(0);

	close(next);
	getrlimit(RLIMIT_NOFILE, &before);
	for (int spare = 0; spare < 20 && right && !done; spare++) {
		struct rlimit few = {.rlim_cur = (rlim_t)(next + spare), .rlim_max = before.rlim_max};

		setrlimit(RLIMIT_NOFILE, &few);
		done = edition_build(output, 2) == PUBLISH_OK;
		setrlimit(RLIMIT_NOFILE, &before);
		failures += !done;
		right = done ? edition_is(output, 2) : !whole || edition_is(output, 1);
	}
	return right && done && failures > 2;
}

#endif
