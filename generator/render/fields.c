/* The fields of an entry's schema, twice: by name, for templates that know the schema (entry.period.text), and as a
 * list of facts for those that do not (an infobox). Types of fields differ in two small functions each, which stand in
 * one table. */
#include "render/parts.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "formats/escape.h"
#include "render/body.h"

/* Texts longer than these are no facts for a glance: they go to the details. */
enum { LONG_TEXT = 48, LONG_LIST = 80 };

struct fielding {
	struct making *m;
	const struct entry *entry;
	const struct labels *labels; /* what the entry is called; NULL where nobody asked */
};

static struct str text_in(const struct value *value)
{
	return value && value->kind == VALUE_TEXT ? value->text : STR("");
}

static struct str joined(struct fielding *f, struct str a, const char *between, struct str b, const char *after)
{
	struct buf *out = &f->m->worker->text;

	buf_reset(out);
	buf_put(out, a);
	buf_put(out, str_from(between));
	buf_put(out, b);
	buf_put(out, str_from(after));
	return str_copy(f->m->arena, buf_str(out));
}

/* ---- by name ---- */

static const struct value *as_is(struct fielding *f, const struct field *field, const struct value *value)
{
	(void)f, (void)field;
	return value;
}

/* Markdown was made HTML along with the entry's text. */
static const struct value *markdown_value(struct fielding *f, const struct field *field, const struct value *value)
{
	(void)field;
	return making_text(f->m, body_part_html(f->m, f->entry, value));
}

static const struct value *choice_value(struct fielding *f, const struct field *field, const struct value *value)
{
	struct value *choice = making_map(f->m, SHAPE_CHOICE);

	shape_set(choice, CHOICE_VALUE, value);
	shape_set(choice, CHOICE_LABEL, making_text(f->m, field_choice_words(field, text_in(value))));
	return choice;
}

/* Copies the members that a shape has, by name. */
static struct value *shaped(struct fielding *f, enum shape_id shape, const struct value *value)
{
	struct value *map = making_map(f->m, shape);

	for (size_t i = 0; i < map->map.count; i++) {
		const struct member *member = value_member_hashed(value, map->map.members[i].key, map->map.members[i].hash);

		if (member && !value_is_empty(member->value))
			map->map.members[i].value = member->value;
	}
	return map;
}

static const struct value *place_value(struct fielding *f, const struct field *field, const struct value *value)
{
	(void)field;
	return shaped(f, SHAPE_PLACE, value);
}

/* "about 12,000 men" */
static struct str quantity_text(struct fielding *f, const struct value *quantity)
{
	static const struct {
		struct str name;
		enum phrase pattern;
	} QUALIFIERS[] = {
		{STR_INIT("about"), PHRASE_QUANTITY_ABOUT},
		{STR_INIT("at-least"), PHRASE_QUANTITY_AT_LEAST},
		{STR_INIT("at-most"), PHRASE_QUANTITY_AT_MOST},
	};
	struct str number = value_scalar(f->m->arena, value_get(quantity, STR("value")));
	struct str unit = text_in(value_get(quantity, STR("unit"))),
			   qualifier = text_in(value_get(quantity, STR("qualifier")));
	struct buf *out = &f->m->worker->text;
	struct phrase_slot slot;

	if (unit.len)
		number = joined(f, number, " ", unit, "");
	slot = (struct phrase_slot){"value", number};
	for (size_t i = 0; i < COUNT_OF(QUALIFIERS); i++) {
		if (!str_equal(qualifier, QUALIFIERS[i].name))
			continue;
		buf_reset(out);
		phrase_put(out, f->m->language->phrases[QUALIFIERS[i].pattern], &slot, 1);
		return str_copy(f->m->arena, buf_str(out));
	}
	return number;
}

static const struct value *quantity_value(struct fielding *f, const struct field *field, const struct value *value)
{
	struct value *quantity = shaped(f, SHAPE_QUANTITY, value);

	(void)field;
	if (value_get(quantity, STR("qualifier")) && !text_in(value_get(quantity, STR("qualifier"))).len)
		shape_set(quantity, QUANTITY_QUALIFIER, making_text(f->m, STR("exact")));
	shape_set(quantity, QUANTITY_TEXT, making_text(f->m, quantity_text(f, value)));
	return quantity;
}

static struct str period_words(struct fielding *f, struct str written, struct period *period)
{
	struct buf *out = &f->m->worker->text;

	*period = (struct period){0};
	if (!edtf_period(written, period))
		return written;
	buf_reset(out);
	period_text(out, f->m->language, period);
	return str_copy(f->m->arena, buf_str(out));
}

static const struct value *date_value(struct fielding *f, const struct field *field, const struct value *value)
{
	struct value *date = making_map(f->m, SHAPE_DATE);
	struct period period;

	(void)field;
	shape_set(date, DATE_ISO, value);
	shape_set(date, DATE_TEXT, making_text(f->m, period_words(f, text_in(value), &period)));
	shape_set(date, DATE_FROM, making_text(f->m, date_machine(f->m->arena, &period.from)));
	shape_set(date, DATE_TO, making_text(f->m, date_machine(f->m->arena, &period.to)));
	return date;
}

static const struct value *ref_value(struct fielding *f, const struct field *field, const struct value *value)
{
	const struct entry *target = entry_ref_target(f->entry, field, value);

	return target ? making_card(f->m, target) : value;
}

static const struct value *field_value(struct fielding *f, const struct field *field, const struct value *value);

static const struct value *record_value_of(struct fielding *f, const struct field *field, const struct value *value)
{
	struct value *record = value_map(f->m->arena);

	for (size_t i = 0; i < field->field_count; i++)
		value_set(f->m->arena, record, field->fields[i].name,
			field_value(f, &field->fields[i], value_get(value, field->fields[i].name)));
	return record;
}

/* ---- for readers ---- */

struct item {
	struct str text, html, url, siglum, foreign, sign;
};

static struct item plain_item(struct fielding *f, const struct field *field, const struct value *value)
{
	(void)field;
	return (struct item){.text = value_scalar(f->m->arena, value)};
}

static struct item markdown_item(struct fielding *f, const struct field *field, const struct value *value)
{
	struct item item = plain_item(f, field, value);

	item.html = body_part_html(f->m, f->entry, value);
	return item;
}

/* Of what the entry is called. */
static struct str label_language(struct fielding *f, struct str text)
{
	for (size_t i = 0; f->labels && i < f->labels->count; i++)
		if (str_equal(f->labels->items[i].text, text))
			return making_foreign_tag(f->m, f->labels->items[i].lang);
	return STR("");
}

static struct item text_item(struct fielding *f, const struct field *field, const struct value *value)
{
	struct item item = plain_item(f, field, value);

	if (field_is_label(field))
		item.foreign = label_language(f, str_trim(item.text));
	else if (str_equal(field->means, STR("csl:DOI")) && str_starts(item.text, STR("10.")))
		item.url = str_join(f->m->arena, STR("https://doi.org/"), item.text);
	else if (str_equal(field->name, STR("locator")))
		item.text = locator_text(f->m, item.text);
	return item;
}

static struct item choice_item(struct fielding *f, const struct field *field, const struct value *value)
{
	return (struct item){.text = field_choice_words(field, value_scalar(f->m->arena, value))};
}

static struct item boolean_item(struct fielding *f, const struct field *field, const struct value *value)
{
	bool yes = value->kind == VALUE_BOOL && value->boolean;

	(void)field;
	return (struct item){.text = f->m->language->phrases[yes ? PHRASE_YES : PHRASE_NO]};
}

/* Without the scheme and a slash at the end, which say nothing to a reader. */
static struct item url_item(struct fielding *f, const struct field *field, const struct value *value)
{
	struct str url = text_in(value), shown = url;
	size_t scheme = str_find(url, STR("://"), 0);

	(void)f, (void)field;
	if (scheme < url.len)
		shown = str_from_index(url, scheme + 3);
	if (shown.len > 1 && str_ends(shown, STR("/")))
		shown.len--;
	return (struct item){.text = shown, .url = address_kind(url) == ADDRESS_EXTERNAL ? url : STR("")};
}

static struct item place_item(struct fielding *f, const struct field *field, const struct value *value)
{
	struct str name = text_in(value_get(value, STR("name"))), role = text_in(value_get(value, STR("role")));

	(void)field;
	return (struct item){.text = role.len ? joined(f, name, " (", role, ")") : name};
}

static struct item quantity_item(struct fielding *f, const struct field *field, const struct value *value)
{
	(void)field;
	return (struct item){.text = quantity_text(f, value)};
}

static struct item date_item(struct fielding *f, const struct field *field, const struct value *value)
{
	struct period period;

	(void)field;
	return (struct item){.text = period_words(f, text_in(value), &period)};
}

/* A source goes by author and year: nobody knows it by its title. */
static struct item entry_words(struct fielding *f, const struct entry *target)
{
	const struct value *card = making_card(f->m, target);

	making_preview(f->m, target);
	const struct work *work = work_of(&f->m->render->works, target);
	return (struct item){.text = work ? work_label(f->m, work) : target->title,
		.url = text_in(card->map.members[CARD_URL].value),
		.siglum = caption_of(f->m->render, target)->siglum,
		.foreign = making_foreign(f->m, target),
		.sign = making_sign(f->m, target)};
}

static struct item ref_item(struct fielding *f, const struct field *field, const struct value *value)
{
	const struct entry *target = entry_ref_target(f->entry, field, value);

	return target ? entry_words(f, target) : (struct item){.text = text_in(value)};
}

/* ---- the table ---- */

struct kind {
	const struct value *(*value)(struct fielding *f, const struct field *field, const struct value *value);
	struct item (*item)(struct fielding *f, const struct field *field, const struct value *value); /* NULL: has parts */
};

static const struct kind KINDS[] = {
	[FIELD_TEXT] = {as_is, text_item},
	[FIELD_MARKDOWN] = {markdown_value, markdown_item},
	[FIELD_NUMBER] = {as_is, plain_item},
	[FIELD_BOOLEAN] = {as_is, boolean_item},
	[FIELD_CHOICE] = {choice_value, choice_item},
	[FIELD_URL] = {as_is, url_item},
	[FIELD_TAGS] = {as_is, plain_item},
	[FIELD_PLACE] = {place_value, place_item},
	[FIELD_REF] = {ref_value, ref_item},
	[FIELD_RECORD] = {record_value_of, NULL},
	[FIELD_QUANTITY] = {quantity_value, quantity_item},
	[FIELD_DATE] = {date_value, date_item},
	[FIELD_PERIOD] = {date_value, date_item},
};

static const struct value *field_value(struct fielding *f, const struct field *field, const struct value *value)
{
	if (!value || value->kind == VALUE_NULL)
		return field_nothing(field);
	if (value->kind != VALUE_LIST)
		return KINDS[field->kind].value(f, field, value);
	struct value *list = making_list(f->m, value->list.count);
	for (size_t i = 0; i < value->list.count; i++)
		if (value->list.items[i]->kind != VALUE_NULL)
			list_add(list, KINDS[field->kind].value(f, field, value->list.items[i]));
	return list;
}

/* ---- facts ---- */

static struct value *item_value(struct making *m, struct item item)
{
	struct value *map = making_map(m, SHAPE_ITEM);

	shape_set(map, ITEM_TEXT, making_text(m, item.text));
	if (item.html.len)
		shape_set(map, ITEM_HTML, making_text(m, item.html));
	if (item.url.len)
		shape_set(map, ITEM_URL, making_text(m, item.url));
	if (item.siglum.len)
		shape_set(map, ITEM_SIGLUM, making_text(m, item.siglum));
	if (item.foreign.len)
		shape_set(map, ITEM_FOREIGN, making_text(m, item.foreign));
	if (item.sign.len)
		shape_set(map, ITEM_SIGN, making_text(m, item.sign));
	return map;
}

static void add_items(struct fielding *f, const struct field *field, const struct value *value, struct value *list);

/* The parts of a record, one behind the other. */
static void add_parts(struct fielding *f, const struct field *field, const struct value *record, struct value *list)
{
	for (size_t i = 0; i < field->field_count; i++)
		add_items(f, &field->fields[i], value_get(record, field->fields[i].name), list);
}

static void add_item(struct fielding *f, const struct field *field, const struct value *value, struct value *list)
{
	if (value->kind == VALUE_NULL)
		return;
	if (!KINDS[field->kind].item)
		add_parts(f, field, value, list);
	else
		value_push(f->m->arena, list, item_value(f->m, KINDS[field->kind].item(f, field, value)));
}

static void add_items(struct fielding *f, const struct field *field, const struct value *value, struct value *list)
{
	if (value && value->kind == VALUE_LIST)
		for (size_t i = 0; i < value->list.count; i++)
			add_item(f, field, value->list.items[i], list);
	else if (value)
		add_item(f, field, value, list);
}

/* The items that a value is shown as; the last of them says so. */
static struct value *items_of(struct fielding *f, const struct field *field, const struct value *value)
{
	struct value *list = value_list(f->m->arena);

	add_items(f, field, value, list);
	if (list->list.count) /* made here, and frozen only when the page is */
		shape_set((struct value *)list->list.items[list->list.count - 1], ITEM_LAST, making_bool(true));
	return list;
}

void field_items(struct making *m, const struct entry *entry, const struct field *field, const struct value *value,
	struct value *list)
{
	struct fielding f = {.m = m, .entry = entry};

	add_items(&f, field, value, list);
}

const struct value *entry_item(struct making *m, const struct entry *entry)
{
	struct fielding f = {.m = m};

	return item_value(m, entry_words(&f, entry));
}

static struct value *new_fact(struct making *m, const struct field *field)
{
	struct value *fact = making_map(m, SHAPE_FACT);

	shape_set(fact, FACT_NAME, making_text(m, field->name));
	shape_set(fact, FACT_LABEL, making_text(m, field->label.len ? field->label : field->name));
	return fact;
}

/* Whether any of the records has this part. */
static bool is_used(const struct value *records, const struct field *part)
{
	for (size_t i = 0; i < records->list.count; i++)
		if (!value_is_empty(value_get(records->list.items[i], part->name)))
			return true;
	return false;
}

static struct value *row_value(
	struct fielding *f, const struct field *field, const struct value *record, const bool *used)
{
	struct value *row = making_map(f->m, SHAPE_ROW), *cells = value_list(f->m->arena);

	for (size_t i = 0; i < field->field_count; i++) {
		if (!used[i])
			continue;
		struct value *cell = making_map(f->m, SHAPE_CELL);
		shape_set(cell, CELL_VALUES, items_of(f, &field->fields[i], value_get(record, field->fields[i].name)));
		value_push(f->m->arena, cells, cell);
	}
	shape_set(row, ROW_CELLS, cells);
	return row;
}

static struct value *table_fact(struct fielding *f, const struct field *field, const struct value *records)
{
	struct value *fact = new_fact(f->m, field), *columns = value_list(f->m->arena), *rows = value_list(f->m->arena);
	bool *used = arena_array(f->m->arena, bool, field->field_count);

	for (size_t i = 0; i < field->field_count; i++) {
		const struct field *part = &field->fields[i];

		used[i] = is_used(records, part);
		if (!used[i])
			continue;
		struct value *column = making_map(f->m, SHAPE_COLUMN);
		shape_set(column, COLUMN_NAME, making_text(f->m, part->name));
		shape_set(column, COLUMN_LABEL, making_text(f->m, part->label.len ? part->label : part->name));
		value_push(f->m->arena, columns, column);
	}
	for (size_t i = 0; i < records->list.count; i++)
		if (records->list.items[i]->kind == VALUE_MAP)
			value_push(f->m->arena, rows, row_value(f, field, records->list.items[i], used));
	shape_set(fact, FACT_COLUMNS, columns);
	shape_set(fact, FACT_ROWS, rows);
	shape_set(fact, FACT_IS_TABLE, making_bool(true));
	return fact;
}

/* How many bytes a reader would have to read: near enough to characters for this. */
static size_t reading_length(const struct value *items, size_t *longest)
{
	size_t total = 0;

	*longest = 0;
	for (size_t i = 0; i < items->list.count; i++) {
		size_t length = text_in(items->list.items[i]->map.members[ITEM_TEXT].value).len;

		total += length;
		if (length > *longest)
			*longest = length;
	}
	return total;
}

static void add_fact(struct fielding *f, const struct field *field, const struct value *value, struct facts *facts)
{
	if (field->kind == FIELD_RECORD && value->kind == VALUE_LIST) {
		value_push(f->m->arena, facts->details, table_fact(f, field, value));
		return;
	}
	struct value *items = items_of(f, field, value), *fact = new_fact(f->m, field);
	size_t longest, total = reading_length(items, &longest);
	bool is_long = longest > LONG_TEXT || total > LONG_LIST || field->kind == FIELD_MARKDOWN;

	if (!items->list.count)
		return;
	shape_set(fact, FACT_VALUES, items);
	shape_set(fact, FACT_IS_LIST, making_bool(items->list.count > 1 && longest > LONG_TEXT / 2));
	if (is_long && field->kind == FIELD_REF) /* stands among the relations */
		return;
	value_push(f->m->arena, is_long ? facts->details : facts->fields, fact);
}

/* The field whose text is already the entry's summary is no fact beside it. */
static bool is_summary(const struct making *m, const struct entry *entry, const struct value *value)
{
	struct str summary = m->render->summaries[entry->index];

	return value->kind == VALUE_TEXT && summary.len && str_equal(value->text, summary);
}

/* Nor is what stands in a source's reference, but for what only the fact says. */
static bool is_in_reference(const struct making *m, const struct entry *entry, const struct field *field)
{
	const struct work *work = work_of(&m->render->works, entry);

	for (size_t i = 0; work && i < MEANINGS; i++)
		if (field == work_field(&m->render->works, work, (enum meaning)i))
			return i != MEANS_GENRE && i != MEANS_LANGUAGE;
	return false;
}

struct facts fields_fill(
	struct making *m, const struct entry *entry, const struct labels *labels, struct value *map, struct value *data)
{
	struct fielding f = {.m = m, .entry = entry, .labels = labels};
	struct facts facts = {value_list(m->arena), value_list(m->arena)};
	const struct type *type = entry->type;
	const uint32_t *slots = m->render->shapes.types[type ? type->index : m->site->config->schema.type_count].slots;

	for (size_t i = 0; type && i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct value *written = value_get(entry->front, field->name);

		if (field->computed || value_is_empty(written))
			continue;
		const struct value *value = field_value(&f, field, written);
		shape_set(data, (unsigned)i, value);
		if (slots[i])
			shape_set(map, slots[i], value);
		if (!field->hidden && !is_summary(m, entry, written) && !is_in_reference(m, entry, field))
			add_fact(&f, field, written, &facts);
	}
	return facts;
}
