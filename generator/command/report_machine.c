/* The formats for machines. What a terminal must not get is escaped here too, as JSON or as text: their output is
 * looked at as well. */
#include "base/utf8.h"
#include "command/report.h"
#include "command/terminal.h"
#include "formats/escape.h"
#include "formats/json.h"

static const char *severity_name(const struct diag *diag)
{
	return diag->severity == SEVERITY_ERROR ? "error" : "warning";
}

static void put_escape(struct buf *out, uint32_t c)
{
	if (c < 0x10000)
		buf_printf(out, "\\u%04x", (unsigned)c);
	else
		buf_printf(out, "\\u%04x\\u%04x", (unsigned)(0xd7c0 + (c >> 10)), (unsigned)(0xdc00 + (c & 0x3ff)));
}

/* A JSON string in which nothing is invisible and all is UTF-8. */
void report_json_string(struct buf *out, struct str text)
{
	struct buf quoted = {0};
	uint32_t c;

	json_string(&quoted, text);
	struct str json = buf_str(&quoted);
	for (size_t at = 0; at < json.len;) {
		size_t length = utf8_decode(json, at, &c);
		bool invalid = length == 1 && c == 0xfffd;

		if (invalid || (c >= 0x80 && terminal_hides(c)))
			put_escape(out, c);
		else
			buf_put(out, str_slice(json, at, at + length));
		at += length;
	}
	buf_release(&quoted);
}

void report_json(struct buf *out, const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];

		buf_put(out, i ? STR(",\n{\"path\": ") : STR("[\n{\"path\": "));
		report_json_string(out, diag->path);
		buf_printf(out,
			", \"line\": %u, \"column\": %u, \"length\": %u, \"severity\": \"%s\", \"code\": \"%s\", \"message\": ",
			(unsigned)diag->place.line, (unsigned)diag->place.column, (unsigned)diag->length, severity_name(diag),
			DIAG_INFO[diag->code].name);
		report_json_string(out, diag->message);
		buf_char(out, '}');
	}
	buf_put(out, diags->count ? STR("\n]\n") : STR("[]\n"));
}

/* Workflow commands end at a line end; in their properties , and : have a meaning too. */
static void put_workflow_text(struct buf *out, struct str text, const char *special)
{
	struct buf visible = {0};

	terminal_text(&visible, text);
	for (size_t i = 0; i < visible.len; i++) {
		unsigned char c = (unsigned char)visible.data[i];

		if (strchr(special, c))
			buf_printf(out, "%%%02X", c);
		else
			buf_char(out, (char)c);
	}
	buf_release(&visible);
}

void report_github(struct buf *out, const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];

		buf_printf(out, "::%s ", severity_name(diag));
		if (diag->path.len) {
			buf_put(out, STR("file="));
			put_workflow_text(out, diag->path, "%\r\n,:");
			buf_char(out, ',');
		}
		if (diag->place.line)
			buf_printf(out, "line=%u,", (unsigned)diag->place.line);
		if (diag->place.line && diag->place.column)
			buf_printf(out, "col=%u,", (unsigned)diag->place.column);
		buf_printf(out, "title=%s::", DIAG_INFO[diag->code].name);
		put_workflow_text(out, diag->message, "%\r\n");
		buf_char(out, '\n');
	}
}

static void put_rules(struct buf *out)
{
	for (size_t i = 0; i < DIAG_CODE_COUNT; i++) {
		const struct diag_info *info = &DIAG_INFO[i];

		buf_printf(out, "%s\n    {\"id\": \"%s\", \"fullDescription\": {\"text\": ", i ? "," : "", info->name);
		report_json_string(out, str_from(info->explanation));
		buf_printf(out, "}, \"defaultConfiguration\": {\"level\": \"%s\"}}",
			info->severity == SEVERITY_ERROR     ? "error"
			: info->severity == SEVERITY_WARNING ? "warning"
												 : "none");
	}
}

/* Only what is known of the place: SARIF counts from 1, and a region has to have a line. */
static void put_location(struct buf *out, const struct diag *diag)
{
	struct buf address = {0};
	uint32_t column = diag->place.column;

	if (!diag->path.len)
		return;
	escape_path(&address, diag->path);
	buf_put(out, STR(", \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": "));
	report_json_string(out, buf_str(&address));
	buf_char(out, '}');
	if (diag->place.line)
		buf_printf(out, ", \"region\": {\"startLine\": %u", (unsigned)diag->place.line);
	if (diag->place.line && column)
		buf_printf(out, ", \"startColumn\": %u", (unsigned)column);
	if (diag->place.line && column && diag->length)
		buf_printf(out, ", \"endColumn\": %u", (unsigned)(column + diag->length));
	buf_put(out, diag->place.line ? STR("}}}]") : STR("}}]"));
	buf_release(&address);
}

void report_sarif(struct buf *out, const struct diags *diags)
{
	buf_put(out,
		STR("{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\", \"runs\": [{\n"
			"  \"tool\": {\"driver\": {\"name\": \"glossa\", \"version\": "));
	report_json_string(out, str_from(command_version_text()));
	buf_put(out, STR(", \"rules\": ["));
	put_rules(out);
	buf_put(out, STR("\n  ]}},\n  \"columnKind\": \"unicodeCodePoints\",\n  \"results\": ["));
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];

		buf_printf(out,
			"%s\n    {\"ruleId\": \"%s\", \"ruleIndex\": %u, \"level\": \"%s\", \"message\": {\"text\": ", i ? "," : "",
			DIAG_INFO[diag->code].name, (unsigned)diag->code, severity_name(diag));
		report_json_string(out, diag->message);
		buf_char(out, '}');
		put_location(out, diag);
		buf_char(out, '}');
	}
	buf_put(out, STR("\n  ]\n}]}\n"));
}
