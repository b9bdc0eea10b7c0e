#include "export/plain_text.h"

#include "base/arena.h"
#include "model/search_text.h"

static const struct body_part *part_of(const struct body *body, const struct value *value)
{
	for (size_t i = 0; i < body->part_count; i++)
		if (body->parts[i].value == value)
			return &body->parts[i];
	return NULL;
}

/* The part as a body of its own. */
static struct str part_text(struct arena *arena, const struct entry *entry, const struct body_part *part)
{
	struct search_text text = {0};
	struct buf out = {0};
	struct entry alone = *entry;

	alone.body.html = str_slice(entry->body.html, part->from, part->to);
	alone.body.hole_count = part->hole_count;
	alone.body.holes = arena_array(arena, struct hole, part->hole_count);
	for (size_t i = 0; i < part->hole_count; i++) {
		alone.body.holes[i] = entry->body.holes[part->first_hole + i];
		alone.body.holes[i].offset -= part->from;
	}
	search_text_of(&text, &alone);
	for (size_t i = 0; i < text.count; i++) {
		buf_put(&out, out.len ? STR("\n\n") : STR(""));
		buf_put(&out, str_trim(str_slice(buf_str(&text.text), text.passages[i].from, text.passages[i].to)));
	}
	struct str plain = str_copy(arena, buf_str(&out));
	buf_release(&out);
	search_text_release(&text);
	return plain;
}

struct str plain_field_text(
	struct arena *arena, const struct entry *entry, const struct field *field, const struct value *value)
{
	const struct body_part *part = field->kind == FIELD_MARKDOWN ? part_of(&entry->body, value) : NULL;

	return part ? part_text(arena, entry, part) : value_scalar(arena, value);
}

struct str plain_meaning(struct arena *arena, const struct entry *entry, struct str means)
{
	const struct field *field = entry->type ? schema_meaning(entry->type, means) : NULL;
	const struct value *value = field ? value_get(entry->front, field->name) : NULL;

	if (value && value->kind == VALUE_LIST)
		value = value->list.count ? value->list.items[0] : NULL;
	return value ? str_trim(plain_field_text(arena, entry, field, value)) : STR("");
}
