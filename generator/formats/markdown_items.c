/* The items of the flat list, and the marks among the text: where the scan guessed wrong, a mark becomes again what it
 * replaced. */
#include "base/utf8.h"
#include "formats/markdown_tree.h"

uint32_t tree_push(struct tree *t, enum md_kind kind, unsigned flags, uint32_t line)
{
	struct markdown *md = t->markdown;

	md->items = grow(md->items, md->count, &md->capacity, sizeof(*md->items));
	md->items[md->count] = (struct md_item){.kind = (uint8_t)kind,
		.flags = (uint8_t)flags,
		.line = line,
		.from = (uint32_t)md->text.len,
		.to = (uint32_t)md->text.len,
		.index = MD_NONE};
	return (uint32_t)md->count++;
}

void tree_leave(struct tree *t, uint32_t entered)
{
	uint32_t left = tree_push(t, t->markdown->items[entered].kind, 0, t->markdown->items[entered].line);
	struct md_item *item = &t->markdown->items[entered];

	item->end = left;
	item->to = (uint32_t)t->markdown->text.len;
	t->markdown->items[left].end = entered;
}

uint32_t tree_link(struct tree *t, struct md_link link)
{
	struct markdown *md = t->markdown;

	md->links = grow(md->links, md->link_count, &md->link_capacity, sizeof(*md->links));
	md->links[md->link_count] = link;
	return (uint32_t)md->link_count++;
}

void tree_text(struct tree *t, struct str text)
{
	struct markdown *md = t->markdown;

	if (!text.len)
		return;
	if (!md->count || md->items[md->count - 1].kind != MD_TEXT)
		tree_push(t, MD_TEXT, 0, 0);
	buf_put(&md->text, text);
	md->items[md->count - 1].to = (uint32_t)md->text.len;
}

uint32_t tree_mark(struct tree *t, uint32_t number)
{
	uint32_t item = tree_push(t, MD_MARK, 0, 0);

	t->markdown->items[item].index = number;
	return item;
}

uint32_t tree_leaf(struct tree *t, enum md_kind kind, struct str text, uint32_t line)
{
	uint32_t item = tree_push(t, kind, 0, line);

	buf_put(&t->markdown->text, text);
	t->markdown->items[item].to = (uint32_t)t->markdown->text.len;
	return item;
}

/* --- marks --- */

struct md_mark *mark_at(const struct markdown *md, struct str text, size_t at, size_t *length)
{
	uint32_t c;

	if ((unsigned char)text.data[at] < 0xf3)
		return NULL;
	*length = utf8_decode(text, at, &c);
	return c >= FIRST_MARK && c - FIRST_MARK < md->mark_count ? &md->marks[c - FIRST_MARK] : NULL;
}

size_t mark_next(struct str text, size_t from)
{
	const uint64_t high_bits = 0x8080808080808080u;
	size_t at = from;

	while (at < text.len) {
		uint64_t bytes;

		if (at + 8 <= text.len && (memcpy(&bytes, text.data + at, 8), !(bytes & high_bits))) {
			at += 8;
			continue;
		}
		if ((unsigned char)text.data[at] >= 0xf3)
			return at;
		at++;
	}
	return text.len;
}

void mark_restore(const struct markdown *md, struct buf *out, struct str text)
{
	size_t from = 0, length;

	for (size_t at = mark_next(text, 0); at < text.len; at = mark_next(text, at)) {
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

struct str mark_restored(struct tree *t, const char *literal)
{
	struct str text = str_from(literal ? literal : "");
	struct buf out = {0};

	if (mark_next(text, 0) == text.len)
		return str_copy(&t->markdown->arena, text);
	mark_restore(t->markdown, &out, text);
	struct str copy = str_copy(&t->markdown->arena, buf_str(&out));
	buf_release(&out);
	return copy;
}

struct md_mark *mark_leading(const struct markdown *md, cmark_node *node, enum md_mark_kind kind)
{
	size_t length;

	if (!node || cmark_node_get_type(node) != CMARK_NODE_TEXT)
		return NULL;
	struct str text = str_from(cmark_node_get_literal(node));
	struct md_mark *mark = text.len ? mark_at(md, text, 0, &length) : NULL;
	return mark && mark->kind == kind ? mark : NULL;
}

uint32_t mark_number(const struct tree *t, const struct md_mark *mark)
{
	return (uint32_t)(mark - t->markdown->marks);
}
