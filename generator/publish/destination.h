/* Where the site goes, and whether glossa may touch what is there. */
#ifndef GLOSSA_PUBLISH_DESTINATION_H
#define GLOSSA_PUBLISH_DESTINATION_H

#include "publish/publication.h"

/* The staging folder where it has to stand inside the output. */
#define STAGING_INSIDE ".glossa-staging"

enum ownership {
	OWNER_NONE,   /* empty */
	OWNER_GLOSSA, /* it bears our marker */
	OWNER_OTHERS,
	OWNER_UNKNOWN, /* it cannot be read; errno says why */
};

enum ownership folder_owner(struct arena *arena, int folder);

/* Takes hold of a folder; false when another process has it. File systems without locks are taken as they are. */
bool folder_lock(int folder);

/* Fills publication->to: resolves links, refuses places that hold other things than a site, opens what there is and
 * takes hold of it. With `make` the folders above the output are made where they are missing; without, to.parent is -1 then. */
enum publish_outcome destination_find(
	struct publication *publication, const struct publish_settings *settings, bool make, struct diags *diags);

/* These set the trouble, and are its outcome. */
enum publish_outcome publish_failed(struct publication *publication, struct str path, int error);
enum publish_outcome publish_busy(struct publication *publication);

#endif
