/* The blocks of a body, in the order of the text. */
#include "base/near.h"
#include "base/utf8.h"
#include "parse/body_writer.h"

/* --- paragraphs and headings --- */

static void write_id(struct writer *w, struct str id)
{
	put(w, " id=\"");
	escape_html(&w->worker->html, id);
	put(w, "\"");
}

static struct str block_text(const struct writer *w, const struct md_item *item)
{
	return str_slice(buf_str(&w->worker->markdown.text), item->from, item->to);
}

/* The last paragraph of a quotation that begins with a dash names who is quoted. */
static bool is_attribution(const struct writer *w, const struct md_item *item)
{
	const struct md_item *after = &w->worker->markdown.items[item->end + 1];
	struct str text = block_text(w, item);

	if (w->rules->plain || item->end + 1 >= w->worker->markdown.count || after->kind != MD_QUOTE ||
		after->flags & MD_ENTER)
		return false;
	return str_starts(text, STR("—")) || str_starts(text, STR("– ")) || str_starts(text, STR("-- ")) ||
	       str_starts(text, STR("--- "));
}

/* A paragraph that holds nothing but an image. */
static const struct md_item *lone_image(const struct writer *w, uint32_t first, uint32_t end)
{
	const struct markdown *md = &w->worker->markdown;
	const struct md_item *image = NULL;

	for (uint32_t i = first; i < end; i++) {
		const struct md_item *item = &md->items[i];

		if (item->kind == MD_IMAGE && !image)
			image = item;
		else if (item->kind == MD_TEXT ? str_trim(block_text(w, item)).len != 0
									   : item->kind != MD_MARK || md->marks[item->index].kind != MARK_ID)
			return NULL;
	}
	return image;
}

static struct str numbered_label(struct writer *w, struct str key, uint32_t number)
{
	struct str name = interface_word(w, key);

	return str_format(&w->entry->arena, "%.*s %u", STR_ARG(name), number);
}

static struct str figure_id(struct writer *w, const char *prefix, uint32_t number, uint32_t first, uint32_t end)
{
	struct str explicit = explicit_id(w, first, end);

	if (explicit.len)
		return str_copy(&w->entry->arena, explicit);
	return free_id(w, str_format(&w->entry->arena, "%s-%u", prefix, number));
}

static void write_label(struct writer *w, struct str label)
{
	put(w, "<span class=\"label\">");
	escape_html(&w->worker->html, label);
	put(w, "</span> ");
}

static void write_figure(struct writer *w, const struct md_item *image, uint32_t first, uint32_t end, uint32_t line)
{
	struct str caption = w->worker->markdown.links[image->index].title;
	struct str id = figure_id(w, "fig", ++w->figures, first, end);
	struct str label = numbered_label(w, STR("figure"), w->figures);

	add_anchor(w, (struct anchor){id, ANCHOR_FIGURE, w->figures, label, {line, 1}});
	put(w, "<figure");
	write_id(w, id);
	put(w, ">");
	write_moved_anchors(w, id);
	write_image(w, image, true);
	put(w, "<figcaption>");
	write_label(w, label);
	typeset(&w->worker->html, caption, 0, caption.len, w->quotes);
	put(w, "</figcaption></figure>\n");
}

/* Sentences that follow stand below this id. */
static void enter_paragraph(struct writer *w, struct str id)
{
	struct body_worker *worker = w->worker;

	worker->paragraphs = grow(
		worker->paragraphs, worker->paragraph_count, &worker->paragraph_capacity, sizeof(*worker->paragraphs));
	worker->paragraphs[worker->paragraph_count] = id;
	w->paragraph = (uint32_t)++worker->paragraph_count;
}

static void open_paragraph(struct writer *w, const struct md_item *item, uint32_t number, bool attribution)
{
	struct body_worker *worker = w->worker;

	if (w->rules->plain) {
		put(w, "<p>");
		return;
	}
	struct str explicit = explicit_id(w, number + 1, item->end);
	struct str id = explicit.len ? str_copy(&w->entry->arena, explicit) : paragraph_id(w, block_text(w, item));
	enter_paragraph(w, id);
	buf_put(&worker->html, attribution ? STR("<p class=\"attribution\"") : STR("<p"));
	write_id(w, id);
	put(w, ">");
	write_moved_anchors(w, id);
}

static void write_paragraph(struct writer *w, uint32_t number)
{
	const struct md_item *item = &w->worker->markdown.items[number];
	const struct md_item *image = w->rules->plain ? NULL : lone_image(w, number + 1, item->end);

	if (image) {
		write_figure(w, image, number + 1, item->end, item->line);
		return;
	}
	bool attribution = is_attribution(w, item);
	if (!(item->flags & MD_TIGHT))
		open_paragraph(w, item, number, attribution);
	write_inlines(w, number + 1, item->end, item->line, attribution ? ZONE_ATTRIBUTION : ZONE_PROSE, 0);
	buf_put(&w->worker->html, item->flags & MD_TIGHT ? STR("") : STR("</p>\n"));
}

static void add_heading(struct writer *w, const struct md_item *item, struct str id, uint32_t level)
{
	struct body_worker *worker = w->worker;
	struct str text = str_copy(&w->entry->arena, str_trim(block_text(w, item)));
	struct buf plain = {0};

	typeset(&plain, text, 0, text.len, w->quotes);
	worker->headings = grow(
		worker->headings, worker->heading_count, &worker->heading_capacity, sizeof(*worker->headings));
	worker->headings[worker->heading_count++] = (struct heading){.html = str_copy(&w->entry->arena, buf_str(&plain)),
		.text = text,
		.id = id,
		.level = level,
		.place = {item->line, 1}};
	buf_release(&plain);
	w->section = (uint32_t)worker->heading_count;
	add_anchor(w, (struct anchor){id, ANCHOR_HEADING, 0, text, {item->line, 1}});
}

static void write_permalink(struct writer *w, struct str id)
{
	put(w, " <a class=\"permalink\" href=\"#");
	escape_path(&w->worker->html, id);
	put(w, "\" aria-label=\"");
	escape_html(&w->worker->html, interface_word(w, STR("permalink")));
	put(w, "\">#</a>");
}

static void write_heading(struct writer *w, uint32_t number)
{
	const struct md_item *item = &w->worker->markdown.items[number];
	uint32_t level = item->level + w->heading_shift;
	bool at_end = w->notes_at_end;

	if (level > 6)
		level = 6;
	buf_printf(&w->worker->html, "<h%u", level);
	if (!w->rules->plain) {
		struct str text = str_trim(block_text(w, item));
		struct str id = heading_id(w, text, explicit_id(w, number + 1, item->end));

		if (w->rules->config->link == LINK_FIRST_PER_SECTION)
			w->worker->section_stamp++;
		enter_paragraph(w, id);
		add_heading(w, item, id, level);
		write_id(w, id);
		put(w, ">");
		write_moved_anchors(w, id);
		w->notes_at_end = true;
		write_inlines(w, number + 1, item->end, item->line, ZONE_HEADING, 0);
		w->notes_at_end = at_end;
		write_permalink(w, id);
	} else {
		put(w, ">");
		write_inlines(w, number + 1, item->end, item->line, ZONE_HEADING, 0);
	}
	buf_printf(&w->worker->html, "</h%u>\n", level);
}

/* --- lists --- */

static void write_list(struct writer *w, uint32_t number)
{
	const struct md_item *item = &w->worker->markdown.items[number];
	bool ordered = item->flags & MD_ORDERED;

	if (ordered && item->index != 1)
		buf_printf(&w->worker->html, "<ol start=\"%u\">\n", item->index);
	else
		buf_put(&w->worker->html, ordered ? STR("<ol>\n") : STR("<ul>\n"));
	write_blocks(w, number + 1, item->end);
	buf_put(&w->worker->html, ordered ? STR("</ol>\n") : STR("</ul>\n"));
}

/* Blocks inside a tight item begin on a line of their own. */
static void write_item(struct writer *w, uint32_t number)
{
	const struct md_item *item = &w->worker->markdown.items[number];
	bool task = item->flags & MD_TASK, checked = item->flags & MD_CHECKED;

	buf_put(&w->worker->html, task && !w->rules->plain ? STR("<li class=\"task\">") : STR("<li>"));
	if (task) {
		const struct md_item *first = item + 1;
		bool loose = first->kind == MD_PARAGRAPH && !(first->flags & MD_TIGHT);

		buf_put(&w->worker->html, checked ? STR("<input type=\"checkbox\" checked=\"\" disabled=\"\"")
										  : STR("<input type=\"checkbox\" disabled=\"\""));
		if (!w->rules->plain) {
			put(w, " aria-label=\"");
			escape_html(&w->worker->html, interface_word(w, checked ? STR("task_done") : STR("task_open")));
			put(w, "\"");
		}
		buf_put(&w->worker->html, w->rules->plain ? STR(" />") : STR(">"));
		if (loose)
			put(w, "\n");
	} else if (number + 1 < item->end && !(item[1].kind == MD_PARAGRAPH && item[1].flags & MD_TIGHT)) {
		put(w, "\n");
	}
	write_blocks(w, number + 1, item->end);
	put(w, "</li>\n");
}

static void write_definitions(struct writer *w, uint32_t number)
{
	const struct md_item *items = w->worker->markdown.items;

	put(w, "<dl>\n");
	for (uint32_t i = number + 1; i < items[number].end; i = items[i].end + 1) {
		if (items[i].kind == MD_TERM) {
			put(w, "<dt>");
			write_inlines(w, i + 1, items[i].end, items[i].line, ZONE_HEADING, 0);
			put(w, "</dt>\n");
		} else {
			put(w, "<dd>");
			write_blocks(w, i + 1, items[i].end);
			put(w, "</dd>\n");
		}
	}
	put(w, "</dl>\n");
}

/* --- quotations, callouts --- */

static const struct callout_kind *callout_named(struct writer *w, const struct md_mark *mark)
{
	const struct config *config = w->rules->config;
	struct near near = near_to(mark->a);

	for (size_t i = 0; i < config->callout_count; i++) {
		if (str_equal_ascii_case(config->callouts[i].name, mark->a))
			return &config->callouts[i];
		near_try(&near, config->callouts[i].name);
	}
	diag_add_span(w->diags, DIAG_CALLOUT_UNKNOWN, w->entry->path, mark->place, (uint32_t)mark->a.len + 3,
		"no callout named \"%.*s\"%.*s", STR_ARG(mark->a), STR_ARG(diag_did_you_mean(&w->worker->scratch, near.best)));
	return NULL;
}

static void write_lower(struct buf *out, struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		buf_char(out, name.data[i] >= 'A' && name.data[i] <= 'Z' ? (char)(name.data[i] + 32) : name.data[i]);
}

static void write_callout(struct writer *w, uint32_t number)
{
	struct body_worker *worker = w->worker;
	const struct md_item *items = worker->markdown.items;
	const struct md_mark *mark = &worker->markdown.marks[items[number].index];
	const struct callout_kind *kind = callout_named(w, mark);
	uint32_t first = number + 1;

	put(w, "<div class=\"callout callout-");
	write_lower(&worker->html, mark->a);
	put(w, "\" role=\"note\">\n<p class=\"callout-title\">");
	if (first < items[number].end && items[first].kind == MD_CALLOUT_TITLE) {
		write_inlines(w, first + 1, items[first].end, items[first].line, ZONE_HEADING, 0);
		first = items[first].end + 1;
	} else if (kind && kind->label.len) {
		escape_html(&worker->html, kind->label);
	} else {
		struct buf key = {0};
		buf_put(&key, STR("callout_"));
		write_lower(&key, mark->a);
		escape_html(&worker->html, interface_word(w, buf_str(&key)));
		buf_release(&key);
	}
	put(w, "</p>\n");
	write_blocks(w, first, items[number].end);
	put(w, "</div>\n");
}

/* In plain mode a callout is the quotation it looks like elsewhere; the scan does not mark it there. */
static void write_quote(struct writer *w, uint32_t number)
{
	put(w, "<blockquote>\n");
	write_blocks(w, number + 1, w->worker->markdown.items[number].end);
	put(w, "</blockquote>\n");
}

/* --- tables --- */

static const char CAPTION[] = "Table: ";

static bool is_caption(const struct writer *w, uint32_t number, uint32_t end)
{
	const struct md_item *items = w->worker->markdown.items;
	uint32_t next = items[number].end + 1;

	return !w->rules->plain && next < end && items[next].kind == MD_TABLE && items[next].flags & MD_ENTER &&
	       str_starts(block_text(w, &items[number]), str_from(CAPTION)) && items[number + 1].kind == MD_TEXT;
}

static void write_cell(struct writer *w, uint32_t number)
{
	static const char *const plain_aligns[] = {"", " align=\"left\"", " align=\"center\"", " align=\"right\""};
	static const char *const aligns[] = {"", " class=\"left\"", " class=\"centre\"", " class=\"right\""};
	const struct md_item *item = &w->worker->markdown.items[number];
	bool head = item->flags & MD_HEAD;
	bool at_end = w->notes_at_end;

	buf_put(&w->worker->html, head ? STR("<th") : STR("<td"));
	buf_put(&w->worker->html, str_from((w->rules->plain ? plain_aligns : aligns)[item->level]));
	if (head && !w->rules->plain)
		put(w, " scope=\"col\"");
	put(w, ">");
	w->notes_at_end = true;
	write_inlines(w, number + 1, item->end, item->line, head ? ZONE_HEADING : ZONE_PROSE, 0);
	w->notes_at_end = at_end;
	buf_put(&w->worker->html, head ? STR("</th>\n") : STR("</td>\n"));
}

static void write_row(struct writer *w, uint32_t number)
{
	const struct md_item *items = w->worker->markdown.items;

	put(w, "<tr>\n");
	for (uint32_t i = number + 1; i < items[number].end; i = items[i].end + 1)
		write_cell(w, i);
	put(w, "</tr>\n");
}

static void write_rows(struct writer *w, uint32_t number)
{
	const struct md_item *items = w->worker->markdown.items;
	uint32_t head_end = items[number + 1].end, end = items[number].end;

	put(w, "<thead>\n");
	write_row(w, number + 1);
	put(w, "</thead>\n");
	if (head_end + 1 < end) {
		put(w, "<tbody>\n");
		for (uint32_t i = head_end + 1; i < end; i = items[i].end + 1)
			write_row(w, i);
		put(w, "</tbody>\n");
	}
}

static void write_caption(struct writer *w, uint32_t caption, struct str label)
{
	const struct md_item *item = &w->worker->markdown.items[caption];
	bool at_end = w->notes_at_end;

	put(w, "<caption>");
	write_label(w, label);
	w->notes_at_end = true;
	write_inlines(w, caption + 1, item->end, item->line, ZONE_CAPTION, sizeof(CAPTION) - 1);
	w->notes_at_end = at_end;
	put(w, "</caption>\n");
}

/* A wide table scrolls inside a region of its own that the keyboard can reach. */
static void write_table(struct writer *w, uint32_t number, uint32_t caption)
{
	struct body_worker *worker = w->worker;
	uint32_t line = worker->markdown.items[number].line;

	if (w->rules->plain) {
		put(w, "<table>\n");
		write_rows(w, number);
		put(w, "</table>\n");
		return;
	}
	struct str label = interface_word(w, STR("table"));
	put(w, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
	if (caption != MD_NONE)
		label = numbered_label(w, STR("table"), ++w->tables);
	escape_html(&worker->html, label);
	put(w, "\">\n<table");
	if (caption != MD_NONE) {
		struct str id = figure_id(w, "table", w->tables, caption + 1, worker->markdown.items[caption].end);

		add_anchor(w, (struct anchor){id, ANCHOR_TABLE, w->tables, label, {line, 1}});
		enter_paragraph(w, id);
		write_id(w, id);
		put(w, ">\n");
		write_caption(w, caption, label);
	} else {
		put(w, ">\n");
	}
	write_rows(w, number);
	put(w, "</table>\n</div>\n");
}

/* --- the rest --- */

static void write_code_block(struct writer *w, const struct md_item *item)
{
	struct str info = w->worker->markdown.links[item->index].address;
	struct str language = str_slice(info, 0, str_find_char(info, ' ', 0));

	if (write_view(w, item, info, block_text(w, item)))
		return;
	put(w, "<pre><code");
	if (language.len) {
		put(w, " class=\"language-");
		escape_html(&w->worker->html, language);
		put(w, "\"");
	}
	put(w, ">");
	escape_html(&w->worker->html, block_text(w, item));
	put(w, "</code></pre>\n");
}

static void write_html_block(struct writer *w, const struct md_item *item)
{
	struct str html = block_text(w, item);

	if (w->rules->plain ? w->rules->unsafe : w->rules->config->raw_html) {
		buf_put(&w->worker->html, html);
		return;
	}
	struct str shown = str_trim_end(html);
	struct str first_line = str_slice(shown, 0, str_find_char(shown, '\n', 0));
	if (!w->rules->plain)
		diag_add_span(w->diags, DIAG_HTML_RAW, w->entry->path, find_place(w, first_line, item->line),
			(uint32_t)utf8_count(first_line),
			"raw HTML is shown as text; write it in Markdown, or set `markdown: raw_html: true`");
	put(w, "<p>");
	escape_html(&w->worker->html, shown);
	put(w, "</p>\n");
}

/* In a tight item text and blocks follow one another without tags between them. */
static void separate(struct writer *w, const struct md_item *item)
{
	struct buf *html = &w->worker->html;

	if (!(item->kind == MD_PARAGRAPH && item->flags & MD_TIGHT) && html->len && html->data[html->len - 1] != '\n')
		buf_char(html, '\n');
}

static void write_block(struct writer *w, uint32_t number, uint32_t *caption)
{
	const struct md_item *item = &w->worker->markdown.items[number];

	switch ((enum md_kind)item->kind) {
	case MD_PARAGRAPH: write_paragraph(w, number); break;
	case MD_HEADING: write_heading(w, number); break;
	case MD_QUOTE: write_quote(w, number); break;
	case MD_CALLOUT: write_callout(w, number); break;
	case MD_LIST: write_list(w, number); break;
	case MD_ITEM: write_item(w, number); break;
	case MD_DEFINITIONS: write_definitions(w, number); break;
	case MD_CODE_BLOCK: write_code_block(w, item); break;
	case MD_HTML_BLOCK: write_html_block(w, item); break;
	case MD_RULE: buf_put(&w->worker->html, w->rules->plain ? STR("<hr />\n") : STR("<hr>\n")); break;
	case MD_TABLE:
		write_table(w, number, *caption);
		*caption = MD_NONE;
		break;
	default: break;
	}
}

void write_blocks(struct writer *w, uint32_t first, uint32_t end)
{
	const struct md_item *items = w->worker->markdown.items;
	uint32_t caption = MD_NONE;

	for (uint32_t i = first; i < end;) {
		const struct md_item *item = &items[i];

		if (item->kind == MD_MARK) { /* nolink on a line of its own */
			w->nolink = w->worker->markdown.marks[item->index].kind == MARK_NOLINK;
		} else if (item->kind == MD_PARAGRAPH && is_caption(w, i, end)) {
			caption = i;
		} else if (item->kind != MD_FOOTNOTE) {
			separate(w, item);
			write_block(w, i, &caption);
		}
		i = item->flags & MD_ENTER ? item->end + 1 : i + 1;
	}
}
