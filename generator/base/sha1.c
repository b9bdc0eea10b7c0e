/* FIPS 180-4, section 6.1: the message in blocks of 64 bytes, padded with a bit, zeros and its length in bits. */
#include "base/sha1.h"

enum { BLOCK = 64, LENGTH_BYTES = 8 };

struct sha1 {
	uint32_t state[5];
	unsigned char block[BLOCK];
	size_t filled; /* bytes of the block that are there */
	uint64_t length;
};

static inline uint32_t turn(uint32_t word, unsigned bits)
{
	return word << bits | word >> (32 - bits);
}

static inline uint32_t big_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline uint32_t mix(unsigned first, uint32_t b, uint32_t c, uint32_t d)
{
	switch (first) {
	case 0: return (d ^ (b & (c ^ d))) + 0x5a827999;
	case 20: return (b ^ c ^ d) + 0x6ed9eba1;
	case 40: return ((b & c) | (d & (b | c))) + 0x8f1bbcdc;
	default: return (b ^ c ^ d) + 0xca62c1d6;
	}
}

/* Those that mix alike: `first` is a constant where this is inlined, so that no round has to ask how. */
static inline void twenty_rounds(unsigned first, uint32_t v[5], const uint32_t *words)
{
	for (unsigned round = first; round < first + 20; round++) {
		uint32_t next = turn(v[0], 5) + mix(first, v[1], v[2], v[3]) + v[4] + words[round];

		v[4] = v[3];
		v[3] = v[2];
		v[2] = turn(v[1], 30);
		v[1] = v[0];
		v[0] = next;
	}
}

static void digest_block(uint32_t state[5], const unsigned char *block)
{
	uint32_t words[80], v[5];

	memcpy(v, state, sizeof(v));
	for (size_t i = 0; i < 16; i++)
		words[i] = big_endian(block + 4 * i);
	for (size_t i = 16; i < 80; i++)
		words[i] = turn(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
	twenty_rounds(0, v, words);
	twenty_rounds(20, v, words);
	twenty_rounds(40, v, words);
	twenty_rounds(60, v, words);
	for (size_t i = 0; i < 5; i++)
		state[i] += v[i];
}

static void add(struct sha1 *hash, struct str bytes)
{
	const unsigned char *from = (const unsigned char *)bytes.data;
	size_t left = bytes.len;

	hash->length += bytes.len;
	while (left > 0) {
		size_t room = BLOCK - hash->filled, taken = left < room ? left : room;

		if (hash->filled == 0 && left >= BLOCK) {
			digest_block(hash->state, from);
			taken = BLOCK;
		} else {
			memcpy(hash->block + hash->filled, from, taken);
			hash->filled += taken;
			if (hash->filled == BLOCK) {
				digest_block(hash->state, hash->block);
				hash->filled = 0;
			}
		}
		from += taken;
		left -= taken;
	}
}

static void finish(struct sha1 *hash, unsigned char digest[SHA1_BYTES])
{
	uint64_t bits = hash->length * 8;
	char length[LENGTH_BYTES];

	for (size_t i = 0; i < LENGTH_BYTES; i++)
		length[i] = (char)(bits >> (56 - 8 * i));
	add(hash, STR("\x80"));
	while (hash->filled != BLOCK - LENGTH_BYTES)
		add(hash, STR("\0"));
	add(hash, (struct str){length, LENGTH_BYTES});
	for (size_t i = 0; i < SHA1_BYTES; i++)
		digest[i] = (unsigned char)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

void sha1(const struct str *pieces, size_t count, unsigned char digest[SHA1_BYTES])
{
	struct sha1 hash = {.state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}};

	for (size_t i = 0; i < count; i++)
		add(&hash, pieces[i]);
	finish(&hash, digest);
}
