/* What a command reads besides the handbook: a file that was named, or standard input. */
#ifndef GLOSSA_COMMAND_INPUT_H
#define GLOSSA_COMMAND_INPUT_H

#include "base/buf.h"

/* Appends all of the file, or of standard input for "-". False, having complained, when it cannot be read. */
bool input_read(struct buf *bytes, struct str name);

#endif
