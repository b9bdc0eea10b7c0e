/* Reads YAML in all the ways that a handbook does: as a tree, as site.yaml, as a front matter, as a file of records.
 * Whatever the input, the tree holds only what text may hold, every node and diagnostic has a place, and what comes out
 * of each can be used. */
#include <stdlib.h>

#include "formats/text_check.h"
#include "formats/yaml.h"
#include "parse/config.h"
#include "parse/front_matter.h"
#include "parse/records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char SITE[] =
	"title: T\ntypes:\n"
	"  case:\n    folder: c\n    letter: C\n    fields:\n"
	"      summary: {type: text, required: true, max: 20}\n"
	"      text: {type: text, many: true}\n      markdown: markdown\n      number: number\n      boolean: boolean\n"
	"      choice: {type: choice, of: [a, b]}\n      url: url\n      place: {type: place, many: true}\n"
	"      ref: {type: ref, to: [case, event], many: true, inverse: back}\n"
	"      record: {type: record, many: true, fields: {a: {type: text, required: true}, b: {type: ref, to: case}}}\n"
	"      quantity: quantity\n      date: date\n      period: period\n"
	"  event:\n    file: e.yaml\n    page: p\n    role: glossary\n    fields:\n      definition: {type: text, "
	"required: true}\n"
	"      date: {type: period, required: true}\n";

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(struct str text)
{
	struct flaw flaw;

	for (size_t at = 0; text_flaw(text, at, &flaw); at = flaw.offset + flaw.length)
		must(flaw.code == DIAG_TEXT_BIDI);
}

static void check_tree(const struct value *value)
{
	must(value->place.line > 0 && value->place.column > 0);
	if (value->kind == VALUE_TEXT)
		check_text(value->text);
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->list.count; i++)
		check_tree(value->list.items[i]);
	for (size_t i = 0; value->kind == VALUE_MAP && i < value->map.count; i++) {
		const struct member *member = &value->map.members[i];

		must(member->place.line > 0 && member->place.column > 0);
		must(value_member(value, member->key) == member); /* so that no key stands twice */
		check_text(member->key);
		check_tree(member->value);
	}
}

static void check_diags(struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		must(diags->items[i].place.line > 0 && diags->items[i].place.column > 0 && diags->items[i].message.len > 0);
	diags_release(diags);
}

static void check_entry(const struct entry *entry)
{
	must(entry->id.len && entry->address.len && entry->title.len && entry->form_count && entry->forms[0].title);
	must(entry->front->kind == VALUE_MAP);
	for (size_t i = 0; i < entry->ref_count; i++)
		must(entry->refs[i].name.len && entry->refs[i].place.line && entry->refs[i].field->kind == FIELD_REF);
	for (size_t i = 0; i < entry->alias_count; i++)
		must(entry->aliases[i].address.len && entry->aliases[i].address.data[0] != '/');
}

static void check_config(const struct config *config)
{
	for (size_t i = 0; i < config->schema.type_count; i++) {
		const struct type *type = &config->schema.types[i];

		must(type->index == i && type->label_one.len && type->label_many.len && type->template.len);
		for (size_t j = 0; j < type->field_count; j++)
			must(type->fields[j].name.len && type->fields[j].label.len &&
				 (!type->fields[j].computed || type->fields[j].inverse));
	}
}

/* The settings that entries are read with: parsed once, since that takes longer than most inputs. */
static const struct config *fixed_config(void)
{
	static struct arena arena;
	static struct config config;
	struct diags diags = {0};

	if (!config.root)
		parse_config(&arena, &config, str_from(SITE), STR("site.yaml"), &diags);
	must(diags.count == 0);
	return &config;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct config other;
	const struct config *config = fixed_config();
	struct str text = {(const char *)data, size};
	struct source entry_source = {.path = STR("content/c/x.md"), .bytes = str_join(&arena, STR("---\n"), text)};
	struct source records_source = {.path = STR("content/e.yaml"), .bytes = text};
	struct yaml_source yaml = {.text = text, .path = STR("x.yaml"), .first_line = 1};
	struct entry entry = {0};

	check_tree(yaml_parse(&arena, &yaml, &diags));
	check_diags(&diags);
	parse_config(&arena, &other, text, STR("site.yaml"), &diags);
	check_config(&other);
	check_diags(&diags);
	entry_identify(&entry, &entry_source, config);
	parse_front_matter(&entry, config, &diags);
	check_entry(&entry);
	must(entry.body_offset <= entry_source.bytes.len);
	check_diags(&diags);
	struct record_list records = parse_records(&arena, &records_source, config, &diags);
	for (size_t i = 0; i < records.count; i++)
		check_entry(&records.items[i]);
	check_diags(&diags);
	arena_release(&entry.arena);
	arena_release(&arena);
	return 0;
}
