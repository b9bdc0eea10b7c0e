/* Width and height of a picture in CSS pixels, read from its bytes: PNG, JPEG, GIF, WebP and SVG, told apart by what
 * they hold, not by their names. The first 256 KiB are enough for all but freaks. */
#ifndef GLOSSA_FORMATS_IMAGE_SIZE_H
#define GLOSSA_FORMATS_IMAGE_SIZE_H

#include "base/str.h"

/* False, with both 0, when the bytes are no such picture, are cut short before the size, or name none. */
bool image_size(struct str bytes, uint32_t *width, uint32_t *height);

#endif
