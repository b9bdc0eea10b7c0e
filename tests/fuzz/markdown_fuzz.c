/* Markdown, plain and with everything: whatever comes in, nothing crashes, and every hole stands inside the HTML. */
#include <stdlib.h>

#include "formats/text_check.h"
#include "parse/body.h"
#include "parse/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse(struct str text, bool plain, const struct config *config, const struct body_rules *shared)
{
	struct entry entry = {.path = STR("fuzz.md"), .body_line = 1};
	struct body_rules rules = *shared;
	struct diags diags = {0};
	struct body_worker *worker = body_worker_new();

	rules.config = config;
	rules.plain = plain;
	body_parse(worker, &rules, &entry, text, &diags);
	for (size_t i = 0; i < entry.body.hole_count; i++)
		if (entry.body.holes[i].offset > entry.body.html.len)
			abort();
	body_worker_free(worker);
	arena_release(&entry.arena);
	diags_release(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct entry term = {.index = 0};
	const struct site_form forms[] = {
		{.text = STR("a"), .entry = &term, .english = true},
		{.text = STR("R2P"), .entry = &term, .acronym = true, .english = true},
		{.text = STR("soft power"), .entry = &term, .english = true},
	};
	struct config config;
	struct arena arena = {0};
	struct buf clean = {0};
	struct diags diags = {0};

	config_defaults(&config);
	struct body_rules rules = {
		.forms = forms, .entry_count = 1, .matcher = matcher_build(&arena, forms, COUNT_OF(forms))};
	struct str text = text_check(&clean, (struct str){(const char *)data, size}, STR("fuzz.md"), 1, &diags);
	parse(text, true, &config, &rules);
	parse(text, false, &config, &rules);
	buf_release(&clean);
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
