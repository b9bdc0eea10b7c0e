// For bench: what Pagefind finds in the same pages, asked in a browser over http: node pagefind.js ROOT SITE, with its
// index in SITE/pagefind and the browser's driver in ROOT/build/browser (make test-browser installs it).
"use strict";
const fs = require("fs"), http = require("http"), path = require("path"), { createRequire } = require("module");
const [root, site] = process.argv.slice(2);
const { chromium } = createRequire(path.join(root, "build/browser/package.json"))("playwright-core");
const queries = fs.readFileSync(path.join(root, "tests/search/queries.tsv"), "utf8").split("\n")
  .filter((line) => line && line[0] !== "#").map((line) => line.split("\t"));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json" };

const server = http.createServer((request, response) => {
  const file = path.join(site, path.normalize(decodeURIComponent(request.url.replace(/\?.*/, ""))));
  if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": TYPES[path.extname(file)] || "application/octet-stream" });
  response.end(fs.readFileSync(file));
});

server.listen(0, "127.0.0.1", async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/404.html`);
  const found = await page.evaluate(async (texts) => {
    const pagefind = await import("/pagefind/pagefind.js"), answers = [];
    for (const text of texts) {
      const { results } = await pagefind.search(text);
      answers.push(await Promise.all(results.slice(0, 3).map(async (result) => (await result.data()).url)));
    }
    return answers;
  }, queries.map((row) => row[0]));
  let first = 0, three = 0;
  queries.forEach(([, wanted], i) => {
    const at = found[i].findIndex((url) => wanted.split("|").includes(url.replace(/^\//, "").replace(/\.html$/, "")));
    first += at === 0;
    three += at >= 0;
  });
  console.log(`            ${queries.length} queries: ${(100 * first / queries.length).toFixed(1)} % first, ` +
    `${(100 * three / queries.length).toFixed(1)} % in the first three`);
  await browser.close();
  server.close();
});
