#define _GNU_SOURCE /* memmem */
#include "base/str.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"

enum { NEAR = 4096 };

struct str str_from(const char *terminated)
{
	return (struct str){terminated, strlen(terminated)};
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_equal_ascii_case(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.data[i]) != lower(b.data[i]))
			return false;
	return true;
}

int str_compare(struct str a, struct str b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	int order = shorter ? memcmp(a.data, b.data, shorter) : 0;

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct str take_number(struct str s, size_t *at)
{
	size_t start = *at;

	while (start < s.len && s.data[start] == '0')
		start++;
	size_t end = start;
	while (end < s.len && digit(s.data[end]))
		end++;
	*at = end;
	return str_slice(s, start, end);
}

int str_compare_natural(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	while (i < a.len && j < b.len) {
		if (digit(a.data[i]) && digit(b.data[j])) {
			struct str x = take_number(a, &i), y = take_number(b, &j);

			if (x.len != y.len)
				return x.len < y.len ? -1 : 1;
			int order = str_compare(x, y);
			if (order != 0)
				return order;
		} else if (a.data[i] != b.data[j]) {
			return (unsigned char)a.data[i] < (unsigned char)b.data[j] ? -1 : 1;
		} else {
			i++;
			j++;
		}
	}
	if (i < a.len || j < b.len)
		return i < a.len ? 1 : -1;
	return str_compare(a, b);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.data, prefix.data, prefix.len) == 0);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_equal(str_from_index(s, s.len - suffix.len), suffix);
}

bool str_contains(struct str s, struct str needle)
{
	return needle.len == 0 || str_find(s, needle, 0) < s.len;
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	if (from >= s.len)
		return s.len;
	if (needle.len == 0)
		return from;
	/* piece by piece: ThreadSanitizer takes all that memmem is given for read, however near the needle lies, and a text
	 * with a hundred thousand of them would not come to an end */
	for (size_t piece = NEAR; from < s.len; piece *= 4) {
		size_t end = s.len - from > piece + needle.len ? from + piece + needle.len : s.len;
		const char *found = memmem(s.data + from, end - from, needle.data, needle.len);

		if (found)
			return (size_t)(found - s.data);
		from = end == s.len ? end : end - needle.len + 1;
	}
	return s.len;
}

size_t str_find_char(struct str s, char c, size_t from)
{
	if (from >= s.len)
		return s.len;
	const char *found = memchr(s.data + from, c, s.len - from);
	return found ? (size_t)(found - s.data) : s.len;
}

size_t str_count(struct str s, char c)
{
	const uint64_t ones = 0x0101010101010101u, low_bits = 0x7f7f7f7f7f7f7f7fu;
	size_t count = 0, i = 0;

	for (; i + 8 <= s.len; i += 8) { /* eight bytes at a time: those that are equal become zero, and then one */
		uint64_t bytes;

		memcpy(&bytes, s.data + i, 8);
		bytes ^= ones * (unsigned char)c;
		uint64_t zero = ~(((bytes & low_bits) + low_bits) | bytes | low_bits) >> 7;
		count += (size_t)((zero * ones) >> 56);
	}
	for (; i < s.len; i++)
		count += s.data[i] == c;
	return count;
}

static bool space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim_end(struct str s)
{
	while (s.len && space(s.data[s.len - 1]))
		s.len--;
	return s;
}

struct str str_trim(struct str s)
{
	while (s.len && space(s.data[0])) {
		s.data++;
		s.len--;
	}
	return str_trim_end(s);
}

bool str_split(struct str *rest, char separator, struct str *piece)
{
	if (!rest->data)
		return false;
	size_t end = str_find_char(*rest, separator, 0);
	*piece = str_slice(*rest, 0, end);
	*rest = end < rest->len ? str_from_index(*rest, end + 1) : (struct str){0};
	return true;
}

bool str_line(struct str *rest, struct str *line)
{
	if (!rest->len)
		return false;
	size_t end = str_find_char(*rest, '\n', 0);
	*line = str_slice(*rest, 0, end);
	*rest = str_from_index(*rest, end < rest->len ? end + 1 : end);
	if (line->len && line->data[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool str_number(struct str s, uint64_t max, uint64_t *number)
{
	uint64_t value = 0;

	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!digit(s.data[i]))
			return false;
		uint64_t next = (uint64_t)(s.data[i] - '0');
		if (value > (max - (next > max ? max : next)) / 10 || next > max)
			return false;
		value = value * 10 + next;
	}
	*number = value;
	return value <= max;
}

struct str str_copy(struct arena *arena, struct str s)
{
	char *copy = arena_bytes(arena, s.len);

	if (s.len)
		memcpy(copy, s.data, s.len);
	return (struct str){copy, s.len};
}

const char *str_terminated(struct arena *arena, struct str s)
{
	char *copy = arena_bytes(arena, s.len + 1);

	if (s.len)
		memcpy(copy, s.data, s.len);
	copy[s.len] = '\0';
	return copy;
}

struct str str_vformat(struct arena *arena, const char *format, va_list arguments)
{
	char most[256]; /* few are longer, and have to be printed twice */
	va_list again;

	va_copy(again, arguments);
	int length = vsnprintf(most, sizeof(most), format, again);
	va_end(again);
	if (length < 0)
		return STR("");
	char *text = arena_bytes(arena, (size_t)length + 1);
	if ((size_t)length < sizeof(most))
		memcpy(text, most, (size_t)length + 1);
	else
		vsnprintf(text, (size_t)length + 1, format, arguments);
	return (struct str){text, (size_t)length};
}

struct str str_format(struct arena *arena, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	struct str text = str_vformat(arena, format, arguments);
	va_end(arguments);
	return text;
}

struct str str_join(struct arena *arena, struct str a, struct str b)
{
	char *text = arena_bytes(arena, a.len + b.len);

	if (a.len)
		memcpy(text, a.data, a.len);
	if (b.len)
		memcpy(text + a.len, b.data, b.len);
	return (struct str){text, a.len + b.len};
}

uint64_t str_hash_more(uint64_t seed, struct str s)
{
	uint64_t hash = seed;

	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.data[i]) * 0x100000001b3u;
	return hash ^ (hash >> 32);
}

uint64_t str_hash(struct str s)
{
	return str_hash_more(0xcbf29ce484222325u, s);
}
