#include "parse/reserved.h"

#include "base/fold.h"
#include "base/path.h"
#include "base/utf8.h"

enum { MOST_NUMBER = 999999999, MOST_WEIGHT = 1000000 };

static struct str shown(struct front *front, struct str text)
{
	return diag_shown(&front->checker.diags->text, text);
}

/* A list as it is, a single value as a list of one. */
static const struct value *as_list(struct front *front, const struct value *value)
{
	if (value->kind == VALUE_LIST)
		return value;
	struct value *list = value_list(front->checker.arena);
	list->place = value->place;
	value_push(front->checker.arena, list, value);
	return list;
}

/* ---- plain ones ---- */

static const struct value *read_title(struct front *front, const struct value *value)
{
	front->entry->title = value->text;
	front->entry->title_place = value->place;
	return value;
}

static const struct value *read_summary(struct front *front, const struct value *value)
{
	front->entry->summary = value->text;
	return value;
}

static const struct value *read_draft(struct front *front, const struct value *value)
{
	front->entry->draft = value->boolean;
	return value;
}

static const struct value *read_autolink(struct front *front, const struct value *value)
{
	front->entry->autolink = value->boolean;
	front->entry->autolink_set = true;
	return value;
}

/* Whether a number is whole and lies between two; says so if not. */
static bool whole_number(struct front *front, const char *name, const struct value *value, int32_t least, int32_t most)
{
	if (value->number >= least && value->number <= most && value->number == (double)(int32_t)value->number)
		return true;
	diag_add(front->checker.diags, DIAG_FIELD_RANGE, front->checker.path, value->place,
		"\"%s\" is a whole number from %d to %d, not %.*s", name, least, most,
		STR_ARG(value_scalar(&front->checker.diags->text, value)));
	return false;
}

static const struct value *read_number(struct front *front, const struct value *value)
{
	if (whole_number(front, "number", value, 1, MOST_NUMBER))
		front->entry->number = (uint32_t)value->number;
	return value;
}

static const struct value *read_weight(struct front *front, const struct value *value)
{
	if (whole_number(front, "weight", value, -MOST_WEIGHT, MOST_WEIGHT))
		front->entry->weight = (int32_t)value->number;
	return value;
}

static bool is_lang(struct front *front, const struct value *value)
{
	if (language_tag(value->text))
		return true;
	diag_add(front->checker.diags, DIAG_LANG_INVALID, front->checker.path, value->place,
		"\"%.*s\" is no language tag; write ru, zh-Hans or ru-Latn", STR_ARG(shown(front, value->text)));
	return false;
}

static const struct value *read_lang(struct front *front, const struct value *value)
{
	if (is_lang(front, value))
		front->entry->lang = value->text;
	return value;
}

static const struct value *read_template(struct front *front, const struct value *value)
{
	if (template_name(value->text))
		front->entry->template = value->text;
	else
		diag_add(front->checker.diags, DIAG_FIELD_TYPE, front->checker.path, value->place,
			"\"template\" takes the name of a file in templates/, such as case.html, not \"%.*s\"",
			STR_ARG(shown(front, value->text)));
	return value;
}

static const struct value *read_updated(struct front *front, const struct value *value)
{
	edtf_date(value->text, &front->entry->updated);
	return value;
}

static const struct value *read_tags(struct front *front, const struct value *value)
{
	struct entry *entry = front->entry;
	struct map seen = {0};

	entry->tags = arena_array(front->checker.arena, struct str, value->list.count);
	for (size_t i = 0; i < value->list.count; i++) {
		struct str tag = value->list.items[i]->text;

		if (!map_has(&seen, tag))
			entry->tags[entry->tag_count++] = tag;
		map_set(&seen, tag, entry);
	}
	map_release(&seen);
	return value;
}

/* ---- aliases and anchors ---- */

/* "/terms/old", "terms/old.md", "terms/old/" become the address of a page; false for what is no address inside. */
static bool normalise_alias(struct arena *arena, struct str written, struct str *address)
{
	struct str resolved, path = written;

	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.data[i];

		if (c < ' ' || c == ':' || c == '?' || c == '#' || c == '\\' || c == '"' || c == '<' || c == '>')
			return false;
	}
	if (path.len == 0 || str_starts(path, STR("//")) || !path_resolve(arena, STR(""), path, &resolved))
		return false;
	if (resolved.len == 0 || str_ends(path, STR("/")))
		*address = path_join(arena, resolved, STR("index.html"));
	else if (str_ends(resolved, STR(".html")) || str_ends(resolved, STR(".htm")))
		*address = resolved;
	else if (str_ends(resolved, STR(".md")))
		*address = str_join(arena, path_without_extension(resolved), STR(".html"));
	else
		*address = str_join(arena, resolved, STR(".html"));
	return true;
}

/* An id as it is used in links, with or without its "#". */
static bool read_anchor(struct front *front, struct str text, struct place place, struct str *anchor)
{
	*anchor = str_starts(text, STR("#")) ? str_from_index(text, 1) : text;
	if (anchor_name(*anchor))
		return true;
	diag_add(front->checker.diags, DIAG_ANCHOR_INVALID, front->checker.path, place,
		"\"%.*s\" is no anchor; write letters, digits and hyphens, as in old-heading", STR_ARG(shown(front, text)));
	return false;
}

static const struct value *read_aliases(struct front *front, const struct value *value)
{
	struct entry *entry = front->entry;

	entry->aliases = arena_array(front->checker.arena, struct alias, value->list.count);
	for (size_t i = 0; i < value->list.count; i++) {
		const struct value *item = value->list.items[i];
		struct alias *alias = &entry->aliases[entry->alias_count];

		alias->place = item->place;
		if (entry->record && !str_contains(item->text, STR("/")) && !str_contains(item->text, STR(".")))
			entry->alias_count += read_anchor(front, item->text, item->place, &alias->anchor);
		else if (normalise_alias(front->checker.arena, item->text, &alias->address))
			entry->alias_count++;
		else
			diag_add(front->checker.diags, DIAG_ALIAS_INVALID, front->checker.path, item->place,
				"\"%.*s\" is no old address inside the site; write it like terms/old-name.html",
				STR_ARG(shown(front, item->text)));
	}
	return value;
}

static const struct value *read_anchors(struct front *front, const struct value *value)
{
	struct entry *entry = front->entry;

	if (value->kind != VALUE_MAP) {
		diag_add(front->checker.diags, DIAG_FIELD_TYPE, front->checker.path, value->place,
			"\"anchors\" takes a map from old anchors to new ones, not a %s", value_kind_name(value->kind));
		return value;
	}
	entry->anchors = arena_array(front->checker.arena, struct moved_anchor, value->map.count);
	for (size_t i = 0; i < value->map.count; i++) {
		const struct member *member = &value->map.members[i];
		struct moved_anchor *moved = &entry->anchors[entry->anchor_count];

		moved->place = member->place;
		if (member->value->kind != VALUE_TEXT)
			diag_add(front->checker.diags, DIAG_FIELD_TYPE, front->checker.path, member->value->place,
				"a new anchor is a text, not a %s", value_kind_name(member->value->kind));
		else if (read_anchor(front, member->key, member->place, &moved->from) &&
				 read_anchor(front, member->value->text, member->value->place, &moved->to))
			entry->anchor_count++;
	}
	return value;
}

/* ---- forms ---- */

bool form_is_acronym(struct str form)
{
	size_t capitals = 0, digits = 0;
	uint32_t code_point;

	for (size_t at = 0; at < form.len;) {
		at += utf8_decode(form, at, &code_point);
		if (fold_is_space(code_point))
			return false;
		digits += code_point >= '0' && code_point <= '9';
		capitals += fold_is_upper(code_point);
	}
	return capitals >= 2 || (capitals == 1 && digits > 0);
}

static const struct field FORM_FIELDS[] = {
	{.name = STR_INIT("form"), .kind = FIELD_TEXT, .required = true},
	{.name = STR_INIT("lang"), .kind = FIELD_TEXT},
};
static const struct field FORM = {.name = STR_INIT("forms"),
	.kind = FIELD_RECORD,
	.fields = (struct field *)FORM_FIELDS,
	.field_count = COUNT_OF(FORM_FIELDS)};
static const struct field FORM_TEXT = {.name = STR_INIT("forms"), .kind = FIELD_TEXT};

/* The text and the language of a form that is written {form, lang}. */
static const struct value *form_of_map(struct front *front, const struct value *item, struct str *tag)
{
	const struct value *map = check_field(&front->checker, &FORM, item), *lang = value_get(map, STR("lang"));

	if (lang && lang->kind == VALUE_TEXT && is_lang(front, lang))
		*tag = lang->text;
	return value_get(map, STR("form"));
}

/* The first form is the title, which comes when all keys are read. */
static const struct value *read_forms(struct front *front, const struct value *value)
{
	struct entry *entry = front->entry;

	if (value->kind == VALUE_MAP) {
		diag_add(front->checker.diags, DIAG_FIELD_TYPE, front->checker.path, value->place,
			"\"forms\" takes a list of texts, not a map");
		return value;
	}
	value = as_list(front, value);
	entry->forms = arena_array(front->checker.arena, struct form, value->list.count + 1);
	entry->form_count = 1;
	for (size_t i = 0; i < value->list.count; i++) {
		const struct value *item = value->list.items[i], *text = item;
		struct str lang = STR("");

		if (value_blank(item) && item->kind != VALUE_NULL)
			diag_add(front->checker.diags, DIAG_FIELD_TYPE, front->checker.path, item->place,
				"\"forms\" has an empty item; delete it");
		else if (item->kind == VALUE_MAP)
			text = form_of_map(front, item, &lang);
		text = text ? check_field(&front->checker, &FORM_TEXT, text) : NULL;
		if (text && text->kind == VALUE_TEXT)
			entry->forms[entry->form_count++] = (struct form){
				.text = text->text, .lang = lang, .place = text->place, .acronym = form_is_acronym(text->text)};
	}
	return value;
}

/* ---- sources ---- */

static const struct value *place_text(struct arena *arena, struct str text, struct place place)
{
	struct value *value = value_text(arena, text);

	value->place = place;
	return value;
}

/* "lewis-2022, sec. 2" as {key, locator}. */
static const struct value *source_from_text(struct arena *arena, const struct value *value)
{
	struct value *map = value_map(arena);
	struct str text = value->text, key = str_slice(text, 0, str_find_char(text, ',', 0));

	map->place = value->place;
	value_set(arena, map, STR("key"), place_text(arena, str_trim(key), value->place));
	if (key.len < text.len)
		value_set(
			arena, map, STR("locator"), place_text(arena, str_trim(str_from_index(text, key.len + 1)), value->place));
	return map;
}

static struct str text_of(const struct value *map, struct str key)
{
	const struct value *value = value_get(map, key);

	return value && value->kind == VALUE_TEXT ? value->text : STR("");
}

static const struct value *read_sources(struct front *front, const struct value *value)
{
	static const struct field FIELDS[] = {
		{.name = STR_INIT("key"), .kind = FIELD_TEXT, .required = true},
		{.name = STR_INIT("locator"), .kind = FIELD_TEXT},
		{.name = STR_INIT("note"), .kind = FIELD_TEXT},
	};
	static const struct field SOURCES = {.name = STR_INIT("sources"),
		.kind = FIELD_RECORD,
		.many = true,
		.fields = (struct field *)FIELDS,
		.field_count = COUNT_OF(FIELDS)};
	struct arena *arena = front->checker.arena;
	struct entry *entry = front->entry;

	value = as_list(front, value);
	for (size_t i = 0; i < value->list.count; i++)
		if (value->list.items[i]->kind == VALUE_TEXT && !value_blank(value->list.items[i]))
			value->list.items[i] = source_from_text(arena, value->list.items[i]);
	value = check_field(&front->checker, &SOURCES, value);
	if (value->kind != VALUE_LIST)
		return value;
	entry->sources = arena_array(arena, struct source_use, value->list.count);
	for (size_t i = 0; i < value->list.count; i++) {
		const struct value *item = value->list.items[i], *key = value_get(item, STR("key"));
		struct str name = text_of(item, STR("key"));

		name = str_starts(name, STR("@")) ? str_from_index(name, 1) : name;
		if (name.len)
			entry->sources[entry->source_count++] = (struct source_use){.key = name,
				.locator = text_of(item, STR("locator")),
				.note = text_of(item, STR("note")),
				.place = key->place};
	}
	return value;
}

/* ---- the table ---- */

#define NAMED(text, of_kind) .field = {.name = STR_INIT(text), .kind = FIELD_##of_kind}
#define NAMED_MANY(text, of_kind) .field = {.name = STR_INIT(text), .kind = FIELD_##of_kind, .many = true}

static const struct reserved_key KEYS[] = {
	{NAMED("title", TEXT), .read = read_title, .redeclarable = true},
	{NAMED("summary", TEXT), .read = read_summary, .redeclarable = true},
	{NAMED("number", NUMBER), .read = read_number, .redeclarable = true},
	{NAMED("draft", BOOLEAN), .read = read_draft},
	{NAMED_MANY("aliases", TEXT), .read = read_aliases},
	{NAMED("anchors", TEXT), .read = read_anchors, .page_only = true, .own_check = true},
	{NAMED_MANY("forms", TEXT), .read = read_forms, .own_check = true},
	{NAMED("autolink", BOOLEAN), .read = read_autolink},
	{NAMED_MANY("sources", RECORD), .read = read_sources, .own_check = true},
	{NAMED("lang", TEXT), .read = read_lang},
	{NAMED("tags", TAGS), .read = read_tags, .redeclarable = true},
	{NAMED("template", TEXT), .read = read_template, .page_only = true},
	{NAMED("weight", NUMBER), .read = read_weight},
	{NAMED("updated", DATE), .read = read_updated, .redeclarable = true},
};

const struct reserved_key *reserved_key(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(KEYS); i++)
		if (str_equal(KEYS[i].field.name, name))
			return &KEYS[i];
	return NULL;
}

size_t reserved_key_count(void)
{
	return COUNT_OF(KEYS);
}

const struct reserved_key *reserved_key_at(size_t index)
{
	return &KEYS[index];
}

bool reserved_key_fits(const struct reserved_key *key, const struct field *declared)
{
	if (key->field.kind == FIELD_TAGS && declared->kind == FIELD_CHOICE)
		return declared->many;
	return declared->kind == key->field.kind && !declared->many;
}
