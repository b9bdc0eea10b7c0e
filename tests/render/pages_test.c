/* Which pages there are, which template makes them, and what lists and long concordances hold. */
#include "handbook.h"

static const char SETTINGS[] =
	"title: Test\nbase_url: https://x.example/sub/\n"
	"types:\n"
	"  case:\n    folder: cases\n    letter: C\n    label: {one: Case, many: Cases}\n"
	"    fields: {definition: {type: text}}\n"
	"  term:\n    folder: terms\n    role: glossary\n    label: {one: Term, many: Terms}\n"
	"    fields: {definition: {type: text, means: 'skos:definition'}}\n"
	"  source:\n    folder: sources\n    role: bibliography\n    label: {one: Source, many: Sources}\n"
	"    fields: {authors: {type: text, many: true, means: 'csl:author'}, year: {type: date, means: 'csl:issued'}}\n"
	"  event:\n    file: events.yaml\n    page: timeline\n    label: {one: Event, many: Events}\n"
	"    fields: {date: {type: period}}\n";

static const char *const PLAIN[][2] = {
	{"content/cases/a.md",
		"---\ntitle: Alpha\nnumber: 10\ntags: [War, Peace]\naliases: [old/place.html]\n---\nOn peace.\n"},
	{"content/cases/b.md",
		"---\ntitle: Beta\nnumber: 9\nupdated: 2020-01-02\ntags: [War]\n---\nMore peace [@b-1999].\n"},
	{"content/cases/c.md", "---\ntitle: Gamma\nnumber: 1\nweight: 5\nlang: ru\n---\nПро мир.\n"},
	{"content/events.yaml", "- {id: e2, title: Second, date: 2001}\n- {id: e1, title: First, date: 1999-09/2005}\n"
							"- {id: e3, title: Undated}\n"},
	{"content/sources/b-1999.md", "---\ntitle: Zeta\nauthors: ['Able, Ann']\nyear: 1999\n---\n"},
	{"content/sources/a-2001.md", "---\ntitle: Eta\nauthors: ['Zorn, Zoe']\nyear: 2001\n---\n"},
	{"content/terms/index.md", "---\ntitle: The terms\n---\nOpening.\n"},
	{"content/terms/peace.md", "---\ntitle: Peace\nforms: [concord, мир]\ndefinition: No war.\n---\n"},
	{"content/terms/war.md", "---\ntitle: Émeute\nforms: [émeute, 2nd war]\ndefinition: No peace.\n---\n"},
	{"content/timeline.md", "---\ntitle: Timeline\n---\n"},
};

static struct handbook *begin_with(const char *settings, const char *name, const char *template)
{
	struct handbook *h = must_zalloc(1, sizeof(*h));

	handbook_begin(h, settings);
	add_empty_templates(h, name);
	if (name) {
		struct str path = str_format(&h->arena, "templates/%s.html", name);
		handbook_file(h, str_terminated(&h->arena, path), template);
	}
	return h;
}

/* The plain handbook with one template. */
static struct handbook *begin(const char *name, const char *template)
{
	struct handbook *h = begin_with(SETTINGS, name, template);

	for (size_t i = 0; i < COUNT_OF(PLAIN); i++)
		handbook_file(h, PLAIN[i][0], PLAIN[i][1]);
	handbook_end(h);
	return h;
}

static void finish(struct handbook *h)
{
	handbook_release(h);
	free(h);
}

static void which_pages(void)
{
	static const char *const pages[] = {"cases/index.html", "terms/index.html", "sources/index.html", "glossary.html",
		"bibliography.html", "tags/index.html", "tags/war.html", "tags/peace.html", "index.html", "cases/a.html",
		"timeline.html", "old/place.html", "404.html", "sitemap.xml", "robots.txt", "_redirects", "_redirects.map",
		"_headers", "changes.html", "feed.xml"};
	struct handbook *h = begin(NULL, NULL);

	is_str(told(h), STR(""), "nothing is wrong with the handbook");
	for (size_t i = 0; i < COUNT_OF(pages); i++)
		ok(has_page(h, pages[i]), "there is %s", pages[i]);
	is_int(render_page_count(h->render), COUNT_OF(pages) + 6, "and the other entries, but no record");
	for (size_t i = 0; i < render_page_count(h->render); i++)
		for (size_t j = 0; j < i; j++)
			if (str_equal(render_page_address(h->render, i), render_page_address(h->render, j)))
				ok(false, "%.*s stands there twice", STR_ARG(render_page_address(h->render, i)));
	finish(h);
}

static void without_base_url(void)
{
	struct handbook *h = begin_with("title: Test\n", "404", "{{page.root}} {{page.canonical}}{{site.url}}");

	handbook_file(h, "content/a.md", "---\ntitle: A\n---\n");
	handbook_end(h);
	ok(!has_page(h, "sitemap.xml") && !has_page(h, "robots.txt"), "what needs whole addresses is left out");
	ok(!has_page(h, "glossary.html") && !has_page(h, "bibliography.html") && !has_page(h, "tags/index.html"),
		"lists of nothing are left out");
	is_str(page_of(h, "404.html"), STR("/ /index.html"), "404.html stands at the root of its host");
	finish(h);
}

static void where_404_is_read(void)
{
	struct handbook *h = begin(
		"404", "{{site.url}} {{#site.types}}{{url}} {{/site.types}}{{#page.nav}}{{url}}{{/page.nav}}");

	is_str(page_of(h, "404.html"),
		STR("/sub/index.html /sub/cases/index.html /sub/terms/index.html /sub/sources/index.html /sub/timeline.html "),
		"404.html is read at any address, so it writes whole paths");
	finish(h);
}

static void machine_files(void)
{
	struct handbook *h = begin(NULL, NULL);

	is_str(page_of(h, "robots.txt"), STR("User-agent: *\nAllow: /\nSitemap: https://x.example/sub/sitemap.xml\n"),
		"robots.txt");
	struct str map = page_of(h, "sitemap.xml");
	ok(str_contains(map, STR("<url><loc>https://x.example/sub/cases/b.html</loc><lastmod>2020-01-02</lastmod></url>")),
		"the sitemap has the date that an editor gave");
	ok(str_contains(map, STR("<url><loc>https://x.example/sub/cases/a.html</loc></url>")), "and no other");
	ok(str_contains(map, STR("<loc>https://x.example/sub/</loc>")), "an index goes by its folder");
	ok(!str_contains(map, STR("old/place")) && !str_contains(map, STR("404")), "what is no page is not listed");
	finish(h);
}

static void redirects(void)
{
	struct handbook *h = begin("redirect", "{{page.target.url}} {{page.canonical}} {{page.is_redirect}}");

	is_str(page_of(h, "old/place.html"), STR("../cases/a.html https://x.example/sub/cases/a.html true"),
		"an old address leads to the new one");
	finish(h);
}

/* The lists, each by one line of a template. */
static void lists(void)
{
	static const struct {
		const char *template, *line, *page, *text;
	} rows[] = {
		{"index", "{{page.title}}:{{#index.items}} {{siglum}} {{title}} {{url}} {{foreign}};{{/index.items}}",
			"cases/index.html", "Cases: C 9 Beta b.html ; C 10 Alpha a.html ; C 1 Gamma c.html ru;"},
		{"index", "{{page.title}}:{{#index.items}} {{title}}{{/index.items}}", "terms/index.html",
			"The terms: Émeute Peace"},
		{"index", "{{#index.items}} {{title}}{{/index.items}}", "sources/index.html", " Zeta Eta"},
		{"glossary",
			"{{index.count}}{{#index.sections}} {{title}}:{{#headwords}} "
			"{{text}}>{{see}}{{/headwords}}{{/index.sections}}",
			"glossary.html", "2 0–9: 2nd war>Émeute C: concord>Peace E: Émeute> P: Peace> М: мир>Peace"},
		{"bibliography", "{{#index.items}}{{key}} {{{reference}}};{{/index.items}}", "bibliography.html",
			"b-1999 Able, Ann. 1999. <i>Zeta</i>.;a-2001 Zorn, Zoe. 2001. <i>Eta</i>.;"},
		{"tags", "{{#index.tags}}{{name}} {{count}} {{url}};{{/index.tags}}", "tags/index.html",
			"Peace 1 peace.html;War 2 war.html;"},
		{"tag", "{{page.title}}:{{#index.sections}} {{title}}{{#items}} {{title}}{{/items}}{{/index.sections}}",
			"tags/war.html", "Tagged War: Cases Beta Alpha"},
		{"entry", "{{#entry.records}}{{type.name}}{{#items}} {{anchor}}{{/items}}{{/entry.records}}", "timeline.html",
			"event e1 e2 e3"},
		{"entry", "{{page.prev.title}}<{{page.next.title}} {{page.has_neighbours}}", "cases/a.html", "Beta<Gamma true"},
		{"entry", "{{page.prev.title}}<{{page.next.title}}", "cases/c.html", "Alpha<"},
		{"entry", "{{page.lang}} {{page.direction}} {{word.and}}", "cases/c.html", "ru ltr и"},
		{"entry", "{{entry.summary}} {{page.description}}", "terms/peace.html", "No war. No war."},
		{"home", "{{page.title}} {{page.canonical}}", "index.html", "Test https://x.example/sub/"},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct handbook *h = begin(rows[i].template, rows[i].line);

		is_str(page_of(h, rows[i].page), str_from(rows[i].text), "%s on %s", rows[i].line, rows[i].page);
		finish(h);
	}
}

static void long_index(void)
{
	static const char settings[] = "title: Test\ntypes: {note: {folder: notes}}\n";
	struct handbook *h = begin_with(settings, "index",
		"{{#index.letters}}{{title}}{{/index.letters}} {{#index.sections}}{{id}}{{#items}}.{{/items}} "
		"{{/index.sections}}"
		"{{#index.items}}!{{/index.items}}");

	for (int i = 0; i < 61; i++) {
		struct str path = str_format(&h->arena, "content/notes/n%02d.md", i);
		struct str text = str_format(&h->arena, "---\ntitle: %c note %d\n---\n", i < 60 ? 'a' : 'z', i);

		handbook_file(h, str_terminated(&h->arena, path), str_terminated(&h->arena, text));
	}
	handbook_end(h);
	is_str(page_of(h, "notes/index.html"),
		STR("AZ letter-a............................................................ letter-z. "),
		"more entries than a reader looks through stand under letters");
	finish(h);
}

/* ---- templates ---- */

static void role_templates(void)
{
	struct handbook *h = begin_with(SETTINGS, "entry", "an entry");

	handbook_file(h, "templates/own.html", "its own");
	handbook_file(h, "templates/source.html", "a source");
	handbook_file(h, "templates/term.html", "a term");
	handbook_file(h, "content/cases/a.md", "---\ntitle: A\n---\n");
	handbook_file(h, "content/cases/b.md", "---\ntitle: B\ntemplate: own.html\n---\n");
	handbook_file(h, "content/sources/s.md", "---\ntitle: S\n---\n");
	handbook_file(h, "content/terms/t.md", "---\ntitle: T\n---\n");
	handbook_file(h, "content/timeline.md", "---\ntitle: Timeline\n---\n");
	handbook_end(h);
	is_str(page_of(h, "cases/a.html"), STR("an entry"), "a type takes entry.html");
	is_str(page_of(h, "cases/b.html"), STR("its own"), "unless the entry names another");
	is_str(page_of(h, "terms/t.html"), STR("a term"), "a glossary's type takes term.html where there is one");
	is_str(page_of(h, "sources/s.html"), STR("a source"), "a bibliography's source.html");
	is_str(page_of(h, "timeline.html"), STR("an entry"), "a page of no type takes entry.html");
	finish(h);
}

static void missing_templates(void)
{
	struct handbook *h = must_zalloc(1, sizeof(*h));

	handbook_begin(
		h, "title: Test\nbase_url: https://x.example/\ntypes: {case: {folder: cases, template: kase.html}}\n");
	handbook_file(h, "templates/case.html", "");
	handbook_file(h, "templates/entry.html", "");
	handbook_file(h, "content/cases/a.md", "---\ntitle: A\n---\n");
	handbook_file(h, "content/cases/b.md", "---\ntitle: B\ntemplate: entri.html\n---\n");
	handbook_file(h, "content/cases/c.md", "---\ntitle: C\n---\n");
	handbook_end(h);
	is_str(told(h),
		STR("content/cases/b.md:3:11: there is no template \"templates/entri.html\"; did you mean \"entry.html\"? "
			"[template-missing]\n"
			"site.yaml:3:9: there is no template \"templates/kase.html\"; did you mean \"case.html\"? "
			"[template-missing]\n"
			"templates:0:0: there is no template \"templates/404.html\" [template-missing]\n"
			"templates:0:0: there is no template \"templates/home.html\" [template-missing]\n"
			"templates:0:0: there is no template \"templates/index.html\" [template-missing]\n"),
		"each missing template is told once, where it was named");
	is_int(page_of(h, "404.html").len, 0, "a page without a template is not made");
	finish(h);
}

/* ---- concordance ---- */

static const char CONCORDANCE[] =
	"{{#entry.concordance}}{{count}} {{entry_count}}{{#groups}} {{title}}{{#uses}}.{{/uses}}{{/groups}}"
	"{{#more}} more {{url}} {{count}}{{/more}}{{/entry.concordance}}";

static struct handbook *begin_uses(const char *name, const char *template, int entries, int sentences)
{
	struct handbook *h = begin_with(SETTINGS, name, template);
	struct buf text = {0};

	for (int i = 0; i < entries; i++) {
		buf_reset(&text);
		buf_printf(&text, "---\ntitle: N%d\n---\n", i);
		for (int j = 0; j < sentences; j++)
			buf_printf(&text, "%s concord is %d. ", j ? "And then" : "Here", j);
		struct str path = str_format(&h->arena, "content/cases/n%03d.md", i);
		buf_char(&text, '\0');
		handbook_file(h, str_terminated(&h->arena, path), text.data);
	}
	buf_release(&text);
	handbook_file(h, "content/terms/peace.md", "---\ntitle: Peace\nforms: [concord]\ndefinition: No war.\n---\n");
	handbook_file(h, "content/timeline.md", "---\ntitle: Timeline\n---\n");
	handbook_end(h);
	return h;
}

static void concordance(void)
{
	struct handbook *h = begin_uses("entry", CONCORDANCE, 3, 4);

	is_str(page_of(h, "terms/peace.html"), STR("12 3 N0.... N1.... N2...."), "twelve sentences are all there");
	ok(!has_page(h, "concordance/terms/peace.html"), "what fits needs no page of its own");
	finish(h);

	h = begin_uses("entry", CONCORDANCE, 2, 7);
	is_str(page_of(h, "terms/peace.html"), STR("14 2 N0. N1. more ../concordance/terms/peace.html 14"),
		"of more the first of each entry, and where the others are");
	finish(h);

	h = begin_uses("concordance", CONCORDANCE, 2, 7);
	is_str(page_of(h, "concordance/terms/peace.html"), STR("14 2 N0....... N1......."),
		"they are all on a page of its own");
	finish(h);

	h = begin_uses(
		"entry", "{{#entry.concordance}}{{#groups}}.{{/groups}}{{#more}}more{{/more}}{{/entry.concordance}}", 13, 1);
	is_str(page_of(h, "terms/peace.html"), STR("............more"), "no more than twelve entries");
	finish(h);
}

/* By the order in which site.yaml declares types, then by id; what has no type comes last. */
static void order_of_uses(void)
{
	struct handbook *h = begin_with(
		"types: {case: {folder: cases}, actor: {folder: actors}, term: {folder: terms, role: glossary}}\n", "entry",
		"{{#entry.concordance}}{{#groups}} {{title}}{{/groups}}{{/entry.concordance}}");

	handbook_file(h, "content/about.md", "---\ntitle: About\n---\nOf concord.\n");
	handbook_file(h, "content/actors/b.md", "---\ntitle: B\n---\nOf concord.\n");
	handbook_file(h, "content/actors/a.md", "---\ntitle: A\n---\nOf concord.\n");
	handbook_file(h, "content/cases/c.md", "---\ntitle: C\n---\nOf concord.\n");
	handbook_file(h, "content/terms/peace.md", "---\ntitle: Peace\nforms: [concord]\ndefinition: No war.\n---\n");
	handbook_end(h);
	is_str(page_of(h, "terms/peace.html"), STR(" C A B About"), "uses stand in the order of the types");
	finish(h);
}

static void a_use(void)
{
	struct handbook *h = begin_with(SETTINGS, "entry",
		"{{#entry.concordance}}{{#groups}}{{url}} {{siglum}}{{#uses}} "
		"[{{text}}|{{section}}|{{url}}]{{/uses}}{{/groups}}"
		"{{/entry.concordance}}{{#entry.cited_by}}{{#groups}}{{#uses}}[{{text}}|{{locator}}]{{/uses}}{{/groups}}"
		"{{/entry.cited_by}}");

	handbook_file(h, "content/cases/a.md",
		"---\ntitle: A\nnumber: 4\nsources: [{key: s, locator: 12-13}]\n---\n## Part\n\nOn peace & war [@s, 1; @s, "
		"2].\n");
	handbook_file(h, "content/sources/s.md", "---\ntitle: S\n---\n");
	handbook_file(h, "content/terms/peace.md", "---\ntitle: Peace\ndefinition: No war.\n---\n");
	handbook_file(h, "content/timeline.md", "---\ntitle: Timeline\n---\n");
	handbook_end(h);
	struct str page = page_of(h, "terms/peace.html");
	ok(str_starts(page, STR("../cases/a.html C 4 [On peace &amp; war.")), "a sentence, escaped");
	ok(str_contains(page, STR("|Part|../cases/a.html#p-")), "with its section and the address of its paragraph");
	is_str(page_of(h, "sources/s.html"), STR("[|12–13][On peace &amp; war.|1; 2]"),
		"a sentence that cites twice stands once, with both places; the front matter has no sentence");
	finish(h);
}

/* What one page leaves behind must not show on the next. */
static void independent_of_order(void)
{
	struct handbook *h = begin("entry", "{{{entry.html}}}{{#entry.relations}}{{label}}{{/entry.relations}}");
	size_t count = render_page_count(h->render);
	struct buf *first = arena_array(&h->arena, struct buf, count);

	for (size_t i = 0; i < count; i++)
		render_page(h->render, i, h->worker, &(struct page_sink){.write = keep_page, .context = &first[i]});
	for (size_t i = count; i-- > 0;) {
		struct buf again = {0};
		struct render_worker *worker = i % 2 ? h->worker : render_worker_new(h->render);

		render_page(h->render, i, worker, &(struct page_sink){.write = keep_page, .context = &again});
		is_str(buf_str(&again), buf_str(&first[i]), "%.*s is the same the second time",
			STR_ARG(render_page_address(h->render, i)));
		if (worker != h->worker)
			render_worker_free(worker, &h->diags);
		buf_release(&again);
		buf_release(&first[i]);
	}
	finish(h);
}

static bool refuse(void *context, struct str path, struct str bytes)
{
	(void)context, (void)path, (void)bytes;
	return false;
}

static void a_full_disk(void)
{
	struct handbook *h = begin(NULL, NULL);

	ok(!render_page(h->render, 0, h->worker, &(struct page_sink){.write = refuse}), "a sink that refuses is heard");
	finish(h);
}

int main(void)
{
	which_pages();
	without_base_url();
	where_404_is_read();
	machine_files();
	redirects();
	lists();
	long_index();
	role_templates();
	missing_templates();
	concordance();
	order_of_uses();
	a_use();
	independent_of_order();
	a_full_disk();
	return done_testing();
}
