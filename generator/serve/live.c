#include "serve/live.h"

#include <time.h>

#include "formats/escape.h"
#include "formats/json.h"

enum { MOST_CHANGES = 500 };

void live_init(struct live *live)
{
	*live = (struct live){.editions = (uint64_t)time(NULL) * 1000};
	pthread_mutex_init(&live->lock, NULL);
}

/* What a page needs to know to be up to date, whatever it has missed. */
static void write_state(struct live *live, struct str changes)
{
	buf_reset(&live->state);
	buf_printf(&live->state,
		"data: {\"number\": %ju, \"edition\": %ju, \"styles\": %s, \"errors\": ", (uintmax_t)++live->number,
		(uintmax_t)live->editions, live->styles_only ? "true" : "false");
	json_string(&live->state, buf_str(&live->errors));
	buf_printf(&live->state, ", \"changed\": %.*s}\n\n", STR_ARG(changes));
}

void live_publish(struct live *live, struct edition *edition, bool styles_only)
{
	struct buf changes = {0};
	struct edition *before = live->edition; /* only this thread exchanges it */

	edition_changes(&changes, before, edition, MOST_CHANGES);
	pthread_mutex_lock(&live->lock);
	bool same = before && str_equal(buf_str(&changes), STR("[]"));
	live->edition = edition;
	live->editions += !same;
	live->styles_only = styles_only;
	if (!same || live->errors.len || !before) {
		buf_reset(&live->errors);
		write_state(live, buf_str(&changes));
	}
	pthread_mutex_unlock(&live->lock);
	edition_drop(before);
	buf_release(&changes);
}

void live_fail(struct live *live, struct str errors)
{
	pthread_mutex_lock(&live->lock);
	buf_reset(&live->errors);
	buf_put(&live->errors, errors);
	write_state(live, STR("[]"));
	pthread_mutex_unlock(&live->lock);
}

bool live_event(struct live *live, uint64_t *seen, struct buf *out)
{
	pthread_mutex_lock(&live->lock);
	bool news = live->number > *seen;
	if (news)
		buf_put(out, buf_str(&live->state));
	*seen = live->number;
	pthread_mutex_unlock(&live->lock);
	return news;
}

struct edition *live_edition(struct live *live)
{
	pthread_mutex_lock(&live->lock);
	struct edition *edition = live->edition ? edition_hold(live->edition) : NULL;
	pthread_mutex_unlock(&live->lock);
	return edition;
}

void live_page(struct live *live, struct buf *out, struct str page)
{
	size_t end = page.len;

	for (size_t at = 0; (at = str_find(page, STR("</body>"), at)) < page.len; at++)
		end = at;
	buf_put(out, str_slice(page, 0, end));
	pthread_mutex_lock(&live->lock);
	buf_printf(
		out, "<script src=\"/.glossa/live.js\" data-edition=\"%ju\" defer></script>\n", (uintmax_t)live->editions);
	pthread_mutex_unlock(&live->lock);
	buf_put(out, str_from_index(page, end));
}

void live_stand_in(struct live *live, struct buf *out)
{
	buf_put(out, STR("<!doctype html><meta charset=\"utf-8\"><title>glossa</title>\n<pre>"));
	pthread_mutex_lock(&live->lock);
	escape_html(out, buf_str(&live->errors));
	pthread_mutex_unlock(&live->lock);
	buf_put(out, STR("</pre>\n"));
}

void live_release(struct live *live)
{
	edition_drop(live->edition);
	buf_release(&live->state);
	buf_release(&live->errors);
	pthread_mutex_destroy(&live->lock);
}
