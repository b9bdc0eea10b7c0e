/* What search needs of the handbook: classic scripts below search/, which a page can load from any host and from the
 * disk. Each calls glossaSearch(name, text):
 *
 *   manifest   lines of a key, a tab and values: the order of documents by type, how many there are and how long
 *              one is that a query finds (the longer, the more often), the table of letters, where each shard begins
 *   w0 …       shards of the inverted index (search_index.h)
 *   d0 …       a document each: title, address, siglum, language, forms, summary, a line each, the forms by tabs; then
 *              its passages, an anchor, a tab and the text
 *
 * One worker makes all of it while the others render pages, so the bytes do not depend on how many there are. */
#include "render/machine_files.h"
#include "render/parts.h"

#include <stdlib.h>

#include "formats/json.h"
#include "model/search_text.h"
#include "render/pages.h"
#include "render/search_index.h"

/* Documents together hold at most so much text, but for a piece of each; what is beyond is found, not shown. */
enum { TEXT_TOTAL = 36 * 1024 * 1024, TEXT_LEAST = 3 * 1024 };
/* Weights by field; of running text it is 2 … 11 (search_index.c). */
enum {
	WEIGHT_TITLE = 16,
	WEIGHT_FORM = 14,
	WEIGHT_KEY = 12,
	WEIGHT_SUMMARY = 12,
	WEIGHT_HEADING = 10,
	WEIGHT_FIELD = 3
};
enum { NAME_TITLE = 63, NAME_SIGLUM = 60, NAME_FORM = 50, NAME_KEY = 45 };

struct writing {
	const struct render *render;
	struct arena *arena;
	const struct page_sink *sink;
	struct search_index index;
	struct search_text text;
	struct buf fields, lines, out, manifest, shards;
	const struct entry **docs;
	size_t doc_count, text_most;
	uint64_t bytes, squares; /* of the documents' lengths: their sum, the sum of their squares */
	uint64_t hash;
	bool failed;
};

static void put_script(struct writing *w, struct str name, struct str text)
{
	struct buf *out = &w->out;

	buf_reset(out);
	buf_put(out, STR("glossaSearch("));
	json_string(out, name);
	buf_char(out, ',');
	json_string(out, text);
	buf_put(out, STR(")\n"));
	struct str path = str_format(w->arena, "search/%.*s.js", STR_ARG(name));
	if (!w->failed && !w->sink->write(w->sink->context, path, buf_str(out)))
		w->failed = true;
}

/* ---- one document ---- */

static size_t count_words(const struct search_table *table, struct str text)
{
	struct search_scan scan = {.table = table, .text = text};
	size_t words = 0;

	while (search_next(&scan))
		words++;
	return words ? words : 1;
}

/* The fewer words a name has, the more each of them says. */
static void add_name(struct writing *w, struct str name, unsigned weight, unsigned whole)
{
	size_t words = count_words(w->index.table, name);
	unsigned more = words < 12 ? (unsigned)(24 / (words < 2 ? 1 : words)) : 2;

	search_index_words(&w->index, name, weight + more, true);
	search_index_name(&w->index, name, whole);
}

static void put_clean(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_char(out, (unsigned char)text.data[i] < ' ' ? ' ' : text.data[i]);
}

/* `shown`: readers can make sense of it; names of other entries are only found. */
static void add_values(struct writing *w, const struct value *value, unsigned weight, bool shown)
{
	if (value->kind == VALUE_TEXT) {
		search_index_words(&w->index, value->text, weight, false);
		if (!shown || !value->text.len)
			return;
		if (w->fields.len)
			buf_put(&w->fields, STR(" · "));
		put_clean(&w->fields, value->text);
	} else if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->list.count; i++)
			add_values(w, value->list.items[i], weight, shown);
	} else if (value->kind == VALUE_MAP) {
		for (size_t i = 0; i < value->map.count; i++)
			add_values(w, value->map.members[i].value, weight, shown);
	}
}

static void add_fields(struct writing *w, const struct entry *entry)
{
	buf_reset(&w->fields);
	for (size_t i = 0; entry->type && entry->front->kind == VALUE_MAP && i < entry->front->map.count; i++) {
		const struct member *member = &entry->front->map.members[i];
		const struct field *field = schema_field(entry->type, member->key);

		if (!field || field->computed || field->kind == FIELD_MARKDOWN || field->kind == FIELD_BOOLEAN ||
			!member->value)
			continue;
		bool author = str_equal(field->means, STR("csl:author")) || str_equal(field->means, STR("csl:issued"));
		add_values(w, member->value, author ? WEIGHT_KEY : WEIGHT_FIELD,
			field->kind == FIELD_TEXT && !str_equal(field->means, STR("skos:definition")));
	}
	for (size_t i = 0; i < entry->tag_count; i++)
		search_index_words(&w->index, entry->tags[i], WEIGHT_FIELD, false);
}

static void put_line(struct buf *out, struct str text)
{
	put_clean(out, text);
	buf_char(out, '\n');
}

static void put_names(struct writing *w, const struct entry *entry)
{
	struct str summary = w->render->summaries[entry->index];

	put_line(&w->lines, entry->title);
	put_line(&w->lines, entry->address);
	put_line(&w->lines, caption_of(w->render, entry)->siglum);
	put_line(&w->lines, render_language(w->render, entry)->lang);
	for (size_t i = 0, put = 0; i < entry->form_count; i++) {
		if (entry->forms[i].title)
			continue;
		if (put++)
			buf_char(&w->lines, '\t');
		put_line(&w->lines, entry->forms[i].text);
		w->lines.len--;
	}
	buf_char(&w->lines, '\n');
	put_line(&w->lines, summary);
}

static void put_passages(struct writing *w)
{
	struct str text = buf_str(&w->text.text);
	size_t most = w->lines.len + w->text_most;

	for (size_t i = 0; i < w->text.count; i++) {
		const struct passage *passage = &w->text.passages[i];
		struct str piece = str_trim(str_slice(text, passage->from, passage->to));

		if (w->lines.len + piece.len > most)
			break;
		buf_put(&w->lines, passage->id);
		buf_char(&w->lines, '\t');
		buf_put(&w->lines, piece);
		buf_char(&w->lines, '\n');
	}
	if (w->fields.len && w->lines.len < most) {
		buf_char(&w->lines, '\t');
		put_line(&w->lines, buf_str(&w->fields));
	}
}

static void add_document(struct writing *w, const struct entry *entry, size_t number)
{
	struct str siglum = caption_of(w->render, entry)->siglum, text;
	size_t slash = entry->id.len;

	while (slash && entry->id.data[slash - 1] != '/')
		slash--;
	add_name(w, entry->title, WEIGHT_TITLE, NAME_TITLE);
	for (size_t i = 0; i < entry->form_count; i++)
		if (!entry->forms[i].title)
			add_name(w, entry->forms[i].text, WEIGHT_FORM, NAME_FORM);
	search_index_name(&w->index, siglum, NAME_SIGLUM);
	add_name(w, str_from_index(entry->id, slash), WEIGHT_KEY, NAME_KEY);
	search_index_words(&w->index, w->render->summaries[entry->index], WEIGHT_SUMMARY, false);
	add_fields(w, entry);
	search_text_of(&w->text, entry);
	text = buf_str(&w->text.text);
	for (size_t i = 0; i < w->text.count; i++) {
		const struct passage *passage = &w->text.passages[i];

		if (passage->heading)
			search_index_words(&w->index, str_slice(text, passage->from, passage->to), WEIGHT_HEADING, false);
	}
	search_index_words(&w->index, text, SEARCH_TEXT, false);
	search_index_next(&w->index);
	buf_reset(&w->lines);
	put_names(w, entry);
	put_passages(w);
	w->hash = (w->hash ^ w->lines.len) * 1099511628211u;
	w->bytes += w->lines.len;
	w->squares += (uint64_t)w->lines.len * w->lines.len;
	put_script(w, str_format(w->arena, "d%zu", number), buf_str(&w->lines));
}

/* ---- the whole ---- */

/* How much a hit of this type counts, in hundredths: what defines before what is cited. */
static unsigned type_factor(const struct type *type)
{
	if (!type)
		return 80;
	if (type->role == ROLE_GLOSSARY)
		return 112;
	if (type->role == ROLE_BIBLIOGRAPHY)
		return 85;
	return type->folder.len ? 100 : 70;
}

static void put_type(struct writing *w, const struct type *type, size_t from)
{
	buf_put(&w->manifest, STR("type\t"));
	buf_put(&w->manifest, type ? type->name : STR("page"));
	buf_char(&w->manifest, '\t');
	put_clean(&w->manifest, type ? type->label_many : STR(""));
	buf_printf(&w->manifest, "\t%zu\t%zu\t%u\n", from, w->doc_count - from, type_factor(type));
}

/* By type, so that a hit's number tells its type; within one in the order of its index. */
static void order_documents(struct writing *w)
{
	const struct site *site = w->render->site;
	const struct schema *schema = &site->config->schema;

	w->docs = arena_array(w->arena, const struct entry *, site->entry_count + 1);
	for (size_t i = 0; i < schema->type_count; i++) {
		const struct type_order *order = &w->render->orders[i];
		size_t from = w->doc_count;

		for (size_t j = 0; j < order->count; j++)
			w->docs[w->doc_count++] = order->items[j];
		put_type(w, &schema->types[i], from);
	}
	size_t from = w->doc_count;
	for (size_t i = 0; i < site->entry_count; i++)
		if (!site->entries[i].type || site->entries[i].type_index)
			w->docs[w->doc_count++] = &site->entries[i];
	put_type(w, NULL, from);
}

static void write_shard(void *context, size_t number, struct str first_key, struct str lines)
{
	struct writing *w = context;

	w->hash = str_hash_more(w->hash, lines);
	buf_printf(&w->shards, "shard\t%.*s\n", STR_ARG(first_key));
	put_script(w, str_format(w->arena, "w%zu", number), lines);
}

static void put_stop_words(struct writing *w)
{
	struct str words = word(&w->render->site->words, w->render->site->config->lang, STR("search_stop"));
	struct search_scan scan = {.table = w->index.table, .text = words};

	buf_put(&w->manifest, STR("stop\t"));
	for (bool more = false; search_next(&scan); more = true) {
		if (more)
			buf_char(&w->manifest, ' ');
		buf_put(&w->manifest, search_word(&scan));
		search_index_drop(&w->index, search_word(&scan));
	}
	buf_char(&w->manifest, '\n');
}

static void write_all(struct writing *w)
{
	struct search_shards shards = {write_shard, w};

	order_documents(w);
	w->text_most = w->doc_count && TEXT_TOTAL / w->doc_count > TEXT_LEAST ? TEXT_TOTAL / w->doc_count : TEXT_LEAST;
	for (size_t i = 0; i < w->doc_count && !w->failed; i++)
		add_document(w, w->docs[i], i);
	put_stop_words(w);
	search_index_write(&w->index, &shards);
	buf_printf(&w->manifest, "docs\t%zu\t%zu\nversion\t%08x\nfold\t", w->doc_count,
		(size_t)(w->bytes ? w->squares / w->bytes : 0), (unsigned)(w->hash & 0xffffffff));
	search_fold_export(&w->manifest, w->index.table);
	buf_char(&w->manifest, '\n');
	buf_put(&w->manifest, buf_str(&w->shards));
	put_script(w, STR("manifest"), buf_str(&w->manifest));
}

bool render_search(struct making *m, const struct page_sink *sink)
{
	struct writing w = {.render = m->render, .arena = m->arena, .sink = sink, .hash = 14695981039346656037u};
	struct buf *const buffers[] = {&w.fields, &w.lines, &w.out, &w.manifest, &w.shards};

	w.index.table = m->render->search_table;
	write_all(&w);
	for (size_t i = 0; i < COUNT_OF(buffers); i++)
		buf_release(buffers[i]);
	search_index_release(&w.index);
	search_text_release(&w.text);
	return !w.failed;
}
