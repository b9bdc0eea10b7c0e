/* From a folder of the last edition to a folder of the next, at one instant.
 *
 *   struct publication publication = {0};
 *   if (publish_open(&publication, &settings, diags) == PUBLISH_OK) {
 *       … sink_write(&publication.sink, path, bytes) …        from any thread
 *       publish_commit(&publication);                         or publish_discard()
 *   }
 *   publish_release(&publication);
 *
 * The site is written into a staging folder (.public.glossa) beside the output (public), which then takes the
 * output's place by one exchange; the old edition is deleted afterwards. A crash at any point leaves one edition or
 * the other, whole, and the next publish_open() deletes what was left over. Where folders cannot be exchanged, on a
 * mount point say, files are replaced one by one and `note` says so.
 *
 * Only folders that are empty or hold our marker are ever replaced or emptied. A lock keeps others out meanwhile. */
#ifndef GLOSSA_PUBLISH_PUBLICATION_H
#define GLOSSA_PUBLISH_PUBLICATION_H

#include "base/arena.h"
#include "base/diag.h"
#include "publish/sink.h"

struct publish_settings {
	struct str root;   /* the handbook's folder */
	struct str output; /* the site's, as the user wrote it; relative to the working directory */
	bool gzip;         /* beside each text file the same compressed */
	bool sync;         /* all is on the disk before the exchange: guards against power loss, and may take seconds */
};

enum publish_outcome {
	PUBLISH_OK,
	PUBLISH_FOREIGN, /* the output is not ours to replace; a diagnostic says why */
	PUBLISH_BUSY,    /* another glossa works on this output; `trouble` says so */
	PUBLISH_FAILED,  /* the system refused something; `trouble` says what */
};

struct trouble {
	struct str path, reason;
	int error; /* errno */
};

struct destination {
	struct str shown; /* the output as the user wrote it, without slashes at its end */
	struct str path;  /* absolute and through no link, terminated */
	const char *name; /* its last name */
	bool by_link;     /* the user's path is a link to it */
	int parent;       /* descriptor of the folder it stands in */
	int folder;       /* its own; -1 while it does not exist */
};

struct publication {
	struct sink sink;
	struct trouble trouble;
	struct str note; /* what the user should know although all went well, or "" */

	struct arena text;
	struct destination to;
	int home;            /* where the staging folder stands: to.parent or to.folder */
	const char *staging; /* its name there; NULL while there is none */
	bool in_place;       /* replace files one by one */
	bool sync;
	bool open; /* descriptors are held */
};

enum publish_outcome publish_open(
	struct publication *publication, const struct publish_settings *settings, struct diags *diags);
/* On failure the old edition stands as before. */
enum publish_outcome publish_commit(struct publication *publication);
void publish_discard(struct publication *publication);
/* Deletes an output that bears the marker, and what killed builds left behind. Instead of publish_open(). */
enum publish_outcome publish_clean(
	struct publication *publication, const struct publish_settings *settings, struct diags *diags);
void publish_release(struct publication *publication);

#endif
