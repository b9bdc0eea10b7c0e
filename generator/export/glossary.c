/* The glossary as a table: a row for each term. What has several values has them in one cell, parted by semicolons. */
#include "base/arena.h"
#include "export/concepts.h"
#include "export/exporting.h"
#include "export/plain_text.h"
#include "formats/csv.h"
#include "model/labels.h"
#include "model/naming.h"

static void append(struct buf *out, struct str text)
{
	buf_put(out, out->len ? STR("; ") : STR(""));
	buf_put(out, text);
}

static struct str copy_and_release(struct exporting *e, struct buf *out)
{
	struct str text = str_copy(&e->scratch, buf_str(out));

	buf_release(out);
	return text;
}

/* "миротворчество (ru); peace creation (en)" */
static struct str label_cell(struct exporting *e, const struct labels *labels, enum label_kind kind)
{
	struct buf out = {0};

	for (size_t i = 1; i < labels->count; i++) /* the first is the title */
		if (labels->items[i].kind == kind)
			append(&out,
				str_format(&e->scratch, "%.*s (%.*s)", STR_ARG(labels->items[i].text), STR_ARG(labels->items[i].lang)));
	return copy_and_release(e, &out);
}

static struct str relation_cell(
	struct exporting *e, const struct concepts *concepts, const struct entry *entry, enum relation_kind kind)
{
	struct buf out = {0};
	size_t count;
	const struct relation *relations = concept_relations(concepts, entry, &count);

	for (size_t i = 0; i < count; i++)
		if (relations[i].kind == kind)
			append(&out, e->site->entries[relations[i].to].id);
	return copy_and_release(e, &out);
}

static void put_term(
	struct exporting *e, const struct concepts *concepts, const struct search_table *table, const struct entry *entry)
{
	struct labels labels = labels_of(&e->scratch, table, entry, e->site->config->lang);
	const struct str cells[] = {entry->id, entry_siglum(&e->scratch, entry), entry->title,
		labels.count ? labels.items[0].lang : STR(""), label_cell(e, &labels, LABEL_PREF),
		label_cell(e, &labels, LABEL_ALT), label_cell(e, &labels, LABEL_HIDDEN),
		plain_meaning(&e->scratch, entry, STR("skos:definition")),
		plain_meaning(&e->scratch, entry, STR("skos:scopeNote")), relation_cell(e, concepts, entry, RELATION_BROADER),
		relation_cell(e, concepts, entry, RELATION_NARROWER), relation_cell(e, concepts, entry, RELATION_RELATED),
		export_full_url(e, entry->address)};

	csv_row(&e->out, cells, COUNT_OF(cells));
}

void export_glossary(struct exporting *e)
{
	static const struct str NAMES[] = {STR_INIT("entry"), STR_INIT("siglum"), STR_INIT("term"), STR_INIT("lang"),
		STR_INIT("in_other_languages"), STR_INIT("also"), STR_INIT("variants"), STR_INIT("definition"),
		STR_INIT("scope_note"), STR_INIT("broader"), STR_INIT("narrower"), STR_INIT("related"), STR_INIT("url")};
	struct arena arena = {0};
	struct search_table *table = arena_new(&arena, struct search_table);
	struct concepts concepts;
	bool on = true;

	search_table_init(table);
	concepts_init(&concepts, e->site);
	csv_row(&e->out, NAMES, COUNT_OF(NAMES));
	for (size_t i = 0; i < e->site->entry_count && on; i++) {
		if (!is_concept(&e->site->entries[i]))
			continue;
		put_term(e, &concepts, table, &e->site->entries[i]);
		on = export_piece(e);
	}
	concepts_release(&concepts);
	arena_release(&arena);
}
