#define _GNU_SOURCE /* sched_getaffinity */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/arena.h"

/* A stack of 1 MiB is far more than any item needs: what nests has a limit. */
enum { MOST_WORKERS = 64, STACK_SIZE = 1 << 20 };

struct job {
	pool_work *work;
	void *context;
	size_t items;
	atomic_size_t next;
};

struct worker {
	struct job *job;
	size_t number;
	pthread_t thread;
};

static void *run_worker(void *argument)
{
	struct worker *worker = argument;
	struct job *job = worker->job;

	for (;;) {
		size_t item = atomic_fetch_add(&job->next, 1);

		if (item >= job->items)
			return NULL;
		job->work(job->context, item, worker->number);
	}
}

void pool_run(size_t workers, size_t items, pool_work *work, void *context)
{
	struct job job = {.work = work, .context = context, .items = items};
	struct worker team[MOST_WORKERS];
	pthread_attr_t attributes;
	size_t started = 1;

	if (workers > MOST_WORKERS)
		workers = MOST_WORKERS;
	if (workers > items)
		workers = items;
	team[0] = (struct worker){.job = &job};
	if (workers > 1 && pthread_attr_init(&attributes) == 0) {
		pthread_attr_setstacksize(&attributes, STACK_SIZE);
		for (; started < workers; started++) {
			team[started] = (struct worker){.job = &job, .number = started};
			/* where no thread can be had, those that run do its share */
			if (pthread_create(&team[started].thread, &attributes, run_worker, &team[started]) != 0)
				break;
		}
		pthread_attr_destroy(&attributes);
	}
	run_worker(&team[0]);
	for (size_t i = 1; i < started; i++)
		pthread_join(team[i].thread, NULL);
}

size_t pool_default_workers(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0)
		return (size_t)CPU_COUNT(&set);
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	return online > 0 ? (size_t)online : 1;
}
