/* A timeline: lanes, in each of them rows in which no two events and no two labels touch. A point has its label beside
 * it, a span above its line. Too many events to be read are counted in bins instead, each of which leads to its first
 * event in the list; too many lanes become one. */
#include "model/edtf.h"
#include "view/computing.h"

#define DAYS_OF_YEAR 365.2425

enum {
	WIDTH = 720,
	EDGE = 16, /* free on both sides */
	SIZE = 12, /* of labels */
	ROW = 19,
	LANE_NAME = 18,
	LANE_GAP = 6,
	AXIS = 22,
	MOST_EVENTS = 120, /* with labels */
	MOST_BINS = 48,
	BIN_SIZE = 9, /* of their numbers */
	BIN_HEIGHT = 40,
	LONGEST_LABEL = 300,
	MOST_TICKS = 9,
	MOST_LANES = 40,
	ARROW = 12, /* of an open end, with some air */
};

struct happening {
	const struct view_row *row;
	struct period period;
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
	bool counted;              /* events are too many to be drawn */
	struct view_row **listed;  /* by index of a row: where the list has it first */
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
	happening.period = period;
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
		buf_put(&out, STR("m-6 -5l6 5l-6 5"));
	if (mark->open_start) {
		buf_put(&out, STR("M"));
		put_number(&out, mark->x + 6);
		buf_char(&out, ' ');
		put_number(&out, mark->y - 5);
		buf_put(&out, STR("l-6 5l6 5"));
	}
	return path_of(c, &out);
}

static double day_of_year(int32_t year)
{
	struct date date = {.year = year, .precision = DATE_YEAR};

	return (double)edtf_first_day(&date);
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

	mark->text_x = !mark->span ? mark->x + 8 : mark->open_start ? mark->x + ARROW : mark->x;
	if (mark->text_x + width > WIDTH - 2 - (mark->open_end ? ARROW : 0)) {
		mark->ends_here = true;
		mark->text_x = !mark->span ? mark->x - 8 : WIDTH - 2 - (mark->open_end ? ARROW : 0);
		if (mark->text_x - width - 6 < taken.from)
			taken.from = mark->text_x - width - 6;
		if (mark->text_x + 6 > taken.to)
			taken.to = mark->text_x + 6;
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
	mark->time = happening->period;
	mark->timed = true;
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

struct bin {
	size_t count;
	const struct view_row *first;
};

static int32_t year_of(double day)
{
	int32_t year = (int32_t)(day / DAYS_OF_YEAR);

	year -= day < 0;
	while (day_of_year(year + 1) <= day)
		year++;
	while (day_of_year(year) > day)
		year--;
	return year;
}

static void add_bin(struct timing *t, const struct bin *bin, size_t number, size_t bins, size_t most)
{
	struct view_mark *mark = add_mark(t->c, t->drawing, DRAWN_BIN);
	double width = (double)(WIDTH - 2 * EDGE) / (double)bins;
	double days = (t->scale.last - t->scale.first) / (double)bins;
	struct view_row *listed = t->listed[bin->first->index];

	mark->count = bin->count;
	mark->height = (double)bin->count / (double)most * BIN_HEIGHT;
	mark->width = width - 1;
	mark->x = EDGE + (double)number * width;
	mark->y = t->y + SIZE + BIN_HEIGHT - mark->height;
	mark->text = str_format(t->c->arena, "%zu", bin->count);
	mark->text_x = mark->x + width / 2;
	mark->text_y = mark->y - 2;
	mark->timed = true;
	mark->time.from = (struct date){.year = year_of(t->scale.first + (double)number * days), .precision = DATE_YEAR};
	mark->time.to = (struct date){
		.year = year_of(t->scale.first + (double)(number + 1) * days), .precision = DATE_YEAR};
	mark->time.interval = mark->time.from.year != mark->time.to.year;
	if (view_is_listed(t->c->view, t->c->page)) {
		mark->entry = bin->first->entry;
		return;
	}
	listed->anchor = true;
	mark->fragment = view_row_anchor(t->c->arena, t->c->view, listed);
}

/* By when they begin; returns the number in the fullest. */
static size_t fill_bins(
	const struct timing *t, const struct happening *happenings, size_t count, struct bin *bins, size_t bin_count)
{
	double width = (double)(WIDTH - 2 * EDGE) / (double)bin_count;
	size_t most = 1;

	memset(bins, 0, bin_count * sizeof(*bins));
	for (size_t i = 0; i < count; i++) {
		if (!happenings[i].dated)
			continue;
		size_t number = (size_t)((position(&t->scale, happenings[i].from) - EDGE) / width);
		struct bin *bin = &bins[number < bin_count ? number : bin_count - 1];

		if (!bin->count++)
			bin->first = happenings[i].row;
		most = bin->count > most ? bin->count : most;
	}
	return most;
}

/* As many as have room for their numbers. */
static void add_bins(struct timing *t, const struct happening *happenings, size_t count)
{
	struct bin bins[MOST_BINS];
	size_t bin_count = MOST_BINS, most = fill_bins(t, happenings, count, bins, bin_count);
	struct str widest = str_format(t->c->scratch, "%zu", most);

	while (bin_count > 1 && text_width(widest, BIN_SIZE) > (double)(WIDTH - 2 * EDGE) / (double)bin_count - 2) {
		most = fill_bins(t, happenings, count, bins, --bin_count);
		widest = str_format(t->c->scratch, "%zu", most);
	}
	for (size_t i = 0; i < bin_count; i++)
		if (bins[i].count)
			add_bin(t, &bins[i], i, bin_count, most);
	t->y += SIZE + BIN_HEIGHT;
}

/* ---- lanes and years ---- */

static void add_lane(struct timing *t, const struct view_group *group)
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
	if (t->counted)
		add_bins(t, happenings, group->count);
	else
		add_events(t, happenings, group->count);
	t->y += LANE_GAP;
	t->drawing->marks[number].height = t->y - t->drawing->marks[number].y; /* the list may have moved */
}

static void add_ticks(struct timing *t)
{
	static const int32_t STEPS[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
	double years = (t->scale.last - t->scale.first) / DAYS_OF_YEAR;
	int32_t first = (int32_t)(t->scale.first / DAYS_OF_YEAR) - 1, step = 0;

	for (size_t i = 0; i < COUNT_OF(STEPS) && (!step || years / step > MOST_TICKS); i++)
		step = STEPS[i];
	first -= ((first % step) + step) % step;
	for (int32_t at = first; day_of_year(at) <= t->scale.last; at += step) {
		int32_t year = at <= 0 && step > 1 ? at + 1 : at; /* there is no year nothing: 500 BC is -499 */
		double x = position(&t->scale, day_of_year(year));

		if (x < EDGE - 1)
			continue;
		struct view_mark *mark = add_mark(t->c, t->drawing, DRAWN_TICK);
		struct buf out = {0};
		mark->x = mark->text_x = x;
		mark->time.from = mark->time.to = (struct date){.year = year, .precision = DATE_YEAR};
		mark->timed = true;
		mark->text_y = t->y + 14;
		buf_put(&out, STR("M"));
		put_number(&out, x);
		buf_put(&out, STR(" 0V"));
		put_number(&out, t->y);
		mark->d = path_of(t->c, &out);
	}
	t->y += AXIS;
}

/* How far the scale reaches, and how many events it has to hold; each as often as it stands in a lane. */
static size_t measure(struct timing *t)
{
	const struct view_result *result = &t->c->view->result;
	size_t dated = 0;
	bool any = false;

	t->listed = arena_array(t->c->scratch, struct view_row *, result->count + 1);
	for (size_t i = 0; i < result->group_count; i++)
		for (size_t at = 0; at < result->groups[i].count; at++) {
			struct view_row *row = &result->groups[i].rows[at];
			struct happening happening = happening_of(t->c, row);

			if (!t->listed[row->index])
				t->listed[row->index] = row;
			t->drawing->left_out += !happening.dated;
			dated += happening.dated;
			t->open_start |= happening.dated && happening.open_start;
			t->open_end |= happening.dated && happening.open_end;
			stretch(&t->scale, &happening, &any);
		}
	return dated;
}

void view_timeline(struct computing *c)
{
	struct view_result *result = &c->view->result;
	struct timing t = {.c = c, .y = 2, .drawing = add_drawing(c, STR(""))};
	size_t dated = measure(&t);

	if (!dated) {
		result->drawing_count = 0;
		return;
	}
	t.counted = dated > MOST_EVENTS;
	if (t.open_start)
		t.scale.first -= (t.scale.last - t.scale.first) * 0.05 + 30;
	if (t.open_end)
		t.scale.last += (t.scale.last - t.scale.first) * 0.05 + 30;
	clip_scale(&t);
	if (t.scale.last - t.scale.first < 365) /* at least a year, so that the axis has something to say */
		t.scale.last = t.scale.first + 365;
	for (size_t i = 0; i < result->group_count && result->group_count <= MOST_LANES; i++)
		add_lane(&t, &result->groups[i]);
	if (result->group_count > MOST_LANES)
		add_lane(&t, &(struct view_group){.title = STR(""), .rows = all_rows(c), .count = result->count});
	add_ticks(&t);
	t.drawing->width = WIDTH;
	t.drawing->height = t.y;
	sort_marks(c, t.drawing);
}
