/* Diagnostics are data: what is wrong, where, and how to mend it. Printing them is command/report's work.
 *
 * Whoever knows most adds one, once, and goes on with a placeholder. Each worker has its own list; lists are merged
 * and sorted by place, so that the result does not depend on threads. */
#ifndef GLOSSA_BASE_DIAG_H
#define GLOSSA_BASE_DIAG_H

#include "base/arena.h"
#include "base/diag_codes.h"
#include "base/map.h"
#include "base/str.h"

/* Line and column in characters, both from 1; line 0 is "the file as a whole". */
struct place {
	uint32_t line;
	uint32_t column;
};

struct diag {
	enum diag_code code;
	enum severity severity; /* after the handbook's `rules:` */
	struct str path;        /* relative to the handbook; "" is the handbook itself, "-" standard input */
	struct place place;
	uint32_t length; /* characters to underline; 0 is unknown */
	struct str message;
};

struct diags {
	struct diag *items;
	size_t count;
	size_t capacity;
	size_t errors;
	size_t warnings;
	const enum severity *rules; /* by code, or NULL for the defaults */
	size_t limit;               /* one file may not bury the others: with this many the rest is dropped; 0 is none */
	struct arena text;
};

/* The message says what is wrong and how to mend it, without a full stop: "no entry named \"x\"; did you mean \"y\"?" */
void diag_add(struct diags *diags, enum diag_code code, struct str path, struct place place, const char *format, ...)
	PRINTF_LIKE(5, 6);
/* The same, underlining `length` characters. */
void diag_add_span(struct diags *diags, enum diag_code code, struct str path, struct place place, uint32_t length,
	const char *format, ...) PRINTF_LIKE(6, 7);
/* The end of a message: `; did you mean "best"?`, or nothing when best is empty. */
struct str diag_did_you_mean(struct arena *arena, struct str best);
/* A text as it can stand in a message: on one line, and no longer than sixty characters. */
struct str diag_shown(struct arena *arena, struct str text);

/* Moves all of `from` behind `into` and empties it. */
void diags_merge(struct diags *into, struct diags *from);
/* Appends copies of those of `from` that stand at `first` and behind it. */
void diags_copy(struct diags *into, const struct diags *from, size_t first);
/* Those about other files than `paths` has. */
void diags_copy_others(struct diags *into, const struct diags *from, const struct map *paths);
/* By path, place, code and message; what is said twice stays once. */
void diags_sort(struct diags *diags);
/* Whether the run has failed: an error, or a warning where warnings count. */
bool diags_failed(const struct diags *diags, bool warnings_fail);
void diags_release(struct diags *diags);

/* The place `offset` bytes into `text`, which begins at line `first_line`. */
struct place place_at(struct str text, size_t offset, uint32_t first_line);

#endif
