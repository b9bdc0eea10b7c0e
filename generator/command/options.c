/* How it works: words are taken in order. Until the command is known only the global options are; from then on its own
 * as well. Nothing is printed here: the first problem ends the parse and is handed back as a text. */
#include "command/options.h"

#include "base/diag.h"
#include "base/near.h"
#include "command/report.h"

enum global { GLOBAL_FOLDER, GLOBAL_QUIET, GLOBAL_VERBOSE, GLOBAL_COLOR, GLOBAL_HELP, GLOBAL_VERSION, GLOBAL_COUNT };

const struct option GLOBAL_OPTIONS[] = {
	[GLOBAL_FOLDER] = {'C', NULL, "DIR", "work on the handbook in DIR"},
	[GLOBAL_QUIET] = {'q', "quiet", NULL, "say nothing but errors"},
	[GLOBAL_VERBOSE] = {'v', "verbose", NULL, "leave nothing out"},
	[GLOBAL_COLOR] = {0, "color", "WHEN", "auto, always or never"},
	[GLOBAL_HELP] = {'h', "help", NULL, "explain the command"},
	[GLOBAL_VERSION] = {0, "version", NULL, "print the version"},
	[GLOBAL_COUNT] = {0},
};

static const char *const COLOR_NAMES[] = {[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};

struct parser {
	struct arena *arena;
	const char *const *words; /* what is left */
	struct call *call;
	struct str globals[GLOBAL_COUNT];
	struct str *values; /* of the command's options */
	struct str *arguments;
	size_t argument_capacity;
	struct str *problem;
};

static size_t count_options(const struct option *options)
{
	size_t count = 0;

	while (options && (options[count].letter || options[count].name))
		count++;
	return count;
}

const struct command *command_named(const struct command *const *commands, struct str name, struct str *nearest)
{
	struct near near = near_to(name);

	for (; *commands; commands++) {
		if (str_equal(name, str_from((*commands)->name)))
			return *commands;
		near_try(&near, str_from((*commands)->name));
	}
	*nearest = near.best;
	return NULL;
}

PRINTF_LIKE(2, 3) static bool fail(struct parser *parser, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	*parser->problem = str_vformat(parser->arena, format, arguments);
	va_end(arguments);
	return false;
}

/* The row of `options` with this letter, or (when letter is 0) this name. */
static const struct option *find(const struct option *options, char letter, struct str name, struct near *near)
{
	for (; options && (options->letter || options->name); options++) {
		if (letter ? letter == options->letter : options->name && str_equal(name, str_from(options->name)))
			return options;
		if (options->name)
			near_try(near, str_from(options->name));
	}
	return NULL;
}

static bool fail_unknown(struct parser *parser, struct str written, struct near near)
{
	const struct command *command = parser->call->command;
	const char *where = command ? "" : " before the command";

	if (near.best.len)
		return fail(
			parser, "no option \"%.*s\"%s; did you mean \"--%.*s\"?", STR_ARG(written), where, STR_ARG(near.best));
	return fail(parser, "no option \"%.*s\"%s", STR_ARG(written), where);
}

/* Finds the option, by letter or else by name, and where its value goes. `written` is how it was called. */
static const struct option *look_up(
	struct parser *parser, char letter, struct str name, struct str written, struct str **slot)
{
	const struct command *command = parser->call->command;
	struct near near = near_to(name);
	const struct option *own = command ? find(command->options, letter, name, &near) : NULL;
	const struct option *global = find(GLOBAL_OPTIONS, letter, name, &near);

	if (own)
		*slot = &parser->values[own - command->options];
	else if (global)
		*slot = &parser->globals[global - GLOBAL_OPTIONS];
	else
		fail_unknown(parser, written, letter ? (struct near){0} : near);
	return own ? own : global;
}

/* --name, --name=value or --name value */
static bool take_long(struct parser *parser, struct str word)
{
	size_t equals = str_find_char(word, '=', 0);
	struct str name = str_slice(word, 2, equals);
	struct str *slot;
	const struct option *option = look_up(parser, 0, name, str_slice(word, 0, equals), &slot);

	if (!option)
		return false;
	if (!option->argument) {
		if (equals < word.len)
			return fail(parser, "option \"--%s\" takes no value", option->name);
		*slot = STR("");
		return true;
	}
	if (equals == word.len && !*parser->words)
		return fail(parser, "option \"--%s\" needs a value: --%s=%s", option->name, option->name, option->argument);
	*slot = equals < word.len ? str_from_index(word, equals + 1) : str_from(*parser->words++);
	return slot->len || fail(parser, "option \"--%s\" needs a value, and \"\" is none", option->name);
}

/* -q, -qv, -oDIR, -o DIR, -qoDIR */
static bool take_short(struct parser *parser, struct str word)
{
	for (size_t i = 1; i < word.len; i++) {
		struct str *slot, written = str_format(parser->arena, "-%c", word.data[i]);
		const struct option *option = look_up(parser, word.data[i], (struct str){0}, written, &slot);

		if (!option)
			return false;
		if (!option->argument) {
			*slot = STR("");
			continue;
		}
		struct str rest = str_from_index(word, i + 1);
		if (!rest.len && !*parser->words)
			return fail(
				parser, "option \"-%c\" needs a value: -%c %s", option->letter, option->letter, option->argument);
		*slot = rest.len ? rest : str_from(*parser->words++);
		return slot->len || fail(parser, "option \"-%c\" needs a value, and \"\" is none", option->letter);
	}
	return true;
}

static bool take_command(struct parser *parser, struct str word)
{
	struct str nearest;
	const struct command *command = command_named(parser->call->commands, word, &nearest);

	if (!command)
		return fail(
			parser, "no command \"%.*s\"%.*s", STR_ARG(word), STR_ARG(diag_did_you_mean(parser->arena, nearest)));
	parser->call->command = command;
	parser->values = arena_array(parser->arena, struct str, count_options(command->options) + 1);
	return true;
}

static void take_argument(struct parser *parser, struct str word)
{
	struct call *call = parser->call;

	parser->arguments = arena_grow(
		parser->arena, parser->arguments, call->argument_count, &parser->argument_capacity, sizeof(*parser->arguments));
	parser->arguments[call->argument_count++] = word;
}

static bool take_words(struct parser *parser)
{
	bool options_over = false;

	while (*parser->words) {
		struct str word = str_from(*parser->words++);
		bool taken = true;

		if (!options_over && str_equal(word, STR("--")))
			options_over = true;
		else if (!options_over && str_starts(word, STR("--")))
			taken = take_long(parser, word);
		else if (!options_over && word.len > 1 && word.data[0] == '-')
			taken = take_short(parser, word);
		else if (!parser->call->command)
			taken = take_command(parser, word);
		else
			take_argument(parser, word);
		if (!taken)
			return false;
	}
	return true;
}

static bool choose_color(struct parser *parser, struct str choice)
{
	struct near near = near_to(choice);

	for (size_t i = 0; i < COUNT_OF(COLOR_NAMES); i++) {
		if (!choice.data || str_equal(choice, str_from(COLOR_NAMES[i]))) {
			parser->call->color = (enum color_choice)i;
			return true;
		}
		near_try(&near, str_from(COLOR_NAMES[i]));
	}
	struct str meant = diag_did_you_mean(parser->arena, near.best);
	return fail(parser, "--color is auto, always or never, not \"%.*s\"%.*s", STR_ARG(choice), STR_ARG(meant));
}

/* --help and --version are commands in the guise of options. */
static bool became_other_command(struct parser *parser)
{
	struct call *call = parser->call;
	const struct command *asked = call->command;

	if (parser->globals[GLOBAL_VERSION].data)
		call->command = &command_version;
	else if (parser->globals[GLOBAL_HELP].data || !asked)
		call->command = &command_help;
	else
		return false;
	call->argument_count = 0;
	if (asked && call->command == &command_help)
		take_argument(parser, str_from(asked->name));
	return true;
}

static bool arguments_fit(struct parser *parser)
{
	const struct call *call = parser->call;
	const struct command *command = call->command;

	if (call->argument_count < command->least)
		return fail(parser, "%s: %s is missing", command->name, command->arguments);
	if (call->argument_count > command->most)
		return fail(
			parser, "%s: \"%.*s\" is one argument too many", command->name, STR_ARG(parser->arguments[command->most]));
	return true;
}

bool options_parse(struct arena *arena, const struct command *const *commands, const char *const *words,
	struct call *call, struct str *problem)
{
	struct parser parser = {.arena = arena, .words = words, .call = call, .problem = problem};

	*call = (struct call){.arena = arena, .commands = commands};
	if (!take_words(&parser) || !choose_color(&parser, parser.globals[GLOBAL_COLOR]))
		return false;
	call->folder = parser.globals[GLOBAL_FOLDER];
	call->quiet = parser.globals[GLOBAL_QUIET].data != NULL;
	call->verbose = parser.globals[GLOBAL_VERBOSE].data != NULL;
	if (!became_other_command(&parser) && !arguments_fit(&parser))
		return false;
	call->values = parser.values;
	call->arguments = parser.arguments;
	return true;
}

bool option_given(const struct call *call, size_t row)
{
	return call->values && call->values[row].data;
}

struct str option_value(const struct call *call, size_t row, struct str otherwise)
{
	return option_given(call, row) ? call->values[row] : otherwise;
}

bool option_number(const struct call *call, size_t row, uint64_t least, uint64_t most, uint64_t *number)
{
	const struct option *option = &call->command->options[row];
	uint64_t value;

	if (!option_given(call, row))
		return true;
	if (str_number(call->values[row], most, &value) && value >= least) {
		*number = value;
		return true;
	}
	complain("%s: --%s is a number from %ju to %ju, not \"%.*s\"", call->command->name, option->name, (uintmax_t)least,
		(uintmax_t)most, STR_ARG(call->values[row]));
	return false;
}
