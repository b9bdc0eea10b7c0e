/* What hosts read: hostile addresses are plain text to each of them. */
#include "handbook.h"

static const char ENTRY[] = "---\ntitle: New\naliases: [old place/, 'terms/r$2 p;{}.html', terms/мир, "
							"\"it's*%41.html\", a.htm]\n---\nText.\n";

static struct handbook *begin(const char *settings)
{
	struct handbook *h = must_zalloc(1, sizeof(*h));

	handbook_begin(h, settings);
	add_empty_templates(h, NULL);
	handbook_file(h, "content/terms/new.md", ENTRY);
	handbook_file(h, "content/folder/index.md", "---\ntitle: Folder\naliases: [was]\n---\n");
	handbook_end(h);
	return h;
}

static void finish(struct handbook *h)
{
	handbook_release(h);
	free(h);
}

static void below_a_path(void)
{
	struct handbook *h = begin("title: Test\nbase_url: https://x.example/a%20b/\n");

	is_str(page_of(h, "_redirects"),
		STR("# Old addresses, for Netlify, Cloudflare Pages and GitLab Pages\n"
			"/a%20b/a.htm /a%20b/terms/new.html 301\n"
			"/a%20b/it%27s%2A%2541.html /a%20b/terms/new.html 301\n"
			"/a%20b/old%20place/ /a%20b/terms/new.html 301\n"
			"/a%20b/old%20place/index.html /a%20b/terms/new.html 301\n"
			"/a%20b/terms/r%242%20p%3B%7B%7D.html /a%20b/terms/new.html 301\n"
			"/a%20b/terms/%D0%BC%D0%B8%D1%80.html /a%20b/terms/new.html 301\n"
			"/a%20b/was.html /a%20b/folder/ 301\n"),
		"_redirects: encoded, below the path of base_url, an index by its folder");
	is_str(page_of(h, "_redirects.map"),
		STR("# Old addresses, for nginx: map $uri $moved { include _redirects.map; }\n"
			"\"/a b/a.htm\" \"/a%20b/terms/new.html\";\n"
			"\"/a b/it's*%41.html\" \"/a%20b/terms/new.html\";\n"
			"\"/a b/old place/\" \"/a%20b/terms/new.html\";\n"
			"\"/a b/old place/index.html\" \"/a%20b/terms/new.html\";\n"
			"\"/a b/terms/r$2 p;{}.html\" \"/a%20b/terms/new.html\";\n"
			"\"/a b/terms/мир.html\" \"/a%20b/terms/new.html\";\n"
			"\"/a b/was.html\" \"/a%20b/folder/\";\n"),
		"_redirects.map: what is looked up is quoted, where it leads is encoded");
	ok(str_starts(
		   page_of(h, "_headers"), STR("/a%20b/*\n  Content-Security-Policy: default-src 'self'; img-src 'self' ")),
		"_headers: nothing from elsewhere");
	ok(str_contains(
		   page_of(h, "_headers"), STR("/a%20b/static/*\n  Cache-Control: public, max-age=31536000, immutable\n")),
		"what never changes under its name is kept");
	finish(h);
}

static void quotes_in_the_path(void)
{
	struct handbook *h = begin("title: Test\nbase_url: https://x.example/a%22%5c%24b/\n");

	ok(str_contains(page_of(h, "_redirects.map"), STR("\n\"/a\\\"\\\\$b/was.html\" \"/a%22%5C%24b/folder/\";\n")),
		"a quote does not end a quotation, a dollar names nothing");
	finish(h);
}

static void by_settings(void)
{
	struct handbook *h = begin("title: Test\nmarkdown: {remote_images: true}\n");

	ok(str_contains(page_of(h, "_headers"), STR("img-src * data:")), "pictures from elsewhere, where they are allowed");
	ok(str_contains(page_of(h, "_redirects"), STR("\n/was.html /folder/ 301\n")), "without base_url the root");
	finish(h);
	h = begin("title: Test\noutputs: {hosts: false}\n");
	ok(!has_page(h, "_redirects") && !has_page(h, "_redirects.map") && !has_page(h, "_headers") &&
			has_page(h, "was.html"),
		"none of it, where it is not wanted; pages forward all the same");
	finish(h);
}

int main(void)
{
	below_a_path();
	quotes_in_the_path();
	by_settings();
	return done_testing();
}
