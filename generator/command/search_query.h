/* What a query asks for: its words and the keys of the index under which they may stand. As in
 * static/js/search-rank.js. */
#ifndef GLOSSA_COMMAND_SEARCH_QUERY_H
#define GLOSSA_COMMAND_SEARCH_QUERY_H

#include "command/search_rank.h"

enum { MOST_TOKENS = 12, MOST_PHRASES = 8, MOST_RULES = 6, MOST_FUZZY_PREFIXES = 8 };

struct token {
	struct str fold, skeleton;
	struct str before, after; /* it and the word before or after it as one */
	bool han, last;
	bool missing, empty; /* nothing is found of it; nothing but one or two mentions */
};

struct key_rule {
	struct str key;
	uint32_t factor; /* in hundredths */
};

struct query {
	struct token tokens[MOST_TOKENS];
	size_t token_count;
	struct key_rule names[MOST_RULES]; /* how the whole may be the name of an entry */
	size_t name_count;
	struct str phrases[MOST_PHRASES];
	size_t phrase_count;
};

struct word {
	struct str fold, latin;
	size_t from, to;
	bool han, stop;
};
size_t search_words(struct search_files *files, struct str text, struct word **words);

void search_query_parse(struct search_files *files, struct query *query, struct str text);
/* Keys asked for whole. */
size_t search_whole_keys(struct arena *arena, const struct token *token, struct key_rule rules[MOST_RULES]);
/* Beginnings of keys; `fuzzy`: a word that is not found may have been cut short. */
size_t search_prefixes(struct arena *arena, const struct token *token, bool fuzzy, struct key_rule rules[MOST_RULES]);
/* How many slips a word of this length may hold, and beginnings of the keys among which it is then looked for. */
size_t search_typos(const struct token *token);
size_t search_skeleton_typos(const struct token *token);
size_t search_fuzzy_prefixes(
	struct search_files *files, const struct token *token, struct str found[MOST_FUZZY_PREFIXES]);

#endif
