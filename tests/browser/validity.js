/* Every page of the handbook before the Nu Html Checker: not an error, not a warning. And what it does not look for: no
 * script inside a page but data, no style but in style sheets, weights within the plan's budgets. */
"use strict";
const {execFileSync} = require("child_process");
const zlib = require("zlib");
const {fs, installed, ok, path, site, test} = require("./browser");

/* Kilobytes that a page may weigh, compressed; a path ending in a slash speaks for a folder. The five texts on which the
 * handbook rests are related to most of it, and have more to list than a source's six. */
const BUDGETS = {"index.html": 10, "glossary.html": 30, "cases/": 22, "terms/": 9, "frameworks/": 22, "actors/": 22, "guides/": 22,
	"sources/": 6, "sources/lewis-2022.html": 11, "sources/casier-2022.html": 11, "sources/kobayashi-krause-yuan-2022.html": 11,
	"sources/ekman-saari-secrieru-2020.html": 11, "sources/alieva-2024.html": 11};

function files(folder, extension) {
	return fs.readdirSync(folder, {recursive: true}).filter((name) => name.endsWith(extension)).sort();
}

function weight(file) {
	return zlib.gzipSync(fs.readFileSync(path.join(site, file)), {level: 9}).length / 1024;
}

function budget(file) {
	if (/(^|\/)index\.html$/.test(file) && file !== "index.html") return Infinity;
	return BUDGETS[file] || BUDGETS[file.replace(/[^/]*$/, "")] || Infinity;
}

test(async () => {
	const pages = files(site, ".html");
	let told = "";

	try {
		told = execFileSync("java", ["-Xss4m", "-jar", installed.resolve("vnu-jar/build/dist/vnu.jar"), "--skip-non-html",
			"--stdout", "--format", "gnu", site], {encoding: "utf8", maxBuffer: 1 << 26});
	} catch (error) {
		told = error.stdout || error.message;
	}
	ok(told.trim() === "", `vnu has nothing to say about ${pages.length} pages`, told.slice(0, 4000));

	const inside = pages.filter((name) => {
		const html = fs.readFileSync(path.join(site, name), "utf8");

		return /\sstyle="|<style|\son[a-z]+="|<script(?! type="application\/ld\+json"| src="| defer src=")/.test(html);
	});
	ok(inside.length === 0, "no page holds a script or a style", inside.join("\n"));

	const broken = pages.filter((name) => {
		const html = fs.readFileSync(path.join(site, name), "utf8");

		for (const [, json] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs))
			try {
				if (JSON.parse(json)["@context"] !== "https://schema.org") return true;
			} catch (error) {
				return true;
			}
		return false;
	});
	ok(broken.length === 0, "JSON-LD can be read", broken.join("\n"));

	const heavy = pages.filter((name) => weight(name) > budget(name)).map((name) => `${name}: ${weight(name).toFixed(1)} KB`);
	ok(heavy.length === 0, "pages are light", heavy.join("\n"));
	const styles = files(path.join(site, "static"), ".css").reduce((sum, name) => sum + weight(`static/${name}`), 0);
	ok(styles <= 10, "styles are at most 10 KB", styles);
	const early = files(path.join(site, "static/js"), ".js").filter((name) => name.startsWith("theme-early"));
	ok(early.every((name) => fs.statSync(path.join(site, "static/js", name)).size <= 300), "what runs before the first paint is at most 300 bytes");
});
