/* Prints diagnostics, which have been sorted: as text for people, in the manner of compilers, or for machines. */
#ifndef GLOSSA_COMMAND_REPORT_H
#define GLOSSA_COMMAND_REPORT_H

#include <stdio.h>

#include "base/buf.h"
#include "base/diag.h"
#include "command/command.h"

enum report_format {
	REPORT_TEXT,   /* path:line:column: error: message [code], with the line quoted; to stderr */
	REPORT_JSON,   /* an array of {path, line, column, length, severity, code, message}; to stdout */
	REPORT_GITHUB, /* workflow commands, which GitHub shows beside the lines; to stdout */
	REPORT_SARIF,  /* SARIF 2.1.0, for code scanning; to stdout */
};
bool report_format_named(struct str name, enum report_format *format);

/* One line of a file, counted from 1, to quote; without data when it cannot be had. Borrowed until the next call. */
typedef struct str line_of(void *context, struct str path, uint32_t line);

struct report {
	enum report_format format;
	bool color;
	bool quiet;       /* errors only, no count */
	bool verbose;     /* no limit to what one file may have */
	size_t columns;   /* longer lines are cut around the caret */
	line_of *line_of; /* NULL: nothing is quoted */
	void *context;
};

/* The settings that the command line, the environment and the terminal ask for. */
struct report report_for(const struct call *call, enum report_format format);
void report_print(const struct report *report, const struct diags *diags);
/* What report_print prints. */
void report_write(struct buf *out, const struct report *report, const struct diags *diags);

/* The formats, one function each. */
void report_text(struct buf *out, const struct report *report, const struct diags *diags);
void report_json(struct buf *out, const struct diags *diags);
void report_github(struct buf *out, const struct diags *diags);
void report_sarif(struct buf *out, const struct diags *diags);

/* A JSON string in which nothing is invisible: for whatever is printed for machines and may be looked at. */
void report_json_string(struct buf *out, struct str text);

/* Writes bytes to a stream; none at all are no trouble. */
void print_bytes(FILE *stream, struct str bytes);
/* "glossa: …" on stderr: what is wrong with the command line or the environment, which has no place in a file. */
void complain(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
