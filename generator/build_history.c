#include "build_history.h"

#include "link/link.h"
#include "read/git.h"

static void read_past(void *context)
{
	struct past *past = context;

	history_read(&past->history, &past->request);
}

static bool is_wanted(const struct build *build)
{
	return build->past && build->config.history.on;
}

void build_history_begin(struct build *build)
{
	struct past *past = build->past;

	if (!is_wanted(build) || past->begun)
		return;
	past->begun = true;
	past->hashes = git_may_know(build->root);
	atomic_store(&past->given_up, false);
	past->request = (struct history_request){
		.root = build->root,
		.tree = &build->tree,
		.minor = build->config.history.minor,
		.minor_count = build->config.history.minor_count,
		.others = build->living,
		.given_up = &past->given_up,
	};
	task_begin(&past->task, read_past, past);
}

void build_history_note(const struct build *build, struct entry *entry, struct str bytes)
{
	if (is_wanted(build) && build->past->hashes)
		entry->blob = history_blob(bytes);
}

static void report(struct build *build, struct past *past)
{
	switch (past->history.state) {
	case HISTORY_OFF:
	case HISTORY_READ: break;
	case HISTORY_NONE:
		if (!past->told)
			past->note = str_format(&build->arena, "entries have no history: %.*s", STR_ARG(past->history.reason));
		break;
	case HISTORY_SHALLOW:
		diag_add(&build->diags, DIAG_HISTORY_CUT, STR(""), (struct place){0},
			"the history of this clone is cut off, so entries have no dates from it; fetch all of it: "
			"git fetch --unshallow (in a workflow: fetch-depth: 0)");
		break;
	case HISTORY_LATE:
		diag_add(&build->diags, DIAG_HISTORY_CUT, STR(""), (struct place){0},
			"git did not tell the history in time, so entries have no dates from it; see whether `git log` works here, "
			"or do without by `history: false` in site.yaml");
		break;
	}
	past->told = true;
}

void build_history_end(struct build *build)
{
	struct past *past = build->past;

	if (!is_wanted(build))
		return;
	task_wait(&past->task);
	report(build, past);
	if (past->history.state == HISTORY_READ)
		link_history(&build->site, &past->history);
}

bool past_may_lack(const struct build *build, struct str path)
{
	const struct past *past = build->past;

	return is_wanted(build) && past->history.state == HISTORY_READ && !map_has(&past->history.files, path) &&
	       history_may_know(&past->history, path);
}

bool past_may_lack_some(const struct build *build)
{
	const struct source_list *entries = &build->tree.of[SOURCE_ENTRY];
	bool lacks = false;

	for (size_t i = 0; i < entries->count && !lacks; i++)
		lacks = past_may_lack(build, entries->items[i].path);
	return lacks;
}

void build_history_give_up(struct build *build)
{
	struct past *past = build->past;

	if (!past)
		return;
	past->note = STR("");
	if (!past->task.running)
		return;
	atomic_store(&past->given_up, true);
	past_release(past); /* the next build asks again */
}

void past_release(struct past *past)
{
	task_wait(&past->task);
	history_release(&past->history);
	past->begun = false;
}
