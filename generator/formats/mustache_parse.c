/* How it works: one pass from tag to tag (mustache_tags.c), turning the text before each and the tag itself into nodes
 * (mustache_nodes.h), with a stack of the elements that are still open.
 *
 * White space. A line that holds one tag and nothing else vanishes when the tag prints nothing itself; before a partial
 * its white space becomes the indentation of what is inserted. For inheritance the rules are:
 *
 *   - A parent stands alone when nothing stands before {{<p}} on its line and nothing behind {{/p}} on its.
 *   - An argument (a block directly in a parent) begins behind its tag, or on the next line when the tag ends its own.
 *     Its lines lose the indentation that the first of them has (`dedent`). Inserted, they get that of the place: of
 *     the default content's first line, or, when there is none, of the block's tag.
 *
 * A wrong closing tag closes what it can, so that parsing goes on. */
#include <stdlib.h>
#include <string.h>

#include "formats/mustache_nodes.h"
#include "formats/mustache_tags.h"

/* A section, block or parent that is not closed yet. */
struct element {
	size_t node;
	struct place place;      /* of its tag */
	struct str indent;       /* white space before its tag, when it is the first on its line */
	struct str outer_dedent; /* the parser's, outside */
	bool argument;
	bool first; /* on its line */
};

struct parser {
	struct arena *arena;
	struct tag_reader tags;
	struct str text;
	size_t at;         /* all before is done */
	struct str dedent; /* white space that lines of the innermost argument lose */
	bool line_opens;   /* the next node is the first of its line */
	struct node *nodes;
	size_t count, capacity;
	struct element *elements;
	size_t depth, element_capacity;
	bool too_deep;       /* and reported */
	struct str forgiven; /* what a wrong closing tag has closed: its own is not reported again */
};

/* ---- nodes ---- */

static struct node *add_node(struct parser *parser, enum node_kind kind)
{
	parser->nodes = grow(parser->nodes, parser->count, &parser->capacity, sizeof(*parser->nodes));
	struct node *node = &parser->nodes[parser->count++];
	*node = (struct node){.kind = (unsigned char)kind, .size = 1};
	return node;
}

/* For a node that prints where it stands. */
static struct node *add_to_line(struct parser *parser, enum node_kind kind)
{
	struct node *node = add_node(parser, kind);

	node->opens_line = parser->line_opens;
	parser->line_opens = false;
	return node;
}

static struct name *new_name(struct arena *arena, struct str text, bool dotted)
{
	size_t count = dotted && !str_equal(text, STR(".")) ? str_count(text, '.') + 1 : 0;
	struct name *name = arena_alloc(arena, sizeof(*name) + count * sizeof(name->keys[0]));
	name->text = text;
	name->hash = value_key_hash(text);
	name->count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		str_split(&text, '.', &name->keys[i].text);
		name->keys[i].hash = value_key_hash(name->keys[i].text);
	}
	return name;
}

static struct node *give_name(struct parser *parser, struct node *node, const struct tag *tag)
{
	bool of_variable = tag->dynamic || (tag->kind != '>' && tag->kind != '<' && tag->kind != '$');

	node->name = new_name(parser->arena, tag->name, of_variable);
	node->dynamic = tag->dynamic;
	node->place = tag->name_place;
	return node;
}

/* ---- text ---- */

/* How many bytes of its white space a line loses. */
static size_t surplus(const struct parser *parser, struct str line)
{
	size_t length = 0;

	while (length < parser->dedent.len && length < line.len && line.data[length] == parser->dedent.data[length])
		length++;
	return length;
}

static struct str dedented(const struct parser *parser, struct str line)
{
	return str_from_index(line, surplus(parser, line));
}

/* The white space before a tag that is the first on its line. */
static struct str indent_of(const struct parser *parser, const struct tag *tag)
{
	return tag->first ? dedented(parser, str_slice(parser->text, tag->line, tag->start)) : STR("");
}

static bool directly_in_parent(const struct parser *parser)
{
	return parser->depth && parser->nodes[parser->elements[parser->depth - 1].node].kind == NODE_PARENT;
}

static void add_text_node(struct parser *parser, struct str text)
{
	add_to_line(parser, NODE_TEXT)->text = text;
	parser->line_opens = text.len && text.data[text.len - 1] == '\n';
}

/* Text directly in a parent is no argument and never shows. */
static void add_text(struct parser *parser, size_t from, size_t to)
{
	if (directly_in_parent(parser))
		return;
	while (from < to) {
		size_t end = to;

		if (parser->dedent.len) {
			end = str_find_char(str_slice(parser->text, 0, to), '\n', from);
			end += end < to;
			if (from == 0 || parser->text.data[from - 1] == '\n')
				from += surplus(parser, str_slice(parser->text, from, end));
		}
		if (from < end)
			add_text_node(parser, str_slice(parser->text, from, end));
		from = end;
	}
}

/* Adds the text before a tag; a line that holds nothing else may vanish, and then this returns true. */
static bool take_line(struct parser *parser, const struct tag *tag, bool may_vanish)
{
	bool vanishes = may_vanish && tag->first && tag->last;

	add_text(parser, parser->at, vanishes ? tag->line : tag->start);
	parser->at = vanishes ? tag->next_line : tag->end;
	if (vanishes)
		parser->line_opens = true;
	return vanishes;
}

/* The indentation of the first line at or after `at` that is not blank, as it stands in the text. */
static struct str first_indent(struct str text, size_t at)
{
	for (size_t line = at; at < text.len; at++) {
		if (text.data[at] == '\n')
			line = at + 1;
		else if (text.data[at] != ' ' && text.data[at] != '\t' && text.data[at] != '\r')
			return str_slice(text, line, at);
	}
	return STR("");
}

/* ---- tags that open ---- */

static struct element *push(struct parser *parser, const struct tag *tag)
{
	if (parser->depth >= MUSTACHE_DEEPEST && !parser->too_deep) {
		parser->too_deep = true;
		tag_error(&parser->tags, tag->place, "sections are nested deeper than %d; move the inner ones into a partial",
			MUSTACHE_DEEPEST);
	}
	parser->elements = grow(parser->elements, parser->depth, &parser->element_capacity, sizeof(*parser->elements));
	struct element *element = &parser->elements[parser->depth++];
	*element = (struct element){.node = parser->count - 1,
		.place = tag->place,
		.first = tag->first,
		.indent = indent_of(parser, tag),
		.outer_dedent = parser->dedent};
	return element;
}

static void take_variable(struct parser *parser, const struct tag *tag)
{
	take_line(parser, tag, false);
	give_name(parser, add_to_line(parser, tag->kind ? NODE_RAW : NODE_ESCAPED), tag);
}

/* A node that stands alone prints nothing on its own line; any other is part of the line. */
static struct node *add_alone_or_not(struct parser *parser, enum node_kind kind, bool alone, const struct tag *tag)
{
	struct node *node = alone ? add_node(parser, kind) : add_to_line(parser, kind);

	node->standalone = alone;
	return give_name(parser, node, tag);
}

static void take_partial(struct parser *parser, const struct tag *tag)
{
	bool alone = take_line(parser, tag, true);
	struct node *node = add_alone_or_not(parser, NODE_PARTIAL, alone, tag);

	if (alone)
		node->indent = indent_of(parser, tag);
}

static void open_section(struct parser *parser, const struct tag *tag)
{
	bool alone = take_line(parser, tag, true);

	add_alone_or_not(parser, tag->kind == '#' ? NODE_SECTION : NODE_INVERTED, alone, tag);
	push(parser, tag);
}

/* Whether it stands alone shows when it is closed; until then the white space before it is a text of its own. */
static void open_parent(struct parser *parser, const struct tag *tag)
{
	add_text(parser, parser->at, tag->first ? tag->line : tag->start);
	parser->at = tag->end;
	if (tag->first)
		add_text_node(parser, indent_of(parser, tag));
	give_name(parser, add_to_line(parser, NODE_PARENT), tag);
	push(parser, tag);
}

static void open_argument(struct parser *parser, const struct tag *tag)
{
	parser->at = tag->last ? tag->next_line : tag->end;
	give_name(parser, add_node(parser, NODE_BLOCK), tag);
	push(parser, tag)->argument = true;
	if (tag->last)
		parser->dedent = first_indent(parser->text, parser->at);
	parser->line_opens = true;
}

static void open_block(struct parser *parser, const struct tag *tag)
{
	if (directly_in_parent(parser)) {
		open_argument(parser, tag);
		return;
	}
	bool alone = take_line(parser, tag, true);
	struct node *node = add_alone_or_not(parser, NODE_BLOCK, alone, tag);
	node->indent = alone ? dedented(parser, first_indent(parser->text, parser->at)) : indent_of(parser, tag);
	push(parser, tag);
}

/* ---- tags that close ---- */

/* Ends the innermost element as a node; what its closing tag does to the text is done before. */
static void pop(struct parser *parser)
{
	const struct element *element = &parser->elements[--parser->depth];

	if (parser->nodes[element->node].kind == NODE_SECTION)
		add_node(parser, NODE_END);
	else if (element->argument)
		add_node(parser, NODE_RETURN);
	parser->nodes[element->node].size = (uint32_t)(parser->count - element->node);
	parser->dedent = element->outer_dedent;
}

static void close_parent(struct parser *parser, const struct element *element, const struct tag *tag)
{
	bool alone = element->first && tag->last;
	struct node *node = &parser->nodes[element->node];

	if (alone) {
		struct node *space = node - 1;

		space->text = STR("");
		space->opens_line = false;
		node->standalone = true;
		node->indent = element->indent;
	}
	parser->at = alone ? tag->next_line : tag->end;
	parser->line_opens = alone;
}

static void close_argument(struct parser *parser, const struct tag *tag)
{
	add_text(parser, parser->at, tag->first ? tag->line : tag->start);
	parser->at = tag->end;
}

static void close_other(struct parser *parser, const struct element *element, const struct tag *tag)
{
	bool alone = take_line(parser, tag, true);
	struct node *node = &parser->nodes[element->node];

	if (node->kind == NODE_BLOCK && node->standalone && parser->count - element->node == 1)
		node->indent = element->indent;
	/* a line that begins with this tag begins inside the element */
	if (!alone && parser->line_opens)
		add_text_node(parser, STR(""));
}

static bool closes(const struct parser *parser, const struct element *element, const struct tag *tag)
{
	const struct node *node = &parser->nodes[element->node];

	return node->dynamic == tag->dynamic && str_equal(node->name->text, tag->name);
}

/* An element's tags as their author writes them. */
static struct str opening_text(struct parser *parser, const struct element *element)
{
	static const char sigils[] = {[NODE_SECTION] = '#', [NODE_INVERTED] = '^', [NODE_BLOCK] = '$', [NODE_PARENT] = '<'};
	const struct node *node = &parser->nodes[element->node];

	return tag_text(&parser->tags, sigils[node->kind], node->dynamic, node->name->text);
}

static struct str closing_text(struct parser *parser, const struct element *element)
{
	const struct node *node = &parser->nodes[element->node];

	return tag_text(&parser->tags, '/', node->dynamic, node->name->text);
}

/* A closing tag that does not fit the innermost element: closes that and, when it fits one further out, those between. */
static void close_wrong(struct parser *parser, const struct tag *tag)
{
	const struct element *innermost = &parser->elements[parser->depth - 1];
	struct str name = parser->nodes[innermost->node].name->text;
	size_t target = parser->depth - 1;

	tag_error(&parser->tags, tag->place, "%.*s stands where %.*s belongs: %.*s at line %u, column %u is still open",
		STR_ARG(tag_text(&parser->tags, '/', tag->dynamic, tag->name)), STR_ARG(closing_text(parser, innermost)),
		STR_ARG(opening_text(parser, innermost)), innermost->place.line, innermost->place.column);
	for (size_t i = parser->depth; i-- > 0 && parser->depth - i <= MUSTACHE_DEEPEST;) {
		if (closes(parser, &parser->elements[i], tag)) {
			target = i;
			break;
		}
	}
	take_line(parser, tag, true);
	while (parser->depth > target)
		pop(parser);
	parser->forgiven = name;
}

static void close_element(struct parser *parser, const struct tag *tag)
{
	const struct element *element = parser->depth ? &parser->elements[parser->depth - 1] : NULL;

	if (!element || !closes(parser, element, tag)) {
		if (parser->forgiven.len && str_equal(tag->name, parser->forgiven)) {
			take_line(parser, tag, true);
			parser->forgiven = STR("");
		} else if (element) {
			close_wrong(parser, tag);
		} else {
			take_line(parser, tag, true);
			tag_error(&parser->tags, tag->place, "%.*s closes nothing; delete it, or open what it should close",
				STR_ARG(tag_text(&parser->tags, '/', tag->dynamic, tag->name)));
		}
		return;
	}
	if (parser->nodes[element->node].kind == NODE_PARENT)
		close_parent(parser, element, tag);
	else if (element->argument)
		close_argument(parser, tag);
	else
		close_other(parser, element, tag);
	pop(parser);
}

/* ---- templates ---- */

static void take_tag(struct parser *parser, const struct tag *tag)
{
	if (!tag->name.len) { /* a comment, delimiters, or broken */
		take_line(parser, tag, true);
		return;
	}
	switch (tag->kind) {
	case '#':
	case '^': open_section(parser, tag); break;
	case '$': open_block(parser, tag); break;
	case '<': open_parent(parser, tag); break;
	case '>': take_partial(parser, tag); break;
	case '/': close_element(parser, tag); break;
	default: take_variable(parser, tag); break;
	}
}

struct template *template_parse(struct arena *arena, struct str path, struct str text, struct diags *diags)
{
	struct parser parser = {.arena = arena, .text = text, .line_opens = true};
	struct template *template = arena_new(arena, struct template);
	struct tag tag;

	parser.tags = tag_reader_new(arena, path, text, diags);
	while (tag_next(&parser.tags, parser.at, &tag))
		take_tag(&parser, &tag);
	add_text(&parser, parser.at, text.len);
	while (parser.depth) {
		const struct element *element = &parser.elements[parser.depth - 1];

		tag_error(&parser.tags, element->place, "%.*s is never closed; add %.*s where it ends",
			STR_ARG(opening_text(&parser, element)), STR_ARG(closing_text(&parser, element)));
		pop(&parser);
	}
	add_node(&parser, NODE_RETURN);

	template->path = path;
	template->count = parser.count;
	template->nodes = arena_array(arena, struct node, parser.count);
	memcpy(template->nodes, parser.nodes, parser.count * sizeof(*parser.nodes));
	free(parser.nodes);
	free(parser.elements);
	return template;
}

struct str template_path(const struct template *template)
{
	return template->path;
}

void template_names(const struct template *template, template_visit *visit, void *context)
{
	for (size_t i = 0; i < template->count; i++) {
		const struct node *node = &template->nodes[i];
		bool includes = node->kind == NODE_PARTIAL || node->kind == NODE_PARENT;
		bool looks_up = node->kind == NODE_ESCAPED || node->kind == NODE_RAW || node->kind == NODE_SECTION ||
		                node->kind == NODE_INVERTED || node->dynamic;

		if ((!includes && !looks_up) || (looks_up && node->name->count == 0))
			continue;
		struct template_name name = {
			.name = node->name->text, .place = node->place, .partial = !looks_up, .dynamic = node->dynamic};
		visit(context, template, &name);
	}
}
