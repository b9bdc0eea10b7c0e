/* Paths into entries, and the conditions of `where`. A path is good when one of the types of `of` has it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "parse/view_reading.h"

void view_wrong(struct reading *r, struct place place, struct str shown, const char *why)
{
	diag_add_span(r->diags, DIAG_VIEW_VALUE, r->path, place, (uint32_t)utf8_count(shown), "%s", why);
}

struct str view_text(struct reading *r, const struct value *value)
{
	if (is_text(value))
		return value->text;
	view_wrong(r, value->place, STR(""), "this key takes a text");
	return STR("");
}

/* ---- paths ---- */

static void try_fields(struct near *near, const struct type *type)
{
	for (size_t i = 0; i < type->field_count; i++)
		near_try(near, type->fields[i].name);
	for (size_t i = 0; i < view_own_field_count(); i++)
		near_try(near, view_own_field_at(i)->name);
}

/* The names that a path may begin with. */
static void try_first_steps(const struct reading *r, struct near *near)
{
	for (size_t i = 0; i < r->view->of_count; i++) {
		const struct type *type = r->view->of[i];
		const struct field *each = r->view->each.count ? schema_field(type, r->view->each.steps[0]) : NULL;

		for (size_t at = 0; each && at < each->field_count; at++)
			near_try(near, each->fields[at].name);
		try_fields(near, type);
	}
}

/* The names that may follow a field. */
static void try_next_steps(struct near *near, const struct field *field)
{
	for (size_t i = 0; i < field->field_count; i++)
		near_try(near, field->fields[i].name);
	for (size_t i = 0; i < field->to_count; i++)
		try_fields(near, field->to[i]);
	for (size_t i = 0; i < VIEW_PART_COUNT && (field->kind == FIELD_QUANTITY || field->kind == FIELD_PLACE); i++)
		near_try(near, VIEW_PARTS[i]);
}

/* A path goes as far as its steps are known; the next one is the slip. */
static void report_path(struct reading *r, const struct view_path *path)
{
	const struct view *view = r->view;
	struct view_path good = *path;
	const struct field *field = NULL;
	struct str owner = view->of_count == 1 ? view->of[0]->name : STR("any of these types"), known = STR("");

	for (good.count--; good.count; good.count--)
		if ((field = view_field(r, &good)))
			break;
	for (size_t i = 0; i < good.count; i++)
		known = str_format(r->arena, "%.*s%.*s.", STR_ARG(known), STR_ARG(path->steps[i]));
	struct str step = path->steps[good.count];
	struct near near = near_to(step);
	struct place place = path->place;
	if (field)
		try_next_steps(&near, field);
	else
		try_first_steps(r, &near);
	if (near.best.len)
		near.best = str_join(r->arena, known, near.best);
	place.column += (uint32_t)utf8_count(known);
	diag_add_span(r->diags, DIAG_VIEW_FIELD, r->path, place, (uint32_t)utf8_count(step),
		"no field \"%.*s\" in %.*s%.*s", STR_ARG(path->text), STR_ARG(owner),
		STR_ARG(diag_did_you_mean(r->arena, near.best)));
}

const struct field *view_field(const struct reading *r, const struct view_path *path)
{
	const struct field *field = NULL;

	for (size_t i = 0; i < r->view->of_count && !field; i++)
		field = view_path_field(r->view->of[i], &r->view->each, path);
	return field;
}

bool view_read_path_text(struct reading *r, struct str text, struct place place, struct view_path *path)
{
	struct str rest = text, step;

	*path = (struct view_path){.text = text, .place = place};
	while (str_split(&rest, '.', &step)) {
		if (path->count == VIEW_STEPS) {
			view_wrong(r, place, text, "this path is longer than four steps");
			path->count = 0;
			return false;
		}
		path->steps[path->count++] = step;
	}
	if (!r->view->of_count || view_field(r, path))
		return r->view->of_count > 0;
	report_path(r, path);
	path->count = 0;
	return false;
}

bool view_read_path(struct reading *r, const struct value *value, struct view_path *path)
{
	struct str text = view_text(r, value);

	return text.len && view_read_path_text(r, text, value->place, path);
}

/* ---- where ---- */

static const struct value *scalars(struct reading *r, const struct value *value)
{
	struct value *list = value_list(r->arena);

	for (size_t i = 0; i < count_of(value); i++) {
		if (is_text(item_of(value, i)))
			value_push(r->arena, list, item_of(value, i));
		else
			view_wrong(r, item_of(value, i)->place, STR(""), "a condition compares with texts, numbers and dates");
	}
	return list;
}

static bool is_number(struct str text)
{
	char *end, number[NUMBER_LONGEST + 1] = "";

	if (text.len <= NUMBER_LONGEST)
		memcpy(number, text.data, text.len);
	(void)(strtod(number, &end) != 0);
	return number[0] && !*end;
}

static void check_choice(struct reading *r, const struct field *field, const struct value *wanted)
{
	struct near near = near_to(wanted->text);

	for (size_t i = 0; i < field->choice_count; i++) {
		if (str_equal(field->choices[i], wanted->text))
			return;
		near_try(&near, field->choices[i]);
	}
	diag_add_span(r->diags, DIAG_VIEW_VALUE, r->path, wanted->place, (uint32_t)utf8_count(wanted->text),
		"\"%.*s\" is no choice of the field \"%.*s\"%.*s", STR_ARG(wanted->text), STR_ARG(field->name),
		STR_ARG(diag_did_you_mean(r->arena, near.best)));
}

/* What a field can never hold is a slip, not a condition that no entry meets. Which entries there are is not known yet:
 * view/ looks for those. */
static void check_wanted(struct reading *r, const struct field *field, const struct value *wanted)
{
	struct period period;

	switch (field->kind) {
	case FIELD_CHOICE: check_choice(r, field, wanted); break;
	case FIELD_DATE:
	case FIELD_PERIOD:
		if (!edtf_period(wanted->text, &period))
			view_wrong(r, wanted->place, wanted->text, "this field holds dates, as in 2015-09");
		break;
	case FIELD_NUMBER:
	case FIELD_QUANTITY:
		if (!is_number(wanted->text))
			view_wrong(r, wanted->place, wanted->text, "this field holds numbers");
		break;
	case FIELD_BOOLEAN:
		if (!str_equal(wanted->text, STR("true")) && !str_equal(wanted->text, STR("false")))
			view_wrong(r, wanted->place, wanted->text, "this field is true or false");
		break;
	default: break;
	}
}

static struct view_test *add_test(struct reading *r, const struct view_path *path, bool negated)
{
	struct view *view = r->view;

	view->tests = arena_grow(r->arena, view->tests, view->test_count, &r->test_capacity, sizeof(*view->tests));
	view->tests[view->test_count] = (struct view_test){.path = *path, .negated = negated};
	return &view->tests[view->test_count++];
}

static struct str read_bound(struct reading *r, const struct field *field, const struct value *value)
{
	struct str text = view_text(r, value);
	struct period period;
	bool dated = field->kind == FIELD_DATE || field->kind == FIELD_PERIOD;

	if (!text.len)
		return text;
	if (dated ? !edtf_period(text, &period) : !is_number(text))
		view_wrong(r, value->place, text, dated ? "a bound of dates is a date, as in 2015-09" : "a bound is a number");
	return text;
}

static void read_condition(struct reading *r, const struct view_path *path, const struct field *field,
	const struct value *value, bool negated);

static void read_condition_map(
	struct reading *r, const struct view_path *path, const struct field *field, const struct value *value, bool negated)
{
	static const struct str KEYS[] = {
		STR_INIT("is"), STR_INIT("in"), STR_INIT("not"), STR_INIT("from"), STR_INIT("to"), STR_INIT("exists")};
	struct str from = STR(""), to = STR("");

	for (size_t i = 0; i < value->map.count; i++) {
		const struct member *member = &value->map.members[i];
		struct near near = near_to(member->key);

		if (str_equal(member->key, KEYS[0]) || str_equal(member->key, KEYS[1])) {
			read_condition(r, path, field, member->value, negated);
		} else if (str_equal(member->key, KEYS[2])) {
			read_condition(r, path, field, member->value, !negated);
		} else if (str_equal(member->key, KEYS[3])) {
			from = read_bound(r, field, member->value);
		} else if (str_equal(member->key, KEYS[4])) {
			to = read_bound(r, field, member->value);
		} else if (str_equal(member->key, KEYS[5])) {
			bool wanted = !is_text(member->value) || !str_equal(member->value->text, STR("false"));
			add_test(r, path, negated == wanted)->present = true;
		} else {
			for (size_t at = 0; at < COUNT_OF(KEYS); at++)
				near_try(&near, KEYS[at]);
			diag_add_span(r->diags, DIAG_VIEW_KEY, r->path, member->place, (uint32_t)utf8_count(member->key),
				"a condition knows is, in, not, from, to and exists, not \"%.*s\"%.*s", STR_ARG(member->key),
				STR_ARG(diag_did_you_mean(r->arena, near.best)));
		}
	}
	if (from.len || to.len) {
		struct view_test *test = add_test(r, path, negated);

		test->from = from;
		test->to = to;
	}
}

static void read_condition(
	struct reading *r, const struct view_path *path, const struct field *field, const struct value *value, bool negated)
{
	if (value->kind == VALUE_MAP) {
		read_condition_map(r, path, field, value, negated);
		return;
	}
	const struct value *wanted = scalars(r, value);
	for (size_t i = 0; i < wanted->list.count; i++)
		check_wanted(r, field, wanted->list.items[i]);
	add_test(r, path, negated)->wanted = wanted;
}

void view_read_where(struct reading *r, const struct value *value)
{
	if (value->kind != VALUE_MAP) {
		view_wrong(r, value->place, STR(""), "`where` is a mapping of fields to what they have to be");
		return;
	}
	for (size_t i = 0; i < value->map.count; i++) {
		const struct member *member = &value->map.members[i];
		struct view_path path;

		if (view_read_path_text(r, member->key, member->place, &path))
			read_condition(r, &path, view_field(r, &path), member->value, false);
	}
}
