/* One page of each type before Lighthouse, as a mid-range phone on a slow network meets it: perfect in accessibility,
 * practices and findability, performance at 98 or more; first visits within the budgets of the plan, repeat visits too. */
"use strict";
const {fs, ok, pages, path, modules, site, testWithPort} = require("./browser");

/* Where searching for the page would be wrong: it asks not to be indexed. */
const UNLISTED = ["search", "not found", "redirect", "print edition"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const PERFORMANCE = 0.98;

/* What one page may cost on a first visit; bytes as transferred, fonts apart. */
const BUDGETS = {requests: 16, bytes: 60 << 10, scripts: 6 << 10, styles: 10 << 10, fonts: 135 << 10, everything: 175 << 10};
