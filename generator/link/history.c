/* Dates and changes reach the entries. What the front matter says of its own date wins; records share a file, whose
 * changes say nothing of one of them, so they have no history. */
#include "link/link.h"

void link_history(struct site *site, const struct history *history)
{
	for (size_t i = 0; i < site->entry_count; i++) {
		struct entry *entry = &site->entries[i];
		const struct file_history *file = entry->record ? NULL : map_get(&history->files, entry->path);

		if (!file || !file->total)
			continue;
		entry->history = file;
		entry->created = date_of_seconds(file->first_second);
		if (entry->updated.precision == DATE_NONE)
			entry->updated = date_of_seconds(file->last_second);
	}
}
