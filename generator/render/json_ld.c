/* JSON-LD: what a page is about, for search engines and harvesters. Which class an entry is of says its type's `means`
 * in site.yaml, else its role; which properties it has say its fields' `means`. What stands on the page anyway is
 * enough: nothing is told to machines that readers do not see. */
#include "render/parts.h"

#include "base/arena.h"
#include "formats/json.h"

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
	const struct value *written = m->site->config->authors;
	struct value *list = value_list(m->arena);

	for (size_t i = 0; written && i < written->list.count; i++) {
		const struct value *name = value_get(written->list.items[i], STR("name"));

		if (name && name->kind == VALUE_TEXT)
			value_push(m->arena, list, thing(m, STR("Organization"), name->text));
	}
	return list;
}

static struct value *book(struct making *m)
{
	const struct config *config = m->site->config;
	struct value *map = thing(m, STR("Book"), config->title);

	put_text(m, map, "alternativeHeadline", config->subtitle);
	put_text(m, map, "url", full_address(m, STR("index.html")));
	put_text(m, map, "inLanguage", config->lang);
	put_text(m, map, "bookEdition", config->edition);
	put_text(m, map, "license", config->licence);
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

static void put_work(struct making *m, struct value *map, const struct work *work)
{
	struct str doi = work_text(m->arena, &m->render->works, work, MEANS_DOI);
	struct value *people = value_list(m->arena);

	for (size_t i = 0; i < work->author_count; i++) {
		const struct person *person = &work->authors[i];
		struct value *who = thing(m, person->given.len ? STR("Person") : STR("Organization"), STR(""));

		put_text(m, who, person->given.len ? "familyName" : "name", person->family);
		put_text(m, who, "givenName", person->given);
		value_push(m->arena, people, who);
	}
	put_value(m, map, work->edited ? "editor" : "author", people);
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

/* What the handbook itself has written stands in its book, and is under its licence. */
static void put_writing(struct making *m, struct value *map)
{
	put_value(m, map, "author", authors(m));
	put_value(m, map, "isPartOf", book(m));
	put_text(m, map, "license", m->site->config->licence);
}

static struct value *entry_page_thing(struct making *m, const struct value *page)
{
	const struct entry *entry = m->page->entry;
	const struct work *work = work_of(&m->render->works, entry);
	bool term = entry->type && entry->type->role == ROLE_GLOSSARY;
	struct value *map = thing(m, entry_class(m, entry), entry->title);

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
	else if (!entry->type || !schema_meaning(entry->type, STR("schema:familyName"))) {
		put_value(m, map, "inLanguage", page->map.members[PAGE_LANG].value);
		put_text(m, map, "dateModified", date_machine(m->arena, &entry->updated));
		put_writing(m, map);
	}
	return map;
}

/* ---- the page ---- */

static struct value *page_thing(struct making *m, const struct value *page)
{
	const struct value *title = page->map.members[PAGE_TITLE].value;
	struct value *map;

	switch (m->page->kind) {
	case KIND_HOME:
		map = book(m);
		put_value(m, map, "description", page->map.members[PAGE_DESCRIPTION].value);
		put_value(m, map, "author", authors(m));
		return map;
	case KIND_ENTRY: return entry_page_thing(m, page);
	case KIND_GLOSSARY: return term_set(m);
	case KIND_INDEX:
	case KIND_TAGS:
	case KIND_TAG:
	case KIND_PEOPLE:
	case KIND_ABBREVIATIONS:
	case KIND_CHANGES:
	case KIND_BIBLIOGRAPHY:
		map = thing(m, STR("CollectionPage"), title->text);
		put_value(m, map, "url", page->map.members[PAGE_CANONICAL].value);
		put_value(m, map, "isPartOf", book(m));
		return map;
	default: return NULL;
	}
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
	struct value *map = page_thing(m, page);
	struct buf *out = &m->worker->text;

	if (!map)
		return STR("");
	struct value *whole = value_map(m->arena);
	value_set(m->arena, whole, STR("@context"), making_text(m, STR("https://schema.org")));
	for (size_t i = 0; i < map->map.count; i++)
		value_set(m->arena, whole, map->map.members[i].key, map->map.members[i].value);
	buf_reset(out);
	json_write(out, whole, 0);
	return without_angles(m, str_trim(str_copy(m->arena, buf_str(out))));
}
