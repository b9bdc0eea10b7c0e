#include "render/language.h"

#include "base/arena.h"

static const char *const KEYS[PHRASES] = {
	[PHRASE_AND] = "and",
	[PHRASE_ET_AL] = "et_al",
	[PHRASE_NO_DATE] = "no_date",
	[PHRASE_COMMA] = "comma",
	[PHRASE_EDITOR_ONE] = "editor_one",
	[PHRASE_EDITOR_MANY] = "editor_many",
	[PHRASE_EDITED_BY] = "edited_by",
	[PHRASE_IN] = "in",
	[PHRASE_QUOTE_OPEN] = "quote_open",
	[PHRASE_QUOTE_CLOSE] = "quote_close",
	[PHRASE_ACCESSED] = "accessed",
	[PHRASE_YES] = "yes",
	[PHRASE_NO] = "no",
	[PHRASE_QUANTITY_ABOUT] = "quantity_about",
	[PHRASE_QUANTITY_AT_LEAST] = "quantity_at_least",
	[PHRASE_QUANTITY_AT_MOST] = "quantity_at_most",
	[PHRASE_DATE_DAY] = "date_day",
	[PHRASE_DATE_DAYS] = "date_days",
	[PHRASE_DATE_MONTH] = "date_month",
	[PHRASE_DATE_SEASON] = "date_season",
	[PHRASE_DATE_DECADE] = "date_decade",
	[PHRASE_DATE_RANGE] = "date_range",
	[PHRASE_DATE_YEARS] = "date_years",
	[PHRASE_DATE_SINCE] = "date_since",
	[PHRASE_DATE_UNTIL] = "date_until",
	[PHRASE_DATE_ABOUT] = "date_about",
	[PHRASE_DATE_UNCERTAIN] = "date_uncertain",
	[PHRASE_DATE_BCE] = "date_bce",
	[PHRASE_SEARCH] = "search",
	[PHRASE_GLOSSARY] = "glossary",
	[PHRASE_BIBLIOGRAPHY] = "bibliography",
	[PHRASE_TAGS] = "tags",
	[PHRASE_DATA] = "data",
	[PHRASE_PRINT] = "print",
	[PHRASE_PEOPLE] = "people",
	[PHRASE_ABBREVIATIONS] = "abbreviations",
	[PHRASE_USES_OF] = "uses_of",
	[PHRASE_TAGGED] = "tagged",
	[PHRASE_NOT_FOUND] = "not_found",
	[PHRASE_MOVED] = "moved",
	[PHRASE_CHANGES] = "changes",
	[PHRASE_HAN_LETTERS] = "han_letters",
	[PHRASE_OTHER_LETTERS] = "other_letters",
};

static const char *const RIGHT_TO_LEFT[] = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};

/* "de-AT" → "de" */
static struct str primary(struct str lang)
{
	return str_slice(lang, 0, str_find_char(lang, '-', 0));
}

static void add_words(
	struct arena *arena, struct value *map, struct str lang, const struct words *words, const struct value *keys)
{
	if (!keys || keys->kind != VALUE_MAP)
		return;
	for (size_t i = 0; i < keys->map.count; i++) {
		struct str key = keys->map.members[i].key;

		if (!value_get(map, key))
			value_set(arena, map, key, value_text(arena, word(words, lang, key)));
	}
}

/* Every key that any language has, so that no template meets a missing word. */
static const struct value *all_words(struct arena *arena, struct str lang, const struct words *words)
{
	const struct value *const sources[] = {words->theme, words->site};
	struct value *map = value_map(arena);

	for (size_t i = 0; i < COUNT_OF(sources); i++)
		for (size_t j = 0; sources[i] && sources[i]->kind == VALUE_MAP && j < sources[i]->map.count; j++)
			add_words(arena, map, lang, words, sources[i]->map.members[j].value);
	return map;
}

static struct str numbered(
	struct arena *arena, const struct words *words, struct str lang, const char *stem, size_t number)
{
	return word(words, lang, str_format(arena, "%s_%zu", stem, number));
}

void language_init(struct arena *arena, struct language *language, struct str lang, const struct words *words)
{
	*language = (struct language){.lang = lang, .words = all_words(arena, lang, words)};
	for (size_t i = 0; i < COUNT_OF(RIGHT_TO_LEFT); i++)
		language->right_to_left |= str_equal(primary(lang), str_from(RIGHT_TO_LEFT[i]));
	for (size_t i = 0; i < PHRASES; i++)
		language->phrases[i] = word(words, lang, str_from(KEYS[i]));
	for (size_t i = 0; i < 12; i++) {
		language->months[i] = numbered(arena, words, lang, "month", i + 1);
		/* most languages write both alike, and so have the first only */
		bool inflected = word_known(words, lang, str_format(arena, "month_of_%zu", i + 1));
		language->months_of[i] = inflected ? numbered(arena, words, lang, "month_of", i + 1) : language->months[i];
	}
	for (size_t i = 0; i < 4; i++)
		language->seasons[i] = numbered(arena, words, lang, "season", i + 1);
}

void phrase_put(struct buf *out, struct str pattern, const struct phrase_slot *slots, size_t count)
{
	for (size_t at = 0; at < pattern.len;) {
		size_t open = str_find_char(pattern, '{', at);

		buf_put(out, str_slice(pattern, at, open));
		size_t close = str_find_char(pattern, '}', open);
		if (close >= pattern.len)
			return;
		struct str name = str_slice(pattern, open + 1, close);
		for (size_t i = 0; i < count; i++)
			if (str_equal(name, str_from(slots[i].name)))
				buf_put(out, slots[i].text);
		at = close + 1;
	}
}

/* ---- dates ---- */

struct digits {
	char text[16];
	size_t len;
};

static struct digits digits_of(int64_t number)
{
	struct digits digits;
	size_t at = sizeof(digits.text);
	uint64_t left = number < 0 ? (uint64_t)-number : (uint64_t)number;
	char reversed[sizeof(digits.text)];

	do {
		reversed[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left && at);
	digits.len = sizeof(digits.text) - at;
	memcpy(digits.text, reversed + at, digits.len);
	return digits;
}

static struct str digits_str(const struct digits *digits)
{
	return (struct str){digits->text, digits->len};
}

/* The year 0 of EDTF is 1 BC. */
static void year_text(struct buf *out, const struct language *language, int32_t year)
{
	struct digits digits = digits_of(year > 0 ? year : 1 - (int64_t)year);
	struct phrase_slot slot = {"year", digits_str(&digits)};

	if (year > 0)
		buf_put(out, slot.text);
	else
		phrase_put(out, language->phrases[PHRASE_DATE_BCE], &slot, 1);
}

/* Without its qualifiers. */
static void bare_date_text(struct buf *out, const struct language *language, const struct date *date)
{
	struct buf year = {0};
	struct digits day = digits_of(date->day), century_end = digits_of((int64_t)date->year + 99);
	struct phrase_slot slots[] = {
		{"day", digits_str(&day)}, {"month", STR("")}, {"season", STR("")}, {"year", STR("")}};
	enum phrase pattern = PHRASE_DATE_DAY;

	year_text(&year, language, date->year);
	slots[3].text = buf_str(&year);
	if (date->precision == DATE_DAY && date->month >= 1 && date->month <= 12) {
		slots[1].text = language->months_of[date->month - 1];
	} else if (date->precision == DATE_MONTH && date->month >= 1 && date->month <= 12) {
		pattern = PHRASE_DATE_MONTH;
		slots[1].text = language->months[date->month - 1];
	} else if (date->precision == DATE_SEASON && date->month >= 21 && date->month <= 24) {
		pattern = PHRASE_DATE_SEASON;
		slots[2].text = language->seasons[date->month - 21];
	} else if (date->precision == DATE_DECADE) {
		pattern = PHRASE_DATE_DECADE;
	} else {
		struct phrase_slot span[] = {{"from", buf_str(&year)}, {"to", digits_str(&century_end)}};

		if (date->precision == DATE_CENTURY)
			phrase_put(out, language->phrases[PHRASE_DATE_YEARS], span, COUNT_OF(span));
		else
			buf_put(out, buf_str(&year));
		buf_release(&year);
		return;
	}
	phrase_put(out, language->phrases[pattern], slots, COUNT_OF(slots));
	buf_release(&year);
}

/* Wraps what stands in *out from `start` on into a pattern with one {date}. */
static void wrap(struct buf *out, size_t start, struct str pattern)
{
	struct buf inner = {0};
	struct phrase_slot slot;

	buf_put(&inner, str_slice(buf_str(out), start, out->len));
	out->len = start;
	slot = (struct phrase_slot){"date", buf_str(&inner)};
	phrase_put(out, pattern, &slot, 1);
	buf_release(&inner);
}

void date_text(struct buf *out, const struct language *language, const struct date *date)
{
	size_t start = out->len;

	if (date->precision == DATE_NONE)
		return;
	bare_date_text(out, language, date);
	if (date->approximate)
		wrap(out, start, language->phrases[PHRASE_DATE_ABOUT]);
	if (date->uncertain)
		wrap(out, start, language->phrases[PHRASE_DATE_UNCERTAIN]);
}

static bool exact(const struct date *date, enum date_precision precision)
{
	return date->precision == precision && !date->approximate && !date->uncertain;
}

/* "5–13 September 1994": false when the two days are not in one month. */
static bool days_text(struct buf *out, const struct language *language, const struct date *from, const struct date *to)
{
	if (!exact(from, DATE_DAY) || !exact(to, DATE_DAY) || from->year != to->year || from->month != to->month ||
		from->month < 1 || from->month > 12)
		return false;
	struct digits first = digits_of(from->day), last = digits_of(to->day);
	struct buf year = {0};
	year_text(&year, language, from->year);
	struct phrase_slot slots[] = {{"from", digits_str(&first)}, {"to", digits_str(&last)},
		{"month", language->months_of[from->month - 1]}, {"year", buf_str(&year)}};
	phrase_put(out, language->phrases[PHRASE_DATE_DAYS], slots, COUNT_OF(slots));
	buf_release(&year);
	return true;
}

void period_text(struct buf *out, const struct language *language, const struct period *period)
{
	size_t start = out->len;
	bool from_known = period->from.precision != DATE_NONE, to_known = period->to.precision != DATE_NONE;

	if (!period->interval) {
		date_text(out, language, &period->from);
		return;
	}
	if (!from_known || !to_known) {
		date_text(out, language, from_known ? &period->from : &period->to);
		wrap(out, start, language->phrases[from_known ? PHRASE_DATE_SINCE : PHRASE_DATE_UNTIL]);
		return;
	}
	if (days_text(out, language, &period->from, &period->to))
		return;
	struct buf from = {0}, to = {0};
	date_text(&from, language, &period->from);
	date_text(&to, language, &period->to);
	struct phrase_slot slots[] = {{"from", buf_str(&from)}, {"to", buf_str(&to)}};
	bool years = period->from.precision == DATE_YEAR && period->to.precision == DATE_YEAR;
	phrase_put(out, language->phrases[years ? PHRASE_DATE_YEARS : PHRASE_DATE_RANGE], slots, COUNT_OF(slots));
	buf_release(&from);
	buf_release(&to);
}

static void put_padded(char *end, unsigned number, size_t digits)
{
	for (; digits; digits--, number /= 10)
		*--end = (char)('0' + number % 10);
}

struct str date_machine(struct arena *arena, const struct date *date)
{
	static const size_t LENGTHS[] = {[DATE_YEAR] = 4, [DATE_SEASON] = 0, [DATE_MONTH] = 7, [DATE_DAY] = 10};
	size_t length = LENGTHS[date->precision];

	if (!length || date->year < 1 || date->year > 9999)
		return STR("");
	char *text = memcpy(arena_bytes(arena, 10), "0000-00-00", 10);
	put_padded(text + 4, (unsigned)date->year, 4);
	put_padded(text + 7, date->month, 2);
	put_padded(text + 10, date->day, 2);
	return (struct str){text, length};
}
