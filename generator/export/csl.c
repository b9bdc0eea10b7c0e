/* References as CSL-JSON, which citation software reads without a translation: the fields of a source are named for CSL's
 * variables in site.yaml. */
#include "export/references.h"

#include "base/arena.h"
#include "formats/json_stream.h"
#include "model/languages.h"
#include "model/naming.h"

/* ---- people and dates ---- */

static void put_people(struct json_stream *json, const struct person *people, size_t count)
{
	json_open(json, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(json, '{');
		if (people[i].given.len) {
			json_member(json, STR("family"), people[i].family);
			json_member(json, STR("given"), people[i].given);
		} else {
			json_member(json, STR("literal"), people[i].family);
		}
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_parts(struct json_stream *json, const struct date *date)
{
	json_open(json, '[');
	json_number(json, date->year);
	if (date->precision == DATE_MONTH || date->precision == DATE_DAY)
		json_number(json, date->month);
	if (date->precision == DATE_DAY)
		json_number(json, date->day);
	json_close(json, ']');
}

static bool is_year_at_least(const struct date *date)
{
	return date->precision >= DATE_YEAR;
}

/* The years that a date says; what says none is told in its own words. */
static void put_date(struct json_stream *json, struct str text)
{
	struct period period = {0};
	bool read = edtf_period(text, &period);
	bool from = read && is_year_at_least(&period.from), to = read && is_year_at_least(&period.to);

	json_open(json, '{');
	if (!from && !to) {
		json_member(json, STR("literal"), text);
		json_close(json, '}');
		return;
	}
	json_key(json, STR("date-parts"));
	json_open(json, '[');
	put_parts(json, from ? &period.from : &period.to);
	if (period.interval && from && to)
		put_parts(json, &period.to);
	json_close(json, ']');
	if (period.from.precision == DATE_SEASON && !period.interval) {
		json_key(json, STR("season"));
		json_number(json, period.from.month - 20); /* EDTF's 21 is spring */
	}
	if (period.from.approximate || period.from.uncertain || period.to.approximate || period.to.uncertain) {
		json_key(json, STR("circa"));
		json_bool(json, true);
	}
	json_close(json, '}');
}

/* ---- a source ---- */

static void put_variable(
	struct exporting *e, struct json_stream *json, const struct entry *entry, const struct field *field)
{
	struct str name = str_from_index(field->means, sizeof("csl:") - 1);
	struct str text = reference_text(&e->scratch, entry, field->means);
	struct person *people;
	size_t count;

	switch (meaning_csl_kind(field->means)) {
	case CSL_NAMES:
		count = people_of(&e->scratch, field, entry, &people);
		if (!count)
			return;
		json_key(json, name);
		put_people(json, people, count);
		return;
	case CSL_DATE:
		if (!text.len)
			return;
		json_key(json, name);
		put_date(json, text);
		return;
	case CSL_WORDS: break;
	}
	if (str_equal(name, STR("DOI")))
		text = reference_doi(text);
	if (str_equal(name, STR("language")) && !is_language(text))
		text = STR("");
	json_member_if(json, name, text);
}

static void put_source(struct exporting *e, struct json_stream *json, const struct entry *entry)
{
	json_open(json, '{');
	json_member(json, STR("id"), reference_key(&e->scratch, entry));
	json_member(json, STR("type"), reference_type(entry));
	if (!reference_text(&e->scratch, entry, STR("csl:title")).len)
		json_member(json, STR("title"), entry->title);
	for (size_t i = 0; i < entry->type->field_count; i++) {
		const struct field *field = &entry->type->fields[i];

		if (field->computed || !str_starts(field->means, STR("csl:")) || str_equal(field->means, STR("csl:type")) ||
			schema_meaning(entry->type, field->means) != field) /* of two fields that mean one thing the first counts */
			continue;
		put_variable(e, json, entry, field);
	}
	json_close(json, '}');
}

void export_csl(struct exporting *e)
{
	struct json_stream json = {.out = &e->out};
	bool on = true;

	json_open(&json, '[');
	for (size_t i = 0; i < e->site->entry_count && on; i++) {
		if (!is_reference(&e->site->entries[i]))
			continue;
		json_line(&json);
		put_source(e, &json, &e->site->entries[i]);
		on = export_piece(e);
	}
	json_close(&json, ']');
	buf_char(&e->out, '\n');
}

/* ---- an entry of the handbook ---- */

static void put_entry(struct exporting *e, struct json_stream *json, const struct entry *entry)
{
	const struct config *config = e->site->config;

	json_open(json, '{');
	json_member(json, STR("id"), reference_key(&e->scratch, entry));
	json_member(json, STR("type"), STR("entry-encyclopedia"));
	json_member(json, STR("title"), entry->title);
	json_member(json, STR("container-title"), config->title);
	if (config->author_count) {
		json_key(json, STR("author"));
		put_people(json, export_authors(&e->scratch, config), config->author_count);
	}
	if (entry->updated.precision != DATE_NONE) {
		json_key(json, STR("issued"));
		json_open(json, '{');
		json_key(json, STR("date-parts"));
		json_open(json, '[');
		put_parts(json, &entry->updated);
		json_close(json, ']');
		json_close(json, '}');
	}
	json_member_if(json, STR("abstract"), entry_summary(entry));
	json_member_if(json, STR("version"), commit_short(entry_commit(entry)));
	json_member_if(json, STR("edition"), config->edition);
	json_member_if(json, STR("number"), entry_siglum(&e->scratch, entry));
	json_member(json, STR("language"), entry->lang.len ? entry->lang : config->lang);
	json_member_if(json, STR("license"), config->licence);
	json_member_if(json, STR("URL"), export_full_url(e, entry->address));
	json_close(json, '}');
}

void export_entry_csl(struct exporting *e, const struct entry *entry)
{
	struct json_stream json = {.out = &e->out};

	json_open(&json, '[');
	if (is_reference(entry))
		put_source(e, &json, entry);
	else
		put_entry(e, &json, entry);
	json_close(&json, ']');
	buf_char(&e->out, '\n');
}
