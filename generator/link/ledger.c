/* How it works: all that is published now is put into a map, and each line of the ledger is looked up. What is lost is
 * told once a page, with the line that keeps the promise: an alias in the entry that is nearest by name, an id behind
 * the heading that is nearest among those that the ledger does not know yet. */
#include "link/ledger.h"

#include "base/near.h"
#include "base/path.h"
#include "link/linker.h"
#include "link/paths.h"

enum { MOST_TOLD = 1000, MOST_COMPARED = 50 };

/* A map of which only the keys matter. */
static void add_to_set(struct map *set, struct str key)
{
	map_set(set, key, set);
}

/* ---- what is published ---- */

static bool is_number(struct str text)
{
	uint64_t number;

	return str_number(text, UINT32_MAX, &number);
}

/* "fig-3", "table-1-2": numbers that glossa gave and that move with the text. */
static bool is_counted(struct str id)
{
	static const struct str KINDS[] = {STR_INIT("fig-"), STR_INIT("table-"), STR_INIT("view-")};
	struct str rest, piece;

	for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
		bool counted = str_starts(id, KINDS[i]);

		for (rest = str_from_index(id, counted ? KINDS[i].len : 0); counted && str_split(&rest, '-', &piece);)
			counted = is_number(piece);
		if (counted)
			return true;
	}
	return false;
}

struct publishing {
	struct arena *arena;
	struct map *published;
};

static void publish(struct publishing *p, struct str address)
{
	add_to_set(p->published, address);
}

static void publish_anchor(struct publishing *p, struct str address, struct str id)
{
	publish(p, str_format(p->arena, "%.*s#%.*s", STR_ARG(address), STR_ARG(id)));
}

static void publish_entry(struct publishing *p, const struct entry *entry)
{
	const struct body *body = &entry->body;

	publish(p, entry->address);
	for (size_t i = 0; i < body->anchor_count && !entry->record; i++)
		if (body->anchors[i].kind == ANCHOR_HEADING || !is_counted(body->anchors[i].id))
			publish_anchor(p, entry->address, body->anchors[i].id);
	for (size_t i = 0; i < entry->alias_count; i++)
		if (entry->aliases[i].anchor.len) /* the others are redirects */
			publish(p, entry->aliases[i].address);
	for (size_t i = 0; i < entry->anchor_count && !entry->record; i++)
		publish_anchor(p, entry->address, entry->anchors[i].from);
}

static void publish_site(struct publishing *p, const struct site *site)
{
	struct site_page page;

	for (size_t i = 0; i < site->entry_count; i++)
		if (site->entries[i].address.len)
			publish_entry(p, &site->entries[i]);
	for (size_t i = 0; i < site->config->schema.type_count; i++)
		if (site->type_pages[i].address.len)
			publish(p, site->type_pages[i].address);
	for (size_t i = 0; i < GENERATED_PAGE_COUNT; i++)
		if (site_page_named(site, GENERATED_PAGES[i].name, &page))
			publish(p, page.address);
	for (size_t i = 0; i < site->tag_count; i++)
		publish(p, str_format(p->arena, "tags/%.*s.html", STR_ARG(site->tags[i].slug)));
	for (size_t i = 0; i < site->redirect_count; i++)
		publish(p, site->redirects[i].from);
}

/* ---- what was promised ---- */

static bool is_merge_mark(struct str line)
{
	static const struct str MARKS[] = {
		STR_INIT("<<<<<<<"), STR_INIT("======="), STR_INIT(">>>>>>>"), STR_INIT("|||||||")};

	for (size_t i = 0; i < COUNT_OF(MARKS); i++)
		if (str_starts(line, MARKS[i]))
			return true;
	return false;
}

static bool is_address(struct str address)
{
	struct str rest = address, piece;
	bool fits = address.len > 0 && address_fits(address) && !str_contains(address, STR("://"));

	while (fits && str_split(&rest, '/', &piece))
		fits = piece.len && !str_equal(piece, STR(".")) && !str_equal(piece, STR(".."));
	return fits && address.data[address.len - 1] != '/';
}

/* Data, feeds and the like, which glossa writes wherever they belong. */
static bool is_own(struct str address)
{
	for (size_t i = 0; i < GENERATED_PAGE_COUNT; i++) {
		struct str own = GENERATED_PAGES[i].address;

		if (!GENERATED_PAGES[i].name.len &&
			(str_ends(own, STR("/")) ? str_starts(address, own) : str_equal(address, own)))
			return !str_ends(address, STR(".html"));
	}
	return false;
}

static struct ledger_line read_line(struct str text, uint32_t number)
{
	size_t hash = str_find_char(text, '#', 0);
	struct ledger_line line = {
		.text = text,
		.address = str_slice(text, 0, hash),
		.anchor = hash < text.len ? str_from_index(text, hash + 1) : STR(""),
		.place = {number, 1},
	};

	if (is_merge_mark(text))
		line.fault = LEDGER_MERGE_MARK;
	else if (!is_address(line.address) || (hash < text.len && !line.anchor.len))
		line.fault = LEDGER_NO_ADDRESS;
	else if (is_own(line.address))
		line.fault = LEDGER_OWN;
	return line;
}

static void read_lines(struct arena *arena, struct ledger *ledger, struct str text)
{
	struct str rest = text, line;
	size_t capacity = 0;

	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = str_from_index(rest, 3);
	for (uint32_t number = 1; str_line(&rest, &line); number++) {
		line = str_trim_end(line);
		if (!line.len || line.data[0] == '#')
			continue;
		ledger->lines = arena_grow(arena, ledger->lines, ledger->count, &capacity, sizeof(*ledger->lines));
		ledger->lines[ledger->count] = read_line(line, number);
		if (ledger->lines[ledger->count].fault == LEDGER_FINE)
			add_to_set(&ledger->promised, line);
		ledger->count++;
	}
}

static const struct redirect *redirect_from(const struct site *site, struct str address)
{
	size_t low = 0, high = site->redirect_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(site->redirects[middle].from, address);

		if (order == 0)
			return &site->redirects[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* An anchor of a page that has moved is looked for where the page is now. */
static bool holds(
	struct arena *scratch, const struct site *site, const struct ledger *ledger, const struct ledger_line *line)
{
	const struct redirect *redirect;

	if (map_has(&ledger->published, line->text))
		return true;
	arena_reset(scratch);
	if (!line->anchor.len && map_has(&site->assets, path_join(scratch, STR("content"), line->address)))
		return true;
	redirect = line->anchor.len ? redirect_from(site, line->address) : NULL;
	if (!redirect)
		return false;
	return map_has(&ledger->published, str_format(scratch, "%.*s#%.*s", STR_ARG(redirect->to), STR_ARG(line->anchor)));
}

void ledger_compare(struct arena *arena, const struct site *site, struct ledger *ledger)
{
	struct publishing publishing = {arena, &ledger->published};
	const struct source *source = site->tree ? source_first(site->tree, SOURCE_LEDGER) : NULL;
	struct arena scratch = {0};

	ledger->kept = source && source->bytes.data;
	publish_site(&publishing, site);
	if (!ledger->kept)
		return;
	read_lines(arena, ledger, source->bytes);
	for (size_t i = 0; i < ledger->count; i++)
		ledger->lines[i].holds = ledger->lines[i].fault == LEDGER_FINE &&
		                         holds(&scratch, site, ledger, &ledger->lines[i]);
	arena_release(&scratch);
}

void ledger_release(struct ledger *ledger)
{
	map_release(&ledger->promised);
	map_release(&ledger->published);
}

/* ---- what is lost ---- */

struct losing {
	struct linker *linker;
	const struct ledger *ledger;
	struct str path;            /* of the ledger */
	struct map pages;           /* address → the entry that stands there now, directly or by an alias */
	struct map told;            /* pages whose loss has been told */
	const struct entry **fresh; /* those whose pages the ledger does not know */
	size_t fresh_count;
};

static struct str line_text(struct losing *l, struct str address, struct str id)
{
	return str_format(&l->linker->item, "%.*s#%.*s", STR_ARG(address), STR_ARG(id));
}

static const struct entry *draft_at(const struct site *site, struct str address)
{
	for (size_t i = 0; i < site->draft_count; i++)
		if (str_equal(site->drafts[i].address, address))
			return &site->drafts[i];
	return NULL;
}

/* How many of the lost page's anchors another has. */
static size_t shared_anchors(struct losing *l, struct str lost, const struct entry *entry)
{
	size_t shared = 0;

	for (size_t i = 0; i < l->ledger->count; i++) {
		const struct ledger_line *line = &l->ledger->lines[i];

		if (line->anchor.len && str_equal(line->address, lost))
			shared += map_has(&l->ledger->published, line_text(l, entry->address, line->anchor));
	}
	return shared;
}

/* The entry that a lost page has probably become: among those that the ledger does not know yet the one that has most
 * of its anchors, or the only one of its folder. */
static const struct entry *new_page(struct losing *l, struct str lost)
{
	const struct entry *best = NULL, *only = NULL;
	size_t most = 0, fresh = 0;

	for (size_t i = 0; i < l->fresh_count; i++) {
		const struct entry *entry = l->fresh[i];
		size_t shared = l->fresh_count <= MOST_COMPARED ? shared_anchors(l, lost, entry) : 0;

		if (shared > most) {
			most = shared;
			best = entry;
		}
		if (str_equal(path_folder(entry->address), path_folder(lost))) {
			only = entry;
			fresh++;
		}
	}
	return best ? best : fresh == 1 ? only : NULL;
}

static const struct entry *near_page(struct losing *l, struct str lost)
{
	const struct name_scope ids = {.ids_only = true};
	const struct entry *near = names_nearest(&l->linker->names, path_without_extension(lost), &ids);

	return near && !near->record && !is_left_out(l->linker->site, near) ? near : new_page(l, lost);
}

static void tell_page(struct losing *l, const struct ledger_line *line)
{
	struct linker *linker = l->linker;
	const struct entry *draft = draft_at(linker->site, line->address);
	const struct entry *near = draft ? NULL : near_page(l, line->address);
	struct str address = shown(linker, line->address);
	uint32_t length = characters(line->text);

	if (draft)
		diag_add_span(linker->diags, DIAG_LEDGER_LOST, l->path, line->place, length,
			"\"%.*s\" was published, and its entry is a draft now (%.*s); publish it, or let another entry keep the "
			"address with `aliases: [%.*s]`",
			STR_ARG(address), STR_ARG(draft->path), STR_ARG(address));
	else if (str_starts(line->address, STR("tags/")))
		diag_add_span(linker->diags, DIAG_LEDGER_LOST, l->path, line->place, length,
			"\"%.*s\" was published, and no entry has this tag any more; give it back to one, or give the address up "
			"with `glossa ledger --update`",
			STR_ARG(address));
	else if (!str_ends(line->address, STR(".html")))
		diag_add_span(linker->diags, DIAG_LEDGER_LOST, l->path, line->place, length,
			"the file \"%.*s\" was published and is gone; put it back, or give the address up with `glossa ledger "
			"--update`",
			STR_ARG(address));
	else if (near)
		diag_add_span(linker->diags, DIAG_LEDGER_LOST, l->path, line->place, length,
			"\"%.*s\" was published and leads nowhere now; if %.*s has taken its place, write `aliases: [%.*s]` there "
			"(%.*s)",
			STR_ARG(address), STR_ARG(near->id), STR_ARG(address), STR_ARG(near->path));
	else
		diag_add_span(linker->diags, DIAG_LEDGER_LOST, l->path, line->place, length,
			"\"%.*s\" was published and leads nowhere now; write `aliases: [%.*s]` in the entry that has taken its "
			"place, or give the address up with `glossa ledger --update`",
			STR_ARG(address), STR_ARG(address));
}

/* The heading that the lost one has probably become: the nearest by its id among those that are not in the ledger yet,
 * or the only one. */
static const struct heading *new_heading(struct losing *l, const struct entry *entry, struct str lost)
{
	const struct body *body = &entry->body;
	struct near near = near_to(lost);
	const struct heading *best = NULL, *only = NULL;
	size_t fresh = 0;

	for (size_t i = 0; i < body->heading_count; i++) {
		const struct heading *heading = &body->headings[i];
		const char *before = near.best.data;

		if (map_has(&l->ledger->promised, line_text(l, entry->address, heading->id)))
			continue;
		near_try(&near, heading->id);
		if (near.best.data != before)
			best = heading;
		only = heading;
		fresh++;
	}
	return best ? best : fresh == 1 ? only : NULL;
}

static bool holds_records(const struct site *site, const struct entry *entry)
{
	const struct schema *schema = &site->config->schema;

	for (size_t i = 0; i < schema->type_count; i++)
		if (schema->types[i].page.len && str_equal(schema->types[i].page, entry->id))
			return true;
	return false;
}

static void tell_anchor(struct losing *l, const struct entry *entry, const struct ledger_line *line)
{
	struct linker *linker = l->linker;
	const struct heading *heading = new_heading(l, entry, line->anchor);
	struct str text = shown(linker, line->text), anchor = shown(linker, line->anchor);
	uint32_t length = characters(line->text);

	if (heading)
		diag_add_span(linker->diags, DIAG_LEDGER_LOST, l->path, line->place, length,
			"\"%.*s\" was published and is gone; did you mean to keep the id with {#%.*s} behind \"%.*s\" (%.*s:%u)? "
			"or "
			"write `anchors: {%.*s: %.*s}` there",
			STR_ARG(text), STR_ARG(anchor), STR_ARG(shown(linker, heading->text)), STR_ARG(entry->path),
			heading->place.line, STR_ARG(anchor), STR_ARG(heading->id));
	else if (holds_records(linker->site, entry))
		diag_add_span(linker->diags, DIAG_LEDGER_LOST, l->path, line->place, length,
			"\"%.*s\" was published and is gone; give the record its id back, or give the address up with `glossa "
			"ledger --update`",
			STR_ARG(text));
	else
		diag_add_span(linker->diags, DIAG_LEDGER_LOST, l->path, line->place, length,
			"\"%.*s\" was published and is gone; write `anchors: {%.*s: …}` in %.*s with the anchor that has taken its "
			"place, or give it up with `glossa ledger --update`",
			STR_ARG(text), STR_ARG(anchor), STR_ARG(entry->path));
}

static void tell_lost(struct losing *l, const struct ledger_line *line)
{
	const struct entry *entry = map_get(&l->pages, line->address);

	if (entry && line->anchor.len) {
		tell_anchor(l, entry, line);
	} else if (!map_has(&l->told, line->address)) {
		add_to_set(&l->told, line->address);
		tell_page(l, line);
	}
	arena_reset(&l->linker->item);
}

static void tell_fault(struct losing *l, const struct ledger_line *line)
{
	uint32_t length = characters(line->text);

	if (line->fault == LEDGER_MERGE_MARK)
		diag_add_span(l->linker->diags, DIAG_LEDGER_LINE, l->path, line->place, length,
			"a merge has left its marks; delete them and keep the addresses of both sides");
	else if (line->fault == LEDGER_OWN)
		diag_add_span(l->linker->diags, DIAG_LEDGER_LINE, l->path, line->place, length,
			"glossa writes this file wherever it belongs, and keeps no account of it; delete the line");
	else
		diag_add_span(l->linker->diags, DIAG_LEDGER_LINE, l->path, line->place, length,
			"this is no address of a page; write terms/r2p.html, or terms/r2p.html#anchor");
}

static void find_pages(struct losing *l)
{
	const struct site *site = l->linker->site;

	l->fresh = arena_array(&l->linker->scratch, const struct entry *, site->entry_count);
	for (size_t i = 0; i < site->entry_count; i++) {
		const struct entry *entry = &site->entries[i];

		if (entry->record)
			continue;
		map_set(&l->pages, entry->address, (void *)(uintptr_t)entry);
		if (!map_has(&l->ledger->promised, entry->address))
			l->fresh[l->fresh_count++] = entry;
	}
	for (size_t i = 0; i < site->redirect_count; i++)
		map_set(&l->pages, site->redirects[i].from, map_get(&l->pages, site->redirects[i].to));
}

static void tell_all(struct losing *l)
{
	struct diags *diags = l->linker->diags;
	size_t first = diags->count;

	for (size_t i = 0; i < l->ledger->count; i++) {
		const struct ledger_line *line = &l->ledger->lines[i];

		if (line->holds)
			continue;
		if (diags->count - first == MOST_TOLD) {
			diag_add(diags, DIAG_TOO_MANY, l->path, line->place, "more addresses are lost; only the first %d are told",
				MOST_TOLD);
			return;
		}
		if (line->fault == LEDGER_FINE)
			tell_lost(l, line);
		else
			tell_fault(l, line);
	}
}

void link_ledger(struct linker *linker)
{
	const struct source *source = linker->site->tree ? source_first(linker->site->tree, SOURCE_LEDGER) : NULL;
	struct ledger ledger = {0};
	struct losing losing = {.linker = linker, .ledger = &ledger};

	if (!source || !source->bytes.data)
		return;
	losing.path = source->path;
	ledger_compare(&linker->scratch, linker->site, &ledger);
	find_pages(&losing);
	tell_all(&losing);
	map_release(&losing.pages);
	map_release(&losing.told);
	ledger_release(&ledger);
}
