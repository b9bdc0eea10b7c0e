#include "parse/front_matter.h"

#include <string.h>

#include "one_diag.h"
#include "parse/config.h"
#include "parse/reserved.h"

static const char SITE[] =
	"title: Tiny handbook\nlang: en\n"
	"types:\n"
	"  case:\n    folder: cases\n    letter: C\n    label: {one: Case, many: Cases}\n    fields:\n"
	"      summary: {type: text, max: 20}\n"
	"      period: {type: period}\n"
	"      region: {type: choice, of: [MENA, Balkans]}\n"
	"      norms: {type: ref, to: term, many: true, inverse: cases}\n"
	"      claims:\n        type: record\n        many: true\n"
	"        fields: {text: {type: text, required: true}, by: {type: ref, to: term}}\n"
	"  term:\n    folder: terms\n    role: glossary\n    label: {one: Term, many: Terms}\n    fields:\n"
	"      definition: {type: text, required: true, means: skos:definition}\n"
	"      tags: {type: choice, many: true, of: [old, new], required: true}\n";

/* One entry, parsed on its own. */
struct fixture {
	struct arena arena;
	struct config config;
	struct diags diags;
	struct source source;
	struct entry entry;
};

static void begin(struct fixture *f)
{
	*f = (struct fixture){0};
	parse_config(&f->arena, &f->config, str_from(SITE), STR("site.yaml"), &f->diags);
}

static const struct entry *parse_bytes(struct fixture *f, const char *path, const char *bytes, size_t len)
{
	arena_release(&f->entry.arena);
	diags_release(&f->diags);
	f->entry = (struct entry){0};
	f->source = (struct source){.path = str_from(path), .bytes = {bytes, len}, .kind = SOURCE_ENTRY};
	entry_identify(&f->entry, &f->source, &f->config);
	parse_front_matter(&f->entry, &f->config, &f->diags);
	return &f->entry;
}

static const struct entry *parse(struct fixture *f, const char *path, const char *text)
{
	return parse_bytes(f, path, text, strlen(text));
}

static void end(struct fixture *f)
{
	arena_release(&f->entry.arena);
	diags_release(&f->diags);
	arena_release(&f->arena);
}

/* ---- where it lies ---- */

struct home {
	const char *path, *id, *address, *type; /* "" for none */
	bool index;
};

static const struct home HOMES[] = {
	{"content/cases/a.md", "cases/a", "cases/a.html", "case", false},
	{"content/cases/deep/er/a.b.md", "cases/deep/er/a.b", "cases/deep/er/a.b.html", "case", false},
	{"content/index.md", "index", "index.html", "", false},
	{"content/map.md", "map", "map.html", "", false},
	{"content/terms/index.md", "terms/index", "terms/index.html", "", true},
	{"content/terms/sub/index.md", "terms/sub/index", "terms/sub/index.html", "term", false},
	{"content/terms.md", "terms", "terms.html", "", false},
	{"content/termsx/a.md", "termsx/a", "termsx/a.html", "", false},
	{"content/guides/a.md", "guides/a", "guides/a.html", "", false},
};

static void test_homes(struct fixture *f)
{
	for (size_t i = 0; i < COUNT_OF(HOMES); i++) {
		struct source source = {.path = str_from(HOMES[i].path)};
		struct entry entry = {0};

		entry_identify(&entry, &source, &f->config);
		is_str(entry.path, source.path, "path of %s", HOMES[i].path);
		is_str(entry.id, str_from(HOMES[i].id), "id of %s", HOMES[i].path);
		is_str(entry.address, str_from(HOMES[i].address), "address of %s", HOMES[i].path);
		is_str(entry.type ? entry.type->name : STR(""), str_from(HOMES[i].type), "type of %s", HOMES[i].path);
		ok(entry.type_index == HOMES[i].index, "whether %s opens an index", HOMES[i].path);
		arena_release(&entry.arena);
	}
}

/* ---- splitting ---- */

struct split {
	const char *text, *yaml;
	bool found, closed;
	size_t body_offset;
	uint32_t body_line;
};

static const struct split SPLITS[] = {
	{"---\na: b\n---\nText\n", "a: b\n", true, true, 13, 4},
	{"---\r\na: b\r\n---\r\nText\r\n", "a: b\r\n", true, true, 16, 4},
	{"\xef\xbb\xbf---\na: b\n---\n", "a: b\n", true, true, 16, 4},
	{"---\n---\n", "", true, true, 8, 3},
	{"--- \na: b\n---  \nText", "a: b\n", true, true, 16, 4},
	{"---\na: b\n---", "a: b\n", true, true, 12, 4},
	{"---\na: b\n----\n---x\n--\n ---\n---\n", "a: b\n----\n---x\n--\n ---\n", true, true, 31, 8},
	{"Text\n", "", false, false, 0, 1},
	{"\xef\xbb\xbfText\n", "", false, false, 3, 1},
	{"", "", false, false, 0, 1},
	{"\n---\na: b\n---\n", "", false, false, 0, 1},
	{"----\na: b\n", "", false, false, 0, 1},
	{"---\na: b\n", "a: b\n", true, false, 9, 3},
	{"---", "", true, false, 3, 2},
};

static void test_splits(void)
{
	for (size_t i = 0; i < COUNT_OF(SPLITS); i++) {
		struct front_matter front = front_matter_split(str_from(SPLITS[i].text));

		is_str(front.yaml, str_from(SPLITS[i].yaml), "split %zu: the front matter", i);
		ok(front.found == SPLITS[i].found && front.closed == SPLITS[i].closed, "split %zu: whether it is there", i);
		is_int(front.body_offset, SPLITS[i].body_offset, "split %zu: where the text begins", i);
		is_int(front.body_line, SPLITS[i].body_line, "split %zu: in which line", i);
	}
}

/* ---- what is wrong ---- */

struct bad {
	const char *path, *text;
	enum diag_code code;
	uint32_t line, column;
	const char *message;
};

#define CASE(text) "content/cases/x.md", "---\ntitle: A\n" text "---\n"
#define TERM(text) "content/terms/x.md", "---\ntitle: A\ndefinition: B\ntags: [new]\n" text "---\n"

static const struct bad BAD[] = {
	/* the front matter as a whole */
	{"content/cases/x.md", "", DIAG_ENTRY_TITLE, 1, 1, "the entry has no title; add `title:` to its front matter"},
	{"content/cases/x.md", "# Text\n", DIAG_ENTRY_TITLE, 1, 1,
		"the entry has no title; add `title:` to its front matter"},
	{"content/cases/x.md", "---\n---\n", DIAG_ENTRY_TITLE, 1, 1,
		"the entry has no title; add `title:` to its front matter"},
	{"content/cases/x.md", "---\nsummary: B\ntitle:\n---\n", DIAG_ENTRY_TITLE, 3, 1,
		"the entry has no title; add `title:` to its front matter"},
	{"content/cases/x.md", "---\ntitle: \"  \\t  \"\n---\n", DIAG_ENTRY_TITLE, 2, 1,
		"the entry has no title; add `title:` to its front matter"},
	{"content/cases/x.md", "---\ntitle: [A]\n---\n", DIAG_FIELD_TYPE, 2, 8, "\"title\" takes one value, not a list"},
	{"content/cases/x.md", "---\ntitle: {en: A}\n---\n", DIAG_FIELD_TYPE, 2, 8, "\"title\" takes a text, not a map"},
	{"content/cases/x.md", "---\ntitle: A\n\nText\n", DIAG_FRONT_MATTER_UNCLOSED, 1, 1,
		"the front matter that opens here is never closed; put a line with --- behind it"},
	{"content/cases/x.md", "---\n- title\n---\n", DIAG_FIELD_TYPE, 2, 1,
		"the front matter is made of lines like \"key: value\", not of a list"},
	{"content/cases/x.md", "---\njust words\n---\n", DIAG_FIELD_TYPE, 2, 1,
		"the front matter is made of lines like \"key: value\", not of a text"},
	{"content/terms/x.md", "---\ntitle: A: B\ndefinition: C\n---\n", DIAG_YAML_SYNTAX, 2, 9,
		"\": \" inside a text; put the text in quotes"},
	{"content/terms/x.md", "---\ntitle: \"A\n---\n", DIAG_YAML_SYNTAX, 2, 8,
		"the quotation mark that opens here is never closed"},
	{CASE("title: B\n"), DIAG_YAML_DUPLICATE_KEY, 3, 1, "\"title\" stands here twice, first in line 2; delete one"},
	{"content/case/x.md", "---\ntitle: A\n---\n", DIAG_ENTRY_TYPE, 1, 1,
		"no type owns the folder content/case; did you mean \"cases\"?"},
	/* keys */
	{CASE("sumary: B\n"), DIAG_FIELD_UNKNOWN, 3, 1,
		"the type \"case\" has no field \"sumary\"; did you mean \"summary\"?"},
	{CASE("Summary: B\n"), DIAG_FIELD_UNKNOWN, 3, 1,
		"the type \"case\" has no field \"Summary\"; did you mean \"summary\"?"},
	{CASE("regoin: MENA\n"), DIAG_FIELD_UNKNOWN, 3, 1,
		"the type \"case\" has no field \"regoin\"; did you mean \"region\"?"},
	{CASE("xyzzy: B\n"), DIAG_FIELD_UNKNOWN, 3, 1, "the type \"case\" has no field \"xyzzy\""},
	{"content/map.md", "---\ntitle: A\nregion: MENA\n---\n", DIAG_FIELD_UNKNOWN, 3, 1,
		"a page without a type has no field \"region\""},
	{"content/terms/index.md", "---\ndefinition: A\n---\n", DIAG_FIELD_UNKNOWN, 2, 1,
		"a page without a type has no field \"definition\""},
	{TERM("cases: [x]\n"), DIAG_REF_INVERSE, 5, 1,
		"\"cases\" is never written: it follows from \"norms\" of the type \"case\"; write the relation there"},
	{"content/terms/x.md", "---\ntitle: A\ntags: [new]\n---\n", DIAG_FIELD_REQUIRED, 1, 1,
		"\"definition\" is missing; every entry of the type \"term\" needs it"},
	{"content/terms/x.md", "---\ntitle: A\ndefinition:\ntags: [new]\n---\n", DIAG_FIELD_REQUIRED, 3, 1,
		"\"definition\" is empty; every entry of the type \"term\" needs it"},
	{"content/terms/x.md", "---\ntitle: A\ndefinition: B\ntags: []\n---\n", DIAG_FIELD_REQUIRED, 4, 1,
		"\"tags\" is empty; every entry of the type \"term\" needs it"},
	{"content/terms/x.md", "---\ntitle: A\ndefinition: [B]\ntags: [new]\n---\n", DIAG_FIELD_TYPE, 3, 13,
		"\"definition\" takes one value, not a list"},
	/* reserved ones */
	{CASE("summary: 123456789012345678901\n"), DIAG_FIELD_LENGTH, 3, 10,
		"\"summary\" has 21 characters; at most 20 are allowed"},
	{CASE("number: 0\n"), DIAG_FIELD_RANGE, 3, 9, "\"number\" is a whole number from 1 to 999999999, not 0"},
	{CASE("number: -1\n"), DIAG_FIELD_RANGE, 3, 9, "\"number\" is a whole number from 1 to 999999999, not -1"},
	{CASE("number: 1.5\n"), DIAG_FIELD_RANGE, 3, 9, "\"number\" is a whole number from 1 to 999999999, not 1.5"},
	{CASE("number: 4294967297\n"), DIAG_FIELD_RANGE, 3, 9,
		"\"number\" is a whole number from 1 to 999999999, not 4294967297"},
	{CASE("number: 1e300\n"), DIAG_FIELD_RANGE, 3, 9, "\"number\" is a whole number from 1 to 999999999, not 1e+300"},
	{CASE("number: 0x10\n"), DIAG_FIELD_TYPE, 3, 9, "\"number\" takes a number, not \"0x10\""},
	{CASE("draft: maybe\n"), DIAG_FIELD_TYPE, 3, 8, "\"draft\" takes true or false, not \"maybe\""},
	{CASE("draft: yes\n"), DIAG_FIELD_TYPE, 3, 8, "\"draft\" takes true or false, not \"yes\""},
	{CASE("autolink: [true]\n"), DIAG_FIELD_TYPE, 3, 11, "\"autolink\" takes one value, not a list"},
	{CASE("weight: heavy\n"), DIAG_FIELD_TYPE, 3, 9, "\"weight\" takes a number, not \"heavy\""},
	{CASE("weight: 1000001\n"), DIAG_FIELD_RANGE, 3, 9,
		"\"weight\" is a whole number from -1000000 to 1000000, not 1000001"},
	{CASE("lang: \"en\\\" x\"\n"), DIAG_LANG_INVALID, 3, 7,
		"\"en\" x\" is no language tag; write ru, zh-Hans or ru-Latn"},
	{CASE("template: ../x.html\n"), DIAG_FIELD_TYPE, 3, 11,
		"\"template\" takes the name of a file in templates/, such as case.html, not \"../x.html\""},
	{CASE("template: /etc/passwd\n"), DIAG_FIELD_TYPE, 3, 11,
		"\"template\" takes the name of a file in templates/, such as case.html, not \"/etc/passwd\""},
	{CASE("updated: yesterday\n"), DIAG_FIELD_DATE, 3, 10,
		"\"yesterday\" is no date; write 2015-09-30, 2015-09, 2015, 1988~, 18XX or 2021-23"},
	{CASE("updated: 2015/2016\n"), DIAG_FIELD_DATE, 3, 10,
		"\"2015/2016\" is no date; this is a period, but one date is wanted"},
	{CASE("tags: {a: b}\n"), DIAG_FIELD_TYPE, 3, 7, "\"tags\" takes texts, not a map"},
	{CASE("tags: [a, \"\"]\n"), DIAG_FIELD_TYPE, 3, 11, "\"tags\" has an empty item; delete it"},
	{"content/terms/x.md", "---\ntitle: A\ndefinition: B\ntags: [nwe]\n---\n", DIAG_FIELD_CHOICE, 4, 8,
		"\"nwe\" is no choice for \"tags\"; did you mean \"new\"?"},
	{CASE("aliases: [http://a.org/x]\n"), DIAG_ALIAS_INVALID, 3, 11,
		"\"http://a.org/x\" is no old address inside the site; write it like terms/old-name.html"},
	{CASE("aliases: [../x.html]\n"), DIAG_ALIAS_INVALID, 3, 11,
		"\"../x.html\" is no old address inside the site; write it like terms/old-name.html"},
	{CASE("aliases: [a/../../x]\n"), DIAG_ALIAS_INVALID, 3, 11,
		"\"a/../../x\" is no old address inside the site; write it like terms/old-name.html"},
	{CASE("aliases: [//a.org/x]\n"), DIAG_ALIAS_INVALID, 3, 11,
		"\"//a.org/x\" is no old address inside the site; write it like terms/old-name.html"},
	{CASE("aliases: [x?y]\n"), DIAG_ALIAS_INVALID, 3, 11,
		"\"x?y\" is no old address inside the site; write it like terms/old-name.html"},
	{CASE("aliases: ['x#y']\n"), DIAG_ALIAS_INVALID, 3, 11,
		"\"x#y\" is no old address inside the site; write it like terms/old-name.html"},
	{CASE("aliases: ['a\\b']\n"), DIAG_ALIAS_INVALID, 3, 11,
		"\"a\\b\" is no old address inside the site; write it like terms/old-name.html"},
	{CASE("aliases: {a: b}\n"), DIAG_FIELD_TYPE, 3, 10, "\"aliases\" takes a text, not a map"},
	{CASE("anchors: [a]\n"), DIAG_FIELD_TYPE, 3, 10,
		"\"anchors\" takes a map from old anchors to new ones, not a list"},
	{CASE("anchors: {a: [b]}\n"), DIAG_FIELD_TYPE, 3, 14, "a new anchor is a text, not a list"},
	{CASE("anchors: {a b: c}\n"), DIAG_ANCHOR_INVALID, 3, 11,
		"\"a b\" is no anchor; write letters, digits and hyphens, as in old-heading"},
	{CASE("anchors: {a: \"<b>\"}\n"), DIAG_ANCHOR_INVALID, 3, 14,
		"\"<b>\" is no anchor; write letters, digits and hyphens, as in old-heading"},
	{CASE("forms: {one: two}\n"), DIAG_FIELD_TYPE, 3, 8, "\"forms\" takes a list of texts, not a map"},
	{CASE("forms: [a, \" \"]\n"), DIAG_FIELD_TYPE, 3, 12, "\"forms\" has an empty item; delete it"},
	{CASE("forms: [[a]]\n"), DIAG_FIELD_TYPE, 3, 9, "\"forms\" takes one value, not a list"},
	{CASE("forms: [{form: a, lang: \"?\"}]\n"), DIAG_LANG_INVALID, 3, 25,
		"\"?\" is no language tag; write ru, zh-Hans or ru-Latn"},
	{CASE("forms: [{text: a, form: b}]\n"), DIAG_FIELD_UNKNOWN, 3, 10, "\"forms\" has no field \"text\""},
	{CASE("sources: [{locator: 12}]\n"), DIAG_FIELD_REQUIRED, 3, 11, "\"key\" is missing; \"sources\" needs it"},
	{CASE("sources:\n  - {key: a, page: 12}\n"), DIAG_FIELD_UNKNOWN, 4, 14, "\"sources\" has no field \"page\""},
	{CASE("sources: [[a]]\n"), DIAG_FIELD_TYPE, 3, 11, "\"sources\" takes a map of fields, not a list"},
	{CASE("sources: [a, \"\"]\n"), DIAG_FIELD_TYPE, 3, 14, "\"sources\" has an empty item; delete it"},
};

static void test_bad(struct fixture *f)
{
	for (size_t i = 0; i < COUNT_OF(BAD); i++) {
		const struct bad *bad = &BAD[i];
		const struct entry *entry = parse(f, bad->path, bad->text);
		struct diag diag = is_one_diag(&f->diags, i, bad->code, bad->line, bad->column, bad->message);

		is_str(diag.path, str_from(bad->path), "bad %zu: its path", i);
		ok(entry->title.len > 0 && entry->form_count > 0 && entry->front, "bad %zu: the entry can be used", i);
	}
}

/* ---- what is right ---- */

static void test_empty(struct fixture *f)
{
	const struct entry *entry = parse(f, "content/cases/no-name.md", "Text\n");

	is_str(entry->title, STR("no-name"), "the file's name instead of a title");
	is_str(entry->lang, STR("en"), "the handbook's language");
	is_str(entry->template, STR(""), "no template of its own");
	is_int(entry->front->kind, VALUE_MAP, "an empty front matter is a map");
	is_int(entry->body_line, 1, "the text begins at once");
	entry = parse(f, "content/index.md", "Welcome\n");
	is_str(entry->title, STR("Tiny handbook"), "home is called as the handbook is");
	is_int(f->diags.count, 0, "without a word");
	entry = parse(f, "content/terms/index.md", "These are terms.\n");
	is_str(entry->title, STR("Terms"), "an index page as its type is");
	is_int(f->diags.count, 0, "without a word");
	parse(f, "content/guides/index.md", "Text\n");
	is_int(f->diags.count, 1, "but not one of a folder without a type");
}

static const char RICH[] =
	"\xef\xbb\xbf---\r\ntitle: No\r\nsummary: Short.\r\nnumber: 17\r\ndraft: true\r\n"
	"aliases: [/cases/old, cases/older.html, old.md, cases/oldest/, a/../b]\r\n"
	"anchors: {\"#old\": new, x-1: y}\r\n"
	"forms: [R2P, RtoP, \"  the duty \", {form: миротворчество, lang: ru}, UN Charter]\r\n"
	"autolink: true\r\n"
	"sources:\r\n  - lewis-2022\r\n  - \"@casier-2022, sec. 2, n. 3\"\r\n  - {key: alieva-2024, locator: 12, note: See "
	"there.}\r\n"
	"lang: ru\r\ntags: [b, a, b]\r\ntemplate: special/case.html\r\nweight: -3\r\nupdated: 2024-05\r\n"
	"period: 1994/..\r\nregion: MENA\r\nnorms: [norm, terms/rule]\r\n"
	"claims:\r\n  - {text: One, by: norm}\r\n  - text: Two\r\n    by: other\r\n---\r\n\r\nText.\r\n";

static void test_rich(struct fixture *f)
{
	const struct entry *entry = parse_bytes(f, "content/cases/x.md", RICH, sizeof(RICH) - 1);
	static const char *const ALIASES[] = {
		"cases/old.html", "cases/older.html", "old.html", "cases/oldest/index.html", "b.html"};
	static const char *const REFS[] = {"norm", "terms/rule", "norm", "other"};

	is_int(f->diags.count, 0, "nothing to say about a rich entry");
	for (size_t i = 0; i < f->diags.count; i++)
		diagnostic("%u:%u %.*s", f->diags.items[i].place.line, f->diags.items[i].place.column,
			STR_ARG(f->diags.items[i].message));
	is_str(entry->title, STR("No"), "No stays a text");
	ok(entry->title_place.line == 2 && entry->title_place.column == 8, "the title knows its place");
	is_str(entry->summary, STR("Short."), "summary");
	is_int(entry->number, 17, "number");
	ok(entry->draft && entry->autolink && entry->autolink_set, "draft and autolink");
	is_str(entry->lang, STR("ru"), "lang");
	is_str(entry->template, STR("special/case.html"), "template");
	is_int(entry->weight, -3, "weight");
	ok(entry->updated.year == 2024 && entry->updated.month == 5, "updated");
	is_int(entry->tag_count, 2, "a tag given twice counts once");
	is_str(entry->tags[0], STR("b"), "tags in their order");
	is_int(entry->alias_count, COUNT_OF(ALIASES), "aliases");
	for (size_t i = 0; i < entry->alias_count; i++)
		is_str(entry->aliases[i].address, str_from(ALIASES[i]), "alias %zu", i);
	ok(entry->aliases[1].place.line == 6 && entry->aliases[1].place.column == 23, "an alias knows its place");
	is_int(entry->anchor_count, 2, "anchors");
	is_str(entry->anchors[0].from, STR("old"), "an anchor without its #");
	is_str(entry->anchors[0].to, STR("new"), "where it has gone");
	is_int(entry->source_count, 3, "sources");
	is_str(entry->sources[0].key, STR("lewis-2022"), "a key alone");
	is_str(entry->sources[1].key, STR("casier-2022"), "a key without its @");
	is_str(entry->sources[1].locator, STR("sec. 2, n. 3"), "what follows the comma is the locator");
	is_str(entry->sources[2].note, STR("See there."), "a note");
	ok(entry->sources[2].place.line == 13 && entry->sources[2].place.column == 11, "a source knows its place");
	is_int(entry->ref_count, COUNT_OF(REFS), "refs, also inside records");
	for (size_t i = 0; i < entry->ref_count; i++)
		is_str(entry->refs[i].name, str_from(REFS[i]), "ref %zu", i);
	ok(entry->refs[1].place.line == 21 && entry->refs[1].place.column == 15, "a ref knows its place");
	ok(entry->refs[0].field == schema_field(entry->type, STR("norms")), "and its field");
	ok(entry->refs[2].field == &schema_field(entry->type, STR("claims"))->fields[1], "also in a record");
	is_int(entry->body_line, 27, "where the text begins");
	is_str(str_from_index(entry->source->bytes, entry->body_offset), STR("\r\nText.\r\n"), "and its bytes");
	is_int(value_get(entry->front, STR("norms"))->list.count, 2, "the front matter is kept");
	is_int(value_get(entry->front, STR("draft"))->kind, VALUE_BOOL, "with values of their kind");
}

static void test_forms(struct fixture *f)
{
	const struct entry *entry = parse_bytes(f, "content/cases/x.md", RICH, sizeof(RICH) - 1);
	static const char *const FORMS[] = {"No", "R2P", "RtoP", "the duty", "миротворчество", "UN Charter"};
	static const bool ACRONYMS[] = {false, true, true, false, false, false};

	is_int(entry->form_count, COUNT_OF(FORMS), "forms, the title first");
	for (size_t i = 0; i < entry->form_count && i < COUNT_OF(FORMS); i++) {
		is_str(entry->forms[i].text, str_from(FORMS[i]), "form %zu", i);
		ok(entry->forms[i].acronym == ACRONYMS[i], "form %zu: whether it is an acronym", i);
		ok(entry->forms[i].title == (i == 0), "form %zu: whether it is the title", i);
	}
	ok(entry->forms[3].place.line == 8 && entry->forms[3].place.column == 20, "a form knows its place");
	entry = parse(f, TERM("forms: one\n"));
	ok(entry->autolink && !entry->autolink_set, "terms of a glossary are linked unless they say otherwise");
	is_int(entry->form_count, 2, "a single form without a list");
	entry = parse(f, TERM("autolink: false\n"));
	ok(!entry->autolink && entry->autolink_set, "as this one does");
	entry = parse(f, CASE("draft: \"true\"\nnumber: \"12\"\n"));
	ok(entry->draft && entry->number == 12 && f->diags.count == 0, "quotes do not matter where the schema speaks");
	ok(!entry->autolink, "entries without that role are not linked");
}

static void test_acronyms(void)
{
	static const char *const ACRONYMS[] = {"R2P", "UN", "RtoP", "UNSC", "G20", "ООН", "P5", "COVID-19"};
	static const char *const OTHERS[] = {"", "Russia", "a1", "UN Charter", "r2p", "X", "2022", "和平", "Nato"};

	for (size_t i = 0; i < COUNT_OF(ACRONYMS); i++)
		ok(form_is_acronym(str_from(ACRONYMS[i])), "an acronym: %s", ACRONYMS[i]);
	for (size_t i = 0; i < COUNT_OF(OTHERS); i++)
		ok(!form_is_acronym(str_from(OTHERS[i])), "no acronym: %s", OTHERS[i]);
}

/* What cannot be read to its end is told once: nobody misses what may stand behind it. */
static void test_broken(struct fixture *f)
{
	const struct entry *entry = parse(f, "content/terms/x.md", "---\ntitle: A\nforms: [b, c\nnumber: 3\n---\n");

	is_int(f->diags.count, 1, "one diagnostic for a list that is not closed");
	is_str(entry->title, STR("A"), "what stands before it is kept");
	is_int(entry->form_count, 1, "it itself is not");
	entry = parse(f, "content/terms/x.md", "---\ntitle: *name\ndefinition: !x y\ntags: [&a new]\n---\n");
	is_int(f->diags.count, 3, "one for each alias, tag and anchor");
	is_str(entry->title, STR("x"), "an alias gives no title");
}

int main(void)
{
	struct fixture f;

	begin(&f);
	is_int(f.diags.count, 0, "the settings are right");
	test_homes(&f);
	test_splits();
	test_bad(&f);
	test_empty(&f);
	test_rich(&f);
	test_forms(&f);
	test_acronyms();
	test_broken(&f);
	end(&f);
	return done_testing();
}
