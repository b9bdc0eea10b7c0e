/* Reading an index: scripts that call glossaSearch(name, text), both in the form of JSON. */
#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"
#include "command/search_rank.h"

enum { LARGEST_FILE = 64 * 1024 * 1024 };

static uint32_t hex(struct str digits)
{
	uint32_t value = 0;

	for (size_t i = 0; i < digits.len; i++) {
		char c = digits.data[i];
		value = value * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
	}
	return value;
}

/* The text of the JSON string that begins at `at`. */
static struct str unquoted(struct arena *arena, struct str script, size_t at)
{
	struct buf out = {0};

	for (; at < script.len && script.data[at] != '"'; at++) {
		char c = script.data[at];

		if (c != '\\' || at + 1 == script.len) {
			buf_char(&out, c);
			continue;
		}
		c = script.data[++at];
		if (c == 'u' && at + 4 < script.len) {
			buf_utf8(&out, hex(str_slice(script, at + 1, at + 5)));
			at += 4;
		} else {
			buf_char(&out, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == 'f' ? '\f' : c);
		}
	}
	struct str text = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

/* The text that NAME.js hands over; {0} when there is no such file, or it is none of ours. */
static struct str search_file(struct search_files *files, struct str name)
{
	struct str opening = STR("\",\""), bytes, text = {0};
	const char *path = str_terminated(files->arena, str_format(files->arena, "%.*s.js", STR_ARG(name)));
	int file = file_open_beneath(files->folder, path, FILE_OPEN_WITHOUT_LINKS);

	if (file < 0)
		return text;
	if (file_load(file, LARGEST_FILE, &bytes)) {
		size_t at = str_find(bytes, opening, 0);

		if (str_starts(bytes, STR("glossaSearch(\"")) && at < bytes.len)
			text = unquoted(files->arena, bytes, at + opening.len);
		files->bytes_read += bytes.len;
		free((char *)bytes.data);
	}
	file_abandon(file);
	return text;
}

const struct search_shard *search_shard(struct search_files *files, size_t number)
{
	struct search_shard *shard = &files->shards[number];
	struct str line, key;

	if (shard->loaded)
		return shard;
	struct str text = search_file(files, str_format(files->arena, "w%zu", number));
	shard->loaded = true;
	shard->keys = arena_array(files->arena, struct str, str_count(text, '\n') + 1);
	shard->postings = arena_array(files->arena, struct str, str_count(text, '\n') + 1);
	while (str_split(&text, '\n', &line)) {
		if (!str_contains(line, STR("\t")))
			continue;
		str_split(&line, '\t', &key);
		shard->keys[shard->count] = key;
		shard->postings[shard->count++] = line;
	}
	return shard;
}

static uint32_t number_of(struct str text)
{
	uint64_t number = 0;

	return str_number(str_trim(text), UINT32_MAX, &number) ? (uint32_t)number : 0;
}

static void read_type(struct search_files *files, struct str line)
{
	struct search_type type = {0};
	struct str from = STR(""), count = STR("");

	str_split(&line, '\t', &type.name);
	str_split(&line, '\t', &type.label);
	str_split(&line, '\t', &from);
	str_split(&line, '\t', &count);
	type.from = number_of(from);
	type.count = number_of(count);
	type.factor = number_of(line);
	files->types = arena_grow(
		files->arena, files->types, files->type_count, &files->type_capacity, sizeof(*files->types));
	files->types[files->type_count++] = type;
}

static void read_line(struct search_files *files, struct str name, struct str rest)
{
	struct str word;

	if (str_equal(name, STR("type"))) {
		read_type(files, rest);
	} else if (str_equal(name, STR("docs"))) {
		str_split(&rest, '\t', &word);
		files->docs = number_of(word);
	} else if (str_equal(name, STR("stop"))) {
		while (str_split(&rest, ' ', &word)) {
			files->stop = arena_grow(
				files->arena, files->stop, files->stop_count, &files->stop_capacity, sizeof(*files->stop));
			files->stop[files->stop_count++] = word;
		}
	} else if (str_equal(name, STR("shard"))) {
		files->first_keys = arena_grow(
			files->arena, files->first_keys, files->shard_count, &files->shard_capacity, sizeof(*files->first_keys));
		files->first_keys[files->shard_count++] = rest;
	}
}

bool search_open(struct search_files *files)
{
	struct str text = search_file(files, STR("manifest")), line, name;

	if (!text.len)
		return false;
	while (str_split(&text, '\n', &line))
		if (str_split(&line, '\t', &name))
			read_line(files, name, line);
	files->shards = arena_array(files->arena, struct search_shard, files->shard_count);
	files->table = arena_new(files->arena, struct search_table);
	search_table_init(files->table);
	return files->type_count && files->shard_count;
}

bool search_document(struct search_files *files, uint32_t doc, struct search_document *document)
{
	struct str text = search_file(files, str_format(files->arena, "d%u", (unsigned)doc));
	struct str *const lines[] = {
		&document->title, &document->address, &document->siglum, &document->lang, &document->forms, &document->summary};

	*document = (struct search_document){0};
	if (!text.len)
		return false;
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		str_split(&text, '\n', lines[i]);
	document->passages = text;
	return true;
}
