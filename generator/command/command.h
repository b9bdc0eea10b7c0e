/* A command is one file: a table of options, a run function, a record. main.c lists the records; the command line and
 * `glossa help` are made from them.
 *
 *     enum { OUTPUT };
 *     static const struct option OPTIONS[] = {[OUTPUT] = {'o', "output", "DIR", "where the site goes (public)"}, {0}};
 *     … in its run function: option_value(call, OUTPUT, STR("public"))
 *
 * Results go to stdout, all else to stderr; main() finds out when stdout cannot be written. */
#ifndef GLOSSA_COMMAND_COMMAND_H
#define GLOSSA_COMMAND_COMMAND_H

#include "base/arena.h"
#include "base/outcome.h"
#include "base/str.h"

struct call;

struct option {
	char letter;          /* 'o' for -o, or 0 */
	const char *name;     /* "output" for --output, or NULL */
	const char *argument; /* "DIR", or NULL for a switch */
	const char *help;     /* one line, without a full stop */
};

/* A word that an argument may be. */
struct argument_word {
	struct str word;
	const char *help;
};

struct example {
	const char *line; /* what to type */
	const char *help;
};

struct command {
	const char *name;
	const char *arguments;          /* "FILE|-", as help shows them, or NULL */
	size_t least, most;             /* how many arguments there must and may be */
	const char *summary;            /* one line of at most 60 characters, without a full stop */
	const char *help;               /* paragraphs; lines that begin with a space are kept as they are */
	const struct option *options;   /* ended by {0}; NULL for none */
	const struct example *examples; /* ended by {0}; NULL for none */
	/* The words that its argument may be, from 0 on, where a table has them; false after the last. NULL for none. */
	bool (*word)(size_t index, struct argument_word *word);
	enum outcome (*run)(const struct call *call);
};

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* A command line, taken apart. */
struct call {
	struct arena *arena;                   /* lives until the command has run */
	const struct command *const *commands; /* all there are, ended by NULL */
	const struct command *command;
	const struct str *values; /* of command->options, row by row; without data: not given */
	const struct str *arguments;
	size_t argument_count;
	struct str folder; /* -C: main has gone there already */
	enum color_choice color;
	bool quiet, verbose;
};

bool option_given(const struct call *call, size_t row);
struct str option_value(const struct call *call, size_t row, struct str otherwise);
/* Sets *number when the option is given; false, having complained, when its value is no number from least to most. */
bool option_number(const struct call *call, size_t row, uint64_t least, uint64_t most, uint64_t *number);

/* "0.1.0" */
const char *command_version_text(void);

extern const struct command command_build, command_check, command_clean, command_data, command_explain, command_help,
	command_completion, command_export, command_init, command_ledger, command_list, command_new, command_rename,
	command_render, command_schema, command_search, command_serve, command_template, command_version;

#endif
