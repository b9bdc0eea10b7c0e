/* How it works: libyaml reads, its events become a tree.
 *
 * Events, because libyaml's own documents lose the places, and are quadratic with anchors. The parser is trusting, so
 * what comes before and after it is ours: text_check() refuses what no text may hold (libyaml would name no line, and
 * takes NEL and the Unicode line separators for line ends); nesting stops at MAX_DEPTH, soon enough that its quadratic
 * nested flow never matters; it sees neither directives nor second documents, for many of them cost it quadratic time;
 * keys are checked for being plain, single and unmerged; escapes of quoted text are checked for control characters once
 * more. An error ends the reading: what has been read until then stays, but for the item or member of the root in which
 * it happened, and the root is marked broken, so that nobody complains of what is missing.
 *
 * libyaml's marks count characters from 0 and stay right since all line ends are LF or CRLF here. */
#include "formats/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/die.h"
#include "base/utf8.h"
#include "formats/text_check.h"

enum { MAX_DEPTH = 32, MOST_ESCAPE_REPORTS = 20 };

static const struct str BYTE_ORDER_MARK = STR_INIT("\xef\xbb\xbf");

/* An open list or map. */
struct frame {
	struct value *node;
	bool has_key; /* a map's key is read, its value awaited */
	bool drop;    /* that value is left out: its key is no key, or there already */
	struct str key;
	struct place key_place;
};

struct builder {
	struct arena *arena;
	struct str text; /* what libyaml reads */
	struct str path;
	uint32_t first_line;
	struct diags *diags;
	struct value *root;
	struct frame frames[MAX_DEPTH];
	size_t depth;
	size_t escape_reports;
	bool done, broken;
};

/* ---- errors ---- */

/* What libyaml says, and what that means to an editor. `context` is how its context begins, "" for any. */
struct trouble {
	const char *problem, *context;
	enum diag_code code;
	bool at_context; /* where the construct begins that went wrong, not where that was noticed */
	const char *message;
};

#define DIRECTIVE "a line that begins with \"%\" is a directive, which has no use here; delete it"

static const struct trouble TROUBLES[] = {
	{"mapping values are not allowed", "", DIAG_YAML_SYNTAX, false, "\": \" inside a text; put the text in quotes"},
	{"found unexpected ':'", "", DIAG_YAML_SYNTAX, false, "\":\" inside a text; put the text in quotes"},
	{"found a tab character", "", DIAG_YAML_TAB, false, "a tab in the indentation; use spaces"},
	{"found unexpected end of stream", "", DIAG_YAML_SYNTAX, true,
		"the quotation mark that opens here is never closed"},
	{"found unexpected document indicator", "", DIAG_YAML_SYNTAX, true,
		"the quotation mark that opens here is never closed"},
	{"found unknown escape character", "", DIAG_YAML_SYNTAX, false,
		"no such escape; write \\\\ for a backslash, or use single quotes"},
	{"did not find expected hexdecimal", "", DIAG_YAML_SYNTAX, false, "the escape lacks hexadecimal digits"},
	{"found invalid Unicode character escape", "", DIAG_YAML_SYNTAX, false, "the escape is no Unicode character"},
	{"could not find expected ':'", "", DIAG_YAML_SYNTAX, true,
		"a \":\" is missing; a key and its value are written \"key: value\""},
	{"did not find expected key", "", DIAG_YAML_SYNTAX, false,
		"no key stands here; check the indentation and the quotation marks, also of the line above"},
	{"did not find expected '-'", "", DIAG_YAML_SYNTAX, false,
		"no \"- \" stands here; all items of a list begin with it, in one column"},
	{"did not find expected ',' or ']'", "", DIAG_YAML_SYNTAX, true, "this list lacks a comma, or its closing \"]\""},
	{"did not find expected ',' or '}'", "", DIAG_YAML_SYNTAX, true, "this map lacks a comma, or its closing \"}\""},
	{"did not find expected node content", "", DIAG_YAML_SYNTAX, false, "a value is missing here"},
	{"block sequence entries are not", "", DIAG_YAML_SYNTAX, false,
		"a list cannot begin here; put its \"- \" on a line of its own, or the text in quotes"},
	{"mapping keys are not allowed", "", DIAG_YAML_SYNTAX, false, "\"? \" cannot begin a text; put it in quotes"},
	{"did not find expected comment or line", "while scanning a block", DIAG_YAML_SYNTAX, false,
		"text after \"|\" or \">\" begins on the next line"},
	{"did not find expected alphabetic", "while scanning an a", DIAG_YAML_ANCHOR, true,
		"a text cannot begin with \"*\" or \"&\"; put it in quotes"},
	{"", "while scanning a directive", DIAG_YAML_SYNTAX, true, DIRECTIVE},
	{"", "while scanning a %", DIAG_YAML_SYNTAX, true, DIRECTIVE},
	{"", "while scanning a tag", DIAG_YAML_TAG, true, "a text cannot begin with \"!\"; put it in quotes"},
	{"found undefined tag handle", "", DIAG_YAML_TAG, true, "a text cannot begin with \"!\"; put it in quotes"},
};

static struct place place_of(const struct builder *builder, yaml_mark_t mark)
{
	return (struct place){builder->first_line + (uint32_t)mark.line, (uint32_t)mark.column + 1};
}

/* The byte at a mark, or 0 at the end. */
static char byte_at(const struct builder *builder, yaml_mark_t mark)
{
	size_t offset = utf8_head(builder->text, mark.index).len;

	return offset < builder->text.len ? builder->text.data[offset] : '\0';
}

static const struct trouble *find_trouble(struct str problem, struct str context)
{
	for (size_t i = 0; i < COUNT_OF(TROUBLES); i++)
		if (str_starts(problem, str_from(TROUBLES[i].problem)) && str_starts(context, str_from(TROUBLES[i].context)))
			return &TROUBLES[i];
	return NULL;
}

static void report_trouble(struct builder *builder, const yaml_parser_t *parser)
{
	const char *problem = parser->problem ? parser->problem : "";
	const struct trouble *trouble = find_trouble(str_from(problem), str_from(parser->context ? parser->context : ""));
	bool at_context = trouble && trouble->at_context;
	struct place place = place_of(builder, at_context ? parser->context_mark : parser->problem_mark);
	char found = byte_at(builder, parser->problem_mark);

	if (parser->error == YAML_MEMORY_ERROR)
		die_out_of_memory();
	if (trouble)
		diag_add(builder->diags, trouble->code, builder->path, place, "%s", trouble->message);
	else if (found == '\t')
		diag_add(builder->diags, DIAG_YAML_TAB, builder->path, place, "a tab in the indentation; use spaces");
	else if (strcmp(problem, "found character that cannot start any token") == 0)
		diag_add(builder->diags, DIAG_YAML_SYNTAX, builder->path, place,
			"a text cannot begin with \"%c\"; put it in quotes", found);
	else
		diag_add(builder->diags, DIAG_YAML_SYNTAX, builder->path, place, "the YAML cannot be read: %s", problem);
}

/* Whether the node has a tag: what it is meant to be then is not what it looks like. */
static bool refuse_properties(
	struct builder *builder, const yaml_char_t *anchor, const yaml_char_t *tag, yaml_mark_t mark)
{
	if (anchor)
		diag_add(builder->diags, DIAG_YAML_ANCHOR, builder->path, place_of(builder, mark),
			"the anchor \"&%s\" has no use here; delete it, or put the text in quotes", (const char *)anchor);
	if (tag)
		diag_add(builder->diags, DIAG_YAML_TAG, builder->path, place_of(builder, mark),
			"the tag \"%s\" has no use here; delete it, or put the text in quotes", (const char *)tag);
	return tag != NULL;
}

/* ---- building ---- */

/* Puts a node where the next one belongs: into the innermost list or map, or at the root. */
static void attach(struct builder *builder, struct value *value)
{
	struct frame *frame = builder->depth ? &builder->frames[builder->depth - 1] : NULL;

	if (!frame) {
		builder->root = value;
	} else if (frame->node->kind == VALUE_LIST) {
		value_push(builder->arena, frame->node, value);
	} else {
		if (!frame->drop) {
			struct value *map = frame->node;

			value_set(builder->arena, map, frame->key, value);
			map->map.members[map->map.count - 1].place = frame->key_place;
		}
		frame->has_key = frame->drop = false;
	}
}

/* Whether the next node is a key. */
static bool key_awaited(const struct builder *builder)
{
	const struct frame *frame = builder->depth ? &builder->frames[builder->depth - 1] : NULL;

	return frame && frame->node->kind == VALUE_MAP && !frame->has_key;
}

/* What has been refused: there, but nothing. */
static void attach_nothing(struct builder *builder, yaml_mark_t mark)
{
	struct value *nothing = value_null(builder->arena);

	nothing->place = place_of(builder, mark);
	attach(builder, nothing);
}

/* The text of a quoted scalar whose escapes may have made what no text may hold. */
static struct str checked_escapes(struct builder *builder, struct str text, const yaml_event_t *event)
{
	struct buf clean = {0};
	struct flaw flaw;

	for (size_t at = 0; text_flaw(text, at, &flaw); at = flaw.offset + flaw.length) {
		if (builder->escape_reports++ >= MOST_ESCAPE_REPORTS)
			break;
		struct str character = str_slice(text, flaw.offset, flaw.offset + flaw.length);
		struct str written = utf8_head(builder->text, event->end_mark.index);
		written = str_from_index(written, utf8_head(written, event->start_mark.index).len);
		if (!str_contains(written, character)) /* what is not written as an escape has been told already */
			flaw_report(&flaw, builder->path, place_of(builder, event->start_mark), builder->diags);
	}
	text_clean(&clean, text);
	text = str_copy(builder->arena, buf_str(&clean));
	buf_release(&clean);
	return text;
}

static struct str scalar_text(struct builder *builder, const yaml_event_t *event)
{
	struct str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
	struct flaw flaw;

	if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && text_flaw(text, 0, &flaw))
		return checked_escapes(builder, text, event);
	return str_copy(builder->arena, text);
}

/* A key that cannot be one: its value will be left out. */
static void drop_key(struct builder *builder)
{
	struct frame *frame = &builder->frames[builder->depth - 1];

	frame->has_key = frame->drop = true;
}

static void read_key(struct builder *builder, const yaml_event_t *event)
{
	struct frame *frame = &builder->frames[builder->depth - 1];
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

	frame->has_key = true;
	frame->key = scalar_text(builder, event);
	frame->key_place = place_of(builder, event->start_mark);
	frame->drop = true;
	const struct member *first = value_member(frame->node, frame->key);
	if (plain && str_equal(frame->key, STR("<<")))
		diag_add_span(builder->diags, DIAG_YAML_ANCHOR, builder->path, frame->key_place, 2,
			"\"<<\" merges nothing here; write the keys out");
	else if (frame->key.len == 0)
		diag_add(builder->diags, DIAG_YAML_KEY, builder->path, frame->key_place, "a key is missing before \":\"");
	else if (first)
		diag_add_span(builder->diags, DIAG_YAML_DUPLICATE_KEY, builder->path, frame->key_place,
			(uint32_t)utf8_count(frame->key), "\"%.*s\" stands here twice, first in line %u; delete one",
			STR_ARG(frame->key), first->place.line);
	else
		frame->drop = false;
}

static void add_scalar(struct builder *builder, const yaml_event_t *event)
{
	bool tagged = refuse_properties(builder, event->data.scalar.anchor, event->data.scalar.tag, event->start_mark);

	if (key_awaited(builder)) {
		read_key(builder, event);
		return;
	}
	if (tagged) {
		attach_nothing(builder, event->start_mark);
		return;
	}
	struct value *value = value_text(builder->arena, scalar_text(builder, event));
	value->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	value->place = place_of(builder, event->start_mark);
	attach(builder, value);
}

static void add_alias(struct builder *builder, const yaml_event_t *event)
{
	diag_add(builder->diags, DIAG_YAML_ANCHOR, builder->path, place_of(builder, event->start_mark),
		"the alias \"*%s\" has no use here; write the value out, or put the text in quotes",
		(const char *)event->data.alias.anchor);
	if (key_awaited(builder))
		drop_key(builder);
	else
		attach_nothing(builder, event->start_mark);
}

static void open_frame(struct builder *builder, struct value *node, bool tagged, yaml_mark_t mark)
{
	node->place = place_of(builder, mark);
	if (builder->depth == MAX_DEPTH) {
		diag_add(builder->diags, DIAG_YAML_DEPTH, builder->path, node->place,
			"nested deeper than %d levels; make it flatter", MAX_DEPTH);
		builder->broken = true;
		return;
	}
	if (key_awaited(builder)) { /* its node stays unattached */
		diag_add(builder->diags, DIAG_YAML_KEY, builder->path, node->place,
			"a %s cannot be a key; put the text in quotes", value_kind_name(node->kind));
		drop_key(builder);
	} else if (tagged) {
		attach_nothing(builder, mark);
	} else {
		attach(builder, node);
	}
	builder->frames[builder->depth++] = (struct frame){.node = node};
}

/* ---- what surrounds the document ---- */

/* The first byte from `at` on that is neither blank nor in a comment; the end of the text if there is none. */
static size_t next_content(struct str text, size_t at)
{
	while (at < text.len) {
		char c = text.data[at];

		if (c == '#')
			at = str_find_char(text, '\n', at);
		else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
			at++;
		else
			break;
	}
	return at;
}

static void refuse_directive(struct builder *builder, size_t offset)
{
	diag_add(builder->diags, DIAG_YAML_SYNTAX, builder->path, place_at(builder->text, offset, builder->first_line),
		"%s", DIRECTIVE);
	builder->broken = true;
}

/* Nothing may follow the document. libyaml is not asked: it takes quadratic time over many directives. */
static void check_rest(struct builder *builder, const yaml_event_t *end)
{
	size_t at = next_content(builder->text, utf8_head(builder->text, end->end_mark.index).len);
	struct str rest = str_from_index(builder->text, at);
	bool closed = !end->data.document_end.implicit;

	if (rest.len == 0)
		return;
	if (rest.data[0] == '%') {
		refuse_directive(builder, at);
		return;
	}
	struct place place = place_at(builder->text, at, builder->first_line);
	if (closed || str_starts(rest, STR("---")))
		diag_add(builder->diags, DIAG_YAML_DOCUMENTS, builder->path, place, "a second document begins here; keep one");
	else
		diag_add(builder->diags, DIAG_YAML_SYNTAX, builder->path, place,
			"this belongs to nothing above it; check the indentation and the quotation marks");
	builder->broken = true;
}

/* ---- reading ---- */

static void take(struct builder *builder, const yaml_event_t *event)
{
	bool tagged;

	switch (event->type) {
	case YAML_SCALAR_EVENT: add_scalar(builder, event); break;
	case YAML_ALIAS_EVENT: add_alias(builder, event); break;
	case YAML_SEQUENCE_START_EVENT:
		tagged = refuse_properties(
			builder, event->data.sequence_start.anchor, event->data.sequence_start.tag, event->start_mark);
		open_frame(builder, value_list(builder->arena), tagged, event->start_mark);
		break;
	case YAML_MAPPING_START_EVENT:
		tagged = refuse_properties(
			builder, event->data.mapping_start.anchor, event->data.mapping_start.tag, event->start_mark);
		open_frame(builder, value_map(builder->arena), tagged, event->start_mark);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: builder->depth--; break;
	case YAML_DOCUMENT_END_EVENT:
		check_rest(builder, event);
		builder->done = true;
		break;
	case YAML_STREAM_END_EVENT: builder->done = true; break;
	default: break;
	}
}

static void run(struct builder *builder)
{
	size_t start = next_content(builder->text, 0);
	yaml_parser_t parser;
	yaml_event_t event;

	if (start < builder->text.len && builder->text.data[start] == '%') {
		refuse_directive(builder, start);
		return;
	}
	if (!yaml_parser_initialize(&parser))
		die_out_of_memory();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)builder->text.data, builder->text.len);
	while (!builder->done && !builder->broken) {
		if (yaml_parser_parse(&parser, &event)) {
			take(builder, &event);
			yaml_event_delete(&event);
		} else {
			report_trouble(builder, &parser);
			builder->broken = true;
		}
	}
	yaml_parser_delete(&parser);
}

struct value *yaml_parse(struct arena *arena, const struct yaml_source *source, struct diags *diags)
{
	struct builder builder = {.arena = arena, .path = source->path, .first_line = source->first_line, .diags = diags};
	struct buf clean = {0};

	builder.text = text_check(&clean, source->text, source->path, source->first_line, diags);
	if (builder.text.len)
		run(&builder);
	else
		builder.broken = source->text.len > 0 && !str_equal(source->text, BYTE_ORDER_MARK); /* then it was UTF-16 */
	buf_release(&clean);
	if (builder.broken && builder.depth > 1)
		*builder.frames[1].node = (struct value){.kind = VALUE_NULL, .place = builder.frames[1].node->place};
	if (!builder.root) {
		builder.root = value_null(arena);
		builder.root->place = (struct place){source->first_line, 1};
	}
	builder.root->broken = builder.broken;
	return builder.root;
}
