/* The print edition: the whole handbook on one page. What differs from the page of an entry: its ids and the links
 * within it get the entry's id before them, since many entries have a section of the same name; its headings go two
 * levels down, below those of the part and of the entry; links to other entries lead to their places on this page. */
#include "render/parts.h"

#include "base/arena.h"
#include "formats/escape.h"

/* Behind these stands an id of the entry. */
static const struct str NAMING[] = {
	STR_INIT(" id=\""),
	STR_INIT(" href=\"#"),
	STR_INIT(" aria-describedby=\""),
	STR_INIT(" aria-labelledby=\""),
};

static size_t naming_at(struct str html, size_t at)
{
	struct str rest = str_from_index(html, at);

	for (size_t i = 0; html.data[at] == ' ' && i < COUNT_OF(NAMING); i++)
		if (str_starts(rest, NAMING[i]))
			return NAMING[i].len;
	return 0;
}

/* Where the digit of "<h2" or "</h2" stands; 0 where there is none. */
static size_t heading_digit_at(struct str html, size_t at)
{
	size_t h = at + 1;

	if (html.data[at] != '<')
		return 0;
	if (h < html.len && html.data[h] == '/')
		h++;
	if (h + 2 >= html.len || html.data[h] != 'h' || html.data[h + 1] < '1' || html.data[h + 1] > '6')
		return 0;
	return html.data[h + 2] == '>' || html.data[h + 2] == ' ' ? h + 1 : 0;
}

void whole_put(struct making *m, struct buf *out, struct str html)
{
	size_t from = 0;

	for (size_t at = 0; at < html.len; at++) {
		size_t naming = naming_at(html, at), digit = heading_digit_at(html, at);

		if (naming) {
			buf_put(out, str_slice(html, from, at + naming));
			escape_html(out, m->prefix);
			from = at + naming;
		} else if (digit) {
			buf_put(out, str_slice(html, from, digit));
			buf_char(out, html.data[digit] < '4' ? (char)(html.data[digit] + 2) : '6');
			from = digit + 1;
		}
	}
	buf_put(out, str_from_index(html, from));
}

/* "#cases/syria" or "#cases/syria.status" for cases/syria.html#status. */
struct str whole_url(struct making *m, struct str path, struct str fragment)
{
	struct buf out = {0};
	size_t extension = str_ends(path, STR(".html")) ? STR(".html").len : 0;

	buf_char(&out, '#');
	escape_path(&out, str_slice(path, 0, path.len - extension));
	if (fragment.len) {
		buf_char(&out, '.');
		buf_put(&out, fragment);
	}
	struct str url = str_copy(m->arena, buf_str(&out));
	buf_release(&out);
	return url;
}

static struct value *section(struct making *m, struct str title, struct str id)
{
	struct value *map = making_map(m, SHAPE_SECTION);

	shape_set(map, SECTION_TITLE, making_text(m, title));
	shape_set(map, SECTION_ID, making_text(m, id));
	return map;
}

static const struct value *entry_on_page(struct making *m, const struct entry *entry)
{
	m->prefix = str_join(m->arena, entry->id, STR("."));
	return entry_value(m, entry);
}

static void add_type(struct making *m, struct value *sections, const struct type *type)
{
	const struct type_order *order = &m->render->orders[type->index];
	const struct type_page *page = &m->site->type_pages[type->index];
	struct value *list = making_list(m, order->count);

	if (!order->count || type->file.len)
		return;
	struct value *part = section(m, type->label_many, str_join(m->arena, type->folder, STR("/index")));
	if (page->entry)
		shape_set(part, SECTION_OPENING, entry_on_page(m, page->entry));
	for (size_t i = 0; i < order->count; i++)
		list_add(list, entry_on_page(m, order->items[i]));
	shape_set(part, SECTION_ENTRIES, list);
	value_push(m->arena, sections, part);
}

/* Pages of no type, home among them, come before the parts. */
static const struct value *plain_pages(struct making *m)
{
	const struct site *site = m->site;
	struct value *list = value_list(m->arena);

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		if (!entry->type && !entry->record && !entry->type_index)
			value_push(m->arena, list, entry_on_page(m, entry));
	}
	return list;
}

void whole_fill(struct making *m, struct value *index)
{
	const struct schema *schema = &m->site->config->schema;
	struct value *sections = value_list(m->arena);
	struct value *front = section(m, m->site->config->title, STR(""));

	shape_set(front, SECTION_ENTRIES, plain_pages(m));
	value_push(m->arena, sections, front);
	for (size_t i = 0; i < schema->type_count; i++)
		add_type(m, sections, &schema->types[i]);
	m->prefix = STR("");
	shape_set(index, INDEX_SECTIONS, sections);
	shape_set(index, INDEX_COUNT, making_count(m, m->render->page_count));
}
