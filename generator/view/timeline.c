/* A timeline: lanes, in each of them rows in which no two events and no two labels touch. A point has its label beside
 * it, a span above its line. Too many events to be read are counted in bins instead. */
#include "model/edtf.h"
#include "view/computing.h"

enum {
	WIDTH = 720,
	EDGE = 16, /* free on both sides */
	SIZE = 12, /* of labels */
	ROW = 19,
	LANE_NAME = 18,
	LANE_GAP = 6,
	AXIS = 22,
	MOST_EVENTS = 120, /* with labels */
	BINS = 48,
	BIN_HEIGHT = 40,
	LONGEST_LABEL = 300,
	MOST_TICKS = 9,
};

struct happening {
	const struct view_row *row;
	double from, to; /* days; of an open end that of the scale */
	bool dated, interval, open_start, open_end, uncertain;
};

struct scale {
	double first, last;
};

struct taken {
	size_t row;
	double from, to;
};

struct timing {
	struct computing *c;
	struct view_drawing *drawing;
	struct scale scale;
	bool open_start, open_end; /* some event is: there has to be room for it */
	double y;                  /* of what comes next */
};

static bool is_vague(const struct date *date)
{
	return date->precision != DATE_NONE && (date->approximate || date->uncertain || date->precision < DATE_YEAR);
}

static struct happening happening_of(struct computing *c, const struct view_row *row)
{
	struct view_values values = row_values_now(c, row, &c->view->date);
	struct happening happening = {.row = row};
	struct period period;

	if (!values.count || !values.items[0].value || values.items[0].value->kind != VALUE_TEXT ||
		!edtf_period(values.items[0].value->text, &period))
		return happening;
	happening.open_start = period.open_start || period.from.precision == DATE_NONE;
	happening.open_end = period.open_end || period.to.precision == DATE_NONE;
	happening.dated = !(happening.open_start && happening.open_end);
	happening.interval = period.interval;
	happening.uncertain = is_vague(&period.from) || is_vague(&period.to);
	if (!happening.open_start)
		happening.from = (double)edtf_first_day(&period.from);
	if (!happening.open_end)
		happening.to = (double)edtf_last_day(&period.to);
	if (happening.open_start)
		happening.from = happening.to;
	if (happening.open_end)
		happening.to = happening.from;
	return happening;
}

/* Where the view asks for dates from or to a day, the scale ends there: what lies beyond is an open end. */
static void clip_scale(struct timing *t)
{
	const struct view *view = t->c->view;
	struct period period;

	for (size_t i = 0; i < view->test_count; i++) {
		const struct view_test *test = &view->tests[i];

		if (test->negated || !str_equal(test->path.text, view->date.text))
			continue;
		if (test->from.len && edtf_period(test->from, &period) && (double)edtf_first_day(&period.from) > t->scale.first)
			t->scale.first = (double)edtf_first_day(&period.from);
		if (test->to.len && edtf_period(test->to, &period) && (double)edtf_last_day(&period.to) < t->scale.last)
			t->scale.last = (double)edtf_last_day(&period.to);
	}
}

static void clip(const struct scale *scale, struct happening *happening)
{
	happening->open_start |= happening->from < scale->first;
	happening->open_end |= happening->to > scale->last;
	if (happening->from < scale->first)
		happening->from = scale->first;
	if (happening->to > scale->last)
		happening->to = scale->last;
}

static void stretch(struct scale *scale, const struct happening *happening, bool *any)
{
	if (!happening->dated)
		return;
	if (!*any || happening->from < scale->first)
		scale->first = happening->from;
	if (!*any || happening->to > scale->last)
		scale->last = happening->to;
	*any = true;
}

static double position(const struct scale *scale, double day)
{
	return EDGE + (day - scale->first) / (scale->last - scale->first) * (WIDTH - 2 * EDGE);
}

static struct str path_of(struct computing *c, struct buf *out)
{
	struct str path = str_copy(c->arena, buf_str(out));

	buf_release(out);
	return path;
}

/* A line; where an end is open, with an arrow there. */
static struct str span_path(struct computing *c, const struct view_mark *mark)
{
	struct buf out = {0};

	buf_put(&out, STR("M"));
	put_number(&out, mark->x);
	buf_char(&out, ' ');
	put_number(&out, mark->y);
	buf_char(&out, 'H');
	put_number(&out, mark->x2);
	if (mark->open_end)
		buf_put(&out, STR("m-7 -7l7 7l-7 7"));
	if (mark->open_start) {
		buf_put(&out, STR("M"));
		put_number(&out, mark->x + 7);
		buf_char(&out, ' ');
		put_number(&out, mark->y - 7);
		buf_put(&out, STR("l-7 7l7 7"));
	}
	return path_of(c, &out);
}

/* ---- events with labels ---- */

static size_t free_row(const struct taken *taken, size_t count, double from, double to)
{
	size_t row = 0;

	for (size_t i = 0; i < count;) {
		bool touches = taken[i].row == row && from < taken[i].to && to > taken[i].from;

		row += touches;
		i = touches ? 0 : i + 1;
	}
	return row;
}

/* Where the label goes, and how far event and label reach. */
static struct taken place_label(struct view_mark *mark)
{
	double width = mark->text.len ? text_width(mark->text, SIZE) : 0;
	struct taken taken = {.from = mark->x - 7, .to = mark->x2 + 7};

	mark->text_x = mark->span ? mark->x : mark->x + 8;
	if (mark->text_x + width > WIDTH - 2) {
		mark->ends_here = true;
		mark->text_x = mark->span ? WIDTH - 2 : mark->x - 8;
		if (mark->text_x - width - 6 < taken.from)
			taken.from = mark->text_x - width - 6;
	} else if (mark->text_x + width + 6 > taken.to) {
		taken.to = mark->text_x + width + 6;
	}
	return taken;
}

static struct taken add_event(struct timing *t, const struct happening *happening, struct taken *taken, size_t count)
{
	struct view_mark *mark = add_mark(t->c, t->drawing, DRAWN_EVENT);
	struct str title = row_title(t->c, happening->row);

	mark->entry = happening->row->entry;
	mark->full = title;
	mark->text = text_that_fits(t->c->arena, title, SIZE, LONGEST_LABEL);
	mark->count = 1;
	mark->x = position(&t->scale, happening->from);
	mark->x2 = position(&t->scale, happening->to);
	mark->open_start = happening->open_start;
	mark->open_end = happening->open_end;
	mark->uncertain = happening->uncertain;
	if (mark->open_start)
		mark->x = EDGE / 2.0;
	if (mark->open_end)
		mark->x2 = WIDTH - EDGE / 2.0;
	mark->span = mark->open_start || mark->open_end || mark->x2 - mark->x > (happening->interval ? 3 : 9);
	if (!mark->span)
		mark->x = mark->x2 = (mark->x + mark->x2) / 2;
	struct taken place = place_label(mark);
	place.row = free_row(taken, count, place.from, place.to);
	double top = t->y + (double)place.row * ROW;
	mark->y = top + (mark->span ? 15 : 9);
	mark->text_y = top + (mark->span ? 11 : 13);
	if (mark->span)
		mark->d = span_path(t->c, mark);
	return place;
}

static void add_events(struct timing *t, const struct happening *happenings, size_t count)
{
	struct taken *taken = arena_array(t->c->scratch, struct taken, count + 1);
	size_t rows = 0, done = 0;

	for (size_t i = 0; i < count; i++) {
		if (!happenings[i].dated)
			continue;
		taken[done] = add_event(t, &happenings[i], taken, done);
		if (taken[done].row + 1 > rows)
			rows = taken[done].row + 1;
		done++;
	}
	t->y += (double)(rows ? rows : 1) * ROW;
}

/* ---- too many: counted ---- */

static void add_bins(struct timing *t, const struct happening *happenings, size_t count)
{
	size_t bins[BINS] = {0}, most = 1;
	double width = (double)(WIDTH - 2 * EDGE) / BINS;

	for (size_t i = 0; i < count; i++) {
		size_t bin = (size_t)((position(&t->scale, happenings[i].from) - EDGE) / width);

		if (happenings[i].dated)
			bins[bin < BINS ? bin : BINS - 1]++;
	}
	for (size_t i = 0; i < BINS; i++)
		most = bins[i] > most ? bins[i] : most;
	for (size_t i = 0; i < BINS; i++) {
		if (!bins[i])
			continue;
		struct view_mark *mark = add_mark(t->c, t->drawing, DRAWN_BIN);

		mark->count = bins[i];
		mark->height = (double)bins[i] / (double)most * BIN_HEIGHT;
		mark->width = width - 1;
		mark->x = EDGE + (double)i * width;
		mark->y = t->y + SIZE + BIN_HEIGHT - mark->height;
		mark->text = str_format(t->c->arena, "%zu", bins[i]);
		mark->text_x = mark->x + width / 2;
		mark->text_y = mark->y - 2;
	}
	t->y += SIZE + BIN_HEIGHT;
}

/* ---- lanes and years ---- */

static void add_lane(struct timing *t, const struct view_group *group, bool counted)
{
	struct happening *happenings = arena_array(t->c->scratch, struct happening, group->count + 1);
	struct view_mark *lane = add_mark(t->c, t->drawing, DRAWN_LANE);
	size_t number = t->drawing->count - 1;

	lane->y = t->y;
	lane->text = text_that_fits(t->c->arena, group->title, SIZE, WIDTH / 2.0);
	lane->text_y = t->y + 13;
	if (group->title.len)
		t->y += LANE_NAME;
	for (size_t i = 0; i < group->count; i++) {
		happenings[i] = happening_of(t->c, &group->rows[i]);
		clip(&t->scale, &happenings[i]);
	}
	if (counted)
		add_bins(t, happenings, group->count);
	else
		add_events(t, happenings, group->count);
	t->y += LANE_GAP;
	t->drawing->marks[number].height = t->y - t->drawing->marks[number].y; /* the list may have moved */
}

static double day_of_year(int32_t year)
{
	struct date date = {.year = year, .precision = DATE_YEAR};

	return (double)edtf_first_day(&date);
}

static void add_ticks(struct timing *t)
{
	static const int32_t STEPS[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
	double years = (t->scale.last - t->scale.first) / 365.2425;
	int32_t first = (int32_t)(t->scale.first / 365.2425) - 1, step = 0;

	for (size_t i = 0; i < COUNT_OF(STEPS) && (!step || years / step > MOST_TICKS); i++)
		step = STEPS[i];
	first -= ((first % step) + step) % step;
	for (int32_t year = first; day_of_year(year) <= t->scale.last; year += step) {
		double x = position(&t->scale, day_of_year(year));

		if (x < EDGE - 1)
			continue;
		struct view_mark *mark = add_mark(t->c, t->drawing, DRAWN_TICK);
		struct buf out = {0};
		mark->x = mark->text_x = x;
		mark->text = str_format(t->c->arena, "%d", (int)year);
		mark->text_y = t->y + 14;
		buf_put(&out, STR("M"));
		put_number(&out, x);
		buf_put(&out, STR(" 0V"));
		put_number(&out, t->y);
		mark->d = path_of(t->c, &out);
	}
	t->y += AXIS;
}

void view_timeline(struct computing *c)
{
	struct view_result *result = &c->view->result;
	struct timing t = {.c = c, .y = 2};
	size_t dated = 0;
	bool any = false;

	for (size_t i = 0; i < result->group_count; i++)
		for (size_t at = 0; at < result->groups[i].count; at++) {
			struct happening happening = happening_of(c, &result->groups[i].rows[at]);

			dated += happening.dated;
			t.open_start |= happening.dated && happening.open_start;
			t.open_end |= happening.dated && happening.open_end;
			stretch(&t.scale, &happening, &any);
		}
	if (!any)
		return;
	if (t.open_start)
		t.scale.first -= (t.scale.last - t.scale.first) * 0.05 + 30;
	if (t.open_end)
		t.scale.last += (t.scale.last - t.scale.first) * 0.05 + 30;
	clip_scale(&t);
	if (t.scale.last - t.scale.first < 365) /* at least a year, so that the axis has something to say */
		t.scale.last = t.scale.first + 365;
	t.drawing = add_drawing(c, STR(""));
	for (size_t i = 0; i < result->group_count; i++)
		add_lane(&t, &result->groups[i], dated > MOST_EVENTS);
	add_ticks(&t);
	t.drawing->width = WIDTH;
	t.drawing->height = t.y;
	sort_marks(c, t.drawing);
}
