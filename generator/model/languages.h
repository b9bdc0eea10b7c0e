/* Language tags (BCP 47) for words that handbooks write in many scripts: what script a text is in, and what tag says so. */
#ifndef GLOSSA_MODEL_LANGUAGES_H
#define GLOSSA_MODEL_LANGUAGES_H

#include "base/str.h"

/* "Latn", "Cyrl", "Hans" …: the script of the first letter that has one; of Han the simplified or the traditional where
 * a character tells, else "Hani". "" for a text without letters. */
struct str script_of(struct str text);
/* The script that a language is written in unless its tag says otherwise: "Cyrl" of "ru", "Hani" of "zh". */
struct str script_usual(struct str tag);
/* Two or three letters, and subtags behind hyphens. */
bool is_language(struct str tag);
/* The tag of a text that is known to be in a language: "ru" or "ru-Latn", "zh-Hans". `variant` is what its Latin script
 * follows ("pinyin"), or "". */
struct str language_of_text(struct arena *arena, struct str language, struct str text, struct str variant);
/* The tag of a text of which only the script is known: "el", "zh-Hans", "und-Cyrl". */
struct str language_of_script(struct arena *arena, struct str script);
/* The variant subtag of a scheme of romanisation that a field names: "alalc97" of "ALA-LC"; "" for none. */
struct str romanisation_variant(struct str scheme);

#endif
