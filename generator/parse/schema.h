/* The types of site.yaml and their fields. */
#ifndef GLOSSA_PARSE_SCHEMA_H
#define GLOSSA_PARSE_SCHEMA_H

#include "model/schema.h"
#include "parse/settings.h"

/* Reads the member `types`. Computed fields, the inverses of others, stand behind the declared ones of their type.
 * What contradicts itself is told and left out, so that each type and field in the schema can be used. */
void parse_schema(const struct settings *settings, const struct member *types, struct schema *schema);

#endif
