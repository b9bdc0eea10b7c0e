/* From libcmark's tree to the flat list: what the three files that do it share.
 *
 *   markdown_items.c         items, and the marks that turn back into what they replaced
 *   markdown_tree_inline.c   the inlines of one block
 *   markdown_tree.c          blocks, and the parse as a whole */
#ifndef GLOSSA_FORMATS_MARKDOWN_TREE_H
#define GLOSSA_FORMATS_MARKDOWN_TREE_H

#include <cmark.h>

#include "formats/markdown_scan.h"

enum { MOST_NESTING = 100, MOST_PENDING = 32 };

/* An opening mark that is not closed yet. */
struct pending {
	uint32_t mark, parent;
};

struct tree {
	struct markdown *markdown;
	const struct markdown_options *options;
	struct diags *diags;
	cmark_node **headings; /* the leading ones, which hold cells */
	uint32_t heading_count;
	cmark_node **notes; /* list items that hold footnotes, with their marks */
	uint32_t *note_marks;
	size_t note_count, note_capacity, note_mark_capacity;
	struct pending pending[MOST_PENDING];
	size_t pending_count;
	uint32_t parent; /* item number of the innermost inline container */
	uint32_t depth;
	bool in_link;
	bool too_deep;
	size_t definition; /* next of markdown->definition_lines */
};

/* Adds an item, and for a container the one that leaves it. */
uint32_t tree_push(struct tree *t, enum md_kind kind, unsigned flags, uint32_t line);
void tree_leave(struct tree *t, uint32_t entered);
/* A leaf whose text counts among the words: code, raw HTML. */
uint32_t tree_leaf(struct tree *t, enum md_kind kind, struct str text, uint32_t line);
uint32_t tree_link(struct tree *t, struct md_link link);
uint32_t tree_mark(struct tree *t, uint32_t number);
void tree_text(struct tree *t, struct str text);

/* The mark at `at`, or NULL; *length is what it takes. */
struct md_mark *mark_at(const struct markdown *md, struct str text, size_t at, size_t *length);
size_t mark_next(struct str text, size_t from);
uint32_t mark_number(const struct tree *t, const struct md_mark *mark);
/* The mark that a node's text begins with, if it is of this kind. */
struct md_mark *mark_leading(const struct markdown *md, cmark_node *node, enum md_mark_kind kind);
/* Text with every mark turned back into what it replaced. */
void mark_restore(const struct markdown *md, struct buf *out, struct str text);
struct str mark_restored(struct tree *t, const char *literal);

/* A block that holds the inlines from `first` up to `end`. */
uint32_t tree_inline_block(
	struct tree *t, enum md_kind kind, unsigned flags, uint32_t line, cmark_node *first, cmark_node *end);

#endif
