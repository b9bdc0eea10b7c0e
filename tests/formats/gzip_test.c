#include "formats/gzip.h"

#include "base/arena.h"
#include "tap.h"

/* Text that repeats itself now and then, longer than the pieces that zlib is given. */
static void fill(struct buf *buf, size_t length)
{
	uint64_t state = 1;

	while (buf->len < length) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		buf_printf(buf, "%x ", (unsigned)(state >> 56));
	}
	buf->len = length;
}

static void test_round_trips(void)
{
	static const size_t LENGTHS[] = {0, 1, 100, 65535, 65536, 65537, 500000};
	struct buf text = {0}, packed = {0}, again = {0};

	for (size_t i = 0; i < COUNT_OF(LENGTHS); i++) {
		buf_reset(&text);
		buf_reset(&packed);
		buf_reset(&again);
		fill(&text, LENGTHS[i]);
		buf_put(&packed, STR("before"));
		gzip_pack(&packed, buf_str(&text));
		gzip_pack(&again, buf_str(&text));
		struct str bytes = str_from_index(buf_str(&packed), 6);
		ok(gzip_holds(bytes, buf_str(&text)), "%zu bytes come back", LENGTHS[i]);
		is_str(bytes, buf_str(&again), "%zu bytes give the same each time", LENGTHS[i]);
		ok(bytes.len < 18 || memcmp(bytes.data, "\x1f\x8b\x08\0\0\0\0\0", 8) == 0, "without a time or a name");
		ok(LENGTHS[i] < 1000 || bytes.len * 2 < LENGTHS[i], "and are smaller");
	}
	buf_release(&text);
	buf_release(&packed);
	buf_release(&again);
}

static void test_what_is_not_the_same(void)
{
	struct buf packed = {0}, damaged = {0};
	struct str text = STR("The quick brown fox jumps over the lazy dog.");

	gzip_pack(&packed, text);
	struct str bytes = buf_str(&packed);
	ok(!gzip_holds(bytes, STR("The quick brown fox jumps over the lazy cat.")), "another text");
	ok(!gzip_holds(bytes, str_slice(text, 0, text.len - 1)), "a shorter one");
	ok(!gzip_holds(bytes, STR("The quick brown fox jumps over the lazy dog. And more.")), "a longer one");
	ok(!gzip_holds(STR(""), text) && !gzip_holds(STR("mine"), text), "what is no gzip");
	for (size_t i = 0; i < bytes.len; i++)
		if (gzip_holds(str_slice(bytes, 0, i), text))
			ok(false, "cut off at %zu", i);
	buf_put(&damaged, bytes);
	buf_char(&damaged, 'x');
	ok(!gzip_holds(buf_str(&damaged), text), "with something behind it");
	damaged.len = bytes.len;
	damaged.data[bytes.len - 6] ^= 1;
	ok(!gzip_holds(buf_str(&damaged), text), "with a wrong sum");
	buf_release(&packed);
	buf_release(&damaged);
}

static void check_suits(void)
{
	ok(gzip_suits(STR("terms/r2p.html"), 256) && gzip_suits(STR("a.css"), GZIP_MOST), "texts are compressed");
	ok(!gzip_suits(STR("a.html"), 255) && !gzip_suits(STR("a.json"), (uint64_t)GZIP_MOST + 1), "unless small or huge");
	ok(!gzip_suits(STR("a.woff2"), 9999) && !gzip_suits(STR("a.html.gz"), 9999) && !gzip_suits(STR("html"), 9999),
		"and nothing else");
}

int main(void)
{
	check_suits();
	test_round_trips();
	test_what_is_not_the_same();
	return done_testing();
}
