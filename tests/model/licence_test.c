#include "model/licence.h"

#include "base/arena.h"
#include "tap.h"

static const struct {
	const char *licence, *url;
} CASES[] = {
	{"CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"},
	{"cc-by-sa-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"},
	{" CC BY-NC-ND 3.0 ", "https://creativecommons.org/licenses/by-nc-nd/3.0/"},
	{"CC  BY_NC 2.5", "https://creativecommons.org/licenses/by-nc/2.5/"},
	{"CC0", "https://creativecommons.org/publicdomain/zero/1.0/"},
	{"CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
	{"https://example.org/licence", "https://example.org/licence"},
	{"CC BY", ""},
	{"CC BY-XX 4.0", ""},
	{"CC BY 9.0", ""},
	{"CC4.0", ""},
	{"All rights reserved", ""},
	{"javascript:alert(1)", ""},
	{"", ""},
};

int main(void)
{
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		is_str(licence_url(&arena, str_from(CASES[i].licence)), str_from(CASES[i].url), "\"%s\"", CASES[i].licence);
	arena_release(&arena);
	return done_testing();
}
