#include "model/site.h"

#include <stdlib.h>

static size_t first_edge(const struct edge *edges, size_t count, uint32_t entry, bool backward)
{
	size_t from = 0;

	while (from < count) {
		size_t middle = from + (count - from) / 2;

		if ((backward ? edges[middle].to : edges[middle].from) < entry)
			from = middle + 1;
		else
			count = middle;
	}
	return from;
}

struct edges site_edges_from(const struct site *site, const struct entry *entry)
{
	size_t first = first_edge(site->forward, site->edge_count, (uint32_t)entry->index, false);
	size_t end = first_edge(site->forward, site->edge_count, (uint32_t)entry->index + 1, false);

	return (struct edges){site->forward + first, end - first};
}

struct edges site_edges_to(const struct site *site, const struct entry *entry)
{
	size_t first = first_edge(site->backward, site->edge_count, (uint32_t)entry->index, true);
	size_t end = first_edge(site->backward, site->edge_count, (uint32_t)entry->index + 1, true);

	return (struct edges){site->backward + first, end - first};
}

static size_t first_use(const struct use *uses, size_t count, uint32_t entry)
{
	size_t from = 0;

	while (from < count) {
		size_t middle = from + (count - from) / 2;

		if (uses[middle].of < entry)
			from = middle + 1;
		else
			count = middle;
	}
	return from;
}

static struct uses uses_of(const struct use *uses, size_t count, const struct entry *entry)
{
	size_t first = first_use(uses, count, (uint32_t)entry->index);
	size_t end = first_use(uses, count, (uint32_t)entry->index + 1);

	return (struct uses){uses + first, end - first};
}

struct uses site_mentions_of(const struct site *site, const struct entry *entry)
{
	return uses_of(site->mentions, site->mention_count, entry);
}

struct uses site_citations_of(const struct site *site, const struct entry *entry)
{
	return uses_of(site->citations, site->citation_count, entry);
}

void site_release(struct site *site)
{
	map_release(&site->by_id);
	map_release(&site->assets);
	arena_release(&site->asset_arena);
	free(site->forms);
	site->forms = NULL;
	site->form_count = 0;
	arena_release(&site->arena);
}
