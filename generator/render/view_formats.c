/* What else there is of graphs and maps: GraphML, which programs that draw networks read, and GeoJSON (RFC 7946), which
 * those read that draw maps. */
#include "base/arena.h"
#include "formats/escape.h"
#include "formats/json.h"
#include "render/view.h"

/* ---- GraphML ---- */

static void put_data(struct buf *out, const char *key, struct str text)
{
	if (!text.len)
		return;
	buf_printf(out, "<data key=\"%s\">", key);
	escape_xml(out, text);
	buf_put(out, STR("</data>"));
}

static void put_node(struct buf *out, struct map *known, const struct entry *entry)
{
	if (map_get(known, entry->id))
		return;
	map_set(known, entry->id, (void *)entry);
	buf_put(out, STR("  <node id=\""));
	escape_xml(out, entry->id);
	buf_put(out, STR("\">"));
	put_data(out, "title", entry->title);
	put_data(out, "type", entry->type ? entry->type->name : STR(""));
	buf_put(out, STR("</node>\n"));
}

static void put_edge(struct buf *out, const struct view_edge *edge, struct str group)
{
	buf_put(out, STR("  <edge source=\""));
	escape_xml(out, edge->from->id);
	buf_put(out, STR("\" target=\""));
	escape_xml(out, edge->to->id);
	buf_printf(out, "\"%s>", edge->field->symmetric ? " directed=\"false\"" : "");
	put_data(out, "relation", edge->field->name);
	put_data(out, "group", group);
	buf_put(out, STR("</edge>\n"));
}

void view_graphml(struct making *m, struct buf *out, const struct view *view)
{
	static const char HEAD[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
							   "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
							   " <key id=\"title\" for=\"node\" attr.name=\"title\" attr.type=\"string\"/>\n"
							   " <key id=\"type\" for=\"node\" attr.name=\"type\" attr.type=\"string\"/>\n"
							   " <key id=\"relation\" for=\"edge\" attr.name=\"relation\" attr.type=\"string\"/>\n"
							   " <key id=\"group\" for=\"edge\" attr.name=\"group\" attr.type=\"string\"/>\n"
							   " <graph edgedefault=\"directed\">\n";
	const struct view_result *result = &view->result;
	struct map known = {0};

	(void)m;
	buf_put(out, str_from(HEAD));
	for (size_t i = 0; !view->around.len && i < result->group_count; i++)
		for (size_t at = 0; at < result->groups[i].count; at++)
			put_node(out, &known, result->groups[i].rows[at].entry);
	for (size_t i = 0; i < result->drawing_count; i++)
		for (size_t at = 0; at < result->drawings[i].edge_count; at++) {
			put_node(out, &known, result->drawings[i].edges[at].from);
			put_node(out, &known, result->drawings[i].edges[at].to);
		}
	for (size_t i = 0; i < result->drawing_count; i++)
		for (size_t at = 0; at < result->drawings[i].edge_count; at++)
			put_edge(out, &result->drawings[i].edges[at], result->drawings[i].title);
	map_release(&known);
	buf_put(out, STR(" </graph>\n</graphml>\n"));
}

/* ---- GeoJSON ---- */

static void set(struct making *m, struct value *map, const char *name, const struct value *value)
{
	value_set(m->arena, map, str_from(name), value);
}

static const struct value *point_of(struct making *m, const struct view_spot *spot)
{
	struct value *point = value_map(m->arena), *coordinates = value_list(m->arena);

	if (!spot->has_point)
		return value_null(m->arena);
	value_push(m->arena, coordinates, value_number(m->arena, spot->lon));
	value_push(m->arena, coordinates, value_number(m->arena, spot->lat));
	set(m, point, "type", value_text(m->arena, STR("Point")));
	set(m, point, "coordinates", coordinates);
	return point;
}

static const struct value *feature_of(struct making *m, const struct view_spot *spot)
{
	struct value *feature = value_map(m->arena), *properties = value_map(m->arena);
	const struct value *role = value_get(spot->place, STR("role"));

	set(m, properties, "place", value_text(m->arena, spot->name));
	if (role && role->kind == VALUE_TEXT)
		set(m, properties, "role", role);
	set(m, properties, "id", value_text(m->arena, spot->row->entry->id));
	set(m, properties, "title", value_text(m->arena, spot->row->entry->title));
	set(m, feature, "type", value_text(m->arena, STR("Feature")));
	set(m, feature, "geometry", point_of(m, spot));
	set(m, feature, "properties", properties);
	return feature;
}

void view_geojson(struct making *m, struct buf *out, const struct view *view)
{
	struct value *collection = value_map(m->arena), *features = value_list(m->arena);

	for (size_t i = 0; i < view->result.spot_count; i++)
		value_push(m->arena, features, feature_of(m, &view->result.spots[i]));
	set(m, collection, "type", value_text(m->arena, STR("FeatureCollection")));
	set(m, collection, "features", features);
	json_write(out, collection, 1);
	buf_char(out, '\n');
}
