/* Where hosts of repositories show things. What is not in the table is taken to do as GitHub does. */
#include "render/parts.h"

#include "base/arena.h"
#include "formats/escape.h"

struct host {
	const char *name; /* part of its address */
	const char *file, *commit, *changes, *report;
};

static const struct host HOSTS[] = {
	{"gitlab", "/-/blob/HEAD/", "/-/commit/", "/-/commits/", "/-/issues/new?issue[title]="},
	{"codeberg.org", "/src/", "/commit/", "/commits/commit/", "/issues/new?title="},
	{"", "/blob/HEAD/", "/commit/", "/commits/", "/issues/new?title="},
};

static const struct host *host_of(struct str repository)
{
	const struct host *host = HOSTS;

	while (*host->name && !str_contains(repository, str_from(host->name)))
		host++;
	return host;
}

/* The repository's address, `path`, then what is escaped. */
static struct str address(struct making *m, const char *path, struct str escaped)
{
	struct str repository = m->site->config->repository;
	struct buf *out = &m->worker->text;

	buf_reset(out);
	buf_put(out, str_ends(repository, STR("/")) ? str_slice(repository, 0, repository.len - 1) : repository);
	buf_put(out, str_from(path));
	escape_path(out, escaped);
	return str_copy(m->arena, buf_str(out));
}

struct str repository_file(struct making *m, const struct entry *entry)
{
	struct str repository = m->site->config->repository;

	return repository.len && entry->path.len ? address(m, host_of(repository)->file, entry->path) : STR("");
}

/* A new issue that names the entry in its title. */
struct str repository_report(struct making *m, const struct entry *entry)
{
	struct str repository = m->site->config->repository;

	return repository.len && entry->path.len ? address(m, host_of(repository)->report, entry->id) : STR("");
}

struct str repository_commit(struct making *m, struct str commit)
{
	struct str repository = m->site->config->repository;

	return repository.len ? address(m, host_of(repository)->commit, commit) : STR("");
}

struct str repository_changes(struct making *m, const struct entry *entry, struct str commit)
{
	struct str repository = m->site->config->repository;
	struct str path = str_format(m->arena, "%.*s/%.*s", STR_ARG(commit), STR_ARG(entry->path));

	return repository.len ? address(m, host_of(repository)->changes, path) : STR("");
}
