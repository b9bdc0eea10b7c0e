/* A ```view block in a body: what it asks for is read here, its hole is filled once the whole site is known. */
#include "base/arena.h"
#include "parse/body_writer.h"
#include "parse/view.h"

enum { MOST_VIEWS = 100 }; /* each looks at the whole handbook */

/* Drawings and tables with a caption are counted with the figures and tables that the text has itself. */
static void number_view(struct writer *w, struct view *view, uint32_t line)
{
	bool drawn = view->kind == VIEW_TIMELINE || view->kind == VIEW_MAP || view->kind == VIEW_GRAPH ||
	             view->kind == VIEW_BARS;
	bool table = view->kind == VIEW_TABLE || view->kind == VIEW_MATRIX;
	uint32_t number = drawn ? ++w->figures : table ? ++w->tables : (uint32_t)w->worker->view_count + 1;
	struct str word = interface_word(w, drawn ? STR("figure") : STR("table"));
	struct str wanted = str_format(&w->entry->arena, "%s-%u", drawn ? "fig" : table ? "table" : "view", number);

	if ((drawn || table) && view->caption.len)
		view->label = str_format(&w->entry->arena, "%.*s %u", STR_ARG(word), number);
	view->id = free_id(w, view->id.len ? view->id : wanted);
	add_anchor(w, (struct anchor){view->id,
					  drawn   ? ANCHOR_FIGURE
					  : table ? ANCHOR_TABLE
							  : ANCHOR_OTHER,
					  number,
					  view->label.len     ? view->label
					  : view->caption.len ? view->caption
										  : wanted,
					  {line, 1}});
}

bool write_view(struct writer *w, const struct md_item *item, struct str info, struct str text)
{
	struct body_worker *worker = w->worker;
	struct view view = {
		.id = STR(""), .caption = STR(""), .note = STR(""), .label = STR(""), .around = STR(""), .land = STR("")};
	struct yaml_source source = {text, w->entry->path, item->line + 1};

	if (w->rules->plain || !w->rules->config || !w->rules->config->schema.type_count || !str_equal(info, STR("view")))
		return false;
	if (worker->view_count >= MOST_VIEWS) {
		diag_add(w->diags, DIAG_VIEW_VALUE, w->entry->path, (struct place){item->line, 1},
			"more than %d views on one page; make it several pages", MOST_VIEWS);
		return true;
	}
	parse_view(&w->entry->arena, &view, w->rules->config, &source, w->diags);
	if (view.broken)
		return true;
	number_view(w, &view, item->line);
	worker->views = grow(worker->views, worker->view_count, &worker->view_capacity, sizeof(view));
	worker->views[worker->view_count] = view;
	write_hole(w, HOLE_VIEW, worker->view_count++);
	return true;
}
