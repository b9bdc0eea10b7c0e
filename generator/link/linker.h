/* What the files of link/ share while a site is being linked, and their entry points in the order they are called. */
#ifndef GLOSSA_LINK_LINKER_H
#define GLOSSA_LINK_LINKER_H

#include "base/diag.h"
#include "link/anchors.h"
#include "link/names.h"
#include "model/site.h"

struct linker {
	struct site *site;
	struct diags *diags;
	struct arena *arena;  /* the site's: for what stays */
	struct arena scratch; /* given back when linking ends */
	struct arena item;    /* reset after each entry */
	struct names names;
	struct map claims; /* address, folded → struct claim: who stands there */
	struct anchor_tables anchors;
	struct suggester files; /* paths of assets, filled when first needed */
	struct buf buf;
	const bool *fresh; /* by entry: links to and from it are looked up again; NULL: all are */
	bool *linked;      /* by entry: another entry links to it or mentions it */
	bool *referred;    /* by entry: a field of another entry names it */
};

/* Something that stands at an address. */
struct claim {
	struct str address;
	struct str path;           /* the file it comes from; "" for a page that glossa writes itself */
	const struct entry *entry; /* a page's, or the one that an alias leads to */
	const struct alias *alias;
};

/* Whether file systems can hold it. */
bool address_fits(struct str address);
/* What stands at exactly this address, aliases included; NULL for nothing. */
const struct claim *claim_at(struct linker *linker, struct str address);

/* An entry's index, without a look at the entry: these are many and far apart in memory. */
static inline uint32_t index_of(const struct linker *linker, const struct entry *entry)
{
	return (uint32_t)(entry - linker->site->entries);
}

static inline bool is_fresh(const struct linker *linker, const struct entry *entry)
{
	return !linker->fresh || linker->fresh[index_of(linker, entry)];
}

/* For messages, which are added at once: "; did you mean …?", and what an author wrote, on one line and cut short. */
struct str did_you_mean(struct linker *linker, struct str best);
struct str shown(struct linker *linker, struct str text);
/* How much of a line a text takes. */
uint32_t characters(struct str text);

void link_tags(struct linker *linker);
void link_addresses(struct linker *linker);
void link_redirects(struct linker *linker);
void link_nav(struct linker *linker);
void link_numbers(struct linker *linker);
void link_crosslinks(struct linker *linker);
void link_images(struct linker *linker);
void link_relations(struct linker *linker);
void link_citations(struct linker *linker);
void link_concordance(struct linker *linker);
void link_ledger(struct linker *linker);

#endif
