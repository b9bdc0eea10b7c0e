/* Borrowed bytes: a pointer and a length, never owned, not terminated. */
#ifndef GLOSSA_BASE_STR_H
#define GLOSSA_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
	const char *data;
	size_t len;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
/* clang-format off */
#define STR_INIT(literal) {"" literal, sizeof(literal) - 1}
/* clang-format on */
/* for printf's "%.*s" */
#define STR_ARG(s) (int)(s).len, (s).data
#if defined(__GNUC__)
#define PRINTF_LIKE(format_index, first_argument) __attribute__((format(printf, format_index, first_argument)))
#else
#define PRINTF_LIKE(format_index, first_argument)
#endif

struct str str_from(const char *terminated);
static inline struct str str_slice(struct str s, size_t from, size_t to)
{
	return (struct str){s.data ? s.data + from : NULL, to - from}; /* NULL has nothing to count from */
}

/* Everything from an index on. */
static inline struct str str_from_index(struct str s, size_t from)
{
	return str_slice(s, from, s.len);
}

static inline bool str_equal(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool str_equal_ascii_case(struct str a, struct str b);
/* Orders by bytes, a prefix first: <0, 0, >0. */
int str_compare(struct str a, struct str b);
/* The same with runs of digits ordered by their value: "C 9" before "C 10". */
int str_compare_natural(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_contains(struct str s, struct str needle);
/* Index of the first occurrence at or after `from`, or s.len. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_char(struct str s, char c, size_t from);
/* How often a character occurs. */
size_t str_count(struct str s, char c);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
struct str str_trim_end(struct str s);
/* Takes the text up to `separator` (or all) off the front of *rest; false when nothing is left. */
bool str_split(struct str *rest, char separator, struct str *piece);
bool str_line(struct str *rest, struct str *line);
/* A non-negative decimal integer filling all of s and at most `max`. */
bool str_number(struct str s, uint64_t max, uint64_t *number);

struct str str_copy(struct arena *arena, struct str s);
/* A terminated copy, for system calls. */
const char *str_terminated(struct arena *arena, struct str s);
struct str str_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
struct str str_vformat(struct arena *arena, const char *format, va_list arguments) PRINTF_LIKE(2, 0);
struct str str_join(struct arena *arena, struct str a, struct str b);

/* 64-bit hash of the bytes, the same on every machine (FNV-1a, mixed); `seed` chains several pieces. */
uint64_t str_hash(struct str s);
uint64_t str_hash_more(uint64_t seed, struct str s);

#endif
