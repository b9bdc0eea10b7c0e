#include "serve/edition.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/die.h"
#include "formats/json.h"
#include "render/pages.h"

struct edition {
	struct map files; /* struct edition_file */
	struct arena arena;
	atomic_size_t holders;
	pthread_mutex_t filling; /* while workers write */
};

static bool keep_file(void *context, struct str path, struct str bytes)
{
	struct edition *edition = context;
	char *copy = must_alloc(bytes.len + 1); /* outside the lock: pages are large */
	uint64_t hash = str_hash(bytes);

	memcpy(copy, bytes.data ? bytes.data : "", bytes.len);
	pthread_mutex_lock(&edition->filling);
	struct edition_file *file = arena_new(&edition->arena, struct edition_file);
	*file = (struct edition_file){str_copy(&edition->arena, path), {copy, bytes.len}, hash};
	struct edition_file *twice = map_set(&edition->files, file->address, file);
	pthread_mutex_unlock(&edition->filling);
	if (twice)
		free((char *)twice->bytes.data);
	return true;
}

struct edition *edition_build(struct build *build, enum outcome *outcome)
{
	struct edition *edition = must_zalloc(1, sizeof(*edition));
	struct page_sink sink = {.write = keep_file, .context = edition};

	edition->holders = 1;
	pthread_mutex_init(&edition->filling, NULL);
	*outcome = build_render_into(build, &sink);
	return edition;
}

struct edition *edition_hold(struct edition *edition)
{
	edition->holders++;
	return edition;
}

void edition_drop(struct edition *edition)
{
	if (!edition || --edition->holders > 0)
		return;
	for (size_t i = 0; i < edition->files.count; i++)
		free((char *)((struct edition_file *)edition->files.items[i].value)->bytes.data);
	map_release(&edition->files);
	arena_release(&edition->arena);
	pthread_mutex_destroy(&edition->filling);
	free(edition);
}

const struct edition_file *edition_find(const struct edition *edition, struct str address)
{
	return map_get(&edition->files, address);
}

size_t edition_count(const struct edition *edition)
{
	return edition->files.count;
}

static bool put_change(struct buf *out, struct str address, size_t *left)
{
	if (*left == 0)
		return false;
	--*left;
	if (out->data[out->len - 1] != '[')
		buf_char(out, ',');
	json_string(out, address);
	return true;
}

/* Files of `a` that `b` has not, or with `different` has otherwise. */
static bool put_changes(struct buf *out, const struct edition *a, const struct edition *b, bool different, size_t *left)
{
	for (size_t i = 0; i < a->files.count; i++) {
		const struct edition_file *file = a->files.items[i].value, *other = edition_find(b, file->address);
		bool changed = !other || (different && !str_equal(file->bytes, other->bytes));

		if (changed && !put_change(out, file->address, left))
			return false;
	}
	return true;
}

void edition_changes(struct buf *out, const struct edition *before, const struct edition *after, size_t most)
{
	size_t start = out->len;

	buf_char(out, '[');
	if (before && put_changes(out, after, before, true, &most) && put_changes(out, before, after, false, &most)) {
		buf_char(out, ']');
		return;
	}
	out->len = start;
	buf_put(out, STR("true"));
}
