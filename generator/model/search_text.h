/* The plain text of an entry, as search and data take it: one passage for each paragraph, heading, item, cell or note. */
#ifndef GLOSSA_MODEL_SEARCH_TEXT_H
#define GLOSSA_MODEL_SEARCH_TEXT_H

#include "base/buf.h"
#include "model/entry.h"

struct passage {
	size_t from, to; /* in search_text.text */
	struct str id;   /* the nearest anchor at or above it; "" before the first */
	bool heading;
};

/* Zero is ready; used again for entry after entry. */
struct search_text {
	struct buf text; /* white space is one space; no line breaks */
	struct buf note; /* the note beside the text at hand */
	struct passage *passages;
	size_t count, capacity;
};

/* Valid until the entry or the text is gone. */
void search_text_of(struct search_text *text, const struct entry *entry);
void search_text_release(struct search_text *text);

#endif
