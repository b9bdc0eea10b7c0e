/* zlib counts in unsigned int, so that longer texts go through it in pieces. */
#include "formats/gzip.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

#include "base/arena.h"
#include "base/die.h"
#include "base/path.h"

enum {
	GZIP_FORMAT = 16 + MAX_WBITS, /* gzip's own head and end, not zlib's */
	MEMORY = 9,
	PIECE = 64 * 1024,
	WORTH_PACKING = 256, /* below, the saving is less than what a second file costs */
};

/* What is sent compressed: text. Fonts and pictures are compressed by themselves. */
static const struct str TEXTS[] = {
	STR_INIT("bib"),
	STR_INIT("css"),
	STR_INIT("csv"),
	STR_INIT("geojson"),
	STR_INIT("htm"),
	STR_INIT("html"),
	STR_INIT("js"),
	STR_INIT("json"),
	STR_INIT("jsonld"),
	STR_INIT("md"),
	STR_INIT("svg"),
	STR_INIT("ttl"),
	STR_INIT("txt"),
	STR_INIT("xml"),
};

static void *allocate(void *context, unsigned count, unsigned size)
{
	(void)context;
	return must_zalloc(count, size);
}

static void give_back(void *context, void *memory)
{
	(void)context;
	free(memory);
}

static void feed(z_stream *stream, struct str *text)
{
	size_t length = text->len < UINT_MAX ? text->len : UINT_MAX;

	stream->next_in = (const unsigned char *)text->data;
	stream->avail_in = (unsigned)length;
	*text = str_from_index(*text, length);
}

bool gzip_suits(struct str path, uint64_t size)
{
	struct str extension = path_extension(path);
	bool text = false;

	for (size_t i = 0; i < COUNT_OF(TEXTS) && !text; i++)
		text = str_equal(extension, TEXTS[i]);
	return text && size >= WORTH_PACKING && size <= GZIP_MOST;
}

void gzip_pack(struct buf *out, struct str text)
{
	z_stream stream = {.zalloc = allocate, .zfree = give_back};
	int state = deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_FORMAT, MEMORY, Z_DEFAULT_STRATEGY);

	assert(state == Z_OK);
	while (state != Z_STREAM_END) {
		if (stream.avail_in == 0)
			feed(&stream, &text);
		buf_reserve(out, PIECE);
		stream.next_out = (unsigned char *)out->data + out->len;
		stream.avail_out = PIECE;
		state = deflate(&stream, text.len ? Z_NO_FLUSH : Z_FINISH);
		assert(state == Z_OK || state == Z_STREAM_END);
		out->len += PIECE - stream.avail_out;
	}
	deflateEnd(&stream);
}

bool gzip_holds(struct str packed, struct str text)
{
	z_stream stream = {.zalloc = allocate, .zfree = give_back};
	unsigned char piece[PIECE];
	int state = inflateInit2(&stream, GZIP_FORMAT);
	bool same = state == Z_OK;

	while (same && state == Z_OK) {
		if (stream.avail_in == 0)
			feed(&stream, &packed);
		stream.next_out = piece;
		stream.avail_out = PIECE;
		state = inflate(&stream, Z_NO_FLUSH);
		size_t length = PIECE - stream.avail_out;
		same = length <= text.len && str_equal((struct str){(const char *)piece, length}, str_slice(text, 0, length));
		if (same)
			text = str_from_index(text, length);
	}
	/* nothing is missing, nothing follows */
	same = same && state == Z_STREAM_END && text.len == 0 && stream.avail_in == 0 && packed.len == 0;
	inflateEnd(&stream);
	return same;
}
