#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>

#include "tap.h"

enum { ITEMS = 1003, MOST = 64 };

struct tally {
	size_t workers;
	unsigned char done[ITEMS];
	size_t by_worker[MOST];
	atomic_bool stranger; /* a worker's number was out of range */
};

static void count_item(void *context, size_t item, size_t worker)
{
	struct tally *tally = context;

	if (worker >= tally->workers || worker >= MOST) {
		atomic_store(&tally->stranger, true);
		return;
	}
	tally->done[item]++;
	tally->by_worker[worker]++;
}

static void run(size_t workers, size_t items)
{
	struct tally tally = {.workers = workers ? workers : 1};
	size_t once = 0, total = 0;

	pool_run(workers, items, count_item, &tally);
	for (size_t i = 0; i < ITEMS; i++)
		once += tally.done[i] == (i < items);
	for (size_t i = 0; i < MOST; i++)
		total += tally.by_worker[i];
	is_int(once, ITEMS, "%zu workers do each of %zu items once", workers, items);
	ok(total == items && !atomic_load(&tally.stranger), "and know which of them they are");
}

static void note_thread(void *context, size_t item, size_t worker)
{
	pthread_t *threads = context;

	(void)worker;
	threads[item] = pthread_self();
}

static void test_calling_thread(void)
{
	pthread_t threads[8];
	size_t own = 0;

	pool_run(1, 8, note_thread, threads);
	for (int i = 0; i < 8; i++)
		own += pthread_equal(threads[i], pthread_self()) != 0;
	is_int(own, 8, "one worker is the calling thread");
}

int main(void)
{
	static const size_t WORKERS[] = {0, 1, 2, 3, 7, 64, 1000};
	static const size_t COUNTS[] = {0, 1, 2, 5, ITEMS};

	for (size_t i = 0; i < sizeof(WORKERS) / sizeof(*WORKERS); i++)
		for (size_t j = 0; j < sizeof(COUNTS) / sizeof(*COUNTS); j++)
			run(WORKERS[i], COUNTS[j]);
	test_calling_thread();
	ok(pool_default_workers() >= 1, "there is at least one worker");
	return done_testing();
}
