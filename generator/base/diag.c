#include "base/diag.h"

#include <stdlib.h>

#include "base/utf8.h"

const struct diag_info DIAG_INFO[DIAG_CODE_COUNT] = {
#define X(id, name, severity, explanation) [DIAG_##id] = {name, SEVERITY_##severity, explanation},
	DIAG_CODES(X)
#undef X
};

PRINTF_LIKE(3, 0) static void add(struct diags *diags, struct diag diag, const char *format, va_list arguments)
{
	diag.severity = diags->rules ? diags->rules[diag.code] : DIAG_INFO[diag.code].severity;
	if (diag.severity == SEVERITY_IGNORE || (diags->limit && diags->count > diags->limit))
		return;
	if (diags->limit && diags->count == diags->limit) {
		diag = (struct diag){.code = DIAG_TOO_MANY, .severity = SEVERITY_ERROR, .path = diag.path};
		format = "there is more wrong with this file than can be told; mend what is told first";
	}
	diag.message = str_vformat(&diags->text, format, arguments);
	diag.path = str_copy(&diags->text, diag.path);
	diags->errors += diag.severity == SEVERITY_ERROR;
	diags->warnings += diag.severity == SEVERITY_WARNING;
	diags->items = grow(diags->items, diags->count, &diags->capacity, sizeof(*diags->items));
	diags->items[diags->count++] = diag;
}

void diag_add(struct diags *diags, enum diag_code code, struct str path, struct place place, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(diags, (struct diag){.code = code, .path = path, .place = place}, format, arguments);
	va_end(arguments);
}

void diag_add_span(struct diags *diags, enum diag_code code, struct str path, struct place place, uint32_t length,
	const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(diags, (struct diag){.code = code, .path = path, .place = place, .length = length}, format, arguments);
	va_end(arguments);
}

struct str diag_did_you_mean(struct arena *arena, struct str best)
{
	return best.len ? str_format(arena, "; did you mean \"%.*s\"?", STR_ARG(best)) : STR("");
}

struct str diag_shown(struct arena *arena, struct str text)
{
	enum { LONGEST = 60 };
	struct str head = utf8_head(text, LONGEST);
	char *shown = arena_bytes(arena, head.len + 3);
	size_t len = head.len;

	for (size_t i = 0; i < len; i++)
		shown[i] = head.data[i] == '\n' || head.data[i] == '\r' || head.data[i] == '\t' ? ' ' : head.data[i];
	if (head.len < text.len)
		for (const char *dots = "…"; *dots; dots++)
			shown[len++] = *dots;
	return (struct str){shown, len};
}

static void copy_diag(struct diags *into, struct diag diag)
{
	diag.message = str_copy(&into->text, diag.message);
	diag.path = str_copy(&into->text, diag.path);
	into->items = grow(into->items, into->count, &into->capacity, sizeof(*into->items));
	into->items[into->count++] = diag;
	into->errors += diag.severity == SEVERITY_ERROR;
	into->warnings += diag.severity == SEVERITY_WARNING;
}

void diags_copy(struct diags *into, const struct diags *from, size_t first)
{
	for (size_t i = first; i < from->count; i++)
		copy_diag(into, from->items[i]);
}

void diags_copy_others(struct diags *into, const struct diags *from, const struct map *paths)
{
	for (size_t i = 0; i < from->count; i++)
		if (!map_has(paths, from->items[i].path))
			copy_diag(into, from->items[i]);
}

void diags_merge(struct diags *into, struct diags *from)
{
	diags_copy(into, from, 0);
	diags_release(from);
}

static int by_place(const void *left, const void *right)
{
	const struct diag *a = left, *b = right;
	int order = str_compare(a->path, b->path);

	if (order == 0)
		order = (a->place.line > b->place.line) - (a->place.line < b->place.line);
	if (order == 0)
		order = (a->place.column > b->place.column) - (a->place.column < b->place.column);
	if (order == 0)
		order = (int)a->code - (int)b->code;
	return order ? order : str_compare(a->message, b->message);
}

void diags_sort(struct diags *diags)
{
	size_t kept = 0;

	if (diags->count == 0)
		return;
	qsort(diags->items, diags->count, sizeof(*diags->items), by_place);
	diags->errors = diags->warnings = 0;
	for (size_t i = 0; i < diags->count; i++) {
		if (kept && by_place(&diags->items[kept - 1], &diags->items[i]) == 0)
			continue;
		diags->items[kept++] = diags->items[i];
		diags->errors += diags->items[i].severity == SEVERITY_ERROR;
		diags->warnings += diags->items[i].severity == SEVERITY_WARNING;
	}
	diags->count = kept;
}

bool diags_failed(const struct diags *diags, bool warnings_fail)
{
	return diags->errors > 0 || (warnings_fail && diags->warnings > 0);
}

void diags_release(struct diags *diags)
{
	free(diags->items);
	arena_release(&diags->text);
	*diags = (struct diags){.rules = diags->rules};
}

bool diag_code_named(struct str name, enum diag_code *code)
{
	for (size_t i = 0; i < DIAG_CODE_COUNT; i++) {
		if (str_equal(name, str_from(DIAG_INFO[i].name))) {
			*code = (enum diag_code)i;
			return true;
		}
	}
	return false;
}

struct place place_at(struct str text, size_t offset, uint32_t first_line)
{
	struct place place = {.line = first_line};
	size_t line_start = 0;

	if (offset > text.len)
		offset = text.len;
	for (size_t at = str_find_char(text, '\n', 0); at < offset; at = str_find_char(text, '\n', at + 1)) {
		place.line++;
		line_start = at + 1;
	}
	place.column = (uint32_t)utf8_count(str_slice(text, line_start, offset)) + 1;
	return place;
}
