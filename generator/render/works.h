/* What citing a source takes: its authors, its year, where it stands among all sources. Found once a build from the
 * fields that site.yaml says mean csl:author, csl:issued and so on. */
#ifndef GLOSSA_RENDER_WORKS_H
#define GLOSSA_RENDER_WORKS_H

#include "model/people.h"
#include "model/site.h"
#include "render/language.h"

/* The fields of a source by what they mean. */
/* clang-format off */
enum meaning {
	MEANS_AUTHOR, MEANS_EDITOR, MEANS_ISSUED, MEANS_TYPE, MEANS_GENRE, MEANS_CONTAINER, MEANS_SERIES, MEANS_VOLUME,
	MEANS_ISSUE, MEANS_PAGE, MEANS_NUMBER, MEANS_PUBLISHER, MEANS_PLACE, MEANS_DOI, MEANS_URL, MEANS_ACCESSED,
	MEANS_LANGUAGE, MEANINGS,
};
/* clang-format on */

struct work {
	const struct entry *entry;
	struct str key;         /* what it is cited by: the file's name */
	struct str id;          /* of its item in a list of references: "ref-" and the key */
	struct person *authors; /* the editors where there is no author */
	size_t author_count;
	bool edited;       /* `authors` are the editors */
	struct str year;   /* "" for none */
	struct str suffix; /* "a", "b" where authors and year are the same as another work's; mostly "" */
	uint32_t rank;     /* in the order of a bibliography */
	struct str html;   /* its full reference, in the handbook's language */
};

struct works {
	struct work *items; /* in the order of a bibliography */
	size_t count;
	const struct entry *entries;
	uint32_t *of_entry;                      /* by entry: index into items + 1; 0 for what is no source */
	const struct field *(*fields)[MEANINGS]; /* by type */
};

/* All but the full references. */
void works_init(struct arena *arena, struct works *works, const struct site *site);
const struct work *work_of(const struct works *works, const struct entry *entry);
/* The text of a source's field, of its first value where there are many; "" where it has none. */
struct str work_text(struct arena *arena, const struct works *works, const struct work *work, enum meaning meaning);
/* A DOI without "doi:" or the address before it (reference.c). */
struct str bare_doi(struct str doi);
const struct field *work_field(const struct works *works, const struct work *work, enum meaning meaning);

#endif
