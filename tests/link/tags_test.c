#include "handbook.h"

static void tags(void)
{
	struct handbook h;

	handbook_begin(&h);
	struct entry *b = add_entry(&h, "content/cases/b.md", "B"), *a = add_entry(&h, "content/cases/a.md", "A");
	struct entry *c = add_entry(&h, "content/cases/c.md", "C");
	add_tag(a, "soft power");
	add_tag(a, "Élan");
	add_tag(b, "soft power");
	add_tag(b, "R2P");
	add_tag(b, "R2P");
	add_tag(c, "r2p");
	add_tag(c, "Index");
	add_tag(c, "!?");
	struct value *list = value_list(&h.arena), *item = value_text(&h.arena, STR("r2p"));
	item->place = at(8, 9);
	value_push(&h.arena, list, item);
	value_set(&h.arena, (struct value *)(uintptr_t)c->front, STR("tags"), list);
	handbook_link(&h);
	ok(str_contains(told(&h), STR("content/cases/c.md:8:9: the tags \"r2p\" and \"R2P\" (content/cases/b.md) would "
								  "share the page tags/r2p.html; spell them alike [address-collision]\n")),
		"two spellings of one tag");
	is_int(count_of(&h, DIAG_ADDRESS_RESERVED), 1, "the list of tags has its address to itself");
	is_int(h.site.tag_count, 5, "five tags");
	is_str(h.site.tags[1].name, STR("Élan"), "in the order of the alphabet");
	is_str(h.site.tags[1].slug, STR("elan"), "with a page each");
	is_str(h.site.tags[3].name, STR("R2P"), "a capital makes no difference");
	is_int(h.site.tags[3].entry_count, 2, "an entry counts once");
	is_str(h.site.tags[4].name, STR("soft power"), "the last");
	is_int(h.site.tags[4].entry_count, 2, "has two entries");
	is_str(h.site.tags[4].entries[0]->id, STR("cases/a"), "by their ids");
	ok(str_starts(h.site.tags[0].slug, STR("tag-")), "a tag without letters has a page");
	handbook_end(&h);
}

int main(void)
{
	tags();
	return done_testing();
}
