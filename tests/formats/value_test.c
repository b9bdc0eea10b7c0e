#include "formats/value.h"

#include <float.h>
#include <math.h>

#include "tap.h"

static void test_kinds(void)
{
	struct arena arena = {0};
	struct value *list = value_list(&arena), *filled = value_list(&arena);

	value_push(&arena, filled, value_null(&arena));
	ok(value_is_empty(NULL), "no value is empty");
	ok(value_is_empty(value_null(&arena)), "null is empty");
	ok(value_is_empty(value_bool(&arena, false)), "false is empty");
	ok(!value_is_empty(value_bool(&arena, true)), "true is not");
	ok(value_is_empty(value_text(&arena, STR(""))), "an empty text is empty");
	ok(!value_is_empty(value_text(&arena, STR(" "))), "a space is not");
	ok(!value_is_empty(value_number(&arena, 0)), "zero is not");
	ok(value_is_empty(list), "an empty list is empty");
	ok(!value_is_empty(filled), "a list of nothing is not");
	ok(!value_is_empty(value_map(&arena)), "an empty map counts as something");
	is_str(value_scalar(&arena, NULL), STR(""), "no value prints nothing");
	is_str(value_scalar(&arena, value_null(&arena)), STR(""), "null prints nothing");
	is_str(value_scalar(&arena, filled), STR(""), "a list prints nothing");
	is_str(value_scalar(&arena, value_map(&arena)), STR(""), "a map prints nothing");
	is_str(value_scalar(&arena, value_bool(&arena, true)), STR("true"), "true");
	is_str(value_scalar(&arena, value_bool(&arena, false)), STR("false"), "false");
	is_str(value_scalar(&arena, value_text(&arena, STR("x"))), STR("x"), "a text");
	is_str(value_scalar(&arena, value_number(&arena, 1.210)), STR("1.21"), "a number");
	is_str(str_from(value_kind_name(VALUE_NULL)), STR("null"), "name of null");
	is_str(str_from(value_kind_name(VALUE_MAP)), STR("map"), "name of a map");
	arena_release(&arena);
}

static void test_numbers(void)
{
	static const struct {
		double number;
		struct str want;
	} ROWS[] = {
		{0, STR_INIT("0")},
		{-0.0, STR_INIT("0")},
		{7, STR_INIT("7")},
		{-1, STR_INIT("-1")},
		{85, STR_INIT("85")},
		{1.21, STR_INIT("1.21")},
		{-0.5, STR_INIT("-0.5")},
		{0.1 + 0.2, STR_INIT("0.30000000000000004")},
		{1.0 / 3, STR_INIT("0.3333333333333333")},
		{100.25, STR_INIT("100.25")},
		{-40.71, STR_INIT("-40.71")},
		{0.05, STR_INIT("0.05")},
		{1.000001, STR_INIT("1.000001")},
		{1.0000001, STR_INIT("1.0000001")},
		{999999999.999999, STR_INIT("999999999.999999")},
		{999999999999999.0, STR_INIT("999999999999999")},
		{99999999999999.9, STR_INIT("99999999999999.9")},
		{1e15, STR_INIT("1000000000000000")},
		{123456789012345680.0, STR_INIT("123456789012345680")},
		{1e20, STR_INIT("100000000000000000000")},
		{1e21, STR_INIT("1e+21")},
		{1.5e300, STR_INIT("1.5e+300")},
		{0.000001, STR_INIT("0.000001")},
		{0.00000123, STR_INIT("0.00000123")},
		{0.0000001, STR_INIT("1e-7")},
		{-1.25e-7, STR_INIT("-1.25e-7")},
		{5e-324, STR_INIT("5e-324")},
		{DBL_MAX, STR_INIT("1.7976931348623157e+308")},
		{-DBL_MIN, STR_INIT("-2.2250738585072014e-308")},
		{9007199254740993.0, STR_INIT("9007199254740992")},
		{INFINITY, STR_INIT("")},
		{NAN, STR_INIT("")},
	};
	char text[NUMBER_LONGEST];

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct str got = {text, value_number_text(ROWS[i].number, text)};

		is_str(got, ROWS[i].want, "number %zu in its shortest form", i);
	}
}

static void test_lists_and_maps(void)
{
	struct arena arena = {0};
	struct value *list = value_list(&arena), *map = value_map(&arena);

	for (int i = 0; i < 100; i++)
		value_push(&arena, list, value_number(&arena, i));
	is_int(list->list.count, 100, "a list grows");
	is_int((int)list->list.items[99]->number, 99, "and keeps its order");

	ok(!value_get(NULL, STR("a")), "no map, no member");
	ok(!value_get(list, STR("a")), "a list has no members");
	ok(!value_get(map, STR("a")), "an empty map has none");
	struct value *text = value_text(&arena, STR("one"));
	text->place = (struct place){3, 7};
	value_set(&arena, map, STR("first"), text);
	ok(value_get(map, STR("first")) == text, "a member is found");
	is_int(value_member(map, STR("first"))->place.line, 3, "and takes its value's place");
	ok(!value_get(map, STR("firs")) && !value_get(map, STR("first ")) && !value_get(map, STR("")), "others are not");
	ok(value_member_hashed(map, STR("first"), value_key_hash(STR("first"))) == value_member(map, STR("first")),
		"by its hash as well");
	arena_release(&arena);
}

/* Small maps are searched, large ones have an index: each size is checked in full. */
static void test_sizes(void)
{
	struct arena arena = {0};
	struct value *map = value_map(&arena);
	size_t missed = 0, unordered = 0, invented = 0;

	for (size_t count = 1; count <= 300; count++) {
		value_set(&arena, map, str_format(&arena, "key%zu", count), value_number(&arena, (double)count));
		for (size_t i = 1; i <= count; i++) {
			const struct value *value = value_get(map, str_format(&arena, "key%zu", i));

			missed += !value || (size_t)value->number != i;
			unordered += (size_t)map->map.members[i - 1].value->number != i;
		}
		invented += value_get(map, str_format(&arena, "key%zu", count + 1)) != NULL;
	}
	is_int(missed, 0, "in maps of 1 to 300 members each is found");
	is_int(unordered, 0, "and they stay in the order written");
	is_int(invented, 0, "and none that is not there");
	arena_release(&arena);
}

/* A copy of a tree is whole when the tree is gone, and smaller. */
static void test_whole_copies(void)
{
	struct arena arena = {0}, lent = {0};
	struct value *map = value_map(&lent), *list = value_list(&lent);
	size_t missed = 0;

	for (size_t size = 1; size <= 20; size++) {
		struct value *number = value_number(&lent, (double)size), *inner = value_map(&lent);

		number->place = (struct place){(uint32_t)size, 3};
		value_push(&lent, list, number);
		value_set(&lent, inner, STR("list"), list);
		value_set(&lent, map, str_format(&lent, "key%zu", size), inner);
		struct value *copy = value_copy(&arena, map);
		missed += copy->map.count != size || (size < 16 && copy->map.capacity != size);
		for (size_t i = 1; i <= size; i++) {
			const struct value *items = value_get(value_get(copy, str_format(&arena, "key%zu", i)), STR("list"));

			missed += items == list || items->list.count != size || items->list.items[i - 1]->number != (double)i ||
			          items->list.items[i - 1]->place.line != i;
		}
		value_set(&arena, copy, STR("more"), value_text(&arena, STR("text")));
		missed += !value_get(copy, STR("more")) || value_get(map, STR("more"));
	}
	is_int(missed, 0, "copies of 1 to 20 members, each with a list, hold them in their places and take more");
	struct value *text = value_text(&lent, str_format(&lent, "%s", "a text")), *copy = value_copy(&arena, text);
	arena_release(&lent);
	is_str(copy->text, STR("a text"), "and have texts of their own");
	arena_release(&arena);
}

/* Copies of each size, as they are and with members added. */
static void test_copies(void)
{
	enum { ADDED = 50 };
	struct arena arena = {0};
	struct value *map = value_map(&arena);
	size_t missed = 0, shared = 0;

	for (size_t size = 0; size <= 40; size++) {
		struct value *copy = value_map_copy(&arena, map);

		for (size_t i = 0; i < size + ADDED; i++) {
			struct str key = str_format(&arena, "key%zu", i);

			if (i >= size)
				value_set(&arena, copy, key, value_number(&arena, (double)i));
			missed += !value_get(copy, key) || (size_t)value_get(copy, key)->number != i;
			shared += i >= size && value_get(map, key);
		}
		copy->map.members[0].value = NULL;
		shared += size > 0 && !value_get(map, STR("key0"));
		value_set(&arena, map, str_format(&arena, "key%zu", size), value_number(&arena, (double)size));
	}
	is_int(missed, 0, "copies of maps of 0 to 40 members have them all, and take more");
	is_int(shared, 0, "and what changes in them does not change the map");
	arena_release(&arena);
}

static void test_many_members(void)
{
	enum { MANY = 200000 };
	struct arena arena = {0};
	struct value *map = value_map(&arena);
	size_t wrong = 0;

	for (int i = 0; i < MANY; i++) {
		struct str key = str_format(&arena, "k%d", i);

		wrong += value_get(map, key) != NULL;
		value_set(&arena, map, key, NULL);
		wrong += value_member(map, key) == NULL;
	}
	is_int(wrong, 0, "200,000 members, each looked for before and after (slow only if it were quadratic)");
	arena_release(&arena);
}

static void test_resolve_scalars(void)
{
	static const struct {
		struct str text;
		enum value_kind kind;
		struct str prints;
	} ROWS[] = {
		{STR_INIT(""), VALUE_NULL, STR_INIT("")},
		{STR_INIT("~"), VALUE_NULL, STR_INIT("")},
		{STR_INIT("null"), VALUE_NULL, STR_INIT("")},
		{STR_INIT("true"), VALUE_BOOL, STR_INIT("true")},
		{STR_INIT("false"), VALUE_BOOL, STR_INIT("false")},
		{STR_INIT("0"), VALUE_NUMBER, STR_INIT("0")},
		{STR_INIT("-0"), VALUE_NUMBER, STR_INIT("0")},
		{STR_INIT("85"), VALUE_NUMBER, STR_INIT("85")},
		{STR_INIT("1.210"), VALUE_NUMBER, STR_INIT("1.21")},
		{STR_INIT("-2.50"), VALUE_NUMBER, STR_INIT("-2.5")},
		{STR_INIT("1e3"), VALUE_NUMBER, STR_INIT("1000")},
		{STR_INIT("1.5E-2"), VALUE_NUMBER, STR_INIT("0.015")},
		{STR_INIT("2e+2"), VALUE_NUMBER, STR_INIT("200")},
		{STR_INIT("9007199254740991"), VALUE_NUMBER, STR_INIT("9007199254740991")},
		{STR_INIT("9007199254740993"), VALUE_TEXT, STR_INIT("9007199254740993")},
		{STR_INIT("1e999"), VALUE_TEXT, STR_INIT("1e999")},
		{STR_INIT("Null"), VALUE_TEXT, STR_INIT("Null")},
		{STR_INIT("True"), VALUE_TEXT, STR_INIT("True")},
		{STR_INIT("no"), VALUE_TEXT, STR_INIT("no")},
		{STR_INIT("007"), VALUE_TEXT, STR_INIT("007")},
		{STR_INIT("-"), VALUE_TEXT, STR_INIT("-")},
		{STR_INIT("+1"), VALUE_TEXT, STR_INIT("+1")},
		{STR_INIT("1."), VALUE_TEXT, STR_INIT("1.")},
		{STR_INIT(".5"), VALUE_TEXT, STR_INIT(".5")},
		{STR_INIT("1e"), VALUE_TEXT, STR_INIT("1e")},
		{STR_INIT("1e+"), VALUE_TEXT, STR_INIT("1e+")},
		{STR_INIT("1.2.3"), VALUE_TEXT, STR_INIT("1.2.3")},
		{STR_INIT("0x1f"), VALUE_TEXT, STR_INIT("0x1f")},
		{STR_INIT("12:30"), VALUE_TEXT, STR_INIT("12:30")},
		{STR_INIT("2015-09"), VALUE_TEXT, STR_INIT("2015-09")},
		{STR_INIT("1 "), VALUE_TEXT, STR_INIT("1 ")},
		{STR_INIT(".inf"), VALUE_TEXT, STR_INIT(".inf")},
		{STR_INIT("nan"), VALUE_TEXT, STR_INIT("nan")},
	};
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct value *plain = value_text(&arena, ROWS[i].text), *quoted = value_text(&arena, ROWS[i].text);

		plain->plain = true;
		value_resolve(&arena, plain);
		is_int(
			plain->kind, ROWS[i].kind, "\"%.*s\" becomes a %s", STR_ARG(ROWS[i].text), value_kind_name(ROWS[i].kind));
		is_str(value_scalar(&arena, plain), ROWS[i].prints, "\"%.*s\" prints so", STR_ARG(ROWS[i].text));
		value_resolve(&arena, quoted);
		is_int(quoted->kind, VALUE_TEXT, "in quotes \"%.*s\" stays a text", STR_ARG(ROWS[i].text));
	}
	arena_release(&arena);
}

static void test_resolve_tree(void)
{
	struct arena arena = {0};
	struct value *map = value_map(&arena), *list = value_list(&arena);
	struct value *number = value_text(&arena, STR("42")), *text = value_text(&arena, STR("42"));

	number->plain = true;
	number->place = (struct place){2, 5};
	value_push(&arena, list, number);
	value_push(&arena, list, text);
	value_set(&arena, map, STR("list"), list);
	value_resolve(&arena, map);
	const struct value *items = value_get(map, STR("list"));
	is_int(items->list.items[0]->kind, VALUE_NUMBER, "a plain scalar deep in a tree is resolved");
	is_int(items->list.items[0]->place.column, 5, "and keeps its place");
	is_int(items->list.items[1]->kind, VALUE_TEXT, "a quoted one is not");
	arena_release(&arena);
}

int main(void)
{
	test_kinds();
	test_numbers();
	test_lists_and_maps();
	test_sizes();
	test_copies();
	test_whole_copies();
	test_many_members();
	test_resolve_scalars();
	test_resolve_tree();
	return done_testing();
}
