#include "model/config.h"

/* "zh" of "zh-Hans". */
static struct str language_alone(struct str lang)
{
	return str_slice(lang, 0, str_find_char(lang, '-', 0));
}

static const struct value *find_word(const struct words *words, struct str lang, struct str key)
{
	const struct value *own = value_get(value_get(words->site, lang), key);

	return own ? own : value_get(value_get(words->theme, lang), key);
}

static const struct value *find_in_language(const struct words *words, struct str lang, struct str key)
{
	const struct value *found = find_word(words, lang, key);

	return found ? found : find_word(words, language_alone(lang), key);
}

struct str word(const struct words *words, struct str lang, struct str key)
{
	const struct value *found = find_in_language(words, lang, key);

	if (!found)
		found = find_word(words, STR("en"), key);
	return found && found->kind == VALUE_TEXT ? found->text : key;
}

bool word_known(const struct words *words, struct str lang, struct str key)
{
	return find_in_language(words, lang, key) != NULL;
}
