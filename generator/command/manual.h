/* The manual pages, in mdoc: made from the records of commands and the tables of keys, as help is. */
#ifndef GLOSSA_COMMAND_MANUAL_H
#define GLOSSA_COMMAND_MANUAL_H

#include "base/buf.h"
#include "command/command.h"

/* glossa(1) */
void manual_program(struct buf *out, const struct command *const *commands);
/* glossa-handbook(5) */
void manual_handbook(struct buf *out);

#endif
