/* The files that stand beside a page as data: on the page about the data all of them, on others their own. */
#include "render/parts.h"

#include "base/arena.h"
#include "base/path.h"
#include "model/data_files.h"

struct file_row {
	struct str address, media_type, format, holds;
};

static void add(struct making *m, struct value *list, const struct file_row *row)
{
	const struct shape_text texts[] = {
		{FILE_NAME, path_base(row->address)},
		{FILE_URL, making_url(m, row->address)},
		{FILE_TYPE, row->media_type},
		{FILE_FORMAT, row->format},
		{FILE_HOLDS, row->holds},
	};

	value_push(m->arena, list, making_texts(m, SHAPE_FILE, texts, COUNT_OF(texts)));
}

static bool belongs(enum page_kind kind, enum data_file file)
{
	switch (kind) {
	case KIND_DATA: return true;
	case KIND_HOME: return file == DATA_HANDBOOK;
	case KIND_GLOSSARY: return file == DATA_SKOS || file == DATA_SKOS_JSON || file == DATA_GLOSSARY;
	case KIND_BIBLIOGRAPHY: return file == DATA_BIBTEX || file == DATA_CSL;
	default: return false;
	}
}

static void add_data(struct making *m, struct value *list)
{
	for (size_t i = 0; i < DATA_FILES; i++) {
		const struct data_file_row *row = &DATA_FILE_ROWS[i];
		const struct value *holds;

		if (!belongs(m->page->kind, (enum data_file)i) || !data_file_written(m->site, (enum data_file)i))
			continue;
		holds = value_get(m->language->words, row->word);
		add(m, list,
			&(struct file_row){row->address, row->media_type, row->format,
				holds && holds->kind == VALUE_TEXT ? holds->text : STR("")});
	}
}

static void add_entry(struct making *m, struct value *list)
{
	for (size_t i = 0; i < ENTRY_FILES; i++)
		add(m, list,
			&(struct file_row){entry_file_address(m->arena, m->page->entry, (enum entry_file)i),
				ENTRY_FILE_ROWS[i].media_type, ENTRY_FILE_ROWS[i].format, STR("")});
}

void files_fill(struct making *m, struct value *map)
{
	const struct page *page = m->page;
	bool own = (page->kind == KIND_ENTRY || page->kind == KIND_HOME) && page->entry &&
	           entry_has_files(m->site, page->entry);
	bool any = own || belongs(page->kind, DATA_HANDBOOK) || belongs(page->kind, DATA_SKOS) ||
	           belongs(page->kind, DATA_CSL);

	if (!any) /* nearly all pages */
		return;
	struct value *list = value_list(m->arena);
	if (own)
		add_entry(m, list);
	add_data(m, list);
	shape_set(map, PAGE_FILES, list);
	shape_set(map, PAGE_HAS_FILES, making_bool(list->list.count > 0));
}
