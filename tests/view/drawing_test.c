/* Where timelines, maps and graphs put things: labels never touch, and what is drawn is what is listed. */
#include "viewing.h"

enum { EVENTS = 100 };

static const char SETTINGS[] =
	"title: Test\nbase_url: https://example.org/\ntypes:\n"
	"  event:\n    file: events.yaml\n    page: page\n    fields:\n"
	"      date: {type: period}\n      kind: {type: choice, of: [war, vote]}\n      place: {type: place}\n"
	"  term:\n    folder: terms\n    role: glossary\n    fields:\n      definition: {type: text}\n"
	"      broader: {type: ref, to: term, many: true, acyclic: true}\n"
	"      related: {type: ref, to: term, many: true, symmetric: true}\n";

static const char *events(struct handbook *h, size_t count)
{
	static const char *const DATES[] = {"%u", "%u/2020", "%u~", "%u/..", "../%u", "%u-05-06", "%u-03/%u-09"};
	struct buf out = {0};

	for (size_t i = 0; i < count; i++) {
		unsigned year = 1950 + (unsigned)(i * 7 % 60);
		struct buf date = {0};

		for (const char *at = DATES[i % COUNT_OF(DATES)]; *at; at++) {
			if (*at == '%' && *++at)
				buf_printf(&date, "%u", year);
			else
				buf_char(&date, *at);
		}
		buf_printf(&out,
			"- {id: e%zu, title: \"Event %zu of some length 会议\", date: \"%.*s\", kind: %s, place: {name: P%zu, lat: "
			"%d, "
			"lon: %d}}\n",
			i, i, STR_ARG(buf_str(&date)), i % 3 ? "war" : "vote", i, (int)(i * 37 % 120) - 60,
			(int)(i * 91 % 340) - 170);
		buf_release(&date);
	}
	const char *text = str_terminated(&h->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

struct box {
	double left, right, top, bottom;
};

/* No font is known to the test either; a narrow estimate must not collide where a generous one was used. */
static struct box label_box(const struct view_mark *mark)
{
	double width = 0;

	for (size_t i = 0; i < mark->text.len; i++)
		width += ((unsigned char)mark->text.data[i] & 0xc0) == 0x80 ? 0 : 5.5;
	double left = mark->ends_here ? mark->text_x - width : mark->text_x;
	return (struct box){left, left + width, mark->text_y - 9, mark->text_y + 2};
}

static size_t collisions(const struct view_drawing *drawing, enum view_mark_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->count; i++)
		for (size_t j = i + 1; j < drawing->count; j++) {
			const struct view_mark *a = &drawing->marks[i], *b = &drawing->marks[j];

			if (a->kind != kind || b->kind != kind || !a->text.len || !b->text.len)
				continue;
			struct box x = label_box(a), y = label_box(b);
			count += x.left < y.right && x.right > y.left && x.top < y.bottom && x.bottom > y.top;
		}
	return count;
}

static size_t marks(const struct view_drawing *drawing, enum view_mark_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->count; i++)
		count += drawing->marks[i].kind == kind;
	return count;
}

static size_t outside(const struct view_drawing *drawing)
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->count; i++) {
		const struct view_mark *mark = &drawing->marks[i];

		count += mark->x < 0 || mark->y < 0 || mark->x > drawing->width || mark->y > drawing->height ||
		         mark->x2 > drawing->width;
	}
	return count;
}

static void test_timeline(void)
{
	struct handbook h = {0};
	const char *files[] = {"content/events.yaml", events(&h, EVENTS), NULL};
	const struct view *view = viewing(&h, SETTINGS, files, "show: timeline\nof: event\ngroup: kind\n");
	const struct view_drawing *drawing = &view->result.drawings[0];

	is_str(told(&h), STR(""), "nothing is wrong");
	is_int(view->result.drawing_count, 1, "one drawing");
	is_int(marks(drawing, DRAWN_LANE), 2, "a lane for each kind");
	is_int(marks(drawing, DRAWN_EVENT), EVENTS, "every event is drawn");
	is_int(view->result.count, EVENTS, "and listed");
	is_int(collisions(drawing, DRAWN_EVENT), 0, "no two labels touch");
	is_int(outside(drawing), 0, "all within the frame");
	handbook_forget(&h);
}

/* Labels that do not fit beside their event end at the frame, where others are. */
static void test_long_names(void)
{
	struct handbook h = {0};
	struct buf out = {0};

	for (int i = 0; i < 60; i++)
		buf_printf(&out, "- {id: e%d, title: \"A name that is longer than %d other names of events\", date: %d%s}\n", i,
			i, 1900 + i * 2,
			i % 3 == 0   ? ""
			: i % 3 == 1 ? "/.."
						 : "/2019");
	const char *files[] = {"content/events.yaml", str_terminated(&h.arena, buf_str(&out)), NULL};
	const struct view *view = viewing(&h, SETTINGS, files, "show: timeline\nof: event\n");
	const struct view_drawing *drawing = &view->result.drawings[0];

	is_int(marks(drawing, DRAWN_EVENT), 60, "every event is drawn");
	is_int(collisions(drawing, DRAWN_EVENT), 0, "no two long labels touch");
	is_int(outside(drawing), 0, "all within the frame");
	handbook_forget(&h);
	buf_release(&out);
}

static void test_lanes(void)
{
	struct handbook h = {0};
	const char *files[] = {"content/events.yaml", events(&h, EVENTS), NULL};
	const struct view *view = viewing(&h, SETTINGS, files, "show: timeline\nof: event\ngroup: title\n");

	is_int(view->result.group_count, EVENTS, "a heading for each event");
	is_int(marks(&view->result.drawings[0], DRAWN_LANE), 1, "too many lanes are one");
	is_int(marks(&view->result.drawings[0], DRAWN_EVENT), EVENTS, "which has all of them");
	handbook_forget(&h);
}

static void test_undated(void)
{
	struct handbook h = {0};
	const char *files[] = {"content/events.yaml",
		"- {id: a, title: A, date: 2000}\n- {id: b, title: B}\n- {id: c, title: C, date: ../..}\n", NULL};
	const struct view *view = viewing(&h, SETTINGS, files, "show: timeline\nof: event\n");

	is_int(view->result.count, 3, "what has no date is listed");
	is_int(marks(&view->result.drawings[0], DRAWN_EVENT), 1, "not drawn");
	is_int(view->result.drawings[0].left_out, 2, "and counted");
	handbook_forget(&h);
}

static void test_many_events(void)
{
	struct handbook h = {0};
	const char *files[] = {"content/events.yaml", events(&h, 600), NULL};
	const struct view *view = viewing(&h, SETTINGS, files, "show: timeline\nof: event\n");
	const struct view_drawing *drawing = &view->result.drawings[0];
	size_t counted = 0;

	for (size_t i = 0; i < drawing->count; i++)
		counted += drawing->marks[i].kind == DRAWN_BIN ? drawing->marks[i].count : 0;
	is_int(marks(drawing, DRAWN_EVENT), 0, "too many to be read");
	is_int(counted, 600, "so they are counted");
	for (size_t i = 0, led = 0; i < drawing->count; i++) {
		led += drawing->marks[i].kind == DRAWN_BIN && drawing->marks[i].entry;
		if (i + 1 == drawing->count)
			is_int(led, marks(drawing, DRAWN_BIN), "each bin leads to its first event");
	}
	handbook_forget(&h);
}

static void test_map(void)
{
	struct handbook h = {0};
	const char *files[] = {"content/events.yaml", events(&h, EVENTS), NULL};
	const struct view *view = viewing(&h, SETTINGS, files, "show: map\nof: event\n");
	const struct view_drawing *drawing = &view->result.drawings[0];
	size_t placed = 0;

	for (size_t i = 0; i < drawing->count; i++)
		placed += drawing->marks[i].kind == DRAWN_PLACE ? drawing->marks[i].count : 0;
	is_int(view->result.spot_count, EVENTS, "every place is listed");
	ok(placed > EVENTS * 9 / 10 && placed <= EVENTS, "and drawn, but for the far south");
	is_int(collisions(drawing, DRAWN_PLACE), 0, "no two labels touch");
	is_int(outside(drawing), 0, "all within the frame");
	handbook_forget(&h);
}

static const char *const TERMS[] = {
	"content/terms/a.md",
	"---\ntitle: A\ndefinition: A.\nrelated: [c]\n---\n",
	"content/terms/b.md",
	"---\ntitle: B\ndefinition: B.\nbroader: [a]\n---\n",
	"content/terms/c.md",
	"---\ntitle: C\ndefinition: C.\nbroader: [b]\nrelated: [a]\n---\n",
	"content/terms/d.md",
	"---\ntitle: D\ndefinition: D.\n---\n",
	NULL,
};

static void test_graph(void)
{
	struct handbook h = {0};
	const struct view *view = viewing(&h, SETTINGS, TERMS, "show: graph\nof: term\n");
	const struct view_drawing *drawing = &view->result.drawings[0];

	is_int(marks(drawing, DRAWN_NODE), 4, "a node for each term");
	is_int(drawing->edge_count, 3, "edges; what is symmetric once");
	is_int(marks(drawing, DRAWN_EDGE), drawing->edge_count, "each edge is drawn, and a sentence");
	is_int(collisions(drawing, DRAWN_NODE), 0, "no two labels touch");
	handbook_forget(&h);
	view = viewing(&h, SETTINGS, TERMS, "show: graph\nof: term\naround: b\n");
	is_int(marks(&view->result.drawings[0], DRAWN_NODE), 2, "the neighbours of an entry");
	is_int(view->result.drawings[0].edge_count, 2, "only what begins or ends there");
	handbook_forget(&h);
	viewing(&h, SETTINGS, TERMS, "show: graph\nof: term\naround: terms/aa\n");
	is_str(told(&h), STR("content/page.md:7:9: no entry named \"terms/aa\"; did you mean \"terms/a\"? [view-value]\n"),
		"an entry that is not there");
	handbook_forget(&h);
}

/* Two hundred terms, each related to its neighbours: one drawing holds some, and tells the rest. */
static void test_large_graph(void)
{
	struct handbook h = {0};
	const char *files[2 * 200 + 1] = {NULL};

	for (int i = 0; i < 200; i++) {
		struct str path = str_format(&h.arena, "content/terms/t%03d.md", i);
		struct str text = str_format(&h.arena, "---\ntitle: Term %d of a long list of terms\nrelated: [%s]\n---\n", i,
			i == 0     ? "t001"
			: i == 199 ? "t198"
					   : str_format(&h.arena, "t%03d, t%03d", i - 1, i + 1).data);
		files[2 * i] = str_terminated(&h.arena, path);
		files[2 * i + 1] = str_terminated(&h.arena, text);
	}
	const struct view *view = viewing(&h, SETTINGS, files, "show: graph\nof: term\n");
	const struct view_drawing *drawing = &view->result.drawings[0];
	size_t drawn = 0;

	for (size_t i = 0; i < drawing->edge_count; i++)
		drawn += drawing->edges[i].drawn;
	is_int(marks(drawing, DRAWN_NODE), 24, "as many nodes as one can read");
	is_int(drawing->left_out, 176, "the others are counted");
	is_int(drawing->edge_count, 199, "each relation is told, once");
	is_int(marks(drawing, DRAWN_EDGE), drawn, "and drawn where both its ends are");
	is_int(collisions(drawing, DRAWN_NODE), 0, "no two labels touch");
	handbook_forget(&h);
}

/* An entry that forty others name: each relation gets its share. */
static void test_neighbours(void)
{
	struct handbook h = {0};
	struct arena scratch = {0};
	const char *files[2 * 42 + 1] = {"content/terms/hub.md", "---\ntitle: Hub\nbroader: [top]\n---\n",
		"content/terms/top.md", "---\ntitle: Top\n---\n"};

	for (int i = 0; i < 40; i++) {
		struct str path = str_format(&h.arena, "content/terms/t%02d.md", i);
		struct str text = str_format(&h.arena, "---\ntitle: A narrower term, number %d\nbroader: [hub]\n---\n", i);
		files[2 * i + 4] = str_terminated(&h.arena, path);
		files[2 * i + 5] = str_terminated(&h.arena, text);
	}
	viewing(&h, SETTINGS, files, "show: list\nof: term\n");
	const struct entry *hub = map_get(&h.site.by_id, STR("terms/hub"));
	const struct view_drawing *drawing = view_neighbours(&h.arena, &scratch, &h.site, hub);

	is_int(marks(drawing, DRAWN_NODE), 23, "as many neighbours as one can read");
	is_int(marks(drawing, DRAWN_EDGE), 23, "a line to each");
	is_int(drawing->left_out, 18, "the others are counted");
	is_int(drawing->edge_count, 41, "and told");
	is_int(collisions(drawing, DRAWN_NODE) + collisions(drawing, DRAWN_LABEL), 0, "no two labels touch");
	is_int(outside(drawing), 0, "all within the frame");
	const struct entry *top = map_get(&h.site.by_id, STR("terms/top"));
	ok(!view_neighbours(&h.arena, &scratch, &h.site, top), "one neighbour needs no drawing");
	arena_release(&scratch);
	handbook_forget(&h);
}

static void test_across_the_date_line(void)
{
	struct handbook h = {0};
	const char *files[] = {"content/events.yaml",
		"- {id: a, title: A, place: {name: Suva, lat: -18, lon: 178}}\n"
		"- {id: b, title: B, place: {name: Apia, lat: -14, lon: -172}}\n"
		"- {id: c, title: C, place: {name: Nowhere}}\n",
		NULL};
	const struct view *view = viewing(&h, SETTINGS, files, "show: map\nof: event\n");
	const struct view_drawing *drawing = &view->result.drawings[0];
	double x[2] = {0};

	for (size_t i = 0, at = 0; i < drawing->count && at < 2; i++)
		if (drawing->marks[i].kind == DRAWN_PLACE)
			x[at++] = drawing->marks[i].x;
	ok(x[0] > x[1] ? x[0] - x[1] < 650 : x[1] - x[0] < 650, "neighbours across 180 degrees stay neighbours");
	is_int(marks(drawing, DRAWN_PLACE), 2, "two places are drawn");
	is_int(view->result.spot_count, 3, "three are listed");
	is_int(drawing->left_out, 1, "one has no coordinates");
	handbook_forget(&h);
}

int main(void)
{
	test_timeline();
	test_long_names();
	test_lanes();
	test_undated();
	test_large_graph();
	test_neighbours();
	test_across_the_date_line();
	test_many_events();
	test_map();
	test_graph();
	return done_testing();
}
