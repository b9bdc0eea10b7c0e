#define _GNU_SOURCE /* fileno */
#include "command/options.h"

#include <stdio.h>
#include <unistd.h>

#include "tap.h"

enum { OUTPUT, JOBS, DRAFTS, WARN };
static const struct option OPTIONS[] = {
	[OUTPUT] = {'o', "output", "DIR", "where"},
	[JOBS] = {'j', "jobs", "N", "how many"},
	[DRAFTS] = {0, "drafts", NULL, "drafts too"},
	[WARN] = {'W', NULL, NULL, "warnings fail"},
	{0},
};
static const struct command BUILD = {.name = "build", .arguments = "[ENTRY…]", .most = 3, .options = OPTIONS};
static const struct command RENDER = {.name = "render", .arguments = "FILE|-", .least = 1, .most = 1};
static const struct command *const COMMANDS[] = {&BUILD, &RENDER, &command_help, &command_version, NULL};

enum { MOST_WORDS = 12 };

/* Takes a command line apart, its words parted by one space. */
static bool parse(struct arena *arena, const char *line, struct call *call, struct str *problem)
{
	const char **words = arena_array(arena, const char *, MOST_WORDS + 1);
	struct str rest = str_from(line), word;
	size_t count = 0;

	while (line[0] && str_split(&rest, ' ', &word) && count < MOST_WORDS)
		words[count++] = str_terminated(arena, word);
	return options_parse(arena, COMMANDS, words, call, problem);
}

/* "build output=x jobs=4 +drafts +W -C d q v color=2: a b": all that a call says. */
static struct str describe(struct arena *arena, const struct call *call)
{
	struct str text = str_from(call->command->name);

	for (size_t row = 0; call->command == &BUILD && (OPTIONS[row].letter || OPTIONS[row].name); row++) {
		if (!option_given(call, row))
			continue;
		if (OPTIONS[row].argument)
			text = str_format(
				arena, "%.*s %s=%.*s", STR_ARG(text), OPTIONS[row].name, STR_ARG(option_value(call, row, STR("?"))));
		else
			text = str_format(arena, "%.*s +%s", STR_ARG(text), OPTIONS[row].name ? OPTIONS[row].name : "W");
	}
	if (call->folder.data)
		text = str_format(arena, "%.*s in %.*s", STR_ARG(text), STR_ARG(call->folder));
	text = str_format(arena, "%.*s%s%s", STR_ARG(text), call->quiet ? " quiet" : "", call->verbose ? " verbose" : "");
	if (call->color != COLOR_AUTO)
		text = str_format(arena, "%.*s color=%d", STR_ARG(text), call->color);
	for (size_t i = 0; i < call->argument_count; i++)
		text = str_format(arena, "%.*s%s%.*s", STR_ARG(text), i ? "," : ": ", STR_ARG(call->arguments[i]));
	return text;
}

static void test_understood(void)
{
	static const struct {
		const char *line, *want;
	} ROWS[] = {
		{"build", "build"},
		{"build -o out", "build output=out"},
		{"build -oout", "build output=out"},
		{"build --output out", "build output=out"},
		{"build --output=out", "build output=out"},
		{"build --output=a=b", "build output=a=b"},
		{"build -j4", "build jobs=4"},
		{"build -Wj4", "build jobs=4 +W"},
		{"build -Wj 4", "build jobs=4 +W"},
		{"build -qWv", "build +W quiet verbose"},
		{"build -o -j4", "build output=-j4"},
		{"build -o a -o b", "build output=b"},
		{"build --drafts a b", "build +drafts: a,b"},
		{"build a --drafts b", "build +drafts: a,b"},
		{"build -- --drafts -o", "build: --drafts,-o"},
		{"build -- -- x", "build: --,x"},
		{"build -", "build: -"},
		{"-C dir build", "build in dir"},
		{"build -Cdir", "build in dir"},
		{"-q build -v", "build quiet verbose"},
		{"--quiet build --verbose", "build quiet verbose"},
		{"--color=never build", "build color=2"},
		{"build --color always", "build color=1"},
		{"build --color=auto", "build"},
		{"render -", "render: -"},
		{"render -- -", "render: -"},
		{"", "help"},
		{"-q", "help quiet"},
		{"--help", "help"},
		{"-h", "help"},
		{"build --help", "help: build"},
		{"--help build", "help: build"},
		{"render -h", "help: render"},
		{"build a b -h", "help: build"},
		{"help build", "help: build"},
		{"--version", "version"},
		{"build --version x", "version"},
		{"render --version --help", "version"},
	};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct arena arena = {0};
		struct call call;
		struct str problem = {0};

		if (ok(parse(&arena, ROWS[i].line, &call, &problem), "understood: %s", ROWS[i].line))
			is_str(describe(&arena, &call), str_from(ROWS[i].want), "as: %s", ROWS[i].want);
		else
			diagnostic("%.*s", STR_ARG(problem));
		arena_release(&arena);
	}
}

static void test_refused(void)
{
	static const struct {
		const char *line, *problem;
	} ROWS[] = {
		{"biuld", "no command \"biuld\"; did you mean \"build\"?"},
		{"frobnicate", "no command \"frobnicate\""},
		{"-- biuld", "no command \"biuld\"; did you mean \"build\"?"},
		{"build --draft", "no option \"--draft\"; did you mean \"--drafts\"?"},
		{"build --draft=x", "no option \"--draft\"; did you mean \"--drafts\"?"},
		{"build --quite", "no option \"--quite\"; did you mean \"--quiet\"?"},
		{"build --frobnicate", "no option \"--frobnicate\""},
		{"build -x", "no option \"-x\""},
		{"build -Wx", "no option \"-x\""},
		{"render --drafts a", "no option \"--drafts\""},
		{"-o out build", "no option \"-o\" before the command"},
		{"--drafts build", "no option \"--drafts\" before the command"},
		{"build --=x", "no option \"--\""},
		{"build -o", "option \"-o\" needs a value: -o DIR"},
		{"build --output", "option \"--output\" needs a value: --output=DIR"},
		{"-C", "option \"-C\" needs a value: -C DIR"},
		{"build -o ", "option \"-o\" needs a value, and \"\" is none"},
		{"build --output=", "option \"--output\" needs a value, and \"\" is none"},
		{"build --drafts=yes", "option \"--drafts\" takes no value"},
		{"build --color=alway", "--color is auto, always or never, not \"alway\"; did you mean \"always\"?"},
		{"render", "render: FILE|- is missing"},
		{"render a b", "render: \"b\" is one argument too many"},
		{"build a b c d e", "build: \"d\" is one argument too many"},
	};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct arena arena = {0};
		struct call call;
		struct str problem = {0};

		ok(!parse(&arena, ROWS[i].line, &call, &problem), "refused: %s", ROWS[i].line);
		is_str(problem, str_from(ROWS[i].problem), "because: %s", ROWS[i].problem);
		arena_release(&arena);
	}
}

static void test_values(void)
{
	struct arena arena = {0};
	struct call call;
	struct str problem;
	uint64_t jobs = 7;

	parse(&arena, "build", &call, &problem);
	is_str(option_value(&call, OUTPUT, STR("public")), STR("public"), "an option that is not given has its default");
	ok(option_number(&call, JOBS, 1, 64, &jobs) && jobs == 7, "a number as well");
	parse(&arena, "build -o out -j64", &call, &problem);
	is_str(option_value(&call, OUTPUT, STR("public")), STR("out"), "one that is given is what was given");
	ok(option_number(&call, JOBS, 1, 64, &jobs) && jobs == 64, "a number that fits");
	parse(&arena, "render x", &call, &problem);
	ok(!option_given(&call, 0), "a command without options has none");
	arena_release(&arena);
}

/* Runs option_number with standard error in a file; what was said there. */
static struct str complaint(struct arena *arena, const struct call *call, bool *fits, uint64_t *jobs)
{
	FILE *said = tmpfile();
	int standard_error = dup(STDERR_FILENO);
	char text[256];

	dup2(fileno(said), STDERR_FILENO);
	*fits = option_number(call, JOBS, 1, 64, jobs);
	dup2(standard_error, STDERR_FILENO);
	close(standard_error);
	rewind(said);
	size_t length = fread(text, 1, sizeof(text), said);
	fclose(said);
	return str_copy(arena, (struct str){text, length});
}

static void test_wrong_numbers(void)
{
	static const char *const WRONG[] = {"65", "0", "x", "-1", "99999999999999999999"};
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(WRONG); i++) {
		const char *words[] = {"build", "-j", WRONG[i], NULL};
		struct call call;
		struct str problem;
		uint64_t jobs = 7;
		bool fits = true;

		options_parse(&arena, COMMANDS, words, &call, &problem);
		is_str(complaint(&arena, &call, &fits, &jobs),
			str_format(&arena, "glossa: build: --jobs is a number from 1 to 64, not \"%s\"\n", WRONG[i]),
			"\"%s\" is told", WRONG[i]);
		ok(!fits && jobs == 7, "and changes nothing");
	}
	arena_release(&arena);
}

int main(void)
{
	test_understood();
	test_refused();
	test_values();
	test_wrong_numbers();
	return done_testing();
}
