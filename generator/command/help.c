/* Everything is made from the records: what main.c lists is what help shows. */
#include <stdio.h>

#include "base/diag.h"
#include "base/utf8.h"
#include "command/manual.h"
#include "command/options.h"
#include "command/report.h"
#include "command/terminal.h"

enum { MAN };
enum { WIDTH = 80, OPTION_COLUMN = 28, EXAMPLE_COLUMN = 36 };

static bool is_end(const struct option *option)
{
	return !option->letter && !option->name;
}

/* "-o, --output=DIR" */
static void put_option_name(struct buf *out, const struct option *option)
{
	if (option->letter)
		buf_printf(out, "-%c%s", option->letter, option->name ? ", " : "");
	else
		buf_put(out, STR("    "));
	if (option->name)
		buf_printf(out, "--%s", option->name);
	if (option->argument)
		buf_printf(out, "%c%s", option->name ? '=' : ' ', option->argument);
}

/* A left column and wrapped text beside it, or below it where the column is too narrow. */
static void put_row(struct buf *out, struct str left, const char *right, size_t column)
{
	size_t columns = utf8_count(left) + 2;

	buf_printf(out, "  %.*s", STR_ARG(left));
	if (columns + 2 > column)
		buf_printf(out, "\n%*s", (int)column, "");
	else
		buf_printf(out, "%*s", (int)(column - columns), "");
	terminal_wrap(out, str_from(right), column, WIDTH);
	buf_char(out, '\n');
}

static void put_options(struct buf *out, const struct option *options)
{
	struct buf left = {0};

	for (; !is_end(options); options++) {
		buf_reset(&left);
		put_option_name(&left, options);
		put_row(out, buf_str(&left), options->help, OPTION_COLUMN);
	}
	buf_release(&left);
}

static void put_words(struct buf *out, const struct command *command)
{
	struct argument_word word;

	buf_printf(out, "\n%s:\n", command->arguments);
	for (size_t i = 0; command->word(i, &word); i++) {
		struct buf left = {0};

		buf_printf(&left, "  %.*s", STR_ARG(word.word));
		put_row(out, buf_str(&left), word.help, OPTION_COLUMN);
		buf_release(&left);
	}
}

#define NO_BREAK_SPACE "\xc2\xa0"

/* "usage: glossa build [-o DIR] [--drafts] FILE": no-break spaces keep an option and its argument in one line. */
static void put_usage(struct buf *out, const struct command *command)
{
	struct buf usage = {0}, wrapped = {0};

	buf_printf(&usage, "usage: glossa %s", command->name);
	for (const struct option *option = command->options; option && !is_end(option); option++) {
		if (option->letter)
			buf_printf(&usage, " [-%c", option->letter);
		else
			buf_printf(&usage, " [--%s", option->name);
		if (option->argument)
			buf_printf(&usage, "%s%s", option->letter ? NO_BREAK_SPACE : "=", option->argument);
		buf_char(&usage, ']');
	}
	if (command->arguments)
		buf_printf(&usage, " %s", command->arguments);
	terminal_wrap(&wrapped, buf_str(&usage), 8, WIDTH);
	struct str rest = buf_str(&wrapped);
	for (size_t at; (at = str_find(rest, STR(NO_BREAK_SPACE), 0)) < rest.len;) {
		buf_put(out, str_slice(rest, 0, at));
		buf_char(out, ' ');
		rest = str_from_index(rest, at + strlen(NO_BREAK_SPACE));
	}
	buf_put(out, rest);
	buf_char(out, '\n');
	buf_release(&usage);
	buf_release(&wrapped);
}

static void put_command(struct buf *out, const struct command *command)
{
	buf_printf(out, "glossa %s: %s\n\n", command->name, command->summary);
	put_usage(out, command);
	if (command->help) {
		buf_char(out, '\n');
		terminal_wrap(out, str_from(command->help), 0, WIDTH);
		buf_char(out, '\n');
	}
	if (command->word)
		put_words(out, command);
	if (command->options && !is_end(command->options)) {
		buf_put(out, STR("\nOptions:\n"));
		put_options(out, command->options);
	}
	buf_put(out, STR("\nFor every command:\n"));
	put_options(out, GLOBAL_OPTIONS);
	if (!command->examples)
		return;
	buf_put(out, STR("\nExamples:\n"));
	for (const struct example *example = command->examples; example->line; example++)
		put_row(out, str_from(example->line), example->help, EXAMPLE_COLUMN);
}

static void put_overview(struct buf *out, const struct command *const *commands)
{
	buf_put(out, STR("usage: glossa [-C DIR] COMMAND [ARG…]\n\n"));
	for (; *commands; commands++)
		buf_printf(out, "  %-11s %s\n", (*commands)->name, (*commands)->summary);
	buf_put(out, STR("\nFor every command: -C DIR, -q, -v, --color=WHEN, --help, --version.\n"
					 "`glossa help COMMAND` explains one of them.\n"));
}

/* A manual page by its name. */
static bool put_manual(struct buf *out, const struct call *call)
{
	struct str page = option_value(call, MAN, STR(""));

	if (str_equal(page, STR("glossa")))
		manual_program(out, call->commands);
	else if (str_equal(page, STR("glossa-handbook")))
		manual_handbook(out);
	else
		complain("help: --man is glossa or glossa-handbook, not \"%.*s\"", STR_ARG(page));
	return out->len > 0;
}

static enum outcome run(const struct call *call)
{
	struct buf out = {0};

	if (option_given(call, MAN)) {
		if (!put_manual(&out, call))
			return OUTCOME_USAGE;
	} else if (call->argument_count == 0) {
		put_overview(&out, call->commands);
	} else {
		struct str name = call->arguments[0], nearest;
		const struct command *command = command_named(call->commands, name, &nearest);

		if (!command) {
			struct str meant = diag_did_you_mean(call->arena, nearest);

			complain("help: no command \"%.*s\"%.*s", STR_ARG(name), STR_ARG(meant));
			return OUTCOME_USAGE;
		}
		put_command(&out, command);
	}
	print_bytes(stdout, buf_str(&out));
	buf_release(&out);
	return OUTCOME_OK;
}

static const struct option OPTIONS[] = {
	[MAN] = {0, "man", "PAGE", "print a manual page as mdoc: glossa or glossa-handbook"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa help", "lists the commands"},
	{"glossa help build", "explains one"},
	{"glossa build --help", "the same"},
	{0},
};

const struct command command_help = {
	.name = "help",
	.arguments = "[COMMAND]",
	.most = 1,
	.summary = "lists the commands, or explains one",
	.help = "Lists the commands, or explains one: what it does, its options, examples.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
