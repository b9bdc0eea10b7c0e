/* How it works: what language a form is in, hardly anybody writes down. Its script tells, and where that is Latin the
 * question is whether it romanises a label of the term's own language: then the two have one skeleton
 * (base/search_fold.h). */
#include "model/labels.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "model/languages.h"
#include "model/naming.h"

/* A form is compared with so many labels; nobody has more. */
enum { COMPARED = 64, SHORTEST_WORD = 3, SHORTEST_STEM = 4, LONGEST_ENDING = 3, MOST_WORDS = 8 };

/* A text as it is compared: its skeleton, and its first words, folded. */
struct reading {
	bool done;
	struct str skeleton;
	struct str words[MOST_WORDS + 1];
	size_t word_count; /* MOST_WORDS + 1: too many */
};

struct naming {
	struct arena *arena;
	const struct search_table *table;
	const struct entry *entry;
	struct str home;    /* the language that the entry is written in */
	struct str foreign; /* the term's own, or "" */
	struct str variant; /* of its romanisation, or "" */
	struct map known;   /* "ru миротворчество"; "ru " where there is a preferred label */
	struct labels labels;
	struct reading label_readings[COMPARED], form_readings[COMPARED]; /* made when first asked for */
};

/* ---- keys ---- */

static const struct reading *read_text(const struct naming *n, struct str text, struct reading *reading)
{
	struct search_scan scan = {.table = n->table, .text = text};
	struct buf skeleton = {0};

	if (reading->done)
		return reading;
	while (search_next(&scan)) {
		search_skeleton(&skeleton, &scan);
		if (reading->word_count <= MOST_WORDS)
			reading->words[reading->word_count++] = str_copy(n->arena, search_word(&scan));
	}
	reading->skeleton = str_copy(n->arena, buf_str(&skeleton));
	reading->done = true;
	buf_release(&skeleton);
	return reading;
}

static const struct reading *read_label(struct naming *n, size_t i)
{
	return read_text(n, n->labels.items[i].text, &n->label_readings[i]);
}

static const struct reading *read_form(struct naming *n, size_t i)
{
	return read_text(n, n->entry->forms[i].text, &n->form_readings[i]);
}

/* Of a few letters; numbers are none. */
static bool is_ending(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] >= '0' && text.data[i] <= '9')
			return false;
	return utf8_count(text) <= LONGEST_ENDING;
}

/* The same word with another ending, or with none: мир, мира. */
static bool inflects(struct str a, struct str b)
{
	size_t stem = 0;

	while (stem < a.len && stem < b.len && a.data[stem] == b.data[stem])
		stem++;
	while (stem && stem < a.len && ((unsigned char)a.data[stem] & 0xc0) == 0x80) /* not in the middle of a letter */
		stem--;
	size_t letters = utf8_count(str_slice(a, 0, stem));
	bool whole = stem == a.len || stem == b.len;
	return letters >= (whole ? SHORTEST_WORD : SHORTEST_STEM) && is_ending(str_from_index(a, stem)) &&
	       is_ending(str_from_index(b, stem));
}

/* Only an inflection or another spelling. */
static bool is_variant(const struct reading *text, const struct reading *label)
{
	if (str_equal(text->skeleton, label->skeleton))
		return true;
	if (!text->word_count || text->word_count > MOST_WORDS || text->word_count != label->word_count)
		return false;
	for (size_t i = 0; i < text->word_count; i++)
		if (!str_equal(text->words[i], label->words[i]) && !inflects(text->words[i], label->words[i]))
			return false;
	return true;
}

/* ---- labels ---- */

/* Whether a key is met for the first time: a label, or the preferred one of a language. */
static bool is_new(struct naming *n, struct str lang, struct str text)
{
	struct str key = str_format(n->arena, "%.*s %.*s", STR_ARG(lang), STR_ARG(text));

	return !map_set(&n->known, key, n);
}

static void add(struct naming *n, enum label_kind kind, struct str text, struct str lang)
{
	struct labels *labels = &n->labels;

	text = str_trim(text);
	if (!text.len || !is_new(n, lang, text))
		return;
	if (kind == LABEL_PREF && !is_new(n, lang, STR("")))
		kind = LABEL_ALT;
	labels->items = arena_grow(n->arena, labels->items, labels->count, &labels->capacity, sizeof(*labels->items));
	labels->items[labels->count++] = (struct label){text, lang, kind};
}

static bool is_own(const struct naming *n, const struct label *label)
{
	return n->foreign.len && str_starts(label->lang, str_slice(n->foreign, 0, str_find_char(n->foreign, '-', 0)));
}

/* Whether a text in Latin letters romanises a label of the term's own language. */
static bool romanises(struct naming *n, const struct reading *text)
{
	for (size_t i = 0; i < n->labels.count && i < COMPARED; i++)
		if (is_own(n, &n->labels.items[i]) && str_equal(read_label(n, i)->skeleton, text->skeleton))
			return true;
	for (size_t i = 0; i < n->entry->form_count && i < COMPARED; i++)
		if (!str_equal(script_of(n->entry->forms[i].text), STR("Latn")) &&
			str_equal(read_form(n, i)->skeleton, text->skeleton))
			return true;
	return false;
}

static struct str language_of_form(struct naming *n, struct str text, const struct reading *reading)
{
	struct str script = script_of(text), tag = language_of_text(n->arena, n->home, text, STR(""));

	if (str_equal(script, STR("Latn")) && romanises(n, reading))
		return n->foreign.len ? language_of_text(n->arena, n->foreign, text, n->variant) : STR("und-Latn");
	if (!script.len || str_equal(tag, n->home))
		return n->home;
	if (n->foreign.len) {
		tag = language_of_text(n->arena, n->foreign, text, STR(""));
		if (str_starts(script, STR("Han")) || str_equal(tag, n->foreign))
			return tag;
	}
	return language_of_script(n->arena, script);
}

/* In the term's own language, where a field says it. */
static void add_own(struct naming *n, enum label_kind kind, struct str text)
{
	struct reading reading = {0};

	add(n, kind, text,
		n->foreign.len ? language_of_text(n->arena, n->foreign, text, n->variant)
					   : language_of_form(n, text, read_text(n, text, &reading)));
}

static void add_fields(struct naming *n)
{
	static const struct str MEANS[LABEL_KINDS] = {
		STR_INIT("skos:prefLabel"), STR_INIT("skos:altLabel"), STR_INIT("skos:hiddenLabel")};
	const struct type *type = n->entry->type;

	if (!type)
		return;
	for (size_t kind = 0; kind < LABEL_KINDS; kind++)
		for (size_t i = 0; i < type->field_count; i++) {
			const struct value *value = value_get(n->entry->front, type->fields[i].name), *const * items;
			size_t count = value_items(value, &items);

			if (!str_equal(type->fields[i].means, MEANS[kind]))
				continue;
			if (value && !count)
				add_own(n, (enum label_kind)kind, value_scalar(n->arena, value));
			for (size_t at = 0; at < count; at++)
				add_own(n, (enum label_kind)kind, value_scalar(n->arena, items[at]));
		}
}

static void add_form(struct naming *n, const struct form *form)
{
	struct reading reading = {0};
	struct str text = form->text, script = script_of(text);
	enum label_kind kind = LABEL_ALT;

	read_text(n, text, &reading);
	struct str lang = form->lang.len ? language_of_text(n->arena, form->lang, text, n->variant)
	                                 : language_of_form(n, text, &reading);
	for (size_t i = 0; i < n->labels.count && i < COMPARED && !form->acronym && kind == LABEL_ALT; i++) {
		const struct label *label = &n->labels.items[i];

		if (str_equal(script_of(label->text), script) && !str_equal(label->text, text) &&
			is_variant(&reading, read_label(n, i)))
			kind = LABEL_HIDDEN;
	}
	add(n, kind, text, lang);
}

/* ---- what is known of the term ---- */

/* The language of the first words that its text marks as foreign, and that is written otherwise: :lang[мир]{ru}. */
static struct str marked_language(const struct entry *entry, struct str home)
{
	struct str html = entry->body.html, mark = STR("<span lang=\"");

	for (size_t at = 0; (at = str_find(html, mark, at)) < html.len;) {
		at += mark.len;
		struct str tag = str_slice(html, at, str_find_char(html, '"', at));

		if (is_language(tag) && !str_equal(script_usual(tag), script_usual(home)))
			return tag;
	}
	return STR("");
}

/* A field says it, or a form, or the text. */
static struct str own_language(const struct entry *entry, struct str home)
{
	struct str tag = entry_meaning(entry, STR("schema:inLanguage"));

	if (is_language(tag) && !str_equal(tag, home))
		return tag;
	for (size_t i = 0; i < entry->form_count; i++)
		if (entry->forms[i].lang.len && !str_equal(entry->forms[i].lang, home))
			return entry->forms[i].lang;
	return marked_language(entry, home);
}

/* Some field names the scheme that its romanisation follows. */
static struct str own_variant(const struct entry *entry)
{
	struct str variant = STR("");

	for (size_t i = 0; entry->type && i < entry->type->field_count && !variant.len; i++) {
		const struct value *value = value_get(entry->front, entry->type->fields[i].name);

		if (value && value->kind == VALUE_TEXT)
			variant = romanisation_variant(value->text);
	}
	return variant;
}

bool field_is_label(const struct field *field)
{
	return str_starts(field->means, STR("skos:")) && str_ends(field->means, STR("Label"));
}

bool has_labels(const struct entry *entry)
{
	const struct type *type = entry->type;
	bool has = entry->form_count > 1;

	for (size_t i = 0; type && i < type->field_count && !has; i++)
		has = field_is_label(&type->fields[i]) && value_get(entry->front, type->fields[i].name);
	return has;
}

struct labels labels_of(
	struct arena *arena, const struct search_table *table, const struct entry *entry, struct str lang)
{
	struct str home = entry->lang.len ? entry->lang : lang;
	struct naming n = {
		.arena = arena,
		.table = table,
		.entry = entry,
		.home = home,
		.foreign = own_language(entry, home),
		.variant = own_variant(entry),
	};

	struct str script = script_of(entry->title);
	lang = language_of_text(arena, n.home, entry->title, n.variant);
	if (n.foreign.len && !str_equal(lang, n.home) && script.len)
		lang = language_of_text(arena, n.foreign, entry->title, n.variant);
	add(&n, LABEL_PREF, entry->title, lang);
	add_fields(&n);
	for (size_t i = 0; i < entry->form_count; i++)
		if (!entry->forms[i].title)
			add_form(&n, &entry->forms[i]);
	map_release(&n.known);
	return n.labels;
}

struct labels labels_beside_title(struct arena *arena, const struct labels *labels)
{
	struct labels told = {arena_array(arena, struct label, labels->count), 0, labels->count};
	struct str title = labels->count ? fold_name_copy(arena, labels->items[0].text) : STR("");

	for (size_t i = 1; i < labels->count; i++)
		if (labels->items[i].kind != LABEL_HIDDEN && !str_equal(fold_name_copy(arena, labels->items[i].text), title))
			told.items[told.count++] = labels->items[i];
	return told;
}
