/* How it works: each reference in the front matter becomes an edge. The edges are sorted twice, by where they begin and
 * by where they lead, so that both ends find theirs without a list of their own. What contradicts itself is then found
 * by walking the sorted edges: a pair that two edges join, and rings, by a walk in depth without recursion. */
#include "link/relations.h"

#include <stddef.h>
#include <stdlib.h>

#include "link/group.h"
#include "link/linker.h"

/* A field's place among all fields, by its address: addresses differ from run to run, the order does not. */
struct field_rank {
	const struct field *field;
	uint32_t order;
	bool nested; /* in a record */
};

static int by_address(const void *left, const void *right)
{
	uintptr_t a = (uintptr_t)((const struct field_rank *)left)->field;
	uintptr_t b = (uintptr_t)((const struct field_rank *)right)->field;

	return (a > b) - (a < b);
}

static size_t count_fields(const struct field *fields, size_t count)
{
	size_t total = count;

	for (size_t i = 0; i < count; i++)
		total += count_fields(fields[i].fields, fields[i].field_count);
	return total;
}

static void rank_fields(
	struct field_rank *ranks, size_t *rank_count, const struct field *fields, size_t count, bool nested)
{
	for (size_t i = 0; i < count; i++) {
		ranks[*rank_count] = (struct field_rank){&fields[i], (uint32_t)*rank_count, nested};
		++*rank_count;
		rank_fields(ranks, rank_count, fields[i].fields, fields[i].field_count, true);
	}
}

struct ranking {
	struct field_rank *ranks;
	size_t count;
};

static struct ranking rank_schema(struct arena *arena, const struct schema *schema)
{
	struct ranking ranking = {0};
	size_t total = 0;

	for (size_t i = 0; i < schema->type_count; i++)
		total += count_fields(schema->types[i].fields, schema->types[i].field_count);
	ranking.ranks = arena_array(arena, struct field_rank, total);
	for (size_t i = 0; i < schema->type_count; i++)
		rank_fields(ranking.ranks, &ranking.count, schema->types[i].fields, schema->types[i].field_count, false);
	qsort(ranking.ranks, ranking.count, sizeof(*ranking.ranks), by_address);
	return ranking;
}

static const struct field_rank *rank_of(const struct ranking *ranking, const struct field *field)
{
	const struct field_rank key = {.field = field};

	return bsearch(&key, ranking->ranks, ranking->count, sizeof(key), by_address);
}

static struct str type_names(struct linker *linker, const struct field *field)
{
	struct str names = STR("");

	for (size_t i = 0; i < field->to_count; i++)
		names = str_format(&linker->item, "%.*s%s%.*s", STR_ARG(names), i ? " or " : "", STR_ARG(field->to[i]->name));
	return names;
}

/* The entry is missing among those that the field may refer to. */
static void report_missing(
	struct linker *linker, const struct entry *entry, const struct field_ref *ref, const struct name_scope *scope)
{
	const struct name_scope ids = {.ids_only = true};
	struct name_match other = names_find(&linker->names, ref->name, &ids);
	struct str field = ref->field->name;

	if (other.entry && !is_left_out(linker->site, other.entry))
		diag_add_span(linker->diags, DIAG_REF_TYPE, entry->path, ref->place, characters(ref->name),
			"`%.*s` takes entries of the type %.*s, but %.*s is %s%.*s", STR_ARG(field),
			STR_ARG(type_names(linker, ref->field)), STR_ARG(other.entry->id), other.entry->type ? "of the type " : "",
			STR_ARG(other.entry->type ? other.entry->type->name : STR("a page without a type")));
	else
		diag_add_span(linker->diags, DIAG_REF_UNKNOWN, entry->path, ref->place, characters(ref->name),
			"no %.*s%snamed \"%.*s\"%.*s", STR_ARG(type_names(linker, ref->field)),
			ref->field->to_count ? " " : "entry ", STR_ARG(shown(linker, ref->name)),
			STR_ARG(did_you_mean(linker, names_suggest(&linker->names, ref->name, scope))));
}

/* Finds what a reference names; NULL, said why, when it cannot be shown. */
static const struct entry *resolve(struct linker *linker, const struct entry *entry, const struct field_ref *ref)
{
	struct name_scope scope = {.types = ref->field->to, .type_count = ref->field->to_count, .ids_only = true};
	struct name_match match = names_find(&linker->names, ref->name, &scope);
	uint32_t length = characters(ref->name);

	if (match.entry && is_left_out(linker->site, match.entry)) {
		diag_add_span(linker->diags, DIAG_LINK_DRAFT, entry->path, ref->place, length,
			"%.*s is a draft, so `%.*s` leaves it out", STR_ARG(match.entry->id), STR_ARG(ref->field->name));
		return NULL;
	}
	if (match.rival_count > 1) {
		diag_add_span(linker->diags, DIAG_LINK_AMBIGUOUS, entry->path, ref->place, length,
			"\"%.*s\" may be %.*s; write the id of the one you mean", STR_ARG(shown(linker, ref->name)),
			STR_ARG(names_rivals(&linker->names, &match)));
		return NULL;
	}
	if (!match.entry) {
		report_missing(linker, entry, ref, &scope);
		return NULL;
	}
	if (match.entry == entry) {
		diag_add_span(linker->diags, DIAG_REF_SELF, entry->path, ref->place, length,
			"`%.*s` refers to the entry itself; delete it", STR_ARG(ref->field->name));
		return NULL;
	}
	return match.entry;
}

static int by_field_and_end(const void *left, const void *right)
{
	const struct written *a = left, *b = right;
	const struct edge *x = &a->edge, *y = &b->edge;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	if (a->mirrored != b->mirrored)
		return a->mirrored ? 1 : -1;
	return (a->ref > b->ref) - (a->ref < b->ref);
}

static int by_field_and_beginning(const void *left, const void *right)
{
	const struct edge *x = left, *y = right;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

/* The field under which the other end shows a symmetric relation: its own of the same name, where its type differs. */
static const struct field *mirror_field(const struct field_rank *rank, const struct entry *other)
{
	const struct field *own = rank->nested || !other->type ? NULL : schema_field(other->type, rank->field->name);

	return own && own->kind == FIELD_REF && own->symmetric ? own : rank->field;
}

static void add_edge(struct written **edges, size_t *count, size_t *capacity, struct written written)
{
	*edges = grow(*edges, *count, capacity, sizeof(**edges));
	(*edges)[(*count)++] = written;
}

/* All references as edges, in the order of the entries; a symmetric one gets a mirror image. */
static struct written *collect(struct linker *linker, const struct ranking *ranking, size_t *count)
{
	struct site *site = linker->site;
	struct written *edges = NULL;
	size_t capacity = 0;

	*count = 0;
	for (size_t i = 0; i < site->entry_count; i++) {
		struct entry *entry = &site->entries[i];

		for (size_t at = 0; at < entry->ref_count; at++) {
			struct field_ref *ref = &entry->refs[at];
			const struct field_rank *rank = rank_of(ranking, ref->field);

			ref->target = resolve(linker, entry, ref);
			if (!ref->target || !rank)
				continue;
			uint32_t from = (uint32_t)i, to = (uint32_t)ref->target->index;
			linker->referred[to] = true;
			add_edge(&edges, count, &capacity,
				(struct written){.edge = {from, to, rank->order, ref->field}, .ref = ref, .nested = rank->nested});
			if (!ref->field->symmetric)
				continue;
			const struct field *mirror = mirror_field(rank, ref->target);
			uint32_t order = rank_of(ranking, mirror)->order;
			add_edge(&edges, count, &capacity,
				(struct written){
					.edge = {to, from, order, mirror}, .ref = ref, .nested = rank->nested, .mirrored = true});
		}
		arena_reset(&linker->item);
	}
	return edges;
}

static bool same_edge(const struct edge *a, const struct edge *b)
{
	return a->from == b->from && a->to == b->to && a->order == b->order;
}

/* What stands on one end only, or twice in one field. `first` is written, unless the other end alone has written it. */
static void check_copies(struct linker *linker, const struct written *first, const struct written *copy)
{
	const struct site *site = linker->site;

	if (copy->mirrored || copy->nested)
		return;
	diag_add_span(linker->diags, DIAG_REF_TWICE, site->entries[copy->edge.from].path, copy->ref->place,
		characters(copy->ref->name), "`%.*s` has %.*s twice; delete one", STR_ARG(first->edge.field->name),
		STR_ARG(site->entries[copy->edge.to].id));
}

static void check_sides(struct linker *linker, const struct written *first)
{
	const struct site *site = linker->site;
	const struct entry *other = &site->entries[first->edge.from];

	if (!first->mirrored)
		return;
	/* the mirror image stands alone: this end has not written it, the other has */
	diag_add_span(linker->diags, DIAG_REF_ONE_SIDED, site->entries[first->edge.to].path, first->ref->place,
		characters(first->ref->name), "`%.*s` is symmetric, but %.*s does not name %.*s; write it there as well",
		STR_ARG(first->edge.field->name), STR_ARG(other->id), STR_ARG(site->entries[first->edge.to].id));
}

/* Keeps one edge of each kind between two entries. */
static size_t merge_copies(struct linker *linker, struct written *edges, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (kept && same_edge(&edges[kept - 1].edge, &edges[i].edge)) {
			check_copies(linker, &edges[kept - 1], &edges[i]);
			continue;
		}
		check_sides(linker, &edges[i]);
		edges[kept++] = edges[i];
	}
	return kept;
}

void link_relations(struct linker *linker)
{
	struct site *site = linker->site;
	struct ranking ranking = rank_schema(&linker->scratch, &site->config->schema);
	size_t count;
	struct written *found = collect(linker, &ranking, &count);
	struct grouping forward = {
		sizeof(*found), offsetof(struct written, edge.from), site->entry_count, by_field_and_end};
	struct written *edges = group_items(&linker->scratch, found, count, &forward);

	free(found);
	count = merge_copies(linker, edges, count);
	site->edge_count = count;
	site->forward = arena_array(linker->arena, struct edge, count);
	for (size_t i = 0; i < count; i++)
		site->forward[i] = edges[i].edge;
	struct grouping backward = {
		sizeof(struct edge), offsetof(struct edge, to), site->entry_count, by_field_and_beginning};
	site->backward = group_items(linker->arena, site->forward, count, &backward);
	check_contradictions(linker, edges, count);
	check_cycles(linker, edges, count);
}
