/* Days to dates and back: the calendar has to hold over all years that EDTF can write. */
#include "export/exporting.h"

#include "base/arena.h"
#include "tap.h"

static void test_round_trip(void)
{
	struct arena arena = {0};
	struct date date;
	int wrong = 0;

	for (int64_t day = -730000; day < 1200000; day += 37) {
		struct str text = export_day(&arena, day);

		wrong += !edtf_date(text, &date) || edtf_first_day(&date) != day;
		arena_reset(&arena);
	}
	is_int(wrong, 0, "every day is the day that it says");
	arena_release(&arena);
}

static const struct {
	const char *edtf, *from, *to;
} PERIODS[] = {
	{"2015-09", "2015-09-01", "2015-09-30"},
	{"2024-02", "2024-02-01", "2024-02-29"},
	{"1900-02", "1900-02-01", "1900-02-28"},
	{"2000", "2000-01-01", "2000-12-31"},
	{"199X", "1990-01-01", "1999-12-31"},
	{"18XX", "1800-01-01", "1899-12-31"},
	{"2015/..", "2015-01-01", ""},
	{"../1987", "", "1987-12-31"},
	{"/1987", "", "1987-12-31"},
	{"-0043-03-15", "-0043-03-15", "-0043-03-15"},
	{"0000", "0000-01-01", "0000-12-31"},
	{"2005-24", "2005-12-01", "2006-02-28"},
	{"1999-09-08~/2009-04", "1999-09-08", "2009-04-30"},
};

static void test_periods(void)
{
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(PERIODS); i++) {
		struct period period;

		ok(edtf_period(str_from(PERIODS[i].edtf), &period), "%s is a period", PERIODS[i].edtf);
		struct export_days days = export_days(&arena, &period);
		is_str(days.from, str_from(PERIODS[i].from), "which begins");
		is_str(days.to, str_from(PERIODS[i].to), "and ends");
	}
	arena_release(&arena);
}

int main(void)
{
	test_round_trip();
	test_periods();
	return done_testing();
}
