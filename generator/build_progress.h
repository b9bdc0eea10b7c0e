/* How far a build is: written by its workers, read by whoever shows it meanwhile. */
#ifndef GLOSSA_BUILD_PROGRESS_H
#define GLOSSA_BUILD_PROGRESS_H

#include <stdatomic.h>

enum build_stage { STAGE_READ, STAGE_FRONT_MATTER, STAGE_BODIES, STAGE_LINK, STAGE_RENDER, STAGE_PUBLISH, STAGE_COUNT };

struct build_progress {
	atomic_size_t stage;                               /* enum build_stage */
	atomic_size_t done, total, bytes_read, bytes_made; /* items of the stage; bytes of entries, of pages */
};

#endif
