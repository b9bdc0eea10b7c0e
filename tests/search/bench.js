// For bench: what queries fetch and take in the browser's code, and what MiniSearch finds in the same texts.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm"), zlib = require("zlib");
const [what, root, site] = process.argv.slice(2), rank = require(path.join(root, "static/js/search-rank.js")).glossaRank;
let handed = null;
const context = vm.createContext({ glossaSearch: (name, text) => { handed = text; } });
const bytes = {}, read = (name) => {
  const script = fs.readFileSync(path.join(site, "search", name + ".js"));
  bytes[name] = zlib.gzipSync(script).length;
  vm.runInContext(script.toString(), context);
  return handed;
};
const queries = fs.readFileSync(path.join(root, "tests/search/queries.tsv"), "utf8").split("\n")
  .filter((line) => line && line[0] !== "#").map((line) => line.split("\t"));
const manifest = rank.parseManifest(read("manifest"));

function costs() {
  let total = 0, most = 0, slowest = 0;
  for (const [text] of queries) {
    const query = rank.parseQuery(text), shards = {};
    let fetched = bytes.manifest, time = 0, hits = [];
    for (const fuzzy of [false, true]) {
      if (fuzzy && !rank.isDoubtful(query, hits)) break;
      for (const number of rank.neededShards(query, fuzzy)) {
        if (shards[number]) continue;
        shards[number] = rank.parseShard(read("w" + number));
        fetched += bytes["w" + number];
      }
      const start = process.hrtime.bigint();
      hits = rank.rank(shards, query, fuzzy);
      time += Number(process.hrtime.bigint() - start) / 1e6;
    }
    for (const hit of hits.slice(0, 8)) { read("d" + hit.doc); fetched += bytes["d" + hit.doc]; }
    total += fetched;
    most = Math.max(most, fetched);
    slowest = Math.max(slowest, time);
  }
  const script = ["search.js", "search-rank.js"].reduce((sum, name) => sum + zlib.gzipSync(fs.readFileSync(path.join(root, "static/js", name))).length, 0);
  console.log(`            a first query fetches ${(total / queries.length / 1024).toFixed(1)} KB on average, ` +
    `${(most / 1024).toFixed(1)} KB at most, gzipped, and ${(script / 1024).toFixed(1)} KB of script; ` +
    `the slowest is ranked in ${slowest.toFixed(1)} ms`);
}

function minisearch() {
  const MiniSearch = require("minisearch");
  const engine = new MiniSearch({ fields: ["title", "forms", "summary", "text"], storeFields: ["address"] });
  for (let i = 0; i < manifest.docs; i++) {
    const doc = rank.parseDocument(read("d" + i));
    engine.add({ id: i, title: doc.title, forms: doc.forms.join(" "), summary: doc.summary, address: doc.address,
      text: doc.passages.map((passage) => passage.text).join(" ") });
  }
  let first = 0, three = 0;
  for (const [text, wanted] of queries) {
    const found = engine.search(text, { prefix: true, fuzzy: 0.2, boost: { title: 12, forms: 10, summary: 3 } });
    const place = found.slice(0, 3).findIndex((hit) => wanted.split("|").includes(hit.address.replace(/\.html$/, "")));
    first += place === 0;
    three += place >= 0;
  }
  console.log(`MiniSearch: ${queries.length} queries: ${(100 * first / queries.length).toFixed(1)} % first, ` +
    `${(100 * three / queries.length).toFixed(1)} % in the first three; index of ` +
    `${(JSON.stringify(engine).length / 1024).toFixed(0)} KB, ${(zlib.gzipSync(JSON.stringify(engine)).length / 1024).toFixed(0)} KB gzipped, fetched whole`);
}

({ bytes: costs, minisearch })[what]();
