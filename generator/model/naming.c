#include "model/naming.h"

#include "base/arena.h"

struct str entry_siglum(struct arena *arena, const struct entry *entry)
{
	if (!entry->number || !entry->type || !entry->type->letter.len)
		return STR("");
	return str_format(arena, "%.*s %u", STR_ARG(entry->type->letter), (unsigned)entry->number);
}

static const struct field *type_summary_field(const struct type *type)
{
	static const struct str means[] = {
		STR_INIT("skos:definition"),
		STR_INIT("schema:description"),
		STR_INIT("csl:abstract"),
	};
	const struct field *field = NULL;

	for (size_t i = 0; i < COUNT_OF(means) && !field; i++)
		field = schema_meaning(type, means[i]);
	return field;
}

struct str entry_summary(const struct entry *entry)
{
	const struct field *field = entry->type && !entry->summary.len ? type_summary_field(entry->type) : NULL;
	const struct value *value = field ? value_get(entry->front, field->name) : NULL;

	return value && value->kind == VALUE_TEXT ? str_trim(value->text) : entry->summary;
}

struct str entry_meaning(const struct entry *entry, struct str means)
{
	const struct field *field = entry->type ? schema_meaning(entry->type, means) : NULL;
	const struct value *value = field ? value_get(entry->front, field->name) : NULL;

	return value && value->kind == VALUE_TEXT ? str_trim(value->text) : STR("");
}

bool entry_changed_since(const struct entry *entry)
{
	const struct file_history *file = entry->history;

	return file && file->has_blob && memcmp(file->blob.hash, entry->blob.hash, BLOB_BYTES) != 0;
}

struct str entry_commit(const struct entry *entry)
{
	return entry->history && !entry_changed_since(entry) ? entry->history->changes[0]->commit : STR("");
}
