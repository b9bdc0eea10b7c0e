// For browser.t: the browser's folding and ranking, in node, over a built index. Prints one JSON object.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");
const [root, site] = process.argv.slice(2), rank = require(path.join(root, "static/js/search-rank.js")).glossaRank;
let handed = null;
const context = vm.createContext({ glossaSearch: (name, text) => { handed = text; } });
function load(name, parse) {
  vm.runInContext(fs.readFileSync(path.join(site, "search", name + ".js"), "utf8"), context);
  return parse(handed);
}
const manifest = load("manifest", rank.parseManifest), shards = {};
function document(doc) { return load("d" + doc, rank.parseDocument); }
function fetch(query, fuzzy) {
  for (const number of rank.neededShards(query, fuzzy)) shards[number] = shards[number] || load("w" + number, rank.parseShard);
}
function ask(text) {
  const query = rank.parseQuery(text.trim());
  Object.keys(shards).forEach((number) => delete shards[number]); // each query has what it asks for alone
  fetch(query, false);
  let hits = rank.rank(shards, query, false);
  if (rank.isDoubtful(query, hits)) {
    fetch(query, true);
    hits = rank.rank(shards, query, true);
  }
  if (query.phrases.length) hits = hits.filter((hit) => rank.hasPhrases(query, document(hit.doc)));
  return hits.map((hit) => document(hit.doc).address + " " + hit.score);
}
const input = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify({
  folds: input.texts.map((text) => rank.words(text).map((word) => word.fold).join(" ")),
  skeletons: input.texts.map((text) => rank.words(text).map((word) => word.han ? "-" : rank.skeleton(word)).join(" ")),
  answers: input.queries.map(ask)
}));
