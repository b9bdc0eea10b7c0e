/* What the commands that build a handbook share: options, the report, the summary. */
#ifndef GLOSSA_COMMAND_BUILDING_H
#define GLOSSA_COMMAND_BUILDING_H

#include "build.h"
#include "command/report.h"

/* For report.h: a line of one of the handbook's files. */
struct str building_line_of(void *build, struct str path, uint32_t line);
/* Prints the diagnostics and what the environment has to say. */
void building_report(const struct call *call, struct build *build, enum report_format format);
/* Loads the handbook in the working directory and reports what is wrong with it; for commands that only look. The
 * caller calls build_release() whatever comes out. */
enum outcome building_load(const struct call *call, struct build *build);
/* An entry by its id, its file or its file's name alone; NULL when there is none, or several of the name. */
const struct entry *building_entry(const struct site *site, struct str name);
/* What may have been meant by the name of an entry that there is not: "; did you mean …?", or nothing. */
struct str building_meant(struct arena *arena, const struct site *site, struct str name);
/* A table of stages with their times. */
void building_timings(const struct build *build);

#endif
