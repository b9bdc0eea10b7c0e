/* Asks the index that the last build has written, with the ranking of the search page. */
#define _GNU_SOURCE /* O_DIRECTORY */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "command/command.h"
#include "command/report.h"
#include "command/search_rank.h"
#include "command/terminal.h"

enum { OUTPUT, COUNT, JSON };

static const struct option OPTIONS[] = {
	[OUTPUT] = {'o', "output", "DIR", "the site's folder (public)"},
	[COUNT] = {'n', "count", "N", "how many results to print (10)"},
	[JSON] = {0, "json", NULL, "for machines"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa search mirotvorchestvo", "by any spelling, in any script"},
	{"glossa search '\"sovereign democracy\"'", "these words in this order"},
	{0},
};

/* Control characters never reach a terminal; all else is shown as it is. */
static void print_hit(struct buf *out, const struct search_type *type, const struct search_document *document)
{
	terminal_text(out, document->title);
	if (document->siglum.len) {
		buf_put(out, STR("  "));
		terminal_text(out, document->siglum);
	}
	buf_put(out, STR("  ["));
	terminal_text(out, type->name);
	buf_put(out, STR("]\n    "));
	terminal_text(out, document->address);
	buf_char(out, '\n');
	if (document->summary.len) {
		buf_put(out, STR("    "));
		terminal_text(out, document->summary);
		buf_char(out, '\n');
	}
}

static void json_hit(struct buf *out, const struct search_type *type, const struct search_document *document,
	const struct search_hit *hit)
{
	buf_put(out, STR("{\"title\": "));
	report_json_string(out, document->title);
	buf_put(out, STR(", \"type\": "));
	report_json_string(out, type->name);
	buf_put(out, STR(", \"address\": "));
	report_json_string(out, document->address);
	buf_put(out, STR(", \"siglum\": "));
	report_json_string(out, document->siglum);
	buf_put(out, STR(", \"summary\": "));
	report_json_string(out, document->summary);
	buf_printf(out, ", \"score\": %.0f}", hit->score);
}

static void print_results(
	struct search_files *files, const struct search_hit *hits, size_t count, size_t most, bool json)
{
	struct buf out = {0};

	if (json)
		buf_printf(&out, "{\"count\": %zu, \"results\": [", count);
	for (size_t i = 0; i < count && i < most; i++) {
		const struct search_type *type = search_type_of(files, hits[i].doc);
		struct search_document document;

		search_document(files, hits[i].doc, &document);
		if (json) {
			buf_put(&out, i ? STR(",\n") : STR("\n"));
			json_hit(&out, type, &document, &hits[i]);
		} else {
			print_hit(&out, type, &document);
		}
	}
	buf_put(&out, json ? STR("\n]}\n") : STR(""));
	if (out.len)
		print_bytes(stdout, buf_str(&out));
	buf_release(&out);
}

static struct str whole_query(const struct call *call)
{
	struct buf query = {0};

	for (size_t i = 0; i < call->argument_count; i++) {
		if (i)
			buf_char(&query, ' ');
		buf_put(&query, call->arguments[i]);
	}
	struct str text = str_copy(call->arena, buf_str(&query));
	buf_release(&query);
	return text;
}

static enum outcome run(const struct call *call)
{
	struct str folder = str_join(call->arena, option_value(call, OUTPUT, STR("public")), STR("/search"));
	struct search_files files = {.arena = call->arena};
	struct search_hit *hits;
	uint64_t most = 10;

	if (!option_number(call, COUNT, 1, 100000, &most))
		return OUTCOME_USAGE;
	files.folder = open(str_terminated(call->arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (files.folder < 0 || !search_open(&files)) {
		complain(
			"search: no index in %.*s; `glossa build` writes one, unless `outputs:` leaves it out", STR_ARG(folder));
		return OUTCOME_USAGE;
	}
	size_t count = search_ask(&files, whole_query(call), &hits);
	print_results(&files, hits, count, (size_t)most, option_given(call, JSON));
	if (!count && !call->quiet)
		complain("search: nothing found");
	close(files.folder);
	return OUTCOME_OK;
}

const struct command command_search = {
	.name = "search",
	.arguments = "QUERY",
	.least = 1,
	.most = SIZE_MAX,
	.summary = "asks the index of the built site",
	.help = "Prints what the search page shows for QUERY, in the same order. Case, marks and scripts are folded: "
			"mirotvorchestvo finds what is written in Cyrillic. Words in quotation marks have to stand in this order.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
