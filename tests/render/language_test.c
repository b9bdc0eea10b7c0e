/* Dates and patterns, as languages write them. */
#include "handbook.h"

static void patterns(void)
{
	const struct phrase_slot slots[] = {{"a", STR("one")}, {"b", STR("two")}};
	struct buf out = {0};

	phrase_put(&out, STR("{b} and {a}, {c}"), slots, COUNT_OF(slots));
	is_str(buf_str(&out), STR("two and one, "), "names are replaced in any order; one that nobody knows vanishes");
	buf_reset(&out);
	phrase_put(&out, STR("left {a"), slots, COUNT_OF(slots));
	is_str(buf_str(&out), STR("left "), "an open brace does no harm");
	buf_release(&out);
}

static void dates(struct arena *arena, const struct words *words)
{
	static const struct {
		const char *lang, *written, *text;
	} rows[] = {
		{"en", "2015", "2015"},
		{"en", "2015-09", "September 2015"},
		{"en", "2015-09-05", "5 September 2015"},
		{"en", "2015-21", "spring 2015"},
		{"en", "199X", "1990s"},
		{"en", "18XX", "1800–1899"},
		{"en", "1988~", "about 1988"},
		{"en", "1988?", "1988?"},
		{"en", "2015/..", "since 2015"},
		{"en", "../2015-09", "until September 2015"},
		{"en", "2014/2015", "2014–2015"},
		{"en", "2014-09/2015", "September 2014 – 2015"},
		{"en", "1994-09-05/1994-09-13", "5–13 September 1994"},
		{"en", "1994-09-05/1995-09-13", "5 September 1994 – 13 September 1995"},
		{"de", "2015-03-05", "5. März 2015"},
		{"de", "2015-09-05", "5. September 2015"},
		{"ru", "2015-03-05", "5 марта 2015"},
		{"ru", "2015-03", "март 2015"},
		{"de-AT", "2015-03-05", "5. März 2015"},
		{"xx", "2015-03-05", "5 March 2015"},
	};
	struct buf out = {0};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct language language;
		struct period period;

		language_init(arena, &language, str_from(rows[i].lang), words);
		buf_reset(&out);
		if (ok(edtf_period(str_from(rows[i].written), &period), "%s can be read", rows[i].written))
			period_text(&out, &language, &period);
		is_str(buf_str(&out), str_from(rows[i].text), "%s in %s", rows[i].written, rows[i].lang);
	}
	buf_release(&out);
}

static void machine_dates(struct arena *arena)
{
	static const char *const rows[][2] = {
		{"2015", "2015"},
		{"2015-09", "2015-09"},
		{"2015-09-05", "2015-09-05"},
		{"199X", ""},
		{"2015-21", ""},
		{"0800", "0800"},
		{"1988~", "1988"},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct date date;

		if (ok(edtf_date(str_from(rows[i][0]), &date), "%s can be read", rows[i][0]))
			is_str(date_machine(arena, &date), str_from(rows[i][1]), "%s for a machine", rows[i][0]);
	}
}

static void languages(struct arena *arena, const struct words *words)
{
	struct language language;

	language_init(arena, &language, STR("he"), words);
	ok(language.right_to_left, "Hebrew runs from right to left");
	language_init(arena, &language, STR("ar-EG"), words);
	ok(language.right_to_left, "so does Arabic in Egypt");
	language_init(arena, &language, STR("ru"), words);
	ok(!language.right_to_left, "Russian does not");
	is_str(value_get(language.words, STR("and"))->text, STR("и"), "its own word");
	is_str(value_get(language.words, STR("et_al"))->text, STR("et al."), "the English word where it has none");
	ok(!value_get(language.words, STR("nonsense")), "a key that no language has is not there");
}

int main(void)
{
	struct arena arena = {0};
	struct diags diags = {0};
	const struct words words = {.theme = parse_words(&arena, str_from(WORDS), STR("words.yaml"), &diags)};

	is_int(diags.count, 0, "the words can be read");
	patterns();
	dates(&arena, &words);
	machine_dates(&arena);
	languages(&arena, &words);
	diags_release(&diags);
	arena_release(&arena);
	return done_testing();
}
