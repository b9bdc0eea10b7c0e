#include "parse/history.h"

#include "base/arena.h"

enum { CHANGES = 5, MOST_CHANGES = 50 };

/* What most people write when they mend a slip. */
static struct str *usual_words(size_t *count)
{
	static const struct str WORDS[] = {STR_INIT("typo"), STR_INIT("typos"), STR_INIT("whitespace")};

	*count = COUNT_OF(WORDS);
	return (struct str *)WORDS;
}

static void read_changes(const struct settings *settings, const struct member *member, void *target)
{
	uint64_t changes;

	if (setting_number(settings, member, 0, MOST_CHANGES, &changes))
		*(size_t *)target = (size_t)changes;
}

static void read_minor(const struct settings *settings, const struct member *member, void *target)
{
	struct history_settings *history = target;
	const struct value *const *items;
	size_t count = setting_items(member, &items);
	struct str *words = arena_array(settings->arena, struct str, count);

	history->minor = words;
	history->minor_count = 0;
	for (size_t i = 0; i < count; i++)
		if (setting_item_text(settings, member, items[i], &words[history->minor_count]))
			history->minor_count++;
}

static const struct setting_key KEYS[] = {
	{STR_INIT("git"), setting_boolean, offsetof(struct history_settings, on)},
	{STR_INIT("changes"), read_changes, offsetof(struct history_settings, changes)},
	{STR_INIT("minor"), read_minor, 0},
};

void history_defaults(struct history_settings *history)
{
	*history = (struct history_settings){.on = true, .changes = CHANGES};
	history->minor = usual_words(&history->minor_count);
}

void read_history(const struct settings *settings, const struct member *member, void *target)
{
	struct history_settings *history = target;

	if (member->value->kind == VALUE_TEXT)
		setting_boolean(settings, member, &history->on);
	else
		settings_read(settings, member, "history", KEYS, COUNT_OF(KEYS), history);
}
