/* The glossary as a SKOS concept scheme. What is said of the scheme and of each term is gathered as statements, which
 * are then written in Turtle or in JSON-LD: the two files say the same. A term's address is that of its page, the
 * scheme's that of the glossary; without base_url both are relative to the file, and right wherever it is published. */
#include <stdlib.h>

#include "base/arena.h"
#include "export/concepts.h"
#include "export/exporting.h"
#include "export/plain_text.h"
#include "formats/json_stream.h"
#include "model/labels.h"
#include "model/languages.h"
#include "model/licence.h"
#include "model/naming.h"

enum object_kind { OBJECT_RESOURCE, OBJECT_TEXT, OBJECT_DAY };

struct statement {
	struct str predicate; /* "skos:broader" */
	enum object_kind kind;
	struct str text; /* an address, a text, a day */
	struct str lang; /* of a text; "" for none */
};

struct subject {
	struct str address;
	struct str class; /* "skos:Concept" */
	struct statement *statements;
	size_t count, capacity;
};

struct skos {
	struct exporting *e;
	struct concepts concepts;
	struct search_table *table;
	struct str scheme; /* its address */
	struct arena arena;
	struct json_stream json;
};

typedef void subject_writer(struct skos *skos, const struct subject *subject);

/* ---- statements ---- */

static void state(struct skos *skos, struct subject *subject, struct str predicate, enum object_kind kind,
	struct str text, struct str lang)
{
	if (!text.len)
		return;
	subject->statements = arena_grow(
		&skos->e->scratch, subject->statements, subject->count, &subject->capacity, sizeof(*subject->statements));
	subject->statements[subject->count++] = (struct statement){predicate, kind, text, lang};
}

/* What Turtle and RFC 3987 refuse in an address, percent-encoded; what our own pages have needs nothing. */
static struct str safe_address(struct arena *arena, struct str address)
{
	struct buf out = {0};

	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.data[i];

		if (c <= ' ' || c == 0x7f || strchr("<>\"{}|\\^`", c))
			buf_printf(&out, "%%%02X", c);
		else
			buf_char(&out, (char)c);
	}
	struct str safe = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return safe;
}

static void state_resource(struct skos *skos, struct subject *subject, struct str predicate, struct str address)
{
	state(skos, subject, predicate, OBJECT_RESOURCE, safe_address(&skos->e->scratch, address), STR(""));
}

static void state_text(
	struct skos *skos, struct subject *subject, struct str predicate, struct str text, struct str lang)
{
	state(skos, subject, predicate, OBJECT_TEXT, str_trim(text), lang);
}

/* ---- the scheme ---- */

static void scheme_statements(struct skos *skos, struct subject *subject)
{
	struct exporting *e = skos->e;
	const struct config *config = e->site->config;
	struct str licence = licence_url(&e->scratch, config->licence);

	state_text(skos, subject, STR("dcterms:title"), config->title, config->lang);
	state_text(skos, subject, STR("dcterms:description"), config->subtitle, config->lang);
	for (size_t i = 0; i < config->author_count; i++)
		state_text(skos, subject, STR("dcterms:creator"), config->authors[i].name, STR(""));
	state_text(skos, subject, STR("dcterms:language"), config->lang, STR(""));
	state_text(skos, subject, STR("dcterms:hasVersion"), config->edition, STR(""));
	if (licence.len)
		state_resource(skos, subject, STR("dcterms:license"), licence);
	else
		state_text(skos, subject, STR("dcterms:rights"), config->licence, STR(""));
	for (size_t i = 0; i < e->site->entry_count; i++)
		if (is_concept(&e->site->entries[i]) && is_top_concept(&skos->concepts, &e->site->entries[i]))
			state_resource(skos, subject, STR("skos:hasTopConcept"), export_url(e, e->site->entries[i].address));
}

/* ---- a term ---- */

static void state_labels(struct skos *skos, struct subject *subject, const struct entry *entry)
{
	static const struct str NAMES[LABEL_KINDS] = {
		STR_INIT("skos:prefLabel"), STR_INIT("skos:altLabel"), STR_INIT("skos:hiddenLabel")};
	struct labels labels = labels_of(&skos->e->scratch, skos->table, entry, skos->e->site->config->lang);

	for (size_t kind = 0; kind < LABEL_KINDS; kind++)
		for (size_t i = 0; i < labels.count; i++)
			if (labels.items[i].kind == (enum label_kind)kind)
				state_text(skos, subject, NAMES[kind], labels.items[i].text, labels.items[i].lang);
}

static void state_note(struct skos *skos, struct subject *subject, const struct entry *entry, const struct field *field,
	const struct value *value)
{
	struct str lang = entry->lang.len ? entry->lang : skos->e->site->config->lang;
	bool notation = str_equal(field->means, STR("skos:notation"));

	state_text(skos, subject, field->means, plain_field_text(&skos->e->scratch, entry, field, value),
		notation ? STR("") : lang);
}

/* Definitions, notes and notations, in the order of the type's fields. */
static void state_notes(struct skos *skos, struct subject *subject, const struct entry *entry)
{
	static const struct str MEANS[] = {STR_INIT("skos:notation"), STR_INIT("skos:definition"),
		STR_INIT("skos:scopeNote"), STR_INIT("skos:note"), STR_INIT("skos:example"), STR_INIT("skos:historyNote"),
		STR_INIT("skos:editorialNote"), STR_INIT("skos:changeNote")};

	for (size_t means = 0; means < COUNT_OF(MEANS); means++)
		for (size_t i = 0; i < entry->type->field_count; i++) {
			const struct field *field = &entry->type->fields[i];
			const struct value *value = value_get(entry->front, field->name), *const * items;
			size_t count = value_items(value, &items);

			if (!str_equal(field->means, MEANS[means]))
				continue;
			if (value && value->kind != VALUE_LIST)
				state_note(skos, subject, entry, field, value);
			for (size_t at = 0; at < count; at++)
				state_note(skos, subject, entry, field, items[at]);
		}
}

/* Terms of other vocabularies, which fields of type url name; of two relations to one address the stronger stands. */
static void state_matches(struct skos *skos, struct subject *subject, const struct entry *entry)
{
	static const enum relation_kind KINDS[] = {RELATION_EXACT_MATCH, RELATION_CLOSE_MATCH, RELATION_BROAD_MATCH,
		RELATION_NARROW_MATCH, RELATION_RELATED_MATCH};
	struct map said = {0};

	for (size_t kind = 0; kind < COUNT_OF(KINDS); kind++)
		for (size_t i = 0; i < entry->type->field_count; i++) {
			const struct field *field = &entry->type->fields[i];
			const struct value *value = value_get(entry->front, field->name);
			const struct value *const *items = &value;
			size_t count = value ? 1 : 0;

			if (field->kind != FIELD_URL || !str_equal(field->means, RELATION_NAMES[KINDS[kind]]))
				continue;
			if (value && value->kind == VALUE_LIST)
				count = value_items(value, &items);
			for (size_t at = 0; at < count; at++)
				if (items[at]->kind == VALUE_TEXT && !map_set(&said, items[at]->text, skos))
					state_resource(skos, subject, field->means, items[at]->text);
		}
	map_release(&said);
}

static int by_index(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

/* Sources that the front matter names and those that the text cites, each once. */
static void state_sources(struct skos *skos, struct subject *subject, const struct entry *entry)
{
	size_t most = entry->source_count, count = 0;

	for (size_t i = 0; i < entry->body.citation_count; i++)
		most += entry->body.citations[i].item_count;
	uint32_t *sources = arena_array(&skos->e->scratch, uint32_t, most);
	for (size_t i = 0; i < entry->source_count; i++)
		if (entry->sources[i].source)
			sources[count++] = (uint32_t)entry->sources[i].source->index;
	for (size_t i = 0; i < entry->body.citation_count; i++)
		for (size_t at = 0; at < entry->body.citations[i].item_count; at++)
			if (entry->body.citations[i].items[at].source)
				sources[count++] = (uint32_t)entry->body.citations[i].items[at].source->index;
	if (count)
		qsort(sources, count, sizeof(*sources), by_index);
	for (size_t i = 0; i < count; i++)
		if (!i || sources[i] != sources[i - 1])
			state_resource(
				skos, subject, STR("dcterms:source"), export_url(skos->e, skos->e->site->entries[sources[i]].address));
}

static void concept_statements(struct skos *skos, struct subject *subject, const struct entry *entry)
{
	struct exporting *e = skos->e;
	size_t count;
	const struct relation *relations = concept_relations(&skos->concepts, entry, &count);

	state_resource(skos, subject, STR("skos:inScheme"), skos->scheme);
	if (is_top_concept(&skos->concepts, entry))
		state_resource(skos, subject, STR("skos:topConceptOf"), skos->scheme);
	state_labels(skos, subject, entry);
	state_notes(skos, subject, entry);
	for (size_t i = 0; i < count; i++)
		state_resource(
			skos, subject, RELATION_NAMES[relations[i].kind], export_url(e, e->site->entries[relations[i].to].address));
	state_matches(skos, subject, entry);
	state_text(skos, subject, STR("dcterms:identifier"), entry_siglum(&e->scratch, entry), STR(""));
	state_sources(skos, subject, entry);
	if (entry->created.precision == DATE_DAY)
		state(skos, subject, STR("dcterms:created"), OBJECT_DAY,
			export_day(&e->scratch, edtf_first_day(&entry->created)), STR(""));
	if (entry->updated.precision == DATE_DAY)
		state(skos, subject, STR("dcterms:modified"), OBJECT_DAY,
			export_day(&e->scratch, edtf_first_day(&entry->updated)), STR(""));
}

/* ---- all of it ---- */

/* Puts statements of one predicate together, in the order in which predicates first come. */
static void group(struct exporting *e, struct subject *subject)
{
	struct statement *grouped = arena_array(&e->scratch, struct statement, subject->count);
	bool *taken = arena_array(&e->scratch, bool, subject->count);
	size_t count = 0;

	for (size_t i = 0; i < subject->count; i++) {
		if (taken[i])
			continue;
		for (size_t at = i; at < subject->count; at++) {
			if (taken[at] || !str_equal(subject->statements[at].predicate, subject->statements[i].predicate))
				continue;
			taken[at] = true;
			grouped[count++] = subject->statements[at];
		}
	}
	subject->statements = grouped;
}

static void write_scheme(struct exporting *e, subject_writer *put)
{
	struct skos skos = {.e = e, .json = {.out = &e->out}};
	bool on = true;

	concepts_init(&skos.concepts, e->site);
	skos.table = arena_new(&skos.arena, struct search_table);
	search_table_init(skos.table);
	skos.scheme = str_copy(&skos.arena, export_url(e, STR("glossary.html")));
	struct subject scheme = {.address = skos.scheme, .class = STR("skos:ConceptScheme")};
	scheme_statements(&skos, &scheme);
	group(e, &scheme);
	put(&skos, &scheme);
	for (size_t i = 0; i < e->site->entry_count && on; i++) {
		const struct entry *entry = &e->site->entries[i];

		if (!is_concept(entry))
			continue;
		struct subject subject = {
			.address = safe_address(&e->scratch, export_url(e, entry->address)), .class = STR("skos:Concept")};
		concept_statements(&skos, &subject, entry);
		group(e, &subject);
		put(&skos, &subject);
		on = export_piece(e);
	}
	concepts_release(&skos.concepts);
	arena_release(&skos.arena);
}

/* Statements of one predicate stand together: how many there are from `from` on. */
static size_t run_of(const struct subject *subject, size_t from)
{
	size_t end = from + 1;

	while (end < subject->count && str_equal(subject->statements[end].predicate, subject->statements[from].predicate))
		end++;
	return end - from;
}

/* ---- Turtle ---- */

static void turtle_string(struct buf *out, struct str text)
{
	buf_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c == '\n')
			buf_put(out, STR("\\n"));
		else if (c == '\r')
			buf_put(out, STR("\\r"));
		else if (c < ' ' || c == 0x7f || c == '<') /* that nothing takes it for a page */
			buf_printf(out, "\\u%04X", c);
		else
			buf_char(out, (char)c);
	}
	buf_char(out, '"');
}

static void turtle_object(struct buf *out, const struct statement *statement)
{
	switch (statement->kind) {
	case OBJECT_RESOURCE:
		buf_char(out, '<');
		buf_put(out, statement->text);
		buf_char(out, '>');
		return;
	case OBJECT_DAY:
		turtle_string(out, statement->text);
		buf_put(out, STR("^^xsd:date"));
		return;
	case OBJECT_TEXT: break;
	}
	turtle_string(out, statement->text);
	if (is_language(statement->lang)) {
		buf_char(out, '@');
		buf_put(out, statement->lang);
	}
}

static void turtle_subject(struct skos *skos, const struct subject *subject)
{
	struct buf *out = &skos->e->out;

	buf_printf(out, "\n<%.*s> a %.*s", STR_ARG(subject->address), STR_ARG(subject->class));
	for (size_t i = 0, count; i < subject->count; i += count) {
		count = run_of(subject, i);
		buf_printf(out, " ;\n\t%.*s ", STR_ARG(subject->statements[i].predicate));
		for (size_t at = i; at < i + count; at++) {
			if (at > i)
				buf_put(out, STR(", "));
			turtle_object(out, &subject->statements[at]);
		}
	}
	buf_put(out, STR(" .\n"));
}

void export_skos_turtle(struct exporting *e)
{
	buf_put(&e->out, STR("@prefix dcterms: <http://purl.org/dc/terms/> .\n"
						 "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
						 "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"));
	write_scheme(e, turtle_subject);
}

/* ---- JSON-LD ---- */

static void json_object(struct json_stream *json, const struct statement *statement)
{
	json_open(json, '{');
	switch (statement->kind) {
	case OBJECT_RESOURCE: json_member(json, STR("@id"), statement->text); break;
	case OBJECT_DAY:
		json_member(json, STR("@type"), STR("xsd:date"));
		json_member(json, STR("@value"), statement->text);
		break;
	case OBJECT_TEXT:
		if (is_language(statement->lang))
			json_member(json, STR("@language"), statement->lang);
		json_member(json, STR("@value"), statement->text);
		break;
	}
	json_close(json, '}');
}

static void json_subject(struct skos *skos, const struct subject *subject)
{
	struct json_stream *json = &skos->json;

	json_line(json);
	json_open(json, '{');
	json_member(json, STR("@id"), subject->address);
	json_member(json, STR("@type"), subject->class);
	for (size_t i = 0, count; i < subject->count; i += count) {
		count = run_of(subject, i);
		json_key(json, subject->statements[i].predicate);
		json_open(json, '[');
		for (size_t at = i; at < i + count; at++)
			json_object(json, &subject->statements[at]);
		json_close(json, ']');
	}
	json_close(json, '}');
}

void export_skos_json(struct exporting *e)
{
	buf_put(&e->out, STR("{\"@context\":{\"dcterms\":\"http://purl.org/dc/terms/\","
						 "\"skos\":\"http://www.w3.org/2004/02/skos/core#\","
						 "\"xsd\":\"http://www.w3.org/2001/XMLSchema#\"},\"@graph\":["));
	write_scheme(e, json_subject);
	buf_put(&e->out, STR("]}\n"));
}
