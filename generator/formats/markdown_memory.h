/* The memory that libcmark works in: an arena, so that a tree of hundreds of small nodes costs little to make and nothing
 * to give back; and no NULL, at which libcmark would abort. */
#ifndef GLOSSA_FORMATS_MARKDOWN_MEMORY_H
#define GLOSSA_FORMATS_MARKDOWN_MEMORY_H

#include <cmark.h>

#include "base/arena.h"

/* From here on until the next call on the same thread libcmark takes its memory from `arena`. */
void markdown_memory_begin(struct arena *arena);
cmark_mem *markdown_memory(void);

#endif
