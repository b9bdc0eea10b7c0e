/* References for BibTeX. Entry types and fields are BibTeX's own, which BibLaTeX, JabRef and all converters read as well;
 * fields that only BibLaTeX knows (doi, url, urldate, language) are passed over by the others. The file is UTF-8.
 *
 * BibTeX counts braces even behind a backslash, so that in a text each is written as a command. Styles put titles into
 * small letters but for what stands in braces: words with capitals do. */
#include "export/references.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "model/naming.h"

/* How a kind of work is told. */
enum bib_class { BIB_ARTICLE, BIB_BOOK, BIB_PART, BIB_PAPER, BIB_REPORT, BIB_THESIS, BIB_DRAFT, BIB_MISC, BIB_CLASSES };

static const char *const CLASS_NAMES[BIB_CLASSES] = {
	"article", "book", "incollection", "inproceedings", "techreport", "phdthesis", "unpublished", "misc"};

/* A name that ends in '-' covers all that begin so; what stands in no row is "misc". */
static const struct {
	struct str type;
	enum bib_class class;
} TYPES[] = {
	{STR_INIT("article-"), BIB_ARTICLE},
	{STR_INIT("article"), BIB_ARTICLE},
	{STR_INIT("review"), BIB_ARTICLE},
	{STR_INIT("review-"), BIB_ARTICLE},
	{STR_INIT("book"), BIB_BOOK},
	{STR_INIT("classic"), BIB_BOOK},
	{STR_INIT("collection"), BIB_BOOK},
	{STR_INIT("chapter"), BIB_PART},
	{STR_INIT("entry"), BIB_PART},
	{STR_INIT("entry-"), BIB_PART},
	{STR_INIT("paper-conference"), BIB_PAPER},
	{STR_INIT("report"), BIB_REPORT},
	{STR_INIT("thesis"), BIB_THESIS},
	{STR_INIT("manuscript"), BIB_DRAFT},
};

/* What a field is called: in general, and where a class calls it otherwise. */
static const struct {
	struct str means;
	const char *name;
	const char *in_class[BIB_CLASSES];
} FIELDS[] = {
	{STR_INIT("csl:container-title"), "howpublished",
		{[BIB_ARTICLE] = "journal",
			[BIB_PART] = "booktitle",
			[BIB_PAPER] = "booktitle",
			[BIB_BOOK] = "maintitle",
			[BIB_REPORT] = "series"}},
	{STR_INIT("csl:collection-title"), "series", {0}},
	{STR_INIT("csl:edition"), "edition", {0}},
	{STR_INIT("csl:volume"), "volume", {0}},
	{STR_INIT("csl:issue"), "number", {0}},
	{STR_INIT("csl:number"), "number", {0}},
	{STR_INIT("csl:chapter-number"), "chapter", {0}},
	{STR_INIT("csl:page"), "pages", {0}},
	{STR_INIT("csl:genre"), "type", {0}},
	{STR_INIT("csl:publisher"), "publisher",
		{[BIB_REPORT] = "institution", [BIB_THESIS] = "school", [BIB_MISC] = "organization"}},
	{STR_INIT("csl:publisher-place"), "address", {0}},
	{STR_INIT("csl:event-title"), "eventtitle", {0}},
	{STR_INIT("csl:original-title"), "origtitle", {0}},
	{STR_INIT("csl:title-short"), "shorttitle", {0}},
	{STR_INIT("csl:ISBN"), "isbn", {0}},
	{STR_INIT("csl:ISSN"), "issn", {0}},
	{STR_INIT("csl:language"), "language", {0}},
	{STR_INIT("csl:note"), "note", {0}},
	{STR_INIT("csl:abstract"), "abstract", {0}},
};

static const struct {
	struct str means;
	const char *name;
} PEOPLE[] = {
	{STR_INIT("csl:author"), "author"},
	{STR_INIT("csl:editor"), "editor"},
	{STR_INIT("csl:translator"), "translator"},
};

static const char *const MONTHS[] = {
	"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

/* ---- escaping ---- */

static void put_char(struct buf *out, char c)
{
	switch (c) {
	case '{': buf_put(out, STR("{\\textbraceleft}")); break;
	case '}': buf_put(out, STR("{\\textbraceright}")); break;
	case '\\': buf_put(out, STR("{\\textbackslash}")); break;
	case '~': buf_put(out, STR("{\\textasciitilde}")); break;
	case '<': buf_put(out, STR("{$<$}")); break;
	case '>': buf_put(out, STR("{$>$}")); break;
	case '^': buf_put(out, STR("{\\textasciicircum}")); break;
	case '#':
	case '$':
	case '%':
	case '&':
	case '_':
		buf_char(out, '\\');
		buf_char(out, c);
		break;
	case '\n':
	case '\r':
	case '\t': buf_char(out, ' '); break;
	default:
		if ((unsigned char)c >= ' ' && c != 0x7f)
			buf_char(out, c);
	}
}

static void put_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		put_char(out, text.data[i]);
}

/* Capitals that a style may not take away: any but the first letter of the title and of a subtitle. */
static bool has_capital(struct str word, bool begins)
{
	uint32_t c;

	for (size_t at = 0; at < word.len; begins = false) {
		at += utf8_decode(word, at, &c);
		if (!begins && fold_is_upper(c))
			return true;
	}
	return false;
}

static void put_title(struct buf *out, struct str title)
{
	struct str rest = title, word;
	bool begins = true, first = true;

	while (str_split(&rest, ' ', &word)) {
		bool held = has_capital(word, begins);

		if (!first)
			buf_char(out, ' ');
		if (held)
			buf_char(out, '{');
		put_text(out, word);
		if (held)
			buf_char(out, '}');
		first = false;
		begins = str_ends(word, STR(":"));
	}
}

/* Addresses are taken as they stand: what would break the entry is percent-encoded. */
static void put_address(struct buf *out, struct str address)
{
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.data[i];

		if (c <= ' ' || c == 0x7f || strchr("{}\\\"<>^`|", c))
			buf_printf(out, "%%%02X", c);
		else
			buf_char(out, (char)c);
	}
}

/* ---- fields ---- */

static void open_field(struct buf *out, const char *name)
{
	buf_printf(out, ",\n  %s = {", name);
}

static void close_field(struct buf *out)
{
	buf_char(out, '}');
}

static void put_field(struct buf *out, const char *name, struct str text)
{
	if (!text.len)
		return;
	open_field(out, name);
	put_text(out, text);
	close_field(out);
}

/* 433–450 as 433--450 */
static void put_pages(struct buf *out, struct str pages)
{
	if (!pages.len)
		return;
	open_field(out, "pages");
	for (size_t at = 0; at < pages.len;) {
		if (str_starts(str_from_index(pages, at), STR("–"))) {
			buf_put(out, STR("--"));
			at += STR("–").len;
		} else {
			put_char(out, pages.data[at++]);
		}
	}
	close_field(out);
}

/* The word that joins names must not stand in one. */
static bool is_plain_name(struct str name)
{
	return !str_contains(name, STR(",")) && !str_contains(name, STR(" and ")) &&
	       !str_equal_ascii_case(name, STR("others")) && !str_equal_ascii_case(name, STR("and"));
}

static void put_name_part(struct buf *out, struct str name, bool held)
{
	if (held)
		buf_char(out, '{');
	put_text(out, name);
	if (held)
		buf_char(out, '}');
}

static void put_people(struct buf *out, const char *name, const struct person *people, size_t count)
{
	if (!count)
		return;
	open_field(out, name);
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_put(out, STR(" and "));
		put_name_part(out, people[i].family, !people[i].given.len || !is_plain_name(people[i].family));
		if (!people[i].given.len)
			continue;
		buf_put(out, STR(", "));
		put_name_part(out, people[i].given, !is_plain_name(people[i].given));
	}
	close_field(out);
}

static void put_day(struct buf *out, const struct date *date)
{
	buf_printf(out, ",\n  year = {%d}", (int)date->year);
	if (date->precision == DATE_MONTH || date->precision == DATE_DAY)
		buf_printf(out, ",\n  month = %s", MONTHS[date->month - 1]);
	if (date->precision == DATE_DAY)
		buf_printf(out, ",\n  day = {%d}", (int)date->day);
}

static void put_date(struct buf *out, struct str text)
{
	struct period period;

	if (!text.len)
		return;
	const struct date *date = NULL;
	if (edtf_period(text, &period))
		date = period.from.precision != DATE_NONE ? &period.from : &period.to;
	if (!date || date->precision < DATE_YEAR)
		put_field(out, "year", text);
	else
		put_day(out, date);
}

static void put_verbatim(struct buf *out, const char *name, struct str text)
{
	if (!text.len)
		return;
	open_field(out, name);
	put_address(out, text);
	close_field(out);
}

/* ---- a source ---- */

static enum bib_class class_of(struct str type)
{
	for (size_t i = 0; i < COUNT_OF(TYPES); i++)
		if (str_equal(type, TYPES[i].type) || (str_ends(TYPES[i].type, STR("-")) && str_starts(type, TYPES[i].type)))
			return TYPES[i].class;
	return BIB_MISC;
}

static void put_words(struct exporting *e, const struct entry *entry, enum bib_class class)
{
	struct str number = STR("");

	for (size_t i = 0; i < COUNT_OF(FIELDS); i++) {
		struct str text = reference_text(&e->scratch, entry, FIELDS[i].means);
		const char *name = FIELDS[i].in_class[class] ? FIELDS[i].in_class[class] : FIELDS[i].name;

		if (str_equal(str_from(name), STR("series")) && class == BIB_REPORT && FIELDS[i].in_class[class] &&
			reference_text(&e->scratch, entry, STR("csl:collection-title")).len)
			continue;                                   /* the series that it names itself */
		if (str_equal(str_from(name), STR("number"))) { /* an issue, else a number */
			if (number.len)
				continue;
			number = text;
		}
		if (str_equal(str_from(name), STR("pages")))
			put_pages(&e->out, text);
		else
			put_field(&e->out, name, text);
	}
}

static void put_source(struct exporting *e, const struct entry *entry)
{
	enum bib_class class = class_of(reference_type(entry));
	struct buf *out = &e->out;
	struct person *people;

	buf_printf(out, "@%s{%.*s", CLASS_NAMES[class], STR_ARG(reference_key(&e->scratch, entry)));
	for (size_t i = 0; i < COUNT_OF(PEOPLE); i++) {
		const struct field *field = schema_meaning(entry->type, PEOPLE[i].means);
		size_t count = people_of(&e->scratch, field, entry, &people);

		put_people(out, PEOPLE[i].name, people, count);
	}
	open_field(out, "title");
	put_title(out, entry->title);
	close_field(out);
	put_date(out, reference_text(&e->scratch, entry, STR("csl:issued")));
	put_words(e, entry, class);
	put_verbatim(out, "doi", reference_doi(reference_text(&e->scratch, entry, STR("csl:DOI"))));
	put_verbatim(out, "url", reference_text(&e->scratch, entry, STR("csl:URL")));
	put_field(out, "urldate", reference_text(&e->scratch, entry, STR("csl:accessed")));
	buf_put(out, STR("\n}\n"));
}

void export_bibtex(struct exporting *e)
{
	bool on = true, first = true;

	for (size_t i = 0; i < e->site->entry_count && on; i++) {
		if (!is_reference(&e->site->entries[i]))
			continue;
		buf_put(&e->out, first ? STR("") : STR("\n"));
		first = false;
		put_source(e, &e->site->entries[i]);
		on = export_piece(e);
	}
}

/* ---- an entry of the handbook ---- */

static void put_entry(struct exporting *e, const struct entry *entry)
{
	const struct config *config = e->site->config;
	struct buf *out = &e->out;

	buf_printf(out, "@incollection{%.*s", STR_ARG(reference_key(&e->scratch, entry)));
	put_people(out, "author", export_authors(&e->scratch, config), config->author_count);
	open_field(out, "title");
	put_title(out, entry->title);
	close_field(out);
	open_field(out, "booktitle");
	put_title(out, config->title);
	close_field(out);
	if (entry->updated.precision >= DATE_YEAR)
		put_day(out, &entry->updated);
	put_field(out, "version", commit_short(entry_commit(entry)));
	put_field(out, "edition", config->edition);
	put_field(out, "language", entry->lang.len ? entry->lang : config->lang);
	put_verbatim(out, "url", export_full_url(e, entry->address));
	buf_put(out, STR("\n}\n"));
}

void export_entry_bibtex(struct exporting *e, const struct entry *entry)
{
	if (is_reference(entry))
		put_source(e, entry);
	else
		put_entry(e, entry);
}
