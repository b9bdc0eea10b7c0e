/* Entries in the order of their ids. */
#ifndef GLOSSA_LINK_ORDER_H
#define GLOSSA_LINK_ORDER_H

#include "base/diag.h"
#include "model/site.h"

/* Sorts site.entries by id (and path), numbers them, fills by_id and reports ids that two entries have. */
void order_entries(struct site *site, struct diags *diags);

#endif
