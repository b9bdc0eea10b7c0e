/* A handbook written in the test, computed up to its views, without a disk and without pages:
 *
 *   struct handbook h = {0};
 *   const struct view *view = viewing(&h, SETTINGS, FILES, "show: list\nof: term\n");
 *   handbook_forget(&h);
 *
 * FILES is a list of path and text, ended by NULL. */
#ifndef GLOSSA_TESTS_VIEW_VIEWING_H
#define GLOSSA_TESTS_VIEW_VIEWING_H

#include "render/handbook.h"
#include "view/view.h"

static inline const struct view *viewing(
	struct handbook *h, const char *settings, const char *const *files, const char *view)
{
	const struct entry *page;

	handbook_begin(h, settings);
	struct str text = str_format(&h->arena, "---\ntitle: Page\n---\n```view\n%s```\n", view);
	handbook_file(h, "content/page.md", str_terminated(&h->arena, text));
	for (; *files; files += 2)
		handbook_file(h, files[0], files[1]);
	parse_files(h);
	parse_all_bodies(h);
	link_site(&h->site, &h->diags);
	for (size_t i = 0; i < h->site.entry_count; i++)
		views_compute(&h->site, &h->site.entries[i], &h->diags);
	page = map_get(&h->site.by_id, STR("page"));
	return page && page->body.view_count ? &page->body.views[0] : NULL;
}

/* "A, B; C": the titles of the rows, groups parted by semicolons. */
static inline struct str shown_rows(struct handbook *h, const struct view *view)
{
	buf_reset(&h->page);
	for (size_t i = 0; view && i < view->result.group_count; i++) {
		const struct view_group *group = &view->result.groups[i];

		if (i)
			buf_put(&h->page, STR("; "));
		if (group->title.len)
			buf_printf(&h->page, "%.*s: ", STR_ARG(group->title));
		for (size_t at = 0; at < group->count; at++)
			buf_printf(&h->page, "%s%.*s", at ? ", " : "", STR_ARG(group->rows[at].entry->title));
	}
	return buf_str(&h->page);
}

static inline void handbook_forget(struct handbook *h)
{
	for (size_t i = 0; i < h->site.entry_count; i++) {
		arena_release(&h->site.entries[i].body.view_arena);
		arena_release(&h->site.entries[i].arena);
	}
	free(h->site.entries);
	site_release(&h->site);
	arena_release(&h->tree.text);
	diags_release(&h->diags);
	arena_release(&h->arena);
	buf_release(&h->page);
	buf_release(&h->text);
	*h = (struct handbook){0};
}

#endif
