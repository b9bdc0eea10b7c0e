#include "link/link.h"

#include "base/utf8.h"
#include "link/form_table.h"
#include "link/linker.h"
#include "link/order.h"

struct str did_you_mean(struct linker *linker, struct str best)
{
	return diag_did_you_mean(&linker->item, best.len ? shown(linker, best) : best);
}

struct str shown(struct linker *linker, struct str text)
{
	return diag_shown(&linker->item, text);
}

uint32_t characters(struct str text)
{
	return (uint32_t)utf8_count(text);
}

void link_entries(struct site *site, struct diags *diags)
{
	order_entries(site, diags);
	link_forms(site, diags);
}

bool link_same_names(const struct entry *a, const struct entry *b)
{
	bool same = a->form_count == b->form_count && a->alias_count == b->alias_count && str_equal(a->id, b->id) &&
	            str_equal(a->title, b->title) && a->draft == b->draft;

	for (size_t i = 0; i < a->form_count && same; i++)
		same = str_equal(a->forms[i].text, b->forms[i].text);
	for (size_t i = 0; i < a->alias_count && same; i++)
		same = str_equal(a->aliases[i].address, b->aliases[i].address);
	return same;
}

const struct site *link_site(struct site *site, struct diags *diags)
{
	return link_again(site, NULL, diags);
}

const struct site *link_again(struct site *site, const bool *fresh, struct diags *diags)
{
	struct linker linker = {.site = site, .diags = diags, .arena = &site->arena, .fresh = fresh};

	arena_reset(&site->arena);
	link_assets(site);
	names_build(&linker.names, &linker.scratch, site);
	anchor_tables_init(&linker.anchors, &linker.scratch, site->entry_count);
	linker.linked = arena_array(&linker.scratch, bool, site->entry_count);
	linker.referred = arena_array(&linker.scratch, bool, site->entry_count);

	link_tags(&linker);
	link_addresses(&linker); /* all are known before anything is linked */
	link_redirects(&linker);
	link_nav(&linker);
	link_numbers(&linker);
	link_crosslinks(&linker);
	link_images(&linker);
	link_relations(&linker);
	link_citations(&linker);
	link_ledger(&linker);
	link_concordance(&linker); /* last, when it is known what refers to a term */

	names_release(&linker.names);
	anchor_tables_release(&linker.anchors);
	suggester_release(&linker.files);
	map_release(&linker.claims);
	buf_release(&linker.buf);
	arena_release(&linker.item);
	arena_release(&linker.scratch);
	return site;
}
