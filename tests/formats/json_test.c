#include "formats/json.h"

#include <math.h>

#include "tap.h"

static void test_strings(void)
{
	static const struct {
		struct str text, want;
	} ROWS[] = {
		{STR_INIT(""), STR_INIT("\"\"")},
		{STR_INIT("plain ä 维 🕊"), STR_INIT("\"plain ä 维 🕊\"")},
		{STR_INIT("a\"b\\c/d"), STR_INIT("\"a\\\"b\\\\c/d\"")},
		{STR_INIT("\b\t\n\f\r"), STR_INIT("\"\\b\\t\\n\\f\\r\"")},
		{STR_INIT("\0\x01\x1f\x7f"), STR_INIT("\"\\u0000\\u0001\\u001f\\u007f\"")},
		{STR_INIT("</script>"), STR_INIT("\"\\u003c/script>\"")},
		{STR_INIT("<!--<script <SCRIPT"), STR_INIT("\"\\u003c!--\\u003cscript \\u003cSCRIPT\"")},
		{STR_INIT("<p> a < b <"), STR_INIT("\"<p> a < b <\"")},
		{STR_INIT("a\xe2\x80\xa8\x62\xe2\x80\xa9"), STR_INIT("\"a\\u2028b\\u2029\"")},
		{STR_INIT("a – b … \xe2\x80"), STR_INIT("\"a – b … \xe2\x80\"")},
	};
	struct buf out = {0};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		buf_reset(&out);
		json_string(&out, ROWS[i].text);
		is_str(buf_str(&out), ROWS[i].want, "string %zu", i);
	}
	buf_release(&out);
}

static void test_tree(void)
{
	struct arena arena = {0};
	struct buf out = {0};
	struct value *map = value_map(&arena), *list = value_list(&arena);

	value_push(&arena, list, value_null(&arena));
	value_push(&arena, list, value_bool(&arena, true));
	value_push(&arena, list, value_bool(&arena, false));
	value_push(&arena, list, value_number(&arena, 1.21));
	value_push(&arena, list, value_number(&arena, INFINITY));
	value_push(&arena, list, NULL);
	value_set(&arena, map, STR("list"), list);
	value_set(&arena, map, STR("a \"key\""), value_text(&arena, STR("text")));
	value_set(&arena, map, STR("none"), value_list(&arena));
	value_set(&arena, map, STR("empty"), value_map(&arena));

	json_write(&out, map, 0);
	is_str(buf_str(&out),
		STR("{\"list\":[null,true,false,1.21,null,null],\"a \\\"key\\\"\":\"text\",\"none\":[],\"empty\":{}}"),
		"on one line, in the order written");
	buf_reset(&out);
	json_write(&out, map, 2);
	is_str(buf_str(&out),
		STR("{\n  \"list\": [\n    null,\n    true,\n    false,\n    1.21,\n    null,\n    null\n  ],\n"
			"  \"a \\\"key\\\"\": \"text\",\n  \"none\": [],\n  \"empty\": {}\n}"),
		"indented");
	buf_reset(&out);
	json_write(&out, NULL, 2);
	is_str(buf_str(&out), STR("null"), "no value is null");
	buf_release(&out);
	arena_release(&arena);
}

int main(void)
{
	test_strings();
	test_tree();
	return done_testing();
}
