/* Which stretches of a text a set of forms finds: each row is a text in which [ ] stand around what must be found. */
#include "parse/matcher.h"

#include "base/arena.h"
#include "base/buf.h"
#include "tap.h"

static const struct entry TERM = {0};

struct row {
	const char *forms; /* separated by |; a leading * is an acronym, a leading ~ is not English */
	const char *text;  /* marked */
};

static const struct row ROWS[] = {
	{"soft power", "[soft power] is not soft, powerful"},
	{"soft power", "Soft [Soft Power] soft\npowder [soft\npower]"},
	{"soft power", "[soft powers], [soft power's] end, [soft powers]' too"},
	{"~soft power", "soft powers and soft power's but [soft power]"},
	{"power", "[power] empower powerful [power]-sharing [Power]."},
	{"sovereign democracy|democracy", "[sovereign democracy], [democracy], [Democracies]"},
	{"no-fly zone", "a [no-fly zone], no fly zone, [no-fly zones]"},
	{"*R2P", "[R2P] r2p [R2P's] R2Px [R2Ps] xR2P"},
	{"*UN|UN Charter", "[UN] un [UN Charter] [un charter]"},
	{"*UN", "[UN's] un's [UN]-led"},
	{"миротворчество", "[Миротворчество] и [МИРОТВОРЧЕСТВО], миротворчества"},
	{"师夷长技", "清末[师夷长技]以制夷"},
	{"r\xc3\xa9gime", "[R\xc3\x89GIME] [re\xcc\x81gime] regime"},
	{"people's war", "[people's war] [people\xe2\x80\x99s war] peoples war"},
	{"soft power", "[so\xc2\xad"
				   "ft power]"},
	{"a a a", "[a a a] [a a a] a a"},
	{"a b c|b c d", "[a b c] d [b c d]"},
	{"a b|a b c d", "[a b] c x [a b c d]"},
	{"policy", "[policy] [policies] [policy's]"},
	{"clash", "[clash] [clashes]"},
	{"soft power", "\xc2\xad [soft power]"},
	{"C++", "C C+"},
	{"power", "\"[power]\" ([power]) [power]; \xe2\x80\x9c[power]\xe2\x80\x9d"},
};

static size_t split_forms(struct arena *arena, struct str rest, struct site_form *forms)
{
	struct str piece;
	size_t count = 0;

	while (str_split(&rest, '|', &piece)) {
		struct site_form form = {.entry = &TERM, .english = true};

		if (piece.data[0] == '*')
			form.acronym = true;
		if (piece.data[0] == '~')
			form.english = false;
		if (piece.data[0] == '*' || piece.data[0] == '~')
			piece = str_from_index(piece, 1);
		form.text = str_copy(arena, piece);
		forms[count++] = form;
	}
	return count;
}

static void check_row(const struct row *row)
{
	struct arena arena = {0};
	struct buf bare = {0}, marked = {0};
	struct site_form forms[8];
	struct match_list list = {0};
	size_t count = split_forms(&arena, str_from(row->forms), forms), at = 0;
	struct str text = str_from(row->text);

	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] != '[' && text.data[i] != ']')
			buf_char(&bare, text.data[i]);
	const struct matcher *matcher = matcher_build(&arena, forms, count);
	matcher_find(matcher, buf_str(&bare), &list);
	for (size_t i = 0; i < list.count; i++) {
		buf_put(&marked, str_slice(buf_str(&bare), at, list.items[i].from));
		buf_char(&marked, '[');
		buf_put(&marked, str_slice(buf_str(&bare), list.items[i].from, list.items[i].to));
		buf_char(&marked, ']');
		at = list.items[i].to;
	}
	buf_put(&marked, str_from_index(buf_str(&bare), at));
	is_str(buf_str(&marked), text, "%s", row->forms);
	match_list_release(&list);
	buf_release(&bare);
	buf_release(&marked);
	arena_release(&arena);
}

static void check_longest(void)
{
	struct arena arena = {0};
	struct site_form forms[] = {{.text = STR("a b"), .entry = &TERM}, {.text = STR("a b c"), .entry = &TERM}};
	struct match_list list = {0};

	matcher_find(matcher_build(&arena, forms, 2), STR("x a b c"), &list);
	is_int(list.count, 1, "one match");
	is_int(list.count ? list.items[0].form : 9, 1, "the longest form wins");
	match_list_release(&list);
	arena_release(&arena);
}

int main(void)
{
	for (size_t i = 0; i < COUNT_OF(ROWS); i++)
		check_row(&ROWS[i]);
	check_longest();
	return done_testing();
}
