#include "parse/fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "formats/yaml.h"
#include "one_diag.h"
#include "parse/config.h"

static const char SITE[] = "title: T\ntypes:\n  a:\n    folder: as\n    fields:\n"
						   "      text: {type: text, max: 5}\n"
						   "      texts: {type: text, many: true}\n"
						   "      markdown: markdown\n"
						   "      score: number\n"
						   "      numbers: {type: number, many: true}\n"
						   "      boolean: boolean\n"
						   "      choice: {type: choice, of: [post-Soviet, MENA, Balkans]}\n"
						   "      choices: {type: choice, many: true, of: [one, two]}\n"
						   "      wide: {type: choice, of: [a1, b1, c1, d1, e1, f1, g1, h1, i1, j1, k1, l1, m1]}\n"
						   "      url: url\n"
						   "      labels: tags\n"
						   "      place: place\n"
						   "      places: {type: place, many: true}\n"
						   "      ref: {type: ref, to: a}\n"
						   "      refs: {type: ref, to: a, many: true}\n"
						   "      quantity: quantity\n"
						   "      date: date\n"
						   "      period: period\n"
						   "      record:\n        type: record\n        fields:\n"
						   "          name: {type: text, required: true}\n"
						   "          when: date\n"
						   "          inner: {type: record, many: true, fields: {a: {type: ref, to: a}}}\n";

struct fixture {
	struct arena arena;
	struct config config;
	struct diags diags;
	struct checker checker;
	struct buf out;
};

/* Values by kind: texts bare, numbers with #, booleans with !, nothing as a dash. */
static void dump(struct buf *out, const struct value *value)
{
	char number[NUMBER_LONGEST];

	switch (value->kind) {
	case VALUE_NULL: buf_char(out, '-'); break;
	case VALUE_BOOL: buf_put(out, value->boolean ? STR("!true") : STR("!false")); break;
	case VALUE_NUMBER: buf_printf(out, "#%.*s", (int)value_number_text(value->number, number), number); break;
	case VALUE_TEXT: buf_put(out, value->text); break;
	case VALUE_LIST:
		buf_char(out, '[');
		for (size_t i = 0; i < value->list.count; i++) {
			buf_put(out, i ? STR(", ") : STR(""));
			dump(out, value->list.items[i]);
		}
		buf_char(out, ']');
		break;
	case VALUE_MAP:
		buf_char(out, '{');
		for (size_t i = 0; i < value->map.count; i++) {
			buf_printf(out, "%s%.*s: ", i ? ", " : "", STR_ARG(value->map.members[i].key));
			dump(out, value->map.members[i].value);
		}
		buf_char(out, '}');
	}
}

/* "field: value", checked against the field; what it became. */
static struct str check(struct fixture *f, const char *yaml)
{
	struct yaml_source source = {str_from(yaml), STR("x.md"), 1};
	const struct value *map = yaml_parse(&f->arena, &source, &f->diags);
	const struct member *member = &map->map.members[0];
	const struct field *field = schema_field(&f->config.schema.types[0], member->key);

	diags_release(&f->diags);
	free(f->checker.refs);
	f->checker = (struct checker){.arena = &f->arena, .path = STR("x.md"), .diags = &f->diags};
	buf_reset(&f->out);
	dump(&f->out, check_field(&f->checker, field, member->value));
	return buf_str(&f->out);
}

/* ---- what fits ---- */

struct good {
	const char *yaml, *value;
};

static const struct good GOOD[] = {
	{"text: No", "No"},
	{"text: 12345", "12345"},
	{"text: \" ab \"", "ab"},
	{"text: 12:30", "12:30"},
	{"text: 世界和平了", "世界和平了"},
	{"text:", "-"},
	{"text: \"\"", "-"},
	{"texts: one", "[one]"},
	{"texts: [one, two]", "[one, two]"},
	{"texts: []", "-"},
	{"markdown: |\n  *a*\n\n  b\n", "*a*\n\nb\n"},
	{"score: 12", "#12"},
	{"score: -1.50", "#-1.5"},
	{"score: 1e3", "#1000"},
	{"score: \"12\"", "#12"},
	{"score: 0", "#0"},
	{"numbers: [1, 2.5]", "[#1, #2.5]"},
	{"numbers: 1", "[#1]"},
	{"boolean: true", "!true"},
	{"boolean: \"false\"", "!false"},
	{"choice: MENA", "MENA"},
	{"choice: \" MENA \"", "MENA"},
	{"choices: [two, one]", "[two, one]"},
	{"choices: two", "[two]"},
	{"url: https://a.org/x?y=z#w", "https://a.org/x?y=z#w"},
	{"url: http://пример.рф/", "http://пример.рф/"},
	{"labels: a", "[a]"},
	{"labels: [a, 2015]", "[a, 2015]"},
	{"place: Sukhumi", "{name: Sukhumi}"},
	{"place: {name: Sukhumi, lat: 43.0, lon: 41.02, role: theatre}",
		"{name: Sukhumi, lat: #43, lon: #41.02, role: theatre}"},
	{"place: {name: Pole, lat: -90, lon: 180}", "{name: Pole, lat: #-90, lon: #180}"},
	{"places: [Sukhumi, {name: Gali}]", "[{name: Sukhumi}, {name: Gali}]"},
	{"places: {name: Gali}", "[{name: Gali}]"},
	{"ref: as/b", "as/b"},
	{"refs: [b, \" c \"]", "[b, c]"},
	{"refs: b", "[b]"},
	{"quantity: 12", "{value: #12}"},
	{"quantity: {value: 1.5, unit: km, qualifier: at-least}", "{value: #1.5, unit: km, qualifier: at-least}"},
	{"date: 2015-09", "2015-09"},
	{"date: 18XX", "18XX"},
	{"period: 1994-09-05/1994-09-13", "1994-09-05/1994-09-13"},
	{"period: 2015/..", "2015/.."},
	{"period: 2015", "2015"},
	{"period: 2015-06/2015", "2015-06/2015"},
	{"record: {name: a, when: 2015}", "{name: a, when: 2015}"},
	{"record: {name: a, inner: {a: b}}", "{name: a, inner: [{a: b}]}"},
};

static void test_good(struct fixture *f)
{
	for (size_t i = 0; i < COUNT_OF(GOOD); i++) {
		is_str(check(f, GOOD[i].yaml), str_from(GOOD[i].value), "%s", GOOD[i].yaml);
		is_int(f->diags.count, 0, "%s is silent", GOOD[i].yaml);
	}
}

/* ---- what does not ---- */

struct bad {
	const char *yaml, *value;
	enum diag_code code;
	uint32_t line, column;
	const char *message;
};

static const struct bad BAD[] = {
	{"text: [a]", "-", DIAG_FIELD_TYPE, 1, 7, "\"text\" takes one value, not a list"},
	{"text: {a: b}", "-", DIAG_FIELD_TYPE, 1, 7, "\"text\" takes a text, not a map"},
	{"text: 123456", "123456", DIAG_FIELD_LENGTH, 1, 7, "\"text\" has 6 characters; at most 5 are allowed"},
	{"text: абвгде", "абвгде", DIAG_FIELD_LENGTH, 1, 7, "\"text\" has 6 characters; at most 5 are allowed"},
	{"texts: [a, \"\", b]", "[a, b]", DIAG_FIELD_TYPE, 1, 12, "\"texts\" has an empty item; delete it"},
	{"texts: [a, [b], c]", "[a, c]", DIAG_FIELD_TYPE, 1, 12, "\"texts\" takes a text, not a list"},
	{"texts: {a: b}", "-", DIAG_FIELD_TYPE, 1, 8, "\"texts\" takes a text, not a map"},
	{"markdown: [a]", "-", DIAG_FIELD_TYPE, 1, 11, "\"markdown\" takes one value, not a list"},
	{"score: many", "-", DIAG_FIELD_TYPE, 1, 8, "\"score\" takes a number, not \"many\""},
	{"score: 1,5", "-", DIAG_FIELD_TYPE, 1, 8, "\"score\" takes a number, not \"1,5\""},
	{"score: 0777", "-", DIAG_FIELD_TYPE, 1, 8, "\"score\" takes a number, not \"0777\""},
	{"score: .nan", "-", DIAG_FIELD_TYPE, 1, 8, "\"score\" takes a number, not \".nan\""},
	{"score: 1e999", "-", DIAG_FIELD_TYPE, 1, 8, "\"score\" takes a number, not \"1e999\""},
	{"score: {a: b}", "-", DIAG_FIELD_TYPE, 1, 8, "\"score\" takes a number, not a map"},
	{"numbers: [1, x]", "[#1]", DIAG_FIELD_TYPE, 1, 14, "\"numbers\" takes a number, not \"x\""},
	{"numbers: [x]", "-", DIAG_FIELD_TYPE, 1, 11, "\"numbers\" takes a number, not \"x\""},
	{"boolean: No", "-", DIAG_FIELD_TYPE, 1, 10, "\"boolean\" takes true or false, not \"No\""},
	{"boolean: [true]", "-", DIAG_FIELD_TYPE, 1, 10, "\"boolean\" takes one value, not a list"},
	{"choice: MENNA", "-", DIAG_FIELD_CHOICE, 1, 9, "\"MENNA\" is no choice for \"choice\"; did you mean \"MENA\"?"},
	{"choice: mena", "-", DIAG_FIELD_CHOICE, 1, 9, "\"mena\" is no choice for \"choice\"; did you mean \"MENA\"?"},
	{"choice: Atlantis", "-", DIAG_FIELD_CHOICE, 1, 9,
		"\"Atlantis\" is no choice for \"choice\"; write post-Soviet, MENA or Balkans"},
	{"choice: [MENA]", "-", DIAG_FIELD_TYPE, 1, 9, "\"choice\" takes one value, not a list"},
	{"choice: {a: b}", "-", DIAG_FIELD_TYPE, 1, 9, "\"choice\" takes one of its choices, not a map"},
	{"choices: [one, tow]", "[one]", DIAG_FIELD_CHOICE, 1, 16,
		"\"tow\" is no choice for \"choices\"; did you mean \"two\"?"},
	{"wide: xyzzy", "-", DIAG_FIELD_CHOICE, 1, 7, "\"xyzzy\" is no choice for \"wide\""},
	{"url: javascript:alert(1)", "-", DIAG_FIELD_TYPE, 1, 6,
		"\"url\" takes an address that begins with https:// or http://, not \"javascript:alert(1)\""},
	{"url: //evil.example/x", "-", DIAG_FIELD_TYPE, 1, 6,
		"\"url\" takes an address that begins with https:// or http://, not \"//evil.example/x\""},
	{"url: https://a.org/<b>", "-", DIAG_FIELD_TYPE, 1, 6,
		"\"url\" takes an address that begins with https:// or http://, not \"https://a.org/<b>\""},
	{"url: https://a.org/b c", "-", DIAG_FIELD_TYPE, 1, 6,
		"\"url\" takes an address that begins with https:// or http://, not \"https://a.org/b c\""},
	{"url: \"https://\"", "-", DIAG_FIELD_TYPE, 1, 6,
		"\"url\" takes an address that begins with https:// or http://, not \"https://\""},
	{"place: {lat: 1, lon: 2}", "{lat: #1, lon: #2}", DIAG_FIELD_REQUIRED, 1, 8,
		"\"name\" is missing; \"place\" needs it"},
	{"place: {name: a, lat: 91, lon: 0}", "{name: a, lat: #91, lon: #0}", DIAG_FIELD_RANGE, 1, 23,
		"a latitude lies between -90 and 90, not at 91"},
	{"place: {name: a, lat: 0, lon: -180.5}", "{name: a, lat: #0, lon: #-180.5}", DIAG_FIELD_RANGE, 1, 31,
		"a longitude lies between -180 and 180, not at -180.5"},
	{"place: {name: a, lat: 12}", "{name: a, lat: #12}", DIAG_FIELD_REQUIRED, 1, 8,
		"a place has `lat` and `lon`, or neither; \"lon\" is missing"},
	{"place: {name: a, lat: north, lon: 1}", "{name: a, lat: -, lon: #1}", DIAG_FIELD_TYPE, 1, 23,
		"\"lat\" takes a number, not \"north\""},
	{"place: {name: a, long: 1}", "{name: a, long: 1}", DIAG_FIELD_UNKNOWN, 1, 18,
		"\"place\" has no field \"long\"; did you mean \"lon\"?"},
	{"places: [[a]]", "-", DIAG_FIELD_TYPE, 1, 10, "\"places\" takes a place, not a list"},
	{"ref: [b]", "-", DIAG_FIELD_TYPE, 1, 6, "\"ref\" takes one value, not a list"},
	{"refs: [{name: b}]", "-", DIAG_FIELD_TYPE, 1, 8, "\"refs\" takes a name, not a map"},
	{"refs: [[b]]", "-", DIAG_FIELD_TYPE, 1, 8, "\"refs\" takes a name, not a list"},
	{"refs: [\"[[b]]\", c]", "[c]", DIAG_FIELD_TYPE, 1, 8, "\"refs\" takes a name without brackets"},
	{"refs: [\"\"]", "-", DIAG_FIELD_TYPE, 1, 8, "\"refs\" has an empty item; delete it"},
	{"quantity: several", "{value: -}", DIAG_FIELD_TYPE, 1, 11, "\"value\" takes a number, not \"several\""},
	{"quantity: {unit: km}", "{unit: km}", DIAG_FIELD_REQUIRED, 1, 11, "\"value\" is missing; \"quantity\" needs it"},
	{"quantity: {value: 3, qualifier: at-lest}", "{value: #3, qualifier: -}", DIAG_FIELD_CHOICE, 1, 33,
		"\"at-lest\" is no choice for \"qualifier\"; did you mean \"at-least\"?"},
	{"quantity: {value: 3, qualifier: roughly}", "{value: #3, qualifier: -}", DIAG_FIELD_CHOICE, 1, 33,
		"\"roughly\" is no choice for \"qualifier\"; write exact, about, at-least or at-most"},
	{"date: 2015-02-30", "-", DIAG_FIELD_DATE, 1, 7,
		"\"2015-02-30\" is no date; write 2015-09-30, 2015-09, 2015, 1988~, 18XX or 2021-23"},
	{"date: 2015/2016", "-", DIAG_FIELD_DATE, 1, 7,
		"\"2015/2016\" is no date; this is a period, but one date is wanted"},
	{"date: {year: 2015}", "-", DIAG_FIELD_TYPE, 1, 7, "\"date\" takes a date, not a map"},
	{"period: 1994-1996", "-", DIAG_FIELD_DATE, 1, 9,
		"\"1994-1996\" is no date; write 2015-09-30, 2015-09, 2015, 1988~, 18XX, 1994/1996 or 2015/.."},
	{"period: 2015/2014", "-", DIAG_FIELD_RANGE, 1, 9, "the period \"2015/2014\" ends before it begins"},
	{"period: 2015-06-02/2015-06-01", "-", DIAG_FIELD_RANGE, 1, 9,
		"the period \"2015-06-02/2015-06-01\" ends before it begins"},
	{"period: {from: 2015}", "-", DIAG_FIELD_TYPE, 1, 9, "\"period\" takes a date or period, not a map"},
	{"record: a", "-", DIAG_FIELD_TYPE, 1, 9, "\"record\" takes a map of fields, not a text"},
	{"record: {when: 2015}", "{when: 2015}", DIAG_FIELD_REQUIRED, 1, 9, "\"name\" is missing; \"record\" needs it"},
	{"record: {name: }", "{name: }", DIAG_FIELD_REQUIRED, 1, 10, "\"name\" is empty; \"record\" needs it"},
	{"record: {name: [a]}", "{name: -}", DIAG_FIELD_TYPE, 1, 16, "\"name\" takes one value, not a list"},
	{"record:\n  name: a\n  wehn: 2015\n", "{name: a, wehn: 2015}", DIAG_FIELD_UNKNOWN, 3, 3,
		"\"record\" has no field \"wehn\"; did you mean \"when\"?"},
	{"record:\n  name: a\n  inner:\n    - {b: c}\n", "{name: a, inner: [{b: c}]}", DIAG_FIELD_UNKNOWN, 4, 8,
		"\"inner\" has no field \"b\"; did you mean \"a\"?"},
};

static void test_bad(struct fixture *f)
{
	for (size_t i = 0; i < COUNT_OF(BAD); i++) {
		const struct bad *bad = &BAD[i];

		is_str(check(f, bad->yaml), str_from(bad->value), "what is left of %s", bad->yaml);
		is_one_diag(&f->diags, i, bad->code, bad->line, bad->column, bad->message);
	}
}

static void test_long_value(struct fixture *f)
{
	struct buf yaml = {0};

	buf_put(&yaml, STR("score: \""));
	for (int i = 0; i < 1000; i++)
		buf_put(&yaml, STR("ж "));
	buf_put(&yaml, STR("\""));
	buf_char(&yaml, '\0');
	check(f, yaml.data);
	ok(f->diags.count == 1 && f->diags.items[0].message.len < 200, "a long value is cut in its message");
	ok(f->diags.count == 1 && str_ends(f->diags.items[0].message, STR("…\"")), "and says so");
	buf_release(&yaml);
}

static void test_refs(struct fixture *f)
{
	check(f, "record: {name: a, inner: [{a: b}, {a: [c]}, {a: d}]}");
	is_int(f->checker.ref_count, 2, "refs of the records within a record");
	is_str(f->checker.refs[1].name, STR("d"), "but for one of the wrong kind");
	ok(f->checker.refs[1].place.column == 49, "each with its place");
}

/* ---- texts of a certain form ---- */

struct shape {
	bool (*is)(struct str text);
	const char *name;
	const char *good[8], *bad[16];
};

static const struct shape SHAPES[] = {
	{language_tag, "a language tag", {"en", "ru", "zh-Hans", "ru-Latn", "en-GB", "de-1996"},
		{"", "e", "en-", "-en", "en_GB", "englishes", "e1", "en--GB", "en-toolongpart", "ру", "en GB"}},
	{anchor_name, "an anchor", {"e041", "a-b_c.d:e", "Über", "第一", "1"},
		{"", "-a", ".a", "a b", "a/b", "#a", "a\"b", "<b>", "a%"}},
	{template_name, "a template", {"case.html", "parts/a.html", "a.b.html"},
		{"", "case", ".html", "/a.html", "../a.html", "a/../b.html", "a//b.html", "a\\b.html", ".a.html", "a.htm"}},
	{web_address, "an address", {"https://a.org", "http://a.org:80/x", "https://a.org?x"},
		{"", "https://", "ftp://a.org", "a.org", "https:///x", "https://a.org/\"", "https://a b", "https://#x",
			"http://:80", "HTTPS"}},
};

static void test_shapes(void)
{
	for (size_t i = 0; i < COUNT_OF(SHAPES); i++) {
		for (size_t j = 0; j < COUNT_OF(SHAPES[i].good) && SHAPES[i].good[j]; j++)
			ok(SHAPES[i].is(str_from(SHAPES[i].good[j])), "%s: %s", SHAPES[i].name, SHAPES[i].good[j]);
		for (size_t j = 0; j < COUNT_OF(SHAPES[i].bad) && SHAPES[i].bad[j]; j++)
			ok(!SHAPES[i].is(str_from(SHAPES[i].bad[j])), "not %s: %s", SHAPES[i].name, SHAPES[i].bad[j]);
	}
}

int main(void)
{
	struct fixture f = {0};

	parse_config(&f.arena, &f.config, str_from(SITE), STR("site.yaml"), &f.diags);
	is_int(f.diags.count, 0, "the settings are right");
	test_good(&f);
	test_bad(&f);
	test_long_value(&f);
	test_refs(&f);
	test_shapes();
	free(f.checker.refs);
	diags_release(&f.diags);
	buf_release(&f.out);
	arena_release(&f.arena);
	return done_testing();
}
