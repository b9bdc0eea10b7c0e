/* COinS: a work as a query of OpenURL (Z39.88-2004) in the title of an empty span, from which reference managers take
 * it. Stands on the page of a source and in the bibliography; never on the page of an entry, which would be taken for
 * the work it cites. */
#include "render/parts.h"

#include "base/arena.h"
#include "formats/escape.h"
#include "render/works.h"

/* How OpenURL has a kind of work: its format, its genre, and what it calls the title and what the work is part of. */
struct coins_kind {
	struct str type;
	const char *format, *genre, *title, *container;
};

static const struct coins_kind KINDS[] = {
	{STR_INIT("article-journal"), "journal", "article", "atitle", "jtitle"},
	{STR_INIT("article-magazine"), "journal", "article", "atitle", "jtitle"},
	{STR_INIT("article-newspaper"), "journal", "article", "atitle", "jtitle"},
	{STR_INIT("book"), "book", "book", "btitle", "series"},
	{STR_INIT("chapter"), "book", "bookitem", "atitle", "btitle"},
	{STR_INIT("paper-conference"), "book", "proceeding", "atitle", "btitle"},
	{STR_INIT("report"), "book", "report", "btitle", "series"},
	{STR_INIT("thesis"), "dissertation", NULL, "title", NULL},
};

/* Whatever else there is: Dublin Core. */
static const struct coins_kind ANY = {STR_INIT(""), "dc", NULL, "title", "source"};

static const struct {
	enum meaning meaning;
	const char *key;
} PARTS[] = {
	{MEANS_VOLUME, "volume"},
	{MEANS_ISSUE, "issue"},
	{MEANS_PAGE, "pages"},
	{MEANS_PUBLISHER, "pub"},
	{MEANS_PLACE, "place"},
	{MEANS_LANGUAGE, "language"},
};

static const struct coins_kind *kind_of(struct str type)
{
	for (size_t i = 0; i < COUNT_OF(KINDS); i++)
		if (str_equal(KINDS[i].type, type))
			return &KINDS[i];
	return &ANY;
}

static void put_pair(struct buf *out, const char *key, struct str value)
{
	if (!key || !value.len)
		return;
	buf_printf(out, "&rft.%s=", key);
	escape_bare(out, value);
}

static void put_person(struct buf *out, const struct coins_kind *kind, const struct person *person, bool first)
{
	struct buf name = {0};

	if (!person->given.len) {
		put_pair(out, kind == &ANY ? "creator" : "aucorp", person->family);
		return;
	}
	if (first && kind != &ANY) {
		put_pair(out, "aulast", person->family);
		put_pair(out, "aufirst", person->given);
	}
	buf_put(&name, person->family);
	buf_put(&name, STR(", "));
	buf_put(&name, person->given);
	put_pair(out, kind == &ANY ? "creator" : "au", buf_str(&name));
	buf_release(&name);
}

static void put_identifier(struct buf *out, struct str prefix, struct str value)
{
	if (!value.len)
		return;
	buf_put(out, STR("&rft_id="));
	escape_bare(out, prefix);
	escape_bare(out, value);
}

struct str coins(struct making *m, const struct work *work)
{
	const struct works *works = &m->render->works;
	const struct coins_kind *kind = kind_of(work_text(m->arena, works, work, MEANS_TYPE));
	struct buf *out = &m->worker->text;

	buf_reset(out);
	buf_printf(out, "ctx_ver=Z39.88-2004&rft_val_fmt=info%%3Aofi%%2Ffmt%%3Akev%%3Amtx%%3A%s", kind->format);
	if (kind->genre)
		put_pair(out, "genre", str_from(kind->genre));
	put_pair(out, kind->title, work->entry->title);
	put_pair(out, kind->container, work_text(m->arena, works, work, MEANS_CONTAINER));
	for (size_t i = 0; i < work->author_count && !work->edited; i++)
		put_person(out, kind, &work->authors[i], i == 0);
	put_pair(out, "date", work_text(m->arena, works, work, MEANS_ISSUED));
	for (size_t i = 0; i < COUNT_OF(PARTS); i++)
		put_pair(out, PARTS[i].key, work_text(m->arena, works, work, PARTS[i].meaning));
	put_identifier(out, STR("info:doi/"), bare_doi(work_text(m->arena, works, work, MEANS_DOI)));
	put_identifier(out, STR(""), work_text(m->arena, works, work, MEANS_URL));
	return str_copy(m->arena, buf_str(out));
}
