/* An entry: one Markdown file, or one record of a shared YAML file. Filled by parse/, completed by link/, then const. */
#ifndef GLOSSA_MODEL_ENTRY_H
#define GLOSSA_MODEL_ENTRY_H

#include "formats/value.h"
#include "model/body.h"
#include "model/history.h"
#include "model/schema.h"
#include "model/source.h"

/* A surface form under which text means this entry. */
struct form {
	struct str text, lang; /* its language as the front matter says it, or "" */
	struct place place;    /* where it was written; the title's for the title */
	bool acronym;          /* two capitals, or a capital and a digit: matches case */
	bool title;
};

struct alias {
	struct str address, anchor; /* "terms/old.html"; or a record's old id, "e040": the address is link/'s then */
	struct place place;
};
struct moved_anchor {
	struct str from, to;
	struct place place;
};
/* A front-matter source: a citation without a sentence. */
struct source_use {
	struct str key, locator, note;
	struct place place;
	const struct entry *source; /* by link; NULL when unknown */
};
/* A reference in a front-matter field, also inside records. */
struct field_ref {
	const struct field *field;
	struct str name; /* as written */
	struct place place;
	const struct entry *target; /* by link; NULL when unknown */
};

struct entry {
	size_t index;            /* in site.entries, by id */
	struct str id;           /* "terms/r2p" */
	const struct type *type; /* NULL for a page of its own (home, map …) */
	struct source *source;   /* its file; NULL when its text has been parsed */
	struct str path;         /* of that file, for diagnostics */
	uint32_t body_line;      /* first line after the front matter */
	size_t body_offset;
	bool record;        /* stands in a shared file and has no page */
	bool type_index;    /* content/FOLDER/index.md: opens the index page of the type with that folder; `type` is NULL */
	struct str address; /* "terms/r2p.html"; for a record its page's, with anchor */
	struct str anchor;  /* records: "e041" */

	struct str title, summary, lang, template; /* template: "" unless the front matter names one */
	uint32_t number;                           /* 0 is none */
	bool draft, autolink, autolink_set; /* autolink: text that names it is linked; set: the front matter says so */
	int32_t weight;
	struct date updated, created;       /* by the front matter, else by history */
	const struct file_history *history; /* NULL: nothing is known */
	struct blob blob;                   /* of its file, where history is asked for */
	struct form *forms;                 /* title first */
	size_t form_count;
	struct str *tags;
	size_t tag_count;
	struct alias *aliases;
	size_t alias_count;
	struct moved_anchor *anchors;
	size_t anchor_count;
	struct source_use *sources;
	size_t source_count;
	const struct value *front; /* the whole front matter, checked against the schema; VALUE_MAP */
	struct field_ref *refs;    /* in the order written */
	size_t ref_count;
	struct place title_place, place;
	struct body body;
	bool links_told;    /* by link: something is wrong with its links */
	struct arena arena; /* what belongs to this entry alone, so that serve can replace it */
};

#endif
