/* Checks one value against one field of the schema.
 *
 * What comes back is what the field's kind promises, whatever way it was written: `many` and tags give a list, a
 * boolean VALUE_BOOL, a number VALUE_NUMBER, a place, a record and a quantity a map ("12" is {value: 12}, "Sukhumi" is
 * {name: Sukhumi}); all others, dates too, a text without blanks around it. What does not fit is told once, and gives
 * VALUE_NULL, as does what is blank; templates and exports then find nothing. */
#ifndef GLOSSA_PARSE_FIELDS_H
#define GLOSSA_PARSE_FIELDS_H

#include "model/entry.h"

struct checker {
	struct arena *arena; /* what is kept */
	struct str path;     /* for diagnostics */
	struct diags *diags;
	struct field_ref *refs; /* what has been referred to; on the heap */
	size_t ref_count, ref_capacity;
};

const struct value *check_field(struct checker *checker, const struct field *field, const struct value *value);
/* Nothing at all, or only blanks. */
bool value_blank(const struct value *value);
/* Whether a required member is not there, or blank. One that has been checked and found wrong is there: it was told. */
bool member_missing(const struct member *member);

/* http:// or https:// with a host, and nothing in it that needs escaping. */
bool web_address(struct str text);
/* A language tag: "ru", "zh-Hans", "ru-Latn". */
bool language_tag(struct str text);
/* An id that a reader can link to: letters, digits, "-", "_", "." and ":", a letter or digit first. */
bool anchor_name(struct str text);
/* The name of a template: "case.html", perhaps in a folder, never outside templates/. */
bool template_name(struct str text);

#endif
