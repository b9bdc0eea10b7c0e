#include "parse/records.h"

#include <string.h>

#include "base/buf.h"
#include "one_diag.h"
#include "parse/config.h"

static const char SITE[] =
	"title: T\ntypes:\n"
	"  event:\n    file: data/events.yaml\n    page: guides/timeline\n    fields:\n"
	"      date: {type: period, required: true}\n"
	"      cases: {type: ref, to: case, many: true, inverse: events}\n"
	"  case:\n    folder: cases\n"
	"  term:\n    file: terms.yml\n    page: terms\n    role: glossary\n    fields:\n      definition: text\n";

struct fixture {
	struct arena arena;
	struct config config;
	struct diags diags;
	struct source source;
};

static struct record_list parse(struct fixture *f, const char *path, struct str yaml)
{
	diags_release(&f->diags);
	f->source = (struct source){.path = str_from(path), .bytes = yaml, .kind = SOURCE_RECORDS};
	return parse_records(&f->arena, &f->source, &f->config, &f->diags);
}

#define EVENTS "content/data/events.yaml"

/* ---- what is right ---- */

static void test_good(struct fixture *f)
{
	struct record_list list = parse(f, EVENTS,
		STR("- id: e041\n  title: The ceasefire\n  date: 1994-09\n  cases: [syria, mali]\n"
			"  tags: [x]\n  forms: [Bishkek Protocol]\n  sources: [lewis-2022]\n"
			"- {id: 2, title: No, date: 2015/.., draft: true}\r\n"));
	const struct entry *entry = list.items;

	is_int(f->diags.count, 0, "nothing to say");
	is_int(list.count, 2, "two records");
	is_str(entry->id, STR("data/events/e041"), "an id of the file's and its own");
	is_str(entry->anchor, STR("e041"), "an anchor");
	is_str(entry->address, STR("guides/timeline.html#e041"), "the address of the page");
	is_str(entry->path, STR(EVENTS), "the file it stands in");
	ok(entry->record && entry->source == &f->source && !entry->type_index, "a record");
	is_str(entry->type->name, STR("event"), "of its type");
	is_str(entry->title, STR("The ceasefire"), "a title");
	ok(entry->place.line == 1 && entry->place.column == 3, "a place");
	ok(entry->title_place.line == 2 && entry->title_place.column == 10, "and one of its title");
	is_int(entry->form_count, 2, "forms");
	is_int(entry->ref_count, 2, "refs");
	ok(entry->refs[1].place.line == 4 && entry->refs[1].place.column == 18, "with their places");
	is_int(entry->tag_count, 1, "tags");
	is_int(entry->source_count, 1, "sources");
	is_str(entry->lang, STR("en"), "the handbook's language");
	is_str(list.items[1].id, STR("data/events/2"), "an id may be a number");
	ok(list.items[1].draft, "a draft");
	is_str(value_get(list.items[1].front, STR("date"))->text, STR("2015/.."), "its own values");
}

static void test_others(struct fixture *f)
{
	struct record_list list = parse(f, "content/terms.yml", STR("- {id: r2p, title: R2P, definition: A duty.}\n"));

	is_int(list.count, 1, "a glossary in one file");
	ok(list.items[0].autolink && list.items[0].forms[0].acronym, "its entries are linked");
	is_str(list.items[0].id, STR("terms/r2p"), "their ids");
	list = parse(f, EVENTS, STR(""));
	ok(list.count == 0 && f->diags.count == 0, "a file without records");
	list = parse(f, EVENTS, STR("[]\n"));
	ok(list.count == 0 && f->diags.count == 0, "an empty list");
	ok(!record_type(&f->config.schema, STR("content/cases")), "a type of files has no records");
	ok(!record_type(&f->config.schema, STR("content/")), "nor has a path without a name");
}

/* ---- what is wrong ---- */

struct bad {
	const char *path, *yaml;
	size_t kept;
	enum diag_code code;
	uint32_t line, column;
	const char *message;
};

#define FIRST "- {id: a, title: A, date: 1994}\n"

static const struct bad BAD[] = {
	{"content/data/event.yaml", FIRST, 0, DIAG_ENTRY_TYPE, 1, 1,
		"no type has the records of content/data/event.yaml as its `file`; did you mean \"data/events.yaml\"?"},
	{"content/x.yaml", FIRST, 0, DIAG_ENTRY_TYPE, 1, 1, "no type has the records of content/x.yaml as its `file`"},
	{EVENTS, "a: {title: A}\n", 0, DIAG_FIELD_TYPE, 1, 1,
		"a file of records is a list, each item with an `id`; this is a map"},
	{EVENTS, FIRST "- one\n", 1, DIAG_FIELD_TYPE, 2, 3, "a record is a map of fields, not a text"},
	{EVENTS, FIRST "- [one]\n", 1, DIAG_FIELD_TYPE, 2, 3, "a record is a map of fields, not a list"},
	{EVENTS, FIRST "- {title: B, date: 1995}\n", 1, DIAG_FIELD_REQUIRED, 2, 3,
		"\"id\" is missing; every record needs one"},
	{EVENTS, FIRST "- {id: , title: B, date: 1995}\n", 1, DIAG_FIELD_REQUIRED, 2, 4,
		"\"id\" is empty; every record needs one"},
	{EVENTS, FIRST "- {id: [b], title: B, date: 1995}\n", 1, DIAG_FIELD_TYPE, 2, 8,
		"\"id\" takes one value, not a list"},
	{EVENTS, FIRST "- {id: a, title: B, date: 1995}\n- {id: c, title: C, date: 1996}\n", 2, DIAG_ENTRY_DUPLICATE, 2, 8,
		"the id \"a\" stands in line 1 already"},
	{EVENTS, FIRST "- {id: ../b, title: B, date: 1995}\n", 1, DIAG_ANCHOR_INVALID, 2, 8,
		"\"../b\" is no id; write letters, digits and hyphens, as in e041"},
	{EVENTS, FIRST "- {id: \"<b>\", title: B, date: 1995}\n", 1, DIAG_ANCHOR_INVALID, 2, 8,
		"\"<b>\" is no id; write letters, digits and hyphens, as in e041"},
	{EVENTS, FIRST "- {id: b, date: 1995}\n", 2, DIAG_ENTRY_TITLE, 2, 3, "the record has no title; add `title:` to it"},
	{EVENTS, FIRST "- {id: b, title: B}\n", 2, DIAG_FIELD_REQUIRED, 2, 3,
		"\"date\" is missing; every entry of the type \"event\" needs it"},
	{EVENTS, FIRST "- id: b\n  title: B\n  date: 1995\n  dat: 1996\n", 2, DIAG_FIELD_UNKNOWN, 5, 3,
		"the type \"event\" has no field \"dat\"; did you mean \"date\"?"},
	{EVENTS, FIRST "- {id: b, title: B, date: 1995/1994}\n", 2, DIAG_FIELD_RANGE, 2, 27,
		"the period \"1995/1994\" ends before it begins"},
	{EVENTS, FIRST "- {id: b, title: B, date: 1995, anchors: {x: y}}\n", 2, DIAG_FIELD_UNKNOWN, 2, 33,
		"a record has no page of its own, so it has no \"anchors\""},
	{EVENTS, FIRST "- {id: b, title: B, date: 1995, aliases: [x, y z]}\n", 2, DIAG_ANCHOR_INVALID, 2, 46,
		"\"y z\" is no anchor; write letters, digits and hyphens, as in old-heading"},
	{EVENTS, FIRST "- {id: b, title: B, date: 1995, template: x.html}\n", 2, DIAG_FIELD_UNKNOWN, 2, 33,
		"a record has no page of its own, so it has no \"template\""},
	{EVENTS, "- id: a\n  title: A\n  date: 1994\n  date: 1995\n", 1, DIAG_YAML_DUPLICATE_KEY, 4, 3,
		"\"date\" stands here twice, first in line 3; delete one"},
	{EVENTS, FIRST "---\n" FIRST, 1, DIAG_YAML_DOCUMENTS, 2, 1, "a second document begins here; keep one"},
	{EVENTS, FIRST "- id: b\n  title: \"B\n", 1, DIAG_YAML_SYNTAX, 3, 10,
		"the quotation mark that opens here is never closed"},
	{EVENTS, FIRST "- *b\n", 1, DIAG_YAML_ANCHOR, 2, 3,
		"the alias \"*b\" has no use here; write the value out, or put the text in quotes"},
	{EVENTS, "\xff\xfe- a", 0, DIAG_TEXT_UTF8, 1, 1, "this is UTF-16; save the file as UTF-8"},
};

static void test_bad(struct fixture *f)
{
	for (size_t i = 0; i < COUNT_OF(BAD); i++) {
		const struct bad *bad = &BAD[i];
		struct record_list list = parse(f, bad->path, str_from(bad->yaml));

		is_one_diag(&f->diags, i, bad->code, bad->line, bad->column, bad->message);
		is_int(list.count, bad->kept, "bad %zu: what is kept", i);
	}
}

static void test_many(struct fixture *f)
{
	struct buf yaml = {0};

	for (int i = 0; i < 20000; i++)
		buf_printf(&yaml, "- {id: e%d, title: Event %d, date: 1995}\n", i, i);
	struct record_list list = parse(f, EVENTS, buf_str(&yaml));
	is_int(list.count, 20000, "twenty thousand records");
	is_str(list.items[19999].id, STR("data/events/e19999"), "up to the last");
	is_int(f->diags.count, 0, "without a word");
	buf_release(&yaml);
}

int main(void)
{
	struct fixture f = {0};

	parse_config(&f.arena, &f.config, str_from(SITE), STR("site.yaml"), &f.diags);
	is_int(f.diags.count, 0, "the settings are right");
	test_good(&f);
	test_others(&f);
	test_bad(&f);
	test_many(&f);
	diags_release(&f.diags);
	arena_release(&f.arena);
	return done_testing();
}
