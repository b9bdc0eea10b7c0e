/* A handbook written in the test, from settings to pages, without a disk:
 *
 *   struct handbook h = {0};
 *   handbook_begin(&h, "title: Test\n…");
 *   handbook_file(&h, "content/terms/r2p.md", "---\ntitle: R2P\n---\nText.\n");
 *   handbook_end(&h);                       // parsed, linked, ready to be rendered
 *   page_of(&h, "terms/r2p.html")           // the page's bytes, "" when there is no such page
 *   handbook_release(&h);
 *
 * What is wrong with the handbook is in h.diags; told() is the text of it. */
#ifndef GLOSSA_TESTS_RENDER_HANDBOOK_H
#define GLOSSA_TESTS_RENDER_HANDBOOK_H

#include <stdlib.h>

#include "base/die.h"
#include "link/link.h"
#include "parse/body.h"
#include "parse/config.h"
#include "parse/front_matter.h"
#include "parse/records.h"
#include "parse/templates.h"
#include "render/assets.h"
#include "render/context.h"
#include "render/pages.h"
#include "render/parts.h"
#include "tap.h"

enum { MOST_FILES = 1200 };

struct handbook {
	struct arena arena;
	struct diags diags;
	struct config config;
	struct site site;
	struct source_tree tree;
	struct template_set templates;
	struct vocabulary vocabulary;
	struct render *render;
	struct render_worker *worker;
	struct source files[SOURCE_KIND_COUNT][MOST_FILES];
	struct buf page, text;
};

static const char WORDS[] =
	"en:\n  and: and\n  et_al: et al.\n  no_date: n.d.\n  comma: ', '\n  editor_one: ed.\n  editor_many: eds\n"
	"  edited_by: edited by\n  in: In\n  quote_open: “\n  quote_close: ”\n  accessed: Accessed {date}\n  'yes': Yes\n"
	"  'no': No\n  quantity_about: about {value}\n  quantity_at_least: at least {value}\n"
	"  quantity_at_most: at most {value}\n  date_day: '{day} {month} {year}'\n  date_days: '{from}–{to} {month} "
	"{year}'\n"
	"  date_month: '{month} {year}'\n  date_season: '{season} {year}'\n  date_decade: '{year}s'\n"
	"  date_range: '{from} – {to}'\n  date_years: '{from}–{to}'\n  date_since: since {date}\n  date_until: until "
	"{date}\n"
	"  date_about: about {date}\n  date_uncertain: '{date}?'\n  date_bce: '{year} BC'\n  tags: Tags\n  search: Search\n"
	"  print: Print\n  glossary: Glossary\n  bibliography: Bibliography\n  uses_of: Uses of {title}\n"
	"  tagged: Tagged {tag}\n  not_found: Not found\n  moved: Moved\n  han_letters: 漢字\n  other_letters: Other\n"
	"  month_1: January\n  month_9: September\n  month_3: March\n  season_1: spring\n  season_3: autumn\n"
	"de:\n  and: und\n  et_al: u. a.\n  date_day: '{day}. {month} {year}'\n  month_3: März\n  quote_open: „\n"
	"  quote_close: “\n"
	"ru:\n  and: и\n  month_3: март\n  month_of_3: марта\n";

static inline struct str str_in(struct handbook *h, const char *text)
{
	return str_copy(&h->arena, str_from(text));
}

static inline void handbook_begin(struct handbook *h, const char *settings)
{
	parse_config(&h->arena, &h->config, str_from(settings), STR("site.yaml"), &h->diags);
	h->site.config = &h->config;
	h->site.tree = &h->tree;
	h->site.words.site = h->config.words;
	h->site.words.theme = parse_words(&h->arena, str_from(WORDS), STR("templates/words.yaml"), &h->diags);
}

static inline enum source_kind kind_of_file(struct str path)
{
	if (str_starts(path, STR("templates/")))
		return SOURCE_TEMPLATE;
	if (str_starts(path, STR("static/")))
		return SOURCE_STATIC;
	if (str_ends(path, STR(".yaml")))
		return SOURCE_RECORDS;
	return str_ends(path, STR(".md")) ? SOURCE_ENTRY : SOURCE_ASSET;
}

/* Files of one kind come in the order of their paths, as from the disk. */
static inline void handbook_file(struct handbook *h, const char *path, const char *text)
{
	enum source_kind kind = kind_of_file(str_from(path));
	struct source_list *list = &h->tree.of[kind];

	if (list->count >= MOST_FILES)
		abort();
	list->items = h->files[kind];
	list->items[list->count++] = (struct source){.path = str_in(h, path), .bytes = str_in(h, text), .kind = kind};
}

static inline void parse_files(struct handbook *h)
{
	struct source_list *entries = &h->tree.of[SOURCE_ENTRY], *records = &h->tree.of[SOURCE_RECORDS];

	h->site.entries = must_zalloc(MOST_FILES * 2, sizeof(struct entry));
	for (size_t i = 0; i < entries->count; i++) {
		struct entry *entry = &h->site.entries[h->site.entry_count++];

		entry_identify(entry, &entries->items[i], &h->config);
		parse_front_matter(entry, &h->config, &h->diags);
	}
	for (size_t i = 0; i < records->count; i++) {
		struct record_list list = parse_records(&h->arena, &records->items[i], &h->config, &h->diags);

		for (size_t j = 0; j < list.count; j++)
			h->site.entries[h->site.entry_count++] = list.items[j];
	}
	link_entries(&h->site, &h->diags);
}

static inline void parse_all_bodies(struct handbook *h)
{
	struct body_rules rules = {
		.config = &h->config, .words = h->site.words, .forms = h->site.forms, .entry_count = h->site.entry_count};
	struct body_worker *worker = body_worker_new();

	if (h->site.form_count)
		rules.matcher = matcher_build(&h->arena, h->site.forms, h->site.form_count);
	for (size_t i = 0; i < h->site.entry_count; i++) {
		struct entry *entry = &h->site.entries[i];
		struct str text = entry->record ? STR("") : str_from_index(entry->source->bytes, entry->body_offset);

		body_parse(worker, &rules, entry, text, &h->diags);
	}
	body_worker_free(worker);
}

static inline void handbook_end(struct handbook *h)
{
	uint64_t hashes[MOST_FILES] = {0};
	struct map assets = {0};

	parse_files(h);
	parse_all_bodies(h);
	link_assets(&h->site);
	for (size_t i = 0; i < h->tree.of[SOURCE_STATIC].count; i++)
		hashes[i] = str_hash(h->tree.of[SOURCE_STATIC].items[i].bytes);
	assets_add(&h->site, hashes);
	link_site(&h->site, &h->diags);
	assets_names(&h->tree, &assets);
	context_vocabulary(&h->vocabulary, &h->config, &h->site.words, &assets);
	parse_templates(&h->arena, &h->tree, &h->vocabulary, &h->templates, &h->diags);
	map_release(&assets);
	h->render = render_begin(&h->site, &h->templates, &h->diags);
	h->worker = render_worker_new(h->render);
}

static inline void handbook_release(struct handbook *h)
{
	render_worker_free(h->worker, &h->diags);
	render_end(h->render);
	for (size_t i = 0; i < h->site.entry_count; i++)
		arena_release(&h->site.entries[i].arena);
	free(h->site.entries);
	site_release(&h->site);
	map_release(&h->templates.by_name);
	vocabulary_release(&h->vocabulary);
	arena_release(&h->tree.text);
	diags_release(&h->diags);
	arena_release(&h->arena);
	buf_release(&h->page);
	buf_release(&h->text);
}

/* ---- looking at what came out ---- */

static inline bool keep_page(void *context, struct str path, struct str bytes)
{
	struct buf *page = context;

	(void)path;
	buf_reset(page);
	buf_put(page, bytes);
	return true;
}

static inline size_t page_number(const struct handbook *h, const char *address)
{
	size_t page = 0;

	while (page < render_page_count(h->render) && !str_equal(render_page_address(h->render, page), str_from(address)))
		page++;
	return page;
}

static inline bool has_page(const struct handbook *h, const char *address)
{
	return page_number(h, address) < render_page_count(h->render);
}

/* Valid until the next call. */
static inline struct str page_of(struct handbook *h, const char *address)
{
	struct page_sink sink = {.write = keep_page, .context = &h->page};

	buf_reset(&h->page);
	if (has_page(h, address))
		render_page(h->render, page_number(h, address), h->worker, &sink);
	return buf_str(&h->page);
}

/* "path:line:column: message [code]\n" of all that is wrong, but for warnings that a small handbook cannot help. */
static inline struct str told(struct handbook *h)
{
	buf_reset(&h->text);
	diags_sort(&h->diags);
	for (size_t i = 0; i < h->diags.count; i++) {
		const struct diag *diag = &h->diags.items[i];

		if (diag->code == DIAG_TERM_UNUSED || diag->code == DIAG_SOURCE_UNCITED || diag->code == DIAG_WORD_MISSING)
			continue;
		buf_printf(&h->text, "%.*s:%u:%u: %.*s [%s]\n", STR_ARG(diag->path), (unsigned)diag->place.line,
			(unsigned)diag->place.column, STR_ARG(diag->message), DIAG_INFO[diag->code].name);
	}
	return buf_str(&h->text);
}

/* The templates that every handbook needs, each with nothing in it, so that a test writes only the one it is about. */
static inline void add_empty_templates(struct handbook *h, const char *but)
{
	static const char *const names[] = {
		"404",
		"bibliography",
		"changes",
		"concordance",
		"entry",
		"glossary",
		"home",
		"index",
		"redirect",
		"tag",
		"tags",
	};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (but && str_equal(str_from(but), str_from(names[i])))
			continue;
		struct str path = str_format(&h->arena, "templates/%s.html", names[i]);
		handbook_file(h, str_terminated(&h->arena, path), "");
	}
}

#endif
