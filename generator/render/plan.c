/* Which pages there are and which template makes each. Large pages come first. What templates lack is told here, before
 * the first page is made: `serve` makes pages only when they are asked for. */
#include "render/machine_files.h"
#include "render/parts.h"

#include "base/arena.h"
#include "render/view.h"

struct kind_row {
	const char *template;
	struct str address; /* of a page that there is once */
};

static const struct kind_row KINDS[KIND_COUNT] = {
	[KIND_HOME] = {"home", STR_INIT("index.html")},
	[KIND_ENTRY] = {"entry", STR_INIT("")},
	[KIND_USES] = {"concordance", STR_INIT("")},
	[KIND_INDEX] = {"index", STR_INIT("")},
	[KIND_TAGS] = {"tags", STR_INIT("tags/index.html")},
	[KIND_TAG] = {"tag", STR_INIT("")},
	[KIND_GLOSSARY] = {"glossary", STR_INIT("glossary.html")},
	[KIND_BIBLIOGRAPHY] = {"bibliography", STR_INIT("bibliography.html")},
	[KIND_SEARCH] = {"search", STR_INIT("search.html")},
	[KIND_PEOPLE] = {"glossary", STR_INIT("people.html")},
	[KIND_ABBREVIATIONS] = {"glossary", STR_INIT("abbreviations.html")},
	[KIND_CHANGES] = {"changes", STR_INIT("changes.html")},
	[KIND_DATA] = {"data", STR_INIT("data/index.html")},
	[KIND_PRINT] = {"print", STR_INIT("print.html")},
	[KIND_NOT_FOUND] = {"404", STR_INIT("404.html")},
	[KIND_REDIRECT] = {"redirect", STR_INIT("")},
	[KIND_STYLESHEET] = {NULL, STR_INIT("")},
	[KIND_SITEMAP] = {NULL, STR_INIT("sitemap.xml")},
	[KIND_SITEMAP_PART] = {NULL, STR_INIT("")},
	[KIND_FEED] = {NULL, STR_INIT("feed.xml")},
	[KIND_ROBOTS] = {NULL, STR_INIT("robots.txt")},
	[KIND_INDEX_FILES] = {NULL, STR_INIT("search/manifest.js")},
	[KIND_VIEW_CSV] = {NULL, STR_INIT("")},
	[KIND_VIEW_JSON] = {NULL, STR_INIT("")},
	[KIND_HOST_REDIRECTS] = {NULL, STR_INIT("_redirects")},
	[KIND_HOST_MAP] = {NULL, STR_INIT("_redirects.map")},
	[KIND_HOST_HEADERS] = {NULL, STR_INIT("_headers")},
	[KIND_VIEW_GRAPHML] = {NULL, STR_INIT("")},
	[KIND_VIEW_GEOJSON] = {NULL, STR_INIT("")},
};

struct planning {
	struct render *render;
	struct diags *diags;
	size_t capacity;
	const struct template *by_kind[KIND_COUNT];
	bool missing[KIND_COUNT];
	const struct template **by_type;
};

/* ---- templates ---- */

static struct str template_stem(struct str name)
{
	struct str extension = STR(".html");

	return str_ends(name, extension) ? str_slice(name, 0, name.len - extension.len) : name;
}

static const struct template *find_template(const struct planning *p, struct str name)
{
	return map_get(&p->render->templates->by_name, template_stem(name));
}

static void report_missing(const struct planning *p, struct str name, struct str path, struct place place)
{
	struct str best = map_nearest(&p->render->templates->by_name, template_stem(name));

	if (best.len)
		best = str_join(&p->render->arena, best, STR(".html"));
	diag_add(p->diags, DIAG_TEMPLATE_MISSING, path, place, "there is no template \"templates/%.*s.html\"%.*s",
		STR_ARG(template_stem(name)), STR_ARG(diag_did_you_mean(&p->render->arena, best)));
}

static const struct template *kind_template(struct planning *p, enum page_kind kind)
{
	struct str name = str_from(KINDS[kind].template);

	if (p->by_kind[kind] || p->missing[kind])
		return p->by_kind[kind];
	p->by_kind[kind] = find_template(p, name);
	p->missing[kind] = !p->by_kind[kind];
	if (p->missing[kind])
		report_missing(p, name, STR("templates"), (struct place){0});
	return p->by_kind[kind];
}

/* A type that names no template of its own takes that of its role, where there is one. */
static const struct template *type_template(struct planning *p, const struct type *type)
{
	static const struct str ROLES[] = {
		[ROLE_NONE] = STR_INIT("entry"),
		[ROLE_GLOSSARY] = STR_INIT("term"),
		[ROLE_BIBLIOGRAPHY] = STR_INIT("source"),
	};
	bool own = type->template.len && !str_equal(template_stem(type->template), STR("entry"));
	const struct template *template = find_template(p, own ? type->template : ROLES[type->role]);

	if (template)
		return template;
	if (own)
		report_missing(p, type->template, STR("site.yaml"), type->place);
	return kind_template(p, KIND_ENTRY);
}

static struct place template_place(const struct entry *entry)
{
	const struct member *member = value_member(entry->front, STR("template"));

	return member && member->value ? member->value->place : entry->place;
}

static const struct template *entry_template(struct planning *p, const struct entry *entry, enum page_kind kind)
{
	if (entry->template.len) {
		const struct template *template = find_template(p, entry->template);

		if (template)
			return template;
		report_missing(p, entry->template, entry->path, template_place(entry));
	}
	if (kind != KIND_ENTRY)
		return kind_template(p, kind);
	if (!entry->type)
		return kind_template(p, KIND_ENTRY);
	const struct template **slot = &p->by_type[entry->type->index];
	if (!*slot)
		*slot = type_template(p, entry->type);
	return *slot;
}

/* ---- pages ---- */

static void add_page(struct planning *p, struct page page)
{
	struct render *render = p->render;

	if (!page.address.len)
		page.address = KINDS[page.kind].address;
	if (!page.template && KINDS[page.kind].template)
		page.template = kind_template(p, page.kind);
	render->pages = arena_grow(&render->arena, render->pages, render->page_count, &p->capacity, sizeof(page));
	render->pages[render->page_count++] = page;
}

/* The index takes one worker long, so it comes first. A theme without a page for it has no search. */
static void plan_search(struct planning *p)
{
	struct render *render = p->render;

	render->search = render->site->config->outputs & OUTPUT_SEARCH && find_template(p, STR("search"));
	if (!render->search)
		return;
	add_page(p, (struct page){.kind = KIND_INDEX_FILES});
	add_page(p, (struct page){.kind = KIND_SEARCH});
}

/* A theme without a page for it shows no changes. */
static void plan_changes(struct planning *p)
{
	p->render->changes = p->render->site->config->history.on && find_template(p, STR("changes"));
	if (p->render->changes)
		add_page(p, (struct page){.kind = KIND_CHANGES});
}

/* A theme may do without the page about the data. */
static void plan_data(struct planning *p)
{
	p->render->data = p->render->site->config->outputs & OUTPUT_DATA && find_template(p, STR("data"));
	if (p->render->data)
		add_page(p, (struct page){.kind = KIND_DATA});
}

static void plan_lists(struct planning *p)
{
	const struct site *site = p->render->site;
	const struct schema *schema = &site->config->schema;
	bool glossary = false;

	if (site->config->outputs & OUTPUT_PRINT)
		add_page(p, (struct page){.kind = KIND_PRINT});
	for (size_t i = 0; i < schema->type_count; i++) {
		const struct type_page *index = &site->type_pages[i];

		glossary |= schema->types[i].role == ROLE_GLOSSARY;
		if (!index->address.len)
			continue;
		struct page page = {
			.kind = KIND_INDEX, .address = index->address, .type = &schema->types[i], .entry = index->entry};
		if (index->entry)
			page.template = entry_template(p, index->entry, KIND_INDEX);
		add_page(p, page);
	}
	if (glossary)
		add_page(p, (struct page){.kind = KIND_GLOSSARY});
	if (p->render->works.count)
		add_page(p, (struct page){.kind = KIND_BIBLIOGRAPHY});
	if (site_has_people(site))
		add_page(p, (struct page){.kind = KIND_PEOPLE});
	if (site_has_abbreviations(site))
		add_page(p, (struct page){.kind = KIND_ABBREVIATIONS});
	if (site->tag_count)
		add_page(p, (struct page){.kind = KIND_TAGS});
	for (size_t i = 0; i < site->tag_count; i++)
		add_page(p, (struct page){.kind = KIND_TAG, .tag = &site->tags[i], .address = p->render->tag_addresses[i]});
}

static void plan_uses(struct planning *p)
{
	const struct site *site = p->render->site;

	for (size_t i = 0; i < site->entry_count; i++)
		if (!site->entries[i].record && uses_overflow(site, &site->entries[i]))
			add_page(p, (struct page){.kind = KIND_USES,
							.entry = &site->entries[i],
							.address = uses_address(&p->render->arena, &site->entries[i])});
}

static void plan_entries(struct planning *p)
{
	const struct site *site = p->render->site;

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];
		enum page_kind kind = str_equal(entry->address, KINDS[KIND_HOME].address) ? KIND_HOME : KIND_ENTRY;

		if (entry->record || entry->type_index)
			continue;
		add_page(p,
			(struct page){
				.kind = kind, .address = entry->address, .entry = entry, .template = entry_template(p, entry, kind)});
	}
}

/* Whether a file or a redirect stands where a page of glossa's own would. */
static bool is_taken(const struct site *site, struct str address)
{
	for (size_t i = 0; i < site->redirect_count; i++)
		if (str_equal(site->redirects[i].from, address))
			return true;
	for (size_t i = 0; i < site->assets.count; i++)
		if (str_equal(((const struct asset *)site->assets.items[i].value)->address, address))
			return true;
	return false;
}

static void plan_home(struct planning *p)
{
	const struct site *site = p->render->site;

	if (!map_get(&site->by_id, STR("index")) && !is_taken(site, KINDS[KIND_HOME].address))
		add_page(p, (struct page){.kind = KIND_HOME});
}

/* A handbook may bring its own from static/. */
static void plan_hosts(struct planning *p)
{
	static const enum page_kind FILES[] = {KIND_HOST_REDIRECTS, KIND_HOST_MAP, KIND_HOST_HEADERS};

	for (size_t i = 0; i < COUNT_OF(FILES) && p->render->site->config->outputs & OUTPUT_HOSTS; i++)
		if (!is_taken(p->render->site, KINDS[FILES[i]].address))
			add_page(p, (struct page){.kind = FILES[i]});
}

/* A sitemap may have so many addresses; more stand in parts, which it names. */
static void plan_sitemap(struct planning *p)
{
	enum { MOST_ADDRESSES = 40 * 1000 }; /* 50,000 are allowed, and 50 MB: no address has 1,200 bytes */
	struct render *render = p->render;
	size_t listed = 0, number = 0;

	for (size_t i = 0; i < render->page_count; i++)
		listed += sitemap_lists(&render->pages[i]);
	add_page(p, (struct page){.kind = KIND_SITEMAP, .count = listed <= MOST_ADDRESSES ? listed : 0});
	for (size_t first = 0; listed > MOST_ADDRESSES && first < listed; first += MOST_ADDRESSES) {
		struct page page = {.kind = KIND_SITEMAP_PART, .first = first, .count = MOST_ADDRESSES};

		do
			page.address = str_format(&render->arena, "sitemap-%zu.xml", ++number);
		while (is_taken(render->site, page.address));
		add_page(p, page);
	}
}

static void plan_rest(struct planning *p)
{
	const struct render *render = p->render;
	const struct site *site = render->site;

	for (size_t i = 0; i < site->redirect_count; i++)
		add_page(p,
			(struct page){.kind = KIND_REDIRECT, .address = site->redirects[i].from, .redirect = &site->redirects[i]});
	add_page(p, (struct page){.kind = KIND_NOT_FOUND});
	if (render->stylesheet.len)
		add_page(p, (struct page){.kind = KIND_STYLESHEET, .address = render->stylesheet_address});
	plan_hosts(p);
	if (!render->base_url.len)
		return;
	if (site->config->outputs & OUTPUT_SITEMAP)
		plan_sitemap(p);
	if (site->config->outputs & OUTPUT_FEED && render->news.count)
		add_page(p, (struct page){.kind = KIND_FEED});
	if (!is_taken(site, KINDS[KIND_ROBOTS].address))
		add_page(p, (struct page){.kind = KIND_ROBOTS});
}

/* The rows of a view, in every form that its kind has. */
static void plan_view(struct planning *p, const struct entry *entry, const struct view *view)
{
	static const struct {
		enum page_kind kind;
		struct str extension;
		unsigned of; /* bits of enum view_kind; 0 is all */
	} FORMS[] = {
		{KIND_VIEW_CSV, STR_INIT(".csv"), 0},
		{KIND_VIEW_JSON, STR_INIT(".json"), 0},
		{KIND_VIEW_GRAPHML, STR_INIT(".graphml"), 1u << VIEW_GRAPH},
		{KIND_VIEW_GEOJSON, STR_INIT(".geojson"), 1u << VIEW_MAP},
	};
	struct arena *arena = &p->render->arena;
	struct str stem = view_data_stem(arena, p->render->site, entry, view);

	for (size_t i = 0; stem.len && i < COUNT_OF(FORMS); i++)
		if (!FORMS[i].of || FORMS[i].of & 1u << view->kind)
			add_page(p, (struct page){.kind = FORMS[i].kind,
							.entry = entry,
							.view = view,
							.address = str_join(arena, stem, FORMS[i].extension)});
}

/* Beside the page: data/compare.csv. */
static void plan_views(struct planning *p)
{
	const struct site *site = p->render->site;

	for (size_t i = 0; i < site->entry_count; i++)
		for (size_t at = 0; at < site->entries[i].body.view_count; at++)
			plan_view(p, &site->entries[i], &site->entries[i].body.views[at]);
}

/* Each kind of view that is in use needs its template. */
static void check_view_templates(struct planning *p)
{
	const struct site *site = p->render->site;
	bool checked[VIEW_KINDS] = {0};

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		for (size_t at = 0; at < entry->body.view_count; at++) {
			enum view_kind kind = entry->body.views[at].kind;
			struct str name = str_join(&p->render->arena, STR("views/"), str_from(view_kind_name(kind)));

			if (!checked[kind] && !find_template(p, name))
				report_missing(p, name, STR("templates"), (struct place){0});
			checked[kind] = true;
		}
	}
}

void render_plan(struct render *render, struct diags *diags)
{
	struct planning p = {.render = render, .diags = diags};

	p.by_type = arena_array(&render->arena, const struct template *, render->site->config->schema.type_count);
	check_view_templates(&p);
	plan_search(&p);
	plan_changes(&p);
	plan_lists(&p);
	plan_data(&p);
	plan_uses(&p);
	plan_home(&p);
	plan_entries(&p);
	plan_views(&p);
	plan_rest(&p);
}
