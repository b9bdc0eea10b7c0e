/* How it works: a reference is a row of parts, each ended with a full stop. What kind of work it is decides two things
 * only, from one table: whether the title stands alone (in italics) or inside something larger (in quotation marks),
 * and whether that something is a periodical (no "in", volume and issue behind it). */
#include "render/body.h"
#include "render/parts.h"

#include <stdlib.h>

#include "base/arena.h"
#include "formats/escape.h"

enum stands { STANDS_ALONE, STANDS_IN_PERIODICAL, STANDS_IN_BOOK };

struct kind_of_work {
	const char *type; /* of CSL; a name that ends in '-' covers all that begin so */
	enum stands stands;
	bool genre; /* readers need to be told what it is */
};

static const struct kind_of_work KINDS[] = {
	{"article-", STANDS_IN_PERIODICAL, false},
	{"article", STANDS_IN_PERIODICAL, false},
	{"review", STANDS_IN_PERIODICAL, false},
	{"post-weblog", STANDS_IN_PERIODICAL, false},
	{"post", STANDS_IN_PERIODICAL, false},
	{"webpage", STANDS_IN_PERIODICAL, false},
	{"chapter", STANDS_IN_BOOK, false},
	{"paper-conference", STANDS_IN_BOOK, false},
	{"entry", STANDS_IN_BOOK, false},
	{"entry-", STANDS_IN_BOOK, false},
	{"book", STANDS_ALONE, false},
};

/* Unknown kinds stand alone, unless they say what they appeared in. */
static struct kind_of_work kind_of(struct str type, bool has_container)
{
	for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
		struct str name = str_from(KINDS[i].type);

		if (str_equal(type, name) || (str_ends(name, STR("-")) && str_starts(type, name)))
			return KINDS[i];
	}
	return (struct kind_of_work){"", has_container ? STANDS_IN_PERIODICAL : STANDS_ALONE, true};
}

struct reference {
	struct arena *scratch;
	struct buf *out;
	const struct language *language;
	const struct works *works;
	const struct work *work;
};

static struct str text_of(const struct reference *r, enum meaning meaning)
{
	return work_text(r->scratch, r->works, r->work, meaning);
}

/* Ends a part: no second mark where one stands already. */
static void stop(struct buf *out)
{
	struct str so_far = buf_str(out);
	static const struct str marks[] = {STR_INIT("."), STR_INIT("?"), STR_INIT("!"), STR_INIT("…"), STR_INIT("。"),
		STR_INIT(".</i>"), STR_INIT("?</i>"), STR_INIT("!</i>")};

	for (size_t i = 0; i < COUNT_OF(marks); i++)
		if (str_ends(so_far, marks[i]))
			return;
	buf_char(out, '.');
}

/* The space before the next part. */
static void next(struct buf *out, size_t start)
{
	if (out->len > start)
		buf_char(out, ' ');
}

/* ---- people ---- */

static void person_html(
	struct buf *out, const struct language *language, const struct person *person, bool family_first)
{
	if (!person->given.len) {
		escape_html(out, person->family);
	} else if (family_first) {
		escape_html(out, person->family);
		escape_html(out, language->phrases[PHRASE_COMMA]);
		escape_html(out, person->given);
	} else {
		escape_html(out, person->given);
		buf_char(out, ' ');
		escape_html(out, person->family);
	}
}

/* Lewis, David, Tom Casier and Leila Alieva */
static void people_html(
	struct buf *out, const struct language *language, const struct person *people, size_t count, bool family_first)
{
	for (size_t i = 0; i < count; i++) {
		if (i && i + 1 == count) {
			buf_char(out, ' ');
			escape_html(out, language->phrases[PHRASE_AND]);
			buf_char(out, ' ');
		} else if (i) {
			escape_html(out, language->phrases[PHRASE_COMMA]);
		}
		person_html(out, language, &people[i], family_first && i == 0);
	}
}

static void authors_part(const struct reference *r)
{
	const struct work *work = r->work;

	if (!work->author_count)
		return;
	people_html(r->out, r->language, work->authors, work->author_count, true);
	if (work->edited) {
		escape_html(r->out, r->language->phrases[PHRASE_COMMA]);
		escape_html(r->out, r->language->phrases[work->author_count == 1 ? PHRASE_EDITOR_ONE : PHRASE_EDITOR_MANY]);
	}
	stop(r->out);
}

/* ---- titles ---- */

static bool is_language_tag(struct str tag)
{
	for (size_t i = 0; i < tag.len; i++) {
		char c = tag.data[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'))
			return false;
	}
	return tag.len >= 2 && tag.len <= 35;
}

static void title_part(const struct reference *r, enum stands stands)
{
	struct str lang = text_of(r, MEANS_LANGUAGE);
	bool foreign = is_language_tag(lang) && !str_equal(lang, r->language->lang);
	struct buf *out = r->out;

	if (stands != STANDS_ALONE)
		escape_html(out, r->language->phrases[PHRASE_QUOTE_OPEN]);
	buf_put(out, stands == STANDS_ALONE ? STR("<i") : foreign ? STR("<span") : STR(""));
	if (foreign) {
		buf_put(out, STR(" lang=\""));
		escape_html(out, lang);
		buf_put(out, STR("\""));
	}
	buf_put(out, stands == STANDS_ALONE || foreign ? STR(">") : STR(""));
	escape_html(out, r->work->entry->title);
	buf_put(out, stands == STANDS_ALONE ? STR("</i>") : foreign ? STR("</span>") : STR(""));
	if (stands != STANDS_ALONE)
		escape_html(out, r->language->phrases[PHRASE_QUOTE_CLOSE]);
	stop(out);
}

static void italic(struct buf *out, struct str text)
{
	buf_put(out, STR("<i>"));
	escape_html(out, text);
	buf_put(out, STR("</i>"));
}

/* International Affairs 98 (2): 653–673. */
static void periodical_part(const struct reference *r)
{
	struct str container = text_of(r, MEANS_CONTAINER), volume = text_of(r, MEANS_VOLUME);
	struct str issue = text_of(r, MEANS_ISSUE), pages = text_of(r, MEANS_PAGE);
	struct buf *out = r->out;
	size_t start = out->len;

	if (!container.len) /* volume and pages of nothing would only puzzle */
		return;
	italic(out, container);
	if (volume.len) {
		next(out, start);
		escape_html(out, volume);
	}
	if (issue.len) {
		next(out, start);
		buf_char(out, '(');
		escape_html(out, issue);
		buf_char(out, ')');
	}
	if (pages.len) {
		if (out->len > start)
			buf_put(out, STR(": "));
		locator_html(out, r->language, pages);
	}
	if (out->len > start)
		stop(out);
}

/* In Power and Order, edited by A. Author, 12–34. */
static void book_part(const struct reference *r)
{
	struct str container = text_of(r, MEANS_CONTAINER), pages = text_of(r, MEANS_PAGE);
	struct person *editors;
	size_t count = people_of(r->scratch, work_field(r->works, r->work, MEANS_EDITOR), r->work->entry, &editors);
	struct buf *out = r->out;
	size_t start = out->len;

	if (container.len) {
		escape_html(out, r->language->phrases[PHRASE_IN]);
		buf_char(out, ' ');
		italic(out, container);
	}
	if (container.len && count && !r->work->edited) {
		escape_html(out, r->language->phrases[PHRASE_COMMA]);
		escape_html(out, r->language->phrases[PHRASE_EDITED_BY]);
		buf_char(out, ' ');
		people_html(out, r->language, editors, count, false);
	}
	if (pages.len) {
		if (out->len > start)
			escape_html(out, r->language->phrases[PHRASE_COMMA]);
		locator_html(out, r->language, pages);
	}
	if (out->len > start)
		stop(out);
}

/* ---- where it can be had ---- */

static void plain_part(const struct reference *r, struct str text)
{
	if (!text.len)
		return;
	buf_char(r->out, ' ');
	escape_html(r->out, text);
	stop(r->out);
}

static void publisher_part(const struct reference *r)
{
	struct str place = text_of(r, MEANS_PLACE), publisher = text_of(r, MEANS_PUBLISHER);

	if (!place.len && !publisher.len)
		return;
	buf_char(r->out, ' ');
	escape_html(r->out, place);
	if (place.len && publisher.len)
		buf_put(r->out, STR(": "));
	escape_html(r->out, publisher);
	stop(r->out);
}

static void address_html(struct buf *out, struct str prefix, struct str address, struct str shown)
{
	buf_put(out, STR(" <a class=\"external\" href=\""));
	buf_put(out, prefix);
	escape_href(out, address);
	buf_put(out, STR("\">"));
	escape_html(out, shown);
	buf_put(out, STR("</a>."));
}

/* A DOI is written bare, with "doi:" or as an address. */
struct str bare_doi(struct str doi)
{
	size_t begins = str_find(doi, STR("10."), 0);

	return begins < doi.len ? str_from_index(doi, begins) : STR("");
}

static void address_part(const struct reference *r)
{
	struct str doi = bare_doi(text_of(r, MEANS_DOI)), url = text_of(r, MEANS_URL);
	struct str accessed = text_of(r, MEANS_ACCESSED);
	struct period period;

	if (doi.len) {
		struct buf shown = {0};

		buf_put(&shown, STR("https://doi.org/"));
		buf_put(&shown, doi);
		address_html(r->out, STR("https://doi.org/"), doi, buf_str(&shown));
		buf_release(&shown);
		return;
	}
	if (!url.len || address_kind(url) != ADDRESS_EXTERNAL)
		return;
	address_html(r->out, STR(""), url, url);
	if (!accessed.len || !edtf_period(accessed, &period))
		return;
	struct buf date = {0}, note = {0};
	period_text(&date, r->language, &period);
	struct phrase_slot slot = {"date", buf_str(&date)};
	phrase_put(&note, r->language->phrases[PHRASE_ACCESSED], &slot, 1);
	plain_part(r, buf_str(&note));
	buf_release(&date);
	buf_release(&note);
}

void reference_html(
	struct buf *out, const struct language *language, const struct works *works, const struct work *work)
{
	struct arena scratch = {0};
	const struct reference r = {&scratch, out, language, works, work};
	struct kind_of_work kind = kind_of(text_of(&r, MEANS_TYPE), text_of(&r, MEANS_CONTAINER).len > 0);
	size_t start = out->len;

	authors_part(&r);
	if (!work->author_count)
		title_part(&r, kind.stands);
	next(out, start);
	year_html(out, language, work);
	stop(out);
	if (work->author_count) {
		buf_char(out, ' ');
		title_part(&r, kind.stands);
	}
	buf_char(out, ' ');
	size_t before = out->len;
	if (kind.stands == STANDS_IN_BOOK)
		book_part(&r);
	else
		periodical_part(&r);
	out->len -= out->len == before; /* nothing: not even the space */
	plain_part(&r, kind.genre ? text_of(&r, MEANS_GENRE) : STR(""));
	plain_part(&r, text_of(&r, MEANS_SERIES));
	plain_part(&r, text_of(&r, MEANS_NUMBER));
	publisher_part(&r);
	address_part(&r);
	arena_release(&scratch);
}

/* ---- the list on a page ---- */

struct listed {
	uint32_t rank;
	const struct source_use *use; /* NULL when cited in the text */
};

static int by_rank(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	/* what the front matter says about a work comes first, in the order written */
	if (!a->use || !b->use)
		return (a->use == NULL) - (b->use == NULL);
	return (a->use > b->use) - (a->use < b->use);
}

static const struct value *reference_value(struct making *m, const struct listed *listed)
{
	const struct work *work = &m->render->works.items[listed->rank];
	struct value *reference = making_map(m, SHAPE_REFERENCE);
	struct buf *out = &m->worker->text;

	shape_set(reference, REFERENCE_KEY, making_text(m, work->key));
	shape_set(reference, REFERENCE_ID, making_text(m, work->id));
	shape_set(reference, REFERENCE_SIGLUM, making_text(m, caption_of(m->render, work->entry)->siglum));
	shape_set(reference, REFERENCE_URL, making_text(m, making_entry_url(m, work->entry, STR(""))));
	if (m->language == m->render->languages) {
		shape_set(reference, REFERENCE_HTML, making_text(m, work->html));
	} else {
		buf_reset(out);
		reference_html(out, m->language, &m->render->works, work);
		shape_set(reference, REFERENCE_HTML, making_text(m, str_copy(m->arena, buf_str(out))));
	}
	if (listed->use) {
		shape_set(reference, REFERENCE_LOCATOR, making_text(m, locator_text(m, listed->use->locator)));
		shape_set(reference, REFERENCE_NOTE, making_text(m, listed->use->note));
	}
	return reference;
}

static void list_work(
	struct making *m, struct listed *listed, size_t *count, const struct entry *source, const struct source_use *use)
{
	const struct work *work = work_of(&m->render->works, source);

	if (work)
		listed[(*count)++] = (struct listed){work->rank, use};
}

/* What an entry cites, in its text or in its front matter: in the order of a bibliography, each work once. */
static struct listed *works_listed(struct making *m, const struct entry *entry, size_t *count)
{
	const struct body *body = &entry->body;
	size_t most = entry->source_count, found = 0;

	*count = 0;
	for (size_t i = 0; i < body->citation_count; i++)
		most += body->citations[i].item_count;
	if (!most)
		return NULL;
	struct listed *listed = arena_array(m->arena, struct listed, most);
	for (size_t i = 0; i < entry->source_count; i++)
		list_work(m, listed, &found, entry->sources[i].source, &entry->sources[i]);
	for (size_t i = 0; i < body->citation_count; i++)
		for (size_t j = 0; j < body->citations[i].item_count; j++)
			list_work(m, listed, &found, body->citations[i].items[j].source, NULL);
	qsort(listed, found, sizeof(*listed), by_rank);
	for (size_t i = 0; i < found; i++)
		if (*count == 0 || listed[i].rank != listed[*count - 1].rank)
			listed[(*count)++] = listed[i];
	return listed;
}

const struct value *references_value(struct making *m, const struct entry *entry)
{
	size_t count;
	const struct listed *listed = works_listed(m, entry, &count);

	if (!listed)
		return NULL;
	struct value *list = making_list(m, count);
	for (size_t i = 0; i < count; i++)
		list_add(list, reference_value(m, &listed[i]));
	return list;
}

const struct work **works_cited(struct making *m, const struct entry *entry, size_t *count)
{
	const struct listed *listed = works_listed(m, entry, count);
	const struct work **works = arena_array(m->arena, const struct work *, *count);

	for (size_t i = 0; i < *count; i++)
		works[i] = &m->render->works.items[listed[i].rank];
	return works;
}
