/* Where a sentence is quoted, each bare link in it stands as on its own page: the words that the parser put there for the
 * time being are replaced from the last to the first, as they are chained. */
#include "model/quotation.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "model/entry.h"

enum { LONGEST_EXCERPT = 300 };

/* ---- links ---- */

/* What the author typed, where readers know the entry by it; "" where it is an id. An acronym is written as it is. */
static struct str typed_name(const struct entry *entry, struct str typed)
{
	for (size_t i = 0; i < entry->form_count; i++)
		if (str_equal_ascii_case(entry->forms[i].text, typed))
			return entry->forms[i].acronym ? entry->forms[i].text : typed;
	return STR("");
}

struct str bare_link_text(const struct link *link)
{
	struct str typed = link->to && link->typed ? typed_name(link->to, link->target) : STR("");

	if (link->anchor && link->anchor->label.len)
		return link->anchor->label;
	if (link->to)
		return typed.len ? typed : link->to->title;
	return link->target.len ? link->target : link->fragment;
}

/* ---- excerpts ---- */

/* Bytes that white space before them makes untidy: more of it, and closing punctuation (a citation may have stood there). */
static const bool NOT_AFTER_SPACE[256] = {[' '] = true,
	['\n'] = true,
	['\t'] = true,
	['.'] = true,
	[','] = true,
	[';'] = true,
	[':'] = true,
	['!'] = true,
	['?'] = true,
	[')'] = true};

static bool is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static bool is_tidy(struct str text)
{
	if (text.len && (is_white(text.data[0]) || is_white(text.data[text.len - 1])))
		return false;
	for (size_t at = 0; at + 1 < text.len; at++)
		if (text.data[at] <= ' ' && text.data[at] >= 0 &&
			(text.data[at] != ' ' || NOT_AFTER_SPACE[(unsigned char)text.data[at + 1]]))
			return false;
	return true;
}

/* White space as one space, and none at the ends or where it does not belong. */
static struct str tidied(struct arena *arena, struct str text)
{
	text = str_trim(text);
	if (is_tidy(text))
		return str_copy(arena, text);
	char *out = arena_bytes(arena, text.len);
	size_t len = 0;
	for (size_t at = 0; at < text.len; at++) {
		if (!is_white(text.data[at]))
			out[len++] = text.data[at];
		else if (!NOT_AFTER_SPACE[(unsigned char)text.data[at + 1]]) /* trimmed: something follows */
			out[len++] = ' ';
	}
	return (struct str){out, len};
}

struct str sentence_excerpt(struct arena *arena, struct str text, size_t at)
{
	if (text.len <= LONGEST_EXCERPT || utf8_count(text) <= LONGEST_EXCERPT)
		return tidied(arena, text);
	/* a window of whole words with what matters near its middle */
	size_t half = LONGEST_EXCERPT / 2 - 2, from = 0;
	if (at > text.len)
		at = text.len;
	if (at > half) {
		struct str head = str_slice(text, 0, at);
		size_t back = utf8_count(head) > half ? utf8_count(head) - half : 0;
		from = utf8_head(text, back).len;
		size_t space = str_find_char(text, ' ', from);
		if (from && space < at)
			from = space + 1;
	}
	struct str window = utf8_head(str_from_index(text, from), 2 * half);
	size_t end = from + window.len, to = end;
	while (to < text.len && to > at && text.data[to] != ' ')
		to--;
	if (to <= at) /* no white space: cut between any two characters */
		to = end;
	struct str middle = tidied(arena, str_slice(text, from, to));
	return str_format(arena, "%s%.*s%s", from ? "… " : "", STR_ARG(middle), to < text.len ? " …" : "");
}

/* ---- sentences ---- */

static void put_before(char *out, size_t *at, struct str text)
{
	*at -= text.len;
	if (text.len)
		memcpy(out + *at, text.data, text.len);
}

struct str sentence_text(struct arena *arena, const struct body *body, const struct sentence *sentence)
{
	const struct bare_link *links = body->bare_links;
	size_t length = sentence->text.len, to = length;

	if (!sentence->bare_link)
		return sentence->text;
	for (uint32_t i = sentence->bare_link; i; i = links[i - 1].before)
		length += bare_link_text(&body->links[links[i - 1].link]).len - (links[i - 1].to - links[i - 1].from);
	char *out = arena_bytes(arena, length);
	size_t at = length;
	for (uint32_t i = sentence->bare_link; i; i = links[i - 1].before) {
		put_before(out, &at, str_slice(sentence->text, links[i - 1].to, to));
		put_before(out, &at, bare_link_text(&body->links[links[i - 1].link]));
		to = links[i - 1].from;
	}
	put_before(out, &at, str_slice(sentence->text, 0, to));
	return sentence_excerpt(arena, (struct str){out, length}, to);
}
