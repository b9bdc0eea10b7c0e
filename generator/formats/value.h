/* A tree of data: what YAML gives, what templates take, what JSON prints.
 *
 * Each node knows its place in the file it came from. From YAML every scalar is VALUE_TEXT until a schema speaks
 * (`title: No` is the text "No"); value_resolve() applies YAML's JSON schema where there is none. */
#ifndef GLOSSA_FORMATS_VALUE_H
#define GLOSSA_FORMATS_VALUE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_TEXT, VALUE_LIST, VALUE_MAP };

struct member {
	struct str key;
	uint32_t hash; /* of the key, so that templates find names fast */
	struct place place;
	const struct value *value;
};

struct value {
	enum value_kind kind;
	bool plain;  /* a YAML scalar without quotes */
	bool broken; /* the root of a YAML document that could not be read to its end */
	struct place place;
	union {
		bool boolean;
		double number;
		struct str text;
		struct {
			const struct value **items;
			size_t count, capacity;
		} list;
		struct {
			struct member *members; /* in the order written */
			size_t count, capacity;
		} map;
	};
};

/* A map is filled by value_set alone: large ones carry an index. */
struct value *value_null(struct arena *arena);
struct value *value_bool(struct arena *arena, bool boolean);
struct value *value_number(struct arena *arena, double number);
struct value *value_text(struct arena *arena, struct str text); /* borrows the text */
struct value *value_list(struct arena *arena);
struct value *value_map(struct arena *arena);

void value_push(struct arena *arena, struct value *list, const struct value *item);
/* Adds a member; the key must not be there yet. */
void value_set(struct arena *arena, struct value *map, struct str key, const struct value *value);
/* A map with the same members, whose values may be exchanged in place: cheaper than filling one again. */
struct value *value_map_copy(struct arena *arena, const struct value *map);
/* The same, with room for `count` zeroed values in the same piece of memory. */
struct value *value_map_copy_with(struct arena *arena, const struct value *map, size_t count, struct value **room);
/* The whole tree with its texts, in no more memory than it takes: growing lists and maps leave theirs behind. */
struct value *value_copy(struct arena *arena, const struct value *value);
/* NULL when `map` is no map or has no such key. */
const struct member *value_member(const struct value *map, struct str key);
const struct value *value_get(const struct value *map, struct str key);
uint32_t value_key_hash(struct str key);
/* value_member for who knows the key's hash already. */
const struct member *value_member_hashed(const struct value *map, struct str key, uint32_t hash);

/* The text of a scalar ("1.21", "true"); numbers in their shortest form; "" for null, lists and maps. */
struct str value_scalar(struct arena *arena, const struct value *value);
/* Writes a number in its shortest form, as JSON wants it, and returns the length; 0 for one that is not finite. */
enum { NUMBER_LONGEST = 32 };
size_t value_number_text(double number, char text[NUMBER_LONGEST]);
/* The items of a list; none of what is no list. */
size_t value_items(const struct value *value, const struct value *const **items);
/* Null, false, empty text or an empty list (an empty map counts as something). */
bool value_is_empty(const struct value *value);
/* "text", "list" …: for diagnostics. */
const char *value_kind_name(enum value_kind kind);
/* Replaces plain scalars by what YAML's JSON schema makes of them: null, true, false, numbers. A whole number too
 * large to be exact stays text. */
void value_resolve(struct arena *arena, struct value *value);

#endif
