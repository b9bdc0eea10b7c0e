#include "parse/citations.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"

static bool key_char(struct str s, size_t at)
{
	uint32_t c;

	if (at >= s.len)
		return false;
	utf8_decode(s, at, &c);
	return fold_is_word(c) || c == '_';
}

/* The end of the key that begins at `at`: letters and digits, joined by - . : + / */
static size_t key_end(struct str s, size_t at)
{
	uint32_t c;

	while (key_char(s, at) || (at < s.len && memchr("-.:+/", s.data[at], 5) && key_char(s, at + 1)))
		at += utf8_decode(s, at, &c);
	return at;
}

/* Where the '@' of a key stands in the part, or part.len. */
static size_t find_key(struct str part)
{
	for (size_t at = str_find_char(part, '@', 0); at < part.len; at = str_find_char(part, '@', at + 1))
		if (key_char(part, at + 1) &&
			(at == 0 || part.data[at - 1] == ' ' || part.data[at - 1] == '-' || part.data[at - 1] == '('))
			return at;
	return part.len;
}

static struct str locator_of(struct str rest)
{
	rest = str_trim(rest);
	if (rest.len && rest.data[0] == ',')
		rest = str_trim(str_from_index(rest, 1));
	if (rest.len > 1 && rest.data[0] == '[' && rest.data[rest.len - 1] == ']')
		rest = str_trim(str_slice(rest, 1, rest.len - 1));
	return rest;
}

/* A backslash before punctuation is Markdown's way to mean the sign itself; this text never passes through libcmark. */
static struct str unescaped(struct arena *arena, struct str text)
{
	if (str_find_char(text, '\\', 0) == text.len)
		return text;
	struct str signs = STR("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
	char *out = arena_bytes(arena, text.len);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '\\' && i + 1 < text.len && str_find_char(signs, text.data[i + 1], 0) < signs.len)
			i++;
		out[len++] = text.data[i];
	}
	return (struct str){out, len};
}

/* One part is "prefix -@key, locator". */
static bool parse_part(struct arena *arena, struct str part, struct cite_item *item)
{
	size_t at = find_key(part);

	if (at == part.len)
		return false;
	size_t end = key_end(part, at + 1), before = at;
	if (before && part.data[before - 1] == '-') {
		item->without_author = true;
		before--;
	}
	item->prefix = unescaped(arena, str_trim(str_slice(part, 0, before)));
	item->key = str_slice(part, at + 1, end);
	item->locator = unescaped(arena, locator_of(str_from_index(part, end)));
	return true;
}

void citation_parse(
	struct arena *arena, const struct citation_source *source, struct citation *citation, struct diags *diags)
{
	struct str rest = source->inside, part;
	uint32_t column = source->place.column + (source->narrative ? 0 : 1);

	citation->items = arena_array(arena, struct cite_item, str_count(rest, ';') + 1);
	citation->narrative = source->narrative;
	citation->place = source->place;
	while (str_split(&rest, ';', &part)) {
		struct cite_item *item = &citation->items[citation->item_count];
		size_t at = find_key(part);

		*item = (struct cite_item){
			.place = {source->place.line, column + (uint32_t)utf8_count(str_slice(part, 0, at))}};
		column += (uint32_t)utf8_count(part) + 1;
		if (parse_part(arena, part, item))
			citation->item_count++;
		else if (citation->item_count && str_trim(part).len) /* "@a, 3; 5": more of the locator */
			item[-1].locator = str_format(arena, "%.*s%s%.*s", STR_ARG(item[-1].locator),
				item[-1].locator.len ? "; " : "", STR_ARG(unescaped(arena, str_trim(part))));
		else
			diag_add_span(diags, DIAG_CITE_SYNTAX, source->path, source->place, source->length,
				"\"%.*s\" cites nothing; write @key, then a comma and the place in the work", STR_ARG(str_trim(part)));
	}
}
