/* How a language writes what C puts together: dates, quantities, citations. Every word and pattern comes from
 * templates/words.yaml and site.yaml; C knows only the keys. */
#ifndef GLOSSA_RENDER_LANGUAGE_H
#define GLOSSA_RENDER_LANGUAGE_H

#include "base/buf.h"
#include "model/config.h"
#include "model/edtf.h"

/* Words and patterns ("{day} {month} {year}") by the key of the same name in lower case: PHRASE_ET_AL is `et_al`. */
/* clang-format off */
enum phrase {
	PHRASE_AND, PHRASE_ET_AL, PHRASE_NO_DATE, PHRASE_COMMA, PHRASE_EDITOR_ONE, PHRASE_EDITOR_MANY, PHRASE_EDITED_BY,
	PHRASE_IN, PHRASE_QUOTE_OPEN, PHRASE_QUOTE_CLOSE, PHRASE_ACCESSED, PHRASE_YES, PHRASE_NO, PHRASE_QUANTITY_ABOUT,
	PHRASE_QUANTITY_AT_LEAST, PHRASE_QUANTITY_AT_MOST, PHRASE_DATE_DAY, PHRASE_DATE_DAYS, PHRASE_DATE_MONTH,
	PHRASE_DATE_SEASON, PHRASE_DATE_DECADE, PHRASE_DATE_RANGE, PHRASE_DATE_YEARS, PHRASE_DATE_SINCE, PHRASE_DATE_UNTIL,
	PHRASE_DATE_ABOUT, PHRASE_DATE_UNCERTAIN, PHRASE_DATE_BCE, PHRASE_SEARCH, PHRASE_GLOSSARY, PHRASE_BIBLIOGRAPHY,
	PHRASE_TAGS, PHRASE_PRINT, PHRASE_PEOPLE, PHRASE_ABBREVIATIONS, PHRASE_USES_OF, PHRASE_TAGGED, PHRASE_NOT_FOUND, PHRASE_MOVED, PHRASE_CHANGES, PHRASE_HAN_LETTERS,
	PHRASE_OTHER_LETTERS, PHRASE_DATA,
	PHRASES,
};
/* clang-format on */

struct language {
	struct str lang;
	bool right_to_left;
	const struct value *words; /* all of them by key: what templates see as `word` */
	struct str phrases[PHRASES];
	struct str months[12], months_of[12]; /* alone, and after the number of a day: март, марта */
	struct str seasons[4];
};

void language_init(struct arena *arena, struct language *language, struct str lang, const struct words *words);

struct phrase_slot {
	const char *name;
	struct str text;
};
/* Appends the pattern with each {name} replaced. */
void phrase_put(struct buf *out, struct str pattern, const struct phrase_slot *slots, size_t count);

void date_text(struct buf *out, const struct language *language, const struct date *date);
void period_text(struct buf *out, const struct language *language, const struct period *period);
/* "2015", "2015-09" or "2015-09-05": what a <time> element takes; "" for what it cannot say. */
struct str date_machine(struct arena *arena, const struct date *date);

#endif
