/* Folding for search: what counts as the same word when a reader types it. One table, made from Unicode's data: the
 * index is written with it in C, and the same table goes out with the index for the browser (search_fold_export).
 *
 * A word has two keys. Its fold is in small letters without marks, in its own script: "суверенная", "erdogan". Its
 * skeleton is a lossy romanisation that all usual schemes share: суверенная, suverennaya, suverennaja and suverennai͡a
 * all become "suverena". tests/search/cases.txt shows them, for C and JavaScript alike. */
#ifndef GLOSSA_BASE_SEARCH_FOLD_H
#define GLOSSA_BASE_SEARCH_FOLD_H

#include "base/buf.h"

enum { SEARCH_WORD_SIZE = 96 }; /* bytes of a key; longer words are cut */

/* What a letter becomes: in small letters without marks, and as the skeleton's rules take it. */
struct search_letter {
	char fold[7];
	char latin[4];
	unsigned char kind; /* enum search_kind */
};
enum search_kind {
	SEARCH_BREAK,
	SEARCH_LETTER,
	SEARCH_DROP,
	SEARCH_APOSTROPHE,
	SEARCH_IDEOGRAPH,
	SEARCH_CARON,
	SEARCH_CIRCUMFLEX
};

enum { SEARCH_LETTERS = (0x590 - 0x80) + (0x2000 - 0x1e00) + (0xff60 - 0xff00) };
struct search_table {
	struct search_letter letters[SEARCH_LETTERS];
};
void search_table_init(struct search_table *table);
/* The table as the browser takes it: letters by commas, "~" what ends a word, "fold:latin" where they differ. */
void search_fold_export(struct buf *out, const struct search_table *table);

/* The words of a text one by one; of Han and kana each character is one. */
struct search_scan {
	const struct search_table *table;
	struct str text;
	size_t at;
	size_t from, to; /* of the word found, in the text */
	bool ideograph;
	bool ascii; /* the word as written; its skeleton is left for whoever needs it */
	size_t fold_length, latin_length;
	char fold[SEARCH_WORD_SIZE], latin[SEARCH_WORD_SIZE];
};
bool search_next(struct search_scan *scan);
static inline struct str search_word(const struct search_scan *scan)
{
	return (struct str){scan->fold, scan->fold_length};
}
/* Appends the skeleton of the word found. */
void search_skeleton(struct buf *out, const struct search_scan *scan);

#endif
