/* The terms of a handbook as a concept scheme whose relations keep SKOS's promises, whatever the handbook says:
 * every relation stands at both ends, the hierarchy has no rings, what is related is not also above or below (S27), and
 * an exact match is no broader, narrower or related match (S46). What would break a promise is left out. */
#ifndef GLOSSA_EXPORT_CONCEPTS_H
#define GLOSSA_EXPORT_CONCEPTS_H

#include "model/site.h"

enum relation_kind {
	RELATION_BROADER,
	RELATION_NARROWER,
	RELATION_RELATED,
	RELATION_BROAD_MATCH,
	RELATION_NARROW_MATCH,
	RELATION_RELATED_MATCH,
	RELATION_CLOSE_MATCH,
	RELATION_EXACT_MATCH,
	RELATION_KINDS
};

/* "skos:broader" */
extern const struct str RELATION_NAMES[RELATION_KINDS];

struct relation {
	uint32_t from, to; /* entries' indexes */
	enum relation_kind kind;
};

struct concepts {
	const struct site *site;
	struct relation *relations; /* by from, kind, to */
	size_t count, capacity;
	struct arena arena;
};

bool is_concept(const struct entry *entry);
void concepts_init(struct concepts *concepts, const struct site *site);
void concepts_release(struct concepts *concepts);
/* The relations of one entry: `count` of them. */
const struct relation *concept_relations(const struct concepts *concepts, const struct entry *entry, size_t *count);
/* Nothing is above it. */
bool is_top_concept(const struct concepts *concepts, const struct entry *entry);

#endif
