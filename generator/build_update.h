/* Keeps a living build in step with its files: only those that have changed are read and parsed again, then the whole
 * is linked. For `serve`.
 *
 *   struct update *update = update_read(&build);    // what has changed; the site is not touched
 *   switch (update->kind) …                         // nothing, or too much: then load another build
 *   if (update_apply(update)) …                     // the site is the new one; build.diags say what is wrong
 *   update_keep(update); or update_undo(update);    // the site is what it was before
 *
 * From update_apply() on nobody else may look at the site, and what was made from it (struct render) is worthless. */
#ifndef GLOSSA_BUILD_UPDATE_H
#define GLOSSA_BUILD_UPDATE_H

#include "build_history.h"
#include "build_steps.h"
#include "read/changes.h"

enum update_kind {
	UPDATE_NOTHING, /* all files are as they were */
	UPDATE_SOME,
	UPDATE_ANEW, /* what everything else depends on has changed: settings, words, the forms of terms */
};

struct update {
	enum update_kind kind;
	bool asks_history; /* anew, and git has to be asked again */
	struct source_changes changes;
	size_t parsed; /* entries */

	/* build_update.c alone looks at what follows */
	struct build *build;
	struct source_tree now, former; /* the files as they are; what the build had */
	struct parsed fresh;
	struct map paths; /* of files that are not what they were */
	bool moved;       /* entries have come or gone: the arrays are new */
	bool same_names;  /* the fresh entries go by the names of those that they replace */
	bool *is_fresh;   /* by entry, when they have not moved */
	bool applied;
	struct entry *entries, *drafts; /* the site's, when they have moved */
	size_t entry_count, draft_count;
	struct record_file *record_files;
	size_t record_file_count;
	struct template_set templates;
	struct arena template_arena;
	struct map assets;
	struct arena asset_arena;
	struct said *said;
};

struct update *update_read(struct build *build);
/* False when this update turns out to be UPDATE_ANEW; it is to be undone then. */
bool update_apply(struct update *update);
void update_keep(struct update *update);
/* Also for an update that has not been applied. */
void update_undo(struct update *update);

#endif
