/* Citations find their sources by file name, exactly as written: the key is also what stands in exported references. */
#include "base/path.h"
#include "formats/value.h"
#include "link/linker.h"
#include "link/uses.h"

static const struct name_scope SOURCES = {.role = ROLE_BIBLIOGRAPHY, .ids_only = true};

static bool is_source(const struct entry *entry)
{
	return entry->type && entry->type->role == ROLE_BIBLIOGRAPHY && !entry->type_index;
}

struct sources {
	struct map by_key; /* of struct entry, drafts where no other has the key */
	struct use_list uses;
};

static void collect_sources(struct linker *linker, struct sources *sources)
{
	const struct site *site = linker->site;

	for (size_t i = 0; i < site->entry_count; i++) {
		struct entry *entry = &site->entries[i];
		const struct entry *first = is_source(entry) ? map_get(&sources->by_key, path_base(entry->id)) : NULL;

		if (first)
			diag_add(linker->diags, DIAG_ENTRY_DUPLICATE, entry->path, entry->place,
				"\"%.*s\" is also what %.*s is cited by; rename one of the two", STR_ARG(path_base(entry->id)),
				STR_ARG(first->path));
		else if (is_source(entry))
			map_set(&sources->by_key, path_base(entry->id), entry);
	}
	for (size_t i = 0; i < site->draft_count; i++)
		if (is_source(&site->drafts[i]) && !map_has(&sources->by_key, path_base(site->drafts[i].id)))
			map_set(&sources->by_key, path_base(site->drafts[i].id), &site->drafts[i]);
}

/* The source of a key; NULL, said why, when there is none to show. */
static const struct entry *find_source(
	struct linker *linker, const struct sources *sources, const struct entry *by, struct str key, struct place place)
{
	const struct entry *source = map_get(&sources->by_key, key);
	uint32_t length = characters(key);

	if (source && !is_left_out(linker->site, source))
		return source;
	if (source) {
		diag_add_span(linker->diags, DIAG_LINK_DRAFT, by->path, place, length, "%.*s is a draft, so it is not cited",
			STR_ARG(source->id));
		return NULL;
	}
	struct str best = path_base(names_suggest(&linker->names, key, &SOURCES));
	diag_add_span(linker->diags, DIAG_CITE_UNKNOWN, by->path, place, length, "no source is cited by \"%.*s\"%.*s",
		STR_ARG(shown(linker, key)), STR_ARG(did_you_mean(linker, best)));
	return NULL;
}

static void link_entry_citations(struct linker *linker, struct sources *sources, struct entry *entry)
{
	const uint32_t by = index_of(linker, entry);
	bool fresh = is_fresh(linker, entry);

	for (size_t i = 0; i < entry->source_count; i++) {
		struct source_use *use = &entry->sources[i];

		if (fresh || !use->source)
			use->source = find_source(linker, sources, entry, use->key, use->place);
		if (use->source)
			use_add_cited(&sources->uses, (struct sighting){index_of(linker, use->source), by, 0}, &use->locator);
	}
	for (size_t i = 0; i < entry->body.citation_count; i++) {
		const struct citation *citation = &entry->body.citations[i];

		for (size_t at = 0; at < citation->item_count; at++) {
			struct cite_item *item = &citation->items[at];

			if (fresh || !item->source)
				item->source = find_source(linker, sources, entry, item->key, item->place);
			if (item->source)
				use_add_cited(&sources->uses, (struct sighting){index_of(linker, item->source), by, citation->sentence},
					&item->locator);
		}
	}
}

static void report_uncited(struct linker *linker)
{
	const struct site *site = linker->site;

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];
		struct uses uses = site_citations_of(site, entry);
		bool cited = linker->referred[i]; /* a field names it */

		for (size_t at = 0; at < uses.count && !cited; at++)
			cited = uses.items[at].by != i;
		if (is_source(entry) && !cited)
			diag_add(linker->diags, DIAG_SOURCE_UNCITED, entry->path, entry->place,
				"no other entry cites this source; cite it, or delete it");
	}
}

/* "10.1093/ia/iiac001", however it was written. */
static struct str bare_doi(struct linker *linker, struct str doi)
{
	static const struct str prefixes[] = {
		STR_INIT("https://"),
		STR_INIT("http://"),
		STR_INIT("dx.doi.org/"),
		STR_INIT("www.doi.org/"),
		STR_INIT("doi.org/"),
		STR_INIT("doi:"),
	};

	doi = str_trim(doi);
	for (size_t i = 0; i < COUNT_OF(prefixes); i++)
		if (doi.len > prefixes[i].len && str_equal_ascii_case(str_slice(doi, 0, prefixes[i].len), prefixes[i]))
			doi = str_trim(str_from_index(doi, prefixes[i].len));
	/* names of DOIs do not tell capitals from small letters */
	buf_reset(&linker->buf);
	for (size_t i = 0; i < doi.len; i++)
		buf_char(&linker->buf, doi.data[i] >= 'A' && doi.data[i] <= 'Z' ? (char)(doi.data[i] + 32) : doi.data[i]);
	return str_copy(&linker->scratch, buf_str(&linker->buf));
}

static void check_dois(struct linker *linker)
{
	const struct site *site = linker->site;
	struct map by_doi = {0};

	for (size_t i = 0; i < site->entry_count; i++) {
		struct entry *entry = &site->entries[i];
		const struct field *field = entry->type ? schema_meaning(entry->type, STR("csl:DOI")) : NULL;
		const struct value *doi = field ? value_get(entry->front, field->name) : NULL;

		if (!doi || doi->kind != VALUE_TEXT || !doi->text.len)
			continue;
		struct str key = bare_doi(linker, doi->text);
		const struct entry *first = map_get(&by_doi, key);
		if (!first)
			map_set(&by_doi, key, entry);
		else
			diag_add_span(linker->diags, DIAG_DOI_DUPLICATE, entry->path, doi->place, characters(doi->text),
				"%.*s has the DOI %.*s too; keep one of the two", STR_ARG(first->path), STR_ARG(shown(linker, key)));
	}
	map_release(&by_doi);
}

void link_citations(struct linker *linker)
{
	struct site *site = linker->site;
	struct sources sources = {0};

	collect_sources(linker, &sources);
	for (size_t i = 0; i < site->entry_count; i++) {
		link_entry_citations(linker, &sources, &site->entries[i]);
		arena_reset(&linker->item);
	}
	site->citations = uses_sorted(linker->arena, &sources.uses, site, &site->citation_count);
	report_uncited(linker);
	check_dois(linker);
	map_release(&sources.by_key);
}
