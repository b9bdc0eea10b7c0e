#include "parse/front_matter.h"

#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "base/path.h"
#include "base/utf8.h"
#include "formats/yaml.h"
#include "parse/reserved.h"

static const struct place START = {1, 1};

/* ---- where it lies ---- */

static bool lies_in(struct str id, struct str folder)
{
	return folder.len && id.len > folder.len && id.data[folder.len] == '/' && str_starts(id, folder);
}

/* The type that owns the folder of an id, or NULL. Folders do not lie in one another. */
static const struct type *owner_of(const struct schema *schema, struct str id)
{
	for (size_t i = 0; i < schema->type_count; i++)
		if (lies_in(id, schema->types[i].folder))
			return &schema->types[i];
	return NULL;
}

void entry_identify(struct entry *entry, struct source *source, const struct config *config)
{
	static const struct str CONTENT = STR_INIT("content/");

	entry->source = source;
	entry->path = str_copy(&entry->arena, source->path);
	struct str within = str_starts(entry->path, CONTENT) ? str_from_index(entry->path, CONTENT.len) : entry->path;
	entry->id = path_without_extension(within);
	entry->address = str_join(&entry->arena, entry->id, STR(".html"));
	const struct type *owner = owner_of(&config->schema, entry->id);
	entry->type_index = owner && str_equal(path_base(entry->id), STR("index")) &&
	                    str_equal(path_folder(entry->id), owner->folder);
	entry->type = entry->type_index ? NULL : owner;
}

/* A folder that almost has the name of a type's: its entries would be pages without fields. */
static void check_folder(const struct entry *entry, const struct config *config, struct diags *diags)
{
	struct str top = str_slice(entry->id, 0, str_find_char(entry->id, '/', 0));
	struct near near = near_to(top);

	if (entry->type || entry->type_index || top.len == entry->id.len)
		return;
	for (size_t i = 0; i < config->schema.type_count; i++)
		near_try(&near, config->schema.types[i].folder);
	if (near.best.len)
		diag_add(diags, DIAG_ENTRY_TYPE, entry->path, START, "no type owns the folder content/%.*s%.*s",
			STR_ARG(diag_shown(&diags->text, top)), STR_ARG(diag_did_you_mean(&diags->text, near.best)));
}

/* ---- splitting ---- */

static bool is_fence(struct str line)
{
	return str_equal(str_trim_end(line), STR("---"));
}

struct front_matter front_matter_split(struct str text)
{
	struct front_matter front = {.body_line = 1};
	struct str rest = text, line;
	uint32_t number = 1;

	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = str_from_index(rest, 3);
	front.body_offset = text.len - rest.len;
	if (!str_line(&rest, &line) || !is_fence(line))
		return front;
	front.found = true;
	front.yaml = rest;
	front.yaml_line = 2;
	while (!front.closed && str_line(&rest, &line)) {
		number++;
		front.closed = is_fence(line);
	}
	front.yaml.len = front.closed ? (size_t)(line.data - front.yaml.data) : front.yaml.len;
	front.body_offset = text.len - rest.len;
	front.body_line = number + 1;
	return front;
}

/* ---- keys ---- */

static void unknown_key(struct front *front, const struct member *member)
{
	const struct entry *entry = front->entry;
	struct diags *diags = front->checker.diags;
	struct near near = near_to(member->key);
	struct str shown = diag_shown(&diags->text, member->key);
	uint32_t length = (uint32_t)utf8_count(member->key);

	for (size_t i = 0; i < reserved_key_count(); i++)
		if (!entry->record || !reserved_key_at(i)->page_only)
			near_try(&near, reserved_key_at(i)->field.name);
	for (size_t i = 0; entry->type && i < entry->type->field_count; i++)
		if (!entry->type->fields[i].computed)
			near_try(&near, entry->type->fields[i].name);
	struct str hint = diag_did_you_mean(&diags->text, near.best);
	if (entry->type)
		diag_add_span(diags, DIAG_FIELD_UNKNOWN, entry->path, member->place, length,
			"the type \"%.*s\" has no field \"%.*s\"%.*s", STR_ARG(entry->type->name), STR_ARG(shown), STR_ARG(hint));
	else
		diag_add_span(diags, DIAG_FIELD_UNKNOWN, entry->path, member->place, length,
			"a page without a type has no field \"%.*s\"%.*s", STR_ARG(shown), STR_ARG(hint));
}

/* A relation that the generator fills from its other end. */
static void written_inverse(struct front *front, const struct field *field, const struct member *member)
{
	diag_add_span(front->checker.diags, DIAG_REF_INVERSE, front->entry->path, member->place,
		(uint32_t)utf8_count(member->key),
		"\"%.*s\" is never written: it follows from \"%.*s\" of the type \"%.*s\"; write the relation there",
		STR_ARG(field->name), STR_ARG(field->inverse->name), STR_ARG(field->to[0]->name));
}

static void read_member(struct front *front, struct member *member)
{
	const struct entry *entry = front->entry;
	const struct reserved_key *key = reserved_key(member->key);
	const struct field *field = entry->type ? schema_field(entry->type, member->key) : NULL;

	if (key && key->page_only && entry->record) {
		diag_add(front->checker.diags, DIAG_FIELD_UNKNOWN, entry->path, member->place,
			"a record has no page of its own, so it has no \"%.*s\"", STR_ARG(member->key));
	} else if (!key && !field) {
		unknown_key(front, member);
	} else if (!key && field->computed) {
		written_inverse(front, field, member);
	} else if (!value_blank(member->value)) {
		if (!key || !key->own_check)
			member->value = check_field(&front->checker, field ? field : &key->field, member->value);
		if (key && member->value->kind != VALUE_NULL)
			member->value = key->read(front, member->value);
	}
}

static void check_required(struct front *front, const struct value *map)
{
	const struct type *type = front->entry->type;

	for (size_t i = 0; type && i < type->field_count; i++) {
		const struct field *field = &type->fields[i];

		if (!field->required || str_equal(field->name, STR("title")))
			continue;
		const struct member *member = value_member(map, field->name);
		if (member_missing(member))
			diag_add(front->checker.diags, DIAG_FIELD_REQUIRED, front->entry->path,
				member ? member->place : front->entry->place,
				"\"%.*s\" is %s; every entry of the type \"%.*s\" needs it", STR_ARG(field->name),
				member ? "empty" : "missing", STR_ARG(type->name));
	}
}

/* ---- the title ---- */

/* The name that a page goes by without a title: an index page has one by what it is the index of. */
static struct str name_without_title(const struct entry *entry, const struct config *config)
{
	const struct type *owner = owner_of(&config->schema, entry->id);

	if (entry->record)
		return entry->anchor;
	if (entry->type_index && owner)
		return owner->label_many;
	return str_equal(entry->id, STR("index")) ? config->title : path_base(entry->id);
}

static void check_title(struct front *front, const struct value *map, bool broken)
{
	struct entry *entry = front->entry;
	const struct member *member = value_member(map, STR("title"));
	bool index = entry->type_index || str_equal(entry->id, STR("index"));

	if (entry->title.len == 0) {
		entry->title = name_without_title(entry, front->config);
		if (member_missing(member) && !broken && !index)
			diag_add(front->checker.diags, DIAG_ENTRY_TITLE, entry->path, member ? member->place : entry->place,
				"%s has no title; add `title:` to %s", entry->record ? "the record" : "the entry",
				entry->record ? "it" : "its front matter");
	}
	if (!entry->forms)
		entry->forms = arena_array(front->checker.arena, struct form, 1);
	entry->forms[0] = (struct form){
		.text = entry->title, .place = entry->title_place, .title = true, .acronym = form_is_acronym(entry->title)};
	if (entry->form_count == 0)
		entry->form_count = 1;
}

/* ---- the whole ---- */

void entry_fill(struct entry *entry, struct arena *arena, const struct value *map, bool broken,
	const struct config *config, struct diags *diags)
{
	struct front front = {
		.entry = entry,
		.config = config,
		.checker = {.arena = arena, .path = entry->path, .diags = diags},
	};

	entry->lang = config->lang;
	entry->autolink = entry->type && entry->type->role == ROLE_GLOSSARY;
	entry->title_place = entry->place;
	entry->front = map;
	for (size_t i = 0; i < map->map.count; i++)
		if (!entry->record || !str_equal(map->map.members[i].key, STR("id")))
			read_member(&front, &map->map.members[i]);
	check_title(&front, map, broken);
	if (!broken)
		check_required(&front, map);
	entry->ref_count = front.checker.ref_count;
	entry->refs = arena_array(arena, struct field_ref, entry->ref_count);
	if (entry->ref_count)
		memcpy(entry->refs, front.checker.refs, entry->ref_count * sizeof(*entry->refs));
	free(front.checker.refs);
}

void parse_front_matter(struct entry *entry, const struct config *config, struct diags *diags)
{
	struct front_matter front = front_matter_split(entry->source->bytes);
	struct yaml_source yaml = {.text = front.yaml, .path = entry->path, .first_line = front.yaml_line};
	struct arena scratch = {0};
	struct value *map = NULL;
	bool broken = front.found && !front.closed;

	entry->place = START;
	entry->body_offset = front.body_offset;
	entry->body_line = front.body_line;
	check_folder(entry, config, diags);
	if (broken)
		diag_add_span(diags, DIAG_FRONT_MATTER_UNCLOSED, entry->path, START, 3,
			"the front matter that opens here is never closed; put a line with --- behind it");
	else if (front.found)
		map = value_copy(&entry->arena, yaml_parse(&scratch, &yaml, diags));
	arena_release(&scratch);
	if (map) {
		broken = map->broken;
		if (map->kind != VALUE_MAP && map->kind != VALUE_NULL) {
			diag_add(diags, DIAG_FIELD_TYPE, entry->path, map->place,
				"the front matter is made of lines like \"key: value\", not of a %s", value_kind_name(map->kind));
			broken = true;
		}
	}
	if (!map || map->kind != VALUE_MAP)
		map = value_map(&entry->arena);
	entry_fill(entry, &entry->arena, map, broken, config, diags);
}
