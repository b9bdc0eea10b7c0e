/* The files that a handbook leaves as data, for others to build on: their names, addresses and types, in one table. */
#ifndef GLOSSA_MODEL_DATA_FILES_H
#define GLOSSA_MODEL_DATA_FILES_H

#include "model/site.h"

/* Of the whole handbook, in data/. */
enum data_file {
	DATA_HANDBOOK,
	DATA_SCHEMA,
	DATA_SKOS,
	DATA_SKOS_JSON,
	DATA_GLOSSARY,
	DATA_BIBTEX,
	DATA_CSL,
	DATA_EVENTS,
	DATA_PLACES,
	DATA_FILES
};

struct data_file_row {
	struct str name;       /* as `glossa export` calls it */
	struct str address;    /* "data/handbook.json" */
	struct str media_type; /* "application/json" */
	struct str format;     /* what it is called: "SKOS (Turtle)" */
	struct str word;       /* key of the interface word that says what it holds */
	const char *help;      /* the same for `glossa export --help` */
};
extern const struct data_file_row DATA_FILE_ROWS[DATA_FILES];

/* Whether the handbook has anything for it: a file about nothing is not written. */
bool data_file_has(const struct site *site, enum data_file file);
/* Whether a build writes it. */
bool data_file_written(const struct site *site, enum data_file file);
/* Whether a file of the table is data/STEM.something. */
bool data_file_stem(struct str stem);

/* Of one entry, beside its page, with `outputs: [entries]`. */
enum entry_file { ENTRY_MARKDOWN, ENTRY_BIBTEX, ENTRY_CSL, ENTRY_FILES };

struct entry_file_row {
	struct str extension;
	struct str media_type;
	struct str format;
};
extern const struct entry_file_row ENTRY_FILE_ROWS[ENTRY_FILES];

/* Records and what opens an index have none. */
bool entry_has_files(const struct site *site, const struct entry *entry);
/* "cases/syria.bib" */
struct str entry_file_address(struct arena *arena, const struct entry *entry, enum entry_file file);

#endif
