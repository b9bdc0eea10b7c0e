#include <stdio.h>

#include "command/building.h"
#include "command/input.h"
#include "formats/escape.h"
#include "formats/text_check.h"
#include "parse/body.h"
#include "parse/config.h"
#include "parse/front_matter.h"

enum { PLAIN, UNSAFE };

static const struct option OPTIONS[] = {
	[PLAIN] = {0, "plain", NULL, "CommonMark, tables, footnotes and task lists; nothing else"},
	[UNSAFE] = {0, "unsafe", NULL, "let raw HTML and all addresses pass"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa render note.md", "shows the HTML of one text"},
	{"glossa render --plain --unsafe - < spec.md", "CommonMark from standard input"},
	{0},
};

static struct str line_in(void *context, struct str path, uint32_t line)
{
	struct str rest = *(const struct str *)context, text = {0};

	(void)path;
	while (line-- > 0)
		if (!str_line(&rest, &text))
			return (struct str){0};
	return text;
}

static void write_cite_item(struct buf *html, const struct cite_item *item)
{
	if (item->prefix.len) {
		escape_html(html, item->prefix);
		buf_char(html, ' ');
	}
	buf_put(html, item->without_author ? STR("-@") : STR("@"));
	escape_html(html, item->key);
	if (item->locator.len) {
		buf_put(html, STR(", "));
		escape_html(html, item->locator);
	}
}

/* Without a handbook nothing is known about what links and citations lead to: they stand as they were typed. */
static void fill_hole(struct buf *html, const struct body *body, const struct hole *hole)
{
	if (hole->kind == HOLE_LINK) {
		const struct link *link = &body->links[hole->index];

		if (!link->has_label)
			escape_html(html, link->target.len ? link->target : link->fragment);
	} else if (hole->kind == HOLE_CITATION) {
		const struct citation *citation = &body->citations[hole->index];

		buf_put(html, citation->narrative ? STR("") : STR("["));
		for (size_t i = 0; i < citation->item_count; i++) {
			buf_put(html, i ? STR("; ") : STR(""));
			write_cite_item(html, &citation->items[i]);
		}
		buf_put(html, citation->narrative ? STR("") : STR("]"));
	} else if (hole->kind == HOLE_IMAGE) {
		buf_put(html, STR("<img src=\""));
		escape_href(html, body->images[hole->index].address);
		buf_put(html, STR("\" alt=\""));
		escape_html(html, body->images[hole->index].alt);
		buf_put(html, STR("\">"));
	}
}

static void fill_holes(struct buf *html, const struct body *body)
{
	size_t at = 0;

	for (size_t i = 0; i < body->hole_count; i++) {
		buf_put(html, str_slice(body->html, at, body->holes[i].offset));
		at = body->holes[i].offset;
		fill_hole(html, body, &body->holes[i]);
	}
	buf_put(html, str_from_index(body->html, at));
}

static enum outcome render(const struct call *call, struct str bytes)
{
	struct config config = {0};
	struct entry entry = {.path = call->arguments[0]};
	struct diags diags = {0};
	struct buf clean = {0}, html = {0};
	struct body_worker *worker = body_worker_new();

	config_defaults(&config);
	struct body_rules rules = {
		.config = &config, .plain = option_given(call, PLAIN), .unsafe = option_given(call, UNSAFE), .entry_count = 1};
	config.raw_html = rules.unsafe;
	struct str text = text_check(&clean, bytes, entry.path, 1, &diags);
	struct front_matter front = rules.plain ? (struct front_matter){.body_line = 1} : front_matter_split(text);
	entry.body_line = front.body_line;
	body_parse(worker, &rules, &entry, str_from_index(text, front.body_offset), &diags);
	fill_holes(&html, &entry.body);
	print_bytes(stdout, buf_str(&html));
	diags_sort(&diags);
	struct report report = report_for(call, REPORT_TEXT);
	report.line_of = line_in;
	report.context = &bytes;
	report_print(&report, &diags);
	enum outcome outcome = diags_failed(&diags, false) ? OUTCOME_CONTENT : OUTCOME_OK;
	buf_release(&html);
	buf_release(&clean);
	body_worker_free(worker);
	arena_release(&entry.arena);
	diags_release(&diags);
	return outcome;
}

static enum outcome run(const struct call *call)
{
	struct buf bytes = {0};

	if (!input_read(&bytes, call->arguments[0]))
		return OUTCOME_ENVIRONMENT;
	enum outcome outcome = render(call, buf_str(&bytes));
	buf_release(&bytes);
	return outcome;
}

const struct command command_render = {
	.name = "render",
	.arguments = "FILE|-",
	.least = 1,
	.most = 1,
	.summary = "shows the HTML of one Markdown text",
	.help = "Renders one text by itself, without a handbook: links and citations stand as they were\n"
			"typed. For trying things, and for running specifications.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
