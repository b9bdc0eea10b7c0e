/* Ids last: readers cite them. Headings are named after their text, paragraphs after a hash of their first eight
 * words, so that an edit elsewhere changes neither; what authors wrote themselves comes first. */
#include <stdlib.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "parse/body_writer.h"

enum { PARAGRAPH_WORDS = 8, HASH_DIGITS = 6 };

static bool valid_id(struct str id)
{
	uint32_t c;

	for (size_t at = 0; at < id.len;) {
		size_t length = utf8_decode(id, at, &c);

		if (!fold_is_word(c) && (at == 0 || !memchr("-_.:", (int)c, 4) || c > 0x7f))
			return false;
		at += length;
	}
	return id.len > 0 && id.len <= 200;
}

struct taken {
	struct place place; /* where an author wrote it; {0} when it was made */
	unsigned next;      /* the number to try for the next one of this name */
};

static struct taken *taken_at(struct writer *w, struct place place)
{
	struct taken *taken = arena_new(&w->worker->scratch, struct taken);

	*taken = (struct taken){place, 2};
	return taken;
}

void reserve_ids(struct writer *w)
{
	static const struct str theme[] = RESERVED_IDS;
	const struct markdown *md = &w->worker->markdown;

	for (size_t i = 0; i < COUNT_OF(theme); i++)
		map_set(&w->worker->ids, theme[i], taken_at(w, (struct place){0}));
	for (size_t i = 0; i < md->mark_count; i++) {
		const struct md_mark *mark = &md->marks[i];
		const struct taken *taken = mark->kind == MARK_ID ? map_get(&w->worker->ids, mark->a) : NULL;

		if (mark->kind != MARK_ID)
			continue;
		if (!valid_id(mark->a))
			diag_add_span(w->diags, DIAG_ANCHOR_INVALID, w->entry->path, mark->place, mark->length,
				"\"%.*s\" cannot be an id; use letters, digits and hyphens", STR_ARG(mark->a));
		else if (taken && taken->place.line)
			diag_add_span(w->diags, DIAG_ANCHOR_DUPLICATE, w->entry->path, mark->place, mark->length,
				"the id \"%.*s\" is already taken on line %u", STR_ARG(mark->a), taken->place.line);
		else if (taken)
			diag_add_span(w->diags, DIAG_ANCHOR_DUPLICATE, w->entry->path, mark->place, mark->length,
				"the id \"%.*s\" belongs to a part of every page; choose another", STR_ARG(mark->a));
		else
			map_set(&w->worker->ids, mark->a, taken_at(w, mark->place));
	}
}

struct str free_id(struct writer *w, struct str wanted)
{
	struct taken *first = map_get(&w->worker->ids, wanted);
	struct str id = wanted;

	while (first && map_has(&w->worker->ids, id))
		id = str_format(&w->entry->arena, "%.*s-%u", STR_ARG(wanted), first->next++);
	map_set(&w->worker->ids, id, taken_at(w, (struct place){0}));
	return id;
}

struct str heading_id(struct writer *w, struct str text, struct str explicit)
{
	if (explicit.len)
		return str_copy(&w->entry->arena, explicit);
	struct str slug = fold_slug_copy(&w->entry->arena, utf8_head(text, 80));
	return free_id(w, slug.len ? slug : STR("section"));
}

struct str paragraph_id(struct writer *w, struct str text)
{
	static const char digits[] = "0123456789abcdef";
	struct buf *folded = &w->worker->matches.folded;
	size_t words = 0, at = 0;
	bool in_word = false;
	uint32_t c;

	folded->len = 0;
	while (at < text.len && words < PARAGRAPH_WORDS) {
		unsigned char byte = (unsigned char)text.data[at];
		size_t length = byte < 0x80 ? (c = byte, (size_t)1) : utf8_decode(text, at, &c);
		bool word = fold_is_word(c);

		if (word && byte < 0x80)
			buf_char(folded, (char)(byte | 0x20)); /* letters small, digits as they are */
		else if (word)
			fold_point(folded, c);
		else if (in_word && ++words)
			buf_char(folded, ' ');
		in_word = word;
		at += length;
	}
	uint64_t hash = str_hash(str_trim_end(buf_str(folded)));
	char id[2 + HASH_DIGITS] = {'p', '-'};
	for (size_t i = 0; i < HASH_DIGITS; i++)
		id[2 + i] = digits[hash >> (4 * i) & 15];
	return free_id(w, str_copy(&w->entry->arena, (struct str){id, sizeof(id)}));
}

void write_moved_anchors(struct writer *w, struct str id)
{
	for (size_t i = 0; i < w->entry->anchor_count; i++) {
		const struct moved_anchor *moved = &w->entry->anchors[i];

		if (!str_equal(moved->to, id))
			continue;
		if (map_has(&w->worker->ids, moved->from)) {
			diag_add(w->diags, DIAG_ANCHOR_DUPLICATE, w->entry->path, moved->place,
				"the old anchor \"%.*s\" is still in use on this page", STR_ARG(moved->from));
			continue;
		}
		map_set(&w->worker->ids, moved->from, taken_at(w, moved->place));
		put(w, "<span id=\"");
		escape_html(&w->worker->html, moved->from);
		put(w, "\"></span>");
	}
}

void add_anchor(struct writer *w, struct anchor anchor)
{
	struct body_worker *worker = w->worker;

	worker->anchors = grow(worker->anchors, worker->anchor_count, &worker->anchor_capacity, sizeof(*worker->anchors));
	worker->anchors[worker->anchor_count++] = anchor;
}
