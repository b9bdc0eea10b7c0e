#include "render/letters.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"

/* The upper case of a folded letter without marks: Latin, Greek and Cyrillic; others have none. */
static uint32_t upper(uint32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 0x3b1 && c <= 0x3c9 && c != 0x3c2) || (c >= 0x430 && c <= 0x44f))
		return c - 0x20;
	return c >= 0x450 && c <= 0x45f ? c - 0x50 : c;
}

/* A sort key begins with a digit for the script, then the folded text. */
struct letter letter_of(struct making *m, struct str sort_key)
{
	uint32_t c = 0;
	struct buf *out = &m->worker->text;

	if (sort_key.len > 1 && sort_key.data[0] != '\t')
		utf8_decode(sort_key, 1, &c);
	if (!fold_is_word(c))
		return (struct letter){m->language->phrases[PHRASE_OTHER_LETTERS], STR("letter-other")};
	if (c >= '0' && c <= '9')
		return (struct letter){STR("0–9"), STR("letter-0")};
	if (fold_is_ideograph(c))
		return (struct letter){m->language->phrases[PHRASE_HAN_LETTERS], STR("letter-han")};
	buf_reset(out);
	buf_put(out, STR("letter-"));
	buf_utf8(out, c);
	struct str id = str_copy(m->arena, buf_str(out));
	buf_reset(out);
	buf_utf8(out, upper(c));
	return (struct letter){str_copy(m->arena, buf_str(out)), id};
}

void sections_open(struct sections *s, struct str title, struct str id)
{
	struct value *link = making_map(s->m, SHAPE_LINK);

	s->section = making_map(s->m, SHAPE_SECTION);
	s->items = value_list(s->m->arena);
	s->id = id;
	shape_set(s->section, SECTION_TITLE, making_text(s->m, title));
	shape_set(s->section, SECTION_ID, making_text(s->m, id));
	shape_set(s->section, s->member, s->items);
	shape_set(s->section, SECTION_HAS_ITEMS, making_bool(s->member == SECTION_ITEMS));
	value_push(s->m->arena, s->list, s->section);
	shape_set(link, LINK_TITLE, making_text(s->m, title));
	shape_set(link, LINK_URL, making_text(s->m, str_join(s->m->arena, STR("#"), id)));
	value_push(s->m->arena, s->letters, link);
}

struct sections sections_begin(struct making *m, unsigned member)
{
	return (struct sections){.m = m, .list = value_list(m->arena), .letters = value_list(m->arena), .member = member};
}

/* Items come sorted, so that each letter is opened once. */
void sections_add(struct sections *s, struct str sort_key, const struct value *item)
{
	struct letter letter = letter_of(s->m, sort_key);

	if (!s->section || !str_equal(letter.id, s->id))
		sections_open(s, letter.title, letter.id);
	value_push(s->m->arena, s->items, item);
}

void sections_end(const struct sections *s, struct value *index)
{
	shape_set(index, INDEX_SECTIONS, s->list);
	shape_set(index, INDEX_LETTERS, s->letters);
	shape_set(index, INDEX_HAS_LETTERS, making_bool(s->letters->list.count > 1));
}
