/* How it works: each format has a signature and one place where the size stands. JPEG alone must be walked, marker by
 * marker, and may be stored turned by a quarter (Exif orientation 5 to 8), which browsers undo. SVG has lengths with
 * units, or only the shape of its viewBox. Every read is checked against the end. */
#include "formats/image_size.h"

#include "base/arena.h"

/* Beyond this no browser draws, so the numbers are damage. */
enum { LARGEST = 1 << 24 };

struct size {
	uint32_t width, height;
};

static uint32_t byte(struct str s, size_t at)
{
	return at < s.len ? (unsigned char)s.data[at] : 0;
}

static uint32_t big16(struct str s, size_t at)
{
	return byte(s, at) << 8 | byte(s, at + 1);
}

static uint32_t big32(struct str s, size_t at)
{
	return big16(s, at) << 16 | big16(s, at + 2);
}

static uint32_t little16(struct str s, size_t at)
{
	return byte(s, at) | byte(s, at + 1) << 8;
}

static uint32_t little24(struct str s, size_t at)
{
	return little16(s, at) | byte(s, at + 2) << 16;
}

static struct size png(struct str s)
{
	if (s.len < 24 || !str_equal(str_slice(s, 12, 16), STR("IHDR")))
		return (struct size){0};
	return (struct size){big32(s, 16), big32(s, 20)};
}

static struct size gif(struct str s)
{
	return s.len < 10 ? (struct size){0} : (struct size){little16(s, 6), little16(s, 8)};
}

static struct size webp(struct str s)
{
	struct str chunk = s.len < 30 ? STR("") : str_slice(s, 12, 16);

	if (str_equal(chunk, STR("VP8X")))
		return (struct size){little24(s, 24) + 1, little24(s, 27) + 1};
	if (str_equal(chunk, STR("VP8L")) && byte(s, 20) == 0x2f) {
		uint32_t bits = little24(s, 21) | byte(s, 24) << 24;

		return (struct size){(bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1};
	}
	if (str_equal(chunk, STR("VP8 ")) && little24(s, 23) == 0x2a019d)
		return (struct size){little16(s, 26) & 0x3fff, little16(s, 28) & 0x3fff};
	return (struct size){0};
}

/* Whether an APP1 segment says that the picture lies on its side. */
static bool exif_turned(struct str segment)
{
	if (segment.len < 14 || !str_starts(segment, STR("Exif\0\0")))
		return false;
	struct str tiff = str_from_index(segment, 6);
	bool big = tiff.data[0] == 'M';
	size_t at = big ? big32(tiff, 4) : (little24(tiff, 4) | byte(tiff, 7) << 24);
	size_t count = big ? big16(tiff, at) : little16(tiff, at);
	for (size_t i = 0; i < count && at + 14 <= tiff.len; i++, at += 12) {
		if ((big ? big16(tiff, at + 2) : little16(tiff, at + 2)) != 0x0112)
			continue;
		uint32_t orientation = big ? big16(tiff, at + 10) : little16(tiff, at + 10);
		return orientation >= 5 && orientation <= 8;
	}
	return false;
}

/* SOF0 to SOF15, but for the three markers in that range that mean something else. */
static bool starts_frame(uint32_t marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static struct size jpeg(struct str s)
{
	bool turned = false;

	for (size_t at = 2; at + 4 <= s.len && byte(s, at) == 0xff;) {
		uint32_t marker = byte(s, at + 1);
		size_t length = big16(s, at + 2);

		if (marker == 0xff) { /* padding */
			at++;
			continue;
		}
		if (starts_frame(marker) && at + 9 <= s.len) {
			struct size size = {big16(s, at + 7), big16(s, at + 5)};

			return turned ? (struct size){size.height, size.width} : size;
		}
		if (marker == 0xda || length < 2) /* the picture itself, or nonsense */
			break;
		if (marker == 0xe1 && at + 2 + length <= s.len)
			turned = turned || exif_turned(str_slice(s, at + 4, at + 2 + length));
		at += 2 + length;
	}
	return (struct size){0};
}

static bool space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A decimal number at the front of *s, taken off; false when there is none. Locale-free, unlike strtod. */
static bool take_number(struct str *s, double *number)
{
	size_t at = 0, digits = 0;
	double value = 0, scale = 1;
	bool negative = s->len && s->data[0] == '-';

	if (s->len && (s->data[0] == '-' || s->data[0] == '+'))
		at = 1;
	for (; at < s->len && s->data[at] >= '0' && s->data[at] <= '9'; at++, digits++)
		value = value * 10 + (s->data[at] - '0');
	if (at < s->len && s->data[at] == '.')
		for (at++; at < s->len && s->data[at] >= '0' && s->data[at] <= '9'; at++, digits++)
			value += (s->data[at] - '0') * (scale /= 10);
	if (digits == 0)
		return false;
	*number = negative ? -value : value;
	*s = str_from_index(*s, at);
	return true;
}

/* A length in pixels; 0 for a percentage, another relative unit or none. */
static double pixels(struct str text)
{
	static const struct {
		struct str unit;
		double pixels;
	} units[] = {
		{STR_INIT(""), 1},
		{STR_INIT("px"), 1},
		{STR_INIT("pt"), 96.0 / 72},
		{STR_INIT("pc"), 16},
		{STR_INIT("in"), 96},
		{STR_INIT("cm"), 96 / 2.54},
		{STR_INIT("mm"), 96 / 25.4},
	};
	double number;

	text = str_trim(text);
	if (!take_number(&text, &number) || number <= 0 || number > LARGEST)
		return 0;
	for (size_t i = 0; i < COUNT_OF(units); i++)
		if (str_equal_ascii_case(text, units[i].unit))
			return number * units[i].pixels;
	return 0;
}

static bool view_box(struct str text, double *width, double *height)
{
	double numbers[4];

	for (size_t i = 0; i < 4; i++) {
		while (text.len && (space(text.data[0]) || text.data[0] == ','))
			text = str_from_index(text, 1);
		if (!take_number(&text, &numbers[i]))
			return false;
	}
	*width = numbers[2];
	*height = numbers[3];
	return *width > 0 && *height > 0 && *width <= LARGEST && *height <= LARGEST;
}

/* The value of an attribute in a start tag, without its quotes; "" when it is not there. */
static struct str attribute(struct str tag, struct str name)
{
	size_t at = 0;

	while (at < tag.len) {
		size_t start = at, equals;

		while (at < tag.len && !space(tag.data[at]) && tag.data[at] != '=')
			at++;
		struct str found = str_slice(tag, start, at);
		for (equals = at; equals < tag.len && space(tag.data[equals]);)
			equals++;
		if (equals >= tag.len || tag.data[equals] != '=') {
			at = equals > start ? equals : start + 1;
			continue;
		}
		for (at = equals + 1; at < tag.len && space(tag.data[at]);)
			at++;
		if (at >= tag.len || (tag.data[at] != '"' && tag.data[at] != '\''))
			continue;
		size_t end = str_find_char(tag, tag.data[at], at + 1);
		if (str_equal(found, name))
			return str_slice(tag, at + 1, end);
		for (at = end + 1; at < tag.len && space(tag.data[at]);)
			at++;
	}
	return STR("");
}

/* Skips a declaration, comment or instruction that may stand before the root. A document type may hold brackets with
 * tags of their own. */
static size_t skip_prolog(struct str s, size_t at)
{
	struct str rest = str_from_index(s, at);

	if (str_starts(rest, STR("<!--")))
		return str_find(s, STR("-->"), at + 4) + 3;
	if (str_starts(rest, STR("<?")))
		return str_find(s, STR("?>"), at + 2) + 2;
	size_t end = str_find_char(s, '>', at), bracket = str_find_char(str_slice(s, 0, end), '[', at);
	return bracket < end ? str_find(s, STR("]>"), bracket) + 2 : end + 1;
}

static struct size svg(struct str s)
{
	size_t at = str_find_char(s, '<', 0);

	while (at + 1 < s.len && (s.data[at + 1] == '!' || s.data[at + 1] == '?'))
		at = str_find_char(s, '<', skip_prolog(s, at));
	if (at + 4 >= s.len || !str_equal(str_slice(s, at, at + 4), STR("<svg")) || !space(s.data[at + 4]))
		return (struct size){0};
	size_t end = str_find_char(s, '>', at);
	if (end == s.len)
		return (struct size){0};
	struct str tag = str_slice(s, at + 5, end);
	double width = pixels(attribute(tag, STR("width"))), height = pixels(attribute(tag, STR("height")));
	double box_width, box_height;
	if ((width <= 0 || height <= 0) && view_box(attribute(tag, STR("viewBox")), &box_width, &box_height)) {
		/* one length and the shape give the other */
		if (width > 0)
			height = width * box_height / box_width;
		else if (height > 0)
			width = height * box_width / box_height;
		else
			width = box_width, height = box_height;
	}
	if (width <= 0 || height <= 0 || width > LARGEST || height > LARGEST)
		return (struct size){0};
	return (struct size){(uint32_t)(width + 0.5), (uint32_t)(height + 0.5)};
}

bool image_size(struct str bytes, uint32_t *width, uint32_t *height)
{
	struct size size;

	if (str_starts(bytes, STR("\x89PNG\r\n\x1a\n")))
		size = png(bytes);
	else if (str_starts(bytes, STR("\xff\xd8\xff")))
		size = jpeg(bytes);
	else if (str_starts(bytes, STR("GIF87a")) || str_starts(bytes, STR("GIF89a")))
		size = gif(bytes);
	else if (bytes.len > 12 && str_starts(bytes, STR("RIFF")) && str_equal(str_slice(bytes, 8, 12), STR("WEBP")))
		size = webp(bytes);
	else
		size = svg(bytes);
	bool known = size.width && size.height && size.width <= LARGEST && size.height <= LARGEST;
	*width = known ? size.width : 0;
	*height = known ? size.height : 0;
	return known;
}
