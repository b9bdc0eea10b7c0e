#define _GNU_SOURCE /* clock_gettime */
#include "build_stage.h"

#include <stdlib.h>
#include <time.h>

#include "base/die.h"
#include "render/pages.h"

double stage_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void stage_step(const struct stage *stage)
{
	atomic_fetch_add_explicit(&stage->build->progress.done, 1, memory_order_relaxed);
}

void stage_begin(struct build *build, enum build_stage stage, size_t total)
{
	atomic_store(&build->progress.done, 0);
	atomic_store(&build->progress.total, total);
	atomic_store(&build->progress.stage, (size_t)stage);
}

void stage_run(struct stage *stage, size_t items, pool_work *work)
{
	struct build *build = stage->build;

	stage->worker_count = build->workers ? build->workers : pool_default_workers();
	stage->workers = must_zalloc(stage->worker_count, sizeof(*stage->workers));
	for (size_t i = 0; i < stage->worker_count; i++)
		stage->workers[i].diags.rules = build->config.rules;
	pool_run(stage->worker_count, items, work, stage);
	for (size_t i = 0; i < stage->worker_count; i++) {
		struct build_worker *worker = &stage->workers[i];

		body_worker_free(worker->body);
		buf_release(&worker->clean);
		if (worker->render)
			render_worker_free(worker->render, &worker->diags);
		diags_merge(&build->diags, &worker->diags);
	}
	free(stage->workers);
}

void stage_lap(struct build *build, enum build_stage stage, double *since)
{
	double then = *since;

	*since = stage_now();
	build->seconds[stage] += *since - then;
}
