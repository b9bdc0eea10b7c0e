/* What an entry goes by beside its title: its siglum, its summary. */
#ifndef GLOSSA_MODEL_NAMING_H
#define GLOSSA_MODEL_NAMING_H

#include "model/entry.h"

/* "C 17"; "" without a number or a letter. */
struct str entry_siglum(struct arena *arena, const struct entry *entry);
/* Its summary, else what the field says that tells what it is about: a term's definition, a case's description. */
struct str entry_summary(const struct entry *entry);
/* The text of the field that means this ("schema:inLanguage"); "" where there is none. */
struct str entry_meaning(const struct entry *entry, struct str means);
/* Its text is not the one committed last. */
bool entry_changed_since(const struct entry *entry);
/* The commit that its text is of, all digits; "" where that is not known. */
struct str entry_commit(const struct entry *entry);

#endif
