#include "formats/json_stream.h"

#include "tap.h"

static void test_nesting(void)
{
	struct buf out = {0};
	struct json_stream json = {.out = &out};

	json_open(&json, '{');
	json_member(&json, STR("a"), STR("x\"y"));
	json_member_if(&json, STR("left out"), STR(""));
	json_key(&json, STR("b"));
	json_open(&json, '[');
	json_number(&json, 1.5);
	json_bool(&json, true);
	json_null(&json);
	json_open(&json, '[');
	json_close(&json, ']');
	json_open(&json, '{');
	json_close(&json, '}');
	json_text_or_null(&json, STR(""));
	json_raw(&json, STR("{\"c\":1}"));
	json_close(&json, ']');
	json_line(&json);
	json_member(&json, STR("d"), STR("z"));
	json_close(&json, '}');
	is_str(buf_str(&out), STR("{\"a\":\"x\\\"y\",\"b\":[1.5,true,null,[],{},null,{\"c\":1}],\n\"d\":\"z\"}"),
		"commas stand where they belong");
	buf_release(&out);
}

/* Long texts are looked at in strides: what needs an escape is found wherever it stands. */
static void test_strides(void)
{
	static const struct {
		const char *special, *escaped;
	} CASES[] = {{"\"", "\\\""}, {"\\", "\\\\"}, {"\n", "\\n"}, {"\x7f", "\\u007f"}, {"</", "\\u003c/"},
		{"\xe2\x80\xa8", "\\u2028"}, {"\xe2\x80\xae", "\\u202e"}, {"\xd8\x9c", "\\u061c"}};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		bool all = true;

		for (size_t before = 0; before < 80 && all; before++) {
			struct buf text = {0}, out = {0}, expected = {0};

			buf_char(&expected, '"');
			for (size_t at = 0; at < before; at++) {
				buf_char(&text, 'a');
				buf_char(&expected, 'a');
			}
			buf_put(&text, str_from(CASES[i].special));
			buf_put(&text, STR("– end"));
			buf_put(&expected, str_from(CASES[i].escaped));
			buf_put(&expected, STR("– end\""));
			json_string(&out, buf_str(&text));
			all = str_equal(buf_str(&out), buf_str(&expected));
			buf_release(&text);
			buf_release(&out);
			buf_release(&expected);
		}
		ok(all, "found at every place: %s", CASES[i].escaped);
	}
}

int main(void)
{
	test_nesting();
	test_strides();
	return done_testing();
}
