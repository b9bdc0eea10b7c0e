/* The forms that text is matched against. */
#ifndef GLOSSA_LINK_FORM_TABLE_H
#define GLOSSA_LINK_FORM_TABLE_H

#include "base/diag.h"
#include "model/site.h"

/* Fills site.forms from the entries that text is linked to: those of the glossary unless they say `autolink: false`,
 * others that say `autolink: true`. Each form once: acronyms first, each group by entry and in the order written. Of
 * two entries that claim one form the first by id keeps it. Needs the entries in order. */
void link_forms(struct site *site, struct diags *diags);

#endif
