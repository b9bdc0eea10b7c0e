#include "base/path.h"

#include "base/arena.h"
#include "tap.h"

static void test_parts(void)
{
	static const struct {
		const char *path, *folder, *base, *extension, *bare;
	} ROWS[] = {
		{"cases/a.md", "cases", "a.md", "md", "cases/a"},
		{"a.md", "", "a.md", "md", "a"},
		{"a/b/c", "a/b", "c", "", "a/b/c"},
		{"a.b/c", "a.b", "c", "", "a.b/c"},
		{"a/b.tar.gz", "a", "b.tar.gz", "gz", "a/b.tar"},
		{".gitignore", "", ".gitignore", "", ".gitignore"},
		{"a/.hidden.md", "a", ".hidden.md", "md", "a/.hidden"},
		{"a.", "", "a.", "", "a"},
		{"a/", "a", "", "", "a/"},
		{"", "", "", "", ""},
	};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct str path = str_from(ROWS[i].path);

		is_str(path_folder(path), str_from(ROWS[i].folder), "folder of \"%s\"", ROWS[i].path);
		is_str(path_base(path), str_from(ROWS[i].base), "base of \"%s\"", ROWS[i].path);
		is_str(path_extension(path), str_from(ROWS[i].extension), "extension of \"%s\"", ROWS[i].path);
		is_str(path_without_extension(path), str_from(ROWS[i].bare), "\"%s\" without it", ROWS[i].path);
	}
	is_str(path_folder((struct str){0}), STR(""), "no path has no folder");
}

static void test_resolving(void)
{
	static const struct {
		const char *folder, *relative, *want; /* NULL: leaves the root */
	} ROWS[] = {
		{"cases", "b.md", "cases/b.md"},
		{"", "b.md", "b.md"},
		{"cases", "../terms/b.md", "terms/b.md"},
		{"cases", "..", ""},
		{"cases", "./x/./y", "cases/x/y"},
		{"a/b", "../../c", "c"},
		{"a/b", "../../../c", NULL},
		{"", "..", NULL},
		{"a", "../../b", NULL},
		{"a", "b/../../../c", NULL},
		{"a", "b//c/", "a/b/c"},
		{"a", "", "a"},
		{"a", "...", "a/..."},
		{"a", "..b", "a/..b"},
	};
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct str got = STR("untouched");
		bool inside = path_resolve(&arena, str_from(ROWS[i].folder), str_from(ROWS[i].relative), &got);

		is_str(got, inside ? str_from(ROWS[i].want ? ROWS[i].want : "") : STR("untouched"), "\"%s\" from \"%s\"",
			ROWS[i].relative, ROWS[i].folder);
		is_int(inside, ROWS[i].want != NULL, "and whether it stays inside");
	}
	is_str(path_join(&arena, STR("a"), STR("b")), STR("a/b"), "joined");
	is_str(path_join(&arena, STR(""), STR("b")), STR("b"), "joined at the top");
	arena_release(&arena);
}

static void test_relative(void)
{
	static const struct {
		const char *from, *to, *want;
	} ROWS[] = {
		{"cases/a.html", "terms/b.html", "../terms/b.html"},
		{"cases/a.html", "cases/b.html", "b.html"},
		{"cases/a.html", "cases/a.html", "a.html"},
		{"index.html", "terms/b.html", "terms/b.html"},
		{"a/b/c.html", "index.html", "../../index.html"},
		{"a/b/c.html", "a/x/c.html", "../x/c.html"},
		{"ab/c.html", "a/c.html", "../a/c.html"},
		{"a/c.html", "ab/c.html", "../ab/c.html"},
	};
	struct buf out = {0};

	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		buf_reset(&out);
		path_relative(&out, str_from(ROWS[i].from), str_from(ROWS[i].to));
		is_str(buf_str(&out), str_from(ROWS[i].want), "from \"%s\" to \"%s\"", ROWS[i].from, ROWS[i].to);
	}
	buf_reset(&out);
	path_to_root(&out, STR("a/b/c.html"));
	is_str(buf_str(&out), STR("../../"), "the way to the root");
	buf_reset(&out);
	path_to_root(&out, STR("index.html"));
	is_str(buf_str(&out), STR(""), "which is empty at the top");
	buf_release(&out);
}

int main(void)
{
	test_parts();
	test_resolving();
	test_relative();
	return done_testing();
}
