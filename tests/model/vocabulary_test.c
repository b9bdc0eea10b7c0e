#include "model/vocabulary.h"
#include "tap.h"

static void is(
	const struct vocabulary *vocabulary, const char *name, const char *unknown_wanted, const char *best_wanted)
{
	struct str unknown = STR(""), best = STR("");
	bool known = vocabulary_has(vocabulary, str_from(name), &unknown, &best);

	is_int(known, *unknown_wanted == '\0', "whether %s is known", name);
	if (known)
		return;
	is_str(unknown, str_from(unknown_wanted), "the part of %s that is not", name);
	is_str(best, str_from(best_wanted), "what was probably meant by %s", name);
}

int main(void)
{
	struct vocabulary vocabulary = {0};
	char passing[] = "passing";

	is(&vocabulary, "any", "any", "");
	vocabulary_add(&vocabulary, STR(""), STR("entry"));
	vocabulary_add(&vocabulary, STR(""), STR("title"));
	vocabulary_add(&vocabulary, STR(""), STR("title"));
	vocabulary_add(&vocabulary, STR("entry"), STR("title"));
	vocabulary_add(&vocabulary, STR("entry"), STR("type"));
	vocabulary_add(&vocabulary, STR("type"), STR("label"));
	vocabulary_add(&vocabulary, STR("word"), STR("references"));
	vocabulary_add(&vocabulary, STR(""), STR("word"));
	vocabulary_add(&vocabulary, STR(""), str_from(passing));
	passing[0] = 'm';
	is(&vocabulary, "entry", "", "");
	is(&vocabulary, "title", "", "");
	is(&vocabulary, "entry.title", "", "");
	is(&vocabulary, "entry.type.label", "", "");
	is(&vocabulary, "word.references", "", "");
	is(&vocabulary, "references", "references", "");
	is(&vocabulary, "title.entry", "entry", "");
	is(&vocabulary, "entry.type.lable", "lable", "label");
	is(&vocabulary, "entry.typ.label", "typ", "type");
	is(&vocabulary, "word.reference", "reference", "references");
	is(&vocabulary, "word.title", "title", "");
	is(&vocabulary, "titel", "titel", "title");
	is(&vocabulary, "type", "type", "");
	is(&vocabulary, "passing", "", "");
	vocabulary_release(&vocabulary);
	is_int(vocabulary.names.count, 0, "nothing is left");
	return done_testing();
}
