/* All places as GeoJSON (RFC 7946): a feature each, with the entry that it stands in and when that was. A place without
 * coordinates is a feature without geometry. */
#include "base/arena.h"
#include "export/exporting.h"
#include "formats/json_stream.h"
#include "model/dated.h"
#include "model/naming.h"

struct writing {
	struct exporting *e;
	struct json_stream json;
	struct str date; /* of the entry at hand; "" for none */
	struct export_days days;
};

static void put_geometry(struct json_stream *json, const struct value *place)
{
	const struct value *lat = value_get(place, STR("lat")), *lon = value_get(place, STR("lon"));

	json_key(json, STR("geometry"));
	if (!lat || !lon || lat->kind != VALUE_NUMBER || lon->kind != VALUE_NUMBER) {
		json_null(json);
		return;
	}
	json_open(json, '{');
	json_member(json, STR("type"), STR("Point"));
	json_key(json, STR("coordinates"));
	json_open(json, '[');
	json_number(json, lon->number);
	json_number(json, lat->number);
	json_close(json, ']');
	json_close(json, '}');
}

static void put_property(struct json_stream *json, struct str key, struct str text)
{
	json_key(json, key);
	json_text_or_null(json, text);
}

static void put_properties(struct writing *w, const struct found *found)
{
	const struct entry *entry = found->entry;
	struct arena *scratch = &w->e->scratch;
	struct json_stream *json = &w->json;

	json_key(json, STR("properties"));
	json_open(json, '{');
	put_property(json, STR("name"), value_scalar(scratch, value_get(found->value, STR("name"))));
	put_property(json, STR("role"), value_scalar(scratch, value_get(found->value, STR("role"))));
	put_property(json, STR("entry"), entry->id);
	put_property(json, STR("title"), entry->title);
	put_property(json, STR("type"), entry->type->name);
	put_property(json, STR("siglum"), entry_siglum(scratch, entry));
	put_property(json, STR("field"), found->path);
	put_property(json, STR("date"), w->date);
	put_property(json, STR("from"), w->days.from);
	put_property(json, STR("to"), w->days.to);
	put_property(json, STR("address"), entry->address);
	put_property(json, STR("url"), export_full_url(w->e, entry->address));
	json_close(json, '}');
}

static bool put_feature(void *context, const struct found *found)
{
	struct writing *w = context;
	struct json_stream *json = &w->json;

	json_line(json);
	json_open(json, '{');
	json_member(json, STR("type"), STR("Feature"));
	json_member(json, STR("id"), str_format(&w->e->scratch, "%.*s/%zu", STR_ARG(found->entry->id), found->number));
	put_geometry(json, found->value);
	put_properties(w, found);
	json_close(json, '}');
	return true;
}

static void find_date(struct writing *w, const struct entry *entry)
{
	const struct field *field = entry->type ? type_dating_field(entry->type) : NULL;
	const struct value *value = field ? value_get(entry->front, field->name) : NULL;
	struct period period;

	w->date = STR("");
	w->days = (struct export_days){STR(""), STR("")};
	if (value && value->kind == VALUE_LIST)
		value = value->list.count ? value->list.items[0] : NULL;
	if (!value || value->kind != VALUE_TEXT || !edtf_period(value->text, &period))
		return;
	w->date = value->text;
	w->days = export_days(&w->e->scratch, &period);
}

void export_places(struct exporting *e)
{
	struct writing w = {.e = e, .json = {.out = &e->out}};
	bool on = true;

	json_open(&w.json, '{');
	json_member(&w.json, STR("type"), STR("FeatureCollection"));
	json_key(&w.json, STR("features"));
	json_open(&w.json, '[');
	for (size_t i = 0; i < e->site->entry_count && on; i++) {
		find_date(&w, &e->site->entries[i]);
		entry_places(&e->site->entries[i], put_feature, &w);
		on = export_piece(e);
	}
	json_close(&w.json, ']');
	json_close(&w.json, '}');
	buf_char(&e->out, '\n');
}
