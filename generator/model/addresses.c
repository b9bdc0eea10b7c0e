#include "model/addresses.h"

#include "base/arena.h"
#include "formats/escape.h"
#include "model/site.h"

const struct generated_page GENERATED_PAGES[] = {
	{STR_INIT("search"), STR_INIT("search.html"), NEED_SEARCH},
	{STR_INIT("glossary"), STR_INIT("glossary.html"), NEED_TERMS},
	{STR_INIT("bibliography"), STR_INIT("bibliography.html"), NEED_SOURCES},
	{STR_INIT("tags"), STR_INIT("tags/index.html"), NEED_TAGS},
	{STR_INIT("people"), STR_INIT("people.html"), NEED_PEOPLE},
	{STR_INIT("abbreviations"), STR_INIT("abbreviations.html"), NEED_ABBREVIATIONS},
	{STR_INIT("print"), STR_INIT("print.html"), NEED_PRINT},
	{STR_INIT("changes"), STR_INIT("changes.html"), NEED_CHANGES},
	{STR_INIT("data"), STR_INIT("data/index.html"), NEED_DATA},
	{STR_INIT(""), STR_INIT("404.html"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("sitemap.xml"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("feed.xml"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("robots.txt"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("favicon.ico"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("_redirects"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("_redirects.map"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("_headers"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("concordance/"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("data/"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("search/"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("static/"), NEED_NOTHING},
	{STR_INIT(""), STR_INIT("tags/"), NEED_NOTHING},
};
const size_t GENERATED_PAGE_COUNT = COUNT_OF(GENERATED_PAGES);

static bool has_entry_of(const struct site *site, enum type_role role)
{
	for (size_t i = 0; i < site->entry_count; i++)
		if (site->entries[i].type && site->entries[i].type->role == role)
			return true;
	return false;
}

static bool has_type_of(const struct site *site, enum type_role role)
{
	for (size_t i = 0; i < site->config->schema.type_count; i++)
		if (site->config->schema.types[i].role == role)
			return true;
	return false;
}

bool site_has_people(const struct site *site)
{
	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];
		const struct field *family = entry->type ? schema_meaning(entry->type, STR("schema:familyName")) : NULL;

		if (family && !value_is_empty(value_get(entry->front, family->name)))
			return true;
	}
	return false;
}

bool site_has_abbreviations(const struct site *site)
{
	for (size_t i = 0; i < site->entry_count; i++)
		for (size_t j = 0; j < site->entries[i].form_count; j++)
			if (site->entries[i].forms[j].acronym && !site->entries[i].forms[j].title)
				return true;
	return false;
}

static bool is_written(const struct site *site, const struct generated_page *page)
{
	switch (page->need) {
	case NEED_NOTHING: break;
	case NEED_TERMS: return has_type_of(site, ROLE_GLOSSARY);
	case NEED_SOURCES: return has_entry_of(site, ROLE_BIBLIOGRAPHY);
	case NEED_TAGS: return site->tag_count > 0;
	case NEED_SEARCH: return site->config->outputs & OUTPUT_SEARCH;
	case NEED_PEOPLE: return site_has_people(site);
	case NEED_ABBREVIATIONS: return site_has_abbreviations(site);
	case NEED_CHANGES: return site->config->history.on;
	case NEED_DATA: return site->config->outputs & OUTPUT_DATA;
	case NEED_PRINT: return site->config->outputs & OUTPUT_PRINT;
	}
	return true;
}

static bool type_page_named(const struct site *site, struct str folder, struct site_page *page)
{
	const struct schema *schema = &site->config->schema;

	for (size_t i = 0; i < schema->type_count && site->type_pages; i++) {
		const struct type *type = &schema->types[i];

		if (!type->folder.len || !str_equal(type->folder, folder))
			continue;
		*page = (struct site_page){site->type_pages[i].entry, type, site->type_pages[i].address};
		return true;
	}
	return false;
}

bool site_page_named(const struct site *site, struct str name, struct site_page *page)
{
	const struct entry *entry = map_get(&site->by_id, name);

	if (entry) {
		*page = (struct site_page){.entry = entry, .address = entry->address};
		return true;
	}
	if (name.len == 0)
		return false;
	if (type_page_named(site, name, page))
		return true;
	for (size_t i = 0; i < GENERATED_PAGE_COUNT; i++) {
		if (str_equal(GENERATED_PAGES[i].name, name) && is_written(site, &GENERATED_PAGES[i])) {
			*page = (struct site_page){.address = GENERATED_PAGES[i].address};
			return true;
		}
	}
	return false;
}

/* What readers type, and what every host serves there. */
struct str site_url(struct arena *arena, struct str base_url, struct str address)
{
	struct str index = STR("index.html");
	struct buf out = {0};

	if (!base_url.len)
		return STR("");
	if (str_equal(address, index) || str_ends(address, STR("/index.html")))
		address.len -= index.len;
	size_t hash = str_find_char(address, '#', 0);
	buf_put(&out, base_url);
	escape_path(&out, str_slice(address, 0, hash));
	buf_put(&out, str_from_index(address, hash));
	struct str url = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return url;
}
