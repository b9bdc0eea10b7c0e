/* Writes a tree as JSON (RFC 8259): UTF-8, "</" never appears, so that it can stand in a script element. */
#ifndef GLOSSA_FORMATS_JSON_H
#define GLOSSA_FORMATS_JSON_H

#include "base/buf.h"
#include "formats/value.h"

/* `indent` spaces a level; 0 for one line. */
void json_write(struct buf *out, const struct value *value, int indent);
/* A quoted string. */
void json_string(struct buf *out, struct str text);

#endif
