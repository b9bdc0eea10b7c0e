/* Lists in the order of dates, with headings. */
#ifndef GLOSSA_RENDER_DECADES_H
#define GLOSSA_RENDER_DECADES_H

#include "render/making.h"

/* The field that records of a type stand in the order of; NULL when it is that of their file. */
const struct field *order_field(const struct type *type);

/* The decade in which a date or a period begins. */
int32_t decade_of(const struct value *date);
/* The items of a list by decade, each under `member`; no decades where they stay in one list. */
const struct value *decades_value(
	struct making *m, const struct value *items, const int32_t *decades, unsigned member, struct str id);

#endif
