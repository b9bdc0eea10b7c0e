#include "model/licence.h"

#include "base/arena.h"

/* Every combination that Creative Commons has. */
static const struct str KINDS[] = {STR_INIT("by"), STR_INIT("by-sa"), STR_INIT("by-nc"), STR_INIT("by-nd"),
	STR_INIT("by-nc-sa"), STR_INIT("by-nc-nd")};

/* In small letters, with hyphens for what separates. */
static struct str plain(struct arena *arena, struct str text)
{
	char *copy = arena_bytes(arena, text.len);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == ' ' || c == '_' || c == '/')
			c = '-';
		if (c != '-' || (len && copy[len - 1] != '-'))
			copy[len++] = c;
	}
	return (struct str){copy, len};
}

static bool is_version(struct str text)
{
	return text.len == 3 && text.data[0] >= '1' && text.data[0] <= '4' && text.data[1] == '.' &&
	       (text.data[2] == '0' || text.data[2] == '5');
}

struct str licence_url(struct arena *arena, struct str licence)
{
	struct str name = str_trim(licence);

	if (str_starts(name, STR("https://")) || str_starts(name, STR("http://")))
		return name;
	name = plain(arena, name);
	if (str_equal(name, STR("cc0")) || str_equal(name, STR("cc0-1.0")))
		return STR("https://creativecommons.org/publicdomain/zero/1.0/");
	if (!str_starts(name, STR("cc-")) || name.len < 8 || name.data[name.len - 4] != '-')
		return STR("");
	struct str version = str_from_index(name, name.len - 3), kind = str_slice(name, 3, name.len - 4);
	for (size_t i = 0; i < COUNT_OF(KINDS); i++)
		if (str_equal(KINDS[i], kind) && is_version(version))
			return str_format(
				arena, "https://creativecommons.org/licenses/%.*s/%.*s/", STR_ARG(kind), STR_ARG(version));
	return STR("");
}
