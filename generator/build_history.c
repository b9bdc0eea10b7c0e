#include "build_history.h"

#include <stdlib.h>

#include "base/die.h"
#include "link/link.h"

static void read_past(void *context)
{
	struct past *past = context;

	history_read(&past->history, &past->request);
}

void build_history_begin(struct build *build)
{
	struct past *past = build->past;

	if (!past || !build->config.history.on)
		return;
	free(past->blobs);
	past->blobs = must_zalloc(build->tree.of[SOURCE_ENTRY].count + 1, sizeof(*past->blobs));
	if (past->begun)
		return;
	past->begun = true;
	atomic_store(&past->given_up, false);
	past->request = (struct history_request){
		.root = build->root,
		.tree = &build->tree,
		.minor = build->config.history.minor,
		.minor_count = build->config.history.minor_count,
		.given_up = &past->given_up,
	};
	task_begin(&past->task, read_past, past);
}

void build_history_note(struct build *build, size_t item, struct str bytes)
{
	if (build->past && build->past->blobs)
		history_blob(bytes, build->past->blobs[item].hash);
}

static void find_changed(struct build *build, struct history *history)
{
	const struct source_list *entries = &build->tree.of[SOURCE_ENTRY];

	for (size_t i = 0; i < entries->count; i++) {
		struct file_history *file = map_get(&history->files, entries->items[i].path);

		if (file)
			file->changed_since = file->has_blob && memcmp(file->blob, build->past->blobs[i].hash, BLOB_BYTES) != 0;
	}
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

	if (!past || !past->blobs)
		return;
	task_wait(&past->task);
	report(build, past);
	if (past->history.state != HISTORY_READ)
		return;
	find_changed(build, &past->history);
	link_history(&build->site, &past->history);
}

static bool is_known(const struct build *build)
{
	return build->past && build->config.history.on && build->past->history.state == HISTORY_READ;
}

struct past_text build_history_renew(struct build *build, struct str path, struct str bytes)
{
	struct past_text text = {is_known(build) ? map_get(&build->past->history.files, path) : NULL, false};
	struct blob blob;

	if (!text.file)
		return text;
	text.changed_since = text.file->changed_since;
	history_blob(bytes, blob.hash);
	text.file->changed_since = text.file->has_blob && memcmp(text.file->blob, blob.hash, BLOB_BYTES) != 0;
	return text;
}

void build_history_restore(const struct past_text *text)
{
	if (text->file)
		text->file->changed_since = text->changed_since;
}

void build_history_again(struct build *build)
{
	if (is_known(build))
		link_history(&build->site, &build->past->history);
}

void build_history_give_up(struct build *build)
{
	struct past *past = build->past;

	if (!past)
		return;
	free(past->blobs);
	past->blobs = NULL;
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
