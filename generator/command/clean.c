#include <stdio.h>

#include "command/building.h"
#include "publish/publication.h"

enum { OUTPUT };

static const struct option OPTIONS[] = {
	[OUTPUT] = {'o', "output", "DIR", "the site's folder (public)"},
	{0},
};

static enum outcome run(const struct call *call)
{
	struct publication publication = {0};
	struct diags diags = {0};
	struct publish_settings settings = {.root = STR("."), .output = option_value(call, OUTPUT, STR("public"))};
	enum publish_outcome cleaned = publish_clean(&publication, &settings, &diags);
	struct report report = report_for(call, REPORT_TEXT);

	report_print(&report, &diags);
	if (publication.trouble.reason.len)
		complain("%.*s: %.*s", STR_ARG(publication.trouble.path), STR_ARG(publication.trouble.reason));
	publish_release(&publication);
	diags_release(&diags);
	return cleaned == PUBLISH_OK ? OUTCOME_OK : OUTCOME_ENVIRONMENT;
}

const struct command command_clean = {
	.name = "clean",
	.summary = "removes the site that build made",
	.help = "Removes the site's folder, if glossa made it, and what interrupted builds left behind.",
	.options = OPTIONS,
	.run = run,
};
