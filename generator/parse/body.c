/* The parse of an entry's texts as a whole: the body, then its fields of type markdown, into one struct body. One writer
 * serves `glossa render --plain` as well: there it writes what the CommonMark and GitHub specifications show, so that
 * they test this very code. */
#include "parse/body.h"

#include <stdlib.h>

#include "base/die.h"
#include "parse/body_writer.h"

enum { MOST_DIAGS = 5000 };

struct body_worker *body_worker_new(void)
{
	return must_zalloc(1, sizeof(struct body_worker));
}

void body_worker_free(struct body_worker *worker)
{
	if (!worker)
		return;
	markdown_release(&worker->markdown);
	match_list_release(&worker->matches);
	arena_release(&worker->scratch);
	buf_release(&worker->html);
	void *const lists[] = {worker->holes, worker->headings, worker->anchors, worker->paragraphs, worker->links,
		worker->mentions, worker->citations, worker->images, worker->sentences, worker->bare_links, worker->views,
		worker->linked, worker->notes, worker->note_order};
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		free(lists[i]);
	map_release(&worker->ids);
	free(worker);
}

struct str interface_word(const struct writer *w, struct str key)
{
	return word(&w->rules->words, w->lang, key);
}

/* The page's own title is its h1, so headings begin at h2. */
static uint32_t heading_shift(const struct writer *w)
{
	const struct markdown *md = &w->worker->markdown;

	for (size_t i = 0; i < md->count && !w->rules->plain; i++)
		if (md->items[i].kind == MD_HEADING && md->items[i].flags & MD_ENTER && md->items[i].level == 1)
			return 1;
	return 0;
}

static void ready_notes(struct writer *w)
{
	struct body_worker *worker = w->worker;
	size_t count = worker->markdown.footnote_count;

	if (count > worker->note_capacity) {
		worker->notes = must_realloc(worker->notes, count * sizeof(*worker->notes));
		worker->note_order = must_realloc(worker->note_order, count * sizeof(*worker->note_order));
		worker->note_capacity = count;
	}
	if (count)
		memset(worker->notes, 0, count * sizeof(*worker->notes));
	w->note_number = 0;
}

/* One Markdown text: the body itself, or a field. */
static void parse_text(struct writer *w, struct str source, uint32_t first_line)
{
	struct markdown_options options = {
		.plain = w->rules->plain,
		.path = w->entry->path,
		.first_line = first_line,
		.nesting = w->rules->config ? (uint32_t)w->rules->config->limits.nesting : 0,
	};

	w->source = source;
	w->source_line = first_line;
	w->cursor = w->text_cursor = (struct cursor){.place = {first_line, 1}};
	w->nolink = false;
	if (!markdown_parse(&w->worker->markdown, source, &options, w->diags))
		return;
	ready_notes(w);
	reserve_ids(w);
	w->heading_shift = heading_shift(w);
	write_blocks(w, 0, (uint32_t)w->worker->markdown.count);
	write_notes(w);
	w->words += (uint32_t)str_count(buf_str(&w->worker->markdown.text), ' ');
}

static void reset_worker(struct body_worker *worker, const struct body_rules *rules)
{
	buf_reset(&worker->html);
	worker->hole_count = worker->heading_count = worker->anchor_count = worker->paragraph_count = worker->link_count =
		0;
	worker->mention_count = worker->citation_count = worker->image_count = worker->sentence_count =
		worker->bare_link_count = worker->view_count = worker->matches.count = 0;
	map_release(&worker->ids);
	arena_reset(&worker->scratch);
	if (worker->linked_count < rules->entry_count) {
		worker->linked = must_realloc(worker->linked, rules->entry_count * sizeof(*worker->linked));
		memset(worker->linked, 0, rules->entry_count * sizeof(*worker->linked));
		worker->linked_count = rules->entry_count;
	}
	worker->section_stamp++;
}

static void *kept(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = count ? arena_alloc(arena, count * size) : NULL;

	if (count)
		memcpy(copy, items, count * size);
	return copy;
}

static void keep_body(struct writer *w)
{
	struct body_worker *worker = w->worker;
	struct arena *arena = &w->entry->arena;
	struct body *body = &w->entry->body;

#define KEEP(list, singular) \
	body->list = kept(arena, worker->list, worker->singular##_count, sizeof(*worker->list)); \
	body->singular##_count = worker->singular##_count
	KEEP(holes, hole);
	KEEP(headings, heading);
	KEEP(anchors, anchor);
	KEEP(paragraphs, paragraph);
	KEEP(links, link);
	KEEP(mentions, mention);
	KEEP(citations, citation);
	KEEP(images, image);
	KEEP(sentences, sentence);
	KEEP(bare_links, bare_link);
	KEEP(views, view);
#undef KEEP
	body->html = str_copy(arena, buf_str(&worker->html));
	body->words = w->words;
}

/* Fields of type markdown, in the order of the front matter. */
static void parse_fields(struct writer *w)
{
	struct body *body = &w->entry->body;
	const struct value *front = w->entry->front;
	size_t capacity = 0;

	if (!w->entry->type || !front || front->kind != VALUE_MAP)
		return;
	w->columns = false; /* these texts are not what stands in the file */
	for (size_t i = 0; i < front->map.count; i++) {
		const struct field *field = schema_field(w->entry->type, front->map.members[i].key);
		const struct value *value = front->map.members[i].value;

		if (!field || field->kind != FIELD_MARKDOWN || value->kind != VALUE_TEXT)
			continue;
		body->parts = arena_grow(&w->entry->arena, body->parts, body->part_count, &capacity, sizeof(*body->parts));
		struct body_part *part = &body->parts[body->part_count++];
		*part = (struct body_part){
			.value = value, .from = (uint32_t)w->worker->html.len, .first_hole = (uint32_t)w->worker->hole_count};
		w->worker->section_stamp++;
		parse_text(w, value->text, value->place.line + (value->plain ? 0 : 1));
		part->to = (uint32_t)w->worker->html.len;
		part->hole_count = (uint32_t)w->worker->hole_count - part->first_hole;
	}
}

void body_parse(struct body_worker *worker, const struct body_rules *rules, struct entry *entry, struct str source,
	struct diags *diags)
{
	struct str lang = entry->lang.len || !rules->config ? entry->lang : rules->config->lang;
	struct writer w = {
		.rules = rules,
		.worker = worker,
		.entry = entry,
		.diags = diags,
		.lang = lang,
		.columns = rules->columns,
		.quotes = rules->config && rules->config->typography && !rules->plain ? quotes_for(lang) : NULL,
	};

	entry->body = (struct body){0};
	diags->limit = diags->count + MOST_DIAGS;
	reset_worker(worker, rules);
	parse_text(&w, source, entry->body_line);
	entry->body.html_end = (uint32_t)worker->html.len;
	entry->body.main_hole_count = (uint32_t)worker->hole_count;
	if (!rules->plain)
		parse_fields(&w);
	diags->limit = 0;
	keep_body(&w);
}
