#include "handbook.h"

static struct str forms_text(struct handbook *h)
{
	struct str text = STR("");

	for (size_t i = 0; i < h->site.form_count; i++) {
		const struct site_form *form = &h->site.forms[i];

		text = str_format(&h->arena, "%.*s%.*s > %.*s%s%s\n", STR_ARG(text), STR_ARG(form->text),
			STR_ARG(form->entry->id), form->acronym ? " acronym" : "", form->english ? "" : " foreign");
	}
	return text;
}

static void which(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *r2p = add_entry(&h, "content/terms/r2p.md", "Responsibility to protect");
	add_form(r2p, "R2P", 4)->acronym = true;
	add_form(r2p, "responsibility  to Protect", 5);
	add_form(r2p, "", 6);
	struct entry *peace = add_entry(&h, "content/terms/mir.md", "Мир");
	peace->lang = STR("ru");
	add_form(peace, "МИР", 3)->acronym = false;
	struct entry *off = add_entry(&h, "content/terms/parody.md", "Parody");
	off->autolink_set = true;
	struct entry *un = add_entry(&h, "content/actors/un.md", "United Nations");
	un->autolink_set = un->autolink = true;
	add_form(un, "UN", 3);
	add_entry(&h, "content/actors/nato.md", "NATO");
	add_entry(&h, "content/terms/index.md", "All terms");
	add_draft(&h, "content/terms/later.md", "Later");
	handbook_link(&h);
	is_str(told(&h), STR(""), "forms that nobody disputes");
	is_str(forms_text(&h),
		STR("UN > actors/un acronym\nR2P > terms/r2p acronym\nUnited Nations > actors/un\nМир > terms/mir foreign\n"
			"Responsibility to protect > terms/r2p\n"),
		"acronyms first, then by entry; each once; of terms and of what asks for it");
	handbook_end(&h);
}

static void disputed(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_form(add_entry(&h, "content/terms/a.md", "Norm"), "SALT", 3);
	struct entry *b = add_entry(&h, "content/terms/b.md", "Salt");
	add_form(b, "norm", 4);
	add_form(b, "SALT", 5);
	struct entry *off = add_entry(&h, "content/terms/c.md", "Norm");
	off->autolink_set = true;
	handbook_link(&h);
	is_str(told(&h),
		STR("content/terms/b.md:4:3: \"norm\" is also a form of terms/a (content/terms/a.md:2); drop one, or say "
			"`autolink: false` in one of the entries [form-ambiguous]\n"
			"content/terms/b.md:5:3: \"SALT\" is also a form of terms/a (content/terms/a.md:3); drop one, or say "
			"`autolink: false` in one of the entries [form-ambiguous]\n"),
		"an acronym is not the word it looks like");
	is_str(forms_text(&h), STR("SALT > terms/a acronym\nNorm > terms/a\nSalt > terms/b\n"), "the first keeps a form");
	handbook_end(&h);
}

static void shadowed(void)
{
	static const struct {
		const char *one, *many;
		bool shadowed;
	} rows[] = {
		{"Value", "values", true},
		{"Policy", "Policies", true},
		{"Way", "ways", true},
		{"Process", "processes", true},
		{"Church", "churches", true},
		{"Norm", "Norme", false},
		{"Policy", "policys", false},
	};
	struct handbook h;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		handbook_begin(&h);
		add_entry(&h, "content/terms/one.md", rows[i].one);
		add_entry(&h, "content/terms/two.md", rows[i].many);
		handbook_link(&h);
		is_int(count_of(&h, DIAG_FORM_SHADOWED), rows[i].shadowed, "%s beside %s", rows[i].one, rows[i].many);
		handbook_end(&h);
	}
	handbook_begin(&h);
	add_form(add_entry(&h, "content/terms/one.md", "Value"), "values", 3);
	add_entry(&h, "content/terms/norm.md", "Norm")->lang = STR("de");
	add_entry(&h, "content/terms/norms.md", "Norms");
	handbook_link(&h);
	is_int(count_of(&h, DIAG_FORM_SHADOWED), 0,
		"an entry does not shadow itself, and other languages have no English plural");
	handbook_end(&h);
}

int main(void)
{
	which();
	disputed();
	shadowed();
	return done_testing();
}
