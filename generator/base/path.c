#define _GNU_SOURCE /* memrchr */
#include "base/path.h"

#include "base/arena.h"

static size_t last_slash(struct str path)
{
	const char *slash = path.len ? memrchr(path.data, '/', path.len) : NULL;

	return slash ? (size_t)(slash - path.data) : path.len;
}

struct str path_folder(struct str path)
{
	size_t slash = last_slash(path);

	return slash < path.len ? str_slice(path, 0, slash) : str_slice(path, 0, 0);
}

struct str path_base(struct str path)
{
	size_t slash = last_slash(path);

	return slash < path.len ? str_from_index(path, slash + 1) : path;
}

static size_t extension_dot(struct str path)
{
	struct str base = path_base(path);

	for (size_t i = base.len; i > 1; i--)
		if (base.data[i - 1] == '.')
			return path.len - base.len + i - 1;
	return path.len;
}

struct str path_extension(struct str path)
{
	size_t dot = extension_dot(path);

	return dot < path.len ? str_from_index(path, dot + 1) : STR("");
}

struct str path_without_extension(struct str path)
{
	return str_slice(path, 0, extension_dot(path));
}

struct str path_join(struct arena *arena, struct str folder, struct str name)
{
	if (folder.len == 0)
		return name;
	return str_format(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

bool path_resolve(struct arena *arena, struct str folder, struct str relative, struct str *resolved)
{
	char *out = arena_bytes(arena, folder.len + relative.len + 2);
	size_t len = folder.len;
	struct str piece;

	if (folder.len)
		memcpy(out, folder.data, folder.len);
	while (str_split(&relative, '/', &piece)) {
		if (piece.len == 0 || str_equal(piece, STR(".")))
			continue;
		if (str_equal(piece, STR(".."))) {
			if (len == 0)
				return false;
			len = path_folder((struct str){out, len}).len;
			continue;
		}
		if (len)
			out[len++] = '/';
		memcpy(out + len, piece.data, piece.len);
		len += piece.len;
	}
	*resolved = (struct str){out, len};
	return true;
}

void path_relative(struct buf *out, struct str from, struct str to)
{
	size_t shared = 0;

	for (size_t i = 0; i < from.len && i < to.len && from.data[i] == to.data[i]; i++)
		if (from.data[i] == '/')
			shared = i + 1;
	path_to_root(out, str_from_index(from, shared));
	buf_put(out, str_from_index(to, shared));
}

void path_to_root(struct buf *out, struct str from)
{
	for (size_t i = 0; i < from.len; i++)
		if (from.data[i] == '/')
			buf_put(out, STR("../"));
}
