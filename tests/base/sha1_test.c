#include "base/sha1.h"

#include "base/arena.h"
#include "base/buf.h"
#include "tap.h"

static void is_digest(const struct str *pieces, size_t count, const char *expected, const char *what)
{
	unsigned char digest[SHA1_BYTES];
	struct buf hex = {0};

	sha1(pieces, count, digest);
	for (size_t i = 0; i < SHA1_BYTES; i++)
		buf_printf(&hex, "%02x", digest[i]);
	is_str(buf_str(&hex), str_from(expected), "%s", what);
	buf_release(&hex);
}

/* FIPS 180-4's own examples, and what git says of a file. */
static void test_examples(void)
{
	struct str abc = STR("abc"), blob[] = {STR("blob 14\0"), STR("Hello, World!\n")};
	struct str two = STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");

	is_digest(NULL, 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709", "nothing");
	is_digest(&abc, 1, "a9993e364706816aba3e25717850c26c9cd0d89d", "abc");
	is_digest(&two, 1, "84983e441c3bd26ebaae4aa1f95129e5e54670f1", "56 bytes: the length needs another block");
	is_digest(blob, 2, "8ab686eafeb1f44702738c8b0f24f2567c36da6d", "a blob of git's, in two pieces");
}

/* Whatever the pieces, the digest is that of the whole: around the ends of blocks. */
static void test_pieces(void)
{
	struct arena arena = {0};
	struct str whole = str_format(&arena, "%0200d", 7);
	unsigned char expected[SHA1_BYTES], digest[SHA1_BYTES];
	size_t wrong = 0;

	sha1(&whole, 1, expected);
	for (size_t at = 0; at <= whole.len; at++) {
		struct str pieces[] = {str_slice(whole, 0, at), str_from_index(whole, at)};

		sha1(pieces, 2, digest);
		wrong += memcmp(digest, expected, SHA1_BYTES) != 0;
	}
	is_int(wrong, 0, "200 bytes, cut anywhere");
	arena_release(&arena);
}

int main(void)
{
	test_examples();
	test_pieces();
	return done_testing();
}
