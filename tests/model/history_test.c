#include "model/history.h"

#include "tap.h"

static void test_dates(void)
{
	static const struct {
		int64_t seconds;
		const char *stamp;
	} ROWS[] = {
		{0, "1970-01-01T00:00:00Z"},
		{-1, "1969-12-31T23:59:59Z"},
		{951782399, "2000-02-28T23:59:59Z"},
		{951782400, "2000-02-29T00:00:00Z"},
		{951868800, "2000-03-01T00:00:00Z"},
		{4107542399, "2100-02-28T23:59:59Z"},
		{4107542400, "2100-03-01T00:00:00Z"},
		{1735689599, "2024-12-31T23:59:59Z"},
		{253402300799, "9999-12-31T23:59:59Z"},
		{-62135596800, "0001-01-01T00:00:00Z"},
	};
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct date date = date_of_seconds(ROWS[i].seconds);

		is_str(time_stamp(&arena, ROWS[i].seconds), str_from(ROWS[i].stamp), "%s", ROWS[i].stamp);
		is_int(date.precision, DATE_DAY, "a day");
	}
	int64_t wrong = 0;
	for (int64_t day = -100000; day < 100000; day++) { /* edtf counts from 0000-03-01 */
		struct date date = date_of_seconds(day * 86400 + 12345);

		wrong += edtf_first_day(&date) != day + 719468;
	}
	is_int(wrong, 0, "and back again");
	is_str(commit_short(STR("0123456789")), STR("0123456"), "the beginning of a hash");
	is_str(commit_short(STR("012")), STR("012"), "which may be short");
	arena_release(&arena);
}

int main(void)
{
	test_dates();
	return done_testing();
}
