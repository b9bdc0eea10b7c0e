/* The stage in which the whole handbook meets: names find their entries, relations their other ends, terms the
 * sentences that use them. Serial; afterwards the site is const.
 *
 *   link_entries  when all front matter is parsed: puts site.entries in order of their ids (they move: no pointer to
 *                 one may exist yet), fills by_id and the table of forms that bodies are matched against
 *   link_assets   adds the files of content/ to site.assets, but for those that are there already
 *   link_site     when all bodies are parsed: everything else. Calls link_assets. Can be called again after entries
 *                 have changed, as long as the forms have not
 *   link_again    the same when entries have been replaced, in their places, by others that go by the same names, and
 *                 nothing else has changed: links between the others are not looked up again
 *
 * The caller has filled config, words, entries, drafts and tree. Sizes of pictures are taken from struct asset, or from
 * the asset's bytes where these are loaded. */
#ifndef GLOSSA_LINK_LINK_H
#define GLOSSA_LINK_LINK_H

#include "base/diag.h"
#include "model/site.h"

void link_entries(struct site *site, struct diags *diags);
void link_assets(struct site *site);
/* When the history is there, before or after link_site. */
void link_history(struct site *site, const struct history *history);
const struct site *link_site(struct site *site, struct diags *diags);
/* `fresh`: by entry, whether it has been replaced. */
const struct site *link_again(struct site *site, const bool *fresh, struct diags *diags);
/* Whether others would find the one where they found the other. */
bool link_same_names(const struct entry *a, const struct entry *b);

#endif
