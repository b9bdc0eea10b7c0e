#include "formats/escape.h"
#include "formats/image_size.h"
#include "link/linker.h"
#include "link/paths.h"

static void find_file(struct linker *linker, const struct entry *entry, struct image *image)
{
	struct str written = str_slice(image->address, 0, str_find_char(image->address, '#', 0));
	struct str path;

	if (!resolve_path(linker, entry, written, image->place, 0, &path))
		return;
	const struct asset *asset = asset_at(linker, path);
	if (!asset) {
		report_missing_file(linker, entry, image->address, path, image->place, 0);
		return;
	}
	image->file = asset->address;
	image->width = asset->width;
	image->height = asset->height;
	if (!image->width && asset->source && asset->source->bytes.data)
		image_size(asset->source->bytes, &image->width, &image->height);
}

void link_images(struct linker *linker)
{
	for (size_t i = 0; i < linker->site->entry_count; i++) {
		struct entry *entry = &linker->site->entries[i];

		for (size_t at = 0; at < entry->body.image_count; at++) {
			struct image *image = &entry->body.images[at];

			image->file = STR("");
			image->width = image->height = 0;
			/* others are remote, or refused where they were read */
			if (image->address.len && address_kind(image->address) == ADDRESS_RELATIVE)
				find_file(linker, entry, image);
		}
		arena_reset(&linker->item);
	}
}
