/* gzip: what web servers send to browsers in a text's place. */
#ifndef GLOSSA_FORMATS_GZIP_H
#define GLOSSA_FORMATS_GZIP_H

#include "base/buf.h"

enum { GZIP_MOST = 64 << 20 }; /* bytes; beyond, it is data to be fetched, not a page to be read */

/* Whether a file of this name and size is to be sent compressed. */
bool gzip_suits(struct str path, uint64_t size);

/* Appends the text, packed as small as zlib can. No time and no name go with it: the same text gives the same bytes. */
void gzip_pack(struct buf *out, struct str text);

/* Whether this is exactly that text, packed. */
bool gzip_holds(struct str packed, struct str text);

#endif
