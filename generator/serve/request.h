/* What a request may ask for: pure functions over what it says, without a socket. */
#ifndef GLOSSA_SERVE_REQUEST_H
#define GLOSSA_SERVE_REQUEST_H

#include "base/arena.h"
#include "base/str.h"

/* Who we are: requests under any other name are refused, so that no web site can reach us by renaming itself. */
struct server_name {
	struct str address; /* "127.0.0.1", "::1"; "0.0.0.0" and "::" are any */
	unsigned port;
};

/* "localhost:8000", "127.0.0.1:8000", "[::1]:8000": a name of this machine that it is served under. */
bool host_allowed(const struct server_name *server, struct str host);
/* "http://" and such a host. */
bool origin_allowed(const struct server_name *server, struct str origin);

/* The path of a request as it stands in the first line, decoded, without the slash before it. False for what cannot
 * be an address: control characters, broken escapes. */
bool request_path(struct arena *arena, struct str raw, struct str *path);

enum range_kind { RANGE_NONE, RANGE_PART, RANGE_BEYOND };
/* "bytes=0-99": one range; several are answered with the whole, which costs less than what they could ask for. */
enum range_kind request_range(struct str header, uint64_t size, uint64_t *from, uint64_t *length);

/* Whether an Accept-Encoding takes what is compressed. */
bool request_takes_gzip(struct str header);

/* The media type of a file by its extension. */
const char *media_type(struct str address);

#endif
