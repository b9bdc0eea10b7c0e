/*
 * generate: writes a synthetic handbook for the benchmarks.
 *
 *     generate [-s SEED] [-b BYTES] ENTRIES FOLDER
 *
 * FOLDER gets site.yaml and content/ with ENTRIES entries of about BYTES bytes (10,100 unless said): 5 % terms,
 * 5 % sources, 5 % actors, the rest cases. The prose is made of invented words in the proportions of a natural
 * text, and holds what a real entry holds: glossary terms, [[links]], relative links, citations with locators,
 * emphasis, headings, lists, tables, footnotes, callouts. Every link, reference and citation is right, each term
 * is used and each source cited, so that a build has nothing to report.
 *
 * The same arguments give the same bytes on every machine: an entry depends only on the seed and its number.
 */
#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { VOCABULARY = 20000, WORD_BYTES = 24, TEXT_BYTES = 4 << 20, QUALIFIERS = 128, FOOTNOTES_MAX = 8 };
enum kind { CASE, TERM, SOURCE, ACTOR, KINDS };

static const char *const folder_names[KINDS] = {"cases", "terms", "sources", "actors"};
static const char *const stem_names[KINDS] = {"case", "term", "author", "actor"};

/* The commonest words of English in their order: they make up about half of any text. */
static const char *const common_words[] = {"the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was",
	"with", "be", "by", "on", "not", "his", "but", "at", "are", "this", "have", "from", "or", "had", "an", "they",
	"which", "one", "were", "all", "their", "there", "been", "many", "may", "its", "who", "now", "people", "more",
	"made", "over", "did", "only", "way", "find", "use", "about", "other", "into", "than", "then", "some", "these",
	"would", "could", "state", "states", "between", "after", "under", "law", "power", "order", "while", "because",
	"against", "within"};
static const char *const syllables[] = {"ba", "ko", "ri", "ten", "sal", "mo", "dra", "ve", "lin", "gor", "pe", "tu",
	"nas", "fi", "lo", "mer", "ka", "sti", "or", "en", "ul", "is", "an", "tra", "cul", "pol", "ne", "sha", "vi", "bel",
	"ron", "cha", "du", "ga", "hi", "jo"};

struct words { /* the invented vocabulary */
	char text[VOCABULARY][WORD_BYTES];
	uint8_t length[VOCABULARY];
};

struct plan { /* how many entries of each kind there are */
	uint64_t seed;
	unsigned count[KINDS];
	size_t entry_bytes;
	const char *folder;
};

struct text { /* the entry being written */
	char *bytes;
	size_t length;
	uint64_t random;
	const struct plan *plan;
	const struct words *words;
	enum kind kind;
	unsigned number; /* among its kind */
	unsigned notes;  /* footnotes referred to so far */
};

static void fail(const char *what, const char *path)
{
	fprintf(stderr, "generate: %s: %s: %s\n", what, path, strerror(errno));
	exit(3);
}

/* splitmix64: small, good, the same everywhere. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = (*state += 0x9E3779B97F4A7C15u);
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static unsigned below(struct text *t, unsigned limit)
{
	assert(limit > 0);
	return (unsigned)((next_random(&t->random) >> 32) * limit >> 32);
}

static bool one_in(struct text *t, unsigned n)
{
	return below(t, n) == 0;
}

static void add_bytes(struct text *t, const char *bytes, size_t length)
{
	assert(t->length + length < TEXT_BYTES);
	memcpy(t->bytes + t->length, bytes, length);
	t->length += length;
}

static void add(struct text *t, const char *string)
{
	add_bytes(t, string, strlen(string));
}

__attribute__((format(printf, 2, 3))) static void addf(struct text *t, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	int length = vsnprintf(t->bytes + t->length, TEXT_BYTES - t->length, format, list);
	va_end(list);
	assert(length >= 0 && t->length + (size_t)length < TEXT_BYTES);
	t->length += (size_t)length;
}

/* ------------------------------------------------------------------ names */

static void make_words(struct words *words)
{
	uint64_t random = 7; /* the language is the same for every seed */
	unsigned syllable_count = sizeof syllables / sizeof *syllables;
	for (unsigned i = 0; i < VOCABULARY; i++) {
		char *word = words->text[i];
		unsigned parts = 2 + (unsigned)(next_random(&random) % 3);
		for (unsigned p = 0; p < parts; p++)
			strcat(word, syllables[next_random(&random) % syllable_count]);
		words->length[i] = (uint8_t)strlen(word);
	}
}

/* A term's title is a pair of made-up words that no other term has: "balric normality". */
static void add_term(struct text *t, unsigned term, bool capital)
{
	char title[64];
	snprintf(title, sizeof title, "%s%sic %s%sity", syllables[term % QUALIFIERS % 36],
		syllables[term % QUALIFIERS / 36 + 18], syllables[term / QUALIFIERS % 36],
		syllables[term / QUALIFIERS / 36 % 36]);
	if (capital)
		title[0] = (char)(title[0] - 'a' + 'A');
	add(t, title);
}

/* Every eighth term has an acronym too: four capitals, counted up. */
static bool has_acronym(unsigned term)
{
	return term % 8 == 0;
}

static void add_acronym(struct text *t, unsigned term)
{
	unsigned n = term / 8;
	char acronym[5] = {(char)('A' + n / 676 % 26), (char)('A' + n / 26 % 26), 'X', (char)('A' + n % 26), 0};
	add(t, acronym);
}

static void add_name(struct text *t, enum kind kind, unsigned number)
{
	addf(t, "%s-%06u", stem_names[kind], number);
}

/* Entries lie a thousand to a folder, as in a big handbook. */
static void add_id(struct text *t, enum kind kind, unsigned number)
{
	addf(t, "%s/%03u/", folder_names[kind], number / 1000);
	add_name(t, kind, number);
}

/* ------------------------------------------------------------------ prose */

static void add_word(struct text *t, bool capital)
{
	const char *word;
	size_t length;
	if (below(t, 100) < 48) {
		unsigned count = sizeof common_words / sizeof *common_words;
		word = common_words[below(t, 1 + below(t, count))]; /* small numbers oftener, as in any text */
		length = strlen(word);
	} else {
		unsigned pick = below(t, 1 + below(t, 1 + below(t, VOCABULARY)));
		word = t->words->text[pick];
		length = t->words->length[pick];
	}
	size_t start = t->length;
	add_bytes(t, word, length);
	if (capital)
		t->bytes[start] = (char)(t->bytes[start] - 'a' + 'A');
}

static void add_words(struct text *t, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		if (i)
			add(t, " ");
		add_word(t, i == 0);
	}
}

/* One entry of the kind; the first tenth is three times as popular as the rest. */
static unsigned pick(struct text *t, enum kind kind)
{
	unsigned count = t->plan->count[kind];
	return below(t, 4) == 0 ? below(t, count / 10 + 1) : below(t, count);
}

static void add_mention(struct text *t)
{
	unsigned term = pick(t, TERM);
	if (has_acronym(term) && one_in(t, 3))
		add_acronym(t, term);
	else
		add_term(t, term, false);
	if (t->bytes[t->length - 1] == 'y' && one_in(t, 8)) {
		t->length--;
		add(t, "ies");
	}
}

static void add_link(struct text *t)
{
	enum kind kind = one_in(t, 5) ? ACTOR : CASE;
	unsigned number = pick(t, kind);
	switch (below(t, 4)) {
	case 0: /* by file name */
		add(t, "[[");
		add_name(t, kind, number);
		add(t, "]]");
		break;
	case 1: /* by id, with a label */
		add(t, "[[");
		add_id(t, kind, number);
		addf(t, "|%s]]", t->words->text[number % VOCABULARY]);
		break;
	case 2: /* to a section that every entry has */
		add(t, "[[");
		add_id(t, kind, number);
		addf(t, "#background|%s]]", t->words->text[(number + 1) % VOCABULARY]);
		break;
	default: /* an ordinary relative link; entries lie two folders deep */
		addf(t, "[%s](../../", t->words->text[(number + 2) % VOCABULARY]);
		add_id(t, kind, number);
		add(t, ".md)");
	}
}

static void add_citation(struct text *t, unsigned source)
{
	if (one_in(t, 6)) {
		add(t, "@");
		add_name(t, SOURCE, source);
		addf(t, " [%u]", 1 + below(t, 700));
		return;
	}
	add(t, one_in(t, 8) ? "[see @" : "[@");
	add_name(t, SOURCE, source);
	addf(t, ", %u", 1 + below(t, 700));
	if (one_in(t, 5)) {
		add(t, "; @");
		add_name(t, SOURCE, pick(t, SOURCE));
	}
	add(t, "]");
}

static void add_footnote_reference(struct text *t)
{
	if (t->notes < FOOTNOTES_MAX)
		addf(t, "[^n%u]", ++t->notes);
}

static void add_sentence(struct text *t, bool plain)
{
	unsigned count = 8 + below(t, 16), special = below(t, count), capital = 1;
	for (unsigned i = 0; i < count; i++) {
		if (i)
			add(t, i == count / 2 && one_in(t, 2) ? ", " : " ");
		if (i && i == special && !plain)
			switch (below(t, 6)) {
			case 0:
			case 1: add_mention(t); continue;
			case 2: add_link(t); continue;
			case 3:
				add(t, "*");
				add_words(t, 2);
				add(t, "*");
				continue;
			default: break;
			}
		add_word(t, capital);
		capital = 0;
	}
	if (!plain && one_in(t, 5)) {
		add(t, " ");
		add_citation(t, pick(t, SOURCE));
	}
	add(t, ".");
	if (!plain && one_in(t, 18))
		add_footnote_reference(t);
}

static void add_paragraph(struct text *t)
{
	unsigned count = 3 + below(t, 5);
	for (unsigned i = 0; i < count; i++) {
		if (i)
			add(t, i % 3 == 0 ? "\n" : " "); /* soft line breaks, as editors have them */
		add_sentence(t, false);
	}
	add(t, "\n\n");
}

/* ------------------------------------------------------------------ blocks */

static void add_list(struct text *t)
{
	bool numbered = one_in(t, 3);
	unsigned count = 3 + below(t, 5);
	for (unsigned i = 0; i < count; i++) {
		if (numbered)
			addf(t, "%u. ", i + 1);
		else
			add(t, "- ");
		add_sentence(t, false);
		add(t, "\n");
	}
	add(t, "\n");
}

static void add_table(struct text *t)
{
	add(t, "Table: ");
	add_sentence(t, true);
	add(t, "\n\n| Year | Actor | Claim | Cases |\n|---|:---|---|---:|\n");
	unsigned count = 4 + below(t, 8);
	for (unsigned i = 0; i < count; i++) {
		addf(t, "| %u | [[", 1980 + below(t, 45));
		add_name(t, ACTOR, pick(t, ACTOR));
		add(t, "]] | ");
		add_words(t, 6);
		addf(t, " | %u |\n", below(t, 500));
	}
	add(t, "\n");
}

static void add_callout(struct text *t)
{
	add(t, "> [!NOTE]\n> ");
	add_sentence(t, false);
	add(t, "\n\n");
}

static void add_quotation(struct text *t)
{
	add(t, "> ");
	add_sentence(t, true);
	add(t, "\n> ");
	add_citation(t, pick(t, SOURCE));
	add(t, "\n\n");
}

static void add_code(struct text *t)
{
	add(t, "```\n");
	add_words(t, 12);
	add(t, "\n```\n\n");
}

static void add_heading(struct text *t, unsigned level)
{
	add_bytes(t, "###", level);
	add(t, " ");
	add_words(t, 2 + below(t, 4));
	add(t, "\n\n");
}

static void add_block(struct text *t)
{
	switch (below(t, 24)) {
	case 0: add_list(t); break;
	case 1: add_table(t); break;
	case 2: add_callout(t); break;
	case 3: add_quotation(t); break;
	case 4: add_code(t); break;
	case 5:
	case 6: add_heading(t, 2); break;
	case 7: add_heading(t, 3); break;
	default: add_paragraph(t);
	}
}

/* The whole body; its first paragraph sees to it that each term is used and each source cited. */
static void add_body(struct text *t)
{
	const unsigned *count = t->plan->count;
	unsigned sum = t->number * KINDS + (unsigned)t->kind;
	add_sentence(t, true);
	add(t, " Here ");
	add_term(t, t->kind == TERM ? (t->number + 1) % count[TERM] : sum % count[TERM], false);
	add(t, " stands beside ");
	add_citation(t, t->kind == SOURCE ? (t->number + 1) % count[SOURCE] : sum % count[SOURCE]);
	add(t, ".\n\n## Background\n\n");
	while (t->length < t->plan->entry_bytes)
		add_block(t);
	for (unsigned i = 1; i <= t->notes; i++) {
		addf(t, "[^n%u]: ", i);
		add_sentence(t, true);
		add(t, "\n");
	}
}

/* ------------------------------------------------------------------ front matter */

static void add_references(struct text *t, const char *key, enum kind kind, unsigned count)
{
	unsigned of = t->plan->count[kind], first = below(t, of);
	addf(t, "%s: [", key);
	for (unsigned i = 0; i < count && i < of; i++) {
		if (i)
			add(t, ", ");
		add_name(t, kind, (first + i) % of);
	}
	add(t, "]\n");
}

static void add_case_fields(struct text *t)
{
	static const char *const regions[] = {"post-Soviet", "MENA", "Balkans", "Sahel"};
	unsigned year = 1980 + below(t, 40);
	addf(t, "number: %u\nperiod: %u-%02u/%u\nregion: %s\n", t->number + 1, year, 1 + below(t, 12), year + 1,
		regions[below(t, 4)]);
	add_references(t, "norms", TERM, 3);
	add_references(t, "actors", ACTOR, 2);
	addf(t, "places:\n  - {name: Place %u, lat: %d.%u, lon: %d.%u, role: scene}\n", below(t, 900),
		(int)below(t, 140) - 70, below(t, 100), (int)below(t, 340) - 170, below(t, 100));
	addf(t, "force: {value: %u, qualifier: about}\n", below(t, 90000));
}

static void add_term_fields(struct text *t)
{
	unsigned n = t->number, partner = n ^ 1;
	add(t, "definition: ");
	add_sentence(t, true);
	add(t, "\n");
	if (has_acronym(n)) {
		add(t, "forms: [");
		add_acronym(t, n);
		add(t, "]\n");
	}
	if (n >= 8) {
		add(t, "broader: [");
		add_name(t, TERM, n / 8 - 1);
		add(t, "]\n");
	}
	if (n >= 16 && partner < t->plan->count[TERM]) { /* pairs: neither is broader than the other */
		add(t, "related: [");
		add_name(t, TERM, partner);
		add(t, "]\n");
	}
}

static void add_source_fields(struct text *t)
{
	add(t, "authors: [");
	add_words(t, 1);
	add(t, " ");
	add_words(t, 1);
	addf(t, "]\nyear: \"%u\"\ncontainer: ", 1950 + below(t, 75));
	add_words(t, 4);
	addf(t, "\ndoi: 10.5555/bench.%06u\n", t->number);
}

/* An actor is a member of some other one. */
static void add_actor_fields(struct text *t)
{
	unsigned count = t->plan->count[ACTOR];
	if (count < 2)
		return;
	add(t, "members: [");
	add_name(t, ACTOR, (t->number + 1 + below(t, count - 1)) % count);
	add(t, "]\n");
}

static void add_front_matter(struct text *t)
{
	add(t, "---\ntitle: ");
	if (t->kind == TERM)
		add_term(t, t->number, true);
	else
		add_words(t, 4);
	add(t, "\nsummary: ");
	add_sentence(t, true);
	add(t, "\n");
	switch (t->kind) {
	case CASE: add_case_fields(t); break;
	case TERM: add_term_fields(t); break;
	case SOURCE: add_source_fields(t); break;
	default: add_actor_fields(t); break;
	}
	addf(t, "tags: [%s, %s]\n", t->words->text[100 + below(t, 20)], t->words->text[130 + below(t, 20)]);
	addf(t, "updated: %u-%02u-%02u\n---\n\n", 2015 + below(t, 10), 1 + below(t, 12), 1 + below(t, 28));
}

/* ------------------------------------------------------------------ files */

static void make_folder(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		fail("cannot make the folder", path);
}

static void write_file(const char *path, const char *bytes, size_t length)
{
	FILE *out = fopen(path, "wb");
	if (!out || fwrite(bytes, 1, length, out) != length || fclose(out) != 0)
		fail("cannot write", path);
}

static void write_entry(struct text *t)
{
	uint64_t identity = t->plan->seed * 1000003u + t->number * (uint64_t)KINDS + (uint64_t)t->kind;
	t->random = next_random(&identity);
	t->length = 0;
	t->notes = 0;
	add_front_matter(t);
	add_body(t);
	char path[4096];
	snprintf(path, sizeof path, "%s/content/%s/%03u", t->plan->folder, folder_names[t->kind], t->number / 1000);
	if (t->number % 1000 == 0)
		make_folder(path);
	size_t end = strlen(path);
	snprintf(path + end, sizeof path - end, "/%s-%06u.md", stem_names[t->kind], t->number);
	write_file(path, t->bytes, t->length);
}

static const char site[] =
	"title: Synthetic handbook\nlang: en\nbase_url: https://handbook.example\nedition: \"1\"\nlicence: CC-BY-4.0\n"
	"types:\n"
	"  case:\n    folder: cases\n    letter: C\n    label: {one: Case, many: Cases}\n    fields:\n"
	"      period: {type: period, required: true, means: \"schema:temporalCoverage\"}\n"
	"      region: {type: choice, of: [post-Soviet, MENA, Balkans, Sahel]}\n"
	"      norms: {type: ref, to: term, many: true, inverse: cases}\n"
	"      actors: {type: ref, to: actor, many: true, inverse: involved_in}\n"
	"      places: {type: place, many: true}\n"
	"      force: {type: quantity}\n"
	"  term:\n    folder: terms\n    role: glossary\n    label: {one: Term, many: Terms}\n    fields:\n"
	"      definition: {type: text, required: true, means: \"skos:definition\"}\n"
	"      broader: {type: ref, to: term, many: true, inverse: narrower, acyclic: true, means: \"skos:broader\"}\n"
	"      related: {type: ref, to: term, many: true, symmetric: true, means: \"skos:related\"}\n"
	"  source:\n    folder: sources\n    role: bibliography\n    label: {one: Source, many: Sources}\n    fields:\n"
	"      authors: {type: text, many: true, required: true, means: \"csl:author\"}\n"
	"      year: {type: date, required: true, means: \"csl:issued\"}\n"
	"      container: {type: text, means: \"csl:container-title\"}\n"
	"      doi: {type: text, means: \"csl:DOI\"}\n"
	"  actor:\n    folder: actors\n    label: {one: Actor, many: Actors}\n    fields:\n"
	"      members: {type: ref, to: actor, many: true, inverse: member_of}\n";

static void write_handbook(const struct plan *plan, const struct words *words)
{
	char path[4096];
	make_folder(plan->folder);
	snprintf(path, sizeof path, "%s/site.yaml", plan->folder);
	write_file(path, site, sizeof site - 1);
	snprintf(path, sizeof path, "%s/content", plan->folder);
	make_folder(path);
	struct text text = {.bytes = malloc(TEXT_BYTES), .plan = plan, .words = words};
	if (!text.bytes)
		fail("no memory", "text");
	for (enum kind kind = 0; kind < KINDS; kind++) {
		snprintf(path, sizeof path, "%s/content/%s", plan->folder, folder_names[kind]);
		make_folder(path);
		text.kind = kind;
		for (text.number = 0; text.number < plan->count[kind]; text.number++)
			write_entry(&text);
	}
	free(text.bytes);
}

int main(int argc, char **argv)
{
	struct plan plan = {.seed = 1, .entry_bytes = 9350}; /* blocks end a little after the mark */
	int i = 1;
	for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
		if (argv[i][1] == 's')
			plan.seed = strtoull(argv[i + 1], NULL, 10);
		else if (argv[i][1] == 'b')
			plan.entry_bytes = strtoull(argv[i + 1], NULL, 10);
	}
	unsigned entries = i + 2 == argc ? (unsigned)strtoul(argv[i], NULL, 10) : 0;
	if (entries < 20 || plan.entry_bytes > TEXT_BYTES / 2) {
		fprintf(stderr, "usage: generate [-s SEED] [-b BYTES] ENTRIES FOLDER   (20 entries or more)\n");
		return 2;
	}
	plan.folder = argv[i + 1];
	plan.count[TERM] = plan.count[SOURCE] = plan.count[ACTOR] = entries / 20;
	plan.count[CASE] = entries - 3 * (entries / 20);
	struct words *words = calloc(1, sizeof *words);
	if (!words)
		fail("no memory", "words");
	make_words(words);
	write_handbook(&plan, words);
	free(words);
	return 0;
}
