/* What a term's page shows of the handbook: each sentence that names it or links to it, on whatever page. Links to
 * other entries are kept as well, so that every entry knows the sentences that lead to it. */
#include "link/linker.h"
#include "link/uses.h"

static void collect_mentions(struct linker *linker, struct use_list *uses, const struct entry *by)
{
	const struct site *site = linker->site;

	for (size_t i = 0; i < by->body.mention_count; i++) {
		const struct mention *mention = &by->body.mentions[i];
		const struct entry *of = site->forms[mention->form].entry;

		if (of == by)
			continue;
		linker->linked[index_of(linker, of)] = true;
		if (mention->prose && mention->sentence)
			use_add(uses, (struct sighting){index_of(linker, of), index_of(linker, by), mention->sentence});
	}
	for (size_t i = 0; i < by->body.link_count; i++) {
		const struct link *link = &by->body.links[i];

		if (link->to && link->to != by && link->sentence)
			use_add(uses, (struct sighting){index_of(linker, link->to), index_of(linker, by), link->sentence});
	}
}

static void report_unused(struct linker *linker)
{
	for (size_t i = 0; i < linker->site->entry_count; i++) {
		const struct entry *entry = &linker->site->entries[i];
		bool term = entry->type && entry->type->role == ROLE_GLOSSARY && !entry->type_index;

		if (term && !linker->linked[i] && !linker->referred[i])
			diag_add(linker->diags, DIAG_TERM_UNUSED, entry->path,
				entry->title_place.line ? entry->title_place : entry->place,
				"no other entry mentions \"%.*s\" or links to it", STR_ARG(shown(linker, entry->title)));
	}
}

void link_concordance(struct linker *linker)
{
	struct site *site = linker->site;
	struct use_list uses = {0};

	for (size_t i = 0; i < site->entry_count; i++)
		collect_mentions(linker, &uses, &site->entries[i]);
	site->mentions = uses_sorted(linker->arena, &uses, site, &site->mention_count);
	report_unused(linker);
}
