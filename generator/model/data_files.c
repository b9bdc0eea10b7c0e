#include "model/data_files.h"

#include "base/arena.h"
#include "model/dated.h"

/* clang-format off */
const struct data_file_row DATA_FILE_ROWS[DATA_FILES] = {
	[DATA_HANDBOOK] = {STR_INIT("handbook"), STR_INIT("data/handbook.json"), STR_INIT("application/json"),
		STR_INIT("JSON"), STR_INIT("data_handbook"), "the whole handbook, as JSON"},
	[DATA_SCHEMA] = {STR_INIT("schema"), STR_INIT("data/handbook.schema.json"), STR_INIT("application/schema+json"),
		STR_INIT("JSON Schema"), STR_INIT("data_schema"), "what that JSON may hold, as a JSON Schema"},
	[DATA_SKOS] = {STR_INIT("skos"), STR_INIT("data/glossary.ttl"), STR_INIT("text/turtle"),
		STR_INIT("SKOS, Turtle"), STR_INIT("data_skos"), "the glossary as a SKOS concept scheme, in Turtle"},
	[DATA_SKOS_JSON] = {STR_INIT("skos-jsonld"), STR_INIT("data/glossary.jsonld"), STR_INIT("application/ld+json"),
		STR_INIT("SKOS, JSON-LD"), STR_INIT("data_skos"), "the same in JSON-LD"},
	[DATA_GLOSSARY] = {STR_INIT("glossary"), STR_INIT("data/glossary.csv"), STR_INIT("text/csv"),
		STR_INIT("CSV"), STR_INIT("data_glossary"), "the glossary as a table, in CSV"},
	[DATA_BIBTEX] = {STR_INIT("bibtex"), STR_INIT("data/references.bib"), STR_INIT("application/x-bibtex"),
		STR_INIT("BibTeX"), STR_INIT("data_references"), "the sources, for BibTeX and BibLaTeX"},
	[DATA_CSL] = {STR_INIT("csl"), STR_INIT("data/references.json"),
		STR_INIT("application/vnd.citationstyles.csl+json"), STR_INIT("CSL-JSON"), STR_INIT("data_references"),
		"the sources as CSL-JSON, for Zotero, Pandoc and others"},
	[DATA_EVENTS] = {STR_INIT("events"), STR_INIT("data/events.csv"), STR_INIT("text/csv"),
		STR_INIT("CSV"), STR_INIT("data_events"), "everything that is dated, by date, in CSV"},
	[DATA_PLACES] = {STR_INIT("places"), STR_INIT("data/places.geojson"), STR_INIT("application/geo+json"),
		STR_INIT("GeoJSON"), STR_INIT("data_places"), "all places, as GeoJSON"},
};

const struct entry_file_row ENTRY_FILE_ROWS[ENTRY_FILES] = {
	[ENTRY_MARKDOWN] = {STR_INIT(".md"), STR_INIT("text/markdown"), STR_INIT("Markdown")},
	[ENTRY_BIBTEX] = {STR_INIT(".bib"), STR_INIT("application/x-bibtex"), STR_INIT("BibTeX")},
	[ENTRY_CSL] = {STR_INIT(".json"), STR_INIT("application/vnd.citationstyles.csl+json"), STR_INIT("CSL-JSON")},
};
/* clang-format on */

static bool has_role(const struct site *site, enum type_role role)
{
	for (size_t i = 0; i < site->entry_count; i++)
		if (site->entries[i].type && site->entries[i].type->role == role)
			return true;
	return false;
}

bool data_file_has(const struct site *site, enum data_file file)
{
	switch (file) {
	case DATA_SKOS:
	case DATA_SKOS_JSON:
	case DATA_GLOSSARY: return has_role(site, ROLE_GLOSSARY);
	case DATA_BIBTEX:
	case DATA_CSL: return has_role(site, ROLE_BIBLIOGRAPHY);
	case DATA_EVENTS: return site_has_dated(site);
	case DATA_PLACES: return site_has_places(site);
	default: return true;
	}
}

bool data_file_written(const struct site *site, enum data_file file)
{
	return site->config->outputs & OUTPUT_DATA && data_file_has(site, file);
}

bool data_file_stem(struct str stem)
{
	for (size_t i = 0; i < DATA_FILES; i++) {
		struct str name = str_from_index(DATA_FILE_ROWS[i].address, sizeof("data/") - 1);

		if (str_equal(stem, str_slice(name, 0, str_find_char(name, '.', 0))))
			return true;
	}
	return false;
}

bool entry_has_files(const struct site *site, const struct entry *entry)
{
	return site->config->outputs & OUTPUT_ENTRIES && !entry->record && !entry->type_index;
}

struct str entry_file_address(struct arena *arena, const struct entry *entry, enum entry_file file)
{
	return str_join(arena, entry->id, ENTRY_FILE_ROWS[file].extension);
}
