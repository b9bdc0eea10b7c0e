/* The way from a handbook's files to its site; the stages in their order.
 *
 *   struct build build = {.root = ".", .output = STR("public")};
 *   enum outcome outcome = build_load(&build);         // read, parse, link: build.site is whole and const
 *   if (outcome == OUTCOME_OK)
 *       outcome = build_render(&build, BUILD_PUBLISH); // or BUILD_NOTHING: for what it has to say
 *   outcome = build_finish(&build, outcome);           // diagnostics sorted
 *   build_release(&build);
 *
 * Nothing is printed here. What is wrong with the content is in `diags`; what is wrong with the environment, which
 * has no place in a file, is in `trouble`. */
#ifndef GLOSSA_BUILD_H
#define GLOSSA_BUILD_H

#include "base/outcome.h"
#include "build_progress.h"
#include "formats/mustache.h"
#include "model/site.h"
#include "model/source.h"

struct matcher;
struct page_sink;
struct record_file;
struct render;
struct said;

enum build_target { BUILD_NOTHING, BUILD_PUBLISH };

struct build {
	/* what the caller asks for */
	const char *root;    /* the handbook's folder */
	struct str output;   /* where the site goes, relative to the working directory */
	struct str base_url; /* instead of the handbook's own; without data: not given */
	size_t workers;      /* 0: as many as the machine has */
	bool drafts;         /* publish drafts as well */
	bool columns;        /* of mentions: nothing but a list of them shows any */
	bool warnings_fail;
	bool sync;         /* wait for the disk before the exchange */
	bool living;       /* build_update.h will be asked to keep it up to date */
	struct past *past; /* what version control knows (build_history.h); NULL: nobody asks */

	/* what comes of it */
	struct diags diags;
	struct str trouble;   /* "public: No space left on device", or "" */
	struct str note;      /* what the user should know although all went well, or "" */
	size_t written, kept; /* files */
	size_t pages;
	double seconds[STAGE_COUNT];
	struct build_progress progress;

	/* the handbook */
	struct source_tree tree;
	struct config config;
	struct site site;
	struct template_set templates;
	struct arena template_arena;
	struct record_file *record_files;
	size_t record_file_count;
	const struct matcher *matcher; /* of site.forms; NULL without any */
	struct map lands;              /* of struct land: the outlines of maps, by path */
	struct arena arena;
	struct source *quoted; /* the file that a diagnostic quoted last */
	struct said *said;     /* of a living build */
};

enum outcome build_load(struct build *build);
/* The same without the disk: for a tree whose sources are there and loaded. */
enum outcome build_load_tree(struct build *build);
enum outcome build_render(struct build *build, enum build_target target);
/* Sorts the diagnostics; what `outcome` becomes when they count. */
enum outcome build_finish(struct build *build, enum outcome outcome);
void build_release(struct build *build);

/* The render stage alone, for whoever wants to see what templates see. Release with render_end(). */
struct render *build_begin_render(struct build *build);
/* For whoever makes pages only when they are asked for: tells of what can be wrong with a page and shows no earlier. */
void build_check_pages(struct build *build, const struct render *render);

#endif
