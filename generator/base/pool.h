/* Runs one function over many items on several threads.
 *
 * Items are claimed in order, one at a time. `work` may write only what belongs to its item and what belongs to
 * its worker (0 … workers-1); nothing is shared, so nothing is locked. */
#ifndef GLOSSA_BASE_POOL_H
#define GLOSSA_BASE_POOL_H

#include <stddef.h>

typedef void pool_work(void *context, size_t item, size_t worker);

/* Returns when all items are done. With one worker everything runs on the calling thread. */
void pool_run(size_t workers, size_t items, pool_work *work, void *context);
/* How many workers this machine can use. */
size_t pool_default_workers(void);

#endif
