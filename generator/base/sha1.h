/* SHA-1, only to tell whether a file is the one that git has; nothing here relies on its being secure. */
#ifndef GLOSSA_BASE_SHA1_H
#define GLOSSA_BASE_SHA1_H

#include "base/str.h"

enum { SHA1_BYTES = 20 };

/* Of the pieces, one behind the other. */
void sha1(const struct str *pieces, size_t count, unsigned char digest[SHA1_BYTES]);

#endif
