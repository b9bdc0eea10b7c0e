#include "link/suggest.h"

#include "base/arena.h"
#include "base/near.h"
#include "tap.h"

static const char *const WORDS[] = {
	"norm",
	"normative power",
	"Astana process",
	"astana-process",
	"R2P",
	"responsibility to protect",
	"миротворчество",
	"sovereign democracy",
	"illiberal peace",
	"liberal peace",
	"soft power",
	"sharp power",
	"veto",
	"veto player",
	"",
};

static struct str nearest(struct suggester *suggester, const char *word)
{
	const struct candidate *near = suggest_near(suggester, str_from(word), NULL, NULL);

	return near ? near->text : STR("(none)");
}

/* What the full count of edits over all candidates gives: the shortcuts may not lose anything. */
static struct str by_counting(const char *word)
{
	struct near near = near_to(str_from(word));

	for (size_t i = 0; i < COUNT_OF(WORDS); i++)
		near_try(&near, str_from(WORDS[i]));
	return near.best.len ? near.best : STR("(none)");
}

static bool is_short(const void *context, const void *owner)
{
	(void)context;
	return str_from(owner).len < 5;
}

int main(void)
{
	static const char *const slips[] = {
		"nrom",
		"nor",
		"NORM",
		"astanna-process",
		"Astana-process",
		"astana proces",
		"r2",
		"r3p",
		"миротворчествo",
		"vteo",
		"veto plaer",
		"illiberl peace",
		"liberal paece",
		"sof power",
		"sharp powre",
		"quite different",
		"x",
		"ve",
		"peace",
		"souvereign democracy",
		"responsibility to protekt",
		"respnsiblty to protet",
	};
	enum { PLENTY = 10 * 1000 * 1000 };
	struct suggester suggester = {0};

	ok(!suggest_near(&suggester, STR("norm"), NULL, NULL), "nothing is near when there is nothing");
	for (size_t i = 0; i < COUNT_OF(WORDS); i++)
		suggest_add(&suggester, str_from(WORDS[i]), WORDS[i]);
	for (size_t i = 0; i < COUNT_OF(slips); i++)
		is_str(nearest(&suggester, slips[i]), by_counting(slips[i]), "\"%s\" as by counting", slips[i]);
	is_str(nearest(&suggester, "astanna-process"), STR("astana-process"), "one letter too many");
	is_str(nearest(&suggester, ""), STR("(none)"), "nothing is near to nothing");
	ok(!suggest_near(&suggester, STR("astanna-process"), is_short, NULL), "a filter keeps candidates out");
	ok(suggest_near(&suggester, STR("nrom"), is_short, NULL) != NULL, "and lets others pass");
	size_t searches = 0;
	while (searches < PLENTY && suggest_near(&suggester, STR("nrom"), NULL, NULL))
		searches++;
	ok(searches > 100 * 1000, "many mistakes get suggestions (%zu)", searches);
	ok(searches < PLENTY, "but not without end");
	suggester_release(&suggester);
	is_int(suggester.count, 0, "released");
	return done_testing();
}
