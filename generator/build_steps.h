/* The steps as far as the whole handbook, for all of its files or for some: what build.c does once and build_update.c
 * again and again. In the order in which they are taken. */
#ifndef GLOSSA_BUILD_STEPS_H
#define GLOSSA_BUILD_STEPS_H

#include "build.h"

/* What the stages have to say that an update does not repeat for all files. */
enum said_by { SAID_BY_SETTINGS, SAID_BY_FILES, SAID_BY_TEMPLATES, SAID_BY_ASSETS, SAID_BY_COUNT };
struct said {
	struct diags by[SAID_BY_COUNT];
};

/* What the records of a file hold; they own nothing themselves. */
struct record_file {
	struct str path;
	struct arena arena;
};

/* Whether the texts of entries stay in memory: the data of a living build is made from them when it is asked for. */
bool texts_stay(const struct build *build);

/* What files hold: the entries first, in the order of the files, then their records. */
struct parsed {
	struct entry *entries;
	size_t count;
	struct record_file *files;
	size_t file_count;
};

/* Remembers what a living build has to say since there were `first` diagnostics. */
void remember(struct build *build, enum said_by by, size_t first);
void said_release(struct said *said);

/* build_parse.c. `sources` are files of records, then entries; they are loaded from `tree`. The texts of entries that
 * are published stay loaded, for parse_bodies(). */
void parse_files(struct build *build, const struct source_tree *tree, struct source *const *sources, size_t count,
	struct parsed *parsed);
/* Makes `entries`, which it takes over, the site's: drafts have a place of their own unless they are asked for, so
 * that a link to one is told from a dead one. */
void divide_entries(struct build *build, struct entry *entries, size_t count);
/* The matcher has been built. The texts are given back. */
void parse_bodies(struct build *build, struct entry *const *entries, size_t count);
/* Those of build->tree; also when a file of static/ has come or gone, since templates name them. */
void parse_all_templates(struct build *build);

/* build_link.c. Finds the files that are copied; those that are in `known` (assets, or NULL) and have not changed are
 * not opened again. */
void find_assets(struct build *build, const struct map *known);
/* Computes what the views show: link_site() has been called. */
void compute_views(struct build *build);

#endif
