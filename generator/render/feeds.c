/* What machines read: sitemap.xml and robots.txt. Dates are those that editors gave, never that of the build. */
#include "base/arena.h"
#include "formats/escape.h"
#include "render/parts.h"

static bool is_listed(const struct page *page)
{
	return page->kind < KIND_STYLESHEET && page->kind != KIND_USES && page->kind != KIND_NOT_FOUND &&
	       page->kind != KIND_SEARCH && page->kind != KIND_REDIRECT;
}

void render_sitemap(struct making *m, struct buf *out)
{
	buf_put(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
					 "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
	for (size_t i = 0; i < m->render->page_count; i++) {
		const struct page *page = &m->render->pages[i];

		if (!is_listed(page))
			continue;
		buf_put(out, STR("<url><loc>"));
		escape_xml(out, render_canonical(m->arena, m->render, page->address));
		buf_put(out, STR("</loc>"));
		if (page->entry && page->entry->updated.precision == DATE_DAY) {
			buf_put(out, STR("<lastmod>"));
			buf_put(out, date_machine(m->arena, &page->entry->updated));
			buf_put(out, STR("</lastmod>"));
		}
		buf_put(out, STR("</url>\n"));
	}
	buf_put(out, STR("</urlset>\n"));
}

void render_robots(struct making *m, struct buf *out)
{
	buf_put(out, STR("User-agent: *\nAllow: /\n"));
	if (m->site->config->outputs & OUTPUT_SITEMAP)
		buf_printf(out, "Sitemap: %.*ssitemap.xml\n", STR_ARG(m->render->base_url));
}
