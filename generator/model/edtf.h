/* Dates as scholars need them: EDTF level 1 (ISO 8601-2), with the forms that glossa-handbook(5) lists. */
#ifndef GLOSSA_MODEL_EDTF_H
#define GLOSSA_MODEL_EDTF_H

#include "base/str.h"

enum date_precision { DATE_NONE, DATE_CENTURY, DATE_DECADE, DATE_YEAR, DATE_SEASON, DATE_MONTH, DATE_DAY };

struct date {
	int32_t year;                  /* of the first day it can mean */
	uint8_t month, day;            /* 0 where less precise; the season 21–24 stands in `month` */
	enum date_precision precision; /* DATE_NONE: open or unknown */
	bool approximate;              /* ~ */
	bool uncertain;                /* ? */
};

struct period {
	struct date from, to;
	bool interval;             /* written with a slash; else to equals from */
	bool open_start, open_end; /* ".." : goes on beyond what is known */
};

/* "2015-09", "1988~", "18XX", "2021-23", "2015/..", "1994-09-05/1994-09-13". False when it is none of them. */
bool edtf_date(struct str text, struct date *date);
bool edtf_period(struct str text, struct period *period);
/* Days since 0000-03-01 of the first and the last day meant, for order and scales. An open or unknown end (DATE_NONE)
 * lies one day beyond all others. Seasons are those of the northern year: 24, winter, ends in the next February. */
int64_t edtf_first_day(const struct date *date);
int64_t edtf_last_day(const struct date *date);

#endif
