#include "base/map.h"

#include "base/arena.h"
#include "tap.h"

static void test_small(void)
{
	struct map map = {0};
	int one = 1, two = 2, three = 3;

	ok(map_get(&map, STR("a")) == NULL && !map_has(&map, STR("a")), "an empty map has nothing");
	is_str(map_nearest(&map, STR("a")), STR(""), "and nothing near");
	ok(map_set(&map, STR("a"), &one) == NULL, "a new key replaces nothing");
	ok(map_set(&map, STR(""), &two) == NULL && map_get(&map, STR("")) == &two, "the empty key is a key");
	ok(map_set(&map, STR("a"), &three) == &one && map_get(&map, STR("a")) == &three, "an old one gives what was there");
	is_int(map.count, 2, "and is not there twice");
	map_set(&map, STR("null"), NULL);
	ok(map_has(&map, STR("null")) && map_get(&map, STR("null")) == NULL, "a key may have no value");
	map_release(&map);
	ok(map.items == NULL && map.count == 0 && !map_has(&map, STR("a")), "release leaves zero");
}

static void test_large(void)
{
	enum { COUNT = 50000 };
	struct arena arena = {0};
	struct map map = {0};
	static int values[COUNT];
	bool found = true, ordered = true, absent = true;

	for (int i = 0; i < COUNT; i++) {
		values[i] = i;
		map_set(&map, str_format(&arena, "terms/%d", i), &values[i]);
	}
	for (int i = 0; i < COUNT; i++) {
		found = found && map_get(&map, str_format(&arena, "terms/%d", i)) == &values[i];
		absent = absent && !map_has(&map, str_format(&arena, "term/%d", i));
		ordered = ordered && map.items[i].value == &values[i];
	}
	is_int(map.count, COUNT, "all keys are there");
	ok(found, "each is found");
	ok(absent, "others are not");
	ok(ordered, "items stand in the order they came");
	map_release(&map);
	arena_release(&arena);
}

static void test_nearest(void)
{
	struct map map = {0};

	map_set(&map, STR("astana-process"), NULL);
	map_set(&map, STR("astana"), NULL);
	map_set(&map, STR("geneva"), NULL);
	is_str(map_nearest(&map, STR("astanna-process")), STR("astana-process"), "the nearest key");
	is_str(map_nearest(&map, STR("Geneva")), STR("geneva"), "whatever its case");
	is_str(map_nearest(&map, STR("sovereignty")), STR(""), "nothing when none is near");
	map_release(&map);
}

int main(void)
{
	test_small();
	test_large();
	test_nearest();
	return done_testing();
}
