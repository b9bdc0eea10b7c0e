/* What a term is called: SKOS's labels, each with its language and script. A term has one preferred label in each
 * language, and no label twice. */
#ifndef GLOSSA_MODEL_LABELS_H
#define GLOSSA_MODEL_LABELS_H

#include "base/search_fold.h"
#include "model/entry.h"

enum label_kind { LABEL_PREF, LABEL_ALT, LABEL_HIDDEN, LABEL_KINDS };

struct label {
	struct str text, lang;
	enum label_kind kind;
};

struct labels {
	struct label *items; /* the title first */
	size_t count, capacity;
};

/* It holds what the entry is called: skos:prefLabel, altLabel or hiddenLabel. */
bool field_is_label(const struct field *field);
/* Whether it is called anything but its title. */
bool has_labels(const struct entry *entry);
/* In the arena. `lang` is the handbook's language.
 *
 * The title is the preferred label in the entry's language. Fields that mean skos:prefLabel, altLabel or hiddenLabel
 * follow, in the term's own language: that which the field names that means schema:inLanguage, else a form's `lang`,
 * else that of the words that the text marks as foreign. A form is another label; it is a hidden one where it is only
 * an inflection or another romanisation of a label that is there already. */
struct labels labels_of(
	struct arena *arena, const struct search_table *table, const struct entry *entry, struct str lang);
/* Those that a reader is told beside the title: none that is hidden, none that reads as the title does but for case and
 * marks. */
struct labels labels_beside_title(struct arena *arena, const struct labels *labels);

#endif
