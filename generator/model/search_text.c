/* How it works: the body is HTML of our own making, with holes where links and citations come; one walk over it drops
 * the tags. This is cheaper than to keep a second copy of every text from the parse on. Text of notes stands inside the
 * sentence that they belong to, so it is set aside until the block ends. */
#include "model/search_text.h"

#include <stdlib.h>

#include "base/arena.h"

struct walk {
	struct search_text *out;
	const struct entry *entry;
	struct str html;
	size_t at, hole;
	size_t start; /* of the passage, in the text */
	struct str id, note_id;
	unsigned note_depth; /* spans open inside a note; 0 outside */
	bool heading;
};

static bool is_white(char c)
{
	return (unsigned char)c <= ' ';
}

/* Whether white space stands beside white space. Without a branch and in bytes, so that many characters are looked at
 * at once. */
static bool has_gaps(struct str text)
{
	unsigned char found = 0;

	for (size_t i = 1; i < text.len; i++)
		found |= (unsigned char)is_white(text.data[i - 1]) & (unsigned char)is_white(text.data[i]);
	return found;
}

static bool ends_white(const struct buf *out)
{
	return !out->len || is_white(out->data[out->len - 1]);
}

/* Text without entities; white space becomes one space. */
static void put_words(struct buf *out, struct str text)
{
	if (text.len && is_white(text.data[0]) && ends_white(out))
		text = str_from_index(text, 1);
	buf_reserve(out, text.len);
	if (!has_gaps(text)) {
		char *to = out->data + out->len;

		for (size_t i = 0; i < text.len; i++)
			to[i] = is_white(text.data[i]) ? ' ' : text.data[i];
		out->len += text.len;
		return;
	}
	for (size_t i = 0; i < text.len; i++)
		if (!is_white(text.data[i]) || !ends_white(out))
			buf_char(out, is_white(text.data[i]) ? ' ' : text.data[i]);
}

static void put_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len;) {
		size_t end = str_find_char(text, '&', i);

		put_words(out, str_slice(text, i, end));
		if (end == text.len)
			return;
		struct str rest = str_from_index(text, end);
		i = end + 1;
		if (str_starts(rest, STR("&amp;"))) {
			buf_char(out, '&');
			i = end + 5;
		} else if (str_starts(rest, STR("&lt;")) || str_starts(rest, STR("&gt;"))) {
			buf_char(out, rest.data[1] == 'l' ? '<' : '>');
			i = end + 4;
		} else if (str_starts(rest, STR("&quot;"))) {
			buf_char(out, '"');
			i = end + 6;
		} else if (str_starts(rest, STR("&#39;"))) {
			buf_char(out, '\'');
			i = end + 5;
		} else {
			buf_char(out, '&');
		}
	}
}

static void add_passage(struct search_text *out, size_t from, struct str id, bool heading)
{
	struct str text = str_from_index(buf_str(&out->text), from);

	if (!str_trim(text).len)
		return;
	out->passages = grow(out->passages, out->count, &out->capacity, sizeof(*out->passages));
	out->passages[out->count++] = (struct passage){from, out->text.len, id, heading};
	buf_char(&out->text, '\n');
}

/* What has been gathered becomes a passage, and the notes in it others. */
static void end_block(struct walk *w)
{
	struct search_text *out = w->out;

	add_passage(out, w->start, w->id, w->heading);
	if (out->note.len) {
		size_t from = out->text.len;

		buf_put(&out->text, buf_str(&out->note));
		add_passage(out, from, w->note_id, false);
		buf_reset(&out->note);
	}
	w->start = out->text.len;
	w->heading = false;
}

/* A citation may have stood before a full stop. */
static void tidy(struct buf *out, struct str next)
{
	if (next.len && out->len && out->data[out->len - 1] == ' ' && memchr(".,;:!?)", next.data[0], 7))
		out->len--;
}

/* What a hole shows that is text of the page: the title behind a bare link. */
static void fill_hole(struct walk *w, const struct hole *hole, struct buf *out)
{
	const struct link *link = hole->kind == HOLE_LINK ? &w->entry->body.links[hole->index] : NULL;

	if (link && !link->has_label)
		put_text(out, bare_link_text(link));
}

/* Text up to `end`, and the holes in it. */
static void take_text(struct walk *w, size_t end)
{
	struct buf *out = w->note_depth ? &w->out->note : &w->out->text;
	const struct body *body = &w->entry->body;

	while (w->at < end) {
		size_t stop = end;

		while (w->hole < body->hole_count && body->holes[w->hole].offset <= w->at)
			fill_hole(w, &body->holes[w->hole++], out);
		if (w->hole < body->hole_count && body->holes[w->hole].offset < end)
			stop = body->holes[w->hole].offset;
		struct str piece = str_slice(w->html, w->at, stop);
		tidy(out, piece);
		put_text(out, piece);
		w->at = stop;
	}
	while (w->hole < body->hole_count && body->holes[w->hole].offset <= w->at)
		fill_hole(w, &body->holes[w->hole++], out);
}

static struct str attribute(struct str tag, struct str name)
{
	size_t at = str_find(tag, name, 0);

	if (at == tag.len)
		return STR("");
	at += name.len;
	return str_slice(tag, at, str_find_char(tag, '"', at));
}

static bool is_block(struct str name)
{
	static const struct str BLOCKS[] = {STR_INIT("p"), STR_INIT("li"), STR_INIT("td"), STR_INIT("th"), STR_INIT("dt"),
		STR_INIT("dd"), STR_INIT("h1"), STR_INIT("h2"), STR_INIT("h3"), STR_INIT("h4"), STR_INIT("h5"), STR_INIT("h6"),
		STR_INIT("tr"), STR_INIT("div"), STR_INIT("table"), STR_INIT("caption"), STR_INIT("figure"), STR_INIT("pre"),
		STR_INIT("figcaption"), STR_INIT("blockquote"), STR_INIT("ul"), STR_INIT("ol"), STR_INIT("dl"), STR_INIT("hr")};

	for (size_t i = 0; i < COUNT_OF(BLOCKS); i++)
		if (str_equal(BLOCKS[i], name))
			return true;
	return false;
}

/* Where reading goes on after the text of an element that shows no text of the entry. */
static size_t past(struct walk *w, struct str end)
{
	size_t found = str_find(w->html, end, w->at);

	while (w->hole < w->entry->body.hole_count && w->entry->body.holes[w->hole].offset < found)
		w->hole++;
	return found == w->html.len ? found : found + end.len;
}

static void span_tag(struct walk *w, struct str tag, bool closing)
{
	if (closing) {
		if (w->note_depth)
			w->note_depth--;
		return;
	}
	if (w->note_depth) {
		w->note_depth++;
		if (str_starts(tag, STR("span class=\"note-number\""))) {
			w->at = past(w, STR("</span>"));
			w->note_depth--;
		}
	} else if (str_starts(tag, STR("span class=\"note\""))) {
		w->note_depth = 1;
		if (w->out->note.len)
			buf_char(&w->out->note, ' ');
		else
			w->note_id = attribute(tag, STR(" id=\""));
	}
}

static void block_tag(struct walk *w, struct str tag, struct str name, bool closing)
{
	struct str id = !closing && tag.len > name.len ? attribute(tag, STR(" id=\"")) : STR("");

	w->note_depth = 0;
	end_block(w);
	if (id.len)
		w->id = id;
	w->heading = !closing && name.len == 2 && name.data[0] == 'h' && name.data[1] != 'r';
}

static void take_tag(struct walk *w)
{
	size_t end = str_find_char(w->html, '>', w->at);
	struct str tag = str_slice(w->html, w->at + 1, end);
	bool closing = tag.len && tag.data[0] == '/';
	struct str name = str_from_index(tag, closing);

	name = str_slice(name, 0, str_find_char(name, ' ', 0));
	w->at = end < w->html.len ? end + 1 : end;
	if (str_equal(name, STR("span"))) {
		span_tag(w, tag, closing);
	} else if (str_equal(name, STR("a"))) {
		if (str_starts(tag, STR("a class=\"permalink\"")) || str_starts(tag, STR("a class=\"note-")))
			w->at = past(w, STR("</a>"));
	} else if (str_equal(name, STR("script")) || str_equal(name, STR("style"))) {
		if (!closing)
			w->at = past(w, name.len == 6 ? STR("</script>") : STR("</style>"));
	} else if (str_equal(name, STR("br"))) {
		buf_char(w->note_depth ? &w->out->note : &w->out->text, ' ');
	} else if (str_equal(tag, STR("p class=\"callout-title\""))) {
		w->at = past(w, STR("</p>"));
	} else if (is_block(name)) {
		block_tag(w, tag, name, closing);
	}
}

void search_text_of(struct search_text *text, const struct entry *entry)
{
	struct walk w = {.out = text, .entry = entry, .html = entry->body.html};

	buf_reset(&text->text);
	buf_reset(&text->note);
	text->count = 0;
	while (w.at < w.html.len) {
		take_text(&w, str_find_char(w.html, '<', w.at));
		if (w.at < w.html.len)
			take_tag(&w);
	}
	end_block(&w);
}

void search_text_release(struct search_text *text)
{
	buf_release(&text->text);
	buf_release(&text->note);
	free(text->passages);
}
