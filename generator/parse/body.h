/* An entry's Markdown to its struct body: HTML with holes, and lists of what the rest of the site needs to know. */
#ifndef GLOSSA_PARSE_BODY_H
#define GLOSSA_PARSE_BODY_H

#include "model/entry.h"
#include "parse/matcher.h"

/* What all bodies are parsed under. Const, shared by the workers. */
struct body_rules {
	const struct config *config;
	struct words words;
	const struct matcher *matcher; /* NULL: nothing is linked */
	const struct site_form *forms;
	size_t entry_count; /* of the site: forms' entries have indexes below it */
	bool columns;       /* of mentions are asked for; else their lines alone */
	bool plain;         /* CommonMark, tables, footnotes, task lists; nothing else */
	bool unsafe;        /* raw HTML and any address pass */
};

/* A worker's memory, reused from entry to entry. `struct body_worker *w = body_worker_new();` */
struct body_worker;
struct body_worker *body_worker_new(void);
void body_worker_free(struct body_worker *worker);

/* Fills entry->body from `source`, the text after the front matter, which begins at entry->body_line; and the entry's
 * fields of type markdown. Allocates from entry->arena. */
void body_parse(struct body_worker *worker, const struct body_rules *rules, struct entry *entry, struct str source,
	struct diags *diags);

#endif
