/* How it works: diagnostics come sorted, so those of one file stand together; each such group is limited on its own.
 * A line is quoted with what a terminal must not get made visible and tabs widened, so that the caret stands where the
 * eye expects it; of a line that is too long the part around the caret is shown. */
#include "command/report.h"

#include "base/utf8.h"
#include "command/terminal.h"

enum { MOST_OF_A_FILE = 20, MARGIN = 8 /* "   41 | " */, NARROWEST_QUOTE = 20 };

enum role { ROLE_PLACE, ROLE_ERROR, ROLE_WARNING, ROLE_CARET };
static const char *const COLORS[] = {
	[ROLE_PLACE] = "\x1b[1m", [ROLE_ERROR] = "\x1b[1;31m", [ROLE_WARNING] = "\x1b[1;33m", [ROLE_CARET] = "\x1b[1;32m"};

struct printer {
	struct buf *out;
	const struct report *report;
	/* the line quoted last, and how far its characters were counted: further ones on it come in order */
	struct str path;
	uint32_t line;
	struct str text;
	uint32_t column;
	size_t offset;
};

static void paint(struct printer *printer, enum role role)
{
	if (printer->report->color)
		buf_put(printer->out, str_from(COLORS[role]));
}

static void unpaint(struct printer *printer)
{
	if (printer->report->color)
		buf_put(printer->out, STR("\x1b[0m"));
}

static size_t measure(struct str text, size_t from, size_t to, size_t most)
{
	size_t columns = 0;

	while (from < to && columns <= most)
		from = terminal_character(NULL, text, from, &columns);
	return columns;
}

/* The earliest start from which `room` columns lead to `at`. */
static size_t step_back(struct str text, size_t at, size_t room)
{
	size_t used = 0;

	while (at > 0) {
		uint32_t c;
		size_t before = at - utf8_decode_before(text, at, &c);

		terminal_character(NULL, text, before, &used);
		if (used > room)
			break;
		at = before;
	}
	return at;
}

/* The last end that `room` columns reach. */
static size_t step_forward(struct str text, size_t at, size_t room)
{
	size_t used = 0;

	while (at < text.len) {
		size_t next = terminal_character(NULL, text, at, &used);

		if (used > room)
			break;
		at = next;
	}
	return at;
}

static size_t skip_characters(struct str text, size_t at, uint32_t count)
{
	uint32_t c;

	while (count-- > 0 && at < text.len)
		at += utf8_decode(text, at, &c);
	return at;
}

static struct str without_line_end(struct str line)
{
	while (line.len && (line.data[line.len - 1] == '\n' || line.data[line.len - 1] == '\r'))
		line.len--;
	return line;
}

/* Fetches the line and finds the byte of the column on it; false when there is no such line. */
static bool find_place(struct printer *printer, const struct diag *diag)
{
	const struct report *report = printer->report;
	uint32_t column = diag->place.column ? diag->place.column : 1;

	if (!printer->text.data || printer->line != diag->place.line || !str_equal(printer->path, diag->path)) {
		printer->path = diag->path;
		printer->line = diag->place.line;
		printer->text = without_line_end(report->line_of(report->context, diag->path, diag->place.line));
		printer->column = UINT32_MAX;
	}
	if (column < printer->column) {
		printer->column = 1;
		printer->offset = 0;
	}
	if (!printer->text.data)
		return false;
	printer->offset = skip_characters(printer->text, printer->offset, column - printer->column);
	printer->column = column;
	return true;
}

static void draw_caret(struct printer *printer, size_t blank, size_t marked)
{
	buf_printf(printer->out, "      | %*s", (int)blank, "");
	paint(printer, ROLE_CARET);
	buf_char(printer->out, '^');
	for (; marked > 1; marked--)
		buf_char(printer->out, '~');
	unpaint(printer);
	buf_char(printer->out, '\n');
}

static void quote(struct printer *printer, const struct diag *diag)
{
	struct buf *out = printer->out;
	size_t room = printer->report->columns;

	if (diag->place.line == 0 || !printer->report->line_of || !find_place(printer, diag))
		return;
	struct str text = printer->text;
	size_t caret = printer->offset, start = 0, end = text.len, columns = 0;
	room = room > MARGIN + NARROWEST_QUOTE ? room - MARGIN : NARROWEST_QUOTE;
	if (measure(text, 0, end, room) > room) {
		size_t behind = measure(text, caret, end, room / 2);

		behind = behind > room / 2 ? room / 2 : behind;
		start = step_back(text, caret, room - behind - 2);
		end = step_forward(text, start, room - 2);
	}
	buf_printf(out, "%5u |%s%s", (unsigned)diag->place.line, text.len ? " " : "", start > 0 ? "…" : "");
	for (size_t at = start; at < end;)
		at = terminal_character(out, text, at, &columns);
	buf_put(out, end < text.len ? STR("…\n") : STR("\n"));
	size_t marked_end = skip_characters(text, caret, diag->length);
	draw_caret(printer, (start > 0) + measure(text, start, caret, SIZE_MAX - 1),
		measure(text, caret, marked_end < end ? marked_end : end, SIZE_MAX - 1));
}

static void head(struct printer *printer, const struct diag *diag)
{
	struct buf *out = printer->out;
	bool error = diag->severity == SEVERITY_ERROR;

	paint(printer, ROLE_PLACE);
	terminal_text(out, diag->path.len ? diag->path : STR("glossa"));
	if (diag->place.line)
		buf_printf(out, ":%u", (unsigned)diag->place.line);
	if (diag->place.line && diag->place.column)
		buf_printf(out, ":%u", (unsigned)diag->place.column);
	buf_put(out, STR(":"));
	unpaint(printer);
	buf_char(out, ' ');
	paint(printer, error ? ROLE_ERROR : ROLE_WARNING);
	buf_put(out, error ? STR("error:") : STR("warning:"));
	unpaint(printer);
	buf_char(out, ' ');
	terminal_text(out, diag->message);
	buf_printf(out, " [%s]\n", DIAG_INFO[diag->code].name);
}

/* Those of one file, which are items[0] … items[count - 1]. Where not all can be shown, errors come before warnings. */
static void report_file(struct printer *printer, const struct diag *items, size_t count)
{
	const struct report *report = printer->report;
	size_t errors = 0, left_out = 0;

	for (size_t i = 0; i < count; i++)
		errors += items[i].severity == SEVERITY_ERROR;
	size_t limit = report->verbose ? count : MOST_OF_A_FILE;
	size_t errors_left = errors < limit ? errors : limit;
	size_t warnings_left = report->quiet ? 0 : limit - errors_left;
	for (size_t i = 0; i < count; i++) {
		bool error = items[i].severity == SEVERITY_ERROR;
		size_t *left = error ? &errors_left : &warnings_left;

		if (*left > 0) {
			(*left)--;
			head(printer, &items[i]);
			quote(printer, &items[i]);
		} else if (error || !report->quiet) {
			left_out++;
		}
	}
	if (left_out == 0)
		return;
	terminal_text(printer->out, items[0].path.len ? items[0].path : STR("glossa"));
	buf_printf(printer->out, ": … and %zu more in this file\n", left_out);
}

static void count_line(struct buf *out, const struct diags *diags)
{
	if (diags->errors)
		buf_printf(out, "%zu error%s", diags->errors, diags->errors == 1 ? "" : "s");
	if (diags->errors && diags->warnings)
		buf_put(out, STR(", "));
	if (diags->warnings)
		buf_printf(out, "%zu warning%s", diags->warnings, diags->warnings == 1 ? "" : "s");
	buf_char(out, '\n');
}

void report_text(struct buf *out, const struct report *report, const struct diags *diags)
{
	struct printer printer = {.out = out, .report = report};

	for (size_t first = 0, next; first < diags->count; first = next) {
		for (next = first + 1; next < diags->count; next++)
			if (!str_equal(diags->items[first].path, diags->items[next].path))
				break;
		report_file(&printer, &diags->items[first], next - first);
	}
	if (diags->count && !report->quiet)
		count_line(out, diags);
}
