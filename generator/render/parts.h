/* The parts of a page's tree, each made by the file that is named before it. */
#ifndef GLOSSA_RENDER_PARTS_H
#define GLOSSA_RENDER_PARTS_H

#include "model/labels.h"
#include "render/making.h"

/* fields.c: the fields of an entry's schema, by name into both maps, and in order for readers */
struct facts {
	struct value *fields, *details;
};
struct facts fields_fill(
	struct making *m, const struct entry *entry, const struct labels *labels, struct value *map, struct value *data);

/* Appends the items that a value is shown as; the item of an entry. */
void field_items(struct making *m, const struct entry *entry, const struct field *field, const struct value *value,
	struct value *list);
const struct value *entry_item(struct making *m, const struct entry *entry);

/* entry.c */
struct value *entry_value(struct making *m, const struct entry *entry);

/* uses.c: the sentences that use the entry, as many as its own page shows, or all; NULL when there are none */
enum uses_kind { USES_MENTIONS, USES_CITATIONS };
const struct value *uses_value(struct making *m, const struct entry *entry, enum uses_kind kind, bool all);
/* Whether its own page cannot show them all, and where they all are: "concordance/terms/r2p.html". */
bool uses_overflow(const struct site *site, const struct entry *entry);
struct str uses_address(struct arena *arena, const struct entry *entry);

/* letters.c: the letter that a sort key stands under */
struct letter {
	struct str title, id;
};
struct letter letter_of(struct making *m, struct str sort_key);
/* what the page lists; NULL when it lists nothing */
const struct value *index_value(struct making *m);

/* pages.c: the pages above this one, from the home page down */
enum { BREADCRUMBS = 3 };
struct breadcrumb {
	struct str title, address;
};
size_t breadcrumbs_of(const struct making *m, struct breadcrumb way[BREADCRUMBS]);

/* json_ld.c: what the page is about, in schema.org's words; from the page's own map */
struct str json_ld(struct making *m, const struct value *page);

/* whole.c: the print edition; a run of an entry's HTML, and an address, as they have to be on its one page */
void whole_fill(struct making *m, struct value *index);
void whole_put(struct making *m, struct buf *out, struct str html);
struct str whole_url(struct making *m, struct str path, struct str fragment);

/* reference.c: the works that an entry cites, in the order of a bibliography */
struct work;
const struct work **works_cited(struct making *m, const struct entry *entry, size_t *count);
/* coins.c: a source as reference managers read it from a page */
struct str coins(struct making *m, const struct work *work);

/* A date as templates see it. */
const struct value *day_value(struct making *m, const struct date *date);

/* changes.c: what git knows of the entry; NULL for nothing */
const struct value *history_value(struct making *m, const struct entry *entry);

/* repository.c: addresses on the host of the repository; "" without one */
struct str repository_file(struct making *m, const struct entry *entry);
struct str repository_report(struct making *m, const struct entry *entry);
struct str repository_commit(struct making *m, struct str commit);
struct str repository_changes(struct making *m, const struct entry *entry, struct str commit);

/* files.c: what is there as data beside the page */
void files_fill(struct making *m, struct value *map);

/* pages.c: an address with the handbook's base_url before it; "" without one */
struct str render_canonical(struct arena *arena, const struct render *render, struct str address);

#endif
