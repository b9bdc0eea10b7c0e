/* One line on a terminal that says how far a build is, from its first second on; nothing anywhere else. */
#ifndef GLOSSA_COMMAND_PROGRESS_H
#define GLOSSA_COMMAND_PROGRESS_H

#include "build.h"
#include "command/command.h"

struct progress;

/* NULL, which is fine, where nothing is to be shown. */
struct progress *progress_begin(const struct call *call, const struct build_progress *build);
/* Takes the line away. */
void progress_end(struct progress *progress);

const char *progress_stage_name(enum build_stage stage);

#endif
