#include "view/computing.h"

static void compute(struct computing *c)
{
	static void (*const DRAW[VIEW_KINDS])(struct computing * c) = {
		[VIEW_MATRIX] = view_cross,
		[VIEW_TIMELINE] = view_timeline,
		[VIEW_MAP] = view_map,
		[VIEW_GRAPH] = view_graph,
		[VIEW_BARS] = view_bars,
	};

	c->view->result = (struct view_result){0};
	view_select(c);
	if (c->view->result.count && DRAW[c->view->kind] && !c->effort->exhausted)
		DRAW[c->view->kind](c);
	if (c->effort->exhausted) {
		c->view->result = (struct view_result){0};
		diag_add(c->diags, DIAG_VIEW_VALUE, c->page->path, c->view->place,
			"this view looks at too many values; choose shorter paths, or fewer entries with `where`");
		return;
	}
	if (!c->view->result.group_count && !c->view->doubtful && !c->effort->told)
		diag_add(c->diags, DIAG_VIEW_EMPTY, c->page->path, c->view->place,
			"this view shows nothing: no entry meets its conditions");
}

void views_compute(const struct site *site, struct entry *entry, struct diags *diags)
{
	struct arena scratch = {0};

	arena_reset(&entry->body.view_arena);
	for (size_t i = 0; i < entry->body.view_count; i++) {
		struct effort effort = {0};
		struct computing c = {site, entry, &entry->body.views[i], &entry->body.view_arena, &scratch, diags, &effort};

		compute(&c);
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}
