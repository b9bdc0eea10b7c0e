/* The conditions of a view: which rows meet them, and names in them that nobody bears. */
#include <stdlib.h>

#include "base/near.h"
#include "base/utf8.h"
#include "model/edtf.h"
#include "view/computing.h"

double number_of(const struct value *value)
{
	if (value && value->kind == VALUE_MAP)
		value = value_get(value, STR("value"));
	return value && value->kind == VALUE_NUMBER ? value->number : 0;
}

/* What an entry is called among those of its folder. */
static struct str stem_of(const struct entry *entry)
{
	size_t stem = entry->id.len;

	while (stem && entry->id.data[stem - 1] != '/')
		stem--;
	return str_from_index(entry->id, stem);
}

static bool names_entry(const struct entry *entry, struct str wanted)
{
	if (str_equal(entry->id, wanted) || str_equal(stem_of(entry), wanted))
		return true;
	for (size_t i = 0; i < entry->form_count; i++)
		if (str_equal_ascii_case(entry->forms[i].text, wanted))
			return true;
	return str_equal_ascii_case(entry->title, wanted);
}

/* The days that a date or period can mean. */
static bool days_of(struct str text, double *from, double *to)
{
	struct period period;

	if (!edtf_period(text, &period))
		return false;
	*from = period.open_start || period.from.precision == DATE_NONE ? -1e12 : (double)edtf_first_day(&period.from);
	*to = period.open_end || period.to.precision == DATE_NONE ? 1e12 : (double)edtf_last_day(&period.to);
	return true;
}

static bool is_dated(const struct field *field)
{
	return field->kind == FIELD_DATE || field->kind == FIELD_PERIOD;
}

static double bound_of(struct str text)
{
	char number[NUMBER_LONGEST + 1] = "";

	memcpy(number, text.data, text.len < NUMBER_LONGEST ? text.len : NUMBER_LONGEST);
	return strtod(number, NULL);
}

/* Dates are equal when one lies inside the other: 2015-09 is in 2015. */
static bool is_wanted(struct arena *arena, const struct view_value *value, struct str wanted)
{
	struct str text = view_value_text(arena, value);
	double from, to, first, last;

	if (value->target)
		return names_entry(value->target, wanted);
	if ((value->title || str_equal(value->field->name, STR("id"))) && names_entry(value->owner, wanted))
		return true;
	if (is_dated(value->field) && days_of(text, &from, &to) && days_of(wanted, &first, &last))
		return from >= first && to <= last;
	if (value->field->kind == FIELD_NUMBER || value->field->kind == FIELD_QUANTITY)
		return number_of(value->value) == bound_of(wanted);
	return str_equal_ascii_case(text, wanted);
}

static bool in_range(struct arena *arena, const struct view_value *value, const struct view_test *test)
{
	double from, to, low = -1e13, high = 1e13, ignored;

	if (!is_dated(value->field)) {
		double number = number_of(value->value);

		return (!test->from.len || number >= bound_of(test->from)) && (!test->to.len || number <= bound_of(test->to));
	}
	if (test->from.len)
		days_of(test->from, &low, &ignored);
	if (test->to.len)
		days_of(test->to, &ignored, &high);
	return days_of(view_value_text(arena, value), &from, &to) && to >= low && from <= high;
}

static bool value_passes(struct arena *arena, const struct view_value *value, const struct view_test *test)
{
	if (test->present)
		return true;
	if (!test->wanted)
		return in_range(arena, value, test);
	for (size_t i = 0; i < test->wanted->list.count; i++)
		if (is_wanted(arena, value, test->wanted->list.items[i]->text))
			return true;
	return false;
}

bool row_passes(const struct computing *c, const struct view_row *row)
{
	for (size_t i = 0; i < c->view->test_count; i++) {
		const struct view_test *test = &c->view->tests[i];
		struct view_values values = row_values_now(c, row, &test->path);
		bool holds = false;

		for (size_t at = 0; at < values.count && !holds; at++)
			holds = value_passes(c->scratch, &values.items[at], test);
		if (holds == test->negated)
			return false;
	}
	return true;
}

static bool is_named(const struct entry *entries, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (names_entry(&entries[i], name))
			return true;
	return false;
}

void report_name(const struct computing *c, struct str name, struct place place)
{
	struct near near = near_to(name);

	for (size_t i = 0; i < c->site->entry_count; i++) {
		near_try(&near, c->site->entries[i].id);
		near_try(&near, stem_of(&c->site->entries[i]));
		near_try(&near, c->site->entries[i].title);
	}
	diag_add_span(c->diags, DIAG_VIEW_VALUE, c->page->path, place, (uint32_t)utf8_count(name),
		"no entry named \"%.*s\"%.*s", STR_ARG(name), STR_ARG(diag_did_you_mean(c->arena, near.best)));
}

/* A condition that names an entry which is not there is a slip. */
static void check_names(const struct computing *c, const struct view_test *test)
{
	const struct site *site = c->site;
	const struct field *field = NULL;

	for (size_t i = 0; i < c->view->of_count && !field; i++)
		field = view_path_field(c->view->of[i], &c->view->each, &test->path);
	for (size_t i = 0; field && field->kind == FIELD_REF && test->wanted && i < test->wanted->list.count; i++) {
		const struct value *wanted = test->wanted->list.items[i];

		if (is_named(site->entries, site->entry_count, wanted->text) ||
			is_named(site->drafts, site->draft_count, wanted->text))
			continue;
		report_name(c, wanted->text, wanted->place);
		c->effort->told = true;
	}
}

void check_conditions(const struct computing *c)
{
	for (size_t i = 0; i < c->view->test_count; i++)
		check_names(c, &c->view->tests[i]);
}
