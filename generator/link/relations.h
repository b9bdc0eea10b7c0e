/* Relations while they are being linked, and what is wrong between them. */
#ifndef GLOSSA_LINK_RELATIONS_H
#define GLOSSA_LINK_RELATIONS_H

#include "link/linker.h"

/* An edge and the reference it was written as. */
struct written {
	struct edge edge;
	const struct field_ref *ref;
	bool nested;   /* in a record */
	bool mirrored; /* the other end of a symmetric one: `ref` stands in the entry `edge.to` */
};

/* Pairs that two relations join which exclude each other. Edges are sorted by from, field, to. */
void check_contradictions(struct linker *linker, const struct written *edges, size_t count);
/* Rings of an acyclic field; each is told once, where it closes. */
void check_cycles(struct linker *linker, const struct written *edges, size_t count);

#endif
