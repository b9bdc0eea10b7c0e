/* A file in the making, and what the writers of export/ share. */
#ifndef GLOSSA_EXPORT_EXPORTING_H
#define GLOSSA_EXPORT_EXPORTING_H

#include "base/buf.h"
#include "export/export.h"
#include "model/edtf.h"
#include "model/people.h"

struct exporting {
	const struct site *site;
	const struct export_text *text;
	const struct export_target *target;
	struct arena scratch; /* emptied with every piece */
	struct buf out;
	bool failed;
};

/* The end of a piece: what has been written goes out when there is enough of it, and scratch is empty again. False when
 * there is no use in going on. */
bool export_piece(struct exporting *e);

/* Where an address of the site is: a full address, or without base_url one that leads there from data/. */
struct str export_url(struct exporting *e, struct str address);
/* A full address, or "" without base_url. */
struct str export_full_url(struct exporting *e, struct str address);

/* "2015-09-01"; years before the year 0 have a minus, those beyond 9999 a plus. */
struct str export_day(struct arena *arena, int64_t day);
/* First and last day of a period; "" for an end that is open or not known. */
struct export_days {
	struct str from, to;
};
struct export_days export_days(struct arena *arena, const struct period *period);

/* Who writes the handbook; a name is not taken apart. */
struct person *export_authors(struct arena *arena, const struct config *config);

/* The writers, each named for its file. */
void export_handbook(struct exporting *e);
void export_schema(struct exporting *e);
void export_skos_turtle(struct exporting *e);
void export_skos_json(struct exporting *e);
void export_glossary(struct exporting *e);
void export_bibtex(struct exporting *e);
void export_csl(struct exporting *e);
void export_events(struct exporting *e);
void export_places(struct exporting *e);

/* The citation of one entry. */
void export_entry_bibtex(struct exporting *e, const struct entry *entry);
void export_entry_csl(struct exporting *e, const struct entry *entry);

#endif
