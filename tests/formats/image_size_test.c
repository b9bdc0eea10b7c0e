#include "formats/image_size.h"

#include <string.h>

#include "base/arena.h"
#include "tap.h"

#define BYTES(literal) \
	{ \
		"" literal, sizeof(literal) - 1 \
	}

static const struct {
	const char *name;
	struct str bytes;
	uint32_t width, height; /* 0: unknown */
} rows[] = {
	{"nothing", BYTES(""), 0, 0},
	{"text", BYTES("just words"), 0, 0},
	{"png", BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0"), 640, 480},
	{"png cut before its height", BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01"), 0, 0},
	{"png without IHDR", BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT\0\0\x02\x80\0\0\x01\xe0"), 0, 0},
	{"png of no width", BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\x01\xe0"), 0, 0},
	{"png of absurd width", BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\0\0\x01\xe0"), 0, 0},
	{"gif 87", BYTES("GIF87a\x10\0\x20\0\x80"), 16, 32},
	{"gif 89", BYTES("GIF89a\x2c\x01\xc8\0\xf7"), 300, 200},
	{"gif cut", BYTES("GIF89a\x2c\x01\xc8"), 0, 0},
	{"webp lossy", BYTES("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01\x2a\x40\x01\xf0\0\x02\0"), 320, 240},
	{"webp lossy, scaled", BYTES("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01\x2a\x40\x41\xf0\x80\x02\0"), 320,
		240},
	{"webp lossy without its start code",
		BYTES("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01\x2b\x40\x01\xf0\0\x02\0"), 0, 0},
	{"webp lossless", BYTES("RIFF\x24\0\0\0WEBPVP8L\x18\0\0\0\x2f\x3f\xc1\x3b\0\0\0\0\0\0\0"), 320, 240},
	{"webp extended", BYTES("RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\x01\0\xef\0\0\0"), 320, 240},
	{"webp cut", BYTES("RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\x01"), 0, 0},
	{"a wave file", BYTES("RIFF\x24\0\0\0WAVEfmt \x0a\0\0\0\0\0\0\0\x3f\x01\0\xef\0\0\0"), 0, 0},
	{"jpeg", BYTES("\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x0b\x08\0\xf0\x01\x40\x03"), 320, 240},
	{"jpeg, progressive, padded", BYTES("\xff\xd8\xff\xff\xff\xc2\0\x0b\x08\0\xf0\x01\x40\x03"), 320, 240},
	{"jpeg whose tables come first", BYTES("\xff\xd8\xff\xc4\0\x04xx\xff\xc1\0\x0b\x08\0\xf0\x01\x40\x03"), 320, 240},
	{"jpeg that never says", BYTES("\xff\xd8\xff\xe0\0\x04JF\xff\xda\0\x0b\x08\0\xf0\x01\x40\x03"), 0, 0},
	{"jpeg with a segment beyond the end", BYTES("\xff\xd8\xff\xe0\xff\xffJF"), 0, 0},
	{"jpeg with a segment of no length", BYTES("\xff\xd8\xff\xe0\0\0\xff\xc0\0\x0b\x08\0\xf0\x01\x40\x03"), 0, 0},
	{"jpeg on its side, Intel",
		BYTES("\xff\xd8\xff\xe1\0\x22"
			  "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
			  "\xff\xc0\0\x0b\x08\0\xf0\x01\x40\x03"),
		240, 320},
	{"jpeg on its side, Motorola",
		BYTES("\xff\xd8\xff\xe1\0\x22"
			  "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0"
			  "\xff\xc0\0\x0b\x08\0\xf0\x01\x40\x03"),
		240, 320},
	{"jpeg upside down keeps its shape",
		BYTES("\xff\xd8\xff\xe1\0\x22"
			  "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0\0\0\0\0"
			  "\xff\xc0\0\x0b\x08\0\xf0\x01\x40\x03"),
		320, 240},
	{"jpeg with a directory far away",
		BYTES("\xff\xd8\xff\xe1\0\x22"
			  "Exif\0\0MM\0*\xff\xff\xff\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0"
			  "\xff\xc0\0\x0b\x08\0\xf0\x01\x40\x03"),
		320, 240},
	{"svg", BYTES("<svg width=\"120\" height='80px'/>"), 120, 80},
	{"svg after a prolog",
		BYTES("\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- a > b -->\n<!DOCTYPE svg [<!ENTITY x "
			  "\"y\">]>\n<svg\n\txmlns=\"x\" height=\"10\" width=\"20\">"),
		20, 10},
	{"svg in centimetres", BYTES("<svg width=\"2.54cm\" height=\"1in\"/>"), 96, 96},
	{"svg with a viewBox only", BYTES("<svg viewBox=\"0 0 300 150.4\"/>"), 300, 150},
	{"svg with a viewBox and commas", BYTES("<svg viewBox=\"-5,-5,30,15\"/>"), 30, 15},
	{"svg in per cent takes its viewBox", BYTES("<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 30 15\"/>"), 30, 15},
	{"svg with one length and a shape", BYTES("<svg width=\"60\" viewBox=\"0 0 30 15\"/>"), 60, 30},
	{"svg with the other length and a shape", BYTES("<svg height=\"60\" viewBox=\"0 0 30 15\"/>"), 120, 60},
	{"svg that says nothing", BYTES("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), 0, 0},
	{"svg with a stroke-width is no width", BYTES("<svg stroke-width=\"7\" height=\"60\"/>"), 0, 0},
	{"svg of negative size", BYTES("<svg width=\"-7\" height=\"60\"/>"), 0, 0},
	{"svg with attributes that lack values", BYTES("<svg a b= c = width=\"7\" = = height=\"6\"/>"), 7, 6},
	{"svg that is never closed", BYTES("<svg width=\"7\" height=\"6\""), 0, 0},
	{"an element whose name begins with svg", BYTES("<svgs width=\"7\" height=\"6\">"), 0, 0},
	{"a page", BYTES("<!doctype html><html><svg width=\"7\" height=\"6\">"), 0, 0},
};

/* Every prefix of every row: only under the sanitizers can this fail by itself. */
static void cut_everywhere(void)
{
	uint32_t width, height;
	size_t wrong = 0;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (size_t length = 0; length < rows[i].bytes.len; length++) {
			char *copy = malloc(length + 1);

			memcpy(copy, rows[i].bytes.data, length);
			bool known = image_size((struct str){copy, length}, &width, &height);
			wrong += known != (width > 0 && height > 0);
			free(copy);
		}
	}
	is_int(wrong, 0, "a picture cut anywhere has both lengths or none");
}

int main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		uint32_t width = 1, height = 1;
		bool known = image_size(rows[i].bytes, &width, &height);

		is_int(width, rows[i].width, "width of %s", rows[i].name);
		is_int(height, rows[i].height, "height of %s", rows[i].name);
		ok(known == (rows[i].width > 0), "%s is %s", rows[i].name, rows[i].width ? "known" : "unknown");
	}
	cut_everywhere();
	return done_testing();
}
