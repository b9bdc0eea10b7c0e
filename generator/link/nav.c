#include "link/linker.h"

/* What stands nearest among ids, types' folders and glossa's own pages. */
static struct str nearest(struct linker *linker, struct str target)
{
	const struct site *site = linker->site;
	struct suggester pages = {0};
	struct str best = names_suggest(&linker->names, target, &(struct name_scope){.ids_only = true});

	for (size_t i = 0; i < site->config->schema.type_count; i++)
		suggest_add(&pages, site->config->schema.types[i].folder, NULL);
	for (size_t i = 0; i < GENERATED_PAGE_COUNT; i++)
		suggest_add(&pages, GENERATED_PAGES[i].name, NULL);
	if (best.len)
		suggest_add(&pages, best, NULL);
	const struct candidate *near = suggest_near(&pages, target, NULL, NULL);
	if (near)
		best = near->text;
	suggester_release(&pages);
	return best;
}

void link_nav(struct linker *linker)
{
	const struct config *config = linker->site->config;
	struct site_page page;

	for (size_t i = 0; i < config->nav_count; i++) {
		const struct nav_item *item = &config->nav[i];
		uint32_t length = characters(item->target);

		if (site_page_named(linker->site, item->target, &page))
			continue;
		struct name_match match = names_find(&linker->names, item->target, &(struct name_scope){.ids_only = true});
		if (match.entry && is_left_out(linker->site, match.entry) && str_equal(match.entry->id, item->target))
			diag_add_span(linker->diags, DIAG_LINK_DRAFT, STR("site.yaml"), item->place, length,
				"%.*s is a draft, so `nav` leaves it out", STR_ARG(item->target));
		else
			diag_add_span(linker->diags, DIAG_NAV_UNKNOWN, STR("site.yaml"), item->place, length,
				"there is no page \"%.*s\"%.*s", STR_ARG(shown(linker, item->target)),
				STR_ARG(did_you_mean(linker, nearest(linker, item->target))));
	}
	arena_reset(&linker->item);
}
