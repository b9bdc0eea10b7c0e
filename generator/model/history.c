#include "model/history.h"

enum { DAY = 24 * 60 * 60 };

/* Howard Hinnant's civil_from_days: the year begins in March, so that the leap day ends it. */
struct date date_of_seconds(int64_t seconds)
{
	int64_t days = (seconds >= 0 ? seconds : seconds - DAY + 1) / DAY + 719468; /* since 0000-03-01 */
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t day = days - era * 146097;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t day_of_year = day - (365 * year + year / 4 - year / 100), month = (5 * day_of_year + 2) / 153;

	return (struct date){
		.year = (int32_t)(year + era * 400 + (month >= 10)),
		.month = (uint8_t)(month < 10 ? month + 3 : month - 9),
		.day = (uint8_t)(day_of_year - (153 * month + 2) / 5 + 1),
		.precision = DATE_DAY,
	};
}

struct str time_stamp(struct arena *arena, int64_t seconds)
{
	struct date date = date_of_seconds(seconds);
	int64_t of_day = ((seconds % DAY) + DAY) % DAY;

	return str_format(arena, "%04d-%02u-%02uT%02d:%02d:%02dZ", (int)date.year, date.month, date.day,
		(int)(of_day / 3600), (int)(of_day / 60 % 60), (int)(of_day % 60));
}

struct str commit_short(struct str commit)
{
	return str_slice(commit, 0, commit.len < COMMIT_SHORT ? commit.len : COMMIT_SHORT);
}

void history_release(struct history *history)
{
	map_release(&history->files);
	map_release(&history->others);
	arena_release(&history->arena);
	*history = (struct history){0};
}
