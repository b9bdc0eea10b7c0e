#include "parse/settings.h"

#include "base/fold.h"
#include "base/near.h"
#include "base/utf8.h"

bool setting_empty(const struct value *value)
{
	return value->kind == VALUE_NULL || (value->kind == VALUE_TEXT && str_trim(value->text).len == 0);
}

static void unknown_key(const struct settings *settings, const struct member *member, const char *where,
	const struct setting_key *keys, size_t count)
{
	struct near near = near_to(member->key);
	struct arena *text = &settings->diags->text;

	for (size_t i = 0; i < count; i++)
		near_try(&near, keys[i].name);
	diag_add_span(settings->diags, DIAG_SITE_KEY, settings->path, member->place, (uint32_t)utf8_count(member->key),
		"%s has no key \"%.*s\"%.*s", where, STR_ARG(diag_shown(text, member->key)),
		STR_ARG(diag_did_you_mean(text, near.best)));
}

void settings_read(const struct settings *settings, const struct member *member, const char *where,
	const struct setting_key *keys, size_t count, void *object)
{
	if (!setting_is(settings, member, VALUE_MAP))
		return;
	for (size_t i = 0; i < member->value->map.count; i++) {
		const struct member *inner = &member->value->map.members[i];
		size_t k = 0;

		while (k < count && !str_equal(keys[k].name, inner->key))
			k++;
		if (k == count)
			unknown_key(settings, inner, where, keys, count);
		else if (!setting_empty(inner->value))
			keys[k].read(settings, inner, (char *)object + keys[k].offset);
	}
}

bool setting_is(const struct settings *settings, const struct member *member, enum value_kind kind)
{
	if (member->value->kind == kind || member->value->kind == VALUE_NULL) /* the latter has been told */
		return member->value->kind == kind;
	diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, member->value->place, "\"%.*s\" takes a %s, not a %s",
		STR_ARG(diag_shown(&settings->diags->text, member->key)), value_kind_name(kind),
		value_kind_name(member->value->kind));
	return false;
}

void setting_refuse(const struct settings *settings, const struct member *member, const char *takes, struct str text)
{
	diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, member->value->place, "\"%.*s\" %s, not \"%.*s\"",
		STR_ARG(member->key), takes, STR_ARG(diag_shown(&settings->diags->text, text)));
}

void setting_text(const struct settings *settings, const struct member *member, void *text)
{
	if (setting_is(settings, member, VALUE_TEXT))
		*(struct str *)text = str_trim(member->value->text);
}

void setting_boolean(const struct settings *settings, const struct member *member, void *boolean)
{
	if (!setting_is(settings, member, VALUE_TEXT))
		return;
	if (str_equal(member->value->text, STR("true")))
		*(bool *)boolean = true;
	else if (str_equal(member->value->text, STR("false")))
		*(bool *)boolean = false;
	else
		setting_refuse(settings, member, "takes true or false", member->value->text);
}

bool setting_number(
	const struct settings *settings, const struct member *member, uint64_t least, uint64_t most, uint64_t *number)
{
	uint64_t read;

	if (!setting_is(settings, member, VALUE_TEXT))
		return false;
	if (str_number(member->value->text, most, &read) && read >= least) {
		*number = read;
		return true;
	}
	diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, member->value->place,
		"\"%.*s\" takes a whole number from %llu to %llu, not \"%.*s\"", STR_ARG(member->key),
		(unsigned long long)least, (unsigned long long)most,
		STR_ARG(diag_shown(&settings->diags->text, member->value->text)));
	return false;
}

/* "a, b or c" */
static struct str listed(struct arena *arena, const struct str *names, size_t count)
{
	struct str list = count ? names[0] : STR("");

	for (size_t i = 1; i < count; i++)
		list = str_format(arena, "%.*s%s%.*s", STR_ARG(list), i + 1 < count ? ", " : " or ", STR_ARG(names[i]));
	return list;
}

bool setting_choice(
	const struct settings *settings, const struct member *member, const struct str *names, size_t count, size_t *choice)
{
	struct arena *text = &settings->diags->text;

	if (!setting_is(settings, member, VALUE_TEXT))
		return false;
	struct near near = near_to(member->value->text);
	for (size_t i = 0; i < count; i++) {
		if (str_equal(names[i], member->value->text)) {
			*choice = i;
			return true;
		}
		near_try(&near, names[i]);
	}
	struct str hint = near.best.len ? diag_did_you_mean(text, near.best)
	                                : str_format(text, "; write %.*s", STR_ARG(listed(text, names, count)));
	diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, member->value->place, "\"%.*s\" cannot be \"%.*s\"%.*s",
		STR_ARG(diag_shown(text, member->key)), STR_ARG(diag_shown(text, member->value->text)), STR_ARG(hint));
	return false;
}

size_t setting_items(const struct member *member, const struct value *const **items)
{
	if (member->value->kind == VALUE_LIST) {
		*items = (const struct value *const *)member->value->list.items;
		return member->value->list.count;
	}
	*items = &member->value;
	return 1;
}

bool setting_item_text(
	const struct settings *settings, const struct member *member, const struct value *item, struct str *text)
{
	if (item->kind == VALUE_TEXT && !setting_empty(item)) {
		*text = str_trim(item->text);
		return true;
	}
	if (item->kind == VALUE_TEXT)
		diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, item->place, "\"%.*s\" has an empty item; delete it",
			STR_ARG(member->key));
	else if (item->kind != VALUE_NULL)
		diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, item->place,
			"an item of \"%.*s\" is a text, not a %s", STR_ARG(member->key), value_kind_name(item->kind));
	return false;
}

bool setting_name(const struct settings *settings, struct str name, struct place place)
{
	uint32_t code_point = 0;
	bool fit = name.len > 0 && !(name.data[0] >= '0' && name.data[0] <= '9');

	for (size_t at = 0; fit && at < name.len;) {
		size_t length = utf8_decode(name, at, &code_point);

		fit = fold_is_word(code_point) || (at > 0 && (code_point == '_' || code_point == '-'));
		at += length;
	}
	if (!fit)
		diag_add_span(settings->diags, DIAG_SITE_VALUE, settings->path, place, (uint32_t)utf8_count(name),
			"\"%.*s\" is no name: write letters, digits, \"_\" and \"-\", a letter first",
			STR_ARG(diag_shown(&settings->diags->text, name)));
	return fit;
}
