#include "serve/keeper.h"

#include <stdlib.h>

#include "base/die.h"
#include "build_history.h"
#include "build_stage.h"
#include "build_update.h"
#include "render/pages.h"

/* What makes pages of a loaded build, when nothing is wrong with it; else NULL, with the reason in turn->outcome. */
static struct render *render_of(struct turn *turn)
{
	struct build *build = turn->build;
	struct render *render = NULL;

	if (turn->outcome == OUTCOME_OK && !diags_failed(&build->diags, false)) {
		render = build_begin_render(build);
		build_check_pages(build, render);
	}
	turn->outcome = build_finish(build, turn->outcome);
	if (turn->outcome == OUTCOME_OK)
		return render;
	if (render)
		render_end(render);
	return NULL;
}

static void tell(struct keeper *keeper, struct turn *turn, double since)
{
	turn->seconds = stage_now() - since;
	keeper->failed = turn->outcome != OUTCOME_OK;
	keeper->tell(keeper->context, turn);
	if (turn->build->past)
		turn->build->past->note = STR(""); /* once is enough */
}

static void release(struct build *build)
{
	if (!build)
		return;
	build_release(build);
	free(build);
}

/* Only style sheets are other than they were. */
static bool styles_only(const struct source_changes *changes)
{
	bool only = changes->count > 0;

	for (size_t i = 0; i < changes->count && only; i++)
		only = changes->items[i].kind == SOURCE_STATIC && changes->items[i].change == CHANGE_BYTES &&
		       str_ends(changes->items[i].path, STR(".css"));
	return only;
}

static void release_past(struct past *past)
{
	if (!past)
		return;
	past_release(past);
	free(past);
}

/* Git is asked again when the handbook is loaded anew. */
static void forget_past(struct keeper *keeper)
{
	keeper->head = ~keeper->head;
}

/* The former edition is served until this one is there. What git told is kept as long as nothing has been committed. */
static void load_anew(struct keeper *keeper, double since)
{
	struct build *build = must_zalloc(1, sizeof(*build)), *former = keeper->build;
	struct turn turn = {.build = build};
	uint64_t head = history_head(keeper->root);
	struct past *known = keeper->past, *past = known && head == keeper->head ? known : must_zalloc(1, sizeof(*past));

	build->root = keeper->root;
	build->drafts = keeper->drafts;
	build->living = true;
	build->past = past;
	turn.outcome = build_load(build);
	if (past == known && past_may_lack_some(build)) { /* files came while it was loaded */
		release(build);
		forget_past(keeper);
		load_anew(keeper, since);
		return;
	}
	struct render *render = render_of(&turn);
	turn.parsed = build->site.entry_count + build->site.draft_count;
	if (!render) {
		tell(keeper, &turn, since);
		release(build);
		if (past != known)
			release_past(past);
		return;
	}
	struct edition *before = live_take(keeper->live);
	live_give(keeper->live, edition_new(build, render, before));
	edition_release(before);
	keeper->build = build;
	keeper->past = past;
	keeper->head = head;
	live_news(keeper->live, false);
	tell(keeper, &turn, since);
	release(former);
	if (past != known)
		release_past(known);
}

/* Takes the update over. False when so much has changed that the handbook has to be loaded anew. */
static bool apply(struct keeper *keeper, struct update *update, double since)
{
	struct build *build = keeper->build;
	struct turn turn = {.build = build, .changes = &update->changes, .parsed = update->parsed};
	struct edition *before = live_take(keeper->live);

	if (!update_apply(update)) {
		update_undo(update);
		live_give(keeper->live, before);
		return false;
	}
	struct render *render = render_of(&turn);
	if (render) {
		live_give(keeper->live, edition_new(build, render, before));
		live_news(keeper->live, styles_only(&update->changes));
		tell(keeper, &turn, since);
		edition_release(before);
		update_keep(update);
		return true;
	}
	tell(keeper, &turn, since);
	update_undo(update);
	live_give(keeper->live, edition_new(build, build_begin_render(build), before));
	edition_release(before);
	return true;
}

/* All files are as the edition has them; what was wrong since is mended. */
static void recover(struct keeper *keeper, const struct update *update, double since)
{
	struct turn turn = {.build = keeper->build, .changes = &update->changes};

	if (!keeper->failed)
		return;
	live_news(keeper->live, false);
	tell(keeper, &turn, since);
}

/* False as well when the handbook has to be loaded anew. */
static bool keep_up(struct keeper *keeper, double since)
{
	struct update *update = update_read(keeper->build);
	enum update_kind kind = update->kind;

	if (kind == UPDATE_SOME)
		return apply(keeper, update, since);
	if (update->asks_history)
		forget_past(keeper);
	if (kind == UPDATE_NOTHING)
		recover(keeper, update, since);
	update_undo(update);
	return kind == UPDATE_NOTHING;
}

void keeper_turn(struct keeper *keeper)
{
	double since = stage_now();

	if (!keeper->build || history_head(keeper->root) != keeper->head || !keep_up(keeper, since))
		load_anew(keeper, since);
}

void keeper_release(struct keeper *keeper)
{
	release(keeper->build);
	release_past(keeper->past);
	keeper->build = NULL;
	keeper->past = NULL;
}
