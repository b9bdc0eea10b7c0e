/* The holes of a text, filled as one page has to write them. */
#include "handbook.h"

static const char SETTINGS[] =
	"title: Test\nbase_url: https://x.example/\n"
	"types:\n"
	"  term:\n    folder: terms\n    role: glossary\n    fields: {definition: {type: text}}\n"
	"  case:\n    folder: cases\n    fields: {note: {type: markdown}}\n"
	"  event:\n    file: events.yaml\n    page: timeline\n    fields: {date: {type: date}}\n";

static struct handbook *begin(const char *body)
{
	struct handbook *h = must_zalloc(1, sizeof(*h));

	handbook_begin(h, SETTINGS);
	add_empty_templates(h, "entry");
	handbook_file(h, "templates/entry.html", "{{{entry.html}}}");
	struct str page = str_format(&h->arena, "---\ntitle: Syria\nnote: On *R2P* and [[b]].\n---\n%s\n", body);
	handbook_file(h, "content/cases/2015/syria.md", str_terminated(&h->arena, page));
	handbook_file(h, "content/cases/b.md", "---\ntitle: \"B & C\"\n---\n## Two pillars\n\nText.\n");
	handbook_file(h, "content/cases/map of it.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'/>");
	handbook_file(h, "content/events.yaml", "- id: e1\n  title: Event\n  date: 2015\n");
	handbook_file(h, "content/terms/r2p.md",
		"---\ntitle: Responsibility to Protect\ndefinition: A norm.\nforms: [R2P]\n---\nText.\n");
	handbook_file(
		h, "content/terms/мир.md", "---\ntitle: Мир\nlang: ru\ndefinition: A word.\nautolink: false\n---\nТекст.\n");
	handbook_file(h, "content/timeline.md", "---\ntitle: Timeline\n---\n");
	handbook_end(h);
	return h;
}

static void finish(struct handbook *h)
{
	handbook_release(h);
	free(h);
}

/* The first paragraph of the page without its <p>. */
static struct str rendered(struct handbook *h)
{
	struct str page = page_of(h, "cases/2015/syria.html");
	size_t open = str_find_char(page, '>', str_find(page, STR("<p"), 0)) + 1;

	return str_slice(page, open, str_find(page, STR("</p>"), open));
}

static void links(void)
{
	static const struct {
		const char *markdown, *html;
	} rows[] = {
		{"[[b]]", "<a class=\"link\" href=\"../b.html\">B &amp; C</a>"},
		{"[[b|label]]", "<a class=\"link\" href=\"../b.html\">label</a>"},
		{"[[b#two-pillars]]", "<a class=\"link\" href=\"../b.html#two-pillars\">Two pillars</a>"},
		{"[text](../b.md)", "<a class=\"link\" href=\"../b.html\">text</a>"},
		{"[[terms/r2p]]", "<a class=\"term\" href=\"../../terms/r2p.html\">Responsibility to Protect</a>"},
		{"[[R2P]]", "<a class=\"term\" href=\"../../terms/r2p.html\">R2P</a>"},
		{"[[events/e1]]", "<a class=\"link\" href=\"../../timeline.html#e1\">Event</a>"},
		{"[[terms/мир]]",
			"<a class=\"term\" href=\"../../terms/%D0%BC%D0%B8%D1%80.html\"><span lang=\"ru\">Мир</span></a>"},
		{"On R2P.", "On <a class=\"term\" href=\"../../terms/r2p.html\">R2P</a>."},
		{"[[missing]] end", "missing end"},
		{"[[missing|label]] end", "label end"},
		{"[a](https://x.example/?a&b)",
			"<a href=\"https://x.example/?a&amp;b\" class=\"external\" rel=\"external\">a</a>"},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct handbook *h = begin(rows[i].markdown);

		is_str(rendered(h), str_from(rows[i].html), "%s", rows[i].markdown);
		finish(h);
	}
}

static void same_page(void)
{
	struct handbook *h = begin("See [[#part|below]].\n\n## Part\n");

	is_str(rendered(h), STR("See <a class=\"link\" href=\"#part\">below</a>."), "a place on the page needs no address");
	finish(h);
}

static void images(void)
{
	struct handbook *h = begin("Text ![a \"map\"](<../map of it.svg>) text.");

	struct entry *syria = map_get(&h->site.by_id, STR("cases/2015/syria"));
	syria->body.images[0].width = 30;
	syria->body.images[0].height = 20;
	is_str(rendered(h),
		STR("Text <img src=\"../map%20of%20it.svg\" alt=\"a &quot;map&quot;\" width=\"30\" height=\"20\" "
			"loading=\"lazy\"> text."),
		"an image beside an entry, with its size");
	finish(h);
	h = begin("Text ![dot](data:image/png;base64,AAAA) text.");
	ok(str_contains(rendered(h), STR("<img src=\"data:image/png;base64,AAAA\" alt=\"dot\"")),
		"an image in the text itself");
	finish(h);
}

static void markdown_field(void)
{
	struct handbook *h = begin("Text.");
	const struct value *data = render_page_data(h->render, page_number(h, "cases/2015/syria.html"), h->worker);
	struct str note = value_get(value_get(data, STR("entry")), STR("note"))->text;

	ok(str_contains(note, STR("<em>")), "a field of type markdown is HTML");
	ok(str_contains(note, STR("<a class=\"link\" href=\"../b.html\">B &amp; C</a>")), "with its links in place");
	ok(!str_contains(page_of(h, "cases/2015/syria.html"), STR("<em>")), "and no part of the text");
	finish(h);
}

int main(void)
{
	links();
	same_page();
	images();
	markdown_field();
	return done_testing();
}
