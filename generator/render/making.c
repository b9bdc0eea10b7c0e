/* What every part of a page needs: addresses as the page has to write them, cards of other entries. Both are wanted
 * thousands of times a page on large handbooks, so addresses are put together in place and cards are made once. */
#include "render/parts.h"

#include "base/arena.h"
#include "base/path.h"
#include "formats/escape.h"

static const struct value TRUE_VALUE = {.kind = VALUE_BOOL, .boolean = true};
static const struct value FALSE_VALUE = {.kind = VALUE_BOOL};

const struct value *making_bool(bool is)
{
	return is ? &TRUE_VALUE : &FALSE_VALUE;
}

const struct value *making_text(struct making *m, struct str text)
{
	return value_text(m->arena, text);
}

const struct value *making_count(struct making *m, size_t count)
{
	return value_number(m->arena, (double)count);
}

struct value *making_list(struct making *m, size_t most)
{
	struct value *list = value_list(m->arena);

	list->list.items = arena_array(m->arena, const struct value *, most);
	list->list.capacity = most;
	return list;
}

/* Only bytes that need no escape in an address: so are nearly all. */
bool is_plain_path(struct str path)
{
	for (size_t i = 0; i < path.len; i++) {
		char c = path.data[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '-' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_'))
			return false;
	}
	return true;
}

/* Leaves in *rest what is to be written behind the returned number of "../". */
static size_t way_up(const struct making *m, struct str path, struct str *rest)
{
	size_t shared = 0;

	for (size_t i = 0; i < m->folder.len && i < path.len && m->folder.data[i] == path.data[i]; i++)
		if (path.data[i] == '/')
			shared = i + 1;
	*rest = str_from_index(path, shared);
	return str_count(str_from_index(m->folder, shared), '/');
}

static struct str put_url(struct making *m, struct str path, bool plain, struct str fragment)
{
	struct str rest = path, root = m->frame->root;
	size_t up = 0;

	if (!path.len)
		return STR("");
	if (!m->rooted) {
		if (fragment.len && str_equal(path, m->page->address))
			rest = STR("");
		else
			up = way_up(m, path, &rest);
		root = STR("");
	}
	if (!plain) {
		struct buf escaped = {0};

		escape_path(&escaped, rest);
		rest = str_copy(m->arena, buf_str(&escaped));
		buf_release(&escaped);
	}
	char *url = arena_bytes(m->arena, root.len + 3 * up + rest.len + 1 + fragment.len), *end = url;
	memcpy(end, root.data, root.len);
	for (end += root.len; up; up--, end += 3)
		memcpy(end, "../", 3);
	memcpy(end, rest.data, rest.len);
	end += rest.len;
	if (fragment.len) {
		*end++ = '#';
		memcpy(end, fragment.data, fragment.len);
		end += fragment.len;
	}
	return (struct str){url, (size_t)(end - url)};
}

struct str making_url_at(struct making *m, struct str path, struct str fragment)
{
	return put_url(m, path, is_plain_path(path), fragment);
}

struct str making_url(struct making *m, struct str address)
{
	size_t hash = str_find_char(address, '#', 0);

	return making_url_at(
		m, str_slice(address, 0, hash), hash < address.len ? str_from_index(address, hash + 1) : STR(""));
}

struct str making_entry_url(struct making *m, const struct entry *entry, struct str fragment)
{
	const struct caption *caption = caption_of(m->render, entry);

	if (!fragment.len && caption->fragment_length)
		fragment = (struct str){caption->path.data + caption->path.len + 1, caption->fragment_length};
	if (m->whole)
		return whole_url(m, caption->path, fragment);
	return put_url(m, caption->path, caption->plain, fragment);
}

const struct language *render_language(const struct render *render, const struct entry *entry)
{
	return &render->languages[entry ? caption_of(render, entry)->language : 0];
}

struct str making_foreign(const struct making *m, const struct entry *entry)
{
	const struct language *language = render_language(m->render, entry);

	return language == m->language ? STR("") : language->lang;
}

struct str making_foreign_tag(const struct making *m, struct str tag)
{
	return str_equal(tag, m->language->lang) || str_starts(tag, STR("und")) ? STR("") : tag;
}

struct str making_sign(const struct making *m, const struct entry *entry)
{
	const struct field *field = entry->type ? m->render->sign_fields[entry->type->index] : NULL;
	const struct value *sign = field ? value_get(entry->front, field->name) : NULL;

	return sign && sign->kind == VALUE_TEXT ? sign->text : STR("");
}

const struct value *making_type(const struct making *m, const struct type *type)
{
	return type ? m->frame->types[type->index] : NULL;
}

static const struct value *new_card(struct making *m, const struct entry *entry)
{
	const struct caption *caption = caption_of(m->render, entry);
	const struct shape_text texts[] = {
		{CARD_ID, entry->id},
		{CARD_TITLE, caption->title},
		{CARD_URL, making_entry_url(m, entry, STR(""))},
		{CARD_SUMMARY, m->render->summaries[entry->index]},
		{CARD_LANG, render_language(m->render, entry)->lang},
		{CARD_NUMBER, m->render->numbers[entry->index]},
		{CARD_SIGLUM, caption->siglum},
		{CARD_FOREIGN, making_foreign(m, entry)},
		{CARD_SIGN, making_sign(m, entry)},
	};
	struct value *card = making_texts(m, SHAPE_CARD, texts, COUNT_OF(texts));

	if (entry->type)
		shape_set(card, CARD_TYPE, making_type(m, entry->type));
	shape_set(card, CARD_DRAFT, making_bool(entry->draft));
	return card;
}

const struct value *making_card(struct making *m, const struct entry *entry)
{
	struct card_slot *slot = &m->worker->cards[entry - m->site->entries];

	if (slot->page != m->worker->page)
		*slot = (struct card_slot){m->worker->page, slot->previewed, new_card(m, entry)};
	return slot->card;
}

void making_preview(struct making *m, const struct entry *entry)
{
	struct card_slot *slot = &m->worker->cards[entry - m->site->entries];

	if (!m->previews || entry == m->page->entry || slot->previewed == m->worker->page)
		return;
	slot->previewed = m->worker->page;
	value_push(m->arena, m->previews, making_card(m, entry));
}
