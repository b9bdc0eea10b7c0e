#include "base/die.h"

#include <stdlib.h>
#include <unistd.h>

_Noreturn void die_out_of_memory(void)
{
	static const char message[] = "glossa: out of memory\n";

	/* write(2), since stdio may want to allocate */
	if (write(STDERR_FILENO, message, sizeof(message) - 1) < 0)
		_exit(3);
	_exit(3);
}

void *must_alloc(size_t size)
{
	void *block = malloc(size ? size : 1);

	if (!block)
		die_out_of_memory();
	return block;
}

void *must_zalloc(size_t count, size_t size)
{
	void *block = calloc(count ? count : 1, size ? size : 1);

	if (!block)
		die_out_of_memory();
	return block;
}

void *must_realloc(void *block, size_t size)
{
	void *bigger = realloc(block, size ? size : 1);

	if (!bigger)
		die_out_of_memory();
	return bigger;
}
