#include "parse/config.h"

#include <string.h>

#include "base/near.h"
#include "base/utf8.h"
#include "formats/yaml.h"
#include "parse/fields.h"
#include "parse/history.h"
#include "parse/schema.h"
#include "parse/settings.h"

enum {
	ENTRY_BYTES = 1 << 20,
	LEAST_ENTRY_BYTES = 1 << 10,
	MOST_ENTRY_BYTES = 1 << 26,
	NESTING = 100,
};

static const struct place START = {1, 1};

static struct str shown(const struct settings *settings, struct str text)
{
	return diag_shown(&settings->diags->text, text);
}

/* ---- texts ---- */

static void read_lang(const struct settings *settings, const struct member *member, void *target)
{
	struct str lang = STR("");

	setting_text(settings, member, &lang);
	if (language_tag(lang))
		*(struct str *)target = lang;
	else if (lang.len)
		diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, member->value->place,
			"\"%.*s\" is no language tag; write en, ru or zh-Hans", STR_ARG(shown(settings, lang)));
}

bool normalise_base_url(struct arena *arena, struct str text, struct str *base_url)
{
	struct str address = str_trim(text);

	if (!web_address(address) || str_find_char(address, '?', 0) < address.len ||
		str_find_char(address, '#', 0) < address.len)
		return false;
	while (str_ends(address, STR("/")))
		address.len--;
	*base_url = str_join(arena, address, STR("/"));
	return true;
}

static void read_base_url(const struct settings *settings, const struct member *member, void *target)
{
	struct str text = STR("");

	setting_text(settings, member, &text);
	if (text.len && !normalise_base_url(settings->arena, text, target))
		setting_refuse(settings, member, "takes an absolute address such as https://example.org/handbook/", text);
}

static void read_address(const struct settings *settings, const struct member *member, void *target)
{
	struct str text = STR("");

	setting_text(settings, member, &text);
	if (web_address(text))
		*(struct str *)target = text;
	else if (text.len)
		setting_refuse(settings, member, "takes an address that begins with https:// or http://", text);
}

/* ---- authors ---- */

/* 0000-0002-1825-0097, perhaps with https://orcid.org/ before it. */
static void read_orcid(const struct settings *settings, const struct member *member, void *target)
{
	static const struct str PREFIX = STR_INIT("https://orcid.org/");
	struct str orcid = STR("");

	setting_text(settings, member, &orcid);
	if (str_starts(orcid, PREFIX))
		orcid = str_from_index(orcid, PREFIX.len);
	bool fit = orcid.len == 19;
	for (size_t i = 0; fit && i < orcid.len; i++) {
		char c = orcid.data[i];

		fit = i % 5 == 4 ? c == '-' : (c >= '0' && c <= '9') || (i == 18 && c == 'X');
	}
	if (fit)
		*(struct str *)target = orcid;
	else
		setting_refuse(settings, member, "takes an identifier such as 0000-0002-1825-0097", orcid);
}

static const struct setting_key AUTHOR_KEYS[] = {
	{STR_INIT("name"), setting_text, offsetof(struct author, name)},
	{STR_INIT("orcid"), read_orcid, offsetof(struct author, orcid)},
	{STR_INIT("url"), read_address, offsetof(struct author, url)},
};

/* An author may be only a name. */
static void read_authors(const struct settings *settings, const struct member *member, void *target)
{
	struct config *config = target;
	const struct value *const *items;
	size_t count = setting_items(member, &items);

	config->authors = arena_array(settings->arena, struct author, count);
	for (size_t i = 0; i < count; i++) {
		struct member item = {.key = STR("authors"), .place = items[i]->place, .value = items[i]};
		struct author author = {0};

		if (items[i]->kind != VALUE_MAP) {
			setting_item_text(settings, member, items[i], &author.name);
		} else {
			settings_read(settings, &item, "an author", AUTHOR_KEYS, COUNT_OF(AUTHOR_KEYS), &author);
			if (!author.name.len)
				diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, items[i]->place, "an author needs a `name`");
		}
		if (author.name.len)
			config->authors[config->author_count++] = author;
	}
}

/* ---- nav ---- */

static const struct setting_key NAV_KEYS[] = {
	{STR_INIT("id"), setting_text, offsetof(struct nav_item, target)},
	{STR_INIT("label"), setting_text, offsetof(struct nav_item, label)},
};

static void read_nav(const struct settings *settings, const struct member *member, void *target)
{
	struct config *config = target;

	if (!setting_is(settings, member, VALUE_LIST))
		return;
	config->nav = arena_array(settings->arena, struct nav_item, member->value->list.count);
	for (size_t i = 0; i < member->value->list.count; i++) {
		const struct value *item = member->value->list.items[i];
		struct member place = {.key = STR("nav"), .place = item->place, .value = item};
		struct nav_item nav = {.place = item->place};

		if (item->kind != VALUE_MAP)
			setting_item_text(settings, member, item, &nav.target);
		else
			settings_read(settings, &place, "an item of nav", NAV_KEYS, COUNT_OF(NAV_KEYS), &nav);
		if (item->kind == VALUE_MAP && nav.target.len == 0)
			diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, item->place, "an item of nav needs an `id`");
		if (nav.target.len)
			config->nav[config->nav_count++] = nav;
	}
}

/* ---- small maps ---- */

static void read_types(const struct settings *settings, const struct member *member, void *target)
{
	parse_schema(settings, member, target);
}

static void read_link_policy(const struct settings *settings, const struct member *member, void *target)
{
	static const struct str POLICIES[] = {
		[LINK_FIRST_PER_SECTION] = STR_INIT("first-per-section"),
		[LINK_FIRST_PER_PAGE] = STR_INIT("first-per-page"),
		[LINK_ALL] = STR_INIT("all"),
		[LINK_NONE] = STR_INIT("none"),
	};
	size_t policy;

	if (setting_choice(settings, member, POLICIES, COUNT_OF(POLICIES), &policy))
		*(enum link_policy *)target = (enum link_policy)policy;
}

static const struct setting_key GLOSSARY_KEYS[] = {
	{STR_INIT("link"), read_link_policy, offsetof(struct config, link)},
};

static void read_glossary(const struct settings *settings, const struct member *member, void *target)
{
	settings_read(settings, member, "glossary", GLOSSARY_KEYS, COUNT_OF(GLOSSARY_KEYS), target);
}

static void read_style(const struct settings *settings, const struct member *member, void *target)
{
	static const struct str STYLES[] = {STR_INIT("author-date")};
	size_t style;

	(void)target;
	setting_choice(settings, member, STYLES, COUNT_OF(STYLES), &style);
}

static const struct setting_key CITATION_KEYS[] = {
	{STR_INIT("style"), read_style, 0},
};

static void read_citations(const struct settings *settings, const struct member *member, void *target)
{
	settings_read(settings, member, "citations", CITATION_KEYS, COUNT_OF(CITATION_KEYS), target);
}

static const struct setting_key MARKDOWN_KEYS[] = {
	{STR_INIT("raw_html"), setting_boolean, offsetof(struct config, raw_html)},
	{STR_INIT("remote_images"), setting_boolean, offsetof(struct config, remote_images)},
	{STR_INIT("typography"), setting_boolean, offsetof(struct config, typography)},
};

static void read_markdown(const struct settings *settings, const struct member *member, void *target)
{
	settings_read(settings, member, "markdown", MARKDOWN_KEYS, COUNT_OF(MARKDOWN_KEYS), target);
}

static void read_entry_bytes(const struct settings *settings, const struct member *member, void *target)
{
	uint64_t bytes;

	if (setting_number(settings, member, LEAST_ENTRY_BYTES, MOST_ENTRY_BYTES, &bytes))
		*(size_t *)target = (size_t)bytes;
}

static void read_nesting(const struct settings *settings, const struct member *member, void *target)
{
	uint64_t nesting;

	if (setting_number(settings, member, 1, NESTING, &nesting))
		*(size_t *)target = (size_t)nesting;
}

static const struct setting_key LIMIT_KEYS[] = {
	{STR_INIT("entry_bytes"), read_entry_bytes, offsetof(struct limits, entry_bytes)},
	{STR_INIT("nesting"), read_nesting, offsetof(struct limits, nesting)},
};

static void read_limits(const struct settings *settings, const struct member *member, void *target)
{
	settings_read(settings, member, "limits", LIMIT_KEYS, COUNT_OF(LIMIT_KEYS), target);
}

/* ---- callouts ---- */

static const struct str BUILT_IN_CALLOUTS[] = {
	STR_INIT("NOTE"),
	STR_INIT("TIP"),
	STR_INIT("IMPORTANT"),
	STR_INIT("WARNING"),
	STR_INIT("CAUTION"),
};

static const struct setting_key CALLOUT_KEYS[] = {
	{STR_INIT("label"), setting_text, offsetof(struct callout_kind, label)},
};

/* The callout of this name, new if there is none yet; names are kept in capitals. NULL for what is no name. */
static struct callout_kind *callout_named(
	const struct settings *settings, struct config *config, struct str name, struct place place)
{
	struct str capitals = str_copy(settings->arena, name);

	if (!setting_name(settings, name, place))
		return NULL;
	for (size_t i = 0; i < capitals.len; i++)
		if (capitals.data[i] >= 'a' && capitals.data[i] <= 'z')
			((char *)capitals.data)[i] = (char)(capitals.data[i] - 'a' + 'A');
	for (size_t i = 0; i < config->callout_count; i++)
		if (str_equal(config->callouts[i].name, capitals))
			return &config->callouts[i];
	struct callout_kind *callout = &config->callouts[config->callout_count++];
	callout->name = capitals;
	return callout;
}

/* NAME: label, NAME: {label: …}, or a list of names. */
static void read_callouts(const struct settings *settings, const struct member *member, void *target)
{
	struct config *config = target;
	const struct value *value = member->value;
	size_t more = value->kind == VALUE_MAP ? value->map.count : value->kind == VALUE_LIST ? value->list.count : 0;
	struct callout_kind *all = arena_array(settings->arena, struct callout_kind, config->callout_count + more);

	memcpy(all, config->callouts, config->callout_count * sizeof(*all));
	config->callouts = all;
	if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->list.count; i++) {
			struct str name;

			if (setting_item_text(settings, member, value->list.items[i], &name))
				callout_named(settings, config, name, value->list.items[i]->place);
		}
		return;
	}
	if (!setting_is(settings, member, VALUE_MAP))
		return;
	for (size_t i = 0; i < value->map.count; i++) {
		const struct member *inner = &value->map.members[i];
		struct callout_kind *callout = callout_named(settings, config, inner->key, inner->place);

		if (callout && inner->value->kind == VALUE_MAP)
			settings_read(settings, inner, "a callout", CALLOUT_KEYS, COUNT_OF(CALLOUT_KEYS), callout);
		else if (callout)
			setting_text(settings, inner, &callout->label);
	}
}

/* ---- outputs and rules ---- */

static const struct str OUTPUTS[] = {
	STR_INIT("search"),
	STR_INIT("data"),
	STR_INIT("print"),
	STR_INIT("entries"),
	STR_INIT("feed"),
	STR_INIT("sitemap"),
	STR_INIT("hosts"),
	STR_INIT("gzip"),
};

/* A list adds to what is written anyway; a map sets each: {print: true, search: false}. */
static void read_outputs(const struct settings *settings, const struct member *member, void *target)
{
	unsigned *outputs = target;
	const struct value *value = member->value;
	const struct value *const *items;
	size_t output;

	if (value->kind == VALUE_MAP) {
		for (size_t i = 0; i < value->map.count; i++) {
			const struct value name = {
				.kind = VALUE_TEXT, .place = value->map.members[i].place, .text = value->map.members[i].key};
			const struct member key = {.key = member->key, .value = &name};
			bool wanted = true;

			if (!setting_choice(settings, &key, OUTPUTS, COUNT_OF(OUTPUTS), &output))
				continue;
			setting_boolean(settings, &value->map.members[i], &wanted);
			*outputs = wanted ? *outputs | 1u << output : *outputs & ~(1u << output);
		}
		return;
	}
	size_t count = setting_items(member, &items);
	for (size_t i = 0; i < count; i++) {
		const struct member item = {.key = member->key, .place = items[i]->place, .value = items[i]};

		if (setting_choice(settings, &item, OUTPUTS, COUNT_OF(OUTPUTS), &output))
			*outputs |= 1u << output;
	}
}

static void unknown_code(const struct settings *settings, const struct member *member)
{
	struct near near = near_to(member->key);
	struct arena *text = &settings->diags->text;

	for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
		near_try(&near, str_from(DIAG_INFO[i].name));
	diag_add_span(settings->diags, DIAG_SITE_KEY, settings->path, member->place, (uint32_t)utf8_count(member->key),
		"there is no diagnostic \"%.*s\"%.*s", STR_ARG(shown(settings, member->key)),
		STR_ARG(diag_did_you_mean(text, near.best)));
}

static void read_rules(const struct settings *settings, const struct member *member, void *target)
{
	static const struct str SEVERITIES[] = {
		[SEVERITY_IGNORE] = STR_INIT("ignore"),
		[SEVERITY_WARNING] = STR_INIT("warn"),
		[SEVERITY_ERROR] = STR_INIT("error"),
	};
	struct config *config = target;
	enum diag_code code;
	size_t severity;

	if (!setting_is(settings, member, VALUE_MAP))
		return;
	for (size_t i = 0; i < member->value->map.count; i++) {
		const struct member *rule = &member->value->map.members[i];

		if (!diag_code_named(rule->key, &code))
			unknown_code(settings, rule);
		else if (setting_choice(settings, rule, SEVERITIES, COUNT_OF(SEVERITIES), &severity))
			config->rules[code] = (enum severity)severity;
	}
}

/* ---- words and params ---- */

static void check_words(const struct settings *settings, const struct member *language)
{
	if (!language_tag(language->key))
		diag_add_span(settings->diags, DIAG_SITE_KEY, settings->path, language->place,
			(uint32_t)utf8_count(language->key),
			"words stand under the tag of their language, such as en; \"%.*s\" is none",
			STR_ARG(shown(settings, language->key)));
	if (setting_empty(language->value) || !setting_is(settings, language, VALUE_MAP))
		return;
	for (size_t i = 0; i < language->value->map.count; i++)
		setting_is(settings, &language->value->map.members[i], VALUE_TEXT);
}

static void read_words(const struct settings *settings, const struct member *member, void *target)
{
	if (!setting_is(settings, member, VALUE_MAP))
		return;
	for (size_t i = 0; i < member->value->map.count; i++)
		check_words(settings, &member->value->map.members[i]);
	*(const struct value **)target = member->value;
}

/* Free data has no schema, so that YAML's own rules say what is a number or true. */
static void read_params(const struct settings *settings, const struct member *member, void *target)
{
	struct config *config = target;

	if (!setting_is(settings, member, VALUE_MAP))
		return;
	value_resolve(settings->arena, (struct value *)member->value);
	config->params = member->value;
}

/* ---- the whole ---- */

static const struct setting_key SITE_KEYS[] = {
	{STR_INIT("title"), setting_text, offsetof(struct config, title)},
	{STR_INIT("subtitle"), setting_text, offsetof(struct config, subtitle)},
	{STR_INIT("lang"), read_lang, offsetof(struct config, lang)},
	{STR_INIT("base_url"), read_base_url, offsetof(struct config, base_url)},
	{STR_INIT("repository"), read_address, offsetof(struct config, repository)},
	{STR_INIT("edition"), setting_text, offsetof(struct config, edition)},
	{STR_INIT("licence"), setting_text, offsetof(struct config, licence)},
	{STR_INIT("authors"), read_authors, 0},
	{STR_INIT("nav"), read_nav, 0},
	{STR_INIT("types"), read_types, offsetof(struct config, schema)},
	{STR_INIT("glossary"), read_glossary, 0},
	{STR_INIT("citations"), read_citations, 0},
	{STR_INIT("markdown"), read_markdown, 0},
	{STR_INIT("callouts"), read_callouts, 0},
	{STR_INIT("outputs"), read_outputs, offsetof(struct config, outputs)},
	{STR_INIT("history"), read_history, offsetof(struct config, history)},
	{STR_INIT("limits"), read_limits, offsetof(struct config, limits)},
	{STR_INIT("rules"), read_rules, 0},
	{STR_INIT("words"), read_words, offsetof(struct config, words)},
	{STR_INIT("params"), read_params, 0},
};

void config_defaults(struct config *config)
{
	*config = (struct config){
		.lang = STR("en"),
		.link = LINK_FIRST_PER_SECTION,
		.typography = true,
		.outputs = OUTPUT_SEARCH | OUTPUT_DATA | OUTPUT_FEED | OUTPUT_SITEMAP | OUTPUT_HOSTS,
		.limits = {.entry_bytes = ENTRY_BYTES, .nesting = NESTING},
	};
	history_defaults(&config->history);
	for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
		config->rules[i] = DIAG_INFO[i].severity;
}

static void check_title(const struct settings *settings, const struct config *config)
{
	const struct member *title = value_member(config->root, STR("title"));

	if (config->root->broken || (title && (title->value->kind == VALUE_NULL || !setting_empty(title->value))))
		return;
	diag_add(settings->diags, DIAG_SITE_VALUE, settings->path, title ? title->place : START,
		"the handbook has no title; add `title:` to site.yaml");
}

void parse_config(struct arena *arena, struct config *config, struct str text, struct str path, struct diags *diags)
{
	struct settings settings = {.arena = arena, .path = path, .diags = diags};
	struct yaml_source yaml = {.text = text, .path = path, .first_line = 1};
	struct value *root = yaml_parse(arena, &yaml, diags);
	struct member whole = {.key = STR("site.yaml"), .place = root->place, .value = root};

	config_defaults(config);
	config->callout_count = COUNT_OF(BUILT_IN_CALLOUTS);
	config->callouts = arena_array(arena, struct callout_kind, config->callout_count);
	for (size_t i = 0; i < config->callout_count; i++)
		config->callouts[i].name = BUILT_IN_CALLOUTS[i];
	config->root = root;
	if (root->kind != VALUE_NULL)
		settings_read(&settings, &whole, "site.yaml", SITE_KEYS, COUNT_OF(SITE_KEYS), config);
	if (root->kind == VALUE_NULL || root->kind == VALUE_MAP)
		check_title(&settings, config);
}

void check_base_url(const struct config *config, struct str path, struct diags *diags)
{
	if (config->base_url.len == 0)
		diag_add(diags, DIAG_SITE_BASE_URL, path, START,
			"there is no base_url: canonical links, the feed and the sitemap are left out; add the address of the "
			"site");
}

const struct value *parse_words(struct arena *arena, struct str text, struct str path, struct diags *diags)
{
	struct settings settings = {.arena = arena, .path = path, .diags = diags};
	struct yaml_source yaml = {.text = text, .path = path, .first_line = 1};
	struct value *root = yaml_parse(arena, &yaml, diags);
	struct member whole = {.key = STR("words.yaml"), .place = root->place, .value = root};
	const struct value *words = NULL;

	if (root->kind != VALUE_NULL)
		read_words(&settings, &whole, &words);
	return words;
}
