/* An entry's text with its holes filled: links, terms, citations and images as one page has to write them. */
#ifndef GLOSSA_RENDER_BODY_H
#define GLOSSA_RENDER_BODY_H

#include "render/making.h"

/* Valid until the worker's next page; a page has one body. */
struct str body_html(struct making *m, const struct entry *entry);

/* The HTML of a field of type markdown; "" when `value` is not the value of one. */
struct str body_part_html(struct making *m, const struct entry *entry, const struct value *value);

/* Appends a citation: (see Lewis 2022, n. 3; Casier 2022), each linked to its item in the page's references. */
void citation_html(struct making *m, struct buf *out, const struct citation *citation);

/* Appends what a citation shows of the date, "2022a", and of a place in the work, "653–673". */
void year_html(struct buf *out, const struct language *language, const struct work *work);
void locator_html(struct buf *out, const struct language *language, struct str locator);
struct str locator_text(struct making *m, struct str locator);

/* What a work goes by, as plain text: "Ekman, Saari and Secrieru 2020". */
struct str work_label(struct making *m, const struct work *work);

/* Appends a work's full reference. */
void reference_html(
	struct buf *out, const struct language *language, const struct works *works, const struct work *work);
/* The list of works that the entry's text cites or its front matter names. */
const struct value *references_value(struct making *m, const struct entry *entry);

#endif
