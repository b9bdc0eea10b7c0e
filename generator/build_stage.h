/* One stage of a build, and the workers that do it: shared by build.c, which reads and parses, and build_site.c, which
 * renders and publishes. A worker touches the item it was given and what is its own, nothing else. */
#ifndef GLOSSA_BUILD_STAGE_H
#define GLOSSA_BUILD_STAGE_H

#include "base/pool.h"
#include "build.h"
#include "parse/body.h"

struct export_item;
struct parsed;
struct publication;
struct record_list;

/* A worker's own: nobody else touches it. */
struct build_worker {
	struct diags diags;
	struct body_worker *body;
	struct buf clean;
	struct render_worker *render;
};

/* What the workers of a stage share, read only. */
struct stage {
	struct build *build;
	struct build_worker *workers;
	size_t worker_count;
	const struct source_tree *tree; /* where sources are loaded from */
	struct source *const *sources;
	struct parsed *parsed;
	struct record_list *lists;
	struct entry *const *entries;
	struct body_rules rules;
	const struct render *render;
	const struct page_sink *sink;
	struct publication *publication;
	uint64_t *hashes;
	const struct map *known;           /* assets */
	const struct export_item *exports; /* items before the pages */
	size_t export_count;
};

/* Runs `work` over `items` with the stage as its context, then gathers what the workers have to say. */
void stage_run(struct stage *stage, size_t items, pool_work *work);
/* One of the stage's items is done. */
void stage_step(const struct stage *stage);

void stage_begin(struct build *build, enum build_stage stage, size_t total);

/* Seconds on a clock that only goes forward. */
double stage_now(void);
/* Adds the time since `*since` to the stage's, and sets `*since` to now. */
void stage_lap(struct build *build, enum build_stage stage, double *since);

#endif
