/* The command line: `glossa [OPTION…] COMMAND [OPTION…] [ARGUMENT…]`.
 *
 * -o DIR, -oDIR, --output DIR and --output=DIR are one; switches may be written together (-qv); `--` ends the options;
 * a lone - is an argument. What holds for every command may stand before it. Given twice, the last one counts. */
#ifndef GLOSSA_COMMAND_OPTIONS_H
#define GLOSSA_COMMAND_OPTIONS_H

#include "command/command.h"

/* Those that hold for every command, ended by {0}. */
extern const struct option GLOBAL_OPTIONS[];

/* Takes `words`, the command line without the program's name, apart. False, with *problem saying why, when it makes no
 * sense. --help, or no command at all, becomes a call of `help`; --version one of `version`. */
bool options_parse(struct arena *arena, const struct command *const *commands, const char *const *words,
	struct call *call, struct str *problem);

/* NULL when there is none of this name; *nearest is then the name that may have been meant. */
const struct command *command_named(const struct command *const *commands, struct str name, struct str *nearest);

#endif
