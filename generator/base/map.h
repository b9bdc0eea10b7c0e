/* A map from text to a pointer, kept in insertion order. `struct map map = {0};` is empty and ready.
 * Keys are borrowed: they must outlive the map. */
#ifndef GLOSSA_BASE_MAP_H
#define GLOSSA_BASE_MAP_H

#include "base/str.h"

struct map_item {
	struct str key;
	void *value;
	uint64_t hash;
};

struct map {
	struct map_item *items; /* in insertion order */
	size_t count;
	size_t capacity;
	uint32_t *slots; /* index into items + 1; 0 is empty */
	size_t slot_count;
};

/* NULL when there is none. */
void *map_get(const struct map *map, struct str key);
bool map_has(const struct map *map, struct str key);
/* Adds or replaces; returns the value that was there before, or NULL. */
void *map_set(struct map *map, struct str key, void *value);
void map_release(struct map *map);

/* The key of `map` nearest to `word` by edits, within a third of its length; {0} when none is near. */
struct str map_nearest(const struct map *map, struct str word);

#endif
