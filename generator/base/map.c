#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"
#include "base/near.h"

/* Eight bytes at a time; the order of a map never depends on it. */
static uint64_t hash_of(struct str key)
{
	uint64_t hash = key.len * 0x9e3779b97f4a7c15u, bytes;

	while (key.len >= 8) {
		memcpy(&bytes, key.data, 8);
		hash = (hash ^ bytes) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 29;
		key = str_from_index(key, 8);
	}
	bytes = 0;
	for (size_t i = 0; i < key.len; i++)
		bytes = bytes << 8 | (unsigned char)key.data[i];
	hash = (hash ^ bytes) * 0xbf58476d1ce4e5b9u;
	return hash ^ hash >> 32;
}

static size_t slot_of(const struct map *map, struct str key, uint64_t hash)
{
	size_t slot = hash & (map->slot_count - 1);

	while (map->slots[slot]) {
		const struct map_item *item = &map->items[map->slots[slot] - 1];

		if (item->hash == hash && str_equal(item->key, key))
			break;
		slot = (slot + 1) & (map->slot_count - 1);
	}
	return slot;
}

static void rehash(struct map *map, size_t slot_count)
{
	free(map->slots);
	map->slots = must_zalloc(slot_count, sizeof(*map->slots));
	map->slot_count = slot_count;
	for (size_t i = 0; i < map->count; i++)
		map->slots[slot_of(map, map->items[i].key, map->items[i].hash)] = (uint32_t)(i + 1);
}

static struct map_item *find(const struct map *map, struct str key)
{
	if (map->slot_count == 0)
		return NULL;
	uint32_t found = map->slots[slot_of(map, key, hash_of(key))];
	return found ? &map->items[found - 1] : NULL;
}

void *map_get(const struct map *map, struct str key)
{
	struct map_item *item = find(map, key);

	return item ? item->value : NULL;
}

bool map_has(const struct map *map, struct str key)
{
	return find(map, key) != NULL;
}

void *map_set(struct map *map, struct str key, void *value)
{
	struct map_item *item = find(map, key);

	if (item) {
		void *before = item->value;

		item->value = value;
		return before;
	}
	if ((map->count + 1) * 2 > map->slot_count)
		rehash(map, map->slot_count ? map->slot_count * 2 : 16);
	uint64_t hash = hash_of(key);
	map->items = grow(map->items, map->count, &map->capacity, sizeof(*map->items));
	map->items[map->count] = (struct map_item){.key = key, .value = value, .hash = hash};
	map->slots[slot_of(map, key, hash)] = (uint32_t)++map->count;
	return NULL;
}

void map_release(struct map *map)
{
	free(map->items);
	free(map->slots);
	*map = (struct map){0};
}

struct str map_nearest(const struct map *map, struct str word)
{
	struct near near = near_to(word);

	for (size_t i = 0; i < map->count; i++)
		near_try(&near, map->items[i].key);
	return near.best;
}
