/* How it works: a compiled template is a program (mustache_nodes.h), run by one loop without recursion in C, so that
 * hostile nesting cannot exhaust a worker's stack. Two stacks grow in the scratch arena:
 *
 *   scopes  the context stack: each section pushes the value or list item that its names are looked up in first
 *   calls   where to go on when a partial, a parent or a block's argument returns
 *
 * A block is looked for among the arguments of all parents being rendered, the outermost first: the page's own
 * template wins over those that it builds on.
 *
 * Indentation: `indent` goes before each line of the template at hand, and never into data. `mid_line` says that the
 * line has begun already, by a block that stands within one.
 *
 * Templates that include one another without end are stopped at 100 levels; those that would go on for longer than
 * anyone waits, by sections within sections of long lists say, at 10 million steps (a page that lists 100,000 entries
 * takes about three) or 256 MiB. */
#include "base/utf8.h"
#include "formats/escape.h"
#include "formats/mustache_nodes.h"

enum { MOST_STEPS = 10 * 1000 * 1000, MOST_BYTES = 256 << 20, LONGEST_INDENT = 4096, LONGEST_QUOTE = 60 };

struct scope {
	const struct value *value;
	const struct node *section; /* NULL for the contexts given */
	const struct value *list;   /* NULL when the section runs once */
	size_t index;               /* of value in the list */
};

struct call {
	const struct template *template; /* to go back to */
	const struct node *next;
	const struct node *arguments; /* the parent tag in that template, whose blocks replace those inside */
	struct str indent;
	bool block; /* not a whole template */
};

struct run {
	struct arena *scratch;
	const struct template_set *set;
	struct diags *diags;
	struct buf *out;
	const struct template *template;
	struct str indent;
	bool mid_line;
	struct scope *scopes;
	size_t scope_count, scope_capacity;
	struct call *calls;
	size_t call_count, call_capacity;
	size_t depth, block_depth; /* calls of templates, of blocks */
	size_t steps;              /* nodes run; a long search for a name counts as several */
	size_t most_bytes;         /* that `out` may hold */
};

/* ---- looking up ---- */

static const struct value *look_up(struct run *run, const struct name *name)
{
	const struct member *member = NULL;
	size_t i = run->scope_count;

	if (name->count == 0)
		return i ? run->scopes[i - 1].value : NULL;
	while (!member && i-- > 0)
		member = value_member_hashed(run->scopes[i].value, name->keys[0].text, name->keys[0].hash);
	run->steps += (run->scope_count - i) / 4;
	for (uint32_t part = 1; member && part < name->count; part++)
		member = value_member_hashed(member->value, name->keys[part].text, name->keys[part].hash);
	return member ? member->value : NULL;
}

static const struct template *included(struct run *run, const struct node *node)
{
	struct str name = node->name->text;

	if (node->dynamic)
		name = value_scalar(run->scratch, look_up(run, node->name));
	return map_get(&run->set->by_name, name);
}

/* The argument for a block, and the template that it belongs to. */
static const struct node *argument_for(struct run *run, const struct node *block, const struct template **owner)
{
	for (size_t i = 0; i < run->call_count; i++) {
		const struct node *parent = run->calls[i].arguments;

		if (!parent)
			continue;
		for (const struct node *child = parent + 1; child < parent + parent->size; child += child->size) {
			run->steps++;
			if (child->kind == NODE_BLOCK && child->name->hash == block->name->hash &&
				str_equal(child->name->text, block->name->text)) {
				*owner = run->calls[i].template;
				return child;
			}
		}
	}
	return NULL;
}

/* ---- printing ---- */

static void put_indented(struct run *run, struct str text)
{
	size_t line = 0;
	size_t end = str_find_char(text, '\n', 0);

	while (end + 1 < text.len && run->out->len <= run->most_bytes) {
		buf_put(run->out, str_slice(text, line, end + 1));
		buf_put(run->out, run->indent);
		line = end + 1;
		end = str_find_char(text, '\n', line);
	}
	buf_put(run->out, str_from_index(text, line));
}

static void put_value(struct run *run, const struct value *value, bool raw)
{
	char number[NUMBER_LONGEST];

	switch (value ? value->kind : VALUE_NULL) {
	case VALUE_TEXT:
		if (raw)
			buf_put(run->out, value->text);
		else
			escape_html(run->out, value->text);
		break;
	case VALUE_NUMBER: buf_put(run->out, (struct str){number, value_number_text(value->number, number)}); break;
	case VALUE_BOOL: buf_put(run->out, value->boolean ? STR("true") : STR("false")); break;
	default: break;
	}
}

static void open_line(struct run *run)
{
	if (!run->mid_line)
		buf_put(run->out, run->indent);
	run->mid_line = false;
}

/* ---- sections ---- */

static void push_scope(struct run *run, struct scope scope)
{
	run->scopes = arena_grow(run->scratch, run->scopes, run->scope_count, &run->scope_capacity, sizeof(*run->scopes));
	run->scopes[run->scope_count++] = scope;
}

/* Each of these returns the node to go on with. */
static const struct node *enter_section(struct run *run, const struct node *node)
{
	const struct value *value = look_up(run, node->name);
	struct scope scope = {.value = value, .section = node};

	if (value_is_empty(value))
		return node + node->size;
	if (value->kind == VALUE_LIST) {
		scope.list = value;
		scope.value = value->list.items[0];
	}
	push_scope(run, scope);
	return node + 1;
}

static const struct node *end_section(struct run *run, const struct node *node)
{
	struct scope *scope = &run->scopes[run->scope_count - 1];

	if (scope->list && ++scope->index < scope->list->list.count) {
		scope->value = scope->list->list.items[scope->index];
		return scope->section + 1;
	}
	run->scope_count--;
	return node + 1;
}

/* ---- calls ---- */

/* The first node to run, or NULL, which ends the rendering, when calls are nested too deep. */
static const struct node *enter(struct run *run, const struct node *node, struct call call,
	const struct template *template, const struct node *first)
{
	size_t *depth = call.block ? &run->block_depth : &run->depth;

	if (*depth >= MUSTACHE_DEEPEST) {
		diag_add(run->diags, DIAG_TEMPLATE_RECURSION, run->template->path, node->place,
			"\"%.*s\" is nested %d levels deep; end the recursion by a section that becomes empty",
			STR_ARG(utf8_head(node->name->text, LONGEST_QUOTE)), MUSTACHE_DEEPEST);
		return NULL;
	}
	++*depth;
	call.template = run->template;
	call.next = node + node->size;
	call.indent = run->indent;
	run->calls = arena_grow(run->scratch, run->calls, run->call_count, &run->call_capacity, sizeof(*run->calls));
	run->calls[run->call_count++] = call;
	run->template = template;
	return first;
}

static void indent_more(struct run *run, struct str more)
{
	if (!run->indent.len)
		run->indent = more;
	else if (more.len && run->indent.len + more.len <= LONGEST_INDENT)
		run->indent = str_join(run->scratch, run->indent, more);
}

static const struct node *include(struct run *run, const struct node *node)
{
	const struct template *template = included(run, node);
	struct call call = {.arguments = node->kind == NODE_PARENT ? node : NULL};

	if (!template)
		return node + node->size;
	const struct node *first = enter(run, node, call, template, template->nodes);
	if (node->standalone)
		indent_more(run, node->indent);
	else
		run->indent = STR("");
	return first;
}

static const struct node *enter_block(struct run *run, const struct node *node)
{
	const struct template *owner = NULL;
	const struct node *argument = argument_for(run, node, &owner);

	if (!argument)
		return node + 1;
	const struct node *first = enter(run, node, (struct call){.block = true}, owner, argument + 1);
	indent_more(run, node->indent);
	run->mid_line = !node->standalone;
	return first;
}

static const struct node *go_back(struct run *run)
{
	if (!run->call_count)
		return NULL;
	const struct call *call = &run->calls[--run->call_count];
	if (call->block)
		run->mid_line = false;
	--*(call->block ? &run->block_depth : &run->depth);
	run->template = call->template;
	run->indent = call->indent;
	return call->next;
}

/* ---- running ---- */

static const struct node *step(struct run *run, const struct node *node)
{
	if (node->opens_line && (run->indent.len || run->mid_line))
		open_line(run);
	switch ((enum node_kind)node->kind) {
	case NODE_TEXT:
		if (run->indent.len)
			put_indented(run, node->text);
		else
			buf_put(run->out, node->text);
		return node + 1;
	case NODE_ESCAPED:
	case NODE_RAW: put_value(run, look_up(run, node->name), node->kind == NODE_RAW); return node + 1;
	case NODE_SECTION: return enter_section(run, node);
	case NODE_INVERTED: return value_is_empty(look_up(run, node->name)) ? node + 1 : node + node->size;
	case NODE_END: return end_section(run, node);
	case NODE_PARTIAL:
	case NODE_PARENT: return include(run, node);
	case NODE_BLOCK: return enter_block(run, node);
	case NODE_RETURN: return go_back(run);
	}
	return NULL;
}

void template_render(struct arena *scratch, const struct template_set *set, const struct template *template,
	const struct value *const *stack, size_t depth, struct buf *out, struct diags *diags)
{
	struct run run = {.scratch = scratch, .set = set, .diags = diags, .out = out, .template = template};

	run.most_bytes = out->len + MOST_BYTES;
	for (size_t i = 0; i < depth; i++)
		push_scope(&run, (struct scope){.value = stack[i]});
	for (const struct node *node = template->nodes; node; node = step(&run, node)) {
		if (++run.steps > MOST_STEPS || out->len > run.most_bytes) {
			diag_add(diags, DIAG_TEMPLATE_RECURSION, run.template->path, node->place,
				"the page grows without end; nest fewer sections and partials");
			break;
		}
	}
}
