/* A matrix of two fields: headings down and across, and in each cell what belongs to both. */
#include "view/computing.h"

enum { MOST_ACROSS = 24 }; /* columns that fit any page */

static void fill_cell(struct computing *c, struct view_cross *cell, const struct view_group *down, const bool *member)
{
	cell->rows = arena_array(c->arena, struct view_row, down->count + 1);
	for (size_t i = 0; i < down->count; i++)
		if (member[down->rows[i].index])
			cell->rows[cell->count++] = down->rows[i];
}

void view_cross(struct computing *c)
{
	struct view_result *result = &c->view->result;

	if (!c->view->across.count)
		return;
	result->across = view_groups(c, &c->view->across, all_rows(c), result->count, &result->across_count);
	if (result->across_count > MOST_ACROSS) {
		diag_add(c->diags, DIAG_VIEW_VALUE, c->page->path, c->view->across.place,
			"`across` gives %zu columns, more than %d; choose a field with fewer values", result->across_count,
			MOST_ACROSS);
		result->across_count = MOST_ACROSS;
	}
	result->crosses = arena_array(c->arena, struct view_cross, result->group_count * result->across_count + 1);
	for (size_t column = 0; column < result->across_count; column++) {
		bool *member = arena_array(c->scratch, bool, result->count + 1);

		for (size_t i = 0; i < result->across[column].count; i++)
			member[result->across[column].rows[i].index] = true;
		for (size_t i = 0; i < result->group_count; i++)
			fill_cell(c, &result->crosses[i * result->across_count + column], &result->groups[i], member);
	}
}
