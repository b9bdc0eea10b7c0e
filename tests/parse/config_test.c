#include "parse/config.h"

#include <string.h>

#include "one_diag.h"

static const struct str PATH = STR_INIT("site.yaml");

static void read(struct arena *arena, struct config *config, const char *yaml, struct diags *diags)
{
	parse_config(arena, config, str_from(yaml), PATH, diags);
}

/* ---- what is wrong ---- */

struct bad {
	const char *yaml;
	enum diag_code code;
	uint32_t line, column;
	const char *message;
};

#define TITLE "title: T\n"
#define TYPE(text) "title: T\ntypes:\n  a:\n    folder: as\n" text
#define FIELD(text) "title: T\ntypes:\n  a:\n    folder: as\n    fields:\n      f: " text "\n"

static const struct bad BAD[] = {
	/* the top level */
	{"", DIAG_SITE_VALUE, 1, 1, "the handbook has no title; add `title:` to site.yaml"},
	{"lang: en\n", DIAG_SITE_VALUE, 1, 1, "the handbook has no title; add `title:` to site.yaml"},
	{"lang: en\ntitle: \"  \"\n", DIAG_SITE_VALUE, 2, 1, "the handbook has no title; add `title:` to site.yaml"},
	{"- title: T\n", DIAG_SITE_VALUE, 1, 1, "\"site.yaml\" takes a map, not a list"},
	{"title: [T]\n", DIAG_SITE_VALUE, 1, 8, "\"title\" takes a text, not a list"},
	{"title: {en: T}\n", DIAG_SITE_VALUE, 1, 8, "\"title\" takes a text, not a map"},
	{TITLE "glosary: {link: all}\n", DIAG_SITE_KEY, 2, 1,
		"site.yaml has no key \"glosary\"; did you mean \"glossary\"?"},
	{TITLE "xyzzy: 1\n", DIAG_SITE_KEY, 2, 1, "site.yaml has no key \"xyzzy\""},
	{TITLE "license: MIT\n", DIAG_SITE_KEY, 2, 1, "site.yaml has no key \"license\"; did you mean \"licence\"?"},
	{TITLE "lang: english!\n", DIAG_SITE_VALUE, 2, 7, "\"english!\" is no language tag; write en, ru or zh-Hans"},
	{TITLE "base_url: example.org\n", DIAG_SITE_VALUE, 2, 11,
		"\"base_url\" takes an absolute address such as https://example.org/handbook/, not \"example.org\""},
	{TITLE "base_url: javascript:alert(1)//\n", DIAG_SITE_VALUE, 2, 11,
		"\"base_url\" takes an absolute address such as https://example.org/handbook/, not \"javascript:alert(1)//\""},
	{TITLE "base_url: https://a.org/?x\n", DIAG_SITE_VALUE, 2, 11,
		"\"base_url\" takes an absolute address such as https://example.org/handbook/, not \"https://a.org/?x\""},
	{TITLE "base_url: https:///x\n", DIAG_SITE_VALUE, 2, 11,
		"\"base_url\" takes an absolute address such as https://example.org/handbook/, not \"https:///x\""},
	{TITLE "repository: git@example.org:x\n", DIAG_SITE_VALUE, 2, 13,
		"\"repository\" takes an address that begins with https:// or http://, not \"git@example.org:x\""},
	{TITLE "authors: [{name: A, orcid: 12}]\n", DIAG_SITE_VALUE, 2, 28,
		"\"orcid\" takes an identifier such as 0000-0002-1825-0097, not \"12\""},
	{TITLE "authors: [{url: https://a.org}]\n", DIAG_SITE_VALUE, 2, 11, "an author needs a `name`"},
	{TITLE "authors: [{nmae: A, name: B}]\n", DIAG_SITE_KEY, 2, 12,
		"an author has no key \"nmae\"; did you mean \"name\"?"},
	{TITLE "authors: [[A]]\n", DIAG_SITE_VALUE, 2, 11, "an item of \"authors\" is a text, not a list"},
	{TITLE "nav: {a: b}\n", DIAG_SITE_VALUE, 2, 6, "\"nav\" takes a list, not a map"},
	{TITLE "nav:\n  - {label: X}\n", DIAG_SITE_VALUE, 3, 5, "an item of nav needs an `id`"},
	{TITLE "nav:\n  - [X]\n", DIAG_SITE_VALUE, 3, 5, "an item of \"nav\" is a text, not a list"},
	{TITLE "nav: [a, \"\"]\n", DIAG_SITE_VALUE, 2, 10, "\"nav\" has an empty item; delete it"},
	{TITLE "glossary: all\n", DIAG_SITE_VALUE, 2, 11, "\"glossary\" takes a map, not a text"},
	{TITLE "glossary: {link: first-per-pag}\n", DIAG_SITE_VALUE, 2, 18,
		"\"link\" cannot be \"first-per-pag\"; did you mean \"first-per-page\"?"},
	{TITLE "glossary: {link: xyzzyx}\n", DIAG_SITE_VALUE, 2, 18,
		"\"link\" cannot be \"xyzzyx\"; write first-per-section, first-per-page, all or none"},
	{TITLE "glossary: {links: all}\n", DIAG_SITE_KEY, 2, 12, "glossary has no key \"links\"; did you mean \"link\"?"},
	{TITLE "citations: {style: apa}\n", DIAG_SITE_VALUE, 2, 20, "\"style\" cannot be \"apa\"; write author-date"},
	{TITLE "markdown: {raw_html: yes}\n", DIAG_SITE_VALUE, 2, 22, "\"raw_html\" takes true or false, not \"yes\""},
	{TITLE "markdown: {raw-html: true}\n", DIAG_SITE_KEY, 2, 12,
		"markdown has no key \"raw-html\"; did you mean \"raw_html\"?"},
	{TITLE "callouts: {CLAIM: [x]}\n", DIAG_SITE_VALUE, 2, 19, "\"CLAIM\" takes a text, not a list"},
	{TITLE "callouts: {CLAIM: {lable: x}}\n", DIAG_SITE_KEY, 2, 20,
		"a callout has no key \"lable\"; did you mean \"label\"?"},
	{TITLE "callouts: {\"A B\": x}\n", DIAG_SITE_VALUE, 2, 12,
		"\"A B\" is no name: write letters, digits, \"_\" and \"-\", a letter first"},
	{TITLE "callouts: claim\n", DIAG_SITE_VALUE, 2, 11, "\"callouts\" takes a map, not a text"},
	{TITLE "outputs: [search, pdf]\n", DIAG_SITE_VALUE, 2, 19,
		"\"outputs\" cannot be \"pdf\"; write search, data, print, entries, feed, sitemap, hosts or gzip"},
	{TITLE "outputs: {prnt: true}\n", DIAG_SITE_VALUE, 2, 11,
		"\"outputs\" cannot be \"prnt\"; did you mean \"print\"?"},
	{TITLE "limits: {nesting: -1}\n", DIAG_SITE_VALUE, 2, 19,
		"\"nesting\" takes a whole number from 1 to 100, not \"-1\""},
	{TITLE "limits: {nesting: 101}\n", DIAG_SITE_VALUE, 2, 19,
		"\"nesting\" takes a whole number from 1 to 100, not \"101\""},
	{TITLE "limits: {entry_bytes: 1e99}\n", DIAG_SITE_VALUE, 2, 23,
		"\"entry_bytes\" takes a whole number from 1024 to 67108864, not \"1e99\""},
	{TITLE "rules: {link-unknwon: ignore}\n", DIAG_SITE_KEY, 2, 9,
		"there is no diagnostic \"link-unknwon\"; did you mean \"link-unknown\"?"},
	{TITLE "rules: {link-unknown: fatal}\n", DIAG_SITE_VALUE, 2, 23,
		"\"link-unknown\" cannot be \"fatal\"; write ignore, warn or error"},
	{TITLE "words: {e: {x: y}}\n", DIAG_SITE_KEY, 2, 9,
		"words stand under the tag of their language, such as en; \"e\" is none"},
	{TITLE "words: {en: {x: [y]}}\n", DIAG_SITE_VALUE, 2, 17, "\"x\" takes a text, not a list"},
	{TITLE "words: {en: x}\n", DIAG_SITE_VALUE, 2, 13, "\"en\" takes a map, not a text"},
	{TITLE "params: [a]\n", DIAG_SITE_VALUE, 2, 9, "\"params\" takes a map, not a list"},
	{TITLE "lang: en\nlang: ru\n", DIAG_YAML_DUPLICATE_KEY, 3, 1,
		"\"lang\" stands here twice, first in line 2; delete one"},
	{TITLE "params: &p {a: b}\n", DIAG_YAML_ANCHOR, 2, 9,
		"the anchor \"&p\" has no use here; delete it, or put the text in quotes"},
	{"title: \"T\ntypes: {}\n", DIAG_YAML_SYNTAX, 1, 8, "the quotation mark that opens here is never closed"},

	/* types */
	{TITLE "types: [a]\n", DIAG_SITE_VALUE, 2, 8, "\"types\" takes a map, not a list"},
	{TITLE "types: {a: b}\n", DIAG_SITE_VALUE, 2, 12, "\"a\" takes a map, not a text"},
	{TITLE "types:\n  \"<b>\": {folder: x}\n", DIAG_SITE_VALUE, 3, 3,
		"\"<b>\" is no name: write letters, digits, \"_\" and \"-\", a letter first"},
	{TITLE "types:\n  a: {letter: A}\n", DIAG_SITE_TYPE, 3, 3,
		"the type \"a\" needs the `folder` of its entries, or the `file` of its records"},
	{TITLE "types:\n  a: {folder: x, file: x.yaml, page: p}\n", DIAG_SITE_TYPE, 3, 18,
		"the type \"a\" has both `folder` and `file`; keep one"},
	{TITLE "types:\n  a: {file: x.yaml}\n", DIAG_SITE_TYPE, 3, 7,
		"the type \"a\" needs the id of a `page` on which its records stand"},
	{TITLE "types:\n  a: {folder: x, page: p}\n", DIAG_SITE_TYPE, 3, 18,
		"\"page\" is for types whose entries share a `file`"},
	{TITLE "types:\n  a: {file: x.md, page: p}\n", DIAG_SITE_TYPE, 3, 13,
		"a `file` of records ends in .yaml, unlike \"x.md\""},
	{TITLE "types:\n  a: {folder: ../x}\n", DIAG_SITE_VALUE, 3, 15,
		"\"folder\" takes a path inside content/, not \"../x\""},
	{TITLE "types:\n  a: {folder: /etc}\n", DIAG_SITE_VALUE, 3, 15,
		"\"folder\" takes a path inside content/, not \"/etc\""},
	{TITLE "types:\n  a: {folder: .}\n", DIAG_SITE_VALUE, 3, 15, "\"folder\" takes a path inside content/, not \".\""},
	{TITLE "types:\n  a: {foldr: x, folder: y}\n", DIAG_SITE_KEY, 3, 7,
		"a type has no key \"foldr\"; did you mean \"folder\"?"},
	{TYPE("    template: ../x.html\n"), DIAG_SITE_VALUE, 5, 15,
		"\"template\" takes the name of a file in templates/, such as case.html, not \"../x.html\""},
	{TYPE("    template: case\n"), DIAG_SITE_VALUE, 5, 15,
		"\"template\" takes the name of a file in templates/, such as case.html, not \"case\""},
	{TYPE("    letter: ABCDE\n"), DIAG_SITE_VALUE, 5, 13, "\"letter\" takes at most four characters, not \"ABCDE\""},
	{TYPE("    means: 'schema:'\n"), DIAG_SITE_VALUE, 5, 12,
		"\"means\" of a type takes a class of schema.org, such as schema:Person, not \"schema:\""},
	{TYPE("    means: schema:person\n"), DIAG_SITE_VALUE, 5, 12,
		"\"means\" of a type takes a class of schema.org, such as schema:Person, not \"schema:person\""},
	{TYPE("    means: 'schema:A b'\n"), DIAG_SITE_VALUE, 5, 12,
		"\"means\" of a type takes a class of schema.org, such as schema:Person, not \"schema:A b\""},
	{TYPE("    means: skos:Concept\n"), DIAG_SITE_VALUE, 5, 12,
		"\"means\" of a type takes a class of schema.org, such as schema:Person, not \"skos:Concept\""},
	{TYPE("    role: glosary\n"), DIAG_SITE_VALUE, 5, 11, "\"role\" cannot be \"glosary\"; did you mean \"glossary\"?"},
	{TYPE("    role: glossary\n"), DIAG_SITE_TYPE, 5, 11,
		"a glossary needs a field for its definitions; add "
		"`definition: {type: text, required: true, means: skos:definition}`"},
	{TYPE("    label: {on: A}\n"), DIAG_SITE_KEY, 5, 13, "a label has no key \"on\"; did you mean \"one\"?"},
	{TYPE("    label: [A]\n"), DIAG_SITE_VALUE, 5, 12, "\"label\" takes a text, not a list"},
	{TYPE("  b:\n    folder: as\n"), DIAG_SITE_TYPE, 6, 13,
		"the types \"a\" and \"b\" both have their entries in content/as"},
	{TYPE("  b:\n    folder: As/\n"), DIAG_SITE_TYPE, 6, 13,
		"the types \"a\" and \"b\" both have their entries in content/as"},
	{TYPE("  b:\n    folder: as/bs\n"), DIAG_SITE_TYPE, 6, 13,
		"the entries of \"b\" would lie inside those of \"a\"; choose a folder beside it"},
	{TYPE("  b:\n    file: as.yaml\n    page: p\n"), DIAG_SITE_TYPE, 6, 11,
		"the types \"a\" and \"b\" both have their entries in content/as"},
	{TYPE("    letter: A\n  b:\n    folder: bs\n    letter: A\n"), DIAG_SITE_TYPE, 8, 13,
		"the type \"a\" has the letter \"A\" already"},

	/* fields */
	{FIELD("[text]"), DIAG_SITE_VALUE, 6, 10, "\"f\" takes a map, not a list"},
	{FIELD("bolean"), DIAG_SITE_VALUE, 6, 10, "\"f\" cannot be \"bolean\"; did you mean \"boolean\"?"},
	{FIELD("{type: bolean}"), DIAG_SITE_VALUE, 6, 17, "\"type\" cannot be \"bolean\"; did you mean \"boolean\"?"},
	{FIELD("{required: true}"), DIAG_SITE_TYPE, 6, 7, "the field \"f\" has no `type`"},
	{FIELD("{type: text, requierd: true}"), DIAG_SITE_KEY, 6, 23,
		"a field has no key \"requierd\"; did you mean \"required\"?"},
	{FIELD("{type: text, required: 1}"), DIAG_SITE_VALUE, 6, 33, "\"required\" takes true or false, not \"1\""},
	{FIELD("{type: text, max: 0}"), DIAG_SITE_VALUE, 6, 28,
		"\"max\" takes a whole number from 1 to 1000000, not \"0\""},
	{FIELD("{type: text, max: 99999999999999999999}"), DIAG_SITE_VALUE, 6, 28,
		"\"max\" takes a whole number from 1 to 1000000, not \"99999999999999999999\""},
	{FIELD("{type: number, max: 5}"), DIAG_SITE_TYPE, 6, 25, "\"max\" has no use in a field of the type number"},
	{FIELD("{type: text, of: [a]}"), DIAG_SITE_TYPE, 6, 23, "\"of\" has no use in a field of the type text"},
	{FIELD("{type: choice}"), DIAG_SITE_TYPE, 6, 7, "the field \"f\" of the type choice needs `of`"},
	{FIELD("{type: choice, of: []}"), DIAG_SITE_TYPE, 6, 7, "the field \"f\" of the type choice needs `of`"},
	{FIELD("{type: choice, of: [a, b, a]}"), DIAG_SITE_VALUE, 6, 36, "the choice \"a\" stands here twice"},
	{FIELD("{type: choice, of: [a, [b]]}"), DIAG_SITE_VALUE, 6, 33, "an item of \"of\" is a text, not a list"},
	{FIELD("{type: choice, of: {}}"), DIAG_SITE_TYPE, 6, 7, "the field \"f\" of the type choice needs `of`"},
	{FIELD("{type: choice, of: {a: [b]}}"), DIAG_SITE_VALUE, 6, 33, "\"a\" takes a text, not a list"},
	{FIELD("{type: record}"), DIAG_SITE_TYPE, 6, 7, "the field \"f\" of the type record needs `fields`"},
	{FIELD("{type: record, fields: {g: {type: txt}}}"), DIAG_SITE_VALUE, 6, 44,
		"\"type\" cannot be \"txt\"; did you mean \"text\"?"},
	{FIELD("{type: ref}"), DIAG_SITE_TYPE, 6, 7, "the field \"f\" of the type ref needs `to`"},
	{FIELD("{type: ref, to: b}"), DIAG_SITE_TYPE, 6, 26, "there is no type \"b\"; did you mean \"a\"?"},
	{FIELD("{type: ref, to: [a, a]}"), DIAG_SITE_TYPE, 6, 30, "the type \"a\" stands here twice"},
	{FIELD("{type: text, to: a}"), DIAG_SITE_TYPE, 6, 23, "\"to\" has no use in a field of the type text"},
	{FIELD("{type: text, inverse: g}"), DIAG_SITE_TYPE, 6, 23, "\"inverse\" has no use in a field of the type text"},
	{FIELD("{type: ref, to: a, inverse: f}"), DIAG_SITE_TYPE, 6, 38,
		"the type \"a\" declares a field \"f\" itself; choose another name for the inverse"},
	{FIELD("{type: ref, to: a, inverse: title}"), DIAG_SITE_TYPE, 6, 38,
		"\"title\" belongs to every entry; choose another name for the inverse"},
	{FIELD("{type: ref, to: a, inverse: \"<b>\"}"), DIAG_SITE_VALUE, 6, 38,
		"\"<b>\" is no name: write letters, digits, \"_\" and \"-\", a letter first"},
	{FIELD("{type: ref, to: a, inverse: g}\n      h: {type: ref, to: a, inverse: g}"), DIAG_SITE_TYPE, 7, 38,
		"\"g\" is the inverse of \"f\" on the type \"a\" already; choose another name"},
	{FIELD("{type: ref, to: a, symmetric: true, inverse: g}"), DIAG_SITE_TYPE, 6, 55,
		"a symmetric field is its own inverse; delete `inverse` or `symmetric`"},
	{FIELD("{type: ref, to: b, symmetric: true}\n  b:\n    folder: bs"), DIAG_SITE_TYPE, 6, 7,
		"\"f\" is symmetric, but the type \"b\" has no symmetric field of that name which leads back"},
	{FIELD("{type: ref, to: b, acyclic: true}\n  b:\n    folder: bs"), DIAG_SITE_TYPE, 6, 7,
		"\"f\" is acyclic, but does not lead to its own type: it can have no cycles"},
	{FIELD("{type: text, means: csl:DIO}"), DIAG_SITE_VALUE, 6, 30,
		"\"means\" takes a word of skos:, csl: or schema:, not \"csl:DIO\"; did you mean \"csl:DOI\"?"},
	{FIELD("{type: text, means: definition}"), DIAG_SITE_VALUE, 6, 30,
		"\"means\" takes a word of skos:, csl: or schema:, not \"definition\""},
	{FIELD("{type: number, means: skos:definition}"), DIAG_SITE_TYPE, 6, 32,
		"a field of the type number cannot mean \"skos:definition\""},
	{FIELD("{type: place, means: csl:issued}"), DIAG_SITE_TYPE, 6, 31,
		"a field of the type place cannot mean \"csl:issued\""},
	{FIELD("text\n      aliases: number"), DIAG_SITE_TYPE, 7, 7,
		"\"aliases\" belongs to every entry and cannot be declared; choose another name"},
	{FIELD("text\n      summary: number"), DIAG_SITE_TYPE, 7, 7,
		"\"summary\" belongs to every entry: it can only be declared as one text"},
	{FIELD("text\n      summary: {type: text, many: true}"), DIAG_SITE_TYPE, 7, 7,
		"\"summary\" belongs to every entry: it can only be declared as one text"},
	{FIELD("text\n      tags: {type: choice, of: [x]}"), DIAG_SITE_TYPE, 7, 7,
		"\"tags\" belongs to every entry: it can only be declared as one tags, or as many choices"},
	{FIELD("text\n      1x: text"), DIAG_SITE_VALUE, 7, 7,
		"\"1x\" is no name: write letters, digits, \"_\" and \"-\", a letter first"},
};

static void test_bad(void)
{
	for (size_t i = 0; i < COUNT_OF(BAD); i++) {
		const struct bad *bad = &BAD[i];
		struct arena arena = {0};
		struct diags diags = {0};
		struct config config;

		read(&arena, &config, bad->yaml, &diags);
		is_one_diag(&diags, i, bad->code, bad->line, bad->column, bad->message);
		diags_release(&diags);
		arena_release(&arena);
	}
}

/* ---- what is right ---- */

static const char WHOLE[] =
	"title: Contested Norms\nsubtitle: A handbook\nlang: en-GB\nbase_url: https://example.org/book\n"
	"repository: https://example.org/git\nedition: First\nlicence: CC BY 4.0\n"
	"authors: [Ann, {name: Bo, orcid: https://orcid.org/0000-0002-1825-0097, url: https://bo.example}]\n"
	"nav:\n  - cases\n  - {id: search, label: Find}\n"
	"types:\n"
	"  case:\n    folder: ./cases/\n    letter: C\n    label: {one: Case, many: Cases}\n    template: case.html\n    "
	"fields:\n"
	"      summary: {type: text, required: true, max: 200, means: schema:description}\n"
	"      use_of_force: text\n"
	"      region: {type: choice, of: [post-Soviet, MENA], label: Where}\n"
	"      norms: {type: ref, to: term, many: true, inverse: cases}\n"
	"      modes:\n        type: record\n        many: true\n        fields:\n"
	"          mode: {type: ref, to: term, required: true, inverse: mode_in}\n"
	"      tags: {type: choice, many: true, of: [x, y]}\n"
	"      see: {type: ref, to: [case, term], inverse: seen_from}\n"
	"  term:\n    folder: terms\n    role: glossary\n    label: Term\n    fields:\n"
	"      definition: markdown\n"
	"      broader: {type: ref, to: term, many: true, inverse: narrower, acyclic: true, means: skos:broader}\n"
	"      related: {type: ref, to: term, many: true, symmetric: true}\n"
	"  источник:\n    folder: sources\n    role: bibliography\n"
	"  event:\n    file: events.yaml\n    page: timeline\n"
	"glossary: {link: first-per-page}\ncitations: {style: author-date}\n"
	"markdown: {raw_html: true, remote_images: true, typography: false}\n"
	"callouts: {CLAIM: {label: Claim}, later: Later on, NOTE: Mark, DISPUTE: }\n"
	"outputs: [print]\nlimits: {entry_bytes: 2048, nesting: 50}\n"
	"rules: {term-unused: ignore, html-raw: error, link-unknown: warn}\n"
	"words: {en: {search: Find}, zh-Hans: {search: 搜索}}\n"
	"params: {colour: red, wide: true, size: 3}\n";

static void test_plain(const struct config *config)
{
	is_str(config->title, STR("Contested Norms"), "title");
	is_str(config->subtitle, STR("A handbook"), "subtitle");
	is_str(config->lang, STR("en-GB"), "lang");
	is_str(config->base_url, STR("https://example.org/book/"), "base_url ends with a slash");
	is_str(config->repository, STR("https://example.org/git"), "repository");
	is_str(config->edition, STR("First"), "edition");
	is_str(config->licence, STR("CC BY 4.0"), "licence");
	is_int(config->author_count, 2, "authors");
	is_str(config->authors[0].name, STR("Ann"), "an author by name alone");
	is_str(config->authors[1].name, STR("Bo"), "an author with more");
	is_int(config->nav_count, 2, "nav");
	is_str(config->nav[0].target, STR("cases"), "its first");
	is_int(config->nav[0].place.line, 10, "its place");
	is_str(config->nav[1].target, STR("search"), "its second");
	is_str(config->nav[1].label, STR("Find"), "with a label");
	is_int(config->link, LINK_FIRST_PER_PAGE, "glossary");
	ok(config->raw_html && config->remote_images && !config->typography, "markdown");
	is_int(config->callout_count, 8, "three more callouts than the built-in five");
	is_str(config->callouts[0].name, STR("NOTE"), "the first built-in one");
	is_str(config->callouts[0].label, STR("Mark"), "a built-in one with a new label");
	is_str(config->callouts[5].name, STR("CLAIM"), "a new one");
	is_str(config->callouts[5].label, STR("Claim"), "its label");
	is_str(config->callouts[6].name, STR("LATER"), "a name in capitals");
	is_str(config->callouts[6].label, STR("Later on"), "a label as text");
	is_str(config->callouts[7].label, STR(""), "a callout without a label");
	is_int(config->outputs, OUTPUT_SEARCH | OUTPUT_DATA | OUTPUT_FEED | OUTPUT_SITEMAP | OUTPUT_HOSTS | OUTPUT_PRINT,
		"outputs add");
	ok(config->limits.entry_bytes == 2048 && config->limits.nesting == 50, "limits");
	is_int(config->rules[DIAG_TERM_UNUSED], SEVERITY_IGNORE, "a rule that ignores");
	is_int(config->rules[DIAG_HTML_RAW], SEVERITY_ERROR, "one that forbids");
	is_int(config->rules[DIAG_LINK_UNKNOWN], SEVERITY_WARNING, "one that warns");
	is_int(config->rules[DIAG_LINK_ANCHOR], SEVERITY_ERROR, "what no rule names stays");
	is_int(value_get(config->params, STR("wide"))->kind, VALUE_BOOL, "params are resolved: true");
	is_int(value_get(config->params, STR("size"))->kind, VALUE_NUMBER, "a number");
	is_int(value_get(config->params, STR("colour"))->kind, VALUE_TEXT, "a text");
}

static void test_types(const struct schema *schema)
{
	const struct type *type = schema_type(schema, STR("case")), *term = schema_type(schema, STR("term"));
	const struct type *event = schema_type(schema, STR("event")), *source = schema_type(schema, STR("источник"));

	is_int(schema->type_count, 4, "types");
	ok(!schema_type(schema, STR("cases")), "no others");
	is_str(type->folder, STR("cases"), "a folder, tidied");
	is_str(type->letter, STR("C"), "a letter");
	is_str(type->label_one, STR("Case"), "a label");
	is_str(type->label_many, STR("Cases"), "for many");
	is_str(type->template, STR("case.html"), "a template");
	ok(type->index == 0 && term->index == 1 && event->index == 3, "their indexes");
	is_int(term->role, ROLE_GLOSSARY, "a glossary");
	is_str(term->label_many, STR("Term"), "a label for one serves for many");
	is_str(term->template, STR("entry.html"), "the template by default");
	is_int(source->role, ROLE_BIBLIOGRAPHY, "a bibliography needs no fields");
	is_str(event->label_one, STR("Event"), "a label from the name");
	is_str(event->file, STR("events.yaml"), "a file of records");
	is_str(event->page, STR("timeline"), "its page");
	is_int(type->place.line, 13, "a type knows its place");
}

static void test_fields(const struct schema *schema)
{
	const struct type *type = schema_type(schema, STR("case")), *term = schema_type(schema, STR("term"));
	const struct field *summary = schema_field(type, STR("summary")), *norms = schema_field(type, STR("norms"));
	const struct field *region = schema_field(type, STR("region")), *modes = schema_field(type, STR("modes"));
	const struct field *cases = schema_field(term, STR("cases")), *seen = schema_field(term, STR("seen_from"));

	ok(summary->required && summary->max == 200 && !summary->many, "a text with its limits");
	is_str(summary->means, STR("schema:description"), "what it means");
	is_str(schema_field(type, STR("use_of_force"))->label, STR("Use of force"), "a label from a field's name");
	is_str(region->label, STR("Where"), "a label of its own");
	ok(region->choice_count == 2 && str_equal(region->choices[1], STR("MENA")), "choices");
	is_int(norms->place.line, 22, "a field knows its place");
	ok(norms->to_count == 1 && norms->to[0] == term, "a ref leads to its type");
	ok(cases && cases->computed && cases->many && cases->inverse == norms && norms->inverse == cases,
		"and has its inverse there");
	ok(cases && cases->to_count == 1 && cases->to[0] == type, "which leads back");
	is_str(cases->label, STR("Cases"), "with a label from its name");
	ok(schema_field(term, STR("mode_in"))->inverse == &modes->fields[0], "also from within a record");
	ok(seen && seen->computed && schema_field(type, STR("seen_from"))->computed,
		"an inverse on each of several targets");
	ok(schema_field(term, STR("narrower"))->inverse == schema_field(term, STR("broader")),
		"an inverse on the same type");
	ok(schema_field(term, STR("broader"))->acyclic && schema_field(term, STR("related"))->symmetric,
		"acyclic and symmetric");
	is_int(term->field_count, 7, "declared fields and computed ones");
	ok(!term->fields[2].computed && term->fields[3].computed, "in this order");
	ok(schema_meaning(term, STR("skos:definition")) == &term->fields[0],
		"a field called definition means that in a glossary");
	ok(!schema_meaning(type, STR("csl:DOI")), "nothing means what nobody said");
	is_int(schema_field(type, STR("tags"))->kind, FIELD_CHOICE, "tags can be tightened to choices");
}

static void test_words(void)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct config config;
	const char *theme = "en: {search: Search, next: Next}\nzh: {next: 下一页}\nru: {next: Дальше}\n";

	read(&arena, &config, WHOLE, &diags);
	struct words words = {config.words, parse_words(&arena, str_from(theme), STR("templates/words.yaml"), &diags)};
	is_int(diags.count, 0, "words without fault");
	is_str(word(&words, STR("en"), STR("search")), STR("Find"), "the site's word before the theme's");
	is_str(word(&words, STR("en-GB"), STR("next")), STR("Next"), "the language without its region");
	is_str(word(&words, STR("zh-Hans"), STR("search")), STR("搜索"), "a language with its script");
	is_str(word(&words, STR("zh-Hans"), STR("next")), STR("下一页"), "and without");
	is_str(word(&words, STR("ru"), STR("search")), STR("Find"), "English where a language has none");
	is_str(word(&words, STR("ru"), STR("xyzzy")), STR("xyzzy"), "the key where nobody has");
	ok(word_known(&words, STR("ru"), STR("next")) && !word_known(&words, STR("ru"), STR("search")),
		"which words are known");
	ok(!parse_words(&arena, STR("[]"), STR("templates/words.yaml"), &diags) && diags.count == 1, "words are a map");
	diags_release(&diags);
	arena_release(&arena);
}

static void test_good(void)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct config config;

	read(&arena, &config, WHOLE, &diags);
	is_int(diags.count, 0, "nothing to say about a whole site.yaml");
	for (size_t i = 0; i < diags.count; i++)
		diagnostic(
			"%u:%u %.*s", diags.items[i].place.line, diags.items[i].place.column, STR_ARG(diags.items[i].message));
	test_plain(&config);
	test_types(&config.schema);
	test_fields(&config.schema);
	check_base_url(&config, PATH, &diags);
	is_int(diags.count, 0, "nor about its base_url");

	read(&arena, &config, TITLE, &diags);
	is_str(config.lang, STR("en"), "English by default");
	ok(config.link == LINK_FIRST_PER_SECTION && config.typography && !config.raw_html && !config.remote_images,
		"the defaults");
	ok(config.limits.entry_bytes == 1 << 20 && config.limits.nesting == 100, "the limits by default");
	is_int(config.callout_count, 5, "the built-in callouts");
	ok(!config.author_count && !config.words && !config.params && !config.nav_count && !config.schema.type_count,
		"nothing else");
	check_base_url(&config, PATH, &diags);
	is_int(diags.count, 1, "one warning without base_url");
	ok(diags.warnings == 1 && diags.items[0].code == DIAG_SITE_BASE_URL, "of its own code");
	diags_release(&diags);

	read(&arena, &config,
		FIELD("{type: ref, to: [a, b], symmetric: true, acyclic: true}\n  b:\n    folder: bs\n    fields:\n"
			  "      f: {type: ref, to: [b, a], symmetric: true}"),
		&diags);
	is_int(diags.count, 0, "two types may share a symmetric relation");
	diags_release(&diags);

	read(&arena, &config, TITLE "outputs: {print: true, search: false}\ncallouts: [claim]\nauthors: Ann\n", &diags);
	is_int(config.outputs, OUTPUT_DATA | OUTPUT_FEED | OUTPUT_SITEMAP | OUTPUT_HOSTS | OUTPUT_PRINT,
		"outputs can be taken away");
	is_str(config.callouts[5].name, STR("CLAIM"), "callouts as a list");
	is_str(config.authors[0].name, STR("Ann"), "one author without a list");
	is_int(diags.count, 0, "without a word");
	diags_release(&diags);
	arena_release(&arena);
}

static void test_base_url(void)
{
	struct arena arena = {0};
	struct str url;

	ok(normalise_base_url(&arena, STR("https://a.org///"), &url) && str_equal(url, STR("https://a.org/")),
		"one slash at the end");
	ok(normalise_base_url(&arena, STR("http://localhost:8000"), &url) && str_equal(url, STR("http://localhost:8000/")),
		"a port");
	ok(!normalise_base_url(&arena, STR("https://a.org/\"x"), &url), "no quotation marks");
	ok(!normalise_base_url(&arena, STR("https://"), &url), "no host");
	ok(!normalise_base_url(&arena, STR("//a.org"), &url), "no scheme");
	ok(!normalise_base_url(&arena, STR("https://a.org/#x"), &url), "no fragment");
	arena_release(&arena);
}

int main(void)
{
	test_bad();
	test_good();
	test_words();
	test_base_url();
	return done_testing();
}
