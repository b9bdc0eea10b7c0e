/* The scan before libcmark: a linear look at the source, line by line, that swaps what CommonMark does not know for
 * marks (one private character each) and remembers where each stood.
 *
 * Why before and not after: libcmark knows the place of blocks but not of inlines, and resolves escapes before anyone
 * can ask, so that \[[y]] and [[z]] look alike afterwards. Why one pass: tables, footnotes and definitions are turned
 * into things that libcmark parses with the rest (cells into headings ahead of the text, footnotes and definitions
 * into list items), so that link definitions hold everywhere and nothing is parsed twice.
 *
 * Wherever the scan is wrong (a [[link]] inside what turns out to be code), the tree stage puts back what the mark
 * replaced. So the scan may guess; it must only never change the number of lines. */
#include "base/map.h"
#include "base/utf8.h"
#include "formats/markdown_scanner.h"

enum { DEFAULT_NESTING = 100, MOST_COLUMNS = 1000, MOST_IMAGE_BRACKETS = 10000, MOST_PADDING = 200000 };

struct place markdown_place(struct md_scanner *s, size_t offset)
{
	size_t from = s->column_at;

	if (from < s->line_start || from > offset) {
		from = s->line_start;
		s->column = 1;
	}
	if (offset < s->line_start) /* only for what began on an earlier line, whose column is not kept */
		return (struct place){s->line, 1};
	s->column += (uint32_t)utf8_count(str_slice(s->source, from, offset));
	s->column_at = offset;
	return (struct place){s->line, s->column};
}

void markdown_flush(struct md_scanner *s)
{
	if (s->at > s->copied)
		buf_put(s->out, str_slice(s->source, s->copied, s->at));
	s->copied = s->at;
}

struct md_mark *markdown_mark(struct md_scanner *s, enum md_mark_kind kind, size_t end)
{
	struct markdown *markdown = s->markdown;
	struct str source = str_slice(s->source, s->at, end);

	markdown_flush(s);
	if (markdown->mark_count >= MOST_MARKS && !s->refused) {
		diag_add(s->diags, DIAG_TEXT_TOO_LARGE, s->options->path, markdown_place(s, s->at),
			"more than %d links, citations and notes in one entry; split it", MOST_MARKS);
		s->refused = true;
	}
	if (s->refused)
		markdown->mark_count = 0;
	markdown->marks = grow(markdown->marks, markdown->mark_count, &markdown->mark_capacity, sizeof(*markdown->marks));
	struct md_mark *mark = &markdown->marks[markdown->mark_count];
	*mark = (struct md_mark){
		.kind = (uint8_t)kind, .place = markdown_place(s, s->at), .source = source, .partner = MD_NONE};
	mark->length = (uint32_t)utf8_count(source);
	buf_utf8(s->out, FIRST_MARK + (uint32_t)markdown->mark_count++);
	s->at = s->copied = end;
	return mark;
}

static void copy_line(struct md_scanner *s, size_t end)
{
	s->at = end < s->source.len ? end + 1 : end;
	markdown_flush(s);
	s->line++;
	s->line_start = s->at;
}

/* --- footnotes, definitions, callouts, tasks: turned into what libcmark can hold --- */

static uint32_t add_footnote(struct md_scanner *s, struct str name, struct place place)
{
	struct markdown *markdown = s->markdown;

	markdown->footnotes = grow(
		markdown->footnotes, markdown->footnote_count, &markdown->footnote_capacity, sizeof(*markdown->footnotes));
	markdown->footnotes[markdown->footnote_count] = (struct md_footnote){.name = name, .place = place, .item = MD_NONE};
	return (uint32_t)markdown->footnote_count++;
}

/* "[^name]: text" becomes a list item whose content begins where a footnote's does, four columns in. */
static bool scan_footnote(struct md_scanner *s, struct md_prefix prefix, size_t end)
{
	struct str line = str_slice(s->source, prefix.content, end);

	if (!str_starts(line, STR("[^")) || prefix.indent > 3 + s->list_indent)
		return false;
	size_t close = str_find(line, STR("]:"), 2);
	if (close == line.len || close == 2 || close > 200)
		return false;
	struct str name = str_slice(line, 2, close);
	for (size_t i = 0; i < name.len; i++)
		if (name.data[i] == ' ' || name.data[i] == '[' || name.data[i] == ']' || name.data[i] == '\t')
			return false;
	size_t text = prefix.content + close + 2;
	while (text < end && (s->source.data[text] == ' ' || s->source.data[text] == '\t'))
		text++;
	bool empty = line_blank(str_slice(s->source, text, end));
	s->at = prefix.content;
	markdown_flush(s);
	/* an empty first line must not stay open for indented code to continue: a heading never does */
	buf_put(s->out, empty ? STR("+   # ") : STR("+   "));
	struct md_mark *mark = markdown_mark(s, MARK_FOOTNOTE, text);
	mark->partner = add_footnote(s, name, mark->place);
	return true;
}

/* ": text" under a term becomes a list item. */
static bool scan_definition(struct md_scanner *s, struct md_prefix prefix, size_t end)
{
	struct str line = str_slice(s->source, prefix.content, end);

	if (line.len < 3 || line.data[0] != ':' || (line.data[1] != ' ' && line.data[1] != '\t') ||
		line_blank(str_from_index(line, 1)))
		return false;
	if (prefix.indent > 3 + s->list_indent)
		return false;
	size_t text = prefix.content + 1;
	while (text < end && (s->source.data[text] == ' ' || s->source.data[text] == '\t'))
		text++;
	s->at = prefix.content;
	markdown_flush(s);
	buf_put(s->out, STR("+ "));
	markdown_mark(s, MARK_DEFINITION, text);
	return true;
}

static void scan_callout(struct md_scanner *s, struct md_prefix prefix, size_t end)
{
	struct str line = str_slice(s->source, prefix.content, end);
	size_t close = 2;

	if (prefix.quotes == 0 || !str_starts(line, STR("[!")))
		return;
	while (close < line.len && ((line.data[close] >= 'A' && line.data[close] <= 'Z') ||
								   (line.data[close] >= 'a' && line.data[close] <= 'z') || line.data[close] == '-' ||
								   line.data[close] == '_'))
		close++;
	if (close == 2 || close == line.len || line.data[close] != ']' ||
		(close + 1 < line.len && (line.data[close + 1] == '(' || line.data[close + 1] == '[')))
		return;
	s->at = prefix.content;
	size_t after = prefix.content + close + 1;
	while (after < end && s->source.data[after] == ' ')
		after++;
	struct md_mark *mark = markdown_mark(s, MARK_CALLOUT, after);
	mark->a = str_slice(line, 2, close);
}

static void scan_task(struct md_scanner *s, struct md_prefix prefix, size_t end)
{
	struct str line = str_slice(s->source, prefix.content, end);

	if (prefix.item_indent == 0 || line.len < 5 || line.data[0] != '[' || line.data[2] != ']' ||
		(line.data[3] != ' ' && line.data[3] != '\t'))
		return;
	if ((line.data[1] != ' ' && line.data[1] != 'x' && line.data[1] != 'X') || line_blank(str_from_index(line, 3)))
		return;
	s->at = prefix.content;
	markdown_mark(s, MARK_TASK, prefix.content + 3);
}

/* --- tables --- */

static void add_cell(struct markdown *markdown, uint32_t heading, uint8_t align)
{
	markdown->cell_list = grow(
		markdown->cell_list, markdown->cell_count, &markdown->cell_capacity, sizeof(*markdown->cell_list));
	markdown->cell_list[markdown->cell_count++] = (struct md_cell){.heading = heading, .align = align};
}

/* The cell's text goes ahead of everything as a heading of its own. */
static void scan_cell(struct md_scanner *row, struct str cell, uint32_t *headings, uint8_t align)
{
	if (cell.len == 0) {
		add_cell(row->markdown, MD_NONE, align);
		return;
	}
	size_t start = (size_t)(cell.data - row->source.data);

	buf_put(row->out, STR("# "));
	row->at = row->copied = start;
	row->limit = start + cell.len;
	row->span_end = 0;
	markdown_scan_inlines(row, row->limit);
	if (cell.data[cell.len - 1] == '#') { /* else libcmark takes it for the heading's closing mark */
		struct md_mark *nothing = markdown_mark(row, MARK_NOTHING, row->at);
		nothing->length = 0;
	}
	buf_char(row->out, '\n');
	add_cell(row->markdown, (*headings)++, align);
}

struct table {
	uint8_t aligns[MOST_COLUMNS];
	size_t columns;
	uint32_t *headings;
	size_t *padding;
};

static void scan_row(
	struct md_scanner *s, struct table *table, struct md_prefix prefix, size_t end, bool head, bool delimiter)
{
	struct str row = str_trim_end(str_slice(s->source, prefix.content, end));
	struct str cell;
	size_t at = 0, column = 0, first = s->markdown->cell_count;

	s->at = prefix.content;
	struct md_mark *mark = markdown_mark(s, MARK_ROW, prefix.content + row.len);
	size_t index = (size_t)(mark - s->markdown->marks);
	mark->continued = !head;
	if (!delimiter) {
		struct md_scanner cells = *s;

		cells.out = &s->markdown->cells;
		cells.in_cell = true;
		cells.closer_count = 0;
		while (column < table->columns && line_next_cell(row, &at, !s->options->plain, &cell))
			scan_cell(&cells, cell, table->headings, table->aligns[column++]);
		if (column == table->columns && !s->options->plain && line_next_cell(row, &at, true, &cell)) {
			struct place place = markdown_place(s, (size_t)(cell.data - s->source.data));

			diag_add(s->diags, DIAG_TABLE_CELLS, s->options->path, place,
				"this row has more cells than the table's head, which has %zu; the surplus is lost", table->columns);
		}
		for (; column < table->columns && *table->padding < MOST_PADDING; column++, ++*table->padding)
			add_cell(s->markdown, MD_NONE, table->aligns[column]);
	}
	mark = &s->markdown->marks[index];
	mark->first = (uint32_t)first;
	mark->count = (uint32_t)(s->markdown->cell_count - first);
	s->at = s->copied = end;
	copy_line(s, end);
}

/* The columns of a table whose head is this line, or 0. */
static size_t table_columns(struct md_scanner *s, struct md_prefix prefix, size_t end, uint8_t *aligns)
{
	struct str head = str_trim(str_slice(s->source, prefix.content, end));
	struct str cell;
	size_t next = end + 1, at = 0, cells = 0;

	if (next >= s->source.len)
		return 0;
	size_t next_end = line_end(s->source, next);
	struct md_prefix below = line_prefix(s->source, next, next_end);
	if (below.content >= next_end || (s->source.data[below.content] != '|' && s->source.data[below.content] != ':' &&
										 s->source.data[below.content] != '-'))
		return 0;
	if (below.quotes != prefix.quotes || below.markers != below.quotes)
		return 0;
	size_t columns = line_delimiter_row(str_slice(s->source, below.content, next_end), aligns, MOST_COLUMNS);
	if (columns == 0 || columns > MOST_COLUMNS)
		return 0;
	while (cells <= columns && line_next_cell(head, &at, !s->options->plain, &cell))
		cells++;
	return cells == columns ? columns : 0;
}

static bool scan_table(struct md_scanner *s, struct md_prefix prefix, size_t end, uint32_t *headings, size_t *padding)
{
	struct table table = {.headings = headings, .padding = padding};

	table.columns = table_columns(s, prefix, end, table.aligns);
	if (table.columns == 0)
		return false;
	scan_row(s, &table, prefix, end, true, false);
	end = line_end(s->source, s->at);
	scan_row(s, &table, line_prefix(s->source, s->at, end), end, false, true);
	while (s->at < s->source.len) {
		end = line_end(s->source, s->at);
		struct md_prefix row = line_prefix(s->source, s->at, end);
		if (row.quotes != prefix.quotes || row.markers != row.quotes ||
			line_interrupts(str_slice(s->source, row.content, end)))
			break;
		scan_row(s, &table, row, end, false, false);
	}
	s->span_end = 0;
	return true;
}

/* --- the line --- */

/* Fenced code is copied as it is; its end is the closing fence or the end of the quotation or item it stands in. */
static bool in_fence(struct md_scanner *s, struct md_prefix prefix, size_t end)
{
	struct str content = str_slice(s->source, prefix.content, end);

	if (!s->fence)
		return false;
	bool left = prefix.quotes < s->fence_quotes ||
	            (!line_blank(content) && s->fence_indent && prefix.indent < s->fence_indent);
	if (left) {
		s->fence = '\0';
		return false;
	}
	size_t length = line_fence(content);
	if (length >= s->fence_length && content.data[0] == s->fence && line_blank(str_from_index(content, length)))
		s->fence = '\0';
	return true;
}

static bool opens_fence(struct md_scanner *s, struct md_prefix prefix, size_t end)
{
	struct str content = str_slice(s->source, prefix.content, end);
	size_t length = line_fence(content);

	if (length == 0 || prefix.indent > 3 + s->list_indent)
		return false;
	s->fence = content.data[0];
	s->fence_length = length;
	s->fence_quotes = prefix.quotes;
	s->fence_indent = prefix.indent >= s->list_indent ? s->list_indent : 0;
	return true;
}

/* "[label]: address" */
static bool scan_link_definition(struct md_scanner *s, struct md_prefix prefix, size_t end)
{
	struct str line = str_slice(s->source, prefix.content, end);
	struct markdown *markdown = s->markdown;
	size_t close = 1;

	if (line.len < 4 || line.data[0] != '[' || line.data[1] == '^' || line.data[1] == '[')
		return false;
	while (close < line.len && line.data[close] != ']')
		close += line.data[close] == '\\' ? 2 : 1;
	if (close + 1 >= line.len || line.data[close + 1] != ':' || close > 1000)
		return false;
	size_t address = prefix.content + close + 2;
	while (address < end && s->source.data[address] == ' ')
		address++;
	markdown->definition_lines = grow(markdown->definition_lines, markdown->definition_count,
		&markdown->definition_capacity, sizeof(*markdown->definition_lines));
	markdown->definition_lines[markdown->definition_count++] = s->line;
	s->at = address;
	/* "<" may yet begin a tag, which a mark inside would break */
	if (address < end && s->source.data[address] != '\r' && s->source.data[address] != '<')
		markdown_mark(s, MARK_DESTINATION, address);
	copy_line(s, end);
	return true;
}

static void scan_line(struct md_scanner *s, uint32_t *headings, size_t *padding)
{
	size_t end = line_end(s->source, s->at);
	struct md_prefix prefix = line_prefix(s->source, s->at, end);
	struct str content = str_slice(s->source, prefix.content, end);
	uint32_t nesting = s->options->nesting ? s->options->nesting : DEFAULT_NESTING;

	if (in_fence(s, prefix, end)) {
		copy_line(s, end);
		return;
	}
	if (prefix.markers > nesting) {
		diag_add(s->diags, DIAG_TEXT_NESTING, s->options->path, (struct place){s->line, 1},
			"%zu quotations and lists inside one another; the limit is %u", prefix.markers, nesting);
		s->refused = true;
		return;
	}
	bool after_blank = s->previous_blank, after_code = s->previous_code;
	s->previous_blank = line_blank(content);
	s->previous_code = false;
	if (s->previous_blank) {
		s->previous_code = after_code;
		s->span_end = 0;
		copy_line(s, end);
		return;
	}
	if (prefix.item_indent)
		s->list_indent = prefix.item_indent;
	else if (prefix.indent < s->list_indent && (after_blank || line_interrupts(content)))
		s->list_indent = prefix.indent >= 2 ? prefix.indent : 0;
	if (opens_fence(s, prefix, end)) {
		copy_line(s, end);
		return;
	}
	if (prefix.item_indent == 0 && prefix.indent >= 4 + s->list_indent && (after_blank || after_code)) {
		s->previous_code = true;
		copy_line(s, end);
		return;
	}
	if (scan_table(s, prefix, end, headings, padding))
		return;
	if (s->span_end < end || line_interrupts(content))
		s->span_end = 0;
	if (!scan_footnote(s, prefix, end)) {
		if (scan_link_definition(s, prefix, end))
			return;
		if (!s->options->plain && !scan_definition(s, prefix, end))
			scan_callout(s, prefix, end);
		scan_task(s, prefix, end);
	}
	markdown_scan_inlines(s, end);
	copy_line(s, line_end(s->source, s->at));
}

static void unclosed_nolink(struct md_scanner *s)
{
	if (s->nolink)
		diag_add_span(s->diags, DIAG_NOLINK_UNCLOSED, s->options->path, s->nolink_place, 15,
			"no <!-- /nolink --> follows; add it where linking shall begin again");
}

/* Which footnote each mark means: the first of that name. */
static void join_footnotes(struct markdown *markdown, const struct markdown_options *options, struct diags *diags)
{
	struct map by_name = {0};

	for (size_t i = 0; i < markdown->footnote_count; i++) {
		struct md_footnote *note = &markdown->footnotes[i];
		const struct md_footnote *first = map_get(&by_name, note->name);

		note->used = first != NULL; /* one complaint is enough */
		if (!first)
			map_set(&by_name, note->name, note);
		else if (!options->plain)
			diag_add_span(diags, DIAG_FOOTNOTE_DUPLICATE, options->path, note->place,
				(uint32_t)utf8_count(note->name) + 4, "footnote \"%.*s\" is already defined on line %u",
				STR_ARG(note->name), first->place.line);
	}
	for (size_t i = 0; i < markdown->mark_count; i++) {
		struct md_mark *mark = &markdown->marks[i];
		struct md_footnote *note = mark->kind == MARK_NOTE ? map_get(&by_name, mark->a) : NULL;

		if (note)
			mark->partner = (uint32_t)(note - markdown->footnotes);
	}
	map_release(&by_name);
}

bool markdown_scan(
	struct markdown *markdown, struct str source, const struct markdown_options *options, struct diags *diags)
{
	struct md_scanner s = {
		.markdown = markdown,
		.options = options,
		.diags = diags,
		.source = source,
		.out = &markdown->scanned,
		.line = options->first_line,
		.column = 1,
	};
	uint32_t headings = 0;
	size_t padding = 0;

	buf_reserve(&markdown->scanned, source.len + source.len / 8);
	s.previous_blank = true;
	while (s.at < source.len && !s.refused)
		scan_line(&s, &headings, &padding);
	if (s.image_brackets > MOST_IMAGE_BRACKETS && !s.refused) {
		diag_add(diags, DIAG_TEXT_NESTING, options->path, (struct place){0}, "more than %d \"![[\" in one entry",
			MOST_IMAGE_BRACKETS);
		s.refused = true;
	}
	unclosed_nolink(&s);
	if (!s.refused)
		join_footnotes(markdown, options, diags);
	return !s.refused;
}
