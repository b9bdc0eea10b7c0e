/* What templates see: one list, in context.c. From it come the trees that templates are rendered with, the vocabulary
 * that they are checked against, and the manual. To add a name: a row in its table there, an index here, and the line
 * that fills it in.
 *
 * A tree is made of shapes: a map whose names are fixed and always present. What was not filled in is "" (or false, an
 * empty list, null, by the row's kind), so that no template ever looks past a missing name into what encloses it. */
#ifndef GLOSSA_RENDER_CONTEXT_H
#define GLOSSA_RENDER_CONTEXT_H

#include "formats/value.h"
#include "model/config.h"
#include "model/vocabulary.h"

enum shape_id {
	SHAPE_TEXT, SHAPE_BOOL, SHAPE_COUNT, SHAPE_FREE, SHAPE_FIELDS, /* these have no names of their own */
	SHAPE_TOP, SHAPE_SITE, SHAPE_PAGE, SHAPE_LINK, SHAPE_TYPE, SHAPE_LABEL, SHAPE_TAG, SHAPE_CARD, SHAPE_ENTRY,
	SHAPE_FORM, SHAPE_HEADING, SHAPE_FACT, SHAPE_COLUMN, SHAPE_ROW, SHAPE_CELL, SHAPE_ITEM, SHAPE_RELATION,
	SHAPE_USES, SHAPE_GROUP, SHAPE_USE, SHAPE_REFERENCE, SHAPE_RECORDS, SHAPE_INDEX, SHAPE_SECTION, SHAPE_HEADWORD,
	SHAPE_CHOICE, SHAPE_PLACE, SHAPE_QUANTITY, SHAPE_DATE, SHAPES,
};

enum { TOP_SITE, TOP_WORD, TOP_ASSET, TOP_PAGE, TOP_ENTRY, TOP_INDEX };
enum { SITE_TITLE, SITE_SUBTITLE, SITE_LANG, SITE_BASE_URL, SITE_REPOSITORY, SITE_EDITION, SITE_LICENCE,
	SITE_AUTHORS, SITE_PARAMS, SITE_URL, SITE_TYPES, SITE_COUNT, SITE_GLOSSARY_URL, SITE_BIBLIOGRAPHY_URL,
	SITE_TAGS_URL };
enum { PAGE_KIND, PAGE_TITLE, PAGE_DESCRIPTION, PAGE_URL, PAGE_ROOT, PAGE_CANONICAL, PAGE_LANG, PAGE_DIRECTION,
	PAGE_NAV, PAGE_BREADCRUMBS, PAGE_PREV, PAGE_NEXT, PAGE_HAS_NEIGHBOURS, PAGE_TARGET, PAGE_IS_HOME,
	PAGE_IS_ENTRY, PAGE_IS_USES, PAGE_IS_INDEX, PAGE_IS_TAGS, PAGE_IS_TAG, PAGE_IS_GLOSSARY, PAGE_IS_BIBLIOGRAPHY,
	PAGE_IS_404, PAGE_IS_REDIRECT };
enum { LINK_TITLE, LINK_URL, LINK_SIGLUM, LINK_CURRENT, LINK_COUNT };
enum { TYPE_NAME, TYPE_LABEL, TYPE_URL, TYPE_LETTER, TYPE_COUNT, TYPE_IS_GLOSSARY, TYPE_IS_BIBLIOGRAPHY };
enum { LABEL_ONE, LABEL_MANY };
enum { TAG_NAME, TAG_URL, TAG_COUNT };
enum { CARD_ID, CARD_TITLE, CARD_URL, CARD_SUMMARY, CARD_NUMBER, CARD_SIGLUM, CARD_TYPE, CARD_LANG, CARD_FOREIGN,
	CARD_DRAFT, CARD_REFERENCE, CARD_KEY };
enum { ENTRY_ID, ENTRY_TYPE, ENTRY_TITLE, ENTRY_SUMMARY, ENTRY_NUMBER, ENTRY_SIGLUM, ENTRY_LANG, ENTRY_URL,
	ENTRY_ANCHOR, ENTRY_DRAFT, ENTRY_UPDATED, ENTRY_WORDS, ENTRY_TAGS, ENTRY_HAS_TAGS, ENTRY_FORMS,
	ENTRY_HAS_FORMS, ENTRY_HTML, ENTRY_OUTLINE, ENTRY_HAS_OUTLINE, ENTRY_DATA, ENTRY_FIELDS, ENTRY_HAS_FIELDS,
	ENTRY_DETAILS, ENTRY_HAS_DETAILS, ENTRY_RELATIONS, ENTRY_HAS_RELATIONS, ENTRY_REFERENCES, ENTRY_HAS_REFERENCES,
	ENTRY_REFERENCE, ENTRY_KEY, ENTRY_CONCORDANCE, ENTRY_CITED_BY, ENTRY_RECORDS, ENTRY_EDIT_URL, ENTRY_IS_TERM,
	ENTRY_IS_SOURCE, ENTRY_NAMES };
enum { FORM_TEXT };
enum { HEADING_HTML, HEADING_TEXT, HEADING_ID, HEADING_URL, HEADING_LEVEL, HEADING_ITEMS, HEADING_HAS_ITEMS };
enum { FACT_NAME, FACT_LABEL, FACT_VALUES, FACT_COLUMNS, FACT_ROWS, FACT_IS_LIST, FACT_IS_TABLE };
enum { COLUMN_NAME, COLUMN_LABEL };
enum { ROW_CELLS };
enum { CELL_VALUES };
enum { ITEM_TEXT, ITEM_HTML, ITEM_URL, ITEM_SIGLUM, ITEM_FOREIGN, ITEM_LAST };
enum { RELATION_NAME, RELATION_LABEL, RELATION_REVERSE, RELATION_COUNT, RELATION_IS_LONG, RELATION_ITEMS };
enum { USES_COUNT, USES_ENTRY_COUNT, USES_GROUPS, USES_MORE };
enum { GROUP_TITLE, GROUP_URL, GROUP_SIGLUM, GROUP_FOREIGN, GROUP_USES };
enum { USE_TEXT, USE_SECTION, USE_URL, USE_LOCATOR };
enum { REFERENCE_KEY, REFERENCE_ID, REFERENCE_HTML, REFERENCE_URL, REFERENCE_LOCATOR, REFERENCE_NOTE };
enum { RECORDS_TYPE, RECORDS_ITEMS };
enum { INDEX_COUNT, INDEX_TYPE, INDEX_ITEMS, INDEX_HAS_ITEMS, INDEX_SECTIONS, INDEX_LETTERS,
	INDEX_HAS_LETTERS, INDEX_TAGS };
enum { SECTION_TITLE, SECTION_ID, SECTION_ITEMS, SECTION_HAS_ITEMS, SECTION_HEADWORDS };
enum { HEADWORD_TEXT, HEADWORD_URL, HEADWORD_SEE, HEADWORD_SUMMARY, HEADWORD_SIGLUM, HEADWORD_FOREIGN };
enum { CHOICE_VALUE, CHOICE_LABEL };
enum { PLACE_NAME, PLACE_LAT, PLACE_LON, PLACE_ROLE };
enum { QUANTITY_VALUE, QUANTITY_UNIT, QUANTITY_QUALIFIER, QUANTITY_TEXT };
enum { DATE_TEXT, DATE_ISO, DATE_FROM, DATE_TO };

/* An entry's map has the fields of its schema behind the names of the table. */
struct type_shape {
	const struct value *entry;
	const struct value *data; /* the fields alone, in the schema's order */
	const uint32_t *slots;    /* by field: its index in `entry`; 0 where a name of the table hides it */
};

/* Maps ready to be copied, with the hashes of their names: made once a build. */
struct shapes {
	const struct value *ready[SHAPES];
	const struct type_shape *types; /* by type; one more for pages of no type */
};

void shapes_init(struct arena *arena, struct shapes *shapes, const struct schema *schema);

/* A map whose names stand ready to be filled with shape_set. */
static inline struct value *shape_new(struct arena *arena, const struct shapes *shapes, enum shape_id shape)
{
	return value_map_copy(arena, shapes->ready[shape]);
}

static inline void shape_set(struct value *map, unsigned index, const struct value *value)
{
	map->map.members[index].value = value;
}

/* A copy of the shape with texts in it: one allocation, for what a page has thousands of. Empty texts are left out. */
struct shape_text {
	unsigned index;
	struct str text;
};
struct value *shape_with_texts(struct arena *arena, const struct value *ready, const struct shape_text *texts,
	size_t count);

/* What stands for a field that an entry does not have: "", false, an empty list or null. */
const struct value *field_nothing(const struct field *field);

/* All names that templates may use, those of the handbook's schema, words and params among them. `assets` holds the
 * paths of static files ("icons/logo.svg"). */
void context_vocabulary(struct vocabulary *vocabulary, const struct config *config, const struct words *words,
	const struct map *assets);

/* For the manual: calls `visit` for each row, "entry.title" and what it means. */
typedef void context_visit(void *context, const char *shape, const char *name, const char *meaning);
void context_describe(context_visit *visit, void *context);

#endif
