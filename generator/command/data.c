#include <stdio.h>

#include "build_history.h"
#include "command/building.h"
#include "command/command.h"
#include "formats/json.h"
#include "render/pages.h"

enum { DRAFTS };
enum { INDENT = 2 };

static const struct option OPTIONS[] = {
	[DRAFTS] = {0, "drafts", NULL, "include drafts"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa data terms/r2p", "all that the entry's template can use"},
	{"glossa data glossary.html", "the same for a page of glossa's own"},
	{0},
};

/* The number of the page at an address; the page count when there is none. */
static size_t find_page(const struct render *render, struct str address)
{
	size_t page = 0;

	while (page < render_page_count(render) && !str_equal(render_page_address(render, page), address))
		page++;
	return page;
}

static void complain_unknown(const struct call *call, const struct site *site, struct str name)
{
	struct str meant = building_meant(call->arena, site, name);

	complain("data: no entry or page \"%.*s\"%.*s", STR_ARG(name), STR_ARG(meant));
}

static void print_page(const struct render *render, size_t page, struct build *build)
{
	struct render_worker *worker = render_worker_new(render);
	struct buf out = {0};

	json_write(&out, render_page_data(render, page, worker), INDENT);
	buf_char(&out, '\n');
	print_bytes(stdout, buf_str(&out));
	buf_release(&out);
	render_worker_free(worker, &build->diags);
}

static enum outcome print_data(const struct call *call, struct build *build)
{
	struct render *render = build_begin_render(build);
	struct str name = call->arguments[0], address = name;
	const struct entry *entry = building_entry(&build->site, name);
	enum outcome outcome = OUTCOME_OK;

	if (entry) /* a record stands on the page of another entry */
		address = str_slice(entry->address, 0, str_find_char(entry->address, '#', 0));
	size_t page = find_page(render, address);
	if (page < render_page_count(render)) {
		print_page(render, page, build);
	} else {
		complain_unknown(call, &build->site, name);
		outcome = OUTCOME_USAGE;
	}
	render_end(render);
	return outcome;
}

static enum outcome run(const struct call *call)
{
	struct past past = {0};
	struct build build = {.drafts = option_given(call, DRAFTS), .past = &past};
	enum outcome outcome = building_load(call, &build);

	/* a handbook with errors can be looked at all the same; they have been reported */
	if (outcome == OUTCOME_OK || outcome == OUTCOME_CONTENT) {
		enum outcome printed = print_data(call, &build);

		outcome = printed == OUTCOME_OK ? outcome : printed;
	}
	build_release(&build);
	past_release(&past);
	return outcome;
}

const struct command command_data = {
	.name = "data",
	.arguments = "ENTRY",
	.least = 1,
	.most = 1,
	.summary = "prints what a template sees",
	.help = "Prints, as JSON, the tree of names and values that the template of ENTRY is made with: "
			"{{entry.title}} in a template shows entry.title of this tree. ENTRY is an id (terms/r2p), "
			"the name of its file, or the address of any page (tags/index.html).",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
