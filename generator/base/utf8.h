/* UTF-8: decoding, checking, counting. */
#ifndef GLOSSA_BASE_UTF8_H
#define GLOSSA_BASE_UTF8_H

#include "base/str.h"

/* Decodes the code point at `at` (< s.len) and returns its length in bytes; a bad byte gives U+FFFD and 1. */
size_t utf8_decode(struct str s, size_t at, uint32_t *code_point);
/* The code point that ends just before `at` (> 0), and its length. */
size_t utf8_decode_before(struct str s, size_t at, uint32_t *code_point);
/* Index of the first byte that is not valid UTF-8 (overlong forms and surrogates are not), or s.len. */
size_t utf8_invalid(struct str s);
/* How many code points there are. */
size_t utf8_count(struct str s);
/* At most `count` code points from the front. */
struct str utf8_head(struct str s, size_t count);

/* Bidirectional embeddings, overrides and isolates, which can make text read other than it is. */
bool utf8_is_bidi_control(uint32_t code_point);
/* Planes 15 and 16, which glossa uses for marks of its own. */
bool utf8_is_reserved(uint32_t code_point);

#endif
