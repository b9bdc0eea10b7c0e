#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

static bool all_zero(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i])
			return false;
	return true;
}

/* Objects of many sizes neither overlap nor move, and are aligned and zeroed even in memory used before. */
static void test_objects(void)
{
	enum { COUNT = 2000 };
	struct arena arena = {0};
	static unsigned char *objects[COUNT];
	bool aligned = true, zeroed = true, kept = true;

	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < COUNT; i++) {
			size_t size = i % 97 * (i % 11 == 0 ? 300 : 1) + 1;

			objects[i] = arena_alloc(&arena, size);
			aligned = aligned && (uintptr_t)objects[i] % alignof(max_align_t) == 0;
			zeroed = zeroed && all_zero((char *)objects[i], size);
			memset(objects[i], (int)(i & 0xff), size);
			arena_bytes(&arena, i % 7);
		}
		for (size_t i = 0; i < COUNT; i++) {
			size_t size = i % 97 * (i % 11 == 0 ? 300 : 1) + 1;

			for (size_t j = 0; j < size; j++)
				kept = kept && objects[i][j] == (i & 0xff);
		}
		arena_reset(&arena);
	}
	ok(aligned, "objects are aligned");
	ok(zeroed, "objects are zeroed, also after a reset");
	ok(kept, "objects do not overlap");
	arena_release(&arena);
	ok(arena.chunks == NULL && arena_footprint(&arena) == 0, "release leaves an arena that is zero again");
}

static void test_growth(void)
{
	struct arena arena = {0};

	is_int(arena_footprint(&arena), 0, "an arena that is not used costs nothing");
	arena_bytes(&arena, 1);
	ok(arena_footprint(&arena) < 5000, "a small one stays small");
	for (int i = 0; i < 10000; i++)
		arena_bytes(&arena, 100);
	size_t used = arena_footprint(&arena);
	ok(used >= 1000000 && used < 1500000, "a million bytes cost less than half more, not %zu", used);
	arena_reset(&arena);
	size_t kept = arena_footprint(&arena);
	ok(kept > 0 && kept <= 1 << 20, "reset keeps at most a mebibyte, not %zu", kept);
	for (int i = 0; i < 10000; i++)
		arena_bytes(&arena, 100);
	is_int(arena_footprint(&arena), kept, "which is used again");
	arena_release(&arena);
}

/* Each entry of a handbook has an arena of its own: what is left over of the last chunk counts. */
static void test_left_over(void)
{
	struct arena arena = {0};
	size_t wasteful = 0;

	for (size_t used = 100; used <= 100000; used += 100) {
		arena_bytes(&arena, 100);
		wasteful += arena_footprint(&arena) > used + used / 5 + 2048;
	}
	is_int(wasteful, 0, "of an arena of any size little is left over");
	arena_release(&arena);
}

/* A large object must not waste the rest of the chunk that is being filled. */
static void test_large_objects(void)
{
	struct arena arena = {0};
	char *first = arena_bytes(&arena, 10);
	char *large = arena_bytes(&arena, 1 << 20);
	char *second = arena_bytes(&arena, 10);

	memset(large, 'x', 1 << 20);
	ok(second == first + 10, "small ones go on where they were");
	ok(arena_footprint(&arena) < (1 << 20) + 8192, "the large one has a chunk of its size");
	arena_bytes(&arena, 8 << 20);
	arena_reset(&arena);
	ok(arena_footprint(&arena) <= 1 << 20, "which a reset gives back");
	arena_release(&arena);

	large = arena_bytes(&arena, 1 << 20);
	memset(large, 'x', 1 << 20);
	second = arena_bytes(&arena, 10);
	*second = 'y';
	ok(large[(1 << 20) - 1] == 'x', "a large one may come first");
	arena_release(&arena);
}

static void test_arrays(void)
{
	struct arena arena = {0};
	int *numbers = NULL, *heap = NULL;
	size_t capacity = 0, heap_capacity = 0;
	bool kept = true;

	for (int i = 0; i < 1000; i++) {
		numbers = arena_grow(&arena, numbers, (size_t)i, &capacity, sizeof(*numbers));
		numbers[i] = i;
		heap = grow(heap, (size_t)i, &heap_capacity, sizeof(*heap));
		heap[i] = i;
	}
	for (int i = 0; i < 1000; i++)
		kept = kept && numbers[i] == i && heap[i] == i;
	ok(kept, "growing arrays keep their items");
	ok(capacity >= 1000 && capacity < 2000 && heap_capacity == capacity, "and double");
	free(heap);
	ok(arena_array(&arena, uint64_t, 3)[2] == 0, "an array is zeroed");
	ok(arena_array(&arena, uint64_t, 0) != NULL, "an empty one has an address");
	arena_release(&arena);
}

int main(void)
{
	test_objects();
	test_growth();
	test_left_over();
	test_large_objects();
	test_arrays();
	return done_testing();
}
