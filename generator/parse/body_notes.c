/* Footnotes: a short one stands beside its mark, in the margin or under the line, so that no script and no jump is
 * needed; a longer one, or one whose mark stands where no block may, stands at the end with a way back. */
#include "parse/body_writer.h"

enum { WORDS_BESIDE = 60 };

/* The one paragraph of a note that may stand beside its mark, or NULL. */
static const struct md_item *short_paragraph(const struct writer *w, const struct md_footnote *note)
{
	const struct md_item *items = w->worker->markdown.items;
	const struct md_item *enter = &items[note->item], *paragraph = enter + 1;

	if (paragraph->kind != MD_PARAGRAPH || !(paragraph->flags & MD_ENTER) || paragraph->end + 1 != enter->end)
		return NULL;
	struct str text = str_slice(buf_str(&w->worker->markdown.text), paragraph->from, paragraph->to);
	return str_count(text, ' ') < WORDS_BESIDE ? paragraph : NULL;
}

static void write_number_mark(struct writer *w, const struct note_state *state)
{
	struct buf *out = &w->worker->html;
	bool again = state->marks > 1;

	if (w->rules->plain) {
		buf_printf(out, "<sup class=\"footnote-ref\"><a href=\"#fn%u\" id=\"fnref%u", state->number, state->number);
		if (again)
			buf_printf(out, "-%u", state->marks);
		buf_printf(out, "\">%u</a></sup>", state->number);
		return;
	}
	buf_printf(out, "<a class=\"note-mark\" href=\"#fn-%u%s\" id=\"fnref-%u", state->number,
		state->beside ? "-number" : "", state->number);
	if (again)
		buf_printf(out, "-%u", state->marks);
	buf_printf(out, "\" aria-describedby=\"fn-%u\"><sup>%u</sup></a>", state->number, state->number);
}

/* The mark leads to the number, which leads back: who comes by keyboard has the focus on it, and is two keys away from
 * where they read. A screen reader hears the whole note at its mark. */
static void write_beside(struct writer *w, const struct note_state *state, const struct md_item *paragraph)
{
	struct buf *out = &w->worker->html;
	uint32_t first = (uint32_t)(paragraph - w->worker->markdown.items) + 1;
	bool in_note = w->in_note;

	buf_printf(out,
		"<span class=\"note\" id=\"fn-%u\" role=\"note\"><span class=\"note-number\"><a id=\"fn-%u-number\" "
		"href=\"#fnref-%u\" aria-label=\"%u, ",
		state->number, state->number, state->number, state->number);
	escape_html(out, interface_word(w, STR("back_to_text")));
	buf_printf(out, "\">%u</a></span> ", state->number);
	w->in_note = true;
	write_inlines(w, first, paragraph->end, paragraph->line, ZONE_PROSE, 0);
	w->in_note = in_note;
	put(w, "</span>");
}

void write_note_mark(struct writer *w, const struct md_mark *mark)
{
	const struct md_footnote *note = &w->worker->markdown.footnotes[mark->partner];
	struct note_state *state = &w->worker->notes[mark->partner];
	const struct md_item *paragraph = note->item != MD_NONE ? short_paragraph(w, note) : NULL;

	if (note->item == MD_NONE) { /* its definition was lost in something refused */
		escape_html(&w->worker->html, mark->source);
		return;
	}
	state->marks++;
	if (state->number) {
		write_number_mark(w, state);
		return;
	}
	state->number = ++w->note_number;
	w->worker->note_order[state->number - 1] = mark->partner;
	state->beside = paragraph && !w->in_note && !w->notes_at_end && !w->rules->plain;
	write_number_mark(w, state);
	if (state->beside)
		write_beside(w, state, paragraph);
}

static void write_way_back(struct writer *w, uint32_t number)
{
	struct buf *out = &w->worker->html;
	bool in_paragraph = str_ends(buf_str(out), STR("</p>\n"));

	if (in_paragraph) {
		out->len -= 5;
		buf_char(out, ' ');
	}
	if (w->rules->plain) {
		buf_printf(out, "<a href=\"#fnref%u\" class=\"footnote-backref\">↩</a>", number);
	} else {
		buf_printf(out, "<a class=\"note-back\" href=\"#fnref-%u\" aria-label=\"", number);
		escape_html(out, interface_word(w, STR("back_to_text")));
		put(w, "\">↩</a>");
	}
	buf_put(out, in_paragraph ? STR("</p>\n") : STR("\n"));
}

void write_notes(struct writer *w)
{
	struct body_worker *worker = w->worker;
	bool open = false;

	w->in_note = true;
	/* a note may hold the first mark of another, which then joins the end */
	for (uint32_t number = 1; number <= w->note_number; number++) {
		uint32_t index = worker->note_order[number - 1];
		uint32_t item = worker->markdown.footnotes[index].item;

		if (worker->notes[index].beside)
			continue;
		if (!open && w->rules->plain) {
			put(w, "<section class=\"footnotes\">\n<ol>\n");
		} else if (!open) {
			put(w, "<section class=\"endnotes\" aria-label=\"");
			escape_html(&worker->html, interface_word(w, STR("notes")));
			put(w, "\">\n<ol>\n");
		}
		open = true;
		if (w->rules->plain)
			buf_printf(&worker->html, "<li id=\"fn%u\">\n", number);
		else
			buf_printf(&worker->html, "<li id=\"fn-%u\" value=\"%u\">\n", number, number);
		write_blocks(w, item + 1, worker->markdown.items[item].end);
		write_way_back(w, number);
		put(w, "</li>\n");
	}
	w->in_note = false;
	if (open)
		put(w, "</ol>\n</section>\n");
}
