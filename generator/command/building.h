/* What the commands that build a handbook share: options, the report, the summary. */
#ifndef GLOSSA_COMMAND_BUILDING_H
#define GLOSSA_COMMAND_BUILDING_H

#include "build.h"
#include "command/report.h"

/* Prints the diagnostics and what the environment has to say. */
void building_report(const struct call *call, struct build *build, enum report_format format);
/* Loads the handbook in the working directory and reports what is wrong with it; for commands that only look. The
 * caller calls build_release() whatever comes out. */
enum outcome building_load(const struct call *call, struct build *build);
/* A table of stages with their times. */
void building_timings(const struct build *build);

#endif
