/* Parses and renders templates. The input is up to three of them, with a line "---" between: the first is rendered,
 * the others are its partials "p" and "q". */
#include <stdlib.h>

#include "formats/mustache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void set_text(struct arena *arena, struct value *map, struct str key, struct str text)
{
	value_set(arena, map, key, value_text(arena, text));
}

/* a is a list of two maps in which a is nothing, so that sections in sections do not double the work each time (what
 * stops those has a test of its own); b a map, c a text, d the name of a partial, l a list of one, n nothing. */
static struct value *new_data(struct arena *arena)
{
	struct value *map = value_map(arena), *list = value_list(arena), *one = value_list(arena);

	for (int i = 0; i < 2; i++) {
		struct value *item = value_map(arena);

		set_text(arena, item, STR("c"), i ? STR("<inner>\n") : STR(""));
		value_set(arena, item, STR("a"), value_null(arena));
		value_push(arena, list, item);
	}
	value_push(arena, one, value_number(arena, 1.5));
	value_set(arena, map, STR("a"), list);
	value_set(arena, map, STR("b"), list->list.items[1]);
	set_text(arena, map, STR("c"), STR("x & \"y\"\nz"));
	set_text(arena, map, STR("d"), STR("p"));
	value_set(arena, map, STR("l"), one);
	value_set(arena, map, STR("n"), value_bool(arena, false));
	return map;
}

static struct str next_part(struct str *rest)
{
	struct str separator = STR("\n---\n");
	size_t end = str_find(*rest, separator, 0);
	struct str part = str_slice(*rest, 0, end);

	*rest = str_from_index(*rest, end < rest->len ? end + separator.len : end);
	return part;
}

static void count_name(void *context, const struct template *template, const struct template_name *name)
{
	size_t *places = context;

	if (name->place.line == 0 || name->place.column == 0 || !template_path(template).len)
		abort();
	*places += name->place.line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0}, scratch = {0};
	struct diags diags = {0};
	struct template_set set = {0};
	struct buf first = {0}, again = {0};
	struct str rest = {(const char *)data, size};
	size_t places = 0;

	if (size == 0)
		return 0;
	struct template *template = template_parse(&arena, STR("case.html"), next_part(&rest), &diags);
	map_set(&set.by_name, STR("p"), template_parse(&arena, STR("p.html"), next_part(&rest), &diags));
	map_set(&set.by_name, STR("q"), template_parse(&arena, STR("q.html"), next_part(&rest), &diags));
	template_names(template, count_name, &places);
	const struct value *stack[] = {new_data(&arena)};
	template_render(&scratch, &set, template, stack, 1, &first, &diags);
	arena_reset(&scratch);
	if (!diags.count) {
		template_render(&scratch, &set, template, stack, 1, &again, &diags);
		if (!str_equal(buf_str(&first), buf_str(&again)))
			abort();
	}

	buf_release(&first);
	buf_release(&again);
	map_release(&set.by_name);
	diags_release(&diags);
	arena_release(&scratch);
	arena_release(&arena);
	return 0;
}
