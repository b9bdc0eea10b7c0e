/* Reads the tags of a Mustache template, one after the other, wherever sections begin and end: that is
 * mustache_parse.c's work. Nobody else includes this. */
#ifndef GLOSSA_FORMATS_MUSTACHE_TAGS_H
#define GLOSSA_FORMATS_MUSTACHE_TAGS_H

#include "base/diag.h"

struct tag {
	char kind;    /* one of # ^ / $ < > ! = & { or 0 for {{name}} */
	bool dynamic; /* {{>*name}} */
	struct str name;
	size_t start, end;
	bool first, last; /* nothing but white space before it, behind it, on its line */
	size_t line;      /* where the white space before it begins */
	size_t next_line; /* what follows the white space and line end behind it, if it is the last */
	struct place place, name_place;
};

struct tag_reader {
	struct arena *arena;
	struct diags *diags;
	struct str path, text;
	struct str open, close, raw_close; /* delimiters: {{ }} }}} */
	bool exhausted;                    /* no closing delimiter is left */
	size_t errors;
	size_t counted; /* `place` is that of this offset */
	struct place place;
};

struct tag_reader tag_reader_new(struct arena *arena, struct str path, struct str text, struct diags *diags);
/* The next tag at or after `from`; false when there is none. Broken ones are reported and passed over. */
bool tag_next(struct tag_reader *reader, size_t from, struct tag *tag);

/* Reports TEMPLATE_SYNTAX, at most a hundred times a template. */
void tag_error(struct tag_reader *reader, struct place place, const char *format, ...) PRINTF_LIKE(3, 4);
/* A tag as its author writes it, for messages. */
struct str tag_text(struct tag_reader *reader, char kind, bool dynamic, struct str name);

#endif
