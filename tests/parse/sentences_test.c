/* Each row is a text with | where a sentence ends. */
#include "parse/sentences.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "tap.h"

static const char *const ROWS[] = {
	"One. |Two! |Three? |Four.",
	"No end here",
	"See e.g. the case. |Then cf. Lewis.",
	"Dr. Smith met Mr. Jones. |They spoke.",
	"In the U.S. and on p. 12. |Next.",
	"D. Lewis wrote. |Others too.",
	"He said “Yes.” |She said no.",
	"(In brackets.) |After.",
	"Really?! |Yes.",
	"a small letter. goes on",
	"Version 1.5 stays. |Good.",
	"Wait… |What? |“Quoted.” |End",
	"Первое. |Второе предложение.",
	"т.е. одно. |Второе.",
	"第一句。|第二句！|第三句",
	"Line\nbreak.\n|Next",
	"",
};

static void check_row(struct str marked)
{
	struct buf text = {0}, found = {0};

	for (size_t i = 0; i < marked.len; i++)
		if (marked.data[i] != '|')
			buf_char(&text, marked.data[i]);
	for (size_t from = 0; from < text.len;) {
		size_t to = sentence_end(buf_str(&text), from);

		ok(to > from, "it goes on");
		if (to <= from)
			break;
		if (from)
			buf_char(&found, '|');
		buf_put(&found, str_slice(buf_str(&text), from, to));
		from = to;
	}
	is_str(buf_str(&found), marked, "%.*s", STR_ARG(marked));
	buf_release(&text);
	buf_release(&found);
}

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

int main(void)
{
	for (size_t i = 0; i < COUNT_OF(ROWS); i++)
		check_row(str_from(ROWS[i]));
	is_int(sentence_end(STR("abc"), 3), 3, "at the end");
	check_excerpts();
	return done_testing();
}
