#include "model/vocabulary.h"

#include "base/near.h"

/* The map is used as a set: any value but NULL will do. */
void vocabulary_add(struct vocabulary *vocabulary, struct str parent, struct str name)
{
	struct str added = parent.len ? str_format(&vocabulary->text, "%.*s.%.*s", STR_ARG(parent), STR_ARG(name))
	                              : str_copy(&vocabulary->text, name);

	if (!map_has(&vocabulary->names, added))
		map_set(&vocabulary->names, added, vocabulary);
}

void vocabulary_release(struct vocabulary *vocabulary)
{
	map_release(&vocabulary->names);
	arena_release(&vocabulary->text);
}

/* The nearest of the names that can follow `parent`; of all single names when parent is "". */
static struct str nearest(const struct vocabulary *vocabulary, struct str parent, struct str word)
{
	struct near near = near_to(word);

	for (size_t i = 0; i < vocabulary->names.count; i++) {
		struct str name = vocabulary->names.items[i].key;
		size_t dot = str_find_char(name, '.', 0);

		if (parent.len == 0 && dot == name.len)
			near_try(&near, name);
		else if (parent.len && dot == parent.len && dot < name.len && str_starts(name, parent))
			near_try(&near, str_from_index(name, dot + 1));
	}
	return near.best;
}

bool vocabulary_has(const struct vocabulary *vocabulary, struct str dotted, struct str *unknown, struct str *best)
{
	struct str rest = dotted, piece, parent = STR("");

	while (str_split(&rest, '.', &piece)) {
		/* parent and piece lie side by side in `dotted`: the pair needs no copy */
		struct str pair = parent.len ? (struct str){parent.data, parent.len + 1 + piece.len} : piece;

		if (!map_has(&vocabulary->names, pair)) {
			*unknown = piece;
			*best = nearest(vocabulary, parent, piece);
			return false;
		}
		parent = piece;
	}
	return true;
}
