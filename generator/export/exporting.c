#include "export/exporting.h"

#include "base/arena.h"
#include "formats/escape.h"

enum { PIECE_BYTES = 1 << 16 };

static bool put_out(struct exporting *e)
{
	if (!e->failed && e->out.len && !e->target->put(e->target->context, buf_str(&e->out)))
		e->failed = true;
	buf_reset(&e->out);
	return !e->failed;
}

bool export_piece(struct exporting *e)
{
	arena_reset(&e->scratch);
	return e->out.len < PIECE_BYTES ? !e->failed : put_out(e);
}

struct str export_full_url(struct exporting *e, struct str address)
{
	return site_url(&e->scratch, e->site->config->base_url, address);
}

struct str export_url(struct exporting *e, struct str address)
{
	size_t hash = str_find_char(address, '#', 0);
	struct buf out = {0};

	if (e->site->config->base_url.len)
		return export_full_url(e, address);
	buf_put(&out, STR("../"));
	escape_path(&out, str_slice(address, 0, hash));
	buf_put(&out, str_from_index(address, hash));
	struct str url = str_copy(&e->scratch, buf_str(&out));
	buf_release(&out);
	return url;
}

/* ---- days ---- */

/* Days are counted from 0000-03-01, so that a leap day is the last of its year. */
struct str export_day(struct arena *arena, int64_t day)
{
	int64_t era = (day >= 0 ? day : day - 146096) / 146097;
	int64_t of_era = day - era * 146097;
	int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * of_year + 2) / 153;
	int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	int64_t year = era * 400 + year_of_era + (month <= 2);
	const char *sign = year < 0 ? "-" : year > 9999 ? "+" : "";

	return str_format(arena, "%s%04d-%02d-%02d", sign, (int)(year < 0 ? -year : year), month,
		(int)(of_year - (153 * shifted + 2) / 5 + 1));
}

struct export_days export_days(struct arena *arena, const struct period *period)
{
	struct export_days days = {STR(""), STR("")};

	if (period->from.precision != DATE_NONE)
		days.from = export_day(arena, edtf_first_day(&period->from));
	if (period->to.precision != DATE_NONE)
		days.to = export_day(arena, edtf_last_day(&period->to));
	return days;
}

/* ---- values ---- */

struct person *export_authors(struct arena *arena, const struct config *config)
{
	struct person *people = arena_array(arena, struct person, config->author_count);

	for (size_t i = 0; i < config->author_count; i++)
		people[i].family = config->authors[i].name;
	return people;
}

/* ---- files ---- */

typedef void writer(struct exporting *e);

static writer *const WRITERS[DATA_FILES] = {
	[DATA_HANDBOOK] = export_handbook,
	[DATA_SCHEMA] = export_schema,
	[DATA_SKOS] = export_skos_turtle,
	[DATA_SKOS_JSON] = export_skos_json,
	[DATA_GLOSSARY] = export_glossary,
	[DATA_BIBTEX] = export_bibtex,
	[DATA_CSL] = export_csl,
	[DATA_EVENTS] = export_events,
	[DATA_PLACES] = export_places,
};

static bool finish(struct exporting *e)
{
	put_out(e);
	buf_release(&e->out);
	arena_release(&e->scratch);
	return !e->failed;
}

bool export_data_file(
	const struct site *site, enum data_file file, const struct export_text *text, const struct export_target *target)
{
	struct exporting e = {.site = site, .text = text, .target = target};

	WRITERS[file](&e);
	return finish(&e);
}

bool export_entry_file(const struct site *site, const struct entry *entry, enum entry_file file,
	const struct export_text *text, const struct export_target *target)
{
	struct exporting e = {.site = site, .text = text, .target = target};

	switch (file) {
	case ENTRY_BIBTEX: export_entry_bibtex(&e, entry); break;
	case ENTRY_CSL: export_entry_csl(&e, entry); break;
	default: buf_put(&e.out, text->load(text->context, entry)); break;
	}
	return finish(&e);
}
