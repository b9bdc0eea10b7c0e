#include "command/manual.h"

#include "base/diag.h"
#include "command/keys.h"
#include "command/options.h"
#include "command/terminal.h"

/* The day that a page bears; it changes when what it says is revised, not when it is built. */
#define PAGE_DATE "November 1, 2026"

enum { WIDTH = 76 };

/* ---- pieces ---- */

/* Text that roff takes as it stands. */
static void put_text(struct buf *out, struct str text)
{
	bool line_start = out->len == 0 || out->data[out->len - 1] == '\n';

	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (line_start && (c == '.' || c == '\''))
			buf_put(out, STR("\\&"));
		line_start = c == '\n';
		if (c == '\\')
			buf_put(out, STR("\\e"));
		else
			buf_char(out, c);
	}
}

/* One sentence on lines of its own, which roff fills and spaces well. */
static void put_sentence(struct buf *out, struct str text)
{
	struct buf wrapped = {0};

	terminal_wrap(&wrapped, text, 0, WIDTH);
	put_text(out, buf_str(&wrapped));
	buf_char(out, '\n');
	buf_release(&wrapped);
}

static void put_sentences(struct buf *out, struct str text)
{
	for (size_t at = 0, end; at < text.len; at = end + 2) {
		end = str_find(text, STR(". "), at);
		put_sentence(out, str_trim(str_slice(text, at, end < text.len ? end + 1 : text.len)));
	}
}

/* Running text; lines that begin with a space are literal. Lines that were broken by hand are one text. */
static void put_prose(struct buf *out, const char *terminated)
{
	struct buf text = {0};
	struct str rest = str_from(terminated), line;

	while (str_split(&rest, '\n', &line)) {
		if (!str_starts(line, STR(" "))) {
			buf_printf(&text, "%s%.*s", text.len ? " " : "", STR_ARG(line));
			continue;
		}
		put_sentences(out, buf_str(&text));
		buf_reset(&text);
		buf_put(out, STR(".Dl "));
		put_text(out, str_trim(line));
		buf_char(out, '\n');
	}
	put_sentences(out, buf_str(&text));
	buf_release(&text);
}

/* An argument of a macro that must not be taken for one. */
static void put_word(struct buf *out, const char *word)
{
	buf_put(out, STR("\\&"));
	put_text(out, str_from(word));
}

static void put_option_item(struct buf *out, const struct option *option)
{
	buf_put(out, STR(".It"));
	if (option->letter) {
		buf_printf(out, " Fl %c", option->letter);
		if (option->argument && !option->name)
			buf_printf(out, " Ar %s", option->argument);
	}
	if (option->letter && option->name)
		buf_put(out, STR(" ,"));
	if (option->name) {
		buf_printf(out, " Fl Fl %s", option->name);
		if (option->argument)
			buf_printf(out, " Ns = Ns Ar %s", option->argument);
	}
	buf_char(out, '\n');
	put_text(out, str_from(option->help));
	buf_put(out, STR(".\n"));
}

static bool is_end(const struct option *option)
{
	return !option->letter && !option->name;
}

static void put_options(struct buf *out, const struct option *options)
{
	buf_put(out, STR(".Bl -tag -width Ds\n"));
	for (; !is_end(options); options++)
		put_option_item(out, options);
	buf_put(out, STR(".El\n"));
}

static void put_head(struct buf *out, const char *title, const char *section, const char *name, const char *what)
{
	buf_printf(out, ".Dd %s\n.Dt %s %s\n.Os\n.Sh NAME\n.Nm %s\n.Nd %s\n", PAGE_DATE, title, section, name, what);
}

/* ---- glossa(1) ---- */

static void put_argument_words(struct buf *out, const struct command *command)
{
	struct argument_word word;

	buf_put(out, STR(".Bl -tag -width Ds\n"));
	for (size_t i = 0; command->word(i, &word); i++) {
		buf_printf(out, ".It Cm %.*s\n", STR_ARG(word.word));
		put_text(out, str_from(word.help));
		buf_put(out, STR(".\n"));
	}
	buf_put(out, STR(".El\n"));
}

static void put_command(struct buf *out, const struct command *command)
{
	buf_printf(out, ".Ss %s\n.Nm glossa Cm %s", command->name, command->name);
	if (command->options && !is_end(command->options))
		buf_put(out, STR(" Op Ar option ..."));
	buf_char(out, '\n');
	if (command->arguments) {
		buf_put(out, STR(".Ar "));
		put_word(out, command->arguments);
		buf_char(out, '\n');
	}
	buf_put(out, STR(".Pp\n"));
	put_prose(out, command->help ? command->help : command->summary);
	if (command->word)
		put_argument_words(out, command);
	if (command->options && !is_end(command->options))
		put_options(out, command->options);
	if (!command->examples)
		return;
	buf_put(out, STR(".Pp\nExamples:\n.Bl -tag -width Ds -compact\n"));
	for (const struct example *example = command->examples; example->line; example++) {
		buf_put(out, STR(".It Li "));
		put_word(out, example->line);
		buf_char(out, '\n');
		put_text(out, str_from(example->help));
		buf_put(out, STR(".\n"));
	}
	buf_put(out, STR(".El\n"));
}

void manual_program(struct buf *out, const struct command *const *commands)
{
	static const char *const STATUSES[][2] = {
		{"0", "All is well."},
		{"1", "The content or a template has errors, or warnings where they count."},
		{"2", "The command line or site.yaml is wrong, or there is no handbook."},
		{"3", "The disk, the network or the system failed."},
	};

	put_head(out, "GLOSSA", "1", "glossa", "make reference handbooks from Markdown");
	buf_put(out, STR(".Sh SYNOPSIS\n.Nm\n.Op Fl C Ar DIR\n.Ar command\n.Op Ar argument ...\n.Sh DESCRIPTION\n"));
	buf_put(out, STR(".Nm\nturns a folder of Markdown entries with YAML front matter into a\n"
					 "reference handbook on the web.\n"
					 "The files of a handbook are described in\n.Xr glossa-handbook 5 .\n.Pp\nFor every command:\n"));
	put_options(out, GLOBAL_OPTIONS);
	buf_put(out, STR(".Sh COMMANDS\n"));
	for (; *commands; commands++)
		put_command(out, *commands);
	buf_put(out, STR(".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
					 ".It Ev NO_COLOR , CLICOLOR_FORCE\nWhether reports are coloured.\n"
					 ".It Ev VISUAL , EDITOR\nThe editor that\n.Cm new Fl Fl edit\nopens.\n.El\n"));
	buf_put(out, STR(".Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n"));
	for (size_t i = 0; i < COUNT_OF(STATUSES); i++)
		buf_printf(out, ".It %s\n%s\n", STATUSES[i][0], STATUSES[i][1]);
	buf_put(out, STR(".El\n.Sh SEE ALSO\n.Xr glossa-handbook 5\n"));
}

/* ---- glossa-handbook(5) ---- */

static void put_key(struct buf *out, const struct key_help *key)
{
	buf_put(out, STR(".It Ic "));
	put_word(out, key->path);
	buf_char(out, '\n');
	put_prose(out, key->help);
	out->len--; /* the last line's end */
	buf_put(out, STR(".\n"));
	if (!key->of)
		return;
	struct str rest = str_from(key->of), word;
	struct buf words = {0};
	while (str_split(&rest, '|', &word))
		buf_printf(&words, "%s%.*s", words.len ? ", " : "One of ", STR_ARG(word));
	buf_char(&words, '.');
	put_sentence(out, buf_str(&words));
	buf_release(&words);
}

static void put_keys(struct buf *out, const struct key_help *keys)
{
	buf_put(out, STR(".Bl -tag -width Ds\n"));
	for (; keys->path; keys++)
		put_key(out, keys);
	buf_put(out, STR(".El\n"));
}

/* What an editor writes, and what it means. */
static const char *const SYNTAX[][2] = {
	{"[[name]]", "A link to an entry, by its id, the name of its file, its title or another form"},
	{"[[name|label]]", "The same under other words"},
	{"[[id#anchor]]", "A link to a heading, a figure or a table of an entry"},
	{"[@key, 12]", "A citation with its place in the work; several are parted by a semicolon"},
	{"[-@key]", "A citation without the author"},
	{"@key [12]", "A citation with the author in the sentence"},
	{"[^1]", "A note, whose text follows [^1]: elsewhere"},
	{":lang[word]{ru}", "A word of another language"},
	{"> [!NOTE]", "A callout"},
	{"Table: caption {#tab-x}", "Before a table: its caption, and the id under which it is linked to"},
	{"![what it shows](a.png \"caption\"){#fig-x}", "Alone in a paragraph: a figure"},
	{": definition", "Below a line with a term: its definition"},
	{"<!-- nolink --> ... <!-- /nolink -->", "Text in which terms do not become links"},
};

static void put_dates(struct buf *out)
{
	buf_put(out, STR(".Sh DATES AND PERIODS\nDates and periods are written as EDTF, level 1, has them:\n.Bl -tag "
					 "-width Ds -compact\n"));
	static const char *const DATES[][2] = {
		{"2015, 2015-09, 2015-09-30", "A year, a month, a day"},
		{"1988~, 1988?", "About, perhaps"},
		{"18XX, 198X", "A century, a decade"},
		{"2021-21 to 2021-24", "Spring to winter"},
		{"2014-03/2015, 2015/.., ../1991", "From and to; two dots where it goes on"},
	};
	for (size_t i = 0; i < COUNT_OF(DATES); i++)
		buf_printf(out, ".It \\&%s\n%s.\n", DATES[i][0], DATES[i][1]);
	buf_put(out, STR(".El\n"));
}

void manual_handbook(struct buf *out)
{
	put_head(out, "GLOSSA-HANDBOOK", "5", "glossa-handbook", "the files of a handbook");
	buf_put(out, STR(".Sh DESCRIPTION\nA handbook is a folder with\n.Pa site.yaml\nand three folders:\n"
					 ".Pa content\nholds the entries,\n.Pa templates\nwhat pages look like,\n.Pa static\nfiles that "
					 "are copied.\n"
					 "An unknown key in any of its files is an error.\n"));
	buf_put(
		out, STR(".Sh ENTRIES\nAn entry is a Markdown file in\n.Pa content .\nIts path without\n.Pa .md\nis its id.\n"
				 "It begins with its front matter, YAML between two lines of three hyphens.\n"
				 "Beside the fields that its type declares it may have these keys:\n"));
	put_keys(out, ENTRY_KEY_HELP);
	buf_put(out,
		STR(".Sh TEXT\nThe text is CommonMark, with pipe tables, task lists and what follows:\n.Bl -tag -width Ds\n"));
	for (size_t i = 0; i < COUNT_OF(SYNTAX); i++) {
		buf_put(out, STR(".It Li "));
		put_word(out, SYNTAX[i][0]);
		buf_printf(out, "\n%s.\n", SYNTAX[i][1]);
	}
	buf_put(out, STR(".El\n"));
	put_dates(out);
	buf_put(out,
		STR(".Sh ADDRESSES THAT LAST\n.Pa content/ledger.txt\nholds the addresses that have been published,\none a "
			"line: pages, headings, records, old addresses.\nWhere one of them leads nowhere any more,\n.Cm "
			"check\nand\n"
			".Cm build\nfail.\nLines that begin with # and empty ones say nothing; the order does not matter.\n"
			"It is written by\n.Cm ledger Fl Fl update .\nWithout it nothing is promised.\n"));
	buf_put(out, STR(".Sh VIEWS OF ENTRIES\nA block of three backticks and the word view holds YAML.\n"
					 "It draws entries from their front matter.\n"
					 "A path leads from an entry through records and references,\n"
					 "by names with dots between them: period, modes.mode, cases.region.\n"
					 "The rows are in data/ as CSV and JSON,\n"
					 "of a graph also as GraphML, of a map as GeoJSON.\nThe keys:\n"));
	put_keys(out, VIEW_KEY_HELP);
	buf_put(out, STR(".Sh SETTINGS\n.Pa site.yaml\nmay hold these keys; a star stands for any name:\n"));
	put_keys(out, SITE_KEY_HELP);
	buf_put(out, STR(".Sh DIAGNOSTICS\nEvery error and warning has a code, which\n.Ql glossa explain\nexplains:\n"
					 ".Bl -column -compact link-ambiguous-or-so ignored\n"));
	for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
		buf_printf(out, ".It %s Ta %s\n", DIAG_INFO[i].name,
			DIAG_INFO[i].severity == SEVERITY_ERROR     ? "error"
			: DIAG_INFO[i].severity == SEVERITY_WARNING ? "warning"
														: "ignored");
	buf_put(out, STR(".El\n.Sh SEE ALSO\n.Xr glossa 1\n"));
}
