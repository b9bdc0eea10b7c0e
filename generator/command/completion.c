/* How it works: the scripts are made from the same records as help is. What stands for an entry, a type or a code is
 * asked of glossa itself at the moment it is completed. */
#include <stdio.h>

#include "base/buf.h"
#include "base/near.h"
#include "command/options.h"
#include "command/report.h"

/* What a command's first argument is, told from how help shows it. */
enum argument {
	ARGUMENT_NONE,
	ARGUMENT_FILE,
	ARGUMENT_ENTRY,
	ARGUMENT_TYPE,
	ARGUMENT_CODE,
	ARGUMENT_COMMAND,
	ARGUMENT_LISTED,
	ARGUMENT_WORDS
};

static enum argument argument_of(const struct command *command)
{
	struct str shown = command->arguments ? str_from(command->arguments) : STR("");

	if (shown.len == 0)
		return ARGUMENT_NONE;
	if (command->word)
		return ARGUMENT_LISTED;
	if (str_contains(shown, STR("ENTRY")) || str_contains(shown, STR("OLD")))
		return ARGUMENT_ENTRY;
	if (str_contains(shown, STR("TYPE")))
		return ARGUMENT_TYPE;
	if (str_contains(shown, STR("CODE")))
		return ARGUMENT_CODE;
	if (str_contains(shown, STR("COMMAND")))
		return ARGUMENT_COMMAND;
	return shown.data[0] >= 'a' && shown.data[0] <= 'z' ? ARGUMENT_WORDS : ARGUMENT_FILE;
}

/* "a|b|c" as "a b c" */
static void put_words(struct buf *out, const char *of)
{
	for (; *of; of++)
		buf_char(out, *of == '|' ? ' ' : *of);
}

static void put_listed(struct buf *out, const struct command *command)
{
	struct argument_word word;

	for (size_t i = 0; command->word(i, &word); i++)
		buf_printf(out, "%s%.*s", i ? " " : "", STR_ARG(word.word));
}

static void put_commands(struct buf *out, const struct call *call)
{
	for (const struct command *const *command = call->commands; *command; command++)
		buf_printf(out, "%s%s", command == call->commands ? "" : " ", (*command)->name);
}

static bool is_end(const struct option *option)
{
	return !option->letter && !option->name;
}

/* A shell's word list of what the argument may be; "" for files and for nothing. */
static void put_candidates(struct buf *out, const struct call *call, const struct command *command)
{
	switch (argument_of(command)) {
	case ARGUMENT_ENTRY: buf_put(out, STR("$(_glossa_ask id)")); break;
	case ARGUMENT_TYPE: buf_put(out, STR("$(_glossa_ask type)")); break;
	case ARGUMENT_CODE: buf_put(out, STR("$(glossa explain 2>/dev/null | cut -d' ' -f1)")); break;
	case ARGUMENT_COMMAND: put_commands(out, call); break;
	case ARGUMENT_LISTED: put_listed(out, command); break;
	case ARGUMENT_WORDS: put_words(out, command->arguments); break;
	case ARGUMENT_NONE:
	case ARGUMENT_FILE: break;
	}
}

/* Shell: each value of a key in the list of entries, once. */
static const char ASK[] =
	"_glossa_ask() {\n"
	"  glossa list --json 2>/dev/null | grep -o \"\\\"$1\\\": *\\\"[^\\\"]*\\\"\" | cut -d'\"' -f4 | sort -u\n"
	"}\n";

/* ---- bash ---- */

static void put_bash_options(struct buf *out, const struct option *options)
{
	for (; options && !is_end(options); options++) {
		if (options->letter)
			buf_printf(out, " -%c", options->letter);
		if (options->name)
			buf_printf(out, " --%s%s", options->name, options->argument ? "=" : "");
	}
}

static void put_bash(struct buf *out, const struct call *call)
{
	buf_printf(out, "# bash completion for glossa\n%s_glossa() {\n", ASK);
	buf_put(out, STR("  local word=${COMP_WORDS[COMP_CWORD]} command= options= words= i\n"
					 "  COMPREPLY=()\n"
					 "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
					 "    case ${COMP_WORDS[i]} in\n"
					 "      -C) ((i++)) ;;\n"
					 "      -*) ;;\n"
					 "      *) command=${COMP_WORDS[i]}; break ;;\n"
					 "    esac\n"
					 "  done\n"
					 "  options='"));
	put_bash_options(out, GLOBAL_OPTIONS);
	buf_put(out, STR("'\n  case $command in\n    '') words='"));
	put_commands(out, call);
	buf_put(out, STR("' ;;\n"));
	for (const struct command *const *command = call->commands; *command; command++) {
		buf_printf(out, "    %s) options+='", (*command)->name);
		put_bash_options(out, (*command)->options);
		buf_put(out, STR("'; words=\""));
		put_candidates(out, call, *command);
		buf_put(out, STR("\" ;;\n"));
	}
	buf_put(out, STR("  esac\n"
					 "  if [[ ${COMP_WORDS[COMP_CWORD-1]} == -C ]]; then\n"
					 "    COMPREPLY=($(compgen -d -- \"$word\"))\n"
					 "    return\n"
					 "  fi\n"
					 "  [[ $word == -* ]] && words=$options\n"
					 "  [[ $words ]] && COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
					 "  [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace\n"
					 "}\n"
					 "complete -o default -F _glossa glossa\n"));
}

/* ---- zsh ---- */

/* Inside '[…]' of a specification, in single quotes. */
static void put_zsh_text(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			buf_put(out, STR("'\\''"));
		else if (*text == '[' || *text == ']' || *text == ':' || *text == '\\')
			buf_printf(out, "\\%c", *text);
		else
			buf_char(out, *text);
	}
}

static void put_zsh_option(struct buf *out, const struct option *option)
{
	const char *tail = option->argument ? "=" : "";

	buf_put(out, STR(" \\\n      "));
	if (option->letter && option->name)
		buf_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}'[", option->letter, option->name, option->letter,
			option->argument ? "+" : "", option->name, tail);
	else if (option->letter)
		buf_printf(out, "'-%c%s[", option->letter, option->argument ? "+" : "");
	else
		buf_printf(out, "'--%s%s[", option->name, tail);
	put_zsh_text(out, option->help);
	buf_char(out, ']');
	if (option->argument)
		buf_printf(out, ":%s:%s", option->argument, "_files");
	buf_char(out, '\'');
}

static void put_zsh_arguments(struct buf *out, const struct call *call, const struct command *command)
{
	buf_put(out, STR("_arguments"));
	for (const struct option *option = GLOBAL_OPTIONS; !is_end(option); option++)
		put_zsh_option(out, option);
	for (const struct option *option = command->options; option && !is_end(option); option++)
		put_zsh_option(out, option);
	switch (argument_of(command)) {
	case ARGUMENT_NONE: break;
	case ARGUMENT_FILE: buf_put(out, STR(" '*:file:_files'")); break;
	default:
		buf_put(out, STR(" \"1:argument:("));
		put_candidates(out, call, command);
		buf_put(out, STR(")\" '*:file:_files'"));
	}
}

static void put_zsh(struct buf *out, const struct call *call)
{
	buf_printf(out, "#compdef glossa\n%s_glossa() {\n  local command=\n  local -a commands=(\n", ASK);
	for (const struct command *const *command = call->commands; *command; command++) {
		buf_printf(out, "    '%s:", (*command)->name);
		put_zsh_text(out, (*command)->summary);
		buf_put(out, STR("'\n"));
	}
	buf_put(out, STR("  )\n"
					 "  local i\n"
					 "  for ((i = 2; i < CURRENT; i++)); do\n"
					 "    case $words[i] in\n"
					 "      -C) ((i++)) ;;\n"
					 "      -*) ;;\n"
					 "      *) command=$words[i]; break ;;\n"
					 "    esac\n"
					 "  done\n"
					 "  if [[ -z $command ]]; then\n"
					 "    _describe command commands\n"
					 "    return\n"
					 "  fi\n"
					 "  words=(glossa \"${(@)words[i+1,-1]}\")\n"
					 "  ((CURRENT -= i - 1))\n"
					 "  case $command in\n"));
	for (const struct command *const *command = call->commands; *command; command++) {
		buf_printf(out, "    %s) ", (*command)->name);
		put_zsh_arguments(out, call, *command);
		buf_put(out, STR(" ;;\n"));
	}
	buf_put(out, STR("  esac\n}\n_glossa \"$@\"\n"));
}

/* ---- fish ---- */

static void put_fish_text(struct buf *out, const char *text)
{
	for (; *text; text++)
		buf_printf(out, *text == '\'' || *text == '\\' ? "\\%c" : "%c", *text);
}

static void put_fish_option(struct buf *out, const struct option *option, const char *command)
{
	buf_put(out, STR("complete -c glossa"));
	if (command)
		buf_printf(out, " -n '__fish_seen_subcommand_from %s'", command);
	if (option->letter)
		buf_printf(out, " -s %c", option->letter);
	if (option->name)
		buf_printf(out, " -l %s", option->name);
	buf_put(out, option->argument ? STR(" -r -d '") : STR(" -d '"));
	put_fish_text(out, option->help);
	buf_put(out, STR("'\n"));
}

/* fish writes a command's output without the dollar. */
static void put_fish_argument(struct buf *out, const struct call *call, const struct command *command)
{
	enum argument argument = argument_of(command);

	if (argument == ARGUMENT_FILE)
		return;
	buf_printf(out, "complete -c glossa -n '__fish_seen_subcommand_from %s' -f", command->name);
	if (argument == ARGUMENT_ENTRY || argument == ARGUMENT_TYPE) {
		buf_printf(out, " -a '(_glossa_ask %s)'", argument == ARGUMENT_ENTRY ? "id" : "type");
	} else if (argument == ARGUMENT_CODE) {
		buf_put(out, STR(" -a '(glossa explain 2>/dev/null | string split -f1 \" \")'"));
	} else if (argument != ARGUMENT_NONE) {
		buf_put(out, STR(" -a '"));
		put_candidates(out, call, command);
		buf_char(out, '\'');
	}
	buf_char(out, '\n');
}

static void put_fish(struct buf *out, const struct call *call)
{
	buf_put(out, STR("# fish completion for glossa\n"
					 "function _glossa_ask\n"
					 "  glossa list --json 2>/dev/null | string match -gr '\"'$argv[1]'\": *\"([^\"]*)\"' | sort -u\n"
					 "end\n"));
	for (const struct option *option = GLOBAL_OPTIONS; !is_end(option); option++)
		put_fish_option(out, option, NULL);
	for (const struct command *const *command = call->commands; *command; command++) {
		buf_printf(out, "complete -c glossa -n __fish_use_subcommand -f -a %s -d '", (*command)->name);
		put_fish_text(out, (*command)->summary);
		buf_put(out, STR("'\n"));
		for (const struct option *option = (*command)->options; option && !is_end(option); option++)
			put_fish_option(out, option, (*command)->name);
		put_fish_argument(out, call, *command);
	}
}

/* ---- the command ---- */

static const struct {
	struct str name;
	void (*put)(struct buf *out, const struct call *call);
} SHELLS[] = {
	{STR_INIT("bash"), put_bash},
	{STR_INIT("zsh"), put_zsh},
	{STR_INIT("fish"), put_fish},
};

static enum outcome run(const struct call *call)
{
	struct str name = call->arguments[0];
	struct near near = near_to(name);

	for (size_t i = 0; i < COUNT_OF(SHELLS); i++) {
		struct buf out = {0};

		near_try(&near, SHELLS[i].name);
		if (!str_equal(SHELLS[i].name, name))
			continue;
		SHELLS[i].put(&out, call);
		print_bytes(stdout, buf_str(&out));
		buf_release(&out);
		return OUTCOME_OK;
	}
	struct str meant = diag_did_you_mean(call->arena, near.best);
	complain("completion: for bash, zsh and fish, not \"%.*s\"%.*s", STR_ARG(name), STR_ARG(meant));
	return OUTCOME_USAGE;
}

static const struct example EXAMPLES[] = {
	{"eval \"$(glossa completion bash)\"", "in ~/.bashrc"},
	{"glossa completion fish | source", "in ~/.config/fish/config.fish"},
	{0},
};

const struct command command_completion = {
	.name = "completion",
	.arguments = "bash|zsh|fish",
	.least = 1,
	.most = 1,
	.summary = "prints what a shell needs to complete glossa's words",
	.help = "Prints a script with which bash, zsh or fish complete commands, options, and the names of entries, types "
			"and codes. `make install` puts all three where shells look for them.",
	.examples = EXAMPLES,
	.run = run,
};
