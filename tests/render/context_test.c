/* The one list of what templates see: what a page's tree holds is in the vocabulary, and nothing else passes. */
#include "handbook.h"

static const char SETTINGS[] =
	"title: Test\nbase_url: https://x.example/\nrepository: https://github.com/x/y\nlang: en\n"
	"authors: [{name: Editors, orcid: 0000-0002-1825-0097}]\nparams: {colour: red, deep: {er: 1}}\nnav: [cases, "
	"terms/r2p]\n"
	"words: {en: {own_word: Own}}\n"
	"types:\n"
	"  case:\n    folder: cases\n    letter: C\n    label: {one: Case, many: Cases}\n    fields:\n"
	"      period: {type: period}\n      norms: {type: ref, to: term, many: true, inverse: cases}\n"
	"      region: {type: choice, of: {MENA: Middle East}}\n      force: {type: quantity}\n      where: {type: place, "
	"many: true}\n"
	"      parties: {type: record, many: true, fields: {name: {type: text}, side: {type: text}}}\n"
	"      open: {type: boolean}\n      url: {type: url}\n      keys: {type: tags}\n      worth: {type: number}\n"
	"      long: {type: text}\n      quiet: {type: text, hidden: true}\n      locator: {type: text}\n"
	"  term:\n    folder: terms\n    role: glossary\n    letter: T\n    fields: {definition: {type: text, means: "
	"'skos:definition'}, original: {type: text, means: 'skos:prefLabel'}}\n"
	"  source:\n    folder: sources\n    role: bibliography\n    fields:\n"
	"      authors: {type: text, many: true, means: 'csl:author'}\n      year: {type: date, means: 'csl:issued'}\n"
	"  event:\n    file: events.yaml\n    page: timeline\n    label: {one: Event, many: Events}\n"
	"    fields: {date: {type: date}, cases: {type: ref, to: case, many: true}}\n";

static struct handbook *begin(const char *entry_template)
{
	struct handbook *h = must_zalloc(1, sizeof(*h));

	handbook_begin(h, SETTINGS);
	add_empty_templates(h, "entry");
	handbook_file(h, "templates/entry.html", entry_template);
	handbook_file(h, "static/css/a.css", "a{}");
	handbook_file(h, "static/icons/logo.svg", "<svg/>");
	handbook_file(h, "content/cases/index.md", "---\ntitle: All cases\n---\nOpening.\n");
	handbook_file(h, "content/cases/syria.md",
		"---\ntitle: Syria\nnumber: 1\nperiod: 2015/..\nnorms: [r2p]\nregion: MENA\nforce: {value: 40, unit: men, "
		"qualifier: about}\nwhere: [{name: Idlib, lat: 1, lon: 2, role: base}]\nparties: [{name: A, side: B}]\nopen: "
		"true\n"
		"url: https://a.example/b/\nkeys: [k]\nworth: 3\nquiet: hush\nlocator: 'sec. \"Russia''s part\", 3-4'\ntags: "
		"[Norms]\naliases: [old.html]\nupdated: 2020-01-02\n"
		"long: A text that is too long to be taken in at a glance, as some texts are.\n"
		"sources: [{key: lewis-2022, locator: 3, note: n}]\n---\nOn R2P [@lewis-2022, 3].\n\n## One\n\nAnd [[r2p]].\n\n"
		"### Two\n\n## Three\n");
	handbook_file(h, "content/events.yaml", "- {id: e1, title: Event, date: 2015-09-30, cases: [syria]}\n");
	handbook_file(
		h, "content/sources/lewis-2022.md", "---\ntitle: Peace\nauthors: ['Lewis, David']\nyear: 2022\n---\n");
	handbook_file(h, "content/terms/r2p.md",
		"---\ntitle: Responsibility to Protect\nforms: [R2P, {form: "
		"обязанность защищать, lang: ru}, responsibilities to protect, русский мир, русского мира, agenda2030, "
		"agenda2063]\n"
		"original: ответственность по защите\ndefinition: A norm.\n---\n");
	handbook_file(h, "content/timeline.md", "---\ntitle: Timeline\n---\n");
	handbook_end(h);
	return h;
}

static void finish(struct handbook *h)
{
	handbook_release(h);
	free(h);
}

/* Counts the names below `value` that a template could not ask for. */
static size_t unknown_names(struct handbook *h, struct str parent, const struct value *value, size_t *names)
{
	size_t count = 0;

	if (value && value->kind == VALUE_LIST)
		for (size_t i = 0; i < value->list.count; i++)
			count += unknown_names(h, parent, value->list.items[i], names);
	if (!value || value->kind != VALUE_MAP)
		return count;
	for (size_t i = 0; i < value->map.count; i++) {
		struct str key = value->map.members[i].key, unknown, best;
		struct str dotted = parent.len ? str_format(&h->arena, "%.*s.%.*s", STR_ARG(parent), STR_ARG(key)) : key;

		++*names;
		if (!vocabulary_has(&h->vocabulary, dotted, &unknown, &best)) {
			diagnostic("not in the vocabulary: %.*s", STR_ARG(dotted));
			count++;
		}
		count += unknown_names(h, dotted, value->map.members[i].value, names);
	}
	return count;
}

static void trees_keep_to_the_list(void)
{
	struct handbook *h = begin("");

	is_str(told(h), STR(""), "nothing is wrong with the handbook");
	is_int(render_page_count(h->render), 23, "its pages");
	for (size_t page = 0; page < render_page_count(h->render); page++) {
		const struct value *data = render_page_data(h->render, page, h->worker);
		struct str address = render_page_address(h->render, page);
		size_t names = 0;

		is_int(unknown_names(h, STR(""), data, &names), 0, "all names of %.*s are in the vocabulary", STR_ARG(address));
		ok(names > 100 || data->kind == VALUE_NULL, "there are names on %.*s", STR_ARG(address));
	}
	finish(h);
}

static void vocabulary(void)
{
	static const struct {
		const char *name, *unknown, *best;
	} rows[] = {
		{"entry.title", NULL, NULL},
		{"title", NULL, NULL},
		{"entry.period.text", NULL, NULL},
		{"period", NULL, NULL},
		{"entry.data.url", NULL, NULL},
		{"cases", NULL, NULL}, /* computed */
		{"parties.side", NULL, NULL},
		{"site.params.colour", NULL, NULL},
		{"site.params.deep.er", NULL, NULL},
		{"orcid", NULL, NULL},
		{"word.own_word", NULL, NULL},
		{"word.et_al", NULL, NULL},
		{"asset.icons/logo.svg", NULL, NULL},
		{"asset.site.css", NULL, NULL},
		{"page.is_404", NULL, NULL},
		{"entry.tytle", "tytle", "title"},
		{"entri.title", "entri", "entry"},
		{"site.params.color", "color", "colour"},
		{"word.own_wurd", "own_wurd", "own_word"},
		{"own_word", "own_word", ""},
		{"asset.icons/lego.svg", "icons/lego", "icons/logo"},
		{"asset.css/a.css", "css/a", ""},
		{"entry.period.txt", "txt", "text"},
		{"xyzzy", "xyzzy", ""},
	};
	struct handbook *h = begin("");

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str unknown = STR(""), best = STR("");
		bool known = vocabulary_has(&h->vocabulary, str_from(rows[i].name), &unknown, &best);

		is_int(known, rows[i].unknown == NULL, "%s is %s", rows[i].name, rows[i].unknown ? "unknown" : "known");
		if (known || !rows[i].unknown)
			continue;
		is_str(unknown, str_from(rows[i].unknown), "what of %s is unknown", rows[i].name);
		is_str(best, str_from(rows[i].best), "what %s may have meant", rows[i].name);
	}
	finish(h);
}

/* What a template of one line makes of a page. */
static void is_made(const char *template, const char *address, const char *expected)
{
	struct handbook *h = begin(template);

	is_str(told(h), STR(""), "%s has names that exist", template);
	is_str(page_of(h, address), str_from(expected), "%s", template);
	finish(h);
}

/* On the page of cases/syria. */
static void names_of_an_entry(void)
{
	static const char *const rows[][2] = {
		{"{{entry.siglum}}|{{entry.number}}|{{entry.type.label.many}}", "C 1|1|Cases"},
		{"{{entry.period.text}}|{{entry.period.iso}}|{{entry.period.from}}", "since 2015|2015/..|2015"},
		{"{{#entry.norms}}{{title}} {{url}} {{siglum}}{{/entry.norms}}",
			"Responsibility to Protect ../terms/r2p.html "},
		{"{{entry.region.value}}|{{entry.region.label}}|{{entry.force.text}}|{{entry.force.value}}",
			"MENA|Middle East|about 40 men|40"},
		{"{{#entry.where}}{{name}} {{lat}} {{role}}{{/entry.where}}", "Idlib 1 base"},
		{"{{#entry.parties}}{{name}} {{side}}{{/entry.parties}}", "A B"},
		{"{{entry.open}}|{{entry.worth}}|{{#entry.keys}}{{.}}{{/entry.keys}}", "true|3|k"},
		{"{{entry.url}}|{{entry.data.url}}", "syria.html|https://a.example/b/"},
		{"{{entry.long}}", "A text that is too long to be taken in at a glance, as some texts are."},
		{"{{#entry.tags}}{{name}} {{url}}{{/entry.tags}}", "Norms ../tags/norms.html"},
		{"{{entry.updated.text}}|{{entry.updated.from}}", "2 January 2020|2020-01-02"},
		{"{{#entry.fields}}{{label}};{{/entry.fields}}",
			"Period;Norms;Region;Force;Where;Open;Url;Keys;Worth;Locator;"},
		{"{{#entry.fields}}{{#values}}{{text}};{{/values}}{{/entry.fields}}",
			"since 2015;Responsibility to Protect;Middle East;about 40 men;Idlib (base);Yes;a.example/b;k;3;"
			"sec. “Russia’s part”, 3–4;"},
		{"{{#entry.details}}{{label}}{{#columns}} {{label}}{{/columns}};{{/entry.details}}", "Parties Name Side;Long;"},
		{"{{#entry.relations}}{{label}} {{reverse}}{{#items}} {{title}}{{/items}};{{/entry.relations}}",
			"Norms false Responsibility to Protect;Cases true Event;"},
		{"{{#entry.references}}{{id}} {{locator}} {{note}}{{/entry.references}}", "ref-lewis-2022 3 n"},
		{"{{#entry.outline}}{{text}}{{#items}}({{text}}){{/items}} {{/entry.outline}}{{entry.has_outline}}",
			"One(Two) Three true"},
		{"{{entry.edit_url}}", "https://github.com/x/y/blob/HEAD/content/cases/syria.md"},
		{"{{page.canonical}}|{{page.root}}|{{page.url}}", "https://x.example/cases/syria.html|../|cases/syria.html"},
		{"{{#page.nav}}{{title}} {{url}} {{current}};{{/page.nav}}",
			"Cases index.html true;Responsibility to Protect ../terms/r2p.html false;"},
		{"{{#page.breadcrumbs}}{{title}} {{url}};{{/page.breadcrumbs}}", "Test ../index.html;Cases index.html;"},
		{"{{#site.types}}{{name}} {{count}} {{url}};{{/site.types}}{{site.count}}",
			"case 1 ../cases/index.html;term 1 ../terms/index.html;source 1 ../sources/index.html;"
			"event 1 ../timeline.html;4"},
		{"{{site.params.deep.er}}|{{word.own_word}}|{{#site.authors}}{{name}}{{/site.authors}}", "1|Own|Editors"},
		{"{{entry.concordance}}{{^entry.concordance}}none{{/entry.concordance}}", "none"},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		is_made(rows[i][0], "cases/syria.html", rows[i][1]);
}

/* An inflection is no name of its own; what is in another language says so. */
static void names_of_a_term(void)
{
	is_made("{{#entry.forms}}{{text}} {{foreign}};{{/entry.forms}}", "terms/r2p.html",
		"ответственность по защите ru;R2P ;обязанность защищать ru;русский мир ru;agenda2030 ;agenda2063 ;");
	is_made("{{#entry.fields}}{{#values}}{{text}} {{foreign}};{{/values}}{{/entry.fields}}", "terms/r2p.html",
		"ответственность по защите ru;");
}

static void every_name_has_a_meaning(void)
{
	size_t rows = 0;

	for (int shape = 0; shape < SHAPES; shape++) {
		const struct context_table *table = context_table((enum shape_id)shape);

		for (size_t i = 0; i < table->count; i++, rows++)
			if (!table->rows[i].name || !table->rows[i].meaning || !*table->rows[i].meaning)
				ok(false, "row %zu of %s says what it means", i, table->name);
	}
	ok(rows > 150, "there is a list to print");
}

int main(void)
{
	trees_keep_to_the_list();
	vocabulary();
	names_of_an_entry();
	names_of_a_term();
	every_name_has_a_meaning();
	return done_testing();
}
