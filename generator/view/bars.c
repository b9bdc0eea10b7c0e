/* Bars: where each begins and how long it is. Under one heading what has the same unit has one scale; it goes from the
 * least to the greatest number, and nothing is always on it. */
#include "view/computing.h"

struct measure {
	bool known;
	double number;
	struct str unit;
};

struct scale {
	double low, high;
};

static struct measure measure_of(struct computing *c, const struct view_row *row)
{
	struct view_values values = row_values_now(c, row, &c->view->value);
	const struct value *value = values.count ? values.items[0].value : NULL, *unit = NULL;

	if (value && value->kind == VALUE_MAP) {
		unit = value_get(value, STR("unit"));
		value = value_get(value, STR("value"));
	}
	if (!value || value->kind != VALUE_NUMBER)
		return (struct measure){0};
	return (struct measure){true, value->number, unit && unit->kind == VALUE_TEXT ? unit->text : STR("")};
}

static struct scale *scale_of(struct computing *c, struct map *scales, struct str unit)
{
	struct scale *scale = map_get(scales, unit);

	if (!scale) {
		scale = arena_new(c->scratch, struct scale);
		map_set(scales, unit, scale);
	}
	return scale;
}

static void draw_group(struct computing *c, struct view_group *group)
{
	struct map scales = {0};

	for (size_t i = 0; i < group->count; i++) {
		struct measure measure = measure_of(c, &group->rows[i]);
		struct scale *scale = scale_of(c, &scales, measure.unit);

		if (measure.known && measure.number > scale->high)
			scale->high = measure.number;
		if (measure.known && measure.number < scale->low)
			scale->low = measure.number;
	}
	for (size_t i = 0; i < group->count; i++) {
		struct view_row *row = &group->rows[i];
		struct measure measure = measure_of(c, row);
		const struct scale *scale = scale_of(c, &scales, measure.unit);
		double span = scale->high - scale->low;

		row->measured = measure.known;
		row->below = measure.known && measure.number < 0;
		if (!measure.known || span <= 0)
			continue;
		row->share = (row->below ? -measure.number : measure.number) / span * 100;
		row->start = (row->below ? measure.number - scale->low : -scale->low) / span * 100;
	}
	map_release(&scales);
}

void view_bars(struct computing *c)
{
	for (size_t i = 0; i < c->view->result.group_count; i++)
		draw_group(c, &c->view->result.groups[i]);
}
