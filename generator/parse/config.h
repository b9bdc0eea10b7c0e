/* The handbook's settings: site.yaml, checked against what glossa knows. Every key is described in glossa-handbook(5). */
#ifndef GLOSSA_PARSE_CONFIG_H
#define GLOSSA_PARSE_CONFIG_H

#include "model/config.h"

/* What holds where site.yaml says nothing. */
void config_defaults(struct config *config);

/* Starts from the defaults. Everything that is wrong is told (SITE_…, and what YAML itself refuses) and left at its
 * default, so that the result can be used. Copies what it keeps into the arena. */
void parse_config(struct arena *arena, struct config *config, struct str text, struct str path, struct diags *diags);

/* Says once, for `build` and `check`, that without base_url some pages cannot be written. */
void check_base_url(const struct config *config, struct str path, struct diags *diags);
/* An absolute address as base_url keeps it: with exactly one slash at its end; false when it is none. */
bool normalise_base_url(struct arena *arena, struct str text, struct str *base_url);

/* The theme's interface words (templates/words.yaml): language → key → text; what is wrong is told (SITE_…). NULL for
 * none. */
const struct value *parse_words(struct arena *arena, struct str text, struct str path, struct diags *diags);

#endif
