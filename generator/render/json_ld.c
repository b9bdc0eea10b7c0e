/* JSON-LD: what a page is about, for search engines and harvesters. Which class an entry is of says its type's `means`
 * in site.yaml, else its role; which properties it has say its fields' `means`. What stands on the page anyway is
 * enough: nothing is told to machines that readers do not see. */
#include "render/parts.h"

#include "base/arena.h"
#include "base/path.h"
#include "formats/json.h"
#include "model/data_files.h"
#include "model/licence.h"
#include "render/schema_org.h"
#include "render/view.h"

struct class_row {
	struct str from, class;
};

/* What CSL calls a kind of source, and what schema.org does. */
static const struct class_row WORKS[] = {
	{STR_INIT("article-journal"), STR_INIT("ScholarlyArticle")},
	{STR_INIT("article-magazine"), STR_INIT("Article")},
	{STR_INIT("article-newspaper"), STR_INIT("NewsArticle")},
	{STR_INIT("book"), STR_INIT("Book")},
	{STR_INIT("chapter"), STR_INIT("Chapter")},
	{STR_INIT("legislation"), STR_INIT("Legislation")},
	{STR_INIT("manuscript"), STR_INIT("Manuscript")},
	{STR_INIT("motion_picture"), STR_INIT("Movie")},
	{STR_INIT("paper-conference"), STR_INIT("ScholarlyArticle")},
	{STR_INIT("post-weblog"), STR_INIT("BlogPosting")},
	{STR_INIT("report"), STR_INIT("Report")},
	{STR_INIT("thesis"), STR_INIT("Thesis")},
	{STR_INIT("treaty"), STR_INIT("Legislation")},
	{STR_INIT("webpage"), STR_INIT("WebPage")},
};

static void put_value(struct making *m, struct value *map, const char *key, const struct value *value)
{
	if (!value_is_empty(value) && !value_get(map, str_from(key)))
		value_set(m->arena, map, str_from(key), value);
}

static void put_text(struct making *m, struct value *map, const char *key, struct str text)
{
	put_value(m, map, key, making_text(m, text));
}

static struct value *thing(struct making *m, struct str class, struct str name)
{
	struct value *map = value_map(m->arena);

	put_text(m, map, "@type", class);
	put_text(m, map, "name", name);
	return map;
}

static struct str full_address(struct making *m, struct str address)
{
	return render_canonical(m->arena, m->render, address);
}

/* ---- the handbook ---- */

static const struct value *authors(struct making *m)
{
	const struct config *config = m->site->config;
	struct value *list = value_list(m->arena);

	for (size_t i = 0; i < config->author_count; i++) {
		const struct author *author = &config->authors[i];
		struct value *who = thing(m, author->orcid.len ? STR("Person") : STR("Organization"), author->name);

		if (author->url.len)
			put_text(m, who, "url", author->url);
		if (author->orcid.len)
			put_text(m, who, "sameAs", str_join(m->arena, STR("https://orcid.org/"), author->orcid));
		value_push(m->arena, list, who);
	}
	return list;
}

/* An address, or a work that has a name. */
static void put_licence(struct making *m, struct value *map)
{
	struct str licence = m->site->config->licence, url = licence_url(m->arena, licence);

	if (url.len)
		put_text(m, map, "license", url);
	else if (licence.len)
		put_value(m, map, "license", thing(m, STR("CreativeWork"), licence));
}

static struct value *book(struct making *m)
{
	const struct config *config = m->site->config;
	struct value *map = thing(m, STR("Book"), config->title);

	put_text(m, map, "alternativeHeadline", config->subtitle);
	put_text(m, map, "url", full_address(m, STR("index.html")));
	put_text(m, map, "inLanguage", config->lang);
	put_text(m, map, "bookEdition", config->edition);
	put_licence(m, map);
	return map;
}

static struct value *term_set(struct making *m)
{
	struct value *map = thing(m, STR("DefinedTermSet"), m->site->config->title);

	put_text(m, map, "url", full_address(m, STR("glossary.html")));
	return map;
}

/* ---- fields that mean something ---- */

static const struct value *member_of(const struct value *map, const char *key)
{
	return value_get(map, str_from(key));
}

static const struct value *place_thing(struct making *m, const struct value *value)
{
	const struct value *name = member_of(value, "name"), *lat = member_of(value, "lat"), *lon = member_of(value, "lon");
	struct value *map = thing(m, STR("Place"), name && name->kind == VALUE_TEXT ? name->text : STR(""));

	if (lat && lon) {
		struct value *geo = thing(m, STR("GeoCoordinates"), STR(""));

		put_value(m, geo, "latitude", lat);
		put_value(m, geo, "longitude", lon);
		put_value(m, map, "geo", geo);
	}
	return map;
}

static const struct value *entry_thing(struct making *m, const struct entry *entry)
{
	bool term = entry->type && entry->type->role == ROLE_GLOSSARY;
	struct value *map = thing(m, term ? STR("DefinedTerm") : STR("Thing"), entry->title);

	put_text(m, map, "url", full_address(m, entry->address));
	return map;
}

/* ISO 8601 has no marks for what is not sure. */
static const struct value *plain_date(struct making *m, const struct value *value)
{
	struct str text = value_scalar(m->arena, value);
	char *plain = arena_bytes(m->arena, text.len);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] != '~' && text.data[i] != '?' && text.data[i] != '%')
			plain[len++] = text.data[i];
	return making_text(m, (struct str){plain, len});
}

static const struct value *field_thing(struct making *m, const struct field *field, const struct value *value)
{
	const struct entry *target;

	switch (field->kind) {
	case FIELD_PLACE: return place_thing(m, value);
	case FIELD_REF:
		target = entry_ref_target(m->page->entry, field, value);
		return target ? entry_thing(m, target) : value;
	case FIELD_MARKDOWN:
	case FIELD_RECORD:
	case FIELD_QUANTITY: return NULL;
	case FIELD_DATE:
	case FIELD_PERIOD: return plain_date(m, value);
	default: return value;
	}
}

static void put_field(struct making *m, struct value *map, const struct field *field)
{
	struct str prefix = STR("schema:"), key = str_from_index(field->means, prefix.len);
	const struct value *value = value_get(m->page->entry->front, field->name);
	struct value *list;

	if (field->computed || !str_starts(field->means, prefix) || value_is_empty(value) || value_get(map, key))
		return;
	if (!schema_org_has(value_get(map, STR("@type"))->text, key))
		return;
	if (value->kind == VALUE_LIST) {
		list = value_list(m->arena);
		for (size_t i = 0; i < value->list.count; i++) {
			const struct value *item = field_thing(m, field, value->list.items[i]);

			if (item)
				value_push(m->arena, list, item);
		}
		value = list;
	} else {
		value = field_thing(m, field, value);
	}
	if (value)
		value_set(m->arena, map, key, value);
}

/* ---- entries ---- */

static struct str work_class(struct making *m, const struct work *work)
{
	struct str kind = work_text(m->arena, &m->render->works, work, MEANS_TYPE);

	for (size_t i = 0; i < COUNT_OF(WORKS); i++)
		if (str_equal(kind, WORKS[i].from))
			return WORKS[i].class;
	return STR("CreativeWork");
}

/* A type of people and bodies says `schema:Organization`; who has a family name is a person. */
static struct str entry_class(struct making *m, const struct entry *entry)
{
	const struct work *work = work_of(&m->render->works, entry);
	const struct field *family = entry->type ? schema_meaning(entry->type, STR("schema:familyName")) : NULL;

	if (work)
		return work_class(m, work);
	if (!entry->type)
		return STR("Article");
	if (family && !value_is_empty(value_get(entry->front, family->name)))
		return STR("Person");
	if (entry->type->means.len)
		return str_from_index(entry->type->means, STR("schema:").len);
	return entry->type->role == ROLE_GLOSSARY ? STR("DefinedTerm") : STR("Article");
}

static bool is_year(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
	return text.len == 4;
}

static void put_work(struct making *m, struct value *map, const struct work *work)
{
	struct str doi = bare_doi(work_text(m->arena, &m->render->works, work, MEANS_DOI));
	struct value *people = value_list(m->arena);

	for (size_t i = 0; i < work->author_count; i++) {
		const struct person *person = &work->authors[i];
		struct value *who = thing(m, person->given.len ? STR("Person") : STR("Organization"), STR(""));

		put_text(m, who, person->given.len ? "familyName" : "name", person->family);
		put_text(m, who, "givenName", person->given);
		value_push(m->arena, people, who);
	}
	put_value(m, map, work->edited ? "editor" : "author", people);
	if (is_year(work->year))
		put_text(m, map, "datePublished", work->year);
	if (doi.len)
		put_text(m, map, "sameAs", str_join(m->arena, STR("https://doi.org/"), doi));
}

static void put_forms(struct making *m, struct value *map, const struct entry *entry)
{
	struct value *forms = value_list(m->arena);

	for (size_t i = 0; i < entry->form_count; i++)
		if (!entry->forms[i].title)
			value_push(m->arena, forms, making_text(m, entry->forms[i].text));
	put_value(m, map, "alternateName", forms);
}

static void put_citations(struct making *m, struct value *map, const struct entry *entry)
{
	struct value *list = value_list(m->arena);
	size_t count;
	const struct work **works = works_cited(m, entry, &count);

	for (size_t i = 0; i < count; i++) {
		struct value *cited = thing(m, work_class(m, works[i]), works[i]->entry->title);

		put_text(m, cited, "@id", full_address(m, works[i]->entry->address));
		value_push(m->arena, list, cited);
	}
	put_value(m, map, "citation", list);
}

/* What the handbook itself has written stands in its book, and is under its licence. */
static void put_writing(struct making *m, struct value *map, const struct entry *entry)
{
	put_citations(m, map, entry);
	put_value(m, map, "author", authors(m));
	put_value(m, map, "isPartOf", book(m));
	put_licence(m, map);
}

static struct value *entry_page_thing(struct making *m, const struct value *page)
{
	const struct entry *entry = m->page->entry;
	const struct work *work = work_of(&m->render->works, entry);
	struct str class = entry_class(m, entry);
	bool term = schema_org_has(class, STR("inDefinedTermSet")) && entry->type && entry->type->role == ROLE_GLOSSARY;
	struct value *map = thing(m, class, entry->title);

	put_value(m, map, "@id", page->map.members[PAGE_CANONICAL].value);
	put_value(m, map, "description", page->map.members[PAGE_DESCRIPTION].value);
	put_text(m, map, term ? "termCode" : "identifier", caption_of(m->render, entry)->siglum);
	put_forms(m, map, entry);
	for (size_t i = 0; entry->type && i < entry->type->field_count; i++)
		put_field(m, map, &entry->type->fields[i]);
	if (work)
		put_work(m, map, work);
	else if (term)
		put_value(m, map, "inDefinedTermSet", term_set(m));
	else if (schema_org_has(class, STR("isPartOf"))) {
		put_value(m, map, "inLanguage", page->map.members[PAGE_LANG].value);
		put_text(m, map, "dateCreated", date_machine(m->arena, &entry->created));
		put_text(m, map, "dateModified", date_machine(m->arena, &entry->updated));
		put_writing(m, map, entry);
	}
	return map;
}

/* ---- the page ---- */

/* What the handbook is found and searched by. */
static struct value *website(struct making *m)
{
	struct value *map = thing(m, STR("WebSite"), m->site->config->title);

	put_text(m, map, "url", full_address(m, STR("index.html")));
	put_text(m, map, "inLanguage", m->site->config->lang);
	if (m->render->search && m->render->base_url.len) {
		struct value *action = thing(m, STR("SearchAction"), STR("")), *target = thing(m, STR("EntryPoint"), STR(""));

		put_text(m, target, "urlTemplate",
			str_join(m->arena, full_address(m, STR("search.html")), STR("?q={search_term_string}")));
		put_value(m, action, "target", target);
		put_text(m, action, "query-input", STR("required name=search_term_string"));
		put_value(m, map, "potentialAction", action);
	}
	return map;
}

static void push_download(struct making *m, struct value *list, struct str address, struct str format)
{
	struct value *download = thing(m, STR("DataDownload"), path_base(address));

	put_text(m, download, "contentUrl", full_address(m, address));
	put_text(m, download, "encodingFormat", format);
	value_push(m->arena, list, download);
}

static struct value *dataset(struct making *m, const struct value *page)
{
	struct value *map = thing(m, STR("Dataset"), m->site->config->title), *list = value_list(m->arena);

	put_value(m, map, "url", page->map.members[PAGE_CANONICAL].value);
	put_text(m, map, "description", m->site->config->subtitle.len ? m->site->config->subtitle : m->site->config->title);
	put_value(m, map, "creator", authors(m));
	put_licence(m, map);
	put_text(m, map, "version", m->site->config->edition);
	put_text(m, map, "inLanguage", m->site->config->lang);
	put_value(m, map, "isAccessibleForFree", making_bool(true));
	for (size_t i = 0; i < DATA_FILES; i++) {
		const struct data_file_row *row = &DATA_FILE_ROWS[i];
		if (data_file_written(m->site, (enum data_file)i))
			push_download(m, list, row->address, row->media_type);
	}
	put_value(m, map, "distribution", list);
	return map;
}

/* What stands behind a figure: its rows are there to be taken away. */
static struct value *figure_data(struct making *m, const struct value *page, const struct view *view, struct str stem)
{
	struct value *map = thing(m, STR("Dataset"), view->caption), *list = value_list(m->arena);
	struct str canonical = page->map.members[PAGE_CANONICAL].value->text;

	if (canonical.len)
		put_text(m, map, "url", str_format(m->arena, "%.*s#%.*s", STR_ARG(canonical), STR_ARG(view->id)));
	put_text(m, map, "description", view->note);
	put_value(m, map, "description", page->map.members[PAGE_DESCRIPTION].value);
	put_value(m, map, "creator", authors(m));
	put_licence(m, map);
	put_value(m, map, "isAccessibleForFree", making_bool(true));
	push_download(m, list, str_join(m->arena, stem, STR(".csv")), STR("text/csv"));
	push_download(m, list, str_join(m->arena, stem, STR(".json")), STR("application/json"));
	if (view->kind == VIEW_GRAPH)
		push_download(m, list, str_join(m->arena, stem, STR(".graphml")), STR("application/graphml+xml"));
	if (view->kind == VIEW_MAP)
		push_download(m, list, str_join(m->arena, stem, STR(".geojson")), STR("application/geo+json"));
	put_value(m, map, "distribution", list);
	return map;
}

static void push_figures(struct making *m, const struct value *page, struct value *graph)
{
	const struct entry *entry = m->page->entry;

	for (size_t i = 0; i < entry->body.view_count; i++) {
		const struct view *view = &entry->body.views[i];
		struct str stem = view_data_stem(m->arena, m->site, entry, view);

		if (stem.len && view->caption.len)
			value_push(m->arena, graph, figure_data(m, page, view, stem));
	}
}

static struct value *collection(struct making *m, const struct value *page)
{
	struct value *map = thing(m, STR("CollectionPage"), page->map.members[PAGE_TITLE].value->text);

	put_value(m, map, "url", page->map.members[PAGE_CANONICAL].value);
	put_value(m, map, "isPartOf", book(m));
	return map;
}

static void push_page_things(struct making *m, const struct value *page, struct value *graph)
{
	struct value *map;

	switch (m->page->kind) {
	case KIND_HOME:
		value_push(m->arena, graph, website(m));
		map = book(m);
		put_value(m, map, "description", page->map.members[PAGE_DESCRIPTION].value);
		put_value(m, map, "author", authors(m));
		value_push(m->arena, graph, map);
		return;
	case KIND_ENTRY:
		value_push(m->arena, graph, entry_page_thing(m, page));
		push_figures(m, page, graph);
		return;
	case KIND_GLOSSARY: value_push(m->arena, graph, term_set(m)); return;
	case KIND_DATA: value_push(m->arena, graph, dataset(m, page)); return;
	case KIND_INDEX:
	case KIND_TAGS:
	case KIND_TAG:
	case KIND_PEOPLE:
	case KIND_ABBREVIATIONS:
	case KIND_CHANGES:
	case KIND_BIBLIOGRAPHY: value_push(m->arena, graph, collection(m, page)); return;
	default: return;
	}
}

static void push_crumb(struct making *m, struct value *list, struct str name, struct str address)
{
	struct value *item = thing(m, STR("ListItem"), name);

	put_value(m, item, "position", making_count(m, list->list.count + 1));
	put_text(m, item, "item", full_address(m, address));
	value_push(m->arena, list, item);
}

/* The way down to the page. Addresses have to be whole, so that there is none without base_url. */
static void push_breadcrumbs(struct making *m, const struct value *page, struct value *graph)
{
	struct value *map, *list = value_list(m->arena);
	struct breadcrumb way[BREADCRUMBS];
	size_t count = breadcrumbs_of(m, way);

	if (!count || !m->render->base_url.len)
		return;
	for (size_t i = 0; i < count; i++)
		push_crumb(m, list, way[i].title, way[i].address);
	push_crumb(m, list, page->map.members[PAGE_TITLE].value->text, m->page->address);
	map = thing(m, STR("BreadcrumbList"), STR(""));
	put_value(m, map, "itemListElement", list);
	value_push(m->arena, graph, map);
}

/* In a script element "<!--" and "<script" have a meaning of their own. */
static struct str without_angles(struct making *m, struct str json)
{
	struct buf *out = &m->worker->text;

	buf_reset(out);
	for (size_t from = 0, at; from < json.len; from = at + 1) {
		at = str_find_char(json, '<', from);
		buf_put(out, str_slice(json, from, at));
		if (at < json.len)
			buf_put(out, STR("\\u003c"));
	}
	return str_copy(m->arena, buf_str(out));
}

struct str json_ld(struct making *m, const struct value *page)
{
	struct value *graph = value_list(m->arena), *whole = value_map(m->arena);
	struct buf *out = &m->worker->text;

	push_page_things(m, page, graph);
	if (!graph->list.count)
		return STR("");
	push_breadcrumbs(m, page, graph);
	value_set(m->arena, whole, STR("@context"), making_text(m, STR("https://schema.org")));
	value_set(m->arena, whole, STR("@graph"), graph);
	buf_reset(out);
	json_write(out, whole, 0);
	return without_angles(m, str_trim(str_copy(m->arena, buf_str(out))));
}
