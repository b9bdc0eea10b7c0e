/* How it works: types are read in their order, their fields with them; refs are put on a list, since what they lead to
 * may come later. With all types known the list is gone through: targets first, then the computed inverses, for which
 * each type's array of fields has been given room from the start, so that fields never move. At last what concerns
 * several types at once: folders, files and letters. */
#include "parse/schema.h"

#include <stdlib.h>

#include "base/near.h"
#include "base/path.h"
#include "base/utf8.h"
#include "parse/fields.h"
#include "parse/reserved.h"
#include "parse/schema_fields.h"

/* ---- one type ---- */

static void read_type_label(const struct settings *settings, const struct member *member, void *target)
{
	struct type *type = target;
	struct schema_label label = read_schema_label(settings, member);

	type->label_one = label.one;
	type->label_many = label.many;
}

static void read_role(const struct settings *settings, const struct member *member, void *target)
{
	static const struct str ROLES[] = {STR_INIT("none"), STR_INIT("glossary"), STR_INIT("bibliography")};
	size_t role;

	if (setting_choice(settings, member, ROLES, COUNT_OF(ROLES), &role))
		*(enum type_role *)target = (enum type_role)role;
}

/* A path below content/ as it is compared with: no "./", no slash at either end. */
static void read_path(const struct settings *settings, const struct member *member, void *target)
{
	struct str path, text = STR("");

	setting_text(settings, member, &text);
	if (text.len == 0)
		return;
	if (text.data[0] == '/' || str_contains(text, STR("\\")) || !path_resolve(settings->arena, STR(""), text, &path) ||
		path.len == 0)
		setting_refuse(settings, member, "takes a path inside content/", text);
	else
		*(struct str *)target = path;
}

static void read_template(const struct settings *settings, const struct member *member, void *target)
{
	struct str name = STR("");

	setting_text(settings, member, &name);
	if (template_name(name))
		*(struct str *)target = name;
	else if (name.len)
		setting_refuse(settings, member, "takes the name of a file in templates/, such as case.html", name);
}

static void read_letter(const struct settings *settings, const struct member *member, void *target)
{
	struct str letter = STR("");

	setting_text(settings, member, &letter);
	if (utf8_count(letter) <= 4)
		*(struct str *)target = letter;
	else
		setting_refuse(settings, member, "takes at most four characters", letter);
}

/* schema:Person: classes begin with a capital, and properties do not. */
static bool is_class(struct str means)
{
	struct str prefix = STR("schema:");
	bool letters = str_starts(means, prefix) && means.len > prefix.len && means.data[prefix.len] >= 'A' &&
	               means.data[prefix.len] <= 'Z';

	for (size_t i = prefix.len; letters && i < means.len; i++)
		letters = (means.data[i] >= 'A' && means.data[i] <= 'Z') || (means.data[i] >= 'a' && means.data[i] <= 'z') ||
		          (means.data[i] >= '0' && means.data[i] <= '9');
	return letters;
}

static void read_type_means(const struct settings *settings, const struct member *member, void *target)
{
	struct str means = STR("");

	setting_text(settings, member, &means);
	if (is_class(means))
		*(struct str *)target = means;
	else if (means.len)
		setting_refuse(settings, member, "of a type takes a class of schema.org, such as schema:Person", means);
}

static void read_type_fields(const struct settings *settings, const struct member *member, void *target)
{
	const struct schema_reader *reader = settings->context;
	struct type *type = target;
	size_t room = (size_t)(uintptr_t)map_get(&reader->inverses, type->name);

	read_schema_fields(settings, member, &type->fields, &type->field_count, room);
}

static const struct setting_key TYPE_KEYS[] = {
	{STR_INIT("folder"), read_path, offsetof(struct type, folder)},
	{STR_INIT("file"), read_path, offsetof(struct type, file)},
	{STR_INIT("page"), read_path, offsetof(struct type, page)},
	{STR_INIT("letter"), read_letter, offsetof(struct type, letter)},
	{STR_INIT("label"), read_type_label, 0},
	{STR_INIT("template"), read_template, offsetof(struct type, template)},
	{STR_INIT("means"), read_type_means, offsetof(struct type, means)},
	{STR_INIT("role"), read_role, offsetof(struct type, role)},
	{STR_INIT("fields"), read_type_fields, 0},
};

/* Where a type's entries lie: a folder of files, or a file of records with a page that shows them. */
static void check_home(const struct settings *settings, const struct type *type, const struct value *value)
{
	const struct member *file = value_member(value, STR("file")), *page = value_member(value, STR("page"));
	const struct member *folder = value_member(value, STR("folder"));
	struct str extension = path_extension(type->file);

	if (folder && file)
		schema_complain(
			settings, file->place, "the type \"%.*s\" has both `folder` and `file`; keep one", STR_ARG(type->name));
	else if (!folder && !file)
		schema_complain(settings, type->place,
			"the type \"%.*s\" needs the `folder` of its entries, or the `file` of its records", STR_ARG(type->name));
	else if (file && !page)
		schema_complain(settings, file->place, "the type \"%.*s\" needs the id of a `page` on which its records stand",
			STR_ARG(type->name));
	else if (page && !file)
		schema_complain(settings, page->place, "\"page\" is for types whose entries share a `file`");
	if (type->file.len && !str_equal(extension, STR("yaml")) && !str_equal(extension, STR("yml")))
		schema_complain(settings, file->value->place, "a `file` of records ends in .yaml, unlike \"%.*s\"",
			STR_ARG(diag_shown(&settings->diags->text, type->file)));
}

/* The word that each role lives by. */
static void check_role(const struct settings *settings, struct type *type, const struct value *value)
{
	const struct member *role = value_member(value, STR("role"));

	if (type->role != ROLE_GLOSSARY || schema_meaning(type, STR("skos:definition")))
		return;
	for (size_t i = 0; i < type->field_count; i++) {
		struct field *field = &type->fields[i];

		if (!str_equal(field->name, STR("definition")) || (field->kind != FIELD_TEXT && field->kind != FIELD_MARKDOWN))
			continue;
		if (field->means.len == 0)
			field->means = STR("skos:definition");
		return;
	}
	schema_complain(settings, role->value->place,
		"a glossary needs a field for its definitions; add `definition: {type: text, required: true, means: "
		"skos:definition}`");
}

/* A reserved key can be declared anew to tighten it, not to make it something else. */
static void check_reserved(const struct settings *settings, const struct field *field)
{
	const struct reserved_key *key = reserved_key(field->name);

	if (!key)
		return;
	if (!key->redeclarable)
		schema_complain(settings, field->place,
			"\"%.*s\" belongs to every entry and cannot be declared; choose another name", STR_ARG(field->name));
	else if (!reserved_key_fits(key, field))
		schema_complain(settings, field->place, "\"%.*s\" belongs to every entry: it can only be declared as one %s%s",
			STR_ARG(field->name), field_kind_name(key->field.kind),
			key->field.kind == FIELD_TAGS ? ", or as many choices" : "");
}

static bool read_type(const struct settings *settings, const struct member *member, struct type *type)
{
	struct schema_reader *reader = settings->context;

	*type = (struct type){.name = member->key, .place = member->place, .template = STR("entry.html")};
	if (!setting_name(settings, member->key, member->place))
		return false;
	reader->owner = type;
	type->index = reader->schema->type_count;
	type->fields = arena_array(
		settings->arena, struct field, (size_t)(uintptr_t)map_get(&reader->inverses, type->name));
	settings_read(settings, member, "a type", TYPE_KEYS, COUNT_OF(TYPE_KEYS), type);
	if (type->label_one.len == 0)
		type->label_one = label_from_name(settings->arena, type->name);
	if (type->label_many.len == 0)
		type->label_many = type->label_one;
	if (member->value->kind != VALUE_MAP)
		return true;
	for (size_t i = 0; i < type->field_count; i++)
		check_reserved(settings, &type->fields[i]);
	check_home(settings, type, member->value);
	check_role(settings, type, member->value);
	return true;
}

/* ---- refs ---- */

static void count_inverses(struct map *counts, const struct value *fields)
{
	for (size_t i = 0; fields && fields->kind == VALUE_MAP && i < fields->map.count; i++) {
		const struct value *field = fields->map.members[i].value;
		const struct member *to = value_member(field, STR("to"));
		const struct value *const *items;
		size_t count = to && value_get(field, STR("inverse")) ? setting_items(to, &items) : 0;

		for (size_t j = 0; j < count; j++)
			if (items[j]->kind == VALUE_TEXT) {
				struct str name = str_trim(items[j]->text);

				map_set(counts, name, (void *)((uintptr_t)map_get(counts, name) + 1));
			}
		count_inverses(counts, value_get(field, STR("fields")));
	}
}

static void unknown_target(const struct settings *settings, const struct value *item, struct str name)
{
	const struct schema_reader *reader = settings->context;
	struct arena *text = &settings->diags->text;

	schema_complain(settings, item->place, "there is no type \"%.*s\"%.*s", STR_ARG(diag_shown(text, name)),
		STR_ARG(diag_did_you_mean(text, map_nearest(&reader->by_name, name))));
}

static bool leads_to(const struct field *field, const struct type *type)
{
	for (size_t i = 0; i < field->to_count; i++)
		if (field->to[i] == type)
			return true;
	return false;
}

static void resolve_targets(const struct settings *settings, const struct pending_ref *pending)
{
	const struct schema_reader *reader = settings->context;
	struct field *field = pending->field;
	const struct value *const *items;
	size_t count = setting_items(pending->to, &items);

	field->to = arena_array(settings->arena, const struct type *, count);
	for (size_t i = 0; i < count; i++) {
		struct str name;

		if (!setting_item_text(settings, pending->to, items[i], &name))
			continue;
		const struct type *type = map_get(&reader->by_name, name);
		if (!type)
			unknown_target(settings, items[i], name);
		else if (leads_to(field, type))
			schema_complain(settings, items[i]->place, "the type \"%.*s\" stands here twice", STR_ARG(name));
		else
			field->to[field->to_count++] = type;
	}
}

/* The field of the same name on a target, if it leads back; the field itself where it leads to its own type. */
static const struct field *way_back(const struct pending_ref *pending, const struct type *target)
{
	const struct field *field = target == pending->owner ? pending->field : schema_field(target, pending->field->name);

	return field && field->kind == FIELD_REF && leads_to(field, pending->owner) ? field : NULL;
}

/* What follows a relation to its end has to be able to go on from where it leads. */
static void check_ways(const struct settings *settings, const struct pending_ref *pending)
{
	const struct field *field = pending->field;
	bool returns = field->to_count == 0;

	for (size_t i = 0; i < field->to_count; i++) {
		const struct field *back = way_back(pending, field->to[i]);

		returns = returns || back;
		if (field->symmetric && !(back && back->symmetric))
			schema_complain(settings, field->place,
				"\"%.*s\" is symmetric, but the type \"%.*s\" has no symmetric field of that name which leads back",
				STR_ARG(field->name), STR_ARG(field->to[i]->name));
	}
	if (field->acyclic && !returns)
		schema_complain(settings, field->place,
			"\"%.*s\" is acyclic, but does not lead to its own type: it can have no cycles", STR_ARG(field->name));
}

/* Whether a type can get a computed field of this name. */
static bool name_is_free(const struct settings *settings, struct place place, const struct type *type, struct str name)
{
	const struct field *there = schema_field(type, name);

	if (there && there->computed)
		schema_complain(settings, place,
			"\"%.*s\" is the inverse of \"%.*s\" on the type \"%.*s\" already; choose another name", STR_ARG(name),
			STR_ARG(there->inverse->name), STR_ARG(type->name));
	else if (there)
		schema_complain(settings, place,
			"the type \"%.*s\" declares a field \"%.*s\" itself; choose another name for the inverse",
			STR_ARG(type->name), STR_ARG(name));
	else if (reserved_key(name))
		schema_complain(
			settings, place, "\"%.*s\" belongs to every entry; choose another name for the inverse", STR_ARG(name));
	return !there && !reserved_key(name);
}

static void add_inverse(const struct settings *settings, const struct pending_ref *pending)
{
	struct schema_reader *reader = settings->context;
	struct field *field = pending->field;
	struct str name = str_trim(pending->inverse->value->text);
	struct place place = pending->inverse->value->place;

	if (field->symmetric) {
		schema_complain(settings, place, "a symmetric field is its own inverse; delete `inverse` or `symmetric`");
		return;
	}
	if (!setting_name(settings, name, place))
		return;
	for (size_t i = 0; i < field->to_count; i++) {
		struct type *type = &reader->schema->types[field->to[i]->index];

		if (!name_is_free(settings, place, type, name))
			continue;
		struct field *computed = &type->fields[type->field_count++];
		*computed = (struct field){.name = name,
			.kind = FIELD_REF,
			.many = true,
			.computed = true,
			.inverse = field,
			.label = label_from_name(settings->arena, name),
			.place = place,
			.to_count = 1};
		computed->to = arena_array(settings->arena, const struct type *, 1);
		computed->to[0] = pending->owner;
		if (!field->inverse)
			field->inverse = computed;
	}
}

/* ---- types side by side ---- */

/* Where a key of a type stands; the type itself if it has none. */
static struct place key_place(const struct member *types, const struct type *type, struct str key)
{
	const struct member *member = value_member(value_get(types->value, type->name), key);

	return member ? member->value->place : type->place;
}

static struct str lower(struct arena *arena, struct str text)
{
	struct str copy = str_copy(arena, text);

	for (size_t i = 0; i < copy.len; i++)
		if (copy.data[i] >= 'A' && copy.data[i] <= 'Z')
			((char *)copy.data)[i] = (char)(copy.data[i] - 'A' + 'a');
	return copy;
}

/* No folder is another's or lies in another's, and ids of records do not look as if they lay in one. */
static void check_homes(const struct settings *settings, const struct member *types, const struct schema *schema)
{
	struct map homes = {0};

	for (size_t i = 0; i < schema->type_count; i++) {
		const struct type *type = &schema->types[i];
		struct str home = lower(settings->arena, type->file.len ? path_without_extension(type->file) : type->folder);
		struct place place = key_place(types, type, type->file.len ? STR("file") : STR("folder"));

		if (home.len == 0)
			continue;
		const struct type *other = map_get(&homes, home);
		if (other)
			schema_complain(settings, place, "the types \"%.*s\" and \"%.*s\" both have their entries in content/%.*s",
				STR_ARG(other->name), STR_ARG(type->name), STR_ARG(home));
		else
			map_set(&homes, home, (void *)type);
	}
	for (size_t i = 0; i < homes.count; i++) {
		const struct type *type = homes.items[i].value, *outer = NULL;

		for (struct str above = path_folder(homes.items[i].key); above.len && !outer; above = path_folder(above))
			outer = map_get(&homes, above);
		if (outer)
			schema_complain(settings, key_place(types, type, type->file.len ? STR("file") : STR("folder")),
				"the entries of \"%.*s\" would lie inside those of \"%.*s\"; choose a folder beside it",
				STR_ARG(type->name), STR_ARG(outer->name));
	}
	map_release(&homes);
}

static void check_letters(const struct settings *settings, const struct member *types, const struct schema *schema)
{
	struct map letters = {0};

	for (size_t i = 0; i < schema->type_count; i++) {
		const struct type *type = &schema->types[i];
		const struct type *other = map_get(&letters, type->letter);

		if (other)
			schema_complain(settings, key_place(types, type, STR("letter")),
				"the type \"%.*s\" has the letter \"%.*s\" already", STR_ARG(other->name), STR_ARG(type->letter));
		else if (type->letter.len)
			map_set(&letters, type->letter, (void *)type);
	}
	map_release(&letters);
}

/* ---- the whole ---- */

void parse_schema(const struct settings *outer, const struct member *types, struct schema *schema)
{
	struct schema_reader reader = {.schema = schema};
	struct settings settings = *outer;

	settings.context = &reader;
	if (!setting_is(&settings, types, VALUE_MAP))
		return;
	schema->types = arena_array(settings.arena, struct type, types->value->map.count);
	for (size_t i = 0; i < types->value->map.count; i++)
		count_inverses(&reader.inverses, value_get(types->value->map.members[i].value, STR("fields")));
	for (size_t i = 0; i < types->value->map.count; i++) {
		struct type *type = &schema->types[schema->type_count];

		if (!read_type(&settings, &types->value->map.members[i], type))
			continue;
		map_set(&reader.by_name, type->name, type);
		schema->type_count++;
	}
	for (size_t i = 0; i < reader.pending_count; i++)
		resolve_targets(&settings, &reader.pending[i]);
	for (size_t i = 0; i < reader.pending_count; i++)
		check_ways(&settings, &reader.pending[i]);
	for (size_t i = 0; i < reader.pending_count; i++)
		if (reader.pending[i].inverse)
			add_inverse(&settings, &reader.pending[i]);
	check_homes(&settings, types, schema);
	check_letters(&settings, types, schema);
	map_release(&reader.by_name);
	map_release(&reader.inverses);
	free(reader.pending);
}
