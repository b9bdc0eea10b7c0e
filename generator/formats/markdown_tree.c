/* From libcmark's tree to the flat list. The scan has put cells ahead of the text as headings, footnotes and
 * definitions into list items, and marks in place of what CommonMark does not know; here all of it finds its place,
 * and a mark that turns out to stand in code or in an address becomes again what it replaced.
 *
 * This is the only file that includes cmark.h. Recursion follows the nesting of the text, which is limited. */
#include <cmark.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/near.h"
#include "base/utf8.h"
#include "formats/markdown_scan.h"

enum { MOST_NESTING = 100, MOST_PENDING = 32 };

struct pending {
	uint32_t mark, item, parent;
};

struct tree {
	struct markdown *markdown;
	const struct markdown_options *options;
	struct diags *diags;
	cmark_node **headings;      /* the leading ones, which hold cells */
	uint32_t heading_count;
	cmark_node **notes;         /* list items that hold footnotes, with their mark */
	uint32_t *note_marks;
	size_t note_count, note_capacity, note_mark_capacity;
	struct pending pending[MOST_PENDING]; /* opening marks not yet closed */
	size_t pending_count;
	uint32_t parent;            /* item number of the innermost inline container */
	uint32_t depth;
	uint32_t line_shift;
	bool in_link;
	bool too_deep;
	size_t definition;          /* next of markdown->definition_lines */
};

/* --- items --- */

static uint32_t push(struct tree *t, enum md_kind kind, unsigned flags, uint32_t line)
{
	struct markdown *md = t->markdown;

	md->items = grow(md->items, md->count, &md->capacity, sizeof(*md->items));
	md->items[md->count] = (struct md_item){.kind = (uint8_t)kind, .flags = (uint8_t)flags, .line = line,
		.from = (uint32_t)md->text.len, .to = (uint32_t)md->text.len, .index = MD_NONE};
	return (uint32_t)md->count++;
}

static void leave(struct tree *t, uint32_t entered)
{
	uint32_t left = push(t, t->markdown->items[entered].kind, 0, t->markdown->items[entered].line);
	struct md_item *item = &t->markdown->items[entered];

	item->end = left;
	item->to = (uint32_t)t->markdown->text.len;
	t->markdown->items[left].end = entered;
}

static uint32_t add_link(struct tree *t, struct md_link link)
{
	struct markdown *md = t->markdown;

	md->links = grow(md->links, md->link_count, &md->link_capacity, sizeof(*md->links));
	md->links[md->link_count] = link;
	return (uint32_t)md->link_count++;
}

static uint32_t line_of(struct tree *t, cmark_node *node)
{
	int line = cmark_node_get_start_line(node);

	return line > 0 ? (uint32_t)line - t->line_shift + t->options->first_line - 1 : 0;
}

/* A paragraph's first line, past the link definitions that libcmark took off its head. */
static uint32_t paragraph_line(struct tree *t, cmark_node *node)
{
	const struct markdown *md = t->markdown;
	uint32_t line = line_of(t, node);

	while (t->definition < md->definition_count && md->definition_lines[t->definition] < line)
		t->definition++;
	for (size_t i = t->definition; i < md->definition_count && md->definition_lines[i] == line; i++)
		line++;
	return line;
}

/* --- marks --- */

/* The mark at `at`, or NULL; *length is what it takes. */
static struct md_mark *mark_at(const struct markdown *md, struct str text, size_t at, size_t *length)
{
	uint32_t c;

	if ((unsigned char)text.data[at] < 0xf3)
		return NULL;
	*length = utf8_decode(text, at, &c);
	return c >= FIRST_MARK && c - FIRST_MARK < md->mark_count ? &md->marks[c - FIRST_MARK] : NULL;
}

static size_t next_mark(struct str text, size_t from)
{
	size_t at = from;

	while (at < text.len && (unsigned char)text.data[at] < 0xf3)
		at++;
	return at;
}

/* Appends text with every mark turned back. */
static void restore(const struct markdown *md, struct buf *out, struct str text)
{
	size_t from = 0, length;

	for (size_t at = next_mark(text, 0); at < text.len; at = next_mark(text, at)) {
		const struct md_mark *mark = mark_at(md, text, at, &length);

		if (!mark) {
			at++;
			continue;
		}
		buf_put(out, str_slice(text, from, at));
		buf_put(out, mark->source);
		from = at += length;
	}
	buf_put(out, str_from_index(text, from));
}

static struct str restored(struct tree *t, const char *literal)
{
	struct str text = str_from(literal ? literal : "");
	struct buf out = {0};

	if (next_mark(text, 0) == text.len)
		return str_copy(&t->markdown->arena, text);
	restore(t->markdown, &out, text);
	struct str copy = str_copy(&t->markdown->arena, buf_str(&out));
	buf_release(&out);
	return copy;
}

/* The mark that a node's text begins with, if it is of this kind. */
static struct md_mark *leading_mark(const struct markdown *md, cmark_node *node, enum md_mark_kind kind)
{
	size_t length;

	if (!node || cmark_node_get_type(node) != CMARK_NODE_TEXT)
		return NULL;
	struct str text = str_from(cmark_node_get_literal(node));
	struct md_mark *mark = text.len ? mark_at(md, text, 0, &length) : NULL;
	return mark && mark->kind == kind ? mark : NULL;
}

static uint32_t mark_number(const struct tree *t, const struct md_mark *mark)
{
	return (uint32_t)(mark - t->markdown->marks);
}

/* --- inlines --- */

static void add_text(struct tree *t, struct str text)
{
	struct markdown *md = t->markdown;

	if (!text.len)
		return;
	if (!md->count || md->items[md->count - 1].kind != MD_TEXT)
		push(t, MD_TEXT, 0, 0);
	buf_put(&md->text, text);
	md->items[md->count - 1].to = (uint32_t)md->text.len;
}

static uint32_t add_mark(struct tree *t, uint32_t number)
{
	uint32_t item = push(t, MD_MARK, 0, 0);

	t->markdown->items[item].index = number;
	return item;
}

/* A mark that readers see as words: they count among the block's. */
static void add_mark_with_text(struct tree *t, uint32_t number, struct str text)
{
	uint32_t item = add_mark(t, number);

	buf_put(&t->markdown->text, text);
	t->markdown->items[item].to = (uint32_t)t->markdown->text.len;
}

/* "terms/soft-power" reads "soft power": what it leads to is not known here. */
static void add_wiki_link(struct tree *t, uint32_t number)
{
	struct str target = t->markdown->marks[number].a;
	struct buf *text = &t->markdown->text;
	bool file_name = str_find_char(target, ' ', 0) == target.len;

	for (size_t slash = str_find_char(target, '/', 0); slash < target.len; slash = str_find_char(target, '/', 0))
		target = str_from_index(target, slash + 1);
	add_mark_with_text(t, number, target);
	for (size_t i = text->len - target.len; i < text->len && file_name; i++)
		if (text->data[i] == '-')
			text->data[i] = ' ';
}

static void crossing(struct tree *t, const struct pending *open)
{
	struct md_mark *mark = &t->markdown->marks[open->mark];

	diag_add_span(t->diags, DIAG_LINK_CUTS, t->options->path, mark->place, mark->length,
		"\"%.*s\" does not end inside the same emphasis or link that it begins in", STR_ARG(mark->source));
	mark->kind = MARK_NOTHING;
}

static void open_mark(struct tree *t, uint32_t number)
{
	if (t->pending_count == MOST_PENDING) {
		add_text(t, t->markdown->marks[number].source);
		return;
	}
	t->pending[t->pending_count++] = (struct pending){.mark = number, .item = (uint32_t)t->markdown->count, .parent = t->parent};
	add_mark(t, number);
}

static void close_mark(struct tree *t, uint32_t number)
{
	struct md_mark *mark = &t->markdown->marks[number];
	const struct pending *top = t->pending_count ? &t->pending[t->pending_count - 1] : NULL;

	if (top && top->mark == mark->partner && top->parent == t->parent) {
		t->pending_count--;
		add_mark(t, number);
	} else if (t->markdown->marks[mark->partner].kind != MARK_NOTHING) {
		add_text(t, mark->source);
	}
}

/* What was opened inside `parent` has to be closed inside it. */
static void close_parent(struct tree *t, uint32_t parent)
{
	while (t->pending_count && t->pending[t->pending_count - 1].parent == parent)
		crossing(t, &t->pending[--t->pending_count]);
}

static void unknown_note(struct tree *t, const struct md_mark *mark)
{
	if (t->options->plain)
		return;
	struct near near = near_to(mark->a);
	for (size_t i = 0; i < t->markdown->footnote_count && i < 200; i++)
		near_try(&near, t->markdown->footnotes[i].name);
	diag_add_span(t->diags, DIAG_FOOTNOTE_UNKNOWN, t->options->path, mark->place, mark->length, "no footnote \"[^%.*s]:\"%.*s",
		STR_ARG(mark->a), STR_ARG(diag_did_you_mean(&t->markdown->arena, near.best)));
}

static void inline_mark(struct tree *t, struct md_mark *mark)
{
	uint32_t number = mark_number(t, mark);

	switch ((enum md_mark_kind)mark->kind) {
	case MARK_LANG_OPEN:
		open_mark(t, number);
		return;
	case MARK_LINK_OPEN:
		if (t->in_link)
			break;
		open_mark(t, number);
		return;
	case MARK_CLOSE:
		close_mark(t, number);
		return;
	case MARK_LINK:
		if (t->in_link)
			break;
		add_wiki_link(t, number);
		return;
	case MARK_URL:
		if (t->in_link)
			break;
		add_mark_with_text(t, number, mark->a);
		return;
	case MARK_CITATION:
		if (t->in_link)
			break;
		add_mark(t, number);
		return;
	case MARK_NOTE:
		if (mark->partner == MD_NONE) {
			unknown_note(t, mark);
			break;
		}
		if (t->in_link)
			break;
		t->markdown->footnotes[mark->partner].used = true;
		add_mark(t, number);
		return;
	case MARK_NOLINK:
	case MARK_NOLINK_END:
	case MARK_ID:
		add_mark(t, number);
		return;
	case MARK_COMMENT:
	case MARK_DESTINATION:
	case MARK_NOTHING:
		return;
	case MARK_CALLOUT:
	case MARK_TASK:
	case MARK_FOOTNOTE:
	case MARK_DEFINITION:
	case MARK_ROW:
		break;
	}
	add_text(t, mark->source);
}

static void text_node(struct tree *t, struct str text)
{
	size_t from = 0, length;

	for (size_t at = next_mark(text, 0); at < text.len; at = next_mark(text, at)) {
		struct md_mark *mark = mark_at(t->markdown, text, at, &length);

		if (!mark) {
			at++;
			continue;
		}
		add_text(t, str_slice(text, from, at));
		inline_mark(t, mark);
		from = at += length;
	}
	add_text(t, str_from_index(text, from));
}

/* The plain text of a node, however deep it nests. */
static void collect_text(struct tree *t, cmark_node *node, struct buf *out)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *at = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(at);

		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE)
			restore(t->markdown, out, str_from(cmark_node_get_literal(at)));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			buf_char(out, ' ');
	}
	cmark_iter_free(iter);
}

static struct str collected(struct tree *t, cmark_node *node)
{
	struct buf out = {0};

	collect_text(t, node, &out);
	struct str copy = str_copy(&t->markdown->arena, buf_str(&out));
	buf_release(&out);
	return copy;
}

/* Link and image: the mark at the front of the address says where it stands. */
static uint32_t link_of(struct tree *t, cmark_node *node)
{
	struct str address = str_from(cmark_node_get_url(node));
	struct md_link link = {0};
	size_t length;
	const struct md_mark *mark = address.len ? mark_at(t->markdown, address, 0, &length) : NULL;

	if (mark && mark->kind == MARK_DESTINATION)
		link.place = mark->place;
	link.address = restored(t, cmark_node_get_url(node));
	link.title = restored(t, cmark_node_get_title(node));
	return add_link(t, link);
}

static void flatten_inlines(struct tree *t, cmark_node *first, cmark_node *end);

static void inline_container(struct tree *t, cmark_node *node, enum md_kind kind)
{
	if (t->depth >= MOST_NESTING) {
		struct str text = collected(t, node);

		t->too_deep = true;
		add_text(t, text);
		return;
	}
	uint32_t item = push(t, kind, MD_ENTER, 0), outer = t->parent;
	bool outer_link = t->in_link;

	if (kind == MD_LINK) {
		uint32_t link = link_of(t, node);
		t->markdown->items[item].index = link;
		t->in_link = true;
	}
	t->parent = item;
	t->depth++;
	flatten_inlines(t, cmark_node_first_child(node), NULL);
	close_parent(t, item);
	t->depth--;
	t->parent = outer;
	t->in_link = outer_link;
	leave(t, item);
	t->markdown->items[t->markdown->count - 1].index = t->markdown->items[item].index;
}

/* A leaf whose text counts among the words: code, raw HTML. */
static uint32_t leaf(struct tree *t, enum md_kind kind, struct str text, uint32_t line)
{
	uint32_t item = push(t, kind, 0, line);

	buf_put(&t->markdown->text, text);
	t->markdown->items[item].to = (uint32_t)t->markdown->text.len;
	return item;
}

static void inline_node(struct tree *t, cmark_node *node)
{
	uint32_t item;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		text_node(t, str_from(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_SOFTBREAK:
		leaf(t, MD_SOFT_BREAK, STR(" "), 0);
		break;
	case CMARK_NODE_LINEBREAK:
		leaf(t, MD_LINE_BREAK, STR(" "), 0);
		break;
	case CMARK_NODE_CODE:
		leaf(t, MD_CODE, restored(t, cmark_node_get_literal(node)), 0);
		break;
	case CMARK_NODE_HTML_INLINE:
		leaf(t, MD_HTML, restored(t, cmark_node_get_literal(node)), 0);
		break;
	case CMARK_NODE_EMPH:
		inline_container(t, node, MD_EMPHASIS);
		break;
	case CMARK_NODE_STRONG:
		inline_container(t, node, MD_STRONG);
		break;
	case CMARK_NODE_LINK:
		inline_container(t, node, MD_LINK);
		break;
	case CMARK_NODE_IMAGE:
		item = push(t, MD_IMAGE, 0, 0);
		t->markdown->items[item].index = link_of(t, node);
		t->markdown->links[t->markdown->items[item].index].alt = collected(t, node);
		break;
	default:
		break;
	}
}

static void flatten_inlines(struct tree *t, cmark_node *first, cmark_node *end)
{
	for (cmark_node *node = first; node && node != end; node = cmark_node_next(node))
		inline_node(t, node);
}

/* A block that holds inlines. */
static uint32_t inline_block(struct tree *t, enum md_kind kind, unsigned flags, uint32_t line, cmark_node *first, cmark_node *end)
{
	uint32_t item = push(t, kind, flags | MD_ENTER, line), outer = t->parent;

	t->parent = item;
	flatten_inlines(t, first, end);
	close_parent(t, item);
	t->parent = outer;
	leave(t, item);
	return item;
}

/* --- tables --- */

static bool is_break(cmark_node *node)
{
	return cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK || cmark_node_get_type(node) == CMARK_NODE_LINEBREAK;
}

/* The node from `node` on that begins a row. */
static cmark_node *find_row(struct tree *t, cmark_node *node)
{
	bool line_start = true;

	for (; node; node = cmark_node_next(node)) {
		if (line_start && leading_mark(t->markdown, node, MARK_ROW))
			return node;
		line_start = is_break(node);
	}
	return NULL;
}

static void flatten_row(struct tree *t, uint32_t number, bool head)
{
	struct md_mark mark = t->markdown->marks[number];
	uint32_t row = push(t, MD_ROW, MD_ENTER | (head ? MD_HEAD : 0u), mark.place.line);

	for (uint32_t i = mark.first; i < mark.first + mark.count; i++) {
		struct md_cell cell = t->markdown->cell_list[i];
		cmark_node *first = cell.heading < t->heading_count ? cmark_node_first_child(t->headings[cell.heading]) : NULL;
		uint32_t item = inline_block(t, MD_CELL, head ? MD_HEAD : 0u, mark.place.line, first, NULL);

		t->markdown->items[item].level = cell.align;
	}
	leave(t, row);
}

/* Rows from `node` on; returns the node after them. */
static cmark_node *flatten_table(struct tree *t, cmark_node *node)
{
	struct md_mark *mark = leading_mark(t->markdown, node, MARK_ROW);
	uint32_t table = push(t, MD_TABLE, MD_ENTER, mark->place.line);
	bool head = true;

	t->markdown->items[table].level = (uint16_t)mark->count;
	for (; node && (mark = leading_mark(t->markdown, node, MARK_ROW)); node = cmark_node_next(node)) {
		if (mark->continued || head) {
			uint32_t number = mark_number(t, mark);
			if (mark->count || head)
				flatten_row(t, number, head);
		} else {
			break;
		}
		head = false;
		node = cmark_node_next(node);
		if (!node || !is_break(node))
			break;
	}
	leave(t, table);
	return node;
}

/* --- blocks --- */

static void flatten_blocks(struct tree *t, cmark_node *parent, bool tight);

/* Whether nothing between the nodes would be seen: comments and breaks. */
static bool invisible(struct tree *t, cmark_node *first, cmark_node *end)
{
	for (cmark_node *node = first; node && node != end; node = cmark_node_next(node)) {
		size_t length = 0;

		if (is_break(node))
			continue;
		if (cmark_node_get_type(node) != CMARK_NODE_TEXT)
			return false;
		struct str text = str_from(cmark_node_get_literal(node));
		for (size_t at = 0; at < text.len; at += length) {
			const struct md_mark *mark = mark_at(t->markdown, text, at, &length);

			if (!mark && text.data[at] == ' ')
				length = 1;
			else if (!mark || (mark->kind != MARK_COMMENT && mark->kind != MARK_NOLINK && mark->kind != MARK_NOLINK_END &&
						  mark->kind != MARK_NOTHING && mark->kind != MARK_FOOTNOTE && mark->kind != MARK_CALLOUT))
				return false;
		}
	}
	return true;
}

/* Comments leave nothing behind but a change of linking. */
static void keep_nolink(struct tree *t, cmark_node *first, cmark_node *end)
{
	for (cmark_node *node = first; node && node != end; node = cmark_node_next(node)) {
		struct str text = cmark_node_get_type(node) == CMARK_NODE_TEXT ? str_from(cmark_node_get_literal(node)) : STR("");
		size_t length = 1;

		for (size_t at = next_mark(text, 0); at < text.len; at = next_mark(text, at + length)) {
			const struct md_mark *mark = mark_at(t->markdown, text, at, &length);

			if (mark && (mark->kind == MARK_NOLINK || mark->kind == MARK_NOLINK_END))
				add_mark(t, mark_number(t, mark));
		}
	}
}

static void paragraph_part(struct tree *t, cmark_node *first, cmark_node *end, uint32_t line, bool tight)
{
	if (!first || first == end || invisible(t, first, end))
		keep_nolink(t, first, end);
	else
		inline_block(t, MD_PARAGRAPH, tight ? MD_TIGHT : 0u, line, first, end);
}

/* A paragraph may hold a table: lines of text, then rows. */
static void flatten_paragraph(struct tree *t, cmark_node *first, uint32_t line, bool tight)
{
	cmark_node *row = find_row(t, first);

	while (row) {
		cmark_node *end = row == first ? row : cmark_node_previous(row);

		paragraph_part(t, first, end, line, tight);
		first = flatten_table(t, row);
		line = 0;
		if (first && is_break(first))
			first = cmark_node_next(first);
		row = find_row(t, first);
	}
	paragraph_part(t, first, NULL, line, tight);
}

/* Quotation or callout: "[!NOTE] title" at the head of its first paragraph. */
static void flatten_quote(struct tree *t, cmark_node *node)
{
	cmark_node *child = cmark_node_first_child(node);
	cmark_node *text = child && cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH ? cmark_node_first_child(child) : NULL;
	struct md_mark *mark = leading_mark(t->markdown, text, MARK_CALLOUT);
	uint32_t item = push(t, mark ? MD_CALLOUT : MD_QUOTE, MD_ENTER, line_of(t, node));

	if (mark) {
		uint32_t line = paragraph_line(t, child);
		cmark_node *title_end = text;

		t->markdown->items[item].index = mark_number(t, mark);
		mark->kind = MARK_NOTHING;
		while (title_end && !is_break(title_end))
			title_end = cmark_node_next(title_end);
		if (!invisible(t, text, title_end))
			inline_block(t, MD_CALLOUT_TITLE, 0, line, text, title_end);
		flatten_paragraph(t, title_end ? cmark_node_next(title_end) : NULL, line + 1, false);
		cmark_node *next = cmark_node_next(child);
		cmark_node_unlink(child);
		cmark_node_free(child);
		if (next)
			flatten_blocks(t, node, false);
	} else {
		flatten_blocks(t, node, false);
	}
	leave(t, item);
}

/* The mark that makes a list item something else: a footnote or a definition. */
static struct md_mark *item_mark(struct tree *t, cmark_node *item, enum md_mark_kind kind)
{
	cmark_node *child = item ? cmark_node_first_child(item) : NULL;

	if (!child || (cmark_node_get_type(child) != CMARK_NODE_PARAGRAPH && cmark_node_get_type(child) != CMARK_NODE_HEADING))
		return NULL;
	return leading_mark(t->markdown, cmark_node_first_child(child), kind);
}

static void set_note_aside(struct tree *t, cmark_node *item, uint32_t mark)
{
	t->notes = grow(t->notes, t->note_count, &t->note_capacity, sizeof(cmark_node *));
	t->note_marks = grow(t->note_marks, t->note_count, &t->note_mark_capacity, sizeof(*t->note_marks));
	t->notes[t->note_count] = item;
	t->note_marks[t->note_count++] = mark;
}

static void flatten_item(struct tree *t, cmark_node *item, bool tight)
{
	struct md_mark *task = item_mark(t, item, MARK_TASK);
	unsigned flags = MD_ENTER;

	if (task) {
		flags |= MD_TASK | (task->source.data[1] != ' ' ? (unsigned)MD_CHECKED : 0u);
		task->kind = MARK_NOTHING;
	}
	uint32_t number = push(t, MD_ITEM, flags, line_of(t, item));
	flatten_blocks(t, item, tight);
	leave(t, number);
}

static bool list_open(struct tree *t, cmark_node *list, cmark_node *item, uint32_t *number)
{
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;

	*number = push(t, MD_LIST, MD_ENTER | (ordered ? MD_ORDERED : 0u) | (cmark_node_get_list_tight(list) ? MD_TIGHT : 0u), line_of(t, item));
	t->markdown->items[*number].index = ordered ? (uint32_t)cmark_node_get_list_start(list) : 1;
	return true;
}

static void flatten_list(struct tree *t, cmark_node *list)
{
	bool tight = cmark_node_get_list_tight(list) != 0, open = false;
	uint32_t number = 0;

	for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
		struct md_mark *note = item_mark(t, item, MARK_FOOTNOTE);

		if (note) {
			uint32_t mark = mark_number(t, note);
			note->kind = MARK_NOTHING;
			set_note_aside(t, item, mark);
		} else if (item_mark(t, item, MARK_DEFINITION)) { /* no term stands above it */
			flatten_blocks(t, item, false);
		} else {
			if (!open)
				open = list_open(t, list, item, &number);
			flatten_item(t, item, tight);
		}
	}
	if (open)
		leave(t, number);
}

/* A paragraph whose lines are terms, and the list of their definitions; returns the list. */
static cmark_node *flatten_definitions(struct tree *t, cmark_node *paragraph)
{
	struct markdown *md = t->markdown;
	cmark_node *list = cmark_node_next(paragraph);
	bool tight = cmark_node_get_list_tight(list) != 0;
	uint32_t line = paragraph_line(t, paragraph), number;

	if (md->count && md->items[md->count - 1].kind == MD_DEFINITIONS) { /* go on with the group just closed */
		number = md->items[md->count - 1].end;
		md->count--;
	} else {
		number = push(t, MD_DEFINITIONS, MD_ENTER, line);
	}
	for (cmark_node *first = cmark_node_first_child(paragraph); first; line++) {
		cmark_node *end = first;

		while (end && !is_break(end))
			end = cmark_node_next(end);
		inline_block(t, MD_TERM, 0, line, first, end);
		first = end ? cmark_node_next(end) : NULL;
	}
	for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
		struct md_mark *mark = item_mark(t, item, MARK_DEFINITION), *note = item_mark(t, item, MARK_FOOTNOTE);

		if (note) {
			uint32_t note_mark = mark_number(t, note);
			note->kind = MARK_NOTHING;
			set_note_aside(t, item, note_mark);
			continue;
		}
		if (mark)
			mark->kind = MARK_NOTHING;
		uint32_t definition = push(t, MD_DEFINITION, MD_ENTER, line_of(t, item));
		flatten_blocks(t, item, tight);
		leave(t, definition);
	}
	leave(t, number);
	return list;
}

static bool begins_definitions(struct tree *t, cmark_node *node)
{
	cmark_node *next = cmark_node_next(node);

	return cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH && next && cmark_node_get_type(next) == CMARK_NODE_LIST &&
	       item_mark(t, cmark_node_first_child(next), MARK_DEFINITION) && !find_row(t, cmark_node_first_child(node)) &&
	       !invisible(t, cmark_node_first_child(node), NULL);
}

static void code_block(struct tree *t, cmark_node *node)
{
	uint32_t item = leaf(t, MD_CODE_BLOCK, restored(t, cmark_node_get_literal(node)), line_of(t, node));
	uint32_t link = add_link(t, (struct md_link){.address = restored(t, cmark_node_get_fence_info(node))});

	t->markdown->items[item].index = link;
}

static void flatten_block(struct tree *t, cmark_node *node, bool tight)
{
	uint32_t item;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		flatten_quote(t, node);
		break;
	case CMARK_NODE_LIST:
		flatten_list(t, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		code_block(t, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		leaf(t, MD_HTML_BLOCK, restored(t, cmark_node_get_literal(node)), line_of(t, node));
		break;
	case CMARK_NODE_PARAGRAPH:
		flatten_paragraph(t, cmark_node_first_child(node), paragraph_line(t, node), tight);
		break;
	case CMARK_NODE_HEADING:
		/* an empty footnote's first line is a heading that holds nothing */
		if (cmark_node_first_child(node) && leading_mark(t->markdown, cmark_node_first_child(node), MARK_NOTHING) &&
			!cmark_node_next(cmark_node_first_child(node)) && str_from(cmark_node_get_literal(cmark_node_first_child(node))).len == 4)
			break;
		item = inline_block(t, MD_HEADING, 0, paragraph_line(t, node), cmark_node_first_child(node), NULL);
		t->markdown->items[item].level = (uint16_t)cmark_node_get_heading_level(node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		push(t, MD_RULE, 0, line_of(t, node));
		break;
	default:
		break;
	}
}

static void flatten_blocks(struct tree *t, cmark_node *parent, bool tight)
{
	uint32_t most = t->options->nesting ? t->options->nesting : MOST_NESTING;

	if (t->depth >= most) {
		t->too_deep = true;
		return;
	}
	t->depth++;
	for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
		if (begins_definitions(t, node))
			node = flatten_definitions(t, node);
		else
			flatten_block(t, node, tight);
	}
	t->depth--;
}

static void flatten_footnotes(struct tree *t)
{
	/* notes inside notes are set aside while this runs */
	for (size_t i = 0; i < t->note_count; i++) {
		const struct md_mark *mark = &t->markdown->marks[t->note_marks[i]];
		uint32_t note = mark->partner;
		uint32_t item = push(t, MD_FOOTNOTE, MD_ENTER, mark->place.line);

		t->markdown->items[item].index = note;
		t->markdown->footnotes[note].item = item;
		flatten_blocks(t, t->notes[i], false);
		leave(t, item);
	}
}

static void unused_footnotes(struct tree *t)
{
	for (size_t i = 0; i < t->markdown->footnote_count && !t->options->plain; i++) {
		const struct md_footnote *note = &t->markdown->footnotes[i];

		if (!note->used && note->item != MD_NONE)
			diag_add_span(t->diags, DIAG_FOOTNOTE_UNUSED, t->options->path, note->place, (uint32_t)utf8_count(note->name) + 4,
				"no mark refers to this footnote; write [^%.*s] where it belongs", STR_ARG(note->name));
	}
}

/* The headings that hold cells come off the front. */
static void take_headings(struct tree *t, cmark_node *document)
{
	cmark_node *node = cmark_node_first_child(document);

	t->heading_count = 0;
	for (size_t i = 0; i < t->markdown->cell_count; i++)
		t->heading_count += t->markdown->cell_list[i].heading != MD_NONE;
	t->headings = must_alloc((t->heading_count + 1) * sizeof(cmark_node *));
	for (uint32_t i = 0; i < t->heading_count && node; i++) {
		cmark_node *next = cmark_node_next(node);

		t->headings[i] = node;
		cmark_node_unlink(node);
		node = next;
	}
	t->line_shift = t->heading_count;
}

static void release_headings(struct tree *t)
{
	for (uint32_t i = 0; i < t->heading_count; i++)
		cmark_node_free(t->headings[i]);
	free(t->headings);
}

static void release_block(void *block)
{
	free(block);
}

/* libcmark aborts when memory runs out; ours says so and exits as glossa does. */
static const cmark_mem MEMORY = {must_zalloc, must_realloc, release_block};

static cmark_node *parse_document(const struct markdown *markdown)
{
	/* only ever read through this pointer */
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, (cmark_mem *)&MEMORY);

	if (markdown->cells.len)
		cmark_parser_feed(parser, markdown->cells.data, markdown->cells.len);
	if (markdown->scanned.len)
		cmark_parser_feed(parser, markdown->scanned.data, markdown->scanned.len);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return document;
}

static void reset(struct markdown *markdown)
{
	markdown->count = markdown->mark_count = markdown->link_count = markdown->footnote_count = 0;
	markdown->cell_count = markdown->definition_count = 0;
	buf_reset(&markdown->text);
	buf_reset(&markdown->scanned);
	buf_reset(&markdown->cells);
	arena_reset(&markdown->arena);
}

bool markdown_parse(struct markdown *markdown, struct str source, const struct markdown_options *options, struct diags *diags)
{
	struct tree t = {.markdown = markdown, .options = options, .diags = diags, .parent = MD_NONE};

	reset(markdown);
	if (!markdown_scan(markdown, source, options, diags)) {
		reset(markdown);
		return false;
	}
	cmark_node *document = parse_document(markdown);
	take_headings(&t, document);
	flatten_blocks(&t, document, false);
	flatten_footnotes(&t);
	unused_footnotes(&t);
	if (t.too_deep)
		diag_add(diags, DIAG_TEXT_NESTING, options->path, (struct place){options->first_line, 1},
			"quotations, lists or emphasis inside one another deeper than %d", MOST_NESTING);
	release_headings(&t);
	free(t.notes);
	free(t.note_marks);
	cmark_node_free(document);
	return true;
}

void markdown_release(struct markdown *markdown)
{
	free(markdown->items);
	free(markdown->marks);
	free(markdown->links);
	free(markdown->footnotes);
	free(markdown->cell_list);
	free(markdown->definition_lines);
	buf_release(&markdown->text);
	buf_release(&markdown->scanned);
	buf_release(&markdown->cells);
	arena_release(&markdown->arena);
	*markdown = (struct markdown){0};
}
