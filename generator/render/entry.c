/* The tree of one entry. What is empty stays as the shape has it, so that a plain entry costs little. */
#include "render/parts.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/path.h"
#include "formats/escape.h"
#include "render/body.h"
#include "render/decades.h"
#include "render/view.h"

enum { LONG_RELATION = 12 }; /* more entries than this do not fit a glance */

/* ---- outline ---- */

struct outlining {
	struct making *m;
	const struct body *body;
	uint32_t deepest; /* level shown */
	size_t next;
};

/* The headings from `next` on that lie below `above`. A level that was skipped counts as its parent's child. */
static struct value *outline_below(struct outlining *o, uint32_t above)
{
	struct value *list = value_list(o->m->arena);

	while (o->next < o->body->heading_count && o->body->headings[o->next].level > above) {
		const struct heading *heading = &o->body->headings[o->next++];

		if (heading->level > o->deepest)
			continue;
		struct value *item = making_map(o->m, SHAPE_HEADING);
		shape_set(item, HEADING_HTML, making_text(o->m, heading->html));
		shape_set(item, HEADING_TEXT, making_text(o->m, heading->text));
		shape_set(item, HEADING_ID, making_text(o->m, heading->id));
		shape_set(item, HEADING_URL, making_text(o->m, str_join(o->m->arena, STR("#"), heading->id)));
		shape_set(item, HEADING_LEVEL, making_count(o->m, heading->level));
		struct value *items = outline_below(o, heading->level);
		shape_set(item, HEADING_ITEMS, items);
		shape_set(item, HEADING_HAS_ITEMS, making_bool(items->list.count));
		value_push(o->m->arena, list, item);
	}
	return list;
}

/* Two levels, beginning with the highest there is. */
static void fill_outline(struct making *m, struct value *map, const struct body *body)
{
	uint32_t highest = 6;

	for (size_t i = 0; i < body->heading_count; i++)
		if (body->headings[i].level < highest)
			highest = body->headings[i].level;
	struct outlining o = {m, body, highest + 1, 0};
	shape_set(map, ENTRY_OUTLINE, outline_below(&o, 0));
	shape_set(map, ENTRY_HAS_OUTLINE, making_bool(body->heading_count > 1));
}

/* ---- tags, forms, date ---- */

static void fill_tags(struct making *m, struct value *map, const struct entry *entry)
{
	const struct tag_run *run = &m->render->tag_runs[entry->index];
	struct value *list = making_list(m, run->count);

	for (size_t i = 0; i < run->count; i++) {
		const struct tag *tag = m->render->tags[run->first + i];
		struct value *item = making_map(m, SHAPE_TAG);

		shape_set(item, TAG_NAME, making_text(m, tag->name));
		shape_set(item, TAG_URL, making_text(m, making_url(m, m->render->tag_addresses[tag - m->site->tags])));
		list_add(list, item);
	}
	shape_set(map, ENTRY_TAGS, list);
	shape_set(map, ENTRY_HAS_TAGS, making_bool(true));
}

static void fill_forms(struct making *m, struct value *map, struct labels names)
{
	struct value *list = making_list(m, names.count);

	for (size_t i = 0; i < names.count; i++) {
		struct value *form = making_map(m, SHAPE_FORM);

		shape_set(form, FORM_TEXT, making_text(m, names.items[i].text));
		shape_set(form, FORM_FOREIGN, making_text(m, making_foreign_tag(m, names.items[i].lang)));
		list_add(list, form);
	}
	shape_set(map, ENTRY_FORMS, list);
	shape_set(map, ENTRY_HAS_FORMS, making_bool(list->list.count));
}

static struct str slashed(struct arena *arena, struct str date)
{
	struct str copy = str_copy(arena, date);

	for (size_t i = 1; i < copy.len; i++)
		if (copy.data[i] == '-')
			((char *)copy.data)[i] = '/';
	return copy;
}

const struct value *day_value(struct making *m, const struct date *date)
{
	struct value *map = making_map(m, SHAPE_DATE);
	struct buf *out = &m->worker->text;
	struct str machine = date_machine(m->arena, date);

	buf_reset(out);
	date_text(out, m->language, date);
	shape_set(map, DATE_TEXT, making_text(m, str_copy(m->arena, buf_str(out))));
	shape_set(map, DATE_ISO, making_text(m, machine));
	shape_set(map, DATE_FROM, making_text(m, machine));
	shape_set(map, DATE_TO, making_text(m, machine));
	shape_set(map, DATE_SLASHED, making_text(m, slashed(m->arena, machine)));
	return map;
}

/* ---- relations ---- */

/* The entries at the other end of one field's edges. */
struct group {
	const struct field *field;
	struct str name, label;
	bool reverse;
	const struct entry **entries;
	size_t count, capacity;
};

struct groups {
	struct making *m;
	struct group *items;
	size_t count, capacity;
};

static struct group *group_named(struct groups *groups, struct str name, bool reverse)
{
	for (size_t i = 0; i < groups->count; i++)
		if (str_equal(groups->items[i].name, name) && groups->items[i].reverse == reverse)
			return &groups->items[i];
	groups->items = arena_grow(
		groups->m->arena, groups->items, groups->count, &groups->capacity, sizeof(*groups->items));
	struct group *group = &groups->items[groups->count++];
	*group = (struct group){.name = name, .reverse = reverse};
	return group;
}

/* Edges are sorted, so that what two records of an entry refer to stands twice in a row. */
static void add_to_group(struct groups *groups, struct group *group, uint32_t index)
{
	const struct entry *entry = &groups->m->site->entries[index];

	if (group->count && group->entries[group->count - 1] == entry)
		return;
	group->entries = arena_grow(groups->m->arena, group->entries, group->count, &group->capacity, sizeof(entry));
	group->entries[group->count++] = entry;
}

static struct str label_of(const struct field *field)
{
	return field->label.len ? field->label : field->name;
}

/* A source inside a record says who says so: it is in the record, and among the references. */
static bool is_evidence(const struct field *shown, const struct field *field)
{
	return shown != field && !field->inverse && field->to_count == 1 && field->to[0]->role == ROLE_BIBLIOGRAPHY;
}

static void group_forward(struct groups *groups, const struct entry *entry)
{
	struct edges edges = site_edges_from(groups->m->site, entry);
	const struct field *last = NULL;
	struct group *group = NULL;

	for (size_t i = 0; i < edges.count; i++) {
		const struct edge *edge = &edges.items[i];

		if (edge->field != last) {
			const struct field *shown = field_outer(groups->m->site->entries[edge->from].type, edge->field);

			if (is_evidence(shown, edge->field))
				continue;
			group = group_named(groups, shown->name, false);
			group->field = edge->field;
			group->label = label_of(shown);
			last = edge->field;
		}
		add_to_group(groups, group, edge->to);
	}
}

static void group_backward(struct groups *groups, const struct entry *entry)
{
	struct edges edges = site_edges_to(groups->m->site, entry);
	const struct field *last = NULL;
	struct group *group = NULL;

	for (size_t i = 0; i < edges.count; i++) {
		const struct edge *edge = &edges.items[i];
		const struct field *inverse = edge->field->inverse;

		if (edge->field->symmetric) /* stands among the forward edges of both ends */
			continue;
		if (edge->field != last) {
			const struct field *shown = field_outer(groups->m->site->entries[edge->from].type, edge->field);

			if (is_evidence(shown, edge->field))
				continue;
			if (inverse)
				shown = inverse;
			group = group_named(groups, shown->name, !inverse);
			group->field = inverse;
			group->label = label_of(shown);
			last = edge->field;
		}
		add_to_group(groups, group, edge->from);
	}
}

struct ordered_card {
	const struct value *card;
	size_t type, position;
};

static int by_position(const void *left, const void *right)
{
	const struct ordered_card *a = left, *b = right;

	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	return (a->position > b->position) - (a->position < b->position);
}

/* By type, then as in the type's index; each once. */
static struct value *group_cards(struct making *m, const struct group *group)
{
	struct ordered_card *cards = arena_array(m->arena, struct ordered_card, group->count);
	struct value *list = making_list(m, group->count);

	for (size_t i = 0; i < group->count; i++) {
		const struct entry *entry = group->entries[i];

		cards[i] = (struct ordered_card){making_card(m, entry),
			entry->type ? entry->type->index : m->site->config->schema.type_count, m->render->position[entry->index]};
	}
	if (group->count > 1)
		qsort(cards, group->count, sizeof(*cards), by_position);
	for (size_t i = 0; i < group->count; i++)
		if (i == 0 || cards[i].card != cards[i - 1].card)
			list_add(list, cards[i].card);
	return list;
}

/* What is computed from other entries' fields is found here, by the name of the inverse. */
static void fill_computed(struct making *m, struct value *map, struct value *data, const struct entry *entry,
	const struct group *group, const struct value *cards)
{
	const uint32_t *slots = entry->type ? m->render->shapes.types[entry->type->index].slots : NULL;

	for (size_t i = 0; slots && i < entry->type->field_count; i++) {
		const struct field *field = &entry->type->fields[i];

		if (group->reverse || !field->computed || !str_equal(field->name, group->name))
			continue;
		shape_set(data, (unsigned)i, cards);
		if (slots[i])
			shape_set(map, slots[i], cards);
	}
}

static void fill_relations(struct making *m, struct value *map, struct value *data, const struct entry *entry)
{
	struct groups groups = {.m = m};

	group_forward(&groups, entry);
	group_backward(&groups, entry);
	if (!groups.count)
		return;
	struct value *list = making_list(m, groups.count);
	for (size_t i = 0; i < groups.count; i++) {
		const struct group *group = &groups.items[i];
		struct value *relation = making_map(m, SHAPE_RELATION), *cards = group_cards(m, group);

		fill_computed(m, map, data, entry, group, cards);
		shape_set(relation, RELATION_NAME, making_text(m, group->name));
		shape_set(relation, RELATION_LABEL, making_text(m, group->label));
		shape_set(relation, RELATION_REVERSE, making_bool(group->reverse));
		shape_set(relation, RELATION_COUNT, making_count(m, cards->list.count));
		shape_set(relation, RELATION_IS_LONG, making_bool(cards->list.count > LONG_RELATION));
		shape_set(relation, RELATION_ITEMS, cards);
		list_add(list, relation);
	}
	shape_set(map, ENTRY_RELATIONS, list);
	shape_set(map, ENTRY_HAS_RELATIONS, making_bool(true));
}

/* ---- the whole ---- */

static struct value *new_entry(struct making *m, const struct entry *entry, struct value **data)
{
	const struct render *render = m->render;
	size_t type = entry->type ? entry->type->index : m->site->config->schema.type_count;
	struct value *map = value_map_copy(m->arena, render->shapes.types[type].entry);

	*data = value_map_copy(m->arena, render->shapes.types[type].data);
	shape_set(map, ENTRY_ID, making_text(m, entry->id));
	if (entry->type)
		shape_set(map, ENTRY_TYPE, making_type(m, entry->type));
	shape_set(map, ENTRY_TITLE, making_text(m, entry->title));
	shape_set(map, ENTRY_SUMMARY, making_text(m, m->render->summaries[entry->index]));
	if (render->numbers[entry->index].len) {
		shape_set(map, ENTRY_NUMBER, making_text(m, render->numbers[entry->index]));
		shape_set(map, ENTRY_SIGLUM, making_text(m, caption_of(m->render, entry)->siglum));
	}
	shape_set(map, ENTRY_LANG, making_text(m, render_language(render, entry)->lang));
	shape_set(map, ENTRY_URL, making_text(m, making_entry_url(m, entry, STR(""))));
	if (entry->record)
		shape_set(map, ENTRY_ANCHOR, making_text(m, str_join(m->arena, m->prefix, entry->anchor)));
	shape_set(map, ENTRY_DRAFT, making_bool(entry->draft));
	if (entry->updated.precision != DATE_NONE)
		shape_set(map, ENTRY_UPDATED, day_value(m, &entry->updated));
	if (render->tag_runs[entry->index].count)
		fill_tags(m, map, entry);
	struct labels labels = {0};
	if (has_labels(entry)) {
		labels = labels_of(m->arena, render->search_table, entry, m->site->config->lang);
		fill_forms(m, map, labels_beside_title(m->arena, &labels));
	}
	struct facts facts = fields_fill(m, entry, &labels, map, *data);
	shape_set(map, ENTRY_DATA, *data);
	shape_set(map, ENTRY_FIELDS, facts.fields);
	shape_set(map, ENTRY_HAS_FIELDS, making_bool(facts.fields->list.count));
	shape_set(map, ENTRY_DETAILS, facts.details);
	shape_set(map, ENTRY_HAS_DETAILS, making_bool(facts.details->list.count));
	return map;
}

/* What it was called, and where that leads. */
static struct value *alias_link(struct making *m, const struct alias *alias, struct str title)
{
	struct value *link = making_map(m, SHAPE_LINK);

	shape_set(link, LINK_TITLE, making_text(m, title));
	shape_set(link, LINK_URL, making_text(m, making_url(m, alias->address)));
	return link;
}

/* Its old ids go with it, so that links to them go on leading here. */
static struct value *record_value(struct making *m, const struct entry *entry)
{
	struct value *data, *map = new_entry(m, entry, &data), *aliases = making_list(m, entry->alias_count);

	for (size_t i = 0; i < entry->alias_count; i++) {
		const struct alias *alias = &entry->aliases[i];

		if (alias->anchor.len)
			list_add(aliases, alias_link(m, alias, str_join(m->arena, m->prefix, alias->anchor)));
	}
	shape_set(map, ENTRY_ALIASES, aliases);
	shape_set(map, ENTRY_HAS_ALIASES, making_bool(aliases->list.count));
	return map;
}

static const struct value *record_decades(
	struct making *m, const struct type *type, const struct type_order *order, const struct value *items)
{
	const struct field *field = order_field(type);
	int32_t *decades = arena_array(m->arena, int32_t, order->count);

	for (size_t i = 0; i < order->count; i++)
		decades[i] = decade_of(field ? value_get(order->items[i]->front, field->name) : NULL);
	return decades_value(m, items, decades, DECADE_ITEMS, str_join(m->arena, STR("_"), type->name));
}

/* The records on its page. */
static void fill_records(struct making *m, struct value *map, const struct entry *entry)
{
	const struct schema *schema = &m->site->config->schema;
	struct value *list = NULL;

	for (size_t i = 0; i < schema->type_count; i++) {
		const struct type_order *order = &m->render->orders[i];

		if (!order->count || !str_equal(schema->types[i].page, entry->id))
			continue;
		struct value *records = making_map(m, SHAPE_RECORDS), *items = making_list(m, order->count);
		for (size_t j = 0; j < order->count; j++)
			list_add(items, record_value(m, order->items[j]));
		shape_set(records, RECORDS_TYPE, making_type(m, &schema->types[i]));
		shape_set(records, RECORDS_ITEMS, items);
		shape_set(records, RECORDS_DECADES, record_decades(m, &schema->types[i], order, items));
		if (!list)
			list = value_list(m->arena);
		value_push(m->arena, list, records);
	}
	if (list)
		shape_set(map, ENTRY_RECORDS, list);
}

static void fill_work(struct making *m, struct value *map, const struct work *work)
{
	struct buf *out = &m->worker->text;

	shape_set(map, ENTRY_KEY, making_text(m, work->key));
	shape_set(map, ENTRY_COINS, making_text(m, coins(m, work)));
	if (m->language == m->render->languages) {
		shape_set(map, ENTRY_REFERENCE, making_text(m, work->html));
		return;
	}
	buf_reset(out);
	reference_html(out, m->language, &m->render->works, work);
	shape_set(map, ENTRY_REFERENCE, making_text(m, str_copy(m->arena, buf_str(out))));
}

/* On its own page only: elsewhere nobody has room for it. */
static void fill_neighbours(struct making *m, struct value *map, const struct entry *entry)
{
	const struct render *render = m->render;
	const struct view_drawing *drawing = NULL;

	if (render->wants_neighbours && render->draw && entry == m->page->entry && entry->type && !m->whole)
		drawing = render->draw(m->arena, m->arena, m->site, entry);
	if (drawing)
		shape_set(map, ENTRY_NEIGHBOURS, drawing_value(m, drawing, STR("neighbours-d1")));
}

static struct str without_extension(struct str address)
{
	return str_ends(address, STR(".html")) ? path_without_extension(address) : address;
}

/* On its own page, where one arrives. */
static void fill_aliases(struct making *m, struct value *map, const struct entry *entry)
{
	struct value *list = making_list(m, entry->alias_count);

	if (m->whole || m->page->entry != entry)
		return;
	for (size_t i = 0; i < entry->alias_count; i++) {
		const struct alias *alias = &entry->aliases[i];

		list_add(list, alias_link(m, alias, without_extension(alias->address)));
	}
	shape_set(map, ENTRY_ALIASES, list);
	shape_set(map, ENTRY_HAS_ALIASES, making_bool(entry->alias_count));
}

struct value *entry_value(struct making *m, const struct entry *entry)
{
	struct value *data, *map = new_entry(m, entry, &data);
	const struct work *work = work_of(&m->render->works, entry);
	const struct value *references = m->whole ? NULL : references_value(m, entry);
	bool all = m->page->kind == KIND_USES;
	const struct value *concordance = m->whole ? NULL : uses_value(m, entry, USES_MENTIONS, all);
	const struct value *cited_by = m->whole ? NULL : uses_value(m, entry, USES_CITATIONS, all);

	shape_set(map, ENTRY_IS_TERM, making_bool(entry->type && entry->type->role == ROLE_GLOSSARY));
	shape_set(map, ENTRY_IS_SOURCE, making_bool(work));
	if (concordance)
		shape_set(map, ENTRY_CONCORDANCE, concordance);
	if (cited_by)
		shape_set(map, ENTRY_CITED_BY, cited_by);
	if (all)
		return map;
	if (!m->whole)
		fill_relations(m, map, data, entry);
	fill_neighbours(m, map, entry);
	fill_aliases(m, map, entry);
	fill_records(m, map, entry);
	shape_set(map, ENTRY_WORDS, making_count(m, entry->body.words));
	shape_set(map, ENTRY_HTML, making_text(m, body_html(m, entry)));
	shape_set(map, ENTRY_EDIT_URL, making_text(m, repository_file(m, entry)));
	shape_set(map, ENTRY_REPORT_URL, making_text(m, repository_report(m, entry)));
	if (!m->whole)
		shape_set(map, ENTRY_HISTORY, history_value(m, entry));
	if (m->previews) {
		shape_set(map, ENTRY_PREVIEWS, m->previews);
		shape_set(map, ENTRY_HAS_PREVIEWS, making_bool(m->previews->list.count));
	}
	if (entry->body.heading_count)
		fill_outline(m, map, &entry->body);
	if (references)
		shape_set(map, ENTRY_REFERENCES, references);
	shape_set(map, ENTRY_HAS_REFERENCES, making_bool(references));
	if (work)
		fill_work(m, map, work);
	return map;
}
