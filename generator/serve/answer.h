/* What is answered to a request: a file of the edition, a piece of it, or why not. */
#ifndef GLOSSA_SERVE_ANSWER_H
#define GLOSSA_SERVE_ANSWER_H

#include <microhttpd.h>

#include "serve/live.h"
#include "serve/request.h"

struct asked {
	struct MHD_Connection *connection;
	struct live *live;
	const struct server_name *name;
	const char *url, *method;
};

/* Whether the request is refused by what its headers say: another method, another host, another site's page. */
bool answer_refuses(const struct asked *asked);
enum MHD_Result answer_refusal(const struct asked *asked);
/* Answers with what stands at the address; *events when that is the stream of events, which is not answered here. */
enum MHD_Result answer(const struct asked *asked, bool *events);

#endif
