/* For tables of what is wrong: each row brings about one diagnostic, which is returned, and no other. */
#ifndef GLOSSA_TESTS_ONE_DIAG_H
#define GLOSSA_TESTS_ONE_DIAG_H

#include "base/diag.h"
#include "tap.h"

static inline struct diag is_one_diag(
	const struct diags *diags, size_t row, enum diag_code code, uint32_t line, uint32_t column, const char *message)
{
	struct diag diag = diags->count ? diags->items[0] : (struct diag){0};

	is_int(diags->count, 1, "bad %zu: one diagnostic", row);
	is_str(diag.message, str_from(message), "bad %zu: its message", row);
	ok(diags->count && diag.code == code, "bad %zu: its code is %s", row, DIAG_INFO[code].name);
	ok(diag.place.line == line && diag.place.column == column, "bad %zu: its place %u:%u is %u:%u", row,
		diag.place.line, diag.place.column, line, column);
	return diag;
}

#endif
