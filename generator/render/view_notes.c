/* Notes to the cells of a table: a letter behind what a cell says leads to who says so, and where. */
#include "base/arena.h"
#include "render/body.h"
#include "render/view.h"

/* a … z, aa … */
static struct str letters_of(struct arena *arena, size_t number)
{
	char text[16], *at = text + sizeof(text);

	for (number++; number; number = (number - 1) / 26)
		*--at = (char)('a' + (number - 1) % 26);
	return str_copy(arena, (struct str){at, (size_t)(text + sizeof(text) - at)});
}

struct str view_note(const struct showing *s, const struct entry *source, struct str locator)
{
	struct view_notes *notes = s->notes;
	struct arena *arena = s->m->arena;

	if (!notes || !source)
		return STR("");
	struct str key = str_format(arena, "%zu %.*s", source->index, STR_ARG(locator));
	const struct str *known = map_get(&notes->known, key);
	if (known)
		return *known;
	size_t capacity = notes->capacity;
	notes->sources = arena_grow(arena, notes->sources, notes->count, &capacity, sizeof(*notes->sources));
	notes->locators = arena_grow(arena, notes->locators, notes->count, &notes->capacity, sizeof(*notes->locators));
	notes->sources[notes->count] = source;
	notes->locators[notes->count] = locator;
	struct str *sign = arena_new(arena, struct str);
	*sign = letters_of(arena, notes->count++);
	map_set(&notes->known, key, sign);
	return *sign;
}

static struct str note_id(const struct showing *s, struct str sign)
{
	return str_format(s->m->arena, "%.*s-source-%.*s", STR_ARG(s->view->id), STR_ARG(sign));
}

struct str view_note_url(const struct showing *s, struct str sign)
{
	return str_join(s->m->arena, STR("#"), note_id(s, sign));
}

static struct str source_words(struct making *m, const struct entry *source)
{
	const struct work *work = work_of(&m->render->works, source);

	return work ? work_label(m, work) : source->title;
}

const struct value *view_note_values(const struct showing *s)
{
	struct making *m = s->m;
	struct value *list = making_list(m, s->notes->count);

	for (size_t i = 0; i < s->notes->count; i++) {
		struct value *map = making_map(m, SHAPE_VIEW_SOURCE);
		struct str sign = letters_of(m->arena, i);

		shape_set(map, VIEW_SOURCE_ID, making_text(m, note_id(s, sign)));
		shape_set(map, VIEW_SOURCE_SIGN, making_text(m, sign));
		shape_set(map, VIEW_SOURCE_TITLE, making_text(m, source_words(m, s->notes->sources[i])));
		shape_set(map, VIEW_SOURCE_URL, making_text(m, making_entry_url(m, s->notes->sources[i], STR(""))));
		shape_set(map, VIEW_SOURCE_LOCATOR, making_text(m, locator_text(m, s->notes->locators[i])));
		list_add(list, map);
	}
	return list;
}

bool view_shows_source(const struct view *view)
{
	for (size_t i = 0; i < view->column_count; i++) {
		const struct field *field = view_column_field(view, &view->columns[i]);

		if (field && (names_sources(field) || str_equal(field->name, STR("sources"))))
			return true;
	}
	return false;
}
