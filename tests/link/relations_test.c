#include "handbook.h"

static struct str edges_text(struct handbook *h, struct edges edges)
{
	struct str text = STR("");

	for (size_t i = 0; i < edges.count; i++)
		text = str_format(&h->arena, "%.*s%.*s -%.*s-> %.*s\n", STR_ARG(text),
			STR_ARG(h->site.entries[edges.items[i].from].id), STR_ARG(edges.items[i].field->name),
			STR_ARG(h->site.entries[edges.items[i].to].id));
	return text;
}

static void both_ends(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *syria = add_entry(&h, "content/cases/syria.md", "Syria");
	struct entry *libya = add_entry(&h, "content/cases/libya.md", "Libya");
	add_entry(&h, "content/terms/norm.md", "Norm");
	add_entry(&h, "content/terms/r2p.md", "R2P");
	add_entry(&h, "content/sources/lewis.md", "Lewis");
	const struct field *norms = &h.fields[TYPE_CASE][0], *see = &h.fields[TYPE_CASE][1];
	add_ref(syria, &h.source_record[0], "lewis", 2);
	add_ref(syria, &h.source_record[0], "sources/lewis", 3);
	add_ref(syria, norms, "terms/r2p", 4);
	add_ref(syria, norms, "Norm", 5);
	add_ref(syria, see, "libya", 6);
	add_ref(libya, norms, "r2p", 4);
	handbook_link(&h);
	is_str(told(&h), STR(""), "references by id and by file name");
	is_str(edges_text(&h, site_edges_from(&h.site, by_id(&h, "cases/syria"))),
		STR("cases/syria -norms-> terms/norm\ncases/syria -norms-> terms/r2p\ncases/syria -see-> "
			"cases/libya\ncases/syria -by-> sources/lewis\n"),
		"by field, in the order of site.yaml; in records once");
	is_str(edges_text(&h, site_edges_to(&h.site, by_id(&h, "terms/r2p"))),
		STR("cases/libya -norms-> terms/r2p\ncases/syria -norms-> terms/r2p\n"), "seen from the other end");
	is_int(site_edges_to(&h.site, by_id(&h, "cases/syria")).count, 0, "nothing leads to it");
	is_int(site_edges_from(&h.site, by_id(&h, "terms/norm")).count, 0, "nothing leads from it");
	ok(by_id(&h, "cases/syria")->refs[3].target == by_id(&h, "terms/norm"), "a reference knows its target");
	handbook_end(&h);
}

static void mistakes(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *syria = add_entry(&h, "content/cases/syria.md", "Syria");
	struct entry *norm = add_entry(&h, "content/terms/norm.md", "Norm");
	add_entry(&h, "content/terms/x/rule.md", "Rule");
	add_entry(&h, "content/terms/y/rule.md", "Law");
	add_entry(&h, "content/map.md", "Map");
	add_draft(&h, "content/terms/later.md", "Later");
	const struct field *norms = &h.fields[TYPE_CASE][0];
	const char *const names[] = {"nrom", "syria", "map", "rule", "later", "norm", "norm", "nothing like it"};
	for (size_t i = 0; i < COUNT_OF(names); i++)
		add_ref(syria, norms, names[i], (uint32_t)i + 1);
	add_ref(norm, &h.fields[TYPE_TERM][0], "norm", 3);
	add_ref(norm, &h.fields[TYPE_TERM][1], "syria", 4);
	add_ref(syria, &h.fields[TYPE_CASE][1], "maap", 9);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/cases/syria.md:1:5: no term named \"nrom\"; did you mean \"norm\"? [ref-unknown]\n"
			"content/cases/syria.md:2:5: `norms` takes entries of the type term, but cases/syria is of the type case "
			"[ref-type]\n"
			"content/cases/syria.md:3:5: `norms` takes entries of the type term, but map is a page without a type "
			"[ref-type]\n"
			"content/cases/syria.md:4:5: \"rule\" may be terms/x/rule, terms/y/rule; write the id of the one you mean "
			"[link-ambiguous]\n"
			"content/cases/syria.md:5:5: terms/later is a draft, so `norms` leaves it out [link-draft]\n"
			"content/cases/syria.md:7:5: `norms` has terms/norm twice; delete one [ref-twice]\n"
			"content/cases/syria.md:8:5: no term named \"nothing like it\" [ref-unknown]\n"
			"content/cases/syria.md:9:5: no entry named \"maap\"; did you mean \"map\"? [ref-unknown]\n"
			"content/terms/norm.md:3:5: `broader` refers to the entry itself; delete it [ref-self]\n"
			"content/terms/norm.md:4:5: `related` takes entries of the type actor or term, but cases/syria is of the "
			"type case [ref-type]\n"),
		"references that cannot be followed");
	is_int(h.site.edge_count, 1, "what is wrong makes no edge");
	handbook_end(&h);
}

static void symmetric(void)
{
	struct handbook h;

	handbook_begin(&h);
	const struct field *related = &h.fields[TYPE_TERM][1], *actors = &h.fields[TYPE_ACTOR][0];
	struct entry *a = add_entry(&h, "content/terms/a.md", "A"), *b = add_entry(&h, "content/terms/b.md", "B");
	struct entry *c = add_entry(&h, "content/terms/c.md", "C"), *un = add_entry(&h, "content/actors/un.md", "UN");
	add_ref(a, related, "b", 3);
	add_ref(b, related, "a", 3);
	add_ref(a, related, "c", 4);
	add_ref(un, actors, "c", 3);
	add_ref(c, related, "un", 3);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/terms/a.md:4:5: `related` is symmetric, but terms/c does not name terms/a; write it there as well "
			"[ref-one-sided]\n"),
		"a symmetric relation stands on both ends");
	is_str(edges_text(&h, site_edges_from(&h.site, by_id(&h, "terms/c"))),
		STR("terms/c -related-> actors/un\nterms/c -related-> terms/a\n"),
		"the end that lacks it shows it nonetheless");
	is_str(edges_text(&h, site_edges_from(&h.site, by_id(&h, "actors/un"))), STR("actors/un -related-> terms/c\n"),
		"fields of one name on two types are the two ends of one relation");
	is_int(h.site.edge_count, 6, "each pair in both directions, once");
	handbook_end(&h);
}

static void contradictions(void)
{
	struct handbook h;

	handbook_begin(&h);
	const struct field *broader = &h.fields[TYPE_TERM][0], *related = &h.fields[TYPE_TERM][1];
	struct entry *a = add_entry(&h, "content/terms/a.md", "A"), *b = add_entry(&h, "content/terms/b.md", "B");
	struct entry *c = add_entry(&h, "content/terms/c.md", "C");
	add_ref(a, broader, "b", 3);
	add_ref(a, related, "b", 4);
	add_ref(b, related, "a", 4);
	add_ref(b, broader, "c", 3);
	add_ref(c, broader, "b", 3);
	handbook_link(&h);
	is_str(told(&h),
		STR("content/terms/a.md:4:5: terms/a and terms/b are joined by `broader` and by `related`, which exclude each "
			"other; drop one [ref-contradiction]\n"
			"content/terms/c.md:3:5: `broader` leads back to where it began: terms/b → terms/c → terms/b "
			"[ref-cycle]\n"),
		"each told once, two that are each broader than the other as a cycle");
	handbook_end(&h);
}

static void contradiction_across(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_ref(add_entry(&h, "content/terms/a.md", "A"), &h.fields[TYPE_TERM][0], "b", 3);
	add_ref(add_entry(&h, "content/terms/b.md", "B"), &h.fields[TYPE_TERM][1], "a", 3);
	handbook_link(&h);
	is_int(count_of(&h, DIAG_REF_CONTRADICTION), 1, "also when the two stand in two files");
	ok(str_contains(told(&h), STR("content/terms/a.md:3:5: terms/a and terms/b")), "told where the hierarchy stands");
	handbook_end(&h);
}

static void cycles(void)
{
	struct handbook h;

	handbook_begin(&h);
	const struct field *broader = &h.fields[TYPE_TERM][0], *part_of = &h.fields[TYPE_ACTOR][1];
	struct entry *a = add_entry(&h, "content/terms/a.md", "A"), *b = add_entry(&h, "content/terms/b.md", "B");
	struct entry *c = add_entry(&h, "content/terms/c.md", "C"), *d = add_entry(&h, "content/terms/d.md", "D");
	struct entry *x = add_entry(&h, "content/actors/x.md", "X"), *y = add_entry(&h, "content/actors/y.md", "Y");
	struct entry *z = add_entry(&h, "content/actors/z.md", "Z");
	add_ref(a, broader, "b", 3);
	add_ref(b, broader, "c", 3);
	add_ref(c, broader, "a", 3);
	add_ref(d, broader, "a", 3); /* leads into the ring, is not part of it */
	add_ref(d, broader, "c", 4);
	add_ref(x, part_of, "y", 3);
	add_ref(x, part_of, "z", 4);
	add_ref(y, part_of, "z", 3); /* two ways to one end are no ring */
	(void)z;
	handbook_link(&h);
	is_str(told(&h),
		STR("content/terms/c.md:3:5: `broader` leads back to where it began: terms/a → terms/b → terms/c → terms/a "
			"[ref-cycle]\n"),
		"a ring is named once, whole, where it closes");
	handbook_end(&h);
}

static void long_ring(void)
{
	enum { LENGTH = 40 };
	struct handbook h;

	handbook_begin(&h);
	for (size_t i = 0; i < LENGTH; i++) {
		const char *path = str_terminated(&h.arena, str_format(&h.arena, "content/terms/t%02zu.md", i));
		struct entry *entry = add_entry(&h, path, path);

		add_ref(entry, &h.fields[TYPE_TERM][0],
			str_terminated(&h.arena, str_format(&h.arena, "t%02zu", (i + 1) % LENGTH)), 3);
	}
	handbook_link(&h);
	is_str(told(&h),
		STR("content/terms/t39.md:3:5: `broader` leads back to where it began: terms/t00 → terms/t01 → terms/t02 → "
			"terms/t03 → "
			"terms/t04 → terms/t05 → terms/t06 → terms/t07 → 32 others → terms/t00 [ref-cycle]\n"),
		"of a long ring the beginning is named");
	handbook_end(&h);
}

int main(void)
{
	both_ends();
	mistakes();
	symmetric();
	contradictions();
	contradiction_across();
	cycles();
	long_ring();
	return done_testing();
}
