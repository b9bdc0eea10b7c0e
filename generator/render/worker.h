/* What one thread keeps from page to page: room to write, and the cards of the page at hand. */
#ifndef GLOSSA_RENDER_WORKER_H
#define GLOSSA_RENDER_WORKER_H

#include "render/render.h"

/* A card made for the page at hand. */
struct card_slot {
	uint32_t page;      /* number of the page, counted by the worker */
	uint32_t previewed; /* number of the page whose previews hold it */
	const struct value *card;
};

struct render_worker {
	struct arena scratch; /* emptied after each page */
	struct buf out, body, text;
	struct card_slot *cards; /* by entry */
	uint32_t page;
	struct diags diags;
};

#endif
