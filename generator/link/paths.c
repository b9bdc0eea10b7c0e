#include "link/paths.h"

#include "base/path.h"
#include "formats/escape.h"

static bool in_folder(struct str path, struct str folder)
{
	return str_starts(path, folder) && (path.len == folder.len || path.data[folder.len] == '/');
}

struct str inside_content(struct str path)
{
	return str_starts(path, STR("content/")) ? str_from_index(path, sizeof("content/") - 1) : STR("");
}

bool resolve_path(struct linker *linker, const struct entry *entry, struct str written, struct place place,
	uint32_t length, struct str *path)
{
	struct str decoded = percent_decoded(&linker->item, written);

	if (str_starts(decoded, STR("/"))) {
		diag_add_span(linker->diags, DIAG_LINK_FILE, entry->path, place, length,
			"\"%.*s\" begins at the root of a host, which may not be the site's; write the way from this file",
			STR_ARG(shown(linker, written)));
		return false;
	}
	bool inside = path_resolve(&linker->item, path_folder(entry->path), decoded, path);
	if (inside && (in_folder(*path, STR("content")) || map_has(&linker->site->assets, *path)))
		return true;
	diag_add_span(linker->diags, DIAG_LINK_FILE, entry->path, place, length, "\"%.*s\" leads outside content/",
		STR_ARG(shown(linker, written)));
	return false;
}

const struct asset *asset_at(struct linker *linker, struct str path)
{
	return map_get(&linker->site->assets, path);
}

struct str written_from(struct linker *linker, const struct entry *entry, struct str path)
{
	buf_reset(&linker->buf);
	path_relative(&linker->buf, entry->path, path);
	return str_copy(&linker->item, buf_str(&linker->buf));
}

void report_missing_file(struct linker *linker, const struct entry *entry, struct str written, struct str path,
	struct place place, uint32_t length)
{
	const struct map *assets = &linker->site->assets;
	struct str best = {0};

	for (size_t i = linker->files.count; i < assets->count; i++)
		suggest_add(&linker->files, assets->items[i].key, assets->items[i].value);
	const struct candidate *near = suggest_near(&linker->files, path, NULL, NULL);
	const struct entry *bare = map_get(&linker->site->by_id, inside_content(path));
	if (bare && !bare->record) /* a link that lacks its extension */
		best = written_from(linker, entry, bare->path);
	else if (near)
		best = written_from(linker, entry, near->text);
	diag_add_span(linker->diags, DIAG_LINK_FILE, entry->path, place, length, "there is no file \"%.*s\"%.*s",
		STR_ARG(shown(linker, written)), STR_ARG(did_you_mean(linker, best)));
}
