/* How it works: this thread waits for changes, lets a burst of them pass and brings the site up to date; another one
 * answers requests from it. What was wrong with the content is printed, and shown in the browser. */
#define _GNU_SOURCE /* signalfd */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "command/building.h"
#include "read/changes.h"
#include "serve/http.h"
#include "serve/keeper.h"
#include "serve/watch.h"

enum { PORT, OPEN, BIND, DRAFTS };

static const struct option OPTIONS[] = {
	[PORT] = {'p', "port", "PORT", "where to listen; 0 takes a free port (8000)"},
	[OPEN] = {0, "open", NULL, "open the handbook in the browser"},
	[BIND] = {0, "bind", "ADDRESS", "listen on another address, for other machines (127.0.0.1)"},
	[DRAFTS] = {0, "drafts", NULL, "show drafts as well"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa serve --open", "shows the handbook and follows what you write"},
	{"glossa serve -p 8080 --drafts", "on another port, unfinished entries and all"},
	{0},
};

enum {
	DEFAULT_PORT = 8000,
	QUIET_MS = 15,      /* a burst of changes is over when nothing more has come for so long */
	HALF_DONE_MS = 100, /* or so long, when what came last calls for more */
	LONGEST_BURST_MS = 500,
	TICK_MS = 250,
	REPORT_COLUMNS = 100,
};

struct server {
	const struct call *call;
	struct live live;
	struct keeper keeper;
	struct http *http;
	struct watch watch;
	struct server_name name;
	int signals;
	pid_t browser; /* what --open began; 0 for nothing */
};

static int64_t now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* ---- building ---- */

static void tell_failure(struct server *server, struct build *build)
{
	struct report report = {.columns = REPORT_COLUMNS, .line_of = building_line_of, .context = build};
	struct buf text = {0};

	report_write(&text, &report, &build->diags);
	if (build->trouble.len)
		buf_printf(&text, "%.*s\n", STR_ARG(build->trouble));
	live_fail(&server->live, buf_str(&text));
	buf_release(&text);
}

/* "content/terms/r2p.md and 2 more: 3 entries parsed, 586 kept, 24 ms" */
static void tell_success(const struct turn *turn)
{
	const struct source_changes *changes = turn->changes;
	size_t entries = turn->build->site.entry_count + turn->build->site.draft_count;

	if (changes && changes->count)
		fprintf(stderr, "%.*s", STR_ARG(changes->items[0].path));
	if (changes && changes->count > 1)
		fprintf(stderr, " and %zu more", changes->count - 1);
	fprintf(stderr, "%s%zu %s parsed, %zu kept, %.0f ms\n", changes && changes->count ? ": " : "", turn->parsed,
		turn->parsed == 1 ? "entry" : "entries", entries - turn->parsed, turn->seconds * 1000);
}

static void tell(void *context, const struct turn *turn)
{
	struct server *server = context;

	if (turn->outcome != OUTCOME_OK)
		tell_failure(server, turn->build);
	if (server->http)
		http_wake(server->http); /* before the terminal, which may be slow */
	building_report(server->call, turn->build, REPORT_TEXT);
	if (!server->call->quiet && turn->outcome == OUTCOME_OK && server->http)
		tell_success(turn);
}

static void rebuild(struct server *server)
{
	watch_begin(&server->watch);
	keeper_turn(&server->keeper);
}

/* ---- waiting ---- */

/* True when something has been heard; false after `wait_ms`. *ended when a signal asks to end. */
static bool listen_for(struct server *server, int wait_ms, bool *ended)
{
	struct pollfd files[] = {{.fd = server->watch.notify, .events = POLLIN}, {.fd = server->signals, .events = POLLIN}};

	if (poll(files, 2, wait_ms) <= 0)
		return false;
	*ended = files[1].revents != 0;
	if (files[0].revents)
		watch_take(&server->watch);
	return files[0].revents != 0;
}

/* Editors write twice, checkouts hundreds of times: wait until it is over, but not for ever. */
static void pass_burst(struct server *server, bool *ended)
{
	int64_t latest = now_ms() + LONGEST_BURST_MS;

	while (!*ended && now_ms() < latest && listen_for(server, server->watch.half_done ? HALF_DONE_MS : QUIET_MS, ended))
		continue;
}

static void follow(struct server *server)
{
	bool ended = false;

	while (!ended) {
		bool heard = listen_for(server, TICK_MS, &ended);

		http_tick(server->http);
		if (server->browser && waitpid(server->browser, NULL, WNOHANG) != 0)
			server->browser = 0;
		if (watch_root_turned(&server->watch))
			server->watch.changed = true;
		if (ended || !server->watch.changed)
			continue;
		if (heard)
			pass_burst(server, &ended);
		if (!ended)
			rebuild(server);
	}
}

/* ---- beginning ---- */

static void open_browser(struct server *server, const char *address)
{
	char *const words[] = {"xdg-open", (char *)address, NULL};

	if (posix_spawnp(&server->browser, words[0], NULL, NULL, words, environ) != 0) {
		server->browser = 0;
		complain("serve: there is no xdg-open to open a browser with");
	}
}

/* "http://127.0.0.1:8000/" */
static struct str address_of(struct arena *arena, const struct server_name *name)
{
	struct str host = name->address;

	if (str_equal(host, STR("0.0.0.0")))
		host = STR("127.0.0.1");
	else if (str_equal(host, STR("::")))
		host = STR("::1");
	bool six = str_find_char(host, ':', 0) < host.len;
	return str_format(arena, "http://%s%.*s%s:%u/", six ? "[" : "", STR_ARG(host), six ? "]" : "", name->port);
}

static bool is_loopback(struct str address)
{
	return str_starts(address, STR("127.")) || str_equal(address, STR("::1"));
}

static enum outcome cannot_listen(const struct server_name *name, int error)
{
	if (error == EADDRINUSE) {
		complain("serve: port %u is taken, perhaps by another glossa; choose another one: -p %u", name->port,
			name->port < 65535 ? name->port + 1 : 8000);
		return OUTCOME_ENVIRONMENT;
	}
	if (error == EINVAL || error == EADDRNOTAVAIL) {
		complain("serve: \"%.*s\" is no address of this machine", STR_ARG(name->address));
		return OUTCOME_USAGE;
	}
	complain("serve: cannot listen on port %u: %s", name->port, strerror(error));
	return OUTCOME_ENVIRONMENT;
}

/* Ctrl-C and the like are read like any other event. Threads begun later inherit the mask. */
static int take_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static enum outcome serve(struct server *server)
{
	const struct call *call = server->call;

	rebuild(server);
	server->http = http_start(&server->live, &server->name);
	if (!server->http)
		return cannot_listen(&server->name, errno);
	struct str address = address_of(call->arena, &server->name);
	printf("%.*s\n", STR_ARG(address));
	fflush(stdout);
	if (!is_loopback(server->name.address))
		complain("serve: whoever can reach this machine can read the handbook now");
	if (option_given(call, OPEN))
		open_browser(server, str_terminated(call->arena, address));
	follow(server);
	http_stop(server->http);
	return OUTCOME_OK;
}

static enum outcome run(const struct call *call)
{
	struct server server = {.call = call};
	uint64_t port = DEFAULT_PORT;
	char *root = getcwd(NULL, 0);

	if (!option_number(call, PORT, 0, 65535, &port) || !root) {
		free(root);
		return OUTCOME_USAGE;
	}
	if (access("site.yaml", F_OK) != 0) {
		complain("no site.yaml: this is not a handbook; go to one, or name it with -C");
		free(root);
		return OUTCOME_USAGE;
	}
	server.name = (struct server_name){option_value(call, BIND, STR("127.0.0.1")), (unsigned)port};
	if (str_equal(server.name.address, STR("localhost")))
		server.name.address = STR("127.0.0.1");
	live_init(&server.live);
	server.keeper = (struct keeper){
		.live = &server.live, .root = root, .drafts = option_given(call, DRAFTS), .tell = tell, .context = &server};
	server.signals = take_signals();
	enum outcome outcome = OUTCOME_ENVIRONMENT;
	if (server.signals >= 0 && watch_open(&server.watch, str_from(root)))
		outcome = serve(&server);
	else
		complain("serve: cannot watch the handbook: %s", strerror(errno));
	watch_release(&server.watch);
	live_release(&server.live);
	keeper_release(&server.keeper);
	close(server.signals);
	free(root);
	return outcome;
}

const struct command command_serve = {
	.name = "serve",
	.summary = "shows the handbook in a browser while you write",
	.help = "Builds the handbook in memory and serves it to browsers on this machine. When a file changes, what it "
			"touches is built again, and pages that have changed reload where they stand. What is wrong with the "
			"content shows on top of the page, and the last good site stays. Nothing is written. Ctrl-C ends.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
