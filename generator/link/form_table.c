/* How it works: two forms are the same when they fold to the same text; an acronym keeps its case and is the same only
 * as an equal acronym. English plurals are made when text is matched; here only those are looked at that can never
 * link, because another entry has written the plural down as a form of its own. */
#include "link/form_table.h"

#include <stdlib.h>

#include "base/fold.h"

struct claimed {
	const struct entry *entry;
	const struct form *form;
};

struct table {
	struct site *site;
	struct diags *diags;
	struct map taken; /* key → struct claimed */
	struct arena keys;
	struct buf key;
	size_t capacity; /* of site.forms */
};

static bool linkable(const struct entry *entry)
{
	if (entry->type_index)
		return false;
	return entry->autolink_set ? entry->autolink : entry->type && entry->type->role == ROLE_GLOSSARY;
}

/* In `key`; empty for a form that has nothing to match. Acronyms begin with a byte that no folded text has. */
static void put_key(struct buf *key, const struct form *form)
{
	buf_reset(key);
	if (!form->acronym) {
		fold_name(key, form->text);
	} else if (form->text.len) {
		buf_char(key, '\0');
		fold_compose(key, form->text);
	}
}

static bool is_english(const struct site *site, const struct entry *entry)
{
	struct str lang = entry->lang.len ? entry->lang : site->config->lang;

	return str_equal(lang, STR("en")) || str_starts(lang, STR("en-"));
}

static bool is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Turns a folded form into its plural, by the rules that text is matched with. */
static void make_plural(struct buf *form)
{
	struct str text = buf_str(form);
	char last = text.data[text.len - 1];

	if (last == 'y' && text.len > 2 && !is_vowel(text.data[text.len - 2])) {
		form->len--;
		buf_put(form, STR("ies"));
	} else if (last == 's' || last == 'x' || last == 'z' || str_ends(text, STR("ch")) || str_ends(text, STR("sh"))) {
		buf_put(form, STR("es"));
	} else {
		buf_char(form, 's');
	}
}

static void report_taken(
	struct table *table, const struct entry *entry, const struct form *form, const struct claimed *first)
{
	diag_add(table->diags, DIAG_FORM_AMBIGUOUS, entry->path, form->place,
		"\"%.*s\" is also a form of %.*s (%.*s:%u); drop one, or say `autolink: false` in one of the entries",
		STR_ARG(diag_shown(&table->keys, form->text)), STR_ARG(first->entry->id), STR_ARG(first->entry->path),
		first->form->place.line);
}

static void add_form(struct table *table, const struct entry *entry, const struct form *form)
{
	struct site *site = table->site;

	put_key(&table->key, form);
	if (table->key.len == 0)
		return;
	const struct claimed *first = map_get(&table->taken, buf_str(&table->key));
	if (first) {
		if (first->entry != entry)
			report_taken(table, entry, form, first);
		return;
	}
	struct claimed *claimed = arena_new(&table->keys, struct claimed);
	*claimed = (struct claimed){entry, form};
	map_set(&table->taken, str_copy(&table->keys, buf_str(&table->key)), claimed);
	site->forms = grow(site->forms, site->form_count, &table->capacity, sizeof(*site->forms));
	site->forms[site->form_count++] = (struct site_form){
		.text = form->text,
		.entry = entry,
		.acronym = form->acronym,
		.english = is_english(site, entry),
	};
}

static void add_forms(struct table *table, bool acronyms)
{
	for (size_t i = 0; i < table->site->entry_count; i++) {
		const struct entry *entry = &table->site->entries[i];

		for (size_t at = 0; linkable(entry) && at < entry->form_count; at++)
			if (entry->forms[at].acronym == acronyms)
				add_form(table, entry, &entry->forms[at]);
	}
}

static void report_shadowed(struct table *table)
{
	for (size_t i = 0; i < table->taken.count; i++) {
		const struct claimed *claimed = table->taken.items[i].value;

		if (claimed->form->acronym || !is_english(table->site, claimed->entry))
			continue;
		put_key(&table->key, claimed->form);
		make_plural(&table->key);
		const struct claimed *stronger = map_get(&table->taken, buf_str(&table->key));
		if (!stronger || stronger->entry == claimed->entry)
			continue;
		diag_add(table->diags, DIAG_FORM_SHADOWED, claimed->entry->path, claimed->form->place,
			"\"%.*s\" never links here as the plural of \"%.*s\": it is a form of %.*s",
			STR_ARG(diag_shown(&table->keys, stronger->form->text)),
			STR_ARG(diag_shown(&table->keys, claimed->form->text)), STR_ARG(stronger->entry->id));
	}
}

void link_forms(struct site *site, struct diags *diags)
{
	struct table table = {.site = site, .diags = diags};

	free(site->forms);
	site->forms = NULL;
	site->form_count = 0;
	add_forms(&table, true);
	add_forms(&table, false);
	report_shadowed(&table);
	map_release(&table.taken);
	arena_release(&table.keys);
	buf_release(&table.key);
}
