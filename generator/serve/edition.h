/* One edition of the site: a linked handbook from which each file is made when it is asked for. Nothing of it is on the
 * disk. An edition is used by one thread at a time; what it hands out lives on by itself. */
#ifndef GLOSSA_SERVE_EDITION_H
#define GLOSSA_SERVE_EDITION_H

#include "build.h"

struct edition;

/* Bytes on their way to browsers, gone with the last who holds them. */
struct served {
	struct str bytes;
	uint64_t hash;
};
void served_drop(struct served *served);

/* Takes `render` over; borrows the build, and from the edition before (or NULL) the files that have not changed. Files
 * that are copied are read now, so that the edition stays what it is. */
struct edition *edition_new(struct build *build, struct render *render, const struct edition *before);
void edition_release(struct edition *edition); /* NULL is none */

/* The file at an address ("terms/r2p.html"), to be dropped after use; NULL when there is none. */
struct served *edition_find(struct edition *edition, struct str address);
/* Texts are there compressed as well, with ".gz" behind their addresses. */
bool edition_packs(const struct edition *edition);
bool edition_has(const struct edition *edition, struct str address);

#endif
