/* Bars: how long each is, of the longest under its heading; a scale never begins anywhere but at nothing. */
#include "view/computing.h"

static bool measure(struct computing *c, struct view_row *row, double *number)
{
	struct view_values values = row_values_now(c, row, &c->view->value);
	const struct value *value = values.count ? values.items[0].value : NULL;

	if (value && value->kind == VALUE_MAP)
		value = value_get(value, STR("value"));
	*number = value && value->kind == VALUE_NUMBER && value->number > 0 ? value->number : 0;
	return value && value->kind == VALUE_NUMBER;
}

void view_bars(struct computing *c)
{
	struct view_result *result = &c->view->result;

	for (size_t i = 0; i < result->group_count; i++) {
		struct view_group *group = &result->groups[i];
		double most = 0, number;

		for (size_t at = 0; at < group->count; at++) {
			group->rows[at].measured = measure(c, &group->rows[at], &number);
			group->rows[at].share = number;
			most = number > most ? number : most;
		}
		for (size_t at = 0; at < group->count; at++)
			group->rows[at].share = most > 0 ? group->rows[at].share / most * 100 : 0;
	}
}
