/* Citations in the text and full references. */
#include "handbook.h"

static const char SETTINGS[] = "title: Test\nbase_url: https://x.example/\n"
							   "types:\n"
							   "  source:\n    folder: sources\n    letter: S\n    role: bibliography\n    fields:\n"
							   "      authors: {type: record, many: true, means: 'csl:author', fields: {family: {type: "
							   "text}, given: {type: text}, "
							   "name: {type: text}}}\n"
							   "      editors: {type: text, many: true, means: 'csl:editor'}\n"
							   "      year: {type: date, means: 'csl:issued'}\n"
							   "      kind: {type: text, means: 'csl:type'}\n"
							   "      container: {type: text, means: 'csl:container-title'}\n"
							   "      volume: {type: text, means: 'csl:volume'}\n"
							   "      issue: {type: number, means: 'csl:issue'}\n"
							   "      pages: {type: text, means: 'csl:page'}\n"
							   "      publisher: {type: text, means: 'csl:publisher'}\n"
							   "      place: {type: text, means: 'csl:publisher-place'}\n"
							   "      doi: {type: text, means: 'csl:DOI'}\n"
							   "      url: {type: url, means: 'csl:URL'}\n"
							   "      accessed: {type: date, means: 'csl:accessed'}\n"
							   "      language: {type: text, means: 'csl:language'}\n"
							   "      genre: {type: text, means: 'csl:genre'}\n";

/* Each row: a source's file name and front matter. */
static const char *const SOURCES[][2] = {
	{"casier-2022a", "title: Rival\nauthors: [{family: Casier, given: Tom}]\nyear: 2022\n"},
	{"casier-2022b", "title: Another\nauthors: [{family: Casier, given: Tom}]\nyear: 2022-05\n"},
	{"chapter", "title: Part\nauthors: [{family: Doe, given: Jane}]\nyear: 2001\nkind: chapter\ncontainer: Whole\n"
				"editors: ['Roe, Richard', 'Poe, Edgar']\npages: 12-34\nplace: London\npublisher: Press\n"},
	{"edited", "title: Collected\neditors: ['Roe, Richard', 'Poe, Edgar']\nyear: 1999\nkind: book\npublisher: Press\n"},
	{"four", "title: Many\nauthors: [{family: A, given: B}, {family: C}, {family: D}, {family: E}]\nyear: 2010\n"},
	{"lewis-2022",
		"title: 'Contesting <peace>'\nauthors: [{family: Lewis, given: David}]\nyear: 2022\n"
		"number: 2\nkind: article-journal\ncontainer: International Affairs\nvolume: '98'\nissue: 2\npages: 653–673\n"
		"doi: 'doi:10.1093/ia/iiab221'\nurl: 'https://never.example/'\n"},
	{"nobody", "title: Anonymous pamphlet\n"},
	{"russian", "title: Защита мира\nauthors: [{name: Higher School of Economics}]\nyear: 2020\nkind: report\n"
				"language: ru\ngenre: Report\nurl: 'https://hse.example/a'\naccessed: 2021-03-05\n"},
	{"three", "title: Why?\nauthors: [{family: Ekman, given: Alice}, {family: Saari}, {family: Secrieru}]\nyear: 2020\n"
			  "kind: article-newspaper\ncontainer: Daily\n"},
};

static void prepare(struct handbook *h, const char *front, const char *body)
{
	handbook_begin(h, SETTINGS);
	add_empty_templates(h, "entry");
	handbook_file(h, "templates/entry.html",
		"{{#entry.is_source}}{{{entry.coins}}}\n{{/entry.is_source}}{{{entry.html}}}{{#entry.references}}[{{id}}] "
		"{{{html}}} <{{url}}>{{siglum}}{{#locator}} ({{locator}}){{/locator}}\n"
		"{{/entry.references}}");
	handbook_file(h, "templates/own.html", "{{#index.items}}{{author_year}};{{/index.items}}");
	handbook_file(h, "content/sources/index.md", "---\ntitle: All sources\ntemplate: own.html\n---\n");
	struct str page = str_format(&h->arena, "---\ntitle: Page\n%s---\n%s\n", front, body);
	handbook_file(h, "content/page.md", str_terminated(&h->arena, page));
	for (size_t i = 0; i < COUNT_OF(SOURCES); i++) {
		struct str path = str_format(&h->arena, "content/sources/%s.md", SOURCES[i][0]);
		struct str text = str_format(&h->arena, "---\n%s---\n", SOURCES[i][1]);

		handbook_file(h, str_terminated(&h->arena, path), str_terminated(&h->arena, text));
	}
	handbook_end(h);
	is_str(told(h), STR(""), "nothing is wrong with the handbook");
}

/* The page's first paragraph, without its tags' attributes being in the way. */
static struct str first_paragraph(struct str page)
{
	size_t open = str_find_char(page, '>', str_find(page, STR("<p"), 0)) + 1;

	return str_slice(page, open, str_find(page, STR("</p>"), open));
}

static void in_text(void)
{
	static const struct {
		const char *markdown, *html;
	} rows[] = {
		{"[@lewis-2022, 657]", "(<a class=\"citation\" href=\"#ref-lewis-2022\">Lewis 2022, 657</a>)"},
		{"As @lewis-2022 [657] says", "As <a class=\"citation\" href=\"#ref-lewis-2022\">Lewis (2022, 657)</a> says"},
		{"As @lewis-2022", "As <a class=\"citation\" href=\"#ref-lewis-2022\">Lewis (2022)</a>"},
		{"[-@lewis-2022]", "(<a class=\"citation\" href=\"#ref-lewis-2022\">2022</a>)"},
		{"[see @lewis-2022, n. 3; @three]",
			"(see <a class=\"citation\" href=\"#ref-lewis-2022\">Lewis 2022, n.\u00a03</a>; "
			"<a class=\"citation\" href=\"#ref-three\">Ekman, Saari and Secrieru 2020</a>)"},
		{"[@four]", "(<a class=\"citation\" href=\"#ref-four\">A et al. 2010</a>)"},
		{"[@casier-2022a]", "(<a class=\"citation\" href=\"#ref-casier-2022a\">Casier 2022b</a>)"},
		{"[@casier-2022b]", "(<a class=\"citation\" href=\"#ref-casier-2022b\">Casier 2022a</a>)"},
		{"[@edited]", "(<a class=\"citation\" href=\"#ref-edited\">Roe and Poe 1999</a>)"},
		{"[@nobody]", "(<a class=\"citation\" href=\"#ref-nobody\"><i>Anonymous pamphlet</i> n.d.</a>)"},
		{"[@russian, 12-13]",
			"(<a class=\"citation\" href=\"#ref-russian\">Higher School of Economics 2020, 12–13</a>)"},
		{"[@lewis-2022, sec. \"A & B\"]",
			"(<a class=\"citation\" href=\"#ref-lewis-2022\">Lewis 2022, sec. “A &amp; B”</a>)"},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct handbook *h = must_zalloc(1, sizeof(*h));

		prepare(h, "", rows[i].markdown);
		is_str(first_paragraph(page_of(h, "page.html")), str_from(rows[i].html), "%s", rows[i].markdown);
		handbook_release(h);
		free(h);
	}
}

static void in_other_languages(void)
{
	struct handbook *h = must_zalloc(1, sizeof(*h));

	prepare(h, "lang: de\n", "[@edited] [@four]");
	struct str page = page_of(h, "page.html");
	ok(str_contains(page, STR(">Roe und Poe 1999<")), "and is a word of the page's language");
	ok(str_contains(page, STR(">A u. a. 2010<")), "so is et al.");
	ok(str_contains(page, STR("A, B, C, D und E. 2010.")), "also in the list of references");
	handbook_release(h);
	free(h);
}

static void references(void)
{
	static const struct {
		const char *key, *html;
	} rows[] = {
		{"casier-2022b", "Casier, Tom. 2022a. <i>Another</i>."},
		{"chapter",
			"Doe, Jane. 2001. “Part”. In <i>Whole</i>, edited by Richard Roe and Edgar Poe, 12–34. London: Press."},
		{"edited", "Roe, Richard and Edgar Poe, eds. 1999. <i>Collected</i>. Press."},
		{"four", "A, B, C, D and E. 2010. <i>Many</i>."},
		{"lewis-2022", "Lewis, David. 2022. “Contesting &lt;peace&gt;”. <i>International Affairs</i> 98 (2): 653–673. "
					   "<a class=\"external\" "
					   "href=\"https://doi.org/10.1093/ia/iiab221\">https://doi.org/10.1093/ia/iiab221</a>."},
		{"nobody", "<i>Anonymous pamphlet</i>. n.d."},
		{"russian",
			"Higher School of Economics. 2020. <i lang=\"ru\">Защита мира</i>. Report. "
			"<a class=\"external\" href=\"https://hse.example/a\">https://hse.example/a</a>. Accessed 5 March 2021."},
		{"three", "Ekman, Alice, Saari and Secrieru. 2020. “Why?”. <i>Daily</i>."},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct handbook *h = must_zalloc(1, sizeof(*h));
		struct str front = str_format(&h->arena, "sources: [{key: %s, locator: n. 3}]\n", rows[i].key);

		prepare(h, str_terminated(&h->arena, front), "Text.");
		struct str want = str_format(&h->arena, "[ref-%s] %s <sources/%s.html>%s (n.\u00a03)\n", rows[i].key,
			rows[i].html, rows[i].key, strcmp(rows[i].key, "lewis-2022") ? "" : "S 2");
		struct str page = page_of(h, "page.html");
		is_str(str_from_index(page, str_find_char(page, '[', 0)), want, "the reference of %s", rows[i].key);
		handbook_release(h);
		free(h);
	}
}

static void list_of_references(void)
{
	struct handbook *h = must_zalloc(1, sizeof(*h));

	prepare(h, "sources: [{key: lewis-2022, locator: 657-660}, {key: chapter}]\n",
		"[@three; @lewis-2022] [@lewis-2022, 3]");
	struct str page = page_of(h, "page.html");
	size_t doe = str_find(page, STR("[ref-chapter]"), 0), ekman = str_find(page, STR("[ref-three]"), 0),
		   lewis = str_find(page, STR("[ref-lewis-2022]"), 0);
	ok(doe < ekman && ekman < lewis && lewis < page.len, "by author, from the text and from the front matter");
	is_int(str_find(page, STR("[ref-lewis-2022]"), lewis + 1), page.len, "each once");
	ok(str_contains(page, STR("(657–660)")), "with the place that the front matter gives");
	handbook_release(h);
	free(h);
}

static void index_of_sources(void)
{
	struct handbook *h = must_zalloc(1, sizeof(*h));

	prepare(h, "", "Text.");
	is_str(page_of(h, "sources/index.html"),
		STR("A et al. 2010;Anonymous pamphlet n.d.;Casier 2022a;Casier 2022b;Doe 2001;Ekman, Saari and Secrieru 2020;"
			"Higher School of Economics 2020;Lewis 2022;Roe and Poe 1999;"),
		"an index of sources says by whom they are");
	handbook_release(h);
	free(h);
}

/* {source, what a reference manager reads from its page} */
static void for_managers(void)
{
#define BEGINS "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3A"
	static const char *const rows[][2] = {
		{"lewis-2022",
			BEGINS "journal&rft.genre=article&rft.atitle=Contesting%20%3Cpeace%3E&rft.jtitle=International%20Affairs"
				   "&rft.aulast=Lewis&rft.aufirst=David&rft.au=Lewis%2C%20David&rft.date=2022&rft.volume=98&rft.issue=2"
				   "&rft.pages=653%E2%80%93673&rft_id=info%3Adoi/10.1093/ia/iiab221&rft_id=https%3A//never.example/"},
		{"chapter", BEGINS "book&rft.genre=bookitem&rft.atitle=Part&rft.btitle=Whole&rft.aulast=Doe&rft.aufirst=Jane"
						   "&rft.au=Doe%2C%20Jane&rft.date=2001&rft.pages=12-34&rft.pub=Press&rft.place=London"},
		{"edited", BEGINS "book&rft.genre=book&rft.btitle=Collected&rft.date=1999&rft.pub=Press"},
		{"russian",
			BEGINS "book&rft.genre=report&rft.btitle=%D0%97%D0%B0%D1%89%D0%B8%D1%82%D0%B0%20%D0%BC%D0%B8%D1%80%D0%B0"
				   "&rft.aucorp=Higher%20School%20of%20Economics&rft.date=2020&rft.language=ru"
				   "&rft_id=https%3A//hse.example/a"},
		{"nobody", BEGINS "dc&rft.title=Anonymous%20pamphlet"},
		{"casier-2022a", BEGINS "dc&rft.title=Rival&rft.creator=Casier%2C%20Tom&rft.date=2022"},
	};
#undef BEGINS
	struct handbook *h = must_zalloc(1, sizeof(*h));

	prepare(h, "", "Text.");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str address = str_format(&h->arena, "sources/%s.html", rows[i][0]);
		struct str page = page_of(h, str_terminated(&h->arena, address));

		is_str(str_slice(page, 0, str_find_char(page, '\n', 0)), str_from(rows[i][1]), "OpenURL of %s", rows[i][0]);
	}
	handbook_release(h);
	free(h);
}

int main(void)
{
	in_text();
	in_other_languages();
	references();
	list_of_references();
	index_of_sources();
	for_managers();
	return done_testing();
}
