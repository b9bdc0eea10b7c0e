/* How it works: the parser left HTML with numbered holes in the order of their places. What lies between two holes is
 * copied as one run; only what stands in the holes is written piece by piece. */
#include "render/body.h"

#include "base/arena.h"
#include "formats/escape.h"
#include "render/parts.h"
#include "render/view.h"

/* ---- links ---- */

static bool is_dead(const struct link *link)
{
	return !link->to && !link->file.len;
}

static struct str link_url(struct making *m, const struct link *link)
{
	if (!link->to)
		return making_url_at(m, link->file, link->fragment);
	return making_entry_url(m, link->to, link->anchor ? link->anchor->id : link->fragment);
}

static struct str class_of(const struct making *m, const struct entry *target)
{
	return target && caption_of(m->render, target)->term ? STR("term") : STR("link");
}

static void open_link(struct buf *out, struct str class, struct str url)
{
	buf_put(out, STR("<a class=\""));
	buf_put(out, class);
	buf_put(out, STR("\" href=\""));
	escape_html(out, url);
	buf_put(out, STR("\">"));
}

static void link_html(struct making *m, struct buf *out, const struct link *link)
{
	if (!is_dead(link))
		open_link(out, class_of(m, link->to), link_url(m, link));
	if (link->to)
		making_preview(m, link->to);
	if (link->has_label)
		return;
	struct str foreign = link->to && !link->anchor ? making_foreign(m, link->to) : STR("");
	if (foreign.len) {
		buf_put(out, STR("<span lang=\""));
		escape_html(out, foreign);
		buf_put(out, STR("\">"));
	}
	escape_html(out, bare_link_text(link));
	if (foreign.len)
		buf_put(out, STR("</span>"));
}

static bool is_linked(const struct mention *mention)
{
	return mention->reason == REASON_NONE;
}

static void mention_html(struct making *m, struct buf *out, const struct mention *mention)
{
	const struct entry *target = m->site->forms[mention->form].entry;

	if (!is_linked(mention))
		return;
	open_link(out, class_of(m, target), making_entry_url(m, target, STR("")));
	making_preview(m, target);
}

/* ---- images ---- */

static void image_html(struct making *m, struct buf *out, const struct image *image)
{
	buf_put(out, STR("<img src=\""));
	if (image->file.len)
		escape_html(out, making_url(m, image->file));
	else
		escape_href(out, image->address);
	buf_put(out, STR("\" alt=\""));
	escape_html(out, image->alt);
	if (image->title.len) {
		buf_put(out, STR("\" title=\""));
		escape_html(out, image->title);
	}
	if (image->width && image->height)
		buf_printf(out, "\" width=\"%u\" height=\"%u", (unsigned)image->width, (unsigned)image->height);
	buf_put(out, STR("\" loading=\"lazy\">"));
}

/* ---- holes ---- */

static void fill(struct making *m, struct buf *out, const struct entry *entry, const struct hole *hole)
{
	const struct body *body = &entry->body;

	switch ((enum hole_kind)hole->kind) {
	case HOLE_LINK: link_html(m, out, &body->links[hole->index]); break;
	case HOLE_LINK_END:
		if (!is_dead(&body->links[hole->index]))
			buf_put(out, STR("</a>"));
		break;
	case HOLE_TERM: mention_html(m, out, &body->mentions[hole->index]); break;
	case HOLE_TERM_END:
		if (is_linked(&body->mentions[hole->index]))
			buf_put(out, STR("</a>"));
		break;
	case HOLE_CITATION: citation_html(m, out, &body->citations[hole->index]); break;
	case HOLE_IMAGE: image_html(m, out, &body->images[hole->index]); break;
	case HOLE_VIEW: view_html(m, out, entry, &body->views[hole->index]); break;
	}
}

static void put_run(struct making *m, struct buf *out, struct str html)
{
	if (m->whole)
		whole_put(m, out, html);
	else
		buf_put(out, html);
}

static void fill_holes(struct making *m, struct buf *out, const struct entry *entry, const struct body_part *part)
{
	const struct body *body = &entry->body;
	size_t from = part->from, end = part->first_hole + part->hole_count;

	buf_reserve(out, part->to - part->from + 128 * part->hole_count);
	for (size_t i = part->first_hole; i < end; i++) {
		put_run(m, out, str_slice(body->html, from, body->holes[i].offset));
		from = body->holes[i].offset;
		fill(m, out, entry, &body->holes[i]);
	}
	put_run(m, out, str_slice(body->html, from, part->to));
}

struct str body_html(struct making *m, const struct entry *entry)
{
	const struct body *body = &entry->body;
	const struct body_part whole = {.to = body->html_end, .hole_count = body->main_hole_count};
	struct buf *out = &m->worker->body;

	buf_reset(out);
	fill_holes(m, out, entry, &whole);
	return m->whole ? str_copy(m->arena, buf_str(out)) : buf_str(out);
}

struct str body_part_html(struct making *m, const struct entry *entry, const struct value *value)
{
	const struct body *body = &entry->body;
	struct buf out = {0};
	struct str html = STR("");

	for (size_t i = 0; i < body->part_count; i++) {
		if (body->parts[i].value != value)
			continue;
		fill_holes(m, &out, entry, &body->parts[i]);
		html = str_copy(m->arena, buf_str(&out));
	}
	buf_release(&out);
	return html;
}
