/* How it works: `git log` tells commits from the newest to the oldest, each with the files it changed. A map leads from
 * the name that a file has at this point of the past to its life: at first the names that entries have now. Where a
 * commit renamed a file, the map goes on with the older name; where one added it, its life begins.
 *
 * The output is pieces that end in a NUL: five of the format, the first with a 1 before it, then for each file
 * ":mode mode blob blob M" and one path, or two where it was renamed; a merge has a colon and a blob for each parent,
 * and is told only where it differs from all of them. */
#include "read/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/fold.h"
#include "base/path.h"
#include "base/sha1.h"
#include "base/utf8.h"
#include "read/git.h"

enum {
	DEADLINE_MS = 120 * 1000,
	MOST_PIECE = 8192, /* no path and no name is as long; of messages the beginning is enough */
	MOST_CHANGES = 50, /* kept of one file */
	MOST_AUTHORS = 50,
	HEX_BLOB = 2 * BLOB_BYTES,
	MOST_SHOWN = 300, /* characters of a message */
};

#define LAST_SECOND INT64_C(253402300799) /* of the year 9999 */

enum piece { PIECE_COMMIT, PIECE_GRAFT, PIECE_SECONDS, PIECE_AUTHOR, PIECE_MESSAGE, PIECE_FILE, PIECE_PATH, PIECE_TO };

static const struct str CONTENT = STR_INIT("content/");

/* A file that is called otherwise in the commits that come next. */
struct renaming {
	struct file_history *file;
	struct str old, new;
};

struct reading {
	struct history *history;
	const struct history_request *request;
	struct arena scratch, fold;
	struct buf text; /* of the piece at hand */
	bool cut;        /* the piece is longer than what `text` holds */
	enum piece piece;
	struct map names;   /* in the past → struct file_history, or NULL for one that has ended */
	struct map authors; /* name → itself in the history's arena */
	struct str *minor;
	bool shallow;

	/* the commit at hand */
	struct change commit; /* its texts as git wrote them, in scratch */
	const struct change *kept;
	size_t commits;
	struct renaming *renamings;
	size_t renaming_count, renaming_capacity;

	/* the file at hand */
	char status;
	bool renamed, merged;
	struct str blob, old;
};

struct blob history_blob(struct str bytes)
{
	struct blob blob;
	char head[32];
	int length = snprintf(head, sizeof(head), "blob %zu", bytes.len);

	sha1((const struct str[]){{head, (size_t)length + 1}, bytes}, 2, blob.hash);
	return blob;
}

/* ---- texts ---- */

static bool is_blank(uint32_t c)
{
	return c <= ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029;
}

/* Not what pages or XML can hold, or what people would see. */
static bool is_unfit(uint32_t c)
{
	return utf8_is_bidi_control(c) || utf8_is_reserved(c) || c == 0xfffe || c == 0xffff || c == 0xfeff;
}

/* One line without control characters; bytes that are no UTF-8 become U+FFFD. */
static struct str clean(struct arena *arena, struct str text)
{
	struct buf out = {0};
	size_t characters = 0;
	uint32_t c;

	for (size_t at = 0; at < text.len;) {
		at += utf8_decode(text, at, &c);
		if (is_unfit(c))
			continue;
		if (characters == MOST_SHOWN) {
			buf_put(&out, STR("…"));
			break;
		}
		if (!is_blank(c))
			buf_utf8(&out, c);
		else if (out.len && out.data[out.len - 1] != ' ')
			buf_char(&out, ' ');
		characters++;
	}
	struct str copy = str_copy(arena, str_trim(buf_str(&out)));
	buf_release(&out);
	return copy;
}

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Whether the words stand in the message, both folded. */
static bool holds_words(struct str message, struct str words)
{
	for (size_t at = 0; words.len && (at = str_find(message, words, at)) < message.len; at++) {
		size_t end = at + words.len;

		if ((at == 0 || !is_word_byte(message.data[at - 1])) &&
			(end == message.len || !is_word_byte(message.data[end])))
			return true;
	}
	return false;
}

static bool is_minor(struct reading *r, struct str message)
{
	arena_reset(&r->fold);
	struct str folded = fold_name_copy(&r->fold, message);
	for (size_t i = 0; i < r->request->minor_count; i++)
		if (holds_words(folded, r->minor[i]))
			return true;
	return false;
}

/* ---- commits ---- */

static int64_t seconds_of(struct str digits)
{
	uint64_t seconds = 0;

	str_number(digits, (uint64_t)LAST_SECOND, &seconds); /* before 1970 and after 9999 nobody wrote anything */
	return (int64_t)seconds;
}

static struct str interned_author(struct reading *r, struct str name)
{
	struct str *known = map_get(&r->authors, name);

	if (known)
		return *known;
	known = arena_new(&r->history->arena, struct str);
	*known = str_copy(&r->history->arena, name);
	map_set(&r->authors, *known, known);
	return *known;
}

/* The commit at hand, kept as soon as it is known to have changed an entry. */
static const struct change *kept_commit(struct reading *r)
{
	if (r->kept)
		return r->kept;
	struct change *change = arena_new(&r->history->arena, struct change);
	*change = r->commit;
	change->commit = str_copy(&r->history->arena, r->commit.commit);
	change->message = clean(&r->history->arena, r->commit.message);
	change->author = interned_author(r, clean(&r->scratch, r->commit.author));
	change->minor = r->merged || is_minor(r, change->message);
	r->kept = change;
	return change;
}

/* Whoever is met again has written earlier as well, and moves to the end. */
static void add_author(struct reading *r, struct file_history *file, struct str author)
{
	size_t at = 0;

	while (at < file->author_count && file->authors[at].data != author.data)
		at++;
	if (!author.len || at == MOST_AUTHORS)
		return;
	if (at == file->author_count) {
		file->authors = arena_grow(
			&r->history->arena, file->authors, file->author_count, &file->author_capacity, sizeof(*file->authors));
		file->author_count++;
	}
	for (; at + 1 < file->author_count; at++)
		file->authors[at] = file->authors[at + 1];
	file->authors[at] = author;
}

static unsigned hex_digit(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10) & 15;
}

/* The newest text is the first that is told. */
static void note_blob(struct file_history *file, struct str blob)
{
	file->has_blob = blob.len == HEX_BLOB; /* repositories with longer hashes are not compared */
	for (size_t i = 0; file->has_blob && i < BLOB_BYTES; i++)
		file->blob.hash[i] = (unsigned char)(hex_digit(blob.data[2 * i]) << 4 | hex_digit(blob.data[2 * i + 1]));
}

static void add_change(struct reading *r, struct file_history *file)
{
	const struct change *change = kept_commit(r);

	if (file->total++ == 0) {
		note_blob(file, r->blob);
		file->first_second = file->last_second = change->seconds;
	}
	if (change->seconds < file->first_second)
		file->first_second = change->seconds;
	if (change->seconds > file->last_second)
		file->last_second = change->seconds;
	file->first = change;
	if (!file->latest && !change->minor)
		file->latest = change;
	add_author(r, file, change->author);
	if (file->count == MOST_CHANGES)
		return;
	file->changes = arena_grow(
		&r->history->arena, file->changes, file->count, &file->capacity, sizeof(const struct change *));
	file->changes[file->count++] = change;
}

/* All at once, when the commit is over: two files may have changed names. */
static void end_commit(struct reading *r)
{
	for (size_t i = 0; i < r->renaming_count; i++)
		map_set(&r->names, r->renamings[i].new, NULL);
	for (size_t i = 0; i < r->renaming_count; i++)
		if (r->renamings[i].old.len)
			map_set(&r->names, r->renamings[i].old, r->renamings[i].file);
	r->renaming_count = 0;
	r->kept = NULL;
	arena_reset(&r->scratch);
}

static void begin_commit(struct reading *r, struct str hash)
{
	end_commit(r);
	r->commit = (struct change){.commit = str_copy(&r->scratch, hash), .number = r->commits++};
}

static void add_renaming(struct reading *r, struct file_history *file, struct str old, struct str new)
{
	struct arena *arena = &r->history->arena; /* keys of `names` */

	r->renamings = grow(r->renamings, r->renaming_count, &r->renaming_capacity, sizeof(*r->renamings));
	r->renamings[r->renaming_count++] = (struct renaming){file, str_copy(arena, old), str_copy(arena, new)};
}

/* ---- files ---- */

/* ":100644 100644 0123… 4567… M", or "::" and three of each for a merge of two. */
static void begin_file(struct reading *r, struct str text)
{
	size_t colons = 0, status = text.len, blob;

	while (colons < text.len && text.data[colons] == ':')
		colons++;
	while (status > 0 && text.data[status - 1] != ' ')
		status--;
	for (blob = status ? status - 1 : 0; blob > 0 && text.data[blob - 1] != ' ';)
		blob--;
	r->blob = str_copy(&r->scratch, str_slice(text, blob, status ? status - 1 : 0));
	r->merged = colons > 1;
	r->status = r->merged || status == text.len ? 'M' : text.data[status];
	r->renamed = r->status == 'R' || r->status == 'C';
}

/* Of merges git tells paths from the root of the repository, whatever it is asked for. */
static struct file_history *merged_file(struct reading *r, struct str path)
{
	for (size_t at = 0; (at = str_find(path, CONTENT, at)) < path.len; at++) {
		struct str name = str_from_index(path, at + CONTENT.len);

		if ((at == 0 || path.data[at - 1] == '/') && map_get(&r->names, name))
			return map_get(&r->names, name);
	}
	return map_get(&r->names, path); /* content/ is a repository of its own */
}

static void note_other(struct reading *r, struct str path)
{
	struct map *others = &r->history->others;

	if (!map_has(others, path))
		map_set(others, str_copy(&r->history->arena, path), r->history);
}

/* Names that a file may get which is not there yet, or had before it was called otherwise. */
static void note_others(struct reading *r, const struct file_history *file, struct str path)
{
	if (!file)
		note_other(r, path);
	if (r->renamed)
		note_other(r, r->old);
	for (size_t at = 0; r->merged && (at = str_find(path, CONTENT, at)) < path.len; at++)
		note_other(r, str_from_index(path, at + CONTENT.len));
}

static void end_file(struct reading *r, struct str path)
{
	struct file_history *file = r->merged ? merged_file(r, path) : map_get(&r->names, path);

	if (r->request->others)
		note_others(r, file, path);
	if (r->status == 'R') /* what it was before goes with it, though it may be gone by now */
		add_renaming(r, file, r->old, path);
	if (!file || r->status == 'D')
		return;
	add_change(r, file);
	if (r->status == 'A')
		add_renaming(r, file, STR(""), path); /* what had the name before was another file */
}

/* ---- pieces ---- */

static enum piece take_file(struct reading *r, struct str text)
{
	while (text.len && text.data[0] == '\n')
		text = str_from_index(text, 1);
	if (text.len && text.data[0] == '\1') {
		begin_commit(r, str_from_index(text, 1));
		return PIECE_GRAFT;
	}
	if (!text.len || text.data[0] != ':')
		return PIECE_FILE;
	begin_file(r, text);
	return PIECE_PATH;
}

/* What comes next. */
static enum piece take_piece(struct reading *r, struct str text)
{
	switch (r->piece) {
	case PIECE_COMMIT:
	case PIECE_FILE: return take_file(r, text);
	case PIECE_GRAFT: r->shallow |= str_equal(text, STR("grafted")); return PIECE_SECONDS;
	case PIECE_SECONDS: r->commit.seconds = seconds_of(text); return PIECE_AUTHOR;
	case PIECE_AUTHOR: r->commit.author = str_copy(&r->scratch, text); return PIECE_MESSAGE;
	case PIECE_MESSAGE: r->commit.message = str_copy(&r->scratch, text); return PIECE_FILE;
	case PIECE_PATH:
		if (r->renamed) {
			r->old = r->cut ? STR("") : str_copy(&r->scratch, text);
			return PIECE_TO;
		}
		break;
	case PIECE_TO: break;
	}
	if (!r->cut)
		end_file(r, text);
	return PIECE_FILE;
}

static void take_bytes(void *context, struct str bytes)
{
	struct reading *r = context;

	for (size_t from = 0; from < bytes.len;) {
		size_t end = str_find_char(bytes, '\0', from), room = MOST_PIECE - r->text.len;

		r->cut |= end - from > room;
		buf_put(&r->text, str_slice(bytes, from, end - from > room ? from + room : end));
		if (end < bytes.len) {
			r->piece = take_piece(r, buf_str(&r->text));
			buf_reset(&r->text);
			r->cut = false;
		}
		from = end + 1;
	}
}

/* ---- the whole ---- */

static void begin_reading(struct reading *r)
{
	struct arena *arena = &r->history->arena;
	const struct source_list *entries = &r->request->tree->of[SOURCE_ENTRY];

	for (size_t i = 0; i < entries->count; i++) {
		struct file_history *file = arena_new(arena, struct file_history);
		struct str path = str_copy(arena, entries->items[i].path); /* a history outlives the tree */

		map_set(&r->names, str_from_index(path, CONTENT.len), file);
		map_set(&r->history->files, path, file);
	}
	r->minor = arena_array(arena, struct str, r->request->minor_count);
	for (size_t i = 0; i < r->request->minor_count; i++)
		r->minor[i] = fold_name_copy(arena, r->request->minor[i]);
}

static void end_reading(struct reading *r)
{
	for (size_t i = 0; i < r->history->files.count; i++) {
		struct file_history *file = r->history->files.items[i].value;

		for (size_t at = 0; at < file->author_count / 2; at++) {
			struct str *a = &file->authors[at], *b = &file->authors[file->author_count - 1 - at], other = *a;

			*a = *b;
			*b = other;
		}
	}
	map_release(&r->names);
	map_release(&r->authors);
	buf_release(&r->text);
	free(r->renamings);
	arena_release(&r->scratch);
	arena_release(&r->fold);
}

/* In content/, which may be a repository of its own. */
static enum git_outcome ask_git(struct reading *r, const char *renames, struct str *said)
{
	struct arena *arena = &r->history->arena;
	const char *const arguments[] = {"log", "-z", "--raw", "--no-abbrev", renames, "-l1000", "-c", "-O/dev/null",
		"--relative", "--ignore-submodules=all", "--no-ext-diff", "--no-textconv", "--no-notes", "--no-color",
		"--no-show-signature", "--encoding=UTF-8", "--decorate=full", "--decorate-refs=refs/none",
		"--format=format:%x01%H%x00%D%x00%at%x00%aN%x00%s%x00", "HEAD", "--", ".", NULL};
	const struct git_run run = {
		.folder = str_terminated(arena, path_join(arena, str_from(r->request->root), CONTENT)),
		.arguments = arguments,
		.take = take_bytes,
		.context = r,
		.deadline_ms = DEADLINE_MS,
		.given_up = r->request->given_up,
	};

	begin_reading(r);
	enum git_outcome outcome = git_run(arena, &run, said);
	end_reading(r);
	return outcome;
}

struct failure {
	struct str sign;
	const char *reason;
};

/* What git says, and what people should know. */
static const struct failure FAILURES[] = {
	{STR_INIT("not a git repository"), "this folder is in no git repository"},
	{STR_INIT("does not have any commits"), "nothing has been committed yet"},
	{STR_INIT("ambiguous argument 'HEAD'"), "nothing has been committed yet"},
	{STR_INIT("bad revision 'HEAD'"), "nothing has been committed yet"},
	{STR_INIT("dubious ownership"),
		"git does not trust a repository that belongs to another user; `git config --global --add safe.directory "
		"FOLDER` says that it may"},
	{STR_INIT("cannot use bare repository"), "this folder is in no git repository"},
};

static struct str reason_of(struct arena *arena, struct str said)
{
	for (size_t i = 0; i < COUNT_OF(FAILURES); i++)
		if (str_contains(said, FAILURES[i].sign))
			return str_from(FAILURES[i].reason);
	struct str line = STR("");
	str_line(&said, &line);
	return str_join(arena, STR("git log failed: "), clean(arena, line));
}

void history_read(struct history *history, const struct history_request *request)
{
	struct reading reading = {.history = history, .request = request};
	struct str said;
	enum git_outcome outcome = ask_git(&reading, "-M", &said);

	/* a clone without the old texts can tell only renames that changed nothing else */
	if (outcome == GIT_FAILED && str_contains(said, STR("promisor"))) {
		history_release(history);
		reading = (struct reading){.history = history, .request = request};
		outcome = ask_git(&reading, "-M100%", &said);
	}
	switch (outcome) {
	case GIT_DONE: history->state = reading.shallow ? HISTORY_SHALLOW : HISTORY_READ; break;
	case GIT_MISSING:
		history->state = HISTORY_NONE;
		history->reason = STR("git is not installed");
		break;
	case GIT_FAILED:
		history->state = HISTORY_NONE;
		history->reason = reason_of(&history->arena, said);
		break;
	case GIT_LATE:
	case GIT_GIVEN_UP: history->state = HISTORY_LATE; break;
	}
}

bool history_may_know(const struct history *history, struct str path)
{
	return map_has(&history->others, str_from_index(path, CONTENT.len));
}

/* git writes a line into this file whenever the head moves. */
uint64_t history_head(const char *root)
{
	struct arena arena = {0};
	struct stat status;
	struct str path = path_join(&arena, str_from(root), STR(".git/logs/HEAD"));
	uint64_t head = 0;

	if (stat(str_terminated(&arena, path), &status) == 0) {
		const int64_t parts[] = {(int64_t)status.st_ino, (int64_t)status.st_size, (int64_t)status.st_mtime};

		head = str_hash((struct str){(const char *)parts, sizeof(parts)});
	}
	arena_release(&arena);
	return head;
}
