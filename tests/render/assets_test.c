/* Where the files of static/ go, and the style sheet that theirs are joined into. */
#include "handbook.h"

static struct handbook *begin(const char *const (*files)[2], size_t count)
{
	struct handbook *h = must_zalloc(1, sizeof(*h));

	handbook_begin(h, "title: Test\nbase_url: https://x.example/\n");
	add_empty_templates(h, "404");
	handbook_file(h, "templates/404.html", "{{asset.site.css}} {{asset.icons/logo.svg}}");
	for (size_t i = 0; i < count; i++)
		handbook_file(h, files[i][0], files[i][1]);
	handbook_end(h);
	return h;
}

static void finish(struct handbook *h)
{
	handbook_release(h);
	free(h);
}

static struct str address_of(const struct handbook *h, const char *path)
{
	const struct asset *asset = map_get(&h->site.assets, str_from(path));

	return asset ? asset->address : STR("");
}

static void addresses(void)
{
	static const char *const files[][2] = {
		{"static/.htaccess", "a"},
		{"static/.well-known/security.txt", "b"},
		{"static/CNAME", "c"},
		{"static/_headers", "d"},
		{"static/css/site.css", "body{}"},
		{"static/css/deep/more.css", "e"},
		{"static/favicon.ico", "f"},
		{"static/icons/logo.svg", "<svg/>"},
		{"static/robots.txt", "g"},
		{"static/script.min.js", "h"},
		{"static/without", "i"},
	};
	static const char *const unchanged[] = {
		".htaccess", ".well-known/security.txt", "CNAME", "_headers", "favicon.ico", "robots.txt"};
	struct handbook *h = begin(files, COUNT_OF(files));
	unsigned hash = (unsigned)(str_hash(STR("<svg/>")) & 0xffffffff);

	is_str(told(h), STR(""), "nothing is wrong with the handbook");
	is_str(address_of(h, "static/icons/logo.svg"), str_format(&h->arena, "static/icons/logo.%08x.svg", hash),
		"a file's address says what it holds");
	ok(str_starts(address_of(h, "static/script.min.js"), STR("static/script.min.")) &&
			str_ends(address_of(h, "static/script.min.js"), STR(".js")),
		"the last extension stays");
	is_int(address_of(h, "static/without").len, sizeof("static/without.01234567") - 1, "a file without one gets none");
	for (size_t i = 0; i < COUNT_OF(unchanged); i++) {
		struct str path = str_format(&h->arena, "static/%s", unchanged[i]);

		is_str(address_of(h, str_terminated(&h->arena, path)), str_from(unchanged[i]), "%s goes to the root as it is",
			unchanged[i]);
	}
	is_int(address_of(h, "static/css/site.css").len, 0, "a style sheet that is joined is not copied");
	ok(address_of(h, "static/css/deep/more.css").len, "one in a folder below is");
	ok(!has_page(h, "robots.txt"), "the handbook's own robots.txt is the one");
	finish(h);
}

static void stylesheet(void)
{
	static const char *const files[][2] = {
		{"static/css/a.css",
			"a{background:url(../icons/logo.svg)} b{background: url( \"../icons/logo.svg\" )} c{d:url('missing.png')}"},
		{"static/css/b.css", "e{f:url(data:image/png;base64,AA==)} g{h:url(#i)} j{k:url(\n"},
		{"static/icons/logo.svg", "<svg/>"},
	};
	struct handbook *h = begin(files, COUNT_OF(files));
	struct str logo = str_from_index(address_of(h, "static/icons/logo.svg"), sizeof("static/") - 1);
	struct str want = str_format(&h->arena,
		"a{background:url(\"%.*s\")} b{background: url(\"%.*s\")} c{d:url('missing.png')}\n"
		"e{f:url(data:image/png;base64,AA==)} g{h:url(#i)} j{k:url(\n",
		STR_ARG(logo), STR_ARG(logo));
	struct str joined = assets_stylesheet(&h->arena, &h->site);

	is_str(joined, want, "joined in order, with addresses of the files as they are published");
	struct str address = assets_stylesheet_address(&h->arena, joined);
	ok(str_starts(address, STR("static/site.")) && str_ends(address, STR(".css")),
		"under a name that says what it holds");
	is_str(page_of(h, str_terminated(&h->arena, address)), want, "it is one of the pages");
	struct str page = page_of(h, "404.html");
	ok(str_contains(page, address), "which templates find as asset.site.css");
	ok(str_contains(page, address_of(h, "static/icons/logo.svg")), "and other files by their paths");
	finish(h);
}

/* What of a style sheet readers fetch: {as written, as served}. */
static void squeezing(void)
{
	static const struct {
		const char *css, *want, *name;
	} rows[] = {
		{"a {\n\tb: c;\n}\n", "a {\nb: c;\n}\n", "lines begin at their beginning"},
		{"a   >  b{}", "a > b{}\n", "a run of spaces is one"},
		{"/* x */ a {} /* y */\r\n\f b {}", "a {}\nb {}\n", "comments go"},
		{"/*! licence */\na {}", "/*! licence */\na {}\n", "a licence stays"},
		{"a/* x */b {}", "a/* x */b {}\n", "what keeps two words apart stays"},
		{"a::before { content: \"/*  x  */ \\\" '  \" }", "a::before { content: \"/*  x  */ \\\" '  \" }\n",
			"strings stay"},
		{"a { content: 'x\n  }\nb {}", "a { content: 'x\n}\nb {}\n", "one that is not closed ends with its line"},
		{"a { b: url(data:x;,/*  y) }  c {}", "a { b: url(data:x;,/*  y) } c {}\n", "addresses stay"},
		{"a { b: url(x /* ", "a { b: url(x /* \n", "so does one that is not closed"},
		{"a {} /* x", "a {}\n", "a comment that is not closed swallows its file"},
		{"a\\  b {}", "a\\  b {}\n", "an escaped space is part of a name"},
		{" \n /* x */ \n", "", "a file of remarks is nothing"},
		{"a\\", "a\\\n", "a backslash may be the last"},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *const files[][2] = {{"static/css/a.css", rows[i].css}, {"static/css/b.css", "z {}"}};
		struct handbook *h = begin(files, COUNT_OF(files));

		is_str(assets_stylesheet(&h->arena, &h->site), str_format(&h->arena, "%sz {}\n", rows[i].want), "%s",
			rows[i].name);
		finish(h);
	}
}

static void nothing_to_join(void)
{
	static const char *const files[][2] = {{"static/icons/logo.svg", "<svg/>"}};
	struct handbook *h = begin(files, COUNT_OF(files));

	is_str(told(h), STR(""), "a template may ask for the style sheet that a handbook does without");
	is_int(assets_stylesheet(&h->arena, &h->site).len, 0, "there is none");
	for (size_t i = 0; i < render_page_count(h->render); i++)
		ok(!str_ends(render_page_address(h->render, i), STR(".css")), "so no page %zu is one", i);
	finish(h);
}

int main(void)
{
	addresses();
	stylesheet();
	squeezing();
	nothing_to_join();
	return done_testing();
}
