#include "command/report.h"

#include <stdio.h>
#include <unistd.h>

#include "command/terminal.h"

enum { COLUMNS_WITHOUT_TERMINAL = 100 };

static const char *const FORMAT_NAMES[] = {
	[REPORT_TEXT] = "text", [REPORT_JSON] = "json", [REPORT_GITHUB] = "github", [REPORT_SARIF] = "sarif"};

bool report_format_named(struct str name, enum report_format *format)
{
	for (size_t i = 0; i < COUNT_OF(FORMAT_NAMES); i++) {
		if (str_equal(name, str_from(FORMAT_NAMES[i]))) {
			*format = (enum report_format)i;
			return true;
		}
	}
	return false;
}

struct report report_for(const struct call *call, enum report_format format)
{
	return (struct report){
		.format = format,
		.color = terminal_wants_color(call->color, isatty(STDERR_FILENO)),
		.quiet = call->quiet,
		.verbose = call->verbose,
		.columns = terminal_columns(STDERR_FILENO, COLUMNS_WITHOUT_TERMINAL),
	};
}

void report_write(struct buf *out, const struct report *report, const struct diags *diags)
{
	switch (report->format) {
	case REPORT_TEXT: report_text(out, report, diags); break;
	case REPORT_JSON: report_json(out, diags); break;
	case REPORT_GITHUB: report_github(out, diags); break;
	case REPORT_SARIF: report_sarif(out, diags); break;
	}
}

void report_print(const struct report *report, const struct diags *diags)
{
	struct buf out = {0};

	report_write(&out, report, diags);
	if (out.len)
		print_bytes(report->format == REPORT_TEXT ? stderr : stdout, buf_str(&out));
	buf_release(&out);
}

void print_bytes(FILE *stream, struct str bytes)
{
	if (bytes.len) /* fwrite wants an address even for nothing */
		fwrite(bytes.data, 1, bytes.len, stream);
}

void complain(const char *format, ...)
{
	struct arena arena = {0};
	struct buf out = {0};
	va_list arguments;

	va_start(arguments, format);
	buf_put(&out, STR("glossa: "));
	terminal_text(&out, str_vformat(&arena, format, arguments));
	va_end(arguments);
	buf_char(&out, '\n');
	print_bytes(stderr, buf_str(&out));
	buf_release(&out);
	arena_release(&arena);
}
