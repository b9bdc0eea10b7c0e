/* From the loaded handbook to its site: every page rendered, every asset copied, all of it published or nothing. */
#include "build_export.h"
#include "build_stage.h"

#include <stdlib.h>

#include "parse/templates.h"
#include "publish/publication.h"
#include "render/context.h"
#include "render/pages.h"
#include "view/view.h"

/* Data comes before the pages: its largest file takes one worker long. */
static void render_one(void *context, size_t item, size_t number)
{
	struct stage *stage = context;
	struct build_worker *worker = &stage->workers[number];

	if (item < stage->export_count) {
		build_export_item(stage->build, &stage->exports[item], stage->publication, stage->sink);
		stage_step(stage);
		return;
	}
	if (!worker->render)
		worker->render = render_worker_new(stage->render);
	render_page(stage->render, item - stage->export_count, worker->render, stage->sink);
	stage_step(stage);
}

static void copy_one(void *context, size_t item, size_t number)
{
	struct stage *stage = context;
	const struct asset *asset = stage->build->site.assets.items[item].value;

	(void)number;
	sink_copy(&stage->publication->sink, asset->address, &stage->build->tree, asset->source);
}

/* Where finished pages go. */
struct page_target {
	struct build *build;
	struct publication *publication;
};

static bool write_page(void *context, struct str path, struct str bytes)
{
	struct page_target *target = context;

	atomic_fetch_add_explicit(&target->build->progress.bytes_made, bytes.len, memory_order_relaxed);
	return sink_write(&target->publication->sink, path, bytes);
}

static bool drop_page(void *context, struct str path, struct str bytes)
{
	(void)context;
	(void)path;
	(void)bytes;
	return true;
}

struct render *build_begin_render(struct build *build)
{
	struct render *render = render_begin(&build->site, &build->templates, &build->diags);

	render_draw_with(render, view_neighbours);
	return render;
}

static void render_pages(
	struct build *build, const struct render *render, const struct page_sink *sink, struct publication *publication)
{
	struct export_plan plan = {0};
	struct stage stage = {.build = build, .render = render, .sink = sink, .publication = publication};

	if (!sink->nowhere) /* nothing can be wrong with data */
		plan = build_export_plan(build);
	stage.exports = plan.items;
	stage.export_count = plan.count;
	build->pages = render_page_count(render);
	stage_begin(build, STAGE_RENDER, plan.count + build->pages);
	stage_run(&stage, plan.count + build->pages, render_one);
	free(plan.items);
}

static void report_trouble(struct build *build, const struct publication *publication)
{
	const struct trouble *trouble = &publication->trouble;

	if (trouble->path.len)
		build->trouble = str_format(&build->arena, "%.*s: %.*s", STR_ARG(trouble->path), STR_ARG(trouble->reason));
	else
		build->trouble = str_copy(&build->arena, trouble->reason);
}

static enum outcome publish(struct build *build, const struct render *render, struct publication *publication)
{
	struct page_target target = {build, publication};
	struct page_sink sink = {.write = write_page, .context = &target};
	struct stage stage = {.build = build, .publication = publication};
	double since = stage_now();

	render_pages(build, render, &sink, publication);
	stage_lap(build, STAGE_RENDER, &since);
	if (diags_failed(&build->diags, build->warnings_fail)) { /* never publish a half-right handbook */
		publish_discard(publication);
		return OUTCOME_CONTENT;
	}
	stage_run(&stage, build->site.assets.count, copy_one);
	if (publish_commit(publication) != PUBLISH_OK) {
		report_trouble(build, publication);
		return OUTCOME_ENVIRONMENT;
	}
	stage_lap(build, STAGE_PUBLISH, &since);
	build->note = str_copy(&build->arena, publication->note);
	build->written = publication->sink.written;
	build->kept = publication->sink.kept;
	return OUTCOME_OK;
}

static enum outcome open_and_publish(struct build *build, const struct render *render)
{
	struct publication publication = {0};
	struct publish_settings settings = {
		.root = str_from(build->root),
		.output = build->output,
		.gzip = build->config.outputs & OUTPUT_GZIP,
		.sync = build->sync,
	};
	enum outcome outcome = OUTCOME_ENVIRONMENT;

	switch (publish_open(&publication, &settings, &build->diags)) {
	case PUBLISH_OK: outcome = publish(build, render, &publication); break;
	case PUBLISH_FOREIGN: break;
	case PUBLISH_BUSY:
	case PUBLISH_FAILED: report_trouble(build, &publication); break;
	}
	publish_release(&publication);
	return outcome;
}

enum outcome build_render(struct build *build, enum build_target target)
{
	struct page_sink nowhere = {.write = drop_page, .nowhere = true};
	struct render *render = build_begin_render(build);
	enum outcome outcome = OUTCOME_OK;

	if (target == BUILD_PUBLISH && !diags_failed(&build->diags, build->warnings_fail))
		outcome = open_and_publish(build, render);
	else
		render_pages(build, render, &nowhere, NULL);
	render_end(render);
	return outcome;
}

void build_check_pages(struct build *build, const struct render *render)
{
	struct page_sink nowhere = {.write = drop_page, .nowhere = true};

	if (templates_may_recurse(&build->templates))
		render_pages(build, render, &nowhere, NULL);
}
