/* How it works: the file is written from the schema alone. What a type requires is there, filled with something that
 * passes and marked by a comment; what it allows stands below, commented out. It begins as a draft, so that nothing
 * unfinished is published. */
#define _GNU_SOURCE /* openat, O_CLOEXEC */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/fold.h"
#include "base/near.h"
#include "base/path.h"
#include "command/building.h"
#include "formats/escape.h"
#include "read/source_names.h"

enum { EDIT };
enum { ARGUMENT_TYPE, ARGUMENT_TITLE };
enum { INDENT = 2 };

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

/* ---- the text of an entry ---- */

static bool is_written(const struct field *field)
{
	return !field->computed && !str_equal(field->name, STR("title")) && !str_equal(field->name, STR("number")) &&
	       !str_equal(field->name, STR("draft"));
}

static void put_choices(struct buf *out, const struct field *field)
{
	for (size_t i = 0; i < field->choice_count; i++)
		buf_printf(out, "%s%.*s", i ? ", " : "", STR_ARG(field->choices[i]));
}

static void put_targets(struct buf *out, const struct field *field)
{
	for (size_t i = 0; i < field->to_count; i++)
		buf_printf(out, "%s%.*s", i ? " or " : "", STR_ARG(field->to[i]->name));
}

/* What belongs into a field, for the comment behind it. */
static void put_hint(struct buf *out, const struct field *field)
{
	switch (field->kind) {
	case FIELD_CHOICE: put_choices(out, field); break;
	case FIELD_REF: put_targets(out, field); break;
	case FIELD_DATE: buf_put(out, STR("2015, 2015-09, 2015-09-30, 1988~")); break;
	case FIELD_PERIOD: buf_put(out, STR("2015, 2015-09/.., 1992/1997")); break;
	case FIELD_QUANTITY: buf_put(out, STR("{value, unit, qualifier}")); break;
	case FIELD_PLACE: buf_put(out, STR("{name, lat, lon, role}")); break;
	case FIELD_BOOLEAN: buf_put(out, STR("true, false")); break;
	default: buf_printf(out, "%s", field_kind_name(field->kind)); break;
	}
	if (field->max)
		buf_printf(out, ", at most %u characters", field->max);
	if (field->many && field->kind != FIELD_TAGS)
		buf_put(out, STR("; a list"));
}

static int this_year(void)
{
	time_t now = time(NULL);
	struct tm date;

	return gmtime_r(&now, &date) ? date.tm_year + 1900 : 2000;
}

/* Some entry that a reference may lead to, so that the new one is valid from the start. */
static struct str some_target(const struct site *site, const struct field *field)
{
	for (size_t i = 0; i < site->entry_count; i++)
		for (size_t type = 0; type < field->to_count; type++)
			if (site->entries[i].type == field->to[type] && !site->entries[i].type_index)
				return site->entries[i].id;
	return STR("…");
}

static void put_placeholder(struct buf *out, const struct field *field, const struct site *site)
{
	switch (field->kind) {
	case FIELD_CHOICE: escape_yaml(out, field->choice_count ? field->choices[0] : STR("…")); break;
	case FIELD_REF: escape_yaml(out, some_target(site, field)); break;
	case FIELD_DATE:
	case FIELD_PERIOD: buf_printf(out, "%d", this_year()); break;
	case FIELD_NUMBER:
	case FIELD_QUANTITY: buf_char(out, '0'); break;
	case FIELD_BOOLEAN: buf_put(out, STR("false")); break;
	case FIELD_URL: buf_put(out, STR("https://example.org/")); break;
	default: buf_put(out, STR("…")); break;
	}
}

static void put_required(
	struct buf *out, const struct field *fields, size_t count, size_t depth, const struct site *site);

/* A record: what it requires itself, or its first field, below its key. */
static void put_record(struct buf *out, const struct field *field, size_t depth, const struct site *site)
{
	size_t inner = depth + INDENT;

	buf_put(out, STR(" # required\n"));
	size_t start = out->len;
	put_required(out, field->fields, field->field_count, inner, site);
	if (out->len == start && field->field_count) {
		struct field first = field->fields[0];

		first.required = true;
		put_required(out, &first, 1, inner, site);
	}
	if (field->many && out->len > start + inner) /* "    name: …" becomes "  - name: …" */
		memcpy(out->data + start + depth, "- ", INDENT);
}

static void put_required(
	struct buf *out, const struct field *fields, size_t count, size_t depth, const struct site *site)
{
	for (size_t i = 0; i < count; i++) {
		const struct field *field = &fields[i];

		if (!field->required || !is_written(field))
			continue;
		buf_printf(out, "%*s%.*s:", (int)depth, "", STR_ARG(field->name));
		if (field->kind == FIELD_RECORD) {
			put_record(out, field, depth, site);
			continue;
		}
		bool list = field->many || field->kind == FIELD_TAGS;
		buf_put(out, list ? STR(" [") : STR(" "));
		put_placeholder(out, field, site);
		buf_put(out, list ? STR("] # required: ") : STR(" # required: "));
		put_hint(out, field);
		buf_char(out, '\n');
	}
}

static void put_optional(struct buf *out, const struct type *type)
{
	for (size_t i = 0; type && i < type->field_count; i++) {
		const struct field *field = &type->fields[i];

		if (field->required || !is_written(field))
			continue;
		buf_printf(out, "# %.*s:%s # ", STR_ARG(field->name), field->many || field->kind == FIELD_TAGS ? " []" : "");
		put_hint(out, field);
		buf_char(out, '\n');
	}
}

/* Numbers are permanent: those of drafts count, and no gap is filled. */
static uint32_t next_number(const struct site *site, const struct type *type)
{
	uint32_t highest = 0;

	for (size_t i = 0; i < site->entry_count; i++)
		if (site->entries[i].type == type && site->entries[i].number > highest)
			highest = site->entries[i].number;
	return highest + 1;
}

static bool has_numbers(const struct site *site, const struct type *type)
{
	const struct field *number = schema_field(type, STR("number"));

	return type->letter.len || next_number(site, type) > 1 || (number && number->required);
}

static void put_entry(struct buf *out, const struct site *site, const struct type *type, struct str title)
{
	buf_put(out, STR("---\ntitle: "));
	escape_yaml(out, title);
	buf_char(out, '\n');
	if (type && has_numbers(site, type))
		buf_printf(out, "number: %u\n", next_number(site, type));
	buf_put(out, STR("draft: true # delete this line when the entry is ready\n"));
	if (type)
		put_required(out, type->fields, type->field_count, 0, site);
	put_optional(out, type);
	buf_put(out, STR("---\n\n"));
}

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

static enum outcome make_entry(const struct call *call, const struct build *build)
{
	struct str type_name = call->arguments[ARGUMENT_TYPE], title = str_trim(call->arguments[ARGUMENT_TITLE]);
	const struct type *type = schema_type(&build->config.schema, type_name);
	struct buf text = {0};

	if (!type && !str_equal(type_name, STR("page")))
		return complain_type(call, &build->config.schema, type_name);
	if (type && type->file.len) {
		complain("new: entries of the type \"%.*s\" are records; add one to content/%.*s", STR_ARG(type_name),
			STR_ARG(type->file));
		return OUTCOME_USAGE;
	}
	struct str path = choose_path(call, type, title);
	if (!path.data)
		return OUTCOME_USAGE;
	put_entry(&text, &build->site, type, title);
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
			"its own. Fields that the type requires are filled in and marked, those it allows are listed in comments; "
			"the number is the next free one. The entry is a draft until you say otherwise. A file that exists is "
			"never touched.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
