#include "read/pictures.h"

#include <stdlib.h>

#include "base/die.h"
#include "formats/image_size.h"
#include "read/sources.h"

void measure_pictures(
	const struct source_tree *tree, const struct map *assets, const struct map *known, struct diags *diags)
{
	enum { HEAD = 256 * 1024 };
	char *head = must_alloc(HEAD);

	for (size_t i = 0; i < assets->count; i++) {
		struct asset *asset = assets->items[i].value;

		const struct asset *same = known ? map_get(known, asset->source->path) : NULL;

		if (asset->source->kind != SOURCE_ASSET)
			continue;
		if (same && source_same(same->source, asset->source)) {
			asset->width = same->width;
			asset->height = same->height;
			continue;
		}
		size_t length = source_head(tree, asset->source, head, HEAD, diags);
		image_size((struct str){head, length}, &asset->width, &asset->height);
	}
	free(head);
}
