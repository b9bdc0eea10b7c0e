#include "base/buf.h"

#include "base/utf8.h"
#include "tap.h"

static void test_appending(void)
{
	struct buf buf = {0};

	is_str(buf_str(&buf), STR(""), "a zero buf is empty");
	buf_put(&buf, STR("one"));
	buf_put(&buf, (struct str){0});
	buf_char(&buf, ' ');
	buf_printf(&buf, "%d%s", 2, "x");
	buf_printf(&buf, "%s", "");
	is_str(buf_str(&buf), STR("one 2x"), "what is appended follows");
	size_t capacity = buf.capacity;
	buf_reset(&buf);
	ok(buf.len == 0 && buf.capacity == capacity, "reset keeps the memory");
	buf_put(&buf, STR("again"));
	is_str(buf_str(&buf), STR("again"), "and it can be used again");
	buf_release(&buf);
	ok(buf.data == NULL && buf.len == 0 && buf.capacity == 0, "release leaves zero");
}

static void test_growing(void)
{
	struct buf buf = {0};
	bool kept = true;
	size_t moves = 0, capacity = 0;

	for (int i = 0; i < 100000; i++) {
		buf_char(&buf, (char)('a' + i % 26));
		moves += buf.capacity != capacity;
		capacity = buf.capacity;
	}
	for (int i = 0; i < 100000; i++)
		kept = kept && buf.data[i] == (char)('a' + i % 26);
	ok(kept, "growing keeps the bytes");
	ok(moves < 12, "and doubles: %zu moves", moves);
	buf_reset(&buf);
	buf_printf(&buf, "%*s", (int)capacity + 1000, "x");
	is_int(buf.len, capacity + 1000, "printf makes room for what it prints");
	buf_reserve(&buf, 1 << 20);
	ok(buf.capacity - buf.len >= 1 << 20, "room can be made beforehand");
	buf_release(&buf);
}

static void test_utf8(void)
{
	static const uint32_t EDGES[] = {0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
	static const size_t LENGTHS[] = {1, 1, 2, 2, 3, 3, 3, 3, 4, 4};
	struct buf buf = {0};

	for (size_t i = 0; i < sizeof(EDGES) / sizeof(*EDGES); i++) {
		uint32_t point = 1;

		buf_reset(&buf);
		buf_utf8(&buf, EDGES[i]);
		ok(buf.len == LENGTHS[i] && utf8_decode(buf_str(&buf), 0, &point) == buf.len && point == EDGES[i],
			"U+%04X is written and read", (unsigned)EDGES[i]);
	}
	buf_release(&buf);
}

int main(void)
{
	test_appending();
	test_growing();
	test_utf8();
	return done_testing();
}
