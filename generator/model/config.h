/* The handbook's settings: site.yaml, checked. Frozen once parsed. */
#ifndef GLOSSA_MODEL_CONFIG_H
#define GLOSSA_MODEL_CONFIG_H

#include "formats/value.h"
#include "model/schema.h"

enum link_policy { LINK_FIRST_PER_SECTION, LINK_FIRST_PER_PAGE, LINK_ALL, LINK_NONE };

/* What `outputs:` can add to or take from a build. */
enum output_kind {
	OUTPUT_SEARCH = 1 << 0,
	OUTPUT_DATA = 1 << 1,
	OUTPUT_PRINT = 1 << 2,
	OUTPUT_ENTRIES = 1 << 3,
	OUTPUT_FEED = 1 << 4,
	OUTPUT_SITEMAP = 1 << 5,
	OUTPUT_HOSTS = 1 << 6,
	OUTPUT_GZIP = 1 << 7,
};

struct callout_kind {
	struct str name;  /* "NOTE", as in > [!NOTE] */
	struct str label; /* what readers see; "" takes the word callout_note */
};

struct nav_item {
	struct str target; /* an entry's id, a type's folder, or one of glossa's own pages ("search") */
	struct str label;  /* "" takes the target's title */
	struct place place;
};

/* Who writes the handbook: a person where an ORCID is given, else people or an institution under one name. */
struct author {
	struct str name, orcid, url;
};

struct limits {
	size_t entry_bytes; /* largest entry */
	size_t nesting;     /* containers inside one another */
};

/* What readers see of the version control. */
struct history_settings {
	bool on;
	size_t changes; /* shown on each entry; 0 is none */
	struct str *minor;
	size_t minor_count; /* words of commits that are nothing new */
};

struct config {
	struct str title, subtitle, lang, base_url, repository, edition, licence;
	struct author *authors;
	size_t author_count;
	struct nav_item *nav;
	size_t nav_count;
	struct schema schema;
	enum link_policy link;
	bool raw_html, remote_images, typography;
	struct callout_kind *callouts; /* built-in ones first */
	size_t callout_count;
	unsigned outputs; /* bits of enum output_kind */
	struct limits limits;
	struct history_settings history;
	enum severity rules[DIAG_CODE_COUNT]; /* defaults, changed by `rules:` */
	const struct value *words;            /* language → key → text, the site's own; NULL for none */
	const struct value *params;           /* free; NULL for none */
	const struct value *root;             /* all of site.yaml */
};

/* The interface word for a language: the site's, else the theme's, else English; the key itself when there is none. */
struct words {
	const struct value *site;  /* config.words */
	const struct value *theme; /* templates/words.yaml */
};
struct str word(const struct words *words, struct str lang, struct str key);
bool word_known(const struct words *words, struct str lang, struct str key);

#endif
