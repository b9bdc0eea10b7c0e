/* Our own cases for each section of the Mustache specification: tests/mustache/NAME/ holds template.html, data.yaml,
 * perhaps partials/NAME.html, and expected.html. */
#define _GNU_SOURCE /* scandir */
#include <dirent.h>
#include <string.h>

#include "formats/mustache.h"
#include "formats/yaml.h"
#include "tap.h"

static struct str folder_of_cases(struct arena *arena)
{
	struct str here = str_from(__FILE__); /* …tests/formats/mustache_cases_test.c */
	struct str folder = str_slice(here, 0, here.len - strlen("formats/mustache_cases_test.c"));

	return str_join(arena, folder, STR("mustache"));
}

static bool slurp(struct arena *arena, struct str path, struct str *text)
{
	FILE *file = fopen(str_terminated(arena, path), "rb");
	struct buf buf = {0};
	int c;

	if (!file)
		return false;
	while ((c = getc(file)) != EOF)
		buf_char(&buf, (char)c);
	fclose(file);
	*text = str_copy(arena, buf_str(&buf));
	buf_release(&buf);
	return true;
}

static int visible(const struct dirent *item)
{
	return item->d_name[0] != '.';
}

static void read_partials(struct arena *arena, struct str folder, struct template_set *set, struct diags *diags)
{
	struct dirent **items;
	int count = scandir(str_terminated(arena, folder), &items, visible, alphasort);

	for (int i = 0; i < count; i++) {
		struct str file = str_copy(arena, str_from(items[i]->d_name));
		struct str path = str_format(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(file)), text;

		free(items[i]);
		if (str_ends(file, STR(".html")) && slurp(arena, path, &text))
			map_set(&set->by_name, str_slice(file, 0, file.len - 5), template_parse(arena, file, text, diags));
	}
	if (count >= 0)
		free(items);
}

static void test_case(struct str folder, const char *name)
{
	struct arena arena = {0};
	struct diags diags = {0};
	struct template_set set = {0};
	struct buf out = {0};
	struct str template_text = {0}, data_text = {0}, expected = {0};
	struct str path = str_format(&arena, "%.*s/%s", STR_ARG(folder), name);

	bool complete = slurp(&arena, str_join(&arena, path, STR("/template.html")), &template_text) &&
	                slurp(&arena, str_join(&arena, path, STR("/data.yaml")), &data_text) &&
	                slurp(&arena, str_join(&arena, path, STR("/expected.html")), &expected);
	ok(complete, "%s has its three files", name);
	read_partials(&arena, str_join(&arena, path, STR("/partials")), &set, &diags);
	struct value *data = yaml_parse(&arena, &(struct yaml_source){data_text, STR("data.yaml"), 1}, &diags);
	value_resolve(&arena, data);
	const struct template *template = template_parse(&arena, STR("template.html"), template_text, &diags);
	const struct value *stack[] = {data};
	template_render(&arena, &set, template, stack, 1, &out, &diags);
	is_str(buf_str(&out), expected, "%s renders as expected", name);
	is_int(diags.count, 0, "%s has no diagnostics", name);
	for (size_t i = 0; i < diags.count; i++)
		diagnostic(
			"%.*s:%u: %.*s", STR_ARG(diags.items[i].path), diags.items[i].place.line, STR_ARG(diags.items[i].message));
	buf_release(&out);
	map_release(&set.by_name);
	diags_release(&diags);
	arena_release(&arena);
}

int main(void)
{
	struct arena arena = {0};
	struct str folder = folder_of_cases(&arena);
	struct dirent **items;
	int count = scandir(str_terminated(&arena, folder), &items, visible, alphasort);

	ok(count >= 20, "the cases are there");
	for (int i = 0; i < count; i++) {
		test_case(folder, items[i]->d_name);
		free(items[i]);
	}
	if (count >= 0)
		free(items);
	arena_release(&arena);
	return done_testing();
}
