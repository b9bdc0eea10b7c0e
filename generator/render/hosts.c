/* What web servers and hosts read: where old addresses lead, and which headers go with which files. Paths are whole,
 * from the root of the host, so the path of base_url stands before them.
 *
 *   _redirects       Netlify, Cloudflare Pages, GitLab Pages: /old.html /new.html 301; percent-encoded
 *   _redirects.map   nginx, to be included in a map of $uri, which is decoded: "/old.html" "/new.html";
 *   _headers         Netlify, Cloudflare Pages
 *
 * Whatever a name holds, encoded it has no space, quote, dollar, splat or placeholder left that could mean something. */
#include "base/arena.h"
#include "formats/escape.h"
#include "render/machine_files.h"

static const struct str INDEX = STR_INIT("index.html");

/* "/b/" of https://a.example/b/, decoded; "/" without base_url. */
static struct str base_path(const struct making *m)
{
	return percent_decoded(m->arena, m->render->frames[m->render->frame_count - 1].root);
}

static bool is_index(struct str address)
{
	return str_equal(address, INDEX) || str_ends(address, STR("/index.html"));
}

/* The folder of an index page, which is what readers type; of other pages the page. */
static struct str by_folder(struct str address)
{
	return is_index(address) ? str_slice(address, 0, address.len - INDEX.len) : address;
}

static void put_target(struct buf *out, struct str base, struct str to)
{
	size_t hash = str_find_char(to, '#', 0);

	escape_bare(out, base);
	escape_bare(out, by_folder(str_slice(to, 0, hash)));
	if (hash < to.len) {
		buf_char(out, '#');
		escape_bare(out, str_from_index(to, hash + 1));
	}
}

/* An address that may be asked for, and where it leads. */
typedef void put_rule(struct buf *out, struct str base, struct str from, struct str to);

static void put_each(struct making *m, struct buf *out, put_rule *put)
{
	struct str base = base_path(m);

	for (size_t i = 0; i < m->site->redirect_count; i++) {
		const struct redirect *redirect = &m->site->redirects[i];
		struct str folder = by_folder(redirect->from);

		if (folder.len && folder.len < redirect->from.len)
			put(out, base, folder, redirect->to);
		put(out, base, redirect->from, redirect->to);
	}
}

static void put_line(struct buf *out, struct str base, struct str from, struct str to)
{
	escape_bare(out, base);
	escape_bare(out, from);
	buf_char(out, ' ');
	put_target(out, base, to);
	buf_put(out, STR(" 301\n"));
}

/* No "301!": Cloudflare refuses it. Where a file goes before a rule, the page that stands there forwards. */
void render_redirects(struct making *m, struct buf *out)
{
	buf_put(out, STR("# Old addresses, for Netlify, Cloudflare Pages and GitLab Pages\n"));
	put_each(m, out, put_line);
}

static void put_quoted(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '"' || text.data[i] == '\\')
			buf_char(out, '\\');
		buf_char(out, text.data[i]);
	}
}

static void put_mapping(struct buf *out, struct str base, struct str from, struct str to)
{
	buf_char(out, '"');
	put_quoted(out, base);
	put_quoted(out, from);
	buf_put(out, STR("\" \""));
	put_target(out, base, to);
	buf_put(out, STR("\";\n"));
}

void render_redirect_map(struct making *m, struct buf *out)
{
	buf_put(out, STR("# Old addresses, for nginx: map $uri $moved { include _redirects.map; }\n"));
	put_each(m, out, put_mapping);
}

/* Nothing inline, nothing from elsewhere; what never changes under its name is kept for a year; data is free to all. */
void render_headers(struct making *m, struct buf *out)
{
	struct buf base = {0};

	escape_bare(&base, base_path(m));
	struct str path = buf_str(&base);
	buf_printf(out,
		"%.*s*\n"
		"  Content-Security-Policy: default-src 'self'; img-src %s data:; object-src 'none'; base-uri 'none'; "
		"form-action 'self'\n"
		"  X-Content-Type-Options: nosniff\n"
		"  Referrer-Policy: strict-origin-when-cross-origin\n"
		"%.*sstatic/*\n"
		"  Cache-Control: public, max-age=31536000, immutable\n"
		"%.*sdata/*\n"
		"  Access-Control-Allow-Origin: *\n",
		STR_ARG(path), m->site->config->remote_images ? "*" : "'self'", STR_ARG(path), STR_ARG(path));
	buf_release(&base);
}
