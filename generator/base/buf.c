#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/die.h"

void buf_reset(struct buf *buf)
{
	buf->len = 0;
}

void buf_release(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){0};
}

void buf_reserve_slow(struct buf *buf, size_t extra)
{
	if (extra > SIZE_MAX / 2 - buf->len)
		die_out_of_memory();
	size_t capacity = buf->capacity ? buf->capacity * 2 : 256;
	if (capacity < buf->len + extra)
		capacity = buf->len + extra;
	buf->data = must_realloc(buf->data, capacity);
	buf->capacity = capacity;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list arguments;

	buf_reserve(buf, 1);
	size_t room = buf->capacity - buf->len;
	va_start(arguments, format);
	int length = vsnprintf(buf->data + buf->len, room, format, arguments);
	va_end(arguments);
	if (length <= 0)
		return;
	if ((size_t)length >= room) { /* once more, with room for all of it */
		buf_reserve(buf, (size_t)length + 1);
		va_start(arguments, format);
		vsnprintf(buf->data + buf->len, (size_t)length + 1, format, arguments);
		va_end(arguments);
	}
	buf->len += (size_t)length;
}

void buf_utf8(struct buf *buf, uint32_t c)
{
	buf_reserve(buf, 4);
	char *out = buf->data + buf->len;
	if (c < 0x80) {
		out[0] = (char)c;
		buf->len += 1;
	} else if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		buf->len += 2;
	} else if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		buf->len += 3;
	} else {
		out[0] = (char)(0xf0 | c >> 18);
		out[1] = (char)(0x80 | (c >> 12 & 0x3f));
		out[2] = (char)(0x80 | (c >> 6 & 0x3f));
		out[3] = (char)(0x80 | (c & 0x3f));
		buf->len += 4;
	}
}
