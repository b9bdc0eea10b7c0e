/* The search page as readers use it: it answers while they type, shows what matches and why, by type; is gone through by
 * keyboard; comes back as it was left; says what it cannot find, cannot load, or has yet to load; in every state it is
 * accessible and valid, at 320 px, light and dark, from the disk, and leaves a composition alone. */
"use strict";
const {execFileSync} = require("child_process");
const os = require("os");
const zlib = require("zlib");
const {fs, installed, is, ok, path, root, site, test} = require("./browser");

const axe = fs.readFileSync(installed.resolve("axe-core"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const states = fs.mkdtempSync(path.join(os.tmpdir(), "glossa-search-"));

const settled = (page, what = /\d|One|Nothing/) => page.waitForFunction((text) => new RegExp(text).test(document.getElementById("search-status")?.textContent ?? ""), what.source);
const status = (page) => page.textContent("#search-status");
const first = (page) => page.getAttribute("#results a", "href");
const focus = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("href"));

async function ask(page, url, query) {
	await page.goto(`${url}search.html?q=${encodeURIComponent(query)}`);
	await settled(page);
}

/* No fault that axe knows, no scrolling sideways; the page as it stands is kept, for vnu. */
async function sound(page, name) {
	const faults = await page.evaluate((rules) => axe.run(document, {runOnly: rules}).then((r) => r.violations.map((v) => `${v.id} ${v.nodes[0].html}`)), RULES);

	ok(faults.length === 0, `${name}: accessible`, faults.join("\n"));
	ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: nothing to scroll sideways`);
	fs.writeFileSync(path.join(states, name.replace(/\W+/g, "-") + ".html"), await page.content());
}

async function results(page, url) {
	await page.goto(url + "search.html");
	ok(await page.isVisible("#search-all") && /\S/.test(await page.textContent(".search-tips")), "without a query there are tips and all names");
	await page.locator("#q").pressSequentially("R2P", {delay: 20});
	await settled(page, /R2P/);
	is(await first(page), "terms/r2p.html", "results come while one types");
	is(new URL(page.url()).search, "?q=R2P", "the address has the query");
	ok(/^Best match/.test(await page.textContent("#results h2")) && await page.locator("#results .best").count() === 1, "a form is the best match");
	ok(/R2P/.test(await page.textContent("#results .best .result-why")), "and the page says that this form was it");

	const groups = await page.locator("#results h2").allTextContents(), boxes = page.locator("#search-types input");
	ok(groups.length >= 4 && groups.slice(1).every((text) => /\S+ \d+$/.test(text)), "the rest stands by type, with counts", groups.join("\n"));
	const counts = (await page.locator("#search-types .count").allTextContents()).reduce((sum, text) => sum + Number(text), 0);
	is(counts, parseInt(await status(page), 10), "the filters count what there is");
	ok(await page.locator("#results > li").evaluateAll((items) => items.every((item) => item.querySelector("a, button"))), "each item leads somewhere");
	ok(await page.locator("#results mark").count() > 3, "what matches is marked");

	await boxes.first().check();
	await page.waitForFunction(() => document.querySelectorAll("#results h2").length === 1);
	ok(await page.locator("#results .result-title a").evaluateAll((links) => links.every((a) => /\/cases\//.test(a.href))), "a filter leaves one type");
	is(new URL(page.url()).search, "?q=R2P&type=case", "the address has the filter");

	await ask(page, url, "liberal peace norms");
	is((await page.textContent("#results h2")).trim(), "Best results", "where nothing is named so, the best come first");
	const shown = await page.locator("#results > li").count();
	await page.locator(".result-more").first().click();
	await page.waitForFunction((count) => document.querySelectorAll("#results > li").length > count, shown);
	ok(await page.evaluate(() => document.activeElement.closest(".result-title")), "a type shows more, and the focus goes there");
}

/* Each sentence leads to the paragraph that it stands in. */
async function places(page, url) {
	let found = 0;
	for (const query of ["Astana", "norm contestation", "умиротворение", "peacekeepers in Karabakh"]) {
		await ask(page, url, query);
		const links = await page.locator(".result-text a").evaluateAll((all) => all.map((a) => ({href: a.getAttribute("href"), text: a.textContent})));

		for (const {href, text} of links) {
			const [address, id] = href.split("#");
			const inside = fs.readFileSync(path.join(site, decodeURIComponent(address)), "utf8").includes(` id="${decodeURIComponent(id)}"`);

			found++;
			if (!inside) ok(false, `${query}: ${href} is there`, text);
		}
	}
	ok(found > 10, "sentences lead to their paragraphs", `${found} links`);
}

async function keyboard(page, url) {
	await page.goto(url + "search.html");
	await page.locator("h1").click();
	await page.keyboard.press("/");
	is(await focus(page), "q", "/ leads to the field");
	await page.keyboard.type("sovereign democracy");
	await settled(page, /democracy/);
	await page.keyboard.press("ArrowDown");
	is(await focus(page), "terms/sovereign-democracy.html", "down leads to the first result");
	await page.keyboard.press("End");
	const last = await focus(page), titles = await page.locator(".result-title a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
	is(last, titles[titles.length - 1], "End to the last");
	await page.keyboard.press("ArrowUp");
	is(await focus(page), titles[titles.length - 2], "up to the one before");
	await page.keyboard.press("Home");
	is(await focus(page), titles[0], "Home to the first");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Escape");
	is(await focus(page), "q", "Esc back to the field");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("ArrowUp");
	is(await focus(page), "q", "and so does up from the first");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.waitForURL(/sovereign-democracy/);
	ok(true, "Enter opens it");
}

async function back(page, url) {
	await page.setViewportSize({width: 1280, height: 500});
	await ask(page, url, "norms");
	await page.locator("#search-types input").nth(1).check();
	await page.waitForFunction(() => document.querySelectorAll("#results h2").length < 3);
	await page.locator(".result-more").last().click();
	await page.waitForFunction(() => document.querySelectorAll("#results > li").length > 11);
	const before = await page.locator("#results > li").count(), link = page.locator(".result-title a").nth(before - 2);
	await link.scrollIntoViewIfNeeded();
	const top = await page.evaluate(() => scrollY);
	await link.click();
	await page.waitForURL(/html(#.*)?$/);
	await page.goBack();
	await settled(page);
	is(await page.inputValue("#q"), "norms", "Back brings the query");
	ok(await page.locator("#search-types input").nth(1).isChecked(), "the filter");
	is(await page.locator("#results > li").count(), before, "what was shown");
	await page.waitForFunction((before) => Math.abs(scrollY - before) < 40, top);
	ok(top > 200, "and the place", top);

	await page.goto(url + "search.html?q=R2P");
	await settled(page);
	await page.fill("#q", "sovereignty");
	await settled(page, /sovereignty/);
	await page.goBack();
	await settled(page, /R2P/);
	is(await page.inputValue("#q"), "R2P", "Back leads to the query before");
	await page.setViewportSize({width: 1280, height: 900});
}

async function nothing(page, url) {
	await ask(page, url, "zzkqx wwpqrt");
	ok(/^Nothing found/.test(await status(page)), "nothing found is said");
	ok(await page.isVisible("#search-all"), "and all names stand below");
	await page.evaluate(axe);
	await sound(page, "nothing found");
	await ask(page, url, "\"astana protsess\"");
	const suggestion = page.locator("#search-aside p").first().locator("a").first();
	is(await suggestion.textContent(), "Astana process", "a name that is spelled much the same is offered");
	ok(/A to Z/.test(await page.textContent("#search-aside")), "and its neighbours in the alphabet");
	await suggestion.click();
	await settled(page, /process/);
	is(await first(page), "terms/astana-process.html", "which leads to it");
}

async function trouble(browser, url) {
	let page = await browser.newPage();
	let broken = true;

	await page.route(/search\/w\d/, (route) => broken ? route.abort() : route.continue());
	await page.goto(url + "search.html?q=R2P");
	await settled(page, /could not/);
	ok(await page.isVisible("#search-all"), "when a shard cannot be loaded that is said, and all names are there");
	await page.evaluate(axe);
	await sound(page, "failed");
	broken = false;
	await page.click("#search-aside button");
	await settled(page, /R2P/);
	is(await first(page), "terms/r2p.html", "and trying again answers");
	await page.close();

	page = await browser.newPage();
	let arrive;
	const arrived = new Promise((resolve) => { arrive = resolve; });
	await page.route(/manifest/, (route) => arrived.then(() => route.continue()));
	await page.goto(url + "search.html?q=R2P", {waitUntil: "commit"});
	await settled(page, /Searching/);
	ok(true, "on a slow line it says that it searches");
	arrive();
	await settled(page, /R2P/);
	is(await first(page), "terms/r2p.html", "until it has found");
	await page.close();
}

/* While Pinyin is being composed the field is left alone; then it is searched for. */
async function composing(page, url) {
	await page.goto(url + "search.html");
	const asked = [], client = await page.context().newCDPSession(page);

	page.on("request", (request) => /search\//.test(request.url()) && asked.push(request.url()));
	await page.focus("#q");
	await client.send("Input.imeSetComposition", {text: "ming", selectionStart: 4, selectionEnd: 4});
	await page.waitForTimeout(250);
	ok(asked.length === 0 && await status(page) === "", "nothing is searched for in the midst of a composition", asked.join("\n"));
	await page.keyboard.insertText("命运");
	await settled(page, /命运/);
	is(await first(page), "terms/community-of-shared-future.html", "what it ends with is");
}

/* Queries that nobody should type do no harm. */
async function odd(page, url) {
	const faults = [], names = ["", " ", "a", "x".repeat(1000), "😀", "\u202edrawkcab", "\u200b", "<script>alert(1)</script>", ".*[", "(", "\\", "__proto__",
		"constructor", "toString", "hasOwnProperty", "\"", "«", "-", "مصر", "%00", "&amp;", "null", "undefined", "' OR 1=1"];

	page.on("pageerror", (error) => faults.push(error.stack));
	page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
	for (const name of names) {
		await page.goto(`${url}search.html?q=${encodeURIComponent(name)}`);
		if (name.trim()) await settled(page);
		if (await page.inputValue("#q") !== name) faults.push(`${name}: the field holds ${await page.inputValue("#q")}`);
	}
	ok(faults.length === 0, "no query does harm", faults.join("\n"));
}

/* What goes over the wire for a first query, compressed as hosts do, and how soon the answer is there after it. */
async function wire(browser, url) {
	const queries = fs.readFileSync(path.join(root, "tests/search/queries.tsv"), "utf8").split("\n").filter((line) => line && line[0] !== "#");
	let most = 0, which = "";

	for (const query of queries.filter((line, i) => i % 40 === 0).map((line) => line.split("\t")[0])) {
		const page = await browser.newPage();
		let bytes = 0;

		page.on("response", async (response) => {
			const name = decodeURIComponent(new URL(response.url()).pathname);

			if (/^\/search\/|\/js\/search/.test(name)) bytes += zlib.gzipSync(fs.readFileSync(path.join(site, name))).length;
		});
		await ask(page, url, query);
		if (bytes > most) [most, which] = [bytes, query];
		await page.close();
	}
	ok(most > 0 && most <= 60 * 1024, "a first query fetches at most 60 KB", `${most} bytes for ${which}`);
	const script = ["search.js", "search-rank.js"].reduce((sum, name) => sum + zlib.gzipSync(fs.readFileSync(path.join(root, "static/js", name))).length, 0);
	ok(script <= 10 * 1024, "and at most 10 KB of it is the script", `${script} bytes`);
}

async function looks(browser, url) {
	for (const colorScheme of ["light", "dark"])
		for (const width of [1440, 320]) {
			const page = await browser.newPage({viewport: {width, height: 900}, colorScheme});

			await page.goto(url + "search.html");
			await page.evaluate(axe);
			await sound(page, `empty, ${colorScheme}, ${width}`);
			await ask(page, url, "sovereign democracy");
			await page.evaluate(axe);
			await sound(page, `results, ${colorScheme}, ${width}`);
			await page.close();
		}
	const page = await (await browser.newContext({javaScriptEnabled: false})).newPage();
	await page.goto(url + "search.html");
	ok(await page.locator("#search-all .names a").count() > 300 && await page.locator(".letters a").count() > 10, "without scripts all names stand there, by letter");
	ok(/<noscript>Without scripts/.test(await page.content()), "with a word of advice");
	await page.close();
}

test(async ({browser, url}) => {
	let page = await browser.newPage({viewport: {width: 1280, height: 900}});

	await results(page, url);
	await places(page, url);
	await keyboard(page, url);
	await back(page, url);
	await nothing(page, url);
	await composing(page, url);
	await odd(page, url);
	await trouble(browser, url);
	await wire(browser, url);
	await looks(browser, url);
	await page.close();
	page = await browser.newPage();
	await ask(page, "file://" + site + "/", "mirotvorčestvo");
	is(await first(page), "terms/mirotvorchestvo.html", "from the disk too");
	await page.fill("#q", "R2P");
	await settled(page, /R2P/);
	is(await first(page), "terms/r2p.html", "query after query");
	let said = "";
	try {
		said = execFileSync("java", ["-Xss4m", "-jar", installed.resolve("vnu-jar/build/dist/vnu.jar"), "--errors-only", ...fs.readdirSync(states).map((name) => path.join(states, name))], {stdio: "pipe"}).toString();
	} catch (error) { said = String(error.stderr || error); }
	is(said, "", "in each state the page is valid");
	fs.rmSync(states, {recursive: true});
});
