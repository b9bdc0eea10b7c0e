/* Files that come with the program: what `init` copies. */
#ifndef GLOSSA_COMMAND_SHARE_H
#define GLOSSA_COMMAND_SHARE_H

#include "base/arena.h"
#include "base/str.h"

struct share {
	struct str start;     /* folder of a new handbook's own files */
	struct str templates; /* the theme */
	struct str statics;
};

/* Beside the program: PREFIX/share/glossa for one that is installed, the repository for one that is not. False when
 * neither is there. */
bool share_find(struct arena *arena, struct share *share);

#endif
