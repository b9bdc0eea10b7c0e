/* Text as typed, and as set in a language. */
#include "parse/typography.h"

#include "base/arena.h"
#include "tap.h"

static const struct {
	const char *lang, *typed, *set;
} ROWS[] = {
	{"en", "\"one\" 'two'", "“one” ‘two’"},
	{"en", "it's the '90s and '68", "it’s the ’90s and ’68"},
	{"en", "states' rights", "states’ rights"},
	{"en", "1990--95 --- or so...", "1990–95 — or so…"},
	{"en", "----- and ....", "----- and ...."},
	{"en", "\"'nested' quotes\"", "“‘nested’ quotes”"},
	{"en", "(\"bracketed\")", "(“bracketed”)"},
	{"en", "end \"", "end ”"},
	{"en-GB", "\"x\"", "“x”"},
	{"de", "\"eins\" 'zwei'", "„eins“ ‚zwei‘"},
	{"fr", "\"un\"", "«\u00a0un\u00a0»"},
	{"ru", "\"один\"", "«один»"},
	{"pl", "\"x\"", "„x”"},
	{"ja", "\"x\"", "「x」"},
	{"xx", "\"x\"", "“x”"},
	{"en", "<a & b> \"", "&lt;a &amp; b&gt; ”"},
	{"en", "bell\x07gone", "bellgone"},
	{"en", "", ""},
	{"en", "a-b -c", "a-b -c"},
};

static void plain_text(void)
{
	struct arena arena = {0};

	is_str(typeset_plain(&arena, STR("the state's \"A & B\" <i>"), quotes_for(STR("en"))),
		STR("the state’s “A & B” <i>"), "plain text is set and not escaped");
	is_str(typeset_plain(&arena, STR("it's"), NULL), STR("it's"), "or left as it was typed");
	arena_release(&arena);
}

int main(void)
{
	plain_text();
	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct buf out = {0};
		struct str typed = str_from(ROWS[i].typed);

		typeset(&out, typed, 0, typed.len, quotes_for(str_from(ROWS[i].lang)));
		is_str(buf_str(&out), str_from(ROWS[i].set), "%s: %s", ROWS[i].lang, ROWS[i].typed);
		buf_release(&out);
	}
	struct buf out = {0};
	typeset(&out, STR("\"as -- typed\""), 0, 13, NULL);
	is_str(buf_str(&out), STR("&quot;as -- typed&quot;"), "without typography only escaped");
	buf_reset(&out);
	typeset(&out, STR("a \"b\" c"), 2, 5, quotes_for(STR("en")));
	is_str(buf_str(&out), STR("“b”"), "a slice knows what stands around it");
	buf_release(&out);
	return done_testing();
}
