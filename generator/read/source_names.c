#include "read/source_names.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"

enum {
	/* Leaves room for what is added to a name ("-5f3a91c2", ".html") below the 255 bytes that file systems take. */
	LONGEST_NAME = 200,
};

struct name_rule {
	struct str prefix, suffix;
};

/* Names that no one means to publish: hidden files, editors' and systems' leavings. */
static const struct name_rule SKIPPED[] = {
	{STR_INIT("."), STR_INIT("")},
	{STR_INIT(""), STR_INIT("~")},
	{STR_INIT("#"), STR_INIT("#")},
	{STR_INIT(""), STR_INIT(".swp")},
	{STR_INIT(""), STR_INIT(".swo")},
	{STR_INIT(""), STR_INIT(".swx")},
	{STR_INIT(""), STR_INIT(".tmp")},
	{STR_INIT(""), STR_INIT(".orig")},
	{STR_INIT(""), STR_INIT(".bak")},
};

static const struct str SKIPPED_WHOLE[] = {STR_INIT("readme.md"), STR_INIT("thumbs.db"), STR_INIT("desktop.ini")};

/* Hidden names that web servers and hosts read. */
static const struct str KEPT_STATIC[] = {STR_INIT(".htaccess"), STR_INIT(".nojekyll"), STR_INIT(".well-known")};

struct kind_rule {
	enum source_root root;
	struct str path;      /* the whole path, or "" */
	struct str extension; /* or "" for any */
	enum source_kind kind;
};

/* The first that fits speaks. */
static const struct kind_rule KINDS[] = {
	{ROOT_CONTENT, STR_INIT("content/ledger.txt"), STR_INIT(""), SOURCE_LEDGER},
	{ROOT_CONTENT, STR_INIT(""), STR_INIT("md"), SOURCE_ENTRY},
	{ROOT_CONTENT, STR_INIT(""), STR_INIT("yaml"), SOURCE_RECORDS},
	{ROOT_CONTENT, STR_INIT(""), STR_INIT("yml"), SOURCE_RECORDS},
	{ROOT_CONTENT, STR_INIT(""), STR_INIT(""), SOURCE_ASSET},
	{ROOT_TEMPLATES, STR_INIT("templates/words.yaml"), STR_INIT(""), SOURCE_WORDS},
	{ROOT_TEMPLATES, STR_INIT(""), STR_INIT("html"), SOURCE_TEMPLATE},
	{ROOT_STATIC, STR_INIT(""), STR_INIT(""), SOURCE_STATIC},
};

static bool fits(struct str name, const struct name_rule *rule)
{
	return name.len >= rule->prefix.len + rule->suffix.len && str_starts(name, rule->prefix) &&
	       str_ends(name, rule->suffix);
}

bool source_name_skipped(enum source_root root, struct str name)
{
	if (root == ROOT_STATIC)
		for (size_t i = 0; i < COUNT_OF(KEPT_STATIC); i++)
			if (str_equal(name, KEPT_STATIC[i]))
				return false;
	if (root == ROOT_CONTENT && str_starts(name, STR("_")))
		return true;
	for (size_t i = 0; i < COUNT_OF(SKIPPED); i++)
		if (fits(name, &SKIPPED[i]))
			return true;
	for (size_t i = 0; i < COUNT_OF(SKIPPED_WHOLE); i++)
		if (str_equal_ascii_case(name, SKIPPED_WHOLE[i]))
			return true;
	return false;
}

static bool is_control(uint32_t code_point)
{
	return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

static bool presentable(uint32_t code_point)
{
	return !is_control(code_point) && !utf8_is_bidi_control(code_point) && !utf8_is_reserved(code_point);
}

/* What is wrong with a name, or NULL. */
static const char *name_trouble(struct str name)
{
	uint32_t code_point;

	if (name.len > LONGEST_NAME)
		return "is longer than 200 bytes";
	if (utf8_invalid(name) < name.len)
		return "is not UTF-8";
	for (size_t at = 0; at < name.len;) {
		at += utf8_decode(name, at, &code_point);
		if (is_control(code_point))
			return "has a control character";
		if (!presentable(code_point))
			return "has an invisible or reserved character";
		if (code_point == '#' || code_point == '?')
			return "has a # or ?, which mean something else in addresses";
	}
	return NULL;
}

/* The name with what cannot be shown as \xNN. */
static void show(struct buf *out, struct str name)
{
	for (size_t at = 0; at < name.len;) {
		uint32_t code_point;
		size_t length = utf8_decode(name, at, &code_point);
		bool valid = utf8_invalid(str_slice(name, at, at + length)) == length;

		for (size_t i = at; i < at + length; i++) {
			if (valid && presentable(code_point))
				buf_char(out, name.data[i]);
			else
				buf_printf(out, "\\x%02x", (unsigned char)name.data[i]);
		}
		at += length;
	}
}

bool source_name_check(struct str folder, struct str name, struct diags *diags)
{
	const char *trouble = name_trouble(name);

	if (!trouble)
		return true;
	struct buf shown = {0};
	show(&shown, name);
	diag_add(diags, DIAG_FILE_NAME, folder, (struct place){0}, "the file name \"%.*s\" %s; rename it",
		STR_ARG(buf_str(&shown)), trouble);
	buf_release(&shown);
	return false;
}

bool source_kind_of(enum source_root root, struct str path, enum source_kind *kind)
{
	struct str extension = path_extension(path);

	for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
		const struct kind_rule *rule = &KINDS[i];

		if (rule->root != root || (rule->path.len && !str_equal(path, rule->path)))
			continue;
		if (rule->extension.len && !str_equal_ascii_case(extension, rule->extension))
			continue;
		*kind = rule->kind;
		return true;
	}
	return false;
}
