/* The files that others build on (export/), as items of the render stage. */
#ifndef GLOSSA_BUILD_EXPORT_H
#define GLOSSA_BUILD_EXPORT_H

#include "build_stage.h"
#include "model/data_files.h"

struct export_target;
struct page_sink;

/* What there is to export; released by whoever asked for it. */
struct export_plan {
	struct export_item *items; /* the large ones first */
	size_t count;
};
struct export_item {
	const struct entry *entry; /* NULL: of the whole handbook */
	unsigned file;             /* enum data_file, or enum entry_file of an entry */
};
struct export_plan build_export_plan(const struct build *build);

/* Where it goes. */
struct str build_export_address(struct arena *arena, const struct export_item *item);
/* Writes one into the publication piece by piece, or where there is none into the sink as a whole. */
void build_export_item(
	struct build *build, const struct export_item *item, struct publication *publication, const struct page_sink *sink);

/* One of the files of data/ alone, into whatever the target is. */
enum outcome build_export(struct build *build, enum data_file file, const struct export_target *target);

#endif
