#include "command/search_query.h"

#include <string.h>

#include "base/utf8.h"

/* ---- words ---- */

static bool is_ascii_word(struct str text, bool digits)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (!((c >= 'a' && c <= 'z') || (digits && c >= '0' && c <= '9')))
			return false;
	}
	return text.len > 0;
}

static bool is_plural(struct str fold)
{
	return fold.len >= 4 && is_ascii_word(fold, false) && str_ends(fold, STR("s")) && !str_ends(fold, STR("ss"));
}

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

static struct str skeleton_of(struct arena *arena, struct str latin)
{
	struct buf out = {0};

	search_skeleton_of(&out, latin);
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
		struct str fold = str_copy(files->arena, search_word(&scan));

		*words = arena_grow(files->arena, *words, count, &capacity, sizeof(**words));
		(*words)[count++] = (struct word){fold, str_copy(files->arena, search_latin(&scan)), scan.from, scan.to,
			scan.ideograph, !scan.ideograph && is_stop_word(files, fold)};
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

/* ---- how it may be a name ---- */

enum { NAME_WHOLE = 0, NAME_SINGULAR = 1, NAME_TELLING = 2 }; /* to be combined */

/* As search_name_key. */
static struct str name_of(struct arena *arena, const struct word *words, size_t count, unsigned how)
{
	struct buf key = {0}, latin = {0};

	buf_char(&key, '=');
	for (size_t i = 0, taken = 0; i < count && taken < SEARCH_NAME_WORDS; i++) {
		struct str sounds = words[i].latin;

		if (how & NAME_TELLING && words[i].stop)
			continue;
		taken++;
		if (how & NAME_SINGULAR && i + 1 == count)
			sounds.len--;
		buf_put(&latin, sounds);
		if (!words[i].han)
			continue;
		search_skeleton_of(&key, buf_str(&latin));
		buf_reset(&latin);
		buf_put(&key, words[i].fold);
	}
	search_skeleton_of(&key, buf_str(&latin));
	struct str name = str_copy(arena, buf_str(&key));
	buf_release(&key);
	buf_release(&latin);
	return name;
}

static void add_name(struct query *query, struct str key, uint32_t factor)
{
	if (key.len < 2)
		return;
	for (size_t i = 0; i < query->name_count; i++)
		if (str_equal(query->names[i].key, key))
			return;
	query->names[query->name_count++] = (struct key_rule){key, factor};
}

/* As it stands, without its plural, without words that say little. */
static void find_names(struct arena *arena, struct query *query, const struct word *words, size_t count)
{
	static const uint32_t FACTORS[] = {[NAME_WHOLE] = 100, [NAME_TELLING] = 80};
	size_t telling = 0, last = count;

	for (size_t i = 0; i < count; i++)
		if (!words[i].stop) {
			telling++;
			last = i + 1;
		}
	for (unsigned how = NAME_WHOLE; how <= NAME_TELLING; how += NAME_TELLING) {
		size_t until = how == NAME_TELLING ? last : count;

		if (how == NAME_TELLING && (!telling || telling == count))
			return;
		add_name(query, name_of(arena, words, until, how), FACTORS[how]);
		if (until && is_plural(words[until - 1].fold))
			add_name(query, name_of(arena, words, until, how | NAME_SINGULAR), FACTORS[how] - 10);
	}
}

void search_query_parse(struct search_files *files, struct query *query, struct str text)
{
	struct word *words;
	struct query stopped = {0};
	size_t count = search_words(files, text, &words);
	bool ends = text.len && text.data[text.len - 1] != ' ';

	for (size_t i = 0; i < count; i++) {
		struct token token = {.fold = words[i].fold,
			.skeleton = skeleton_of(files->arena, words[i].latin),
			.last = i + 1 == count && ends && !words[i].stop};

		if (words[i].han)
			add_ideograph(files->arena, query, words, i, count);
		else
			add_token(words[i].stop ? &stopped : query, token);
	}
	if (!query->token_count) {
		memcpy(query->tokens, stopped.tokens, sizeof(query->tokens));
		query->token_count = stopped.token_count;
	}
	for (size_t i = 0; i + 1 < query->token_count; i++)
		if (!query->tokens[i].han && !query->tokens[i + 1].han)
			query->tokens[i].after = query->tokens[i + 1].before = str_join(
				files->arena, query->tokens[i].fold, query->tokens[i + 1].fold);
	find_names(files->arena, query, words, count);
	find_phrases(files, query, text);
}

/* ---- keys ---- */

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
	if (token->before.len)
		rules[count++] = (struct key_rule){token->before, 80};
	if (token->after.len)
		rules[count++] = (struct key_rule){token->after, 80};
	if (token->skeleton.len)
		rules[count++] = (struct key_rule){tilde(arena, token->skeleton), 88};
	if (fold.len < 4 || !is_ascii_word(fold, false))
		return count;
	struct str other;
	if (str_ends(fold, STR("ies")))
		other = str_join(arena, str_slice(fold, 0, fold.len - 3), STR("y"));
	else if (is_plural(fold))
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

size_t search_prefixes(struct arena *arena, const struct token *token, bool fuzzy, struct key_rule rules[MOST_RULES])
{
	size_t count = 0, least = token->last ? 2 : fuzzy && token->missing ? 3 : SEARCH_WORD_SIZE + 1;

	if (token->han)
		return 0;
	if (utf8_count(token->fold) >= least) {
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

/* ---- where a word spelled amiss may stand ---- */

struct starts {
	struct search_files *files;
	struct str *found;
	size_t count;
};

/* Adds as little of `start` as the shards that are looked at can hold; how many letters that are. */
static size_t add_start(struct starts *starts, struct str start)
{
	struct str prefix = {0};
	size_t size = 0;

	if (!start.len)
		return 0;
	do
		prefix = tilde(starts->files->arena, str_slice(start, 0, ++size));
	while (size < 3 && size < start.len && search_spread(starts->files, prefix) > SEARCH_RANGE);
	for (size_t i = 0; i < starts->count; i++)
		if (str_equal(starts->found[i], prefix))
			return size;
	starts->found[starts->count++] = prefix;
	return size;
}

/* The letters of a word with `first` in the place of its first `dropped`. */
static size_t add_changed(struct starts *starts, const char *first, size_t length, struct str sounds, size_t dropped)
{
	struct str begin = {first, length};

	return add_start(starts, str_join(starts->files->arena, begin, str_from_index(sounds, dropped)));
}

/* First letters that are taken for one another. */
static const char *alike(char c)
{
	static const struct {
		char letter;
		char others[4];
	} ALIKE[] = {{'C', "hk"}, {'h', "Cgk"}, {'k', "cCh"}, {'c', "kC"}, {'g', "h"}, {'s', "zS"}, {'S', "sZ"},
		{'z', "sZ"}, {'Z', "zS"}, {'e', "i"}, {'i', "e"}};

	for (size_t i = 0; i < COUNT_OF(ALIKE); i++)
		if (ALIKE[i].letter == c)
			return ALIKE[i].others;
	return "";
}

static bool is_latin(struct str sounds)
{
	for (size_t i = 0; i < sounds.len; i++)
		if (!is_ascii_word(str_slice(sounds, i, i + 1), true) && !memchr("ZSC", sounds.data[i], 3))
			return false;
	return sounds.len > 0;
}

/* Names of the same first letter, or of one that is taken for it; where that is too much to fetch, of the same first two
 * or three, slips among them allowed for. Words of the same first three. */
size_t search_fuzzy_prefixes(
	struct search_files *files, const struct token *token, struct str found[MOST_FUZZY_PREFIXES])
{
	struct starts starts = {files, found, 0};
	struct str sounds = token->skeleton;

	if (search_skeleton_typos(token) && is_latin(sounds)) {
		if (add_start(&starts, sounds) > 1) {
			add_changed(&starts, (const char[]){sounds.data[1], sounds.data[0]}, 2, sounds, 2);
			add_changed(&starts, "", 0, sounds, 1);
			add_changed(&starts, sounds.data, 1, sounds, 2);
		}
		for (const char *first = alike(sounds.data[0]); *first; first++)
			add_changed(&starts, first, 1, sounds, 1);
	}
	if (is_ascii_word(token->fold, true))
		found[starts.count++] = str_slice(token->fold, 0, 3);
	return starts.count;
}
