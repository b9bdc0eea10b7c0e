/* What may reach a terminal, and how wide it is there. */
#ifndef GLOSSA_COMMAND_TERMINAL_H
#define GLOSSA_COMMAND_TERMINAL_H

#include "base/buf.h"
#include "command/command.h"

/* Appends text with all that could act on a terminal, or read other than it is, made visible: \x1b, \x0a, <U+202E>. */
void terminal_text(struct buf *out, struct str text);
/* The same for the one character at `at`; adds its columns and returns where the next begins. A tab is four columns.
 * Without `out` it only measures. */
size_t terminal_character(struct buf *out, struct str text, size_t at, size_t *columns);
/* Whether a character beyond ASCII is one of those that terminal_text shows by their number. */
bool terminal_hides(uint32_t code_point);

/* Breaks paragraphs at spaces so that no line is longer than `width`; lines after the first begin with `indent` spaces.
 * Lines that begin with a space are kept as they are. */
void terminal_wrap(struct buf *out, struct str text, size_t indent, size_t width);

/* --color decides, else NO_COLOR, CLICOLOR_FORCE, CLICOLOR and TERM, else whether it is a terminal. */
bool terminal_wants_color(enum color_choice choice, bool is_terminal);
/* How wide the terminal of a file descriptor is; `otherwise` when it is none. */
size_t terminal_columns(int descriptor, size_t otherwise);

#endif
