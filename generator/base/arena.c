#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

/* A chunk is an eighth of what there is already, from 2 KiB to 256 KiB: ten thousand small arenas stay small, and a
 * large one stays fast. */
enum { FIRST_CHUNK = 2048, LARGEST_CHUNK = 256 * 1024, MOST_KEPT = 1024 * 1024 };

struct arena_chunk {
	struct arena_chunk *older;
	size_t size; /* of data */
	alignas(max_align_t) char data[];
};

static void *take(struct arena *arena, size_t size, size_t alignment)
{
	char *start;

	if (arena->next) {
		size_t padding = (size_t)(-(uintptr_t)arena->next & (alignment - 1));

		if ((size_t)(arena->end - arena->next) >= padding && (size_t)(arena->end - arena->next) - padding >= size) {
			start = arena->next + padding;
			arena->next = start + size;
			return start;
		}
	}

	size_t chunk_size = arena->total / 8;
	if (chunk_size < FIRST_CHUNK)
		chunk_size = FIRST_CHUNK;
	if (chunk_size > LARGEST_CHUNK)
		chunk_size = LARGEST_CHUNK;
	if (size > SIZE_MAX - sizeof(struct arena_chunk))
		die_out_of_memory();
	/* a large object gets a chunk of its own behind the newest, which goes on being filled */
	bool own_chunk = size > chunk_size / 2 && arena->chunks;
	if (own_chunk || size > chunk_size)
		chunk_size = size;
	struct arena_chunk *chunk = must_alloc(sizeof(*chunk) + chunk_size);
	chunk->size = chunk_size;
	arena->total += chunk_size;
	if (own_chunk) {
		chunk->older = arena->chunks->older;
		arena->chunks->older = chunk;
		return chunk->data;
	}
	chunk->older = arena->chunks;
	arena->chunks = chunk;
	arena->next = chunk->data + size;
	arena->end = chunk->data + chunk_size;
	return chunk->data;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(take(arena, size, alignof(max_align_t)), 0, size);
}

char *arena_bytes(struct arena *arena, size_t size)
{
	return take(arena, size, 1);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		die_out_of_memory();
	return arena_alloc(arena, count * size);
}

static void free_chunks(struct arena *arena)
{
	for (struct arena_chunk *chunk = arena->chunks, *older; chunk; chunk = older) {
		older = chunk->older;
		free(chunk);
	}
}

void arena_reset(struct arena *arena)
{
	size_t size = arena->total < MOST_KEPT ? arena->total : MOST_KEPT;

	if (!arena->chunks)
		return;
	if (arena->chunks->older || arena->chunks->size > MOST_KEPT) { /* one chunk will do for as much again */
		free_chunks(arena);
		arena->chunks = must_alloc(sizeof(struct arena_chunk) + size);
		*arena->chunks = (struct arena_chunk){.size = size};
		arena->total = size;
	}
	arena->next = arena->chunks->data;
	arena->end = arena->next + arena->chunks->size;
}

void arena_release(struct arena *arena)
{
	free_chunks(arena);
	*arena = (struct arena){0};
}

size_t arena_footprint(const struct arena *arena)
{
	return arena->total;
}

static size_t larger(size_t capacity, size_t item_size)
{
	size_t bigger = capacity ? capacity * 2 : 8;

	if (bigger > SIZE_MAX / item_size)
		die_out_of_memory();
	return bigger;
}

void *grow(void *items, size_t count, size_t *capacity, size_t item_size)
{
	if (count < *capacity)
		return items;
	*capacity = larger(*capacity, item_size);
	return must_realloc(items, *capacity * item_size);
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
	if (count < *capacity)
		return items;
	*capacity = larger(*capacity, item_size);
	void *bigger = arena_alloc(arena, *capacity * item_size);
	if (count)
		memcpy(bigger, items, count * item_size);
	return bigger;
}
