#include "serve/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/path.h"
#include "formats/escape.h"

/* What a careful host sends too; it keeps the editor from relying on what readers' browsers would block. */
static const char POLICY[] = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

static struct str header(const struct asked *asked, const char *name)
{
	const char *value = MHD_lookup_connection_value(asked->connection, MHD_HEADER_KIND, name);

	return value ? str_from(value) : (struct str){0};
}

static enum MHD_Result reply(
	const struct asked *asked, unsigned status, struct MHD_Response *response, const char *type)
{
	if (!response)
		return MHD_NO;
	if (type)
		MHD_add_response_header(response, "Content-Type", type);
	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
	MHD_add_response_header(response, "Content-Security-Policy", POLICY);
	MHD_add_response_header(response, "Cache-Control", "no-cache");
	enum MHD_Result result = MHD_queue_response(asked->connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static struct MHD_Response *copied(struct str bytes)
{
	return MHD_create_response_from_buffer(bytes.len, (void *)(bytes.data ? bytes.data : ""), MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result send_text(const struct asked *asked, unsigned status, struct str text)
{
	return reply(asked, status, copied(text), "text/plain; charset=utf-8");
}

/* ---- refusals ---- */

static bool method_allowed(const struct asked *asked)
{
	return strcmp(asked->method, "GET") == 0 || strcmp(asked->method, "HEAD") == 0;
}

static bool is_foreign(const struct asked *asked)
{
	struct str host = header(asked, "Host"), origin = header(asked, "Origin");

	return !host.data || !host_allowed(asked->name, host) || (origin.data && !origin_allowed(asked->name, origin));
}

/* A body has no meaning here; taking it in would only be work for others to give us. */
static bool has_body(const struct asked *asked)
{
	struct str length = header(asked, "Content-Length");

	return header(asked, "Transfer-Encoding").data || (length.data && !str_equal(length, STR("0")));
}

bool answer_refuses(const struct asked *asked)
{
	return !method_allowed(asked) || is_foreign(asked) || has_body(asked);
}

enum MHD_Result answer_refusal(const struct asked *asked)
{
	struct MHD_Response *response;

	if (is_foreign(asked))
		return send_text(asked, MHD_HTTP_FORBIDDEN, STR("This handbook is served to its own machine only.\n"));
	if (method_allowed(asked))
		return send_text(asked, MHD_HTTP_CONTENT_TOO_LARGE, STR("Requests have no body here.\n"));
	response = copied(STR("Only GET and HEAD are answered.\n"));
	if (response)
		MHD_add_response_header(response, "Allow", "GET, HEAD");
	return reply(asked, MHD_HTTP_METHOD_NOT_ALLOWED, response, "text/plain; charset=utf-8");
}

/* ---- files ---- */

enum { TAG_SIZE = 24 };

static void put_tag(char tag[TAG_SIZE], const struct served *file)
{
	snprintf(tag, TAG_SIZE, "\"%016jx\"", (uintmax_t)file->hash);
}

static void drop(void *served)
{
	served_drop(served);
}

/* A piece of a file, which is dropped when it has been sent. */
static struct MHD_Response *piece(struct served *file, struct str bytes)
{
	struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(
		bytes.len, (void *)bytes.data, drop, file);

	if (!response)
		served_drop(file);
	return response;
}

/* A file that is there, and how it goes out. */
struct sending {
	struct served *file;
	const char *type;
	bool packed, varies; /* another browser may get it the other way */
};

static enum MHD_Result reply_file(
	const struct asked *asked, unsigned status, struct MHD_Response *response, const struct sending *sending)
{
	if (response && sending->varies)
		MHD_add_response_header(response, "Vary", "Accept-Encoding");
	if (response && sending->packed)
		MHD_add_response_header(response, "Content-Encoding", "gzip");
	return reply(asked, status, response, sending->type);
}

/* Takes the file over. */
static enum MHD_Result send_bytes(const struct asked *asked, const struct sending *sending)
{
	struct served *file = sending->file;
	struct str range = header(asked, "Range"), condition = header(asked, "If-None-Match");
	struct MHD_Response *response;
	uint64_t from, length;
	size_t size = file->bytes.len;
	char tag[TAG_SIZE], part[80];

	put_tag(tag, file);
	if (condition.data && str_contains(condition, str_from(tag))) {
		served_drop(file);
		return reply_file(asked, MHD_HTTP_NOT_MODIFIED, copied(STR("")), &(struct sending){.varies = sending->varies});
	}
	if (header(asked, "If-Range").data && !str_equal(header(asked, "If-Range"), str_from(tag)))
		range = (struct str){0};
	switch (range.data ? request_range(range, size, &from, &length) : RANGE_NONE) {
	case RANGE_PART:
		response = piece(file, str_slice(file->bytes, (size_t)from, (size_t)(from + length)));
		snprintf(part, sizeof(part), "bytes %ju-%ju/%zu", (uintmax_t)from, (uintmax_t)(from + length - 1), size);
		if (response)
			MHD_add_response_header(response, "Content-Range", part);
		return reply_file(asked, MHD_HTTP_PARTIAL_CONTENT, response, sending);
	case RANGE_BEYOND:
		served_drop(file);
		response = copied(STR(""));
		snprintf(part, sizeof(part), "bytes */%zu", size);
		if (response)
			MHD_add_response_header(response, "Content-Range", part);
		return reply(asked, MHD_HTTP_RANGE_NOT_SATISFIABLE, response, sending->type);
	case RANGE_NONE: break;
	}
	response = piece(file, file->bytes);
	if (response) {
		MHD_add_response_header(response, "ETag", tag);
		MHD_add_response_header(response, "Accept-Ranges", "bytes");
	}
	return reply_file(asked, MHD_HTTP_OK, response, sending);
}

/* With the script that keeps it up to date, for who asks as a browser does. */
static enum MHD_Result send_live(const struct asked *asked, unsigned status, struct str page, const char *tag)
{
	struct buf out = {0};
	struct str bare = str_from(tag);

	live_page(&out, page, bare.len ? str_slice(bare, 1, bare.len - 1) : bare);
	struct MHD_Response *response = MHD_create_response_from_buffer(out.len, out.data, MHD_RESPMEM_MUST_FREE);
	if (!response)
		buf_release(&out);
	else if (bare.len)
		MHD_add_response_header(response, "ETag", tag);
	return reply(asked, status, response, "text/html; charset=utf-8");
}

static bool wants_html(const struct asked *asked)
{
	return str_contains(header(asked, "Accept"), STR("text/html"));
}

/* Takes the page over. */
static enum MHD_Result send_page(const struct asked *asked, unsigned status, struct served *page)
{
	char tag[TAG_SIZE];

	put_tag(tag, page);
	enum MHD_Result result = send_live(asked, status, page->bytes, tag);
	served_drop(page);
	return result;
}

/* Browsers get pages with a script in them, which nothing has compressed. */
static bool is_live_page(const struct asked *asked, struct str address)
{
	return str_ends(address, STR(".html")) && wants_html(asked);
}

static struct sending find_file(
	const struct asked *asked, struct arena *arena, struct edition *edition, struct str address)
{
	struct sending sending = {.type = media_type(address)};

	sending.varies = edition_packs(edition) && !is_live_page(asked, address);
	if (sending.varies && request_takes_gzip(header(asked, "Accept-Encoding")))
		sending.file = edition_find(edition, str_join(arena, address, STR(".gz")));
	sending.packed = sending.file != NULL;
	if (!sending.file)
		sending.file = edition_find(edition, address);
	return sending;
}

/* Takes the file over. */
static enum MHD_Result send_file(const struct asked *asked, struct str address, const struct sending *sending)
{
	if (is_live_page(asked, address))
		return send_page(asked, MHD_HTTP_OK, sending->file);
	return send_bytes(asked, sending);
}

/* The way from "terms" to "terms/". */
static enum MHD_Result send_folder(const struct asked *asked, struct str folder)
{
	static const char KEPT[] = "-_.~/";
	struct MHD_Response *response = copied(STR(""));
	struct buf to = {0};

	buf_char(&to, '/');
	for (size_t i = 0; i < folder.len; i++) {
		unsigned char c = (unsigned char)folder.data[i];

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c && strchr(KEPT, c)))
			buf_char(&to, (char)c);
		else
			buf_printf(&to, "%%%02X", c);
	}
	buf_put(&to, STR("/"));
	buf_char(&to, '\0');
	if (response)
		MHD_add_response_header(response, "Location", to.data);
	buf_release(&to);
	return reply(asked, MHD_HTTP_MOVED_PERMANENTLY, response, NULL);
}

/* Takes the page that says so over, which may be none. */
static enum MHD_Result send_missing(const struct asked *asked, struct served *page)
{
	if (page)
		return send_page(asked, MHD_HTTP_NOT_FOUND, page);
	return send_text(asked, MHD_HTTP_NOT_FOUND, STR("There is no page of this address.\n"));
}

static enum MHD_Result send_stand_in(const struct asked *asked)
{
	struct buf page = {0};

	live_stand_in(asked->live, &page);
	enum MHD_Result result = send_live(asked, MHD_HTTP_SERVICE_UNAVAILABLE, buf_str(&page), "");
	buf_release(&page);
	return result;
}

/* An address of the site, and nothing else: what is asked for is looked up, never resolved. */
static enum MHD_Result send_from_site(const struct asked *asked, struct arena *arena, struct str path)
{
	bool folder = path.len == 0 || path.data[path.len - 1] == '/', inside = false;
	struct str address = folder ? str_join(arena, path, STR("index.html")) : path;
	struct sending sending = {0};
	struct served *missing = NULL;
	struct edition *edition = live_take(asked->live);
	bool any = edition != NULL;

	if (edition) {
		sending = find_file(asked, arena, edition, address);
		inside = !sending.file && !folder && edition_has(edition, str_join(arena, path, STR("/index.html")));
		if (!sending.file && !inside && wants_html(asked))
			missing = edition_find(edition, STR("404.html"));
	}
	live_give(asked->live, edition);
	if (!any)
		return send_stand_in(asked);
	if (sending.file)
		return send_file(asked, address, &sending);
	return inside ? send_folder(asked, path) : send_missing(asked, missing);
}

enum MHD_Result answer(const struct asked *asked, bool *events)
{
	struct arena arena = {0};
	enum MHD_Result result = MHD_NO;
	struct str path;

	if (!request_path(&arena, str_from(asked->url), &path))
		result = send_text(asked, MHD_HTTP_BAD_REQUEST, STR("This is no address.\n"));
	else if (str_equal(path, LIVE_EVENTS_PATH))
		*events = true;
	else if (str_equal(path, LIVE_SCRIPT_PATH))
		result = reply(asked, MHD_HTTP_OK, copied(LIVE_SCRIPT), "text/javascript; charset=utf-8");
	else
		result = send_from_site(asked, &arena, path);
	arena_release(&arena);
	return result;
}
