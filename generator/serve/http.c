/* How it works: one thread of libmicrohttpd answers all. Pages that wait for news are suspended: they cost a descriptor
 * and a few kilobytes, and no time; the thread that builds resumes them. A suspended connection is not looked at by
 * the library, so the tick asks the system which of them have been left.
 *
 * Lock order: http.lock, then the library's own, or live.lock. Nothing is called back under http.lock. */
#define _GNU_SOURCE /* POLLRDHUP */
#include "serve/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "serve/answer.h"

enum {
	IDLE_SECONDS = 10,    /* nothing is sent or taken */
	HEADER_SECONDS = 15,  /* until a request is complete */
	ANSWER_SECONDS = 300, /* until an answer has been taken */
	PING_SECONDS = 15,    /* so that what lies between keeps the connection */
	MOST_CONNECTIONS = 2048,
	OWN_DESCRIPTORS = 96,
	CONNECTION_BYTES = 16 * 1024,
};

/* A connection, from its beginning to its end. */
struct peer {
	struct MHD_Connection *connection;
	struct peer *next, *previous;
	struct http *http;
	int socket;
	time_t since; /* the beginning of the request, or of the answer */
	bool answering;
	bool listening; /* the answer is the stream of events */
	bool waiting;   /* suspended */
	bool gone, ping;

	uint64_t seen; /* the last event sent */
	struct buf pending;
	size_t sent;
};

struct http {
	struct MHD_Daemon *daemon;
	struct live *live;
	struct server_name name;
	struct arena arena;
	int socket;

	pthread_mutex_t lock; /* guards what follows, and the peers' flags */
	struct peer *peers;
	time_t pinged;
	bool stopping;
};

static time_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec;
}

/* ---- who is connected ---- */

static void peer_begin(struct http *http, struct MHD_Connection *connection, void **context)
{
	struct peer *peer = must_zalloc(1, sizeof(*peer));
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	*peer = (struct peer){
		.connection = connection, .http = http, .socket = info ? info->connect_fd : -1, .since = now()};
	pthread_mutex_lock(&http->lock);
	peer->next = http->peers;
	if (http->peers)
		http->peers->previous = peer;
	http->peers = peer;
	pthread_mutex_unlock(&http->lock);
	*context = peer;
}

static void peer_end(struct http *http, struct peer *peer)
{
	pthread_mutex_lock(&http->lock);
	if (peer->next)
		peer->next->previous = peer->previous;
	if (peer->previous)
		peer->previous->next = peer->next;
	else
		http->peers = peer->next;
	pthread_mutex_unlock(&http->lock);
	buf_release(&peer->pending);
	free(peer);
}

static void on_connection(
	void *context, struct MHD_Connection *connection, void **socket_context, enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		peer_begin(context, connection, socket_context);
	else if (*socket_context)
		peer_end(context, *socket_context);
}

static struct peer *peer_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info->socket_context;
}

/* ---- the stream of events ---- */

/* Nothing to say: wait to be woken. True when there is something to do at once. */
static bool wait_for_news(struct peer *peer)
{
	struct http *http = peer->http;
	bool news;

	pthread_mutex_lock(&http->lock);
	news = live_event(http->live, &peer->seen, &peer->pending) || http->stopping || peer->gone || peer->ping;
	if (peer->ping)
		buf_put(&peer->pending, STR(": still here\n\n"));
	peer->ping = false;
	if (!news) {
		peer->waiting = true;
		MHD_suspend_connection(peer->connection);
	}
	pthread_mutex_unlock(&http->lock);
	return news;
}

static ssize_t send_events(void *context, uint64_t position, char *out, size_t room)
{
	struct peer *peer = context;

	(void)position;
	if (peer->sent == peer->pending.len) {
		buf_reset(&peer->pending);
		peer->sent = 0;
		if (!wait_for_news(peer))
			return 0;
		if (peer->pending.len == 0)
			return MHD_CONTENT_READER_END_OF_STREAM;
	}
	size_t len = peer->pending.len - peer->sent < room ? peer->pending.len - peer->sent : room;
	memcpy(out, peer->pending.data + peer->sent, len);
	peer->sent += len;
	return (ssize_t)len;
}

static enum MHD_Result answer_events(struct peer *peer)
{
	enum { BLOCK = 4096 };
	struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, send_events, peer, NULL);

	if (!response)
		return MHD_NO;
	pthread_mutex_lock(&peer->http->lock);
	peer->listening = true;
	pthread_mutex_unlock(&peer->http->lock);
	buf_reset(&peer->pending);
	buf_put(&peer->pending, STR("retry: 500\n\n"));
	peer->sent = 0;
	peer->seen = 0;
	MHD_add_response_header(response, "Content-Type", "text/event-stream");
	MHD_add_response_header(response, "Cache-Control", "no-store");
	MHD_set_connection_option(peer->connection, MHD_CONNECTION_OPTION_TIMEOUT, 0U);
	enum MHD_Result result = MHD_queue_response(peer->connection, MHD_HTTP_OK, response);
	MHD_destroy_response(response);
	return result;
}

/* ---- requests ---- */

/* The first call comes when the headers are there. A body is not waited for. */
/* NOLINTNEXTLINE(readability-function-size): libmicrohttpd says how many parameters there are */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
	const char *version, const char *body, size_t *body_size, void **request)
{
	struct http *http = context;
	struct peer *peer = peer_of(connection);
	struct asked asked = {
		.connection = connection, .live = http->live, .name = &http->name, .url = url, .method = method};
	bool events = false;

	(void)version;
	(void)body;
	if (!*request && answer_refuses(&asked))
		return answer_refusal(&asked);
	if (!*request) {
		*request = peer;
		return MHD_YES;
	}
	if (*body_size) {
		*body_size = 0;
		return MHD_YES;
	}
	pthread_mutex_lock(&http->lock);
	peer->answering = true;
	peer->since = now();
	pthread_mutex_unlock(&http->lock);
	enum MHD_Result result = answer(&asked, &events);
	return events ? answer_events(peer) : result;
}

static void on_completed(
	void *context, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode code)
{
	struct http *http = context;
	struct peer *peer = peer_of(connection);

	(void)request;
	(void)code;
	pthread_mutex_lock(&http->lock);
	peer->answering = peer->listening = false;
	peer->since = now();
	pthread_mutex_unlock(&http->lock);
}

/* Addresses stay as they were sent; answer.c decodes them. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

/* ---- news, and those who are gone ---- */

static void resume(struct peer *peer)
{
	peer->waiting = false;
	MHD_resume_connection(peer->connection);
}

void http_wake(struct http *http)
{
	pthread_mutex_lock(&http->lock);
	for (struct peer *peer = http->peers; peer; peer = peer->next)
		if (peer->waiting)
			resume(peer);
	pthread_mutex_unlock(&http->lock);
}

static void end_slow(const struct peer *peer, time_t time)
{
	time_t limit = peer->answering ? ANSWER_SECONDS : HEADER_SECONDS;

	if (!peer->listening && peer->socket >= 0 && time - peer->since > limit)
		shutdown(peer->socket, SHUT_RDWR);
}

static bool has_left(const struct peer *peer)
{
	struct pollfd file = {.fd = peer->socket, .events = POLLRDHUP};

	return poll(&file, 1, 0) > 0 && file.revents;
}

void http_tick(struct http *http)
{
	time_t time = now();

	pthread_mutex_lock(&http->lock);
	bool ping = time - http->pinged >= PING_SECONDS;
	if (ping)
		http->pinged = time;
	for (struct peer *peer = http->peers; peer; peer = peer->next) {
		end_slow(peer, time);
		if (!peer->waiting)
			continue;
		peer->gone = has_left(peer);
		peer->ping = ping;
		if (peer->gone || peer->ping)
			resume(peer);
	}
	pthread_mutex_unlock(&http->lock);
}

/* ---- beginning and end ---- */

/* As many as the system lets us have; what we need ourselves is kept back. */
static unsigned connection_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return 128;
	rlim_t wanted = MOST_CONNECTIONS + OWN_DESCRIPTORS;
	if (limit.rlim_cur < wanted) {
		limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
		setrlimit(RLIMIT_NOFILE, &limit);
		getrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur >= wanted)
		return MOST_CONNECTIONS;
	return limit.rlim_cur > (rlim_t)2 * OWN_DESCRIPTORS ? (unsigned)(limit.rlim_cur - OWN_DESCRIPTORS)
	                                                    : OWN_DESCRIPTORS;
}

/* A socket that listens; -1 with errno. */
static int listen_on(struct arena *arena, struct server_name *name)
{
	union {
		struct sockaddr any;
		struct sockaddr_in four;
		struct sockaddr_in6 six;
	} address = {0};
	const char *text = str_terminated(arena, name->address);
	bool six = inet_pton(AF_INET6, text, &address.six.sin6_addr) == 1;
	socklen_t size = six ? sizeof(address.six) : sizeof(address.four);
	int on = 1;

	if (six) {
		address.six.sin6_family = AF_INET6;
		address.six.sin6_port = htons((uint16_t)name->port);
	} else if (inet_pton(AF_INET, text, &address.four.sin_addr) == 1) {
		address.four.sin_family = AF_INET;
		address.four.sin_port = htons((uint16_t)name->port);
	} else {
		errno = EINVAL;
		return -1;
	}
	int listening = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (listening < 0)
		return -1;
	setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(listening, &address.any, size) != 0 || listen(listening, SOMAXCONN) != 0 ||
		getsockname(listening, &address.any, &size) != 0) {
		int error = errno;

		close(listening);
		errno = error;
		return -1;
	}
	name->port = ntohs(six ? address.six.sin6_port : address.four.sin_port);
	return listening;
}

struct http *http_start(struct live *live, struct server_name *name)
{
	struct http *http = must_zalloc(1, sizeof(*http));

	http->live = live;
	pthread_mutex_init(&http->lock, NULL);
	http->pinged = now();
	http->socket = listen_on(&http->arena, name);
	http->name = *name;
	if (http->socket >= 0)
		http->daemon = MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
			on_request, http, MHD_OPTION_LISTEN_SOCKET, http->socket, MHD_OPTION_CONNECTION_TIMEOUT,
			(unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_LIMIT, connection_limit(), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
			(size_t)CONNECTION_BYTES, MHD_OPTION_NOTIFY_CONNECTION, on_connection, http, MHD_OPTION_NOTIFY_COMPLETED,
			on_completed, http, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, http, MHD_OPTION_STRICT_FOR_CLIENT, 1,
			MHD_OPTION_END);
	if (http->daemon)
		return http;
	int error = errno;
	if (http->socket >= 0)
		close(http->socket);
	pthread_mutex_destroy(&http->lock);
	arena_release(&http->arena);
	free(http);
	errno = error;
	return NULL;
}

void http_stop(struct http *http)
{
	pthread_mutex_lock(&http->lock);
	http->stopping = true;
	for (struct peer *peer = http->peers; peer; peer = peer->next)
		if (peer->waiting)
			resume(peer);
	pthread_mutex_unlock(&http->lock);
	MHD_stop_daemon(http->daemon);
	pthread_mutex_destroy(&http->lock);
	arena_release(&http->arena);
	free(http);
}
