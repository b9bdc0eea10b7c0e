/* Templates are compiled once and checked for names that nothing can ever have. */
#include "parse/templates.h"
#include "tap.h"

struct row {
	const char *text, *told;
};

static struct str told(struct buf *out, struct diags *diags)
{
	buf_reset(out);
	diags_sort(diags);
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];

		buf_printf(out, "%.*s:%u:%u+%u: %.*s [%s]\n", STR_ARG(diag->path), (unsigned)diag->place.line,
			(unsigned)diag->place.column, (unsigned)diag->length, STR_ARG(diag->message), DIAG_INFO[diag->code].name);
	}
	return buf_str(out);
}

static void check(const struct row *row)
{
	struct source sources[] = {
		{.path = STR("templates/page.html"), .bytes = str_from(row->text), .kind = SOURCE_TEMPLATE},
		{.path = STR("templates/parts/infobox.html"), .bytes = STR("{{title}}"), .kind = SOURCE_TEMPLATE},
		{.path = STR("templates/unreadable.html"), .kind = SOURCE_TEMPLATE},
	};
	struct source_tree tree = {.of[SOURCE_TEMPLATE] = {sources, COUNT_OF(sources), COUNT_OF(sources)}};
	struct vocabulary vocabulary = {0};
	struct template_set set = {0};
	struct diags diags = {0};
	struct arena arena = {0};
	struct buf out = {0};

	vocabulary_add(&vocabulary, STR(""), STR("entry"));
	vocabulary_add(&vocabulary, STR(""), STR("title"));
	vocabulary_add(&vocabulary, STR("entry"), STR("title"));
	parse_templates(&arena, &tree, &vocabulary, &set, &diags);
	is_str(told(&out, &diags), str_from(row->told), "%s", row->text);
	is_int(set.by_name.count, 2, "what has no bytes is left out");
	ok(map_has(&set.by_name, STR("parts/infobox")), "a template in a folder goes by its path");
	buf_release(&out);
	vocabulary_release(&vocabulary);
	map_release(&set.by_name);
	diags_release(&diags);
	arena_release(&arena);
}

/* Whether what a page includes can be told from the templates alone. */
static void recursion(void)
{
	static const struct {
		const char *page, *part;
		bool may;
	} rows[] = {
		{"{{> part}}{{> part}}", "{{title}}", false},
		{"{{> gone}}", "{{title}}", false},
		{"{{< part}}{{$block}}{{> part}}{{/block}}{{/part}}", "{{$block}}{{/block}}", false},
		{"{{> page}}", "{{title}}", true},
		{"{{> part}}", "{{> page}}", true},
		{"{{> part}}", "{{#title}}{{> part}}{{/title}}", true},
		{"{{> part}}", "{{< page}}{{/page}}", true},
		{"{{> *title}}", "{{title}}", true},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct template_set set = {0};
		struct diags diags = {0};
		struct arena arena = {0};

		map_set(&set.by_name, STR("page"), template_parse(&arena, STR("page"), str_from(rows[i].page), &diags));
		map_set(&set.by_name, STR("part"), template_parse(&arena, STR("part"), str_from(rows[i].part), &diags));
		ok(templates_may_recurse(&set) == rows[i].may, "%s with %s %s", rows[i].page, rows[i].part,
			rows[i].may ? "may go on for ever" : "ends");
		map_release(&set.by_name);
		diags_release(&diags);
		arena_release(&arena);
	}
}

int main(void)
{
	static const struct row rows[] = {
		{"{{entry.title}}{{#entry}}{{title}}{{/entry}}{{^title}}{{.}}{{/title}}{{{title}}}{{! any.thing }}", ""},
		{"{{> parts/infobox}}{{> head}}", ""},
		{"{{$block}}{{/block}}{{< parts/infobox}}{{$other}}{{/other}}{{/parts/infobox}}", ""},
		{"one\n  {{entry.titel}}",
			"templates/page.html:2:11+5: \"entry\" has no \"titel\"; did you mean \"title\"? [template-name]\n"},
		{"{{#entri}}{{/entri}}",
			"templates/page.html:1:4+5: nothing is called \"entri\"; did you mean \"entry\"? [template-name]\n"},
		{"ä {{^entry.xyzzy.title}}{{/entry.xyzzy.title}}",
			"templates/page.html:1:12+5: \"entry\" has no \"xyzzy\" [template-name]\n"},
		{"{{> infobox}}",
			"templates/page.html:1:5+7: there is no template \"templates/infobox.html\" [template-missing]\n"},
		{"{{> parts/infobix}}", "templates/page.html:1:5+13: there is no template \"templates/parts/infobix.html\"; "
								"did you mean \"parts/infobox\"? [template-missing]\n"},
		{"{{< unreadable}}{{/unreadable}}",
			"templates/page.html:1:5+10: there is no template \"templates/unreadable.html\" [template-missing]\n"},
		{"{{> *entry.titel}}",
			"templates/page.html:1:12+5: \"entry\" has no \"titel\"; did you mean \"title\"? [template-name]\n"},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check(&rows[i]);
	recursion();
	return done_testing();
}
