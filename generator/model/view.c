#include "model/view.h"

#include "base/arena.h"

static const char *const KINDS[VIEW_KINDS] = {
	[VIEW_LIST] = "list",
	[VIEW_CARDS] = "cards",
	[VIEW_TABLE] = "table",
	[VIEW_MATRIX] = "matrix",
	[VIEW_TIMELINE] = "timeline",
	[VIEW_MAP] = "map",
	[VIEW_GRAPH] = "graph",
	[VIEW_BARS] = "bars",
	[VIEW_INDEX] = "index",
};

const char *view_kind_name(enum view_kind kind)
{
	return KINDS[kind];
}

struct str view_row_anchor(struct arena *arena, const struct view *view, const struct view_row *row)
{
	return str_format(arena, "%.*s-r%zu", STR_ARG(view->id), row->index + 1);
}

bool view_is_listed(const struct view *view, const struct entry *page)
{
	for (size_t i = 0; i < view->of_count; i++)
		if (!view->of[i]->file.len || !str_equal(view->of[i]->page, page->id))
			return false;
	return true;
}
