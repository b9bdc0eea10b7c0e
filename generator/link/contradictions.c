/* How it works: the edges, sorted once more by the pair they join, show side by side what is said about one pair. Rings
 * are found field by field, with the three colours of a walk in depth; the stack is an array, since a chain may be as
 * long as the handbook has entries. */
#include <stddef.h>
#include <stdlib.h>

#include "link/group.h"
#include "link/relations.h"

/* So many entries of a ring are named; the others are counted. */
enum { NAMED_IN_RING = 8 };

static int by_other_end(const void *left, const void *right)
{
	const struct edge *x = &((const struct written *)left)->edge, *y = &((const struct written *)right)->edge;

	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* The file that a reference stands in. */
static struct str path_of(const struct linker *linker, const struct written *written)
{
	return linker->site->entries[written->mirrored ? written->edge.to : written->edge.from].path;
}

/* One pair: a hierarchy and a symmetric relation at once. */
static void check_pair(struct linker *linker, const struct written *edges, size_t count)
{
	const struct entry *entries = linker->site->entries;
	const struct written *hierarchy = NULL, *symmetric = NULL;

	for (size_t i = 0; i < count; i++) {
		if (edges[i].edge.field->acyclic && !hierarchy)
			hierarchy = &edges[i];
		else if (edges[i].edge.field->symmetric && !symmetric)
			symmetric = &edges[i];
	}
	if (!hierarchy || !symmetric)
		return;
	const struct written *blamed = symmetric->mirrored ? hierarchy : symmetric;
	diag_add_span(linker->diags, DIAG_REF_CONTRADICTION, path_of(linker, blamed), blamed->ref->place,
		characters(blamed->ref->name),
		"%.*s and %.*s are joined by `%.*s` and by `%.*s`, which exclude each other; drop one",
		STR_ARG(entries[hierarchy->edge.from].id), STR_ARG(entries[hierarchy->edge.to].id),
		STR_ARG(hierarchy->edge.field->name), STR_ARG(symmetric->edge.field->name));
}

void check_contradictions(struct linker *linker, const struct written *edges, size_t count)
{
	const size_t entry_count = linker->site->entry_count;
	struct grouping grouping = {sizeof(*edges), offsetof(struct written, edge.from), entry_count, by_other_end};
	const struct written *pairs = group_items(&linker->scratch, edges, count, &grouping);
	size_t begin = 0;

	for (size_t i = 0; i < count; i++) {
		if (i + 1 < count && pairs[i].edge.from == pairs[i + 1].edge.from && pairs[i].edge.to == pairs[i + 1].edge.to)
			continue;
		/* a symmetric pair stands there in both directions: the one with the hierarchy is enough */
		check_pair(linker, pairs + begin, i + 1 - begin);
		begin = i + 1;
	}
}

/* One entry on the way, with the edges that lead on. */
struct step {
	uint32_t entry;
	size_t next, end; /* into edges */
};

struct walk {
	struct linker *linker;
	const struct written *edges;
	const size_t *first; /* by entry: its edges; one more for the end */
	uint32_t order;      /* of the field that is followed */
	const struct field *field;
	uint32_t *entered; /* by entry: order + 1 of the last field whose walk came by */
	uint32_t *depth;   /* by entry: its step + 1 while it is on the way, else 0 */
	struct step *steps;
	size_t step_count;
};

/* The first edge of the entry whose field's order is at least `order`. */
static size_t edges_of(const struct walk *walk, uint32_t entry, uint32_t order)
{
	size_t from = walk->first[entry], end = walk->first[entry + 1];

	while (from < end) {
		size_t middle = from + (end - from) / 2;

		if (walk->edges[middle].edge.order < order)
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

static void enter(struct walk *walk, uint32_t entry)
{
	walk->entered[entry] = walk->order + 1;
	walk->steps[walk->step_count++] = (struct step){
		entry, edges_of(walk, entry, walk->order), edges_of(walk, entry, walk->order + 1)};
	walk->depth[entry] = (uint32_t)walk->step_count;
}

static void report_ring(struct walk *walk, const struct written *closing)
{
	const struct entry *entries = walk->linker->site->entries;
	const struct step *ring = &walk->steps[walk->depth[closing->edge.to] - 1];
	size_t length = walk->step_count - walk->depth[closing->edge.to] + 1;
	struct buf *way = &walk->linker->buf;

	buf_reset(way);
	for (size_t i = 0; i < length && i < NAMED_IN_RING; i++)
		buf_printf(way, "%.*s → ", STR_ARG(entries[ring[i].entry].id));
	if (length > NAMED_IN_RING)
		buf_printf(way, "%zu others → ", length - NAMED_IN_RING);
	buf_put(way, entries[closing->edge.to].id);
	diag_add_span(walk->linker->diags, DIAG_REF_CYCLE, path_of(walk->linker, closing), closing->ref->place,
		characters(closing->ref->name), "`%.*s` leads back to where it began: %.*s", STR_ARG(walk->field->name),
		STR_ARG(buf_str(way)));
}

static void walk_from(struct walk *walk, uint32_t start)
{
	enter(walk, start);
	while (walk->step_count) {
		struct step *step = &walk->steps[walk->step_count - 1];

		if (step->next == step->end) {
			walk->depth[step->entry] = 0;
			walk->step_count--;
			continue;
		}
		const struct written *edge = &walk->edges[step->next++];
		if (walk->depth[edge->edge.to])
			report_ring(walk, edge);
		else if (walk->entered[edge->edge.to] != walk->order + 1)
			enter(walk, edge->edge.to);
	}
}

static int by_order(const void *left, const void *right)
{
	const struct edge *x = &((const struct written *)left)->edge, *y = &((const struct written *)right)->edge;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

void check_cycles(struct linker *linker, const struct written *edges, size_t count)
{
	const size_t entry_count = linker->site->entry_count;
	struct arena *scratch = &linker->scratch;
	size_t *first = arena_array(scratch, size_t, entry_count + 1);
	struct written *acyclic = arena_array(scratch, struct written, count);
	size_t acyclic_count = 0;
	struct walk walk = {.linker = linker, .edges = edges, .first = first};

	for (size_t i = 0; i < count; i++) {
		first[edges[i].edge.from + 1]++;
		if (edges[i].edge.field->acyclic)
			acyclic[acyclic_count++] = edges[i];
	}
	if (acyclic_count == 0)
		return;
	for (size_t i = 0; i < entry_count; i++)
		first[i + 1] += first[i];
	walk.entered = arena_array(scratch, uint32_t, entry_count);
	walk.depth = arena_array(scratch, uint32_t, entry_count);
	walk.steps = arena_array(scratch, struct step, entry_count);
	qsort(acyclic, acyclic_count, sizeof(*acyclic), by_order);
	for (size_t i = 0; i < acyclic_count; i++) {
		const struct edge *edge = &acyclic[i].edge;

		walk.order = edge->order;
		walk.field = edge->field;
		if (walk.entered[edge->from] != walk.order + 1)
			walk_from(&walk, edge->from);
	}
}
