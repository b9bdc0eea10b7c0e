/* The frame of every page (title, language, navigation, the way home) and the run from a page's number to its bytes. */
#include "render/pages.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/die.h"
#include "render/assets.h"
#include "render/body.h"
#include "render/machine_files.h"
#include "render/parts.h"
#include "render/view.h"

struct kind_name {
	const char *name;
	unsigned flag; /* of PAGE_IS_… */
};

static const struct kind_name NAMES[] = {
	[KIND_HOME] = {"home", PAGE_IS_HOME},
	[KIND_ENTRY] = {"entry", PAGE_IS_ENTRY},
	[KIND_USES] = {"uses", PAGE_IS_USES},
	[KIND_INDEX] = {"index", PAGE_IS_INDEX},
	[KIND_TAGS] = {"tags", PAGE_IS_TAGS},
	[KIND_TAG] = {"tag", PAGE_IS_TAG},
	[KIND_GLOSSARY] = {"glossary", PAGE_IS_GLOSSARY},
	[KIND_BIBLIOGRAPHY] = {"bibliography", PAGE_IS_BIBLIOGRAPHY},
	[KIND_SEARCH] = {"search", PAGE_IS_SEARCH},
	[KIND_PEOPLE] = {"people", PAGE_IS_PEOPLE},
	[KIND_ABBREVIATIONS] = {"abbreviations", PAGE_IS_ABBREVIATIONS},
	[KIND_CHANGES] = {"changes", PAGE_IS_CHANGES},
	[KIND_DATA] = {"data", PAGE_IS_DATA},
	[KIND_PRINT] = {"print", PAGE_IS_PRINT},
	[KIND_NOT_FOUND] = {"404", PAGE_IS_404},
	[KIND_REDIRECT] = {"redirect", PAGE_IS_REDIRECT},
};

/* ---- what a page is called ---- */

static struct str phrased(struct making *m, enum phrase phrase, const char *name, struct str text)
{
	const struct phrase_slot slot = {name, text};
	struct buf *out = &m->worker->text;

	buf_reset(out);
	phrase_put(out, m->language->phrases[phrase], &slot, 1);
	return str_copy(m->arena, buf_str(out));
}

static struct str page_title(struct making *m)
{
	const struct page *page = m->page;

	switch (page->kind) {
	case KIND_USES: return phrased(m, PHRASE_USES_OF, "title", page->entry->title);
	case KIND_INDEX: return page->entry ? page->entry->title : page->type->label_many;
	case KIND_TAGS: return m->language->phrases[PHRASE_TAGS];
	case KIND_TAG: return phrased(m, PHRASE_TAGGED, "tag", page->tag->name);
	case KIND_GLOSSARY: return m->language->phrases[PHRASE_GLOSSARY];
	case KIND_BIBLIOGRAPHY: return m->language->phrases[PHRASE_BIBLIOGRAPHY];
	case KIND_SEARCH: return m->language->phrases[PHRASE_SEARCH];
	case KIND_PEOPLE: return m->language->phrases[PHRASE_PEOPLE];
	case KIND_ABBREVIATIONS: return m->language->phrases[PHRASE_ABBREVIATIONS];
	case KIND_CHANGES: return m->language->phrases[PHRASE_CHANGES];
	case KIND_DATA: return m->language->phrases[PHRASE_DATA];
	case KIND_PRINT: return m->language->phrases[PHRASE_PRINT];
	case KIND_NOT_FOUND: return m->language->phrases[PHRASE_NOT_FOUND];
	case KIND_REDIRECT: return m->language->phrases[PHRASE_MOVED];
	default: return page->entry ? page->entry->title : m->site->config->title;
	}
}

static struct str page_description(const struct making *m)
{
	struct str summary = m->page->entry ? m->render->summaries[m->page->entry->index] : STR("");

	return summary.len || m->page->kind != KIND_HOME ? summary : m->site->config->subtitle;
}

struct str render_canonical(struct arena *arena, const struct render *render, struct str address)
{
	return site_url(arena, render->base_url, address);
}

/* ---- links around the page ---- */

static struct value *link_value(struct making *m, struct str title, struct str address)
{
	struct value *link = making_map(m, SHAPE_LINK);

	shape_set(link, LINK_TITLE, making_text(m, title));
	shape_set(link, LINK_URL, making_text(m, making_url(m, address)));
	return link;
}

/* The type whose part of the handbook the page stands in. */
static const struct type *page_type(const struct page *page)
{
	if (page->type)
		return page->type;
	return page->entry ? page->entry->type : NULL;
}

static bool is_current(const struct page *page, const struct nav_target *target)
{
	if (target->page.type)
		return target->page.type == page_type(page);
	return str_equal(target->page.address, page->address);
}

static void fill_nav(struct making *m, struct value *map)
{
	struct value *list = making_list(m, m->render->nav_count);

	for (size_t i = 0; i < m->render->nav_count; i++) {
		const struct nav_target *target = &m->render->nav[i];
		struct value *link = link_value(m, target->title, target->page.address);

		shape_set(link, LINK_CURRENT, making_bool(is_current(m->page, target)));
		list_add(list, link);
	}
	shape_set(map, PAGE_NAV, list);
}

size_t breadcrumbs_of(const struct making *m, struct breadcrumb way[BREADCRUMBS])
{
	const struct page *page = m->page;
	const struct type *type = page_type(page);
	size_t count = 0;

	if (page->kind == KIND_HOME || page->kind == KIND_NOT_FOUND || page->kind == KIND_REDIRECT)
		return 0;
	way[count++] = (struct breadcrumb){m->site->config->title, STR("index.html")};
	if (type && page->kind != KIND_INDEX && m->site->type_pages[type->index].address.len)
		way[count++] = (struct breadcrumb){type->label_many, m->site->type_pages[type->index].address};
	if (page->kind == KIND_USES)
		way[count++] = (struct breadcrumb){page->entry->title, page->entry->address};
	if (page->kind == KIND_TAG)
		way[count++] = (struct breadcrumb){m->language->phrases[PHRASE_TAGS], STR("tags/index.html")};
	return count;
}

static void fill_breadcrumbs(struct making *m, struct value *map)
{
	struct breadcrumb way[BREADCRUMBS];
	size_t count = breadcrumbs_of(m, way);
	struct value *list = making_list(m, BREADCRUMBS);

	for (size_t i = 0; i < count; i++)
		list_add(list, link_value(m, way[i].title, way[i].address));
	if (count)
		shape_set(map, PAGE_BREADCRUMBS, list);
}

static const struct value *neighbour(struct making *m, const struct entry *entry)
{
	struct value *link = link_value(m, entry->title, entry->address);

	shape_set(link, LINK_SIGLUM, making_text(m, caption_of(m->render, entry)->siglum));
	return link;
}

static void fill_neighbours(struct making *m, struct value *map)
{
	const struct entry *entry = m->page->entry;

	if (m->page->kind != KIND_ENTRY || !entry->type)
		return;
	const struct type_order *order = &m->render->orders[entry->type->index];
	size_t position = m->render->position[entry->index];
	shape_set(map, PAGE_HAS_NEIGHBOURS, making_bool(order->count > 1));
	if (position > 0)
		shape_set(map, PAGE_PREV, neighbour(m, order->items[position - 1]));
	if (position + 1 < order->count)
		shape_set(map, PAGE_NEXT, neighbour(m, order->items[position + 1]));
}

/* ---- the page ---- */

static const struct value *page_value(struct making *m)
{
	const struct page *page = m->page;
	struct value *map = making_map(m, SHAPE_PAGE);
	struct str canonical_of = page->redirect ? page->redirect->to : page->address;

	shape_set(map, PAGE_KIND, making_text(m, str_from(NAMES[page->kind].name)));
	shape_set(map, NAMES[page->kind].flag, making_bool(true));
	shape_set(map, PAGE_TITLE, making_text(m, page_title(m)));
	shape_set(map, PAGE_DESCRIPTION, making_text(m, page_description(m)));
	shape_set(map, PAGE_URL, making_text(m, page->address));
	shape_set(map, PAGE_ROOT, making_text(m, m->frame->root));
	shape_set(map, PAGE_LANG, making_text(m, m->language->lang));
	shape_set(map, PAGE_DIRECTION, making_text(m, m->language->right_to_left ? STR("rtl") : STR("ltr")));
	if (page->kind != KIND_NOT_FOUND)
		shape_set(map, PAGE_CANONICAL, making_text(m, render_canonical(m->arena, m->render, canonical_of)));
	fill_nav(m, map);
	fill_breadcrumbs(m, map);
	fill_neighbours(m, map);
	files_fill(m, map);
	if (page->redirect)
		shape_set(map, PAGE_TARGET, link_value(m, page->redirect->to, page->redirect->to));
	if (m->render->wants_json_ld)
		shape_set(map, PAGE_JSON_LD, making_text(m, json_ld(m, map)));
	return map;
}

static const struct value *top_value(struct making *m)
{
	struct value *top = making_map(m, SHAPE_TOP);
	const struct value *index = index_value(m);

	shape_set(top, TOP_SITE, m->frame->site);
	shape_set(top, TOP_WORD, m->language->words);
	shape_set(top, TOP_ASSET, m->frame->assets);
	shape_set(top, TOP_PAGE, page_value(m));
	if (m->page->entry)
		shape_set(top, TOP_ENTRY, entry_value(m, m->page->entry));
	if (index)
		shape_set(top, TOP_INDEX, index);
	return top;
}

static struct making making_begin(const struct render *render, struct render_worker *worker, const struct page *page)
{
	size_t slash = page->address.len;

	while (slash && page->address.data[slash - 1] != '/')
		slash--;
	arena_reset(&worker->scratch);
	worker->page++;
	return (struct making){
		.render = render,
		.site = render->site,
		.worker = worker,
		.arena = &worker->scratch,
		.page = page,
		.language = render_language(render, page->entry),
		.frame = render_frame(render, page),
		.folder = str_slice(page->address, 0, slash),
		.rooted = page->kind == KIND_NOT_FOUND,
		.whole = page->kind == KIND_PRINT,
		.previews = render->wants_previews && page->kind != KIND_PRINT ? value_list(&worker->scratch) : NULL,
	};
}

static void fill_page(struct making *m, struct buf *out)
{
	const struct value *top;

	switch (m->page->kind) {
	case KIND_STYLESHEET: buf_put(out, m->render->stylesheet); return;
	case KIND_SITEMAP:
	case KIND_SITEMAP_PART: render_sitemap(m, out); return;
	case KIND_FEED: render_feed(m, out); return;
	case KIND_ROBOTS: render_robots(m, out); return;
	case KIND_VIEW_CSV: view_csv(m, out, m->page->view); return;
	case KIND_VIEW_JSON: view_json(m, out, m->page->view); return;
	case KIND_HOST_REDIRECTS: render_redirects(m, out); return;
	case KIND_HOST_MAP: render_redirect_map(m, out); return;
	case KIND_HOST_HEADERS: render_headers(m, out); return;
	case KIND_VIEW_GRAPHML: view_graphml(m, out, m->page->view); return;
	case KIND_VIEW_GEOJSON: view_geojson(m, out, m->page->view); return;
	default: break;
	}
	top = top_value(m);
	template_render(m->arena, m->render->templates, m->page->template, &top, 1, out, &m->worker->diags);
}

static bool is_html(const struct page *page)
{
	return page->kind < KIND_STYLESHEET;
}

bool render_page(const struct render *render, size_t page, struct render_worker *worker, const struct page_sink *sink)
{
	struct making m = making_begin(render, worker, &render->pages[page]);

	if (is_html(m.page) && !m.page->template)
		return true; /* reported in the beginning; nothing is published */
	if (m.page->kind == KIND_INDEX_FILES)
		return sink->nowhere || render_search(&m, sink);
	buf_reset(&worker->out);
	fill_page(&m, &worker->out);
	return sink->write(sink->context, m.page->address, buf_str(&worker->out));
}

const struct value *render_page_data(const struct render *render, size_t page, struct render_worker *worker)
{
	struct making m = making_begin(render, worker, &render->pages[page]);

	return is_html(m.page) ? top_value(&m) : value_null(m.arena);
}

/* ---- begin and end ---- */

static struct str with_slash(struct arena *arena, struct str base_url)
{
	return !base_url.len || str_ends(base_url, STR("/")) ? base_url : str_join(arena, base_url, STR("/"));
}

static void make_references(struct render *render)
{
	struct buf out = {0};

	for (size_t i = 0; i < render->works.count; i++) {
		buf_reset(&out);
		reference_html(&out, render->languages, &render->works, &render->works.items[i]);
		render->works.items[i].html = str_copy(&render->arena, buf_str(&out));
	}
	buf_release(&out);
}

struct render *render_begin(const struct site *site, const struct template_set *templates, struct diags *diags)
{
	struct render *render = must_zalloc(1, sizeof(*render));

	render->site = site;
	render->templates = templates;
	render->base_url = with_slash(&render->arena, site->config->base_url);
	render->stylesheet = assets_stylesheet(&render->arena, site);
	render->stylesheet_address = assets_stylesheet_address(&render->arena, render->stylesheet);
	render_prepare(render, diags);
	make_references(render);
	render_plan(render, diags);
	render_frames(render);
	return render;
}

void render_end(struct render *render)
{
	arena_release(&render->arena);
	free(render);
}

void render_draw_with(struct render *render, draw_neighbours *draw)
{
	render->draw = draw;
}

size_t render_page_count(const struct render *render)
{
	return render->page_count;
}

struct str render_page_address(const struct render *render, size_t page)
{
	return render->pages[page].address;
}

bool render_page_is_many(const struct render *render, size_t page)
{
	return render->pages[page].kind == KIND_INDEX_FILES;
}

struct render_worker *render_worker_new(const struct render *render)
{
	struct render_worker *worker = must_zalloc(1, sizeof(*worker));

	worker->cards = must_zalloc(render->site->entry_count + 1, sizeof(*worker->cards));
	worker->diags.rules = render->site->config->rules;
	return worker;
}

void render_worker_free(struct render_worker *worker, struct diags *diags)
{
	diags_merge(diags, &worker->diags);
	arena_release(&worker->scratch);
	buf_release(&worker->out);
	buf_release(&worker->body);
	buf_release(&worker->text);
	free(worker->cards);
	free(worker);
}
