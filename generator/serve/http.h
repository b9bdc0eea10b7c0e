/* The web server: libmicrohttpd on one address, GET and HEAD alone, everything from memory. It knows no file. */
#ifndef GLOSSA_SERVE_HTTP_H
#define GLOSSA_SERVE_HTTP_H

#include "serve/live.h"
#include "serve/request.h"

struct http;

/* Listens on name->address and name->port; port 0 takes a free one and says which. NULL with errno: EADDRINUSE when
 * the port is taken, EINVAL when the address is none. */
struct http *http_start(struct live *live, struct server_name *name);
/* Tells waiting pages that there is news. */
void http_wake(struct http *http);
/* Now and then, four times a second say: lets go of those who are gone, or take too long. */
void http_tick(struct http *http);
void http_stop(struct http *http);

#endif
