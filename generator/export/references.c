#include "export/references.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/path.h"
#include "model/naming.h"
#include "model/view_path.h"

/* All of CSL 1.0.2. */
static const char *const TYPES[] = {"article", "article-journal", "article-magazine", "article-newspaper", "bill",
	"book", "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary",
	"entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case", "legislation",
	"manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance",
	"periodical", "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book",
	"software", "song", "speech", "standard", "thesis", "treaty", "webpage"};

bool is_reference(const struct entry *entry)
{
	return entry->type && entry->type->role == ROLE_BIBLIOGRAPHY;
}

static bool fits_key(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-_.:+", c));
}

struct str reference_key(struct arena *arena, const struct entry *entry)
{
	struct str name = is_reference(entry) ? path_base(entry->id) : entry->id;
	char *key = arena_bytes(arena, name.len);
	bool changed = false;

	for (size_t i = 0; i < name.len; i++) {
		key[i] = fits_key(name.data[i]) ? name.data[i] : '-';
		changed |= key[i] != name.data[i] && name.data[i] != '/';
	}
	if (!changed)
		return (struct str){key, name.len};
	struct str slug = fold_slug_copy(arena, name);
	bool ascii = true;
	for (size_t i = 0; i < slug.len; i++)
		ascii = ascii && fits_key(slug.data[i]);
	if (!ascii || !slug.len)
		slug = (struct str){key, name.len};
	return str_format(arena, "%.*s-%04x", STR_ARG(slug), (unsigned)(str_hash(name) & 0xffff));
}

struct str reference_text(struct arena *arena, const struct entry *entry, struct str means)
{
	const struct field *field = entry->type ? schema_meaning(entry->type, means) : NULL;
	const struct value *value = field ? value_get(entry->front, field->name) : NULL;

	if (value && value->kind == VALUE_LIST)
		value = value->list.count ? value->list.items[0] : NULL;
	if (value && field->kind == FIELD_REF) {
		const struct entry *target = entry_ref_target(entry, field, value);

		return target ? target->title : STR("");
	}
	return str_trim(value_scalar(arena, value));
}

struct str reference_type(const struct entry *entry)
{
	struct str type = entry_meaning(entry, STR("csl:type"));

	for (size_t i = 0; i < COUNT_OF(TYPES); i++)
		if (str_equal(type, str_from(TYPES[i])))
			return type;
	return STR("document");
}

struct str reference_doi(struct str doi)
{
	static const struct str BEFORE[] = {STR_INIT("https://doi.org/"), STR_INIT("http://doi.org/"),
		STR_INIT("https://dx.doi.org/"), STR_INIT("http://dx.doi.org/"), STR_INIT("doi:")};

	for (size_t i = 0; i < COUNT_OF(BEFORE); i++)
		if (str_starts(doi, BEFORE[i]))
			return str_trim(str_from_index(doi, BEFORE[i].len));
	return doi;
}
