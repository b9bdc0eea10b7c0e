/* What entries go by: ids, file names, titles and forms, folded, so that a name finds its entry, and what was probably
 * meant when it finds none. Drafts are here too: a link to one is no dead link. */
#ifndef GLOSSA_LINK_NAMES_H
#define GLOSSA_LINK_NAMES_H

#include "base/buf.h"
#include "link/suggest.h"
#include "model/site.h"

/* The stronger first: a title never hides behind a file name, it loses to it. */
enum name_rank { NAME_ID, NAME_FILE, NAME_TITLE, NAME_FORM };

struct name {
	const struct entry *entry;
	enum name_rank rank;
	struct name *next; /* another entry of the same name */
};

struct names {
	const struct site *site;
	struct map by_text;        /* folded → struct name */
	struct suggester ids, all; /* filled when first needed */
	struct buf folded;
	struct buf list;
};

/* Which entries are meant: all when zero. */
struct name_scope {
	const struct type *const *types; /* of one of these types; any type when type_count is 0 */
	size_t type_count;
	enum type_role role; /* ROLE_NONE: any */
	bool ids_only;       /* not by title or form */
};

struct name_match {
	const struct entry *entry;     /* the one meant; NULL when there is none, or several */
	const struct entry *rivals[4]; /* some of those meant when there are several */
	size_t rival_count;
};

/* Needs site->by_id. */
void names_build(struct names *names, struct arena *arena, const struct site *site);
void names_release(struct names *names);

struct name_match names_find(struct names *names, struct str name, const struct name_scope *scope);
/* What to write instead of a name that finds nothing; "" when nothing is near. Borrowed from the entry. */
struct str names_suggest(struct names *names, struct str name, const struct name_scope *scope);
/* The same as an entry; NULL when nothing is near. */
const struct entry *names_nearest(struct names *names, struct str name, const struct name_scope *scope);
/* "terms/a, terms/b and others": valid until the next call. */
struct str names_rivals(struct names *names, const struct name_match *match);

/* Whether an entry is one that the build leaves out. */
bool is_left_out(const struct site *site, const struct entry *entry);

#endif
