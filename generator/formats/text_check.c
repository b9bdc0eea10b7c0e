#include "formats/text_check.h"

#include <string.h>

#include "base/utf8.h"

enum { MOST_REPORTS = 20 }; /* of one kind: enough to see what the file is */

static const struct str BYTE_ORDER_MARK = STR_INIT("\xef\xbb\xbf");

/* Bytes that need no second look: what ASCII text is made of, but for the carriage return. */
static bool harmless(unsigned char byte)
{
	return (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\t';
}

static bool is_control(uint32_t c)
{
	/* the line separators and the byte order mark mean something else to each program that reads them */
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe ||
	       c == 0xffff;
}

/* Whether the character at flaw->offset is a flaw; fills the rest of it. */
static bool judge(struct str text, struct flaw *flaw)
{
	size_t at = flaw->offset;

	flaw->length = utf8_decode(text, at, &flaw->code_point);
	if (flaw->code_point == 0xfffd && flaw->length == 1) {
		flaw->code_point = (unsigned char)text.data[at];
		flaw->code = DIAG_TEXT_UTF8;
		return true;
	}
	if (text.data[at] == '\r' && (at + 1 == text.len || text.data[at + 1] == '\n'))
		return false;
	flaw->code = is_control(flaw->code_point)         ? DIAG_TEXT_CONTROL
	             : utf8_is_reserved(flaw->code_point) ? DIAG_TEXT_RESERVED
	                                                  : DIAG_TEXT_BIDI;
	return flaw->code != DIAG_TEXT_BIDI || utf8_is_bidi_control(flaw->code_point);
}

/* Whether eight bytes are all ASCII and not control characters. */
static bool all_plain(const char *eight)
{
	const uint64_t high_bits = 0x8080808080808080u, ones = 0x0101010101010101u;
	uint64_t bytes;

	memcpy(&bytes, eight, 8);
	/* a byte below 0x20 borrows, one of 0x7f carries, one of 0x80 and above has the bit already */
	return (((bytes - ones * 0x20) | (bytes + ones) | bytes) & high_bits) == 0;
}

bool text_flaw(struct str text, size_t from, struct flaw *flaw)
{
	size_t at = from;

	for (;;) {
		while (at < text.len) {
			if (at + 8 <= text.len && all_plain(text.data + at))
				at += 8;
			else if (harmless((unsigned char)text.data[at]))
				at++;
			else
				break;
		}
		if (at >= text.len)
			return false;
		flaw->offset = at;
		if (judge(text, flaw))
			return true;
		at += flaw->length;
	}
}

void flaw_report(const struct flaw *flaw, struct str path, struct place place, struct diags *diags)
{
	switch (flaw->code) {
	case DIAG_TEXT_UTF8:
		diag_add_span(diags, flaw->code, path, place, 1, "the byte 0x%02X is not valid UTF-8; save the file as UTF-8",
			flaw->code_point);
		break;
	case DIAG_TEXT_CONTROL:
		diag_add_span(diags, flaw->code, path, place, 1, "the control character U+%04X; delete it", flaw->code_point);
		break;
	case DIAG_TEXT_RESERVED:
		diag_add_span(diags, flaw->code, path, place, 1,
			"the character U+%04X is reserved for glossa's own marks; use another", flaw->code_point);
		break;
	default:
		diag_add_span(diags, flaw->code, path, place, 1,
			"the invisible character U+%04X changes the direction of the text; delete it", flaw->code_point);
	}
}

static bool is_utf16(struct str text)
{
	return str_starts(text, STR("\xfe\xff")) || str_starts(text, STR("\xff\xfe"));
}

void text_clean(struct buf *clean, struct str text)
{
	struct flaw flaw;
	size_t kept = 0;

	for (size_t at = 0; text_flaw(text, at, &flaw); at = flaw.offset + flaw.length) {
		if (flaw.code == DIAG_TEXT_BIDI)
			continue;
		buf_put(clean, str_slice(text, kept, flaw.offset));
		buf_utf8(clean, 0xfffd);
		kept = flaw.offset + flaw.length;
	}
	buf_put(clean, str_from_index(text, kept));
}

struct str text_check(struct buf *clean, struct str text, struct str path, uint32_t first_line, struct diags *diags)
{
	size_t reports[DIAG_CODE_COUNT] = {0};
	bool broken = false;
	struct flaw flaw;

	if (is_utf16(text)) {
		diag_add(diags, DIAG_TEXT_UTF8, path, (struct place){first_line, 1}, "this is UTF-16; save the file as UTF-8");
		return STR("");
	}
	if (first_line == 1 && str_starts(text, BYTE_ORDER_MARK))
		text = str_from_index(text, BYTE_ORDER_MARK.len);
	for (size_t at = 0; text_flaw(text, at, &flaw); at = flaw.offset + flaw.length) {
		if (reports[flaw.code]++ < MOST_REPORTS)
			flaw_report(&flaw, path, place_at(text, flaw.offset, first_line), diags);
		broken = broken || flaw.code != DIAG_TEXT_BIDI;
	}
	if (!broken)
		return text;
	text_clean(clean, text);
	return buf_str(clean);
}
