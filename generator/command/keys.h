/* What a handbook's files may hold, in words: glossa-handbook(5) and the JSON Schema of site.yaml are made from these
 * tables. tests/command/schema.t compares them with what parse/ accepts. */
#ifndef GLOSSA_COMMAND_KEYS_H
#define GLOSSA_COMMAND_KEYS_H

#include "formats/value.h"

/* What may stand behind a key: several where there are several ways to write it. */
enum key_shape {
	KEY_TEXT = 1,
	KEY_NUMBER = 2,
	KEY_BOOLEAN = 4,
	KEY_MAP = 8,
	KEY_LIST = 16, /* of what else it may be; of texts if nothing else */
};

struct key_help {
	const char *path; /* "types.*.label.one"; a star is any name */
	unsigned shape;   /* bits of enum key_shape */
	const char *of;   /* the words it may be, "all|none"; NULL for any */
	const char *help; /* one or two sentences, without the last full stop */
};

extern const struct key_help SITE_KEY_HELP[], ENTRY_KEY_HELP[], VIEW_KEY_HELP[]; /* ended by {0} */

/* What a path says about a key, or NULL. */
const struct key_help *key_help(const struct key_help *keys, const char *path);

#endif
