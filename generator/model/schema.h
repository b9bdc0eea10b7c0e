/* What site.yaml declares about entries: types, their fields, what the fields mean. Frozen once parsed. */
#ifndef GLOSSA_MODEL_SCHEMA_H
#define GLOSSA_MODEL_SCHEMA_H

#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"

enum field_kind {
	FIELD_TEXT,
	FIELD_MARKDOWN,
	FIELD_NUMBER,
	FIELD_BOOLEAN,
	FIELD_CHOICE,
	FIELD_URL,
	FIELD_TAGS,
	FIELD_PLACE,    /* name, lat, lon, role */
	FIELD_REF,      /* to entries of the types in `to` */
	FIELD_RECORD,   /* nested `fields` */
	FIELD_QUANTITY, /* value, unit, qualifier */
	FIELD_DATE,     /* EDTF level 1, one date */
	FIELD_PERIOD,   /* EDTF level 1, a date or an interval */
};

struct type;

struct field {
	struct str name;
	enum field_kind kind;
	bool required, many;
	bool hidden;                        /* for data, search and views: no fact beside the text */
	bool symmetric;                     /* refs: stands on both ends */
	bool acyclic;                       /* refs: following it never leads back */
	bool computed;                      /* the inverse of another field: filled by link, never written */
	uint32_t max;                       /* characters of a text; 0 is no limit */
	struct str label;                   /* for readers; "Use of force" from use_of_force where site.yaml has none */
	struct str means;                   /* "skos:broader", "csl:DOI" …, or "" */
	struct str *choices, *choice_words; /* as they are written, and as readers see them */
	size_t choice_count;
	const struct type **to; /* refs */
	size_t to_count;
	const struct field
		*inverse;         /* refs: the computed field on the target types, or the field this one is computed from */
	struct field *fields; /* records */
	size_t field_count;
	struct place place; /* in site.yaml */
};

enum type_role { ROLE_NONE, ROLE_GLOSSARY, ROLE_BIBLIOGRAPHY };

struct type {
	struct str name;
	size_t index; /* in schema.types */
	enum type_role role;
	struct str folder; /* of its entries below content/; "" where they share a file */
	struct str file;   /* the YAML file that holds its records; "" where each has a file of its own */
	struct str page;   /* records: id of the entry on whose page they stand */
	struct str letter; /* of the siglum: "C" in "C 17"; "" for none */
	struct str label_one, label_many;
	struct str template;  /* "case.html"; entry.html by default */
	struct str means;     /* what an entry is in schema.org's words: "schema:Person"; "" by its role */
	struct field *fields; /* declared ones first, then the computed */
	size_t field_count;
	struct place place;
};

struct schema {
	struct type *types; /* in the order of site.yaml */
	size_t type_count;
};

const struct type *schema_type(const struct schema *schema, struct str name);
const struct field *schema_field(const struct type *type, struct str name);
/* The field that means this ("csl:DOI"), or NULL. */
const struct field *schema_meaning(const struct type *type, struct str means);
struct str field_choice_words(const struct field *field, struct str choice);
const char *field_kind_name(enum field_kind kind);

#endif
