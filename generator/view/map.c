/* A map: equirectangular, true to scale along its middle parallel. Places that would cover one another stand as one mark
 * with their number; labels stand where they touch nothing, or not at all: the table below has them all. */
#include <stdlib.h>

#include "base/fold.h"
#include "view/computing.h"

enum {
	WIDTH = 720,
	MOST_HEIGHT = 520,
	LEAST_HEIGHT = 260,
	SIZE = 11,
	NEAR = 17, /* marks closer than this would cover one another */
	SMALL = 4,
	LARGE = 8,
	MARGIN = 15,
	MOST_CLUSTERS = 250,
};

static const double WORLD[4] = {-170, -58, 190, 80};

struct cluster {
	double x, y;
	size_t first, count; /* spots */
	bool several_names;
	struct str name;
};

struct box {
	double left, top, right, bottom;
};

struct mapping {
	struct computing *c;
	struct view_drawing *drawing;
	double area[4];
	double scale_x, scale_y;
	struct cluster *clusters;
	size_t cluster_count;
	size_t *cluster_of; /* by spot: its cluster + 1 */
	struct box *boxes;  /* what no label may touch */
	size_t box_count;
};

/* ---- places ---- */

static const struct value *number_in(const struct value *place, struct str key)
{
	const struct value *number = value_get(place, key);

	return number && number->kind == VALUE_NUMBER ? number : NULL;
}

static int by_name(const void *left, const void *right)
{
	const struct view_spot *a = left, *b = right;
	int order = str_compare_natural(a->key, b->key);

	return order ? order : (a->row->index > b->row->index) - (a->row->index < b->row->index);
}

/* A place without coordinates is listed, not drawn. */
static struct view_spot spot_of(struct computing *c, const struct view_row *row, const struct view_value *value)
{
	const struct value *lat = number_in(value->value, STR("lat")), *lon = number_in(value->value, STR("lon"));
	struct str name = view_value_text(c->arena, value);

	return (struct view_spot){.row = row,
		.place = value->value,
		.name = name,
		.key = fold_sort_key_copy(c->arena, name),
		.lat = lat ? lat->number : 0,
		.lon = lon ? lon->number : 0,
		.has_point = lat && lon};
}

static void find_spots(struct computing *c)
{
	struct view_result *result = &c->view->result;
	size_t capacity = 0;

	for (size_t i = 0; i < result->group_count; i++)
		for (size_t at = 0; at < result->groups[i].count; at++) {
			const struct view_row *row = &result->groups[i].rows[at];
			struct view_values values = row_values_now(c, row, &c->view->at);

			for (size_t n = 0; n < values.count; n++) {
				if (!values.items[n].value || values.items[n].value->kind != VALUE_MAP)
					continue;
				result->spots = arena_grow(
					c->arena, result->spots, result->spot_count, &capacity, sizeof(*result->spots));
				result->spots[result->spot_count++] = spot_of(c, row, &values.items[n]);
			}
		}
	if (result->spot_count)
		qsort(result->spots, result->spot_count, sizeof(*result->spots), by_name);
}

/* ---- the area ---- */

static double clamp(double value, double low, double high)
{
	return value < low ? low : value > high ? high : value;
}

static int by_degrees(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* Places may lie on both sides of 180°: the map begins behind the widest gap between two of them. */
static void fit_longitudes(struct mapping *m)
{
	const struct view_result *result = &m->c->view->result;
	double *degrees = arena_array(m->c->scratch, double, result->spot_count + 1), widest = 0;
	size_t count = 0, first = 0;

	for (size_t i = 0; i < result->spot_count; i++)
		if (result->spots[i].has_point)
			degrees[count++] = result->spots[i].lon;
	qsort(degrees, count, sizeof(*degrees), by_degrees);
	for (size_t i = 0; i < count; i++) {
		double gap = degrees[i] - (i ? degrees[i - 1] : degrees[count - 1] - 360);

		if (gap > widest) {
			widest = gap;
			first = i;
		}
	}
	m->area[0] = degrees[first];
	m->area[2] = first ? degrees[first - 1] + 360 : degrees[count - 1];
}

static void fit(struct mapping *m)
{
	const struct view_result *result = &m->c->view->result;
	double *area = m->area, south = 90, north = -90;

	for (size_t i = 0; i < result->spot_count; i++) {
		const struct view_spot *spot = &result->spots[i];

		if (spot->has_point && spot->lat < south)
			south = spot->lat;
		if (spot->has_point && spot->lat > north)
			north = spot->lat;
	}
	fit_longitudes(m);
	double wide = (area[2] - area[0]) * 0.08 + 4, high = (north - south) * 0.08 + 3;
	area[0] -= wide;
	area[2] += wide;
	area[1] = south - high;
	area[3] = north + high;
	if (area[2] - area[0] <= 180)
		return;
	memcpy(area, WORLD, sizeof(WORLD));
	area[1] = south < area[1] ? south - 2 : area[1];
	area[3] = north > area[3] ? north + 2 : area[3];
}

/* The cosine of an angle up to 90°, near enough for a map, and the same on every machine. */
static double cosine(double degrees)
{
	double x = degrees * 3.14159265358979 / 180, y = x * x;

	return 1 - y / 2 + y * y / 24 - y * y * y / 720 + y * y * y * y / 40320;
}

static double away(double a, double b)
{
	return a > b ? a - b : b - a;
}

static bool are_near(const struct cluster *cluster, double x, double y, double reach)
{
	double dx = cluster->x - x, dy = cluster->y - y;

	return dx * dx + dy * dy <= reach * reach;
}

/* The area grows until it has a shape that a page can hold. */
static void choose_scale(struct mapping *m)
{
	double *area = m->area;
	double middle = (area[1] + area[3]) / 2, squeeze = cosine(middle);

	squeeze = squeeze < 0.3 ? 0.3 : squeeze;
	m->scale_x = WIDTH / (area[2] - area[0]);
	m->scale_y = m->scale_x / squeeze;
	double height = (area[3] - area[1]) * m->scale_y;
	if (height > MOST_HEIGHT) {
		double more = (height / MOST_HEIGHT - 1) * (area[2] - area[0]) / 2;

		area[0] -= more;
		area[2] += more;
		m->scale_x = WIDTH / (area[2] - area[0]);
		m->scale_y = m->scale_x / squeeze;
	} else if (height < LEAST_HEIGHT) {
		double more = (LEAST_HEIGHT - height) / m->scale_y / 2;

		area[1] -= more;
		area[3] += more;
	}
	m->drawing->width = WIDTH;
	m->drawing->height = (area[3] - area[1]) * m->scale_y;
}

static double map_x(const struct mapping *m, double lon)
{
	if (lon < m->area[0] && lon + 360 <= m->area[2]) /* the far east is beyond 180° */
		lon += 360;
	else if (lon > m->area[2] && lon - 360 >= m->area[0]) /* and the far west before it */
		lon -= 360;
	return (lon - m->area[0]) * m->scale_x;
}

static double map_y(const struct mapping *m, double lat)
{
	return (m->area[3] - lat) * m->scale_y;
}

/* ---- land ---- */

static bool in_view(const struct mapping *m, const struct land_line *line, double shift)
{
	struct box box = {1e9, 1e9, -1e9, -1e9};

	for (size_t i = 0; i < line->count; i++) {
		double lon = line->points[2 * i] + shift, lat = line->points[2 * i + 1];

		box.left = lon < box.left ? lon : box.left;
		box.right = lon > box.right ? lon : box.right;
		box.top = lat < box.top ? lat : box.top;
		box.bottom = lat > box.bottom ? lat : box.bottom;
	}
	return box.right > m->area[0] && box.left < m->area[2] && box.bottom > m->area[1] && box.top < m->area[3];
}

/* What lies beyond the frame is drawn along a wider frame, so that it costs next to nothing. */
static void put_line(const struct mapping *m, struct buf *out, const struct land_line *line, double shift)
{
	double last_x = -1e9, last_y = -1e9;
	bool begun = false;

	for (size_t i = 0; i < line->count; i++) {
		double x = clamp((line->points[2 * i] + shift - m->area[0]) * m->scale_x, -40, WIDTH + 40);
		double y = clamp(map_y(m, line->points[2 * i + 1]), -40, m->drawing->height + 40);

		if (begun && away(x, last_x) + away(y, last_y) < 1.2)
			continue;
		buf_char(out, begun ? 'L' : 'M');
		put_number(out, x);
		buf_char(out, ' ');
		put_number(out, y);
		begun = true;
		last_x = x;
		last_y = y;
	}
	if (line->closed)
		buf_char(out, 'Z');
}

static void draw_land(struct mapping *m)
{
	const struct land *land = m->c->view->outlines;
	struct buf out = {0};

	for (size_t i = 0; land && i < land->count; i++)
		for (int turn = -1; turn <= 1; turn++)
			if (in_view(m, &land->lines[i], 360.0 * turn))
				put_line(m, &out, &land->lines[i], 360.0 * turn);
	if (out.len)
		add_mark(m->c, m->drawing, DRAWN_LAND)->d = str_copy(m->c->arena, buf_str(&out));
	buf_release(&out);
}

/* ---- marks and labels ---- */

static bool is_inside(const struct mapping *m, double x, double y)
{
	return x >= 0 && x <= WIDTH && y >= 0 && y <= m->drawing->height;
}

/* By what most of its places are called; spots of one name follow one another. */
static struct str cluster_name(const struct mapping *m, size_t cluster)
{
	const struct view_spot *spots = m->c->view->result.spots;
	struct str best = spots[m->clusters[cluster].first].name, name = STR("");
	size_t run = 0, most = 0;

	for (size_t i = m->clusters[cluster].first; i < m->c->view->result.spot_count; i++) {
		if (m->cluster_of[i] != cluster + 1)
			continue;
		run = str_equal(spots[i].name, name) ? run + 1 : 1;
		name = spots[i].name;
		if (run > most) {
			most = run;
			best = name;
		}
	}
	return best;
}

/* A mark that stands for several holds their number. */
static double radius_of(size_t count)
{
	double radius = count > 1 ? LARGE : SMALL;

	for (size_t most = 99; count > most; most = most * 10 + 9)
		radius += 3;
	return radius;
}

/* False when there are more than a drawing can hold. */
static bool try_clusters(struct mapping *m, double reach)
{
	const struct view_result *result = &m->c->view->result;

	m->cluster_count = 0;
	m->drawing->left_out = 0;
	for (size_t i = 0; i < result->spot_count; i++) {
		double x = map_x(m, result->spots[i].lon), y = map_y(m, result->spots[i].lat);
		size_t at = 0;

		m->cluster_of[i] = 0;
		if (!result->spots[i].has_point || !is_inside(m, x, y)) {
			m->drawing->left_out++;
			continue;
		}
		x = clamp(x, MARGIN, WIDTH - MARGIN); /* nothing is cut by the frame */
		y = clamp(y, MARGIN, m->drawing->height - MARGIN);
		while (at < m->cluster_count && !are_near(&m->clusters[at], x, y, reach))
			at++;
		if (at == MOST_CLUSTERS)
			return false;
		if (at == m->cluster_count)
			m->clusters[m->cluster_count++] = (struct cluster){x, y, i, 0, false, STR("")};
		m->clusters[at].several_names |= !str_equal(result->spots[m->clusters[at].first].name, result->spots[i].name);
		m->clusters[at].count++;
		m->cluster_of[i] = at + 1;
	}
	return true;
}

static double largest_radius(const struct mapping *m)
{
	double largest = 0;

	for (size_t i = 0; i < m->cluster_count; i++) {
		double radius = radius_of(m->clusters[i].count);

		largest = radius > largest ? radius : largest;
	}
	return largest;
}

static void make_clusters(struct mapping *m)
{
	double reach = NEAR;

	m->clusters = arena_array(m->c->scratch, struct cluster, MOST_CLUSTERS + 1);
	m->cluster_of = arena_array(m->c->scratch, size_t, m->c->view->result.spot_count + 1);
	while (!try_clusters(m, reach) || reach <= 2 * largest_radius(m))
		reach *= 1.25;
	for (size_t i = 0; i < m->cluster_count; i++)
		m->clusters[i].name = cluster_name(m, i);
}

static int by_size(const void *left, const void *right)
{
	const struct cluster *a = left, *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

static bool is_free(const struct mapping *m, struct box box)
{
	if (box.left < 2 || box.top < 2 || box.right > WIDTH - 2 || box.bottom > m->drawing->height - 2)
		return false;
	for (size_t i = 0; i < m->box_count; i++)
		if (box.left < m->boxes[i].right && box.right > m->boxes[i].left && box.top < m->boxes[i].bottom &&
			box.bottom > m->boxes[i].top)
			return false;
	return true;
}

/* Beside the mark, above it, below it: the first place that is free. */
static void place_label(struct mapping *m, struct view_mark *mark, struct str label)
{
	double width = text_width(label, SIZE), gap = mark->width + 3;
	const double places[][2] = {{mark->x + gap, mark->y + 4}, {mark->x - gap - width, mark->y + 4},
		{mark->x - width / 2, mark->y - gap - 1}, {mark->x - width / 2, mark->y + gap + 9},
		{mark->x + gap - 2, mark->y - 6}, {mark->x + gap - 2, mark->y + 13}, {mark->x - gap - width + 2, mark->y - 6},
		{mark->x - gap - width + 2, mark->y + 13}};

	for (size_t i = 0; i < COUNT_OF(places); i++) {
		struct box box = {places[i][0], places[i][1] - 10, places[i][0] + width, places[i][1] + 3};

		if (!is_free(m, box))
			continue;
		m->boxes[m->box_count++] = box;
		mark->text = label;
		mark->text_x = places[i][0];
		mark->text_y = places[i][1];
		return;
	}
}

static struct str cluster_label(struct mapping *m, const struct cluster *cluster)
{
	struct str name = cluster->name;

	return cluster->several_names ? str_format(m->c->arena, "%.*s +", STR_ARG(name)) : name;
}

static void draw_spots(struct mapping *m)
{
	m->boxes = arena_array(m->c->scratch, struct box, 2 * m->cluster_count + 1);
	qsort(m->clusters, m->cluster_count, sizeof(*m->clusters), by_size);
	for (size_t i = 0; i < m->cluster_count; i++) {
		const struct cluster *cluster = &m->clusters[i];
		double r = radius_of(cluster->count);

		m->boxes[m->box_count++] = (struct box){cluster->x - r, cluster->y - r, cluster->x + r, cluster->y + r};
	}
	for (size_t i = 0; i < m->cluster_count; i++) {
		const struct cluster *cluster = &m->clusters[i];
		struct view_mark *mark = add_mark(m->c, m->drawing, DRAWN_PLACE);

		mark->x = cluster->x;
		mark->y = cluster->y;
		mark->count = cluster->count;
		mark->width = radius_of(cluster->count);
		mark->height = cluster->y + 3.5; /* of its number */
		mark->full = cluster_label(m, cluster);
		mark->fragment = str_format(m->c->arena, "%.*s-p%zu", STR_ARG(m->c->view->id), cluster->first + 1);
		place_label(m, mark, text_that_fits(m->c->arena, mark->full, SIZE, 160));
	}
}

static bool has_points(const struct view_result *result)
{
	for (size_t i = 0; i < result->spot_count; i++)
		if (result->spots[i].has_point)
			return true;
	return false;
}

void view_map(struct computing *c)
{
	struct mapping m = {.c = c};

	find_spots(c);
	if (!c->view->result.spot_count)
		c->view->result.group_count = 0; /* nothing to show */
	if (!has_points(&c->view->result))
		return;
	m.drawing = add_drawing(c, STR(""));
	if (c->view->has_area)
		memcpy(m.area, c->view->area, sizeof(m.area));
	else
		fit(&m);
	choose_scale(&m);
	draw_land(&m);
	make_clusters(&m);
	draw_spots(&m);
	sort_marks(c, m.drawing);
}
