/* What a term is called: SKOS's labels, each with its language and script. A term has one preferred label in each
 * language, and no label twice. */
#ifndef GLOSSA_EXPORT_LABELS_H
#define GLOSSA_EXPORT_LABELS_H

#include "base/search_fold.h"
#include "export/exporting.h"

enum label_kind { LABEL_PREF, LABEL_ALT, LABEL_HIDDEN, LABEL_KINDS };

struct label {
	struct str text, lang;
	enum label_kind kind;
};

struct labels {
	struct label *items; /* the title first */
	size_t count, capacity;
};

/* In the exporting's scratch.
 *
 * The title is the preferred label in the entry's language. Fields that mean skos:prefLabel, altLabel or hiddenLabel
 * follow, in the language that the field which means schema:inLanguage names,
 * else of the words that the text marks as foreign. A form is another label; it is a hidden
 * one where it is only an inflection or another romanisation of a label that is there already. */
struct labels labels_of(struct exporting *e, const struct search_table *table, const struct entry *entry);

#endif
