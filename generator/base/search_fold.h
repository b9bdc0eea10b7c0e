/* Folding for search: what counts as the same word when a reader types it. One table, made from Unicode's data: the
 * index is written with it in C, and the same table goes out with the index for the browser (search_fold_export).
 *
 * A word has two keys. Its fold is in small letters without marks, in its own script: "суверенная", "erdogan". Its
 * skeleton is a lossy romanisation that all usual schemes share: суверенная, suverennaya, suverennaja and suverennai͡a
 * all become "suverena". tests/search/cases.txt shows them, for C and JavaScript alike. */
#ifndef GLOSSA_BASE_SEARCH_FOLD_H
#define GLOSSA_BASE_SEARCH_FOLD_H

#include "base/buf.h"

enum { SEARCH_WORD_SIZE = 96, SEARCH_NAME_WORDS = 24 }; /* bytes of a word, words of a name; what is longer is cut */

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

enum { SEARCH_LETTERS = 0x700 + (0x2070 - 0x1e00) + (0xff60 - 0xfeff) };
struct search_table {
	char ascii[256]; /* the small letter of what ASCII words are made of; 0 for the rest */
	struct search_letter letters[SEARCH_LETTERS];
};
void search_table_init(struct search_table *table);
/* The rules as the browser takes them, by tabs: the ranges of the table; its letters by commas, "~" what ends a word,
 * "fold:latin" where they differ; the letters of each sound and its sign; beyond the table letters and ideographs, as a
 * regular expression has them. */
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
/* What the skeleton of the word found is made of; "" of an ideograph. */
static inline struct str search_latin(const struct search_scan *scan)
{
	if (scan->ideograph)
		return (struct str){scan->latin, 0};
	return scan->ascii ? search_word(scan) : (struct str){scan->latin, scan->latin_length};
}
/* Appends the skeleton of what search_latin gave, be it that of several words. */
void search_skeleton_of(struct buf *out, struct str latin);
static inline void search_skeleton(struct buf *out, const struct search_scan *scan)
{
	search_skeleton_of(out, search_latin(scan));
}
/* Appends the skeletons of a name's words run together, so that it does not matter where one ends. */
void search_name_key(struct buf *out, const struct search_table *table, struct str name);

#endif
