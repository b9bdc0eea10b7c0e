#include "command/report.h"

#include <string.h>

#include "base/utf8.h"
#include "tap.h"

/* A file that holds one line, whatever its number, and counts how often it was asked for. */
struct file {
	struct str line;
	size_t asked;
};

static struct str line_of_file(void *context, struct str path, uint32_t line)
{
	struct file *file = context;

	(void)path;
	(void)line;
	file->asked++;
	return file->line;
}

static struct str written(struct buf *out, struct report *report, struct diags *diags)
{
	buf_reset(out);
	diags_sort(diags);
	report_write(out, report, diags);
	return buf_str(out);
}

/* One error at a place of a line, as text. */
static void quoted(
	const char *name, struct str line, struct place place, uint32_t length, size_t columns, const char *want)
{
	struct file file = {.line = line};
	struct report report = {.columns = columns, .line_of = line_of_file, .context = &file, .quiet = true};
	struct diags diags = {0};
	struct buf out = {0};

	diag_add_span(&diags, DIAG_LINK_UNKNOWN, STR("a.md"), place, length, "wrong");
	struct str text = written(&out, &report, &diags);
	size_t head = str_find_char(text, '\n', 0);
	is_str(head < text.len ? str_from_index(text, head + 1) : STR(""), str_from(want), "%s", name);
	buf_release(&out);
	diags_release(&diags);
}

static void test_quoting(void)
{
	const struct str line = STR("The [[astanna-process]] ran beside Geneva.");

	quoted("a caret and its tail", line, (struct place){41, 5}, 19, 100,
		"   41 | The [[astanna-process]] ran beside Geneva.\n"
		"      |     ^~~~~~~~~~~~~~~~~~~\n");
	quoted("a caret alone", line, (struct place){41, 1}, 0, 100,
		"   41 | The [[astanna-process]] ran beside Geneva.\n"
		"      | ^\n");
	quoted("a long number", STR("x"), (struct place){123456, 1}, 1, 100, "123456 | x\n      | ^\n");
	quoted("a tail ends with its line", STR("abc"), (struct place){1, 2}, 99, 100, "    1 | abc\n      |  ^~\n");
	quoted("behind the line", STR("abc\r\n"), (struct place){1, 4}, 1, 100, "    1 | abc\n      |    ^\n");
	quoted("far behind the line", STR("abc"), (struct place){1, 40}, 1, 100, "    1 | abc\n      |    ^\n");
	quoted("an empty line", STR(""), (struct place){1, 1}, 1, 100, "    1 |\n      | ^\n");
	quoted("no column", STR("abc"), (struct place){1, 0}, 0, 100, "    1 | abc\n      | ^\n");
	quoted("no line", STR("abc"), (struct place){0, 0}, 0, 100, "");
	quoted("a line that cannot be had", (struct str){0}, (struct place){1, 1}, 0, 100, "");
	quoted("tabs", STR("\ta\tb"), (struct place){1, 4}, 1, 100, "    1 |     a    b\n      |          ^\n");
	quoted("a tab itself", STR("\ta"), (struct place){1, 1}, 1, 100, "    1 |     a\n      | ^~~~\n");
	quoted("wide characters", STR("中文x"), (struct place){1, 2}, 2, 100, "    1 | 中文x\n      |   ^~~\n");
	quoted("combining marks", STR("e\314\201bc"), (struct place){1, 3}, 1, 100, "    1 | e\314\201bc\n      |  ^\n");
	quoted("control characters", STR("\x1b[2Jx\342\200\256y"), (struct place){1, 5}, 1, 100,
		"    1 | \\x1b[2Jx<U+202E>y\n      |        ^\n");
	quoted("bytes that are not UTF-8", STR("a\xffz"), (struct place){1, 2}, 1, 100, "    1 | a\\xffz\n      |  ^~~~\n");
}

static void test_long_lines(void)
{
	struct arena arena = {0};
	struct buf line = {0};

	for (int i = 0; i < 50; i++)
		buf_printf(&line, "%03d ", i);
	struct str text = buf_str(&line);
	quoted(
		"the beginning", text, (struct place){1, 1}, 3, 40, "    1 | 000 001 002 003 004 005 006 00…\n      | ^~~\n");
	quoted("the middle", text, (struct place){1, 101}, 3, 40,
		"    1 | …1 022 023 024 025 026 027 028 …\n      |                ^~~\n");
	quoted("the end", text, (struct place){1, 197}, 3, 40,
		"    1 | …2 043 044 045 046 047 048 049 \n      |                            ^~~\n");
	quoted("a tail ends where the line is cut", text, (struct place){1, 1}, 100, 40,
		"    1 | 000 001 002 003 004 005 006 00…\n      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n");
	quoted("a narrow terminal", text, (struct place){1, 101}, 3, 0,
		"    1 | …023 024 025 026 02…\n      |          ^~~\n");
	/* wherever the caret stands, the quotation fits and the caret stands below its character */
	for (uint32_t column = 1; column <= 200; column += 7) {
		struct file file = {.line = text};
		struct report report = {.columns = 50, .line_of = line_of_file, .context = &file};
		struct diags diags = {0};
		struct buf out = {0};

		diag_add(&diags, DIAG_LINK_UNKNOWN, STR("a"), (struct place){1, column}, "x");
		struct str rest = written(&out, &report, &diags), head, shown, caret;
		str_line(&rest, &head);
		str_line(&rest, &shown);
		str_line(&rest, &caret);
		size_t at = utf8_head(shown, str_find_char(caret, '^', 0)).len;
		if (utf8_count(shown) > 50 || at >= shown.len || shown.data[at] != text.data[column - 1])
			ok(false, "column %u: %.*s / %.*s", (unsigned)column, STR_ARG(shown), STR_ARG(caret));
		buf_release(&out);
		diags_release(&diags);
	}
	buf_release(&line);
	arena_release(&arena);
}

/* Many diagnostics on one enormous line cost no more than the line and a little each. */
static void test_enormous_line(void)
{
	struct buf line = {0}, out = {0};
	struct diags diags = {0};

	for (int i = 0; i < 1 << 20; i++)
		buf_char(&line, (char)('a' + i % 26));
	struct file file = {.line = buf_str(&line)};
	struct report report = {.columns = 100, .line_of = line_of_file, .context = &file, .verbose = true};
	for (uint32_t i = 0; i < 20000; i++)
		diag_add(&diags, DIAG_LINK_UNKNOWN, STR("a"), (struct place){1, 1 + i * 50}, "x");
	struct str text = written(&out, &report, &diags);
	is_int(file.asked, 1, "the line is asked for once");
	ok(text.len > 20000 * 100 && text.len < 20000 * 400, "each is quoted in part");
	buf_release(&line);
	buf_release(&out);
	diags_release(&diags);
}

static void add_some(struct diags *diags)
{
	diag_add(diags, DIAG_TERM_UNUSED, STR("terms/r2p.md"), (struct place){0}, "no entry mentions this term");
	diag_add_span(diags, DIAG_LINK_UNKNOWN, STR("a,b: 50%.md"), (struct place){3, 7}, 4, "no entry named \"%s\"",
		"x\x1b\n<\xe2\x80\xae");
	diag_add(diags, DIAG_OUTPUT_FOREIGN, STR(""), (struct place){0}, "not ours");
	diag_add(diags, DIAG_IMAGE_ALT, STR("-"), (struct place){2, 0}, "no alt");
}

static void test_text(void)
{
	struct diags diags = {0};
	struct report report = {.columns = 100};
	struct buf out = {0};

	is_str(written(&out, &report, &diags), STR(""), "nothing is said when nothing is wrong");
	add_some(&diags);
	is_str(written(&out, &report, &diags),
		STR("glossa: error: not ours [output-foreign]\n"
			"-:2: error: no alt [image-alt]\n"
			"a,b: 50%.md:3:7: error: no entry named \"x\\x1b\\x0a<<U+202E>\" [link-unknown]\n"
			"terms/r2p.md: warning: no entry mentions this term [term-unused]\n"
			"3 errors, 1 warning\n"),
		"each has its line, and all are counted");
	report.quiet = true;
	is_str(written(&out, &report, &diags),
		STR("glossa: error: not ours [output-foreign]\n"
			"-:2: error: no alt [image-alt]\n"
			"a,b: 50%.md:3:7: error: no entry named \"x\\x1b\\x0a<<U+202E>\" [link-unknown]\n"),
		"quiet: errors only");
	diags_release(&diags);
	report.quiet = false;
	diag_add(&diags, DIAG_TERM_UNUSED, STR("a.md"), (struct place){1, 2}, "m");
	report.color = true;
	is_str(written(&out, &report, &diags),
		STR("\x1b[1ma.md:1:2:\x1b[0m \x1b[1;33mwarning:\x1b[0m m [term-unused]\n1 warning\n"), "in colour");
	diags_release(&diags);
	buf_release(&out);
}

/* 25 warnings before 3 errors in one file, one warning in the next. */
static void test_limit(void)
{
	struct diags diags = {0};
	struct report report = {.columns = 100};
	struct buf out = {0};

	for (uint32_t i = 1; i <= 28; i++)
		diag_add(&diags, i > 25 ? DIAG_LINK_UNKNOWN : DIAG_TERM_UNUSED, STR("a.md"), (struct place){i, 1}, "number %u",
			(unsigned)i);
	diag_add(&diags, DIAG_TERM_UNUSED, STR("b.md"), (struct place){1, 1}, "other");
	struct str text = written(&out, &report, &diags);
	ok(str_contains(text, STR("number 17 ")) && !str_contains(text, STR("number 18 ")), "17 warnings are shown");
	ok(str_contains(text, STR("number 26 ")) && str_contains(text, STR("number 28 ")), "and the errors behind them");
	ok(str_contains(text, STR("\na.md: … and 8 more in this file\nb.md:1:1: warning: other")), "the rest is counted");
	ok(str_ends(text, STR("\n3 errors, 26 warnings\n")), "the count is of all");
	report.verbose = true;
	text = written(&out, &report, &diags);
	ok(str_contains(text, STR("number 25 ")) && !str_contains(text, STR("more in this file")),
		"verbose: all are shown");
	report = (struct report){.columns = 100, .quiet = true};
	text = written(&out, &report, &diags);
	ok(!str_contains(text, STR("warning")) && !str_contains(text, STR("more")),
		"quiet: warnings are not counted either");
	diags_release(&diags);
	buf_release(&out);
}

static void test_machines(void)
{
	struct diags diags = {0};
	struct report report = {.format = REPORT_JSON};
	struct buf out = {0};

	is_str(written(&out, &report, &diags), STR("[]\n"), "JSON of nothing");
	add_some(&diags);
	is_str(written(&out, &report, &diags),
		STR("[\n"
			"{\"path\": \"\", \"line\": 0, \"column\": 0, \"length\": 0, \"severity\": \"error\", "
			"\"code\": \"output-foreign\", \"message\": \"not ours\"},\n"
			"{\"path\": \"-\", \"line\": 2, \"column\": 0, \"length\": 0, \"severity\": \"error\", "
			"\"code\": \"image-alt\", \"message\": \"no alt\"},\n"
			"{\"path\": \"a,b: 50%.md\", \"line\": 3, \"column\": 7, \"length\": 4, \"severity\": \"error\", "
			"\"code\": \"link-unknown\", \"message\": \"no entry named \\\"x\\u001b\\n<\\u202e\\\"\"},\n"
			"{\"path\": \"terms/r2p.md\", \"line\": 0, \"column\": 0, \"length\": 0, \"severity\": \"warning\", "
			"\"code\": \"term-unused\", \"message\": \"no entry mentions this term\"}\n"
			"]\n"),
		"JSON");
	report.format = REPORT_GITHUB;
	is_str(written(&out, &report, &diags),
		STR("::error title=output-foreign::not ours\n"
			"::error file=-,line=2,title=image-alt::no alt\n"
			"::error file=a%2Cb%3A 50%25.md,line=3,col=7,title=link-unknown::no entry named \"x\\x1b\\x0a<<U+202E>\"\n"
			"::warning file=terms/r2p.md,title=term-unused::no entry mentions this term\n"),
		"GitHub");
	report.format = REPORT_SARIF;
	struct str text = written(&out, &report, &diags);
	ok(str_starts(text, STR("{\"$schema\": ")) && str_contains(text, STR("\"version\": \"2.1.0\"")), "SARIF 2.1.0");
	ok(str_contains(text, STR("{\"id\": \"term-unused\", ")), "SARIF has rules");
	ok(str_contains(text, STR("\"region\": {\"startLine\": 3, \"startColumn\": 7, \"endColumn\": 11}}}]}")),
		"SARIF regions");
	ok(str_contains(text, STR("{\"uri\": \"./a,b:%2050%25.md\"}")) ||
			str_contains(text, STR("{\"uri\": \"a,b:%2050%25.md\"}")),
		"SARIF addresses");
	diags_release(&diags);
	buf_release(&out);
}

/* Bytes that are not UTF-8, planes 15 and 16: JSON has to stay JSON. */
static void test_hostile_json(void)
{
	struct diags diags = {0};
	struct report report = {.format = REPORT_JSON};
	struct buf out = {0};

	diag_add(&diags, DIAG_FILE_NAME, STR("\xff\xf4\x8f\xbf\xbf"), (struct place){0}, "x");
	struct str text = written(&out, &report, &diags);
	ok(str_contains(text, STR("\"path\": \"\\ufffd\\udbff\\udfff\"")), "escapes instead of bytes: %.*s", STR_ARG(text));
	is_int(utf8_invalid(text), text.len, "all is UTF-8");
	diags_release(&diags);
	buf_release(&out);
}

static void test_names(void)
{
	enum report_format format = REPORT_TEXT;

	ok(report_format_named(STR("sarif"), &format) && format == REPORT_SARIF, "a format is found by its name");
	ok(report_format_named(STR("text"), &format) && format == REPORT_TEXT, "so is text");
	ok(!report_format_named(STR("xml"), &format) && !report_format_named(STR(""), &format), "others are not");
}

int main(void)
{
	test_quoting();
	test_long_lines();
	test_enormous_line();
	test_text();
	test_limit();
	test_machines();
	test_hostile_json();
	test_names();
	return done_testing();
}
