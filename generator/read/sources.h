/* Finds the files of a handbook and brings their bytes.
 *
 * The walk opens folders beneath content/, templates/ and static/ and takes regular files only. A link is followed
 * when it leads to a regular file inside the same one of the three; links to folders, links that lead out, pipes,
 * sockets and devices are diagnostics and never opened. Names that cannot become addresses are diagnostics.
 *
 * Passed over in silence are README.md, dot-files and what editors and systems leave behind; in content/ also what
 * begins with '_'. In static/ some names that web servers read (.htaccess, .well-known, _headers) are kept. */
#ifndef GLOSSA_READ_SOURCES_H
#define GLOSSA_READ_SOURCES_H

#include "base/buf.h"
#include "base/diag.h"
#include "model/source.h"

enum sources_outcome {
	SOURCES_READ,        /* the diagnostics say whether all is well */
	SOURCES_NO_FOLDER,   /* there is no such folder */
	SOURCES_NO_SETTINGS, /* no site.yaml in it: no handbook here */
	SOURCES_NO_CONTENT,  /* no content/ in it: no handbook here */
	SOURCES_UNREADABLE,  /* it is there but cannot be read; the diagnostics say why */
};

/* Walks the handbook in the folder `root` and loads site.yaml. `tree` is zero; release it whatever comes out. */
enum sources_outcome sources_read(struct source_tree *tree, const char *root, struct diags *diags);
void sources_release(struct source_tree *tree);

/* Brings a source's bytes if they are not here yet, at most tree->limits[kind] of them. Workers may load different
 * sources at once. */
bool source_load(const struct source_tree *tree, struct source *source, struct diags *diags);
/* Gives the bytes back; they can be loaded again. */
void source_unload(struct source *source);
/* Tells what is wrong with the text of a source that is loaded; it goes on with U+FFFD in the place of each flaw. */
void source_check_text(struct source *source, struct buf *clean, struct diags *diags);
/* The first bytes, without loading the rest; how many there are, 0 when it cannot be read. */
size_t source_head(
	const struct source_tree *tree, const struct source *source, char *buffer, size_t size, struct diags *diags);
/* A hash of all the bytes, without holding them. */
bool source_fingerprint(
	const struct source_tree *tree, const struct source *source, uint64_t *hash, struct diags *diags);

#endif
