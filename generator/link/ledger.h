/* The ledger, content/ledger.txt: which addresses have been published, so that none disappears unnoticed. A line each:
 *
 *     terms/r2p.html             a page, of whatever kind, or an alias
 *     terms/r2p.html#pillars     a heading, a record, or a figure or table that its author has named; no paragraphs
 *     papers/a.pdf               a file beside the entries, where somebody has added it
 *
 * Empty lines and those that begin with '#' say nothing; order and repetition do not matter, so that merging two is easy. */
#ifndef GLOSSA_LINK_LEDGER_H
#define GLOSSA_LINK_LEDGER_H

#include "model/site.h"

enum ledger_fault { LEDGER_FINE, LEDGER_MERGE_MARK, LEDGER_NO_ADDRESS, LEDGER_OWN };

struct ledger_line {
	struct str address, anchor; /* anchor: "" for the page itself */
	struct str text;            /* both */
	struct place place;
	enum ledger_fault fault;
	bool holds; /* it leads somewhere, perhaps by an alias */
};

struct ledger {
	bool kept; /* there is one */
	struct ledger_line *lines;
	size_t count;
	struct map promised;  /* texts of its lines */
	struct map published; /* what the handbook publishes now; in no order */
};

/* The handbook must be linked, its ledger loaded. Release it. */
void ledger_compare(struct arena *arena, const struct site *site, struct ledger *ledger);
void ledger_release(struct ledger *ledger);

#endif
