/* What the browser tests share: TAP, a server for the built handbook, Chromium. */
"use strict";
const crypto = require("crypto");
const fs = require("fs");
const http = require("http");
const net = require("net");
const path = require("path");
const zlib = require("zlib");
const {createRequire} = require("module");

const root = path.resolve(__dirname, "../..");
const site = process.env.SITE || path.join(root, "public");
const modules = path.join(root, "build/browser/node_modules");
const installed = createRequire(path.join(root, "build/browser/package.json"));
const {chromium} = installed("playwright-core");

/* One page of each type, named by what it is. */
const PAGES = {
	home: "index.html",
	case: "cases/syria.html",
	"case with modes": "cases/ukraine-crimea-donbas.html",
	term: "terms/sovereign-democracy.html",
	"term with sections": "terms/r2p.html",
	framework: "frameworks/modes-of-contestation.html",
	actor: "actors/lavrov.html",
	source: "sources/lewis-2022.html",
	guide: "guides/how-to-read.html",
	timeline: "timeline.html",
	"timeline by region": "timeline/by-region.html",
	comparison: "compare.html",
	map: "map.html",
	concepts: "graph.html",
	figures: "figures.html",
	"index of cases": "cases/index.html",
	"index of terms": "terms/index.html",
	"index of sources": "sources/index.html",
	glossary: "glossary.html",
	bibliography: "bibliography.html",
	people: "people.html",
	abbreviations: "abbreviations.html",
	data: "data/index.html",
	"print edition": "print.html",
	tags: "tags/index.html",
	tag: "tags/sovereignty.html",
	search: "search.html",
	concordance: "concordance/terms/r2p.html",
	"concordance of a source": "concordance/sources/lewis-2022.html",
	"not found": "404.html",
};

let count = 0;
let failed = 0;

/* What failed is said on standard error too, where a harness lets it through. */
function ok(is, name, notes = "") {
	count++;
	console.log(`${is ? "ok" : "not ok"} ${count} - ${name}`);
	if (!is) {
		failed++;
		console.error(`failed: ${name}\n${notes}`.trimEnd().replace(/^/gm, "# "));
	}
	return is;
}

function is(got, expected, name) {
	return ok(got === expected, name, `got:      ${got}\nexpected: ${expected}`);
}

const TYPES = {
	".html": "text/html; charset=utf-8",
	".css": "text/css",
	".js": "text/javascript",
	".svg": "image/svg+xml",
	".woff2": "font/woff2",
	".json": "application/json",
};

/* The policy that hosts are told to send: nothing inline, nothing from elsewhere. What it forbids shows in the console. */
const policy = /Content-Security-Policy "([^"]+)"/.exec(fs.readFileSync(path.join(root, "generator/hosts/nginx.conf"), "utf8"))[1];

/* Serves the built handbook below / as a good host does: compressed, what cannot change kept by the browser, what has not
 * changed not sent again, with a strict policy. With a latency (in milliseconds), from afar. Counts the bytes it sends. */
function serve(latency) {
	let sent = 0;
	const server = http.createServer((request, response) => {
		const name = decodeURIComponent(request.url.replace(/[?#].*/, "")).replace(/\/$/, "/index.html");
		const file = path.join(site, path.normalize(name));

		if (!file.startsWith(site) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
			response.writeHead(404).end();
			return;
		}
		const packed = /\.(html|css|js|json|svg)$/.test(file) && /gzip/.test(request.headers["accept-encoding"] || "");
		const headers = {
			"Content-Type": TYPES[path.extname(file)] || "application/octet-stream",
			"Content-Security-Policy": policy,
			/* a name that says what is in the file */
			"Cache-Control": /\.[0-9a-f]{8}\.\w+$/.test(file) ? "public, max-age=31536000, immutable" : "no-cache",
		};
		if (packed) headers["Content-Encoding"] = "gzip";
		const whole = fs.readFileSync(file), bytes = packed ? zlib.gzipSync(whole) : whole;
		headers.ETag = `"${crypto.createHash("sha256").update(whole).digest("hex")}"`;
		const known = request.headers["if-none-match"] === headers.ETag;
		sent += known ? 0 : bytes.length;
		setTimeout(() => response.writeHead(known ? 304 : 200, headers).end(known ? undefined : bytes), latency);
	});

	return new Promise((resolve) => {
		server.listen(0, "127.0.0.1", () => resolve({url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close(), sent: () => sent}));
	});
}

/* CHROMIUM, or what the system calls it. */
function browserPath() {
	const names = ["chromium", "chromium-browser", "google-chrome"];
	const places = (process.env.PATH || "").split(":").flatMap((folder) => names.map((name) => path.join(folder, name)));

	return process.env.CHROMIUM || places.find((place) => fs.existsSync(place));
}

function freePort() {
	return new Promise((resolve) => {
		const server = net.createServer().listen(0, "127.0.0.1", () => {
			const {port} = server.address();

			server.close(() => resolve(port));
		});
	});
}

/* Ends as TAP wants. */
function done() {
	console.log(`1..${count}`);
	process.exitCode = failed ? 1 : 0;
}

function launch(further = [], options = {}) {
	return chromium.launch({
		executablePath: browserPath(),
		args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync", ...further],
		...options,
	});
}

/* Runs a test with a browser, which can also be spoken to at a port, and a server; ends as TAP wants. */
async function test(run, {latency = 0} = {}) {
	const server = await serve(latency), port = await freePort();
	const browser = await launch([`--remote-debugging-port=${port}`]);

	try {
		await run({browser, port, url: server.url, sent: server.sent});
	} catch (error) {
		ok(false, "the test runs to its end", error.stack);
	}
	await browser.close();
	server.close();
	done();
}

/* The list of what a page asks for and does not get, with reasons, filled as it goes. What it no longer waits for when it
 * is left is not missing; and Chromium refuses to fetch a font from a file ahead of time, then loads it all the same. */
function missing(page) {
	const list = [];

	page.on("requestfailed", (request) => {
		const {errorText} = request.failure();

		if (errorText !== "net::ERR_ABORTED" && request.resourceType() !== "font") list.push(`${request.url()}: ${errorText}`);
	});
	return list;
}

/* Pages of the list that this handbook has; `make site` may be asked for less than all. */
function pages() {
	return Object.entries(PAGES).filter(([, address]) => fs.existsSync(path.join(site, address)));
}

module.exports = {done, fs, installed, is, launch, missing, modules, ok, pages, path, root, site, test};
