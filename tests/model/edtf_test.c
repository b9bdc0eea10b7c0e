#include "model/edtf.h"

#include "base/arena.h"
#include "tap.h"

/* ---- dates ---- */

struct good_date {
	const char *text;
	int32_t year;
	uint8_t month, day;
	enum date_precision precision;
	bool approximate, uncertain;
	const char *first, *last; /* the days that it spans */
};

static const struct good_date DATES[] = {
	{"2015-09-30", 2015, 9, 30, DATE_DAY, false, false, "2015-09-30", "2015-09-30"},
	{"2015-09", 2015, 9, 0, DATE_MONTH, false, false, "2015-09-01", "2015-09-30"},
	{"2015", 2015, 0, 0, DATE_YEAR, false, false, "2015-01-01", "2015-12-31"},
	{"1988~", 1988, 0, 0, DATE_YEAR, true, false, "1988-01-01", "1988-12-31"},
	{"1988?", 1988, 0, 0, DATE_YEAR, false, true, "1988-01-01", "1988-12-31"},
	{"1988%", 1988, 0, 0, DATE_YEAR, true, true, "1988-01-01", "1988-12-31"},
	{"1988-03-05~", 1988, 3, 5, DATE_DAY, true, false, "1988-03-05", "1988-03-05"},
	{"18XX", 1800, 0, 0, DATE_CENTURY, false, false, "1800-01-01", "1899-12-31"},
	{"198X", 1980, 0, 0, DATE_DECADE, false, false, "1980-01-01", "1989-12-31"},
	{"198X~", 1980, 0, 0, DATE_DECADE, true, false, "1980-01-01", "1989-12-31"},
	{"2004-XX", 2004, 0, 0, DATE_YEAR, false, false, "2004-01-01", "2004-12-31"},
	{"2004-XX-XX", 2004, 0, 0, DATE_YEAR, false, false, "2004-01-01", "2004-12-31"},
	{"2004-02-XX", 2004, 2, 0, DATE_MONTH, false, false, "2004-02-01", "2004-02-29"},
	{"2021-21", 2021, 21, 0, DATE_SEASON, false, false, "2021-03-01", "2021-05-31"},
	{"2021-22", 2021, 22, 0, DATE_SEASON, false, false, "2021-06-01", "2021-08-31"},
	{"2021-23", 2021, 23, 0, DATE_SEASON, false, false, "2021-09-01", "2021-11-30"},
	{"2023-24", 2023, 24, 0, DATE_SEASON, false, false, "2023-12-01", "2024-02-29"},
	{"2000-02-29", 2000, 2, 29, DATE_DAY, false, false, "2000-02-29", "2000-02-29"},
	{"0000", 0, 0, 0, DATE_YEAR, false, false, "0000-01-01", "0000-12-31"},
	{"-0043-03-15", -43, 3, 15, DATE_DAY, false, false, "-0043-03-15", "-0043-03-15"},
	{"-9999", -9999, 0, 0, DATE_YEAR, false, false, "-9999-01-01", "-9999-12-31"},
	{"9999-12-31", 9999, 12, 31, DATE_DAY, false, false, "9999-12-31", "9999-12-31"},
	{"-00XX", -99, 0, 0, DATE_CENTURY, false, false, "-0099-01-01", "0000-12-31"},
	{"-004X", -49, 0, 0, DATE_DECADE, false, false, "-0049-01-01", "-0040-12-31"},
};

static int64_t day_of(const char *text)
{
	struct date date;

	ok(edtf_date(str_from(text), &date), "%s is a day", text);
	return edtf_first_day(&date);
}

static void test_dates(void)
{
	for (size_t i = 0; i < COUNT_OF(DATES); i++) {
		const struct good_date *want = &DATES[i];
		struct date got;

		ok(edtf_date(str_from(want->text), &got), "%s is a date", want->text);
		ok(got.year == want->year && got.month == want->month && got.day == want->day, "%s: %d-%u-%u", want->text,
			got.year, got.month, got.day);
		is_int(got.precision, want->precision, "%s: how precise", want->text);
		ok(got.approximate == want->approximate && got.uncertain == want->uncertain, "%s: how sure", want->text);
		is_int(edtf_first_day(&got), day_of(want->first), "%s: its first day", want->text);
		is_int(edtf_last_day(&got), day_of(want->last), "%s: its last day", want->text);
	}
}

static const char *const NO_DATES[] = {
	"",
	" ",
	"2015-13",
	"2015-00",
	"2015-02-30",
	"1900-02-29",
	"2015-04-31",
	"2015-01-00",
	"2015-1-1",
	"2015-9",
	"201",
	"20155",
	"15",
	"yesterday",
	"2015-09-30T12:00",
	"24 February 2022",
	"2015-25",
	"2015-20",
	"2015-09-",
	"2015-",
	"18xx",
	"1XXX",
	"XXXX",
	"18XX-01",
	"198X-05",
	"~2015",
	"2015~~",
	"2015?~",
	"2015 ~",
	" 2015",
	"2015 ",
	"-0000",
	"--2015",
	"+2015",
	"Y17000",
	"2015-09-30-01",
	"2015-XX-01",
	"2015/2016",
	"..",
	"/",
	"2015-09-3O",
	"99999999999999999999-01-01",
	"-",
	"2015-0\xd9\xa1",
};

/* ---- periods ---- */

struct good_period {
	const char *text;
	bool interval, open_start, open_end;
	int32_t from, to; /* years */
	enum date_precision from_precision, to_precision;
};

static const struct good_period PERIODS[] = {
	{"1994-09-05/1994-09-13", true, false, false, 1994, 1994, DATE_DAY, DATE_DAY},
	{"1994/1996", true, false, false, 1994, 1996, DATE_YEAR, DATE_YEAR},
	{"2015/..", true, false, true, 2015, 0, DATE_YEAR, DATE_NONE},
	{"../2015", true, true, false, 0, 2015, DATE_NONE, DATE_YEAR},
	{"2015/", true, false, false, 2015, 0, DATE_YEAR, DATE_NONE},
	{"/2015-03", true, false, false, 0, 2015, DATE_NONE, DATE_MONTH},
	{"1988~/1991?", true, false, false, 1988, 1991, DATE_YEAR, DATE_YEAR},
	{"18XX/1905", true, false, false, 1800, 1905, DATE_CENTURY, DATE_YEAR},
	{"2015-09", false, false, false, 2015, 2015, DATE_MONTH, DATE_MONTH},
	{"2015/2014", true, false, false, 2015, 2014, DATE_YEAR, DATE_YEAR},
};

static const char *const NO_PERIODS[] = {
	"",
	"/",
	"//",
	"../..",
	"/..",
	"../",
	"2015/2016/2017",
	"1994-1996",
	"1994–1996",
	"2015 / 2016",
	"2015-13/2016",
	"2015/2016-13",
	"...",
	"2015/...",
	"..2015",
};

static void test_periods(void)
{
	for (size_t i = 0; i < COUNT_OF(PERIODS); i++) {
		const struct good_period *want = &PERIODS[i];
		struct period got;

		ok(edtf_period(str_from(want->text), &got), "%s is a period", want->text);
		ok(got.interval == want->interval && got.open_start == want->open_start && got.open_end == want->open_end,
			"%s: how open", want->text);
		ok(got.from.year == want->from && got.to.year == want->to, "%s: from %d to %d", want->text, got.from.year,
			got.to.year);
		ok(got.from.precision == want->from_precision && got.to.precision == want->to_precision, "%s: how precise",
			want->text);
	}
}

static void test_refused(void)
{
	struct date date;
	struct period period;

	for (size_t i = 0; i < COUNT_OF(NO_DATES); i++)
		ok(!edtf_date(str_from(NO_DATES[i]), &date), "no date: \"%s\"", NO_DATES[i]);
	for (size_t i = 0; i < COUNT_OF(NO_PERIODS); i++)
		ok(!edtf_period(str_from(NO_PERIODS[i]), &period), "no period: \"%s\"", NO_PERIODS[i]);
}

/* ---- days ---- */

static void test_days(void)
{
	struct date none = {0};
	int64_t before = day_of("-9999-01-01");

	is_int(day_of("0000-03-01"), 0, "days count from 0000-03-01");
	is_int(day_of("1970-01-01"), 719468, "to the epoch");
	is_int(day_of("2000-03-01") - day_of("2000-02-28"), 2, "a leap day");
	is_int(day_of("2100-03-01") - day_of("2100-02-28"), 1, "none in 2100");
	is_int(day_of("0001-01-01") - day_of("0000-12-31"), 1, "the years around 0");
	is_int(day_of("0000-01-01") - day_of("-0001-12-31"), 1, "and before it");
	ok(edtf_first_day(&none) < before, "an open start lies before all");
	ok(edtf_last_day(&none) > day_of("9999-12-31"), "an open end beyond all");
	int64_t last = before - 1;
	bool steady = true;
	for (int32_t year = -9999; year <= 9999; year++) {
		struct date date = {.year = year, .precision = DATE_YEAR};

		steady = steady && edtf_first_day(&date) == last + 1;
		last = edtf_last_day(&date);
	}
	ok(steady, "each year begins the day after the last one ended");
	is_int(last, day_of("9999-12-31"), "up to the last");
}

int main(void)
{
	test_dates();
	test_periods();
	test_refused();
	test_days();
	return done_testing();
}
