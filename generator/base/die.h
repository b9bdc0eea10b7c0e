/* Ends the program when it cannot go on: out of memory is the only such case below main().
 * Nothing is published before the final exchange, so leaving at any point is clean. */
#ifndef GLOSSA_BASE_DIE_H
#define GLOSSA_BASE_DIE_H

#include <stddef.h>

/* Says "glossa: out of memory" and exits with status 3. */
_Noreturn void die_out_of_memory(void);

/* malloc, calloc and realloc that never return NULL. */
void *must_alloc(size_t size);
void *must_zalloc(size_t count, size_t size);
void *must_realloc(void *block, size_t size);

#endif
