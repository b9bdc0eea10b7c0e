#include "parse/templates.h"

#include "base/path.h"
#include "base/utf8.h"

/* Partials by which a handbook adds to the theme without copying any of it. */
static const struct str OPTIONAL[] = {STR_INIT("head")};

struct checking {
	const struct template_set *set;
	const struct vocabulary *vocabulary;
	struct diags *diags;
};

static bool is_optional(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(OPTIONAL); i++)
		if (str_equal(name, OPTIONAL[i]))
			return true;
	return false;
}

static void check_partial(const struct checking *c, struct str path, const struct template_name *name)
{
	if (map_has(&c->set->by_name, name->name) || is_optional(name->name))
		return;
	struct str best = map_nearest(&c->set->by_name, name->name);
	diag_add_span(c->diags, DIAG_TEMPLATE_MISSING, path, name->place, (uint32_t)utf8_count(name->name),
		"there is no template \"templates/%.*s.html\"%.*s", STR_ARG(diag_shown(&c->diags->text, name->name)),
		STR_ARG(diag_did_you_mean(&c->diags->text, best)));
}

static void check_variable(const struct checking *c, struct str path, const struct template_name *name)
{
	struct str unknown, best;

	if (vocabulary_has(c->vocabulary, name->name, &unknown, &best))
		return;
	struct str before = str_slice(name->name, 0, (size_t)(unknown.data - name->name.data));
	struct place place = {name->place.line, name->place.column + (uint32_t)utf8_count(before)};
	struct str shown = diag_shown(&c->diags->text, unknown);
	if (before.len)
		before.len--; /* the dot */
	if (before.len)
		diag_add_span(c->diags, DIAG_TEMPLATE_NAME, path, place, (uint32_t)utf8_count(unknown),
			"\"%.*s\" has no \"%.*s\"%.*s", STR_ARG(diag_shown(&c->diags->text, before)), STR_ARG(shown),
			STR_ARG(diag_did_you_mean(&c->diags->text, best)));
	else
		diag_add_span(c->diags, DIAG_TEMPLATE_NAME, path, place, (uint32_t)utf8_count(unknown),
			"nothing is called \"%.*s\"%.*s", STR_ARG(shown), STR_ARG(diag_did_you_mean(&c->diags->text, best)));
}

static void check_name(void *context, const struct template *template, const struct template_name *name)
{
	const struct checking *c = context;

	if (name->partial)
		check_partial(c, template_path(template), name);
	else
		check_variable(c, template_path(template), name);
}

static void compile(struct arena *arena, const struct source_tree *tree, struct template_set *set, struct diags *diags)
{
	const struct source_list *sources = &tree->of[SOURCE_TEMPLATE];
	struct str folder = STR("templates/");

	for (size_t i = 0; i < sources->count; i++) {
		const struct source *source = &sources->items[i];
		struct str name = path_without_extension(str_from_index(source->path, folder.len));

		if (source->bytes.data)
			map_set(&set->by_name, name, template_parse(arena, source->path, source->bytes, diags));
	}
}

void parse_templates(struct arena *arena, const struct source_tree *tree, const struct vocabulary *vocabulary,
	struct template_set *set, struct diags *diags)
{
	struct checking checking = {set, vocabulary, diags};

	compile(arena, tree, set, diags);
	for (size_t i = 0; i < set->by_name.count; i++)
		template_names(set->by_name.items[i].value, check_name, &checking);
}

/* ---- recursion ---- */

struct including {
	const struct template_set *set;
	const struct map *ending; /* templates that are known to end */
	bool ends, dynamic;
};

static void look_at_partial(void *context, const struct template *template, const struct template_name *name)
{
	struct including *including = context;

	(void)template;
	including->dynamic |= name->dynamic;
	if (name->partial && map_has(&including->set->by_name, name->name) && !map_has(including->ending, name->name))
		including->ends = false;
}

bool templates_may_recurse(const struct template_set *set)
{
	struct map ending = {0};
	bool more = true, dynamic = false;

	while (more && !dynamic) { /* a template ends when all that it includes do */
		more = false;
		for (size_t i = 0; i < set->by_name.count; i++) {
			const struct map_item *item = &set->by_name.items[i];
			struct including including = {.set = set, .ending = &ending, .ends = true};

			if (map_has(&ending, item->key))
				continue;
			template_names(item->value, look_at_partial, &including);
			dynamic |= including.dynamic;
			if (!including.ends)
				continue;
			map_set(&ending, item->key, item->value);
			more = true;
		}
	}
	bool may = dynamic || ending.count < set->by_name.count;
	map_release(&ending);
	return may;
}
