/* Sources as others cite them, and what CSL-JSON and BibTeX share: keys, people, dates. What a field of a source is says
 * its `means: csl:…`. */
#ifndef GLOSSA_EXPORT_REFERENCES_H
#define GLOSSA_EXPORT_REFERENCES_H

#include "export/exporting.h"
#include "model/meanings.h"
#include "model/people.h"

/* What it is cited by: the name of its file, as far as BibTeX can hold it; what had to be changed gets a few digits of
 * its own, so that it stays one key for one source. Of an entry that is no source, its id. */
struct str reference_key(struct arena *arena, const struct entry *entry);
/* One of CSL's types; "document" for what it does not know. */
struct str reference_type(const struct entry *entry);
bool is_reference(const struct entry *entry);

/* The value of a source's field by its meaning ("csl:volume"), as one text; "" for none. */
struct str reference_text(struct arena *arena, const struct entry *entry, struct str means);
/* 10.1093/ia/iiab221, without the address before it. */
struct str reference_doi(struct str doi);

#endif
