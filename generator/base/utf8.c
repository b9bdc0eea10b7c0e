#include "base/utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd };

static bool continues(struct str s, size_t at)
{
	return at < s.len && ((unsigned char)s.data[at] & 0xc0) == 0x80;
}

/* 0 when the bytes at `at` are no valid sequence. */
static size_t decode(struct str s, size_t at, uint32_t *code_point)
{
	const unsigned char *p = (const unsigned char *)s.data + at;

	if (p[0] < 0x80) {
		*code_point = p[0];
		return 1;
	}
	if (p[0] >= 0xc2 && p[0] <= 0xdf && continues(s, at + 1)) {
		*code_point = (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
		return 2;
	}
	if (p[0] >= 0xe0 && p[0] <= 0xef && continues(s, at + 1) && continues(s, at + 2)) {
		*code_point = (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
		return *code_point < 0x800 || (*code_point >= 0xd800 && *code_point < 0xe000) ? 0 : 3;
	}
	if (p[0] >= 0xf0 && p[0] <= 0xf4 && continues(s, at + 1) && continues(s, at + 2) && continues(s, at + 3)) {
		*code_point = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3f) << 12 | (uint32_t)(p[2] & 0x3f) << 6 |
		              (p[3] & 0x3f);
		return *code_point < 0x10000 || *code_point > 0x10ffff ? 0 : 4;
	}
	return 0;
}

size_t utf8_decode(struct str s, size_t at, uint32_t *code_point)
{
	size_t length = decode(s, at, code_point);

	if (length)
		return length;
	*code_point = REPLACEMENT;
	return 1;
}

size_t utf8_decode_before(struct str s, size_t at, uint32_t *code_point)
{
	size_t start = at - 1;

	while (start > 0 && at - start < 4 && continues(s, start))
		start--;
	if (decode(s, start, code_point) == at - start)
		return at - start;
	*code_point = REPLACEMENT;
	return 1;
}

size_t utf8_invalid(struct str s)
{
	size_t at = 0;
	uint32_t code_point;

	while (at < s.len) {
		size_t length = decode(s, at, &code_point);

		if (length == 0)
			return at;
		at += length;
	}
	return s.len;
}

size_t utf8_count(struct str s)
{
	const uint64_t ones = 0x0101010101010101u;
	size_t count = 0, i = 0;

	for (; i + 8 <= s.len; i += 8) { /* eight bytes at a time: those that continue a code point are 10xxxxxx */
		uint64_t bytes;

		memcpy(&bytes, s.data + i, 8);
		uint64_t continuing = (bytes >> 7) & ~(bytes >> 6) & ones;
		count += 8 - (size_t)((continuing * ones) >> 56);
	}
	for (; i < s.len; i++)
		count += ((unsigned char)s.data[i] & 0xc0) != 0x80;
	return count;
}

struct str utf8_head(struct str s, size_t count)
{
	size_t at = 0;

	while (at < s.len) {
		if (((unsigned char)s.data[at] & 0xc0) != 0x80 && count-- == 0)
			break;
		at++;
	}
	return str_slice(s, 0, at);
}

bool utf8_is_bidi_control(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c;
}

bool utf8_is_reserved(uint32_t c)
{
	return c >= 0xf0000;
}
