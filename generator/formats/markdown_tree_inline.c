/* The inlines of one block: libcmark's nodes, with the marks in their text made items, and what opens and closes paired. */
#include "base/near.h"
#include "formats/markdown_tree.h"

/* A mark that readers see as words: they count among the block's. */
static void add_mark_with_text(struct tree *t, uint32_t number, struct str text)
{
	uint32_t item = tree_mark(t, number);

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
		tree_text(t, t->markdown->marks[number].source);
		return;
	}
	t->pending[t->pending_count++] = (struct pending){.mark = number, .parent = t->parent};
	tree_mark(t, number);
}

static void close_mark(struct tree *t, uint32_t number)
{
	struct md_mark *mark = &t->markdown->marks[number];
	const struct pending *top = t->pending_count ? &t->pending[t->pending_count - 1] : NULL;

	if (top && top->mark == mark->partner && top->parent == t->parent) {
		t->pending_count--;
		tree_mark(t, number);
	} else if (t->markdown->marks[mark->partner].kind != MARK_NOTHING) {
		tree_text(t, mark->source);
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
	diag_add_span(t->diags, DIAG_FOOTNOTE_UNKNOWN, t->options->path, mark->place, mark->length,
		"no footnote \"[^%.*s]:\"%.*s", STR_ARG(mark->a), STR_ARG(diag_did_you_mean(&t->markdown->arena, near.best)));
}

static void inline_mark(struct tree *t, struct md_mark *mark)
{
	uint32_t number = mark_number(t, mark);

	switch ((enum md_mark_kind)mark->kind) {
	case MARK_LANG_OPEN: open_mark(t, number); return;
	case MARK_LINK_OPEN:
		if (t->in_link)
			break;
		open_mark(t, number);
		return;
	case MARK_CLOSE: close_mark(t, number); return;
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
		tree_mark(t, number);
		return;
	case MARK_NOTE:
		if (mark->partner == MD_NONE) {
			unknown_note(t, mark);
			break;
		}
		if (t->in_link)
			break;
		t->markdown->footnotes[mark->partner].used = true;
		tree_mark(t, number);
		return;
	case MARK_NOLINK:
	case MARK_NOLINK_END:
	case MARK_ID: tree_mark(t, number); return;
	case MARK_COMMENT:
	case MARK_DESTINATION:
	case MARK_NOTHING: return;
	case MARK_CALLOUT:
	case MARK_TASK:
	case MARK_FOOTNOTE:
	case MARK_DEFINITION:
	case MARK_ROW: break;
	}
	tree_text(t, mark->source);
}

static void text_node(struct tree *t, struct str text)
{
	size_t from = 0, length;

	for (size_t at = mark_next(text, 0); at < text.len; at = mark_next(text, at)) {
		struct md_mark *mark = mark_at(t->markdown, text, at, &length);

		if (!mark) {
			at++;
			continue;
		}
		tree_text(t, str_slice(text, from, at));
		inline_mark(t, mark);
		from = at += length;
	}
	tree_text(t, str_from_index(text, from));
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
			mark_restore(t->markdown, out, str_from(cmark_node_get_literal(at)));
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
	link.address = mark_restored(t, cmark_node_get_url(node));
	link.title = mark_restored(t, cmark_node_get_title(node));
	return tree_link(t, link);
}

static void flatten_inlines(struct tree *t, cmark_node *first, cmark_node *end);

static void inline_container(struct tree *t, cmark_node *node, enum md_kind kind)
{
	if (t->depth >= MOST_NESTING) {
		struct str text = collected(t, node);

		t->too_deep = true;
		tree_text(t, text);
		return;
	}
	uint32_t item = tree_push(t, kind, MD_ENTER, 0), outer = t->parent;
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
	tree_leave(t, item);
	t->markdown->items[t->markdown->count - 1].index = t->markdown->items[item].index;
}

static void inline_node(struct tree *t, cmark_node *node)
{
	uint32_t item;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT: text_node(t, str_from(cmark_node_get_literal(node))); break;
	case CMARK_NODE_SOFTBREAK: tree_leaf(t, MD_SOFT_BREAK, STR(" "), 0); break;
	case CMARK_NODE_LINEBREAK: tree_leaf(t, MD_LINE_BREAK, STR(" "), 0); break;
	case CMARK_NODE_CODE: tree_leaf(t, MD_CODE, mark_restored(t, cmark_node_get_literal(node)), 0); break;
	case CMARK_NODE_HTML_INLINE: tree_leaf(t, MD_HTML, mark_restored(t, cmark_node_get_literal(node)), 0); break;
	case CMARK_NODE_EMPH: inline_container(t, node, MD_EMPHASIS); break;
	case CMARK_NODE_STRONG: inline_container(t, node, MD_STRONG); break;
	case CMARK_NODE_LINK: inline_container(t, node, MD_LINK); break;
	case CMARK_NODE_IMAGE:
		item = tree_push(t, MD_IMAGE, 0, 0);
		t->markdown->items[item].index = link_of(t, node);
		t->markdown->links[t->markdown->items[item].index].alt = collected(t, node);
		break;
	default: break;
	}
}

static void flatten_inlines(struct tree *t, cmark_node *first, cmark_node *end)
{
	for (cmark_node *node = first; node && node != end; node = cmark_node_next(node))
		inline_node(t, node);
}

uint32_t tree_inline_block(
	struct tree *t, enum md_kind kind, unsigned flags, uint32_t line, cmark_node *first, cmark_node *end)
{
	uint32_t item = tree_push(t, kind, flags | MD_ENTER, line), outer = t->parent;

	t->parent = item;
	flatten_inlines(t, first, end);
	close_parent(t, item);
	t->parent = outer;
	tree_leave(t, item);
	return item;
}
