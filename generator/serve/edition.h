/* One edition of the site in memory: address → bytes. Filled once, then const; shared by whoever sends from it and
 * gone with the last of them. */
#ifndef GLOSSA_SERVE_EDITION_H
#define GLOSSA_SERVE_EDITION_H

#include "base/map.h"
#include "build.h"

struct edition;

struct edition_file {
	struct str address; /* "terms/r2p.html" */
	struct str bytes;
	uint64_t hash;
};

/* All that a loaded build makes. What goes wrong is in the build. */
struct edition *edition_build(struct build *build, enum outcome *outcome);
struct edition *edition_hold(struct edition *edition);
void edition_drop(struct edition *edition); /* NULL is none */

/* NULL when there is none. */
const struct edition_file *edition_find(const struct edition *edition, struct str address);
size_t edition_count(const struct edition *edition);
/* The addresses whose bytes differ, are new or gone, as a JSON list; of more than `most` only true. */
void edition_changes(struct buf *out, const struct edition *before, const struct edition *after, size_t most);

#endif
