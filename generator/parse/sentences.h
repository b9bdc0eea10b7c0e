/* Where sentences end. */
#ifndef GLOSSA_PARSE_SENTENCES_H
#define GLOSSA_PARSE_SENTENCES_H

#include "base/str.h"

/* The end of the sentence that begins at `from`: past its closing marks and the white space after them. */
size_t sentence_end(struct str text, size_t from);

#endif
