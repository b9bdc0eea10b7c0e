/* Joined, the addresses in url(…) are those of the files as they are published. Then comes out what only who writes style
 * sheets needs: comments (but for licences, which begin with an exclamation mark) and runs of white space, a fifth of
 * what readers would fetch. Nothing else is touched, so that what is served can still be read, line by line. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "formats/escape.h"
#include "render/assets.h"

static const struct str FOLDER = STR_INIT("static/");

/* The address inside url(…), without quotes; *end is the closing parenthesis. */
static struct str url_inside(struct str css, size_t from, size_t *end)
{
	*end = str_find_char(css, ')', from);
	struct str inside = str_trim(str_slice(css, from, *end));

	if (inside.len >= 2 && (inside.data[0] == '"' || inside.data[0] == '\'') &&
		inside.data[inside.len - 1] == inside.data[0])
		inside = str_slice(inside, 1, inside.len - 1);
	return inside;
}

/* Where the file goes that a style sheet of static/css/ calls so, seen from static/; "" for what is no static file. */
static struct str seen_from_static(const struct site *site, struct str url)
{
	struct arena scratch = {0};
	struct str path, address = STR("");

	if (address_kind(url) == ADDRESS_RELATIVE && path_resolve(&scratch, STR("static/css"), url, &path)) {
		const struct asset *asset = map_get(&site->assets, path);

		if (asset && str_starts(asset->address, FOLDER))
			address = str_from_index(asset->address, FOLDER.len);
	}
	arena_release(&scratch);
	return address;
}

static void put_style(struct buf *out, const struct site *site, struct str css)
{
	struct str opening = STR("url(");

	for (size_t at = 0; at < css.len;) {
		size_t found = str_find(css, opening, at), end;

		if (found == css.len) {
			buf_put(out, str_from_index(css, at));
			break;
		}
		struct str url = url_inside(css, found + opening.len, &end);
		struct str address = end < css.len ? seen_from_static(site, url) : STR("");
		if (address.len) {
			buf_put(out, str_slice(css, at, found));
			buf_put(out, STR("url(\""));
			escape_path(out, address);
			buf_put(out, STR("\""));
			at = end;
		} else {
			buf_put(out, str_slice(css, at, found + opening.len));
			at = found + opening.len;
		}
	}
}

/* ---- what readers need not fetch ---- */

enum gap { GAP_NONE, GAP_SPACE, GAP_LINE };

static enum gap gap_of(char c)
{
	switch (c) {
	case ' ':
	case '\t': return GAP_SPACE;
	case '\n':
	case '\r':
	case '\f': return GAP_LINE;
	default: return GAP_NONE;
	}
}

/* The end of the string that begins at a quote; one that is not closed ends with its line, as browsers have it. */
static size_t string_end(struct str css, size_t at)
{
	char quote = css.data[at++];

	for (; at < css.len && css.data[at] != quote && css.data[at] != '\n'; at++)
		if (css.data[at] == '\\' && at + 1 < css.len)
			at++;
	return at < css.len && css.data[at] == quote ? at + 1 : at;
}

static size_t end_after(struct str css, struct str closing, size_t at)
{
	size_t found = str_find(css, closing, at);

	return found < css.len ? found + closing.len : css.len;
}

/* The end of what stands at an index and is kept to the byte: a comment, a string, an address, else one character. */
static size_t piece_end(struct str css, size_t at)
{
	struct str rest = str_from_index(css, at);

	if (str_starts(rest, STR("/*")))
		return end_after(css, STR("*/"), at + 2);
	if (rest.data[0] == '"' || rest.data[0] == '\'')
		return string_end(css, at);
	if (rest.data[0] == '\\' && rest.len > 1)
		return at + 2;
	if (str_starts(rest, STR("url(")) && !str_starts(rest, STR("url(\"")))
		return end_after(css, STR(")"), at);
	return at + 1;
}

static bool is_remark(struct str piece)
{
	return str_starts(piece, STR("/*")) && !str_starts(piece, STR("/*!"));
}

static void put_squeezed(struct buf *out, struct str css)
{
	enum gap gap = GAP_LINE;
	size_t begin = out->len;

	for (size_t at = 0, end; at < css.len; at = end) {
		enum gap here = gap_of(css.data[at]);

		end = here ? at + 1 : piece_end(css, at);
		if (here) {
			gap = here > gap ? here : gap;
			continue;
		}
		struct str piece = str_slice(css, at, end);
		/* a comment between two words without a space keeps them apart */
		if (gap && is_remark(piece))
			continue;
		if (gap && out->len > begin)
			buf_char(out, gap == GAP_LINE ? '\n' : ' ');
		buf_put(out, piece);
		gap = GAP_NONE;
	}
	if (out->len > begin && out->data[out->len - 1] != '\n')
		buf_char(out, '\n');
}

struct str assets_stylesheet(struct arena *arena, const struct site *site)
{
	const struct source_list *files = site->tree ? &site->tree->of[SOURCE_STATIC] : NULL;
	struct buf joined = {0}, out = {0};

	for (size_t i = 0; files && i < files->count; i++)
		if (asset_is_joined(&files->items[i])) {
			buf_reset(&joined);
			put_style(&joined, site, files->items[i].bytes);
			put_squeezed(&out, buf_str(&joined));
		}
	struct str squeezed = str_copy(arena, buf_str(&out));
	buf_release(&joined);
	buf_release(&out);
	return squeezed;
}
