/* GeoJSON is JSON, and JSON is YAML: the reader of YAML brings it in. Outlines are wherever a list of positions is. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "parse/view.h"

enum { MOST_POINTS = 50000 }; /* more would make a page that nobody waits for */

struct surveying {
	struct arena *arena;
	struct land *land;
	size_t capacity, points;
	bool bad;
};

static bool is_scalar(const struct value *value)
{
	return value->kind == VALUE_TEXT;
}

static bool is_position(const struct value *value)
{
	return value->kind == VALUE_LIST && value->list.count >= 2 && is_scalar(value->list.items[0]) &&
	       is_scalar(value->list.items[1]);
}

static double coordinate(struct surveying *s, const struct value *value, double most)
{
	char text[NUMBER_LONGEST + 1] = "", *end = text;
	double number;

	if (value->text.len <= NUMBER_LONGEST)
		memcpy(text, value->text.data, value->text.len);
	number = strtod(text, &end);
	if (!text[0] || *end || !(number >= -most && number <= most)) {
		s->bad = true;
		return 0;
	}
	return number;
}

static void add_line(struct surveying *s, const struct value *positions)
{
	size_t count = positions->list.count;
	double *points = arena_array(s->arena, double, 2 * count);
	struct land *land = s->land;

	for (size_t i = 0; i < count; i++) {
		if (!is_position(positions->list.items[i])) {
			s->bad = true;
			return;
		}
		points[2 * i] = coordinate(s, positions->list.items[i]->list.items[0], 180);
		/* a line that crosses 180° goes on beyond it */
		if (i && points[2 * i] - points[2 * i - 2] > 180)
			points[2 * i] -= 360;
		else if (i && points[2 * i] - points[2 * i - 2] < -180)
			points[2 * i] += 360;
		points[2 * i + 1] = coordinate(s, positions->list.items[i]->list.items[1], 90);
	}
	land->lines = arena_grow(s->arena, land->lines, land->count, &s->capacity, sizeof(*land->lines));
	land->lines[land->count++] = (struct land_line){
		points, count, count > 3 && points[0] == points[2 * count - 2] && points[1] == points[2 * count - 1]};
	s->points += count;
}

/* No deeper than the reader of YAML allows. */
static void survey(struct surveying *s, const struct value *value)
{
	if (value->kind == VALUE_MAP) {
		for (size_t i = 0; i < value->map.count; i++)
			survey(s, value->map.members[i].value);
	} else if (value->kind == VALUE_LIST && value->list.count > 1 && is_position(value->list.items[0])) {
		if (s->points + value->list.count <= MOST_POINTS)
			add_line(s, value);
		else
			s->bad = true;
	} else if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->list.count; i++)
			survey(s, value->list.items[i]);
	}
}

void parse_land(struct arena *arena, struct land *land, struct str bytes, struct str path, struct diags *diags)
{
	struct arena scratch = {0};
	struct yaml_source source = {bytes, path, 1};
	struct surveying surveying = {.arena = arena, .land = land};
	const struct value *root = yaml_parse(&scratch, &source, diags);

	if (!root->broken)
		survey(&surveying, root);
	if (!root->broken && (surveying.bad || !land->count))
		diag_add(diags, DIAG_VIEW_VALUE, path, (struct place){0},
			"not an outline of land: GeoJSON with positions in degrees, at most %d of them", MOST_POINTS);
	arena_release(&scratch);
}
