#include "model/languages.h"

#include "base/arena.h"
#include "tap.h"

static const struct {
	const char *text, *script;
} SCRIPTS[] = {
	{"peace", "Latn"},
	{"мир", "Cyrl"},
	{"«мир» peace", "Cyrl"},
	{"123 éa", "Latn"},
	{"εἰρήνη", "Grek"},
	{"سلام", "Arab"},
	{"שלום", "Hebr"},
	{"평화", "Hang"},
	{"平和の", "Jpan"},
	{"へいわ", "Jpan"},
	{"和平", "Hani"},
	{"战争", "Hans"},
	{"戰爭", "Hant"},
	{"師夷長技以制夷", "Hant"},
	{"师夷长技以制夷", "Hans"},
	{"2015", ""},
	{"", ""},
	{"×÷", ""},
};

static const struct {
	const char *language, *text, *variant, *tag;
} TAGS[] = {
	{"ru", "мир", "", "ru"},
	{"ru", "mir", "", "ru-Latn"},
	{"ru", "mir", "alalc97", "ru-Latn-alalc97"},
	{"ru", "мир", "alalc97", "ru"},
	{"ru-RU", "mir", "", "ru-Latn"},
	{"ru-Latn", "mir", "", "ru-Latn"},
	{"en", "peace", "", "en"},
	{"en-GB", "peace", "", "en-GB"},
	{"en", "мир", "", "en-Cyrl"},
	{"zh", "和平", "", "zh"},
	{"zh", "战争", "", "zh-Hans"},
	{"zh-Hans", "和平", "", "zh-Hans"},
	{"zh-Hans", "戰爭", "", "zh-Hant"},
	{"zh", "hépíng", "pinyin", "zh-Latn-pinyin"},
	{"ja", "平和", "", "ja"},
	{"ja", "平和の", "", "ja"},
	{"ja", "heiwa", "hepburn", "ja-Latn-hepburn"},
	{"ko", "평화", "", "ko"},
	{"ar", "سلام", "", "ar"},
	{"ru", "1999", "", "ru"},
};

static const struct {
	const char *tag;
	bool is;
} LANGUAGES[] = {{"ru", true}, {"grc", true}, {"zh-Hans", true}, {"zh-Latn-pinyin", true}, {"de-1996", true},
	{"", false}, {"r", false}, {"Russian", false}, {"ru-", false}, {"-ru", false}, {"ru--Latn", false},
	{"ru_RU", false}, {"12", false}, {"ru-abcdefghi", false}, {"ru \"", false}};

int main(void)
{
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(SCRIPTS); i++)
		is_str(script_of(str_from(SCRIPTS[i].text)), str_from(SCRIPTS[i].script), "script of %s", SCRIPTS[i].text);
	for (size_t i = 0; i < COUNT_OF(TAGS); i++)
		is_str(language_of_text(&arena, str_from(TAGS[i].language), str_from(TAGS[i].text), str_from(TAGS[i].variant)),
			str_from(TAGS[i].tag), "%s in %s", TAGS[i].text, TAGS[i].language);
	for (size_t i = 0; i < COUNT_OF(LANGUAGES); i++)
		ok(is_language(str_from(LANGUAGES[i].tag)) == LANGUAGES[i].is, "\"%s\" is %sa tag", LANGUAGES[i].tag,
			LANGUAGES[i].is ? "" : "not ");
	is_str(language_of_script(&arena, STR("Grek")), STR("el"), "a script of one language");
	is_str(language_of_script(&arena, STR("Hans")), STR("zh-Hans"), "characters that one way of writing has");
	is_str(language_of_script(&arena, STR("Cyrl")), STR("und-Cyrl"), "a script of many");
	is_str(romanisation_variant(STR("ALA-LC")), STR("alalc97"), "a scheme that has a variant");
	is_str(romanisation_variant(STR("BGN/PCGN")), STR(""), "and one that has none");
	arena_release(&arena);
	return done_testing();
}
