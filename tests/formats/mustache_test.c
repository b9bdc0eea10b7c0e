/* What the specification leaves open or does not test; its own sections have cases in tests/mustache/. */
#include "formats/mustache.h"

#include "base/pool.h"
#include "formats/yaml.h"
#include "tap.h"

enum { MOST_PARTIALS = 3 };

struct partial {
	struct str name, text;
};

struct setting {
	struct arena arena;
	struct diags diags;
	struct template_set set;
	struct buf out;
};

static void add_template(struct setting *setting, struct str name, struct str text)
{
	struct str path = str_join(&setting->arena, name, STR(".html"));

	map_set(&setting->set.by_name, name, template_parse(&setting->arena, path, text, &setting->diags));
}

static struct str render(struct setting *setting, struct str name, struct str yaml)
{
	struct value *data = yaml_parse(&setting->arena, &(struct yaml_source){yaml, STR("data.yaml"), 1}, &setting->diags);
	const struct value *stack[] = {data};

	value_resolve(&setting->arena, data);
	buf_reset(&setting->out);
	template_render(
		&setting->arena, &setting->set, map_get(&setting->set.by_name, name), stack, 1, &setting->out, &setting->diags);
	return buf_str(&setting->out);
}

/* All that was said, a line each: "case.html:1:4: message". */
static struct str said(struct setting *setting)
{
	struct str all = STR("");

	for (size_t i = 0; i < setting->diags.count; i++) {
		const struct diag *diag = &setting->diags.items[i];

		all = str_format(&setting->arena, "%.*s%s%.*s:%u:%u: %.*s", STR_ARG(all), i ? "\n" : "", STR_ARG(diag->path),
			diag->place.line, diag->place.column, STR_ARG(diag->message));
	}
	return all;
}

static void release(struct setting *setting)
{
	buf_release(&setting->out);
	map_release(&setting->set.by_name);
	diags_release(&setting->diags);
	arena_release(&setting->arena);
}

static const struct {
	const char *name;
	struct str text, data, want;
	struct partial partials[MOST_PARTIALS];
} RENDERS[] = {
	{.name = "an empty template", .text = STR_INIT(""), .data = STR_INIT("{}"), .want = STR_INIT("")},
	{.name = "single braces are text",
		.text = STR_INIT("{a} }} { {a}} {"),
		.data = STR_INIT("{a: 1}"),
		.want = STR_INIT("{a} }} { {a}} {")},
	{.name = "white space before a sigil",
		.text = STR_INIT("{{ #a }}x{{ /a }}{{ ! c }}{{ & a }}"),
		.data = STR_INIT("{a: <}"),
		.want = STR_INIT("x<")},
	{.name = "lists and maps print nothing",
		.text = STR_INIT("[{{a}}{{{b}}}]"),
		.data = STR_INIT("{a: [1], b: {c: 1}}"),
		.want = STR_INIT("[]")},
	{.name = "a null found hides what is further out",
		.text = STR_INIT("{{#in}}[{{a}}]{{/in}}"),
		.data = STR_INIT("{a: 1, in: {a: null}}"),
		.want = STR_INIT("[]")},
	{.name = "a list of lists and nulls",
		.text = STR_INIT("{{#a}}<{{.}}{{#.}}({{.}}){{/.}}>{{/a}}"),
		.data = STR_INIT("{a: [[1, 2], ~, x]}"),
		.want = STR_INIT("<(1)(2)><><x(x)>")},
	{.name = "an inverted section pushes nothing",
		.text = STR_INIT("{{^a}}{{b}}{{.}}{{/a}}"),
		.data = STR_INIT("{b: 1}"),
		.want = STR_INIT("1")},
	{.name = "blank lines of a partial are lines",
		.text = STR_INIT("  {{>p}}\n"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("  a\n  \n  b\n"),
		.partials = {{STR_INIT("p"), STR_INIT("a\n\nb\n")}}},
	{.name = "indentation before a line whose section is empty",
		.text = STR_INIT("  {{>p}}\n"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("  \n  b\n"),
		.partials = {{STR_INIT("p"), STR_INIT("{{#no}}a{{/no}}\nb\n")}}},
	{.name = "a line that begins with a closing tag begins inside",
		.text = STR_INIT("  {{>p}}\n"),
		.data = STR_INIT("{l: [1, 2]}"),
		.want = STR_INIT("  a\n    a\n  b\n"),
		.partials = {{STR_INIT("p"), STR_INIT("{{#l}}\na\n{{/l}}b\n")}}},
	{.name = "an inline partial is not indented, nor what it includes",
		.text = STR_INIT(" {{>p}}\n"),
		.data = STR_INIT("{}"),
		.want = STR_INIT(" -q\nr\n\n"),
		.partials = {{STR_INIT("p"), STR_INIT("-{{>q}}\n")}, {STR_INIT("q"), STR_INIT("q\nr\n")}}},
	{.name = "names of partials keep their dots and slashes",
		.text = STR_INIT("{{>a.b/c}}"),
		.data = STR_INIT("{a: {b/c: d}}"),
		.want = STR_INIT("yes"),
		.partials = {{STR_INIT("a.b/c"), STR_INIT("yes")}, {STR_INIT("d"), STR_INIT("no")}}},
	{.name = "a number can name a partial",
		.text = STR_INIT("{{>*code}}"),
		.data = STR_INIT("{code: 404}"),
		.want = STR_INIT("gone"),
		.partials = {{STR_INIT("404"), STR_INIT("gone")}}},
	{.name = "a parent with text behind it is inline",
		.text = STR_INIT("  {{<p}}{{/p}}.\n"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("  a\nb\n.\n"),
		.partials = {{STR_INIT("p"), STR_INIT("a\nb\n")}}},
	{.name = "blocks within sections of a parent are no arguments",
		.text = STR_INIT("{{<p}}{{#a}}{{$b}}no{{/b}}{{/a}}{{/p}}"),
		.data = STR_INIT("{a: 1}"),
		.want = STR_INIT("default"),
		.partials = {{STR_INIT("p"), STR_INIT("{{$b}}default{{/b}}")}}},
	{.name = "of two arguments of one name the first counts",
		.text = STR_INIT("{{<p}}{{$b}}1{{/b}}{{$b}}2{{/b}}{{/p}}"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("1"),
		.partials = {{STR_INIT("p"), STR_INIT("{{$b}}{{/b}}")}}},
	{.name = "a partial inside a parent sees its arguments",
		.text = STR_INIT("{{<p}}{{$b}}1{{/b}}{{/p}}"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("[1]"),
		.partials = {{STR_INIT("p"), STR_INIT("[{{>q}}]")}, {STR_INIT("q"), STR_INIT("{{$b}}default{{/b}}")}}},
	{.name = "arguments end with their parent",
		.text = STR_INIT("{{<p}}{{$b}}1{{/b}}{{/p}}{{>p}}"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("10"),
		.partials = {{STR_INIT("p"), STR_INIT("{{$b}}0{{/b}}")}}},
	{.name = "an argument of several lines within a line",
		.text = STR_INIT("{{<p}}\n{{$b}}\n  1\n  2\n{{/b}}\n{{/p}}\n"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("<1\n2\n>\n  1\n  2\n.\n"),
		.partials = {{STR_INIT("p"), STR_INIT("<{{$b}}{{/b}}>\n  {{$b}}x{{/b}}.\n")}}},
	{.name = "an argument within an argument",
		.text = STR_INIT("{{<p}}\n{{$b}}\n    {{<q}}\n    {{$c}}\n        x\n    {{/c}}\n    {{/q}}\n{{/b}}\n{{/p}}\n"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("<\n  [\n    x\n  ]\n>\n"),
		.partials = {{STR_INIT("p"), STR_INIT("<\n  {{$b}}\n  {{/b}}\n>\n")},
			{STR_INIT("q"), STR_INIT("[\n  {{$c}}\n  {{/c}}\n]\n")}}},
	{.name = "the first line that is not blank sets the indentation",
		.text = STR_INIT("{{<p}}{{$b}}\n\n  x\n    y\n{{/b}}{{/p}}"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("\nx\n  y\n"),
		.partials = {{STR_INIT("p"), STR_INIT("{{$b}}\n{{/b}}\n")}}},
	{.name = "braces with a space between are no triple mustache",
		.text = STR_INIT("{{ {a} }}."),
		.data = STR_INIT("{a: 1, '{a}': 2}"),
		.want = STR_INIT("2.")},
	{.name = "tabs and spaces that differ stay",
		.text = STR_INIT("{{<p}}{{$b}}\n \tx\n  y\n{{/b}}{{/p}}"),
		.data = STR_INIT("{}"),
		.want = STR_INIT("x\n y\n"),
		.partials = {{STR_INIT("p"), STR_INIT("{{$b}}\n{{/b}}\n")}}},
};

static void test_renders(void)
{
	for (size_t i = 0; i < COUNT_OF(RENDERS); i++) {
		struct setting setting = {0};

		add_template(&setting, STR("case"), RENDERS[i].text);
		for (size_t j = 0; j < MOST_PARTIALS && RENDERS[i].partials[j].name.len; j++)
			add_template(&setting, RENDERS[i].partials[j].name, RENDERS[i].partials[j].text);
		is_str(render(&setting, STR("case"), RENDERS[i].data), RENDERS[i].want, "%s", RENDERS[i].name);
		is_str(said(&setting), STR(""), "%s: nothing to report", RENDERS[i].name);
		release(&setting);
	}
}

/* All are rendered with a: [1, 2]. */
static const struct {
	const char *name;
	struct str text, said, want;
} ERRORS[] = {
	{"a tag without an end", STR_INIT("ä\n é {{a"), STR_INIT("case.html:2:4: the tag is not closed; \"}}\" is missing"),
		STR_INIT("ä\n é {{a")},
	{"a tag without an end before another", STR_INIT("{{a {{#a}}{{.}}{{/a}}"),
		STR_INIT("case.html:1:1: the tag is not closed; \"}}\" is missing"), STR_INIT("{{a 12")},
	{"three braces closed by two", STR_INIT("{{{a}} {{#a}}{{.}}{{/a}}"),
		STR_INIT("case.html:1:1: the tag is not closed; \"}}}\" is missing"), STR_INIT("{{{a}} 12")},
	{"a comment without an end", STR_INIT("x {{! {{a}"),
		STR_INIT("case.html:1:3: the comment is not closed; \"}}\" is missing"), STR_INIT("x {{! {{a}")},
	{"a section without an end", STR_INIT("{{#a}}{{.}}"),
		STR_INIT("case.html:1:1: {{#a}} is never closed; add {{/a}} where it ends"), STR_INIT("12")},
	{"a block and a parent without an end", STR_INIT("{{<p}}\n{{$b}}x"),
		STR_INIT("case.html:2:1: {{$b}} is never closed; add {{/b}} where it ends\n"
				 "case.html:1:1: {{<p}} is never closed; add {{/p}} where it ends"),
		STR_INIT("")},
	{"an end without a beginning", STR_INIT("x\n{{/a}}\ny"),
		STR_INIT("case.html:2:1: {{/a}} closes nothing; delete it, or open what it should close"), STR_INIT("x\ny")},
	{"an end with a slip", STR_INIT("{{#a}}\n.{{/aa}}!"),
		STR_INIT("case.html:2:2: {{/aa}} stands where {{/a}} belongs: {{#a}} at line 1, column 1 is still open"),
		STR_INIT("..!")},
	{"sections that overlap are told once", STR_INIT("{{^x}}\n  {{#a}}.{{/x}}{{/a}}!"),
		STR_INIT("case.html:2:10: {{/x}} stands where {{/a}} belongs: {{#a}} at line 2, column 3 is still open"),
		STR_INIT("  ..!")},
	{"a dynamic parent ends as it began", STR_INIT("{{<*a}}{{/a}}"),
		STR_INIT("case.html:1:8: {{/a}} stands where {{/*a}} belongs: {{<*a}} at line 1, column 1 is still open"),
		STR_INIT("")},
	{"messages show the delimiters at hand", STR_INIT("{{=<% %>=}}<%#a%>."),
		STR_INIT("case.html:1:12: <%#a%> is never closed; add <%/a%> where it ends"), STR_INIT("..")},
	{"one delimiter", STR_INIT("{{=<%=}}{{#a}}.{{/a}}"),
		STR_INIT("case.html:1:1: bad delimiters; write two texts without spaces or \"=\", as in {{=<% %>=}}"),
		STR_INIT("{{=<%=}}..")},
	{"three delimiters", STR_INIT("{{=a b c=}}"),
		STR_INIT("case.html:1:1: bad delimiters; write two texts without spaces or \"=\", as in {{=<% %>=}}"),
		STR_INIT("{{=a b c=}}")},
	{"delimiters with an equals sign", STR_INIT("{{== ===}}"),
		STR_INIT("case.html:1:1: bad delimiters; write two texts without spaces or \"=\", as in {{=<% %>=}}"),
		STR_INIT("{{== ===}}")},
	{"no name", STR_INIT("<{{}}>\n{{# }}\n."),
		STR_INIT("case.html:1:2: the tag has no name; write one, or delete the tag\n"
				 "case.html:2:1: the tag has no name; write one, or delete the tag"),
		STR_INIT("<>\n.")},
	{"a name with a space", STR_INIT("x{{ use of force }}"),
		STR_INIT("case.html:1:5: the name \"use of force\" holds white space, which no name can"), STR_INIT("x")},
	{"dots without names", STR_INIT("{{a..b}}{{.a}}{{#a.}}x{{/a.}}"),
		STR_INIT("case.html:1:3: the name \"a..b\" has nothing on one side of a dot\n"
				 "case.html:1:11: the name \".a\" has nothing on one side of a dot\n"
				 "case.html:1:18: the name \"a.\" has nothing on one side of a dot"),
		STR_INIT("")},
};

static void test_errors(void)
{
	for (size_t i = 0; i < COUNT_OF(ERRORS); i++) {
		struct setting setting = {0};

		add_template(&setting, STR("case"), ERRORS[i].text);
		is_str(said(&setting), ERRORS[i].said, "%s is reported", ERRORS[i].name);
		is_str(render(&setting, STR("case"), STR("a: [1, 2]")), ERRORS[i].want, "%s: the rest is rendered",
			ERRORS[i].name);
		for (size_t j = 0; j < setting.diags.count; j++)
			is_int(setting.diags.items[j].code, DIAG_TEMPLATE_SYNTAX, "%s has its code", ERRORS[i].name);
		release(&setting);
	}
}

/* ---- names ---- */

static void note_name(void *context, const struct template *template, const struct template_name *name)
{
	struct buf *buf = context;

	(void)template;
	buf_printf(buf, "%u:%u %.*s%s%s\n", name->place.line, name->place.column, STR_ARG(name->name),
		name->partial ? " (partial)" : "", name->dynamic ? " (dynamic)" : "");
}

static void test_names(void)
{
	struct setting setting = {0};

	add_template(&setting, STR("case"),
		STR("ü{{ entry.title }}{{{raw}}}{{&amp}}{{.}}{{! comment }}\n"
			"{{#section}}{{#.}}{{/.}}{{/section}}{{^inverted}}{{/inverted}}\n"
			"{{>parts/box}}{{> * kind.of }}{{$block}}{{inside}}{{/block}}\n"
			"{{<page}}{{$main}}{{deep}}{{/main}}{{/page}}{{<*page}}{{/*page}}"));
	template_names(map_get(&setting.set.by_name, STR("case")), note_name, &setting.out);
	is_str(buf_str(&setting.out),
		STR("1:5 entry.title\n1:22 raw\n1:31 amp\n"
			"2:4 section\n2:40 inverted\n"
			"3:4 parts/box (partial)\n3:21 kind.of (dynamic)\n3:43 inside\n"
			"4:4 page (partial)\n4:21 deep\n4:49 page (dynamic)\n"),
		"each name that is looked up, and each partial, with its place");
	is_str(template_path(map_get(&setting.set.by_name, STR("case"))), STR("case.html"), "a template knows its path");
	is_int(setting.diags.count, 0, "without diagnostics");
	release(&setting);
}

/* ---- limits ---- */

static struct str repeated(struct arena *arena, const char *text, size_t times)
{
	struct str piece = str_from(text);
	struct buf buf = {0};

	for (size_t i = 0; i < times; i++)
		buf_put(&buf, piece);
	struct str all = str_copy(arena, buf_str(&buf));
	buf_release(&buf);
	return all;
}

static void test_recursion(void)
{
	static const struct {
		const char *name;
		struct str text, said;
	} ROWS[] = {
		{"a partial that includes itself", STR_INIT("\n <p>{{>case}}"), STR_INIT("case.html:2:8: \"case\" is")},
		{"twice", STR_INIT("{{>case}}{{>case}}"), STR_INIT("case.html:1:4: \"case\" is")},
		{"a parent that includes itself", STR_INIT("{{<case}}{{/case}}"), STR_INIT("case.html:1:4: \"case\" is")},
		{"a block that holds itself", STR_INIT("{{$b}}{{/b}}{{<case}}{{$b}}{{$b}}{{/b}}{{/b}}{{/case}}"),
			STR_INIT("case.html:1:31: \"b\" is")},
		{"a dynamic one", STR_INIT("{{>*self}}"), STR_INIT("case.html:1:5: \"self\" is")},
	};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct setting setting = {0};

		add_template(&setting, STR("case"), ROWS[i].text);
		render(&setting, STR("case"), STR("self: case"));
		is_int(setting.diags.count, 1, "%s is reported once", ROWS[i].name);
		is_int(setting.diags.items[0].code, DIAG_TEMPLATE_RECURSION, "%s: as recursion", ROWS[i].name);
		ok(str_starts(said(&setting), ROWS[i].said), "%s: at its place", ROWS[i].name);
		release(&setting);
	}
}

/* Levels of a tree, each rendered by one more level of the partial. */
static size_t count_levels(size_t levels, bool *complained)
{
	struct setting setting = {0};
	struct value *tree = value_map(&setting.arena);
	size_t shown = 0;

	/* a null, or the name would be found further out and the recursion never end */
	value_set(&setting.arena, tree, STR("below"), value_null(&setting.arena));
	for (size_t i = 1; i < levels; i++) {
		struct value *above = value_map(&setting.arena);

		value_set(&setting.arena, above, STR("below"), tree);
		tree = above;
	}
	add_template(&setting, STR("case"), STR(".{{#below}}{{>case}}{{/below}}"));
	const struct value *stack[] = {tree};
	template_render(&setting.arena, &setting.set, map_get(&setting.set.by_name, STR("case")), stack, 1, &setting.out,
		&setting.diags);
	for (size_t i = 0; i < setting.out.len; i++)
		shown += setting.out.data[i] == '.';
	*complained = setting.diags.count > 0;
	release(&setting);
	return shown;
}

static void test_depth(void)
{
	bool complained;

	is_int(count_levels(101, &complained), 101, "a hundred partials deep is rendered");
	ok(!complained, "without complaint");
	is_int(count_levels(102, &complained), 101, "one more is not");
	ok(complained, "and that is said");
}

static void test_nesting(void)
{
	struct setting setting = {0};

	add_template(&setting, STR("hundred"),
		str_join(&setting.arena, repeated(&setting.arena, "{{#a}}", 100),
			str_join(&setting.arena, STR("x"), repeated(&setting.arena, "{{/a}}", 100))));
	is_int(setting.diags.count, 0, "a hundred sections deep is fine");
	add_template(&setting, STR("many"),
		str_join(&setting.arena, repeated(&setting.arena, "{{#a}}", 5000),
			str_join(&setting.arena, STR("x"), repeated(&setting.arena, "{{/a}}", 5000))));
	is_str(said(&setting),
		STR("many.html:1:601: sections are nested deeper than 100; move the inner ones into a partial"),
		"deeper is reported once");
	is_str(render(&setting, STR("many"), STR("a: 1")), STR("x"), "and rendered all the same");
	release(&setting);
}

static void test_endless(void)
{
	struct setting setting = {0};

	add_template(&setting, STR("case"),
		str_join(&setting.arena, repeated(&setting.arena, "{{#a}}", 60), repeated(&setting.arena, "{{/a}}", 60)));
	render(&setting, STR("case"), STR("a: [[1, 2], [1, 2]]"));
	is_int(setting.diags.count, 1, "two to the power of sixty rounds are cut short");
	is_int(
		setting.diags.count ? setting.diags.items[0].code : DIAG_CODE_COUNT, DIAG_TEMPLATE_RECURSION, "and reported");
	release(&setting);
}

/* Each would take minutes if any search were quadratic. */
static void test_hostile(void)
{
	static const char *const PIECES[] = {"{", "{{", "{{{", "{{!", "{{=", "{{=a b", "{{#", "{{#a}}", "{{/a}}",
		"{{/b}}{{#a}}", "{{>", "{{<a}}{{$b}}", "{{}}", "{{.", "\n  {{! c }}\n", "{{a ", "}}", "{{=| |=}}|={{ }}=|", " ",
		"{{$a}}\n", "{{=", "\xff{{\xc3", "{{{a}}"};

	for (size_t i = 0; i < COUNT_OF(PIECES); i++) {
		struct setting setting = {0};

		add_template(&setting, STR("case"), repeated(&setting.arena, PIECES[i], 300000 / str_from(PIECES[i]).len));
		render(&setting, STR("case"), STR("a: 1"));
		ok(setting.diags.count <= 101, "300 kB of \"%s\" is read, with at most a hundred complaints", PIECES[i]);
		release(&setting);
	}
}

/* ---- threads ---- */

enum { ROUNDS = 200, WORKERS = 4 };

struct shared {
	const struct setting *setting;
	const struct value *data;
	struct arena scratch[WORKERS];
	struct diags diags[WORKERS];
	struct buf out[ROUNDS];
};

static void render_round(void *context, size_t item, size_t worker)
{
	struct shared *shared = context;
	const struct value *stack[] = {shared->data};

	template_render(&shared->scratch[worker], &shared->setting->set,
		map_get(&shared->setting->set.by_name, STR("case")), stack, 1, &shared->out[item], &shared->diags[worker]);
	arena_reset(&shared->scratch[worker]);
}

static void test_threads(void)
{
	struct setting setting = {0};
	struct shared shared = {.setting = &setting};
	size_t different = 0;

	add_template(&setting, STR("case"), STR("{{#list}}\n  {{>item}}\n{{/list}}\n"));
	add_template(&setting, STR("item"), STR("<li>{{.}}</li>\n"));
	struct str want = str_copy(&setting.arena, render(&setting, STR("case"), STR("list: [1, 2.5, a, '<']")));
	struct str yaml = STR("list: [1, 2.5, a, '<']");
	struct value *data = yaml_parse(&setting.arena, &(struct yaml_source){yaml, STR("data.yaml"), 1}, &setting.diags);
	value_resolve(&setting.arena, data);
	shared.data = data;
	pool_run(WORKERS, ROUNDS, render_round, &shared);
	for (size_t i = 0; i < ROUNDS; i++) {
		different += !str_equal(buf_str(&shared.out[i]), want);
		buf_release(&shared.out[i]);
	}
	is_int(different, 0, "many threads render one template alike");
	for (size_t i = 0; i < WORKERS; i++) {
		arena_release(&shared.scratch[i]);
		diags_release(&shared.diags[i]);
	}
	release(&setting);
}

/* A context stack of several values, and none at all. */
static void test_stack(void)
{
	struct setting setting = {0};
	struct value *site = value_map(&setting.arena), *page = value_map(&setting.arena);
	const struct value *stack[] = {site, page};

	value_set(&setting.arena, site, STR("a"), value_text(&setting.arena, STR("site's a")));
	value_set(&setting.arena, site, STR("b"), value_text(&setting.arena, STR("site's b")));
	value_set(&setting.arena, page, STR("a"), value_text(&setting.arena, STR("page's a")));
	add_template(&setting, STR("case"), STR("{{a}}, {{b}}{{.}}"));
	buf_put(&setting.out, STR("before: "));
	template_render(&setting.arena, &setting.set, map_get(&setting.set.by_name, STR("case")), stack, 2, &setting.out,
		&setting.diags);
	is_str(buf_str(&setting.out), STR("before: page's a, site's b"), "the innermost context wins");
	buf_reset(&setting.out);
	template_render(&setting.arena, &setting.set, map_get(&setting.set.by_name, STR("case")), NULL, 0, &setting.out,
		&setting.diags);
	is_str(buf_str(&setting.out), STR(", "), "without any, all is empty");
	release(&setting);
}

int main(void)
{
	test_renders();
	test_errors();
	test_names();
	test_recursion();
	test_depth();
	test_nesting();
	test_endless();
	test_hostile();
	test_threads();
	test_stack();
	return done_testing();
}
