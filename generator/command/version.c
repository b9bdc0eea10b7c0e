#include <stdio.h>

#include "command/command.h"

#define TEXT_OF(name) #name
#define VALUE_OF(name) TEXT_OF(name)

const char *command_version_text(void)
{
	return VALUE_OF(GLOSSA_VERSION); /* from the Makefile */
}

static enum outcome run(const struct call *call)
{
	(void)call;
	printf("glossa %s\n", command_version_text());
	return OUTCOME_OK;
}

const struct command command_version = {
	.name = "version",
	.summary = "prints the version",
	.help = "Prints the version of glossa.",
	.run = run,
};
