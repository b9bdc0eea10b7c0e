/* The front matter of an entry: split off its bytes, checked against the schema, taken into the entry.
 *
 *   entry_identify(&entry, source, config);          // id, type, address: from where the file lies
 *   parse_front_matter(&entry, config, diags);       // everything else that does not need other entries
 *
 * Both may run for many entries at once, each with its own diags. What they allocate belongs to the entry's arena. */
#ifndef GLOSSA_PARSE_FRONT_MATTER_H
#define GLOSSA_PARSE_FRONT_MATTER_H

#include "model/config.h"
#include "model/entry.h"

/* `source` is a .md file in content/; it need not be loaded. */
void entry_identify(struct entry *entry, struct source *source, const struct config *config);

/* Wants the source loaded. Keeps nothing of its bytes. Without a title the file's name stands in for it. */
void parse_front_matter(struct entry *entry, const struct config *config, struct diags *diags);

/* Where the front matter of a text begins and ends. */
struct front_matter {
	struct str yaml;    /* between the lines of "---" */
	uint32_t yaml_line; /* its first line */
	size_t body_offset; /* of what follows, behind a byte order mark if there is nothing else before it */
	uint32_t body_line;
	bool found, closed;
};
struct front_matter front_matter_split(struct str text);

/* Takes a map of keys into an entry whose id, type and path are set: the part that records share. `broken`: the map
 * could not be read to its end, so that nothing is known to be missing. */
void entry_fill(struct entry *entry, struct arena *arena, const struct value *map, bool broken,
	const struct config *config, struct diags *diags);

#endif
