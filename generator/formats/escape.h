/* Escaping for what glossa writes. */
#ifndef GLOSSA_FORMATS_ESCAPE_H
#define GLOSSA_FORMATS_ESCAPE_H

#include "base/buf.h"

/* For HTML text and double-quoted attributes: & < > ". Control characters other than tab and newline are dropped. */
void escape_html(struct buf *out, struct str text);
/* For XML: as HTML, with ' as well. */
void escape_xml(struct buf *out, struct str text);
/* Percent-encodes what may not stand in an address, leaves reserved characters and existing %XX; then escape_html. */
void escape_href(struct buf *out, struct str address);
/* Percent-encodes one path (slashes stay): for a path of our own site. A first segment with a colon gets "./". */
void escape_path(struct buf *out, struct str path);
/* Percent-encodes one path for a file that some program reads: of ASCII only letters, digits and -._~/ stay. */
void escape_bare(struct buf *out, struct str path);
/* Decodes %XX; the address itself when there are none. */
struct str percent_decoded(struct arena *arena, struct str address);

/* A YAML scalar that reads as this text: plain where nobody could take it for anything else, else in double quotes. */
void escape_yaml(struct buf *out, struct str text);

enum address_kind {
	ADDRESS_RELATIVE,  /* a path, perhaps with a fragment */
	ADDRESS_FRAGMENT,  /* #… */
	ADDRESS_EXTERNAL,  /* http, https, mailto, tel */
	ADDRESS_IMAGE,     /* data:image/png, jpeg, gif, webp */
	ADDRESS_FORBIDDEN, /* everything else: other schemes, //host, \\host, control characters */
};
enum address_kind address_kind(struct str address);

#endif
