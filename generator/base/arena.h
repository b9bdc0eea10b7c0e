/* Memory that is given back all at once.
 *
 * `struct arena arena = {0};` is ready to use. Two lifetimes exist in glossa: the build's and the scratch of one
 * item; a function that allocates takes the arena as its first parameter. Allocation never fails (see die.h).
 *
 *   reset    forget everything, keep the memory for reuse
 *   release  give the memory back
 */
#ifndef GLOSSA_BASE_ARENA_H
#define GLOSSA_BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunks; /* newest first */
	char *next;                 /* where the next object goes */
	char *end;                  /* end of the newest chunk */
	size_t total;               /* bytes of all chunks */
};

/* Zeroed memory, aligned for any object. */
void *arena_alloc(struct arena *arena, size_t size);
/* Unaligned and not zeroed: for text. */
char *arena_bytes(struct arena *arena, size_t size);
void arena_reset(struct arena *arena);
void arena_release(struct arena *arena);
/* Bytes asked of the system. */
size_t arena_footprint(const struct arena *arena);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Room for one more item in a growing array on the heap: call before items[count++] = …; free() when done. */
void *grow(void *items, size_t count, size_t *capacity, size_t item_size);
/* The same inside an arena: the old block is left behind. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

#endif
