/* How it works: whatever will stand in the output claims its address in one map, keyed by the address as a file system
 * that ignores case and composes characters sees it. Living pages come first, then files, then aliases, so that the
 * one that is told to give way is the one that can. */
#include <stdlib.h>

#include "base/fold.h"
#include "base/path.h"
#include "base/utf8.h"
#include "link/link.h"
#include "link/linker.h"
#include "model/data_files.h"

/* Addresses are the same when a file system that ignores case or composes characters takes them for one. */
static struct str address_key(struct linker *linker, struct str address)
{
	struct buf *key = &linker->buf;
	bool ascii = true;
	uint32_t c;

	buf_reset(key);
	for (size_t at = 0; at < address.len;) {
		at += utf8_decode(address, at, &c);
		ascii = ascii && c < 0x80;
		/* two characters that names fold and file systems do not: soft hyphen and right quote */
		if (c == 0xad || c == 0x2019)
			buf_utf8(key, c);
		else
			fold_point(key, c);
	}
	if (ascii)
		return buf_str(key);
	size_t folded = key->len;
	struct buf composed = {0};
	fold_compose(&composed, (struct str){key->data, folded});
	buf_reset(key);
	buf_put(key, buf_str(&composed));
	buf_release(&composed);
	return buf_str(key);
}

const struct claim *claim_at(struct linker *linker, struct str address)
{
	const struct claim *claim = map_get(&linker->claims, address_key(linker, address));

	return claim && str_equal(claim->address, address) ? claim : NULL;
}

static const struct generated_page *reserved(struct str key)
{
	for (size_t i = 0; i < GENERATED_PAGE_COUNT; i++) {
		struct str address = GENERATED_PAGES[i].address;

		bool folder = str_ends(address, STR("/"));

		/* nor can anything stand in a folder of a file's name */
		if (str_starts(key, address) && (folder || key.len == address.len || key.data[address.len] == '/'))
			return &GENERATED_PAGES[i];
	}
	return NULL;
}

bool address_fits(struct str address)
{
	enum { LONGEST_NAME = 255, LONGEST_ADDRESS = 1000 };
	struct str rest = address, name;
	bool fits = address.len <= LONGEST_ADDRESS;

	while (fits && str_split(&rest, '/', &name))
		fits = name.len <= LONGEST_NAME;
	return fits;
}

static struct place place_of(const struct claim *claim)
{
	if (claim->alias)
		return claim->alias->place;
	return claim->entry ? claim->entry->place : (struct place){0};
}

static void report_reserved(struct linker *linker, const struct claim *claim, const struct generated_page *page)
{
	if (str_ends(page->address, STR("/")))
		diag_add(linker->diags, DIAG_ADDRESS_RESERVED, claim->path, place_of(claim),
			"the address \"%.*s\" is reserved: glossa keeps its own files in \"%.*s\"; choose another name",
			STR_ARG(shown(linker, claim->address)), STR_ARG(page->address));
	else
		diag_add(linker->diags, DIAG_ADDRESS_RESERVED, claim->path, place_of(claim),
			"the address \"%.*s\" is reserved for the page that glossa writes there; choose another name",
			STR_ARG(shown(linker, claim->address)));
}

static void report_collision(struct linker *linker, const struct claim *claim, const struct claim *first)
{
	bool same = str_equal(claim->address, first->address);
	struct str role = first->alias ? STR("an alias in ") : STR("");
	struct str holder = first->path.len ? first->path : STR("the index page of a type");

	if (claim->alias && claim->entry == first->entry && !first->alias)
		diag_add(linker->diags, DIAG_ADDRESS_COLLISION, claim->path, place_of(claim),
			"the alias \"%.*s\" is the address that the page has now; drop the alias",
			STR_ARG(shown(linker, claim->address)));
	else
		diag_add(linker->diags, DIAG_ADDRESS_COLLISION, claim->path, place_of(claim),
			"the %s \"%.*s\" is taken by %.*s%.*s%s%.*s%s; %s", claim->alias ? "alias" : "address",
			STR_ARG(shown(linker, claim->address)), STR_ARG(role), STR_ARG(holder), same ? "" : " (\"",
			STR_ARG(same ? STR("") : shown(linker, first->address)),
			same ? "" : "\", which differs only in case or in how characters are composed)",
			claim->alias ? "drop the alias" : "rename one of the two");
}

/* Whether the claim holds; false when it was refused. */
static bool claim_address(struct linker *linker, struct claim claim)
{
	struct str key = address_key(linker, claim.address);
	const struct generated_page *page = reserved(key);
	const struct claim *first = map_get(&linker->claims, key);

	if (claim.address.len == 0)
		return false;
	if (!address_fits(claim.address)) {
		diag_add(linker->diags, DIAG_ADDRESS_LENGTH, claim.path, place_of(&claim),
			"the %s \"%.*s\" is too long for file systems; shorten it", claim.alias ? "alias" : "address",
			STR_ARG(shown(linker, claim.address)));
		return false;
	}
	if (page && claim.path.len) {
		report_reserved(linker, &claim, page);
		return false;
	}
	if (first) {
		report_collision(linker, &claim, first);
		return false;
	}
	struct claim *kept = arena_new(&linker->scratch, struct claim);
	*kept = claim;
	map_set(&linker->claims, str_copy(&linker->scratch, key), kept);
	return true;
}

/* A page at "a.html" and one at "a.html/b.html" cannot both be: a file is no folder. */
static void check_folders(struct linker *linker)
{
	for (size_t i = 0; i < linker->claims.count; i++) {
		const struct claim *claim = linker->claims.items[i].value;
		struct str folder = path_folder(linker->claims.items[i].key);

		for (; folder.len; folder = path_folder(folder)) {
			const struct claim *file = map_get(&linker->claims, folder);

			if (!file)
				continue;
			diag_add(linker->diags, DIAG_ADDRESS_COLLISION, claim->path, place_of(claim),
				"the address \"%.*s\" needs a folder \"%.*s\", but that is the address of %.*s; rename one of the two",
				STR_ARG(shown(linker, claim->address)), STR_ARG(shown(linker, file->address)), STR_ARG(file->path));
			break;
		}
	}
}

void link_assets(struct site *site)
{
	const struct source_list *files = site->tree ? &site->tree->of[SOURCE_ASSET] : NULL;

	for (size_t i = 0; files && i < files->count; i++) {
		struct source *source = &files->items[i];

		if (map_has(&site->assets, source->path) || !str_starts(source->path, STR("content/")))
			continue;
		struct asset *asset = arena_new(&site->asset_arena, struct asset);
		*asset = (struct asset){.source = source, .address = str_from_index(source->path, sizeof("content/") - 1)};
		map_set(&site->assets, source->path, asset);
	}
}

/* Where each type's index stands, and the entry that opens it. */
static void find_type_pages(struct linker *linker)
{
	struct site *site = linker->site;
	const struct schema *schema = &site->config->schema;

	site->type_pages = arena_array(linker->arena, struct type_page, schema->type_count);
	for (size_t i = 0; i < schema->type_count; i++) {
		if (!schema->types[i].folder.len)
			continue;
		struct str id = str_join(linker->arena, schema->types[i].folder, STR("/index"));

		site->type_pages[i].address = str_join(linker->arena, id, STR(".html"));
		site->type_pages[i].entry = map_get(&site->by_id, id);
	}
}

static void report_homeless(struct linker *linker, const struct type *type)
{
	struct str best = names_suggest(&linker->names, type->page, &(struct name_scope){.ids_only = true});

	diag_add(linker->diags, DIAG_SITE_TYPE, STR("site.yaml"), type->place,
		"the records of \"%.*s\" stand on the page \"%.*s\", which does not exist%.*s", STR_ARG(type->name),
		STR_ARG(type->page), STR_ARG(did_you_mean(linker, best)));
}

/* Records stand on the page of another entry, which may not be there. */
static void place_records(struct linker *linker)
{
	struct site *site = linker->site;
	bool *reported = arena_array(&linker->scratch, bool, site->config->schema.type_count);

	for (size_t i = 0; i < site->entry_count; i++) {
		struct entry *entry = &site->entries[i];

		if (!entry->record || !entry->type || !entry->type->page.len)
			continue;
		const struct entry *page = map_get(&site->by_id, entry->type->page);
		if (page && !page->record) {
			entry->address = str_format(linker->arena, "%.*s#%.*s", STR_ARG(page->address), STR_ARG(entry->anchor));
		} else if (!reported[entry->type->index]) {
			reported[entry->type->index] = true;
			report_homeless(linker, entry->type);
		}
	}
}

/* What stands beside a page with `outputs: [entries]`. */
static void claim_entry_files(struct linker *linker)
{
	const struct site *site = linker->site;

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		for (unsigned file = 0; file < ENTRY_FILES && entry_has_files(site, entry); file++)
			claim_address(
				linker, (struct claim){.address = entry_file_address(&linker->scratch, entry, (enum entry_file)file),
							.path = entry->path,
							.entry = entry});
	}
}

static void claim_pages(struct linker *linker)
{
	const struct site *site = linker->site;
	struct site_page page;

	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		/* of two entries with one id the second is reported already */
		if (!entry->record && map_get(&site->by_id, entry->id) == entry)
			claim_address(linker, (struct claim){.address = entry->address, .path = entry->path, .entry = entry});
	}
	claim_entry_files(linker);
	for (size_t i = 0; i < GENERATED_PAGE_COUNT; i++) /* those that can be linked to */
		if (site_page_named(site, GENERATED_PAGES[i].name, &page) && !page.entry && !page.type)
			claim_address(linker, (struct claim){.address = page.address});
	for (size_t i = 0; i < site->config->schema.type_count; i++)
		if (!site->type_pages[i].entry)
			claim_address(linker, (struct claim){.address = site->type_pages[i].address});
	for (size_t i = 0; i < site->assets.count; i++) {
		const struct asset *asset = site->assets.items[i].value;
		bool own = str_starts(asset->source->path, STR("content/"));

		/* static/ has its folder to itself, and may bring a robots.txt of its own */
		if (own || !reserved(address_key(linker, asset->address)))
			claim_address(linker, (struct claim){.address = asset->address, .path = asset->source->path});
	}
}

void link_addresses(struct linker *linker)
{
	find_type_pages(linker);
	place_records(linker);
	claim_pages(linker);
}

/* An old id of a record stays on the page that the record stands on. */
static void place_old_id(struct linker *linker, const struct entry *record, struct alias *alias)
{
	struct str page = str_slice(record->address, 0, str_find_char(record->address, '#', 0));

	alias->address = str_format(linker->arena, "%.*s#%.*s", STR_ARG(page), STR_ARG(alias->anchor));
	if (map_has(&linker->site->by_id, path_join(&linker->item, path_folder(record->id), alias->anchor)))
		diag_add(linker->diags, DIAG_ADDRESS_COLLISION, record->path, alias->place,
			"the alias \"%.*s\" is the id that a record has now; drop the alias",
			STR_ARG(shown(linker, alias->anchor)));
	arena_reset(&linker->item);
}

static int by_from(const void *left, const void *right)
{
	const struct redirect *a = left, *b = right;

	return str_compare(a->from, b->from);
}

void link_redirects(struct linker *linker)
{
	struct site *site = linker->site;
	size_t count = 0;

	for (size_t i = 0; i < site->entry_count; i++)
		count += site->entries[i].alias_count;
	site->redirects = arena_array(linker->arena, struct redirect, count);
	site->redirect_count = 0;
	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		for (size_t at = 0; at < entry->alias_count; at++) {
			struct alias *alias = &entry->aliases[at];

			if (alias->anchor.len)
				place_old_id(linker, entry, alias);
			struct claim claim = {.address = alias->address, .path = entry->path, .entry = entry, .alias = alias};
			if (claim_address(linker, claim) && !alias->anchor.len)
				site->redirects[site->redirect_count++] = (struct redirect){alias->address, entry->address};
		}
	}
	check_folders(linker);
	qsort(site->redirects, site->redirect_count, sizeof(*site->redirects), by_from);
}
