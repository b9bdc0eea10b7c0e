/* The tables that a template author reads. Each row is a name, what kind of value it has, whether there are many, and
 * what it means. context_shapes.c makes maps from them, context_vocabulary.c the vocabulary. */
#include "render/context.h"

/* clang-format off */
static const struct context_row TOP[] = {
	[TOP_SITE] = {"site", SHAPE_SITE, false, "the handbook as a whole"},
	[TOP_WORD] = {"word", SHAPE_FREE, false, "interface words in the page's language, by their key in words.yaml"},
	[TOP_ASSET] = {"asset", SHAPE_FREE, false, "addresses of static files: asset.site.css, asset.icons/logo.svg"},
	[TOP_PAGE] = {"page", SHAPE_PAGE, false, "the page being made"},
	[TOP_ENTRY] = {"entry", SHAPE_ENTRY, false, "the page's entry, or the one that opens an index; or null"},
	[TOP_INDEX] = {"index", SHAPE_INDEX, false, "what a page lists; null where it lists nothing"},
	[TOP_VIEW] = {"view", SHAPE_VIEW, false, "in templates/views/: the view being drawn; else null"},
};

static const struct context_row SITE[] = {
	[SITE_TITLE] = {"title", SHAPE_TEXT, false, "as in site.yaml"},
	[SITE_SUBTITLE] = {"subtitle", SHAPE_TEXT, false, "as in site.yaml"},
	[SITE_LANG] = {"lang", SHAPE_TEXT, false, "the handbook's language"},
	[SITE_BASE_URL] = {"base_url", SHAPE_TEXT, false, "where it is published, ending in a slash; or \"\""},
	[SITE_REPOSITORY] = {"repository", SHAPE_TEXT, false, "as in site.yaml"},
	[SITE_EDITION] = {"edition", SHAPE_TEXT, false, "as in site.yaml"},
	[SITE_LICENCE] = {"licence", SHAPE_TEXT, false, "as in site.yaml"},
	[SITE_AUTHORS] = {"authors", SHAPE_AUTHOR, true, "who writes the handbook"},
	[SITE_BYLINE] = {"byline", SHAPE_TEXT, false, "its authors in one line, or \"\""},
	[SITE_PARAMS] = {"params", SHAPE_FREE, false, "as in site.yaml: free, for templates"},
	[SITE_URL] = {"url", SHAPE_TEXT, false, "address of the home page"},
	[SITE_TYPES] = {"types", SHAPE_TYPE, true, "types that have an index page, in the order of site.yaml"},
	[SITE_COUNT] = {"count", SHAPE_COUNT, false, "how many entries there are"},
	[SITE_GLOSSARY_URL] = {"glossary_url", SHAPE_TEXT, false, "address of the A–Z of terms, or \"\""},
	[SITE_BIBLIOGRAPHY_URL] = {"bibliography_url", SHAPE_TEXT, false, "address of the list of all sources, or \"\""},
	[SITE_TAGS_URL] = {"tags_url", SHAPE_TEXT, false, "address of the list of tags, or \"\""},
	[SITE_SEARCH_URL] = {"search_url", SHAPE_TEXT, false, "address of the search page, or \"\""},
	[SITE_PEOPLE_URL] = {"people_url", SHAPE_TEXT, false, "address of the index of people, or \"\""},
	[SITE_ABBREVIATIONS_URL] = {"abbreviations_url", SHAPE_TEXT, false, "address of the list of abbreviations, or \"\""},
	[SITE_CHANGES_URL] = {"changes_url", SHAPE_TEXT, false, "address of what is new, or \"\" where no dates are known"},
	[SITE_FEED_URL] = {"feed_url", SHAPE_TEXT, false, "address of the feed of changes, or \"\""},
	[SITE_LICENCE_URL] = {"licence_url", SHAPE_TEXT, false, "address of a licence that glossa knows, or \"\""},
	[SITE_ENTRY_FILES] = {"entry_files", SHAPE_BOOL, false, "each entry has files of its own beside its page"},
	[SITE_DATA_URL] = {"data_url", SHAPE_TEXT, false, "address of the page about the data, or \"\""},
	[SITE_PRINT_URL] = {"print_url", SHAPE_TEXT, false, "address of the print edition, or \"\""},
};

static const struct context_row AUTHOR[] = {
	[AUTHOR_NAME] = {"name", SHAPE_TEXT, false, "as in site.yaml"},
	[AUTHOR_ORCID] = {"orcid", SHAPE_TEXT, false, "of a person: 0000-0002-1825-0097; or \"\""},
	[AUTHOR_URL] = {"url", SHAPE_TEXT, false, "as in site.yaml, or \"\""},
};

static const struct context_row PAGE[] = {
	[PAGE_KIND] = {"kind", SHAPE_TEXT, false, "home, entry, uses, index, tag … as in is_home"},
	[PAGE_TITLE] = {"title", SHAPE_TEXT, false, "its heading"},
	[PAGE_DESCRIPTION] = {"description", SHAPE_TEXT, false, "one sentence for search engines, or \"\""},
	[PAGE_URL] = {"url", SHAPE_TEXT, false, "its address from the root of the site: terms/r2p.html"},
	[PAGE_ROOT] = {"root", SHAPE_TEXT, false, "the way to the root of the site: ../"},
	[PAGE_CANONICAL] = {"canonical", SHAPE_TEXT, false, "its full address, or \"\" without base_url"},
	[PAGE_LANG] = {"lang", SHAPE_TEXT, false, "its language"},
	[PAGE_DIRECTION] = {"direction", SHAPE_TEXT, false, "ltr or rtl"},
	[PAGE_NAV] = {"nav", SHAPE_LINK, true, "the navigation of site.yaml; `current` on the page's own part"},
	[PAGE_BREADCRUMBS] = {"breadcrumbs", SHAPE_LINK, true, "from the home page down to above this page"},
	[PAGE_PREV] = {"prev", SHAPE_LINK, false, "the entry before this one in its index"},
	[PAGE_NEXT] = {"next", SHAPE_LINK, false, "the entry after it"},
	[PAGE_HAS_NEIGHBOURS] = {"has_neighbours", SHAPE_BOOL, false, "there is one before or after"},
	[PAGE_TARGET] = {"target", SHAPE_LINK, false, "where a redirect leads"},
	[PAGE_IS_HOME] = {"is_home", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_ENTRY] = {"is_entry", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_USES] = {"is_uses", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_INDEX] = {"is_index", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_TAGS] = {"is_tags", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_TAG] = {"is_tag", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_GLOSSARY] = {"is_glossary", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_BIBLIOGRAPHY] = {"is_bibliography", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_SEARCH] = {"is_search", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_404] = {"is_404", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_REDIRECT] = {"is_redirect", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_PRINT] = {"is_print", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_PEOPLE] = {"is_people", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_ABBREVIATIONS] = {"is_abbreviations", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_CHANGES] = {"is_changes", SHAPE_BOOL, false, "by kind"},
	[PAGE_IS_DATA] = {"is_data", SHAPE_BOOL, false, "by kind"},
	[PAGE_FILES] = {"files", SHAPE_FILE, true, "what is here as data: of an entry its source and its citation"},
	[PAGE_HAS_FILES] = {"has_files", SHAPE_BOOL, false, "there are such files"},
	[PAGE_JSON_LD] = {"json_ld", SHAPE_TEXT, false, "JSON: what the page is about in schema.org's words, or \"\""},
};

static const struct context_row LINK[] = {
	[LINK_TITLE] = {"title", SHAPE_TEXT, false, "what to show"},
	[LINK_URL] = {"url", SHAPE_TEXT, false, "address"},
	[LINK_SIGLUM] = {"siglum", SHAPE_TEXT, false, "of the entry, or \"\""},
	[LINK_CURRENT] = {"current", SHAPE_BOOL, false, "this page, or the part that it belongs to"},
	[LINK_COUNT] = {"count", SHAPE_COUNT, false, "how many things stand there"},
};

static const struct context_row TYPE[] = {
	[TYPE_NAME] = {"name", SHAPE_TEXT, false, "as in site.yaml: case"},
	[TYPE_LABEL] = {"label", SHAPE_LABEL, false, "for readers"},
	[TYPE_URL] = {"url", SHAPE_TEXT, false, "address of its index, or of the page that holds its records"},
	[TYPE_LETTER] = {"letter", SHAPE_TEXT, false, "of its sigla"},
	[TYPE_COUNT] = {"count", SHAPE_COUNT, false, "how many entries it has"},
	[TYPE_IS_GLOSSARY] = {"is_glossary", SHAPE_BOOL, false, "its entries are terms"},
	[TYPE_IS_BIBLIOGRAPHY] = {"is_bibliography", SHAPE_BOOL, false, "its entries are sources"},
	[TYPE_SUMMARY] = {"summary", SHAPE_TEXT, false, "of the entry that opens its index or holds its records, or \"\""},
};

static const struct context_row LABEL[] = {
	[LABEL_ONE] = {"one", SHAPE_TEXT, false, "Case"},
	[LABEL_MANY] = {"many", SHAPE_TEXT, false, "Cases"},
};

static const struct context_row TAG[] = {
	[TAG_NAME] = {"name", SHAPE_TEXT, false, "as written"},
	[TAG_URL] = {"url", SHAPE_TEXT, false, "address of its page"},
	[TAG_COUNT] = {"count", SHAPE_COUNT, false, "how many entries have it; only in lists of tags"},
};

static const struct context_row CARD[] = {
	[CARD_ID] = {"id", SHAPE_TEXT, false, "terms/r2p"},
	[CARD_TITLE] = {"title", SHAPE_TEXT, false, "of the entry"},
	[CARD_URL] = {"url", SHAPE_TEXT, false, "address, from the page being made"},
	[CARD_SUMMARY] = {"summary", SHAPE_TEXT, false, "its summary, else its definition"},
	[CARD_NUMBER] = {"number", SHAPE_TEXT, false, "permanent number, or \"\""},
	[CARD_SIGLUM] = {"siglum", SHAPE_TEXT, false, "letter and number: C 17"},
	[CARD_TYPE] = {"type", SHAPE_TYPE, false, "its type"},
	[CARD_LANG] = {"lang", SHAPE_TEXT, false, "its language"},
	[CARD_FOREIGN] = {"foreign", SHAPE_TEXT, false, "its language where it is not the page's, else \"\""},
	[CARD_DRAFT] = {"draft", SHAPE_BOOL, false, "not meant to be published yet"},
	[CARD_REFERENCE] = {"reference", SHAPE_TEXT, false, "HTML: a source's full reference; only in the bibliography"},
	[CARD_KEY] = {"key", SHAPE_TEXT, false, "what a source is cited by; only in the bibliography"},
	[CARD_SIGN] = {"sign", SHAPE_TEXT, false, "the glyph that stands for it (skos:notation), or \"\""},
	[CARD_AUTHOR_YEAR] = {"author_year", SHAPE_TEXT, false, "what a source goes by; only in indexes and lists of a tag"},
	[CARD_COINS] = {"coins", SHAPE_TEXT, false, "a source as an OpenURL query; only in the bibliography"},
};

static const struct context_row ENTRY[] = {
	[ENTRY_ID] = {"id", SHAPE_TEXT, false, "terms/r2p"},
	[ENTRY_TYPE] = {"type", SHAPE_TYPE, false, "its type; null for a page of its own"},
	[ENTRY_TITLE] = {"title", SHAPE_TEXT, false, "as written"},
	[ENTRY_SUMMARY] = {"summary", SHAPE_TEXT, false, "its summary, else its definition"},
	[ENTRY_NUMBER] = {"number", SHAPE_TEXT, false, "permanent number, or \"\""},
	[ENTRY_SIGLUM] = {"siglum", SHAPE_TEXT, false, "letter and number: C 17"},
	[ENTRY_LANG] = {"lang", SHAPE_TEXT, false, "its language"},
	[ENTRY_URL] = {"url", SHAPE_TEXT, false, "address, from the page being made"},
	[ENTRY_ANCHOR] = {"anchor", SHAPE_TEXT, false, "of a record on its page"},
	[ENTRY_DRAFT] = {"draft", SHAPE_BOOL, false, "not meant to be published yet"},
	[ENTRY_UPDATED] = {"updated", SHAPE_DATE, false, "when it was last revised, or null"},
	[ENTRY_WORDS] = {"words", SHAPE_COUNT, false, "length of its text"},
	[ENTRY_TAGS] = {"tags", SHAPE_TAG, true, "its tags"},
	[ENTRY_HAS_TAGS] = {"has_tags", SHAPE_BOOL, false, "it has tags"},
	[ENTRY_FORMS] = {"forms", SHAPE_FORM, true, "what else it is called, but for inflections and spellings of one name"},
	[ENTRY_HAS_FORMS] = {"has_forms", SHAPE_BOOL, false, "it is called something else too"},
	[ENTRY_HTML] = {"html", SHAPE_TEXT, false, "HTML: its text, with links, citations and images in place"},
	[ENTRY_OUTLINE] = {"outline", SHAPE_HEADING, true, "its headings, nested"},
	[ENTRY_HAS_OUTLINE] = {"has_outline", SHAPE_BOOL, false, "there are at least two headings"},
	[ENTRY_DATA] = {"data", SHAPE_FIELDS, false, "every field of its schema, also where a name of this list hides it"},
	[ENTRY_FIELDS] = {"fields", SHAPE_FACT, true, "short fields that are filled in, in order: for an infobox"},
	[ENTRY_HAS_FIELDS] = {"has_fields", SHAPE_BOOL, false, "there are such fields"},
	[ENTRY_DETAILS] = {"details", SHAPE_FACT, true, "long texts and records that are filled in"},
	[ENTRY_HAS_DETAILS] = {"has_details", SHAPE_BOOL, false, "there are such fields"},
	[ENTRY_RELATIONS] = {"relations", SHAPE_RELATION, true, "entries that it refers to or that refer to it, by field"},
	[ENTRY_HAS_RELATIONS] = {"has_relations", SHAPE_BOOL, false, "there are any"},
	[ENTRY_REFERENCES] = {"references", SHAPE_REFERENCE, true, "sources that the text cites or the front matter names"},
	[ENTRY_HAS_REFERENCES] = {"has_references", SHAPE_BOOL, false, "there are any"},
	[ENTRY_REFERENCE] = {"reference", SHAPE_TEXT, false, "HTML: a source's own full reference"},
	[ENTRY_KEY] = {"key", SHAPE_TEXT, false, "what a source is cited by"},
	[ENTRY_CONCORDANCE] = {"concordance", SHAPE_USES, false, "sentences that mention it; null when there are none"},
	[ENTRY_CITED_BY] = {"cited_by", SHAPE_USES, false, "sentences that cite it; null when there are none"},
	[ENTRY_RECORDS] = {"records", SHAPE_RECORDS, true, "records that stand on this page, by type"},
	[ENTRY_EDIT_URL] = {"edit_url", SHAPE_TEXT, false, "its file in the repository, or \"\""},
	[ENTRY_IS_TERM] = {"is_term", SHAPE_BOOL, false, "its type is the glossary"},
	[ENTRY_IS_SOURCE] = {"is_source", SHAPE_BOOL, false, "its type is the bibliography"},
	[ENTRY_PREVIEWS] = {"previews", SHAPE_CARD, true, "entries that its text and fields link to, each once"},
	[ENTRY_HAS_PREVIEWS] = {"has_previews", SHAPE_BOOL, false, "there are any"},
	[ENTRY_REPORT_URL] = {"report_url", SHAPE_TEXT, false, "where to report an error in the repository, or \"\""},
	[ENTRY_HISTORY] = {"history", SHAPE_HISTORY, false, "what git knows of its file; null for nothing"},
	[ENTRY_NEIGHBOURS] = {"neighbours", SHAPE_DRAWING, false, "a drawing of the entries that it relates to; null for none"},
	[ENTRY_COINS] = {"coins", SHAPE_TEXT, false, "a source as an OpenURL query, for reference managers"},
	[ENTRY_ALIASES] = {"aliases", SHAPE_LINK, true, "its old addresses; of a record its old ids, as titles"},
	[ENTRY_HAS_ALIASES] = {"has_aliases", SHAPE_BOOL, false, "there are any"},
};

static const struct context_row FORM[] = {
	[FORM_TEXT] = {"text", SHAPE_TEXT, false, "as written"},
	[FORM_FOREIGN] = {"foreign", SHAPE_TEXT, false, "its language where it is not the page's, else \"\""},
};

static const struct context_row HEADING[] = {
	[HEADING_HTML] = {"html", SHAPE_TEXT, false, "HTML: its text without links"},
	[HEADING_TEXT] = {"text", SHAPE_TEXT, false, "its text"},
	[HEADING_ID] = {"id", SHAPE_TEXT, false, "its anchor"},
	[HEADING_URL] = {"url", SHAPE_TEXT, false, "#anchor"},
	[HEADING_LEVEL] = {"level", SHAPE_COUNT, false, "2 to 6"},
	[HEADING_ITEMS] = {"items", SHAPE_HEADING, true, "the headings below it"},
	[HEADING_HAS_ITEMS] = {"has_items", SHAPE_BOOL, false, "there are such headings"},
};

static const struct context_row FACT[] = {
	[FACT_NAME] = {"name", SHAPE_TEXT, false, "of the field, as in site.yaml"},
	[FACT_LABEL] = {"label", SHAPE_TEXT, false, "for readers"},
	[FACT_VALUES] = {"values", SHAPE_ITEM, true, "what it holds; empty for a table"},
	[FACT_COLUMNS] = {"columns", SHAPE_COLUMN, true, "of a table: the parts of the records that are used"},
	[FACT_ROWS] = {"rows", SHAPE_ROW, true, "of a table: its records"},
	[FACT_IS_LIST] = {"is_list", SHAPE_BOOL, false, "its values are long, so each has a line of its own"},
	[FACT_IS_TABLE] = {"is_table", SHAPE_BOOL, false, "it is a list of records"},
};

static const struct context_row COLUMN[] = {
	[COLUMN_NAME] = {"name", SHAPE_TEXT, false, "as in site.yaml"},
	[COLUMN_LABEL] = {"label", SHAPE_TEXT, false, "for readers"},
	[COLUMN_SET] = {"set", SHAPE_TEXT, false, "of a view: the number of its set, or \"\""},
	[COLUMN_IS_NUMBER] = {"is_number", SHAPE_BOOL, false, "of a view: set to the right"},
	[COLUMN_IS_HEAD] = {"is_head", SHAPE_BOOL, false, "of a view: what its rows go by"},
};

static const struct context_row ROW[] = {
	[ROW_CELLS] = {"cells", SHAPE_CELL, true, "one a column"},
};

static const struct context_row CELL[] = {
	[CELL_VALUES] = {"values", SHAPE_ITEM, true, "what it holds"},
};

static const struct context_row ITEM[] = {
	[ITEM_TEXT] = {"text", SHAPE_TEXT, false, "for readers"},
	[ITEM_HTML] = {"html", SHAPE_TEXT, false, "HTML: in place of text, where the field is Markdown"},
	[ITEM_URL] = {"url", SHAPE_TEXT, false, "where it leads, or \"\""},
	[ITEM_SIGLUM] = {"siglum", SHAPE_TEXT, false, "of an entry"},
	[ITEM_FOREIGN] = {"foreign", SHAPE_TEXT, false, "an entry's or a name's language where it is not the page's, else \"\""},
	[ITEM_LAST] = {"last", SHAPE_BOOL, false, "no other follows"},
	[ITEM_SIGN] = {"sign", SHAPE_TEXT, false, "the glyph that stands for an entry (skos:notation), or \"\""},
	[ITEM_NOTES] = {"notes", SHAPE_LINK, true, "in a view: the letters of its sources"},
	[ITEM_HAS_NOTES] = {"has_notes", SHAPE_BOOL, false, "there are any"},
};

static const struct context_row RELATION[] = {
	[RELATION_NAME] = {"name", SHAPE_TEXT, false, "of the field, or of its inverse"},
	[RELATION_LABEL] = {"label", SHAPE_TEXT, false, "for readers"},
	[RELATION_REVERSE] = {"reverse", SHAPE_BOOL, false, "read from the other end: the field has no inverse"},
	[RELATION_COUNT] = {"count", SHAPE_COUNT, false, "how many entries"},
	[RELATION_IS_LONG] = {"is_long", SHAPE_BOOL, false, "more than fit a glance"},
	[RELATION_ITEMS] = {"items", SHAPE_CARD, true, "the entries"},
};

static const struct context_row USES[] = {
	[USES_COUNT] = {"count", SHAPE_COUNT, false, "sentences in all"},
	[USES_ENTRY_COUNT] = {"entry_count", SHAPE_COUNT, false, "entries in all"},
	[USES_GROUPS] = {"groups", SHAPE_GROUP, true, "by entry"},
	[USES_MORE] = {"more", SHAPE_LINK, false, "the page that has all of them, when this is not all"},
};

static const struct context_row GROUP[] = {
	[GROUP_TITLE] = {"title", SHAPE_TEXT, false, "of the entry that uses it"},
	[GROUP_URL] = {"url", SHAPE_TEXT, false, "its address"},
	[GROUP_SIGLUM] = {"siglum", SHAPE_TEXT, false, "its siglum"},
	[GROUP_FOREIGN] = {"foreign", SHAPE_TEXT, false, "its language where it is not the page's, else \"\""},
	[GROUP_USES] = {"uses", SHAPE_USE, true, "the sentences"},
};

static const struct context_row USE[] = {
	[USE_TEXT] = {"text", SHAPE_TEXT, false, "the sentence; \"\" for a source that the front matter names"},
	[USE_SECTION] = {"section", SHAPE_TEXT, false, "heading that it stands under, or \"\""},
	[USE_URL] = {"url", SHAPE_TEXT, false, "address of its paragraph"},
	[USE_LOCATOR] = {"locator", SHAPE_TEXT, false, "the place in the source, or \"\""},
};

static const struct context_row REFERENCE[] = {
	[REFERENCE_KEY] = {"key", SHAPE_TEXT, false, "what it is cited by: lewis-2022"},
	[REFERENCE_ID] = {"id", SHAPE_TEXT, false, "its anchor: ref-lewis-2022"},
	[REFERENCE_HTML] = {"html", SHAPE_TEXT, false, "HTML: the full reference"},
	[REFERENCE_URL] = {"url", SHAPE_TEXT, false, "address of the source's page"},
	[REFERENCE_SIGLUM] = {"siglum", SHAPE_TEXT, false, "of the source"},
	[REFERENCE_LOCATOR] = {"locator", SHAPE_TEXT, false, "from the front matter"},
	[REFERENCE_NOTE] = {"note", SHAPE_TEXT, false, "from the front matter"},
};

static const struct context_row RECORDS[] = {
	[RECORDS_TYPE] = {"type", SHAPE_TYPE, false, "their type"},
	[RECORDS_ITEMS] = {"items", SHAPE_ENTRY, true, "the records, by date where they have one"},
	[RECORDS_DECADES] = {"decades", SHAPE_DECADE, true, "the same by decade; empty where one list is enough"},
};

static const struct context_row DECADE[] = {
	[DECADE_TITLE] = {"title", SHAPE_TEXT, false, "its name, or \"\" for what has no date"},
	[DECADE_ID] = {"id", SHAPE_TEXT, false, "its anchor"},
	[DECADE_URL] = {"url", SHAPE_TEXT, false, "address of the anchor"},
	[DECADE_ITEMS] = {"items", SHAPE_ENTRY, true, "of records on a page: those of the decade"},
	[DECADE_ROWS] = {"rows", SHAPE_VIEW_ROW, true, "of a timeline: those of the decade"},
};

static const struct context_row INDEX[] = {
	[INDEX_COUNT] = {"count", SHAPE_COUNT, false, "how many things it lists"},
	[INDEX_TYPE] = {"type", SHAPE_TYPE, false, "whose index it is, or null"},
	[INDEX_ITEMS] = {"items", SHAPE_CARD, true, "entries, where they stand in one list"},
	[INDEX_HAS_ITEMS] = {"has_items", SHAPE_BOOL, false, "there are any"},
	[INDEX_SECTIONS] = {"sections", SHAPE_SECTION, true, "entries under headings, where one list would be too long"},
	[INDEX_LETTERS] = {"letters", SHAPE_LINK, true, "links to the sections"},
	[INDEX_HAS_LETTERS] = {"has_letters", SHAPE_BOOL, false, "there are sections"},
	[INDEX_TAGS] = {"tags", SHAPE_TAG, true, "all tags"},
	[INDEX_CHANGES] = {"changes", SHAPE_CHANGE, true, "on the home page: the newest changes"},
	[INDEX_HAS_CHANGES] = {"has_changes", SHAPE_BOOL, false, "there are any"},
	[INDEX_NAMES] = {"names", SHAPE_SECTION, true, "of the print edition: all titles and forms from A to Z"},
	[INDEX_RENAMED] = {"renamed", SHAPE_HEADWORD, true, "of 404.html: old addresses and what they lead to"},
	[INDEX_HAS_RENAMED] = {"has_renamed", SHAPE_BOOL, false, "there are any"},
};

static const struct context_row SECTION[] = {
	[SECTION_TITLE] = {"title", SHAPE_TEXT, false, "a letter, or a type's label"},
	[SECTION_ID] = {"id", SHAPE_TEXT, false, "its anchor"},
	[SECTION_ITEMS] = {"items", SHAPE_CARD, true, "entries"},
	[SECTION_HAS_ITEMS] = {"has_items", SHAPE_BOOL, false, "there are any"},
	[SECTION_HEADWORDS] = {"headwords", SHAPE_HEADWORD, true, "of the glossary"},
	[SECTION_ENTRIES] = {"entries", SHAPE_ENTRY, true, "in the print edition: the entries in full"},
	[SECTION_OPENING] = {"opening", SHAPE_ENTRY, false, "in the print edition: the entry that opens a part, or null"},
	[SECTION_CHANGES] = {"changes", SHAPE_CHANGE, true, "of what is new: the changes of a day"},
};

static const struct context_row HEADWORD[] = {
	[HEADWORD_TEXT] = {"text", SHAPE_TEXT, false, "a term's title or one of its forms"},
	[HEADWORD_URL] = {"url", SHAPE_TEXT, false, "address of the term"},
	[HEADWORD_SEE] = {"see", SHAPE_TEXT, false, "of a form: the title of the term to look under"},
	[HEADWORD_SUMMARY] = {"summary", SHAPE_TEXT, false, "of a title: the definition"},
	[HEADWORD_SIGLUM] = {"siglum", SHAPE_TEXT, false, "of a title"},
	[HEADWORD_FOREIGN] = {"foreign", SHAPE_TEXT, false, "the term's language where it is not the page's"},
	[HEADWORD_TEXT_FOREIGN] = {"text_foreign", SHAPE_TEXT, false, "of a form: its language where it is not the page's"},
	[HEADWORD_ITEMS] = {"items", SHAPE_ITEM, true, "in the index of people: the sources that someone wrote or edited"},
	[HEADWORD_HAS_ITEMS] = {"has_items", SHAPE_BOOL, false, "there are any"},
};

static const struct context_row CHOICE[] = {
	[CHOICE_VALUE] = {"value", SHAPE_TEXT, false, "as in site.yaml"},
	[CHOICE_LABEL] = {"label", SHAPE_TEXT, false, "for readers"},
};

static const struct context_row PLACE[] = {
	[PLACE_NAME] = {"name", SHAPE_TEXT, false, "as written"},
	[PLACE_LAT] = {"lat", SHAPE_COUNT, false, "degrees north, or null"},
	[PLACE_LON] = {"lon", SHAPE_COUNT, false, "degrees east, or null"},
	[PLACE_ROLE] = {"role", SHAPE_TEXT, false, "as written, or \"\""},
};

static const struct context_row QUANTITY[] = {
	[QUANTITY_VALUE] = {"value", SHAPE_COUNT, false, "the number"},
	[QUANTITY_UNIT] = {"unit", SHAPE_TEXT, false, "as written, or \"\""},
	[QUANTITY_QUALIFIER] = {"qualifier", SHAPE_TEXT, false, "exact, about, at-least or at-most"},
	[QUANTITY_TEXT] = {"text", SHAPE_TEXT, false, "all of it, for readers"},
};

static const struct context_row DATE[] = {
	[DATE_TEXT] = {"text", SHAPE_TEXT, false, "for readers"},
	[DATE_ISO] = {"iso", SHAPE_TEXT, false, "as written (EDTF)"},
	[DATE_FROM] = {"from", SHAPE_TEXT, false, "2015-09, for <time datetime>; \"\" where it is not so exact"},
	[DATE_TO] = {"to", SHAPE_TEXT, false, "the same for the end of a period"},
	[DATE_SLASHED] = {"slashed", SHAPE_TEXT, false, "2015/09, as Highwire metadata writes it; only of `updated`"},
};
static const struct context_row VIEW[] = {
	[VIEW_KIND] = {"kind", SHAPE_TEXT, false, "list, table, timeline …"},
	[VIEW_ID] = {"id", SHAPE_TEXT, false, "its anchor"},
	[VIEW_CAPTION] = {"caption", SHAPE_TEXT, false, "as written, or \"\""},
	[VIEW_LABEL] = {"label", SHAPE_TEXT, false, "Figure 2, or \"\" for what is not counted"},
	[VIEW_NOTE] = {"note", SHAPE_TEXT, false, "as written, or \"\""},
	[VIEW_COUNT] = {"count", SHAPE_COUNT, false, "how many rows there are"},
	[VIEW_COLUMNS] = {"columns", SHAPE_COLUMN, true, "of a table"},
	[VIEW_COLUMN_COUNT] = {"column_count", SHAPE_COUNT, false, "how many"},
	[VIEW_GROUPS] = {"groups", SHAPE_VIEW_GROUP, true, "rows under headings; one group where there are none"},
	[VIEW_IS_GROUPED] = {"is_grouped", SHAPE_BOOL, false, "there are headings"},
	[VIEW_IS_CROSSED] = {"is_crossed", SHAPE_BOOL, false, "a matrix of two fields: columns are headings, groups have crosses"},
	[VIEW_LETTERS] = {"letters", SHAPE_LINK, true, "of an index"},
	[VIEW_HAS_LETTERS] = {"has_letters", SHAPE_BOOL, false, "there are any"},
	[VIEW_DRAWINGS] = {"drawings", SHAPE_DRAWING, true, "what is drawn"},
	[VIEW_SPOTS] = {"spots", SHAPE_SPOT, true, "of a map: its places by name"},
	[VIEW_IS_MATRIX] = {"is_matrix", SHAPE_BOOL, false, "it compares: what is not coded, absent and disputed differ"},
	[VIEW_LISTED] = {"listed", SHAPE_BOOL, false, "its rows are records that stand on this very page"},
	[VIEW_CSV] = {"csv", SHAPE_TEXT, false, "address of its rows as CSV, or \"\""},
	[VIEW_JSON] = {"json", SHAPE_TEXT, false, "address of its rows as JSON, or \"\""},
	[VIEW_GRAPHML] = {"graphml", SHAPE_TEXT, false, "of a graph: address of it as GraphML, or \"\""},
	[VIEW_GEOJSON] = {"geojson", SHAPE_TEXT, false, "of a map: address of its places as GeoJSON, or \"\""},
	[VIEW_SOURCES] = {"sources", SHAPE_VIEW_SOURCE, true, "of a table: who says what its cells say"},
	[VIEW_HAS_SOURCES] = {"has_sources", SHAPE_BOOL, false, "there are any"},
	[VIEW_SETS] = {"sets", SHAPE_VIEW_SET, true, "of columns, to choose from"},
	[VIEW_HAS_SETS] = {"has_sets", SHAPE_BOOL, false, "there are any"},
	[VIEW_HAS_ROLES] = {"has_roles", SHAPE_BOOL, false, "of a map: its places have roles"},
};

static const struct context_row VIEW_GROUP[] = {
	[VIEW_GROUP_TITLE] = {"title", SHAPE_TEXT, false, "the heading, or \"\" for rows without a value to group by"},
	[VIEW_GROUP_ID] = {"id", SHAPE_TEXT, false, "of an index: its anchor"},
	[VIEW_GROUP_URL] = {"url", SHAPE_TEXT, false, "of the entry that the heading names, or \"\""},
	[VIEW_GROUP_COUNT] = {"count", SHAPE_COUNT, false, "how many rows"},
	[VIEW_GROUP_ROWS] = {"rows", SHAPE_VIEW_ROW, true, "entries, or their records"},
	[VIEW_GROUP_CROSSES] = {"crosses", SHAPE_CROSS, true, "of a matrix of two fields: one a column"},
	[VIEW_GROUP_DECADES] = {"decades", SHAPE_DECADE, true, "of a timeline: as those of records"},
};

static const struct context_row VIEW_ROW[] = {
	[VIEW_ROW_TITLE] = {"title", SHAPE_TEXT, false, "what it goes by"},
	[VIEW_ROW_URL] = {"url", SHAPE_TEXT, false, "of its entry"},
	[VIEW_ROW_SIGLUM] = {"siglum", SHAPE_TEXT, false, "of its entry"},
	[VIEW_ROW_FOREIGN] = {"foreign", SHAPE_TEXT, false, "its language where it is not the page's, else \"\""},
	[VIEW_ROW_SUMMARY] = {"summary", SHAPE_TEXT, false, "of its entry"},
	[VIEW_ROW_SEE] = {"see", SHAPE_TEXT, false, "of an index: the title to look under"},
	[VIEW_ROW_CELLS] = {"cells", SHAPE_VIEW_CELL, true, "one a column"},
	[VIEW_ROW_SHARE] = {"share", SHAPE_COUNT, false, "of bars: length, of 100"},
	[VIEW_ROW_MEASURED] = {"measured", SHAPE_BOOL, false, "of bars: there is a number"},
	[VIEW_ROW_ID] = {"id", SHAPE_TEXT, false, "of a timeline's list: its anchor"},
	[VIEW_ROW_BELOW] = {"below", SHAPE_BOOL, false, "of bars: it is less than nothing"},
	[VIEW_ROW_START] = {"start", SHAPE_COUNT, false, "of bars: where it begins, of 100"},
	[VIEW_ROW_ZERO] = {"zero", SHAPE_COUNT, false, "of bars: where nothing is, of 100"},
};

static const struct context_row VIEW_CELL[] = {
	[VIEW_CELL_VALUES] = {"values", SHAPE_ITEM, true, "what it holds"},
	[VIEW_CELL_LABEL] = {"label", SHAPE_TEXT, false, "of its column"},
	[VIEW_CELL_SORT] = {"sort", SHAPE_TEXT, false, "what sorts it, where its text does not"},
	[VIEW_CELL_IS_HEAD] = {"is_head", SHAPE_BOOL, false, "the first of its row"},
	[VIEW_CELL_IS_NUMBER] = {"is_number", SHAPE_BOOL, false, "set to the right"},
	[VIEW_CELL_IS_EMPTY] = {"is_empty", SHAPE_BOOL, false, "nothing was written"},
	[VIEW_CELL_IS_ABSENT] = {"is_absent", SHAPE_BOOL, false, "a source says that there is none"},
	[VIEW_CELL_IS_DISPUTED] = {"is_disputed", SHAPE_BOOL, false, "sources disagree"},
	[VIEW_CELL_SET] = {"set", SHAPE_TEXT, false, "as its column"},
};

static const struct context_row CROSS[] = {
	[CROSS_ROWS] = {"rows", SHAPE_VIEW_ROW, true, "what belongs to both headings"},
	[CROSS_HAS_ROWS] = {"has_rows", SHAPE_BOOL, false, "there is any"},
};

static const struct context_row DRAWING[] = {
	[DRAWING_TITLE] = {"title", SHAPE_TEXT, false, "of its group, or \"\""},
	[DRAWING_ID] = {"id", SHAPE_TEXT, false, "unique on the page"},
	[DRAWING_WIDTH] = {"width", SHAPE_COUNT, false, "of the view box"},
	[DRAWING_HEIGHT] = {"height", SHAPE_COUNT, false, "of the view box"},
	[DRAWING_LANES] = {"lanes", SHAPE_MARK, true, "bands of a timeline"},
	[DRAWING_TICKS] = {"ticks", SHAPE_MARK, true, "years"},
	[DRAWING_EVENTS] = {"events", SHAPE_MARK, true, "points and spans"},
	[DRAWING_BINS] = {"bins", SHAPE_MARK, true, "events counted, where there are too many to draw"},
	[DRAWING_LANDS] = {"lands", SHAPE_MARK, true, "outlines"},
	[DRAWING_SPOTS] = {"spots", SHAPE_MARK, true, "places"},
	[DRAWING_NODES] = {"nodes", SHAPE_MARK, true, "entries"},
	[DRAWING_EDGES] = {"edges", SHAPE_MARK, true, "lines between them"},
	[DRAWING_SENTENCES] = {"sentences", SHAPE_SENTENCE, true, "the same lines in words"},
	[DRAWING_HAS_SENTENCES] = {"has_sentences", SHAPE_BOOL, false, "there are any"},
	[DRAWING_LEFT_OUT] = {"left_out", SHAPE_COUNT, false, "what is listed and not drawn; null for none"},
	[DRAWING_URL] = {"url", SHAPE_TEXT, false, "of the entry that the title names, or \"\""},
	[DRAWING_LABELS] = {"labels", SHAPE_MARK, true, "texts beside the marks"},
	[DRAWING_KEY] = {"key", SHAPE_SENTENCE, true, "each kind of line once: label and style"},
	[DRAWING_HAS_KEY] = {"has_key", SHAPE_BOOL, false, "there is any"},
	[DRAWING_OTHERS] = {"others", SHAPE_SENTENCE, true, "lines that are not drawn, in words"},
	[DRAWING_HAS_OTHERS] = {"has_others", SHAPE_BOOL, false, "there are any"},
};

static const struct context_row MARK[] = {
	[MARK_X] = {"x", SHAPE_COUNT, false, "position"},
	[MARK_Y] = {"y", SHAPE_COUNT, false, "position"},
	[MARK_X2] = {"x2", SHAPE_COUNT, false, "where a span ends"},
	[MARK_WIDTH] = {"width", SHAPE_COUNT, false, "size"},
	[MARK_HEIGHT] = {"height", SHAPE_COUNT, false, "size"},
	[MARK_TEXT_X] = {"text_x", SHAPE_COUNT, false, "where its label begins"},
	[MARK_TEXT_Y] = {"text_y", SHAPE_COUNT, false, "where its label stands"},
	[MARK_TEXT] = {"text", SHAPE_TEXT, false, "its label, or \"\""},
	[MARK_FULL] = {"full", SHAPE_TEXT, false, "all that it stands for"},
	[MARK_URL] = {"url", SHAPE_TEXT, false, "where it leads, or \"\""},
	[MARK_D] = {"d", SHAPE_TEXT, false, "a path"},
	[MARK_COUNT] = {"count", SHAPE_COUNT, false, "how many it stands for"},
	[MARK_STYLE] = {"style", SHAPE_TEXT, false, "of a line: a, b, c …"},
	[MARK_IS_SPAN] = {"is_span", SHAPE_BOOL, false, "not a point"},
	[MARK_OPEN_START] = {"open_start", SHAPE_BOOL, false, "began earlier, it is not known when"},
	[MARK_OPEN_END] = {"open_end", SHAPE_BOOL, false, "goes on, or its end is not known"},
	[MARK_UNCERTAIN] = {"uncertain", SHAPE_BOOL, false, "its date is a guess"},
	[MARK_ENDS_HERE] = {"ends_here", SHAPE_BOOL, false, "its label ends at text_x"},
	[MARK_MANY] = {"many", SHAPE_BOOL, false, "it stands for several"},
	[MARK_FOCUS] = {"focus", SHAPE_BOOL, false, "what the drawing is about"},
};

static const struct context_row SENTENCE[] = {
	[SENTENCE_FROM] = {"from", SHAPE_CARD, false, "an entry"},
	[SENTENCE_LABEL] = {"label", SHAPE_TEXT, false, "of the field"},
	[SENTENCE_TO] = {"to", SHAPE_CARD, false, "an entry"},
	[SENTENCE_STYLE] = {"style", SHAPE_TEXT, false, "as its line"},
};

static const struct context_row SPOT[] = {
	[SPOT_ID] = {"id", SHAPE_TEXT, false, "its anchor, which its mark leads to"},
	[SPOT_NAME] = {"name", SHAPE_TEXT, false, "of the place"},
	[SPOT_ROLE] = {"role", SHAPE_TEXT, false, "as written, or \"\""},
	[SPOT_LAT] = {"lat", SHAPE_COUNT, false, "degrees north"},
	[SPOT_LON] = {"lon", SHAPE_COUNT, false, "degrees east"},
	[SPOT_ROW] = {"row", SHAPE_VIEW_ROW, false, "whose place it is"},
	[SPOT_HAS_POINT] = {"has_point", SHAPE_BOOL, false, "it has coordinates"},
};

static const struct context_row VIEW_SOURCE[] = {
	[VIEW_SOURCE_ID] = {"id", SHAPE_TEXT, false, "its anchor"},
	[VIEW_SOURCE_SIGN] = {"sign", SHAPE_TEXT, false, "its letter"},
	[VIEW_SOURCE_TITLE] = {"title", SHAPE_TEXT, false, "author and year"},
	[VIEW_SOURCE_URL] = {"url", SHAPE_TEXT, false, "of the source's page"},
	[VIEW_SOURCE_LOCATOR] = {"locator", SHAPE_TEXT, false, "the place in the source, or \"\""},
};

static const struct context_row VIEW_SET[] = {
	[VIEW_SET_ID] = {"id", SHAPE_TEXT, false, "unique on the page"},
	[VIEW_SET_NUMBER] = {"number", SHAPE_COUNT, false, "from 1"},
	[VIEW_SET_LABEL] = {"label", SHAPE_TEXT, false, "as written"},
	[VIEW_SET_CHOSEN] = {"chosen", SHAPE_BOOL, false, "shown at first"},
};

static const struct context_row HISTORY[] = {
	[HISTORY_COMMIT] = {"commit", SHAPE_TEXT, false, "of the newest change: the beginning of its hash"},
	[HISTORY_URL] = {"url", SHAPE_TEXT, false, "address of that commit, or \"\" without `repository`"},
	[HISTORY_CREATED] = {"created", SHAPE_DATE, false, "when the entry was written"},
	[HISTORY_AUTHORS] = {"authors", SHAPE_TEXT, false, "who wrote it, in one line"},
	[HISTORY_COUNT] = {"count", SHAPE_COUNT, false, "how many changes there have been"},
	[HISTORY_CHANGES] = {"changes", SHAPE_CHANGE, true, "the newest"},
	[HISTORY_HAS_CHANGES] = {"has_changes", SHAPE_BOOL, false, "any are shown"},
	[HISTORY_MORE_URL] = {"more_url", SHAPE_TEXT, false, "address of all changes, where not all are shown; or \"\""},
	[HISTORY_CHANGED_SINCE] = {"changed_since", SHAPE_BOOL, false, "the text is not the one committed last"},
};

static const struct context_row CHANGE[] = {
	[CHANGE_DATE] = {"date", SHAPE_DATE, false, "when"},
	[CHANGE_MESSAGE] = {"message", SHAPE_TEXT, false, "why: the first line of the commit's message; \"\" is unknown"},
	[CHANGE_AUTHOR] = {"author", SHAPE_TEXT, false, "who"},
	[CHANGE_COMMIT] = {"commit", SHAPE_TEXT, false, "the beginning of its hash"},
	[CHANGE_URL] = {"url", SHAPE_TEXT, false, "its address, or \"\" without `repository`"},
	[CHANGE_ENTRIES] = {"entries", SHAPE_CARD, true, "of what is new: the entries that it changed last"},
	[CHANGE_MORE] = {"more", SHAPE_COUNT, false, "how many more there are of these; null for none"},
};

static const struct context_row FILE_[] = {
	[FILE_NAME] = {"name", SHAPE_TEXT, false, "of the file: references.bib"},
	[FILE_URL] = {"url", SHAPE_TEXT, false, "its address"},
	[FILE_TYPE] = {"type", SHAPE_TEXT, false, "its media type: text/csv"},
	[FILE_FORMAT] = {"format", SHAPE_TEXT, false, "what the format is called: BibTeX"},
	[FILE_HOLDS] = {"holds", SHAPE_TEXT, false, "what it holds, for readers; \"\" for an entry's own"},
};
/* clang-format on */

#define TABLE(name) \
	{ \
#name, name, COUNT_OF(name) \
	}
static const struct context_table TABLES[SHAPES] = {
	[SHAPE_TOP] = TABLE(TOP),
	[SHAPE_SITE] = TABLE(SITE),
	[SHAPE_AUTHOR] = TABLE(AUTHOR),
	[SHAPE_PAGE] = TABLE(PAGE),
	[SHAPE_LINK] = TABLE(LINK),
	[SHAPE_TYPE] = TABLE(TYPE),
	[SHAPE_LABEL] = TABLE(LABEL),
	[SHAPE_TAG] = TABLE(TAG),
	[SHAPE_CARD] = TABLE(CARD),
	[SHAPE_ENTRY] = TABLE(ENTRY),
	[SHAPE_FORM] = TABLE(FORM),
	[SHAPE_HEADING] = TABLE(HEADING),
	[SHAPE_FACT] = TABLE(FACT),
	[SHAPE_COLUMN] = TABLE(COLUMN),
	[SHAPE_ROW] = TABLE(ROW),
	[SHAPE_CELL] = TABLE(CELL),
	[SHAPE_ITEM] = TABLE(ITEM),
	[SHAPE_RELATION] = TABLE(RELATION),
	[SHAPE_USES] = TABLE(USES),
	[SHAPE_GROUP] = TABLE(GROUP),
	[SHAPE_USE] = TABLE(USE),
	[SHAPE_REFERENCE] = TABLE(REFERENCE),
	[SHAPE_RECORDS] = TABLE(RECORDS),
	[SHAPE_DECADE] = TABLE(DECADE),
	[SHAPE_INDEX] = TABLE(INDEX),
	[SHAPE_SECTION] = TABLE(SECTION),
	[SHAPE_HEADWORD] = TABLE(HEADWORD),
	[SHAPE_CHOICE] = TABLE(CHOICE),
	[SHAPE_PLACE] = TABLE(PLACE),
	[SHAPE_QUANTITY] = TABLE(QUANTITY),
	[SHAPE_DATE] = TABLE(DATE),
	[SHAPE_VIEW] = TABLE(VIEW),
	[SHAPE_VIEW_GROUP] = TABLE(VIEW_GROUP),
	[SHAPE_VIEW_ROW] = TABLE(VIEW_ROW),
	[SHAPE_VIEW_CELL] = TABLE(VIEW_CELL),
	[SHAPE_CROSS] = TABLE(CROSS),
	[SHAPE_DRAWING] = TABLE(DRAWING),
	[SHAPE_MARK] = TABLE(MARK),
	[SHAPE_SENTENCE] = TABLE(SENTENCE),
	[SHAPE_SPOT] = TABLE(SPOT),
	[SHAPE_HISTORY] = TABLE(HISTORY),
	[SHAPE_CHANGE] = TABLE(CHANGE),
	[SHAPE_VIEW_SOURCE] = TABLE(VIEW_SOURCE),
	[SHAPE_VIEW_SET] = TABLE(VIEW_SET),
	[SHAPE_FILE] = TABLE(FILE_),
};
#undef TABLE

const struct context_table *context_table(enum shape_id shape)
{
	return &TABLES[shape];
}
