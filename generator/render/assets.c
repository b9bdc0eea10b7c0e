#include "render/assets.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "formats/escape.h"

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

/* ---- the joined style sheet ---- */

/* The address inside url(…), without quotes; *end is the closing parenthesis. */
static struct str url_inside(struct str css, size_t from, size_t *end)
{
	*end = str_find_char(css, ')', from);
	struct str inside = str_trim(str_slice(css, from, *end));

	if (inside.len >= 2 && (inside.data[0] == '"' || inside.data[0] == '\'') &&
		inside.data[inside.len - 1] == inside.data[0])
		inside = str_slice(inside, 1, inside.len - 1);
	return inside;
}

/* Where the file goes that a style sheet of static/css/ calls so, seen from static/; "" for what is no static file. */
static struct str seen_from_static(const struct site *site, struct str url)
{
	struct arena scratch = {0};
	struct str path, address = STR("");

	if (address_kind(url) == ADDRESS_RELATIVE && path_resolve(&scratch, STR("static/css"), url, &path)) {
		const struct asset *asset = map_get(&site->assets, path);

		if (asset && str_starts(asset->address, FOLDER))
			address = str_from_index(asset->address, FOLDER.len);
	}
	arena_release(&scratch);
	return address;
}

static void put_style(struct buf *out, const struct site *site, struct str css)
{
	struct str opening = STR("url(");

	for (size_t at = 0; at < css.len;) {
		size_t found = str_find(css, opening, at), end;

		if (found == css.len) {
			buf_put(out, str_from_index(css, at));
			break;
		}
		struct str url = url_inside(css, found + opening.len, &end);
		struct str address = end < css.len ? seen_from_static(site, url) : STR("");
		if (address.len) {
			buf_put(out, str_slice(css, at, found));
			buf_put(out, STR("url(\""));
			escape_path(out, address);
			buf_put(out, STR("\""));
			at = end;
		} else {
			buf_put(out, str_slice(css, at, found + opening.len));
			at = found + opening.len;
		}
	}
	if (css.len && css.data[css.len - 1] != '\n')
		buf_char(out, '\n');
}

struct str assets_stylesheet(struct arena *arena, const struct site *site)
{
	const struct source_list *files = site->tree ? &site->tree->of[SOURCE_STATIC] : NULL;
	struct buf out = {0};

	for (size_t i = 0; files && i < files->count; i++)
		if (asset_is_joined(&files->items[i]))
			put_style(&out, site, files->items[i].bytes);
	struct str joined = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return joined;
}

struct str assets_stylesheet_address(struct arena *arena, struct str stylesheet)
{
	return fingerprinted(arena, STR("static/site.css"), str_hash(stylesheet));
}
