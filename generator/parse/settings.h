/* Settings out of the tree of site.yaml: each of the kind that is asked for, or told at its place.
 *
 * What a map may hold is a table: a key, the function that reads its value, and where in the object that is being
 * filled the result belongs. An empty value counts as none: readers are not called for it. */
#ifndef GLOSSA_PARSE_SETTINGS_H
#define GLOSSA_PARSE_SETTINGS_H

#include "formats/value.h"

struct settings {
	struct arena *arena; /* what is kept */
	struct str path;     /* for diagnostics */
	struct diags *diags;
	void *context; /* the reader's own */
};

typedef void setting_reader(const struct settings *settings, const struct member *member, void *target);

struct setting_key {
	struct str name;
	setting_reader *read;
	size_t offset; /* of the target in the object */
};

/* Reads a map, key by key. `where` ("a type") says what has no key of a name that is not in the table. */
void settings_read(const struct settings *settings, const struct member *member, const char *where,
	const struct setting_key *keys, size_t count, void *object);

/* Readers: into a struct str, a bool. Nothing is written when the value is of another kind. */
void setting_text(const struct settings *settings, const struct member *member, void *text);
void setting_boolean(const struct settings *settings, const struct member *member, void *boolean);

/* Whether the value is a text (or a list, a map); says so if not. */
bool setting_is(const struct settings *settings, const struct member *member, enum value_kind kind);
/* Says that the key does not take this text: `takes` is "takes true or false". */
void setting_refuse(const struct settings *settings, const struct member *member, const char *takes, struct str text);
/* A whole number between two. */
bool setting_number(
	const struct settings *settings, const struct member *member, uint64_t least, uint64_t most, uint64_t *number);
/* Which of the names it is. */
bool setting_choice(const struct settings *settings, const struct member *member, const struct str *names, size_t count,
	size_t *choice);
/* The items of a list; of anything else, itself alone. */
size_t setting_items(const struct member *member, const struct value *const **items);
/* An item of a list that has to be a text, and not an empty one. */
bool setting_item_text(
	const struct settings *settings, const struct member *member, const struct value *item, struct str *text);
/* A name for a type or a field: letters, digits, "_" and "-", a letter first. */
bool setting_name(const struct settings *settings, struct str name, struct place place);

bool setting_empty(const struct value *value);

#endif
