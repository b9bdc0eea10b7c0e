/* What depends only on how deep a page lies: the addresses of index pages and static files. One set for each depth,
 * made once, shared by all pages there; one more for 404.html, which is shown at any address and so writes whole
 * paths. */
#include "render/making.h"

#include "base/arena.h"
#include "formats/escape.h"
#include "model/licence.h"

static const struct value *address_value(struct arena *arena, const struct frame *frame, struct str address)
{
	struct buf out = {0};

	buf_put(&out, frame->root);
	escape_path(&out, address);
	const struct value *value = value_text(arena, str_copy(arena, buf_str(&out)));
	buf_release(&out);
	return value;
}

/* ---- site ---- */

static bool has_role(const struct schema *schema, enum type_role role)
{
	for (size_t i = 0; i < schema->type_count; i++)
		if (schema->types[i].role == role)
			return true;
	return false;
}

static const struct value *type_value(struct render *render, const struct frame *frame, const struct type *type)
{
	struct arena *arena = &render->arena;
	struct value *map = shape_new(arena, &render->shapes, SHAPE_TYPE);
	struct value *label = shape_new(arena, &render->shapes, SHAPE_LABEL);
	const struct type_page *index = &render->site->type_pages[type->index];
	const struct entry *holder = type->page.len ? map_get(&render->site->by_id, type->page) : NULL;
	const struct entry *opening = holder ? holder : index->entry;
	struct str address = holder ? holder->address : index->address;

	shape_set(label, LABEL_ONE, value_text(arena, type->label_one));
	shape_set(label, LABEL_MANY, value_text(arena, type->label_many));
	shape_set(map, TYPE_NAME, value_text(arena, type->name));
	shape_set(map, TYPE_LABEL, label);
	shape_set(map, TYPE_LETTER, value_text(arena, type->letter));
	shape_set(map, TYPE_COUNT, value_number(arena, (double)render->orders[type->index].count));
	shape_set(map, TYPE_IS_GLOSSARY, making_bool(type->role == ROLE_GLOSSARY));
	shape_set(map, TYPE_IS_BIBLIOGRAPHY, making_bool(type->role == ROLE_BIBLIOGRAPHY));
	if (opening)
		shape_set(map, TYPE_SUMMARY, value_text(arena, render->summaries[opening->index]));
	if (address.len)
		shape_set(map, TYPE_URL, address_value(arena, frame, address));
	return map;
}

/* "A, B, C" */
static struct str byline(struct arena *arena, const struct config *config)
{
	struct buf out = {0};

	for (size_t i = 0; i < config->author_count; i++) {
		buf_put(&out, i ? STR(", ") : STR(""));
		buf_put(&out, config->authors[i].name);
	}
	struct str line = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return line;
}

static const struct value *authors_value(struct render *render)
{
	const struct config *config = render->site->config;
	struct arena *arena = &render->arena;
	struct value *list = value_list(arena);

	for (size_t i = 0; i < config->author_count; i++) {
		const struct author *author = &config->authors[i];
		struct value *map = shape_new(arena, &render->shapes, SHAPE_AUTHOR);

		shape_set(map, AUTHOR_NAME, value_text(arena, author->name));
		shape_set(map, AUTHOR_ORCID, value_text(arena, author->orcid));
		shape_set(map, AUTHOR_URL, value_text(arena, author->url));
		value_push(arena, list, map);
	}
	return list;
}

static const struct value *site_value(struct render *render, const struct frame *frame)
{
	const struct config *config = render->site->config;
	struct arena *arena = &render->arena;
	struct value *map = shape_new(arena, &render->shapes, SHAPE_SITE), *types = value_list(arena);
	size_t count = 0;

	for (size_t i = 0; i < config->schema.type_count; i++) {
		count += render->orders[i].count;
		if (render->orders[i].count && !value_is_empty(frame->types[i]->map.members[TYPE_URL].value))
			value_push(arena, types, frame->types[i]);
	}
	shape_set(map, SITE_TITLE, value_text(arena, config->title));
	shape_set(map, SITE_SUBTITLE, value_text(arena, config->subtitle));
	shape_set(map, SITE_LANG, value_text(arena, config->lang));
	shape_set(map, SITE_BASE_URL, value_text(arena, render->base_url));
	shape_set(map, SITE_REPOSITORY, value_text(arena, config->repository));
	shape_set(map, SITE_EDITION, value_text(arena, config->edition));
	shape_set(map, SITE_LICENCE, value_text(arena, config->licence));
	shape_set(map, SITE_LICENCE_URL, value_text(arena, licence_url(arena, config->licence)));
	shape_set(map, SITE_AUTHORS, authors_value(render));
	shape_set(map, SITE_BYLINE, value_text(arena, byline(arena, config)));
	if (config->params)
		shape_set(map, SITE_PARAMS, config->params);
	shape_set(map, SITE_URL, address_value(arena, frame, STR("index.html")));
	shape_set(map, SITE_TYPES, types);
	shape_set(map, SITE_COUNT, value_number(arena, (double)count));
	if (has_role(&config->schema, ROLE_GLOSSARY))
		shape_set(map, SITE_GLOSSARY_URL, address_value(arena, frame, STR("glossary.html")));
	if (render->works.count)
		shape_set(map, SITE_BIBLIOGRAPHY_URL, address_value(arena, frame, STR("bibliography.html")));
	if (site_has_people(render->site))
		shape_set(map, SITE_PEOPLE_URL, address_value(arena, frame, STR("people.html")));
	if (site_has_abbreviations(render->site))
		shape_set(map, SITE_ABBREVIATIONS_URL, address_value(arena, frame, STR("abbreviations.html")));
	shape_set(map, SITE_ENTRY_FILES, value_bool(arena, config->outputs & OUTPUT_ENTRIES));
	if (render->data)
		shape_set(map, SITE_DATA_URL, address_value(arena, frame, STR("data/index.html")));
	if (config->outputs & OUTPUT_PRINT)
		shape_set(map, SITE_PRINT_URL, address_value(arena, frame, STR("print.html")));
	if (render->site->tag_count)
		shape_set(map, SITE_TAGS_URL, address_value(arena, frame, STR("tags/index.html")));
	if (render->changes && render->news.count)
		shape_set(map, SITE_CHANGES_URL, address_value(arena, frame, STR("changes.html")));
	if (render->base_url.len && config->outputs & OUTPUT_FEED && render->news.count)
		shape_set(map, SITE_FEED_URL, address_value(arena, frame, STR("feed.xml")));
	if (render->search)
		shape_set(map, SITE_SEARCH_URL, address_value(arena, frame, STR("search.html")));
	return map;
}

/* ---- assets ---- */

/* The map under `key`; NULL when a file of that very name stands there. */
static struct value *map_under(struct arena *arena, struct value *map, struct str key)
{
	const struct value *found = value_get(map, key);

	if (found)
		return found->kind == VALUE_MAP ? (struct value *)found : NULL;
	struct value *inner = value_map(arena);
	value_set(arena, map, key, inner);
	return inner;
}

/* "icons/logo.svg" is found as a template's dotted name finds it: icons/logo, then svg. */
static void add_asset(struct arena *arena, struct value *map, struct str name, const struct value *address)
{
	for (size_t dot; map && (dot = str_find_char(name, '.', 0)) < name.len; name = str_from_index(name, dot + 1))
		map = map_under(arena, map, str_slice(name, 0, dot));
	if (map && !value_get(map, name))
		value_set(arena, map, name, address);
}

static const struct value *assets_value(struct render *render, const struct frame *frame)
{
	struct arena *arena = &render->arena;
	struct value *map = value_map(arena);
	const struct map *assets = &render->site->assets;

	if (render->stylesheet.len)
		add_asset(arena, map, STR("site.css"), address_value(arena, frame, render->stylesheet_address));
	for (size_t i = 0; i < assets->count; i++) {
		const struct asset *asset = assets->items[i].value;

		if (str_starts(assets->items[i].key, STR("static/")))
			add_asset(arena, map, str_from_index(assets->items[i].key, sizeof("static/") - 1),
				address_value(arena, frame, asset->address));
	}
	return map;
}

/* ---- frames ---- */

/* "https://a.example/b/" → "/b/"; "/" without base_url. */
static struct str path_of_base(struct str base_url)
{
	size_t scheme = str_find(base_url, STR("://"), 0);

	if (scheme == base_url.len)
		return STR("/");
	size_t slash = str_find_char(base_url, '/', scheme + 3);
	return slash < base_url.len ? str_from_index(base_url, slash) : STR("/");
}

static void fill_frame(struct render *render, struct frame *frame, struct str root)
{
	const struct schema *schema = &render->site->config->schema;

	frame->root = root;
	frame->types = arena_array(&render->arena, const struct value *, schema->type_count);
	for (size_t i = 0; i < schema->type_count; i++)
		frame->types[i] = type_value(render, frame, &schema->types[i]);
	frame->site = site_value(render, frame);
	frame->assets = assets_value(render, frame);
}

const struct frame *render_frame(const struct render *render, const struct page *page)
{
	return &render->frames[page->kind == KIND_NOT_FOUND ? render->frame_count - 1 : str_count(page->address, '/')];
}

void render_frames(struct render *render)
{
	size_t deepest = 0;
	struct buf root = {0};

	for (size_t i = 0; i < render->page_count; i++)
		if (str_count(render->pages[i].address, '/') > deepest)
			deepest = str_count(render->pages[i].address, '/');
	render->frame_count = deepest + 2;
	render->frames = arena_array(&render->arena, struct frame, render->frame_count);
	for (size_t i = 0; i <= deepest; i++) {
		fill_frame(render, &render->frames[i], str_copy(&render->arena, buf_str(&root)));
		buf_put(&root, STR("../"));
	}
	buf_release(&root);
	fill_frame(render, &render->frames[deepest + 1], path_of_base(render->base_url));
}
