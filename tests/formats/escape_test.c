#include "formats/escape.h"

#include "base/arena.h"
#include "tap.h"

struct row {
	struct str text, want;
};

static void test_rows(
	const char *name, void (*function)(struct buf *, struct str), const struct row *rows, size_t count)
{
	struct buf out = {0};

	for (size_t i = 0; i < count; i++) {
		buf_reset(&out);
		buf_put(&out, STR("before "));
		function(&out, rows[i].text);
		is_str(str_from_index(buf_str(&out), 7), rows[i].want, "%s %zu", name, i);
	}
	buf_release(&out);
}

static void test_markup(void)
{
	static const struct row HTML[] = {
		{STR_INIT(""), STR_INIT("")},
		{STR_INIT("plain text"), STR_INIT("plain text")},
		{STR_INIT("<a href=\"x\">R&D</a>"), STR_INIT("&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;")},
		{STR_INIT("&amp;"), STR_INIT("&amp;amp;")},
		{STR_INIT("it's"), STR_INIT("it's")},
		{STR_INIT("<"), STR_INIT("&lt;")},
		{STR_INIT("a\tb\nc"), STR_INIT("a\tb\nc")},
		{STR_INIT("a\0b\x01\x1b[31m\r\n\x7f."), STR_INIT("ab[31m\n.")},
		{STR_INIT("\xc2\x80\xc2\x9f\xc2\xa0\xc2\xab"), STR_INIT("\xc2\xa0\xc2\xab")},
		{STR_INIT("\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd\xef\xbc\x8c"), STR_INIT("\xef\xbf\xbd\xef\xbc\x8c")},
		{STR_INIT("миротворчество – 维和 🕊"),
			STR_INIT("миротворчество – 维和 🕊")},
		{STR_INIT("cut \xc2"), STR_INIT("cut \xc2")},
		{STR_INIT("cut \xef\xbf"), STR_INIT("cut \xef\xbf")},
	};
	static const struct row XML[] = {
		{STR_INIT("<a b='c' d=\"e\">&"), STR_INIT("&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;")},
		{STR_INIT("a\x08\x0c b\xef\xbf\xbf"), STR_INIT("a b")},
		{STR_INIT("plain"), STR_INIT("plain")},
	};

	test_rows("escape_html", escape_html, HTML, COUNT_OF(HTML));
	test_rows("escape_xml", escape_xml, XML, COUNT_OF(XML));
}

static void test_addresses(void)
{
	static const struct row HREF[] = {
		{STR_INIT(""), STR_INIT("")},
		{STR_INIT("https://example.org/a?b=c&d=e#f"), STR_INIT("https://example.org/a?b=c&amp;d=e#f")},
		{STR_INIT("a b\"c'd<e>f"), STR_INIT("a%20b%22c&#39;d%3Ce%3Ef")},
		{STR_INIT("a%20b%C3%a4%"), STR_INIT("a%20b%C3%a4%25")},
		{STR_INIT("100%zz%4"), STR_INIT("100%25zz%254")},
		{STR_INIT("bild ä.png"), STR_INIT("bild%20%C3%A4.png")},
		{STR_INIT("http://example.com/\\[\\"), STR_INIT("http://example.com/%5C%5B%5C")},
		{STR_INIT("http://[::1]:80/[x]"), STR_INIT("http://[::1]:80/%5Bx%5D")},
		{STR_INIT("[x]?y=[z]"), STR_INIT("%5Bx%5D?y=%5Bz%5D")},
		{STR_INIT("foo(and(bar))**__`"), STR_INIT("foo(and(bar))**__%60")},
		{STR_INIT("a\0\n\x1b"), STR_INIT("a%00%0A%1B")},
		{STR_INIT("mailto:a+b@example.org"), STR_INIT("mailto:a+b@example.org")},
		{STR_INIT("~a!$*,;=:@/?#"), STR_INIT("~a!$*,;=:@/?#")},
		{STR_INIT("{|}^"), STR_INIT("%7B%7C%7D%5E")},
	};
	static const struct row PATH[] = {
		{STR_INIT(""), STR_INIT("")},
		{STR_INIT("terms/r2p.html"), STR_INIT("terms/r2p.html")},
		{STR_INIT("a b/c#d?e%20f&g'h\"i"), STR_INIT("a%20b/c%23d%3Fe%2520f%26g%27h%22i")},
		{STR_INIT("c:d.html"), STR_INIT("./c:d.html")},
		{STR_INIT("a/c:d.html"), STR_INIT("a/c:d.html")},
		{STR_INIT("../x.html"), STR_INIT("../x.html")},
		{STR_INIT("мир/维.html"), STR_INIT("%D0%BC%D0%B8%D1%80/%E7%BB%B4.html")},
		{STR_INIT("a[b]\\c"), STR_INIT("a%5Bb%5D%5Cc")},
	};

	test_rows("escape_href", escape_href, HREF, COUNT_OF(HREF));
	test_rows("escape_path", escape_path, PATH, COUNT_OF(PATH));
}

static void test_kinds(void)
{
	static const struct {
		struct str address;
		enum address_kind kind;
	} ROWS[] = {
		{STR_INIT(""), ADDRESS_RELATIVE},
		{STR_INIT("r2p.md"), ADDRESS_RELATIVE},
		{STR_INIT("../terms/r2p.md#pillars"), ADDRESS_RELATIVE},
		{STR_INIT("/rooted"), ADDRESS_RELATIVE},
		{STR_INIT("?query"), ADDRESS_RELATIVE},
		{STR_INIT("a/b:c"), ADDRESS_RELATIVE},
		{STR_INIT("a?b:c"), ADDRESS_RELATIVE},
		{STR_INIT("a#b:c"), ADDRESS_RELATIVE},
		{STR_INIT("a b:c"), ADDRESS_RELATIVE},
		{STR_INIT("2022:notes"), ADDRESS_RELATIVE},
		{STR_INIT("javascript%3Aalert(1)"), ADDRESS_RELATIVE},
		{STR_INIT("my file.md"), ADDRESS_RELATIVE},
		{STR_INIT("бумага.md"), ADDRESS_RELATIVE},
		{STR_INIT("#pillars"), ADDRESS_FRAGMENT},
		{STR_INIT("#"), ADDRESS_FRAGMENT},
		{STR_INIT("#javascript:x"), ADDRESS_FRAGMENT},
		{STR_INIT("http://example.org"), ADDRESS_EXTERNAL},
		{STR_INIT("HTTPS://example.org"), ADDRESS_EXTERNAL},
		{STR_INIT("mailto:a@example.org"), ADDRESS_EXTERNAL},
		{STR_INIT("tel:+49"), ADDRESS_EXTERNAL},
		{STR_INIT("data:image/png;base64,iVBORw0KGgo="), ADDRESS_IMAGE},
		{STR_INIT("DATA:image/JPEG;base64,/9j/4A+"), ADDRESS_IMAGE},
		{STR_INIT("data:image/gif;base64,R0lG"), ADDRESS_IMAGE},
		{STR_INIT("data:image/webp;base64,UklG"), ADDRESS_IMAGE},
		{STR_INIT("data:image/png;base64,"), ADDRESS_FORBIDDEN},
		{STR_INIT("data:image/png;base64,a\"b"), ADDRESS_FORBIDDEN},
		{STR_INIT("data:image/png,raw"), ADDRESS_FORBIDDEN},
		{STR_INIT("data:image/png;charset=x;base64,aa"), ADDRESS_FORBIDDEN},
		{STR_INIT("data:image/svg+xml;base64,PHN2Zz4="), ADDRESS_FORBIDDEN},
		{STR_INIT("data:text/html;base64,PHNjcmlwdD4="), ADDRESS_FORBIDDEN},
		{STR_INIT("javascript:alert(1)"), ADDRESS_FORBIDDEN},
		{STR_INIT("JaVaScRiPt:alert(1)"), ADDRESS_FORBIDDEN},
		{STR_INIT(" javascript:alert(1)"), ADDRESS_FORBIDDEN},
		{STR_INIT("java\tscript:alert(1)"), ADDRESS_FORBIDDEN},
		{STR_INIT("java\nscript:alert(1)"), ADDRESS_FORBIDDEN},
		{STR_INIT("\x01javascript:alert(1)"), ADDRESS_FORBIDDEN},
		{STR_INIT("a\0b"), ADDRESS_FORBIDDEN},
		{STR_INIT("a\x7f"), ADDRESS_FORBIDDEN},
		{STR_INIT("a\xc2\x85"), ADDRESS_FORBIDDEN},
		{STR_INIT("vbscript:x"), ADDRESS_FORBIDDEN},
		{STR_INIT("feed:javascript:x"), ADDRESS_FORBIDDEN},
		{STR_INIT("view-source:javascript:x"), ADDRESS_FORBIDDEN},
		{STR_INIT("blob:https://example.org/x"), ADDRESS_FORBIDDEN},
		{STR_INIT("intent:x"), ADDRESS_FORBIDDEN},
		{STR_INIT("file:///etc/passwd"), ADDRESS_FORBIDDEN},
		{STR_INIT("ftp://example.org"), ADDRESS_FORBIDDEN},
		{STR_INIT("c:\\x"), ADDRESS_FORBIDDEN},
		{STR_INIT("a+b.c-d:x"), ADDRESS_FORBIDDEN},
		{STR_INIT("httpx:y"), ADDRESS_FORBIDDEN},
		{STR_INIT("//example.org"), ADDRESS_FORBIDDEN},
		{STR_INIT("\\\\example.org"), ADDRESS_FORBIDDEN},
		{STR_INIT("/\\example.org"), ADDRESS_FORBIDDEN},
		{STR_INIT("\\/example.org"), ADDRESS_FORBIDDEN},
		{STR_INIT("  //example.org"), ADDRESS_FORBIDDEN},
	};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++)
		is_int(address_kind(ROWS[i].address), ROWS[i].kind, "kind of address %zu, %.*s", i, STR_ARG(ROWS[i].address));
}

static void test_bare(void)
{
	static const struct row BARE[] = {
		{STR_INIT("terms/a-b_c.d~e.html"), STR_INIT("terms/a-b_c.d~e.html")},
		{STR_INIT("a b\"c'd$e;f{g}h*i:j%k"), STR_INIT("a%20b%22c%27d%24e%3Bf%7Bg%7Dh%2Ai%3Aj%25k")},
		{STR_INIT("мир\n"), STR_INIT("%D0%BC%D0%B8%D1%80%0A")},
	};
	static const struct row DECODED[] = {
		{STR_INIT("plain"), STR_INIT("plain")},
		{STR_INIT("a%20b%d0%BC"), STR_INIT("a b\xd0\xbc")},
		{STR_INIT("100%, %4, %zz, %"), STR_INIT("100%, %4, %zz, %")},
	};
	struct arena arena = {0};

	test_rows("escape_bare", escape_bare, BARE, COUNT_OF(BARE));
	for (size_t i = 0; i < COUNT_OF(DECODED); i++)
		is_str(percent_decoded(&arena, DECODED[i].text), DECODED[i].want, "percent_decoded %zu", i);
	arena_release(&arena);
}

int main(void)
{
	test_markup();
	test_addresses();
	test_bare();
	test_kinds();
	return done_testing();
}
