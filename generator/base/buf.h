/* A growing run of bytes. `struct buf buf = {0};` is empty and ready.
 *
 *   reset    empty it, keep the memory
 *   release  give the memory back
 */
#ifndef GLOSSA_BASE_BUF_H
#define GLOSSA_BASE_BUF_H

#include <string.h>

#include "base/str.h"

struct buf {
	char *data;
	size_t len;
	size_t capacity;
};

void buf_reset(struct buf *buf);
void buf_release(struct buf *buf);
/* Makes room for `extra` more bytes. */
void buf_reserve_slow(struct buf *buf, size_t extra);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
/* Appends a code point as UTF-8. */
void buf_utf8(struct buf *buf, uint32_t code_point);

static inline struct str buf_str(const struct buf *buf)
{
	return (struct str){buf->data, buf->len};
}

static inline void buf_reserve(struct buf *buf, size_t extra)
{
	if (buf->capacity - buf->len < extra)
		buf_reserve_slow(buf, extra);
}

static inline void buf_put(struct buf *buf, struct str s)
{
	if (s.len == 0)
		return;
	buf_reserve(buf, s.len);
	memcpy(buf->data + buf->len, s.data, s.len);
	buf->len += s.len;
}

static inline void buf_char(struct buf *buf, char c)
{
	buf_reserve(buf, 1);
	buf->data[buf->len++] = c;
}

#endif
