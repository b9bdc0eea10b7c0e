#include "render/works.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/path.h"
#include "render/making.h"

static const char *const MEANS[MEANINGS] = {
	[MEANS_AUTHOR] = "csl:author",
	[MEANS_EDITOR] = "csl:editor",
	[MEANS_ISSUED] = "csl:issued",
	[MEANS_TYPE] = "csl:type",
	[MEANS_GENRE] = "csl:genre",
	[MEANS_CONTAINER] = "csl:container-title",
	[MEANS_SERIES] = "csl:collection-title",
	[MEANS_VOLUME] = "csl:volume",
	[MEANS_ISSUE] = "csl:issue",
	[MEANS_PAGE] = "csl:page",
	[MEANS_NUMBER] = "csl:number",
	[MEANS_PUBLISHER] = "csl:publisher",
	[MEANS_PLACE] = "csl:publisher-place",
	[MEANS_DOI] = "csl:DOI",
	[MEANS_URL] = "csl:URL",
	[MEANS_ACCESSED] = "csl:accessed",
	[MEANS_LANGUAGE] = "csl:language",
};

enum { MOST_NAMED = 3 }; /* authors that a citation names; of more, the first alone */

const struct work *work_of(const struct works *works, const struct entry *entry)
{
	uint32_t found = entry ? works->of_entry[entry - works->entries] : 0;

	return found ? &works->items[found - 1] : NULL;
}

const struct field *work_field(const struct works *works, const struct work *work, enum meaning meaning)
{
	return works->fields[work->entry->type->index][meaning];
}

struct str work_text(struct arena *arena, const struct works *works, const struct work *work, enum meaning meaning)
{
	const struct field *field = work_field(works, work, meaning);
	const struct value *value = field ? value_get(work->entry->front, field->name) : NULL;

	if (value && value->kind == VALUE_LIST)
		value = value->list.count ? value->list.items[0] : NULL;
	return str_trim(value_scalar(arena, value));
}

/* ---- order and suffixes ---- */

static struct str year_of(struct arena *arena, struct str issued)
{
	struct period period;

	if (!issued.len || !edtf_period(issued, &period))
		return issued;
	const struct date *date = period.from.precision != DATE_NONE ? &period.from : &period.to;
	if (date->precision < DATE_YEAR || date->year < 1)
		return issued;
	return str_format(arena, "%d", (int)date->year);
}

/* An anchor cannot hold white space, though a file name can. */
static struct str anchor_of(struct arena *arena, struct str key)
{
	struct str prefix = STR("ref-");
	char *id = arena_bytes(arena, prefix.len + key.len);

	memcpy(id, prefix.data, prefix.len);
	for (size_t i = 0; i < key.len; i++)
		id[prefix.len + i] = key.data[i] == ' ' ? '-' : key.data[i];
	return (struct str){id, prefix.len + key.len};
}

static void work_init(struct arena *arena, const struct works *works, struct work *work, const struct entry *entry)
{
	*work = (struct work){.entry = entry, .key = path_base(entry->id)};
	work->id = anchor_of(arena, work->key);
	work->author_count = people_of(arena, work_field(works, work, MEANS_AUTHOR), entry, &work->authors);
	if (!work->author_count) {
		work->author_count = people_of(arena, work_field(works, work, MEANS_EDITOR), entry, &work->authors);
		work->edited = work->author_count > 0;
	}
	work->year = year_of(arena, work_text(arena, works, work, MEANS_ISSUED));
}

struct sorted_work {
	struct work work;
	struct str key;
};

static void sort_key(struct buf *out, const struct work *work)
{
	for (size_t i = 0; i < work->author_count; i++) {
		fold_sort_key(out, work->authors[i].family);
		buf_char(out, '\2');
		fold_sort_key(out, work->authors[i].given);
		buf_char(out, '\2');
	}
	if (!work->author_count) {
		fold_sort_key(out, work->entry->title);
		buf_char(out, '\2');
	}
	buf_char(out, '\1'); /* the same authors with one more come later */
	buf_put(out, work->year);
	buf_char(out, '\1');
	fold_sort_key(out, work->entry->title);
	buf_char(out, '\1');
	buf_put(out, work->entry->id);
}

static int by_key(const void *left, const void *right)
{
	const struct sorted_work *a = left, *b = right;

	return str_compare(a->key, b->key);
}

/* What a citation shows of a work: two works that show the same need suffixes. */
static void shown_key(struct buf *out, const struct work *work)
{
	bool named = work->author_count <= MOST_NAMED;

	for (size_t i = 0; i < work->author_count && (named || i == 0); i++) {
		fold_name(out, work->authors[i].family);
		buf_char(out, named ? '\1' : '\2');
	}
	if (!work->author_count)
		fold_name(out, work->entry->title);
	buf_char(out, '\3');
	buf_put(out, work->year);
}

/* 0 → a, 25 → z, 26 → aa */
static struct str letters(struct arena *arena, size_t number)
{
	char text[8];
	size_t at = sizeof(text);

	do {
		text[--at] = (char)('a' + number % 26);
		number = number / 26;
	} while (number-- && at);
	return str_copy(arena, (struct str){text + at, sizeof(text) - at});
}

struct shared_label {
	struct work *first;
	size_t count;
};

static void set_suffixes(struct arena *arena, struct works *works)
{
	struct arena scratch = {0};
	struct map labels = {0};
	struct buf key = {0};

	for (size_t i = 0; i < works->count; i++) {
		buf_reset(&key);
		shown_key(&key, &works->items[i]);
		struct shared_label *label = map_get(&labels, buf_str(&key));
		if (!label) {
			label = arena_new(&scratch, struct shared_label);
			label->first = &works->items[i];
			map_set(&labels, str_copy(&scratch, buf_str(&key)), label);
		} else {
			works->items[i].suffix = letters(arena, label->count);
			label->first->suffix = STR("a");
		}
		label->count++;
	}
	buf_release(&key);
	map_release(&labels);
	arena_release(&scratch);
}

void works_init(struct arena *arena, struct works *works, const struct site *site)
{
	const struct schema *schema = &site->config->schema;
	struct arena scratch = {0};
	struct buf key = {0};
	size_t count = 0;

	works->fields = arena_alloc_array(arena, schema->type_count + 1, sizeof(*works->fields));
	for (size_t i = 0; i < schema->type_count; i++)
		for (size_t j = 0; j < MEANINGS; j++)
			works->fields[i][j] = schema_meaning(&schema->types[i], str_from(MEANS[j]));
	works->entries = site->entries;
	works->of_entry = arena_array(arena, uint32_t, site->entry_count);
	struct sorted_work *sorted = arena_array(&scratch, struct sorted_work, site->entry_count);
	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		if (!entry->type || entry->type->role != ROLE_BIBLIOGRAPHY || entry->type_index)
			continue;
		work_init(arena, works, &sorted[count].work, entry);
		buf_reset(&key);
		sort_key(&key, &sorted[count].work);
		sorted[count++].key = str_copy(&scratch, buf_str(&key));
	}
	qsort(sorted, count, sizeof(*sorted), by_key);
	works->items = arena_array(arena, struct work, count);
	works->count = count;
	for (size_t i = 0; i < count; i++) {
		works->items[i] = sorted[i].work;
		works->items[i].rank = (uint32_t)i;
		works->of_entry[sorted[i].work.entry->index] = (uint32_t)i + 1;
	}
	set_suffixes(arena, works);
	buf_release(&key);
	arena_release(&scratch);
}
