/* The whole handbook as one JSON object. Its keys stand in the order of the alphabet and its entries in that of their
 * ids, one on each line, so that two editions can be compared line by line. Each entry is written and let go. */
#include "export/handbook.h"

#include "base/arena.h"
#include "model/licence.h"
#include "model/naming.h"

/* ---- what stands where ---- */

static struct str passage_of(const struct entry *entry, uint32_t sentence)
{
	const struct body *body = &entry->body;
	uint32_t paragraph = sentence && sentence <= body->sentence_count ? body->sentences[sentence - 1].paragraph : 0;

	return paragraph ? body->paragraphs[paragraph - 1] : STR("");
}

static void put_passage(struct json_stream *json, const struct entry *entry, uint32_t sentence)
{
	json_key(json, STR("passage"));
	json_text_or_null(json, passage_of(entry, sentence));
}

static void put_texts(struct json_stream *json, const struct str *texts, size_t count)
{
	json_open(json, '[');
	for (size_t i = 0; i < count; i++)
		json_text(json, texts[i]);
	json_close(json, ']');
}

/* ---- members of an entry ---- */

static void put_address(struct handbook_writing *w, const struct entry *entry)
{
	json_text(&w->json, entry->address);
}

static void put_aliases(struct handbook_writing *w, const struct entry *entry)
{
	json_open(&w->json, '[');
	for (size_t i = 0; i < entry->alias_count; i++)
		json_text(&w->json, entry->aliases[i].address);
	json_close(&w->json, ']');
}

static void put_citations(struct handbook_writing *w, const struct entry *entry)
{
	struct json_stream *json = &w->json;

	json_open(json, '[');
	for (size_t i = 0; i < entry->body.citation_count; i++) {
		const struct citation *citation = &entry->body.citations[i];

		for (size_t at = 0; at < citation->item_count; at++) {
			const struct cite_item *item = &citation->items[at];

			if (!item->source)
				continue;
			json_open(json, '{');
			json_key(json, STR("locator"));
			json_text_or_null(json, item->locator);
			put_passage(json, entry, citation->sentence);
			json_key(json, STR("prefix"));
			json_text_or_null(json, item->prefix);
			json_member(json, STR("source"), item->source->id);
			json_close(json, '}');
		}
	}
	json_close(json, ']');
}

static void put_commit(struct handbook_writing *w, const struct entry *entry)
{
	json_text_or_null(&w->json, entry_commit(entry));
}

static void put_day(struct handbook_writing *w, const struct date *date)
{
	if (date->precision == DATE_DAY)
		json_text(&w->json, export_day(&w->e->scratch, edtf_first_day(date)));
	else
		json_null(&w->json);
}

static void put_created(struct handbook_writing *w, const struct entry *entry)
{
	put_day(w, &entry->created);
}

/* The newest changes that the history keeps. */
static void put_history(struct handbook_writing *w, const struct entry *entry)
{
	struct json_stream *json = &w->json;

	json_open(json, '[');
	for (size_t i = 0; entry->history && i < entry->history->count; i++) {
		const struct change *change = entry->history->changes[i];
		struct date day = date_of_seconds(change->seconds);

		json_open(json, '{');
		json_member(json, STR("author"), change->author);
		json_member(json, STR("commit"), change->commit);
		json_key(json, STR("date"));
		put_day(w, &day);
		json_member(json, STR("message"), change->message);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_forms(struct handbook_writing *w, const struct entry *entry)
{
	json_open(&w->json, '[');
	for (size_t i = 0; i < entry->form_count; i++)
		if (!entry->forms[i].title)
			json_text(&w->json, entry->forms[i].text);
	json_close(&w->json, ']');
}

static void put_id(struct handbook_writing *w, const struct entry *entry)
{
	json_text(&w->json, entry->id);
}

static void put_lang(struct handbook_writing *w, const struct entry *entry)
{
	json_text(&w->json, entry->lang.len ? entry->lang : w->e->site->config->lang);
}

static void put_links(struct handbook_writing *w, const struct entry *entry)
{
	struct json_stream *json = &w->json;

	json_open(json, '[');
	for (size_t i = 0; i < entry->body.link_count; i++) {
		const struct link *link = &entry->body.links[i];

		if (!link->to)
			continue;
		json_open(json, '{');
		json_key(json, STR("anchor"));
		json_text_or_null(json, link->anchor ? link->anchor->id : link->fragment);
		put_passage(json, entry, link->sentence);
		json_member(json, STR("to"), link->to->id);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* Sources may hold comments that are not meant for readers: they go out only where `outputs:` publishes them. */
static void put_markdown(struct handbook_writing *w, const struct entry *entry)
{
	const struct export_text *text = w->e->text;

	if (entry->record || !(w->e->site->config->outputs & OUTPUT_ENTRIES)) {
		json_null(&w->json);
		return;
	}
	struct str whole = text->load(text->context, entry);
	json_text(&w->json, entry->body_offset < whole.len ? str_from_index(whole, entry->body_offset) : STR(""));
}

static void put_mentions(struct handbook_writing *w, const struct entry *entry)
{
	struct json_stream *json = &w->json;

	json_open(json, '[');
	for (size_t i = 0; i < entry->body.mention_count; i++) {
		const struct mention *mention = &entry->body.mentions[i];

		if (!mention->prose)
			continue;
		json_open(json, '{');
		json_key(json, STR("linked"));
		json_bool(json, mention->reason == REASON_NONE);
		json_member(json, STR("of"), w->e->site->forms[mention->form].entry->id);
		put_passage(json, entry, mention->sentence);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_number(struct handbook_writing *w, const struct entry *entry)
{
	if (entry->number)
		json_number(&w->json, entry->number);
	else
		json_null(&w->json);
}

static void put_path(struct handbook_writing *w, const struct entry *entry)
{
	json_text(&w->json, entry->path);
}

/* Edges from or to the entry, each pair once for each field; what is symmetric is told among those that lead out. */
static void put_edges(struct handbook_writing *w, const struct entry *entry, bool out)
{
	struct edges edges = out ? site_edges_from(w->e->site, entry) : site_edges_to(w->e->site, entry);
	struct json_stream *json = &w->json;

	json_open(json, '[');
	for (size_t i = 0; i < edges.count; i++) {
		const struct edge *edge = &edges.items[i], *before = i ? edge - 1 : NULL;

		if (before && before->field == edge->field && before->from == edge->from && before->to == edge->to)
			continue;
		if (!out && edge->field->symmetric)
			continue;
		json_open(json, '{');
		json_member(json, STR("entry"), w->e->site->entries[out ? edge->to : edge->from].id);
		json_member(json, STR("field"), edge->field->name);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_relations(struct handbook_writing *w, const struct entry *entry)
{
	json_open(&w->json, '{');
	json_key(&w->json, STR("in"));
	put_edges(w, entry, false);
	json_key(&w->json, STR("out"));
	put_edges(w, entry, true);
	json_close(&w->json, '}');
}

/* The passages from `from` on that stand under one heading; where the next one begins. */
static size_t put_passages(struct handbook_writing *w, size_t from)
{
	const struct search_text *text = &w->passages;
	struct json_stream *json = &w->json;
	size_t i = from;

	json_key(json, STR("passages"));
	json_open(json, '[');
	for (; i < text->count && !text->passages[i].heading; i++) {
		const struct passage *passage = &text->passages[i];

		json_open(json, '{');
		json_key(json, STR("anchor"));
		json_text_or_null(json, passage->id);
		json_member(json, STR("text"), str_trim(str_slice(buf_str(&text->text), passage->from, passage->to)));
		json_close(json, '}');
	}
	json_close(json, ']');
	return i;
}

/* Headings stand in the order of the text: the search goes on where the last one ended. */
static uint32_t level_of(const struct entry *entry, struct str anchor, size_t *at)
{
	const struct body *body = &entry->body;

	while (*at < body->heading_count && !str_equal(body->headings[*at].id, anchor))
		++*at;
	return *at < body->heading_count ? body->headings[*at].level : 0;
}

/* What stands before the first heading is a section without one. */
static void put_sections(struct handbook_writing *w, const struct entry *entry)
{
	const struct search_text *text = &w->passages;
	struct json_stream *json = &w->json;
	size_t at = 0;

	search_text_of(&w->passages, entry);
	json_open(json, '[');
	for (size_t i = 0; i < text->count;) {
		const struct passage *heading = text->passages[i].heading ? &text->passages[i++] : NULL;
		struct str title = heading ? str_slice(buf_str(&text->text), heading->from, heading->to) : STR("");

		json_open(json, '{');
		json_key(json, STR("anchor"));
		json_text_or_null(json, heading ? heading->id : STR(""));
		json_key(json, STR("level"));
		json_number(json, heading ? level_of(entry, heading->id, &at) : 0);
		i = put_passages(w, i);
		json_key(json, STR("title"));
		json_text_or_null(json, str_trim(title));
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_siglum(struct handbook_writing *w, const struct entry *entry)
{
	json_text_or_null(&w->json, entry_siglum(&w->e->scratch, entry));
}

static void put_sources(struct handbook_writing *w, const struct entry *entry)
{
	struct json_stream *json = &w->json;

	json_open(json, '[');
	for (size_t i = 0; i < entry->source_count; i++) {
		const struct source_use *use = &entry->sources[i];

		if (!use->source)
			continue;
		json_open(json, '{');
		json_key(json, STR("locator"));
		json_text_or_null(json, use->locator);
		json_key(json, STR("note"));
		json_text_or_null(json, use->note);
		json_member(json, STR("source"), use->source->id);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_summary(struct handbook_writing *w, const struct entry *entry)
{
	json_text_or_null(&w->json, entry_summary(entry));
}

static void put_tags(struct handbook_writing *w, const struct entry *entry)
{
	put_texts(&w->json, entry->tags, entry->tag_count);
}

static void put_title(struct handbook_writing *w, const struct entry *entry)
{
	json_text(&w->json, entry->title);
}

static void put_type(struct handbook_writing *w, const struct entry *entry)
{
	json_text_or_null(&w->json, entry->type ? entry->type->name : STR(""));
}

static void put_updated(struct handbook_writing *w, const struct entry *entry)
{
	put_day(w, &entry->updated);
}

static void put_url(struct handbook_writing *w, const struct entry *entry)
{
	json_text_or_null(&w->json, export_full_url(w->e, entry->address));
}

static void put_words(struct handbook_writing *w, const struct entry *entry)
{
	json_number(&w->json, entry->body.words);
}

#define TEXT "{\"type\":\"string\"}"
#define TEXT_OR_NULL "{\"type\":[\"string\",\"null\"]}"
#define TEXTS "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"
#define LIST_OF(what) "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/" what "\"}}"

/* clang-format off */
const struct entry_member ENTRY_MEMBERS[] = {
	{"address", TEXT, "Where its page stands, from the root of the site; a record's with an anchor", put_address},
	{"aliases", TEXTS, "Old addresses that lead there", put_aliases},
	{"citations", LIST_OF("citation"), "Sources that its text cites, in the order of the text", put_citations},
	{"commit", TEXT_OR_NULL, "The commit that its text is of, where git knows", put_commit},
	{"created", "{\"$ref\":\"#/$defs/day\"}", "When it was written, where git knows", put_created},
	{"fields", "{\"type\":\"object\"}", "What its type declares, as far as it is filled in", put_fields},
	{"forms", TEXTS, "Other words that mean it", put_forms},
	{"history", LIST_OF("change"), "Its last changes, the newest first", put_history},
	{"id", TEXT, "Its name in the handbook", put_id},
	{"lang", TEXT, "The language of its text (BCP 47)", put_lang},
	{"links", LIST_OF("link"), "Entries that its text links to", put_links},
	{"markdown", TEXT_OR_NULL, "Its text as it was written; null for a record, and without `outputs: [entries]`", put_markdown},
	{"mentions", LIST_OF("mention"), "Terms that its text names", put_mentions},
	{"number", "{\"type\":[\"integer\",\"null\"]}", "Its permanent number", put_number},
	{"path", TEXT, "The file that it stands in", put_path},
	{"relations", "{\"$ref\":\"#/$defs/relations\"}", "Entries that it refers to, and those that refer to it",
		put_relations},
	{"sections", LIST_OF("section"), "Its text without mark-up, under its headings; what stands before the first has none", put_sections},
	{"siglum", TEXT_OR_NULL, "The letter of its type and its number", put_siglum},
	{"sources", LIST_OF("source"), "Sources of the entry as a whole", put_sources},
	{"summary", TEXT_OR_NULL, "Its summary, or its definition", put_summary},
	{"tags", TEXTS, "Its tags", put_tags},
	{"title", TEXT, "Its title", put_title},
	{"type", TEXT_OR_NULL, "The name of its type; null for a page of its own", put_type},
	{"updated", "{\"$ref\":\"#/$defs/day\"}", "When it was last revised, where it says so or git knows", put_updated},
	{"url", TEXT_OR_NULL, "The full address of its page; null where the handbook has no base_url", put_url},
	{"words", "{\"type\":\"integer\"}", "How long its text is", put_words},
};
/* clang-format on */
const size_t ENTRY_MEMBER_COUNT = COUNT_OF(ENTRY_MEMBERS);

/* ---- the handbook ---- */

static void put_types(struct handbook_writing *w)
{
	const struct schema *schema = &w->e->site->config->schema;
	static const struct str ROLES[] = {STR_INIT(""), STR_INIT("glossary"), STR_INIT("bibliography")};
	struct json_stream *json = &w->json;

	json_open(json, '[');
	for (size_t i = 0; i < schema->type_count; i++) {
		const struct type *type = &schema->types[i];

		json_line(json);
		json_open(json, '{');
		json_key(json, STR("fields"));
		put_field_list(json, type->fields, type->field_count);
		json_key(json, STR("label"));
		json_open(json, '{');
		json_member(json, STR("many"), type->label_many);
		json_member(json, STR("one"), type->label_one);
		json_close(json, '}');
		json_key(json, STR("letter"));
		json_text_or_null(json, type->letter);
		json_key(json, STR("means"));
		json_text_or_null(json, type->means);
		json_member(json, STR("name"), type->name);
		json_key(json, STR("role"));
		json_text_or_null(json, ROLES[type->role]);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_authors(struct handbook_writing *w)
{
	const struct config *config = w->e->site->config;
	struct json_stream *json = &w->json;

	json_open(json, '[');
	for (size_t i = 0; i < config->author_count; i++) {
		const struct author *author = &config->authors[i];

		json_open(json, '{');
		json_member(json, STR("name"), author->name);
		json_member_if(json, STR("orcid"), author->orcid);
		json_member_if(json, STR("url"), author->url);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_handbook(struct handbook_writing *w)
{
	const struct config *config = w->e->site->config;
	struct json_stream *json = &w->json;
	struct str licence = licence_url(&w->e->scratch, config->licence);

	json_open(json, '{');
	json_key(json, STR("authors"));
	put_authors(w);
	json_key(json, STR("edition"));
	json_text_or_null(json, config->edition);
	json_member(json, STR("lang"), config->lang);
	json_key(json, STR("licence"));
	json_text_or_null(json, config->licence);
	json_key(json, STR("licence_url"));
	json_text_or_null(json, licence);
	json_key(json, STR("repository"));
	json_text_or_null(json, config->repository);
	json_key(json, STR("subtitle"));
	json_text_or_null(json, config->subtitle);
	json_member(json, STR("title"), config->title);
	json_key(json, STR("url"));
	json_text_or_null(json, config->base_url);
	json_close(json, '}');
}

static void put_entry(struct handbook_writing *w, const struct entry *entry)
{
	json_open(&w->json, '{');
	for (size_t i = 0; i < ENTRY_MEMBER_COUNT; i++) {
		json_key(&w->json, str_from(ENTRY_MEMBERS[i].name));
		ENTRY_MEMBERS[i].put(w, entry);
	}
	json_close(&w->json, '}');
}

void export_handbook(struct exporting *e)
{
	struct handbook_writing w = {.e = e, .json = {.out = &e->out}};
	bool on = true;

	json_open(&w.json, '{');
	json_member(&w.json, STR("$schema"), STR("handbook.schema.json"));
	json_key(&w.json, STR("entries"));
	json_open(&w.json, '[');
	for (size_t i = 0; i < e->site->entry_count && on; i++) {
		json_line(&w.json);
		put_entry(&w, &e->site->entries[i]);
		on = export_piece(e);
	}
	json_close(&w.json, ']');
	json_line(&w.json);
	json_key(&w.json, STR("format"));
	json_number(&w.json, 1);
	json_line(&w.json);
	json_key(&w.json, STR("handbook"));
	put_handbook(&w);
	json_line(&w.json);
	json_key(&w.json, STR("types"));
	put_types(&w);
	json_close(&w.json, '}');
	buf_char(&e->out, '\n');
	search_text_release(&w.passages);
}
