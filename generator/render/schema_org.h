/* As much of schema.org as keeps us from saying what it has no word for: which class has which properties. */
#ifndef GLOSSA_RENDER_SCHEMA_ORG_H
#define GLOSSA_RENDER_SCHEMA_ORG_H

#include "base/str.h"

/* Whether things of the class have the property. Of a class that is not known all is taken on trust. */
bool schema_org_has(struct str class, struct str property);

#endif
