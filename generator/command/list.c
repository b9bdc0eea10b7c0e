/* What the handbook holds: entries, or each place where text names one of them. People get aligned columns, machines
 * JSON; both go out piece by piece, since a large handbook has hundreds of thousands of mentions. */
#include <stdio.h>

#include "base/near.h"
#include "base/utf8.h"
#include "command/building.h"
#include "command/terminal.h"

enum { JSON, MENTIONS, DRAFTS };

static const struct option OPTIONS[] = {
	[JSON] = {0, "json", NULL, "for machines"},
	[MENTIONS] = {0, "mentions", NULL, "each place where text names an entry, linked or not, and why not"},
	[DRAFTS] = {0, "drafts", NULL, "drafts as well"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa list", "all entries with their ids and numbers"},
	{"glossa list case --json", "those of one type, for a script"},
	{"glossa list term --mentions", "where terms are named, and why some are not links"},
	{0},
};

/* What is listed, and where it goes. */
struct list {
	const struct site *site;
	const struct diags *diags;
	const struct type *type; /* NULL for all */
	struct buf out;
};

struct reason {
	const char *name; /* in JSON */
	const char *text;
};

static const struct reason REASONS[] = {
	[REASON_NONE] = {NULL, "linked"},
	[REASON_REPEATED] = {"repeated", "not linked: named before"},
	[REASON_HEADING] = {"heading", "not linked: in a heading"},
	[REASON_IN_LINK] = {"in-link", "not linked: in another link"},
	[REASON_CODE] = {"code", "not linked: in code"},
	[REASON_NOLINK] = {"nolink", "not linked: between nolink comments"},
	[REASON_QUOTATION] = {"quotation", "not linked: in the attribution of a quotation"},
	[REASON_CUTS_MARKUP] = {"cuts-markup", "not linked: emphasis or the like begins or ends inside it"},
	[REASON_POLICY] = {"policy", "not linked: `glossary: link: none`"},
};

/* Diagnostics that say what the concordance lacks. */
static const struct finding {
	enum diag_code code;
	const char *name, *heading;
} FINDINGS[] = {
	{DIAG_TERM_UNUSED, "unused", "Terms that no other entry uses:"},
	{DIAG_FORM_AMBIGUOUS, "ambiguous", "Forms that two entries claim:"},
	{DIAG_FORM_SHADOWED, "shadowed", "Forms that another always wins over:"},
};

static void flush(struct list *list)
{
	print_bytes(stdout, buf_str(&list->out));
	buf_reset(&list->out);
}

/* ---- columns ---- */

static size_t columns_of(struct str text)
{
	size_t columns = 0;

	for (size_t at = 0; at < text.len;)
		at = terminal_character(NULL, text, at, &columns);
	return columns;
}

static void put_column(struct buf *out, struct str text, size_t width)
{
	terminal_text(out, text);
	for (size_t columns = columns_of(text); columns < width + 2; columns++)
		buf_char(out, ' ');
}

static void widen(size_t *width, struct str text)
{
	size_t columns = columns_of(text);

	if (columns > *width)
		*width = columns;
}

/* ---- entries ---- */

static struct str type_name(const struct entry *entry)
{
	if (entry->type)
		return entry->type->name;
	return entry->type_index ? STR("index") : STR("page");
}

/* "C 17", "17" where the type has no letter, "" without a number. */
static void put_siglum(struct buf *siglum, const struct entry *entry)
{
	buf_reset(siglum);
	if (!entry->number)
		return;
	if (entry->type && entry->type->letter.len)
		buf_printf(siglum, "%.*s ", STR_ARG(entry->type->letter));
	buf_printf(siglum, "%u", (unsigned)entry->number);
}

/* Calls `each` for the entries that are asked for: by type as site.yaml has them, pages of no type last. */
static void for_entries(struct list *list, void (*each)(struct list *, const struct entry *, void *), void *context)
{
	const struct site *site = list->site;
	const struct schema *schema = &site->config->schema;

	for (size_t i = 0; i <= schema->type_count; i++) {
		const struct type *type = i < schema->type_count ? &schema->types[i] : NULL;

		for (size_t at = 0; at < site->entry_count && (!list->type || list->type == type); at++)
			if (site->entries[at].type == type)
				each(list, &site->entries[at], context);
	}
}

struct widths {
	size_t type, siglum, id;
	struct buf scratch;
};

static void measure_entry(struct list *list, const struct entry *entry, void *context)
{
	struct widths *widths = context;

	(void)list;
	put_siglum(&widths->scratch, entry);
	widen(&widths->type, type_name(entry));
	widen(&widths->siglum, buf_str(&widths->scratch));
	widen(&widths->id, entry->id);
}

static void print_entry(struct list *list, const struct entry *entry, void *context)
{
	struct widths *widths = context;
	struct buf *out = &list->out;

	put_siglum(&widths->scratch, entry);
	put_column(out, type_name(entry), widths->type);
	if (widths->siglum)
		put_column(out, buf_str(&widths->scratch), widths->siglum);
	put_column(out, entry->id, widths->id);
	terminal_text(out, entry->title);
	buf_put(out, entry->draft ? STR(" (draft)\n") : STR("\n"));
	flush(list);
}

static void put_member(struct buf *out, const char *name, struct str text)
{
	buf_printf(out, ", \"%s\": ", name);
	report_json_string(out, text);
}

static void print_json_entry(struct list *list, const struct entry *entry, void *context)
{
	struct buf *out = &list->out;
	size_t *count = context;

	buf_put(out, (*count)++ ? STR(",\n{\"id\": ") : STR("[\n{\"id\": "));
	report_json_string(out, entry->id);
	put_member(out, "type", type_name(entry));
	if (entry->number)
		buf_printf(out, ", \"number\": %u", (unsigned)entry->number);
	put_member(out, "title", entry->title);
	put_member(out, "address", entry->address);
	put_member(out, "path", entry->path);
	buf_printf(out, ", \"draft\": %s}", entry->draft ? "true" : "false");
	flush(list);
}

static void list_entries(struct list *list, bool json)
{
	struct widths widths = {0};
	size_t count = 0;

	if (json) {
		for_entries(list, print_json_entry, &count);
		buf_put(&list->out, count ? STR("\n]\n") : STR("[]\n"));
		flush(list);
		return;
	}
	for_entries(list, measure_entry, &widths);
	for_entries(list, print_entry, &widths);
	buf_release(&widths.scratch);
}

/* ---- mentions ---- */

struct mention_widths {
	size_t place, form, entry;
	struct buf scratch;
};

static bool wanted(const struct list *list, const struct entry *entry)
{
	return !list->type || entry->type == list->type;
}

static void put_place(struct buf *place, struct str path, struct place at)
{
	buf_reset(place);
	buf_printf(place, "%.*s:%u", STR_ARG(path), (unsigned)at.line);
	if (at.column)
		buf_printf(place, ":%u", (unsigned)at.column);
}

typedef void mention_visit(struct list *list, const struct entry *by, const struct mention *mention, void *context);

static void for_mentions(struct list *list, mention_visit *each, void *context)
{
	const struct site *site = list->site;

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *by = &site->entries[i];

		for (size_t at = 0; at < by->body.mention_count; at++)
			if (wanted(list, site->forms[by->body.mentions[at].form].entry))
				each(list, by, &by->body.mentions[at], context);
	}
}

static void measure_mention(struct list *list, const struct entry *by, const struct mention *mention, void *context)
{
	const struct site_form *form = &list->site->forms[mention->form];
	struct mention_widths *widths = context;

	put_place(&widths->scratch, by->path, mention->place);
	widen(&widths->place, buf_str(&widths->scratch));
	widen(&widths->form, form->text);
	widen(&widths->entry, form->entry->id);
}

static void print_mention(struct list *list, const struct entry *by, const struct mention *mention, void *context)
{
	const struct site_form *form = &list->site->forms[mention->form];
	struct mention_widths *widths = context;

	put_place(&widths->scratch, by->path, mention->place);
	put_column(&list->out, buf_str(&widths->scratch), widths->place);
	put_column(&list->out, form->text, widths->form);
	put_column(&list->out, form->entry->id, widths->entry);
	buf_printf(&list->out, "%s\n", REASONS[mention->reason].text);
	flush(list);
}

/* Terms that nothing uses, forms that cannot link: what the diagnostics say of it. */
static void print_findings(struct list *list, const struct finding *finding)
{
	struct buf place = {0};
	size_t count = 0, width = 0;

	for (size_t i = 0; i < list->diags->count; i++) {
		put_place(&place, list->diags->items[i].path, list->diags->items[i].place);
		if (list->diags->items[i].code == finding->code)
			widen(&width, buf_str(&place));
	}
	for (size_t i = 0; i < list->diags->count; i++) {
		const struct diag *diag = &list->diags->items[i];

		if (diag->code != finding->code)
			continue;
		if (count++ == 0)
			buf_printf(&list->out, "\n%s\n", finding->heading);
		put_place(&place, diag->path, diag->place);
		put_column(&list->out, buf_str(&place), width);
		terminal_text(&list->out, diag->message);
		buf_char(&list->out, '\n');
	}
	flush(list);
	buf_release(&place);
}

static void put_json_place(struct buf *out, struct str path, struct place place)
{
	buf_put(out, STR("{\"path\": "));
	report_json_string(out, path);
	buf_printf(out, ", \"line\": %u", (unsigned)place.line);
	if (place.column) /* else the line alone is known */
		buf_printf(out, ", \"column\": %u", (unsigned)place.column);
}

static void print_json_mention(struct list *list, const struct entry *by, const struct mention *mention, void *context)
{
	const struct site_form *form = &list->site->forms[mention->form];
	const char *reason = REASONS[mention->reason].name;
	struct buf *out = &list->out;
	size_t *count = context;

	buf_put(out, (*count)++ ? STR(",\n") : STR("\n"));
	put_json_place(out, by->path, mention->place);
	put_member(out, "by", by->id);
	put_member(out, "form", form->text);
	put_member(out, "entry", form->entry->id);
	buf_printf(out, ", \"linked\": %s", reason ? "false" : "true");
	if (reason)
		put_member(out, "reason", str_from(reason));
	buf_char(out, '}');
	flush(list);
}

static void print_json_findings(struct list *list, const struct finding *finding)
{
	struct buf *out = &list->out;
	size_t count = 0;

	buf_printf(out, ",\n\"%s\": [", finding->name);
	for (size_t i = 0; i < list->diags->count; i++) {
		const struct diag *diag = &list->diags->items[i];

		if (diag->code != finding->code)
			continue;
		buf_put(out, count++ ? STR(",\n") : STR("\n"));
		put_json_place(out, diag->path, diag->place);
		put_member(out, "message", diag->message);
		buf_char(out, '}');
	}
	buf_put(out, count ? STR("\n]") : STR("]"));
	flush(list);
}

static void list_mentions(struct list *list, bool json)
{
	struct mention_widths widths = {0};
	size_t count = 0;

	if (json) {
		buf_put(&list->out, STR("{\"mentions\": ["));
		for_mentions(list, print_json_mention, &count);
		buf_put(&list->out, count ? STR("\n]") : STR("]"));
		for (size_t i = 0; i < COUNT_OF(FINDINGS); i++)
			print_json_findings(list, &FINDINGS[i]);
		buf_put(&list->out, STR("}\n"));
		flush(list);
		return;
	}
	for_mentions(list, measure_mention, &widths);
	for_mentions(list, print_mention, &widths);
	for (size_t i = 0; i < COUNT_OF(FINDINGS); i++)
		print_findings(list, &FINDINGS[i]);
	buf_release(&widths.scratch);
}

/* ---- the command ---- */

static bool find_type(const struct call *call, struct list *list)
{
	const struct schema *schema = &list->site->config->schema;

	if (call->argument_count == 0)
		return true;
	list->type = schema_type(schema, call->arguments[0]);
	if (list->type)
		return true;
	struct near near = near_to(call->arguments[0]);
	for (size_t i = 0; i < schema->type_count; i++)
		near_try(&near, schema->types[i].name);
	complain("list: site.yaml has no type \"%.*s\"%.*s", STR_ARG(call->arguments[0]),
		STR_ARG(diag_did_you_mean(call->arena, near.best)));
	return false;
}

static enum outcome run(const struct call *call)
{
	struct build build = {.drafts = option_given(call, DRAFTS), .columns = option_given(call, MENTIONS)};
	struct list list = {.site = &build.site, .diags = &build.diags};
	enum outcome outcome = building_load(call, &build);

	/* what has errors can be listed all the same; they have been reported */
	if (outcome == OUTCOME_OK || outcome == OUTCOME_CONTENT) {
		if (!find_type(call, &list))
			outcome = OUTCOME_USAGE;
		else if (option_given(call, MENTIONS))
			list_mentions(&list, option_given(call, JSON));
		else
			list_entries(&list, option_given(call, JSON));
	}
	buf_release(&list.out);
	build_release(&build);
	return outcome;
}

const struct command command_list = {
	.name = "list",
	.arguments = "[TYPE]",
	.most = 1,
	.summary = "lists entries, or where text names them",
	.help = "Prints the type, number, id and title of every entry, or of those of one type. With "
			"--mentions it prints each place where text names an entry (of that type), the form that "
			"was recognised, whether it became a link and if not, why; then terms that nothing uses "
			"and forms that cannot link.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
