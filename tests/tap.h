/* The Test Anything Protocol for our unit tests, in the manner of libtap. One program, one main:
 *
 *   int main(void)
 *   {
 *       ok(1 + 1 == 2, "one and one");
 *       is_int(utf8_count(STR("ä")), 1, "%s counts once", "ä");
 *       is_str(buf_str(&buf), STR("text"), "what was appended");
 *       return done_testing();
 *   }
 *
 * Each check returns whether it held and says on standard error where and how it did not. plan(n), called first, makes
 * a program that ends early fail; skip_all() ends a program that cannot run here. */
#ifndef GLOSSA_TESTS_TAP_H
#define GLOSSA_TESTS_TAP_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"

struct tap {
	int planned; /* 0 while unknown */
	int run;
	int failed;
};

static inline struct tap *tap_state(void)
{
	static struct tap state;

	return &state;
}

/* Bytes that would break the protocol or the terminal are shown as \xNN. */
static inline void tap_bytes(FILE *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c == '\n')
			fputs("\\n", out);
		else if (c < ' ' || c == 0x7f)
			fprintf(out, "\\x%02x", c);
		else
			fputc(c, out);
	}
}

PRINTF_LIKE(1, 2) static inline void diagnostic(const char *format, ...)
{
	va_list arguments;

	fputs("# ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

static inline void plan(int count)
{
	tap_state()->planned = count;
	printf("1..%d\n", count);
	fflush(stdout);
}

PRINTF_LIKE(4, 0)
static inline bool tap_verdict(bool passed, const char *file, int line, const char *format, va_list arguments)
{
	struct tap *tap = tap_state();
	char name[256];

	vsnprintf(name, sizeof(name), format, arguments);
	tap->run++;
	tap->failed += !passed;
	printf("%sok %d - ", passed ? "" : "not ", tap->run);
	for (const char *c = name; *c; c++) {
		if (*c == '#')
			putchar('\\');
		putchar(*c == '\n' ? ' ' : *c);
	}
	putchar('\n');
	fflush(stdout); /* what has passed stays said when the next check crashes */
	if (!passed)
		diagnostic("failed: %s, at %s line %d", name, file, line);
	return passed;
}

PRINTF_LIKE(4, 5) static inline bool tap_ok(bool passed, const char *file, int line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tap_verdict(passed, file, line, format, arguments);
	va_end(arguments);
	return passed;
}

PRINTF_LIKE(5, 6)
static inline bool tap_is_int(intmax_t got, intmax_t want, const char *file, int line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tap_verdict(got == want, file, line, format, arguments);
	va_end(arguments);
	if (got != want)
		diagnostic("  got %" PRIdMAX ", want %" PRIdMAX, got, want);
	return got == want;
}

PRINTF_LIKE(5, 6)
static inline bool tap_is_str(struct str got, struct str want, const char *file, int line, const char *format, ...)
{
	bool same = str_equal(got, want);
	va_list arguments;

	va_start(arguments, format);
	tap_verdict(same, file, line, format, arguments);
	va_end(arguments);
	if (!same) {
		fputs("#   got  \"", stderr);
		tap_bytes(stderr, got);
		fputs("\"\n#   want \"", stderr);
		tap_bytes(stderr, want);
		fputs("\"\n", stderr);
	}
	return same;
}

#define ok(condition, ...) tap_ok((condition), __FILE__, __LINE__, __VA_ARGS__)
#define is_int(got, want, ...) tap_is_int((intmax_t)(got), (intmax_t)(want), __FILE__, __LINE__, __VA_ARGS__)
#define is_str(got, want, ...) tap_is_str((got), (want), __FILE__, __LINE__, __VA_ARGS__)

/* Counts as passed: for what this machine cannot show. */
static inline void skip(const char *reason)
{
	printf("ok %d # SKIP %s\n", ++tap_state()->run, reason);
}

_Noreturn static inline void skip_all(const char *reason)
{
	printf("1..0 # SKIP %s\n", reason);
	exit(0);
}

/* The exit status of main: 0 when all that was planned ran and passed. */
static inline int done_testing(void)
{
	const struct tap *tap = tap_state();

	if (!tap->planned)
		printf("1..%d\n", tap->run);
	else if (tap->planned != tap->run)
		diagnostic("planned %d tests but ran %d", tap->planned, tap->run);
	if (tap->failed)
		diagnostic("%d of %d tests failed", tap->failed, tap->run);
	return tap->failed || tap->run == 0 || (tap->planned && tap->planned != tap->run);
}

#endif
