/* How it works: after linking, every link, reference and citation knows its target and its place. Those of the entry
 * are looked up in the bytes of their file, from that place on, and replaced. What cannot be found where it should be
 * stops the whole: nothing is guessed. */
#include "command/renaming.h"

#include "base/fold.h"
#include "base/path.h"
#include "model/view.h"
#include "read/sources.h"

static struct source *source_at(struct renaming *renaming, struct str path)
{
	struct source *source = NULL;

	for (int kind = 0; kind < SOURCE_KIND_COUNT && !source; kind++)
		source = source_find(&renaming->build->tree, (enum source_kind)kind, path);
	return source;
}

/* The edits of a file, begun when first asked for; NULL, with the trouble said, when it cannot be read. */
static struct edits *edits_of(struct renaming *renaming, struct str path)
{
	struct edits *edits = map_get(&renaming->files, path);
	struct source *source = edits ? NULL : source_at(renaming, path);

	if (edits)
		return edits;
	if (!source || !source_load(&renaming->build->tree, source, &renaming->build->diags)) {
		renaming->trouble = str_format(renaming->arena, "%.*s cannot be read", STR_ARG(path));
		return NULL;
	}
	edits = arena_new(renaming->arena, struct edits);
	*edits = (struct edits){.path = source->path, .new_path = source->path, .old = source->bytes};
	map_set(&renaming->files, edits->path, edits);
	return edits;
}

/* The byte at a place; a column beyond the line is its end, column 0 its beginning. */
static size_t offset_of(struct str text, struct place place)
{
	size_t at = 0;

	for (uint32_t line = 1; line < place.line && at < text.len; line++)
		at = str_find_char(text, '\n', at) + 1;
	for (uint32_t column = 1; column < place.column && at < text.len && text.data[at] != '\n'; at++)
		if (at + 1 >= text.len || ((unsigned char)text.data[at + 1] & 0xc0) != 0x80)
			column++;
	return at < text.len ? at : text.len;
}

static bool lost(struct renaming *renaming, struct str path, struct place place, struct str name)
{
	renaming->trouble = str_format(renaming->arena,
		"%.*s:%u: cannot tell where \"%.*s\" is written; change it by hand first", STR_ARG(path), place.line,
		STR_ARG(name));
	return false;
}

/* ---- names ---- */

static bool same_folded(struct renaming *renaming, struct str a, struct str b)
{
	return str_equal(fold_name_copy(renaming->arena, a), fold_name_copy(renaming->arena, b));
}

static bool has_form(struct renaming *renaming, const struct entry *entry, struct str name)
{
	for (size_t i = 0; i < entry->form_count; i++)
		if (same_folded(renaming, entry->forms[i].text, name))
			return true;
	return same_folded(renaming, entry->title, name);
}

/* What to write instead of a name of the entry; without data where it stays: a title goes on meaning the entry. */
static struct str renamed(struct renaming *renaming, struct str name)
{
	const struct entry *entry = renaming->entry;
	bool is_id = str_equal(name, entry->id), is_base = str_equal(name, path_base(entry->id));

	if (!is_id && !is_base) {
		if (has_form(renaming, entry, name))
			return (struct str){0};
		is_id = same_folded(renaming, name, entry->id);
		is_base = same_folded(renaming, name, path_base(entry->id));
	}
	if (is_id)
		return renaming->new_id;
	if (is_base && !str_equal(path_base(renaming->new_id), path_base(entry->id)))
		return renaming->new_name;
	return (struct str){0};
}

/* The new file name alone, where no other entry goes by it; else the id. */
static struct str short_name(struct renaming *renaming)
{
	const struct site *site = &renaming->build->site;
	struct str base = path_base(renaming->new_id);

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *other = &site->entries[i];

		if (other != renaming->entry &&
			(same_folded(renaming, path_base(other->id), base) || has_form(renaming, other, base)))
			return renaming->new_id;
	}
	return base;
}

/* ---- places ---- */

typedef bool fits_here(struct str text, size_t at, size_t end);

/* Replaces the first `written` at or after a place that is not replaced yet and stands where such a thing can. */
static bool replace_from(
	struct renaming *renaming, struct edits *edits, size_t at, struct str written, struct str instead, fits_here *fits)
{
	while ((at = str_find(edits->old, written, at)) < edits->old.len) {
		if (fits(edits->old, at, at + written.len) &&
			edits_add(renaming->arena, edits, at, at + written.len, instead)) {
			renaming->places++;
			return true;
		}
		at++;
	}
	return false;
}

static bool is_name_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ||
	       (unsigned char)c >= 0x80;
}

static bool fits_link(struct str text, size_t at, size_t end)
{
	while (at > 0 && text.data[at - 1] == ' ')
		at--;
	while (end < text.len && text.data[end] == ' ')
		end++;
	return at > 1 && text.data[at - 1] == '[' && text.data[at - 2] == '[' && end < text.len &&
	       (text.data[end] == '|' || text.data[end] == '#' || text.data[end] == ']' || text.data[end] == '\\');
}

static bool fits_citation(struct str text, size_t at, size_t end)
{
	return at > 0 && text.data[at - 1] == '@' && (end == text.len || !is_name_byte(text.data[end]));
}

static bool fits_scalar(struct str text, size_t at, size_t end)
{
	return (at == 0 || !is_name_byte(text.data[at - 1])) && (end == text.len || !is_name_byte(text.data[end]));
}

/* (path), (<path>), [label]: path */
static bool fits_path(struct str text, size_t at, size_t end)
{
	if (at > 0 && text.data[at - 1] == '<')
		at--;
	while (at > 0 && (text.data[at - 1] == ' ' || text.data[at - 1] == '\n'))
		at--;
	return at > 1 && text.data[at - 2] == ']' && (text.data[at - 1] == '(' || text.data[at - 1] == ':') &&
	       (end == text.len || strchr(")#> \t\r\n", text.data[end]));
}

/* ---- what names the entry ---- */

static bool change_link(struct renaming *renaming, const struct entry *by, const struct link *link)
{
	struct str name = str_trim(link->target), instead = renamed(renaming, name);

	if (!instead.data || link->to != renaming->entry || !name.len)
		return true;
	struct edits *edits = edits_of(renaming, by->path);
	if (!edits)
		return false;
	/* in a field of several lines only the line is known, and not always that */
	size_t at = offset_of(edits->old, link->place), line = offset_of(edits->old, (struct place){link->place.line, 1});
	return replace_from(renaming, edits, at, name, instead, fits_link) ||
	       replace_from(renaming, edits, line, name, instead, fits_link) || lost(renaming, by->path, link->place, name);
}

/* The way to a file from where its link will stand. */
static struct str path_instead(struct renaming *renaming, const struct entry *by, struct str written, bool to_entry)
{
	struct str from = by == renaming->entry ? renaming->new_path : by->path, to;
	struct buf path = {0};

	if (!path_resolve(renaming->arena, path_folder(by->path), written, &to))
		return (struct str){0};
	if (to_entry)
		to = str_join(renaming->arena, path_without_extension(renaming->new_path),
			str_format(renaming->arena, ".%.*s", STR_ARG(path_extension(written))));
	path_relative(&path, from, to);
	if (str_ends(written, STR("/")))
		buf_char(&path, '/');
	struct str instead = str_copy(renaming->arena, buf_str(&path));
	buf_release(&path);
	return instead;
}

/* A definition that several links share is changed once. */
static bool changed_already(const struct edits *edits, struct str written)
{
	for (size_t at = 0; (at = str_find(edits->old, written, at)) < edits->old.len; at++)
		if (fits_path(edits->old, at, at + written.len) && edits_has(edits, at))
			return true;
	return false;
}

static bool change_path(
	struct renaming *renaming, const struct entry *by, struct str written, struct place place, bool to_entry)
{
	if (!to_entry && by != renaming->entry)
		return true;
	struct str instead = path_instead(renaming, by, written, to_entry);
	if (!instead.data || str_equal(instead, written))
		return true;
	struct edits *edits = edits_of(renaming, by->path);
	if (!edits)
		return false;
	size_t line = offset_of(edits->old, (struct place){place.line, 1});
	return replace_from(renaming, edits, offset_of(edits->old, place), written, instead, fits_path) ||
	       replace_from(renaming, edits, line, written, instead, fits_path) || changed_already(edits, written) ||
	       replace_from(renaming, edits, by->body_offset, written, instead, fits_path) ||
	       lost(renaming, by->path, place, written);
}

static bool change_body(struct renaming *renaming, const struct entry *by)
{
	const struct body *body = &by->body;
	bool new_key = !str_equal(path_base(renaming->new_id), path_base(renaming->entry->id));

	for (size_t i = 0; i < body->link_count; i++) {
		const struct link *link = &body->links[i];

		if (link->typed ? !change_link(renaming, by, link)
						: link->is_path && link->target.len &&
							  !change_path(renaming, by, link->target, link->place, link->to == renaming->entry))
			return false;
	}
	for (size_t i = 0; i < body->image_count; i++)
		if (body->images[i].file.len &&
			!change_path(renaming, by, body->images[i].address, body->images[i].place, false))
			return false;
	for (size_t i = 0; i < body->citation_count && new_key; i++) {
		const struct citation *citation = &body->citations[i];

		for (size_t at = 0; at < citation->item_count; at++) {
			const struct cite_item *item = &citation->items[at];

			if (item->source != renaming->entry)
				continue;
			struct edits *edits = edits_of(renaming, by->path);
			if (!edits)
				return false;
			if (!replace_from(renaming, edits, offset_of(edits->old, citation->place), item->key,
					path_base(renaming->new_id), fits_citation))
				return lost(renaming, by->path, citation->place, item->key);
		}
	}
	return true;
}

/* A name in YAML, at the place of its scalar or of the map that it stands in. */
static bool change_scalar(
	struct renaming *renaming, struct str path, struct place place, struct str name, struct str instead)
{
	struct edits *edits = edits_of(renaming, path);

	if (!edits)
		return false;
	return replace_from(renaming, edits, offset_of(edits->old, place), name, instead, fits_scalar) ||
	       lost(renaming, path, place, name);
}

static bool change_view_name(struct renaming *renaming, const struct entry *by, struct str name, struct place place)
{
	const struct entry *entry = renaming->entry;
	struct str base = path_base(entry->id), instead = renaming->new_id;

	if (str_equal(name, base) && !str_equal(name, entry->id))
		instead = path_base(renaming->new_id);
	else if (!str_equal(name, entry->id))
		return true;
	return str_equal(name, instead) || change_scalar(renaming, by->path, place, name, instead);
}

static bool change_front(struct renaming *renaming, const struct entry *by)
{
	struct str base = path_base(renaming->new_id);

	for (size_t i = 0; i < by->ref_count; i++) {
		const struct field_ref *ref = &by->refs[i];
		struct str instead = ref->target == renaming->entry ? renamed(renaming, ref->name) : (struct str){0};

		if (instead.data && !change_scalar(renaming, by->path, ref->place, ref->name, instead))
			return false;
	}
	for (size_t i = 0; i < by->source_count && !str_equal(base, path_base(renaming->entry->id)); i++)
		if (by->sources[i].source == renaming->entry &&
			!change_scalar(renaming, by->path, by->sources[i].place, by->sources[i].key, base))
			return false;
	return true;
}

/* A condition compares a reference with ids and names of files, exactly as they are written. */
static bool change_condition(
	struct renaming *renaming, const struct entry *by, const struct view *view, const struct view_test *test)
{
	bool names_entries = false;

	for (size_t i = 0; i < view->of_count; i++) {
		const struct field *field = view_path_field(view->of[i], &view->each, &test->path);

		names_entries |= field && (field->kind == FIELD_REF || str_equal(field->name, STR("id")));
	}
	for (size_t i = 0; test->wanted && names_entries && i < test->wanted->list.count; i++) {
		const struct value *name = test->wanted->list.items[i];

		if (!change_view_name(renaming, by, name->text, name->place))
			return false;
	}
	return true;
}

static bool change_views(struct renaming *renaming, const struct entry *by)
{
	for (size_t i = 0; i < by->body.view_count; i++) {
		const struct view *view = &by->body.views[i];

		for (size_t at = 0; at < view->test_count; at++)
			if (!change_condition(renaming, by, view, &view->tests[at]))
				return false;
		if (view->around.len && !change_view_name(renaming, by, view->around, view->around_place))
			return false;
	}
	return true;
}

/* The id of a record, where it stands. */
static bool change_id(struct renaming *renaming)
{
	const struct entry *entry = renaming->entry;
	const struct value *id = value_get(entry->front, STR("id"));

	return change_scalar(
		renaming, entry->path, id ? id->place : entry->place, entry->anchor, path_base(renaming->new_id));
}

static bool change_settings(struct renaming *renaming)
{
	const struct config *config = &renaming->build->config;
	const struct value *types = value_get(config->root, STR("types"));
	struct str settings = STR("site.yaml"), old = renaming->entry->id;

	for (size_t i = 0; i < config->nav_count; i++)
		if (str_equal(config->nav[i].target, old) &&
			!change_scalar(renaming, settings, config->nav[i].place, old, renaming->new_id))
			return false;
	for (size_t i = 0; i < config->schema.type_count; i++) {
		const struct type *type = &config->schema.types[i];
		const struct value *page = value_get(value_get(types, type->name), STR("page"));

		if (page && str_equal(type->page, old) &&
			!change_scalar(renaming, settings, page->place, old, renaming->new_id))
			return false;
	}
	return true;
}

/* ---- the old address ---- */

static void put_aliases(
	struct buf *out, const struct entry *entry, struct str add, struct str remove, struct str line_end)
{
	const char *before = "";

	buf_put(out, STR("aliases: ["));
	for (size_t i = 0; i < entry->alias_count; i++) {
		if (str_equal(entry->aliases[i].address, remove) || str_equal(entry->aliases[i].address, add))
			continue;
		buf_printf(out, "%s%.*s", before, STR_ARG(entry->aliases[i].address));
		before = ", ";
	}
	buf_printf(out, "%s%.*s]%.*s", before, STR_ARG(add), STR_ARG(line_end));
}

/* Where the value of a key that begins at `at` ends: before the next line that is neither indented nor a list's. */
static size_t value_end(struct str text, size_t at)
{
	do
		at = str_find_char(text, '\n', at) + 1;
	while (at < text.len &&
		   (text.data[at] == ' ' || (text.data[at] == '-' && !str_starts(str_from_index(text, at), STR("---")))));
	return at < text.len ? at : text.len;
}

/* Moves old addresses in a front matter: `add` becomes an alias, `remove` is none any more. */
static bool renaming_alias(struct renaming *renaming, struct edits *edits, struct str add, struct str remove)
{
	const struct entry *entry = renaming->entry;
	const struct member *member = value_member(entry->front, STR("aliases"));
	struct buf line = {0};
	size_t from, to;

	put_aliases(&line, entry, add, remove, str_contains(edits->old, STR("\r\n")) ? STR("\r\n") : STR("\n"));
	if (member) {
		from = offset_of(edits->old, member->place);
		to = value_end(edits->old, from);
	} else { /* before the line that ends the front matter */
		from = offset_of(edits->old, (struct place){entry->body_line - 1, 1});
		to = from + 3;
		buf_put(&line, STR("---"));
	}
	bool fits = entry->body_line > 1 && to <= edits->old.len &&
	            (member || str_equal(str_slice(edits->old, from, to), STR("---")));
	fits = fits && edits_add(renaming->arena, edits, from, to, str_copy(renaming->arena, buf_str(&line)));
	buf_release(&line);
	return fits || lost(renaming, entry->path, (struct place){1, 1}, STR("aliases"));
}

/* Before the first of the old ids: in [a, b], in a list of lines, or alone. */
static bool add_to_aliases(struct renaming *renaming, struct edits *edits, const struct value *first)
{
	struct str old = renaming->entry->anchor, text = edits->old;
	size_t at = offset_of(text, first->place), line = offset_of(text, (struct place){first->place.line, 1});
	struct str before = str_trim_end(str_slice(text, 0, at));
	char sign = before.len ? before.data[before.len - 1] : '\0';

	if (sign == '[')
		return edits_add(
			renaming->arena, edits, at, at + 1, str_format(renaming->arena, "%.*s, %c", STR_ARG(old), text.data[at]));
	if (sign == '-')
		return edits_add(renaming->arena, edits, at, at + 1,
			str_format(
				renaming->arena, "%.*s\n%.*s%c", STR_ARG(old), STR_ARG(str_slice(text, line, at)), text.data[at]));
	return sign == ':' && first->plain &&
	       edits_add(renaming->arena, edits, at, at + first->text.len,
			   str_format(renaming->arena, "[%.*s, %.*s]", STR_ARG(old), STR_ARG(first->text)));
}

/* Behind the id of the record, which is written as a block or between braces. */
static bool write_aliases(struct renaming *renaming, struct edits *edits)
{
	const struct entry *entry = renaming->entry;
	const struct member *id = value_member(entry->front, STR("id"));
	struct str text = edits->old, old = entry->anchor;
	size_t at = offset_of(text, id->value->place) + old.len + (id->value->plain ? 0 : 2);

	if (text.data[offset_of(text, entry->place)] == '{')
		return at < text.len && edits_add(renaming->arena, edits, at, at + 1,
									str_format(renaming->arena, ", aliases: [%.*s]%c", STR_ARG(old), text.data[at]));
	size_t end = str_find_char(text, '\n', at);
	return end < text.len && edits_add(renaming->arena, edits, end, end + 1,
								 str_format(renaming->arena, "\n%*saliases: [%.*s]%s", (int)id->place.column - 1, "",
									 STR_ARG(old), end && text.data[end - 1] == '\r' ? "\r\n" : "\n"));
}

/* Where a record has been before stays in its `aliases`; a name that it takes again is none any more. */
static bool keep_old_id(struct renaming *renaming)
{
	const struct entry *entry = renaming->entry;
	const struct value *aliases = value_get(entry->front, STR("aliases"));
	struct edits *edits = edits_of(renaming, entry->path);
	size_t count = aliases && aliases->kind == VALUE_LIST ? aliases->list.count : 0;

	for (size_t i = 0; edits && i < count; i++) {
		const struct value *item = aliases->list.items[i];

		if (str_equal(entry->aliases[i].anchor, path_base(renaming->new_id)))
			return change_scalar(renaming, entry->path, item->place, item->text, entry->anchor);
	}
	if (!edits)
		return false;
	bool kept = count ? add_to_aliases(renaming, edits, aliases->list.items[0])
	                  : !aliases && write_aliases(renaming, edits);
	return kept || lost(renaming, entry->path, entry->place, STR("aliases"));
}

bool renaming_collect(struct renaming *renaming)
{
	const struct site *site = &renaming->build->site;

	renaming->new_name = short_name(renaming);
	for (size_t i = 0; i < site->entry_count; i++)
		if (!change_front(renaming, &site->entries[i]) || !change_body(renaming, &site->entries[i]) ||
			!change_views(renaming, &site->entries[i]))
			return false;
	if (renaming->entry->record)
		return change_id(renaming) && (renaming->entry->draft || keep_old_id(renaming));
	if (!change_settings(renaming))
		return false;
	struct edits *own = edits_of(renaming, renaming->entry->path);
	if (!own)
		return false;
	own->new_path = renaming->new_path;
	struct str new_address = str_join(renaming->arena, renaming->new_id, STR(".html"));
	return renaming->entry->draft || renaming_alias(renaming, own, renaming->entry->address, new_address);
}
