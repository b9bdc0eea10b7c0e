/* The key `history` of site.yaml. */
#ifndef GLOSSA_PARSE_HISTORY_H
#define GLOSSA_PARSE_HISTORY_H

#include "model/config.h"
#include "parse/settings.h"

void history_defaults(struct history_settings *history);
/* A setting_reader for struct history_settings: true, false, or a map. */
void read_history(const struct settings *settings, const struct member *member, void *target);

#endif
