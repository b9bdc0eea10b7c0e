#include "command/search_query.h"

#include <string.h>

#include "base/utf8.h"

/* ---- the query ---- */

static bool is_stop_word(const struct search_files *files, struct str word)
{
	for (size_t i = 0; i < files->stop_count; i++)
		if (str_equal(files->stop[i], word))
			return true;
	return false;
}

static bool is_quote(uint32_t c)
{
	return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e || c == 0xab || c == 0xbb;
}

static bool has_word(const struct search_files *files, struct str text)
{
	struct search_scan scan = {.table = files->table, .text = text};

	return search_next(&scan);
}

static void find_phrases(const struct search_files *files, struct query *query, struct str text)
{
	size_t open = text.len;
	uint32_t c;

	for (size_t at = 0; at < text.len;) {
		size_t length = utf8_decode(text, at, &c);
		bool closes = is_quote(c) && c != 0xab && c != 0x201e, opens = is_quote(c) && c != 0xbb;

		if (closes && open < at && query->phrase_count < MOST_PHRASES) {
			query->phrases[query->phrase_count] = str_slice(text, open, at);
			query->phrase_count += has_word(files, query->phrases[query->phrase_count]);
			open = text.len;
		} else if (is_quote(c)) {
			open = opens ? at + length : text.len;
		}
		at += length;
	}
}

static struct str skeleton_of(struct arena *arena, const struct search_scan *scan)
{
	struct buf out = {0};

	if (!scan->ideograph)
		search_skeleton(&out, scan);
	struct str skeleton = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return skeleton;
}

size_t search_words(struct search_files *files, struct str text, struct word **words)
{
	struct search_scan scan = {.table = files->table, .text = text};
	size_t count = 0, capacity = 0;

	*words = NULL;
	while (search_next(&scan)) {
		*words = arena_grow(files->arena, *words, count, &capacity, sizeof(**words));
		(*words)[count++] = (struct word){str_copy(files->arena, search_word(&scan)), skeleton_of(files->arena, &scan),
			scan.from, scan.to, scan.ideograph};
	}
	return count;
}

static void add_token(struct query *query, struct token token)
{
	if (query->token_count < MOST_TOKENS)
		query->tokens[query->token_count++] = token;
}

/* Ideographs go in pairs; one alone only where it has no fellow. */
static void add_ideograph(struct arena *arena, struct query *query, const struct word *words, size_t i, size_t count)
{
	const struct word *word = &words[i];

	if (i + 1 < count && words[i + 1].han && words[i + 1].from == word->to)
		add_token(query, (struct token){.fold = str_join(arena, word->fold, words[i + 1].fold), .han = true});
	else if (!(i && words[i - 1].han && words[i - 1].to == word->from))
		add_token(query, (struct token){.fold = word->fold, .han = true});
}

void search_query_parse(struct search_files *files, struct query *query, struct str text)
{
	struct word *words;
	struct query stopped = {0};
	struct buf name = {0};
	size_t count = search_words(files, text, &words);
	bool ends = text.len && text.data[text.len - 1] != ' ';

	buf_char(&name, '=');
	for (size_t i = 0; i < count; i++) {
		struct token token = {.fold = words[i].fold, .skeleton = words[i].skeleton, .last = i + 1 == count && ends};
		bool stop = !words[i].han && is_stop_word(files, words[i].fold);

		buf_put(&name, words[i].han ? words[i].fold : words[i].skeleton);
		if (stop)
			token.last = false;
		if (words[i].han)
			add_ideograph(files->arena, query, words, i, count);
		else
			add_token(stop ? &stopped : query, token);
	}
	if (!query->token_count) {
		memcpy(query->tokens, stopped.tokens, sizeof(query->tokens));
		query->token_count = stopped.token_count;
	}
	query->name = str_copy(files->arena, buf_str(&name));
	buf_release(&name);
	find_phrases(files, query, text);
}

/* ---- keys ---- */

static bool is_ascii_word(struct str text, bool digits)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (!((c >= 'a' && c <= 'z') || (digits && c >= '0' && c <= '9')))
			return false;
	}
	return text.len > 0;
}

static struct str tilde(struct arena *arena, struct str skeleton)
{
	return str_join(arena, STR("~"), skeleton);
}

/* Keys asked for whole. */
size_t search_whole_keys(struct arena *arena, const struct token *token, struct key_rule rules[MOST_RULES])
{
	struct str fold = token->fold;
	size_t count = 0;

	rules[count++] = (struct key_rule){fold, 100};
	if (token->han)
		return count;
	if (token->skeleton.len)
		rules[count++] = (struct key_rule){tilde(arena, token->skeleton), 88};
	if (fold.len < 4 || !is_ascii_word(fold, false))
		return count;
	struct str other;
	if (str_ends(fold, STR("ies")))
		other = str_join(arena, str_slice(fold, 0, fold.len - 3), STR("y"));
	else if (str_ends(fold, STR("s")) && !str_ends(fold, STR("ss")))
		other = str_slice(fold, 0, fold.len - 1);
	else if (str_ends(fold, STR("y")))
		other = str_join(arena, str_slice(fold, 0, fold.len - 1), STR("ies"));
	else
		other = str_join(arena, fold, STR("s"));
	rules[count++] = (struct key_rule){other, 90};
	return count;
}

/* "intervene" finds "intervention": what is left without a common English ending; "" where too little is. */
static struct str stem_of(const struct token *token)
{
	static const struct str ENDINGS[] = {STR_INIT("ations"), STR_INIT("ation"), STR_INIT("ings"), STR_INIT("ions"),
		STR_INIT("ing"), STR_INIT("ion"), STR_INIT("ers"), STR_INIT("er"), STR_INIT("ed"), STR_INIT("es"),
		STR_INIT("ly"), STR_INIT("al"), STR_INIT("e"), STR_INIT("s")};
	enum { SHORTEST = 5 };

	for (size_t i = 0; i < COUNT_OF(ENDINGS) && is_ascii_word(token->fold, false); i++)
		if (token->fold.len >= SHORTEST + ENDINGS[i].len && str_ends(token->fold, ENDINGS[i]))
			return str_slice(token->fold, 0, token->fold.len - ENDINGS[i].len);
	return STR("");
}

size_t search_prefixes(struct arena *arena, const struct token *token, struct key_rule rules[MOST_RULES])
{
	size_t count = 0;

	if (token->han)
		return 0;
	if (token->last && utf8_count(token->fold) >= 2) {
		rules[count++] = (struct key_rule){token->fold, 80};
		if (utf8_count(token->skeleton) >= 3)
			rules[count++] = (struct key_rule){tilde(arena, token->skeleton), 70};
	}
	struct str stem = stem_of(token);
	if (stem.len)
		rules[count++] = (struct key_rule){stem, 50};
	return count;
}

size_t search_typos(const struct token *token)
{
	size_t length = utf8_count(token->fold);

	if (token->han || length < 4)
		return 0;
	return length < 8 ? 1 : 2;
}

/* A skeleton is shorter, and forgives much already. */
size_t search_skeleton_typos(const struct token *token)
{
	size_t limit = token->skeleton.len < 4 ? 0 : token->skeleton.len < 7 ? 1 : 2;

	return limit < search_typos(token) ? limit : search_typos(token);
}

/* Names of the same first letter, words of the same first three. */
size_t search_fuzzy_prefixes(struct arena *arena, const struct token *token, struct str found[2])
{
	size_t count = 0;

	if (search_skeleton_typos(token) &&
		(is_ascii_word(str_slice(token->skeleton, 0, 1), true) || strchr("ZSC", token->skeleton.data[0])))
		found[count++] = tilde(arena, str_slice(token->skeleton, 0, 1));
	if (is_ascii_word(token->fold, true))
		found[count++] = str_slice(token->fold, 0, 3);
	return count;
}
