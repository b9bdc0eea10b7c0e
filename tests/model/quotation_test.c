#include "model/quotation.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "model/entry.h"
#include "tap.h"

static void check_excerpts(void)
{
	struct arena arena = {0};
	struct buf longest = {0};

	is_str(sentence_excerpt(&arena, STR("  A  short\none , here .  "), 3), STR("A short one, here."), "tidied");
	for (int i = 0; i < 100; i++)
		buf_put(&longest, STR("слово word "));
	for (size_t at = 0; at < longest.len; at += 97) {
		struct str excerpt = sentence_excerpt(&arena, buf_str(&longest), at);

		ok(utf8_count(excerpt) <= 304, "at most 300 characters and its ellipses, around %zu", at);
		ok(utf8_invalid(excerpt) == excerpt.len, "no character is cut, around %zu", at);
	}
	struct str start = sentence_excerpt(&arena, buf_str(&longest), 0);
	ok(str_starts(start, STR("слово")) && str_ends(start, STR(" …")), "the front has its ellipsis at the end");
	struct str end = sentence_excerpt(&arena, buf_str(&longest), longest.len - 3);
	ok(str_starts(end, STR("… ")) && str_ends(end, STR("word")), "the end has its ellipsis at the front");
	buf_reset(&longest);
	for (int i = 0; i < 700; i++)
		buf_put(&longest, STR("长"));
	struct str unbroken = sentence_excerpt(&arena, buf_str(&longest), 900);
	ok(utf8_count(unbroken) <= 304 && utf8_count(unbroken) > 200, "text without spaces is cut too");
	buf_release(&longest);
	arena_release(&arena);
}

/* "They are casier 2022 and r2p." with links in the place of both names. */
static void check_bare_links(void)
{
	struct arena arena = {0};
	struct buf longest = {0};
	struct form forms[] = {
		{.text = STR_INIT("Responsibility to Protect"), .title = true}, {.text = STR_INIT("R2P"), .acronym = true}};
	struct entry source = {.title = STR_INIT("Not a Community")},
				 term = {.title = STR_INIT("Responsibility to Protect"), .forms = forms, .form_count = 2};
	struct link links[] = {{.target = STR_INIT("casier-2022"), .typed = true, .to = &source},
		{.target = STR_INIT("r2p"), .typed = true, .to = &term}};
	struct bare_link bare[] = {{0, 9, 20, 0}, {1, 25, 28, 1}};
	struct body body = {.links = links, .link_count = 2, .bare_links = bare, .bare_link_count = 2};
	struct sentence plain = {.text = STR_INIT("They are casier 2022.")},
					linked = {.text = STR_INIT("They are casier 2022 and r2p."), .bare_link = 2};

	is_str(sentence_text(&arena, &body, &plain), plain.text, "a sentence without bare links is what it is");
	is_str(sentence_text(&arena, &body, &linked), STR("They are Not a Community and R2P."),
		"each link reads as on its page: a title, an acronym as it is written");
	term.title = STR("The Doctrine");
	links[1].target = STR("terms/r2p");
	is_str(
		sentence_text(&arena, &body, &linked), STR("They are Not a Community and The Doctrine."), "an id is not shown");
	links[0].to = NULL;
	is_str(sentence_text(&arena, &body, &linked), STR("They are casier-2022 and The Doctrine."),
		"what leads nowhere reads as typed");
	for (int i = 0; i < 400; i++)
		buf_put(&longest, STR("long "));
	links[0].to = &source;
	source.title = buf_str(&longest);
	struct str cut = sentence_text(&arena, &body, &linked);
	ok(utf8_count(cut) <= 304 && str_starts(cut, STR("They are long")) && str_ends(cut, STR("long …")),
		"with a long title it is cut around the first link");
	buf_release(&longest);
	arena_release(&arena);
}

int main(void)
{
	check_excerpts();
	check_bare_links();
	return done_testing();
}
