/* Where sentences end, and how one looks when it is quoted elsewhere. */
#ifndef GLOSSA_PARSE_SENTENCES_H
#define GLOSSA_PARSE_SENTENCES_H

#include "base/str.h"

/* The end of the sentence that begins at `from`: past its closing marks and the white space after them. */
size_t sentence_end(struct str text, size_t from);
/* The sentence as plain text of at most 300 characters around `at` (an offset into it), cut at words with "…". */
struct str sentence_excerpt(struct arena *arena, struct str sentence, size_t at);

#endif
