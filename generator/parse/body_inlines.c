/* The inlines of one block. The block's words stand end to end in one text, so terms and sentences are found there,
 * across mark-up; the items are then written in order, and a term's link opens and closes where its match does. */
#include "base/fold.h"
#include "base/utf8.h"
#include "parse/body_writer.h"
#include "parse/citations.h"
#include "parse/sentences.h"

void write_hole(struct writer *w, enum hole_kind kind, size_t index)
{
	struct body_worker *worker = w->worker;

	worker->holes = grow(worker->holes, worker->hole_count, &worker->hole_capacity, sizeof(*worker->holes));
	worker->holes[worker->hole_count++] = (struct hole){
		.offset = (uint32_t)worker->html.len, .kind = (uint16_t)kind, .index = (uint32_t)index};
}

/* The sentence that holds this place of the block: index + 1. */
static uint32_t sentence_at(struct writer *w, struct block *b, size_t at)
{
	struct body_worker *worker = w->worker;

	if (b->sentence && at >= b->sentence_from && (at < b->sentence_to || b->sentence_to == b->text.len))
		return b->sentence;
	size_t from = at >= b->sentence_to ? b->sentence_to : 0, to = sentence_end(b->text, from);
	while (to <= at && to < b->text.len) {
		from = to;
		to = sentence_end(b->text, from);
	}
	b->sentence_from = from;
	b->sentence_to = to;
	worker->sentences = grow(
		worker->sentences, worker->sentence_count, &worker->sentence_capacity, sizeof(*worker->sentences));
	struct str excerpt = sentence_excerpt(&w->entry->arena, str_slice(b->text, from, to), at - from);
	worker->sentences[worker->sentence_count] = (struct sentence){
		.text = typeset_plain(&w->entry->arena, excerpt, w->quotes),
		.section = w->section,
		.paragraph = w->paragraph,
	};
	b->sentence = (uint32_t)++worker->sentence_count;
	return b->sentence;
}

/* As much of a sentence as a quotation around `from` can reach. */
static void find_kept(struct block *b, size_t from)
{
	enum { BEFORE = 300, AFTER = 900 };
	uint32_t c;

	b->kept_from = from - b->sentence_from > BEFORE ? from : b->sentence_from;
	for (int i = 0; i < BEFORE && b->kept_from > b->sentence_from; i++)
		b->kept_from -= utf8_decode_before(b->text, b->kept_from, &c);
	b->kept_to = b->sentence_to;
	if (b->kept_to - from > AFTER)
		b->kept_to = from + utf8_head(str_slice(b->text, from, b->sentence_to), AFTER).len;
}

/* What a link without a label reads is not known yet: its sentence is kept as written, with the place of the link. */
static void keep_bare_link(struct writer *w, struct block *b, const struct md_item *item, uint32_t number)
{
	struct body_worker *worker = w->worker;
	struct sentence *sentence = &worker->sentences[worker->links[number].sentence - 1];
	size_t from = item->from - b->from, to = item->to - b->from;

	if (!sentence->bare_link)
		find_kept(b, from);
	if (to > b->kept_to) /* what stands for it can end a sentence, too */
		return;
	if (!sentence->bare_link)
		sentence->text = str_copy(&w->entry->arena, str_slice(b->text, b->kept_from, b->kept_to));
	worker->bare_links = grow(
		worker->bare_links, worker->bare_link_count, &worker->bare_link_capacity, sizeof(*worker->bare_links));
	worker->bare_links[worker->bare_link_count] = (struct bare_link){
		number, (uint32_t)(from - b->kept_from), (uint32_t)(to - b->kept_from), sentence->bare_link};
	sentence->bare_link = (uint32_t)++worker->bare_link_count;
}

/* --- terms --- */

static bool allowed_inside(const struct md_item *item)
{
	return item->kind == MD_TEXT || item->kind == MD_SOFT_BREAK || item->kind == MD_EMPHASIS || item->kind == MD_STRONG;
}

/* Whether what stands between `number` and the match's end can stand inside one link. */
static enum mention_reason crosses(const struct writer *w, uint32_t number, uint32_t end_item, uint32_t to)
{
	const struct markdown *md = &w->worker->markdown;
	int depth = 0;

	for (uint32_t i = number; i < end_item && md->items[i].from < to; i++) {
		const struct md_item *item = &md->items[i];

		if (!allowed_inside(item))
			return REASON_CUTS_MARKUP;
		if (item->kind == MD_EMPHASIS || item->kind == MD_STRONG) {
			depth += item->flags & MD_ENTER ? 1 : -1;
			if (depth < 0)
				return REASON_CUTS_MARKUP;
		}
	}
	return depth == 0 ? REASON_NONE : REASON_CUTS_MARKUP;
}

static enum mention_reason by_policy(struct writer *w, const struct entry *target)
{
	struct body_worker *worker = w->worker;

	switch (w->rules->config->link) {
	case LINK_NONE: return REASON_POLICY;
	case LINK_ALL: return REASON_NONE;
	case LINK_FIRST_PER_SECTION:
	case LINK_FIRST_PER_PAGE: break;
	}
	if (worker->linked[target->index] == worker->section_stamp)
		return REASON_REPEATED;
	worker->linked[target->index] = worker->section_stamp;
	return REASON_NONE;
}

static enum mention_reason reason_against(
	struct writer *w, const struct block *b, const struct match *match, uint32_t item, uint32_t end)
{
	const struct entry *target = w->rules->forms[match->form].entry;

	if (b->zone == ZONE_HEADING)
		return REASON_HEADING;
	if (w->nolink)
		return REASON_NOLINK;
	if (b->in_link)
		return REASON_IN_LINK;
	if (b->zone == ZONE_ATTRIBUTION)
		return REASON_QUOTATION;
	if (w->worker->markdown.items[item].kind != MD_TEXT)
		return REASON_CODE;
	enum mention_reason reason = crosses(w, item, end, match->to + b->from);
	return reason ? reason : by_policy(w, target);
}

/* For columns: most items of text stand in their line as they are. */
static void find_item(struct writer *w, struct block *b, const struct md_item *item)
{
	b->column_from = item->from - b->from;
	b->column = w->columns ? find_column(w, str_slice(b->text, b->column_from, item->to - b->from), b->line) : 0;
}

/* In one that has escapes or entities, with what stands before it since the last one, or alone. */
static uint32_t find_match(struct writer *w, struct block *b, const struct match *match)
{
	uint32_t from = b->column_from;
	uint32_t column = find_column(w, str_slice(b->text, from, match->to), b->line);

	b->column_from = match->to;
	if (column)
		return column + (uint32_t)utf8_count(str_slice(b->text, from, match->from));
	return find_column(w, str_slice(b->text, match->from, match->to), b->line);
}

static struct place place_of(struct writer *w, struct block *b, const struct match *match)
{
	uint32_t column = b->column;

	if (column)
		column += (uint32_t)utf8_count(str_slice(b->text, b->column_from, match->from));
	else if (w->columns)
		column = find_match(w, b, match);
	return (struct place){b->line, column};
}

/* Notes the match that begins inside `item`; true when it shall be linked. */
static bool mention(struct writer *w, struct block *b, const struct match *match, uint32_t item, uint32_t end)
{
	struct body_worker *worker = w->worker;

	if (w->rules->forms[match->form].entry == w->entry)
		return false;
	enum mention_reason reason = reason_against(w, b, match, item, end);
	bool prose = reason != REASON_HEADING && reason != REASON_CODE;
	worker->mentions = grow(
		worker->mentions, worker->mention_count, &worker->mention_capacity, sizeof(*worker->mentions));
	worker->mentions[worker->mention_count] = (struct mention){
		.form = match->form,
		.reason = (uint16_t)reason,
		.prose = prose,
		.place = place_of(w, b, match),
		.sentence = prose ? sentence_at(w, b, match->from) : 0,
	};
	b->open_mention = (uint32_t)worker->mention_count++;
	return reason == REASON_NONE;
}

/* --- text --- */

static void write_text(struct writer *w, struct block *b, uint32_t number, uint32_t end)
{
	struct body_worker *worker = w->worker;
	const struct md_item *item = &worker->markdown.items[number];
	uint32_t at = item->from - b->from, to = item->to - b->from;

	find_item(w, b, item);
	while (at < to) {
		uint32_t stop = to;

		if (b->open_until) {
			stop = b->open_until < to ? b->open_until : to;
		} else {
			while (b->match < b->match_end && worker->matches.items[b->match].from < at)
				b->match++;
			if (b->match < b->match_end && worker->matches.items[b->match].from < to)
				stop = worker->matches.items[b->match].from;
		}
		typeset(&worker->html, b->text, at, stop, w->quotes);
		at = stop;
		if (b->open_until == at && at) {
			write_hole(w, HOLE_TERM_END, b->open_mention);
			b->open_until = 0;
		} else if (at < to && !b->open_until) {
			struct match match = worker->matches.items[b->match++];

			if (mention(w, b, &match, number, end)) {
				write_hole(w, HOLE_TERM, b->open_mention);
				b->open_until = match.to;
			}
		}
	}
}

/* Terms inside code are told to `list --mentions`, never linked. */
static void pass_matches(struct writer *w, struct block *b, uint32_t number, uint32_t end)
{
	struct body_worker *worker = w->worker;
	const struct md_item *item = &worker->markdown.items[number];
	uint32_t to = item->to - b->from;

	find_item(w, b, item);
	for (; b->match < b->match_end && worker->matches.items[b->match].from < to; b->match++) {
		struct match match = worker->matches.items[b->match];
		mention(w, b, &match, number, end);
	}
}

static void write_code(struct writer *w, struct str code)
{
	put(w, "<code>");
	escape_html(&w->worker->html, code);
	put(w, "</code>");
}

static void write_raw_html(struct writer *w, struct str html, uint32_t line)
{
	bool raw = w->rules->plain ? w->rules->unsafe : w->rules->config->raw_html;

	if (raw) {
		buf_put(&w->worker->html, html);
		return;
	}
	if (!w->rules->plain && !str_starts(html, STR("</"))) /* told at the opening tag */
		diag_add_span(w->diags, DIAG_HTML_RAW, w->entry->path, find_place(w, html, line), (uint32_t)utf8_count(html),
			"raw HTML is shown as text; write it in Markdown, or set `markdown: raw_html: true`");
	escape_html(&w->worker->html, html);
}

/* --- links --- */

static uint32_t add_link(struct writer *w, struct link link)
{
	struct body_worker *worker = w->worker;

	worker->links = grow(worker->links, worker->link_count, &worker->link_capacity, sizeof(*worker->links));
	worker->links[worker->link_count] = link;
	return (uint32_t)worker->link_count++;
}

static void open_external(struct writer *w, struct str address, struct str title)
{
	put(w, "<a href=\"");
	escape_href(&w->worker->html, address);
	put(w, "\"");
	write_title(w, title);
	if (!w->rules->plain)
		put(w, " class=\"external\" rel=\"external\"");
	put(w, ">");
}

static void split_fragment(struct writer *w, struct str address, struct link *link)
{
	size_t hash = str_find_char(address, '#', 0), query = str_find_char(str_slice(address, 0, hash), '?', 0);

	link->target = decoded_address(&w->entry->arena, str_slice(address, 0, query));
	link->fragment = hash < address.len ? decoded_address(&w->entry->arena, str_from_index(address, hash + 1))
	                                    : STR("");
}

/* The number of the open link, or MD_NONE when it leads outside or nowhere (which `plain_text` tells). */
static uint32_t open_link(struct writer *w, struct block *b, const struct md_item *item, bool *plain_text)
{
	const struct md_link *md_link = &w->worker->markdown.links[item->index];
	enum address_kind kind = address_kind(md_link->address);
	struct place place = md_link->place.line
	                         ? md_link->place
	                         : find_place(w, md_link->address.len ? md_link->address : STR("]()"), b->line);
	uint32_t length = (uint32_t)utf8_count(md_link->address);

	*plain_text = false;
	if (w->rules->plain) {
		bool safe = w->rules->unsafe || kind == ADDRESS_RELATIVE || kind == ADDRESS_FRAGMENT ||
		            kind == ADDRESS_EXTERNAL;
		open_external(w, safe ? md_link->address : STR(""), md_link->title);
		return MD_NONE;
	}
	if (kind == ADDRESS_EXTERNAL) {
		open_external(w, md_link->address, md_link->title);
		return MD_NONE;
	}
	*plain_text = kind == ADDRESS_FORBIDDEN || kind == ADDRESS_IMAGE || md_link->address.len == 0;
	if (md_link->address.len == 0)
		diag_add_span(w->diags, DIAG_LINK_EMPTY, w->entry->path, place, 1, "the link has no address");
	else if (*plain_text)
		diag_add_span(w->diags, DIAG_LINK_ADDRESS, w->entry->path, place, length,
			"\"%.*s\" is not an address to link to; use http, https, mailto, tel or a relative path",
			STR_ARG(md_link->address));
	if (*plain_text)
		return MD_NONE;
	struct link link = {.is_path = true, .has_label = true, .place = place, .length = length};
	split_fragment(w, md_link->address, &link);
	link.sentence = sentence_at(w, b, item->from - b->from);
	uint32_t number = add_link(w, link);
	write_hole(w, HOLE_LINK, number);
	return number;
}

/* Nothing to click, and nothing to be read aloud. */
static void empty_text(struct writer *w, const struct block *b, const struct md_item *item)
{
	const struct md_link *link = &w->worker->markdown.links[item->index];

	if (!w->rules->plain)
		diag_add_span(w->diags, DIAG_LINK_EMPTY, w->entry->path,
			link->place.line ? link->place : (struct place){b->line, 1}, (uint32_t)utf8_count(link->address),
			"the link has no text; write [text](%.*s)", STR_ARG(link->address));
}

static void write_link(struct writer *w, struct block *b, uint32_t number)
{
	struct markdown *md = &w->worker->markdown;
	struct md_item *item = &md->items[number];
	bool plain_text;

	if (item->flags & MD_ENTER) {
		uint32_t link = open_link(w, b, item, &plain_text);

		if (item->end == number + 1)
			empty_text(w, b, item);
		b->in_link++;
		/* the leave item remembers what to close */
		md->items[item->end].level = (uint16_t)(plain_text ? 2 : link != MD_NONE);
		md->items[item->end].index = link;
		return;
	}
	b->in_link--;
	if (item->level == 1)
		write_hole(w, HOLE_LINK_END, item->index);
	else if (item->level == 0)
		put(w, "</a>");
}

static uint32_t typed_link(
	struct writer *w, struct block *b, const struct md_item *item, const struct md_mark *mark, bool has_label)
{
	struct link link = {
		.target = str_copy(&w->entry->arena, mark->a),
		.fragment = str_copy(&w->entry->arena, mark->b),
		.typed = true,
		.has_label = has_label,
		.place = mark->place,
		.length = mark->length,
		.sentence = sentence_at(w, b, item->from - b->from),
	};

	if (link.place.column)
		link.place.column += 2; /* the name, not the brackets */
	link.length = (uint32_t)(utf8_count(mark->a) + (mark->b.len ? utf8_count(mark->b) + 1 : 0));
	return add_link(w, link);
}

static bool empty_link(struct writer *w, const struct md_mark *mark)
{
	if (mark->a.len || mark->b.len)
		return false;
	diag_add_span(
		w->diags, DIAG_LINK_EMPTY, w->entry->path, mark->place, mark->length, "the link names nothing; write [[name]]");
	return true;
}

static void write_address(struct writer *w, struct str address)
{
	open_external(w, address, STR(""));
	escape_html(&w->worker->html, address);
	put(w, "</a>");
}

static void write_citation(struct writer *w, struct block *b, const struct md_item *item, const struct md_mark *mark)
{
	struct body_worker *worker = w->worker;
	struct citation_source source = {.inside = str_copy(&w->entry->arena, mark->a),
		.narrative = mark->narrative,
		.path = w->entry->path,
		.place = mark->place,
		.length = mark->length};
	struct citation citation = {0};

	citation_parse(&w->entry->arena, &source, &citation, w->diags);
	citation.sentence = sentence_at(w, b, item->from - b->from);
	worker->citations = grow(
		worker->citations, worker->citation_count, &worker->citation_capacity, sizeof(*worker->citations));
	worker->citations[worker->citation_count] = citation;
	write_hole(w, HOLE_CITATION, worker->citation_count++);
}

static void open_lang(struct writer *w, struct str lang)
{
	static const char *const right_to_left[] = {"ar", "fa", "he", "ur", "yi", "ps", "dv", "ug"};
	struct str primary = str_slice(lang, 0, str_find_char(lang, '-', 0));

	put(w, "<span lang=\"");
	escape_html(&w->worker->html, lang);
	for (size_t i = 0; i < COUNT_OF(right_to_left); i++)
		if (str_equal_ascii_case(primary, str_from(right_to_left[i])) && !str_contains(lang, STR("-Latn")))
			put(w, "\" dir=\"rtl");
	put(w, "\">");
}

/* What closes: a [[name|label]] or a :lang[…]{…}. */
static void close_mark(struct writer *w, struct block *b, const struct md_mark *mark)
{
	const struct md_mark *opened = &w->worker->markdown.marks[mark->partner];

	if (opened->kind == MARK_LANG_OPEN) {
		put(w, "</span>");
		if (w->quotes)
			w->quotes = quotes_for(w->lang);
	} else if (opened->kind == MARK_LINK_OPEN && b->in_link) {
		b->in_link--;
		if (opened->first != MD_NONE)
			write_hole(w, HOLE_LINK_END, opened->first);
	}
}

static void write_mark(struct writer *w, struct block *b, const struct md_item *item)
{
	struct md_mark *mark = &w->worker->markdown.marks[item->index];

	switch ((enum md_mark_kind)mark->kind) {
	case MARK_LINK:
		if (!empty_link(w, mark)) {
			uint32_t link = typed_link(w, b, item, mark, false);
			keep_bare_link(w, b, item, link);
			write_hole(w, HOLE_LINK, link);
			write_hole(w, HOLE_LINK_END, link);
		}
		break;
	case MARK_LINK_OPEN:
		b->in_link++;
		mark->first = empty_link(w, mark) ? MD_NONE : typed_link(w, b, item, mark, true);
		if (mark->first != MD_NONE)
			write_hole(w, HOLE_LINK, mark->first);
		break;
	case MARK_LANG_OPEN:
		open_lang(w, mark->a);
		if (w->quotes)
			w->quotes = quotes_for(mark->a);
		break;
	case MARK_CLOSE: close_mark(w, b, mark); break;
	case MARK_CITATION: write_citation(w, b, item, mark); break;
	case MARK_URL: write_address(w, mark->a); break;
	case MARK_NOTE: write_note_mark(w, mark); break;
	case MARK_NOLINK: w->nolink = true; break;
	case MARK_NOLINK_END: w->nolink = false; break;
	default: break;
	}
}

/* --- the block --- */

static void write_item(struct writer *w, struct block *b, uint32_t number, uint32_t end)
{
	const struct md_item *item = &w->worker->markdown.items[number];
	bool enter = item->flags & MD_ENTER;

	switch ((enum md_kind)item->kind) {
	case MD_TEXT: write_text(w, b, number, end); break;
	case MD_SOFT_BREAK:
		b->line++;
		put(w, "\n");
		break;
	case MD_LINE_BREAK:
		b->line++;
		buf_put(&w->worker->html, w->rules->plain ? STR("<br />\n") : STR("<br>\n"));
		break;
	case MD_CODE:
		pass_matches(w, b, number, end);
		write_code(w, str_slice(b->text, item->from - b->from, item->to - b->from));
		break;
	case MD_HTML:
		pass_matches(w, b, number, end);
		write_raw_html(w, str_slice(b->text, item->from - b->from, item->to - b->from), b->line);
		break;
	case MD_EMPHASIS: buf_put(&w->worker->html, enter ? STR("<em>") : STR("</em>")); break;
	case MD_STRONG: buf_put(&w->worker->html, enter ? STR("<strong>") : STR("</strong>")); break;
	case MD_LINK: write_link(w, b, number); break;
	case MD_IMAGE: write_image(w, item, false); break;
	case MD_MARK: write_mark(w, b, item); break;
	default: break;
	}
}

void write_inlines(struct writer *w, uint32_t first, uint32_t end, uint32_t line, enum zone zone, uint32_t skip)
{
	struct body_worker *worker = w->worker;
	struct block b = {.line = line, .zone = zone, .match = worker->matches.count};

	if (first >= end)
		return;
	b.from = worker->markdown.items[first].from;
	b.text = str_slice(buf_str(&worker->markdown.text), b.from, worker->markdown.items[end - 1].to);
	if (w->rules->matcher)
		matcher_find(w->rules->matcher, b.text, &worker->matches);
	b.match_end = worker->matches.count;
	size_t first_match = b.match;
	for (uint32_t i = first; i < end; i++) {
		struct md_item *item = &worker->markdown.items[i];

		if (skip && item->kind == MD_TEXT) {
			item->from += skip;
			skip = 0;
		}
		write_item(w, &b, i, end);
	}
	worker->matches.count = first_match;
}

struct str explicit_id(const struct writer *w, uint32_t first, uint32_t end)
{
	const struct markdown *md = &w->worker->markdown;

	for (uint32_t i = first; i < end; i++)
		if (md->items[i].kind == MD_MARK && md->marks[md->items[i].index].kind == MARK_ID)
			return md->marks[md->items[i].index].a;
	return STR("");
}
