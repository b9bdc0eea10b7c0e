#include "handbook.h"

static void numbers(void)
{
	struct handbook h;

	handbook_begin(&h);
	add_entry(&h, "content/cases/a.md", "A")->number = 3;
	struct entry *b = add_entry(&h, "content/cases/b.md", "B");
	b->number = 3;
	set_front(&h, b, "number", "3", 4);
	add_entry(&h, "content/cases/c.md", "C")->number = 9;
	add_entry(&h, "content/cases/d.md", "D");
	add_entry(&h, "content/cases/e.md", "E");
	add_entry(&h, "content/terms/a.md", "F")->number = 3;
	handbook_link(&h);
	is_str(told(&h),
		STR("content/cases/b.md:4:6: content/cases/a.md has the number 3 already; give the newer of the two the next "
			"free one, 10 [number-duplicate]\n"),
		"a number belongs to one entry of a type");
	handbook_end(&h);
}

int main(void)
{
	numbers();
	return done_testing();
}
