#include "model/edtf.h"

enum { FIRST_YEAR = -9999, LAST_YEAR = 9999, SPRING = 21, WINTER = 24 };

static bool leap(int32_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static uint8_t days_in(int32_t year, uint8_t month)
{
	static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && leap(year) ? 29 : DAYS[month - 1];
}

/* ---- reading ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes `count` digits off the front. */
static bool take_digits(struct str *rest, size_t count, int32_t *number)
{
	*number = 0;
	if (rest->len < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!is_digit(rest->data[i]))
			return false;
		*number = *number * 10 + (rest->data[i] - '0');
	}
	*rest = str_from_index(*rest, count);
	return true;
}

static bool take(struct str *rest, struct str piece)
{
	if (!str_starts(*rest, piece))
		return false;
	*rest = str_from_index(*rest, piece.len);
	return true;
}

/* "2015", "-0043", "198X", "18XX". */
static bool take_year(struct str *rest, struct date *date)
{
	bool negative = take(rest, STR("-"));
	int32_t number, last = 0; /* last: how many years later the last one meant is */

	if (take_digits(rest, 4, &number)) {
		date->precision = DATE_YEAR;
	} else if (rest->len >= 4 && rest->data[3] == 'X' && take_digits(rest, 3, &number) && take(rest, STR("X"))) {
		date->precision = DATE_DECADE;
		number *= 10;
		last = 9;
	} else if (take_digits(rest, 2, &number) && take(rest, STR("XX"))) {
		date->precision = DATE_CENTURY;
		number *= 100;
		last = 99;
	} else {
		return false;
	}
	if (negative && number == 0 && last == 0) /* there is no year -0 */
		return false;
	date->year = negative ? -(number + last) : number;
	return true;
}

/* "-09", "-09-30", "-21"; what is written XX is not known. */
static bool take_month_and_day(struct str *rest, struct date *date)
{
	int32_t number;

	if (!take(rest, STR("-")))
		return true;
	if (take(rest, STR("XX"))) {
		take(rest, STR("-XX"));
		return true;
	}
	if (!take_digits(rest, 2, &number))
		return false;
	date->month = (uint8_t)number;
	if (number >= SPRING && number <= WINTER) {
		date->precision = DATE_SEASON;
		return true;
	}
	if (number < 1 || number > 12)
		return false;
	date->precision = DATE_MONTH;
	if (!take(rest, STR("-")) || take(rest, STR("XX")))
		return true;
	if (!take_digits(rest, 2, &number) || number < 1 || number > days_in(date->year, date->month))
		return false;
	date->day = (uint8_t)number;
	date->precision = DATE_DAY;
	return true;
}

bool edtf_date(struct str text, struct date *date)
{
	struct str rest = text;

	*date = (struct date){0};
	if (!take_year(&rest, date))
		return false;
	if (date->precision == DATE_YEAR && !take_month_and_day(&rest, date))
		return false;
	bool both = take(&rest, STR("%"));
	date->approximate = both || take(&rest, STR("~"));
	date->uncertain = both || (!date->approximate && take(&rest, STR("?")));
	return rest.len == 0;
}

/* One end of an interval: a date, ".." for what goes on, nothing for what is not known. */
static bool read_end(struct str text, struct date *date, bool *open)
{
	*date = (struct date){0};
	*open = str_equal(text, STR(".."));
	return *open || text.len == 0 || edtf_date(text, date);
}

bool edtf_period(struct str text, struct period *period)
{
	size_t slash = str_find_char(text, '/', 0);

	*period = (struct period){0};
	if (slash == text.len) {
		bool read = edtf_date(text, &period->from);

		period->to = period->from;
		return read;
	}
	period->interval = true;
	return read_end(str_slice(text, 0, slash), &period->from, &period->open_start) &&
	       read_end(str_from_index(text, slash + 1), &period->to, &period->open_end) &&
	       (period->from.precision != DATE_NONE || period->to.precision != DATE_NONE);
}

/* ---- days ---- */

/* Years begin in March here, so that a leap day is their last. */
static int64_t day_number(int64_t year, uint8_t month, uint8_t day)
{
	int64_t shifted = month > 2 ? month - 3 : month + 9;

	year -= month <= 2;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + (153 * shifted + 2) / 5 + day - 1;
}

int64_t edtf_first_day(const struct date *date)
{
	switch (date->precision) {
	case DATE_NONE: return day_number(FIRST_YEAR, 1, 1) - 1;
	case DATE_SEASON: return day_number(date->year, (uint8_t)((date->month - SPRING + 1) * 3), 1);
	case DATE_MONTH: return day_number(date->year, date->month, 1);
	case DATE_DAY: return day_number(date->year, date->month, date->day);
	default: return day_number(date->year, 1, 1);
	}
}

int64_t edtf_last_day(const struct date *date)
{
	uint8_t month = date->month;

	switch (date->precision) {
	case DATE_NONE: return day_number(LAST_YEAR + 1, 3, 1);
	case DATE_CENTURY: return day_number(date->year + 99, 12, 31);
	case DATE_DECADE: return day_number(date->year + 9, 12, 31);
	case DATE_SEASON:
		if (month == WINTER)
			return day_number(date->year + 1, 3, 1) - 1;
		month = (uint8_t)((month - SPRING + 1) * 3 + 2);
		return day_number(date->year, month, days_in(date->year, month));
	case DATE_MONTH: return day_number(date->year, month, days_in(date->year, month));
	case DATE_DAY: return day_number(date->year, month, date->day);
	default: return day_number(date->year, 12, 31);
	}
}
