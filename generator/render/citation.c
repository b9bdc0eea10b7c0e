/* In the text: author and year, linked to the page's list of references. */
#include "render/body.h"

#include "base/arena.h"
#include "formats/escape.h"

enum { MOST_NAMED = 3 };

typedef void put_text(struct buf *out, struct str text);

/* Lewis; Lewis and Casier; Ekman, Saari and Secrieru; Lewis et al. */
static void put_authors(struct buf *out, const struct language *language, const struct work *work, put_text *put)
{
	size_t count = work->author_count;
	bool all = count <= MOST_NAMED;

	for (size_t i = 0; i < (all ? count : 1); i++) {
		if (i && i + 1 == count) {
			buf_char(out, ' ');
			put(out, language->phrases[PHRASE_AND]);
			buf_char(out, ' ');
		} else if (i) {
			put(out, language->phrases[PHRASE_COMMA]);
		}
		put(out, work->authors[i].family);
	}
	if (!all) {
		buf_char(out, ' ');
		put(out, language->phrases[PHRASE_ET_AL]);
	}
}

static void put_year(struct buf *out, const struct language *language, const struct work *work, put_text *put)
{
	if (work->year.len) {
		put(out, work->year);
	} else {
		put(out, language->phrases[PHRASE_NO_DATE]);
		if (work->suffix.len)
			buf_char(out, '-');
	}
	buf_put(out, work->suffix);
}

static void authors_html(struct buf *out, const struct language *language, const struct work *work)
{
	if (work->author_count) {
		put_authors(out, language, work, escape_html);
		return;
	}
	buf_put(out, STR("<i>"));
	escape_html(out, work->entry->title);
	buf_put(out, STR("</i>"));
}

void year_html(struct buf *out, const struct language *language, const struct work *work)
{
	put_year(out, language, work, escape_html);
}

struct str work_label(struct making *m, const struct work *work)
{
	struct buf *out = &m->worker->text;

	buf_reset(out);
	if (work->author_count)
		put_authors(out, m->language, work, buf_put);
	else
		buf_put(out, work->entry->title);
	buf_char(out, ' ');
	put_year(out, m->language, work, buf_put);
	return str_copy(m->arena, buf_str(out));
}

static bool is_digit(struct str text, size_t at)
{
	return at < text.len && text.data[at] >= '0' && text.data[at] <= '9';
}

/* As a printer sets it: a hyphen between numbers is a dash (653–673), straight quotation marks are the language's, and a
 * number stays with what it is the number of (n. 4). */
static void put_locator(struct buf *out, const struct language *language, struct str locator, put_text *put)
{
	size_t from = 0;
	bool open = false;

	for (size_t i = 0; i < locator.len; i++) {
		struct str replacement;

		if (locator.data[i] == '"') {
			replacement = language->phrases[open ? PHRASE_QUOTE_CLOSE : PHRASE_QUOTE_OPEN];
			open = !open;
		} else if (locator.data[i] == '-' && i && is_digit(locator, i - 1) && is_digit(locator, i + 1)) {
			replacement = STR("–");
		} else if (locator.data[i] == '\'' && i && locator.data[i - 1] != ' ') {
			replacement = STR("’");
		} else if (locator.data[i] == ' ' && i && locator.data[i - 1] == '.' && is_digit(locator, i + 1)) {
			replacement = STR("\u00a0");
		} else {
			continue;
		}
		put(out, str_slice(locator, from, i));
		put(out, replacement);
		from = i + 1;
	}
	put(out, str_from_index(locator, from));
}

void locator_html(struct buf *out, const struct language *language, struct str locator)
{
	put_locator(out, language, locator, escape_html);
}

struct str locator_text(struct making *m, struct str locator)
{
	struct buf *out = &m->worker->text;

	buf_reset(out);
	put_locator(out, m->language, locator, buf_put);
	return str_copy(m->arena, buf_str(out));
}

/* Behind the year: ", 657". */
static void locators_html(struct buf *out, const struct language *language, const struct cite_item *item)
{
	if (!item->locator.len)
		return;
	escape_html(out, language->phrases[PHRASE_COMMA]);
	locator_html(out, language, item->locator);
}

static void open_citation(struct making *m, struct buf *out, const struct work *work)
{
	buf_put(out, STR("<a class=\"citation\" href=\""));
	if (m->whole) {
		escape_html(out, making_entry_url(m, work->entry, STR("")));
	} else {
		buf_char(out, '#');
		escape_html(out, work->id);
	}
	buf_put(out, STR("\">"));
}

static void item_html(struct making *m, struct buf *out, const struct cite_item *item)
{
	const struct work *work = work_of(&m->render->works, item->source);

	if (item->prefix.len) {
		escape_html(out, item->prefix);
		buf_char(out, ' ');
	}
	if (!work) { /* reported when it was linked; nothing is published */
		escape_html(out, item->key);
		return;
	}
	open_citation(m, out, work);
	if (!item->without_author) {
		authors_html(out, m->language, work);
		buf_char(out, ' ');
	}
	year_html(out, m->language, work);
	locators_html(out, m->language, item);
	buf_put(out, STR("</a>"));
}

/* The author is part of the sentence: Lewis (2022, 657). */
static void narrative_html(struct making *m, struct buf *out, const struct cite_item *item)
{
	const struct work *work = work_of(&m->render->works, item->source);

	if (!work) {
		escape_html(out, item->key);
		return;
	}
	open_citation(m, out, work);
	authors_html(out, m->language, work);
	buf_put(out, STR(" ("));
	year_html(out, m->language, work);
	locators_html(out, m->language, item);
	buf_put(out, STR(")</a>"));
}

void citation_html(struct making *m, struct buf *out, const struct citation *citation)
{
	if (citation->narrative && citation->item_count == 1) {
		narrative_html(m, out, &citation->items[0]);
		return;
	}
	buf_char(out, '(');
	for (size_t i = 0; i < citation->item_count; i++) {
		if (i)
			buf_put(out, STR("; "));
		item_html(m, out, &citation->items[i]);
	}
	buf_char(out, ')');
}
