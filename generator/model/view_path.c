#include "model/view_path.h"

#include "base/arena.h"
#include "model/naming.h"

static const struct field OWN[] = {
	{.name = STR_INIT("title"), .kind = FIELD_TEXT},
	{.name = STR_INIT("summary"), .kind = FIELD_TEXT},
	{.name = STR_INIT("id"), .kind = FIELD_TEXT},
	{.name = STR_INIT("number"), .kind = FIELD_NUMBER},
	{.name = STR_INIT("siglum"), .kind = FIELD_TEXT},
	{.name = STR_INIT("type"), .kind = FIELD_TEXT},
	{.name = STR_INIT("lang"), .kind = FIELD_TEXT},
	{.name = STR_INIT("draft"), .kind = FIELD_BOOLEAN},
	{.name = STR_INIT("updated"), .kind = FIELD_DATE},
	{.name = STR_INIT("tags"), .kind = FIELD_TAGS},
	{.name = STR_INIT("sources"), .kind = FIELD_REF, .many = true},
};

const struct str VIEW_PARTS[VIEW_PART_COUNT] = {STR_INIT("value"), STR_INIT("unit"), STR_INIT("qualifier"),
	STR_INIT("name"), STR_INIT("role"), STR_INIT("lat"), STR_INIT("lon")};

static const struct field *view_own_field(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(OWN); i++)
		if (str_equal(OWN[i].name, name))
			return &OWN[i];
	return NULL;
}

size_t view_own_field_count(void)
{
	return COUNT_OF(OWN);
}

const struct field *view_own_field_at(size_t index)
{
	return &OWN[index];
}

static const struct field *field_part(const struct field *record, struct str name)
{
	for (size_t i = 0; record && i < record->field_count; i++)
		if (str_equal(record->fields[i].name, name))
			return &record->fields[i];
	return NULL;
}

const struct field *field_outer(const struct type *type, const struct field *field)
{
	for (size_t i = 0; type && i < type->field_count; i++) {
		const struct field *outer = &type->fields[i];

		for (size_t j = 0; j < outer->field_count; j++)
			if (&outer->fields[j] == field)
				return outer;
	}
	return field;
}

static int place_order(struct place a, struct place b)
{
	int order = (a.line > b.line) - (a.line < b.line);

	return order ? order : (a.column > b.column) - (a.column < b.column);
}

/* The front matter holds references as names; what they lead to stands in entry.refs, in the order written, so that a
 * reference is found by its place. */
const struct entry *entry_ref_target(const struct entry *entry, const struct field *field, const struct value *value)
{
	size_t low = 0, high = entry->ref_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = place_order(entry->refs[middle].place, value->place);

		if (order == 0)
			return entry->refs[middle].field == field ? entry->refs[middle].target : NULL;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* ---- walking ---- */

struct walk {
	struct arena *arena;
	const struct site *site;
	const struct view_path *path;
	const struct field *within; /* the record that the walk is in, and its field */
	const struct value *record;
	size_t steps; /* taken */
	struct view_values found;
};

enum { MOST_STEPS = 100000 }; /* of one path from one entry */

static void add(struct walk *walk, struct view_value value)
{
	struct view_values *found = &walk->found;

	walk->found.too_many |= ++walk->steps > MOST_STEPS;
	if (walk->found.too_many)
		return;
	value.within = walk->within;
	value.record = walk->record;
	found->items = arena_grow(walk->arena, found->items, found->count, &found->capacity, sizeof(value));
	found->items[found->count++] = value;
}

static void walk_entry(struct walk *walk, const struct entry *entry, size_t step);
static void arrive_all(
	struct walk *walk, const struct entry *owner, const struct field *field, const struct value *value, size_t step);

/* Into a record, or to a part of a quantity or a place. */
static void arrive_inside(
	struct walk *walk, const struct entry *owner, const struct field *field, const struct value *value, size_t step)
{
	const struct field *within = walk->within;
	const struct value *outer = walk->record;
	const struct value *inner = value_get(value, walk->path->steps[step]);
	const struct field *part = field_part(field, walk->path->steps[step]);

	if (part) {
		walk->within = field;
		walk->record = value;
		arrive_all(walk, owner, part, inner, step + 1);
		walk->within = within;
		walk->record = outer;
	} else if (inner && step + 1 == walk->path->count && !value_is_empty(inner)) {
		field = view_own_field(inner->kind == VALUE_NUMBER ? STR("number") : STR("summary"));
		add(walk, (struct view_value){.owner = owner, .field = field, .value = inner});
	}
}

/* A value has been reached: it is the end, or the way goes on inside it. */
static void arrive(
	struct walk *walk, const struct entry *owner, const struct field *field, const struct value *value, size_t step)
{
	const struct entry *target = field->kind == FIELD_REF ? entry_ref_target(owner, field, value) : NULL;

	if (step == walk->path->count) {
		add(walk, (struct view_value){.owner = owner, .field = field, .value = value, .target = target});
	} else if (target) {
		walk_entry(walk, target, step);
	} else if (value->kind == VALUE_MAP) {
		arrive_inside(walk, owner, field, value, step);
	}
}

static void arrive_all(
	struct walk *walk, const struct entry *owner, const struct field *field, const struct value *value, size_t step)
{
	if (!value || value->kind == VALUE_NULL)
		return;
	if (value->kind != VALUE_LIST) {
		if (!value_is_empty(value) || value->kind == VALUE_BOOL)
			arrive(walk, owner, field, value, step);
		return;
	}
	for (size_t i = 0; i < value->list.count; i++)
		arrive_all(walk, owner, field, value->list.items[i], step);
}

/* The inverse of another field: found among the edges. */
static void walk_inverse(struct walk *walk, const struct entry *entry, const struct field *field, size_t step)
{
	struct edges edges = site_edges_to(walk->site, entry);

	for (size_t i = 0; i < edges.count; i++) {
		const struct entry *from = &walk->site->entries[edges.items[i].from];

		if (edges.items[i].field->inverse != field && edges.items[i].field != field->inverse)
			continue;
		if (i && edges.items[i - 1].from == edges.items[i].from && edges.items[i - 1].field == edges.items[i].field)
			continue;
		if (step == walk->path->count)
			add(walk, (struct view_value){.owner = entry, .field = field, .target = from});
		else
			walk_entry(walk, from, step);
	}
}

static struct str own_text(struct arena *arena, const struct entry *entry, struct str name)
{
	if (str_equal(name, STR("title")))
		return entry->title;
	if (str_equal(name, STR("id")))
		return entry->id;
	if (str_equal(name, STR("siglum")))
		return entry_siglum(arena, entry);
	if (str_equal(name, STR("lang")))
		return entry->lang;
	if (str_equal(name, STR("type")))
		return entry->type ? entry->type->label_one : STR("");
	if (!entry->summary.len && entry->type) {
		const struct field *definition = schema_meaning(entry->type, STR("skos:definition"));
		const struct value *value = definition ? value_get(entry->front, definition->name) : NULL;

		return value && value->kind == VALUE_TEXT ? value->text : STR("");
	}
	return entry->summary;
}

static void own_sources(struct walk *walk, const struct entry *entry, const struct field *field, size_t step)
{
	for (size_t i = 0; i < entry->source_count; i++) {
		if (!entry->sources[i].source)
			continue;
		if (step == walk->path->count)
			add(walk, (struct view_value){.owner = entry,
						  .field = field,
						  .target = entry->sources[i].source,
						  .locator = entry->sources[i].locator});
		else
			walk_entry(walk, entry->sources[i].source, step);
	}
}

static void walk_own(struct walk *walk, const struct entry *entry, const struct field *field, size_t step)
{
	switch (field->kind) {
	case FIELD_TEXT: {
		struct str text = own_text(walk->arena, entry, field->name);
		bool title = str_equal(field->name, STR("title"));

		if (text.len)
			add(walk, (struct view_value){
						  .owner = entry, .field = field, .value = value_text(walk->arena, text), .title = title});
		break;
	}
	case FIELD_NUMBER:
		if (entry->number)
			add(walk,
				(struct view_value){.owner = entry, .field = field, .value = value_number(walk->arena, entry->number)});
		break;
	case FIELD_BOOLEAN:
		add(walk, (struct view_value){.owner = entry, .field = field, .value = value_bool(walk->arena, entry->draft)});
		break;
	case FIELD_REF: own_sources(walk, entry, field, step); break;
	default: arrive_all(walk, entry, field, value_get(entry->front, field->name), step); break;
	}
}

static void walk_entry(struct walk *walk, const struct entry *entry, size_t step)
{
	const struct field *within = walk->within;
	const struct value *record = walk->record;
	struct str name = walk->path->steps[step];
	const struct field *field = entry->type ? schema_field(entry->type, name) : NULL;

	if (str_equal(name, STR("summary")) && !(field && value_get(entry->front, name)))
		field = NULL; /* a term's is its definition */
	walk->found.too_many |= ++walk->steps > MOST_STEPS;
	if (walk->found.too_many)
		return;
	walk->within = NULL;
	walk->record = NULL;
	if (field && field->computed)
		walk_inverse(walk, entry, field, step + 1);
	else if (field)
		arrive_all(walk, entry, field, value_get(entry->front, name), step + 1);
	else if ((field = view_own_field(name)))
		walk_own(walk, entry, field, step + 1);
	walk->within = within;
	walk->record = record;
}

struct view_values view_values(struct arena *arena, const struct site *site, const struct entry *entry,
	const struct field *each, const struct value *record, const struct view_path *path)
{
	struct walk walk = {.arena = arena, .site = site, .path = path};
	const struct field *part = record && path->count ? field_part(each, path->steps[0]) : NULL;

	if (!path->count)
		return walk.found;
	if (part) {
		walk.within = each;
		walk.record = record;
		arrive_all(&walk, entry, part, value_get(record, path->steps[0]), 1);
	} else {
		walk_entry(&walk, entry, 0);
	}
	return walk.found;
}

struct str view_value_text(struct arena *arena, const struct view_value *value)
{
	const struct value *name;

	if (value->target)
		return value->target->title;
	if (!value->value)
		return STR("");
	if (value->value->kind != VALUE_MAP)
		return value_scalar(arena, value->value);
	name = value_get(value->value, value->field->kind == FIELD_QUANTITY ? STR("value") : STR("name"));
	return name ? value_scalar(arena, name) : STR("");
}

/* ---- who says so ---- */

bool names_sources(const struct field *field)
{
	return field->kind == FIELD_REF && field->to_count == 1 && field->to[0]->role == ROLE_BIBLIOGRAPHY;
}

static struct str locator_in(const struct value *record)
{
	const struct value *locator = record ? value_get(record, STR("locator")) : NULL;

	return locator && locator->kind == VALUE_TEXT ? locator->text : STR("");
}

static const struct entry *source_in(const struct entry *owner, const struct field *within, const struct value *record)
{
	for (size_t i = 0; record && i < within->field_count; i++) {
		const struct field *part = &within->fields[i];
		const struct value *name = names_sources(part) ? value_get(record, part->name) : NULL;

		if (name && name->kind == VALUE_LIST)
			name = name->list.count ? name->list.items[0] : NULL;
		const struct entry *source = name ? entry_ref_target(owner, part, name) : NULL;
		if (source)
			return source;
	}
	return NULL;
}

const struct entry *view_value_source(const struct view_value *value, struct str *locator)
{
	bool is_source = value->target && value->target->type && value->target->type->role == ROLE_BIBLIOGRAPHY;

	*locator = value->locator;
	if (is_source && !value->value)
		return value->target;
	if (value->value && value->field->kind == FIELD_RECORD && value->value->kind == VALUE_MAP) {
		*locator = locator_in(value->value);
		return source_in(value->owner, value->field, value->value);
	}
	*locator = locator_in(value->record);
	return is_source && names_sources(value->field) ? value->target
	                                                : source_in(value->owner, value->within, value->record);
}

/* ---- what a path ends in ---- */

static const struct field *field_of(const struct type *type, struct str name)
{
	const struct field *field = schema_field(type, name);

	return field ? field : view_own_field(name);
}

static const struct field *follow(const struct field *field, const struct view_path *path, size_t step)
{
	for (; field && step < path->count; step++) {
		const struct field *next = NULL;

		if (field->kind == FIELD_RECORD) {
			next = field_part(field, path->steps[step]);
		} else if (field->kind == FIELD_REF) {
			for (size_t i = 0; i < field->to_count && !next; i++)
				next = field_of(field->to[i], path->steps[step]);
			if (!next)
				next = view_own_field(path->steps[step]);
		} else if (field->kind == FIELD_QUANTITY && str_equal(path->steps[step], STR("value"))) {
			next = view_own_field(STR("number"));
		} else if (field->kind == FIELD_QUANTITY || field->kind == FIELD_PLACE) {
			for (size_t i = 0; i < VIEW_PART_COUNT; i++)
				if (str_equal(VIEW_PARTS[i], path->steps[step]))
					next = view_own_field(STR("summary"));
		}
		field = next;
	}
	return field;
}

const struct field *view_path_field(const struct type *type, const struct view_path *each, const struct view_path *path)
{
	const struct field *field = NULL;

	if (!path->count)
		return NULL;
	if (each->count)
		field = field_part(schema_field(type, each->steps[0]), path->steps[0]);
	if (!field)
		field = field_of(type, path->steps[0]);
	return follow(field, path, 1);
}
