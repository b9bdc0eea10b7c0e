#include "model/view.h"

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
