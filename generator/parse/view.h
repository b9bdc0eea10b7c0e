/* The YAML of a ```view block to a struct view, checked against the schema. Never fails: what cannot be understood is
 * told at its line and left out, or the view is `broken`. */
#ifndef GLOSSA_PARSE_VIEW_H
#define GLOSSA_PARSE_VIEW_H

#include "formats/yaml.h"
#include "model/config.h"
#include "model/view.h"

void parse_view(struct arena *arena, struct view *view, const struct config *config, const struct yaml_source *source,
	struct diags *diags);

/* The outlines of a GeoJSON file: lines and polygons, whatever else it holds. */
void parse_land(struct arena *arena, struct land *land, struct str bytes, struct str path, struct diags *diags);

#endif
