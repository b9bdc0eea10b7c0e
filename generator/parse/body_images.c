/* Images, and what they share with links. */
#include "base/fold.h"
#include "base/utf8.h"
#include "parse/body_writer.h"

struct str decoded_address(struct arena *arena, struct str address)
{
	char *out = arena_bytes(arena, address.len);
	size_t len = 0;

	for (size_t i = 0; i < address.len; i++) {
		unsigned value = 0;
		bool escape = address.data[i] == '%' && i + 2 < address.len;

		for (size_t j = 1; escape && j < 3; j++) {
			char c = address.data[i + j];
			unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 32) - 'a') + 10;

			escape = digit < 16;
			value = value * 16 + digit;
		}
		out[len++] = escape && value >= 32 ? (char)value : address.data[i];
		i += escape && value >= 32 ? 2 : 0;
	}
	return (struct str){out, len};
}

void write_title(struct writer *w, struct str title)
{
	if (!title.len)
		return;
	put(w, " title=\"");
	escape_html(&w->worker->html, title);
	put(w, "\"");
}

static bool image_allowed(struct writer *w, const struct md_link *link, struct place place)
{
	enum address_kind kind = address_kind(link->address);

	if (kind == ADDRESS_RELATIVE || kind == ADDRESS_IMAGE ||
		(kind == ADDRESS_EXTERNAL && w->rules->config->remote_images))
		return true;
	if (kind == ADDRESS_EXTERNAL)
		diag_add_span(w->diags, DIAG_IMAGE_REMOTE, w->entry->path, place, (uint32_t)utf8_count(link->address),
			"an image from another host; copy it beside the entry, or set `markdown: remote_images: true`");
	else
		diag_add_span(w->diags, DIAG_LINK_ADDRESS, w->entry->path, place, (uint32_t)utf8_count(link->address),
			"\"%.*s\" is not the address of an image", STR_ARG(link->address));
	return false;
}

static void write_plain_image(struct writer *w, const struct md_link *link)
{
	enum address_kind kind = address_kind(link->address);

	put(w, "<img src=\"");
	if (w->rules->unsafe || kind != ADDRESS_FORBIDDEN)
		escape_href(&w->worker->html, link->address);
	put(w, "\" alt=\"");
	escape_html(&w->worker->html, link->alt);
	put(w, "\"");
	write_title(w, link->title);
	put(w, " />");
}

static bool is_blank(struct str text)
{
	uint32_t c;

	for (size_t at = 0; at < text.len;) {
		at += utf8_decode(text, at, &c);
		if (!fold_is_space(c))
			return false;
	}
	return true;
}

void write_image(struct writer *w, const struct md_item *item, bool figure)
{
	struct body_worker *worker = w->worker;
	const struct md_link *link = &worker->markdown.links[item->index];

	if (w->rules->plain) {
		write_plain_image(w, link);
		return;
	}
	struct place place = link->place.line ? link->place : find_place(w, link->address, 0);
	if (is_blank(link->alt))
		diag_add_span(w->diags, DIAG_IMAGE_ALT, w->entry->path, place, (uint32_t)utf8_count(link->address),
			"the image has no text for those who cannot see it; write ![what it shows](%.*s)", STR_ARG(link->address));
	if (!image_allowed(w, link, place))
		return;
	worker->images = grow(worker->images, worker->image_count, &worker->image_capacity, sizeof(*worker->images));
	bool local = address_kind(link->address) == ADDRESS_RELATIVE;
	worker->images[worker->image_count] = (struct image){
		.address = local ? decoded_address(&w->entry->arena, link->address) : str_copy(&w->entry->arena, link->address),
		.alt = str_copy(&w->entry->arena, link->alt),
		.title = figure ? STR("") : str_copy(&w->entry->arena, link->title),
		.place = place,
	};
	write_hole(w, HOLE_IMAGE, worker->image_count++);
}
