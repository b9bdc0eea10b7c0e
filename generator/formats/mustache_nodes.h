/* A compiled template: what mustache_parse.c makes and mustache_render.c runs. Nobody else includes this.
 *
 * A template is a program: nodes in the order of the text, run from the first to a NODE_RETURN. What encloses others
 * (sections, blocks, parents) says how many nodes it takes, so that a jump is an addition.
 *
 *   {{#a}}x{{/a}}   SECTION a · TEXT x · END         END asks for the next item, or goes on
 *   {{^a}}x{{/a}}   INVERTED a · TEXT x
 *   {{$b}}x{{/b}}   BLOCK b · TEXT x                 its default content
 *   {{<p}}{{$b}}x{{/b}}{{/p}}
 *                   PARENT p · BLOCK b · TEXT x · RETURN     an argument, run only from p's own block b
 *
 * Indentation belongs to lines of the template, never to data: a node that opens a line of its text says so
 * (`opens_line`), and a text also stands for the lines after its newlines. */
#ifndef GLOSSA_FORMATS_MUSTACHE_NODES_H
#define GLOSSA_FORMATS_MUSTACHE_NODES_H

#include "formats/mustache.h"

enum { MUSTACHE_DEEPEST = 100 }; /* sections in sections; partials in partials */

enum node_kind {
	NODE_TEXT,
	NODE_ESCAPED, /* {{name}} */
	NODE_RAW,     /* {{{name}}}, {{&name}} */
	NODE_SECTION,
	NODE_INVERTED,
	NODE_BLOCK,
	NODE_PARTIAL,
	NODE_PARENT,
	NODE_END,    /* of a section */
	NODE_RETURN, /* of a template, or of a block that is an argument */
};

struct key {
	struct str text;
	uint32_t hash; /* value_key_hash */
};

struct name {
	struct str text; /* as written: "entry.title" */
	uint32_t hash;   /* of the whole text, for the names of blocks */
	uint32_t count;  /* of keys; 0 is "." */
	struct key keys[];
};

struct node {
	unsigned char kind; /* enum node_kind */
	bool opens_line;
	bool standalone; /* of blocks: the tag had its line to itself, so what replaces it begins a line */
	bool dynamic;    /* of partials and parents: the name is a variable that holds the name */
	uint32_t size;   /* nodes that this one and all it encloses take */
	struct place place;
	struct str indent; /* of blocks, partials and parents: what each line of the inserted text gets */
	union {
		struct str text;         /* of NODE_TEXT */
		const struct name *name; /* of the others; NULL for NODE_END and NODE_RETURN */
	};
};

/* clang-format takes the name for a keyword of C++. */
/* clang-format off */
struct template {
	struct str path;
	struct node *nodes;
	size_t count;
};
	/* clang-format on */

#endif
