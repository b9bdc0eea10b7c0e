/* A small handbook put together by hand, for tests of what links it. Entries are added in any order; then
 * handbook_link() runs both halves of the stage, and told() is all that was said, a line each. */
#ifndef GLOSSA_TESTS_LINK_HANDBOOK_H
#define GLOSSA_TESTS_LINK_HANDBOOK_H

#include "base/fold.h"
#include "base/path.h"
#include "link/link.h"
#include "tap.h"

enum { MOST_ENTRIES = 64, MOST_PARTS = 16 };
enum { TYPE_CASE, TYPE_TERM, TYPE_SOURCE, TYPE_EVENT, TYPE_ACTOR, TYPES };

struct handbook {
	struct arena arena;
	struct config config;
	struct site site;
	struct diags diags;
	struct type types[TYPES];
	struct field fields[TYPES][4];
	struct field source_record[1];
	const struct type *to_term[1], *to_source[1], *to_actor_or_term[2], *to_any[1];
	struct entry entries[MOST_ENTRIES], drafts[4];
	struct source_tree tree;
	struct nav_item nav[MOST_PARTS];
	struct buf told;
};

static inline struct field *ref_field(struct field *field, const char *name, const struct type **to, size_t to_count)
{
	*field = (struct field){.name = str_from(name), .kind = FIELD_REF, .to = to, .to_count = to_count};
	return field;
}

static inline void handbook_schema(struct handbook *h)
{
	static const char *const names[TYPES] = {"case", "term", "source", "event", "actor"};
	static const char *const folders[TYPES] = {"cases", "terms", "sources", "", "actors"};

	for (size_t i = 0; i < TYPES; i++)
		h->types[i] = (struct type){.name = str_from(names[i]),
			.index = i,
			.folder = str_from(folders[i]),
			.fields = h->fields[i],
			.label_one = str_from(names[i])};
	h->types[TYPE_TERM].role = ROLE_GLOSSARY;
	h->types[TYPE_SOURCE].role = ROLE_BIBLIOGRAPHY;
	h->types[TYPE_EVENT].page = STR("timeline");
	h->to_term[0] = &h->types[TYPE_TERM];
	h->to_source[0] = &h->types[TYPE_SOURCE];
	h->to_actor_or_term[0] = &h->types[TYPE_ACTOR];
	h->to_actor_or_term[1] = &h->types[TYPE_TERM];
	ref_field(&h->fields[TYPE_CASE][0], "norms", h->to_term, 1);
	ref_field(&h->fields[TYPE_CASE][1], "see", h->to_any, 0);
	ref_field(&h->source_record[0], "by", h->to_source, 1);
	h->fields[TYPE_CASE][2] = (struct field){
		.name = STR("claims"), .kind = FIELD_RECORD, .fields = h->source_record, .field_count = 1};
	h->types[TYPE_CASE].field_count = 3;
	ref_field(&h->fields[TYPE_TERM][0], "broader", h->to_term, 1)->acyclic = true;
	ref_field(&h->fields[TYPE_TERM][1], "related", h->to_actor_or_term, 2)->symmetric = true;
	h->types[TYPE_TERM].field_count = 2;
	ref_field(&h->fields[TYPE_ACTOR][0], "related", h->to_actor_or_term, 2)->symmetric = true;
	ref_field(&h->fields[TYPE_ACTOR][1], "part_of", h->to_actor_or_term, 1)->acyclic = true;
	h->types[TYPE_ACTOR].field_count = 2;
	h->fields[TYPE_SOURCE][0] = (struct field){.name = STR("doi"), .kind = FIELD_TEXT, .means = STR("csl:DOI")};
	h->types[TYPE_SOURCE].field_count = 1;
	h->config.schema = (struct schema){h->types, TYPES};
}

static inline void handbook_begin(struct handbook *h)
{
	*h = (struct handbook){0};
	handbook_schema(h);
	h->config.lang = STR("en");
	h->config.outputs = OUTPUT_SEARCH;
	h->config.nav = h->nav;
	h->site.config = &h->config;
	h->site.entries = h->entries;
	h->site.drafts = h->drafts;
	h->site.tree = &h->tree;
}

static inline const struct type *handbook_type(struct handbook *h, struct str id)
{
	struct str folder = str_slice(id, 0, str_find_char(id, '/', 0));

	if (str_equal(folder, STR("events")))
		return &h->types[TYPE_EVENT];
	for (size_t i = 0; i < TYPES && folder.len < id.len; i++)
		if (str_equal(h->types[i].folder, folder))
			return &h->types[i];
	return NULL;
}

static inline void fill_entry(struct handbook *h, struct entry *entry, const char *path, const char *title)
{
	struct str id = path_without_extension(str_from_index(str_from(path), 8));

	*entry = (struct entry){.id = id, .type = handbook_type(h, id), .path = str_from(path), .title = str_from(title)};
	entry->place = (struct place){1, 1};
	entry->title_place = (struct place){2, 8};
	entry->address = str_join(&h->arena, id, STR(".html"));
	entry->type_index = entry->type && str_equal(path_base(id), STR("index"));
	if (entry->type_index)
		entry->type = NULL;
	entry->forms = arena_array(&h->arena, struct form, MOST_PARTS);
	entry->forms[entry->form_count++] = (struct form){.text = entry->title, .place = entry->title_place, .title = true};
	entry->aliases = arena_array(&h->arena, struct alias, MOST_PARTS);
	entry->anchors = arena_array(&h->arena, struct moved_anchor, MOST_PARTS);
	entry->tags = arena_array(&h->arena, struct str, MOST_PARTS);
	entry->sources = arena_array(&h->arena, struct source_use, MOST_PARTS);
	entry->refs = arena_array(&h->arena, struct field_ref, MOST_PARTS);
	entry->front = value_map(&h->arena);
	entry->body.links = arena_array(&h->arena, struct link, MOST_PARTS);
	entry->body.anchors = arena_array(&h->arena, struct anchor, MOST_PARTS);
	entry->body.mentions = arena_array(&h->arena, struct mention, MOST_PARTS);
	entry->body.citations = arena_array(&h->arena, struct citation, MOST_PARTS);
	entry->body.images = arena_array(&h->arena, struct image, MOST_PARTS);
	entry->body.paragraphs = arena_array(&h->arena, struct str, MOST_PARTS);
}

static inline struct entry *add_entry(struct handbook *h, const char *path, const char *title)
{
	struct entry *entry = &h->entries[h->site.entry_count++];

	fill_entry(h, entry, path, title);
	return entry;
}

static inline struct entry *add_draft(struct handbook *h, const char *path, const char *title)
{
	struct entry *entry = &h->drafts[h->site.draft_count++];

	fill_entry(h, entry, path, title);
	entry->draft = true;
	return entry;
}

static inline struct entry *add_record(struct handbook *h, const char *path, const char *id, const char *title)
{
	struct entry *entry = add_entry(h, path, title);

	entry->record = true;
	entry->id = str_from(id);
	entry->type = handbook_type(h, entry->id);
	entry->anchor = path_base(entry->id);
	entry->address = STR("");
	return entry;
}

static inline struct place at(uint32_t line, uint32_t column)
{
	return (struct place){line, column};
}

static inline struct form *add_form(struct entry *entry, const char *text, uint32_t line)
{
	struct form *form = &entry->forms[entry->form_count++];
	size_t capitals = 0;

	*form = (struct form){.text = str_from(text), .place = at(line, 3)};
	for (size_t i = 0; i < form->text.len; i++)
		capitals += form->text.data[i] >= 'A' && form->text.data[i] <= 'Z';
	form->acronym = capitals > 1;
	return form;
}

/* [[written]] at line, column 1, in sentence `line`. */
static inline struct link *add_link(struct entry *entry, const char *written, uint32_t line)
{
	struct link *link = &entry->body.links[entry->body.link_count++];
	struct str text = str_from(written);
	size_t hash = str_find_char(text, '#', 0);

	*link = (struct link){.target = str_slice(text, 0, hash),
		.typed = true,
		.place = at(line, 1),
		.sentence = line,
		.length = (uint32_t)text.len + 4};
	link->fragment = hash < text.len ? str_from_index(text, hash + 1) : STR("");
	return link;
}

/* [label](written) */
static inline struct link *add_path_link(struct entry *entry, const char *written, uint32_t line)
{
	struct link *link = add_link(entry, written, line);

	link->is_path = link->has_label = true;
	link->typed = false;
	return link;
}

static inline void add_anchor(struct entry *entry, const char *id, enum anchor_kind kind)
{
	entry->body.anchors[entry->body.anchor_count++] = (struct anchor){.id = str_from(id), .kind = kind};
}

static inline void add_ref(struct entry *entry, const struct field *field, const char *name, uint32_t line)
{
	entry->refs[entry->ref_count++] = (struct field_ref){.field = field, .name = str_from(name), .place = at(line, 5)};
}

static inline void add_alias(struct entry *entry, const char *address, uint32_t line)
{
	entry->aliases[entry->alias_count++] = (struct alias){.address = str_from(address), .place = at(line, 5)};
}

static inline void add_tag(struct entry *entry, const char *tag)
{
	entry->tags[entry->tag_count++] = str_from(tag);
}

static inline struct cite_item *add_citation(
	struct handbook *h, struct entry *entry, const char *key, const char *locator, uint32_t sentence)
{
	struct citation *citation = &entry->body.citations[entry->body.citation_count++];

	*citation = (struct citation){
		.items = arena_array(&h->arena, struct cite_item, 1), .item_count = 1, .sentence = sentence};
	citation->items[0] = (struct cite_item){
		.key = str_from(key), .locator = str_from(locator), .place = at(sentence, 7)};
	return &citation->items[0];
}

static inline void set_front(struct handbook *h, struct entry *entry, const char *key, const char *text, uint32_t line)
{
	struct value *value = value_text(&h->arena, str_from(text));

	value->place = at(line, 6);
	value_set(&h->arena, (struct value *)(uintptr_t)entry->front, str_from(key), value);
}

static inline void add_asset(struct handbook *h, const char *path, const char *bytes)
{
	struct source_list *list = &h->tree.of[SOURCE_ASSET];

	list->items = arena_grow(&h->arena, list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = (struct source){
		.path = str_from(path), .kind = SOURCE_ASSET, .bytes = bytes ? str_from(bytes) : (struct str){0}};
}

static inline void handbook_link(struct handbook *h)
{
	link_entries(&h->site, &h->diags);
	link_site(&h->site, &h->diags);
}

/* Without warnings about terms and sources that nothing uses: most of what stands in a test is. */
static inline struct str told(struct handbook *h)
{
	diags_sort(&h->diags);
	buf_reset(&h->told);
	for (size_t i = 0; i < h->diags.count; i++) {
		const struct diag *diag = &h->diags.items[i];

		if (diag->code != DIAG_TERM_UNUSED && diag->code != DIAG_SOURCE_UNCITED)
			buf_printf(&h->told, "%.*s:%u:%u: %.*s [%s]\n", STR_ARG(diag->path), diag->place.line, diag->place.column,
				STR_ARG(diag->message), DIAG_INFO[diag->code].name);
	}
	return buf_str(&h->told);
}

static inline size_t count_of(struct handbook *h, enum diag_code code)
{
	size_t count = 0;

	diags_sort(&h->diags);
	for (size_t i = 0; i < h->diags.count; i++)
		count += h->diags.items[i].code == code;
	return count;
}

static inline struct entry *by_id(struct handbook *h, const char *id)
{
	return map_get(&h->site.by_id, str_from(id));
}

/* Uses, a line each: who, which sentence, which locator. */
static inline struct str uses_text(struct handbook *h, struct uses uses)
{
	struct str text = STR("");

	for (size_t i = 0; i < uses.count; i++) {
		struct str locator = uses.items[i].locator ? *uses.items[i].locator : STR("");

		text = str_format(&h->arena, "%.*s%.*s %u %.*s\n", STR_ARG(text), STR_ARG(h->site.entries[uses.items[i].by].id),
			uses.items[i].sentence, STR_ARG(locator));
	}
	return text;
}

static inline void handbook_end(struct handbook *h)
{
	site_release(&h->site);
	diags_release(&h->diags);
	buf_release(&h->told);
	arena_release(&h->tree.text);
	arena_release(&h->arena);
}

#endif
