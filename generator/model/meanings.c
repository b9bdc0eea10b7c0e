#include "model/meanings.h"

#include "base/arena.h"
#include "base/near.h"

#define KIND(kind) (1u << FIELD_##kind)

enum {
	TEXTS = KIND(TEXT) | KIND(MARKDOWN) | KIND(CHOICE) | KIND(URL) | KIND(TAGS) | KIND(NUMBER),
	PROSE = KIND(TEXT) | KIND(MARKDOWN),
	NAMES = KIND(TEXT) | KIND(RECORD) | KIND(REF),
	DATES = KIND(DATE) | KIND(PERIOD) | KIND(TEXT) | KIND(NUMBER),
	LINKS = KIND(REF) | KIND(URL),
};

struct meaning {
	struct str name;
	unsigned kinds; /* that can mean it */
};

#define ROW(name, kinds) \
	{ \
		STR_INIT(name), kinds \
	}

static const struct meaning MEANINGS[] = {
	ROW("skos:prefLabel", TEXTS),
	ROW("skos:altLabel", TEXTS),
	ROW("skos:hiddenLabel", TEXTS),
	ROW("skos:notation", TEXTS),
	ROW("skos:definition", PROSE),
	ROW("skos:note", PROSE),
	ROW("skos:scopeNote", PROSE),
	ROW("skos:example", PROSE),
	ROW("skos:historyNote", PROSE),
	ROW("skos:editorialNote", PROSE),
	ROW("skos:changeNote", PROSE),
	ROW("skos:broader", KIND(REF)),
	ROW("skos:narrower", KIND(REF)),
	ROW("skos:related", KIND(REF)),
	ROW("skos:broadMatch", LINKS),
	ROW("skos:narrowMatch", LINKS),
	ROW("skos:relatedMatch", LINKS),
	ROW("skos:closeMatch", LINKS),
	ROW("skos:exactMatch", LINKS),

	ROW("csl:author", NAMES),
	ROW("csl:chair", NAMES),
	ROW("csl:collection-editor", NAMES),
	ROW("csl:compiler", NAMES),
	ROW("csl:composer", NAMES),
	ROW("csl:container-author", NAMES),
	ROW("csl:contributor", NAMES),
	ROW("csl:curator", NAMES),
	ROW("csl:director", NAMES),
	ROW("csl:editor", NAMES),
	ROW("csl:editorial-director", NAMES),
	ROW("csl:executive-producer", NAMES),
	ROW("csl:guest", NAMES),
	ROW("csl:host", NAMES),
	ROW("csl:illustrator", NAMES),
	ROW("csl:interviewer", NAMES),
	ROW("csl:narrator", NAMES),
	ROW("csl:organizer", NAMES),
	ROW("csl:original-author", NAMES),
	ROW("csl:performer", NAMES),
	ROW("csl:producer", NAMES),
	ROW("csl:recipient", NAMES),
	ROW("csl:reviewed-author", NAMES),
	ROW("csl:script-writer", NAMES),
	ROW("csl:series-creator", NAMES),
	ROW("csl:translator", NAMES),

	ROW("csl:accessed", DATES),
	ROW("csl:available-date", DATES),
	ROW("csl:event-date", DATES),
	ROW("csl:issued", DATES),
	ROW("csl:original-date", DATES),
	ROW("csl:submitted", DATES),

	ROW("csl:abstract", PROSE),
	ROW("csl:annote", PROSE),
	ROW("csl:archive", TEXTS),
	ROW("csl:archive-place", TEXTS),
	ROW("csl:archive_collection", TEXTS),
	ROW("csl:archive_location", TEXTS),
	ROW("csl:authority", TEXTS),
	ROW("csl:call-number", TEXTS),
	ROW("csl:chapter-number", TEXTS),
	ROW("csl:citation-label", TEXTS),
	ROW("csl:collection-number", TEXTS),
	ROW("csl:collection-title", TEXTS),
	ROW("csl:container-title", TEXTS),
	ROW("csl:container-title-short", TEXTS),
	ROW("csl:dimensions", TEXTS),
	ROW("csl:division", TEXTS),
	ROW("csl:DOI", TEXTS),
	ROW("csl:edition", TEXTS),
	ROW("csl:event-place", TEXTS),
	ROW("csl:event-title", TEXTS),
	ROW("csl:genre", TEXTS),
	ROW("csl:ISBN", TEXTS),
	ROW("csl:ISSN", TEXTS),
	ROW("csl:issue", TEXTS),
	ROW("csl:jurisdiction", TEXTS),
	ROW("csl:keyword", TEXTS),
	ROW("csl:language", TEXTS),
	ROW("csl:license", TEXTS),
	ROW("csl:locator", TEXTS),
	ROW("csl:medium", TEXTS),
	ROW("csl:note", PROSE),
	ROW("csl:number", TEXTS),
	ROW("csl:number-of-pages", TEXTS),
	ROW("csl:number-of-volumes", TEXTS),
	ROW("csl:original-publisher", TEXTS),
	ROW("csl:original-publisher-place", TEXTS),
	ROW("csl:original-title", TEXTS),
	ROW("csl:page", TEXTS),
	ROW("csl:page-first", TEXTS),
	ROW("csl:part-number", TEXTS),
	ROW("csl:part-title", TEXTS),
	ROW("csl:PMCID", TEXTS),
	ROW("csl:PMID", TEXTS),
	ROW("csl:printing-number", TEXTS),
	ROW("csl:publisher", TEXTS),
	ROW("csl:publisher-place", TEXTS),
	ROW("csl:references", TEXTS),
	ROW("csl:reviewed-genre", TEXTS),
	ROW("csl:reviewed-title", TEXTS),
	ROW("csl:scale", TEXTS),
	ROW("csl:section", TEXTS),
	ROW("csl:source", TEXTS),
	ROW("csl:status", TEXTS),
	ROW("csl:supplement-number", TEXTS),
	ROW("csl:title", TEXTS),
	ROW("csl:title-short", TEXTS),
	ROW("csl:type", TEXTS),
	ROW("csl:URL", TEXTS),
	ROW("csl:version", TEXTS),
	ROW("csl:volume", TEXTS),
	ROW("csl:volume-title", TEXTS),
	ROW("csl:year-suffix", TEXTS),
};

enum meaning_fit meaning_check(struct str means, enum field_kind kind, struct str *best)
{
	struct near near = near_to(means);

	*best = STR("");
	if (str_starts(means, STR("schema:")) && means.len > 7)
		return MEANING_FITS;
	for (size_t i = 0; i < COUNT_OF(MEANINGS); i++) {
		if (str_equal(MEANINGS[i].name, means))
			return MEANINGS[i].kinds & 1u << kind ? MEANING_FITS : MEANING_KIND;
		near_try(&near, MEANINGS[i].name);
	}
	if (near.best.len)
		*best = near.best;
	return MEANING_UNKNOWN;
}

enum csl_kind meaning_csl_kind(struct str means)
{
	for (size_t i = 0; i < COUNT_OF(MEANINGS); i++) {
		if (!str_equal(MEANINGS[i].name, means))
			continue;
		return MEANINGS[i].kinds == NAMES ? CSL_NAMES : MEANINGS[i].kinds == DATES ? CSL_DATE : CSL_WORDS;
	}
	return CSL_WORDS;
}
