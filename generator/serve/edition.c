#include "serve/edition.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/path.h"
#include "build_export.h"
#include "formats/gzip.h"
#include "read/sources.h"
#include "render/pages.h"

/* A served file and who holds it. */
struct holding {
	struct served served; /* first: a served file is its holding */
	atomic_size_t holders;
	uint64_t stamp; /* of a file that was copied */
};

struct edition {
	struct build *build;
	struct render *render;
	struct render_worker *worker;
	struct map pages; /* by address: the number of the page that makes it, and one */
	struct map files; /* of struct holding: what is copied, and what has been made beside other files */
	struct export_plan plan;
	struct map data; /* by address: the number of the item of `plan`, and one */
	struct map many; /* by folder: the number of the page that makes what is in it, and one */
	struct arena arena;
};

/* ---- bytes ---- */

static struct holding *holding_new(struct str bytes)
{
	struct holding *holding = must_zalloc(1, sizeof(*holding));

	holding->served = (struct served){bytes, str_hash(bytes)};
	holding->holders = 1;
	return holding;
}

static struct served *hold(struct holding *holding)
{
	holding->holders++;
	return &holding->served;
}

void served_drop(struct served *served)
{
	struct holding *holding = (struct holding *)served;

	if (!holding || --holding->holders > 0)
		return;
	free((char *)holding->served.bytes.data);
	free(holding);
}

static struct str copy_of(struct str bytes)
{
	char *copy = must_alloc(bytes.len + 1);

	if (bytes.len)
		memcpy(copy, bytes.data, bytes.len);
	return (struct str){copy, bytes.len};
}

/* ---- what there is ---- */

static void *numbered(size_t page)
{
	return (void *)(uintptr_t)(page + 1);
}

static void list_pages(struct edition *edition)
{
	size_t count = render_page_count(edition->render);

	for (size_t i = 0; i < count; i++) {
		struct str address = render_page_address(edition->render, i);

		if (render_page_is_many(edition->render, i))
			map_set(&edition->many, path_folder(address), numbered(i));
		else
			map_set(&edition->pages, address, numbered(i));
	}
}

static void list_data(struct edition *edition)
{
	edition->plan = build_export_plan(edition->build);
	for (size_t i = 0; i < edition->plan.count; i++)
		map_set(&edition->data, build_export_address(&edition->arena, &edition->plan.items[i]), numbered(i));
}

static void keep_file(struct edition *edition, struct str address, struct holding *holding)
{
	struct holding *twice = map_set(&edition->files, str_copy(&edition->arena, address), holding);

	if (twice)
		served_drop(&twice->served);
}

static void copy_assets(struct edition *edition, const struct edition *before)
{
	struct build *build = edition->build;

	for (size_t i = 0; i < build->site.assets.count; i++) {
		const struct asset *asset = build->site.assets.items[i].value;
		struct source *source = asset->source;
		struct holding *known = before ? map_get(&before->files, asset->address) : NULL;

		if (known && known->stamp && known->stamp == source->stamp) {
			hold(known);
		} else {
			if (!source_load(&build->tree, source, &build->diags))
				continue;
			known = holding_new(copy_of(source->bytes));
			known->stamp = source->stamp;
			source_unload(source);
		}
		keep_file(edition, asset->address, known);
	}
}

struct edition *edition_new(struct build *build, struct render *render, const struct edition *before)
{
	struct edition *edition = must_zalloc(1, sizeof(*edition));

	edition->build = build;
	edition->render = render;
	edition->worker = render_worker_new(render);
	list_pages(edition);
	list_data(edition);
	copy_assets(edition, before);
	return edition;
}

void edition_release(struct edition *edition)
{
	struct diags ignored = {0};

	if (!edition)
		return;
	for (size_t i = 0; i < edition->files.count; i++)
		served_drop(edition->files.items[i].value);
	render_worker_free(edition->worker, &ignored);
	diags_release(&ignored);
	render_end(edition->render);
	map_release(&edition->pages);
	map_release(&edition->files);
	map_release(&edition->many);
	map_release(&edition->data);
	free(edition->plan.items);
	arena_release(&edition->arena);
	free(edition);
}

/* ---- making it ---- */

static bool take_page(void *context, struct str path, struct str bytes)
{
	struct served **served = context;

	(void)path;
	*served = &holding_new(copy_of(bytes))->served;
	return true;
}

static bool take_file(void *context, struct str path, struct str bytes)
{
	keep_file(context, path, holding_new(copy_of(bytes)));
	return true;
}

/* What is made only together is made once an edition. */
static void make_folder(struct edition *edition, struct str folder)
{
	struct page_sink sink = {.write = take_file, .context = edition};
	uintptr_t number = (uintptr_t)map_set(&edition->many, folder, NULL);

	if (number)
		render_page(edition->render, number - 1, edition->worker, &sink);
}

static struct served *find_plain(struct edition *edition, struct str address)
{
	struct served *served = NULL;
	struct page_sink sink = {.write = take_page, .context = &served};
	uintptr_t number = (uintptr_t)map_get(&edition->pages, address);

	if (number) {
		render_page(edition->render, number - 1, edition->worker, &sink);
		return served;
	}
	number = (uintptr_t)map_get(&edition->data, address);
	if (number) {
		build_export_item(edition->build, &edition->plan.items[number - 1], NULL, &sink);
		return served;
	}
	if (map_has(&edition->many, path_folder(address)))
		make_folder(edition, path_folder(address));
	struct holding *file = map_get(&edition->files, address);
	return file ? hold(file) : NULL;
}

/* What a build writes beside a text, compressed. */
static struct served *pack(const struct served *text, struct str address)
{
	struct buf packed = {0};
	struct served *served = NULL;

	if (!gzip_suits(address, text->bytes.len))
		return NULL;
	gzip_pack(&packed, text->bytes);
	if (packed.len < text->bytes.len)
		served = &holding_new(copy_of(buf_str(&packed)))->served;
	buf_release(&packed);
	return served;
}

bool edition_packs(const struct edition *edition)
{
	return edition->build->config.outputs & OUTPUT_GZIP;
}

struct served *edition_find(struct edition *edition, struct str address)
{
	struct served *found = find_plain(edition, address);

	if (found || !edition_packs(edition) || !str_ends(address, STR(".gz")))
		return found;
	address.len -= STR(".gz").len;
	struct served *text = find_plain(edition, address);
	if (text)
		found = pack(text, address);
	served_drop(text);
	return found;
}

bool edition_has(const struct edition *edition, struct str address)
{
	return map_has(&edition->pages, address) || map_has(&edition->files, address);
}
