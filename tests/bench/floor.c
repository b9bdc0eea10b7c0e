/*
 * floor: what cannot be avoided. Reads each .md file below FOLDER in turn, lets libcmark parse it and render HTML, and
 * drops the result; one thread. Prints the CPU seconds it took, reading included.
 *
 *     floor FOLDER
 */
#include <cmark.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static double cpu_seconds(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6 + (double)usage.ru_stime.tv_sec +
	       (double)usage.ru_stime.tv_usec / 1e6;
}

static char *read_file(const char *path, size_t length)
{
	FILE *in = fopen(path, "rb");
	char *bytes = malloc(length ? length : 1);
	if (!in || !bytes || fread(bytes, 1, length, in) != length) {
		fprintf(stderr, "floor: cannot read %s\n", path);
		exit(3);
	}
	fclose(in);
	return bytes;
}

static int visit(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)place;
	size_t end = strlen(path);
	if (kind != FTW_F || end < 3 || strcmp(path + end - 3, ".md") != 0)
		return 0;
	size_t length = (size_t)status->st_size;
	char *bytes = read_file(path, length);
	free(cmark_markdown_to_html(bytes, length, CMARK_OPT_DEFAULT));
	free(bytes);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: floor FOLDER\n");
		return 2;
	}
	if (nftw(argv[1], visit, 32, FTW_PHYS) != 0)
		return 3;
	printf("%.3f\n", cpu_seconds());
	return 0;
}
