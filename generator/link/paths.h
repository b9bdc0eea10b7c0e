/* Relative addresses as editors write them, from the file they stand in: what they lead to. */
#ifndef GLOSSA_LINK_PATHS_H
#define GLOSSA_LINK_PATHS_H

#include "link/linker.h"

/* The path from the handbook's folder ("content/img/a.png") of what an entry's file calls `written`. False when it
 * leads out of content/ (and is no file of static/), or begins with a slash: then a diagnostic at `place` says so. */
bool resolve_path(struct linker *linker, const struct entry *entry, struct str written, struct place place,
	uint32_t length, struct str *path);

/* "img/a.png" of "content/img/a.png"; "" for the folder itself and for what stands outside. */
struct str inside_content(struct str path);

/* The file at a path from resolve_path; NULL when there is none. */
const struct asset *asset_at(struct linker *linker, struct str path);
/* `path` as it would be written in the entry's file. In the linker's item arena. */
struct str written_from(struct linker *linker, const struct entry *entry, struct str path);
/* Says that there is no such file, and which was probably meant. */
void report_missing_file(struct linker *linker, const struct entry *entry, struct str written, struct str path,
	struct place place, uint32_t length);

#endif
