/* From libcmark's tree to the flat list. The scan has put cells ahead of the text as headings, footnotes and
 * definitions into list items, and marks in place of what CommonMark does not know; here all of it finds its place.
 *
 * Recursion follows the nesting of the text, which is limited. */
#include "formats/markdown_tree.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/utf8.h"
#include "formats/markdown_memory.h"

static uint32_t line_of(struct tree *t, cmark_node *node)
{
	int line = cmark_node_get_start_line(node);

	return line > 0 ? (uint32_t)line - t->heading_count + t->options->first_line - 1 : 0;
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
		if (line_start && mark_leading(t->markdown, node, MARK_ROW))
			return node;
		line_start = is_break(node);
	}
	return NULL;
}

static void flatten_row(struct tree *t, uint32_t number, bool head)
{
	struct md_mark mark = t->markdown->marks[number];
	uint32_t row = tree_push(t, MD_ROW, MD_ENTER | (head ? MD_HEAD : 0u), mark.place.line);

	for (uint32_t i = mark.first; i < mark.first + mark.count; i++) {
		struct md_cell cell = t->markdown->cell_list[i];
		cmark_node *first = cell.heading < t->heading_count ? cmark_node_first_child(t->headings[cell.heading]) : NULL;
		uint32_t item = tree_inline_block(t, MD_CELL, head ? MD_HEAD : 0u, mark.place.line, first, NULL);

		t->markdown->items[item].level = cell.align;
	}
	tree_leave(t, row);
}

/* Rows from `node` on; returns the node after them. */
static cmark_node *flatten_table(struct tree *t, cmark_node *node)
{
	struct md_mark *mark = mark_leading(t->markdown, node, MARK_ROW);
	uint32_t table = tree_push(t, MD_TABLE, MD_ENTER, mark->place.line);
	bool head = true;

	t->markdown->items[table].level = (uint16_t)mark->count;
	for (; node && (mark = mark_leading(t->markdown, node, MARK_ROW)); node = cmark_node_next(node)) {
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
	tree_leave(t, table);
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
			else if (!mark ||
					 (mark->kind != MARK_COMMENT && mark->kind != MARK_NOLINK && mark->kind != MARK_NOLINK_END &&
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
		struct str text = cmark_node_get_type(node) == CMARK_NODE_TEXT ? str_from(cmark_node_get_literal(node))
		                                                               : STR("");
		size_t length = 1;

		for (size_t at = mark_next(text, 0); at < text.len; at = mark_next(text, at + length)) {
			const struct md_mark *mark = mark_at(t->markdown, text, at, &length);

			if (mark && (mark->kind == MARK_NOLINK || mark->kind == MARK_NOLINK_END))
				tree_mark(t, mark_number(t, mark));
		}
	}
}

static void paragraph_part(struct tree *t, cmark_node *first, cmark_node *end, uint32_t line, bool tight)
{
	if (!first || first == end || invisible(t, first, end))
		keep_nolink(t, first, end);
	else
		tree_inline_block(t, MD_PARAGRAPH, tight ? MD_TIGHT : 0u, line, first, end);
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
	cmark_node *text = child && cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH ? cmark_node_first_child(child)
	                                                                               : NULL;
	struct md_mark *mark = mark_leading(t->markdown, text, MARK_CALLOUT);
	uint32_t item = tree_push(t, mark ? MD_CALLOUT : MD_QUOTE, MD_ENTER, line_of(t, node));

	if (mark) {
		uint32_t line = paragraph_line(t, child);
		cmark_node *title_end = text;

		t->markdown->items[item].index = mark_number(t, mark);
		mark->kind = MARK_NOTHING;
		while (title_end && !is_break(title_end))
			title_end = cmark_node_next(title_end);
		if (!invisible(t, text, title_end))
			tree_inline_block(t, MD_CALLOUT_TITLE, 0, line, text, title_end);
		flatten_paragraph(t, title_end ? cmark_node_next(title_end) : NULL, line + 1, false);
		cmark_node *next = cmark_node_next(child);
		cmark_node_unlink(child);
		if (next)
			flatten_blocks(t, node, false);
	} else {
		flatten_blocks(t, node, false);
	}
	tree_leave(t, item);
}

/* The mark that makes a list item something else: a footnote or a definition. */
static struct md_mark *item_mark(struct tree *t, cmark_node *item, enum md_mark_kind kind)
{
	cmark_node *child = item ? cmark_node_first_child(item) : NULL;

	if (!child ||
		(cmark_node_get_type(child) != CMARK_NODE_PARAGRAPH && cmark_node_get_type(child) != CMARK_NODE_HEADING))
		return NULL;
	return mark_leading(t->markdown, cmark_node_first_child(child), kind);
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
	uint32_t number = tree_push(t, MD_ITEM, flags, line_of(t, item));
	flatten_blocks(t, item, tight);
	tree_leave(t, number);
}

static bool list_open(struct tree *t, cmark_node *list, cmark_node *item, uint32_t *number)
{
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;

	*number = tree_push(t, MD_LIST,
		MD_ENTER | (ordered ? MD_ORDERED : 0u) | (cmark_node_get_list_tight(list) ? MD_TIGHT : 0u), line_of(t, item));
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
		tree_leave(t, number);
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
		number = tree_push(t, MD_DEFINITIONS, MD_ENTER, line);
	}
	for (cmark_node *first = cmark_node_first_child(paragraph); first; line++) {
		cmark_node *end = first;

		while (end && !is_break(end))
			end = cmark_node_next(end);
		tree_inline_block(t, MD_TERM, 0, line, first, end);
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
		uint32_t definition = tree_push(t, MD_DEFINITION, MD_ENTER, line_of(t, item));
		flatten_blocks(t, item, tight);
		tree_leave(t, definition);
	}
	tree_leave(t, number);
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
	uint32_t item = tree_leaf(t, MD_CODE_BLOCK, mark_restored(t, cmark_node_get_literal(node)), line_of(t, node));
	uint32_t link = tree_link(t, (struct md_link){.address = mark_restored(t, cmark_node_get_fence_info(node))});

	t->markdown->items[item].index = link;
}

static void flatten_block(struct tree *t, cmark_node *node, bool tight)
{
	uint32_t item;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE: flatten_quote(t, node); break;
	case CMARK_NODE_LIST: flatten_list(t, node); break;
	case CMARK_NODE_CODE_BLOCK: code_block(t, node); break;
	case CMARK_NODE_HTML_BLOCK:
		tree_leaf(t, MD_HTML_BLOCK, mark_restored(t, cmark_node_get_literal(node)), line_of(t, node));
		break;
	case CMARK_NODE_PARAGRAPH:
		flatten_paragraph(t, cmark_node_first_child(node), paragraph_line(t, node), tight);
		break;
	case CMARK_NODE_HEADING:
		/* an empty footnote's first line is a heading that holds nothing */
		if (cmark_node_first_child(node) && mark_leading(t->markdown, cmark_node_first_child(node), MARK_NOTHING) &&
			!cmark_node_next(cmark_node_first_child(node)) &&
			str_from(cmark_node_get_literal(cmark_node_first_child(node))).len == 4)
			break;
		item = tree_inline_block(t, MD_HEADING, 0, paragraph_line(t, node), cmark_node_first_child(node), NULL);
		t->markdown->items[item].level = (uint16_t)cmark_node_get_heading_level(node);
		break;
	case CMARK_NODE_THEMATIC_BREAK: tree_push(t, MD_RULE, 0, line_of(t, node)); break;
	default: break;
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
		uint32_t item = tree_push(t, MD_FOOTNOTE, MD_ENTER, mark->place.line);

		t->markdown->items[item].index = note;
		t->markdown->footnotes[note].item = item;
		flatten_blocks(t, t->notes[i], false);
		tree_leave(t, item);
	}
}

static void unused_footnotes(struct tree *t)
{
	for (size_t i = 0; i < t->markdown->footnote_count && !t->options->plain; i++) {
		const struct md_footnote *note = &t->markdown->footnotes[i];

		if (!note->used && note->item != MD_NONE)
			diag_add_span(t->diags, DIAG_FOOTNOTE_UNUSED, t->options->path, note->place,
				(uint32_t)utf8_count(note->name) + 4, "no mark refers to this footnote; write [^%.*s] where it belongs",
				STR_ARG(note->name));
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
}

static cmark_node *parse_document(const struct markdown *markdown)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, markdown_memory());

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

bool markdown_parse(
	struct markdown *markdown, struct str source, const struct markdown_options *options, struct diags *diags)
{
	struct tree t = {.markdown = markdown, .options = options, .diags = diags, .parent = MD_NONE};

	reset(markdown);
	arena_reset(&markdown->nodes);
	markdown_memory_begin(&markdown->nodes);
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
	free(t.headings);
	free(t.notes);
	free(t.note_marks);
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
	arena_release(&markdown->nodes);
	*markdown = (struct markdown){0};
}
