/* How it works: renaming.c finds what has to change. The result is then loaded once more, in memory, and compared:
 * every link, reference and citation has to lead where it led before. Only then are files touched. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/path.h"
#include "command/building.h"
#include "command/renaming.h"
#include "command/replace_files.h"
#include "model/view.h"
#include "parse/fields.h"
#include "read/source_names.h"
#include "read/sources.h"

enum { DRY_RUN };
enum { ARGUMENT_OLD, ARGUMENT_NEW };

static const struct option OPTIONS[] = {
	[DRY_RUN] = {'n', "dry-run", NULL, "show what would change, as a diff, and change nothing"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa rename terms/r2p responsibility-to-protect", "in the same folder"},
	{"glossa rename r2p terms/norms/r2p", "into another"},
	{"glossa rename -n r2p rtop | less", "look before"},
	{0},
};

/* ---- what is asked for ---- */

static bool safe_name(struct str id)
{
	struct diags ignored = {0};
	struct str rest = id, piece;
	bool safe = id.len > 0 && id.data[id.len - 1] != '/';

	while (safe && str_split(&rest, '/', &piece))
		safe = piece.len && source_name_check(STR("content"), piece, &ignored) &&
		       !source_name_skipped(ROOT_CONTENT, piece);
	for (size_t i = 0; safe && i < id.len; i++) {
		unsigned char c = (unsigned char)id.data[i];

		safe = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		       strchr("-_./", c);
	}
	safe = safe && !source_name_skipped(ROOT_CONTENT, str_join(&ignored.text, path_base(id), STR(".md")));
	diags_release(&ignored);
	return safe;
}

/* "content/terms/b.md", "terms/b" and "b", which stays in the folder, are ids. */
static struct str wanted_id(struct arena *arena, const struct entry *entry, struct str name)
{
	if (str_starts(name, STR("content/")))
		name = str_from_index(name, sizeof("content/") - 1);
	else if (str_find_char(name, '/', 0) == name.len)
		name = path_join(arena, path_folder(entry->id), name);
	if (str_ends(name, STR(".md")))
		name.len -= 3;
	return name;
}

/* The type whose folder an id lies in. */
static const struct type *type_of_id(const struct schema *schema, struct str id)
{
	const struct type *best = NULL;

	for (size_t i = 0; i < schema->type_count; i++) {
		const struct type *type = &schema->types[i];

		if (type->folder.len && str_starts(id, type->folder) && id.len > type->folder.len &&
			id.data[type->folder.len] == '/' && (!best || best->folder.len < type->folder.len))
			best = type;
	}
	return best;
}

static const char *record_objection(const struct build *build, const struct entry *entry, struct str id)
{
	if (str_equal(entry->id, id))
		return "has this name already";
	if (!str_equal(path_folder(id), path_folder(entry->id)))
		return "is a record, and stays in its file";
	if (!anchor_name(path_base(id)))
		return "needs a name of letters, digits and hyphens";
	return map_has(&build->site.by_id, id) ? "cannot take the place of a record that is there" : NULL;
}

/* Why an entry cannot go to an id; NULL when it can. */
static const char *objection(const struct build *build, const struct entry *entry, struct str id)
{
	if (entry->record)
		return record_objection(build, entry, id);
	if (entry->type_index || str_equal(path_base(entry->id), STR("index")))
		return "is the index of its folder, and stays there";
	if (str_equal(entry->id, id))
		return "has this name already";
	if (!safe_name(id) || str_equal(path_base(id), STR("index")))
		return "needs a name of letters, digits and hyphens";
	if (type_of_id(&build->config.schema, id) != entry->type)
		return "would become an entry of another type there";
	return map_has(&build->site.by_id, id) ? "cannot take the place of an entry that is there" : NULL;
}

/* ---- the proof ---- */

static struct str mapped(const struct renaming *renaming, const struct entry *entry)
{
	if (!entry)
		return STR("");
	return entry == renaming->entry ? renaming->new_id : entry->id;
}

static bool same_targets(struct renaming *renaming, const struct entry *before, const struct entry *after)
{
	const struct body *a = &before->body, *b = &after->body;
	bool same = a->link_count == b->link_count && before->ref_count == after->ref_count &&
	            a->citation_count == b->citation_count && a->image_count == b->image_count &&
	            a->view_count == b->view_count;

	for (size_t i = 0; same && i < a->link_count; i++)
		same = str_equal(mapped(renaming, a->links[i].to), b->links[i].to ? b->links[i].to->id : STR("")) &&
		       str_equal(a->links[i].file, b->links[i].file);
	for (size_t i = 0; same && i < before->ref_count; i++)
		same = str_equal(
			mapped(renaming, before->refs[i].target), after->refs[i].target ? after->refs[i].target->id : STR(""));
	for (size_t i = 0; same && i < a->image_count; i++)
		same = str_equal(a->images[i].file, b->images[i].file);
	for (size_t i = 0; same && i < a->view_count; i++)
		same = a->views[i].result.count == b->views[i].result.count;
	if (!same)
		renaming->trouble = str_format(renaming->arena,
			"a link in %.*s would lead elsewhere: the new name is one that other text means something by",
			STR_ARG(before->path));
	return same;
}

static int by_path(const void *left, const void *right)
{
	return str_compare(((const struct source *)left)->path, ((const struct source *)right)->path);
}

/* Puts the new texts into a tree that has just been read. */
static void replace_sources(struct renaming *renaming, struct source_tree *tree)
{
	for (size_t i = 0; i < renaming->files.count; i++) {
		const struct edits *edits = renaming->files.items[i].value;
		struct source *source = NULL;
		struct buf text = {0};

		for (int kind = 0; kind < SOURCE_KIND_COUNT && !source; kind++)
			source = source_find(tree, (enum source_kind)kind, edits->path);
		if (!source)
			continue;
		edits_apply(edits, &text);
		buf_reserve(&text, 1);
		source_unload(source);
		source->bytes = buf_str(&text);
	}
	struct source_list *entries = &tree->of[SOURCE_ENTRY];
	struct source *moved = source_find(tree, SOURCE_ENTRY, renaming->entry->path);
	if (moved)
		moved->path = renaming->new_path;
	qsort(entries->items, entries->count, sizeof(*entries->items), by_path);
}

/* Loads the handbook as it will be. */
static bool prove(const struct call *call, struct renaming *renaming)
{
	struct build after = {.root = ".", .drafts = true};
	const struct site *site = &renaming->build->site;
	bool same;

	after.tree.limits[SOURCE_ENTRY] = UINT64_MAX;
	same = sources_read(&after.tree, after.root, &after.diags) == SOURCES_READ;
	if (same) {
		replace_sources(renaming, &after.tree);
		same = build_finish(&after, build_load_tree(&after)) == OUTCOME_OK;
		if (!same) {
			building_report(call, &after, REPORT_TEXT);
			renaming->trouble = STR("this is what would be wrong afterwards; nothing has been changed");
		}
	}
	for (size_t i = 0; same && i < site->entry_count; i++) {
		const struct entry *then = map_get(&after.site.by_id, mapped(renaming, &site->entries[i]));

		same = then && same_targets(renaming, &site->entries[i], then);
	}
	if (!same && !renaming->trouble.len)
		renaming->trouble = STR("the handbook changed meanwhile; try again");
	build_release(&after);
	return same;
}

/* ---- doing it ---- */

static void show(const struct renaming *renaming)
{
	struct buf out = {0};

	for (size_t i = 0; i < renaming->files.count; i++)
		edits_diff(renaming->files.items[i].value, &out);
	print_bytes(stdout, buf_str(&out));
	buf_release(&out);
}

static enum outcome apply(const struct call *call, struct renaming *renaming)
{
	size_t count = renaming->files.count;
	struct replacement *items = arena_array(call->arena, struct replacement, count);
	struct buf *texts = must_zalloc(count, sizeof(*texts));
	struct str failed = STR("");

	for (size_t i = 0; i < count; i++) {
		const struct edits *edits = renaming->files.items[i].value;

		edits_apply(edits, &texts[i]);
		items[i] = (struct replacement){.path = edits->path, .new_path = edits->new_path, .bytes = buf_str(&texts[i])};
	}
	bool replaced = replace_files(call->arena, items, count, &failed);
	int error = errno;
	for (size_t i = 0; i < count; i++)
		buf_release(&texts[i]);
	free(texts);
	if (!replaced) {
		complain("rename: %.*s: %s; nothing has been changed", STR_ARG(failed), strerror(error));
		return OUTCOME_ENVIRONMENT;
	}
	printf("%.*s\n", STR_ARG(renaming->new_path));
	if (!call->quiet)
		fprintf(stderr, "%zu places in %zu files name it anew\n", renaming->places, count);
	return OUTCOME_OK;
}

static enum outcome move(const struct call *call, struct build *build)
{
	struct str old = call->arguments[ARGUMENT_OLD];
	struct renaming renaming = {.arena = call->arena, .build = build, .entry = building_entry(&build->site, old)};

	if (!renaming.entry) {
		struct str meant = building_meant(call->arena, &build->site, old);

		complain("rename: no entry \"%.*s\", or several%.*s", STR_ARG(old), STR_ARG(meant));
		return OUTCOME_USAGE;
	}
	renaming.new_id = wanted_id(call->arena, renaming.entry, call->arguments[ARGUMENT_NEW]);
	renaming.new_path = renaming.entry->path;
	if (!renaming.entry->record)
		renaming.new_path = str_format(call->arena, "content/%.*s.md", STR_ARG(renaming.new_id));
	const char *why = objection(build, renaming.entry, renaming.new_id);
	if (why) {
		complain("rename: %.*s %s", STR_ARG(renaming.entry->id), why);
		return OUTCOME_USAGE;
	}
	enum outcome outcome = OUTCOME_OK;
	if (!renaming_collect(&renaming) || !prove(call, &renaming)) {
		complain("rename: %.*s", STR_ARG(renaming.trouble));
		outcome = OUTCOME_CONTENT;
	} else if (option_given(call, DRY_RUN)) {
		show(&renaming);
	} else {
		outcome = apply(call, &renaming);
	}
	map_release(&renaming.files);
	return outcome;
}

static enum outcome run(const struct call *call)
{
	struct build build = {.drafts = true};
	enum outcome outcome = building_load(call, &build);

	if (outcome == OUTCOME_OK)
		outcome = move(call, &build);
	else if (outcome == OUTCOME_CONTENT)
		complain("rename: mend these first: what names an entry can be told only in a handbook without errors");
	build_release(&build);
	return outcome;
}

const struct command command_rename = {
	.name = "rename",
	.arguments = "OLD NEW",
	.least = 2,
	.most = 2,
	.summary = "moves an entry and every link to it, leaves a redirect",
	.help = "Moves the file of the entry OLD (an id, or the name of its file) to the id NEW and writes the new name "
			"wherever a link, a reference, a citation or site.yaml names the old one. Links by a title or another "
			"form stay as they are. The old address becomes an alias. A record (events/e041) gets another id where "
			"it stands, and keeps the old one as its alias. All or nothing: when anything cannot be done, nothing is.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
