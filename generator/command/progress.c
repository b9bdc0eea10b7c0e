#define _GNU_SOURCE /* pthread_condattr_setclock */
#include "command/progress.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"

enum { FIRST_MS = 1000, NEXT_MS = 100 };

struct progress {
	const struct build_progress *build;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t ending;
	bool ended, shown;
};

const char *progress_stage_name(enum build_stage stage)
{
	static const char *const NAMES[STAGE_COUNT] = {"read", "front matter", "bodies", "link", "render", "publish"};

	return NAMES[stage];
}

static struct timespec now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time;
}

static double seconds_since(struct timespec then)
{
	struct timespec time = now();

	return (double)(time.tv_sec - then.tv_sec) + (double)(time.tv_nsec - then.tv_nsec) / 1e9;
}

static void show(struct progress *progress, size_t stage, struct timespec stage_begun)
{
	size_t done = atomic_load(&progress->build->done), total = atomic_load(&progress->build->total);
	double seconds = seconds_since(stage_begun);

	fprintf(stderr, "\r\x1b[K%s: %zu of %zu", progress_stage_name((enum build_stage)stage), done, total);
	if (seconds > 0.2 && done < total)
		fprintf(stderr, ", %.0f a second", (double)done / seconds);
	fflush(stderr);
	progress->shown = true;
}

/* Waits until the end, or as long; true at the end. The lock is held. */
static bool wait_ms(struct progress *progress, long ms)
{
	struct timespec until = now();

	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	while (!progress->ended && pthread_cond_timedwait(&progress->ending, &progress->lock, &until) == 0)
		continue;
	return progress->ended;
}

static void *run(void *context)
{
	struct progress *progress = context;
	struct timespec stage_begun = now();
	size_t stage = atomic_load(&progress->build->stage);
	long wait = FIRST_MS;

	pthread_mutex_lock(&progress->lock);
	while (!wait_ms(progress, wait)) {
		wait = NEXT_MS;
		if (atomic_load(&progress->build->stage) != stage) {
			stage = atomic_load(&progress->build->stage);
			stage_begun = now();
		}
		show(progress, stage, stage_begun);
	}
	pthread_mutex_unlock(&progress->lock);
	return NULL;
}

struct progress *progress_begin(const struct call *call, const struct build_progress *build)
{
	const char *terminal = getenv("TERM");
	pthread_condattr_t attributes;

	if (call->quiet || !isatty(STDERR_FILENO) || !terminal || str_equal(str_from(terminal), STR("dumb")))
		return NULL;
	struct progress *progress = must_zalloc(1, sizeof(*progress));
	progress->build = build;
	pthread_mutex_init(&progress->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&progress->ending, &attributes);
	pthread_condattr_destroy(&attributes);
	if (pthread_create(&progress->thread, NULL, run, progress) == 0)
		return progress;
	pthread_cond_destroy(&progress->ending);
	pthread_mutex_destroy(&progress->lock);
	free(progress);
	return NULL;
}

void progress_end(struct progress *progress)
{
	if (!progress)
		return;
	pthread_mutex_lock(&progress->lock);
	progress->ended = true;
	pthread_cond_signal(&progress->ending);
	pthread_mutex_unlock(&progress->lock);
	pthread_join(progress->thread, NULL);
	if (progress->shown) {
		fprintf(stderr, "\r\x1b[K");
		fflush(stderr);
	}
	pthread_cond_destroy(&progress->ending);
	pthread_mutex_destroy(&progress->lock);
	free(progress);
}
