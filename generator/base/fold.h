/* Unicode folding: one place decides what counts as the same text. */
#ifndef GLOSSA_BASE_FOLD_H
#define GLOSSA_BASE_FOLD_H

#include "base/buf.h"

/* Case folded and composed (NFC), white space runs one space, soft hyphens gone, ’ is ': how names are compared. */
void fold_name(struct buf *out, struct str text);
struct str fold_name_copy(struct arena *arena, struct str text);
/* As fold_name, for one code point: appends what it folds to (nothing for a soft hyphen). Text in decomposed form
 * has to pass through fold_name, which composes. */
void fold_point(struct buf *out, uint32_t code_point);
/* NFC alone. */
void fold_compose(struct buf *out, struct str text);

/* An id fit for addresses: folded, Latin marks dropped, Cyrillic and Greek romanised, other letters kept, all else
 * one hyphen. May be empty. */
struct str fold_slug_copy(struct arena *arena, struct str text);

/* Sorts as a reader looks things up: by script (Latin, Greek, Cyrillic, others, Han), then folded without marks. */
void fold_sort_key(struct buf *out, struct str text);
struct str fold_sort_key_copy(struct arena *arena, struct str text);

/* A letter, digit or combining mark. */
bool fold_is_word(uint32_t code_point);
/* Han or kana: written without spaces, so that each character is a word. */
bool fold_is_ideograph(uint32_t code_point);
bool fold_is_upper(uint32_t code_point);
bool fold_is_space(uint32_t code_point);
/* Columns on a terminal: 0 for combining marks, 2 for wide East Asian characters. */
unsigned fold_columns(uint32_t code_point);

#endif
