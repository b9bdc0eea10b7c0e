#include "serve/request.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/path.h"

static bool is_any(struct str address)
{
	return str_equal(address, STR("0.0.0.0")) || str_equal(address, STR("::"));
}

/* An address in numbers cannot be renamed. */
static bool is_numbers(struct str name)
{
	bool six = name.len > 2 && name.data[0] == '[' && name.data[name.len - 1] == ']';

	for (size_t i = six; i < name.len - six; i++) {
		char c = name.data[i];
		bool hex = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':';

		if (!(c >= '0' && c <= '9') && c != '.' && !(six && hex))
			return false;
	}
	return name.len > 0;
}

static bool name_allowed(const struct server_name *server, struct str name)
{
	static const struct str LOOPBACK[] = {STR_INIT("localhost"), STR_INIT("127.0.0.1"), STR_INIT("[::1]")};
	char own[80];

	for (size_t i = 0; i < COUNT_OF(LOOPBACK); i++)
		if (str_equal_ascii_case(name, LOOPBACK[i]))
			return true;
	if (is_any(server->address))
		return is_numbers(name);
	bool six = str_find_char(server->address, ':', 0) < server->address.len;
	snprintf(own, sizeof(own), six ? "[%.*s]" : "%.*s", STR_ARG(server->address));
	return str_equal_ascii_case(name, str_from(own));
}

bool host_allowed(const struct server_name *server, struct str host)
{
	size_t close = host.len && host.data[0] == '[' ? str_find_char(host, ']', 0) : 0;
	size_t colon = str_find_char(host, ':', close);
	uint64_t port = 80;

	if (colon < host.len && !str_number(str_from_index(host, colon + 1), 65535, &port))
		return false;
	return port == server->port && name_allowed(server, str_slice(host, 0, colon));
}

bool origin_allowed(const struct server_name *server, struct str origin)
{
	struct str scheme = STR("http://");

	return str_starts(origin, scheme) && host_allowed(server, str_from_index(origin, scheme.len));
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool request_path(struct arena *arena, struct str raw, struct str *path)
{
	char *decoded = arena_bytes(arena, raw.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < raw.len; i++) {
		int c = (unsigned char)raw.data[i];

		if (c == '%') {
			int high = i + 2 < raw.len ? hex(raw.data[i + 1]) : -1, low = high < 0 ? -1 : hex(raw.data[i + 2]);

			if (low < 0)
				return false;
			c = high * 16 + low;
			i += 2;
		}
		if (c < 0x20 || c == 0x7f || c == '\\')
			return false;
		decoded[len++] = (char)c;
	}
	if (len == 0 || decoded[0] != '/')
		return false;
	*path = (struct str){decoded + 1, len - 1};
	return true;
}

enum range_kind request_range(struct str header, uint64_t size, uint64_t *from, uint64_t *length)
{
	struct str unit = STR("bytes="), range, first, last;
	uint64_t begin = 0, end = size;

	if (!str_starts(header, unit) || str_find_char(header, ',', 0) < header.len)
		return RANGE_NONE;
	range = str_trim(str_from_index(header, unit.len));
	size_t dash = str_find_char(range, '-', 0);
	if (dash == range.len)
		return RANGE_NONE;
	first = str_slice(range, 0, dash);
	last = str_from_index(range, dash + 1);
	if (first.len && !str_number(first, INT64_MAX, &begin))
		return RANGE_NONE;
	if (last.len && !str_number(last, INT64_MAX, &end))
		return RANGE_NONE;
	if (first.len == 0) { /* the last bytes */
		if (last.len == 0)
			return RANGE_NONE;
		begin = end < size ? size - end : 0;
		end = end ? size : 0;
	} else if (last.len) {
		if (end < begin)
			return RANGE_NONE;
		end = end < size ? end + 1 : size;
	}
	if (begin >= size || begin >= end)
		return RANGE_BEYOND;
	*from = begin;
	*length = (end < size ? end : size) - begin;
	return RANGE_PART;
}

/* "q=0", "q=0.00": not this. */
static bool is_refused(struct str weight)
{
	struct str text = str_trim(weight);

	if (text.len < 3 || (text.data[0] | 0x20) != 'q' || text.data[1] != '=')
		return false;
	for (size_t i = 2; i < text.len; i++)
		if (text.data[i] != '0' && text.data[i] != '.')
			return false;
	return true;
}

bool request_takes_gzip(struct str header)
{
	bool any = false;
	struct str coding;

	while (str_split(&header, ',', &coding)) {
		size_t end = str_find_char(coding, ';', 0);
		struct str name = str_trim(str_slice(coding, 0, end));
		bool taken = end == coding.len || !is_refused(str_from_index(coding, end + 1));

		if (str_equal_ascii_case(name, STR("gzip")))
			return taken;
		any |= taken && str_equal(name, STR("*"));
	}
	return any;
}

static const struct {
	struct str extension;
	const char *type;
} MEDIA_TYPES[] = {
	{STR_INIT("html"), "text/html; charset=utf-8"},
	{STR_INIT("css"), "text/css; charset=utf-8"},
	{STR_INIT("js"), "text/javascript; charset=utf-8"},
	{STR_INIT("json"), "application/json"},
	{STR_INIT("jsonld"), "application/ld+json"},
	{STR_INIT("geojson"), "application/geo+json"},
	{STR_INIT("graphml"), "application/xml"},
	{STR_INIT("gz"), "application/gzip"},
	{STR_INIT("svg"), "image/svg+xml"},
	{STR_INIT("png"), "image/png"},
	{STR_INIT("jpg"), "image/jpeg"},
	{STR_INIT("jpeg"), "image/jpeg"},
	{STR_INIT("gif"), "image/gif"},
	{STR_INIT("webp"), "image/webp"},
	{STR_INIT("avif"), "image/avif"},
	{STR_INIT("ico"), "image/x-icon"},
	{STR_INIT("woff2"), "font/woff2"},
	{STR_INIT("woff"), "font/woff"},
	{STR_INIT("ttf"), "font/ttf"},
	{STR_INIT("otf"), "font/otf"},
	{STR_INIT("xml"), "application/xml"},
	{STR_INIT("txt"), "text/plain; charset=utf-8"},
	{STR_INIT("csv"), "text/csv; charset=utf-8"},
	{STR_INIT("bib"), "text/plain; charset=utf-8"},
	{STR_INIT("ttl"), "text/turtle; charset=utf-8"},
	{STR_INIT("yaml"), "text/plain; charset=utf-8"},
	{STR_INIT("pdf"), "application/pdf"},
	{STR_INIT("epub"), "application/epub+zip"},
	{STR_INIT("zip"), "application/zip"},
	{STR_INIT("mp3"), "audio/mpeg"},
	{STR_INIT("mp4"), "video/mp4"},
	{STR_INIT("webm"), "video/webm"},
	{STR_INIT("webmanifest"), "application/manifest+json"},
};

const char *media_type(struct str address)
{
	struct str extension = path_extension(address);

	for (size_t i = 0; i < COUNT_OF(MEDIA_TYPES); i++)
		if (str_equal_ascii_case(extension, MEDIA_TYPES[i].extension))
			return MEDIA_TYPES[i].type;
	return "application/octet-stream";
}
