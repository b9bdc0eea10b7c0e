#define _GNU_SOURCE /* O_CLOEXEC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "command/building.h"
#include "command/replace_files.h"
#include "link/ledger.h"

enum { UPDATE };

static const struct option OPTIONS[] = {
	[UPDATE] = {0, "update", NULL, "write the ledger anew: what is published now, and what aliases keep"},
	{0},
};

static const struct example EXAMPLES[] = {
	{"glossa ledger", "what has come since, and what has gone"},
	{"glossa ledger --update", "begins the ledger; later, takes in what is new and gives up what is lost"},
	{0},
};

#define PATH "content/ledger.txt"

static const char HEAD[] =
	"# Addresses that have been published: `glossa check` sees to it that each goes on leading somewhere.\n"
	"# When a new edition is out, `glossa ledger --update` takes in what has come with it.\n";

/* What the ledger says of a handbook, each list in byte order. */
struct account {
	struct ledger ledger;
	struct str *added, *lost, *kept; /* kept: what a new ledger holds, `added` among it */
	size_t added_count, lost_count, kept_count;
};

static int by_bytes(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* In order, each once. */
static size_t sort_texts(struct str *texts, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(texts, count, sizeof(*texts), by_bytes);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || !str_equal(texts[kept - 1], texts[i]))
			texts[kept++] = texts[i];
	return kept;
}

static void take_stock(struct arena *arena, const struct site *site, struct account *account)
{
	struct ledger *ledger = &account->ledger;

	ledger_compare(arena, site, ledger);
	account->added = arena_array(arena, struct str, ledger->published.count);
	account->lost = arena_array(arena, struct str, ledger->count);
	account->kept = arena_array(arena, struct str, ledger->published.count + ledger->count);
	for (size_t i = 0; i < ledger->published.count; i++) {
		struct str text = ledger->published.items[i].key;

		account->kept[account->kept_count++] = text;
		if (!map_has(&ledger->promised, text))
			account->added[account->added_count++] = text;
	}
	for (size_t i = 0; i < ledger->count; i++) {
		const struct ledger_line *line = &ledger->lines[i];

		if (line->holds)
			account->kept[account->kept_count++] = line->text;
		else if (line->fault == LEDGER_FINE)
			account->lost[account->lost_count++] = line->text;
	}
	account->added_count = sort_texts(account->added, account->added_count);
	account->lost_count = sort_texts(account->lost, account->lost_count);
	account->kept_count = sort_texts(account->kept, account->kept_count);
}

static void print_signed(char sign, const struct str *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		printf("%c ", sign);
		print_bytes(stdout, texts[i]);
		putchar('\n');
	}
}

static enum outcome show(const struct call *call, const struct account *account)
{
	print_signed('-', account->lost, account->lost_count);
	print_signed('+', account->added, account->added_count);
	if (call->quiet)
		return account->lost_count ? OUTCOME_CONTENT : OUTCOME_OK;
	if (!account->ledger.kept)
		fprintf(stderr, "there is no ledger yet; `glossa ledger --update` begins one with %zu addresses\n",
			account->added_count);
	else
		fprintf(stderr, "%zu new, %zu lost, %zu in the ledger\n", account->added_count, account->lost_count,
			account->ledger.promised.count);
	return account->lost_count ? OUTCOME_CONTENT : OUTCOME_OK;
}

/* A ledger that is not there begins empty, which promises nothing. */
static bool begin_file(void)
{
	int file = open(PATH, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	enum file_type type;

	if (file >= 0)
		return close(file) == 0;
	if (errno != EEXIST || !file_type_at(AT_FDCWD, PATH, &type))
		return false;
	errno = EISDIR;
	return type == FILE_REGULAR || type == FILE_LINK;
}

static enum outcome update(const struct call *call, const struct account *account)
{
	struct replacement item = {.path = STR(PATH), .new_path = STR(PATH)};
	struct buf text = {0};
	struct str failed = STR(PATH);

	buf_put(&text, str_from(HEAD));
	for (size_t i = 0; i < account->kept_count; i++) {
		buf_put(&text, account->kept[i]);
		buf_char(&text, '\n');
	}
	item.bytes = buf_str(&text);
	bool written = begin_file() && replace_files(call->arena, &item, 1, &failed);
	int error = errno;
	buf_release(&text);
	if (!written) {
		complain("ledger: %.*s: %s; nothing has been changed", STR_ARG(failed), strerror(error));
		return OUTCOME_ENVIRONMENT;
	}
	print_signed('-', account->lost, account->lost_count);
	if (!call->quiet)
		fprintf(stderr, "%s: %zu addresses, %zu of them new, %zu given up\n", PATH, account->kept_count,
			account->added_count, account->lost_count);
	return OUTCOME_OK;
}

/* What the ledger itself is about does not stand in the way of bringing it up to date. */
static size_t other_errors(const struct build *build)
{
	size_t errors = build->diags.errors;

	for (size_t i = 0; i < build->diags.count; i++) {
		const struct diag *diag = &build->diags.items[i];
		bool own = diag->code == DIAG_LEDGER_LOST || diag->code == DIAG_LEDGER_LINE ||
		           (diag->code == DIAG_TOO_MANY && str_equal(diag->path, STR(PATH)));

		errors -= own && diag->severity == SEVERITY_ERROR;
	}
	return errors;
}

static enum outcome run(const struct call *call)
{
	struct build build = {.root = "."};
	struct account account = {0};
	enum outcome outcome = build_load(&build);

	if (outcome == OUTCOME_OK)
		outcome = build_render(&build, BUILD_NOTHING);
	outcome = build_finish(&build, outcome);
	if ((outcome != OUTCOME_OK && outcome != OUTCOME_CONTENT) || other_errors(&build)) {
		building_report(call, &build, REPORT_TEXT);
		complain("ledger: mend these first: what a handbook publishes can be told only of one without other errors");
		build_release(&build);
		return outcome;
	}
	take_stock(call->arena, &build.site, &account);
	outcome = option_given(call, UPDATE) ? update(call, &account) : show(call, &account);
	ledger_release(&account.ledger);
	build_release(&build);
	return outcome;
}

const struct command command_ledger = {
	.name = "ledger",
	.summary = "keeps account of published addresses",
	.help =
		"content/ledger.txt holds the addresses that have been published: pages, headings, records. "
		"`glossa check` and `glossa build` fail when one of them leads nowhere any more, and say how to keep it. "
		"This command shows what has come since (+) and what has gone (-); its exit status is 1 when anything has.\n\n"
		"With --update it writes the ledger anew, after you have looked: what is published now, and what aliases "
		"and old anchors keep. What is lost is given up. Without a ledger nothing is promised, and nobody complains.",
	.options = OPTIONS,
	.examples = EXAMPLES,
	.run = run,
};
