/* What machines read: the sitemap, the feed and robots.txt. Dates are those of the entries, never that of the build. */
#include "base/arena.h"
#include "formats/escape.h"
#include "render/machine_files.h"
#include "render/parts.h"

enum { FEED_LENGTH = 30 };

#define XML STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")

static void put_element(struct buf *out, const char *name, struct str text)
{
	if (!text.len)
		return;
	buf_printf(out, "<%s>", name);
	escape_xml(out, text);
	buf_printf(out, "</%s>\n", name);
}

/* ---- sitemap ---- */

bool sitemap_lists(const struct page *page)
{
	return page->kind < KIND_STYLESHEET && page->kind != KIND_USES && page->kind != KIND_NOT_FOUND &&
	       page->kind != KIND_SEARCH && page->kind != KIND_REDIRECT;
}

static const struct date *later(const struct date *a, const struct date *b)
{
	if (b->precision != DATE_DAY)
		return a;
	return !a || edtf_first_day(b) > edtf_first_day(a) ? b : a;
}

/* When what the page shows was last changed: an entry, or the newest of those that it lists. NULL is unknown. */
static const struct date *last_changed(const struct render *render, const struct page *page)
{
	const struct type_order *order = page->kind == KIND_INDEX ? &render->orders[page->type->index] : NULL;
	const struct date *date = page->entry ? later(NULL, &page->entry->updated) : NULL;

	for (size_t i = 0; order && i < order->count; i++)
		date = later(date, &order->items[i]->updated);
	for (size_t i = 0; page->kind == KIND_TAG && i < page->tag->entry_count; i++)
		date = later(date, &page->tag->entries[i]->updated);
	if (page->kind != KIND_ENTRY && !order && page->kind != KIND_TAG && render->news.count)
		date = later(date, &render->news.items[0].entry->updated);
	return date;
}

static void put_address(struct making *m, struct buf *out, const struct page *page)
{
	const struct date *date = last_changed(m->render, page);

	buf_put(out, STR("<url><loc>"));
	escape_xml(out, render_canonical(m->arena, m->render, page->address));
	buf_put(out, STR("</loc>"));
	if (date) {
		buf_put(out, STR("<lastmod>"));
		buf_put(out, date_machine(m->arena, date));
		buf_put(out, STR("</lastmod>"));
	}
	buf_put(out, STR("</url>\n"));
}

/* So many listed pages from `first` on. */
static void put_addresses(struct making *m, struct buf *out, size_t first, size_t count)
{
	size_t listed = 0;

	buf_put(out, STR("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
	for (size_t i = 0; i < m->render->page_count && listed < first + count; i++)
		if (sitemap_lists(&m->render->pages[i]) && listed++ >= first)
			put_address(m, out, &m->render->pages[i]);
	buf_put(out, STR("</urlset>\n"));
}

static void put_parts(struct making *m, struct buf *out)
{
	buf_put(out, STR("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
	for (size_t i = 0; i < m->render->page_count; i++) {
		if (m->render->pages[i].kind != KIND_SITEMAP_PART)
			continue;
		buf_put(out, STR("<sitemap><loc>"));
		escape_xml(out, render_canonical(m->arena, m->render, m->render->pages[i].address));
		buf_put(out, STR("</loc></sitemap>\n"));
	}
	buf_put(out, STR("</sitemapindex>\n"));
}

void render_sitemap(struct making *m, struct buf *out)
{
	buf_put(out, XML);
	if (m->page->count)
		put_addresses(m, out, m->page->first, m->page->count);
	else
		put_parts(m, out);
}

void render_robots(struct making *m, struct buf *out)
{
	buf_put(out, STR("User-agent: *\nAllow: /\n"));
	if (m->site->config->outputs & OUTPUT_SITEMAP)
		buf_printf(out, "Sitemap: %.*ssitemap.xml\n", STR_ARG(m->render->base_url));
}

/* ---- feed (Atom, RFC 4287) ---- */

static void put_author(struct buf *out, struct str name)
{
	buf_put(out, STR("<author>"));
	put_element(out, "name", name);
	buf_put(out, STR("</author>\n"));
}

static void put_link(struct buf *out, const char *attributes, struct str address)
{
	buf_printf(out, "<link %s href=\"", attributes);
	escape_xml(out, address);
	buf_put(out, STR("\"/>\n"));
}

/* Whoever reads feeds knows an item by its id: another change of the entry is another item. */
static struct str item_id(struct making *m, const struct news_item *item, struct str address)
{
	struct str version = item->change ? commit_short(item->change->commit) : time_stamp(m->arena, item->seconds);

	return str_format(m->arena, "%.*s#%.*s", STR_ARG(address), STR_ARG(version));
}

static void put_item(struct making *m, struct buf *out, const struct news_item *item)
{
	const struct entry *entry = item->entry;
	struct str address = render_canonical(m->arena, m->render, entry->address);
	const struct language *language = render_language(m->render, entry);

	buf_put(out, STR("<entry"));
	if (language != m->language) {
		buf_put(out, STR(" xml:lang=\""));
		escape_xml(out, language->lang);
		buf_char(out, '"');
	}
	buf_put(out, STR(">\n"));
	put_element(out, "title", entry->title);
	put_link(out, "rel=\"alternate\" type=\"text/html\"", address);
	put_element(out, "id", item_id(m, item, address));
	put_element(out, "updated", time_stamp(m->arena, item->seconds));
	if (entry->history && entry->history->first_second <= item->seconds)
		put_element(out, "published", time_stamp(m->arena, entry->history->first_second));
	if (item->change && item->change->author.len)
		put_author(out, item->change->author);
	if (entry->type) {
		buf_put(out, STR("<category term=\""));
		escape_xml(out, entry->type->name);
		buf_put(out, STR("\" label=\""));
		escape_xml(out, entry->type->label_one);
		buf_put(out, STR("\"/>\n"));
	}
	struct str change = item->change ? item->change->message : STR("");
	put_element(out, "summary", change.len ? change : m->render->summaries[entry->index]);
	buf_put(out, STR("</entry>\n"));
}

static void put_authors(struct making *m, struct buf *out)
{
	const struct config *config = m->site->config;

	for (size_t i = 0; i < config->author_count; i++)
		put_author(out, config->authors[i].name);
	if (!config->author_count) /* a feed has to have one */
		put_author(out, config->title);
}

void render_feed(struct making *m, struct buf *out)
{
	const struct news *news = &m->render->news;
	const struct config *config = m->site->config;
	struct str home = render_canonical(m->arena, m->render, STR("index.html"));

	buf_put(out, XML);
	buf_put(out, STR("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\""));
	escape_xml(out, config->lang);
	buf_put(out, STR("\">\n"));
	put_element(out, "title", config->title);
	put_element(out, "subtitle", config->subtitle);
	put_element(out, "id", render_canonical(m->arena, m->render, m->page->address));
	put_link(
		out, "rel=\"self\" type=\"application/atom+xml\"", render_canonical(m->arena, m->render, m->page->address));
	put_link(out, "rel=\"alternate\" type=\"text/html\"", home);
	put_element(out, "updated", time_stamp(m->arena, news->items[0].seconds));
	put_authors(m, out);
	put_element(out, "rights", config->licence);
	for (size_t i = 0; i < news->count && i < FEED_LENGTH; i++)
		put_item(m, out, &news->items[i]);
	buf_put(out, STR("</feed>\n"));
}
