/* Sentences of a page as other pages quote them. */
#ifndef GLOSSA_MODEL_QUOTATION_H
#define GLOSSA_MODEL_QUOTATION_H

#include "base/str.h"

struct body;
struct link;

/* A sentence that cites, links or mentions: plain text of at most 300 characters. */
struct sentence {
	struct str text;    /* as written when it holds bare links; sentence_text() says what they read */
	uint32_t section;   /* index + 1 into headings; 0 before the first */
	uint32_t paragraph; /* index + 1 into paragraphs; 0 for none */
	uint32_t bare_link; /* index + 1 of the last one in it */
};

/* A link that has no label of its own, in a sentence. */
struct bare_link {
	uint32_t link;     /* index into links */
	uint32_t from, to; /* what stands for it in the sentence's text */
	uint32_t before;   /* index + 1 of the one before it in the same sentence */
};

/* What a link without a label of its own reads; by then it has been linked. */
struct str bare_link_text(const struct link *link);
/* The text as one line of at most 300 characters around `at` (an offset into it), cut at words with "…". */
struct str sentence_excerpt(struct arena *arena, struct str text, size_t at);
/* What a sentence of this body reads; if it holds bare links, around the first of them. */
struct str sentence_text(struct arena *arena, const struct body *body, const struct sentence *sentence);

#endif
