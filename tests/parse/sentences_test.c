/* Each row is a text with | where a sentence ends. */
#include "parse/sentences.h"

#include "base/arena.h"
#include "base/buf.h"
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

int main(void)
{
	for (size_t i = 0; i < COUNT_OF(ROWS); i++)
		check_row(str_from(ROWS[i]));
	is_int(sentence_end(STR("abc"), 3), 3, "at the end");
	return done_testing();
}
