/* What is found once, before the first page: the languages in use, what each entry goes by, the order of each type's
 * entries, the navigation. */
#include "render/making.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/search_fold.h"
#include "model/naming.h"
#include "render/decades.h"

/* ---- languages ---- */

static struct str language_tag(const struct site *site, const struct entry *entry)
{
	return entry->lang.len ? entry->lang : site->config->lang;
}

/* A handbook in a language of which nobody has translated a word is better told so once than word by word. */
static void report_missing_words(struct arena *scratch, const struct site *site, struct str lang, struct diags *diags)
{
	const struct value *english = value_get(site->words.theme, STR("en"));
	size_t missing = 0, all = english && english->kind == VALUE_MAP ? english->map.count : 0;
	struct buf names = {0};

	for (size_t i = 0; i < all; i++) {
		struct str key = english->map.members[i].key;

		if (word_known(&site->words, lang, key))
			continue;
		if (missing++ < 3)
			buf_printf(&names, "%s\"%.*s\"", names.len ? ", " : "", STR_ARG(key));
	}
	struct str few = str_copy(scratch, buf_str(&names));
	buf_release(&names);
	if (missing == 0)
		return;
	diag_add(diags, DIAG_WORD_MISSING, STR("site.yaml"), (struct place){0},
		"%zu interface word%s no text in \"%.*s\" (%.*s%s) and appear%s in English; add them under `words: %.*s:`",
		missing, missing == 1 ? " has" : "s have", STR_ARG(lang), STR_ARG(few), missing > 3 ? " …" : "",
		missing == 1 ? "s" : "", STR_ARG(lang));
}

static void find_languages(struct render *render, struct diags *diags)
{
	const struct site *site = render->site;
	struct map known = {0}; /* language → its index + 1 */
	struct str *tags = arena_array(&render->arena, struct str, site->entry_count + 1);

	render->captions = arena_array(&render->arena, struct caption, site->entry_count);
	tags[render->language_count++] = site->config->lang;
	map_set(&known, site->config->lang, (void *)(uintptr_t)1);
	for (size_t i = 0; i < site->entry_count; i++) {
		struct str lang = language_tag(site, &site->entries[i]);
		uintptr_t index = (uintptr_t)map_get(&known, lang);

		if (!index && render->language_count > UINT16_MAX) /* no such handbook; the first will do */
			index = 1;
		if (!index) {
			tags[render->language_count++] = lang;
			index = render->language_count;
			map_set(&known, lang, (void *)index);
		}
		render->captions[i].language = (uint16_t)(index - 1);
	}
	map_release(&known);
	render->languages = arena_array(&render->arena, struct language, render->language_count);
	for (size_t i = 0; i < render->language_count; i++) {
		language_init(&render->arena, &render->languages[i], tags[i], &site->words);
		report_missing_words(&render->arena, site, tags[i], diags);
	}
}

/* ---- captions ---- */

static void copy_address(struct arena *arena, struct caption *caption, struct str address)
{
	size_t hash = str_find_char(address, '#', 0);
	struct str copy = str_copy(arena, address);

	caption->path = str_slice(copy, 0, hash);
	caption->fragment_length = hash < copy.len ? (uint32_t)(copy.len - hash - 1) : 0;
	caption->plain = is_plain_path(caption->path);
}

static struct str find_siglum(struct arena *arena, const struct entry *entry, struct str *number)
{
	struct str letter = entry->type ? entry->type->letter : STR("");

	*number = STR("");
	if (!entry->number)
		return STR("");
	struct str siglum = str_format(arena, "%.*s %u", STR_ARG(letter), (unsigned)entry->number);
	*number = str_from_index(siglum, letter.len + 1);
	return letter.len ? siglum : STR("");
}

static void find_captions(struct render *render)
{
	const struct site *site = render->site;

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];
		struct caption *caption = &render->captions[i];

		copy_address(&render->arena, caption, entry->address);
		caption->title = str_copy(&render->arena, entry->title);
		caption->term = entry->type && entry->type->role == ROLE_GLOSSARY;
	}
	render->numbers = arena_array(&render->arena, struct str, site->entry_count);
	for (size_t i = 0; i < site->entry_count; i++)
		render->captions[i].siglum = find_siglum(&render->arena, &site->entries[i], &render->numbers[i]);
}

static void find_summaries(struct render *render)
{
	const struct site *site = render->site;

	render->summaries = arena_array(&render->arena, struct str, site->entry_count);
	for (size_t i = 0; i < site->entry_count; i++)
		render->summaries[i] = entry_summary(&site->entries[i]);
}

static void find_sign_fields(struct render *render)
{
	const struct schema *schema = &render->site->config->schema;

	render->sign_fields = arena_array(&render->arena, const struct field *, schema->type_count + 1);
	for (size_t i = 0; i < schema->type_count; i++) {
		const struct field *field = schema_meaning(&schema->types[i], STR("skos:notation"));

		render->sign_fields[i] = field && !field->many ? field : NULL;
	}
}

static void note_wish(void *context, const struct template *template, const struct template_name *name)
{
	struct render *render = context;

	(void)template;
	render->wants_previews |= str_ends(name->name, STR("previews")) && !name->partial;
	render->wants_neighbours |= str_ends(name->name, STR("neighbours")) && !name->partial;
	render->wants_json_ld |= str_ends(name->name, STR("json_ld")) && !name->partial;
}

static void find_wishes(struct render *render)
{
	const struct map *templates = &render->templates->by_name;

	for (size_t i = 0; i < templates->count; i++)
		template_names(templates->items[i].value, note_wish, render);
}

/* ---- order ---- */

struct sortable {
	const struct entry *entry;
	int64_t first;  /* weight */
	int64_t second; /* a day, a number, a rank */
	struct str key; /* title, folded */
};

static int by_order(const void *left, const void *right)
{
	const struct sortable *a = left, *b = right;
	int order = (a->first > b->first) - (a->first < b->first);

	if (order == 0)
		order = (a->second > b->second) - (a->second < b->second);
	if (order == 0)
		order = str_compare(a->key, b->key);
	if (order == 0)
		order = (a->entry->index > b->entry->index) - (a->entry->index < b->entry->index);
	return order;
}

static int64_t first_day(const struct entry *entry, const struct field *field)
{
	const struct value *value = value_get(entry->front, field->name);
	struct period period;

	if (!value || value->kind != VALUE_TEXT || !edtf_period(value->text, &period))
		return INT64_MAX;
	return edtf_first_day(&period.from);
}

/* Terms stand by title, sources as in a bibliography, records by date or as written, what has numbers by number. */
static void sort_by(struct render *render, struct arena *scratch, const struct type *type, struct sortable *item)
{
	const struct entry *entry = item->entry;
	const struct work *work = work_of(&render->works, entry);
	const struct field *date = entry->record ? order_field(type) : NULL;

	item->first = entry->weight;
	if (work)
		item->second = work->rank;
	else if (date)
		item->second = first_day(entry, date);
	else if (type->role == ROLE_NONE && type->letter.len)
		item->second = entry->number ? (int64_t)entry->number : INT64_MAX;
	if (entry->record)
		item->key = str_format(scratch, "%10u", (unsigned)entry->place.line);
	else if (!work)
		item->key = fold_sort_key_copy(scratch, entry->title);
}

static void sort_type(struct render *render, const struct type *type, struct sortable *items, size_t count)
{
	struct arena scratch = {0};
	struct type_order *order = &render->orders[type->index];

	for (size_t i = 0; i < count; i++)
		sort_by(render, &scratch, type, &items[i]);
	qsort(items, count, sizeof(*items), by_order);
	order->items = arena_array(&render->arena, const struct entry *, count);
	order->count = count;
	for (size_t i = 0; i < count; i++) {
		order->items[i] = items[i].entry;
		render->position[items[i].entry->index] = (uint32_t)i;
	}
	arena_release(&scratch);
}

static void find_orders(struct render *render)
{
	const struct site *site = render->site;
	const struct schema *schema = &site->config->schema;
	struct arena scratch = {0};
	size_t *starts = arena_array(&scratch, size_t, schema->type_count + 1);
	struct sortable *items = arena_array(&scratch, struct sortable, site->entry_count);

	render->orders = arena_array(&render->arena, struct type_order, schema->type_count);
	render->position = arena_array(&render->arena, uint32_t, site->entry_count);
	for (size_t i = 0; i < site->entry_count; i++)
		if (site->entries[i].type && !site->entries[i].type_index)
			starts[site->entries[i].type->index + 1]++;
	for (size_t i = 0; i < schema->type_count; i++)
		starts[i + 1] += starts[i];
	size_t *next = arena_array(&scratch, size_t, schema->type_count + 1);
	memcpy(next, starts, (schema->type_count + 1) * sizeof(*next));
	for (size_t i = 0; i < site->entry_count; i++)
		if (site->entries[i].type && !site->entries[i].type_index)
			items[next[site->entries[i].type->index]++].entry = &site->entries[i];
	for (size_t i = 0; i < schema->type_count; i++)
		sort_type(render, &schema->types[i], items + starts[i], starts[i + 1] - starts[i]);
	arena_release(&scratch);
}

/* ---- tags, navigation ---- */

static void find_tags(struct render *render)
{
	const struct site *site = render->site;
	size_t total = 0;

	render->tag_addresses = arena_array(&render->arena, struct str, site->tag_count);
	for (size_t i = 0; i < site->tag_count; i++)
		render->tag_addresses[i] = str_format(&render->arena, "tags/%.*s.html", STR_ARG(site->tags[i].slug));
	render->tag_runs = arena_array(&render->arena, struct tag_run, site->entry_count);
	for (size_t i = 0; i < site->tag_count; i++)
		for (size_t j = 0; j < site->tags[i].entry_count; j++, total++)
			render->tag_runs[site->tags[i].entries[j]->index].count++;
	render->tags = arena_array(&render->arena, const struct tag *, total);
	for (size_t i = 0, first = 0; i < site->entry_count; i++) {
		render->tag_runs[i].first = (uint32_t)first;
		first += render->tag_runs[i].count;
		render->tag_runs[i].count = 0;
	}
	for (size_t i = 0; i < site->tag_count; i++) {
		for (size_t j = 0; j < site->tags[i].entry_count; j++) {
			struct tag_run *run = &render->tag_runs[site->tags[i].entries[j]->index];

			render->tags[run->first + run->count++] = &site->tags[i];
		}
	}
}

/* What a page of glossa's own is called; search and the like are named by their word. */
static struct str own_title(const struct language *language, struct str name)
{
	const struct value *text = value_get(language->words, name);

	return text && text->kind == VALUE_TEXT ? text->text : name;
}

static void find_nav(struct render *render)
{
	const struct config *config = render->site->config;

	render->nav = arena_array(&render->arena, struct nav_target, config->nav_count);
	for (size_t i = 0; i < config->nav_count; i++) {
		const struct nav_item *item = &config->nav[i];
		struct nav_target target = {.title = item->label};

		if (!site_page_named(render->site, item->target, &target.page))
			continue; /* reported when the site was linked */
		if (!target.title.len && target.page.type)
			target.title = target.page.type->label_many;
		else if (!target.title.len)
			target.title = target.page.entry ? target.page.entry->title : own_title(render->languages, item->target);
		render->nav[render->nav_count++] = target;
	}
}

void render_prepare(struct render *render, struct diags *diags)
{
	shapes_init(&render->arena, &render->shapes, &render->site->config->schema);
	news_init(&render->arena, &render->news, render->site);
	works_init(&render->arena, &render->works, render->site);
	render->search_table = arena_new(&render->arena, struct search_table);
	search_table_init(render->search_table);
	find_languages(render, diags);
	find_captions(render);
	find_summaries(render);
	find_sign_fields(render);
	find_wishes(render);
	find_orders(render);
	find_tags(render);
	find_nav(render);
}
