/* What the link stage is given beside the entries: the files that are copied, and what it leaves to be computed from the
 * whole site, the views. */
#include <stdlib.h>

#include "base/die.h"
#include "base/path.h"
#include "build_stage.h"
#include "build_steps.h"
#include "link/link.h"
#include "parse/view.h"
#include "read/pictures.h"
#include "read/sources.h"
#include "render/assets.h"
#include "view/view.h"

/* --- files that are copied --- */

static void fingerprint_one(void *context, size_t item, size_t number)
{
	struct stage *stage = context;
	const struct source *source = &stage->build->tree.of[SOURCE_STATIC].items[item];
	const struct asset *same = stage->known ? map_get(stage->known, source->path) : NULL;

	if (same && source_same(same->source, source))
		stage->hashes[item] = same->hash;
	else
		source_fingerprint(&stage->build->tree, source, &stage->hashes[item], &stage->workers[number].diags);
}

void find_assets(struct build *build, const struct map *known)
{
	struct stage stage = {.build = build, .known = known};
	struct source_list *files = &build->tree.of[SOURCE_STATIC];

	link_assets(&build->site);
	stage.hashes = must_zalloc(files->count + 1, sizeof(*stage.hashes));
	stage_run(&stage, files->count, fingerprint_one);
	for (size_t i = 0; i < files->count; i++)
		if (asset_is_joined(&files->items[i]))
			source_load(&build->tree, &files->items[i], &build->diags);
	assets_add(&build->site, stage.hashes);
	free(stage.hashes);
	measure_pictures(&build->tree, &build->site.assets, known, &build->diags);
}

/* --- views --- */

/* The outlines that maps are drawn on: files beside the entries, read once however many maps name them. */
static void load_land(struct arena *scratch, struct build *build, const struct entry *entry, struct view *view)
{
	size_t first;
	struct str path;

	if (!path_resolve(scratch, path_folder(entry->path), view->land, &path))
		path = view->land;
	struct source *source = source_find(&build->tree, SOURCE_ASSET, path);
	if (!source) {
		diag_add_span(&build->diags, DIAG_VIEW_VALUE, entry->path, view->land_place, (uint32_t)view->land.len,
			"there is no file \"%.*s\" beside the entries", STR_ARG(path));
		return;
	}
	view->outlines = map_get(&build->lands, source->path);
	if (view->outlines || !source_load(&build->tree, source, &build->diags))
		return;
	struct land *land = arena_new(&build->arena, struct land);
	first = build->diags.count;
	parse_land(&build->arena, land, source->bytes, source->path, &build->diags);
	remember(build, SAID_BY_SETTINGS, first); /* as long as it stays the same */
	source_unload(source);
	map_set(&build->lands, source->path, land);
	view->outlines = land;
}

static void load_lands(struct build *build)
{
	struct arena scratch = {0};

	for (size_t i = 0; i < build->site.entry_count; i++) {
		struct entry *entry = &build->site.entries[i];

		for (size_t at = 0; at < entry->body.view_count; at++)
			if (entry->body.views[at].land.len)
				load_land(&scratch, build, entry, &entry->body.views[at]);
	}
	arena_release(&scratch);
}

static void compute_one(void *context, size_t item, size_t number)
{
	struct stage *stage = context;

	views_compute(&stage->build->site, &stage->build->site.entries[item], &stage->workers[number].diags);
}

void compute_views(struct build *build)
{
	struct stage stage = {.build = build};

	load_lands(build);
	stage_run(&stage, build->site.entry_count, compute_one);
}
