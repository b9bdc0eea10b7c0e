#define _GNU_SOURCE /* O_DIRECTORY, O_CLOEXEC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "command/command.h"
#include "command/input.h"
#include "command/report.h"
#include "formats/mustache.h"
#include "formats/text_check.h"
#include "formats/yaml.h"

enum { PARTIALS };
enum { MOST_BYTES = 16 << 20 };

static const struct option OPTIONS[] = {
	[PARTIALS] = {0, "partials", "DIR", "where the partials are (beside FILE)"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa template hello.html data.yaml", "shows what a template makes of some data"},
	{"glossa template - data.yaml --partials parts", "a template from standard input"},
	{0},
};

/* A template with all that it includes. */
struct trial {
	struct arena *arena;
	struct template_set set;
	struct map texts;   /* path → struct str: for quoting */
	struct str *wanted; /* names of partials not looked for yet */
	size_t wanted_count, wanted_capacity;
	bool dynamic; /* some name is known only while rendering: any file may be meant */
	int folder;
	struct str folder_name;
	struct diags diags;
};

static struct str line_in(void *context, struct str path, uint32_t line)
{
	const struct trial *trial = context;
	const struct str *all = map_get(&trial->texts, path);
	struct str rest = all ? *all : STR(""), text = {0};

	while (line-- > 0)
		if (!str_line(&rest, &text))
			return (struct str){0};
	return text;
}

static void want(void *context, const struct template *template, const struct template_name *name)
{
	struct trial *trial = context;

	(void)template;
	if (name->dynamic)
		trial->dynamic = true;
	if (!name->partial || name->dynamic || map_has(&trial->set.by_name, name->name))
		return;
	trial->wanted = grow(trial->wanted, trial->wanted_count, &trial->wanted_capacity, sizeof(*trial->wanted));
	trial->wanted[trial->wanted_count++] = name->name;
}

/* Keeps the text and compiles it. */
static struct template *compile(struct trial *trial, struct str path, struct str bytes)
{
	struct str *text = arena_new(trial->arena, struct str);
	struct buf clean = {0};

	*text = str_copy(trial->arena, text_check(&clean, bytes, path, 1, &trial->diags));
	buf_release(&clean);
	map_set(&trial->texts, path, text);
	struct template *template = template_parse(trial->arena, path, *text, &trial->diags);
	template_names(template, want, trial);
	return template;
}

/* False when the file is there but cannot be read. One that is not there includes nothing, as the specification has it. */
static bool load_partial(struct trial *trial, struct str name)
{
	struct str file_name = str_join(trial->arena, name, STR(".html"));
	struct str path = path_join(trial->arena, trial->folder_name, file_name), bytes;

	if (map_has(&trial->set.by_name, name))
		return true;
	int file = file_open_beneath(trial->folder, str_terminated(trial->arena, file_name), FILE_OPEN_ANY);
	if (file < 0 && (errno == ENOENT || errno == ENOTDIR))
		return true;
	bool read = file >= 0 && file_load(file, MOST_BYTES, &bytes);
	int error = errno;
	if (file >= 0)
		close(file);
	if (!read) {
		complain("%.*s: %.*s", STR_ARG(path), STR_ARG(file_reason(trial->arena, error)));
		return false;
	}
	map_set(&trial->set.by_name, name, compile(trial, path, bytes));
	free((char *)bytes.data);
	return true;
}

static bool load_all(struct trial *trial)
{
	struct file_name *names;
	size_t count;

	if (!file_list(trial->arena, trial->folder, &names, &count)) {
		complain("%.*s: %.*s", STR_ARG(trial->folder_name), STR_ARG(file_reason(trial->arena, errno)));
		return false;
	}
	for (size_t i = 0; i < count; i++)
		if (names[i].type != FILE_FOLDER && str_ends(names[i].name, STR(".html")) &&
			!load_partial(trial, path_without_extension(names[i].name)))
			return false;
	return true;
}

static bool load_partials(struct trial *trial)
{
	for (size_t i = 0; i < trial->wanted_count; i++)
		if (!load_partial(trial, trial->wanted[i]))
			return false;
	return !trial->dynamic || load_all(trial);
}

static bool open_folder(struct trial *trial, struct str name)
{
	trial->folder_name = name;
	trial->folder = open(name.len ? str_terminated(trial->arena, name) : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (trial->folder < 0)
		complain("%.*s: %.*s", STR_ARG(name), STR_ARG(file_reason(trial->arena, errno)));
	return trial->folder >= 0;
}

static const struct value *read_data(struct trial *trial, struct str path, struct str bytes)
{
	struct yaml_source source = {.text = bytes, .path = path, .first_line = 1};
	struct str *text = arena_new(trial->arena, struct str);

	*text = bytes;
	map_set(&trial->texts, path, text);
	struct value *data = yaml_parse(trial->arena, &source, &trial->diags);
	value_resolve(trial->arena, data);
	return data;
}

static enum outcome try(struct trial *trial, const struct call *call, struct str template_bytes, struct str data_bytes)
{
	struct template *template = compile(trial, call->arguments[0], template_bytes);
	const struct value *data = read_data(trial, call->arguments[1], data_bytes);
	struct report report = report_for(call, REPORT_TEXT);
	struct buf out = {0};

	if (!load_partials(trial))
		return OUTCOME_ENVIRONMENT;
	template_render(trial->arena, &trial->set, template, &data, 1, &out, &trial->diags);
	if (out.len)
		print_bytes(stdout, buf_str(&out));
	buf_release(&out);
	diags_sort(&trial->diags);
	report.line_of = line_in;
	report.context = trial;
	report_print(&report, &trial->diags);
	return diags_failed(&trial->diags, false) ? OUTCOME_CONTENT : OUTCOME_OK;
}

static enum outcome run(const struct call *call)
{
	struct trial trial = {.arena = call->arena, .folder = -1};
	struct buf template = {0}, data = {0};
	enum outcome outcome = OUTCOME_ENVIRONMENT;

	if (str_equal(call->arguments[0], STR("-")) && str_equal(call->arguments[1], STR("-"))) {
		complain("template: only one of FILE and DATA can come from standard input");
		return OUTCOME_USAGE;
	}
	if (input_read(&template, call->arguments[0]) && input_read(&data, call->arguments[1]) &&
		open_folder(&trial, option_value(call, PARTIALS, path_folder(call->arguments[0]))))
		outcome = try(&trial, call, buf_str(&template), buf_str(&data));
	if (trial.folder >= 0)
		close(trial.folder);
	map_release(&trial.set.by_name);
	map_release(&trial.texts);
	free(trial.wanted);
	diags_release(&trial.diags);
	buf_release(&template);
	buf_release(&data);
	return outcome;
}

const struct command command_template = {
	.name = "template",
	.arguments = "FILE|- DATA.yaml|-",
	.least = 2,
	.most = 2,
	.summary = "shows what a template makes of some data",
	.help =
		"Renders one Mustache template with the data of a YAML file, without a handbook: for trying things, and for "
		"running the specification. Plain values follow YAML's JSON schema: 1.210 is a number, false is false. The "
		"partial NAME is the file NAME.html; names that nothing has are empty.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
