/* libcmark gives its allocator no context, so the arena that is in use has to be known by the thread: the one variable
 * in glossa that is neither constant nor passed on. It is set before each parse and means nothing outside of one. */
#include "formats/markdown_memory.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/die.h"

static _Thread_local struct arena *in_use;

/* In front of each block, since realloc is not told how large it was. */
struct block {
	_Alignas(max_align_t) size_t size;
};

static void *take(size_t count, size_t size)
{
	if (size && count > (SIZE_MAX - sizeof(struct block)) / size)
		die_out_of_memory();
	struct block *block = arena_alloc(in_use, sizeof(*block) + count * size);
	block->size = count * size;
	return block + 1;
}

static void *resize(void *old, size_t size)
{
	size_t before = old ? ((struct block *)old)[-1].size : 0;

	if (old && size <= before)
		return old;
	void *larger = take(1, size);
	if (before)
		memcpy(larger, old, before);
	return larger;
}

static void keep(void *block)
{
	(void)block; /* given back with the arena */
}

static const cmark_mem MEMORY = {take, resize, keep};

void markdown_memory_begin(struct arena *arena)
{
	in_use = arena;
}

cmark_mem *markdown_memory(void)
{
	return (cmark_mem *)&MEMORY; /* only ever read through this pointer */
}
