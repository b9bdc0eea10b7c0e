/* How it works: the text is written from the schema alone (new_text.c). It begins as a draft, so that nothing unfinished
 * is published. A record is added at the end of its file, which is read once more before it is exchanged. */
#define _GNU_SOURCE /* openat, O_CLOEXEC */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/fold.h"
#include "base/near.h"
#include "base/path.h"
#include "command/building.h"
#include "command/new_text.h"
#include "command/replace_files.h"
#include "parse/fields.h"
#include "parse/records.h"
#include "read/source_names.h"
#include "read/sources.h"

enum { EDIT };
enum { ARGUMENT_TYPE, ARGUMENT_TITLE };

static const struct option OPTIONS[] = {
	[EDIT] = {'e', "edit", NULL, "open the new file in $VISUAL or $EDITOR"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa new term 'Soft power'", "writes content/terms/soft-power.md"},
	{"glossa new case --edit Kosovo", "and opens it"},
	{"glossa new page Timeline", "a page of its own, of no type"},
	{0},
};

/* ---- its file ---- */

/* Where the entry goes; without data, having complained, when its title gives no name for a file. */
static struct str choose_path(const struct call *call, const struct type *type, struct str title)
{
	struct str slug = fold_slug_copy(call->arena, title);
	struct str folder = type ? path_join(call->arena, STR("content"), type->folder) : STR("content");
	struct str name = str_join(call->arena, slug, STR(".md"));

	if (slug.len == 0 || source_name_skipped(ROOT_CONTENT, name) || str_equal(slug, STR("index"))) {
		complain("new: \"%.*s\" gives no name for a file; put a letter or a digit into the title", STR_ARG(title));
		return (struct str){0};
	}
	return path_join(call->arena, folder, name);
}

static enum outcome fail(struct str path, int error)
{
	complain("%.*s: %s", STR_ARG(path), strerror(error));
	return OUTCOME_ENVIRONMENT;
}

/* A file that is there already is never touched, nor is half an entry left behind. */
static enum outcome write_entry(const struct call *call, struct str path, struct str text)
{
	const char *name = str_terminated(call->arena, path);

	if (!file_make_folders(AT_FDCWD, name, 0))
		return fail(path, errno);
	int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (file < 0 && errno == EEXIST) {
		complain("new: %.*s is there already; choose another title", STR_ARG(path));
		return OUTCOME_USAGE;
	}
	if (file < 0)
		return fail(path, errno);
	bool written = file_write(file, text);
	int error = errno;
	bool closed = file_close(file);
	if (written && closed)
		return OUTCOME_OK;
	error = written ? errno : error;
	unlink(name);
	return fail(path, error);
}

/* $EDITOR may hold options ("code --wait"), so a shell takes it apart. */
static enum outcome open_editor(const struct call *call, struct str path)
{
	const char *editor = getenv("VISUAL") ? getenv("VISUAL") : getenv("EDITOR");
	struct str line = str_format(call->arena, "%s \"$1\"", editor ? editor : "vi");
	char *const words[] = {
		"sh", "-c", (char *)str_terminated(call->arena, line), "sh", (char *)str_terminated(call->arena, path), NULL};
	pid_t child;
	int status, error = posix_spawnp(&child, "sh", NULL, NULL, words, environ);

	if (error)
		return fail(STR("sh"), error);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return OUTCOME_OK;
	complain("new: the editor \"%s\" did not end well", editor ? editor : "vi");
	return OUTCOME_ENVIRONMENT;
}

/* ---- the command ---- */

static enum outcome complain_type(const struct call *call, const struct schema *schema, struct str name)
{
	struct near near = near_to(name);

	for (size_t i = 0; i < schema->type_count; i++)
		near_try(&near, schema->types[i].name);
	struct str meant = diag_did_you_mean(call->arena, near.best);
	complain("new: site.yaml has no type \"%.*s\"%.*s", STR_ARG(name), STR_ARG(meant));
	return OUTCOME_USAGE;
}

/* Where the dash of the last record stands; false when the list is not written with dashes, or does not end the file. */
static bool find_indent(const struct site *site, const struct type *type, struct str text, size_t *indent)
{
	const struct entry *last = NULL;
	struct str line = STR("");

	*indent = 0;
	for (size_t i = 0; i < site->entry_count; i++)
		if (site->entries[i].type == type && (!last || site->entries[i].place.line > last->place.line))
			last = &site->entries[i];
	for (uint32_t i = 0; last && i < last->place.line; i++)
		str_line(&text, &line);
	*indent = str_find_char(line, '-', 0);
	return !last || (*indent < line.len && str_trim(str_slice(line, 0, *indent)).len == 0);
}

/* Whether a file of records, as it will be, ends in the new one and has nothing wrong that it had not before. */
static bool reads_well(const struct build *build, struct str path, struct str text, struct str id)
{
	struct source source = {.path = path, .bytes = text, .kind = SOURCE_RECORDS};
	struct arena arena = {0};
	struct diags diags = {.rules = build->config.rules};
	struct record_list list = parse_records(&arena, &source, &build->config, &diags);
	bool well = list.count && diags.errors == 0 && str_equal(list.items[list.count - 1].anchor, id);

	diags_release(&diags);
	arena_release(&arena);
	return well;
}

static enum outcome write_record(const struct call *call, struct build *build, struct str path, struct str text)
{
	struct replacement item = {.path = path, .new_path = path, .bytes = text};
	struct str failed;

	if (!source_find(&build->tree, SOURCE_RECORDS, path))
		return write_entry(call, path, text);
	return replace_files(call->arena, &item, 1, &failed) ? OUTCOME_OK : fail(failed, errno);
}

static enum outcome add_record(const struct call *call, struct build *build, const struct type *type, struct str title)
{
	struct str path = path_join(call->arena, STR("content"), type->file);
	struct str id = new_record_id(call->arena, &build->site, type, title);
	struct source *source = source_find(&build->tree, SOURCE_RECORDS, path);
	enum outcome outcome = OUTCOME_USAGE;
	struct buf text = {0};
	size_t indent;

	if (!anchor_name(id)) {
		complain("new: \"%.*s\" gives no id; put a letter or a digit into the title", STR_ARG(title));
		return OUTCOME_USAGE;
	}
	if (source && !source_load(&build->tree, source, &build->diags))
		return fail(path, errno);
	if (source)
		buf_put(&text, source->bytes);
	if (text.len && text.data[text.len - 1] != '\n')
		buf_char(&text, '\n');
	bool found = find_indent(&build->site, type, buf_str(&text), &indent);
	new_record_text(&text, &build->site, type, id, title, indent);
	if (found && reads_well(build, path, buf_str(&text), id))
		outcome = write_record(call, build, path, buf_str(&text));
	else
		complain("new: a record can only be added to a list with dashes and without errors; see %.*s", STR_ARG(path));
	buf_release(&text);
	if (outcome != OUTCOME_OK)
		return outcome;
	printf("%.*s\n", STR_ARG(path));
	fflush(stdout);
	if (!call->quiet)
		fprintf(stderr, "the record %.*s stands at its end\n", STR_ARG(id));
	return option_given(call, EDIT) ? open_editor(call, path) : OUTCOME_OK;
}

static enum outcome make_entry(const struct call *call, struct build *build)
{
	struct str type_name = call->arguments[ARGUMENT_TYPE], title = str_trim(call->arguments[ARGUMENT_TITLE]);
	const struct type *type = schema_type(&build->config.schema, type_name);
	struct buf text = {0};

	if (!type && !str_equal(type_name, STR("page")))
		return complain_type(call, &build->config.schema, type_name);
	if (type && type->file.len)
		return add_record(call, build, type, title);
	struct str path = choose_path(call, type, title);
	if (!path.data)
		return OUTCOME_USAGE;
	new_entry_text(&text, &build->site, type, title);
	enum outcome outcome = write_entry(call, path, buf_str(&text));
	buf_release(&text);
	if (outcome != OUTCOME_OK)
		return outcome;
	printf("%.*s\n", STR_ARG(path));
	fflush(stdout);
	return option_given(call, EDIT) ? open_editor(call, path) : OUTCOME_OK;
}

/* Errors elsewhere in the handbook are no reason not to begin an entry; a schema that cannot be read is. */
static enum outcome run(const struct call *call)
{
	struct build build = {.root = ".", .drafts = true};
	enum outcome outcome = build_load(&build);

	if (outcome == OUTCOME_OK) {
		outcome = make_entry(call, &build);
	} else {
		build_finish(&build, outcome);
		building_report(call, &build, REPORT_TEXT);
	}
	build_release(&build);
	return outcome;
}

const struct command command_new = {
	.name = "new",
	.arguments = "TYPE TITLE",
	.least = 2,
	.most = 2,
	.summary = "begins an entry: a valid file from its type's schema",
	.help = "Writes the file of a new entry and prints its path. TYPE is one of site.yaml, or \"page\" for a page of "
			"its own. A record (an event, say) is added to the file that its type shares. Fields that the type "
			"requires are filled in and marked, those it allows are listed in comments; "
			"the number is the next free one. The entry is a draft until you say otherwise. A file that exists is "
			"never touched.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
