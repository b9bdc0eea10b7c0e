/* The files of a handbook, as found on the disk. read/ fills this; their bytes come and go with source_load(). */
#ifndef GLOSSA_MODEL_SOURCE_H
#define GLOSSA_MODEL_SOURCE_H

#include "base/arena.h"
#include "base/str.h"

enum source_kind {
	SOURCE_SETTINGS, /* site.yaml */
	SOURCE_ENTRY,    /* .md in content/ */
	SOURCE_RECORDS,  /* .yaml and .yml in content/ */
	SOURCE_LEDGER,   /* content/ledger.txt */
	SOURCE_ASSET,    /* any other file in content/ */
	SOURCE_TEMPLATE, /* .html in templates/ */
	SOURCE_WORDS,    /* templates/words.yaml */
	SOURCE_STATIC,   /* any file in static/ */
	SOURCE_KIND_COUNT
};

enum source_root { ROOT_HANDBOOK, ROOT_CONTENT, ROOT_TEMPLATES, ROOT_STATIC, SOURCE_ROOT_COUNT };

struct source {
	struct str path;  /* relative to the handbook: "content/terms/r2p.md" */
	struct str bytes; /* on the heap while loaded; data is NULL while not */
	enum source_kind kind;
	uint64_t stamp; /* the same as long as the file is; 0: not looked at, or it may change without a sign */
};

struct source_list {
	struct source *items; /* by path, in byte order */
	size_t count;
	size_t capacity;
};

struct source_tree {
	struct source_list of[SOURCE_KIND_COUNT];
	uint64_t limits[SOURCE_KIND_COUNT]; /* the most bytes a source of this kind may have to be loaded */
	int roots[SOURCE_ROOT_COUNT];       /* descriptors of open folders; -1 for one that is missing */
	bool open;                          /* whether `roots` holds anything */
	bool stamped;                       /* the files are to be known again: set before they are read */
	struct arena text;                  /* paths and lists */
};

/* The settings, or the first source of another kind; NULL when there is none. */
struct source *source_first(const struct source_tree *tree, enum source_kind kind);
/* The source at a path ("content/a.png"), or NULL. */
struct source *source_find(const struct source_tree *tree, enum source_kind kind, struct str path);
/* Whether a file is as it was when it was looked at before; false when that cannot be told. */
bool source_same(const struct source *before, const struct source *now);
/* The descriptor of the folder that a source may not leave, and its path within that. */
int source_root(const struct source_tree *tree, const struct source *source, struct str *within);

#endif
