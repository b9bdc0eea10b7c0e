#include "handbook.h"

static struct mention mention_of(struct handbook *h, const char *form, uint32_t sentence)
{
	for (size_t i = 0; i < h->site.form_count; i++)
		if (str_equal(h->site.forms[i].text, str_from(form)))
			return (struct mention){.form = (uint32_t)i, .prose = true, .sentence = sentence};
	return (struct mention){.form = UINT32_MAX};
}

static void add_mention(struct entry *entry, struct mention mention)
{
	entry->body.mentions[entry->body.mention_count++] = mention;
}

static void concordance(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_entry(&h, "content/cases/syria.md", "Syria");
	add_entry(&h, "content/cases/libya.md", "Libya");
	add_form(add_entry(&h, "content/terms/r2p.md", "Responsibility to protect"), "R2P", 3);
	add_entry(&h, "content/terms/norm.md", "Norm");
	add_entry(&h, "content/terms/table.md", "Table");
	add_entry(&h, "content/terms/lone.md", "Lone term");
	add_entry(&h, "content/terms/referred.md", "Referred");
	add_entry(&h, "content/terms/index.md", "Terms");
	link_entries(&h.site, &h.diags);
	struct entry *syria = by_id(&h, "cases/syria"), *libya = by_id(&h, "cases/libya");
	add_mention(syria, mention_of(&h, "R2P", 9));
	add_mention(syria, mention_of(&h, "Responsibility to protect", 4));
	add_mention(syria, mention_of(&h, "R2P", 4));
	add_link(syria, "r2p", 4);
	add_link(syria, "norm", 5);
	add_link(syria, "libya", 6);
	add_mention(libya, mention_of(&h, "R2P", 1));
	struct mention heading = mention_of(&h, "Table", 0);
	heading.prose = false;
	add_mention(libya, heading);
	add_mention(by_id(&h, "terms/lone"), mention_of(&h, "Lone term", 1));
	add_link(by_id(&h, "terms/lone"), "lone", 1);
	add_ref(libya, &h.fields[TYPE_CASE][0], "referred", 3);
	link_site(&h.site, &h.diags);
	is_str(uses_text(&h, site_mentions_of(&h.site, by_id(&h, "terms/r2p"))),
		STR("cases/libya 1 \ncases/syria 4 \ncases/syria 9 \n"),
		"each sentence once, by entry and in the order of the text");
	is_str(
		uses_text(&h, site_mentions_of(&h.site, by_id(&h, "terms/norm"))), STR("cases/syria 5 \n"), "a link is a use");
	is_str(uses_text(&h, site_mentions_of(&h.site, libya)), STR("cases/syria 6 \n"), "of an entry of any type");
	is_int(site_mentions_of(&h.site, by_id(&h, "terms/table")).count, 0, "a heading is no sentence");
	is_int(count_of(&h, DIAG_TERM_UNUSED), 1, "but a term named in a heading is used, as is one that a field names");
	ok(h.diags.count && str_equal(h.diags.items[0].path, STR("content/terms/lone.md")),
		"a term used on its own page alone is not");
	is_int(h.diags.items[0].place.line, 2, "told at its title");
	handbook_end(&h);
}

int main(void)
{
	concordance();
	return done_testing();
}
