/* The files of static/: where they go and what they are called there.
 *
 * static/icons/logo.svg becomes static/icons/logo.3fa2c1d0.svg, so that it can be kept by browsers for ever. The style
 * sheets of static/css/ are joined into static/site.HASH.css, in the order of their names. Files that servers look for
 * by name (.htaccess, .well-known/, _headers, _redirects, CNAME, favicon.ico, robots.txt) go to the root unchanged. */
#ifndef GLOSSA_RENDER_ASSETS_H
#define GLOSSA_RENDER_ASSETS_H

#include "model/site.h"

/* Adds the files of static/ to site.assets, but for the style sheets that are joined. `hashes` are of their bytes, in
 * the order of tree->of[SOURCE_STATIC]. */
void assets_add(struct site *site, const uint64_t *hashes);

/* Whether this is a style sheet that is joined: its bytes have to be loaded before rendering. */
bool asset_is_joined(const struct source *source);

/* The joined style sheet (stylesheet.c); url(…) in it leads to the fingerprinted files. "" when there is none. */
struct str assets_stylesheet(struct arena *arena, const struct site *site);
struct str assets_stylesheet_address(struct arena *arena, struct str stylesheet);

/* The paths that templates know static files by, for context_vocabulary: "icons/logo.svg", and "site.css". */
void assets_names(const struct source_tree *tree, struct map *names);

#endif
