/* Takes finished pages and files and writes them into the staging folder, from as many threads as like.
 *
 * A file that is published already, byte for byte, is hard-linked instead: its time and inode stay, and web servers
 * and browsers can go on using what they hold. The first failure is remembered; after it nothing more is written. */
#ifndef GLOSSA_PUBLISH_SINK_H
#define GLOSSA_PUBLISH_SINK_H

#include <stdatomic.h>

#include "base/str.h"
#include "model/source.h"

/* The file that says "made by glossa". */
#define MARKER ".glossa"

struct sink_trouble;

struct sink {
	struct str shown;   /* what users call the site's folder: "public" */
	int staging;        /* descriptor of the folder to write into */
	int published;      /* descriptor of the present edition; -1 for none */
	bool gzip;          /* write index.html.gz beside index.html */
	bool exact_modes;   /* new files and folders get 0644 and 0755 by themselves, as under umask 022 */
	atomic_bool unlike; /* the two folders cannot share files */
	_Atomic(struct sink_trouble *) trouble; /* the first */
	atomic_size_t written, kept;            /* files */
};

/* `path` is relative to the site and names each file once. False after the first failure. */
bool sink_write(struct sink *sink, struct str path, struct str bytes);
/* Copies a file of the handbook. */
bool sink_copy(struct sink *sink, struct str path, const struct source_tree *tree, const struct source *source);
/* The same as sink_write, piece by piece, for what is too large to be held whole. Zero but for its sink and path; nothing
 * is touched before the first piece. One thread writes one file. */
struct sink_file {
	struct sink *sink;
	struct str path;
	int file;      /* being written, else 0 */
	int same;      /* the published one, as long as all pieces are its own; else 0 */
	uint64_t size; /* of the pieces so far */
};
bool sink_put(struct sink_file *file, struct str piece);
/* After the last piece. */
bool sink_end(struct sink_file *file);
/* Writes the marker; the staging folder's first file. */
bool sink_mark(struct sink *sink);

/* The first failure, its path as users would write it ("public/a.html"); false while there is none. */
bool sink_failed(const struct sink *sink, struct str *path, int *error);
void sink_release(struct sink *sink);

#endif
