#include "serve/live.h"

#include <time.h>

#include "formats/escape.h"
#include "formats/json.h"

void live_init(struct live *live)
{
	*live = (struct live){.number = (uint64_t)time(NULL) * 1000};
	pthread_mutex_init(&live->site, NULL);
	pthread_mutex_init(&live->lock, NULL);
}

struct edition *live_take(struct live *live)
{
	pthread_mutex_lock(&live->site);
	return live->edition;
}

void live_give(struct live *live, struct edition *edition)
{
	live->edition = edition;
	pthread_mutex_unlock(&live->site);
}

/* What a page needs to know, whatever it has missed. */
static void tell(struct live *live, struct str errors, bool styles_only)
{
	pthread_mutex_lock(&live->lock);
	buf_reset(&live->errors);
	buf_put(&live->errors, errors);
	buf_reset(&live->state);
	buf_printf(&live->state, "data: {\"number\": %ju, \"styles\": %s, \"errors\": ", (uintmax_t)++live->number,
		styles_only ? "true" : "false");
	json_string(&live->state, errors);
	buf_put(&live->state, STR("}\n\n"));
	pthread_mutex_unlock(&live->lock);
}

void live_news(struct live *live, bool styles_only)
{
	tell(live, STR(""), styles_only);
}

void live_fail(struct live *live, struct str errors)
{
	tell(live, errors, false);
}

bool live_event(struct live *live, uint64_t *seen, struct buf *out)
{
	pthread_mutex_lock(&live->lock);
	bool news = live->number > *seen && live->state.len;
	if (news)
		buf_put(out, buf_str(&live->state));
	*seen = live->number;
	pthread_mutex_unlock(&live->lock);
	return news;
}

void live_page(struct buf *out, struct str page, struct str tag)
{
	size_t end = page.len;

	for (size_t at = 0; (at = str_find(page, STR("</body>"), at)) < page.len; at++)
		end = at;
	buf_put(out, str_slice(page, 0, end));
	buf_printf(out, "<script src=\"/.glossa/live.js\" data-tag=\"%.*s\" defer></script>\n", STR_ARG(tag));
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
	edition_release(live->edition);
	buf_release(&live->state);
	buf_release(&live->errors);
	pthread_mutex_destroy(&live->site);
	pthread_mutex_destroy(&live->lock);
}
