/* How it works: all relations are gathered at both ends and sorted. One walk in depth over the hierarchy finds the
 * edges that would close a ring, and how far below the top each term can lie. A related pair is kept when neither end
 * can be reached from the other going up; the depths end most of these searches before they begin, and what a hostile
 * handbook makes too long to find out is left out. */
#include "export/concepts.h"

#include <stdlib.h>

#include "base/arena.h"

enum { MOST_STEPS = 50000000 }; /* of all searches together: some tenths of a second */

const struct str RELATION_NAMES[RELATION_KINDS] = {
	[RELATION_BROADER] = STR_INIT("skos:broader"),
	[RELATION_NARROWER] = STR_INIT("skos:narrower"),
	[RELATION_RELATED] = STR_INIT("skos:related"),
	[RELATION_BROAD_MATCH] = STR_INIT("skos:broadMatch"),
	[RELATION_NARROW_MATCH] = STR_INIT("skos:narrowMatch"),
	[RELATION_RELATED_MATCH] = STR_INIT("skos:relatedMatch"),
	[RELATION_CLOSE_MATCH] = STR_INIT("skos:closeMatch"),
	[RELATION_EXACT_MATCH] = STR_INIT("skos:exactMatch"),
};

static const enum relation_kind INVERSE[RELATION_KINDS] = {
	[RELATION_BROADER] = RELATION_NARROWER,
	[RELATION_NARROWER] = RELATION_BROADER,
	[RELATION_RELATED] = RELATION_RELATED,
	[RELATION_BROAD_MATCH] = RELATION_NARROW_MATCH,
	[RELATION_NARROW_MATCH] = RELATION_BROAD_MATCH,
	[RELATION_RELATED_MATCH] = RELATION_RELATED_MATCH,
	[RELATION_CLOSE_MATCH] = RELATION_CLOSE_MATCH,
	[RELATION_EXACT_MATCH] = RELATION_EXACT_MATCH,
};

bool is_concept(const struct entry *entry)
{
	return entry->type && entry->type->role == ROLE_GLOSSARY;
}

/* ---- gathering ---- */

static int by_from(const void *left, const void *right)
{
	const struct relation *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

static void add(struct concepts *c, uint32_t from, enum relation_kind kind, uint32_t to)
{
	c->relations = arena_grow(&c->arena, c->relations, c->count, &c->capacity, sizeof(*c->relations));
	c->relations[c->count++] = (struct relation){from, to, kind};
}

static void gather(struct concepts *c)
{
	const struct site *site = c->site;

	for (size_t i = 0; i < site->edge_count; i++) {
		const struct edge *edge = &site->forward[i];
		size_t kind = 0;

		if (!edge->field->means.len || edge->from == edge->to || !is_concept(&site->entries[edge->from]) ||
			!is_concept(&site->entries[edge->to]))
			continue;
		while (kind < RELATION_KINDS && !str_equal(edge->field->means, RELATION_NAMES[kind]))
			kind++;
		if (kind == RELATION_KINDS)
			continue;
		add(c, edge->from, (enum relation_kind)kind, edge->to);
		add(c, edge->to, INVERSE[kind], edge->from);
	}
	if (c->count)
		qsort(c->relations, c->count, sizeof(*c->relations), by_from);
	size_t kept = 0;
	for (size_t i = 0; i < c->count; i++)
		if (!kept || by_from(&c->relations[kept - 1], &c->relations[i]) != 0)
			c->relations[kept++] = c->relations[i];
	c->count = kept;
}

/* ---- what contradicts ---- */

struct step {
	uint32_t entry;
	size_t next, end; /* into relations */
};

struct checking {
	struct concepts *c;
	struct arena scratch;
	size_t *first;   /* by entry: its relations; one more for the end */
	uint32_t *depth; /* by entry: the longest way up, counted in steps */
	uint8_t *colour; /* by entry: 0 not met, 1 on the way, 2 done */
	uint32_t *met;   /* by entry: number of the search that came by */
	uint32_t *exact; /* by entry: what it is the same as; itself where nothing */
	bool *dropped;   /* by relation */
	struct step *way;
	uint32_t *queue;
	uint32_t search;
	size_t steps;
};

static bool leads_up(enum relation_kind kind)
{
	return kind == RELATION_BROADER || kind == RELATION_BROAD_MATCH;
}

/* The relation as it stands at the other end. */
static size_t other_end(const struct checking *k, size_t relation)
{
	const struct relation *of = &k->c->relations[relation];
	const struct relation wanted = {of->to, of->from, INVERSE[of->kind]};
	const struct relation *found = bsearch(
		&wanted, k->c->relations + k->first[of->to], k->first[of->to + 1] - k->first[of->to], sizeof(wanted), by_from);

	return (size_t)(found - k->c->relations); /* both ends were added at once */
}

static void drop(struct checking *k, size_t relation)
{
	k->dropped[other_end(k, relation)] = true;
	k->dropped[relation] = true;
}

static void enter(struct checking *k, size_t *length, uint32_t entry)
{
	k->colour[entry] = 1;
	k->way[(*length)++] = (struct step){entry, k->first[entry], k->first[entry + 1]};
}

/* Walks up from an entry: what leads back onto the way is dropped. */
static void walk_up(struct checking *k, uint32_t start)
{
	size_t length = 0;

	enter(k, &length, start);
	while (length) {
		struct step *step = &k->way[length - 1];

		if (step->next == step->end) {
			k->colour[step->entry] = 2;
			length--;
			if (length && k->depth[k->way[length - 1].entry] <= k->depth[step->entry])
				k->depth[k->way[length - 1].entry] = k->depth[step->entry] + 1;
			continue;
		}
		size_t relation = step->next++;
		uint32_t to = k->c->relations[relation].to;
		if (!leads_up(k->c->relations[relation].kind))
			continue;
		if (k->colour[to] == 1)
			drop(k, relation);
		else if (k->colour[to] == 0)
			enter(k, &length, to);
		else if (k->depth[step->entry] <= k->depth[to])
			k->depth[step->entry] = k->depth[to] + 1;
	}
}

/* Whether going up from `from` can lead to `to`; true as well when nobody has the time to find out. */
static bool is_above(struct checking *k, uint32_t from, uint32_t to)
{
	size_t begin = 0, end = 0;

	if (k->depth[to] >= k->depth[from])
		return false;
	k->met[from] = ++k->search;
	k->queue[end++] = from;
	while (begin < end) {
		uint32_t entry = k->queue[begin++];

		for (size_t i = k->first[entry]; i < k->first[entry + 1]; i++) {
			uint32_t next = k->c->relations[i].to;

			if (!leads_up(k->c->relations[i].kind) || k->dropped[i])
				continue;
			if (next == to || ++k->steps > MOST_STEPS)
				return true;
			if (k->met[next] == k->search || k->depth[next] <= k->depth[to])
				continue;
			k->met[next] = k->search;
			k->queue[end++] = next;
		}
	}
	return false;
}

static uint32_t same_as(struct checking *k, uint32_t entry)
{
	while (k->exact[entry] != entry)
		entry = k->exact[entry] = k->exact[k->exact[entry]];
	return entry;
}

static bool contradicts(struct checking *k, const struct relation *relation)
{
	bool same = same_as(k, relation->from) == same_as(k, relation->to);

	switch (relation->kind) {
	case RELATION_BROAD_MATCH:
	case RELATION_NARROW_MATCH: return same;
	case RELATION_RELATED_MATCH:
		if (same)
			return true;
		return is_above(k, relation->from, relation->to) || is_above(k, relation->to, relation->from);
	case RELATION_RELATED:
		return is_above(k, relation->from, relation->to) || is_above(k, relation->to, relation->from);
	default: return false;
	}
}

static void index_relations(struct checking *k, size_t entries)
{
	for (size_t i = 0; i < k->c->count; i++)
		k->first[k->c->relations[i].from + 1]++;
	for (size_t i = 0; i < entries; i++) {
		k->first[i + 1] += k->first[i];
		k->exact[i] = (uint32_t)i;
	}
	for (size_t i = 0; i < k->c->count; i++)
		if (k->c->relations[i].kind == RELATION_EXACT_MATCH)
			k->exact[same_as(k, k->c->relations[i].from)] = same_as(k, k->c->relations[i].to);
}

static void check(struct concepts *c)
{
	struct checking k = {.c = c};
	size_t entries = c->site->entry_count, kept = 0;

	k.first = arena_array(&k.scratch, size_t, entries + 1);
	k.depth = arena_array(&k.scratch, uint32_t, entries);
	k.colour = arena_array(&k.scratch, uint8_t, entries);
	k.met = arena_array(&k.scratch, uint32_t, entries);
	k.exact = arena_array(&k.scratch, uint32_t, entries);
	k.dropped = arena_array(&k.scratch, bool, c->count);
	k.way = arena_array(&k.scratch, struct step, entries);
	k.queue = arena_array(&k.scratch, uint32_t, entries);
	index_relations(&k, entries);
	for (size_t i = 0; i < entries; i++)
		if (k.colour[i] == 0 && k.first[i] < k.first[i + 1])
			walk_up(&k, (uint32_t)i);
	for (size_t i = 0; i < c->count; i++)
		if (!k.dropped[i] && contradicts(&k, &c->relations[i]))
			drop(&k, i);
	for (size_t i = 0; i < c->count; i++)
		if (!k.dropped[i])
			c->relations[kept++] = c->relations[i];
	c->count = kept;
	arena_release(&k.scratch);
}

void concepts_init(struct concepts *concepts, const struct site *site)
{
	*concepts = (struct concepts){.site = site};
	gather(concepts);
	if (concepts->count)
		check(concepts);
}

void concepts_release(struct concepts *concepts)
{
	arena_release(&concepts->arena);
}

/* ---- what is asked of it ---- */

const struct relation *concept_relations(const struct concepts *concepts, const struct entry *entry, size_t *count)
{
	size_t low = 0, high = concepts->count, end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (concepts->relations[middle].from < entry->index)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < concepts->count && concepts->relations[end].from == entry->index;)
		end++;
	*count = end - low;
	return concepts->relations + low;
}

bool is_top_concept(const struct concepts *concepts, const struct entry *entry)
{
	size_t count;
	const struct relation *relations = concept_relations(concepts, entry, &count);

	return !count || relations[0].kind != RELATION_BROADER;
}
