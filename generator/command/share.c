#define _GNU_SOURCE /* readlink */
#include "command/share.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

static bool is_folder(struct arena *arena, struct str path)
{
	struct stat status;

	return stat(str_terminated(arena, path), &status) == 0 && S_ISDIR(status.st_mode);
}

/* The folder that the running program lies in, whatever way it was started. */
static struct str program_folder(struct arena *arena)
{
	static const char *const LINKS[] = {"/proc/self/exe", "/proc/curproc/file"};
	char path[FILE_PATH_SIZE];

	for (size_t i = 0; i < COUNT_OF(LINKS); i++) {
		ssize_t length = readlink(LINKS[i], path, sizeof(path));

		if (length > 0 && (size_t)length < sizeof(path))
			return path_folder(str_copy(arena, (struct str){path, (size_t)length}));
	}
	return (struct str){0};
}

bool share_find(struct arena *arena, struct share *share)
{
	/* where the folders lie seen from the program: build/glossa, build/MODE/glossa, PREFIX/bin/glossa */
	static const struct {
		struct str start, theme;
	} PLACES[] = {
		{STR_INIT("../generator/start"), STR_INIT("..")},
		{STR_INIT("../../generator/start"), STR_INIT("../..")},
		{STR_INIT("../share/glossa/start"), STR_INIT("../share/glossa")},
	};
	struct str program = program_folder(arena);

	for (size_t i = 0; i < COUNT_OF(PLACES) && program.len; i++) {
		struct str theme = path_join(arena, program, PLACES[i].theme);

		*share = (struct share){.start = path_join(arena, program, PLACES[i].start),
			.templates = path_join(arena, theme, STR("templates")),
			.statics = path_join(arena, theme, STR("static"))};
		if (is_folder(arena, share->start) && is_folder(arena, share->templates) && is_folder(arena, share->statics))
			return true;
	}
	return false;
}
