/* How it works: nodes and their arrays live in an arena, so that nothing is freed and growing leaves the old array
 * behind. A small map is searched from front to back by the hashes of its keys. A map with room for INDEXED members
 * or more has, behind its members in the same allocation, a table of 2 × capacity slots (index into members + 1; 0 is
 * free) probed one by one, so that a mapping with a hundred thousand keys is no slower by the key. */
#include "formats/value.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 4, INDEXED = 16 };

static struct value *new_value(struct arena *arena, enum value_kind kind)
{
	struct value *value = arena_new(arena, struct value);

	value->kind = kind;
	return value;
}

struct value *value_null(struct arena *arena)
{
	return new_value(arena, VALUE_NULL);
}

struct value *value_bool(struct arena *arena, bool boolean)
{
	struct value *value = new_value(arena, VALUE_BOOL);

	value->boolean = boolean;
	return value;
}

struct value *value_number(struct arena *arena, double number)
{
	struct value *value = new_value(arena, VALUE_NUMBER);

	value->number = number;
	return value;
}

struct value *value_text(struct arena *arena, struct str text)
{
	struct value *value = new_value(arena, VALUE_TEXT);

	value->text = text;
	return value;
}

struct value *value_list(struct arena *arena)
{
	return new_value(arena, VALUE_LIST);
}

struct value *value_map(struct arena *arena)
{
	return new_value(arena, VALUE_MAP);
}

void value_push(struct arena *arena, struct value *list, const struct value *item)
{
	assert(list->kind == VALUE_LIST);
	if (list->list.count == list->list.capacity) {
		size_t capacity = list->list.capacity ? list->list.capacity * 2 : FIRST_CAPACITY;
		const struct value **items = arena_array(arena, const struct value *, capacity);

		if (list->list.count)
			memcpy(items, list->list.items, list->list.count * sizeof(const struct value *));
		list->list.items = items;
		list->list.capacity = capacity;
	}
	list->list.items[list->list.count++] = item;
}

/* ---- maps ---- */

uint32_t value_key_hash(struct str key)
{
	return (uint32_t)str_hash(key);
}

static uint32_t *slots_of(const struct value *map)
{
	return (uint32_t *)(void *)(map->map.members + map->map.capacity);
}

/* The slot that holds the key, or the free one where it would go. */
static uint32_t *slot_of(const struct value *map, struct str key, uint32_t hash)
{
	uint32_t *slots = slots_of(map);
	size_t mask = map->map.capacity * 2 - 1;
	size_t at = hash & mask;

	for (; slots[at]; at = (at + 1) & mask) {
		const struct member *member = &map->map.members[slots[at] - 1];

		if (member->hash == hash && str_equal(member->key, key))
			break;
	}
	return &slots[at];
}

static void grow_map(struct arena *arena, struct value *map)
{
	struct member *members = map->map.members;
	size_t capacity = FIRST_CAPACITY;

	while (capacity <= map->map.count) /* a power of two, also where a copy is not */
		capacity *= 2;
	size_t item_size = sizeof(*members) + (capacity >= INDEXED ? 2 * sizeof(uint32_t) : 0);

	map->map.members = arena_alloc_array(arena, capacity, item_size);
	map->map.capacity = capacity;
	if (map->map.count)
		memcpy(map->map.members, members, map->map.count * sizeof(*members));
	if (capacity < INDEXED)
		return;
	for (size_t i = 0; i < map->map.count; i++)
		*slot_of(map, map->map.members[i].key, map->map.members[i].hash) = (uint32_t)(i + 1);
}

void value_set(struct arena *arena, struct value *map, struct str key, const struct value *value)
{
	assert(map->kind == VALUE_MAP);
	if (map->map.count == map->map.capacity)
		grow_map(arena, map);
	struct member *member = &map->map.members[map->map.count++];
	*member = (struct member){.key = key, .hash = value_key_hash(key), .value = value};
	if (value)
		member->place = value->place;
	if (map->map.capacity >= INDEXED)
		*slot_of(map, key, member->hash) = (uint32_t)map->map.count;
}

struct value *value_map_copy_with(struct arena *arena, const struct value *map, size_t count, struct value **room)
{
	assert(map->kind == VALUE_MAP);
	bool indexed = map->map.capacity >= INDEXED;
	size_t capacity = indexed ? map->map.capacity : map->map.count;
	size_t bytes = capacity * sizeof(struct member) + (indexed ? capacity * 2 * sizeof(uint32_t) : 0);
	struct value *copy = arena_alloc(arena, (1 + count) * sizeof(*copy) + bytes);

	*copy = *map;
	copy->map.capacity = capacity;
	copy->map.members = (struct member *)(copy + 1 + count);
	if (bytes)
		memcpy(copy->map.members, map->map.members, bytes);
	*room = copy + 1;
	return copy;
}

struct value *value_map_copy(struct arena *arena, const struct value *map)
{
	struct value *room;

	return value_map_copy_with(arena, map, 0, &room);
}

static void copy_members(struct arena *arena, struct value *map)
{
	const struct member *members = map->map.members;

	if (map->map.count < INDEXED) {
		map->map.capacity = map->map.count;
		map->map.members = arena_array(arena, struct member, map->map.count);
		if (map->map.count)
			memcpy(map->map.members, members, map->map.count * sizeof(*members));
	} else {
		map->map.members = value_map_copy(arena, map)->map.members;
	}
	for (size_t i = 0; i < map->map.count; i++) {
		struct member *member = &map->map.members[i];

		member->key = str_copy(arena, member->key);
		member->value = value_copy(arena, member->value);
	}
}

struct value *value_copy(struct arena *arena, const struct value *value)
{
	struct value *copy = arena_new(arena, struct value);

	*copy = *value;
	if (value->kind == VALUE_TEXT) {
		copy->text = str_copy(arena, value->text);
	} else if (value->kind == VALUE_LIST) {
		copy->list.capacity = value->list.count;
		copy->list.items = arena_array(arena, const struct value *, value->list.count);
		for (size_t i = 0; i < value->list.count; i++)
			copy->list.items[i] = value_copy(arena, value->list.items[i]);
	} else if (value->kind == VALUE_MAP) {
		copy_members(arena, copy);
	}
	return copy;
}

const struct member *value_member_hashed(const struct value *map, struct str key, uint32_t hash)
{
	if (!map || map->kind != VALUE_MAP)
		return NULL;
	if (map->map.capacity >= INDEXED) {
		uint32_t found = *slot_of(map, key, hash);

		return found ? &map->map.members[found - 1] : NULL;
	}
	for (size_t i = 0; i < map->map.count; i++) {
		const struct member *member = &map->map.members[i];

		if (member->hash == hash && str_equal(member->key, key))
			return member;
	}
	return NULL;
}

const struct member *value_member(const struct value *map, struct str key)
{
	return value_member_hashed(map, key, value_key_hash(key));
}

const struct value *value_get(const struct value *map, struct str key)
{
	const struct member *member = value_member(map, key);

	return member ? member->value : NULL;
}

/* ---- scalars ---- */

/* Lays out `digits` (d.ddd without the point) times ten to the `exponent` as JavaScript does: plain while that is short. */
static int lay_out(char text[NUMBER_LONGEST], const char *sign, const char *digits, int exponent)
{
	static const char zeros[] = "00000000000000000000000";
	int count = (int)strlen(digits);
	int whole = exponent + 1; /* digits before the point */

	if (whole > 21 || whole < -5)
		return snprintf(
			text, NUMBER_LONGEST, "%s%c%s%se%+d", sign, digits[0], count > 1 ? "." : "", digits + 1, exponent);
	if (whole <= 0)
		return snprintf(text, NUMBER_LONGEST, "%s0.%.*s%s", sign, -whole, zeros, digits);
	if (whole >= count)
		return snprintf(text, NUMBER_LONGEST, "%s%s%.*s", sign, digits, whole - count, zeros);
	return snprintf(text, NUMBER_LONGEST, "%s%.*s.%s", sign, whole, digits, digits + whole);
}

/* Most numbers have few decimals. The quotient of two whole numbers is the number nearest to its decimals, so what equals
 * it reads back as the same. 0 for a number that has more: looking for those takes far longer. */
static size_t short_number_text(double number, char text[NUMBER_LONGEST])
{
	enum { MOST_DECIMALS = 6 };
	char *const end = text + NUMBER_LONGEST, *at = end;
	double size = fabs(number), scale = 1;
	int decimals = 0;

	for (; size * scale < 1e15 && floor(size * scale + 0.5) / scale != size; scale *= 10)
		decimals++;
	if (size * scale >= 1e15 || decimals > MOST_DECIMALS)
		return 0;
	unsigned long long digits = (unsigned long long)(size * scale + 0.5);
	for (int i = 0; i <= decimals || digits; i++, digits /= 10) {
		if (i && i == decimals)
			*--at = '.';
		*--at = (char)('0' + digits % 10);
	}
	if (number < 0)
		*--at = '-';
	memmove(text, at, (size_t)(end - at));
	return (size_t)(end - at);
}

size_t value_number_text(double number, char text[NUMBER_LONGEST])
{
	char scientific[NUMBER_LONGEST], digits[NUMBER_LONGEST];
	size_t count = 0;

	if (!isfinite(number))
		return 0;
	size_t length = short_number_text(number, text);
	if (length)
		return length;
	/* the fewest digits that read back as the same number */
	for (int precision = 0; precision < 17; precision++) {
		snprintf(scientific, sizeof(scientific), "%.*e", precision, fabs(number));
		if (strtod(scientific, NULL) == fabs(number))
			break;
	}
	const char *exponent = strchr(scientific, 'e');
	for (const char *c = scientific; c < exponent; c++)
		if (*c != '.')
			digits[count++] = *c;
	digits[count] = '\0';
	return (size_t)lay_out(text, number < 0 ? "-" : "", digits, (int)strtol(exponent + 1, NULL, 10));
}

struct str value_scalar(struct arena *arena, const struct value *value)
{
	char text[NUMBER_LONGEST];

	switch (value ? value->kind : VALUE_NULL) {
	case VALUE_TEXT: return value->text;
	case VALUE_BOOL: return value->boolean ? STR("true") : STR("false");
	case VALUE_NUMBER: return str_copy(arena, (struct str){text, value_number_text(value->number, text)});
	default: return STR("");
	}
}

size_t value_items(const struct value *value, const struct value *const **items)
{
	*items = NULL;
	if (!value || value->kind != VALUE_LIST)
		return 0;
	*items = value->list.items;
	return value->list.count;
}

bool value_is_empty(const struct value *value)
{
	switch (value ? value->kind : VALUE_NULL) {
	case VALUE_NULL: return true;
	case VALUE_BOOL: return !value->boolean;
	case VALUE_TEXT: return value->text.len == 0;
	case VALUE_LIST: return value->list.count == 0;
	default: return false;
	}
}

const char *value_kind_name(enum value_kind kind)
{
	static const char *const names[] = {
		[VALUE_NULL] = "null",
		[VALUE_BOOL] = "boolean",
		[VALUE_NUMBER] = "number",
		[VALUE_TEXT] = "text",
		[VALUE_LIST] = "list",
		[VALUE_MAP] = "map",
	};

	return names[kind];
}

/* ---- YAML's JSON schema ---- */

static size_t digits_at(struct str s, size_t at)
{
	size_t end = at;

	while (end < s.len && s.data[end] >= '0' && s.data[end] <= '9')
		end++;
	return end - at;
}

/* -? (0 | [1-9] [0-9]*) (. [0-9]+)? ([eE] [-+]? [0-9]+)? */
static bool is_json_number(struct str s, bool *whole)
{
	size_t at = s.len && s.data[0] == '-';
	size_t digits = digits_at(s, at);

	if (digits == 0 || (digits > 1 && s.data[at] == '0'))
		return false;
	at += digits;
	*whole = at == s.len;
	if (at < s.len && s.data[at] == '.') {
		digits = digits_at(s, at + 1);
		if (digits == 0)
			return false;
		at += 1 + digits;
	}
	if (at < s.len && (s.data[at] == 'e' || s.data[at] == 'E')) {
		at++;
		at += at < s.len && (s.data[at] == '-' || s.data[at] == '+');
		digits = digits_at(s, at);
		if (digits == 0)
			return false;
		at += digits;
	}
	return at == s.len;
}

static bool to_number(struct str s, double *number)
{
	enum { LONGEST = 100 }; /* beyond, it is no quantity but a text of digits */
	char terminated[LONGEST + 1];
	bool whole;

	if (s.len > LONGEST || !is_json_number(s, &whole))
		return false;
	memcpy(terminated, s.data, s.len);
	terminated[s.len] = '\0';
	*number = strtod(terminated, NULL);
	return isfinite(*number) && (!whole || fabs(*number) < 9007199254740992.0);
}

static void resolve_scalar(struct value *scalar)
{
	struct str text = scalar->text;
	double number;

	if (text.len == 0 || str_equal(text, STR("null")) || str_equal(text, STR("~"))) {
		scalar->kind = VALUE_NULL;
	} else if (str_equal(text, STR("true")) || str_equal(text, STR("false"))) {
		scalar->kind = VALUE_BOOL;
		scalar->boolean = text.data[0] == 't';
	} else if (to_number(text, &number)) {
		scalar->kind = VALUE_NUMBER;
		scalar->number = number;
	}
}

/* The value itself, or what takes its place. */
static const struct value *resolved(struct arena *arena, const struct value *value)
{
	if (!value)
		return value;
	if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->list.count; i++)
			value->list.items[i] = resolved(arena, value->list.items[i]);
	} else if (value->kind == VALUE_MAP) {
		for (size_t i = 0; i < value->map.count; i++)
			value->map.members[i].value = resolved(arena, value->map.members[i].value);
	} else if (value->kind == VALUE_TEXT && value->plain) {
		struct value *scalar = arena_new(arena, struct value);

		*scalar = *value;
		resolve_scalar(scalar);
		return scalar;
	}
	return value;
}

void value_resolve(struct arena *arena, struct value *value)
{
	*value = *resolved(arena, value);
}
