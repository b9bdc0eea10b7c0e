/* The stage that writes a handbook as data for others to build on. It reads a linked site and hands out bytes, piece by
 * piece, so that a file may be larger than memory likes. Nothing is read or written here.
 *
 * Which files there are stands in model/data_files.h. All of them are UTF-8 and the same for the same handbook. */
#ifndef GLOSSA_EXPORT_EXPORT_H
#define GLOSSA_EXPORT_EXPORT_H

#include "model/data_files.h"

/* Brings the whole text of an entry's file, as it stands in the repository: "" when it cannot be read. It is gone when
 * the next is asked for. */
struct export_text {
	struct str (*load)(void *context, const struct entry *entry);
	void *context;
};

/* Takes a piece; false when it cannot be kept, and nothing more need come. */
struct export_target {
	bool (*put)(void *context, struct str bytes);
	void *context;
};

/* False when the target refused a piece. */
bool export_data_file(
	const struct site *site, enum data_file file, const struct export_text *text, const struct export_target *target);
bool export_entry_file(const struct site *site, const struct entry *entry, enum entry_file file,
	const struct export_text *text, const struct export_target *target);

#endif
