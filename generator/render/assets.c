#include "render/assets.h"

#include "base/arena.h"
#include "base/path.h"

static const struct str FOLDER = STR_INIT("static/");
static const struct str STYLES = STR_INIT("static/css/");

/* What servers and browsers look for at the root; a name that ends in a slash is a folder. */
static const struct str ROOT_FILES[] = {
	STR_INIT(".htaccess"),
	STR_INIT(".nojekyll"),
	STR_INIT(".well-known/"),
	STR_INIT("_headers"),
	STR_INIT("_redirects"),
	STR_INIT("CNAME"),
	STR_INIT("favicon.ico"),
	STR_INIT("robots.txt"),
};

/* Files that templates may ask for though a handbook does without. */
static const struct str USUAL[] = {
	STR_INIT("site.css"),
	STR_INIT("favicon.svg"),
	STR_INIT("js/theme-early.js"),
	STR_INIT("js/theme.js"),
	STR_INIT("js/keys.js"),
	STR_INIT("js/cards.js"),
	STR_INIT("js/copy.js"),
	STR_INIT("js/arrival.js"),
	STR_INIT("js/search.js"),
	STR_INIT("js/search-rank.js"),
	STR_INIT("js/table.js"),
	STR_INIT("fonts/literata-latin-400-normal.woff2"),
};

bool asset_is_joined(const struct source *source)
{
	return str_starts(source->path, STYLES) && str_ends(source->path, STR(".css")) &&
	       path_folder(source->path).len + 1 == STYLES.len;
}

static bool belongs_at_root(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(ROOT_FILES); i++) {
		bool folder = str_ends(ROOT_FILES[i], STR("/"));

		if (folder ? str_starts(name, ROOT_FILES[i]) : str_equal(name, ROOT_FILES[i]))
			return true;
	}
	return false;
}

/* "static/a.svg" → "static/a.3fa2c1d0.svg" */
static struct str fingerprinted(struct arena *arena, struct str path, uint64_t hash)
{
	struct str extension = path_extension(path);

	return str_format(arena, "%.*s.%08x%s%.*s", STR_ARG(path_without_extension(path)), (unsigned)(hash & 0xffffffff),
		extension.len ? "." : "", STR_ARG(extension));
}

void assets_add(struct site *site, const uint64_t *hashes)
{
	const struct source_list *files = &site->tree->of[SOURCE_STATIC];
	struct arena *arena = &site->asset_arena;

	for (size_t i = 0; i < files->count; i++) {
		struct source *source = &files->items[i];
		struct str name = str_from_index(source->path, FOLDER.len);

		if (asset_is_joined(source))
			continue;
		struct asset *asset = arena_new(arena, struct asset);
		asset->source = source;
		asset->hash = hashes[i];
		asset->address = belongs_at_root(name) ? name : fingerprinted(arena, source->path, hashes[i]);
		map_set(&site->assets, source->path, asset);
	}
}

void assets_names(const struct source_tree *tree, struct map *names)
{
	const struct source_list *files = &tree->of[SOURCE_STATIC];

	for (size_t i = 0; i < COUNT_OF(USUAL); i++)
		map_set(names, USUAL[i], names);
	for (size_t i = 0; i < files->count; i++)
		if (!asset_is_joined(&files->items[i]))
			map_set(names, str_from_index(files->items[i].path, FOLDER.len), names);
}

struct str assets_stylesheet_address(struct arena *arena, struct str stylesheet)
{
	return fingerprinted(arena, STR("static/site.css"), str_hash(stylesheet));
}
